"""On which day a birthday is kept, by the rule its customer keeps it by; and the other way round: which birthdays are kept on
a day, so that a book of any size is asked for a week's birthdays by an index. Without the rest of the birthdays' rules, which
the first picture does without.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from kyuanbook.rules import lunar

SOLAR: Final = "solar"  # the values of birthdays.Calendar
LUNAR: Final = "lunar"

# the rules a customer may keep their birthday by; "" is the usual one
USUAL: Final = ""
LATER: Final = "later"  # where the day is absent, on the day after: 1 March, the first of the next month
PLAIN: Final = "plain"  # born in a leap month, kept in the plain one every year
PLAIN_LATER: Final = "plain_later"
RULES: Final = (USUAL, LATER, PLAIN, PLAIN_LATER)


class Key(NamedTuple):
    """A birthday without its year, as it lies in the book; ``rule``: kept so by that rule alone, None: by whichever."""

    calendar: str
    month: int
    day: int
    leap: bool = False
    rule: str | None = None


def choices(calendar: str, month: int, day: int, leap: bool) -> tuple[str, ...]:
    """The rules that differ for a birthday, the usual one first. 腊月三十 is 除夕: kept on the last day of the year whatever
    its number, so that nobody has two birthdays in one year and none in the next."""
    if calendar == SOLAR:
        return (USUAL, LATER) if (month, day) == (2, 29) else (USUAL,)
    later = day == 30 and month != 12
    if leap:
        return RULES if later else (USUAL, PLAIN)
    return (USUAL, LATER) if later else (USUAL,)


def kept_on(calendar: str, year: int, month: int, day: int, leap: bool, rule: str = USUAL) -> int | None:
    """The ordinal on which a birthday is kept in that year of its own calendar: 29 February on the 28th in common years, a
    leap month the year lacks in the plain month, day 30 on the 29th, unless ``rule`` says otherwise. A lunar year runs into
    the next solar one. None outside the years the calendar knows (lunar 1900–2100)."""
    later = rule in (LATER, PLAIN_LATER)
    if calendar == LUNAR:
        leap = leap and rule not in (PLAIN, PLAIN_LATER)
        kept = lunar.day_of(year, month, day, leap)
        if kept is None or not later or day != 30 or month == 12:
            return kept
        there = lunar.lunar_of(kept)
        return kept + 1 if there is not None and there.day != 30 else kept
    if not 1 <= year <= 9999:
        return None
    if (month, day) == (2, 29) and not _leap(year):
        return date(year, 2, 28).toordinal() + later
    return date(year, month, day).toordinal()


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def keys_of_day(day: int) -> tuple[Key, ...]:
    """Every birthday kept on the ordinal ``day``, as :func:`kept_on` says. No lunar ones outside the lunar table."""
    on = date.fromordinal(day)
    found = [Key(SOLAR, on.month, on.day)]
    if (on.month, on.day) in ((2, 28), (3, 1)):
        found += _by_rule(day, SOLAR, on.year, 2, 29, False)
    if (on.month, on.day) == (2, 29):
        found = _by_rule(day, SOLAR, on.year, 2, 29, False)
    there = lunar.lunar_of(day)
    if there is not None:
        for month, number, leap in _may_be_kept(there):
            found += _by_rule(day, LUNAR, there.year, month, number, leap)
    return tuple(found)


def _may_be_kept(there: lunar.Lunar) -> Iterator[tuple[int, int, bool]]:
    """(month, day, leap) of the lunar birthdays that some rule may put on that day."""
    for leap in (False, True):
        yield there.month, there.day, leap
        if there.day == 29:
            yield there.month, 30, leap
        before = there.month if there.leap else there.month - 1
        if there.day == 1 and before:
            yield before, 30, leap


def _by_rule(day: int, calendar: str, year: int, month: int, number: int, leap: bool) -> list[Key]:
    kept = [rule for rule in RULES if kept_on(calendar, year, month, number, leap, rule) == day]
    if len(kept) == len(RULES):
        return [Key(calendar, month, number, leap)]
    return [Key(calendar, month, number, leap, rule) for rule in kept]
