"""A part that tells something by the month and then by the split chosen; who stands behind a figure is one press away."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.customers import Filter
from kyuanbook.language import tr
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.cross_table import CrossTable
from kyuanbook.ui.kit.choices import Chips, Choice
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts


class SplitSection(BehindSection):
    """Override :meth:`_show_table` and :meth:`_told_of` besides; call :meth:`_lay_first` once."""

    def __init__(
        self, theme: Theme, book: Book, acts: Acts, runner: Runs, nothing: tuple[str, str], about: str,
        splits: Sequence[Choice], parent: QWidget | None = None, action: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``about``: what the table is called; the others as of every such part."""
        super().__init__(theme, book, acts, runner, nothing, parent, action)
        self.sentence = Prose(theme, size=15, ink="ink")
        self.splits = Chips(theme, splits, name=tr("按什么分"), quiet=True)
        self.table = CrossTable(theme, about)
        self.table.opened.connect(self.open_cell)
        self.splits.chosen.connect(lambda _: self._show_table())

    def _lay_first(self, months_head: Heading, months: QWidget, split_words: str) -> QVBoxLayout:
        """The sentence, the months, the table; what comes below goes into the column given back."""
        theme = self.theme
        down = column(theme, self.told, gap=8, margins=SIDES)
        down.addWidget(self.sentence)
        down.addWidget(months_head)
        down.addWidget(months)
        down.addSpacing(theme.px(8))
        head = Heading(theme, split_words)
        head.add(self.splits)
        down.addWidget(head)
        down.addWidget(self.table)
        return down

    def _show_table(self) -> None:
        """By the split chosen."""
        raise AssertionError

    def _told_of(self, line: int, place: int) -> str:
        """Who stands behind a figure of the table, in words."""
        raise AssertionError

    def open_cell(self, line: int, place: int) -> None:
        """Who stands behind a figure of the table."""
        self._open(self._told_of(line, place), self.table.cell(line, place).ids)

    def _open(self, title: str, ids: Iterable[int]) -> None:
        chosen = tuple(dict.fromkeys(ids))
        if chosen:
            self.people_wanted.emit(People(title, Filter(ids=chosen)))
