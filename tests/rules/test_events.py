"""客户活动 and 花费 as they are typed, and what followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.events import EventEntry, Purse, clean_event, followed, name_and_number

TODAY = 739_700


def test_an_event_as_it_is_typed() -> None:
    entry = EventEntry("护发沙龙", "明天", "", "14:30", "店里二楼", budget="300", words="带一位朋友来")
    clean, problems = clean_event(entry, TODAY)
    assert not problems
    assert (clean.first, clean.last, clean.minute, clean.budget_cents) == (TODAY + 1, TODAY + 1, 870, 300_00)


@pytest.mark.parametrize(
    ("entry", "field", "words"),
    [
        (EventEntry("沙龙", "明天", "昨天"), "last", "结束的日子在开始之前"),
        (EventEntry("沙龙", ""), "first", "请填哪一天"),
        (EventEntry("沙龙", "明天", time="25:00"), "time", "时间看不懂"),
    ],
)
def test_what_is_refused_in_a_sentence(entry: EventEntry, field: str, words: str) -> None:
    _, problems = clean_event(entry, TODAY)
    assert [one.field for one in problems] == [field] and say(problems[0].message).startswith(words)


def test_what_followed_begins_the_day_after_and_ends_with_the_span() -> None:
    purses = [
        Purse((TODAY, TODAY + 1, TODAY + 30, TODAY + 31), (1, 10, 100, 1000), new=False), Purse((TODAY + 2,), (7,), new=True),
        Purse((), (), new=True),
    ]  # fmt: skip
    month = followed(purses, TODAY, TODAY + 30, 30)
    assert month == (30, 2, 3, 117, 2, 1, False)
    assert followed(purses, TODAY, TODAY + 31, 30).over


@given(
    st.lists(st.builds(lambda days, new: Purse(tuple(days), tuple(days), new), st.lists(st.integers(0, 200)), st.booleans())),
    st.integers(0, 200),
)
def test_a_longer_span_never_holds_less_and_nobody_is_counted_twice(purses: list[Purse], today: int) -> None:
    month, quarter = followed(purses, 50, today, 30), followed(purses, 50, today, 90)
    assert month.came <= quarter.came <= len(purses) and month.visits <= quarter.visits
    assert month.won <= quarter.won <= quarter.new


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("王敏 13800005678", ("王敏", "13800005678")), ("138 0000 5678 王敏", ("王敏", "138 0000 5678")), ("王敏", ("王敏", "")),
        ("13800005678", ("", "13800005678")), ("李4", ("李4", "")),
    ],
)  # fmt: skip
def test_name_and_number_at_the_door(typed: str, read: tuple[str, str]) -> None:
    assert name_and_number(typed) == read
