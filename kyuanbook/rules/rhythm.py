"""The rhythm of a customer: how long a silence is still usual, and how likely the next visit is.

Modified BG/NBD (Batislam, Denizel, Filiztekin 2007: visits come at the customer's own rate, after each visit, the
first included, the customer may stop for good), read through two numbers, both from DESIGN, "The rhythm, as measured":

* ``silence`` G: the chance that a customer who still comes is silent this long;
* ``chance`` P: the chance of a visit within the next ``horizon`` open days.

Units: open days. ``x`` repeat visit days in all; ``k`` and ``t`` count and sum of the customer's last 12 gaps.
"""

from collections.abc import Callable
from functools import partial
from math import floor
from typing import Final, Literal, NamedTuple

# Every figure below is DESIGN's, "The rhythm, as measured": measured on six public visit logs.
OVERDUE: Final = 0.2  # silent longer than four in five silences of one who still comes
DEEP: Final = 0.05  # a deeper warning: longer than nineteen in twenty
LAPSED: Final = 0.2  # overdue, and less than one chance in five to come within the horizon
FIRST_GAPS: Final = 2.0  # a customer of one visit is overdue after twice the shop's mean gap
LAST_GAPS: Final = 12  # gaps that make the present rhythm: who changes pace is in rhythm after at most six visits

_REMEMBERED: Final = 20_000  # limits kept per x: a few MB at most


class Parameters(NamedTuple):
    """Of the shop: visiting rates are Gamma(r, alpha) per open day, the chance to stop after a visit is Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


class Fit(NamedTuple):
    """What the shop's rhythm is, and where that is known from.

    ``gap``: mean gap g; ``horizon``: H, the days for which P speaks; ``loyal_gap``: median own gap of the repeat
    customers, None when there are none; all in open days.
    """

    parameters: Parameters
    gap: float
    horizon: int
    loyal_gap: float | None
    source: Literal["preset", "fitted"]


class _Limits(dict[int, tuple[int, int]]):
    """t -> (overdue, lapsed): first silences, for one x and its k = min(x, LAST_GAPS)."""

    def __init__(self, rhythm: "Rhythm", x: int) -> None:
        super().__init__()
        self._rhythm, self._x, self._k = rhythm, x, min(x, LAST_GAPS)

    def __missing__(self, t: int) -> tuple[int, int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        overdue = self._rhythm.find_overdue(self._k, t)
        limits = self[t] = (overdue, self._rhythm.find_lapsed(self._k, t, self._x, overdue))
        return limits


class _AllLimits(dict[int, _Limits]):
    """x -> its limits."""

    def __init__(self, rhythm: "Rhythm") -> None:
        super().__init__()
        self._rhythm = rhythm

    def __missing__(self, x: int) -> _Limits:
        limits = self[x] = _Limits(self._rhythm, x)
        return limits


class Rhythm:
    """The rules of silence under one fit. What (x, t) alone fix is computed once."""

    def __init__(self, fit: Fit) -> None:
        self.fit = fit
        self._r, self._alpha = fit.parameters.r, fit.parameters.alpha
        self._a, self._b = fit.parameters.a, fit.parameters.b
        self._lapsed_share = 1.0
        self.stretch: tuple[float, ...] = (0.0, *(OVERDUE ** (-1 / (self._r + k)) - 1 for k in range(1, LAST_GAPS + 1)))
        """A silence R after k >= 1 gaps is overdue when R > (alpha + t) * stretch[k]: G < 0.2, solved for R."""
        self.limits: dict[int, _Limits] = _AllLimits(self)
        """``limits[x][t]`` = (first overdue, first lapsed silence) with x gaps of which the last 12 sum to t."""

    def silence(self, k: int, t: float, silent: float) -> float:
        """G: the chance that a customer who still comes is silent ``silent`` open days; 1 at 0 or less."""
        past = self._alpha + t
        share: float = (past / (past + max(0.0, silent))) ** (self._r + k)
        return share

    def chance(self, k: int, t: float, x: int, silent: float) -> float:
        """P: the chance of a visit in the next ``horizon`` open days. It never rises with ``silent``."""
        now = self.silence(k, t, silent)
        later = self.silence(k, t, max(0.0, silent) + self.fit.horizon)
        return (now - later) / (now + self._a / (self._b + x))

    def given_up(self, k: int, t: float, x: int, silent: int) -> bool:
        """P < 0.2 after ``silent`` >= 0: of an overdue customer, whether they count as lapsed."""
        past, power = self._alpha + t, self._r + k
        now: float = (past / (past + silent)) ** power
        later: float = (past / (past + (silent + self.fit.horizon))) ** power
        return (now - later) / (now + self._a / (self._b + x)) < LAPSED

    def own_gap(self, k: int, t: float) -> float:
        """(alpha + t) / (r + k): the own gap, drawn toward the shop's where there are few; compared, not shown."""
        return (self._alpha + t) / (self._r + k)

    def overdue_after(self, k: int, t: int) -> int:
        """The first silence at which the customer is overdue: G < 0.2, or 2 g with one visit only (k = 0)."""
        return self.limits[k][t][0] if k <= LAST_GAPS else self.find_overdue(k, t)

    def lapsed_after(self, k: int, t: int, x: int) -> int:
        """The first silence at which the customer counts as lapsed: overdue, and P < 0.2."""
        if k == min(x, LAST_GAPS):
            return self.limits[x][t][1]
        return self.find_lapsed(k, t, x, self.find_overdue(k, t))

    def deep_after(self, k: int, t: int) -> int | None:
        """The first silence that deserves the deeper warning, G < 0.05; None with one visit only."""
        return self._first_below(DEEP, k, t) if k else None

    def find_overdue(self, k: int, t: int) -> int:
        """:meth:`overdue_after`, computed."""
        if 0 < k < len(self.stretch):
            return floor((self._alpha + t) * self.stretch[k]) + 1
        return self._first_below(OVERDUE, k, t) if k else floor(FIRST_GAPS * self.fit.gap) + 1

    def find_lapsed(self, k: int, t: int, x: int, overdue: int) -> int:
        """:meth:`lapsed_after`, computed: one Newton step from where the last one lay, then a bracket of whole days."""
        given_up = partial(self.given_up, k, t, x)
        if given_up(overdue):
            return overdue
        past, power, horizon = self._alpha + t, self._r + k, self.fit.horizon
        stopped, guess = self._a / (self._b + x), past * self._lapsed_share
        now = (past / (past + guess)) ** power
        later = (past / (past + guess + horizon)) ** power
        slope = power * ((1 - LAPSED) * now / (past + guess) - later / (past + guess + horizon))
        if slope > 0:
            guess += ((1 - LAPSED) * now - later - LAPSED * stopped) / slope
        high = first_day(given_up, overdue, floor(guess) + 1)
        self._lapsed_share = high / past
        return high

    def _first_below(self, level: float, k: int, t: int) -> int:
        """The first silence with G < level: R > (alpha + t)(level ** (-1 / (r + k)) - 1)."""
        stretch: float = level ** (-1 / (self._r + k)) - 1
        return floor((self._alpha + t) * stretch) + 1


def first_day(holds: Callable[[int], bool], low: int, guess: int) -> int:
    """The first whole number above ``low`` for which ``holds`` (it never ceases to), found outward from ``guess``."""
    guess, step = max(low + 1, guess), 1
    if holds(guess):
        high = guess
        while high - step > low and holds(high - step):
            high, step = high - step, step * 2
        low = max(low, high - step)
    else:
        while not holds(guess + step):
            guess, step = guess + step, step * 2
        low, high = guess, guess + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
