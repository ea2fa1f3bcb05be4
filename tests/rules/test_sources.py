"""来源报表's figures: what is counted, what cannot be known and why, what is concluded."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules import sources
from kyuanbook.rules.shares import FEW
from kyuanbook.rules.source_words import best_words, busy_words, detail_words, figure_words, worst_words
from kyuanbook.rules.sources import (
    Column,
    Fact,
    Figures,
    Funnel,
    Period,
    Spent,
    Value,
    Why,
    earn_back,
    figures,
    funnel,
    ordered,
    value,
    verdicts,
    whole,
)  # fmt: skip
from kyuanbook.rules.stages import Stage

D = 740_000
PERIOD = Period(D - 30, D)


def fact(i: int, group: object = "a", **more: object) -> Fact:
    plain = Fact(i, group, None, D - 10, False, 50_00, None, True, False, Stage.NEW, 50_00)
    return plain._replace(**more)  # type: ignore[arg-type]


def many(group: object, won: int, again: int, cents: int = 100_00, start: int = 0) -> list[Fact]:
    return [fact(start + n, group, cents=cents, again=D - 5 if n < again else None, in_time=n < again) for n in range(won)]


def of(facts: list[Fact], *costs: Spent, ripe_day: int | None = None) -> dict[object, Figures]:
    return figures(facts, costs, PERIOD, D, ripe_day=ripe_day)


def test_each_figure_of_a_group() -> None:
    facts = [
        fact(1, known=D - 20, again=D - 2, in_time=True, stage=Stage.LOYAL, cents=200_00, clv=80_00),
        fact(2, cents=60_00, stage=Stage.LAPSED, clv=20_00), fact(3, known=D - 3, first=None, cents=0),
        fact(4, first=D - 100, taken=35_00),  # came before: only their money of the period
    ]  # fmt: skip
    one = of(facts, Spent("a", D - 15, 130_00))["a"]
    told = {column: value(one, column).number for column in Column}
    assert told[Column.PROSPECTS] == 2 and told[Column.WON] == 2
    assert told[Column.BASKET] == 50_00 and told[Column.REVENUE] == 260_00 and told[Column.EACH] == 130_00
    assert told[Column.TAKEN] == 35_00 and told[Column.EXPECTED] == 50_00
    assert told[Column.COST] == 130_00 and told[Column.CAC] == 65_00 and told[Column.ROI] == 1.0
    assert one.stages == {Stage.LOYAL: [1], Stage.LAPSED: [2], Stage.PROSPECT: [3]}
    assert value(one, Column.AGAIN).why is Why.FEW and value(one, Column.AGAIN).share == sources.share_of(1, 2)


def test_what_is_not_known_is_never_a_nought() -> None:
    new = of([fact(1, ripe=False)])["a"]
    assert value(new, Column.AGAIN) == Value(None, Why.TOO_NEW) == value(new, Column.LAPSED)
    asked = of([fact(1, known=D - 2, first=None)])["a"]
    assert value(asked, Column.CONVERSION).why is Why.TOO_NEW and value(asked, Column.BASKET).why is Why.NOBODY
    free = of([fact(1)])["a"]
    assert {value(free, c).why for c in (Column.COST, Column.CAC, Column.ROI, Column.PAYBACK)} == {Why.NO_COST}
    assert value(free, Column.EXPECTED).why is Why.NOT_RECKONED
    alone = of([], Spent("a", D - 20, 100_00), ripe_day=D - 10)["a"]
    assert value(alone, Column.CAC).why is Why.NONE_WON and value(alone, Column.ROI).number == -1
    assert value(alone, Column.PAYBACK).why is Why.NOT_YET
    late = of([], Spent("a", D - 5, 100_00), ripe_day=D - 10)["a"]
    assert {value(late, c).why for c in (Column.CAC, Column.ROI, Column.PAYBACK)} == {Why.TOO_NEW}


def test_a_cost_that_goes_on_is_judged_by_what_is_old_enough() -> None:
    costs = (Spent("a", D - 25, 80_00), Spent("a", D - 1, 80_00))
    assert of([fact(1)], *costs, ripe_day=D - 10)["a"].loses  # not even the old cost came back
    assert not of([fact(1, cents=90_00)], *costs, ripe_day=D - 10)["a"].loses


def test_who_came_before_the_book_is_in_no_first_basket_and_no_second_visit() -> None:
    one = of([fact(1, old=True, basket=0), fact(2, again=D - 1, in_time=True)])["a"]
    assert (one.baskets, one.judged, one.ripe, len(one.won)) == (1, 1, 2, 2)


def test_the_period_before_has_its_own_money() -> None:
    before = figures([fact(1, first=D - 100, taken=7, taken_before=9)], [], PERIOD, D, before=True)
    assert before["a"].taken == 9 and not before["a"].won


def test_all_together_is_the_sum() -> None:
    found = of([*many("a", 3, 1), *many("b", 4, 2, start=10)], Spent(None, D, 5))
    total = whole(found)
    assert (len(total.won), total.cents, total.cost, total.judged) == (7, 700_00, 5, 7)
    assert total.first_cost == D and set(found) == {"a", "b", None}


FACTS = st.lists(
    st.builds(
        lambda i, group, first, cents, known: fact(i, group, first=first, cents=cents, known=known),
        st.integers(1, 99), st.sampled_from(["a", "b", None]), st.none() | st.integers(D - 60, D), st.integers(-999, 99_999),
        st.none() | st.integers(D - 60, D),
    ), max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip


@given(FACTS, st.lists(st.builds(Spent, st.sampled_from(["a", "b", None]), st.integers(D - 60, D), st.integers(1, 9_999))))
def test_every_figure_can_be_said(facts: list[Fact], costs: list[Spent]) -> None:
    found = figures(facts, costs, PERIOD, D, ripe_day=D - 20)
    for one in (*found.values(), whole(found)):
        for column in Column:
            told = value(one, column)
            assert (told.number is None) == (told.why is not Why.KNOWN)
            assert figure_words(one, column).key and (detail_words(one, column, 76) is None or True)
    for column in Column:
        for down in (True, False):
            assert set(ordered(found, column, down, {})) == set(found)


def test_sorted_by_any_column_what_is_not_known_last_either_way() -> None:
    found = of([*many("a", 3, 0), *many("b", 1, 0, cents=900_00, start=10)], Spent("a", D, 300), Spent("c", D, 1))
    assert ordered(found, Column.WON, True, {}) == ["a", "b", "c"]
    assert ordered(found, Column.EACH, True, {}) == ["b", "a", "c"] and ordered(found, Column.EACH, False, {}) == ["a", "b", "c"]
    assert ordered(found, Column.COST, False, {}) == ["c", "a", "b"]


# earned back -----------------------------------------------------------------------------------------------------------------


def test_days_until_it_came_back() -> None:
    found = of([fact(1, "a", cents=100_00), fact(2, "b", cents=300_00)], Spent("a", D - 9, 90_00), Spent("b", D - 30, 500_00))
    total = whole(found)
    days = [(D - 10, [(1, 40_00), (2, 300_00)]), (D - 4, [(9, 999_00), (1, 60_00)]), (D - 1, [(1, 1)])]
    read = []
    earn_back(found.values(), total, ((read.append(day), (day, visits))[1] for day, visits in days))  # type: ignore[func-returns-value]
    assert found["a"].earned_back == 5 and found["b"].earned_back is None and total.earned_back is None
    assert read == [D - 10, D - 4]  # no farther than needed


def test_what_was_earned_before_the_first_cost_takes_no_days() -> None:
    found = of([fact(1, "a", cents=100_00)], Spent("a", D - 2, 90_00))
    earn_back(found.values(), whole(found), [(D - 10, [(1, 100_00)])])
    assert found["a"].earned_back == 0 and figure_words(found["a"], Column.PAYBACK).key == "figure_same_day"


def test_the_funnel_narrows() -> None:
    facts = [
        fact(1, known=D - 5, first=None), fact(2, again=D - 1, stage=Stage.LOYAL), fact(3), fact(4, old=True),
        fact(5, first=D - 99), fact(6, stage=Stage.LOYAL),
    ]  # fmt: skip
    assert funnel(facts, PERIOD) == Funnel((1, 2, 3, 6), (2, 3, 6), (2,), (2,))


# verdicts --------------------------------------------------------------------------------------------------------------------


def test_the_busy_but_bad_and_the_small_but_good_are_named() -> None:
    facts = [*many("busy", 120, 12, 60_00), *many("good", 14, 12, 800_00, 200), *many("plain", 60, 30, 300_00, 300)]
    found = of(facts, Spent("busy", D - 25, 9_000_00))
    said = verdicts(found)
    assert (said.best, said.worst, said.loses, said.busiest, said.busy_bad) == ("good", "busy", True, "busy", True)
    best, worst, busy = best_words(said, found, str, 76), worst_words(said, found, str), busy_words(said, found, str)
    assert best.key == "sources_best" and best.numbers["name"] == "good"
    assert worst is not None and worst.key == "sources_loss" and worst.numbers["loss"] == "¥1,800"
    assert busy is not None and busy.key == "sources_busy_bad" and busy.numbers["share"] == "10%"


def test_of_few_nothing_is_concluded() -> None:
    said = verdicts(of(many("a", FEW - 1, FEW - 1)))
    assert said.best is None and best_words(said, {}, str, 9).key == "sources_too_little" and not said.busy_bad


def test_nobody_knows_is_neither_praised_nor_blamed() -> None:
    said = verdicts(of(many(None, 40, 40), Spent(None, D - 20, 99_999_00)))
    assert (said.best, said.worst, said.busiest) == (None, None, None)


def test_without_a_loss_the_least_return_of_several_is_told() -> None:
    facts = [*many("a", 12, 6), *many("b", 12, 6, start=50)]
    one, two = Spent("a", D - 20, 100_00), Spent("b", D - 20, 300_00)
    said = verdicts(of(facts, one, two))
    assert (said.worst, said.loses) == ("b", False)
    worst = worst_words(said, of(facts, one, two), str)
    assert worst is not None and worst.key == "sources_least"
    assert verdicts(of(facts, one)).worst is None  # of one alone nothing is compared
