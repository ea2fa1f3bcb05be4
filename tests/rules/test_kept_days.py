"""Which birthdays are kept on a day: it must agree with every birthday's own word, on every day there is."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.kept_days import LATER, LUNAR, PLAIN, PLAIN_LATER, RULES, SOLAR, USUAL, Key, keys_of_day
from kyuanbook.rules.lunar import FIRST_YEAR, LAST_YEAR, day_of, lunar_of, months_of

LEAP_YEAR = date(2000, 1, 1).toordinal()
EVERY = [
    *(Birthday(Calendar.SOLAR, on.month, on.day) for on in map(date.fromordinal, range(LEAP_YEAR, LEAP_YEAR + 366))),
    *(Birthday(Calendar.LUNAR, m, d, None, leap) for m in range(1, 13) for d in range(1, 31) for leap in (False, True)),
]  # fmt: skip


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def kept_by(birthday: Birthday, rule: str) -> Birthday:
    return replace(birthday, rule=rule)


def matches(key: Key, birthday: Birthday) -> bool:
    """As the queries hold them together."""
    there = Key(birthday.calendar.value, birthday.month, birthday.day, birthday.leap, key.rule)
    return key == there and key.rule in (None, birthday.rule)


def test_agrees_with_every_birthday_by_every_rule_on_every_day_of_the_lunar_table() -> None:
    kept: dict[int, set[Key]] = defaultdict(set)
    for born in EVERY:
        by = [kept_by(born, rule) for rule in (RULES if len(born.choices) > 1 else (USUAL,))]
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 2):
            days = [(one.solar_day_in(year), one.rule) for one in by]
            same = len({day for day, _ in days}) == 1
            for day, rule in days[:1] if same else days:
                if day is not None:
                    kept[day].add(Key(born.calendar.value, born.month, born.day, born.leap, None if same else rule))
    first, last = at(FIRST_YEAR, 1, 1), at(LAST_YEAR + 1, 12, 31)
    assert (len(EVERY), last - first) == (366 + 720, 73_778)
    for day in range(first, last + 1):
        found = keys_of_day(day)
        assert len(found) == len(set(found))
        assert set(found) == kept[day], date.fromordinal(day)


def test_every_birthday_is_kept_once_in_every_year_of_its_calendar_by_every_rule() -> None:
    for birthday in (kept_by(born, rule) for born in EVERY for rule in born.choices):
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            day = birthday.solar_day_in(year)
            assert day is not None
            there = lunar_of(day)
            assert (there.year if there and birthday.calendar is Calendar.LUNAR else date.fromordinal(day).year) == year


def test_rules_move_nothing_but_what_is_absent() -> None:
    for born in (born for born in EVERY if born.calendar is Calendar.LUNAR):
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            months = {(month, leap): length for month, leap, length in months_of(year)}
            usual, later, plain = (kept_by(born, rule).solar_day_in(year) for rule in (USUAL, LATER, PLAIN))
            assert usual is not None and later is not None
            there = (born.month, born.leap) if (born.month, born.leap) in months else (born.month, False)
            moved = born.day > months[there] and born.month != 12
            assert later - usual == moved
            assert (plain == usual) is (not born.leap or (born.month, True) not in months)


def test_the_next_day_of_every_birthday_is_among_its_keys() -> None:
    today = at(2026, 11, 23)
    keys = {day: keys_of_day(day) for day in range(today, today + 400)}
    for birthday in (kept_by(born, rule) for born in EVERY for rule in born.choices):
        day = birthday.next_on_or_after(today)
        assert day is not None and any(matches(key, birthday) for key in keys[day])
        assert not any(matches(key, birthday) for d in range(today, day) for key in keys[d])


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (at(2026, 2, 28), {Key(SOLAR, 2, 28), Key(SOLAR, 2, 29, rule=USUAL), Key(SOLAR, 2, 29, rule=PLAIN)}),
        (at(2026, 3, 1), {Key(SOLAR, 3, 1), Key(SOLAR, 2, 29, rule=LATER), Key(SOLAR, 2, 29, rule=PLAIN_LATER)}),
        (at(2028, 3, 1), {Key(SOLAR, 3, 1)}),
        (at(2028, 2, 28), {Key(SOLAR, 2, 28)}),
        (at(2028, 2, 29), {Key(SOLAR, 2, 29)}),
        (at(2100, 2, 28), {Key(SOLAR, 2, 28), Key(SOLAR, 2, 29, rule=USUAL), Key(SOLAR, 2, 29, rule=PLAIN)}),
    ],
)
def test_29_february(day: int, keys: set[Key]) -> None:
    assert {k for k in keys_of_day(day) if k.calendar == SOLAR} == keys


@pytest.mark.parametrize(
    ("year", "month", "day", "leap", "keys"),
    [
        (2025, 6, 5, True, {Key(LUNAR, 6, 5, True, USUAL), Key(LUNAR, 6, 5, True, LATER)}),  # 2025 has 闰六月: its own day
        (2025, 6, 5, False, {Key(LUNAR, 6, 5), Key(LUNAR, 6, 5, True, PLAIN), Key(LUNAR, 6, 5, True, PLAIN_LATER)}),
        (2026, 6, 5, False, {Key(LUNAR, 6, 5), Key(LUNAR, 6, 5, True)}),  # 2026 has none
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
