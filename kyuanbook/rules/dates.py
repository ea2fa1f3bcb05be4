"""Days as they are typed (11.23, 昨天, 上周六, 3天前) and as they are said. A day is a proleptic ordinal."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

from kyuanbook.rules.patterns import pattern
from kyuanbook.rules.words import Message, Problem

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
_DAYS_SAID_AS_AGO: Final = 6

_NAMED: Final = {
    "今天": 0, "今日": 0, "今": 0, "today": 0, "昨天": -1, "昨日": -1, "昨": -1, "昨晚": -1, "yesterday": -1,
    "前天": -2,
    "前日": -2, "大前天": -3, "明天": 1, "明日": 1, "明": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_NUMERALS: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0}
_N: Final = r"(\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_AGO: Final = pattern(_N + r"(天|日|周|个?星期|个?礼拜|个?月|年)(之?前|之?后|以前|以后)")
_WEEKDAY: Final = pattern(r"((?:上)*|下+|这个?|本)个?(?:周|星期|礼拜)([一二三四五六日天末1-7])")
_ISO: Final = pattern(r"(\d{4}|\d{2})([-./年])(\d{1,2})[-./月](\d{1,2})[日号]?")
_SOLID: Final = pattern(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY: Final = pattern(r"(\d{1,2})[-./月](\d{1,2})[日号]?|(\d{2})(\d{2})")
_RELATIVE: Final = pattern(
    r"(今年|去年|前年|明年)(\d{1,2})[-./月](\d{1,2})[日号]?|(本月|这个?月|上个?月|下个?月)(\d{1,2})[日号]"
)
_DAY_ONLY: Final = pattern(r"(\d{1,2})[日号]")
_WITH_HOUR: Final = pattern(
    r"(.+?)(?:早上|早晨|上午|中午|下午|傍晚|晚上|\d{1,2}[点时:]|[一二两三四五六七八九十]{1,3}点).*"
)
_YEARS: Final = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}


class _Unreadable(Exception):
    """Not a day in any way we read."""


class _Impossible(Exception):
    """A day no calendar has: 2月30日."""


def read_day(
    text: str | None, today: int, field: str = "day", allow_future: bool = False
) -> tuple[int | None, tuple[Problem, ...]]:
    """The day meant by ``text``; None when nothing was typed or it can't be read.

    A month and day, a weekday or a day of the month without more means the latest such day up to today, or, with
    ``allow_future`` (a call to be made), the next one from today on. A future day asks unless allowed.
    """
    typed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).lower()
    typed = re.sub(r"[。．·、/—–−﹣]|ー", ".", typed).strip(".,，")
    if not typed:
        return None, ()
    try:
        day = _read(typed, date.fromordinal(today), allow_future)
    except _Impossible:
        return None, (Problem(field, Message("day_impossible")),)
    except _Unreadable:
        return None, (_unreadable(typed, today, field) if allow_future else Problem(field, Message("day_unreadable")),)
    if not FIRST_DAY <= day <= LAST_DAY:
        return None, (Problem(field, Message("day_out_of_range", {"first": FIRST_YEAR, "last": LAST_YEAR})),)
    return day, () if allow_future else future_asked(day, today, field)


def _unreadable(typed: str, today: int, field: str) -> Problem:
    """Of a day to come; where only the hour is too much (周六下午3点), the day alone is the cure."""
    match = _WITH_HOUR.fullmatch(typed)
    if match is not None and read_day(match[1], today, field, True)[0] is not None:
        return Problem(field, Message("day_with_hour"), cure=match[1])
    return Problem(field, Message("day_ahead_unreadable"))


def future_asked(day: int, today: int, field: str = "day") -> tuple[Problem, ...]:
    """The question about a day that has not come yet; its cure is today."""
    return (Problem(field, Message("day_future"), asks=True, cure="今天"),) if day > today else ()


def _read(typed: str, today: date, forward: bool) -> int:
    if typed in _NAMED:
        return today.toordinal() + _NAMED[typed]
    if match := _AGO.fullmatch(typed):
        return _shifted(today, _count(match[1]), match[2], -1 if "前" in match[3] else 1)
    if match := _WEEKDAY.fullmatch(typed):
        return _weekday(today.toordinal(), match[1], match[2], forward)
    if match := _ISO.fullmatch(typed):
        if (match[2] == "年") is not ("月" in typed):
            raise _Unreadable
        return _day(_full_year(match[1], today.year), int(match[3]), int(match[4]))
    if match := _SOLID.fullmatch(typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _RELATIVE.fullmatch(typed):
        return _relative(today, match)
    if match := _MONTH_DAY.fullmatch(typed):
        month, day = int(match[1] or match[3]), int(match[2] or match[4])
        _day(2000, month, day)  # 2月29日 exists in some year, 2月30日 in none
        return _nearest(today, forward, lambda n: (today.year + n, month, day))
    if match := _DAY_ONLY.fullmatch(typed):
        number = int(match[1])
        _day(2000, 1, number)
        return _nearest(today, forward, lambda n: (*_month_at(today, n), number))
    raise _Unreadable


def _day(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        raise _Impossible from None


def _count(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if ten:
        return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    if len(text) > 1:
        raise _Unreadable
    return _NUMERALS[text]


def _month_at(today: date, months: int) -> tuple[int, int]:
    whole = today.year * 12 + today.month - 1 + months
    return whole // 12, whole % 12 + 1


def _shifted(today: date, count: int, unit: str, way: int) -> int:
    if unit in ("天", "日"):
        return today.toordinal() + way * count
    if unit[-1] in "周期拜":
        return today.toordinal() + way * 7 * count
    year, month = _month_at(today, way * count * (12 if unit == "年" else 1))
    for day in range(today.day, today.day - 4, -1):  # 31 August, a month later: 30 September
        try:
            return date(year, month, day).toordinal()
        except ValueError:
            if not 1 <= year <= 9999:
                raise _Impossible from None
    raise _Impossible


def _weekday(today: int, week: str, name: str, forward: bool) -> int:
    number = int(name) - 1 if name.isdigit() else "一二三四五六日".index({"天": "日", "末": "六"}.get(name, name))
    this_monday = today - (today - 1) % 7
    if week:
        weeks = week.count("下") - week.count("上")
        return this_monday + 7 * weeks + number
    day = this_monday + number
    if forward:
        return day if day >= today else day + 7
    return day if day <= today else day - 7


def _full_year(figures: str, this_year: int) -> int:
    """Two figures mean the latest such year up to next year: 26 → 2026, 88 → 1988."""
    if len(figures) == 4:
        return int(figures)
    year = this_year - this_year % 100 + int(figures)
    return year if year <= this_year + 1 else year - 100


def _relative(today: date, match: re.Match[str]) -> int:
    if match[1]:
        return _day(today.year + _YEARS[match[1]], int(match[2]), int(match[3]))
    months = {"上": -1, "下": 1}.get(match[4][0], 0)
    return _day(*_month_at(today, months), int(match[5]))


def _nearest(today: date, forward: bool, nth: Callable[[int], tuple[int, int, int]]) -> int:
    """The nearest day of a row of (year, month, day), some of which no calendar has, not after (before) today."""
    way = 1 if forward else -1
    for n in range(0, 10):
        try:
            day = date(*nth(way * n))
        except ValueError:
            continue
        if (day >= today) if forward else (day <= today):
            return day.toordinal()
    raise _Impossible


def month_name(month: int) -> Message:
    """``11月``; a message of its own, because other languages name months."""
    return Message(f"month_{month}")


def month_day(day: int) -> Message:
    """``11月3日``."""
    on = date.fromordinal(day)
    return Message("month_day", {"month": month_name(on.month), "day": on.day})


def full_day(day: int) -> Message:
    """``2025年9月2日``."""
    on = date.fromordinal(day)
    return Message("full_day", {"year": on.year, "month": month_name(on.month), "day": on.day})


def near_day(day: int, today: int) -> Message:
    """``11月3日``, in another year ``2027年1月13日``: a day to come, or one counted from."""
    return month_day(day) if date.fromordinal(day).year == date.fromordinal(today).year else full_day(day)


def weekday(day: int) -> Message:
    """``周一`` … ``周日``."""
    return Message(f"weekday_{date.fromordinal(day).isoweekday()}")


def day_words(day: int | None, today: int) -> Message:
    """今天, 昨天, 6 天前, then 11月3日, in another year 2025年9月2日; 明天 for tomorrow; — for no day."""
    if day is None:
        return Message("no_day")
    ago = today - day
    if ago in (0, 1, -1):
        return Message({0: "day_today", 1: "day_yesterday", -1: "day_tomorrow"}[ago])
    if 0 < ago <= _DAYS_SAID_AS_AGO:
        return Message("day_ago", {"n": ago})
    return near_day(day, today)


_CLOCK: Final = pattern(
    r"(凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(\d{1,2})(?:[:点时.](半|\d{1,2})?分?|(\d\d))?"
)


def read_time(text: str | None, field: str = "time") -> tuple[int | None, tuple[Problem, ...]]:
    """Minutes since midnight of ``14:30``, ``1430``, ``930``, ``下午2点半``; None when nothing was typed or it can't be read."""
    typed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    if not typed:
        return None, ()
    match = _CLOCK.fullmatch(typed)
    hour = int(match[2]) if match else 24
    minute = (30 if match[3] == "半" else int(match[3] or match[4] or 0)) if match else 0
    if match and match[1] in ("下午", "傍晚", "晚上", "晚") and 1 <= hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None, (Problem(field, Message("time_unreadable")),)
    return hour * 60 + minute, ()


def time_words(minutes: int | None) -> str:
    """``14:30``; "" for none."""
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"
