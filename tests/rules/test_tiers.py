"""Tiers by rule: what a share holds, what an amount holds, and another rule tried before it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tier_reasons import tier_parts, tier_rule
from kyuanbook.rules.tiers import (
    LOYALTY,
    NAMES,
    TIERS,
    Parts,
    TierBasis,
    TierRule,
    Weights,
    holds,
    limits,
    parts,
    place,
    sample,
    tier,
    tier_score,
)  # fmt: skip
from kyuanbook.rules.tiers_tried import Crowd, rule_problems, would_hold

SCORES = st.lists(st.floats(0, 100), max_size=60).map(sorted)
CENTS = st.lists(st.integers(-500, 10**6), max_size=60).map(sorted)
SHARES = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 40))
PARTS = st.builds(Parts, *([st.sampled_from([0.0, 0.25, 0.5, 1.0])] * 4))
WEIGHTS = st.builds(Weights, *([st.integers(0, 9)] * 4))
PEOPLE = st.lists(st.tuples(PARTS, st.integers(0, 5_000_00), st.sampled_from(["", "", "", *TIERS])), max_size=40)


# the score ---------------------------------------------------------------------------------------------------------------


def test_a_place_by_hand() -> None:
    assert place(20, (10, 20, 30, 40)) == 0.375  # one below, half of itself
    assert place(5, (10, 20)) == 0 and place(50, (10, 20)) == 1
    assert place(0, (0, 0, 10)) == 0 and place(5, ()) == 0


@given(st.lists(st.integers(0, 999), min_size=1, max_size=900).map(sorted), st.integers(1, 999))
def test_a_sample_keeps_places_to_half_a_percent(values: list[int], value: int) -> None:
    kept = sample(values)
    assert len(kept) <= 200 and kept[0] == values[0] and kept[-1] == values[-1] and list(kept) == sorted(kept)
    assert abs(place(value, kept) - place(value, values)) <= 0.01


def test_a_score_is_a_weighted_mean() -> None:
    assert tier_score(Parts(1, 1, 1, 1), Weights()) == 100
    assert tier_score(Parts(1, 0, 0, 0.5), Weights(1, 0, 0, 1)) == 75
    assert tier_score(Parts(1, 1, 1, 1), Weights(0, 0, 0, 0)) == 0


@given(PARTS, WEIGHTS, st.integers(1, 9))
def test_only_the_proportions_of_the_weights_matter(own: Parts, weights: Weights, times: int) -> None:
    more = Weights(*(times * w for w in weights))
    assert tier_score(own, more) == pytest.approx(tier_score(own, weights))
    assert 0 <= tier_score(own, weights) <= 100.000001


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_says_something_of_loyalty(stage: Stage) -> None:
    assert parts(0, 0, stage, None, TierBasis()) == Parts(0, 0, LOYALTY[stage], 0.5)
    assert parts(0, 0, stage, 80, TierBasis()).potential == 0.8


# the tiers ---------------------------------------------------------------------------------------------------------------


def test_shares_by_hand() -> None:
    scores = [float(n) for n in range(100)]
    floors = limits(scores, (5, 15, 50))
    assert floors == (95, 80, 30)
    assert holds(scores, [], TierRule()) == {"vip": 5, "big": 15, "regular": 50, "small": 30}
    assert limits([], (5, 15, 50)) == (float("inf"),) * 3


def test_amounts_by_hand() -> None:
    rule = TierRule(by="amounts", amounts=(3_000, 1_000, 300))
    assert holds([], [0, 299, 300, 999, 1_000, 3_000, 9_000], rule) == {"vip": 2, "big": 1, "regular": 2, "small": 2}
    assert [tier(99, cents, rule, TierBasis()) for cents in (3_000, 2_999, 300, 299)] == ["vip", "big", "regular", "small"]


@given(SCORES, CENTS, SHARES)
def test_what_is_held_adds_up_and_is_what_each_one_gets(
    scores: list[float], cents: list[int], shares: tuple[int, int, int]
) -> None:
    for rule, values in ((TierRule("shares", shares), scores), (TierRule("amounts"), cents)):
        held = holds(scores, cents, rule)
        by = TierBasis(scores=limits(scores, rule.shares))
        each = [tier(v, int(v), rule, by) if rule.by == "amounts" else tier(v, 0, rule, by) for v in values]
        assert held == {code: each.count(code) for code in TIERS}


@given(SCORES, SHARES)
def test_nobody_with_a_higher_score_is_in_a_lower_tier(scores: list[float], shares: tuple[int, int, int]) -> None:
    rule, by = TierRule("shares", shares), TierBasis(scores=limits(scores, shares))
    order = [TIERS.index(tier(score, 0, rule, by)) for score in scores]
    assert order == sorted(order, reverse=True)


# another rule, tried -----------------------------------------------------------------------------------------------------


@given(PEOPLE, SHARES, WEIGHTS, st.sampled_from(["shares", "amounts"]))
def test_what_is_tried_is_what_each_customer_would_get(
    people: list[tuple[Parts, int, str]], shares: tuple[int, int, int], weights: Weights, by: str
) -> None:
    rule = TierRule("shares" if by == "shares" else "amounts", shares, weights=weights)
    many: dict[Parts, int] = {}
    for own, _, _ in people:
        many[own] = many.get(own, 0) + 1
    crowd = Crowd(many, sorted(cents for _, cents, _ in people), [p for p in people if p[2]])
    scores = sorted(tier_score(own, weights) for own, _, _ in people)
    floors = TierBasis(scores=limits(scores, shares))
    each = [pin or tier(tier_score(own, weights), cents, rule, floors) for own, cents, pin in people]
    assert would_hold(crowd, rule) == {code: each.count(code) for code in TIERS}


def test_one_who_never_came_counts_where_they_were_put() -> None:
    held = would_hold(Crowd({}, (), [(None, 0, "vip")]), TierRule())
    assert held == {"vip": 1, "big": 0, "regular": 0, "small": 0}


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        (TierRule(), []),
        (TierRule(shares=(0, 0, 0)), []), (TierRule(shares=(0, 0, 100)), []),
        (TierRule(shares=(-1, 15, 101)), ["share_vip", "share_regular"]), (TierRule(shares=(50, 30, 21)), ["share_regular"]),
        (TierRule(amounts=(0, 0, 0)), ["amount_vip", "amount_big", "amount_regular"]),
        (TierRule(amounts=(300, 300, 100)), ["amount_big"]), (TierRule(amounts=(300, 100, 200)), ["amount_regular"]),
        (TierRule(amounts=(300, 100, -1)), ["amount_regular"]),
        (TierRule(weights=Weights(0, 0, 0, 0)), ["weight_amount"]), (TierRule(weights=Weights(0, 0, 0, 1)), []),
        (TierRule(weights=Weights(101, -1, 20, 15)), ["weight_amount", "weight_frequency"]),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_field_by_field(rule: TierRule, fields: list[str]) -> None:
    found = rule_problems(rule)
    assert [problem.field for problem in found] == fields
    assert all("{" not in say(problem.message) for problem in found)


# why ---------------------------------------------------------------------------------------------------------------------


def test_the_reason_names_all_four_parts() -> None:
    own = Parts(0.92, 0.8, 1.0, 0.62)
    assert [say(m) for m in tier_parts(own, 2_400_00, 14, Stage.LOYAL, 62)] == [
        "近一年 ¥2,400，高于 92% 的客人", "来了 14 天，比 80% 的客人勤", "阶段是忠诚", "潜力 62 分",
    ]  # fmt: skip
    assert [say(m) for m in tier_parts(Parts(0, 0, 0, 0.5), 0, 0, Stage.LAPSED, None)] == [
        "近一年没有花钱", "近一年没来过", "阶段是流失", "潜力还不知道，按中间算",
    ]  # fmt: skip
    assert "99%" in say(tier_parts(Parts(1, 1, 1, 1), 1, 1, Stage.LOYAL, 1)[0]), "nobody spent more than everybody"


@pytest.mark.parametrize("code", TIERS)
@pytest.mark.parametrize("rule", [TierRule(), TierRule(by="amounts")])
def test_every_tier_says_by_what_rule(code: str, rule: TierRule) -> None:
    said = say(tier_rule(rule, code, 47.4))
    assert "{" not in said and (NAMES[code] in said or code == "small")
    assert ("得分 47" in said) == (rule.by == "shares")
