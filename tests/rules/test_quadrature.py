"""Gauss's rule of a Beta density: against the moments, which are known in closed form."""

from math import exp, lgamma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.quadrature import beta_rule

SHAPE = st.floats(0.02, 60)


def moment(a: float, c: float, power: int) -> float:
    """E p^power = B(a + power, c) / B(a, c)."""
    return exp(lgamma(a + power) - lgamma(a) + lgamma(a + c) - lgamma(a + c + power))


@given(SHAPE, SHAPE, st.integers(1, 32))
def test_it_is_exact_up_to_twice_its_places(a: float, c: float, n: int) -> None:
    rule = beta_rule(a, c, n)
    assert len(rule) == n and all(0 <= p <= 1 and w >= 0 for p, w in rule)
    for power in range(min(2 * n, 12)):
        assert sum(w * p**power for p, w in rule) == pytest.approx(moment(a, c, power), rel=1e-7)


@pytest.mark.parametrize("a", [0.5, 1.0])
def test_where_it_is_known_by_heart(a: float) -> None:
    """Legendre's two places, (1 +- 1 / sqrt 3) / 2; Chebyshev's, (1 +- 1 / sqrt 2) / 2 (Abramowitz and Stegun, 25.4)."""
    far = 3**-0.5 if a == 1 else 2**-0.5
    assert beta_rule(a, a, 2) == (
        (pytest.approx((1 - far) / 2), pytest.approx(0.5)), (pytest.approx((1 + far) / 2), pytest.approx(0.5)),
    )  # fmt: skip
