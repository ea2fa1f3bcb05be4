"""One condition of a 客户细分: what it asks, what will do, and what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.book.queries.segment_words import Ask
from kyuanbook.language import say, tr
from kyuanbook.rules.segments import RANGES, Condition, Shape, Value, read_bound, read_words, typed_bound
from kyuanbook.rules.words import Message, Problem
from kyuanbook.ui.analysis.picks import Picks
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Chip, Chips, Choice, Tick
from kyuanbook.ui.kit.fields import Complaint, Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

EITHER_END = ("low", "high")


class ConditionRow(Part):
    """``changed``: it asks something else. ``removed``: the owner wants it no more. ``submitted``: Enter in a line."""

    said_as = "Grouping"
    changed = Signal()
    removed = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme, ask: Ask, condition: Condition | None, today: int) -> None:
        super().__init__(theme)
        self.ask, self._today = ask, today
        self._kept = condition
        self.setAccessibleName(ask.name)
        self.name = Label(theme, ask.name, bold=True)
        self.but = Tick(theme, tr("不是"))
        self.but.setChecked(condition is not None and condition.but)
        self.but.setVisible(ask.shape is not Shape.YES_NO)
        self.but.clicked.connect(lambda: self.changed.emit())
        self.remove = Button(theme, tr("去掉"), kind="link", icon="x", size=13)
        self.remove.setAccessibleDescription(ask.name)
        self.remove.clicked.connect(lambda: self.removed.emit())
        self.wrong = Complaint(theme)
        self.wrong.hide()
        self.lines: list[Line] = []
        self.picks: Picks | None = None
        self.yes: Chips | None = None
        self._lay_out(theme, () if condition is None else condition.values)

    def _lay_out(self, theme: Theme, values: tuple[Value, ...]) -> None:
        down = column(theme, self, gap=6, margins=(0, 10, 0, 12))
        head = row(theme, gap=12)
        head.addWidget(self.name)
        head.addStretch(1)
        editor = self._editor(theme, values)
        down.addLayout(head)
        down.addWidget(editor)
        down.addWidget(self.wrong)
        head.addWidget(self.but)
        head.addWidget(self.remove)

    def _editor(self, theme: Theme, values: tuple[Value, ...]) -> QWidget:
        shape, ask = self.ask.shape, self.ask
        if shape is Shape.YES_NO:
            self.yes = Chips(theme, [Choice(str(value), word) for value, word in ask.choices], name=ask.name)
            self.yes.choose(str(values[0]) if values else "1")
            self.yes.chosen.connect(lambda _: self.changed.emit())
            return self.yes
        if shape in RANGES:
            return self._range(theme, values or (None, None))
        if shape is Shape.WORDS:
            words = self._line(theme, "、".join(map(str, values)), tr("有哪些字；几样用顿号隔开，有一样就算"))
            words.setAccessibleName(ask.name)
            return words
        self.picks = Picks(theme, ask.name, ask.choices, values)
        self.picks.changed.connect(self.changed)
        return self.picks

    def _range(self, theme: Theme, values: tuple[Value, ...]) -> QWidget:
        both = Part(theme)
        across = row(theme, both, gap=16)
        units = {Shape.MONEY: tr("元"), Shape.DAYS: tr("天"), Shape.DATE: tr("如 2026.1.1")}
        unit = units.get(self.ask.shape, self.ask.unit)
        for label, value in zip((tr("从"), tr("到")), values, strict=True):
            line = self._line(theme, typed_bound(self.ask.shape, value), tr("不限"))
            field = Field(theme, label, line, hint=unit)
            line.setAccessibleName(tr("{name}：{end}", name=self.ask.name, end=label))
            across.addWidget(field, 1)
        return both

    def _line(self, theme: Theme, text: str, placeholder: str) -> Line:
        line = Line(theme, placeholder=placeholder)
        line.setText(text)
        line.committed.connect(lambda _: self.changed.emit())
        line.submitted.connect(self.submitted)
        self.lines.append(line)
        return line

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order: the values first."""
        values: list[QWidget] = list(self.lines)
        if self.picks is not None:
            values = list(self.picks.stops())
        elif self.yes is not None:
            values = list(self.yes.findChildren(Chip))
        return [*values, self.but, self.remove]

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.stops()[0]

    # what it asks ----------------------------------------------------------------------------------------------------------

    def read(self) -> tuple[Condition, list[Problem]]:
        """The condition as it stands, and what cannot be read of it."""
        problems: list[Problem] = []
        values: tuple[Value, ...]
        if self.picks is not None:
            values = self.picks.picked()
        elif self.yes is not None:
            values = (int(self.yes.choice()),)
        elif self.ask.shape is Shape.WORDS:
            values = read_words(self.lines[0].text())
        else:
            found: list[Value] = []
            for line, end in zip(self.lines, EITHER_END, strict=True):
                value, wrong = read_bound(self.ask.shape, line.text(), self._today, end)
                found.append(value)
                problems += wrong
            values = tuple(found)
        return Condition(self.ask.trait, values, self.but.isChecked()), problems

    def finished(self) -> bool:
        """Whether anything is picked or typed."""
        condition, problems = self.read()
        return bool(problems) or any(value is not None for value in condition.values)

    def complain(self, message: Message | None, *, end: str = "") -> None:
        """Say what is wrong, or that nothing is. ``end``: of which end of the range."""
        self.wrong.setVisible(message is not None)
        if message is not None:
            self.wrong.show_problem(say(message), "", False)
        for line, name in zip(self.lines, EITHER_END, strict=False):
            line.set_wrong(message is not None and end in ("", name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rule above."""
        paint.rule(QPainter(self), self.theme, 0, 0, self.width(), self.theme.tokens.rule)
