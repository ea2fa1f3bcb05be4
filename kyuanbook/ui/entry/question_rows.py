"""The questions of a 问卷 in an entry, as they stand on the paper: boxes to choose, lines to write on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.language import say, tr
from kyuanbook.rules.custom import FieldRow, Kind, clean_value
from kyuanbook.rules.dates import full_day, weekday
from kyuanbook.rules.surveys import QuestionRow, answer_name
from kyuanbook.rules.words import Message
from kyuanbook.ui.entry.entry_panel import EntryPanel
from kyuanbook.ui.entry.keyed_chips import KeyedChips
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.editors import Combo
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose

MOST_CHIPS: Final = 9  # as many as there are keys; of more choices one picks from a list


class QuestionRows(Part):
    """Builds the rows anew for each 问卷. ``relaid``: Tab has other ways to go. ``finished``: Enter in the last."""

    relaid = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, panel: EntryPanel, today: Callable[[], int]) -> None:
        super().__init__(theme)
        self._panel, self._today = panel, today
        self.asked: tuple[QuestionRow, ...] = ()
        self.rows: dict[int, KeyedChips | Field] = {}
        self._down = column(theme, self)
        self._inside = QWidget()
        self._down.addWidget(self._inside)

    def ask(self, questions: Sequence[QuestionRow]) -> None:
        """Ask these; those whose field is put away are not asked, but named."""
        for one in self.asked:
            row = self.rows.get(one.id)
            if isinstance(row, Field):
                self._panel.unwatch(row)
                self._panel.form.leave_out(answer_name(one.number))
        self._inside.hide()
        self._down.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        self._down.addWidget(self._inside)
        self.asked = tuple(questions)
        down = column(self.theme, self._inside, gap=16)
        self.rows = {}
        for one in questions:
            if one.hidden:
                down.addWidget(Prose(self.theme, tr("第 {n} 题不再问：它记到的项目已停用。", n=one.number), size=13, ink="ink3"))
            else:
                self._lay(one, down)
        self.relaid.emit()

    def _lay(self, one: QuestionRow, down: object) -> None:
        words = tr("{n}. {question}", n=one.number, question=one.text)
        choices = _choices(one.field)
        if 0 < len(choices) <= MOST_CHIPS:
            chips = KeyedChips(self.theme, words, choices, tr("没答"), long=True)
            chips.submitted.connect(lambda: self._go_on(one.id))
            down.addWidget(chips)  # type: ignore[attr-defined]  # a layout
            self.rows[one.id] = chips
            return
        field = Field(self.theme, words, self._editor(one.field))
        for part in (field.label, field.hint):  # it would be cut: the question stands above on as many lines as it takes
            part.hide()
        name, editor = answer_name(one.number), field.editor
        self._panel.watch(name, field)
        self._panel.form.adopt(name, field, submits=False)
        editor.submitted.connect(lambda: self._go_on(one.id))
        if isinstance(editor, Combo):
            editor.submits = True
        whole = Part(self.theme)
        inside = column(self.theme, whole, gap=4)
        inside.addWidget(Prose(self.theme, words, size=13))
        inside.addWidget(field)
        down.addWidget(whole)  # type: ignore[attr-defined]
        self.rows[one.id] = field

    def _editor(self, field: FieldRow) -> Line | Combo:
        if field.kind is Kind.CHOICE:
            return Combo(self.theme, [Choice("", tr("没答")), *_choices(field)])
        if field.kind is Kind.NUMBER:
            line = Line(self.theme, echo=lambda _: field.unit)
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            return line
        if field.kind is Kind.DATE:
            return Line(self.theme, icon="calendar", echo=lambda typed: self._day_words(field, typed))
        return Line(self.theme)

    def _day_words(self, field: FieldRow, typed: str) -> str:
        value, _ = clean_value(field, typed, self._today())
        if value is None or value.number is None:
            return ""
        words = say(full_day(int(value.number)))
        return "" if words == typed.strip() else tr("{day} {weekday}", day=words, weekday=say(weekday(int(value.number))))

    # what stands there -----------------------------------------------------------------------------------------------------

    def answers(self) -> dict[int, str]:
        """As typed, by question; of a choice its word."""
        return {i: row.choice() if isinstance(row, KeyedChips) else row.text() for i, row in self.rows.items()}

    def fill(self, answers: Mapping[int, str]) -> None:
        """Show these."""
        for i, row in self.rows.items():
            if isinstance(row, KeyedChips):
                row.choose(answers.get(i, ""))
            else:
                row.set_text(answers.get(i, ""))

    def _go_on(self, question: int) -> None:
        """Enter: the next question; behind the last it is done."""
        ids = list(self.rows)
        place = ids.index(question) + 1
        if place == len(ids):
            self.finished.emit()
        else:
            self.take_focus(ids[place])

    def take_focus(self, question: int) -> None:
        """Begin with a question."""
        where = self.stop(question)
        where.setFocus(Qt.FocusReason.TabFocusReason)
        self._panel.scroller.ensureWidgetVisible(where, 0, self.theme.px(60))

    def stop(self, question: int) -> QWidget:
        """What takes the keys of a question."""
        row = self.rows[question]
        return row.current() if isinstance(row, KeyedChips) else row.editor

    def first(self) -> QWidget | None:
        """The first question."""
        return self.stop(next(iter(self.rows))) if self.rows else None

    def editors(self) -> list[QWidget]:
        """In Tab order."""
        found: list[QWidget] = []
        for row in self.rows.values():
            found += row.chips_in_order() if isinstance(row, KeyedChips) else [row.editor]
        return found


def _choices(field: FieldRow) -> list[Choice]:
    if field.kind is Kind.YES_NO:
        return [Choice("yes", say(Message("custom_yes"))), Choice("no", say(Message("custom_no")))]
    return [Choice(word, word) for word in field.choices] if field.kind is Kind.CHOICE else []
