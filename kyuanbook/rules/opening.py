"""期初: what is known of a customer from before the book, turned into visits that count for rhythm and stage.

They never count as a period's revenue, and what was not known is never said as if it had been.
"""

from bisect import bisect_left
from collections.abc import Sequence
from enum import IntFlag
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.words import Message

REGULAR_VISITS: Final = 4  # 老客 and nothing else known: as many visits as it takes to have a rhythm of one's own


class Guess(IntFlag):
    """What the rules had to assume, because the owner did not know."""

    NONE = 0
    VISITS = 1  # how often they came
    GAP = 2  # how long they usually stay away: the shop's gap stands in
    LAST = 4  # when they last came: the day of entry stands in


class Opening(NamedTuple):
    """What the owner remembers. None is "not known"; ``gap`` in calendar days; ``as_of`` is the day it was entered."""

    as_of: int
    visits: int | None = None
    total_cents: int = 0
    first: int | None = None
    last: int | None = None
    gap: int | None = None


class Past(NamedTuple):
    """Visit days, distinct and rising, those of the book among them; the known first day; what was assumed."""

    days: list[int]
    first: int | None
    guessed: Guess


def past(opening: Opening, days: Sequence[int], open_days: OpenDays, shop_gap: float) -> Past:
    """``days`` of the book together with the visits that ``opening`` stands for.

    ``shop_gap``: open days, used when the customer's own gap is not known. A visit of the book that lies within the
    remembered time is one of the remembered visits, not one more; so a further visit never lowers their number.
    """
    if opening.visits is not None and opening.visits <= 0:
        return Past(list(days), days[0] if days else opening.first, Guess.NONE)
    last = _last(opening, days, open_days, shop_gap)
    made = _made(opening, last, open_days, shop_gap)
    fixed = {day for day in (opening.first, opening.last) if day is not None}
    free = [day for day in made if day not in fixed]
    known = sorted(fixed.union(days))
    for day in known:
        if free and free[0] <= day <= free[-1] and day not in fixed:
            free.pop(_nearest(free, day))
    merged = sorted({*known, *free})
    known_first = opening.first if opening.visits != 1 or opening.first is not None else opening.last
    first = None if known_first is None else min((known_first, *days[:1]))
    return Past(merged, first, _guesses(opening, days, last_known=merged[-1] in known))


def remembered_spend(
    opening: Opening | None, days: Sequence[int], open_days: OpenDays, shop_gap: float
) -> list[tuple[int, int]]:
    """(day, cents) of the remembered visits that are not in the book, each an even share of the remembered total.

    By this a regular who stopped coming before the book knew them has a place in the order of calls; it is no revenue.
    """
    if opening is None or opening.total_cents <= 0:
        return []
    seen = set(days)
    made = [day for day in past(opening, days, open_days, shop_gap).days if day not in seen]
    each = opening.total_cents // (opening.visits or max(1, len(made)))
    return [(day, each) for day in made]


def told(visits: int | None, total_cents: int, first: int | None, last: int | None, gap: int | None) -> list[Message]:
    """What the owner remembered, part by part: 老客，2016年3月1日起，来过 20 次，累计 ¥4,000，约 14 天来一次."""
    parts = [Message("who_regular")]
    if first is not None:
        parts.append(Message("opening_first", {"day": full_day(first)}))
    if visits:
        parts.append(Message("who_times", {"n": visits}))
    if total_cents:
        parts.append(Message("opening_total", {"amount": amount_words(total_cents)}))
    if gap:
        parts.append(Message("opening_gap", {"gap": gap}))
    if last is not None:
        parts.append(Message("opening_last", {"day": full_day(last)}))
    return parts


def _last(opening: Opening, days: Sequence[int], open_days: OpenDays, shop_gap: float) -> int:
    """The last remembered visit; where unknown, the day of entry, or one gap before an earlier visit of the book."""
    if opening.last is not None:
        return opening.last
    if opening.first is not None:
        return opening.first if opening.visits == 1 else max(opening.as_of, opening.first)
    if days and days[0] <= opening.as_of:
        return _back(days[0], opening, open_days, shop_gap)
    return opening.as_of


def _made(opening: Opening, last: int, open_days: OpenDays, shop_gap: float) -> list[int]:
    """The remembered visits, rising, the last on ``last``: evenly spread from the first, or walked back by the gap."""
    count = opening.visits or REGULAR_VISITS
    if opening.first is not None and opening.first < last:
        span = last - opening.first
        if opening.visits is None:
            gap = opening.gap or open_days.on_the_wall(shop_gap)
            count = max(REGULAR_VISITS, round(span / max(1, gap)) + 1)
        steps = max(1, min(count, span + 1) - 1)
        return [opening.first + round(i * span / steps) for i in range(steps + 1)]
    days = [last]
    for _ in range(count - 1):
        days.append(_back(days[-1], opening, open_days, shop_gap))
    return days[::-1]


def _back(day: int, opening: Opening, open_days: OpenDays, shop_gap: float) -> int:
    """One usual gap before ``day``."""
    if opening.gap:
        return day - opening.gap
    return open_days.before(day, max(1, round(shop_gap)))


def _nearest(days: list[int], day: int) -> int:
    """Where in ``days`` the nearest to ``day`` is."""
    i = bisect_left(days, day)
    if i == len(days) or (i > 0 and day - days[i - 1] <= days[i] - day):
        return i - 1
    return i


def _guesses(opening: Opening, days: Sequence[int], last_known: bool) -> Guess:
    guessed = Guess.NONE
    if opening.visits is None:
        guessed |= Guess.VISITS
    spread = opening.visits is not None and opening.first is not None and opening.last is not None
    if not opening.gap and not spread and len(days) < REGULAR_VISITS:
        guessed |= Guess.GAP
    if not last_known:
        guessed |= Guess.LAST
    return guessed
