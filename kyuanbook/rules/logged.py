"""The model alone, over any log of visits: who comes how often, where they stand, what is at stake. Every day is open."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.fit import BoundedEvidence, log_likelihood, shop_fit
from kyuanbook.rules.rhythm import LAST_GAPS, Fit, Parameters, Rhythm
from kyuanbook.rules.stages import Stage, stage_many
from kyuanbook.rules.trades import OTHER, preset_gap
from kyuanbook.rules.worth import RECENT, lapsed_value, value_at_risk

BATCH: Final = 20_000  # cells whose likelihood is added up at a time

History = tuple[str, Sequence[int], Sequence[int]]
"""Customer, their days, each once and rising, and what was paid on each in cents."""


class Stands(NamedTuple):
    """One customer on the day asked about."""

    customer: str
    n: int
    last: int
    g: float
    p: float
    stage: Stage
    value_cents: int


class Fitted(NamedTuple):
    """``likelihood``: LL of everybody; None where the fit was made from a part of them, as of a great log."""

    fit: Fit
    customers: int
    visit_days: int
    likelihood: float | None


def fit_log(customers: Iterable[History], today: int) -> Fitted:
    """The rhythm of a log up to ``today``."""
    evidence, many, days_in_all, first = BoundedEvidence(), 0, 0, today
    for _, days, _ in customers:
        evidence.add(ALWAYS_OPEN.gaps(days), today - days[-1])
        many, days_in_all, first = many + 1, days_in_all + len(days), min(first, days[0])
    fit = shop_fit(evidence, preset_gap(OTHER), today - first)
    whole = log_likelihood(fit.parameters, evidence.cells) if evidence.every == 1 else None
    return Fitted(fit, many, days_in_all, whole)


def likelihood(customers: Iterable[History], today: int, parameters: Parameters) -> float:
    """LL of everybody, though the fit of a great log was made from a part."""
    total, cells = 0.0, Counter[tuple[int, float, float]]()
    for _, days, _ in customers:
        cells[len(days) - 1, days[-1] - days[0], today - days[0]] += 1
        if len(cells) >= BATCH:
            total += log_likelihood(parameters, cells)
            cells.clear()
    return total + log_likelihood(parameters, cells)


def stand(customers: Iterable[History], today: int, rhythm: Rhythm) -> Iterator[Stands]:
    """Everybody, one at a time: nothing is held."""
    groups = ((one, one[1]) for one in customers)
    for one, stage in stage_many(groups, today, rhythm, ALWAYS_OPEN):
        yield _stands(*one, stage, today, rhythm)


def _stands(
    customer: str, days: Sequence[int], cents: Sequence[int], stage: Stage, today: int, rhythm: Rhythm
) -> Stands:
    x, last = len(days) - 1, days[-1]
    k = min(x, LAST_GAPS)
    t, silent = last - days[x - k], today - last
    chance, window = rhythm.chance(k, t, x, silent), RECENT * rhythm.fit.horizon
    end = last if stage is Stage.LAPSED else today  # of the lapsed what they were worth when last seen
    spend = sum(cents[bisect_right(days, end - window) :])
    value = lapsed_value(chance, spend, silent) if stage is Stage.LAPSED else value_at_risk(chance, spend)
    return Stands(customer, x + 1, last, rhythm.silence(k, t, silent), chance, stage, value)
