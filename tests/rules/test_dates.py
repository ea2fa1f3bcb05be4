"""Days as typed and as said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.dates import day_words, full_day, month_day, read_day, read_time, time_words, weekday

TODAY = date(2026, 11, 23).toordinal()  # a Monday


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", (2026, 11, 23)), ("昨天", (2026, 11, 22)), ("前天", (2026, 11, 21)), ("大前天", (2026, 11, 20)),
        ("11.23", (2026, 11, 23)), ("11-23", (2026, 11, 23)), ("11/23", (2026, 11, 23)), ("11月23日", (2026, 11, 23)),
        ("11月23号", (2026, 11, 23)), ("2026.11.23", (2026, 11, 23)), ("20261123", (2026, 11, 23)),
        ("1123", (2026, 11, 23)),
        ("2026年11月23日", (2026, 11, 23)), ("26.11.3", (2026, 11, 3)), ("88-8-3", (1988, 8, 3)),
        ("２０２６．１１．３", (2026, 11, 3)),
        ("12.1", (2025, 12, 1)), ("11.24", (2025, 11, 24)), ("2.29", (2024, 2, 29)), ("23号", (2026, 11, 23)),
        ("24号", (2026, 10, 24)), ("31日", (2026, 10, 31)), ("3天前", (2026, 11, 20)), ("三天前", (2026, 11, 20)),
        ("十二天前", (2026, 11, 11)), ("两周前", (2026, 11, 9)), ("1个月前", (2026, 10, 23)), ("2年前", (2024, 11, 23)),
        ("周一", (2026, 11, 23)), ("周六", (2026, 11, 21)), ("星期天", (2026, 11, 22)), ("上周六", (2026, 11, 21)),
        ("上周一", (2026, 11, 16)), ("上上周六", (2026, 11, 14)), ("礼拜二", (2026, 11, 17)), ("周7", (2026, 11, 22)),
        ("去年11月3日", (2025, 11, 3)), ("上个月3号", (2026, 10, 3)), (" 11 . 3 ", (2026, 11, 3)),
        ("11。3", (2026, 11, 3)),
        ("YESTERDAY", (2026, 11, 22)),
    ],
)  # fmt: skip
def test_past_days(typed: str, day: tuple[int, int, int]) -> None:
    assert read_day(typed, TODAY) == (at(*day), ())


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("明天", (2026, 11, 24)), ("后天", (2026, 11, 25)), ("周六", (2026, 11, 28)), ("周一", (2026, 11, 23)),
        ("下周六", (2026, 12, 5)), ("1.5", (2027, 1, 5)), ("11.23", (2026, 11, 23)), ("2.29", (2028, 2, 29)),
        ("3天后", (2026, 11, 26)), ("一个月后", (2026, 12, 23)), ("5号", (2026, 12, 5)), ("下个月5号", (2026, 12, 5)),
        ("昨天", (2026, 11, 22)),
    ],
)  # fmt: skip
def test_days_to_come_where_they_are_allowed(typed: str, day: tuple[int, int, int]) -> None:
    assert read_day(typed, TODAY, allow_future=True) == (at(*day), ())


@pytest.mark.parametrize(
    ("typed", "says", "cure"),
    [
        ("zhouliu", "日期看不懂，请写成 12.3、明天或周六", None), ("早上", "日期看不懂，请写成 12.3、明天或周六", None),
        ("哪天下午", "日期看不懂，请写成 12.3、明天或周六", None),
        ("周六下午", "这里只填哪天，几点请写在备注里", "周六"), ("明天 三点半", "这里只填哪天，几点请写在备注里", "明天"),
        ("12.3 14:30", "这里只填哪天，几点请写在备注里", "12.3"), ("下周六晚上8点", "这里只填哪天，几点请写在备注里", "下周六"),
    ],
)  # fmt: skip
def test_a_day_to_come_that_cannot_be_read_is_asked_for_as_one_to_come(typed: str, says: str, cure: str | None) -> None:
    day, (problem,) = read_day(typed, TODAY, allow_future=True)
    assert day is None and (say(problem.message), problem.cure) == (says, cure)
    assert cure is None or read_day(cure, TODAY, allow_future=True)[0] is not None


@pytest.mark.parametrize("typed", ["明天", "2026.11.24", "下周一", "2天后"])
def test_a_future_day_asks_and_offers_today(typed: str) -> None:
    day, (problem,) = read_day(typed, TODAY, "day")
    assert day is not None and day > TODAY and problem.asks
    assert problem.cure is not None and read_day(problem.cure, TODAY) == (TODAY, ())
    assert say(problem.message) == "这一天还没到"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2.30", "day_impossible"), ("13.1", "day_impossible"), ("2025.2.29", "day_impossible"),
        ("32号", "day_impossible"),
        ("0.0", "day_impossible"), ("2026.11.31", "day_impossible"),
        ("abc", "day_unreadable"), ("周八", "day_unreadable"), ("11", "day_unreadable"), ("1.2.3.4", "day_unreadable"),
        ("1026.11.23", "day_out_of_range"), ("9999年前", "day_impossible"), ("-5", "day_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str, key: str) -> None:
    day, (problem,) = read_day(typed, TODAY, "came")
    assert day is None and (problem.field, problem.message.key, problem.asks) == ("came", key, False)


def test_nothing_typed_is_no_day() -> None:
    assert read_day("", TODAY) == read_day(None, TODAY) == read_day("\u3000", TODAY) == (None, ())


def test_days_in_words() -> None:
    cases = {
        0: "今天",
        1: "昨天",
        -1: "明天",
        2: "2 天前",
        6: "6 天前",
        7: "11月16日",
        -2: "11月25日",
        400: "2025年10月19日",
    }
    assert {n: say(day_words(TODAY - n, TODAY)) for n in cases} == cases
    assert say(day_words(None, TODAY)) == "—"
    assert say(month_day(TODAY)) == "11月23日" and say(full_day(TODAY)) == "2026年11月23日"
    assert [say(weekday(TODAY + n)) for n in range(7)] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("14:30", 870), ("1430", 870), ("14：30", 870), ("9.05", 545), ("下午2点半", 870), ("9点", 540), ("0:00", 0),
        ("23:59", 1439), ("晚上8点10分", 1210), ("上午12:00", 720), ("9", 540), ("930", 570), ("", None), (None, None),
    ],
)  # fmt: skip
def test_times(typed: str | None, minutes: int | None) -> None:
    assert read_time(typed) == (minutes, ())


@pytest.mark.parametrize("typed", ["24:00", "12:60", "abc", "930pm", "-1"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    minutes, (problem,) = read_time(typed)
    assert minutes is None and not problem.asks


def test_times_in_words() -> None:
    assert (time_words(545), time_words(None)) == ("9:05", "")


@given(st.dates(date(1900, 1, 1), date(2026, 11, 23)))
def test_what_is_said_reads_back(day: date) -> None:
    said = say(day_words(day.toordinal(), TODAY))
    assert read_day(said, TODAY) == (day.toordinal(), ())
    assert read_day(f"{day:%Y%m%d}", TODAY) == read_day(day.isoformat(), TODAY) == (day.toordinal(), ())


@given(st.integers(1, 12), st.integers(1, 28), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_bare_month_and_day_is_the_latest_up_to_today(month: int, day: int, today: date) -> None:
    found, problems = read_day(f"{month}.{day}", today.toordinal())
    assert found is not None and problems == () and 0 <= today.toordinal() - found <= 365


@given(st.text("0123456789.-/年月日号天周前后上下一二十今昨 ", max_size=12))
def test_any_text_is_read_or_refused(typed: str) -> None:
    for allow in (False, True):
        day, problems = read_day(typed, TODAY, allow_future=allow)
        assert day is None or isinstance(day, int)
        assert len(problems) <= 1
    read_time(typed)


@given(st.text(max_size=12))
def test_any_unicode_is_read_or_refused(typed: str) -> None:
    read_day(typed, TODAY)
    read_time(typed)
