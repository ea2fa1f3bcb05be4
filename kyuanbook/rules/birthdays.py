"""Birthdays by the solar or the lunar calendar, with or without a year, and the days on which they are kept."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from kyuanbook.rules import kept_days, lunar
from kyuanbook.rules.dates import FIRST_YEAR, month_name
from kyuanbook.rules.words import Message, Problem

OLDEST: Final = 120


class Calendar(StrEnum):
    """By which calendar a birthday is kept."""

    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class Birthday:
    """``year`` is the lunar year for a lunar birthday; ``leap``: in the leap month of that number; ``rule``: of ``kept_days``,
    by which it is kept where its day is absent, or in a year that has the leap month."""

    calendar: Calendar
    month: int
    day: int
    year: int | None = None
    leap: bool = False
    rule: str = kept_days.USUAL

    def solar_day_in(self, year: int) -> int | None:
        """The ordinal on which it is kept in that year of its own calendar, as :func:`kept_days.kept_on` says."""
        return kept_days.kept_on(self.calendar.value, year, self.month, self.day, self.leap, self.rule)

    @property
    def choices(self) -> tuple[str, ...]:
        """The rules that make a difference to it, the usual one first: one for nearly all."""
        return kept_days.choices(self.calendar.value, self.month, self.day, self.leap)

    def kept_by(self, rule: str) -> "Birthday":
        """The same, kept by ``rule``; by the usual one where that makes no difference."""
        return replace(self, rule=rule if rule in self.choices else kept_days.USUAL)

    def rule_words(self, rule: str) -> tuple[Message, ...]:
        """What a rule of its choices says: ``没三十过廿九``."""
        if self.calendar is Calendar.SOLAR:
            return (Message("birth_29_later" if rule == kept_days.LATER else "birth_29_usual"),)
        said = []
        if self.leap:
            plain = rule in (kept_days.PLAIN, kept_days.PLAIN_LATER)
            month = {"month": lunar.month_text(self.month), "m": self.month}
            said.append(Message("birth_leap_plain" if plain else "birth_leap_usual", month))
        if kept_days.LATER in self.choices:
            later = rule in (kept_days.LATER, kept_days.PLAIN_LATER)
            said.append(Message("birth_30_later" if later else "birth_30_usual"))
        return tuple(said)

    def next_on_or_after(self, today: int) -> int | None:
        """The next day on which it is kept, today included; None beyond the lunar table."""
        year = date.fromordinal(today).year
        days = (self.solar_day_in(y) for y in (year - 1, year, year + 1))
        return next((day for day in days if day is not None and day >= today), None)

    def age_on(self, day: int) -> int | None:
        """Birthdays kept since birth, up to and with ``day``; None without a year or before birth."""
        if self.year is None:
            return None
        found = lunar.lunar_of(day) if self.calendar is Calendar.LUNAR else None
        year = found.year if found else date.fromordinal(day).year
        kept = self.solar_day_in(year)
        age = year - self.year - (1 if kept is None or kept > day else 0)
        return age if age >= 0 else None

    @property
    def words(self) -> Message:
        """``8月3日``, ``1988年8月3日``, ``农历八月初三``, ``农历1988年闰六月三十``."""
        if self.calendar is Calendar.LUNAR:
            numbers = lunar.lunar_numbers(self.month, self.day, self.leap)
            if self.year is None:
                return Message("birthday_lunar", numbers)
            return Message("birthday_lunar_year", numbers | {"year": self.year})
        numbers = {"month": month_name(self.month), "day": self.day}
        return (
            Message("month_day", numbers) if self.year is None else Message("full_day", numbers | {"year": self.year})
        )

    @property
    def typed(self) -> str:
        """As one types it; :func:`read_birthday` reads it back."""
        if self.calendar is Calendar.LUNAR:
            year = f"{self.year}年" if self.year is not None else ""
            return f"农历{year}{lunar.month_text(self.month, self.leap)}{lunar.DAYS[self.day - 1]}"
        return f"{self.year}.{self.month}.{self.day}" if self.year is not None else f"{self.month}.{self.day}"


def check_birthday(birthday: Birthday, today: int, field: str = "birthday") -> tuple[Problem, ...]:
    """What is wrong with it. A day no calendar has is refused; one its year lacks, one to come or too old asks."""
    refusal = _refusal(birthday)
    if refusal:
        return (Problem(field, refusal),)
    if birthday.year is None:
        return ()
    asked = _absent_in_year(birthday, field)
    born = birthday.solar_day_in(birthday.year)
    if born is not None and born > today:
        return (*asked, Problem(field, Message("birthday_future"), asks=True))
    age = date.fromordinal(today).year - birthday.year
    if age > OLDEST:
        return (*asked, Problem(field, Message("birthday_long_ago", {"age": age}), asks=True))
    return asked


def _refusal(birthday: Birthday) -> Message | None:
    year = birthday.year
    if birthday.calendar is Calendar.LUNAR:
        if not (1 <= birthday.month <= 12 and 1 <= birthday.day <= 30):
            return Message("birthday_impossible")
        if year is not None and not lunar.FIRST_YEAR <= year <= lunar.LAST_YEAR:
            return Message("birthday_lunar_range", {"first": lunar.FIRST_YEAR, "last": lunar.LAST_YEAR})
        return None
    try:
        date(2000 if year is None else year, birthday.month, birthday.day)
    except ValueError:
        return Message("birthday_impossible")
    if birthday.leap or (year is not None and year < FIRST_YEAR - 100):
        return Message("birthday_impossible")
    return None


def _absent_in_year(birthday: Birthday, field: str) -> tuple[Problem, ...]:
    """A lunar day that the year of birth did not have; the cure is the day on which it would be kept."""
    if birthday.calendar is Calendar.SOLAR or birthday.year is None:
        return ()
    kept = birthday.solar_day_in(birthday.year)
    true = lunar.lunar_of(kept) if kept is not None else None
    if true is None or (true.leap, true.day) == (birthday.leap, birthday.day):
        return ()
    cure = Birthday(Calendar.LUNAR, true.month, true.day, birthday.year, true.leap).typed
    year, month = birthday.year, lunar.month_text(birthday.month, birthday.leap)
    if true.leap is not birthday.leap:
        message = Message("birthday_no_leap", {"year": year, "month": lunar.MONTHS[birthday.month - 1]})
    else:
        message = Message("birthday_no_thirtieth", {"year": year, "month": month})
    return (Problem(field, message, asks=True, cure=cure),)


_ERA: Final = re.compile(r"(农历|阴历|旧历|lunar|公历|阳历|新历)", re.IGNORECASE)
_FIGURES: Final = re.compile(r"(?:(\d{4}|\d{2})[-./年])?(闰)?(\d{1,2})[-./月](\d{1,2})[日号]?")
_SOLID: Final = re.compile(r"(\d{4})?(\d{2})(\d{2})")
_HAN_DAY: Final = r"初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二?十|二十[一二三四五六七八九]|三十|廿"
_HAN: Final = re.compile(
    rf"(?:(\d{{4}}|\d{{2}}|[〇零一二三四五六七八九]{{4}})年)?(闰)?(正|十[一二]|[一二三四五六七八九十]|冬|腊|十一|十二)月"
    rf"(?:({_HAN_DAY})|([一二三四五六七八九])[日号])[日号]?"
)
_UNITS: Final = "〇一二三四五六七八九"


def read_birthday(
    text: str | None, today: int, field: str = "birthday", calendar: Calendar = Calendar.SOLAR
) -> tuple[Birthday | None, tuple[Problem, ...]]:
    """``1988.8.3``, ``8-3``, ``19880803``, ``8月3日``; lunar: ``农历8.3``, ``八月初三``, ``1988年闰六月三十``, ``腊月廿九``.

    ``calendar`` is for figures without a word for it; Chinese days (初三, 廿九) are lunar of themselves.
    """
    typed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).replace("。", ".").replace("、", ".")
    if era := _ERA.search(typed):
        calendar = Calendar.LUNAR if era[1].lower() in ("农历", "阴历", "旧历", "lunar") else Calendar.SOLAR
        typed = _ERA.sub("", typed)
    if not typed:
        return None, ()
    birthday = _read(typed, calendar, date.fromordinal(today).year)
    if birthday is None:
        return None, (Problem(field, Message("birthday_unreadable")),)
    problems = check_birthday(birthday, today, field)
    return (None if any(not p.asks for p in problems) else birthday), problems


def _read(typed: str, calendar: Calendar, this_year: int) -> Birthday | None:
    if match := _FIGURES.fullmatch(typed):
        kind = Calendar.LUNAR if match[2] else calendar
        return Birthday(kind, int(match[3]), int(match[4]), _year(match[1], this_year), bool(match[2]))
    if match := _SOLID.fullmatch(typed):
        return Birthday(calendar, int(match[2]), int(match[3]), _year(match[1], this_year))
    if match := _HAN.fullmatch(typed):
        day = _han_day(match[4] or match[5])
        said_lunar = match[2] or match[3] in "正冬腊" or (match[4] or "")[:1] in ("初", "廿")
        kind = Calendar.LUNAR if said_lunar else calendar
        return Birthday(kind, _han_month(match[3]), day, _year(match[1], this_year), bool(match[2]))
    return None


def _year(figures: str | None, this_year: int) -> int | None:
    """Two figures mean the latest such year that has begun: 88 → 1988, 05 → 2005."""
    if figures is None:
        return None
    if not figures.isdigit():
        figures = "".join(str(_UNITS.index(c.replace("零", "〇"))) for c in figures)
    if len(figures) == 4:
        return int(figures)
    year = this_year - this_year % 100 + int(figures)
    return year if year <= this_year else year - 100


def _han_month(text: str) -> int:
    named = {"正": 1, "冬": 11, "腊": 12, "十": 10, "十一": 11, "十二": 12}
    return named[text] if text in named else _UNITS.index(text)


def _han_day(text: str) -> int:
    if text in lunar.DAYS:
        return lunar.DAYS.index(text) + 1
    if text in _UNITS:
        return _UNITS.index(text)
    return {"十": 10, "廿": 20}.get(text) or 20 + _UNITS.index(text[-1])
