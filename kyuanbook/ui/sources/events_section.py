"""客户活动: those to come and those that were; of the one in hand who was invited and came, what it cost, what followed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import events as acts_of_events
from kyuanbook.actions.campaigns import remove_cost
from kyuanbook.actions.done import Book
from kyuanbook.actions.part_papers import event_words, print_sign_in
from kyuanbook.book.queries import events, partners, shop
from kyuanbook.book.queries.campaigns import CostRow, costs
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.events import EventRow, Guest
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.campaigns import CampaignState, GuestState
from kyuanbook.rules.dates import day_words, time_words
from kyuanbook.rules.events import Followed
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu
from kyuanbook.ui.sources.cost_list import CostList
from kyuanbook.ui.sources.just_added import JustAdded
from kyuanbook.ui.sources.panels import COST, COST_OF, PaidFor
from kyuanbook.ui.sources.paper_page import PaperJob
from kyuanbook.ui.sources.part_panels import DOOR, EVENT, INVITE

NEW_KEY: Final = "Ctrl+N"
INVITE_KEY, DOOR_KEY, COST_KEY = "Ctrl+M", "Ctrl+O", "Ctrl+K"
LIST_KEY, SHEET_KEY, PEOPLE_KEY = "Ctrl+L", "Ctrl+U", "Ctrl+I"
ROW: Final = 40
SHOWN: Final = 300  # guests in the list; all of them are behind 看来的人 and on paper
STATE_KEYS: Final = {
    GuestState.COMING: "Alt+1", GuestState.DECLINED: "Alt+2", GuestState.CAME: "Alt+3", GuestState.INVITED: "Alt+4",
}  # fmt: skip


class Shown(NamedTuple):
    """The event in hand."""

    event: EventRow
    guests: tuple[Guest, ...]
    costs: tuple[CostRow, ...]
    followed: tuple[Followed, ...]
    channel: str
    partner: str


class EventsSection(AnalysisSection):
    """The list at the left; at the right the one in hand. ``entry_wanted``, ``paper_wanted``: as the page's."""

    entry_wanted = Signal(str, object)
    paper_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.rows: list[EventRow] = []
        self.shown: Shown | None = None
        self._just_added = JustAdded()
        self._chosen: int | None = None  # while another list has the row in hand, this one keeps its own
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.list_head = Heading(theme, tr("客户活动"))
        self.list = Rows(theme, name=tr("客户活动"), whole=False, headed=True, lead_width=88, height=ROW, fitted=True)
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter", bind=False)
        self.away = Button(theme, tr("收起"), kind="link", icon="eye-off", key="Del", bind=False)
        self.new = Button(theme, tr("新的客户活动"), kind="filled", icon="plus", key=NEW_KEY)
        self.nothing = Empty(
            theme, tr("还没有活动"),
            tr("沙龙、讲座、会员日、直播、展会：记下请了谁、谁来了、花了多少，之后就看得出有没有用。"),
        )  # fmt: skip
        self.head = Heading(theme, "")
        self.invite = Button(theme, tr("请人"), kind="link", icon="user-plus", key=INVITE_KEY)
        self.door = Button(theme, tr("门口签到"), kind="link", icon="clipboard-check", key=DOOR_KEY)
        self.when, self.words = Prose(theme, "", ink="ink"), Prose(theme, "")
        self.guests_head = Heading(theme, tr("客人"))
        self.print_guests = Button(theme, tr("邀请名单"), kind="link", icon="printer", key=LIST_KEY)
        self.print_sheet = Button(theme, tr("签到表"), kind="link", icon="printer", key=SHEET_KEY)
        self.people = Button(theme, tr("看来的人"), kind="link", icon="users", key=PEOPLE_KEY)
        self.guests = Rows(theme, name=tr("客人"), lead_width=64, lead_size=14, height=38, headed=True, fitted=True)
        self.answers = Prose(theme, tr("选中一位，Alt 1 会来，Alt 2 不来，Alt 3 来了；点右键也行。"), size=13)
        self.none_invited = Prose(theme, tr("还没请人。按“请人”从客户细分、阶段或搜索里挑；请勿联系的不会请到。"))
        self.after_head = Heading(theme, tr("后来怎么样"))
        self.after = Facts(theme)
        self.after_note = Prose(theme, "", size=13)
        self.costs = CostList(theme)
        self.paid = Button(theme, tr("记花费"), kind="link", icon="plus", key=COST_KEY)
        self.costs.head.add(self.paid)

    def _lay_out(self, theme: Theme) -> None:
        shown, self.told = Part(theme), Part(theme)
        left = column(theme, shown, gap=8, margins=SIDES)
        for button in (self.change, self.away):
            self.list_head.add(button)
        left.addWidget(self.list_head)
        left.addWidget(self.nothing)
        left.addLayout(Bleed(theme, self.list))
        across = row(theme)
        across.addWidget(self.new)
        across.addStretch(1)
        left.addLayout(across)
        left.addStretch(1)
        right = column(theme, self.told, gap=8, margins=SIDES)
        for button in (self.invite, self.door):
            self.head.add(button)
        for button in (self.print_guests, self.print_sheet, self.people):
            self.guests_head.add(button)
        for part in (
            self.head, self.when, self.words, self.after_head, self.after, self.after_note, self.costs, self.guests_head,
            self.none_invited,
        ):  # fmt: skip
            right.addWidget(part)
        right.addWidget(self.answers)
        right.addLayout(Bleed(theme, self.guests))
        right.addStretch(1)
        self.side_by_side(shown, self.told, (36, 64))

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.change.clicked.connect(self._edit)
        self.away.clicked.connect(self.hide_or_show)
        self.invite.clicked.connect(self.ask_whom)
        self.door.clicked.connect(self.open_door)
        self.print_guests.clicked.connect(self.print_list)
        self.print_sheet.clicked.connect(self.print_sign_in)
        self.people.clicked.connect(self.open_people)
        self.list.moved.connect(self._choose)
        self.list.opened.connect(lambda _: self._edit())
        self.guests.opened.connect(self._open_guest)
        on_key(self.list, "Del", self.hide_or_show)
        on_key(self.guests, "Del", self.strike_off)
        for state, key in STATE_KEYS.items():
            on_key(self.guests, key, partial(self.say_state, state))
        RowMenu(self.list, lambda: (self._list_acts(),))
        RowMenu(self.guests, lambda: (self._guest_acts(), self._state_acts()))
        self.paid.clicked.connect(self.add_cost)
        self.costs.changed.connect(lambda cost: self.entry_wanted.emit(COST, cost))
        self.costs.removed.connect(lambda cost: self.do(None, lambda: remove_cost(self.book, cost_id=cost)))

    # reading -----------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The list, or where the first is planned."""
        return self.list if self.rows else self.new

    def read(self) -> None:
        """All of them, those put away too, and the one in hand."""
        today = self.book.today()
        with self.book.read() as sql:
            self.rows = events.events(sql, today, hidden=True)
        self.list.show_rows([_line(one, today) for one in self.rows], stay=True)
        self._chosen = self._just_added.among([one.id for one in self.rows]) or self._chosen
        self._fit_list()
        there = bool(self.rows)
        self.nothing.setVisible(not there)
        for part in (self.list, self.change, self.away, self.told):
            part.setVisible(there)
        self.list_head.note.set_text(trn("{n} 场", len(self.rows)) if there else "")
        one = self.in_list()
        if one is not None and self.list.current_id() != one.id:
            self.list.go_to(one.id)  # which looks
        else:
            self._look()

    def _fit_list(self) -> None:
        self.list.setFixedHeight(self.theme.px(ROW) * max(1, min(12, len(self.rows))) + self.theme.px(2))

    def restyle(self) -> None:
        """Follow the scale."""
        super().restyle()
        self._fit_list()

    def in_list(self) -> EventRow | None:
        """The event in hand."""
        return next((one for one in self.rows if one.id == self._chosen), next(iter(self.rows), None))

    def _choose(self, chosen: int) -> None:
        self._chosen = chosen
        self._look()

    def _look(self) -> None:
        one = self.in_list()
        if one is None:
            self.shown = None
            return
        self.away.set_text(tr("重新列出") if one.hidden else tr("收起"))
        book, today = self.book, self.book.today()

        def look() -> Shown:
            with book.read() as sql:
                channels = {c.id: c.name for c in shop.channels(sql, hidden=True)}
                return Shown(
                    one, tuple(events.guests(sql, one.id, today)), tuple(costs(sql, campaign_id=one.id)),
                    tuple(events.what_followed(sql, one.id, today)), channels.get(one.channel_id or 0, ""),
                    partners.partner_name(sql, one.partner_id) or "",
                )  # fmt: skip

        self.behind(look, self._show, "event")

    def _show(self, shown: Shown) -> None:
        self.shown, today, one = shown, self.book.today(), shown.event
        self.head.words.set_text(one.name)
        self.head.note.set_text(_state_words(one, today))
        budget = "" if one.budget_cents is None else tr("预算 {amount}", amount=amount_words(one.budget_cents))
        beside = (shown.channel, tr("和{name}一起办", name=shown.partner) if shown.partner else "", budget, one.note)
        self.when.setText(clauses((event_words(one, today), *beside)))
        self.words.setText(one.words)
        self.words.setVisible(bool(one.words))
        self._show_guests(shown.guests, today)
        self.costs.show_costs(shown.costs, today)
        over = one.last < today and one.came > 0
        facts = [Fact(_span_words(f, one, today), _followed_words(f)) for f in shown.followed] if over else []
        self.after.set_facts(facts)
        self.after_note.setText(_against_cost(shown) if over else "")
        for part in (self.after_head, self.after, self.after_note):
            part.setVisible(over)

    def _show_guests(self, guests: Sequence[Guest], today: int) -> None:
        many = trn("{n} 位", len(guests))
        counts = {state: sum(g.state is state for g in guests) for state in GuestState}
        answered = (GuestState.CAME, GuestState.COMING, GuestState.DECLINED)
        words = {state: say(state.label) for state in answered if counts[state]}
        told = [f"{word[:1].lower()}{word[1:]} {counts[state]}" for state, word in words.items()]  # they go on, not begin
        more = trn("只列出前 {n} 位", SHOWN) if len(guests) > SHOWN else ""
        self.guests_head.note.set_text(clauses((many, *told, more)) if guests else "")
        self.guests.show_rows([_guest_line(g) for g in guests[:SHOWN]], stay=True)
        self.guests.setVisible(bool(guests))
        self.none_invited.setVisible(not guests)
        self.answers.setVisible(bool(guests))
        self.print_guests.setVisible(any(g.invited and g.may_call for g in guests))
        self.people.setVisible(counts[GuestState.CAME] > 0)

    def in_hand(self) -> int | None:
        """The guest in hand, while their list has the focus."""
        guest = self.guest() if self.guests.hasFocus() else None
        return None if guest is None else guest.customer_id

    def guest(self) -> Guest | None:
        """The guest in hand."""
        chosen = self.guests.current_id()
        return next((g for g in self.shown.guests if g.id == chosen), None) if self.shown is not None else None

    # acts --------------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the one in hand, and planning one; what its guest in hand may have said."""
        there = self.in_list() is not None

        def shown(button: Button) -> Callable[[], bool]:
            return lambda: button.isVisibleTo(self)

        return (
            Act(tr("新的客户活动"), NEW_KEY, self.new.click, bind=False),
            *self._list_acts(), *self._state_acts(),
            Act(tr("请人"), INVITE_KEY, self.ask_whom, bind=False, can=lambda: there),
            Act(tr("门口签到"), DOOR_KEY, self.open_door, bind=False, can=lambda: there),
            Act(tr("邀请名单"), LIST_KEY, self.print_list, bind=False, can=shown(self.print_guests)),
            Act(tr("签到表"), SHEET_KEY, self.print_sign_in, bind=False, can=lambda: there),
            Act(tr("看来的人"), PEOPLE_KEY, self.open_people, bind=False, can=shown(self.people)),
            Act(tr("记花费"), COST_KEY, self.add_cost, bind=False, can=lambda: there),
        )

    def _list_acts(self) -> Sequence[Act]:
        def there() -> bool:
            return self.in_list() is not None

        return (
            Act(tr("改"), "Enter", self._edit, bind=False, can=there),
            Act(self.away.words(), "Del", self.hide_or_show, bind=False, can=there),
        )

    def _guest_acts(self) -> Sequence[Act]:
        guest = self.guest()
        if guest is None:
            return ()
        return (
            Act(tr("看客户卡"), "Enter", lambda: self._open_guest(guest.id), bind=False),
            Act(tr("划去"), "Del", self.strike_off, bind=False),
        )

    def _state_acts(self) -> Sequence[Act]:
        """What the guest in hand may have said."""

        def other(state: GuestState) -> Callable[[], bool]:
            return lambda: self.guests.hasFocus() and (g := self.guest()) is not None and g.state is not state

        return [
            Act(tr("客人：{state}", state=say(state.label)), key, partial(self.say_state, state), bind=False, can=other(state))
            for state, key in STATE_KEYS.items()
        ]

    def add(self) -> None:
        """Another; it is in hand once it is saved."""
        self._just_added.begin(one.id for one in self.rows)
        self.entry_wanted.emit(EVENT, None)

    def _edit(self) -> None:
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(EVENT, one.id)

    def hide_or_show(self) -> None:
        """Put the one in hand away, or list it again."""
        one = self.in_list()
        if one is not None:
            self.do(None, lambda: acts_of_events.hide_event(self.book, event_id=one.id, hidden=not one.hidden))

    def ask_whom(self) -> None:
        """Whom to invite; those picked in 客户 are offered."""
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(INVITE, one.id)

    def open_door(self) -> None:
        """Who stands at the door."""
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(DOOR, one.id)

    def say_state(self, state: GuestState) -> None:
        """What the guest in hand said, or that they came."""
        guest = self.guest()
        if guest is None or guest.state is state or self.shown is None:
            return
        event = self.shown.event.id
        if state is GuestState.CAME:
            self.do(None, lambda: acts_of_events.sign_in(self.book, event_id=event, customer_id=guest.customer_id))
        else:
            self.do(None, lambda: acts_of_events.answer(self.book, guest_id=guest.id, state=state))

    def strike_off(self) -> None:
        """The guest in hand was never meant."""
        guest = self.guest()
        if guest is not None:
            self.do(None, lambda: acts_of_events.remove_guest(self.book, guest_id=guest.id))

    def _open_guest(self, guest_id: int) -> None:
        guest = next((g for g in self.shown.guests if g.id == guest_id), None) if self.shown is not None else None
        if guest is not None:
            self.card_wanted.emit(guest.customer_id)

    def print_list(self) -> None:
        """Whom to invite, as a list or as labels; who declined is not on it."""
        if self.shown is None:
            return
        ids = tuple(g.customer_id for g in self.shown.guests if g.invited and g.state is not GuestState.DECLINED)
        self.list_wanted.emit(People(tr("{name} 邀请名单", name=self.shown.event.name), Filter(ids=ids)))

    def print_sign_in(self) -> None:
        """签到表."""
        if self.shown is None:
            return
        event = self.shown.event
        job = PaperJob(
            tr("{name} 签到表", name=event.name), lambda _: print_sign_in(self.book, event_id=event.id), "sources-events"
        )
        self.paper_wanted.emit(job)

    def open_people(self) -> None:
        """Those who came."""
        if self.shown is not None:
            ids = tuple(g.customer_id for g in self.shown.guests if g.state is GuestState.CAME)
            self.people_wanted.emit(People(tr("来过“{name}”的", name=self.shown.event.name), Filter(ids=ids)))

    def add_cost(self) -> None:
        """What was spent on the one in hand."""
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(COST_OF, PaidFor(campaign_id=one.id))


def _line(one: EventRow, today: int) -> OneLine:
    state = one.state(today)
    note = tr("已收起") if one.hidden else say(state.label)
    end = trn("来了 {n} 位", one.came) if one.came else trn("请了 {n} 位", one.guests) if one.guests else ""
    runs = state is CampaignState.RUNNING and not one.hidden
    return OneLine(one.id, say(day_words(one.first, today)), one.name, note=note, end=end, urgent=runs)


def _state_words(one: EventRow, today: int) -> str:
    return say(one.state(today).label)


def _guest_line(guest: Guest) -> OneLine:
    new = tr("新来的") if guest.new and guest.state is GuestState.CAME else ""
    alone = "" if guest.may_call else tr("请勿联系")
    unasked = "" if guest.invited else tr("没请过")
    return OneLine(
        guest.id, say(guest.state.label), guest.name, guest.stage.value if guest.stage else "",
        note=clauses((new, unasked, alone)), end=time_words(guest.minute) if guest.state is GuestState.CAME else "",
    )  # fmt: skip


def _span_words(one: Followed, event: EventRow, today: int) -> str:
    if one.over:
        return trn("{n} 天内", one.days)
    return trn("{n} 天内（还剩 {left} 天）", one.days, left=event.last + one.days - today)


def _followed_words(one: Followed) -> str:
    """``8 位来店，12 次，¥1,240；新来的 3 位里 2 位消费了``."""
    came = tr("没有人来店") if one.over else tr("还没有人来店")
    if one.came:
        came = clauses((trn("来了 {n} 位", one.came), trn("到店 {n} 次", one.visits), amount_words(one.cents)))
    if not one.new:
        return came
    return tr("{came}；{new}", came=came, new=trn("新来的 {n} 位里 {won} 位来消费了", one.new, won=one.won))


def _against_cost(shown: Shown) -> str:
    """``花了 ¥320，到场每位 ¥16；90 天里收回 3.9 倍``; only what can be said yet."""
    spent = sum(one.cents for one in shown.costs)
    if spent <= 0:
        return tr("记下花费，就能和后来的消费比一比。")
    each = tr("花了 {amount}，到场每位 {each}", amount=amount_words(spent), each=amount_words(spent // max(1, shown.event.came)))
    last = shown.followed[-1]
    times = tr("后来的消费是花费的 {times} 倍", times=f"{last.cents / spent:.1f}")
    wait = "" if last.over else trn("{n} 天还没满，先看看", last.days)
    anyway = tr("其中有些人不办活动也会来")
    return tr("{what}。", what=clauses((each, times, wait, anyway)))
