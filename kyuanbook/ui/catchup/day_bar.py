"""Which day the rows are of: today, yesterday, or any other as it is typed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import near_day, read_day, weekday
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.fields import Complaint
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Part, column, row
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label

TIGHT: Final = 520  # px across, at 100 %
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


def long_day(day: int, today: int) -> str:
    """11月22日 周日; in another year with that."""
    return tr("{day} {weekday}", day=say(near_day(day, today)), weekday=say(weekday(day)))


class DayBar(Part):
    """``chosen``: another day. ``left``: Enter or Esc in the line; the typing goes on below. ``wronged``: what was typed is no
    day for a visit, or is one again."""

    chosen = Signal(int)
    wronged = Signal(bool)
    left = Signal()

    def __init__(self, theme: Theme, book: Book, parent: QWidget | None = None, *, name: str = "") -> None:
        """``name``: of what it is the day; 哪一天的 when empty."""
        super().__init__(theme, parent)
        self.book = book
        self.day = 0
        self._asks = bool(name)  # then the words stand there however large the type
        name = name or tr("哪一天的")
        words = ((TODAY, tr("今天")), (YESTERDAY, tr("昨天")), (OTHER, tr("别的日子")))
        choices = [Choice(key, word.capitalize()) for key, word in words]  # English begins a chip with a capital
        self.chips = Chips(theme, choices, name=name)
        self.line = Line(theme, icon="calendar", placeholder=tr("11.23、周六"), echo=self._echo)
        self.line.setAccessibleName(name)
        self.complaint = Complaint(theme)
        self.complaint.hide()
        self.wrong = False
        self._lay_out(theme, name)
        self.chips.chosen.connect(self._choose)
        self.line.submitted.connect(self._take)
        self.line.editingFinished.connect(self._take_quietly)
        self.line.committed.connect(lambda _: self.complain(""))
        self.complaint.cure.clicked.connect(self._cure)

    def _lay_out(self, theme: Theme, name: str) -> None:
        down = column(theme, self, gap=2, margins=(0, 10, 0, 6))
        across = row(theme, gap=8)
        self.name = Label(theme, name, size=13, ink="ink2")
        across.addWidget(self.name)
        across.addWidget(self.chips)
        across.addWidget(self.line)
        across.addStretch(1)
        down.addLayout(across)
        self._below = row(theme)
        self._below.addWidget(self.complaint)
        down.addLayout(self._below)

    def restyle(self) -> None:
        """Room for a day and what it means, and no chip below another."""
        self.name.setVisible(self._asks or not self.theme.compact)
        tight = self.width() < self.theme.px(TIGHT) and self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        self.chips.setMinimumWidth(0 if tight else self.chips.sizeHint().width())
        self.line.setFixedWidth(self.theme.px(155 if self.theme.compact else 240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Very large type leaves no room for all on one line."""
        super().resizeEvent(event)
        self.restyle()
        self._place_below()

    def show_day(self, day: int) -> None:
        """This day, without telling anyone."""
        self.day = day
        today = self.book.today()
        key = TODAY if day == today else YESTERDAY if day == today - 1 else OTHER
        self.chips.choose(key)
        self.line.setVisible(key == OTHER)
        if key == OTHER and read_day(self.line.text(), today)[0] != day:
            self.line.setText(as_typed.day(day, today))
        self.restyle()

    def _echo(self, typed: str) -> str:
        day, _ = read_day(typed, self.book.today())
        return "" if day is None or self.theme.compact else long_day(day, self.book.today())

    def _choose(self, key: str) -> None:
        self.complain("")
        if key == OTHER:
            self.line.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()
            return
        self.line.hide()
        self.line.setText("")
        self._tell(self.book.today() - (key == YESTERDAY))
        self.left.emit()

    def _take(self) -> None:
        """Enter: the day that was typed, or what is wrong with it; a day to come has no visits yet."""
        day, problems = read_day(self.line.text(), self.book.today())
        if problems:
            self.complain(say(problems[0].message), to_come=day is not None)
        elif day is None:
            self.complain(tr("写上哪一天的，如 11.23、周六"))
        else:
            self._tell(day)
            self.left.emit()

    def _take_quietly(self) -> None:
        """Left with Tab or the mouse: a readable day counts as well, one that does not is told."""
        day, problems = read_day(self.line.text(), self.book.today())
        if self.line.isHidden():
            return
        if problems:
            self.complain(say(problems[0].message), to_come=day is not None)
        elif day is not None:
            self._tell(day)

    def _cure(self) -> None:
        """改成今天."""
        self.chips.choose(TODAY)
        self._choose(TODAY)

    def _tell(self, day: int) -> None:
        if day != self.day:
            self.chosen.emit(day)

    def complain(self, sentence: str, *, to_come: bool = False) -> None:
        """Say it under the line; "": nothing is wrong. ``to_come``: today would do."""
        self.complaint.setVisible(bool(sentence))
        self.line.set_wrong(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        if sentence:
            self.complaint.show_problem(sentence, tr("改成今天") if to_come else "", asks=False)
            self._place_below()
        if self.wrong != bool(sentence):
            self.wrong = bool(sentence)
            self.wronged.emit(self.wrong)

    def _place_below(self) -> None:
        """Under the line, as far left as it needs to be read whole."""
        cure = self.complaint.cure
        links = 0 if cure.isHidden() else cure.sizeHint().width()
        wide = self.theme.metrics(13).horizontalAdvance(self.line.accessibleDescription()) + self.theme.px(30) + links
        self._below.setContentsMargins(max(0, min(self.line.x(), self.width() - wide)), 0, 0, 0)
