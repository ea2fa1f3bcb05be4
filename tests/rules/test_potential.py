"""潜力: within its bounds, monotone in each part, never lower for what is not known, and always with its reasons."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.bands import AGE_BANDS, INCOMES
from kyuanbook.rules.potential import (
    HALF,
    PARTS,
    WEIGHTS,
    YEAR,
    Part,
    Potential,
    PotentialFacts,
    PotentialShop,
    PotentialWeights,
    potential,
)

DAY = 739_000
SHOP = PotentialShop(
    DAY, DAY - 900, 68_00, 8.2, 500, 480,
    {"26": (120, 80), "36": (60, 90), "66": (1, 2)}, {3: (40, 80), 4: (90, 40)},
)  # fmt: skip
YOUNG = PotentialShop(DAY, DAY - 40, 68_00, 2.0, 90, 0, {"26": (90, 0)}, {})
NEW = PotentialShop(DAY)


@st.composite
def some_facts(draw: st.DrawFn) -> PotentialFacts:
    """Anything a book may hold, its numbers in step with one another."""
    recent, before, older = (draw(st.integers(0, 60)) for _ in range(3))
    visits = recent + before + older
    first = YEAR if older else HALF if before else 0
    since = draw(st.integers(DAY - 2000, DAY - first)) if visits else None
    touches = draw(st.integers(0, 30))
    contacts, wanted, tried = (draw(st.integers(0, touches)) for _ in range(3))
    return PotentialFacts(
        came=visits > 0 or draw(st.booleans()), income=draw(st.sampled_from(INCOMES)),
        age=draw(st.sampled_from(["", *AGE_BANDS])), channel_id=draw(st.sampled_from([None, 3, 4, 9])), visits=visits,
        spent_cents=draw(st.integers(-100_00, 90_000_00)), since=since, year=recent + before, recent=recent, before=before,
        touches=touches, enquiries=draw(st.integers(0, touches)), contacts=contacts, answers=draw(st.integers(0, contacts)),
        wanted=wanted, carried=draw(st.integers(0, wanted)), tried=tried, turned_down=draw(st.integers(0, tried)),
    )  # fmt: skip


WEIGHED = st.builds(PotentialWeights, *[st.integers(0, 3)] * 4)
SHOPS = st.sampled_from([SHOP, YOUNG, NEW])


@given(some_facts(), SHOPS, WEIGHED)
def test_score_confidence_and_parts_are_within_bounds(f: PotentialFacts, shop: PotentialShop, w: PotentialWeights) -> None:
    found = potential(f, shop, w)
    assert 0 <= found.score <= 100 and 0 <= found.confidence <= 100
    assert [part.name for part in found.parts] == list(PARTS)
    assert sum(part.weight for part in found.parts) == pytest.approx(1)
    for part in found.parts:
        assert 0 <= part.score <= 100 and 0 <= part.known <= 1
        assert bool(part.reasons) == (part.known > 0)
        assert all(say(reason) for reason in (part.label, *part.reasons))
    assert min(p.score for p in found.parts) - 1 <= found.score <= max(p.score for p in found.parts) + 1
    assert found.ask is None or say(found.ask)


WITHOUT: dict[str, Callable[[PotentialFacts], PotentialFacts]] = {
    "income": lambda f: f._replace(income=""),
    "age": lambda f: f._replace(age=""),
    "source": lambda f: f._replace(channel_id=None),
    "answers": lambda f: f._replace(contacts=0, answers=0),
    "wanted": lambda f: f._replace(wanted=0, carried=0),
    "tried": lambda f: f._replace(tried=0, turned_down=0),
}
AT_WORST: dict[str, Callable[[PotentialFacts], PotentialFacts]] = {
    "income": lambda f: f._replace(income="plain"),
    "answers": lambda f: f._replace(answers=0, contacts=max(1, f.contacts)),
    "wanted": lambda f: f._replace(carried=0, wanted=max(1, f.wanted)),
    "tried": lambda f: f._replace(turned_down=max(1, f.tried), tried=max(1, f.tried)),
}


@pytest.mark.parametrize("what", AT_WORST)
@given(f=some_facts(), shop=SHOPS, w=WEIGHED)
def test_what_is_not_known_never_scores_below_the_worst_that_could_be_known(
    what: str, f: PotentialFacts, shop: PotentialShop, w: PotentialWeights
) -> None:
    assert potential(WITHOUT[what](f), shop, w).score >= potential(AT_WORST[what](f), shop, w).score


@pytest.mark.parametrize("what", WITHOUT)
@given(f=some_facts(), shop=SHOPS, w=WEIGHED)
def test_knowing_less_is_never_surer(what: str, f: PotentialFacts, shop: PotentialShop, w: PotentialWeights) -> None:
    assert potential(WITHOUT[what](f), shop, w).confidence <= potential(f, shop, w).confidence


def test_nobody_is_known_of_stands_in_the_middle_with_no_confidence() -> None:
    found = potential(PotentialFacts(), SHOP)
    assert (found.score, found.confidence) == (50, 0) and not any(part.reasons for part in found.parts)
    assert found.ask is not None and found.ask.key == "ask_wanted"


MORE: dict[str, Callable[[PotentialFacts], PotentialFacts]] = {
    "income": lambda f: f._replace(income=INCOMES[min(4, INCOMES.index(f.income) + 1)] if f.income else ""),
    "spend": lambda f: f._replace(spent_cents=f.spent_cents + 10_000) if f.visits else f,
    "visits": lambda f: f._replace(year=f.year + 1) if f.visits else f,
    "enquiries": lambda f: f._replace(enquiries=f.enquiries + 1, touches=f.touches + 1) if f.touches else f,
    "answers": lambda f: f._replace(answers=min(f.contacts, f.answers + 1)),
    "carried": lambda f: f._replace(carried=min(f.wanted, f.carried + 1)),
    "kept trying": lambda f: f._replace(turned_down=max(0, f.turned_down - 1)),
    "recent": lambda f: f._replace(recent=f.recent + 1) if f.visits else f,
}


@pytest.mark.parametrize("what", MORE)
@given(f=some_facts(), shop=SHOPS, w=WEIGHED)
def test_more_of_what_speaks_for_them_never_lowers_the_score(
    what: str, f: PotentialFacts, shop: PotentialShop, w: PotentialWeights
) -> None:
    before, after = potential(f, shop, w), potential(MORE[what](f), shop, w)
    assert after.score >= before.score
    assert all(b.score <= a.score for b, a in zip(before.parts, after.parts, strict=True))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_counts_nothing_changes_nothing_and_one_alone_is_the_score(name: str) -> None:
    facts = PotentialFacts(came=True, income="top", visits=9, spent_cents=90_000, since=DAY - 500, year=7, recent=4, before=3)
    alone = PotentialWeights(**{**dict.fromkeys(PARTS, 0), name: 3})
    found = potential(facts, SHOP, alone)
    assert found.score == part(found, name).score and part(found, name).weight == 1
    without = potential(facts, SHOP, WEIGHTS._replace(**{name: 0}))
    assert part(without, name).weight == 0


def part(found: Potential, name: str) -> Part:
    return next(p for p in found.parts if p.name == name)


def said(facts: PotentialFacts, name: str, shop: PotentialShop = SHOP) -> list[str]:
    return [say(reason) for reason in part(potential(facts, shop), name).reasons]


def test_each_part_says_what_it_goes_by_with_its_numbers() -> None:
    regular = PotentialFacts(
        came=True, income="high", age="26", channel_id=4, visits=9, spent_cents=900_00, since=DAY - 500, year=7, recent=4,
        before=3, touches=4, enquiries=2, contacts=3, answers=2, wanted=2, carried=1, tried=2, turned_down=1,
    )  # fmt: skip
    assert said(regular, "means") == ["收入较高", "每次约 ¥100", "店里一般 ¥68"]
    assert said(regular, "need") == ["想要过 2 样，店里有 1 样", "试过 2 次", "1 次没看上"]
    assert said(regular, "behaviour") == ["近一年来 7 次，店里平均 8.2 次", "近一年来问过 2 次", "联系过 3 次，回应 2 次"]
    assert said(regular, "trend") == ["近半年来 4 次，前半年 3 次", "同年龄段、同来源的客人在增多"]
    assert said(regular._replace(age="36", channel_id=None), "trend")[-1] == "同年龄段的客人在减少"
    assert said(regular._replace(age="", channel_id=3), "trend")[-1] == "同一来源的客人在减少"
    young = regular._replace(since=DAY - 9, visits=1, year=1, recent=1, before=0)
    assert said(young, "behaviour")[0] == "10 天里来过 1 次，店里平均一年 8.2 次"


def test_a_shop_younger_than_a_year_knows_no_trend_and_a_small_group_says_nothing() -> None:
    facts = PotentialFacts(came=True, age="26", visits=9, since=DAY - 39, year=9, recent=9)
    assert said(facts, "trend", YOUNG) == []
    assert said(facts._replace(age="66", since=DAY - 800), "trend") == ["近半年来 9 次，前半年 0 次"]


def test_a_prospect_is_not_held_to_have_come_too_seldom() -> None:
    asked = PotentialFacts(touches=2, enquiries=1, contacts=1, answers=1, wanted=1, carried=1)
    came = asked._replace(came=True, visits=1, spent_cents=6_800, since=DAY - 700)
    assert part(potential(asked, SHOP), "behaviour").score > part(potential(came, SHOP), "behaviour").score


def test_the_question_is_the_one_that_would_tell_most() -> None:
    known = PotentialFacts(
        income="high", age="26", channel_id=4, touches=3, enquiries=1, contacts=9, answers=1, wanted=1, carried=1, tried=1
    )
    asks = {what: potential(WITHOUT[what](known), SHOP).ask for what in ("income", "wanted", "tried")}
    assert {what: ask.key for what, ask in asks.items() if ask} == {
        "income": "ask_income", "wanted": "ask_wanted", "tried": "ask_tried",
    }  # fmt: skip
    assert potential(known, SHOP).ask is None
    unknown = [potential(known._replace(**{what: value}), SHOP).ask for what, value in (("age", ""), ("channel_id", None))]
    assert [ask.key for ask in unknown if ask] == ["ask_age", "ask_source"]
