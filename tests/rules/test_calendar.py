"""Open days: arithmetic agrees with counting on the fingers."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.calendar import OpenDays

BASE = date(2026, 11, 23).toordinal()  # a Monday
DAYS = st.integers(BASE - 200, BASE + 200)
RANGES = st.lists(st.tuples(DAYS, DAYS), max_size=6)
WEEKDAYS = st.frozensets(st.integers(0, 6), max_size=6)
CALENDARS = st.builds(OpenDays, RANGES, WEEKDAYS)


def is_open(calendar: OpenDays, day: int) -> bool:
    in_range = any(start <= day <= end for start, end in calendar.closed)
    return not in_range and date.fromordinal(day).weekday() not in calendar.weekly


@given(CALENDARS, DAYS, DAYS)
def test_between_counts_open_days(calendar: OpenDays, a: int, b: int) -> None:
    low, high = sorted((a, b))
    counted = sum(is_open(calendar, day) for day in range(low + 1, high + 1))
    assert calendar.between(low, high) == counted
    assert calendar.between(high, low) == -counted
    assert calendar.index(high) - calendar.index(low) == counted


@given(CALENDARS, DAYS, st.integers(-3, 120))
def test_after_is_the_first_such_day(calendar: OpenDays, a: int, n: int) -> None:
    day = calendar.after(a, n)
    assert day >= a
    assert calendar.between(a, day) >= n
    assert day == a or calendar.between(a, day - 1) < n


@given(CALENDARS, DAYS, st.integers(-3, 120))
def test_before_is_the_last_such_day(calendar: OpenDays, b: int, n: int) -> None:
    day = calendar.before(b, n)
    assert day <= b
    assert calendar.between(day, b) >= n
    assert day == b or calendar.between(day + 1, b) < n


@given(CALENDARS, DAYS)
def test_opened_is_the_last_open_day_till_then(calendar: OpenDays, day: int) -> None:
    found = calendar.opened(day)
    assert found <= day and not any(is_open(calendar, later) for later in range(found + 1, day + 1))
    assert is_open(calendar, found) or calendar.plain


@given(CALENDARS, st.lists(DAYS, unique=True, max_size=20))
def test_gaps_are_open_days_and_never_nothing(calendar: OpenDays, days: list[int]) -> None:
    days.sort()
    wanted = [max(1, calendar.between(a, b)) for a, b in pairwise(days)]
    assert calendar.gaps(days) == wanted


@given(RANGES, DAYS, DAYS)
def test_closed_between_counts_closed_days(ranges: list[tuple[int, int]], a: int, b: int) -> None:
    low, high = sorted((a, b))
    counted = sum(any(s <= day <= e for s, e in ranges) for day in range(low + 1, high + 1))
    assert OpenDays(ranges, {0}).closed_between(low, high) == counted


def test_weekly_day_off_is_the_right_weekday() -> None:
    mondays_off = OpenDays(weekly={0})
    assert mondays_off.between(BASE - 1, BASE) == 0
    assert mondays_off.between(BASE, BASE + 1) == 1
    assert mondays_off.between(BASE, BASE + 14) == 12
    assert mondays_off.on_the_wall(12) == 14


def test_closed_all_week_counts_as_open_all_week() -> None:
    assert OpenDays(weekly=range(7)).between(BASE, BASE + 10) == 10
    assert OpenDays(weekly=range(7)).plain


def test_no_such_weekday() -> None:
    with pytest.raises(ValueError, match="weekdays"):
        OpenDays(weekly={7})


def test_stamp_names_the_calendar_not_how_it_was_entered() -> None:
    assert OpenDays([(5, 9), (1, 4)]).stamp == OpenDays([(1, 6), (3, 9)]).stamp
    stamps = {OpenDays().stamp, OpenDays([(1, 9)]).stamp, OpenDays([(1, 8)]).stamp, OpenDays(weekly={0}).stamp}
    assert len(stamps) == 4


def test_a_range_that_ends_before_it_begins_is_empty() -> None:
    assert OpenDays([(9, 5)]).plain
