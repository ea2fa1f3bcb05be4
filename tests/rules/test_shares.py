"""Wilson's interval: by hand, and what must hold of any share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.shares import apart, share_of

COUNTS = st.integers(0, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_as_published(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe 1998, method 3 (score without continuity correction)."""
    found = share_of(part, whole)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(COUNTS)
def test_what_was_counted_lies_within(counts: tuple[int, int]) -> None:
    part, whole = counts
    found = share_of(part, whole)
    assert 0 <= found.low <= found.high <= 1
    if whole:
        assert found.share is not None and found.low <= found.share <= found.high
        other = share_of(whole - part, whole)
        assert (other.low, other.high) == (pytest.approx(1 - found.high), pytest.approx(1 - found.low))


@given(COUNTS.filter(lambda c: c[1] > 0), st.integers(2, 20))
def test_more_of_the_same_is_surer(counts: tuple[int, int], times: int) -> None:
    one, many = share_of(*counts), share_of(counts[0] * times, counts[1] * times)
    assert many.high - many.low < one.high - one.low


def test_of_nobody_anything_may_be_true() -> None:
    found = share_of(0, 0)
    assert found.share is None and (found.low, found.high) == (0, 1) and found.few
    with pytest.raises(ValueError, match="3 of 2"):
        share_of(3, 2)


def test_two_shares_differ_when_their_intervals_do_not_meet() -> None:
    assert apart(share_of(30, 100), share_of(50, 100)) == (share_of(30, 100).high < share_of(50, 100).low)
    assert apart(share_of(300, 1000), share_of(500, 1000)) and not apart(share_of(3, 10), share_of(5, 10))
