"""准不准: the marking judged by the shop's own past.

On past days, one horizon H apart, everybody is marked by what was known then: the visits up to that day, and a fit made
from those visits alone. What came of it is what the next H days brought. Against it stands the rule many shops go by:
who has not come for 60 days is given up.

A person marked on three of the days counts three times: each time the rule had to say it anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.shares import Share, share_of
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message

PLAIN_RULE: Final = 60  # days without a visit: what is done without a book
MOST: Final = 6  # past days looked at, the latest
PEOPLE: Final = 5  # of fewer customers no share is drawn: one alone would be a full bar


class Group(StrEnum):
    """Whom the past is asked about."""

    LAPSED = "lapsed"
    AT_RISK = "at_risk"
    LOYAL = "loyal"
    SIXTY = "sixty"
    """Not here for 60 days, whatever the book says of them."""
    ALL = "all"


OVERDUE: Final = (Group.LAPSED, Group.AT_RISK)
_OF_STAGE: Final = {Stage.LAPSED: Group.LAPSED, Stage.AT_RISK: Group.AT_RISK, Stage.LOYAL: Group.LOYAL}


def past_days(first: int, today: int, horizon: int, open_days: OpenDays) -> tuple[int, ...]:
    """The days to mark on, the oldest first: H, 2 H, 3 H … open days before ``today``, so that H of future is known of
    each, and no two ask about the same future; at least H after the ``first`` visit of the book; at most 6."""
    days: list[int] = []
    day = open_days.before(today, horizon)
    while len(days) < MOST and open_days.between(first, day) >= horizon:
        days.append(day)
        day = open_days.before(day, horizon)
    return tuple(reversed(days))


def knows_from(first: int, horizon: int, open_days: OpenDays) -> int:
    """The day from which there is a past day to mark on: H to learn, and H to see what came of it."""
    return open_days.after(first, 2 * horizon)


class Tally(NamedTuple):
    """``came`` of ``of`` came within H."""

    came: int = 0
    of: int = 0


class Dated(NamedTuple):
    """What was marked on ``day`` and what came of it until ``end``. ``fitted``: by the shop's own rhythm, not the trade's.
    ``some``: of each group, and of it those who came or not, a few customers: all where there are fewer than PEOPLE."""

    day: int
    end: int
    fitted: bool
    tallies: dict[Group, Tally]
    some: Mapping[tuple[Group, bool], frozenset[int]]


@dataclass(slots=True)
class Count:
    """Counts the customers of one past day. ``back``: the ids of those marked 流失 who came all the same."""

    _came: dict[Group, int] = field(default_factory=lambda: dict.fromkeys(Group, 0))
    _of: dict[Group, int] = field(default_factory=lambda: dict.fromkeys(Group, 0))
    _some: dict[tuple[Group, bool], set[int]] = field(default_factory=lambda: defaultdict(set))
    back: list[int] = field(default_factory=list)

    def add(self, customer: int, stage: Stage, silent: int, came: bool) -> None:
        """One customer who had come by then; ``silent``: days of the calendar, as 60 days are counted."""
        own = _OF_STAGE.get(stage)
        for group in (Group.ALL, own, Group.SIXTY if silent >= PLAIN_RULE else None):
            if group is not None:
                self._of[group] += 1
                self._came[group] += came
                if len(known := self._some[group, came]) < PEOPLE:
                    known.add(customer)
        if came and own is Group.LAPSED:
            self.back.append(customer)

    def dated(self, day: int, end: int, fitted: bool) -> Dated:
        """What was counted."""
        tallies = {group: Tally(self._came[group], self._of[group]) for group in Group}
        return Dated(day, end, fitted, tallies, {key: frozenset(some) for key, some in self._some.items()})


class Backtest(NamedTuple):
    """What the past says. ``dates``: the oldest first, none while there is too little of it; then ``knows_from`` says since
    when there will be enough (None: nobody ever came). ``back``: who came back of those marked 流失 on the last of them."""

    horizon: int
    dates: tuple[Dated, ...] = ()
    knows_from: int | None = None
    back: tuple[int, ...] = ()

    def came(self, group: Group) -> Share:
        """Of those of a group on any of the days, how many came within H."""
        tallies = [date.tallies[group] for date in self.dates]
        return share_of(sum(t.came for t in tallies), sum(t.of for t in tallies))

    def people(self, group: Group, *came: bool) -> int:
        """Of how many customers that speaks, counted to PEOPLE and no further: one, looked at on six days, stays one.
        ``came``: only those who came, or who did not."""
        some = (date.some.get((group, way), frozenset()) for date in self.dates for way in came or (True, False))
        return min(PEOPLE, len(frozenset[int]().union(*some)))

    def caught(self, *groups: Group) -> Share:
        """Of all who really did not come within H, how many were in one of these groups, which share nobody."""
        everybody, some = self.came(Group.ALL), [self.came(group) for group in groups]
        return share_of(sum(s.whole - s.part for s in some), everybody.whole - everybody.part)


def sentences(past: Backtest) -> Iterator[Message]:
    """Three: 流失; 预警 and 忠诚; the 60 days beside it. Where there is too little past, one that says so."""
    if not past.dates:
        since = past.knows_from
        yield Message("past_none") if since is None else Message("past_short", {"day": full_day(since), "h": past.horizon})
        return
    yield _of_lapsed(past)
    yield _of_others(past)
    yield _of_the_plain_rule(past)


def percent(share: float | None) -> str:
    """``12%``; — of nobody."""
    return "—" if share is None else f"{share:.0%}"


def _counted(share: Share) -> dict[str, object]:
    return {"came": share.part, "of": share.whole, "share": percent(share.share)}


def _of_lapsed(past: Backtest) -> Message:
    lapsed = past.came(Group.LAPSED)
    if not lapsed.whole:
        return Message("past_nobody_lapsed", {"h": past.horizon})
    numbers = {**_counted(lapsed), "h": past.horizon}
    if lapsed.few:
        return Message("past_few_lapsed", numbers)
    return Message("past_lapsed", numbers)


def _of_others(past: Backtest) -> Message:
    warned, loyal = past.came(Group.AT_RISK), past.came(Group.LOYAL)
    if not (warned.whole or loyal.whole):
        return Message("past_nobody_else")
    parts = [
        Message(f"past_{group}{'_few' if share.few else ''}", _counted(share))
        for group, share in (("at_risk", warned), ("loyal", loyal))
        if share.whole
    ]
    return parts[0] if len(parts) == 1 else Message("past_both", {"one": parts[0], "other": parts[1]})


def _of_the_plain_rule(past: Backtest) -> Message:
    sixty, lost = past.came(Group.SIXTY), past.caught(Group.ALL)
    if not sixty.whole:
        return Message("past_nobody_sixty")
    if not lost.whole:
        return Message("past_sixty_nobody_lost", _counted(sixty))
    if sixty.few or lost.few:
        return Message("past_sixty_few", _counted(sixty))
    known = {"theirs": past.caught(Group.SIXTY), "ours": past.caught(Group.LAPSED), "all_ours": past.caught(*OVERDUE)}
    told = {name: percent(share.share) for name, share in known.items()}
    return Message("past_sixty", {**_counted(sixty), "lost": lost.whole, **told})


def closer(past: Backtest) -> Iterator[Message]:
    """What the sentences leave out, for who wants to know: how sure the first is, whom the 60 days give up."""
    lapsed = _of_lapsed(past)
    if lapsed.key == "past_lapsed":
        share = past.came(Group.LAPSED)
        low, high = percent(share.low), percent(share.high)
        if low != high:
            yield Message("past_range", {**_counted(share), "low": low, "high": high})
    plain = _of_the_plain_rule(past)
    if plain.key == "past_sixty":
        yield Message("past_given_up", plain.numbers)
