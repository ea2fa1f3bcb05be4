"""Value at risk and the order of calls, by hand."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.worth import horizons, lapsed_value, order_before_a_fit, spend_since, value_at_risk

CENTS = st.integers(0, 10**9)
CHANCE = st.floats(0, 1)


def test_value_at_risk_by_hand() -> None:
    assert value_at_risk(0.25, 80_000) == 30_000
    assert value_at_risk(0.25, 160_000, horizons(also_old=True)) == 30_000
    assert horizons(also_old=False) == 2
    assert value_at_risk(0.25, -500) == 0


def test_lapsed_value_halves_in_ninety_days() -> None:
    assert [lapsed_value(0.2, 80_000, silent) for silent in (0, 90, 180, 45)] == [32_000, 16_000, 8_000, 22_627]
    assert lapsed_value(0.2, 80_000, -5) == 32_000


@given(CHANCE, st.integers(1, 10**9), st.integers(0, 20_000))
def test_no_row_says_nothing_unless_they_never_spent(chance: float, cents: int, silent: int) -> None:
    assert lapsed_value(chance, cents, silent) >= 1
    assert lapsed_value(chance, 0, silent) == 0


@given(CHANCE, CHANCE, CENTS)
def test_the_less_likely_back_the_more_at_risk(p: float, q: float, cents: int) -> None:
    low, high = sorted((p, q))
    assert value_at_risk(low, cents) >= value_at_risk(high, cents)


def test_before_a_fit_silence_times_spend() -> None:
    assert order_before_a_fit(40, 5_000) == 200_000
    assert order_before_a_fit(-1, 5_000) == 0


def test_spend_counts_open_days_that_end_with_the_day() -> None:
    assert spend_since(1000, 30, 2, ALWAYS_OPEN) == 941
    assert spend_since(1000, 30, 2, OpenDays([(950, 959)])) == 931
