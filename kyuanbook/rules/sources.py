"""来源报表: what each way of coming brought, kept and cost, from plain facts about each customer.

A period's figures are about those who came for the first time within it and about what was spent within it; what they have
brought since is counted up to today. Shares are of those of whom it can be known: who came H open days ago or longer. What
cannot be known says why, and is never a nought.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.prospects import SETTLED
from kyuanbook.rules.shares import FEW, Share, share_of
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message

Group = Hashable
NOBODY_KNOWS: Final[Group] = None
"""The group of those of whom it is not known, and of what was spent on nothing in particular."""


class By(StrEnum):
    """How customers are put together."""

    CHANNEL = "channel"
    FAMILY = "family"
    CAMPAIGN = "campaign"
    PARTNER = "partner"
    EVENT = "event"
    NATURAL = "natural"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"sources_by_{self.value}")


class Column(StrEnum):
    """A figure of the report."""

    PROSPECTS = "prospects"
    WON = "won"
    CONVERSION = "conversion"
    BASKET = "basket"
    AGAIN = "again"
    LOYAL = "loyal"
    LAPSED = "lapsed"
    REVENUE = "revenue"
    EACH = "each"
    TAKEN = "taken"
    EXPECTED = "expected"
    COST = "cost"
    CAC = "cac"
    ROI = "roi"
    PAYBACK = "payback"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"sources_{self.value}")


COUNTS: Final = (Column.PROSPECTS, Column.WON)
SHARES: Final = (Column.CONVERSION, Column.AGAIN, Column.LOYAL, Column.LAPSED)
MONEY: Final = (
    Column.BASKET, Column.REVENUE, Column.EACH, Column.TAKEN, Column.EXPECTED, Column.COST, Column.CAC
)  # fmt: skip


class Why(StrEnum):
    """Why a figure is not told."""

    KNOWN = ""
    NOBODY = "nobody"
    TOO_NEW = "too_new"
    FEW = "few"
    NO_COST = "no_cost"
    NONE_WON = "none_won"
    NOT_YET = "not_yet"
    NOT_RECKONED = "not_reckoned"

    @property
    def label(self) -> Message:
        """In a word, where the figure would stand."""
        return Message(f"sources_why_{self.value}")


class Fact(NamedTuple):
    """What the report goes by of one customer. ``known``: day of the first contact of one who was known before they bought,
    None for others; ``first``: day they came first, 0 for one who came before the book on a day nobody remembers, None for
    one who has not come; ``old``: came before the book, so that of first basket and second visit nothing is known; ``again``:
    the next visit day; ``ripe``: H open days have passed since ``first``; ``in_time``: ``again`` lies within them; ``cents``:
    of all visits to date, ``taken``: of those within the period, ``taken_before``: within the one before; ``clv``: None while
    nothing is reckoned."""

    id: int
    group: Group
    known: int | None
    first: int | None
    old: bool
    basket: int
    again: int | None
    ripe: bool
    in_time: bool
    stage: Stage
    cents: int
    taken: int = 0
    taken_before: int = 0
    clv: int | None = None


class Spent(NamedTuple):
    """A cost: on a campaign, a channel, a partner, as a reward or commission."""

    group: Group
    day: int
    cents: int


class Period(NamedTuple):
    """Days, both among it."""

    first: int
    last: int

    def holds(self, day: int | None) -> bool:
        """Whether ``day`` lies in it."""
        return day is not None and self.first <= day <= self.last


@dataclass(slots=True, eq=False)
class Figures:
    """Of one group in one period, as who and how much. ``settled``: prospects of whom there was time to come, ``converted`` of
    them; ``ripe``: of those won, who came H open days ago or longer; ``again``, ``loyal``, ``lapsed``: of the ripe ones;
    ``baskets``: how many first baskets are known; ``clv``: None while nothing is reckoned; ``ripe_cost``: of the cost, what was
    spent H open days ago or longer; ``earned_back``: days from the first cost until what came in was as much; ``stages``: where
    those won and those who have not come yet stand now."""

    prospects: list[int] = field(default_factory=list)
    settled: int = 0
    converted: list[int] = field(default_factory=list)
    won: list[int] = field(default_factory=list)
    ripe: int = 0
    judged: int = 0
    again: list[int] = field(default_factory=list)
    loyal: list[int] = field(default_factory=list)
    lapsed: list[int] = field(default_factory=list)
    baskets: int = 0
    basket_cents: int = 0
    cents: int = 0
    taken: int = 0
    clv_cents: int = 0
    clvs: int = 0
    cost: int = 0
    first_cost: int | None = None
    ripe_cost: int = 0
    earned_back: int | None = None
    stages: dict[Stage, list[int]] = field(default_factory=dict)

    @property
    def conversion(self) -> Share:
        """Of the prospects of whom there was time to come."""
        return share_of(len(self.converted), self.settled)

    def share(self, people: Sequence[int]) -> Share:
        """Some of the ripe ones among them."""
        return share_of(len(people), self.ripe)

    @property
    def came_again(self) -> Share:
        """Of the ripe ones whose first visit is known."""
        return share_of(len(self.again), self.judged)

    @property
    def empty(self) -> bool:
        """Nothing to tell: nobody, no money."""
        return not (self.prospects or self.won or self.cost or self.taken)

    @property
    def loses(self) -> bool:
        """More was spent than came back, and of that so much long enough ago that there was time."""
        return self.cost > self.cents and not self.early

    @property
    def early(self) -> bool:
        """What was spent H open days ago or longer has come back: a loss is of what was spent since, and may not last."""
        return self.cents >= self.ripe_cost


class Value(NamedTuple):
    """One figure. ``number``: None where ``why`` says why not; ``share``: of a share, how it was counted."""

    number: float | None
    why: Why = Why.KNOWN
    share: Share | None = None


def figures(
    facts: Iterable[Fact], costs: Iterable[Spent], period: Period, today: int, *, before: bool = False,
    ripe_day: int | None = None,
) -> dict[Group, Figures]:  # fmt: skip
    """Group -> its figures of ``period``. ``before``: it is the period before, whose money is ``taken_before``; ``ripe_day``:
    the last day from which H open days have passed by ``today``, for what was spent."""
    found: dict[Group, Figures] = {}
    (start, end), settled_by = period, today - SETTLED
    loyal, lapsed = Stage.LOYAL, Stage.LAPSED
    for fact in facts:
        i, group, known, first, old, basket, _, ripe, in_time, stage, cents, taken, taken_before, clv = fact
        if before:
            taken = taken_before
        is_won, is_known = first is not None and start <= first <= end, known is not None and start <= known <= end
        if not (is_won or is_known or taken):
            continue
        one = found.get(group)
        if one is None:
            one = found[group] = Figures()
        one.taken += taken
        if known is not None and is_known:
            one.prospects.append(i)
            if known <= settled_by:
                one.settled += 1
                if first is not None:
                    one.converted.append(i)
            if first is None:
                one.stages.setdefault(Stage.PROSPECT, []).append(i)
        if not is_won:
            continue
        one.won.append(i)
        one.stages.setdefault(stage, []).append(i)
        one.cents += cents
        if clv is not None:
            one.clv_cents += clv
            one.clvs += 1
        if not old:
            one.baskets += 1
            one.basket_cents += basket
        if not ripe:
            continue
        one.ripe += 1
        if not old:
            one.judged += 1
            if in_time:
                one.again.append(i)
        if stage is loyal:
            one.loyal.append(i)
        elif stage is lapsed:
            one.lapsed.append(i)
    for spent in costs:
        if period.holds(spent.day):
            _spend(found.setdefault(spent.group, Figures()), spent, ripe_day)
    return {group: one for group, one in found.items() if not one.empty}


def _spend(one: Figures, spent: Spent, ripe_day: int | None) -> None:
    one.cost += spent.cents
    one.first_cost = spent.day if one.first_cost is None else min(one.first_cost, spent.day)
    if ripe_day is None or spent.day <= ripe_day:
        one.ripe_cost += spent.cents


class Funnel(NamedTuple):
    """How far those who were first heard of in a period went: all of them, who came, who came again, who are loyal now."""

    all: tuple[int, ...]
    came: tuple[int, ...]
    again: tuple[int, ...]
    loyal: tuple[int, ...]


def funnel(facts: Iterable[Fact], period: Period) -> Funnel:
    """Of ``facts``; who came before the book is not among them."""
    start, end = period
    there = [
        fact for fact in facts
        if not fact.old and (heard := fact.known if fact.known is not None else fact.first) is not None and start <= heard <= end
    ]  # fmt: skip
    came = [fact for fact in there if fact.first is not None]
    again = [fact for fact in came if fact.again is not None]
    loyal = [fact for fact in again if fact.stage is Stage.LOYAL]
    return Funnel(*(tuple(fact.id for fact in some) for some in (there, came, again, loyal)))


def earn_back(found: Iterable[Figures], total: Figures, days: Iterable[tuple[int, Iterable[tuple[int, int]]]]) -> None:
    """Tell those whose customers have brought as much as it all cost on which day that was. ``total``: all of them together;
    ``days``: (day, (customer, cents) of each visit), rising; read no farther than needed."""
    groups = list(found)
    waiting = [one for one in (*groups, total) if one.cost > 0 and one.cents >= one.cost and one.first_cost is not None]
    if not waiting:
        return
    everybody = total in waiting
    of = {i: one for one in groups if everybody or one in waiting for i in one.won}
    got = dict.fromkeys(map(id, (*groups, total)), 0)
    for day, visits in days:
        for customer, cents in visits:
            if customer in of:
                got[id(of[customer])] += cents
                got[id(total)] += cents
        for one in [one for one in waiting if got[id(one)] >= one.cost]:
            one.earned_back = max(0, day - (one.first_cost or day))
            waiting.remove(one)
        if not waiting:
            return


_SUMS: Final = (
    "settled", "ripe", "judged", "baskets", "basket_cents", "cents", "taken", "clv_cents", "clvs", "cost", "ripe_cost"
)  # fmt: skip


def whole(found: Mapping[Group, Figures]) -> Figures:
    """All groups together. Who stands in two of them is not: a grouping parts everybody."""
    total = Figures()
    for one in found.values():
        for name in ("prospects", "converted", "won", "again", "loyal", "lapsed"):
            getattr(total, name).extend(getattr(one, name))
        for stage, ids in one.stages.items():
            total.stages.setdefault(stage, []).extend(ids)
        for name in _SUMS:
            setattr(total, name, getattr(total, name) + getattr(one, name))
        days = [day for day in (total.first_cost, one.first_cost) if day is not None]
        total.first_cost = min(days, default=None)
    return total


# one figure ----------------------------------------------------------------------------------------------------------------


def value(one: Figures, column: Column) -> Value:
    """The figure of a column, or why there is none."""
    if column in SHARES:
        return _share(one, column)
    many = len(one.won)
    if column is Column.PROSPECTS:
        return Value(len(one.prospects))
    if column is Column.WON:
        return Value(many)
    if column is Column.COST:
        return Value(one.cost) if one.cost else Value(None, Why.NO_COST)
    if column is Column.TAKEN:
        return Value(one.taken)
    if column in (Column.CAC, Column.ROI, Column.PAYBACK):
        return _worth(one, column)
    if not many:
        return Value(None, Why.NOBODY)
    if column is Column.BASKET:
        return Value(one.basket_cents / one.baskets) if one.baskets else Value(None, Why.NOBODY)
    if column is Column.REVENUE:
        return Value(one.cents)
    if column is Column.EACH:
        return Value(one.cents / many)
    return Value(one.clv_cents / one.clvs) if one.clvs else Value(None, Why.NOT_RECKONED)


def _share(one: Figures, column: Column) -> Value:
    if column is Column.CONVERSION:
        share, waiting = one.conversion, len(one.prospects)
    elif column is Column.AGAIN:
        share, waiting = one.came_again, len(one.won) - (one.ripe - one.judged)
    else:
        share, waiting = one.share(one.loyal if column is Column.LOYAL else one.lapsed), len(one.won)
    if not share.whole:
        return Value(None, Why.TOO_NEW if waiting else Why.NOBODY)
    return Value(None, Why.FEW, share) if share.few else Value(share.share, Why.KNOWN, share)


def _worth(one: Figures, column: Column) -> Value:
    """What came of the money. A loss of what was spent within H days is not told: those it brings may still come."""
    if one.cost <= 0:
        return Value(None, Why.NO_COST)
    early = one.early
    if column is Column.CAC:
        return Value(one.cost / len(one.won)) if one.won else Value(None, Why.TOO_NEW if early else Why.NONE_WON)
    back = one.cents >= one.cost
    if column is Column.ROI:
        return Value((one.cents - one.cost) / one.cost) if back or not early else Value(None, Why.TOO_NEW)
    if not back:
        return Value(None, Why.TOO_NEW if early else Why.NOT_YET)
    return Value(None, Why.NOT_YET) if one.earned_back is None else Value(one.earned_back)


def ordered(found: Mapping[Group, Figures], column: Column, down: bool, place: Mapping[Group, int]) -> list[Group]:
    """The groups by a column; those without that figure last either way, among equals as ``place`` has them. Who nobody
    knows about, and costs of nothing in particular, stand at the end of their like."""

    def key(group: Group) -> tuple[bool, float, bool, int]:
        number = value(found[group], column).number
        worth = 0.0 if number is None else -number if down else number
        return number is None, worth, group is None, place.get(group, 0)

    return sorted(found, key=key)


# what is to be said of it ----------------------------------------------------------------------------------------------------


class Verdicts(NamedTuple):
    """``best``: keeps those it brings better than any other, even at the lower end of what may be true; ``worst``: where the
    most money was lost, else (``loses`` False) that returned the least of several; ``busiest``: brought the most, ``busy_bad``
    and surely keeps fewer than the others do."""

    best: Group = None
    worst: Group = None
    loses: bool = False
    busiest: Group = None
    busy_bad: bool = False


def verdicts(found: Mapping[Group, Figures]) -> Verdicts:
    """What the figures say. Of few nothing is concluded, and no group of the unknown is praised or blamed."""
    known = {group: one for group, one in found.items() if group is not None}
    kept = {g: o for g, o in known.items() if o.judged >= FEW and o.again and not o.loses}
    best = max(kept, key=lambda g: (kept[g].came_again.low, kept[g].cents / len(kept[g].won)), default=None)
    losing = {g: o for g, o in known.items() if o.loses}
    worst = max(losing, key=lambda g: losing[g].cost - losing[g].cents, default=None)
    if worst is None:
        paid = {g: o.cents / o.cost for g, o in known.items() if o.cost > 0 and o.ripe_cost}
        worst = min(paid, key=lambda g: paid[g]) if len(paid) > 1 else None
    busiest = max((g for g in known if known[g].won), key=lambda g: len(known[g].won), default=None)
    return Verdicts(best, worst, bool(losing), busiest, busiest is not None and _surely_worse(known, busiest))


def _surely_worse(known: Mapping[Group, Figures], group: Group) -> bool:
    rest = [one for other, one in known.items() if other != group]
    others = share_of(sum(len(one.again) for one in rest), sum(one.judged for one in rest))
    own = known[group].came_again
    return not own.few and not others.few and own.high < others.low
