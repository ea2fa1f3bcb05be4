"""What a visit about to be saved makes of a customer, and which day a sheet is typed back for."""

from datetime import date

import pytest

from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.fit import preset_fit
from kyuanbook.rules.opening import Opening
from kyuanbook.rules.outlook import NOON, day_to_catch_up, outlook
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Stage

TODAY = date(2026, 11, 23).toordinal()  # a Monday
RHYTHM = Rhythm(preset_fit(35))


def regular(gap: int, visits: int, last: int = TODAY) -> list[int]:
    return [last - gap * i for i in range(visits)]


def test_a_first_visit_makes_a_new_customer_expected_after_the_shops_gap() -> None:
    assert outlook([TODAY], TODAY, RHYTHM, ALWAYS_OPEN) == (Stage.NEW, TODAY + 35)


def test_from_the_fourth_visit_on_the_gap_is_their_own() -> None:
    assert outlook(regular(21, 3), TODAY, RHYTHM, ALWAYS_OPEN).due == TODAY + 35
    assert outlook(regular(21, 4), TODAY, RHYTHM, ALWAYS_OPEN).due == TODAY + 21


def test_days_count_once_in_any_order() -> None:
    days = regular(14, 6)
    assert outlook([*reversed(days), *days], TODAY, RHYTHM, ALWAYS_OPEN) == outlook(days, TODAY, RHYTHM, ALWAYS_OPEN)


def test_an_old_visit_names_no_day_that_is_past() -> None:
    ahead = outlook(regular(14, 5, TODAY - 600), TODAY, RHYTHM, ALWAYS_OPEN)
    assert ahead.stage is Stage.LAPSED and ahead.due is None


def test_a_pin_is_the_name_shown() -> None:
    assert outlook([TODAY], TODAY, RHYTHM, ALWAYS_OPEN, pin=Stage.LOYAL).stage is Stage.LOYAL


def test_nobody_is_expected_on_a_closed_day() -> None:
    mondays_off = OpenDays(weekly=[0])
    due = outlook([TODAY], TODAY, RHYTHM, mondays_off).due
    assert due is not None and date.fromordinal(due).weekday() != 0


def test_a_regular_whose_last_visit_nobody_remembers_is_never_new() -> None:
    ahead = outlook([TODAY], TODAY, RHYTHM, ALWAYS_OPEN, Opening(as_of=TODAY - 100))
    assert ahead.stage is Stage.RETURNING and ahead.due == TODAY + 35


@pytest.mark.parametrize(
    ("minute", "calendar", "ago"),
    [
        (NOON, ALWAYS_OPEN, 0), (22 * 60, ALWAYS_OPEN, 0), (9 * 60, ALWAYS_OPEN, 1),
        (9 * 60, OpenDays(weekly=[6]), 2),  # Monday morning, Sundays off: Saturday's sheet
        (9 * 60, OpenDays([(TODAY - 10, TODAY - 1)]), 11), (9 * 60, OpenDays([(TODAY - 400, TODAY - 1)]), 1),
    ],
)  # fmt: skip
def test_a_sheet_is_typed_back_that_evening_or_on_the_next_morning(minute: int, calendar: OpenDays, ago: int) -> None:
    assert day_to_catch_up(TODAY, minute, calendar) == TODAY - ago
