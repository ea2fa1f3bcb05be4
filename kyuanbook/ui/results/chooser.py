"""Which list: its number, typed or scanned, or one of those of which rows still wait."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout

from kyuanbook.book.queries.results import PaperList
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.answers import read_list_number
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.words import Problem
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.rows import INSET, OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading

WIDE = 360  # px of the number at most
ROUND_IT: Final = 64  # … beside what says what it is: icon and edges
LEAST: Final = 132  # px of the list, which scrolls by itself


class Chooser(Part):
    """``chosen``: the number of a list, as it stands there or was picked. ``print_wanted``: there is none yet."""

    chosen = Signal(int)
    print_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lists: Sequence[PaperList] = ()
        self.number = Line(theme, icon="clipboard-check", placeholder=tr("纸右上角的号码，也可以扫条码"))
        self.field = Field(theme, tr("名单号"), self.number)
        self.go = Button(theme, tr("打开"), kind="filled", key="Enter")
        self.heading = Heading(theme, tr("还没录完的名单"))
        self.list = Rows(theme, name=tr("还没录完的名单"), whole=False, fitted=True, height=44)
        self.print_list = Button(theme, tr("打印名单"), icon="printer", key="Ctrl+P", bind=False)
        hope = tr("打印的名单打完电话，照着纸把结果录回来，下次该打谁就清楚了。")
        self.empty = Empty(theme, tr("没有等着录的名单"), hope, self.print_list)
        self._lay_out(theme)
        self.restyle()
        self.number.submitted.connect(self.submit)
        self.go.clicked.connect(self.submit)
        self.print_list.clicked.connect(lambda: self.print_wanted.emit())
        self.list.opened.connect(lambda number: self.chosen.emit(number))

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, margins=(INSET, 16, INSET, 0))
        across = row(theme, gap=12)
        inside = self.field.layout()
        assert isinstance(inside, QBoxLayout)
        inside.insertLayout(inside.indexOf(self.number), across)  # what is wrong with the number has the page's width below
        across.addWidget(self.number, 1)
        across.addWidget(self.go)
        across.addStretch(0)
        down.addWidget(self.field)
        down.addSpacing(theme.px(16))
        down.addWidget(self.heading)
        self._down, self._there = down, Bleed(theme, self.list)
        down.addLayout(self._there, 1)
        down.addWidget(self.empty, 1)

    def restyle(self) -> None:
        """Room for the number."""
        words = self.theme.metrics(15).horizontalAdvance(self.number.placeholderText())
        self.number.setMinimumWidth(min(self.theme.px(WIDE), words + self.theme.px(ROUND_IT)))
        self.number.setMaximumWidth(self.theme.px(WIDE))
        self.go.spare(key=not self.theme.compact)
        self.list.setMinimumHeight(self.theme.px(LEAST))

    def show_lists(self, lists: Sequence[PaperList], today: int) -> None:
        """Those still open, the newest first."""
        self.lists = lists
        self.list.show_rows([_line(one, today) for one in lists], stay=True)
        for part in (self.heading, self.list):
            part.setVisible(bool(lists))
        self.empty.setVisible(not lists)
        self._down.setStretchFactor(self._there, int(bool(lists)))  # a layout of nothing seen would still take its half
        self.heading.note.set_text(trn("{n} 张", len(lists)))

    def submit(self) -> None:
        """Enter: what stands there; nothing is the newest of those still open."""
        number, problems = read_list_number(self.number.text())
        if problems:
            self.complain(problems[0])
        elif number is not None:
            self.chosen.emit(number)
        elif self.lists:
            self.chosen.emit(self.lists[0].id)

    def complain(self, problem: Problem) -> None:
        """Under the number, which stays."""
        self.field.complain(problem)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.selectAll()

    def clear(self) -> None:
        """For the next list."""
        self.number.clear()
        self.field.complain(None)

    def take_focus(self) -> None:
        """The number."""
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ from the number goes to the lists; a figure pressed there is a number."""
        if event.key() == Qt.Key.Key_Down and self.number.hasFocus() and self.lists:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.go_to(self.lists[0].id)
        elif event.text().isdecimal() and self.list.hasFocus():
            self.take_focus()
            self.number.insert(event.text())
        else:
            super().keyPressEvent(event)


def _line(one: PaperList, today: int) -> OneLine:
    """``名单 1120 · 回访名单 · 11月20日打印，20 行，阿杰 · 录了 7 行``."""
    printed = tr("{day}打印", day=say(day_words(one.day, today)))
    note = clauses((printed, trn("{n} 行", one.rows), one.printed_by))
    end = tr("录了 {n}/{rows}", n=one.answered, rows=one.rows) if one.answered else tr("还没录")
    number = tr("名单 {number}", number=one.id)
    return OneLine(one.id, number, one.title, note=note, end=end, icon="notebook-pen", bold=True, folds=True)
