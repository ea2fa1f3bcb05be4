"""Fifths of the shop, and the groups that follow."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.rfm import FIFTHS, GROUPS, NAMES, RfmBasis, Scores, basis, fifths, group, score, scores

VALUES = st.lists(st.integers(-5, 60), min_size=1, max_size=80)


def test_fifths_by_hand() -> None:
    assert fifths([1, 2, 3, 4, 5]) == (2, 3, 4, 5)
    assert [score(v, fifths(range(10))) for v in range(10)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_of_a_shop_in_which_all_are_alike_all_stand_in_the_middle() -> None:
    for many in (1, 2, 7, 100):
        assert score(3, fifths([3] * many)) == 3
    found = basis([740_000] * 4, [1] * 4, [0] * 4)
    assert scores(740_000, 1, 0, found) == Scores(3, 3, 3)
    assert group(Scores(3, 3, 3), found) == "rescue", "above the mean nobody stands"


def test_who_came_once_is_never_said_to_come_often() -> None:
    once = [0] * 26 + [1] * 34
    by = basis(range(60), once, range(60))
    assert {group(scores(i, once[i], i, by), by) for i in range(60)} <= {
        "key_develop", "key_rescue", "develop", "rescue",
    }  # fmt: skip
    some = [0] * 26 + [1] * 30 + [2] * 4
    by = basis(range(60), some, range(60))
    assert [i for i in range(60) if group(scores(i, some[i], i, by), by).endswith("value")] == [56, 57, 58, 59]


def test_where_all_came_on_one_day_it_says_how_long_ago_that_is() -> None:
    day, spends = 740_000, [1, 1, 1, 1, 9]
    for lately, found in ((day - 70, {"key_develop", "develop"}), (day + 1, {"key_rescue", "rescue"})):
        by = basis([day] * 5, [1] * 5, spends, lately)
        assert {group(scores(day, 1, cents, by), by) for cents in spends} == found


def test_a_shop_without_customers_has_limits_nobody_reaches() -> None:
    empty = basis([], [], [])
    assert empty.means == (3.0, 3.0, 3.0) and fifths([]) == (float("inf"),) * 4


@given(VALUES)
def test_who_has_more_stands_no_lower_and_the_same_stands_the_same(values: list[int]) -> None:
    values = sorted(values)
    cuts = fifths(values)
    assert len(cuts) == FIFTHS - 1 and list(cuts) == sorted(cuts)
    found = [score(v, cuts) for v in values]
    assert found == sorted(found) and all(1 <= s <= FIFTHS for s in found)


@given(VALUES)
def test_no_fifth_holds_more_than_its_share_but_for_equals(values: list[int]) -> None:
    """Whoever stands in a fifth has the middle of their equals' places in it."""
    values = sorted(values)
    cuts = fifths(values)
    for value in set(values):
        first = values.index(value)
        middle = (first + first + values.count(value)) / 2 / len(values)
        assert score(value, cuts) == min(FIFTHS, 1 + int(FIFTHS * middle))


@given(st.lists(st.integers(-1000, 10**6), min_size=5, max_size=50, unique=True))
def test_of_distinct_values_each_fifth_holds_its_share(values: list[int]) -> None:
    cuts = fifths(sorted(values))
    for fifth in range(1, FIFTHS + 1):
        many = sum(score(v, cuts) == fifth for v in values)
        assert abs(many - len(values) / FIFTHS) <= 1


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 30), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_each_customer_is_in_one_group_by_who_is_above_the_mean(people: list[tuple[int, int, int]]) -> None:
    by = basis(*([p[i] for p in people] for i in range(3)))
    for person in people:
        own = scores(*person, by)
        high = tuple(one > mean for one, mean in zip(own, by.means, strict=True))
        assert GROUPS[group(own, by)] == high


def test_every_group_has_a_name_and_none_twice() -> None:
    assert GROUPS.keys() == NAMES.keys() and len(set(NAMES.values())) == 8 and len(set(GROUPS.values())) == 8
    by = RfmBasis()
    assert group(Scores(5, 5, 5), by) == "key_value" and group(Scores(1, 1, 5), by) == "key_rescue"
    assert group(Scores(5, 1, 1), by) == "develop" and group(Scores(1, 5, 1), by) == "keep"
