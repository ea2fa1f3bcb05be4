"""渠道: every source by family, how many came by it first and lately, what was paid; merged, parted, marked otherwise."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions import campaigns as acts_of_campaigns
from kyuanbook.actions import channels as merging
from kyuanbook.actions import shop as acts_of_shop
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import campaigns
from kyuanbook.book.queries.campaigns import CostRow
from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.touched import ChannelTally, channel_tallies, latest_by, unsourced
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.channels import NATURAL, PROMOTED, ChannelFamily
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.facts import Fact, Facts
from kyuanbook.ui.kit.flow import Flow
from kyuanbook.ui.kit.paged import Column
from kyuanbook.ui.kit.part import Bleed, Part, column
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.table import HEAD, ROW
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading, Prose
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.pages.section import SIDES, on_key
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu
from kyuanbook.ui.sources.cost_list import CostList
from kyuanbook.ui.sources.just_added import JustAdded
from kyuanbook.ui.sources.panels import CHANNEL, COST, COST_OF, MERGE, PaidFor
from kyuanbook.ui.sources.row_table import RowTable

LEAST = 7  # lines of the table
ADD_KEY, CHANGE_KEY, MERGE_KEY, COST_KEY, LATEST_KEY = "Ctrl+N", "Ctrl+M", "Ctrl+U", "Ctrl+K", "Ctrl+I"


class Found(NamedTuple):
    """What one look at the book gives."""

    tallies: tuple[ChannelTally, ...]
    costs: dict[int, list[CostRow]]
    unsourced: int = 0


class ChannelsSection(AnalysisSection):
    """The table at the left, the one in hand at the right. ``entry_wanted``: as the page's."""

    entry_wanted = Signal(str, object)

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, runner, parent)
        self.found = Found((), {})
        self._just_added = JustAdded()
        self.head = Heading(theme, tr("来源渠道"))
        self.new = Button(theme, tr("加一个来源"), kind="link", icon="plus", key=ADD_KEY)
        self.head.add(self.new)
        self.table: RowTable[ChannelTally] = RowTable(theme, _columns(), _KEYS, name=tr("来源渠道"), said=_said)
        self.name = Heading(theme, "")
        self.facts = Facts(theme)
        self.note = Prose(theme, "", ink="ink")
        self.costs = CostList(theme)
        self._make_buttons(theme)
        self._lay_out(theme)
        self._connect()

    def _make_buttons(self, theme: Theme) -> None:
        self.people = Button(theme, tr("看这些人"), icon="users", key="Enter", bind=False, small=True)
        self.latest = Button(theme, tr("看最近来源是它的"), icon="users", key=LATEST_KEY, small=True)
        self.change = Button(theme, tr("改"), icon="pencil", key=CHANGE_KEY, bind=False, small=True)
        self.merge = Button(theme, tr("并入别的来源"), icon="merge", key=MERGE_KEY, bind=False, small=True)
        self.paid = Button(theme, tr("记花费"), icon="plus", key=COST_KEY, small=True)
        self.away = Button(theme, tr("停用"), icon="eye-off", key="Del", bind=False, small=True)
        self.buttons = (self.people, self.latest, self.change, self.merge, self.paid, self.away)
        self.flow = Flow(theme, self.buttons, gap=8)

    def _lay_out(self, theme: Theme) -> None:
        left, right = Part(theme), Part(theme)
        down = column(theme, left, margins=SIDES)
        down.addWidget(self.head)
        down.addLayout(Bleed(theme, self.table), 1)
        beside = column(theme, right, gap=10, margins=SIDES)
        beside.addWidget(self.name)
        beside.addWidget(self.facts)
        beside.addWidget(self.note)
        beside.addWidget(self.flow)
        beside.addSpacing(theme.px(8))
        beside.addWidget(self.costs)
        beside.addStretch(1)
        self.side_by_side(left, right, (64, 36))

    def restyle(self) -> None:
        """Never less of the table than a few lines, where one part stands under the other."""
        super().restyle()
        self.table.setMinimumHeight(self.theme.px(HEAD + LEAST * ROW))

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.table.opened.connect(lambda _: self.open_people())
        self.table.list_wanted.connect(lambda _: self.print_people())
        self.table.moved.connect(lambda _: self._show_one())
        self.menu = RowMenu(self.table, lambda: (self._row_acts(),))
        for button, do in (
            (self.people, self.open_people), (self.latest, self.open_latest), (self.change, self.edit),
            (self.merge, self.merge_or_part), (self.paid, self.pay), (self.away, self.hide_or_show),
        ):  # fmt: skip
            button.clicked.connect(do)
        for key, do in ((CHANGE_KEY, self.edit), (MERGE_KEY, self.merge_or_part), ("Del", self.hide_or_show)):
            on_key(self.table, key, do)
        self.costs.changed.connect(lambda cost: self.entry_wanted.emit(COST, cost))
        self.costs.removed.connect(self.strike_cost)

    # reading -------------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """All sources with their people."""
        book = self.book

        def look() -> Found:
            with book.read() as sql:
                tallies = tuple(channel_tallies(sql))
                costs = {one.id: campaigns.costs(sql, channel_id=one.id) for one in tallies if one.cents}
                return Found(tallies, costs, unsourced(sql))

        self.behind(look, self._show, "all", lambda: self.head.note.set_text(tr("正在翻看")))

    def _show(self, found: Found) -> None:
        self.found = found
        self.table.show_rows(found.tallies)
        self.table.take_new(self._just_added)
        away = sum(one.hidden and not one.into for one in found.tallies)
        into = sum(bool(one.into) for one in found.tallies)
        shown = trn("{n} 个", len(found.tallies) - away - into)
        more = clauses((trn("停用 {n} 个", away) if away else "", trn("并走 {n} 个", into) if into else ""))
        bare = trn("{n} 位没记来源", found.unsourced) if found.unsourced else ""
        self.head.note.set_text(clauses((shown, more, bare)))
        self._show_one()

    def _show_one(self) -> None:
        one = self.table.in_hand()
        parts = (self.name, self.facts, self.costs, *self.buttons)
        for part in parts:
            part.setVisible(one is not None)
        self.note.setVisible(one is not None and bool(one.into))
        if one is None:
            return
        self.name.words.set_text(one.name)
        self.facts.set_facts(_facts(one))
        if one.into:
            self.note.setText(tr("已并入“{into}”：它的人、花费都算在那边，记过的没有改。", into=one.into))
        self.merge.set_text(tr("分开") if one.into else tr("并入别的来源"))
        self.away.icon_name = "eye" if one.hidden else "eye-off"
        self.away.set_text(tr("重新启用") if one.hidden else tr("停用"))
        self.away.setVisible(not one.into)
        self.latest.setVisible(bool(one.latest) and not one.into)  # they are among those of what it counts as
        self.people.setVisible(bool(one.first) and not one.into)
        self.flow.set_widgets([button for button in self.buttons if not button.isHidden()])
        self.costs.show_costs(self.found.costs.get(one.id, []), self.book.today())
        self.costs.setVisible(bool(self.found.costs.get(one.id)))

    def first(self) -> QWidget:
        """The table."""
        return self.table

    # acts ----------------------------------------------------------------------------------------------------------------

    def own_acts(self) -> Sequence[Act]:
        """Those of the list that has the focus."""
        add = Act(tr("加一个来源"), ADD_KEY, self.add, bind=False)
        if self.costs.list.hasFocus():
            return (add, *self.costs.own_acts())
        return (add, *self._row_acts())

    def _row_acts(self) -> tuple[Act, ...]:
        def shown(button: Button) -> bool:
            return button.isVisibleTo(self)

        return (
            Act(tr("看这些人"), "Enter", self.open_people, bind=False, can=lambda: shown(self.people)),
            Act(tr("看最近来源是它的"), LATEST_KEY, self.open_latest, bind=False, can=lambda: shown(self.latest)),
            Act(tr("打印这些人"), "Ctrl+Enter", self.print_people, bind=False, can=lambda: shown(self.people)),
            Act(tr("改"), CHANGE_KEY, self.edit, bind=False, can=lambda: shown(self.change)),
            Act(self.merge.words(), MERGE_KEY, self.merge_or_part, bind=False, can=lambda: shown(self.merge)),
            Act(tr("记花费"), COST_KEY, self.pay, bind=False, can=lambda: shown(self.paid)),
            Act(self.away.words(), "Del", self.hide_or_show, bind=False, can=lambda: shown(self.away)),
        )

    def add(self) -> None:
        """A source of the owner's own."""
        self._just_added.begin(self.table.rows)
        self.entry_wanted.emit(CHANNEL, None)

    def edit(self) -> None:
        """Rename it, mark it otherwise."""
        if one := self.table.in_hand():
            self.entry_wanted.emit(CHANNEL, one.id)

    def pay(self) -> None:
        """Something was paid for it beside any campaign."""
        if one := self.table.in_hand():
            self.entry_wanted.emit(COST_OF, PaidFor(channel_id=one.id))

    def merge_or_part(self) -> None:
        """并入, or 分开 what was merged."""
        one = self.table.in_hand()
        if one is None:
            return
        if one.into:
            self.do(None, lambda: merging.part_channel(self.book, channel_id=one.id))
        else:
            self.entry_wanted.emit(MERGE, one.id)

    def hide_or_show(self) -> None:
        """Offer it no more, or again."""
        one = self.table.in_hand()
        if one is not None and not one.into:
            self.do(None, lambda: acts_of_shop.hide_channel(self.book, channel_id=one.id, hidden=not one.hidden))

    def strike_cost(self, cost: int) -> None:
        """It was not paid."""
        self.do(None, lambda: acts_of_campaigns.remove_cost(self.book, cost_id=cost))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _people(self) -> People | None:
        one = self.table.in_hand()
        if one is None or not one.first or one.into:
            return None
        return People(tr("首次来源：{name}", name=one.name), Filter(channel_id=one.id))

    def open_people(self) -> None:
        """Who first came by it, in 客户."""
        if people := self._people():
            self.people_wanted.emit(people)

    def print_people(self) -> None:
        """Their list, to be printed."""
        if people := self._people():
            self.list_wanted.emit(people)

    def open_latest(self) -> None:
        """Whose latest source it is."""
        one = self.table.in_hand()
        if one is None or not one.latest or one.into:
            return
        with self.book.read() as sql:
            ids = latest_by(sql, one.id)
        self.people_wanted.emit(People(tr("最近来源：{name}", name=one.name), Filter(ids=ids)))


def _facts(one: ChannelTally) -> list[Fact]:
    by_hand = trn("{n} 位手工另定", one.by_hand) if one.by_hand else ""
    return [
        Fact(tr("大类"), say(ChannelFamily(one.family).label)),
        Fact(tr("客源"), say(NATURAL if one.natural else PROMOTED), by_hand),
        Fact(tr("首次来源"), trn("{n} 位", one.first), trn("其中潜在 {n} 位", one.prospects) if one.prospects else ""),
        Fact(tr("最近来源"), trn("{n} 位", one.latest)),
        Fact(tr("花费"), amount_words(one.cents) if one.cents else "—", tr("连活动一起") if one.cents else ""),
    ]


def _many(n: int) -> str:
    return trn("{n} 位", n) if n else "—"


def _place_words(one: ChannelTally) -> str:
    return tr("并入{into}", into=one.into) if one.into else tr("已停用") if one.hidden else ""


def _said(one: ChannelTally) -> str:
    kind = say(NATURAL if one.natural else PROMOTED)
    family = say(ChannelFamily(one.family).label)
    return clauses(
        (one.name, family, kind, tr("首次 {n}", n=_many(one.first)), tr("最近 {n}", n=_many(one.latest)), _place_words(one))
    )


_ORDER = {family.value: place for place, family in enumerate(ChannelFamily)}
_KEYS = {
    "family": lambda one: (_ORDER[one.family], -one.first), "name": lambda one: one.name, "natural": lambda one: one.natural,
    "first": lambda one: one.first, "latest": lambda one: one.latest, "cents": lambda one: one.cents,
}  # fmt: skip


def _columns() -> list[Column[ChannelTally]]:
    def quiet(_: ChannelTally) -> str:
        return "ink2"

    def faint(one: ChannelTally) -> str:
        return "ink3" if one.into or one.hidden else "ink"

    return [
        Column[ChannelTally](
            key="family", title=tr("大类"), text=lambda r: say(ChannelFamily(r.family).label), width=92, tone=quiet, drop=3,
        ),
        Column[ChannelTally](
            key="name", title=tr("来源"), text=lambda r: r.name, width=180, least=110, size=15, tone=faint, stretch=True,
        ),
        Column[ChannelTally](key="place", title="", text=_place_words, width=110, tone=quiet, sorts=False, drop=2),
        Column[ChannelTally](
            key="natural", title=tr("客源"), text=lambda r: say(NATURAL if r.natural else PROMOTED), width=88, tone=quiet, drop=4,
        ),
        Column[ChannelTally](
            key="first", title=tr("首次来源"), text=lambda r: _many(r.first), width=84, align="right", bold=True, tone=faint
        ),
        Column[ChannelTally](key="latest", title=tr("最近来源"), text=lambda r: _many(r.latest), width=84, align="right", drop=1),
        Column[ChannelTally](
            key="cents", title=tr("花费"), text=lambda r: amount_words(r.cents) if r.cents else "—", width=84, align="right",
            tone=quiet, drop=5,
        ),
    ]  # fmt: skip
