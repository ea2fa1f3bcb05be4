"""A chance in words, and one that the reader can multiply by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.chances import percent_between
from kyuanbook.rules.money import amount_words


@pytest.mark.parametrize(
    ("chance", "amount", "gives", "said"),
    [(0.357, 81_600, 29_131, "35.7%"), (0.36, 81_600, 29_376, "36%"), (0.5, 500, 250, "50%"), (1.0, 81_600, 81_600, "100%")],
)
def test_it_gives_the_amount_that_stands_beside_it(chance: float, amount: int, gives: int, said: str) -> None:
    assert percent_between(chance, amount, gives) == said


@given(st.floats(0.0, 1.0), st.integers(1000, 300_000))
def test_what_is_shown_multiplies_to_a_yuan(chance: float, amount: int) -> None:
    gives = round(chance * amount)
    said = percent_between(chance, amount, gives)
    shown = float(said.removesuffix("%")) / 100 * round(amount, -2)
    assert amount_words(round(shown)) == amount_words(gives) or abs(shown - gives) < 100
