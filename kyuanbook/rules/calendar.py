"""Open days of the shop: silence and gaps are counted in them, so that no closure by itself makes anyone overdue.

A day is its proleptic ordinal (``date.toordinal()``). ``index(day)`` numbers the open days; a closed day has the
number of the open day before it, so every difference of two numbers is a count of open days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from operator import sub

WEEK = 7


class _Numbers(dict[int, int]):
    """Day -> index, filled as asked: a book has a million visits on a few thousand days."""

    def __init__(self, calendar: "OpenDays") -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, day: int) -> int:
        number = self[day] = self._calendar.count(day)
        return number


class OpenDays:
    """The days on which the shop is open.

    ``closed``: ranges (first, last), both inclusive, in any order, overlapping or not; a range that ends before it
    begins is empty. ``weekly``: weekdays always closed, 0 = Monday. A shop closed on all seven is taken to be closed
    on none: it would never see another open day.
    """

    def __init__(self, closed: Iterable[tuple[int, int]] = (), weekly: Iterable[int] = ()) -> None:
        week = frozenset(weekly)
        if not week <= frozenset(range(WEEK)):
            raise ValueError(f"weekdays are 0..6: {sorted(week)}")
        self.weekly = week if len(week) < WEEK else frozenset[int]()
        open_week = [weekday for weekday in range(WEEK) if weekday not in self.weekly]
        self._places = [weekday + 1 for weekday in open_week]
        self._week_counts = [sum(place <= day for place in self._places) for day in range(WEEK)]
        self.closed = _merged(closed)
        self._starts = [start for start, _ in self.closed]
        self._ends = [end for _, end in self.closed]
        lost = [self._weekly_count(end) - self._weekly_count(start - 1) for start, end in self.closed]
        self._lost = [0, *accumulate(lost)]
        self._bases = [self._weekly_count(start - 1) - self._lost[i] for i, start in enumerate(self._starts)]
        self.plain = not self.closed and not self.weekly
        self._numbers = _Numbers(self)

    @cached_property
    def stamp(self) -> str:
        """Short name of this calendar: equal for equal calendars, so a derived row can say which one it was made by."""
        from hashlib import blake2b  # loads OpenSSL: not before the first picture

        return blake2b(repr((self.closed, sorted(self.weekly))).encode(), digest_size=8).hexdigest()

    def index(self, day: int) -> int:
        """Number of open days up to and including ``day``, counted from an arbitrary zero; never falls with ``day``."""
        return day if self.plain else self._numbers[day]

    def between(self, a: int, b: int) -> int:
        """Open days after ``a``, up to and including ``b``; negative when ``b`` comes first."""
        return b - a if self.plain else self._numbers[b] - self._numbers[a]

    def after(self, a: int, n: int) -> int:
        """The first day d >= a with ``between(a, d) >= n``."""
        if n <= 0:
            return a
        return a + n if self.plain else self._day(self._numbers[a] + n)

    def before(self, b: int, n: int) -> int:
        """The last day d <= b with ``between(d, b) >= n``."""
        if n <= 0:
            return b
        return b - n if self.plain else self._day(self._numbers[b] - n + 1) - 1

    def opened(self, day: int) -> int:
        """``day`` if the shop is open on it, else the last day before on which it was."""
        return day if self.plain else self._day(self._numbers[day])

    def gaps(self, days: Sequence[int]) -> list[int]:
        """Open days between neighbours of ``days`` (distinct, rising); at least 1: somebody came, so it was open."""
        if self.plain:
            return list(map(sub, days[1:], days))
        numbers = list(map(self._numbers.__getitem__, days))
        gaps = list(map(sub, numbers[1:], numbers))
        return [gap or 1 for gap in gaps] if 0 in gaps else gaps

    def closed_between(self, a: int, b: int) -> int:
        """Days after ``a``, up to and including ``b``, in closed ranges; the weekly day off is not among them."""
        return sum(max(0, min(b, end) - max(a, start - 1)) for start, end in self.closed)

    def on_the_wall(self, open_days: float) -> int:
        """Calendar days that ``open_days`` take in ordinary weeks, rounded; at least 1. What is said to the owner."""
        return max(1, int(open_days * WEEK / len(self._places) + 0.5))

    def count(self, day: int) -> int:
        """What :meth:`index` remembers, computed."""
        i = bisect_right(self._starts, day)
        if i and day <= self._ends[i - 1]:
            return self._bases[i - 1]
        return self._weekly_count(day) - self._lost[i]

    def _weekly_count(self, day: int) -> int:
        weeks, rest = divmod(day, WEEK)  # ordinal 1 is a Monday
        return weeks * len(self._places) + self._week_counts[rest]

    def _day(self, index: int) -> int:
        """The first day with ``count(day) >= index``: an open day."""
        wanted = index + self._lost[bisect_left(self._bases, index)]
        weeks, rest = divmod(wanted - 1, len(self._places))
        return weeks * WEEK + self._places[rest]


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted, disjoint, not touching."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(r for r in ranges if r[0] <= r[1]):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


ALWAYS_OPEN = OpenDays()
