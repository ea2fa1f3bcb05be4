"""The fit: published figures on CDNOW, slopes against differences, and what a shop without visits falls back on."""

import random
from collections import Counter
from functools import cache
from io import TextIOWrapper
from math import exp, lgamma, log
from zipfile import ZipFile

import pytest

from kyuanbook.rules import fit
from kyuanbook.rules.descent import Objective, Point, as_point, identity, minimise
from kyuanbook.rules.fit import Cells, Evidence, fit_map, log_likelihood, preset_fit, shop_fit, weighted_median
from kyuanbook.rules.rhythm import Parameters
from tests.fetch_data import fetch

START = (0.0, 1.0, 0.0, 1.0)


@cache
def cdnow() -> Cells:
    """2,357 customers, weeks, 39-week calibration, T from the first purchase (Fader, Hardie, Lee 2005)."""
    cells: Counter[tuple[int, float, float]] = Counter()
    with ZipFile(fetch()) as wheel, wheel.open("lifetimes/datasets/cdnow_customers_summary.csv") as raw:
        lines = [line.strip().split(",") for line in TextIOWrapper(raw, "utf-8")]
    columns = [lines[0].index(name) for name in ("frequency", "recency", "T")]
    for line in lines[1:]:
        x, tx, t = (float(line[column]) for column in columns)
        cells[int(x), tx, t] += 1
    return cells


def most_likely(log_likelihood_at: Objective) -> tuple[Parameters, float]:
    def objective(point: Point) -> tuple[float, Point]:
        value, slope = log_likelihood_at(point)
        return -value / 2357, as_point(-s / 2357 for s in slope)

    best, _ = minimise(objective, START, identity())
    return Parameters(*map(exp, best)), log_likelihood_at(best)[0]


def by_differences(value: "object", point: Point) -> Point:
    assert callable(value)
    step = 1e-5
    slopes = []
    for i in range(4):
        up, down = list(point), list(point)
        up[i] += step
        down[i] -= step
        slopes.append((value(up) - value(down)) / (2 * step))
    return as_point(slopes)


def bg_nbd(point: "Point | list[float]", cells: Cells) -> float:
    """Fader, Hardie, Lee 2005, equation 6: a customer cannot stop before the first repeat visit."""
    r, alpha, a, b = map(exp, point)
    total = 0.0
    for (x, tx, t), many in cells.items():
        beta = lgamma(b + x) + lgamma(a + b) - lgamma(b) - lgamma(a + b + x)
        stays = (alpha + t) ** -(r + x)
        stops = a / (b + x - 1) * (alpha + tx) ** -(r + x) if x else 0.0
        total += many * (lgamma(r + x) - lgamma(r) + r * log(alpha) + beta + log(stays + stops))
    return total


def test_cdnow_has_the_customers_it_should() -> None:
    assert sum(cdnow().values()) == 2357


def test_bg_nbd_on_cdnow_as_published() -> None:
    """The data and the optimiser are the right ones: r, alpha, a, b and LL of the paper."""

    def value(point: "Point | list[float]") -> float:
        return bg_nbd(point, cdnow())

    found, likelihood = most_likely(lambda point: (value(point), by_differences(value, point)))
    assert found == pytest.approx((0.2426, 4.4136, 0.7929, 2.4258), abs=0.0005)
    assert likelihood == pytest.approx(-9582.43, abs=0.005)


def test_modified_bg_nbd_on_cdnow_as_published() -> None:
    found, likelihood = most_likely(lambda point: fit.log_likelihood_at(point, cdnow()))
    assert likelihood == pytest.approx(-9582.13, abs=0.005)
    assert log_likelihood(found, cdnow()) == pytest.approx(likelihood)


@pytest.mark.parametrize("point", [START, (-0.5, 1.5, -1.5, 0.5), (0.7, 3.0, -3.0, 2.0)])
def test_slopes_agree_with_differences(point: Point) -> None:
    _, slope = fit.log_likelihood_at(point, cdnow())
    differences = by_differences(lambda p: fit.log_likelihood_at(as_point(p), cdnow())[0], point)
    assert slope == pytest.approx(differences, rel=1e-4, abs=1e-2)


def invented_shop(parameters: Parameters, customers: int, days: int, seed: int) -> Evidence:
    """Customers as the model says they are, over ``days``."""
    luck = random.Random(seed)
    evidence = Evidence()
    for _ in range(customers):
        rate = luck.gammavariate(parameters.r, 1 / parameters.alpha)
        stop = luck.betavariate(parameters.a, parameters.b)
        day, first, gaps = 0.0, luck.uniform(0, days), []
        while luck.random() >= stop:
            gap = luck.expovariate(rate)
            if first + day + gap > days:
                break
            day += gap
            gaps.append(max(1, round(gap)))
        evidence.add(gaps, round(days - first - day))
    return evidence


def test_a_big_shop_says_its_own_parameters() -> None:
    true = Parameters(1.2, 30.0, 0.4, 3.0)
    found = fit_map(invented_shop(true, 8000, 900, 1).cells, 33.0)
    assert found == pytest.approx(true, rel=0.15)


def test_a_small_shop_says_the_prior() -> None:
    evidence = Evidence()
    evidence.add([14], 3)
    found = fit_map(evidence.cells, 14.0)
    assert found == pytest.approx((0.743, 1.282 * 14, 0.138, 4.624), rel=0.35)


def test_nobody_is_the_prior_itself() -> None:
    assert fit_map({}, 35.0) == pytest.approx((0.743, 1.282 * 35, 0.138, 4.624))


def test_thinning_changes_the_way_not_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = invented_shop(Parameters(0.9, 25.0, 0.3, 4.0), 3000, 700, 2).cells
    straight = fit_map(cells, 30.0)
    monkeypatch.setattr(fit, "_THINNED", 200)
    assert fit_map(cells, 30.0) == pytest.approx(straight, rel=1e-4)


@pytest.mark.parametrize(
    "odd",
    [
        {(0, 0, 0): 1},
        {(0, 0, 4000): 500},
        {(300, 300, 300): 40},
        {(1, 3000, 3000): 1, (0, 0, 0): 1},
        {(2, 2, 2000): 100_000},
    ],
)
def test_odd_books_still_have_a_fit(odd: Cells) -> None:
    found = fit_map(odd, 30.0)
    assert all(0 < value < 1e6 for value in found)
    assert found == fit_map(odd, 30.0)


def test_no_repeats_is_the_preset() -> None:
    evidence = Evidence()
    evidence.add([], 12)
    found = shop_fit(evidence, 35, 10)
    assert found == preset_fit(35)
    assert found.parameters == pytest.approx((0.743, 1.282 * 35, 0.138, 4.624))
    assert (found.gap, found.horizon, found.loyal_gap, found.source) == (35, 140, None, "preset")


def test_horizon_is_four_gaps_between_a_month_and_two_years() -> None:
    assert [preset_fit(gap).horizon for gap in (5, 7, 12, 75, 182, 450)] == [30, 30, 48, 300, 728, 730]


def test_a_young_book_has_seen_only_short_gaps() -> None:
    evidence = Evidence()
    evidence.add([10, 12], 1)
    young, old = shop_fit(evidence, 35, 104), shop_fit(evidence, 35, 105)
    assert (young.gap, young.horizon, young.source) == (35, 140, "fitted")
    assert (old.gap, old.horizon) == (11, 44)


def test_loyal_gap_is_the_middle_of_the_repeat_customers() -> None:
    evidence = Evidence()
    for gap in (10, 20, 40):
        evidence.add([gap] * 20, 1)
    evidence.add([], 1)
    found = shop_fit(evidence, 20, 5000)
    r, alpha, _, _ = found.parameters
    assert found.loyal_gap == pytest.approx((alpha + 12 * 20) / (r + 12))


def test_weighted_median() -> None:
    assert weighted_median({3: 1}) == 3
    assert weighted_median({1: 2, 5: 2}) == 3
    assert weighted_median({1: 2, 5: 3}) == 5
    with pytest.raises(ValueError, match="nothing"):
        weighted_median({})


def test_a_part_of_a_very_big_book_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = invented_shop(Parameters(0.9, 25.0, 0.3, 4.0), 12_000, 700, 5).cells
    whole = fit_map(cells, 30.0)
    monkeypatch.setattr(fit, "_ENOUGH", 4_000)
    part = fit_map(cells, 30.0)
    assert part != whole
    assert part == pytest.approx(whole, rel=0.12)
