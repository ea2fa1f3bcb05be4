"""挽回: the lot, and what the comparison claims: an effect that is there is told, one that is not is not."""

import random
from itertools import combinations
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.winback import (
    MOST_SHARE,
    OFFERED_SHARE,
    SURE,
    Answer,
    AttemptEntry,
    Batch,
    CleanAttempt,
    Verdict,
    clean_attempt,
    compare,
    draw,
    draw_list,
    exact_p,
    held_count,
    level,
    planned,
)

TODAY = 739_314
LISTS, ROWS = 14, 50  # a list of fifty every fortnight: what a shop gathers in half a year
SEEDS = range(100)
CLAIMS = {Verdict.HELPED, Verdict.SURELY, Verdict.HARMED}


def half_a_year(seed: str, called: float, by_themselves: float, lists: int = LISTS) -> list[Batch]:
    """Lists as a shop prints them, a fifth of each left alone; each comes back with the chance of their group."""
    r, held = random.Random(seed), held_count(ROWS, OFFERED_SHARE)
    return [
        Batch(
            ROWS - held, sum(r.random() < called for _ in range(ROWS - held)), held,
            sum(r.random() < by_themselves for _ in range(held)),
        )
        for _ in range(lists)
    ]  # fmt: skip


def answers(called: float, by_themselves: float) -> list[Answer]:
    return [compare(half_a_year(f"{called} {by_themselves} {seed}", called, by_themselves)) for seed in SEEDS]


def test_an_effect_and_none_are_told_apart_in_words() -> None:
    told = answers(0.5, 0.3)
    assert sum(a.verdict.claims for a in told) >= 95
    assert sum("电话起了作用" in say(a.words) for a in told) >= 95
    for by_themselves in (0.3, 0.5):
        none = answers(by_themselves, by_themselves)
        assert sum(a.verdict in CLAIMS for a in none) <= 5
        assert sum(a.verdict is Verdict.NO_DIFFERENCE for a in none) >= 95


def test_who_looks_after_every_list_is_not_misled_either() -> None:
    misled = 0
    for seed in SEEDS:
        lists = half_a_year(f"looking {seed}", 0.3, 0.3)
        misled += any(compare(lists[:n]).verdict in CLAIMS for n in range(1, LISTS + 1))
    assert misled <= 7  # of 100: a twentieth, and what a hundred may show of one


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    held = sum(a.low <= 0.2 <= a.high for a in answers(0.5, 0.3)) + sum(a.low <= 0 <= a.high for a in answers(0.4, 0.4))
    assert 182 <= held <= 198  # of 200, at 95 %


def test_only_those_won_by_calling_are_counted() -> None:
    answer = compare([Batch(400, 200, 100, 30)])
    assert answer.won == pytest.approx(80) and answer.called_came == 200
    assert answer.won_low < 80 < answer.won_high
    assert answer.verdict is Verdict.SURELY
    none = compare([Batch(400, 120, 100, 30)])
    assert none.won == pytest.approx(0) and none.verdict is Verdict.NO_DIFFERENCE
    assert compare([Batch(400, 60, 100, 50)]).verdict is Verdict.HARMED


def test_a_few_say_how_many_are_wanting() -> None:
    answer = compare([Batch(40, 20, 20, 6)])
    assert answer.verdict is Verdict.TOO_FEW
    assert answer.words.numbers["verdict"].numbers["missing"] == answer.needed - 60 > 0  # type: ignore[attr-defined]
    assert compare([]).verdict is compare([Batch(40, 20, 0, 0)]).verdict is Verdict.NOTHING
    assert compare([Batch(1, 1, 1, 0)]).verdict is Verdict.TOO_FEW


def test_a_difference_that_is_plain_to_see_is_not_said_to_be_hidden() -> None:
    plain = compare([Batch(32, 24, 8, 0)])
    assert plain.p < 0.001 and plain.verdict is Verdict.LEANS and not plain.verdict.claims
    assert "人还少" in say(plain.words) and "才看得出来" not in say(plain.words)
    assert compare([Batch(32, 2, 8, 8)]).verdict is Verdict.LEANS_AGAINST


def test_the_exact_chance_is_that_of_all_choices() -> None:
    """Every way in which the lot could have fallen, one by one."""
    for batches in ([Batch(4, 3, 3, 1)], [Batch(4, 4, 2, 0), Batch(3, 1, 2, 1)], [Batch(2, 0, 2, 0)], [Batch(3, 3, 1, 1)]):
        ways: dict[int, float] = {0: 1.0}
        for b in batches:
            came = [True] * (b.called_came + b.held_came) + [False] * (b.called + b.held - b.called_came - b.held_came)
            one = [sum(came[i] for i in who) for who in combinations(range(len(came)), b.called)]
            ways = {
                n: sum(p * one.count(n - m) / len(one) for m, p in ways.items())
                for n in {m + k for m in ways for k in one}
            }
        seen = ways[sum(b.called_came for b in batches)]
        assert isclose(exact_p(batches), sum(p for p in ways.values() if p <= seen * (1 + 1e-9)), rel_tol=1e-9)


def test_lists_that_differ_are_compared_each_with_itself() -> None:
    """Many called where few come anyway, few where many do: thrown together calling would seem to harm."""
    lists = [Batch(90, 27, 10, 2), Batch(10, 9, 90, 72)]
    assert sum(b.called_came for b in lists) / 100 < sum(b.held_came for b in lists) / 100
    assert compare(lists).difference == pytest.approx(0.1)
    assert compare([Batch(40, 20, 20, 6)] * 2).difference == pytest.approx(compare([Batch(80, 40, 40, 12)]).difference)
    whole, halves = compare([Batch(80, 40, 40, 12)]), compare([Batch(40, 20, 20, 6)] * 2)
    assert (halves.low, halves.high) == pytest.approx((whole.low, whole.high))


def test_newcombes_own_example() -> None:
    """56/70 against 48/80: 0.2, from 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
    answer = compare([Batch(70, 56, 80, 48)])
    assert (answer.low, answer.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_how_many_are_needed() -> None:
    assert planned(0.3, 0.5) < planned(0.3, 0.2) < planned(0.3, 0.05)
    assert 200 < planned(0.3, 0.2) < LISTS * ROWS
    assert planned(1.0, 0.2) == planned(0.8, 0.2) > 0 and planned(0.0, 0.2) > 0
    assert level(10, 300) < level(150, 300) < level(300, 300) == level(900, 300) <= SURE


groups = st.integers(0, 60)


@given(st.lists(st.tuples(groups, groups, st.floats(0, 1), st.floats(0, 1)), max_size=6))
def test_any_lists_get_a_true_answer(lists: list[tuple[int, int, float, float]]) -> None:
    batches = [Batch(c, round(c * x), h, round(h * y)) for c, h, x, y in lists]
    answer = compare(batches)
    assert 0 <= answer.p <= 1 + 1e-9
    assert -1 <= answer.low <= answer.difference <= answer.high <= 1
    assert answer.won_low <= answer.won <= answer.won_high
    assert answer.words.key in ("winback_compared", "winback_none_held")


# the lot -----------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 300), st.floats(-1, 2))
def test_a_share_is_left_alone_and_never_all(many: int, share: float) -> None:
    held = held_count(many, share)
    assert 0 <= held <= max(0, many - 1) and held <= round(many * MOST_SHARE)
    assert len(draw(range(many), share, "7")) == held


def test_drawn_again_the_lot_falls_on_the_same() -> None:
    everybody = list(range(1, 101))
    assert draw(everybody, 0.2, "7") == draw(reversed(everybody), 0.2, "7") != draw(everybody, 0.2, "8")
    times = [sum(i in draw(everybody, 0.2, str(n)) for n in range(1000)) for i in everybody]
    assert all(150 <= n <= 250 for n in times)  # everybody as often as everybody else


def test_the_paper_is_filled_and_who_was_drawn_lately_is_not_drawn() -> None:
    ranked = list(range(100))
    fresh = frozenset(i for i in ranked if i % 2)
    drawn = draw_list(ranked, fresh, 0.2, "3", limit=20)
    assert len(drawn.called) == 20 and set(drawn.held) <= fresh and drawn.held
    assert max(drawn.held) <= max(*drawn.called, *drawn.held) == len(drawn.called) + len(drawn.held) - 1
    whole = draw_list(ranked, fresh, 0.2, "3")
    assert sorted(whole.called + whole.held) == ranked and len(whole.held) == 10
    assert draw_list(ranked, fresh, 0.0, "3", limit=20) == (tuple(range(20)), ())
    assert draw_list([], frozenset(), 0.2, "3", limit=20) == ((), ())


def test_an_attempt_as_typed() -> None:
    clean, wrong = clean_attempt(AttemptEntry("offer", "20", "昨天", "八折"), TODAY)
    assert clean == CleanAttempt("offer", 2000, TODAY - 1, "八折") and not wrong
    assert clean_attempt(AttemptEntry("上门看望"), TODAY)[0] == CleanAttempt("上门看望", 0, TODAY, "")
    for entry, field in (
        (AttemptEntry(""), "measure"), (AttemptEntry(cost="很多"), "cost"), (AttemptEntry(day="某天"), "day"),
        (AttemptEntry(note="长" * 200), "note"), (AttemptEntry(day="明天"), "day"),
    ):  # fmt: skip
        assert [p.field for p in clean_attempt(entry, TODAY)[1]] == [field]
