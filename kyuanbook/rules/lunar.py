"""The lunar calendar, 1900–2100. A leap month follows the month whose number it bears."""

from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from kyuanbook.rules import lunar_table
from kyuanbook.rules.lunar_table import FIRST_DAY, YEARS
from kyuanbook.rules.words import Message

FIRST_YEAR: Final = lunar_table.FIRST_YEAR
LAST_YEAR: Final = FIRST_YEAR + len(YEARS) - 1
MONTHS: Final = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_FIGURES: Final = "一二三四五六七八九十"
DAYS: Final = (
    *(f"初{d}" for d in _FIGURES),
    *(f"十{d}" for d in _FIGURES[:9]),
    "二十",
    *(f"廿{d}" for d in _FIGURES[:9]),
    "三十",
)


class Lunar(NamedTuple):
    """A day of the lunar calendar: 2026年闰四月初一 is (2026, 4, 1, True)."""

    year: int
    month: int
    day: int
    leap: bool = False


@cache
def _new_years() -> tuple[int, ...]:
    """The first day of every lunar year, and the day after the last."""
    days = [FIRST_DAY]
    for number in YEARS:  # a bit for each month of 30 days; the first page says the lunar day, so not month by month
        days.append(days[-1] + 29 * (13 if number >> 13 else 12) + (number & 0x1FFF).bit_count())
    return tuple(days)


def leap_month(year: int) -> int:
    """The month followed by its leap month in a lunar year, 0 for none. Raises IndexError outside 1900–2100."""
    return _number(year) >> 13


def _number(year: int) -> int:
    if year < FIRST_YEAR:
        raise IndexError(year)
    return YEARS[year - FIRST_YEAR]


def months_of(year: int) -> tuple[tuple[int, bool, int], ...]:
    """The months of a lunar year in order: (month, whether leap, days)."""
    number = _number(year)
    leap = number >> 13
    names = [(month, False) for month in range(1, 13)]
    if leap:
        names.insert(leap, (leap, True))
    return tuple((month, is_leap, 29 + (number >> place & 1)) for place, (month, is_leap) in enumerate(names))


def lunar_of(day: int) -> Lunar | None:
    """The lunar day of an ordinal; None outside the table (before 1900-01-31, after 2101-01-28)."""
    starts = _new_years()
    if not starts[0] <= day < starts[-1]:
        return None
    place = bisect_right(starts, day) - 1
    year = FIRST_YEAR + place
    rest = day - starts[place]
    for month, leap, length in months_of(year):
        if rest < length:
            return Lunar(year, month, rest + 1, leap)
        rest -= length
    raise AssertionError(day)


def day_of(year: int, month: int, day: int, leap: bool = False) -> int | None:
    """The ordinal of a lunar day as it is kept in that year: where the leap month is absent the plain month stands
    for it, where day 30 is absent day 29. None outside the table or for a month or day that no year has.
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    leap = leap and leap_month(year) == month
    start = _new_years()[year - FIRST_YEAR]
    for number, is_leap, length in months_of(year):
        if (number, is_leap) == (month, leap):
            return start + min(day, length) - 1
        start += length
    raise AssertionError(year, month)


def month_text(month: int, leap: bool = False) -> str:
    """``十月``, ``闰四月``, ``冬月``, ``腊月``."""
    return f"{'闰' if leap else ''}{MONTHS[month - 1]}月"


def lunar_message(month: int, day: int, leap: bool = False) -> Message:
    """``农历十月十五``."""
    return Message("lunar_day", lunar_numbers(month, day, leap))


def lunar_numbers(month: int, day: int, leap: bool) -> dict[str, object]:
    """What fills a sentence: ``month``, ``day`` in Chinese; other languages use ``m``, ``d`` and ``leap``."""
    words: dict[str, object] = {"month": month_text(month, leap), "day": DAYS[day - 1], "m": month, "d": day}
    return words | {"leap": Message("leap_month") if leap else ""}


def lunar_words(day: int) -> Message | None:
    """The lunar day beside a solar one: ``农历十月十五``; None outside the table."""
    found = lunar_of(day)
    return lunar_message(found.month, found.day, found.leap) if found else None
