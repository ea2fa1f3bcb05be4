"""推广活动: planned, running and over; whom each brought, what it cost, what came of it; its list and its paper."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import campaigns as acts_of_campaigns
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import campaigns, shop
from kyuanbook.book.queries.campaigns import NOBODY, Brought, CampaignRow, CostRow
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.origins import FIRST
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.campaign_entries import TYPED_KINDS
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Facts
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty, Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu
from kyuanbook.ui.sources.campaign_words import Line, came_words, columns, facts, keys, said
from kyuanbook.ui.sources.cost_list import CostList
from kyuanbook.ui.sources.just_added import JustAdded
from kyuanbook.ui.sources.panels import CAMPAIGN, COST, COST_OF, PaidFor
from kyuanbook.ui.sources.row_table import RowTable

ADD_KEY, CHANGE_KEY, COST_KEY, VISITS_KEY, PAPER_KEY = "Ctrl+N", "Ctrl+M", "Ctrl+K", "Ctrl+I", "Ctrl+L"
MOST = 10  # lines of the table


class Found(NamedTuple):
    """What one look at the book gives. ``meant``: campaign -> (of its target, how many)."""

    rows: tuple[CampaignRow, ...]
    brought: dict[int, Brought]
    costs: dict[int, list[CostRow]]
    meant: dict[int, int]
    first: bool
    window: int
    today: int


class CampaignsSection(AnalysisSection):
    """The table at the left, the one in hand at the right. ``entry_wanted``, ``flyer_wanted``: as the page's."""

    entry_wanted = Signal(str, object)
    flyer_wanted = Signal(int)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.found: Found | None = None
        self._just_added = JustAdded()
        self.head = Heading(theme, tr("推广活动"))
        self.new = Button(theme, tr("新的活动"), kind="link", icon="plus", key=ADD_KEY)
        self.head.add(self.new)
        self.table: RowTable[Line] = RowTable(theme, columns(), keys(), name=tr("推广活动"), said=said, most=MOST)
        self.how = Prose(theme, "", size=13)
        self.empty = Empty(
            theme, tr("还没有推广活动"),
            tr("发传单、投抖音、发文章，开始前按 Ctrl N 记一个：走哪个来源、哪天到哪天。过后就看得出带来了谁、值不值。"),
        )  # fmt: skip
        self.name = Heading(theme, "")
        self.came = Prose(theme, "", size=15, ink="ink")
        self.facts = Facts(theme)
        self.costs = CostList(theme)
        self._make_buttons(theme)
        self._lay_out(theme)
        self._connect()

    def _make_buttons(self, theme: Theme) -> None:
        self.people = Button(theme, tr("看带来的人"), icon="users", key="Enter", bind=False, small=True)
        self.visits = Button(theme, tr("看凭它来的"), icon="users", key=VISITS_KEY, small=True)
        self.paid = Button(theme, tr("记花费"), icon="plus", key=COST_KEY, small=True)
        self.paper = Button(theme, tr("印传单、券"), icon="printer", key=PAPER_KEY, small=True)
        self.meant = Button(theme, tr("给谁的名单、标签"), icon="notebook-pen", key="Ctrl+Enter", bind=False, small=True)
        self.change = Button(theme, tr("改"), icon="pencil", key=CHANGE_KEY, bind=False, small=True)
        self.away = Button(theme, tr("删去"), icon="trash-2", key="Del", bind=False, small=True)
        self.buttons = (self.people, self.visits, self.paid, self.paper, self.meant, self.change, self.away)
        self.flow = Flow(theme, self.buttons, gap=8)

    def _lay_out(self, theme: Theme) -> None:
        left, right = Part(theme), Part(theme)
        down = column(theme, left, gap=8, margins=SIDES)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.table))
        down.addWidget(self.how)
        down.addWidget(self.empty)
        down.addStretch(1)
        beside = column(theme, right, gap=10, margins=SIDES)
        beside.addWidget(self.name)
        beside.addWidget(self.came)
        beside.addWidget(self.flow)
        beside.addWidget(self.facts)
        beside.addSpacing(theme.px(8))
        beside.addWidget(self.costs)
        beside.addStretch(1)
        self.side_by_side(left, right, (60, 40))

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.table.opened.connect(lambda _: self.open_people())
        self.table.list_wanted.connect(lambda _: self.print_meant())
        self.table.moved.connect(lambda _: self._show_one())
        self.menu = RowMenu(self.table, lambda: (self._row_acts(),))
        for button, do in (
            (self.people, self.open_people), (self.visits, self.open_visits), (self.paid, self.pay),
            (self.paper, self.print_paper), (self.meant, self.print_meant), (self.change, self.edit),
            (self.away, self.remove_or_show),
        ):  # fmt: skip
            button.clicked.connect(do)
        for key, do in ((CHANGE_KEY, self.edit), ("Del", self.remove_or_show)):
            on_key(self.table, key, do)
        self.costs.changed.connect(lambda cost: self.entry_wanted.emit(COST, cost))
        self.costs.removed.connect(self.strike_cost)

    # reading -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All campaigns with whom they brought, behind the window: there may be a million customers to look through."""
        book, today = self.book, self.book.today()

        def look() -> Found:
            with book.read() as sql:
                rows = tuple(campaigns.campaigns(sql, kinds=TYPED_KINDS, hidden=True))
                settings = shop.settings(sql)
                brought = campaigns.brought(sql) if rows else {}
                targets = {one.id: campaigns.meant_for(sql, one, today) for one in rows}
                meant = {i: campaigns.how_many(sql, chosen, today) for i, chosen in targets.items() if chosen is not None}
                costs = {one.id: campaigns.costs(sql, campaign_id=one.id) for one in rows if one.cents}
                return Found(rows, brought, costs, meant, settings.attribution == FIRST, settings.campaign_window, today)

        self.behind(look, self._show, "all", lambda: self.head.note.set_text(tr("正在翻看")))

    def _show(self, found: Found) -> None:
        self.found = found
        self.table.show_rows([Line(one, found.brought.get(one.id, NOBODY), found.today) for one in found.rows])
        self.table.take_new(self._just_added)
        there = bool(found.rows)
        self.table.setVisible(there)
        self.how.setVisible(there)
        self.empty.setVisible(not there)
        self.head.note.set_text(trn("{n} 个", sum(not one.hidden for one in found.rows)) if there else "")
        which = tr("首次来源") if found.first else tr("最近来源")
        self.how.setText(
            trn(
                "带来的人按{which}算：报了编号、选了它的；没说的，活动期间和结束后 {n} 天内从同一个来源来的也算"
                "（活动自己另定了天数的按它的）。在“设置 → 来源”里改。",
                found.window, which=which,
            )
        )  # fmt: skip
        self._show_one()

    def _show_one(self) -> None:
        line, found = self.table.in_hand(), self.found
        for part in (self.name, self.came, self.facts, self.costs, *self.buttons):
            part.setVisible(line is not None)
        if line is None or found is None:
            return
        one, brought = line.row, line.brought
        self.name.words.set_text(one.name)
        self.name.note.set_text(clauses((say(one.state(found.today).label), tr("已收起") if one.hidden else "")))
        self.came.setText(came_words(one, brought))
        self.facts.set_facts(facts(one, brought, found.meant.get(one.id), found.window, found.today))
        self.costs.show_costs(found.costs.get(one.id, []), found.today)
        self.costs.setVisible(bool(found.costs.get(one.id)))
        self.people.setVisible(bool(brought.people))
        self.visits.setVisible(bool(brought.visits))
        self.meant.setVisible(one.id in found.meant)
        kept = bool(brought.people or brought.visits or one.id in found.costs)
        word, icon = (tr("收起"), "eye-off") if kept else (tr("删去"), "trash-2")
        if one.hidden:
            word, icon = tr("重新列出"), "eye"
        self.away.icon_name = icon
        self.away.set_text(word)
        self.flow.set_widgets([button for button in self.buttons if not button.isHidden()])

    def first(self) -> QWidget:
        """The table; the link to begin the first."""
        return self.table if self.table.rows else self.new

    # acts ----------------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """Those of the list that has the focus."""
        add = Act(tr("新的活动"), ADD_KEY, self.add, bind=False)
        if self.costs.list.hasFocus():
            return (add, *self.costs.own_acts())
        return (add, *self._row_acts())

    def _row_acts(self) -> tuple[Act, ...]:
        def can(button: Button) -> bool:
            return button.isVisibleTo(self)

        return (
            Act(tr("看带来的人"), "Enter", self.open_people, bind=False, can=lambda: can(self.people)),
            Act(tr("看凭它来的"), VISITS_KEY, self.open_visits, bind=False, can=lambda: can(self.visits)),
            Act(tr("记花费"), COST_KEY, self.pay, bind=False, can=lambda: can(self.paid)),
            Act(tr("印传单、券"), PAPER_KEY, self.print_paper, bind=False, can=lambda: can(self.paper)),
            Act(tr("给谁的名单、标签"), "Ctrl+Enter", self.print_meant, bind=False, can=lambda: can(self.meant)),
            Act(tr("改"), CHANGE_KEY, self.edit, bind=False, can=lambda: can(self.change)),
            Act(self.away.words(), "Del", self.remove_or_show, bind=False, can=lambda: can(self.away)),
        )

    def add(self) -> None:
        """Plan another."""
        self._just_added.begin(self.table.rows)
        self.entry_wanted.emit(CAMPAIGN, None)

    def edit(self) -> None:
        """Plan it otherwise."""
        if line := self.table.in_hand():
            self.entry_wanted.emit(CAMPAIGN, line.id)

    def pay(self) -> None:
        """Something was paid for it."""
        if line := self.table.in_hand():
            self.entry_wanted.emit(COST_OF, PaidFor(campaign_id=line.id))

    def print_paper(self) -> None:
        """Its flyers or coupons."""
        if line := self.table.in_hand():
            self.flyer_wanted.emit(line.id)

    def open_people(self) -> None:
        """Whom it brought, in 客户."""
        line = self.table.in_hand()
        if line is not None and line.brought.people:
            self.people_wanted.emit(People(tr("“{name}”带来的", name=line.row.name), Filter(ids=line.brought.people)))

    def open_visits(self) -> None:
        """Whoever named it when they came."""
        line = self.table.in_hand()
        if line is None or not line.brought.visits:
            return
        with self.book.read() as sql:
            ids = campaigns.came_by(sql, line.id)
        self.people_wanted.emit(People(tr("凭“{name}”来的", name=line.row.name), Filter(ids=ids)))

    def print_meant(self) -> None:
        """The list, or the labels, of those it is meant for."""
        line, found = self.table.in_hand(), self.found
        if line is None or found is None or line.id not in found.meant:
            return
        with self.book.read() as sql:
            chosen = campaigns.meant_for(sql, line.row, found.today)
        if chosen is not None:
            segment = line.row.segment or tr("同意收消息的")
            self.list_wanted.emit(People(tr("{campaign}：{segment}", campaign=line.row.name, segment=segment), chosen))

    def remove_or_show(self) -> None:
        """Strike it out, put it away where anything hangs on it, or list it again."""
        line = self.table.in_hand()
        if line is None:
            return
        if line.row.hidden:
            self.do(None, lambda: acts_of_campaigns.hide_campaign(self.book, campaign_id=line.id, hidden=False))
        else:
            self.do(None, lambda: acts_of_campaigns.remove_campaign(self.book, campaign_id=line.id))

    def strike_cost(self, cost: int) -> None:
        """It was not paid."""
        self.do(None, lambda: acts_of_campaigns.remove_cost(self.book, cost_id=cost))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
