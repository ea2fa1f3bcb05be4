"""What is to be expected of a customer in the coming year, under the modified BG/NBD. Money in cents, days open days.

Who still comes has, with the notation of :mod:`kyuanbook.rules.rhythm`, a visiting rate λ ~ Gamma(r + k, α + t + R) and
stops after a visit with chance p ~ Beta(a, b + x + 1). Given both, (1 − exp(−λ p h)) / p visits follow in h days; over λ
that is (1 − (β / (β + p h))^s) / p with s = r + k and β = α + t + R. Over p it is summed at the places of Gauss for
Beta(a, b + x + 1): it equals equation (10) of Fader, Hardie and Lee (2005) with Batislam, Denizel and Filiztekin's (2007)
b + 1 for b, but has no pole at a = 1, and needs no hypergeometric function.
"""

from functools import lru_cache
from math import expm1, log1p
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.quadrature import beta_rule
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, silent_on

YEAR: Final = 365
QUARTERS: Final = (91, 182, 274, YEAR)  # calendar days from today to the end of each
DISCOUNT: Final = 0.1  # a year, unless the owner says otherwise
PLACES: Final = 28  # within 0.05 % of the closed form where a shop's parameters may lie
_LEAST: Final = 1e-9  # of one who stops as good as never: s h / β visits


class Ahead(NamedTuple):
    """Of one customer on one day. ``alive``: the chance that they still come at all; ``p``: of a visit within the horizon;
    ``visits``: expected in the next 12 months; ``spend_cents``: what those bring; ``clv_cents``: the same, discounted."""

    alive: float
    p: float
    visits: float
    spend_cents: int
    clv_cents: int


NOTHING: Final = Ahead(0.0, 0.0, 0.0, 0, 0)


def ahead(
    marks: Marks, today: int, rhythm: Rhythm, open_days: OpenDays, basket_cents: float, discount: float = DISCOUNT
) -> Ahead:
    """``basket_cents``: :func:`usual_basket`; ``discount``: a year's rate, 0.1 for 10 %."""
    if marks.last is None:
        return NOTHING
    silent = silent_on(marks, today, open_days)
    alive = still_comes(rhythm, marks.k, marks.t, marks.x, silent)
    ends = [open_days.between(today, today + days) for days in QUARTERS]
    upto = [0.0, *visits_within(rhythm, marks.k, marks.t, marks.x, silent, ends)]
    clv = sum(
        (upto[i + 1] - upto[i]) * basket_cents * (1 + discount) ** -((i + 0.5) / len(QUARTERS))
        for i in range(len(QUARTERS))
    )
    visits = alive * upto[-1]
    return Ahead(
        alive, rhythm.chance(marks.k, marks.t, marks.x, silent), visits, round(visits * basket_cents), round(alive * clv)
    )


def still_comes(rhythm: Rhythm, k: int, t: float, x: int, silent: float) -> float:
    """仍会再来的可能: G / (G + a / (b + x)); at ``silent`` 0 what the last visit left open."""
    p = rhythm.fit.parameters
    now = rhythm.silence(k, t, silent)
    return now / (now + p.a / (p.b + x))


def visits_within(rhythm: Rhythm, k: int, t: float, x: int, silent: float, ends: list[int]) -> list[float]:
    """Expected visits within each of ``ends`` open days from today, of one who still comes."""
    fit = rhythm.fit.parameters
    s, beta = fit.r + k, fit.alpha + t + max(0.0, silent)
    places = _stopping(fit.a, fit.b + x + 1)
    return [sum(w * -expm1(-s * log1p(p * h / beta)) / p for p, w in places) for h in ends]


def usual_basket(own_cents: int, n: int, shop_cents: float) -> float:
    """What a visit of theirs brings, drawn toward the shop's where there are few: (own total + one shop average) / (n + 1)."""
    return (own_cents + shop_cents) / (n + 1)


def newcomer(rhythm: Rhythm, today: int, open_days: OpenDays, shop_cents: float) -> float:
    """Cents that a customer who comes for the first time today is expected to bring within 12 months, the first visit
    among them."""
    alive = still_comes(rhythm, 0, 0, 0, 0)
    (visits,) = visits_within(rhythm, 0, 0, 0, 0, [open_days.between(today, today + YEAR)])
    return (1 + alive * visits) * shop_cents


@lru_cache(maxsize=4_096)
def _stopping(a: float, c: float) -> tuple[tuple[float, float], ...]:
    """(p, weight) that stand for Beta(a, c), p not 0."""
    return tuple((max(p, _LEAST), weight) for p, weight in beta_rule(a, c, PLACES))
