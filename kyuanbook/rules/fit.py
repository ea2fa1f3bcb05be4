"""The shop's rhythm from its visits: maximum a posteriori of the modified BG/NBD, by a BFGS of our own.

Likelihood and prior are DESIGN's, "The rhythm, as measured" (after Batislam, Denizel, Filiztekin 2007). Pure Python:
no gamma function is needed, because the counts enter as finite products.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Final, TypeAlias, TypeVar

from kyuanbook.rules.descent import Objective, Point, as_point, identity, minimise
from kyuanbook.rules.rhythm import LAST_GAPS, Fit, Parameters

# DESIGN: what was measured on six public visit logs, as medians and widths of log(r), log(alpha / g), log(a), log(b).
PRIOR_MEDIAN: Final = (0.743, 1.282, 0.138, 4.624)
PRIOR_SD: Final = (0.5, 0.4, 1.0, 1.0)
HORIZON_GAPS: Final = 4  # H: so many median gaps ...
HORIZON_LEAST: Final = 30  # ... and between these, in open days
HORIZON_MOST: Final = 730
YOUNG_BOOK: Final = 3  # presets: a younger book has seen only its short gaps

_THINNED: Final = 1_000  # cells of the first, rough pass over a big book
_ROUGH: Final = 1e-4  # its slope: near enough for the second pass to be a few steps
_ENOUGH: Final = 100_000  # cells that settle four parameters to a fraction of a percent; a million take minutes
Cells: TypeAlias = Mapping[tuple[int, float, float], int]
"""(x, tx, T) -> number of customers; x repeat visits, tx from first to last, T from first to today, in one unit."""
Number = TypeVar("Number", bound=float)


@dataclass(slots=True)
class Evidence:
    """What a fit needs of the book, gathered customer by customer."""

    cells: Counter[tuple[int, float, float]] = field(default_factory=Counter)
    gaps: Counter[int] = field(default_factory=Counter)  # gap -> how often, all customers
    windows: Counter[tuple[int, int]] = field(default_factory=Counter)  # (k, t) of the repeat customers

    def add(self, gaps: Sequence[int], silent: int) -> None:
        """One customer: all gaps between visit days of the book, and the silence since the last, in open days."""
        tx = sum(gaps)
        self.cells[len(gaps), tx, tx + max(0, silent)] += 1
        if gaps:
            many = self.gaps
            for gap in gaps:  # few at a time: a call of update would take longer than they do
                many[gap] += 1
            recent = gaps[-LAST_GAPS:]
            self.windows[len(recent), sum(recent)] += 1


@dataclass(slots=True)
class BoundedEvidence(Evidence):
    """The same of any number of customers: from ``most`` cells on only every second customer counts in them, then every
    fourth and so on. Gaps are few and all counted."""

    most: int = _ENOUGH
    every: int = 1
    _seen: int = 0

    def add(self, gaps: Sequence[int], silent: int) -> None:
        """One customer more."""
        self._seen += 1
        if self._seen % self.every:
            self.gaps.update(gaps)
            return
        Evidence.add(self, gaps, silent)
        if len(self.cells) > self.most:
            self.every *= 2
            for counts in (self.cells, self.windows):
                for kept in sorted(counts)[1::2]:
                    del counts[kept]


def preset_fit(preset_gap: float) -> Fit:
    """The rhythm of a shop that has seen nobody twice: the middle of the prior, at the gap of its trade."""
    return Fit(_scaled(PRIOR_MEDIAN, preset_gap), preset_gap, _horizon(preset_gap), None, "preset")


def shop_fit(evidence: Evidence, preset_gap: float, book_age_days: int) -> Fit:
    """The fit to put in force. ``book_age_days``: days from the first visit in the book to today.

    A book younger than three presets has seen only its short gaps: g, and with it the median that makes H, are not
    taken below the preset until then.
    """
    repeats = sum(evidence.gaps.values())
    if not repeats:
        return preset_fit(preset_gap)
    gap = sum(gap * many for gap, many in evidence.gaps.items()) / repeats
    middle = weighted_median(evidence.gaps)
    if book_age_days < YOUNG_BOOK * preset_gap:
        gap, middle = max(gap, preset_gap), max(middle, preset_gap)
    parameters = fit_map(evidence.cells, gap)
    own_gaps: Counter[float] = Counter()
    for (k, t), many in evidence.windows.items():
        own_gaps[(parameters.alpha + t) / (parameters.r + k)] += many
    return Fit(parameters, gap, _horizon(middle), weighted_median(own_gaps), "fitted")


def weighted_median(counts: Mapping[Number, int]) -> float:
    """The middle value, of an even number the mean of the two middle ones. ``counts``: value -> how often."""
    total, seen = sum(counts.values()), 0
    low: Number | None = None
    for value in sorted(counts):
        seen += counts[value]
        if low is None and 2 * seen >= total:
            low = value
        if low is not None and 2 * seen > total:
            return (low + value) / 2
    raise ValueError("the median of nothing")


def log_likelihood(parameters: Parameters, cells: Cells) -> float:
    """LL of the modified BG/NBD: DESIGN's formula, without the constant ln(t^x / x!) that no parameter changes."""
    return log_likelihood_at(as_point(map(log, parameters)), cells)[0]


def fit_map(cells: Cells, gap: float) -> Parameters:
    """The posterior's highest point. ``gap`` sets the scale of alpha in the prior, in the unit of the cells."""
    means = [log(v) for v in _scaled(PRIOR_MEDIAN, gap)]

    def objective(of: Cells) -> Objective:
        customers, grouped = max(1, sum(of.values())), _Grouped(of)

        def value(point: Point) -> tuple[float, Point]:
            total, slopes = grouped.at(point)
            off = [(p - m) / sd for p, m, sd in zip(point, means, PRIOR_SD, strict=True)]
            total -= sum(o * o for o in off) / 2
            parts = [s - o / sd for s, o, sd in zip(slopes, off, PRIOR_SD, strict=True)]
            return -total / customers, as_point(-part / customers for part in parts)

        return value

    start = as_point(means)
    rough, curvature = minimise(objective(_thinned(cells, _THINNED)), start, identity(), _ROUGH)
    best, _ = minimise(objective(_thinned(cells, _ENOUGH)), rough, curvature)
    return Parameters(*map(exp, best))


def _thinned(cells: Cells, most: int) -> Cells:
    """Every so many-th cell in order, about ``most``; all of them where there are few."""
    if len(cells) <= most:
        return cells
    return {cell: cells[cell] for cell in sorted(cells)[:: len(cells) // most]}


def log_likelihood_at(point: Point, cells: Cells) -> tuple[float, Point]:
    """LL and its slopes by the logarithms of (r, alpha, a, b)."""
    return _Grouped(cells).at(point)


class _Grouped:
    """Cells by their x, with what no parameter changes: counted once, asked some thirty times."""

    def __init__(self, cells: Cells) -> None:
        rows: dict[int, list[tuple[float, float, int]]] = {}
        for (x, tx, t), many in cells.items():
            rows.setdefault(x, []).append((tx, t, many))
        self._rows = [(x, sum(row[2] for row in rows[x]), rows[x]) for x in sorted(rows)]
        self._more_than: list[int] = []  # N[x > j] for j = 0, 1, ... while there are any
        left, before = sum(many for _, many, _ in self._rows), 0
        for x, many, _ in self._rows:
            self._more_than += [left] * (x - before)
            left, before = left - many, x

    def at(self, point: Point) -> tuple[float, Point]:
        """LL and its slopes.

        With v = (alpha + tx) / (alpha + T), s = r + x, G = v^s and D = a + (b + x) G, one cell adds
        r ln alpha - s ln(alpha + tx) - ln(a + b + x) + ln D; the products over visits are counted once for the shop.
        """
        r, alpha, a, b = map(exp, point)
        total = slope_r = slope_alpha = slope_a = slope_b = 0.0
        log_alpha = log(alpha)
        for x, in_all, rows in self._rows:
            s, bx = r + x, b + x
            logs_tx = logs_d = logs_v = shares = pulled = 0.0
            for tx, t, many in rows:
                past, now = alpha + tx, alpha + t
                log_v = log(past / now)
                weight = bx * exp(s * log_v)
                d = a + weight
                share = many * weight / d
                logs_tx += many * log(past)
                logs_d += many * log(d)
                logs_v += share * log_v
                shares += share
                pulled += (share - many) / past - share / now
            total += in_all * (r * log_alpha - log(a + bx)) + logs_d - s * logs_tx
            slope_r += in_all * log_alpha + logs_v - logs_tx
            slope_alpha += in_all * r / alpha + s * pulled
            slope_a += (in_all - shares) / a - in_all / (a + bx)
            slope_b += shares / bx - in_all / (a + bx)
        for j, many in enumerate(self._more_than):
            total += many * log((r + j) * (b + j) / (a + b + j))
            slope_r += many / (r + j)
            slope_a -= many / (a + b + j)
            slope_b += many * (1 / (b + j) - 1 / (a + b + j))
        return total, (slope_r * r, slope_alpha * alpha, slope_a * a, slope_b * b)


def _scaled(medians: Sequence[float], gap: float) -> Parameters:
    """The prior's medians with alpha at the scale of the shop's gap."""
    r, alpha, a, b = medians
    return Parameters(r, alpha * gap, a, b)


def _horizon(middle: float) -> int:
    """H: four median gaps, between 30 and 730 open days."""
    return round(min(HORIZON_MOST, max(HORIZON_LEAST, HORIZON_GAPS * middle)))
