"""Where a customer stands, as dates: written with each visit, compared with any day from then on.

A day is an ordinal (``date.toordinal()``); gaps are open days of the shop. See DESIGN, "A stage is a date, not a job"
and "The rhythm, as measured".
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.opening import Guess, Opening, past
from kyuanbook.rules.rhythm import LAST_GAPS, Rhythm

# DESIGN, "loyal" and "won_back".
LOYAL_VISITS: Final = 4  # enough to have a rhythm of one's own: loyal if it is as quick as the shop's middle
STEADY_VISITS: Final = 8  # enough to be loyal at any pace, if they never lapsed
STEADY_GAPS: Final = 8  # within the last so many gaps
WON_BACK_GAPS: Final = 2  # until two more visits show a rhythm again
Who = TypeVar("Who")


class Stage(StrEnum):
    """Where the customer stands in the life cycle, in the order in which the screen lists them."""

    PROSPECT = "prospect"
    NEW = "new"
    RETURNING = "returning"
    LOYAL = "loyal"
    AT_RISK = "at_risk"
    LAPSED = "lapsed"
    WON_BACK = "won_back"


class Marks(NamedTuple):
    """What a customer's visits say until the next one comes. A tuple, because a whole book is marked at once."""

    n: int  # visit days
    first: int | None  # first known visit day
    last: int | None  # the day silence is counted from
    x: int  # repeat visit days
    tx: int  # open days from first to last
    gaps: tuple[int, ...]  # the last 12, open days, oldest first
    at_risk_day: int | None  # the day they are overdue if nothing happens; None without a visit
    lapsed_day: int | None  # the day they count as lapsed if nothing happens
    calm: Stage  # the stage until then
    k: int  # number of ``gaps``
    t: int  # sum of ``gaps``
    guessed: int = 0  # Guess flags: what 期初 left open


NOBODY: Final = Marks(0, None, None, 0, 0, (), None, None, Stage.PROSPECT, 0, 0)


def mark(days: Sequence[int], rhythm: Rhythm, open_days: OpenDays, opening: Opening | None = None) -> Marks:
    """The marks of one customer. ``days``: distinct visit days, rising; for a past day, those up to that day."""
    if opening is not None:
        known = past(opening, days, open_days, rhythm.fit.gap)
        marks = mark(known.days, rhythm, open_days)
        old = marks.calm is Stage.NEW and opening.visits != 0  # who came before the book is never 新客
        calm = Stage.RETURNING if old else marks.calm
        return marks._replace(first=known.first, guessed=int(known.guessed), calm=calm)
    n = len(days)
    if n == 0:
        return NOBODY
    x = n - 1
    gaps = open_days.gaps(days)
    tx = sum(gaps)
    if x > LAST_GAPS:
        k, kept = LAST_GAPS, tuple(gaps[-LAST_GAPS:])
        t = sum(kept)
    else:
        k, kept, t = x, tuple(gaps), tx
    overdue, lapsed = rhythm.limits[x][t]
    last = days[-1]
    if open_days.plain:
        at_risk_day, lapsed_day = last + overdue, last + lapsed
    else:
        at_risk_day, lapsed_day = open_days.after(last, overdue), open_days.after(last, lapsed)
    calm = _calm(gaps, x, k, t, rhythm) if x else Stage.NEW
    return Marks(n, days[0], last, x, tx, kept, at_risk_day, lapsed_day, calm, k, t)


def mark_many(
    groups: Iterable[tuple[int, Sequence[int]]], rhythm: Rhythm, open_days: OpenDays
) -> Iterator[tuple[int, Marks]]:
    """(id, marks) for each (id, visit days) of customers without 期初, one at a time: nothing is held."""
    for customer, days in groups:
        yield customer, mark(days, rhythm, open_days)


def stage_many(
    groups: Iterable[tuple[Who, Sequence[int]]], today: int, rhythm: Rhythm, open_days: OpenDays
) -> Iterator[tuple[Who, Stage]]:
    """(who, stage on ``today``) for each (who, visit days up to ``today``) of customers without 期初: a book replayed.

    Says what :func:`stage_on` says of :func:`mark`, without the marks: whether they lapsed is asked of the overdue only.
    """
    alpha, stretch = rhythm.fit.parameters.alpha, rhythm.stretch
    for customer, days in groups:
        x = len(days) - 1
        if x < 1:
            yield customer, stage_on(mark(days, rhythm, open_days), today)
            continue
        gaps = open_days.gaps(days)
        k, t = (x, sum(gaps)) if x < LAST_GAPS else (LAST_GAPS, sum(gaps[-LAST_GAPS:]))
        silent = open_days.between(days[-1], today)
        if silent <= (alpha + t) * stretch[k]:
            yield customer, _calm(gaps, x, k, t, rhythm)
        else:
            yield customer, Stage.LAPSED if rhythm.given_up(k, t, x, silent) else Stage.AT_RISK


def stage_on(marks: Marks, today: int, pin: Stage | None = None) -> Stage:
    """The stage shown on ``today``. A pin changes the name only: see :func:`overdue_on`."""
    if pin is not None:
        return pin
    if marks.lapsed_day is None or marks.at_risk_day is None:
        return Stage.PROSPECT
    if today >= marks.lapsed_day:
        return Stage.LAPSED
    if today >= marks.at_risk_day:
        return Stage.AT_RISK
    return marks.calm


def overdue_on(marks: Marks, today: int) -> bool:
    """Whether the customer shows 已超期 and may come on call lists, whatever the pin says."""
    return marks.at_risk_day is not None and today >= marks.at_risk_day


def silent_on(marks: Marks, today: int, open_days: OpenDays) -> int:
    """R: open days since the last visit; 0 when the clock stands before it, or there is none."""
    return 0 if marks.last is None else max(0, open_days.between(marks.last, today))


def _calm(gaps: list[int], x: int, k: int, t: int, rhythm: Rhythm) -> Stage:
    """The stage of a customer with a repeat visit who is not overdue. ``gaps``: all of them."""
    if lapsed_lately(gaps, x, k, t, rhythm, WON_BACK_GAPS):
        return Stage.WON_BACK
    if x < LOYAL_VISITS - 1:
        return Stage.RETURNING
    limit = rhythm.fit.loyal_gap
    if limit is not None and rhythm.own_gap(k, t) <= limit:
        return Stage.LOYAL
    if x >= STEADY_VISITS - 1 and not lapsed_lately(gaps, x, k, t, rhythm, STEADY_GAPS):
        return Stage.LOYAL
    return Stage.RETURNING


def lapsed_lately(gaps: list[int], x: int, k: int, t: int, rhythm: Rhythm, many: int) -> bool:
    """Whether one of the last ``many`` gaps reached the lapsed day that the history before it had set.

    ``k`` and ``t`` are of the history up to now and are walked back gap by gap. Only for a gap that was overdue are
    the limits looked up: few are, and a whole book is marked by this.
    """
    alpha, stretch = rhythm.fit.parameters.alpha, rhythm.stretch
    for j in range(x - 1, max(-1, x - 1 - many), -1):
        gap = gaps[j]
        t -= gap
        if j < LAST_GAPS:
            k = j
        else:
            t += gaps[j - LAST_GAPS]
        if gap > (alpha + t) * stretch[k] and gap >= rhythm.limits[j][t][1]:
            return True
    return False


__all__ = [
    "NOBODY",
    "Guess",
    "Marks",
    "Opening",
    "Stage",
    "lapsed_lately",
    "mark",
    "mark_many",
    "overdue_on",
    "silent_on",
    "stage_many",
    "stage_on",
]
