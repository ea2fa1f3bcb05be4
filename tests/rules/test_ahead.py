"""What the coming year is expected to bring: against the closed form of the literature, and what holds for every shop."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kyuanbook.rules.ahead import NOTHING, YEAR, ahead, newcomer, still_comes, usual_basket, visits_within
from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.stages import NOBODY, mark

HAIR = Rhythm(Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, 30.0, "fitted"))
TODAY = 740_000

PARAMETERS = st.builds(
    Parameters, st.floats(0.2, 4), st.floats(5, 400), st.floats(0.02, 5), st.floats(0.2, 40)
)  # r, α, a, b
X = st.integers(0, 40)
SILENT = st.integers(0, 3000)
ENDS = st.lists(st.integers(0, 2000), min_size=1, max_size=6).map(sorted)


def rhythm_of(p: Parameters) -> Rhythm:
    return Rhythm(Fit(p, 30.0, 120, 30.0, "fitted"))


def closed_form(p: Parameters, k: int, t: float, x: int, silent: float, h: float) -> float:
    """Equation (10) of Fader, Hardie and Lee (2005), with b + 1 for b as Batislam, Denizel and Filiztekin (2007) have it:
    expected visits within h of one who still comes. 2F1 by its series, which converges because z < 1."""
    s, beta, c = p.r + k, p.alpha + t + silent, p.b + x + 1
    z = h / (beta + h)
    term = total = 1.0
    for n in range(20_000):
        term *= (s + n) * (c + n) / (p.a + c - 1 + n) / (n + 1) * z
        total += term
        if term < 1e-13 * total:
            break
    return (p.a + c - 1) / (p.a - 1) * (1 - (beta / (beta + h)) ** s * total)


@given(PARAMETERS, X, st.floats(1, 60), SILENT, st.integers(1, 730))
def test_it_is_the_closed_form(p: Parameters, x: int, gap: float, silent: int, h: int) -> None:
    assume(abs(p.a - 1) > 0.02)  # there the closed form has its pole: both its factors lose their figures
    k = min(x, 12)
    (found,) = visits_within(rhythm_of(p), k, k * gap, x, silent, [h])
    assert found == pytest.approx(closed_form(p, k, k * gap, x, silent, h), rel=0.002)


def test_at_the_pole_it_lies_between_its_neighbours() -> None:
    many = [visits_within(rhythm_of(Parameters(0.7, 45, a, 4)), 5, 100, 5, 10, [365])[0] for a in (0.99, 1.0, 1.01)]
    assert many[0] > many[1] > many[2] > 0


@given(PARAMETERS, X, st.floats(0, 60), SILENT, ENDS)
def test_a_longer_time_brings_no_less(p: Parameters, x: int, gap: float, silent: int, ends: list[int]) -> None:
    k = min(x, 12)
    found = visits_within(rhythm_of(p), k, k * gap, x, silent, ends)
    assert all(later >= sooner >= 0 for sooner, later in zip([0.0, *found], found, strict=False))


@given(PARAMETERS, X, st.floats(1, 60), SILENT, st.integers(1, 400))
def test_the_longer_the_silence_the_less_they_still_come(
    p: Parameters, x: int, gap: float, silent: int, more: int
) -> None:
    k, rhythm = min(x, 12), rhythm_of(p)
    assert still_comes(rhythm, k, k * gap, x, silent + more) <= still_comes(rhythm, k, k * gap, x, silent) <= 1


def test_money_is_visits_times_basket_and_later_money_counts_less() -> None:
    marks = mark([TODAY - 60, TODAY - 30, TODAY - 1], HAIR, ALWAYS_OPEN)
    plain = ahead(marks, TODAY, HAIR, ALWAYS_OPEN, 6_800, 0.0)
    assert plain.spend_cents == plain.clv_cents == pytest.approx(plain.visits * 6_800, abs=1)
    dear = ahead(marks, TODAY, HAIR, ALWAYS_OPEN, 6_800, 0.1)
    assert plain.clv_cents / 1.1 < dear.clv_cents < plain.clv_cents and dear.spend_cents == plain.spend_cents
    assert 0 < plain.p < plain.alive < 1


def test_a_shop_that_rests_half_the_week_is_expected_half_as_often() -> None:
    rests = OpenDays([], frozenset({0, 1, 2}))
    marks = mark([TODAY - 60, TODAY - 30, TODAY - 1], HAIR, rests)
    (full,) = visits_within(HAIR, marks.k, marks.t, marks.x, 0, [YEAR])
    (half,) = visits_within(HAIR, marks.k, marks.t, marks.x, 0, [rests.between(TODAY, TODAY + YEAR)])
    assert half < full


def test_nothing_is_expected_of_one_who_never_came() -> None:
    assert ahead(NOBODY, TODAY, HAIR, ALWAYS_OPEN, 6_800) == NOTHING


def test_a_clock_set_back_counts_no_silence() -> None:
    marks = mark([TODAY - 30, TODAY + 5], HAIR, ALWAYS_OPEN)
    assert ahead(marks, TODAY, HAIR, ALWAYS_OPEN, 100).alive == still_comes(HAIR, marks.k, marks.t, marks.x, 0)


def test_the_usual_basket_is_drawn_to_the_shops() -> None:
    assert usual_basket(0, 0, 5_000) == 5_000
    assert usual_basket(30_000, 4, 5_000) == 7_000
    assert usual_basket(0, 9, 0) == 0


@given(PARAMETERS, st.integers(0, 10**6))
def test_a_newcomer_brings_their_first_visit_and_more(p: Parameters, cents: int) -> None:
    found = newcomer(rhythm_of(p), TODAY, ALWAYS_OPEN, cents)
    assert found >= cents
    (visits,) = visits_within(rhythm_of(p), 0, 0, 0, 0, [YEAR])
    assert found == pytest.approx((1 + still_comes(rhythm_of(p), 0, 0, 0, 0) * visits) * cents)
