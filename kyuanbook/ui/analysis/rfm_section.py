"""RFM as owners meet it elsewhere: eight worded groups, and the grid of how lately by how often."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.standing import standings_due
from kyuanbook.book.queries import classes
from kyuanbook.book.queries.customers import Filter
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.analysis.rfm_grid import RfmGrid
from kyuanbook.ui.analysis.rfm_words import how, lately, often, todo
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.tally_table import TallyTable, tally_rows
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Bleed, column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act

FEW = 5  # customers who came: fewer cannot be parted in fifths
WIDEST = 720  # px of the grid


class RfmSection(AnalysisSection):
    """The groups above, the grid below; each line and cell leads to its people and their list."""

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.head = Heading(theme, tr("八类客户"))
        self.look = Button(theme, tr("看这些人"), kind="link", icon="users", key="Enter")
        self.print_link = Button(theme, tr("打印这些人"), kind="link", icon="printer", key="Ctrl+Enter", bind=False)
        self.head.add(self.look)
        self.head.add(self.print_link)
        self.table = TallyTable(theme, name=tr("八类客户"), title=tr("类别"), todo=tr("可以做什么"))
        self.doing = ProgressLine(theme)
        self.doing.hide()
        self.grid_head = Heading(theme, tr("最近来过 × 来的次数"))
        self.grid = RfmGrid(theme)
        self.how = Prose(theme, "", size=13)
        self.empty = Empty(theme, tr("还没有人来过"), tr("记上到店以后，这里按最近、次数、金额把客户分成八类。"))
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        down = column(theme, self, margins=(0, 8, 4, 16))
        inner = column(theme, margins=SIDES)
        inner.addWidget(self.empty)
        inner.addWidget(self.head)
        inner.addLayout(Bleed(theme, self.table))
        for widget, above in ((self.doing, 8), (self.grid_head, 20), (self.grid, 12), (self.how, 8)):
            inner.addSpacing(theme.px(above))
            inner.addWidget(widget)
        down.addLayout(inner)
        down.addStretch(1)
        self.restyle()

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.print_link.clicked.connect(self._print)
        self.table.people_wanted.connect(lambda code: self.people_wanted.emit(_group(code)))
        self.table.list_wanted.connect(lambda code: self.list_wanted.emit(_group(code)))
        self.grid.people_wanted.connect(lambda r, f: self.people_wanted.emit(_cell(r, f)))
        self.grid.list_wanted.connect(lambda r, f: self.list_wanted.emit(_cell(r, f)))

    def restyle(self) -> None:
        """A grid wider than this is no easier to read."""
        super().restyle()
        self.grid.setMaximumWidth(self.theme.px(WIDEST))

    def read(self) -> None:
        """Off the GUI thread: a large book is looked through."""
        book = self.book

        def look() -> tuple[classes.Rfm, bool]:
            with book.read() as sql:
                found = classes.rfm(sql)
            return found, standings_due(book)

        self.behind(look, lambda found: self._show(*found), "all")

    def _show(self, found: classes.Rfm, due: bool) -> None:
        came = sum(tally.customers for tally in found.tallies)
        anybody = came >= FEW
        self.empty.title.set_text(tr("来过的人还不到 {n} 位", n=FEW) if came else tr("还没有人来过"))
        self.empty.setVisible(not anybody)
        for part in (self.head, self.table, self.grid_head, self.grid, self.how):
            part.setVisible(anybody)
        self.doing.setVisible(due)
        self.doing.set_progress(0, None, tr("正在重新算每位客户的最近、次数和金额"))
        if not anybody or found.day is None:
            return
        today = self.book.today()
        self.head.note.set_text(tr("{day}算的", day=say(day_words(found.day, today))))
        self.table.show_rows(tally_rows(found.tallies, classes.class_word, todo))
        self.grid.show_grid(found.grid, lately(found.by, found.day, found.grid), often(found.by, found.grid))
        self.how.setText(how(found.by))

    # who -----------------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The groups."""
        return self.table

    def _held(self) -> People | None:
        """The cell with the focus, else the group in hand."""
        at = self.grid.held()
        if at is not None:
            return _cell(*at)
        return _group(self.table.code()) if self.table.code() else None

    def _look(self) -> None:
        people = self._held()
        if people is not None:
            self.people_wanted.emit(people)

    def _print(self) -> None:
        people = self._held()
        if people is not None:
            self.list_wanted.emit(people)

    def own_acts(self) -> Sequence[Act]:
        """To the people of the group or cell in hand."""

        def there() -> bool:
            return self._held() is not None

        return (
            Act(tr("看这些人"), "Enter", self._look, bind=False, can=there),
            Act(tr("打印这些人"), "Ctrl+Enter", self._print, bind=False, can=there),
        )


def _group(code: str) -> People:
    return People(classes.class_word(code), Filter(group=code))


def _cell(r: int, f: int) -> People:
    return People(f"R{r} F{f}", Filter(cell=(r, f)))
