"""流失, gap by gap: on which days a customer lapsed, and when they came back, by the visits and the fit now in force.

Each gap is judged by the history before it, as it would have been on the day; what came later moves no day set by what
came before.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.rhythm import LAST_GAPS, Rhythm


class Lapse(NamedTuple):
    """A silence in which the lapsed day was reached. ``since``: the last visit before it; ``day``: when they counted as
    lapsed; ``back``: the visit that ended it, None while it lasts."""

    since: int
    day: int
    back: int | None

    @property
    def away(self) -> int | None:
        """Calendar days from the last visit to the one that ended the silence."""
        return None if self.back is None else self.back - self.since


def lapses(days: Sequence[int], today: int, rhythm: Rhythm, open_days: OpenDays) -> list[Lapse]:
    """All of one customer's up to ``today``, oldest first. ``days``: distinct visit days, rising."""
    known = [day for day in days if day <= today] if days and days[-1] > today else days
    if not known:
        return []
    gaps = open_days.gaps(known)
    silent = max(0, open_days.between(known[-1], today))
    alpha, stretch = rhythm.fit.parameters.alpha, rhythm.stretch
    found: list[Lapse] = []
    t = 0
    for x, since in enumerate(known):
        if x:
            t += gaps[x - 1] - (gaps[x - 1 - LAST_GAPS] if x > LAST_GAPS else 0)
        gap = gaps[x] if x < len(gaps) else silent
        if x and gap <= (alpha + t) * stretch[min(x, LAST_GAPS)]:  # not even overdue: as most gaps are
            continue
        limit = rhythm.limits[x][t][1]
        if gap >= limit:
            back = known[x + 1] if x < len(gaps) else None
            found.append(Lapse(since, open_days.after(since, limit), back))
    return found


def month_of(day: int) -> int:
    """The month of a day, counted on: ``year * 12 + month - 1``."""
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def last_months(today: int, many: int) -> range:
    """The last ``many`` months, this one among them."""
    now = month_of(today)
    return range(now - many + 1, now + 1)


def first_of(month: int) -> int:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1).toordinal()
