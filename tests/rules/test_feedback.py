"""满意度 as it is typed, and what many scores say honestly."""

import random
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.feedback import FeedbackEntry, Mean, Way, clean_feedback, mean_of, mean_score

TODAY = 739_000


def wrong(**typed: object) -> list[str]:
    return [say(p.message) for p in clean_feedback(FeedbackEntry(**typed), TODAY)[1]]  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "score"), [("1", 1), ("5", 5), ("４", 4), (" 3 分", 3), ("５分", 5)])
def test_a_score_is_read_as_it_is_written(typed: str, score: int) -> None:
    clean, problems = clean_feedback(FeedbackEntry(score=typed), TODAY)
    assert not problems and clean.score == score and clean.day == TODAY and clean.way is Way.COUNTER


@pytest.mark.parametrize("typed", ["0", "6", "10", "４.５", "-1", "好", "五", "五分"])
def test_what_is_no_score_is_said_in_one_sentence(typed: str) -> None:
    assert wrong(score=typed) == ["满意度填 1 到 5"]


def test_one_spelt_out_is_offered_as_a_figure() -> None:
    cures = [clean_feedback(FeedbackEntry(score=typed), TODAY)[1][0].cure for typed in ("五", "二分", "两分", "六", "0")]
    assert cures == ["5", "2", "2", None, None]


def test_a_score_or_words_must_be_there_and_words_alone_are_enough() -> None:
    assert wrong() == ["打个分，或写下客人的话"]
    clean, problems = clean_feedback(FeedbackEntry(words="  空调太冷 "), TODAY)
    assert not problems and (clean.score, clean.words) == (None, "空调太冷")
    assert wrong(words="冷" * 201) == ["最多 200 个字，现在有 201 个，请删去 1 个"]
    assert wrong(score="6", words="") == ["满意度填 1 到 5"]  # not also that nothing is there


def test_a_day_to_come_is_asked_about() -> None:
    _, (problem,) = clean_feedback(FeedbackEntry(score="4", day="明天"), TODAY)
    assert problem.asks and problem.cure == "今天"


def test_a_mean_of_few_says_so_and_its_interval_keeps_to_what_a_score_can_be() -> None:
    assert mean_score([], 2) == Mean(0, 0.0, 1, 5)
    one = mean_score([5], 2)
    assert one.few and (one.low, one.high) == (1, 5)
    alike = mean_score([5] * 9, 2)
    assert alike.few and alike.high == 5 and 4.5 < alike.low < 4.7  # nine fives don't prove a five
    many = mean_score([5, 4] * 50, 2)
    assert not many.few and many.low < 4.5 < many.high and many.high - many.low < 0.25
    assert mean_score([1, 2, 3], 2).lows == 2


def test_the_reach_is_students() -> None:
    """t for 9 and for 29 degrees of freedom: 2.262 and 2.045."""
    for n, t in ((10, 2.262), (30, 2.045)):
        numbers = [float(i) for i in range(n)]
        found = mean_of(numbers)
        spread = (sum((x - found.mean) ** 2 for x in numbers) / (n - 1)) ** 0.5
        assert isclose((found.high - found.mean) * n**0.5 / spread, t, abs_tol=0.005)


def test_the_interval_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    r, weights = random.Random(5), (2, 3, 10, 30, 55)
    truth = sum(s * w for s, w in zip(range(1, 6), weights, strict=True)) / 100
    found = [mean_score(r.choices(range(1, 6), weights, k=25), 2) for _ in range(2000)]
    share = sum(m.low <= truth <= m.high for m in found) / 2000
    assert 0.90 < share < 0.98


@given(st.lists(st.integers(1, 5), min_size=1, max_size=200))
def test_the_mean_lies_in_its_interval(scores: list[int]) -> None:
    found = mean_score(scores, 2)
    assert 1 <= found.low <= found.mean + 1e-9 and found.mean - 1e-9 <= found.high <= 5
