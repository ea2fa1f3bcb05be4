"""Which birthdays are kept on a day: the other way round from ``Birthday.solar_day_in``, so that a book of any size is
asked for a week's birthdays by an index. Without the rest of the birthdays' rules, which the first picture does without.
"""

from datetime import date
from typing import Final, NamedTuple

from kyuanbook.rules import lunar

SOLAR: Final = "solar"  # the values of birthdays.Calendar
LUNAR: Final = "lunar"


class Key(NamedTuple):
    """A birthday without its year, as it lies in the book."""

    calendar: str
    month: int
    day: int
    leap: bool = False


def keys_of_day(day: int) -> tuple[Key, ...]:
    """Every birthday kept on the ordinal ``day``: 29 February on the 28th in common years, a leap month that the year
    lacks in the plain month, day 30 on the 29th of a month that ends with it. No lunar ones outside the lunar table."""
    on = date.fromordinal(day)
    keys = [Key(SOLAR, on.month, on.day)]
    if (on.month, on.day) == (2, 28) and date.fromordinal(day + 1).month == 3:
        keys.append(Key(SOLAR, 2, 29))
    found = lunar.lunar_of(day)
    if found is None:
        return tuple(keys)
    days = [found.day]
    if found.day == 29 and _ends(found):
        days.append(30)
    stands_for_leap = not found.leap and lunar.leap_month(found.year) != found.month
    for leap in (False, True) if stands_for_leap else (found.leap,):
        keys += [Key(LUNAR, found.month, d, leap) for d in days]
    return tuple(keys)


def _ends(found: lunar.Lunar) -> bool:
    """Whether the month ends with this 29th."""
    return (found.month, found.leap, 29) in lunar.months_of(found.year)
