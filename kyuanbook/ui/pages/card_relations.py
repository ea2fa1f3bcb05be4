"""关系, on the card: family, friends, colleagues, partners, handles; who lives together, and what they are worth as one."""

from typing import Final

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.relations import Household, RelationRow, Side, household, relations_of
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.rules.social import Platform
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.part import Bleed, row
from kyuanbook.ui.kit.privacy import amount_words, contact_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Prose
from kyuanbook.ui.pages.card_part import CardPart
from kyuanbook.ui.pages.section import on_key
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

RELATE_KEY: Final = "Shift+F4"
NETWORK_KEY: Final = "Ctrl+Shift+N"
SIDES: Final = (12, 4)


class RelationsPart(CardPart):
    """``opened``: the row of whoever is to be looked at; ``removed``: the relation that is not so; ``add``, ``picture``: the
    links. It is there for everybody in the book: where nothing is known yet, it offers to write it down."""

    opened = Signal(object)
    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("关系"), sides=SIDES)
        self.rows: list[RelationRow] = []
        self.home: Household | None = None
        self.list = Rows(theme, name=tr("关系"), headed=True, fitted=True, lead_size=14, height=40)
        self.together = Prose(theme, "", ink="ink")
        self.add = Button(theme, tr("加关系"), kind="link", icon="plus", key=RELATE_KEY)
        self.picture = Button(theme, tr("关系图"), kind="link", icon="waypoints", key=NETWORK_KEY)
        self.head.add(self.picture)
        self.head.add(self.add)
        self.down.addLayout(Bleed(theme, self.list))
        around = row(theme, margins=(0, 6, 0, 6))
        around.addWidget(self.together)
        self.down.addLayout(around)
        self.list.opened.connect(self._open)
        on_key(self.list, "Del", self.remove_in_hand)
        RowMenu(self.list, lambda: (self.row_acts(),))

    def read(self, book: Book, card: Card, today: int) -> None:
        """Two look-ups by index."""
        with book.read() as sql:
            self.rows = relations_of(sql, card.id, today)
            self.home = household(sql, card.id)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """One line each, then all of one home as one."""
        self.setVisible(not card.deleted)
        self.list.show_rows([_line(one) for one in self.rows], stay=True)
        self.list.setVisible(bool(self.rows))
        self.head.note.set_text(trn("{n} 条", len(self.rows)) if len(self.rows) > 1 else "")
        told = home_told(self.home) if self.home is not None else ""
        self.together.setText(told)
        self.together.setVisible(bool(told))

    def in_hand(self) -> RelationRow | None:
        """The line the keys are about, while the list has the focus."""
        chosen = self.list.current_id() if self.list.hasFocus() else None
        return next((one for one in self.rows if one.id == chosen), None)

    def row_acts(self) -> tuple[Act, ...]:
        """What can be done with the one in hand."""
        chosen = next((one for one in self.rows if one.id == self.list.current_id()), None)
        if chosen is None:
            return ()
        return (
            Act(tr("打开"), "Enter", lambda: self._open(chosen.id), bind=False),
            Act(tr("去掉这条关系"), "Del", lambda: self.removed.emit(chosen.id), bind=False),
        )

    def remove_in_hand(self) -> bool:
        """Delete, while a line of it is in hand."""
        one = self.in_hand()
        if one is not None:
            self.removed.emit(one.id)
        return one is not None

    def _open(self, row_id: int) -> None:
        one = next((one for one in self.rows if one.id == row_id), None)
        if one is not None:
            self.opened.emit(one)


def _line(one: RelationRow) -> OneLine:
    """``家人 陈桂芳 回头客　母子 … ¥2,946``."""
    about = tr("合作伙伴") if one.side is Side.PARTNER else say(Platform(one.about).label) if one.about else ""
    end = amount_words(one.total_cents) if one.side is Side.CUSTOMER and one.total_cents else ""
    name = contact_words(one.name) if one.bare else one.name
    return OneLine(
        one.id, one.kind, name, one.stage, note=clauses((about, one.note)), end=end, bold=True, folds=True
    )


def home_told(home: Household) -> str:
    """``一家 3 位（王小明、陈桂芳、王小宝）：累计 ¥4,100，往后一年 ¥1,900``."""
    who = trn("一家 {n} 位（{names}）", len(home.ids), names=listed(home.names))
    ahead = tr("往后一年 {amount}", amount=amount_words(home.ahead_cents)) if home.ahead_cents is not None else ""
    worth = clauses((tr("累计 {amount}", amount=amount_words(home.total_cents)), ahead))
    return tr("{who}：{worth}", who=who, worth=worth)
