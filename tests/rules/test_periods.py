"""The time a report is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.lapses import month_of
from kyuanbook.rules.periods import Span, around, before, moved, of_month, read_days, read_month, words
from kyuanbook.rules.sources import Period

TODAY = date(2026, 11, 29).toordinal()
WHOLE = (Span.MONTH, Span.QUARTER, Span.YEAR, Span.DAYS)


def day(year: int, month: int, on: int) -> int:
    return date(year, month, on).toordinal()


@given(st.sampled_from(WHOLE), st.integers(day(1950, 1, 1), day(2090, 1, 1)), st.integers(-30, 30))
def test_one_on_and_one_back_leave_no_day_out(span: Span, on: int, by: int) -> None:
    period = around(span, on)
    assert period.first <= on <= period.last
    assert moved(span, period, 1).first == period.last + 1 and moved(span, period, -1).last == period.first - 1
    assert moved(span, moved(span, period, by), -by) == period


def test_what_it_is_called() -> None:
    said = [say(words(span, around(span, TODAY))) for span in Span]
    assert said == ["2026年11月", "2026年第 4 季度", "2026年", "2026年10月31日到2026年11月29日", "开店到现在"]


def test_a_month_that_is_not_over_is_compared_with_as_many_days() -> None:
    november = around(Span.MONTH, TODAY)
    assert before(Span.MONTH, november, TODAY) == Period(day(2026, 10, 1), day(2026, 10, 29))
    assert before(Span.MONTH, november, november.last) == of_month(month_of(day(2026, 10, 1)))
    assert before(Span.MONTH, november, day(2027, 3, 1)) == Period(day(2026, 10, 1), day(2026, 10, 31))
    march = around(Span.MONTH, day(2026, 3, 31))
    assert before(Span.MONTH, march, day(2026, 3, 30)) == Period(day(2026, 2, 1), day(2026, 2, 28))
    assert before(Span.ALL, around(Span.ALL, TODAY), TODAY) is None and moved(Span.ALL, Period(0, 9), 3) == Period(0, 9)


@pytest.mark.parametrize("typed", ["2026-10", "2026年10月", " 2026.10 ", "2026/10"])
def test_a_month_is_read_as_people_write_it(typed: str) -> None:
    assert read_month(typed) == 2026 * 12 + 9


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-00", "十月", "0000-01"])
def test_what_is_no_month_is_none(typed: str) -> None:
    assert read_month(typed) is None


def test_days_of_ones_own() -> None:
    assert read_days("2026-10-03", "", TODAY) == (Period(day(2026, 10, 3), TODAY), ())
    period, wrong = read_days("2026-10-03", "2026-10-01", TODAY)
    assert period is None and [p.message.key for p in wrong] == ["period_ends_before"]
    assert [p.message.key for p in read_days("", "", TODAY)[1]] == ["period_first_missing"]
    assert [p.field for p in read_days("上上", "下下", TODAY)[1]] == ["first", "last"]
