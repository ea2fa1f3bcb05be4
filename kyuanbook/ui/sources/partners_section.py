"""合作伙伴: who they are; of the one in hand whom they sent, whom we sent them, what is owed and paid, what was done together."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import partners as acts_of_partners
from kyuanbook.actions.campaigns import remove_cost
from kyuanbook.actions.done import Book
from kyuanbook.actions.part_papers import ALL, PERIODS, line_words, period_words, print_statement, terms_words
from kyuanbook.book.queries import partners, shop
from kyuanbook.book.queries.campaigns import CostRow, costs
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.partners import AccountLine, Brought, Joint, PartnerRow, PartnerSeen, Sent
from kyuanbook.language import clauses, listed, say, tr, trn
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.partners import PartnerKind
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.part import Bleed, Part, column, row
from kyuanbook.ui.kit.privacy import amount_words, phone_words
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
from kyuanbook.ui.sources.part_panels import PARTNER, PAY

NEW_KEY: Final = "Ctrl+N"
PAY_KEY, STATEMENT_KEY, PEOPLE_KEY, DELETE_KEY = "Ctrl+M", "Ctrl+O", "Ctrl+I", "Shift+Del"
COST_KEY: Final = "Ctrl+K"
ROW: Final = 40
SHOWN: Final = 50


class Shown(NamedTuple):
    """The partner in hand."""

    partner: PartnerSeen
    channel: str
    brought: tuple[Brought, ...]
    sent: tuple[Sent, ...]
    account: tuple[AccountLine, ...]
    joint: tuple[Joint, ...]
    costs: tuple[CostRow, ...]

    @property
    def owed(self) -> int:
        """What is owed."""
        return sum(one.cents for one in self.account)


class PartnersSection(AnalysisSection):
    """The list at the left; at the right the one in hand. ``entry_wanted``, ``paper_wanted``: as the page's."""

    entry_wanted = Signal(str, object)
    paper_wanted = Signal(object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.rows: list[PartnerRow] = []
        self.shown: Shown | None = None
        self._just_added = JustAdded()
        self._chosen: int | None = None  # while another list has the row in hand, this one keeps its own
        self._make(theme)
        self._lay_out(theme)
        self._connect()

    def _make(self, theme: Theme) -> None:
        self.list_head = Heading(theme, tr("合作伙伴"))
        self.list = Rows(theme, name=tr("合作伙伴"), whole=False, headed=True, lead_width=0, height=ROW)
        self.change = Button(theme, tr("改"), kind="link", icon="pencil", key="Enter", bind=False)
        self.away = Button(theme, tr("停用"), kind="link", icon="eye-off", key="Del", bind=False)
        self.new = Button(theme, tr("新的合作伙伴"), kind="filled", icon="plus", key=NEW_KEY)
        self.nothing = Empty(
            theme, tr("还没有合作伙伴"),
            tr("隔壁的干洗店、花店、代理、商会：记下谁给谁带了客人、说好的佣金，欠多少随时看得见。"),
        )  # fmt: skip
        self.head = Heading(theme, "")
        self.pay = Button(theme, tr("记付款"), kind="link", icon="notebook-pen", key=PAY_KEY)
        self.statement = Button(theme, tr("对账单"), kind="link", icon="printer", key=STATEMENT_KEY)
        self.facts = Facts(theme)
        self.brought_head, self.sent_head = Heading(theme, tr("他们带来的")), Heading(theme, tr("我们送去的"))
        self.people = Button(theme, tr("看这些人"), kind="link", icon="users", key=PEOPLE_KEY)
        self.brought = Rows(theme, name=tr("他们带来的"), lead_width=0, height=38)
        self.sent = Rows(theme, name=tr("我们送去的"), lead_width=88, lead_size=14, height=38, fitted=True)
        self.brought_none = Prose(theme, tr("还没有。新客户的“来源”选合作一类的，旁边就能选是哪一家带来的。"))
        self.sent_none = Prose(theme, tr("还没有。在客户卡上按 Ctrl+K，就记下送了一位过去。"))
        self.account_head = Heading(theme, tr("往来账"))
        self.account = Rows(theme, name=tr("往来账"), lead_width=88, lead_size=14, height=38, fitted=True)
        self.account_none = Prose(theme, tr("还没有账。他们带来的客人来消费，佣金自己记上；付了再记付款。"))
        self.joint_head = Heading(theme, tr("一起办的"))
        self.joint = Rows(theme, name=tr("一起办的"), lead_width=88, lead_size=14, height=36, fitted=True)
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
        for button in (self.pay, self.statement):
            self.head.add(button)
        self.brought_head.add(self.people)
        right.addWidget(self.head)
        right.addWidget(self.facts)
        for head, none, rows in (
            (self.account_head, self.account_none, self.account), (self.brought_head, self.brought_none, self.brought),
            (self.sent_head, self.sent_none, self.sent),
        ):  # fmt: skip
            right.addWidget(head)
            right.addWidget(none)
            right.addLayout(Bleed(theme, rows))
        right.addWidget(self.joint_head)
        right.addLayout(Bleed(theme, self.joint))
        right.addWidget(self.costs)
        right.addStretch(1)
        self.side_by_side(shown, self.told, (36, 64))

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.change.clicked.connect(self._edit)
        self.away.clicked.connect(self.hide_or_show)
        self.pay.clicked.connect(self.record_payment)
        self.statement.clicked.connect(self.print_statement)
        self.people.clicked.connect(self.open_people)
        self.list.moved.connect(self._choose)
        self.list.opened.connect(lambda _: self._edit())
        self.brought.opened.connect(self.card_wanted)
        self.sent.opened.connect(self._open_sent)
        on_key(self.list, "Del", self.hide_or_show)
        on_key(self.list, DELETE_KEY, self.delete)
        on_key(self.sent, "Del", self.unsend)
        on_key(self.account, "Del", self.counter)
        RowMenu(self.list, lambda: (self._list_acts(),))
        RowMenu(self.sent, lambda: (self._sent_acts(),))
        RowMenu(self.account, lambda: (self._account_acts(),))
        self.paid.clicked.connect(self.add_cost)
        self.costs.changed.connect(lambda cost: self.entry_wanted.emit(COST, cost))
        self.costs.removed.connect(lambda cost: self.do(None, lambda: remove_cost(self.book, cost_id=cost)))

    # reading -----------------------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The list, or where the first is entered."""
        return self.list if self.rows else self.new

    def read(self) -> None:
        """All of them, those put away too, and the one in hand."""
        with self.book.read() as sql:
            self.rows = partners.partners(sql, hidden=True)
        self.list.show_rows([_line(one) for one in self.rows], stay=True)
        self._chosen = self._just_added.among([one.id for one in self.rows]) or self._chosen
        self._fit_list()
        there = bool(self.rows)
        self.nothing.setVisible(not there)
        for part in (self.list, self.change, self.away, self.told):
            part.setVisible(there)
        owed = sum(max(0, one.owed_cents) for one in self.rows)
        words = tr("共欠 {amount}", amount=amount_words(owed, exact=True)) if owed else ""
        self.list_head.note.set_text((words or trn("{n} 家", len(self.rows))) if there else "")  # beside it stand two links
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

    def in_list(self) -> PartnerRow | None:
        """The partner in hand."""
        return next((one for one in self.rows if one.id == self._chosen), next(iter(self.rows), None))

    def _choose(self, chosen: int) -> None:
        self._chosen = chosen
        self._look()

    def _look(self) -> None:
        one = self.in_list()
        if one is None:
            self.shown = None
            return
        self.away.set_text(tr("重新启用") if one.hidden else tr("停用"))
        book, today = self.book, self.book.today()

        def look() -> Shown | None:
            with book.read() as sql:
                seen = partners.partner(sql, one.id)
                if seen is None:
                    return None
                channels = {c.id: c.name for c in shop.channels(sql, hidden=True)}
                return Shown(
                    seen, channels.get(seen.channel_id or 0, ""), tuple(partners.brought(sql, one.id, today)),
                    tuple(partners.sent_to(sql, one.id)), tuple(partners.account(sql, one.id)),
                    tuple(partners.joint(sql, one.id)), tuple(costs(sql, partner_id=one.id)),
                )  # fmt: skip

        self.behind(look, self._show, "partner")

    def _show(self, shown: Shown | None) -> None:
        self.shown, today = shown, self.book.today()
        if shown is None:
            return
        self.head.words.set_text(shown.partner.name)
        self.head.note.set_text(_owed_words(shown.owed))
        self.facts.set_facts(_facts(shown))
        self._fill(self.account_none, self.account, [_account_line(one, today) for one in reversed(shown.account)][:SHOWN])
        self._fill(self.brought_none, self.brought, [_brought_line(one, today) for one in shown.brought[:SHOWN]])
        self._fill(self.sent_none, self.sent, [_sent_line(one, today) for one in shown.sent[:SHOWN]])
        for head, many in (
            (self.account_head, len(shown.account)), (self.brought_head, len(shown.brought)), (self.sent_head, len(shown.sent))
        ):  # fmt: skip
            head.note.set_text(_count_words(many))
        self.people.setVisible(bool(shown.brought))
        self.joint.show_rows([_joint_line(one, today) for one in shown.joint])
        for part in (self.joint_head, self.joint):
            part.setVisible(bool(shown.joint))
        self.costs.show_costs(shown.costs, today)

    def _fill(self, none: Prose, rows: Rows, lines: Sequence[OneLine]) -> None:
        rows.show_rows(lines, stay=True)
        rows.setVisible(bool(lines))
        none.setVisible(not lines)

    def in_hand(self) -> int | None:
        """The customer in hand, while a list of them has the focus."""
        if self.brought.hasFocus():
            return self.brought.current_id()
        sent = self.sent_in_hand() if self.sent.hasFocus() else None
        return None if sent is None else sent.customer_id

    def sent_in_hand(self) -> Sent | None:
        """Whom we sent, of the line in hand."""
        chosen = self.sent.current_id()
        return next((one for one in self.shown.sent if one.id == chosen), None) if self.shown is not None else None

    # acts --------------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """What can be done with the one in hand, and entering one."""
        there = self.in_list() is not None
        return (
            Act(tr("新的合作伙伴"), NEW_KEY, self.new.click, bind=False), *self._list_acts(),
            Act(tr("记付款"), PAY_KEY, self.record_payment, bind=False, can=lambda: there),
            Act(tr("对账单"), STATEMENT_KEY, self.print_statement, bind=False, can=lambda: there),
            Act(tr("看这些人"), PEOPLE_KEY, self.open_people, bind=False, can=lambda: self.people.isVisibleTo(self)),
            Act(tr("记花费"), COST_KEY, self.add_cost, bind=False, can=lambda: there),
        )  # fmt: skip

    def _list_acts(self) -> Sequence[Act]:
        def there() -> bool:
            return self.in_list() is not None

        return (
            Act(tr("改"), "Enter", self._edit, bind=False, can=there),
            Act(self.away.words(), "Del", self.hide_or_show, bind=False, can=there),
            Act(tr("删去合作伙伴"), DELETE_KEY, self.delete, bind=False, can=there),
        )

    def _sent_acts(self) -> Sequence[Act]:
        one = self.sent_in_hand()
        if one is None:
            return ()
        return (
            Act(tr("看客户卡"), "Enter", lambda: self._open_sent(one.id), bind=False),
            Act(tr("没送去，去掉"), "Del", self.unsend, bind=False),
        )

    def _account_acts(self) -> Sequence[Act]:
        if self.account.current_id() is None:
            return ()
        return (Act(tr("冲销这笔付款"), "Del", self.counter, bind=False),)

    def add(self) -> None:
        """Another; it is in hand once it is saved."""
        self._just_added.begin(one.id for one in self.rows)
        self.entry_wanted.emit(PARTNER, None)

    def _edit(self) -> None:
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(PARTNER, one.id)

    def hide_or_show(self) -> None:
        """Put the one in hand away, or list it again."""
        one = self.in_list()
        if one is not None:
            self.do(None, lambda: acts_of_partners.hide_partner(self.book, partner_id=one.id, hidden=not one.hidden))

    def delete(self) -> None:
        """Strike out one of whom nothing hangs; else it is said why not."""
        one = self.in_list()
        if one is not None:
            self.do(None, lambda: acts_of_partners.delete_partner(self.book, partner_id=one.id))

    def record_payment(self) -> None:
        """What was paid to the one in hand."""
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(PAY, one.id)

    def counter(self) -> None:
        """The payment in hand was none."""
        chosen = self.account.current_id()
        if chosen is not None:
            self.do(None, lambda: acts_of_partners.counter_payment(self.book, entry_id=chosen))

    def unsend(self) -> None:
        """The one in hand was not sent there."""
        chosen = self.sent.current_id()
        if chosen is not None:
            self.do(None, lambda: acts_of_partners.unsend(self.book, sent_id=chosen))

    def _open_sent(self, sent_id: int) -> None:
        one = next((s for s in self.shown.sent if s.id == sent_id), None) if self.shown is not None else None
        if one is not None:
            self.card_wanted.emit(one.customer_id)

    def print_statement(self) -> None:
        """对账单."""
        if self.shown is None:
            return
        one = self.shown.partner
        job = PaperJob(
            tr("{name} 对账单", name=one.name), partial(_statement, self.book, one.id), "sources-partners",
            tuple(Choice(period, period_words(period)) for period in PERIODS), tr("对账期间"),
        )  # fmt: skip
        self.paper_wanted.emit(job)

    def open_people(self) -> None:
        """Those whom the one in hand sent."""
        if self.shown is not None and self.shown.brought:
            ids = tuple(one.customer_id for one in self.shown.brought)
            self.people_wanted.emit(People(tr("{name}带来的", name=self.shown.partner.name), Filter(ids=ids)))

    def add_cost(self) -> None:
        """What was spent on the one in hand beside the commission."""
        one = self.in_list()
        if one is not None:
            self.entry_wanted.emit(COST_OF, PaidFor(partner_id=one.id))


def _statement(book: Book, partner_id: int, period: str) -> Printed:
    return print_statement(book, partner_id=partner_id, period=period or ALL)


def _owed_words(cents: int) -> str:
    if cents > 0:
        return tr("欠 {amount}", amount=amount_words(cents, exact=True))
    return tr("多付了 {amount}", amount=amount_words(-cents, exact=True)) if cents < 0 else tr("不欠")


def _count_words(many: int) -> str:
    if many <= SHOWN:
        return f"{many:,}" if many else ""
    return trn("只列出最近 {n} 条", SHOWN)


def _line(one: PartnerRow) -> OneLine:
    brought = trn("带来 {n} 位", one.brought) if one.brought else ""
    given = trn("送去 {n} 位", one.given) if one.given else ""
    note = clauses((tr("已停用") if one.hidden else say(PartnerKind(one.kind).label), brought, given))
    return OneLine(one.id, "", one.name, note=note, end=_owed_words(one.owed_cents) if one.owed_cents else "", folds=True)


def _facts(shown: Shown) -> list[Fact]:
    one = shown.partner
    people = listed(clauses((p.name, p.role, phone_words(p.phone) if p.phone else "")) for p in one.people)
    found = [
        (tr("哪一类"), say(PartnerKind(one.kind).label)), (tr("佣金"), terms_words(one.terms, amount_words)),
        (tr("联系人"), people), (tr("电话"), phone_words(one.phone) if one.phone else ""),
        (tr("微信"), one.wechat), (tr("地址"), one.address),
        (tr("来源"), shown.channel), (tr("备注"), one.note),
    ]  # fmt: skip
    return [Fact(word, value) for word, value in found if value]


def _account_line(one: AccountLine, today: int) -> OneLine:
    note = tr("已冲销") if one.countered else ""
    sign = "+" if one.cents > 0 else "−"
    amount = f"{sign}{amount_words(abs(one.cents), exact=True)}"
    return OneLine(one.id, say(day_words(one.day, today)), line_words(one), note=note, end=amount)


def _brought_line(one: Brought, today: int) -> OneLine:
    note = clauses((trn("来过 {n} 次", one.visits), say(day_words(one.day, today)) if one.day else "")) if one.visits else ""
    stage = one.stage.value if one.stage is not None else ""
    return OneLine(one.customer_id, "", one.name, stage, note=note, end=amount_words(one.cents) if one.visits else tr("还没来过"))


def _sent_line(one: Sent, today: int) -> OneLine:
    return OneLine(one.id, say(day_words(one.day, today)), one.name, note=one.note, folds=True)


def _joint_line(one: Joint, today: int) -> OneLine:
    return OneLine(one.id, say(day_words(one.first, today)), one.name)
