"""The time a report is about: a month, a quarter, a year, days of one's own, or all there ever was."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from kyuanbook.rules.dates import full_day, month_name, read_day
from kyuanbook.rules.lapses import first_of, month_of
from kyuanbook.rules.sources import Period
from kyuanbook.rules.words import Message, Problem

_MONTH: Final = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?")
MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


class Span(StrEnum):
    """How long it is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"
    ALL = "all"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"span_{self.value}")


def of_month(month: int) -> Period:
    """A month, counted on as ``rules.lapses`` has it."""
    return Period(first_of(month), first_of(month + 1) - 1)


def around(span: Span, day: int) -> Period:
    """The month, quarter or year that ``day`` lies in; of days one's own the thirty that end with it; of all, up to it."""
    if span is Span.ALL:
        return Period(0, day)
    if span is Span.DAYS:
        return Period(day - 29, day)
    many = MONTHS[span.value]
    begin = month_of(day) // many * many
    return Period(first_of(begin), first_of(begin + many) - 1)


def moved(span: Span, period: Period, by: int) -> Period:
    """``by`` periods on or back; all there ever was stays."""
    if span is Span.ALL:
        return period
    if span is Span.DAYS:
        long = (period.last - period.first + 1) * by
        return Period(period.first + long, period.last + long)
    many = MONTHS[span.value]
    begin = month_of(period.first) + many * by
    return Period(first_of(begin), first_of(begin + many) - 1)


def before(span: Span, period: Period, today: int) -> Period | None:
    """The period before, of one that is not over only as many days as have passed; None of all there ever was."""
    if span is Span.ALL:
        return None
    first, last = moved(span, period, -1)
    passed = today - period.first
    return Period(first, min(last, first + passed) if 0 <= passed < period.last - period.first else last)


def words(span: Span, period: Period) -> Message:
    """``2026年10月``, ``2026年第 4 季度``, ``2026年``, ``2026年10月3日到11月2日``, ``到现在全部``."""
    if span is Span.ALL:
        return Message("period_all")
    on = date.fromordinal(period.first)
    if span is Span.YEAR:
        return Message("period_year", {"year": on.year})
    if span is Span.QUARTER:
        return Message("period_quarter", {"year": on.year, "n": (on.month + 2) // 3})
    if span is Span.MONTH:
        return month_words(month_of(period.first))
    return Message("period_days", {"first": full_day(period.first), "last": full_day(period.last)})


def month_words(month: int) -> Message:
    """``2026年10月``."""
    return Message("period_month", {"year": month // 12, "month": month_name(month % 12 + 1)})


def read_month(typed: str) -> int | None:
    """``2026-10``, ``2026年10月`` as a month counted on; None where it is none."""
    match = _MONTH.fullmatch(typed.strip())
    if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
        return None
    return int(match[1]) * 12 + int(match[2]) - 1


def read_days(first: str, last: str, today: int) -> tuple[Period | None, tuple[Problem, ...]]:
    """Days of one's own as typed; the end may be left open: today. One that ends before it begins is refused."""
    begin, wrong = read_day(first, today, "first")
    end, more = read_day(last, today, "last") if last.strip() else (today, ())
    if not first.strip() and not wrong:
        wrong = (Problem("first", Message("period_first_missing")),)
    problems = (*wrong, *more)
    if problems or begin is None or end is None:
        return None, problems
    if end < begin:
        return None, (Problem("last", Message("period_ends_before"), cure=first),)
    return Period(begin, end), ()
