"""The lunar calendar against borax, every day of two centuries."""

from datetime import date

import pytest
from borax.calendars.lunardate import MAX_SOLAR_DATE, MIN_SOLAR_DATE, LCalendars, LunarDate

from kyuanbook.language import say
from kyuanbook.rules import lunar_table
from kyuanbook.rules.lunar import FIRST_YEAR, LAST_YEAR, Lunar, day_of, leap_month, lunar_of, lunar_words, months_of
from resources.lunar import make


def test_every_day_is_as_borax_has_it() -> None:
    first, last = MIN_SOLAR_DATE.toordinal(), MAX_SOLAR_DATE.toordinal()
    year, month, day, leap = 1900, 1, 0, False
    lengths = {(y, m, bool(lp)): n for y in range(1900, 2101) for m, n, lp in LCalendars.iter_year_month(y)}
    order = list(lengths)
    place = 0
    for ordinal in range(first, last + 1):
        day += 1
        if day > lengths[year, month, leap]:
            place, day = place + 1, 1
            year, month, leap = order[place]
        assert lunar_of(ordinal) == Lunar(year, month, day, leap)
        assert day_of(year, month, day, leap) == ordinal
    assert lunar_of(first - 1) is None and lunar_of(last + 1) is None


@pytest.mark.parametrize("step", range(3))
def test_borax_itself_says_so_on_sample_days(step: int) -> None:
    for ordinal in range(MIN_SOLAR_DATE.toordinal() + step, MAX_SOLAR_DATE.toordinal(), 29):
        theirs = LunarDate.from_solar(date.fromordinal(ordinal))
        assert lunar_of(ordinal) == Lunar(theirs.year, theirs.month, theirs.day, bool(theirs.leap))


def test_the_table_is_what_its_command_writes() -> None:
    assert tuple(make.year_number(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)) == lunar_table.YEARS


@pytest.mark.parametrize(
    ("solar", "words"),
    [
        ((2026, 2, 17), "农历正月初一"), ((2026, 11, 23), "农历十月十五"), ((2025, 7, 25), "农历闰六月初一"),
        ((2024, 2, 9), "农历腊月三十"), ((2025, 1, 28), "农历腊月廿九"), ((2025, 12, 20), "农历冬月初一"),
        ((2033, 12, 22), "农历闰冬月初一"), ((1979, 1, 1), "农历腊月初三"),
    ],
)  # fmt: skip
def test_known_days(solar: tuple[int, int, int], words: str) -> None:
    message = lunar_words(date(*solar).toordinal())
    assert message is not None and say(message) == words


def test_a_leap_month_and_a_thirtieth_that_a_year_lacks() -> None:
    assert leap_month(2025) == 6 and leap_month(2026) == 0
    assert day_of(2026, 6, 1, leap=True) == day_of(2026, 6, 1)
    assert day_of(2025, 6, 1, leap=True) == date(2025, 7, 25).toordinal()
    short = next(m for m, leap, n in months_of(2026) if n == 29 and not leap)
    assert day_of(2026, short, 30) == day_of(2026, short, 29)


@pytest.mark.parametrize(
    "wrong", [(1899, 1, 1), (2101, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 1, 31), (2026, 1, 0)]
)
def test_what_no_year_has(wrong: tuple[int, int, int]) -> None:
    assert day_of(*wrong) is None
    with pytest.raises(IndexError):
        leap_month(1899)
