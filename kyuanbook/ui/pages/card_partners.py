"""On the card: who sent them, where they were sent, to which events they came; and what they agreed to."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import consents, events, partners
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.consents import ConsentRow
from kyuanbook.book.queries.events import EventOf
from kyuanbook.book.queries.partners import Sent
from kyuanbook.book.queries.shop import Named
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.consents import ConsentKind
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.card_part import CardPart
from kyuanbook.ui.pages.section import on_key
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

SEND_KEY, OTHER_KEY, CONSENT_KEY, WITHDRAW_KEY = "Ctrl+K", "Ctrl+Shift+K", "Ctrl+U", "Ctrl+Shift+U"
EVENTS_SHOWN: Final = 3


class PartnersPart(CardPart):
    """``send_wanted``: to the likely partner, at once (its number); ``other_wanted``: to one still to be chosen;
    ``unsend_wanted``: a line was not so."""

    send_wanted = Signal(int)
    other_wanted = Signal()
    unsend_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("合作伙伴"))
        self.likely: Named | None = None
        self._by: Named | None = None
        self._several = False
        self._sent: list[Sent] = []
        self._events: list[EventOf] = []
        self.send = Button(theme, "", kind="link", icon="share-2", key=SEND_KEY)
        self.other = Button(theme, tr("送去别家"), kind="link", key=OTHER_KEY)
        self.facts = Facts(theme)
        self.sent = Rows(theme, name=tr("送去过"), lead_width=80, lead_size=14, height=36, fitted=True, inset=False)
        self.head.add(self.send)
        self.head.add(self.other)
        self.down.addWidget(self.facts)
        self.down.addWidget(self.sent)
        self.send.clicked.connect(self._send)
        self.other.clicked.connect(self.other_wanted)
        on_key(self.sent, "Del", self._unsend)
        RowMenu(self.sent, lambda: (self._row_acts(),))

    def read(self, book: Book, card: Card, today: int) -> None:
        """A few look-ups by index."""
        with book.read() as sql:
            self.likely, self._several = partners.likely_partner(sql), len(partners.offered(sql)) > 1
            self._by = partners.partner_of(sql, card.id)
            self._sent = partners.sent_of(sql, card.id)
            self._events = events.events_of(sql, card.id)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """Nothing in a shop without partners of one who was at no event."""
        facts = [] if self._by is None else [Fact(tr("谁带来的"), self._by.name)]
        for one in self._events[:EVENTS_SHOWN]:
            facts.append(Fact(say(day_words(one.first, today)), one.name, say(one.state.label)))
        self.facts.set_facts(facts)
        self.facts.setVisible(bool(facts))
        self.sent.show_rows([_sent_line(one, today) for one in self._sent])
        self.sent.setVisible(bool(self._sent))
        can = self.likely is not None and not card.deleted
        self.send.set_text(tr("送去 {partner}", partner=self.likely.name) if self.likely is not None else "")
        self.send.setVisible(can)
        self.other.setVisible(can and self._several)
        self.head.words.set_text(tr("合作伙伴") if can or self._sent or self._by is not None else tr("活动"))
        self.setVisible(can or bool(facts) or bool(self._sent))

    def own_acts(self, page_shows: Callable[[Button], bool]) -> Sequence[Act]:
        """For the menu of the card."""
        words = self.send.words() or tr("送去合作伙伴")
        return (
            Act(words, SEND_KEY, self._send, bind=False, can=lambda: page_shows(self.send)),
            Act(tr("送去别家"), OTHER_KEY, self.other.click, bind=False, can=lambda: page_shows(self.other)),
        )

    def _send(self) -> None:
        if self.likely is not None:
            self.send_wanted.emit(self.likely.id)

    def _unsend(self) -> None:
        chosen = self.sent.current_id()
        if chosen is not None:
            self.unsend_wanted.emit(chosen)

    def _row_acts(self) -> Sequence[Act]:
        return () if self.sent.current_id() is None else (Act(tr("没送去，去掉"), "Del", self._unsend, bind=False),)


def _sent_line(one: Sent, today: int) -> OneLine:
    return OneLine(one.id, say(day_words(one.day, today)), tr("送去 {partner}", partner=one.partner), note=one.note)


class ConsentPart(CardPart):
    """``record_wanted``; ``edit_wanted``, ``withdraw_wanted``, ``remove_wanted``: of one of them."""

    record_wanted = Signal()
    edit_wanted = Signal(int)
    withdraw_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("授权同意"))
        self._rows: list[ConsentRow] = []
        self.record = Button(theme, tr("记授权"), kind="link", key=CONSENT_KEY)
        self.list = Rows(theme, name=tr("授权同意"), lead_width=80, lead_size=14, height=36, fitted=True, inset=False)
        self.head.add(self.record)
        self.down.addWidget(self.list)
        self.record.clicked.connect(self.record_wanted)
        self.list.opened.connect(self.edit_wanted)
        on_key(self.list, "Del", lambda: self._about(self.remove_wanted.emit))
        on_key(self.list, WITHDRAW_KEY, self._withdraw)
        RowMenu(self.list, lambda: (self._row_acts(),))

    def read(self, book: Book, card: Card, today: int) -> None:
        """Theirs."""
        with book.read() as sql:
            self._rows = consents.consents(sql, card.id)

    def show_card(self, card: Card, today: int, *, numbers_open: bool) -> None:
        """What holds, then what was taken back."""
        self.list.show_rows([_consent_line(one, today) for one in self._rows])
        self.list.setVisible(bool(self._rows))
        self.record.setVisible(not card.deleted)
        self.setVisible(bool(self._rows) or not card.deleted)

    def own_acts(self, page_shows: Callable[[Button], bool]) -> Sequence[Act]:
        """For the menu of the card."""
        return (
            Act(tr("记授权"), CONSENT_KEY, self.record.click, bind=False, can=lambda: page_shows(self.record)),
            Act(tr("撤回这项同意"), WITHDRAW_KEY, self._withdraw, bind=False, can=lambda: self._held() is not None),
        )

    def _held(self) -> ConsentRow | None:
        """The one in hand that holds, while the list has the focus."""
        chosen = self.list.current_id() if self.list.hasFocus() else None
        return next((one for one in self._rows if one.id == chosen and one.withdrawn_day is None), None)

    def _withdraw(self) -> None:
        one = self._held()
        if one is not None:
            self.withdraw_wanted.emit(one.id)

    def _about(self, do: Callable[[int], None]) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            do(chosen)

    def _row_acts(self) -> Sequence[Act]:
        chosen = self.list.current_id()
        if chosen is None:
            return ()
        one = next(row for row in self._rows if row.id == chosen)
        withdraw = Act(tr("撤回这项同意"), WITHDRAW_KEY, lambda: self.withdraw_wanted.emit(chosen), bind=False)
        return (
            Act(tr("改授权同意"), "Enter", lambda: self.edit_wanted.emit(chosen), bind=False),
            *((withdraw,) if one.withdrawn_day is None else ()),
            Act(tr("记错了，去掉"), "Del", lambda: self.remove_wanted.emit(chosen), bind=False),
        )


def _consent_line(one: ConsentRow, today: int) -> OneLine:
    what = say(ConsentKind(one.kind).label)
    if one.partner:
        what = tr("资料可以给{partner}", partner=one.partner)
    back = tr("{day}撤回", day=say(day_words(one.withdrawn_day, today))) if one.withdrawn_day is not None else ""
    return OneLine(one.id, say(day_words(one.day, today)), what, note=clauses((one.how, one.note, back)), folds=True)
