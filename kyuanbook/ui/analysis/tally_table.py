"""A few classes of customers with how many are in each and what they spent: one line a class, each leads to its people."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kyuanbook.book.queries.classes import Tally
from kyuanbook.language import clauses, tr, trn
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.table import HEAD, ROW, Table
from kyuanbook.ui.kit.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TallyRow(NamedTuple):
    """``share``, ``money_share``: of all that the table shows, 0 to 1; None where there is nothing to share."""

    code: str
    word: str
    customers: int
    share: float | None
    year_cents: int
    money_share: float | None
    todo: str = ""

    def said(self) -> str:
        """As a screen reader says it."""
        many = trn("{n} 位", self.customers)
        return clauses((self.word, many, percent(self.share), amount_words(self.year_cents), self.todo))


def percent(share: float | None) -> str:
    """``5%``; a little is not nothing."""
    if share is None:
        return "—"
    return tr("不到 1%") if 0 < share < 0.005 else f"{share:.0%}"


def tally_rows(tallies: Sequence[Tally], word: Callable[[str], str], todo: Callable[[str], str]) -> list[TallyRow]:
    """Each with its shares of all of them."""
    people, cents = sum(t.customers for t in tallies), sum(t.year_cents for t in tallies)
    return [
        TallyRow(
            t.code, word(t.code), t.customers, t.customers / people if people else None, t.year_cents,
            t.year_cents / cents if cents > 0 else None, todo(t.code),
        )
        for t in tallies
    ]  # fmt: skip


class TallyTable(Table):
    """As high as its lines. ``people_wanted``, ``list_wanted``: the code of the class."""

    people_wanted = Signal(str)
    list_wanted = Signal(str)

    def __init__(self, theme: Theme, *, name: str, title: str, todo: str = "") -> None:
        self.rows: list[TallyRow] = []
        model = PagedModel(_columns(title, todo), self._fetch, describe=TallyRow.said)
        super().__init__(theme, model, name=name, lead=INSET, tail=INSET)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.opened.connect(lambda place: self.people_wanted.emit(self.rows[place].code))
        self.restyle()

    def _fetch(self, ids: Sequence[int]) -> list[TallyRow | None]:
        return [self.rows[i] for i in ids]

    def show_rows(self, rows: Sequence[TallyRow]) -> None:
        """These, in this order; the line in hand stays."""
        at = max(0, self.currentIndex().row())
        self.rows = list(rows)
        self.paged.set_ids(range(len(self.rows)))
        if self.rows:
            self.setCurrentIndex(self.paged.index(min(at, len(self.rows) - 1), 0))
        self.restyle()

    def restyle(self) -> None:
        """As high as it needs."""
        super().restyle()
        px = self.theme.px
        self.setFixedHeight(px(HEAD) + max(1, len(self.rows)) * px(ROW) + px(2))

    def code(self) -> str:
        """The class in hand; "" while there is none."""
        place = self.current_id()
        return "" if place is None else self.rows[place].code

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter: its list."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.code():
                self.list_wanted.emit(self.code())
            return
        super().keyPressEvent(event)


def _columns(title: str, todo: str) -> list[Column[TallyRow]]:
    def quiet(_: TallyRow) -> str:
        return "ink2"

    found = [
        Column[TallyRow](
            key="word", title=title, text=lambda r: r.word, width=116, least=96, size=16, bold=True, sorts=False
        ),
        Column[TallyRow](
            key="n", title=tr("客户"), text=lambda r: trn("{n} 位", r.customers), width=84, align="right", sorts=False
        ),
        Column[TallyRow](
            key="share", title=tr("占客户"), text=lambda r: percent(r.share), width=84, align="right", tone=quiet,
            sorts=False, drop=2,
        ),
        Column[TallyRow](
            key="money", title=tr("近一年"), text=lambda r: amount_words(r.year_cents), width=104, align="right", sorts=False,
        ),
        Column[TallyRow](
            key="money_share", title=tr("占金额"), text=lambda r: percent(r.money_share), width=84, align="right", tone=quiet,
            sorts=False, drop=3,
        ),
    ]  # fmt: skip
    if todo:
        found.append(
            Column(key="todo", title=todo, text=lambda r: r.todo, width=300, tone=quiet, sorts=False, stretch=True, drop=1)
        )
    return found
