"""What is due again and what goes together: by hand, by property, over shops drawn by lot."""

import random
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules import likes
from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.likes import (
    Pair,
    Suggested,
    Tally,
    Usual,
    blend,
    comes_again,
    due,
    due_parts,
    due_reason,
    is_due,
    lift,
    median,
    strictness,
    suggestions,
    surely_above,
)  # fmt: skip
from kyuanbook.rules.words import Message

TODAY = 740_000
USUAL = Usual(gap=45, gaps=8, judged=8, again=4)
GAPS = st.lists(st.integers(1, 900), min_size=1, max_size=12)


# due again ---------------------------------------------------------------------------------------------------------------


def test_between_their_own_gap_and_the_shop_s_by_hand() -> None:
    assert blend([30, 30], 60) == 45  # two of their own weigh as much as the shop
    assert blend([30] * 6, 60) == 37.5
    assert blend([], 60) == 60
    assert blend([20, 40], None) == 30


@given(GAPS, st.floats(1, 900))
def test_the_gap_lies_between_their_own_and_the_shop_s(own: list[int], shop: float) -> None:
    mean = sum(own) / len(own)
    assert min(mean, shop) - 1e-9 <= blend(own, shop) <= max(mean, shop) + 1e-9


@given(GAPS, st.floats(1, 900))
def test_the_more_gaps_of_their_own_the_nearer_to_them(own: list[int], shop: float) -> None:
    mean = sum(own) / len(own)
    assert abs(blend(own * 2, shop) - mean) <= abs(blend(own, shop) - mean) + 1e-9


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30), st.integers(1, 400), st.integers(0, 7))
def test_the_due_day_is_the_gap_after_the_last_and_never_before_it(gaps: list[int], said: int, rest: int) -> None:
    calendar = OpenDays(weekly={rest} if rest < 7 else ())
    days = [TODAY]
    for gap in gaps:
        days.append(calendar.after(days[-1], gap))
    found = due(days, USUAL, said, calendar)
    assert found is not None and found.day > days[-1]
    assert calendar.between(days[-1], found.day) == max(1, round(found.gap))
    assert found.own_gaps == min(12, len(gaps))


def test_bought_once_counts_only_where_every_other_customer_comes_back_for_it() -> None:
    assert due([TODAY], USUAL, None, ALWAYS_OPEN) is not None
    assert due([TODAY], USUAL._replace(again=3), None, ALWAYS_OPEN) is None
    assert due([TODAY], USUAL._replace(again=3), 45, ALWAYS_OPEN) is None  # the shop's customers know better
    assert due([TODAY], USUAL._replace(judged=7, again=0), 45, ALWAYS_OPEN) is not None  # too few to know: the owner's word
    assert due([TODAY], USUAL._replace(judged=7, again=7), None, ALWAYS_OPEN) is None
    assert due([TODAY, TODAY + 9], USUAL._replace(again=0), None, ALWAYS_OPEN) is not None  # they came back themselves
    assert not comes_again(None, None) and comes_again(None, 30)


def test_without_a_shop_s_gap_only_from_four_purchases_on() -> None:
    few = USUAL._replace(gaps=7)
    assert due([1, 11, 21], few, None, ALWAYS_OPEN) is None
    found = due([1, 11, 21, 31], few, None, ALWAYS_OPEN)
    assert found is not None and (found.gap, found.day, found.shop_gap) == (10, 41, None)
    assert due([1, 11, 21, 31], None, None, ALWAYS_OPEN) == found


def test_the_owner_s_interval_goes_before_the_shop_s_and_counts_open_days() -> None:
    sundays = OpenDays(weekly={6})
    found = due([TODAY], USUAL, 35, sundays)
    assert found is not None and found.by_owner and found.gap == 30
    assert found.day == TODAY + 35


def test_due_until_given_up() -> None:
    found = due([TODAY], USUAL, None, ALWAYS_OPEN)
    assert found is not None and found.day == TODAY + 45
    by_day = {ago: is_due(found, TODAY, TODAY + ago, ALWAYS_OPEN) for ago in (-1, 0, 44, 45, 180, 181)}
    assert by_day == {-1: False, 0: False, 44: False, 45: True, 180: True, 181: False}


def test_the_reason_says_which_gap_and_what_it_is_made_of() -> None:
    def told(days: list[int], usual: Usual | None, said: int | None) -> tuple[str, object, list[tuple[str, object]]]:
        found = due(days, usual, said, ALWAYS_OPEN)
        assert found is not None
        why = due_reason(found, days[-1], days[-1] + 60, ALWAYS_OPEN)
        assert why.numbers["silent"] == 60
        return why.key, why.numbers["gap"], [(p.key, p.numbers["gap"]) for p in due_parts(found, ALWAYS_OPEN)]

    assert told([1], USUAL, None) == ("like_gap_shop", 45, [])
    assert told([1, 26], USUAL, None) == ("like_gap_both", 38, [("like_own_gaps", 25), ("like_shop_gap", 45)])
    assert told([1, 26], USUAL, 40) == ("like_gap_both", 35, [("like_own_gaps", 25), ("like_said_gap", 40)])
    assert told([1, 26, 51, 76], None, None) == ("like_gap_own", 25, [])


def test_closed_days_are_named() -> None:
    calendar = OpenDays([(TODAY + 10, TODAY + 17)])
    found = due([TODAY], USUAL, None, calendar)
    assert found is not None and found.day == TODAY + 53
    why = due_reason(found, TODAY, TODAY + 60, calendar)
    assert why == Message("like_gap_closed", {"why": Message("like_gap_shop", {"gap": 45, "silent": 60}), "closed": 8})


@given(st.lists(st.integers(0, 50), min_size=1))
def test_the_median_of_counted_numbers(values: list[int]) -> None:
    assert median(Counter(values)) == statistics.median(values)


def test_no_gaps_have_no_median() -> None:
    assert median({}) == 0


# bought besides ----------------------------------------------------------------------------------------------------------


def test_lift_by_hand() -> None:
    assert lift(24, [(100, 30, 40)]) == 2  # 12 were to be expected
    assert lift(24, [(50, 20, 20), (50, 10, 20)]) == 2
    assert lift(0, [(0, 0, 0)]) == 0


GROUP = st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n)))


@given(st.integers(0, 200), st.lists(GROUP, max_size=5))
def test_lift_is_the_same_both_ways(both: int, groups: list[tuple[int, int, int]]) -> None:
    assert lift(both, groups) == pytest.approx(lift(both, [(n, b, a) for n, a, b in groups]))


@given(st.floats(0.1, 50), st.integers(1, 5000), st.floats(1.96, 6))
def test_what_is_sure_is_below_what_was_found_and_nears_it(found: float, both: int, z: float) -> None:
    assert surely_above(found, both, z) < surely_above(found, both + 1, z) < found


@pytest.mark.parametrize("pairs", [0, 1, 10, 45, 19_900])
def test_the_more_pairs_are_looked_at_the_stricter(pairs: int) -> None:
    wanted = max(1.96, statistics.NormalDist().inv_cdf(1 - 0.5 / max(1, pairs)))
    assert strictness(pairs) == pytest.approx(wanted, abs=1e-4)


def shop_of(*baskets: list[int], gap: int = 30) -> likes.ShopLikes:
    """Customers who bought these products, one a visit, ``gap`` days apart."""
    tally = Tally(ALWAYS_OPEN, TODAY)
    for basket in baskets:
        bought: dict[int, list[int]] = {}
        for i, product in enumerate(basket):
            bought.setdefault(product, []).append(TODAY - gap * (len(basket) - i))
        tally.add(bought)
    return tally.made()


def planted(both: int) -> likes.ShopLikes:
    """``both`` customers with products 1 and 2, and 120 with others."""
    return shop_of(*[[1, 2]] * both, *[[3, 4], [4, 5], [3, 5], [5, 6]] * 30)


def test_what_hangs_together_is_found_from_five_customers_on() -> None:
    assert (1, 2) not in {(p.first, p.second) for p in planted(4).pairs}
    found = {(p.first, p.second): p for p in planted(5).pairs}
    assert found[1, 2] == Pair(1, 2, 5, 5, 5, 25.0)  # of 125 regulars, 0.2 were to be expected


def test_one_visit_says_nothing_of_pairs() -> None:
    tally = Tally(ALWAYS_OPEN, TODAY)
    for _ in range(50):
        tally.add({1: [TODAY], 2: [TODAY]})
        tally.add({3: [TODAY]})
    assert tally.made().pairs == ()


def drawn(seed: int, *, joined: float) -> likes.ShopLikes:
    """400 customers of very different zeal, each visit one of 12 products by its own popularity; who has bought product 6 asks
    for product 9 the next time with chance ``joined``."""
    r = random.Random(seed)
    popular = [1 / (i + 1) for i in range(12)]
    tally = Tally(ALWAYS_OPEN, TODAY)
    for _ in range(400):
        bought: dict[int, list[int]] = {}
        for visit in range(1 + int(r.expovariate(1 / 6))):
            product = r.choices(range(12), popular)[0]
            if 6 in bought and 9 not in bought and r.random() < joined:
                product = 9
            bought.setdefault(product, []).append(TODAY - 1000 + visit)
        tally.add(bought)
    return tally.made()


def test_nothing_is_made_of_nothing() -> None:
    """Who comes often has bought more of everything: that alone is no pair."""
    found = [len(drawn(seed, joined=0).pairs) for seed in range(20)]
    assert sum(found) <= 2, found


def test_a_planted_habit_is_found() -> None:
    found = [{(p.first, p.second) for p in drawn(seed, joined=0.7).pairs} for seed in range(20)]
    assert sum((6, 9) in pairs for pairs in found) >= 19


def test_what_the_shop_knows_of_a_product() -> None:
    made = shop_of(*[[1, 1, 1]] * 4, [1], [1], [2], gap=20)
    assert made.usual[1] == Usual(gap=20, gaps=8, judged=4, again=4)  # those of one visit came but 20 days ago
    assert made.usual[2] == Usual(gap=0, gaps=0, judged=0, again=0)
    old = shop_of(*[[1, 1, 1]] * 4, [1, 2, 2, 2], [1, 2, 2, 2], gap=20)
    assert old.usual[1] == Usual(gap=20, gaps=8, judged=6, again=4)


@pytest.mark.parametrize("many", [0, 1, 10])
def test_small_shops_say_nothing_false(many: int) -> None:
    made = shop_of(*[[1, 2]] * many)
    assert made.pairs == ()  # where all bought both, neither says anything of the other
    assert all(u.gaps == 0 for u in made.usual.values())


def test_suggested_is_what_most_of_them_have_and_never_what_they_had() -> None:
    pairs = (Pair(1, 2, 40, 100, 60, 2.0), Pair(1, 3, 50, 100, 50, 2.0), Pair(2, 3, 45, 60, 50, 3.0))
    assert suggestions({1}, pairs) == [Suggested(3, 1, 50, 100), Suggested(2, 1, 40, 100)]
    assert suggestions({1, 2}, pairs) == [Suggested(3, 2, 45, 60)]
    assert suggestions({3}, pairs) == [Suggested(1, 3, 50, 50), Suggested(2, 3, 45, 50)]
    assert suggestions({1, 2, 3}, pairs) == suggestions({9}, pairs) == []


def test_no_more_is_kept_than_a_card_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likes, "PAIRS", 1)
    monkeypatch.setattr(likes, "USUALS", 2)
    made = shop_of(*[[1, 2, 1]] * 9, *[[3, 4, 3]] * 6, *[[5, 6]] * 30)
    assert len(made.pairs) == 1 and set(made.usual) == {1, 3}
