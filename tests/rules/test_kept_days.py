"""Which birthdays are kept on a day: it must agree with every birthday's own word, on every day there is."""

from collections import defaultdict
from datetime import date

import pytest

from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.kept_days import LUNAR, SOLAR, Key, keys_of_day
from kyuanbook.rules.lunar import FIRST_YEAR, LAST_YEAR, day_of

LEAP_YEAR = date(2000, 1, 1).toordinal()
EVERY = [
    *(Birthday(Calendar.SOLAR, on.month, on.day) for on in map(date.fromordinal, range(LEAP_YEAR, LEAP_YEAR + 366))),
    *(Birthday(Calendar.LUNAR, m, d, None, leap) for m in range(1, 13) for d in range(1, 31) for leap in (False, True)),
]  # fmt: skip


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def key(birthday: Birthday) -> Key:
    return Key(birthday.calendar, birthday.month, birthday.day, birthday.leap)


def test_agrees_with_every_birthday_on_every_day_of_the_lunar_table() -> None:
    kept: dict[int, set[Key]] = defaultdict(set)
    for birthday in EVERY:
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 2):
            day = birthday.solar_day_in(year)
            if day is not None:
                kept[day].add(key(birthday))
    first, last = at(FIRST_YEAR, 1, 1), at(LAST_YEAR + 1, 12, 31)
    assert (len(EVERY), last - first) == (366 + 720, 73_778)
    for day in range(first, last + 1):
        found = keys_of_day(day)
        assert len(found) == len(set(found))
        assert set(found) == kept[day], date.fromordinal(day)


def test_the_next_day_of_every_birthday_is_among_its_keys() -> None:
    today = at(2026, 11, 23)
    for birthday in EVERY:
        day = birthday.next_on_or_after(today)
        assert day is not None and key(birthday) in keys_of_day(day)
        assert all(key(birthday) not in keys_of_day(d) for d in range(today, day))


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (at(2026, 2, 28), {Key(SOLAR, 2, 28), Key(SOLAR, 2, 29)}),
        (at(2028, 2, 28), {Key(SOLAR, 2, 28)}),
        (at(2028, 2, 29), {Key(SOLAR, 2, 29)}),
        (at(2100, 2, 28), {Key(SOLAR, 2, 28), Key(SOLAR, 2, 29)}),
    ],
)
def test_29_february(day: int, keys: set[Key]) -> None:
    assert {k for k in keys_of_day(day) if k.calendar == SOLAR} == keys


@pytest.mark.parametrize(
    ("year", "month", "day", "leap", "keys"),
    [
        (2025, 6, 1, True, {Key(LUNAR, 6, 1, True)}),  # 2025 has 闰六月: its own day
        (2025, 6, 1, False, {Key(LUNAR, 6, 1)}),
        (2026, 6, 1, False, {Key(LUNAR, 6, 1), Key(LUNAR, 6, 1, True)}),  # 2026 has none
        (2025, 12, 29, False, {Key(LUNAR, 12, d, leap) for d in (29, 30) for leap in (False, True)}),  # 腊月 of 29 days
        (2023, 12, 29, False, {Key(LUNAR, 12, 29), Key(LUNAR, 12, 29, True)}),  # of 30
    ],
)  # fmt: skip
def test_lunar_months_and_their_ends(year: int, month: int, day: int, leap: bool, keys: set[Key]) -> None:
    found = day_of(year, month, day, leap)
    assert found is not None
    assert {k for k in keys_of_day(found) if k.calendar == LUNAR} == keys


def test_beyond_the_lunar_table_the_solar_ones_remain() -> None:
    assert keys_of_day(at(2150, 8, 3)) == (Key(SOLAR, 8, 3),)
    assert keys_of_day(date.max.toordinal()) == (Key(SOLAR, 12, 31),)
