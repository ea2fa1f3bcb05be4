"""名单: every list that was printed, the newest first. Enter opens it as printed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.queries import printed
from kyuanbook.book.queries.printed import ListRow
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.columns import read as read_columns
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.part import Bleed
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.lists.words import list_title, paper_words, said, state_words
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

VOID_KEY = "Ctrl+Shift+K"


class ListsPage(BookPage):
    """``list_opened`` bears the number of the list to be shown as printed."""

    topic = "lists"
    list_opened = Signal(int)
    results_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, hub: Hub, acts: Acts) -> None:
        super().__init__(theme, book, hub, acts, tr("名单"))
        self._newest = 0
        self.model = PagedModel(_columns(book.today), self._fetch, describe=lambda row: said(row, book.today()))
        self.table = Table(theme, self.model, name=tr("名单"), lead=12)
        self.open_link = Button(theme, tr("照原样打开"), kind="link", icon="eye", key="Enter")
        self.results_link = Button(theme, tr("录入结果"), kind="link", icon="clipboard-check", key="Shift+F6", bind=False)
        self.void_link = Button(theme, tr("作废"), kind="link", icon="x", key=VOID_KEY)
        new = Button(theme, tr("打印名单"), icon="printer", key="Ctrl+P", bind=False)
        self.empty = Empty(
            theme, tr("还没有印过名单"), tr("印出来的回访名单都会在这里，随时照原样再印一份，或者作废。"), new
        )
        for link in (self.open_link, self.results_link, self.void_link):
            self.title.add(link)
        self.body.addLayout(Bleed(theme, self.table), 1)
        self.body.addWidget(self.empty, 100)
        new.clicked.connect(self.print_wanted)
        self.open_link.clicked.connect(self.open_current)
        self.results_link.clicked.connect(self.results_wanted)
        self.void_link.clicked.connect(self.void_current)
        self.table.opened.connect(self.list_opened)
        self.table.moved.connect(lambda _: self._allow())
        self.table.looks_changed.connect(self.looks_changed)
        RowMenu(self.table, lambda: (self.own_acts(),))

    def concerns(self, changed: Changed) -> bool:
        """Lists, what was sent of them, what was typed back."""
        return changed.entry is None or changed.touches("call_list", "call_list_row", "interaction")

    def read(self) -> None:
        """All of them, the one in hand kept in hand."""
        held = self.table.current_id()
        with self.book.read() as sql:
            ids = printed.list_ids(sql)
        self.model.set_ids(ids)
        there = bool(ids)
        for part in (self.table, self.open_link, self.results_link, self.void_link):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.title.set_title(tr("名单"), trn("{n} 份名单", len(ids)) if there else "")
        if there:
            self.table.go_to(held if held in ids else ids[0])
        self._newest = ids[0] if there else 0
        self._allow()

    def entered(self) -> None:
        """A list printed since is the one that is meant; while the page is in front nothing moves."""
        before = self._newest
        super().entered()
        if before and self._newest != before:
            self.table.go_to(self._newest)

    def _fetch(self, ids: Sequence[int]) -> Sequence[ListRow | None]:
        with self.book.read() as sql:
            return printed.list_rows(sql, ids)

    def current(self) -> ListRow | None:
        """The list in hand."""
        at = self.table.currentIndex().row()
        return self.model.row(at) if 0 <= at < self.model.rowCount() else None

    def _allow(self) -> None:
        row = self.current()
        for link in (self.results_link, self.void_link):
            link.setEnabled(row is not None and row.voided_at is None)

    def list_in_hand(self) -> int:
        """The number of the one in hand, which holds."""
        row = self.current()
        return row.id if row is not None and row.voided_at is None else 0

    def open_current(self) -> None:
        """As it was printed."""
        row = self.current()
        if row is not None:
            self.list_opened.emit(row.id)

    def void_current(self) -> None:
        """作废, undone by 撤销."""
        from kyuanbook.actions.list_acts import void_list

        row = self.current()
        if row is not None and row.voided_at is None:
            self.acts.attempt(lambda: void_list(self.book, list_id=row.id))

    def own_acts(self) -> Sequence[Act]:
        """打开, 作废."""
        there = self.current() is not None
        return (
            Act(tr("照原样打开"), "Enter", self.open_current, bind=False, can=lambda: there),
            Act(tr("作废"), VOID_KEY, self.void_current, bind=False, can=self.void_link.isEnabled),
        )

    def take_focus(self) -> None:
        """Into the table."""
        (self.table if self.model.rowCount() else self).setFocus()

    def to_remember(self) -> dict[str, Any]:
        """The columns as the owner arranged them."""
        return {"columns": self.table.looks().plain()}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As they were."""
        own = self.table.own_looks()
        self.table.set_looks(read_columns(kept.get("columns"), own.order, own.hidden))


def _columns(today: Callable[[], int]) -> list[Column[ListRow]]:
    def quiet(_: ListRow) -> str:
        return "ink2"

    def tone(row: ListRow) -> str:
        return "ink3" if row.voided_at is not None else "ok" if row.done else "ink"

    return [
        Column(key="number", title=tr("名单号"), text=lambda r: str(r.id), width=96, least=76, bold=True, sorts=False),
        Column(key="day", title=tr("哪天印的"), text=lambda r: say(day_words(r.day, today())), width=120, sorts=False, drop=3),
        Column(key="title", title=tr("名单"), text=list_title, width=200, least=100, stretch=True, sorts=False),
        Column(
            key="rows", title=tr("几位"), text=lambda r: trn("{n} 位", r.rows), width=84, least=72, align="right",
            sorts=False, drop=4,
        ),
        Column(key="state", title=tr("结果"), text=state_words, width=190, least=104, tone=tone, sorts=False),
        Column(key="who", title=tr("谁印的"), text=lambda r: r.printed_by or "—", width=100, tone=quiet, sorts=False, drop=2),
        Column(key="paper", title=tr("纸"), text=paper_words, width=160, tone=quiet, sorts=False, drop=1),
    ]  # fmt: skip
