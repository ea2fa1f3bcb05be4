"""A campaign in words: as a line of the table, and what is told of the one in hand."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kyuanbook.book.queries.campaigns import Brought, CampaignRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.campaigns import CampaignKind, CampaignState
from kyuanbook.rules.dates import month_day, near_day
from kyuanbook.ui.kit.facts import Fact
from kyuanbook.ui.kit.paged import Column
from kyuanbook.ui.kit.privacy import amount_words

TONES = {CampaignState.RUNNING: "ok", CampaignState.PLANNED: "accent", CampaignState.ENDED: "ink2"}
_STATES = tuple(CampaignState)


class Line(NamedTuple):
    """One line of the table."""

    row: CampaignRow
    brought: Brought
    today: int

    @property
    def id(self) -> int:
        """The campaign's number."""
        return self.row.id

    @property
    def state(self) -> CampaignState:
        """Where it stands."""
        return self.row.state(self.today)


def period(row: CampaignRow, today: int) -> str:
    """``9月1日 – 9月15日``; a piece has the day it came out."""
    first = say(near_day(row.first, today))
    if row.last is None:
        return first if row.kind == CampaignKind.CONTENT else tr("{day}起", day=first)
    last = say(month_day(row.last) if 0 <= row.last - row.first < 300 and row.last > today else near_day(row.last, today))
    return first if row.last == row.first else tr("{first} – {last}", first=first, last=last)


def state_words(line: Line) -> str:
    """``进行中``; put away is said instead."""
    return tr("已收起") if line.row.hidden else say(line.state.label)


def each_words(row: CampaignRow, brought: Brought) -> str:
    """What each customer won has cost; "—" while nobody was won or nothing paid."""
    return amount_words(round(row.cents / len(brought.customers))) if row.cents and brought.customers else "—"


def said(line: Line) -> str:
    """As a screen reader says it."""
    row, brought = line.row, line.brought
    many = trn("{n} 位客户", len(brought.customers))
    cost = tr("花费 {amount}", amount=amount_words(row.cents)) if row.cents else ""
    return clauses((row.name, state_words(line), row.channel, period(row, line.today), many, cost))


def came_words(row: CampaignRow, brought: Brought) -> str:
    """The answer in words: whom it brought, what they spent, what each cost."""
    if not brought.people:
        paid = tr("花了 {amount}，还没有带来人。", amount=amount_words(row.cents)) if row.cents else tr("还没有带来人。")
        return paid
    parts = [trn("带来 {n} 位客户", len(brought.customers)) if brought.customers else tr("还没有人买过")]
    if brought.prospects:
        parts.append(trn("{n} 位潜在", len(brought.prospects)))
    if brought.customers:
        parts.append(tr("一共花了 {amount}", amount=amount_words(brought.cents)))
    told = clauses(parts)
    if row.cents and brought.customers:
        told += tr("；花费 {cost}，合每位 {each}", cost=amount_words(row.cents), each=each_words(row, brought))
    return told + tr("。")


def facts(row: CampaignRow, brought: Brought, meant: int | None, window: int, today: int) -> list[Fact]:
    """What was planned, every line that has something to say."""
    budget = "" if row.budget_cents is None else amount_words(row.budget_cents)
    left = "" if row.budget_cents is None else _left(row.budget_cents - row.cents)
    visits = trn("{n} 次", brought.visits) if brought.visits else ""
    days = window if row.window_days is None else row.window_days
    after = "" if row.last is None else trn("结束后还算 {n} 天", days)
    found = (
        Fact(tr("哪一种"), say(CampaignKind(row.kind).label)), Fact(tr("来源渠道"), row.channel),
        Fact(tr("哪几天"), period(row, today), after), Fact(tr("编号"), row.code), Fact(tr("优惠"), row.offer),
        Fact(tr("要说的话"), row.words.replace("\n", " ")), Fact(tr("网址"), row.link),
        _target(row, meant), Fact(tr("预算"), budget, left),
        Fact(tr("凭它来的"), visits, amount_words(brought.visit_cents) if visits else ""), Fact(tr("备注"), row.note),
    )  # fmt: skip
    return [fact for fact in found if fact.value]


def _target(row: CampaignRow, meant: int | None) -> Fact:
    """A mailing goes to those alone who agreed to it."""
    many = "" if meant is None else trn("现在 {n} 位", meant)
    if not row.mailing:
        return Fact(tr("给谁"), row.segment, many)
    agreed = tr("同意收消息、留了邮箱的")
    return Fact(tr("给谁"), tr("{segment}里{agreed}", segment=row.segment, agreed=agreed) if row.segment else agreed, many)


def _left(cents: int) -> str:
    if cents < 0:
        return tr("超了 {amount}", amount=amount_words(-cents))
    return tr("还剩 {amount}", amount=amount_words(cents))


def keys() -> Mapping[str, Callable[[Line], Any]]:
    """What each column is sorted by."""
    return {
        "name": lambda one: one.row.name, "state": lambda one: _STATES.index(one.state),
        "channel": lambda one: one.row.channel,
        "period": lambda one: one.row.first, "won": lambda one: len(one.brought.customers),
        "spent": lambda one: one.brought.cents,
        "cost": lambda one: one.row.cents,
        "each": lambda one: one.row.cents / len(one.brought.customers) if one.brought.customers else -1,
    }  # fmt: skip


def columns() -> list[Column[Line]]:
    """Of the table."""

    def quiet(_: Line) -> str:
        return "ink2"

    def won(one: Line) -> str:
        asked = len(one.brought.prospects)
        many = trn("{n} 位", len(one.brought.customers)) if one.brought.customers else "—"
        return tr("{won} + {asked}", won=many, asked=asked) if asked else many

    return [
        Column[Line](
            key="name", title=tr("名称"), text=lambda r: r.row.name, width=130, least=90, size=15, bold=True, stretch=True,
            tone=lambda r: "ink3" if r.row.hidden else "ink",
        ),
        Column[Line](
            key="state", title=tr("状态"), text=state_words, width=72, drop=6,
            tone=lambda r: "ink3" if r.row.hidden else TONES[r.state],
        ),
        Column[Line](key="channel", title=tr("来源"), text=lambda r: r.row.channel or "—", width=100, tone=quiet, drop=2),
        Column[Line](key="period", title=tr("哪几天"), text=lambda r: period(r.row, r.today), width=156, tone=quiet, drop=3),
        Column[Line](key="won", title=tr("带来（+ 潜在）"), text=won, width=104, align="right", bold=True),
        Column[Line](
            key="spent", title=tr("他们花了"), text=lambda r: amount_words(r.brought.cents) if r.brought.customers else "—",
            width=84, align="right", drop=5,
        ),
        Column[Line](
            key="cost", title=tr("花费"), text=lambda r: amount_words(r.row.cents) if r.row.cents else "—", width=76,
            align="right", drop=4,
        ),
        Column[Line](
            key="each", title=tr("合每位"), text=lambda r: each_words(r.row, r.brought), width=72, align="right",
            tone=quiet, drop=1,
        ),
    ]  # fmt: skip
