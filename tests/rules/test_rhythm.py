"""G, P and the days they fix: hand-computed figures, and what holds for every customer of every shop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.rhythm import LAST_GAPS, Fit, Parameters, Rhythm, first_day

HAIR = Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, 30.0, "fitted")

FITS = st.builds(
    lambda r, alpha, a, b, gap: Fit(
        Parameters(r, alpha * gap, a, b), gap, round(min(730, max(30, 4 * gap))), gap, "fitted"
    ),
    st.floats(0.2, 4),
    st.floats(0.2, 5),
    st.floats(0.005, 5),
    st.floats(0.2, 40),
    st.floats(1, 400),
)
X = st.integers(0, 60)
GAPS_SUM = st.integers(0, 4000)
SILENT = st.integers(0, 6000)


def k_of(x: int) -> int:
    return min(x, LAST_GAPS)


def test_silence_by_hand() -> None:
    rhythm = Rhythm(HAIR)
    assert rhythm.silence(0, 0, 44.87) == pytest.approx(0.5**0.743)
    assert rhythm.silence(3, 42, 86.87) == pytest.approx(0.5**3.743)
    assert rhythm.silence(3, 42, -10) == 1


def test_chance_by_hand() -> None:
    """(G(R) - G(R + 140)) / (G(R) + .138 / (4.624 + x)), alpha + t = 86.87, r + k = 3.743, x = 3."""
    rhythm = Rhythm(HAIR)
    now, later = (86.87 / 136.87) ** 3.743, (86.87 / 276.87) ** 3.743
    assert rhythm.chance(3, 42, 3, 50) == pytest.approx((now - later) / (now + 0.138 / 7.624))


def test_days_by_hand() -> None:
    """R > (alpha + t)(0.2 ** (-1 / (r + k)) - 1), and R > 2 g with one visit."""
    rhythm = Rhythm(HAIR)
    assert rhythm.overdue_after(0, 0) == 71
    assert rhythm.overdue_after(3, 42) == int(86.87 * (5 ** (1 / 3.743) - 1)) + 1 == 47
    assert rhythm.deep_after(3, 42) == int(86.87 * (20 ** (1 / 3.743) - 1)) + 1 == 107
    assert rhythm.deep_after(0, 0) is None
    assert rhythm.own_gap(3, 42) == pytest.approx(86.87 / 3.743)


@given(FITS, X, GAPS_SUM, SILENT, SILENT)
def test_silence_falls_and_chance_never_rises(fit: Fit, x: int, t: int, one: int, other: int) -> None:
    rhythm, k = Rhythm(fit), k_of(x)
    short, long = sorted((one, other))
    assert rhythm.silence(k, t, long) <= rhythm.silence(k, t, short) <= 1
    assert rhythm.chance(k, t, x, long) <= rhythm.chance(k, t, x, short) + 1e-12
    assert 0 <= rhythm.chance(k, t, x, long) <= 1
    if short < long:
        assert rhythm.silence(k, t, long) < rhythm.silence(k, t, short)


@given(FITS, st.integers(1, 60), GAPS_SUM)
def test_overdue_is_the_first_day_below_a_fifth(fit: Fit, x: int, t: int) -> None:
    rhythm, k = Rhythm(fit), k_of(x)
    day = rhythm.overdue_after(k, t)
    assert rhythm.silence(k, t, day) < 0.2 * (1 + 1e-12) and rhythm.silence(k, t, day - 1) >= 0.2 * (1 - 1e-12)
    deep = rhythm.deep_after(k, t)
    assert deep is not None and deep >= day
    assert rhythm.silence(k, t, deep) < 0.05 * (1 + 1e-12) and rhythm.silence(k, t, deep - 1) >= 0.05 * (1 - 1e-12)
    assert day > (fit.parameters.alpha + t) * rhythm.stretch[k] >= day - 1


@given(FITS, X, GAPS_SUM)
def test_lapsed_is_the_first_day_overdue_and_below_a_fifth(fit: Fit, x: int, t: int) -> None:
    rhythm, k = Rhythm(fit), k_of(x)
    overdue, day = rhythm.overdue_after(k, t), rhythm.lapsed_after(k, t, x)
    assert day >= overdue
    assert rhythm.chance(k, t, x, day) < 0.2
    assert day == overdue or rhythm.chance(k, t, x, day - 1) >= 0.2


@given(FITS, st.lists(st.tuples(X, GAPS_SUM), min_size=1, max_size=8))
def test_what_is_remembered_is_what_is_computed(fit: Fit, asked: list[tuple[int, int]]) -> None:
    """Whatever was asked before, and asked twice: the limits are those of a rhythm that was never asked anything."""
    rhythm = Rhythm(fit)
    for x, t in asked + asked:
        fresh = Rhythm(fit)
        overdue = fresh.find_overdue(k_of(x), t)
        assert rhythm.limits[x][t] == (overdue, fresh.find_lapsed(k_of(x), t, x, overdue))


def test_history_counts_beyond_the_window() -> None:
    """More visits in all, same last gaps: less likely to have stopped, so lapsed later; overdue on the same day."""
    rhythm = Rhythm(HAIR)
    assert rhythm.limits[12][300][0] == rhythm.limits[40][300][0]
    assert rhythm.limits[12][300][1] < rhythm.limits[40][300][1]
    assert rhythm.lapsed_after(3, 42, 3) < rhythm.lapsed_after(3, 42, 30)


@given(st.integers(0, 500), st.integers(1, 3000), st.integers(-10, 4000))
def test_first_day_from_any_guess(low: int, further: int, guess: int) -> None:
    answer = low + further
    assert first_day(lambda day: day >= answer, low, guess) == answer
