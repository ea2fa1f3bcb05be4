"""Birthdays, solar and lunar, and when they are kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.birthdays import Birthday, Calendar, check_birthday, read_birthday
from kyuanbook.rules.lunar import day_of, lunar_of, months_of

SOLAR, LUNAR = Calendar.SOLAR, Calendar.LUNAR
TODAY = date(2026, 11, 23).toordinal()


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("typed", "birthday"),
    [
        ("1988.8.3", Birthday(SOLAR, 8, 3, 1988)),
        ("88-8-3", Birthday(SOLAR, 8, 3, 1988)),
        ("05年8月3日", Birthday(SOLAR, 8, 3, 2005)),
        ("8.3", Birthday(SOLAR, 8, 3)),
        ("8月3号", Birthday(SOLAR, 8, 3)),
        ("19880803", Birthday(SOLAR, 8, 3, 1988)),
        ("0803", Birthday(SOLAR, 8, 3)),
        ("１９８８／８／３", Birthday(SOLAR, 8, 3, 1988)),
        ("八月三日", Birthday(SOLAR, 8, 3)),
        ("2.29", Birthday(SOLAR, 2, 29)),
        ("农历8.3", Birthday(LUNAR, 8, 3)),
        ("农历 1988年8月3日", Birthday(LUNAR, 8, 3, 1988)),
        ("八月初三", Birthday(LUNAR, 8, 3)),
        ("阴历八月十五", Birthday(LUNAR, 8, 15)),
        ("腊月廿九", Birthday(LUNAR, 12, 29)),
        ("腊月三十", Birthday(LUNAR, 12, 30)),
        ("正月二十三", Birthday(LUNAR, 1, 23)),
        ("十一月初十", Birthday(LUNAR, 11, 10)),
        ("1987年闰六月初一", Birthday(LUNAR, 6, 1, 1987, True)),
        ("闰6月1日", Birthday(LUNAR, 6, 1, None, True)),
        ("一九八八年八月初三", Birthday(LUNAR, 8, 3, 1988)),
        ("公历8.3", Birthday(SOLAR, 8, 3)),
    ],
)
def test_typed(typed: str, birthday: Birthday) -> None:
    assert read_birthday(typed, TODAY) == (birthday, ())


def test_figures_are_read_by_the_chosen_calendar() -> None:
    assert read_birthday("8.3", TODAY, calendar=LUNAR) == (Birthday(LUNAR, 8, 3), ())
    assert read_birthday("阳历8.3", TODAY, calendar=LUNAR) == (Birthday(SOLAR, 8, 3), ())
    assert read_birthday(" ", TODAY) == read_birthday(None, TODAY) == (None, ())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2.30", "日历上没有这一天，请核对"),
        ("1987.2.29", "日历上没有这一天，请核对"),
        ("农历8.31", "日历上没有这一天，请核对"),
        ("农历13.1", "日历上没有这一天，请核对"),
        ("农历1888年8月3日", "农历只能推算 1900 到 2100 年"),
        ("属龙", "生日看不懂，请写成 1988.8.3、8.3 或农历八月初三"),
    ],
)
def test_refused(typed: str, sentence: str) -> None:
    birthday, (problem,) = read_birthday(typed, TODAY, "born")
    assert birthday is None and problem.field == "born" and not problem.asks and say(problem.message) == sentence


@pytest.mark.parametrize(
    ("typed", "sentence", "cure"),
    [
        ("2027.1.1", "这个生日还没到", None),
        ("1898.1.1", "那样今年要 128 岁了，请核对", None),
        ("1988年闰六月初一", "农历 1988 年没有闰六月", "农历1988年六月初一"),
        ("2025年腊月三十", "农历 2025 年的腊月没有三十", "农历2025年腊月廿九"),
    ],
)
def test_asked_and_kept(typed: str, sentence: str, cure: str | None) -> None:
    birthday, (problem,) = read_birthday(typed, TODAY)
    assert birthday is not None and problem.asks and say(problem.message) == sentence and problem.cure == cure
    if cure:
        assert read_birthday(cure, TODAY)[1] == ()


@pytest.mark.parametrize(
    ("birthday", "today", "kept"),
    [
        (Birthday(SOLAR, 11, 23), TODAY, TODAY),
        (Birthday(SOLAR, 11, 22), TODAY, at(2027, 11, 22)),
        (Birthday(SOLAR, 2, 29), at(2027, 1, 1), at(2027, 2, 28)),
        (Birthday(SOLAR, 2, 29), at(2028, 1, 1), at(2028, 2, 29)),
        (Birthday(SOLAR, 1, 1), at(2026, 12, 31), at(2027, 1, 1)),
        (Birthday(LUNAR, 8, 15), at(2026, 1, 1), at(2026, 9, 25)),
        (Birthday(LUNAR, 12, 30), at(2026, 1, 1), at(2026, 2, 16)),  # 腊月 of 2025 has 29 days
        (Birthday(LUNAR, 12, 29), at(2026, 2, 17), at(2027, 2, 5)),
        (Birthday(LUNAR, 6, 1, None, True), at(2025, 7, 1), at(2025, 7, 25)),
        (Birthday(LUNAR, 6, 1, None, True), at(2026, 1, 1), at(2026, 7, 14)),  # no leap month in 2026
    ],
)
def test_the_next_day_it_is_kept(birthday: Birthday, today: int, kept: int) -> None:
    assert birthday.next_on_or_after(today) == kept


def test_age_counts_birthdays_kept() -> None:
    born = Birthday(SOLAR, 11, 23, 1988)
    assert [born.age_on(TODAY + n) for n in (-1, 0)] == [37, 38]
    assert Birthday(SOLAR, 2, 29, 2000).age_on(at(2027, 2, 28)) == 27
    assert Birthday(LUNAR, 12, 29, 1988).age_on(at(2026, 2, 16)) == 37
    assert Birthday(LUNAR, 12, 29, 1988).age_on(at(2026, 2, 15)) == 36
    assert Birthday(SOLAR, 11, 23).age_on(TODAY) is None and Birthday(SOLAR, 1, 1, 2027).age_on(TODAY) is None


@pytest.mark.parametrize(
    ("birthday", "words"),
    [
        (Birthday(SOLAR, 8, 3), "8月3日"),
        (Birthday(SOLAR, 8, 3, 1988), "1988年8月3日"),
        (Birthday(LUNAR, 8, 3), "农历八月初三"),
        (Birthday(LUNAR, 6, 30, 1987, True), "农历1987年闰六月三十"),
    ],
)
def test_words(birthday: Birthday, words: str) -> None:
    assert say(birthday.words) == words


def birthday_on(born: date, calendar: Calendar, with_year: bool) -> Birthday:
    """The birthday of someone born that day."""
    if calendar is SOLAR:
        return Birthday(SOLAR, born.month, born.day, born.year if with_year else None)
    found = lunar_of(born.toordinal())
    assert found is not None
    return Birthday(LUNAR, found.month, found.day, found.year if with_year else None, found.leap)


BIRTHDAYS = st.builds(
    birthday_on, st.dates(date(1910, 1, 1), date(2026, 11, 23)), st.sampled_from(Calendar), st.booleans()
)


@given(BIRTHDAYS, st.dates(date(1950, 1, 1), date(2099, 1, 1)))
def test_a_true_birthday_is_kept_once_a_year(birthday: Birthday, today: date) -> None:
    assert check_birthday(birthday, TODAY) == ()
    assert read_birthday(birthday.typed, TODAY) == (birthday, ())
    assert read_birthday(say(birthday.words), TODAY) == (birthday, ())
    kept = birthday.next_on_or_after(today.toordinal())
    assert kept is not None and 0 <= kept - today.toordinal() < 386
    assert birthday.next_on_or_after(kept) == kept
    if birthday.calendar is LUNAR:
        found = lunar_of(kept)
        assert found is not None and found.month == birthday.month and found.day in (birthday.day, birthday.day - 1)


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_every_lunar_day_is_kept_somewhere_in_its_year(year: int, month: int, day: int, leap: bool) -> None:
    kept = day_of(year, month, day, leap)
    found = lunar_of(kept) if kept else None
    assert found is not None and (found.year, found.month) == (year, month)
    assert found.leap == (leap and (month, True) in {(m, lp) for m, lp, _ in months_of(year)})


@given(st.text("0123456789.年月日农历闰正腊初廿十一三 ", max_size=14))
def test_any_text_is_read_or_refused(typed: str) -> None:
    birthday, problems = read_birthday(typed, TODAY)
    assert birthday is None or all(p.asks for p in problems)


@pytest.mark.parametrize("typed", ["lunar 8.3", "Lunar8-3", "8.3 lunar"])
def test_a_lunar_birthday_can_be_typed_in_english(typed: str) -> None:
    found, problems = read_birthday(typed, TODAY)
    assert found == Birthday(Calendar.LUNAR, 8, 3) and problems == ()
