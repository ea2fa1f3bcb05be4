"""流失, gap by gap: the days are those that stages would have shown day by day, and no later visit moves one."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.lapses import Lapse, first_of, lapses, last_months, month_of
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.stages import Stage, mark, stage_on

RHYTHM = Rhythm(Fit(Parameters(0.743, 25.0, 0.138, 4.624), 14.0, 56, 14.0, "fitted"))
START = 738_000
CLOSED = OpenDays([(START + 40, START + 60)], {0})

gaps = st.lists(st.integers(1, 400), max_size=16)


def days_of(steps: list[int]) -> list[int]:
    days = [START]
    for step in steps:
        days.append(days[-1] + step)
    return days


@given(gaps, st.integers(0, 700), st.sampled_from([ALWAYS_OPEN, CLOSED]))
def test_they_lapsed_on_the_days_the_stages_say(steps: list[int], silent: int, calendar: OpenDays) -> None:
    days = days_of(steps)
    today = days[-1] + silent
    found = {one.since: one for one in lapses(days, today, RHYTHM, calendar)}
    for i, since in enumerate(days):
        m = mark(days[: i + 1], RHYTHM, calendar)
        end = days[i + 1] if i + 1 < len(days) else today
        assert m.lapsed_day is not None
        gap = max(calendar.between(since, end), 1 if i + 1 < len(days) else 0)
        if gap >= calendar.between(since, m.lapsed_day) and end >= m.lapsed_day:
            assert found[since].day == m.lapsed_day
            assert found[since].back == (end if i + 1 < len(days) else None)
        else:
            assert since not in found


@given(gaps, st.integers(0, 3000))
def test_what_came_later_moves_no_day(steps: list[int], cut: int) -> None:
    days, day = days_of(steps), START + cut
    then = lapses([d for d in days if d <= day], day, RHYTHM, ALWAYS_OPEN)
    now = [one for one in lapses(days, days[-1] + 1000, RHYTHM, ALWAYS_OPEN) if one.day <= day]
    assert [(one.since, one.day) for one in then] == [(one.since, one.day) for one in now]
    assert then == lapses(days, day, RHYTHM, ALWAYS_OPEN)


def test_a_customer_who_came_back_was_away() -> None:
    days = [START, START + 14, START + 28, START + 428]
    (one,) = lapses(days, days[-1], RHYTHM, ALWAYS_OPEN)
    assert one.since == START + 28 and one.back == START + 428 and one.away == 400
    assert START + 28 < one.day < START + 428
    assert stage_on(mark(days[:3], RHYTHM, ALWAYS_OPEN), one.day) is Stage.LAPSED
    assert stage_on(mark(days, RHYTHM, ALWAYS_OPEN), days[-1]) is Stage.WON_BACK
    assert Lapse(1, 2, None).away is None
    assert lapses([], START, RHYTHM, ALWAYS_OPEN) == lapses([START + 5], START, RHYTHM, ALWAYS_OPEN) == []


def test_months_are_counted_on() -> None:
    months = last_months(first_of(month_of(START)) + 3, 14)
    assert len(months) == 14 and months[-1] == month_of(START)
    assert all(month_of(first_of(month)) == month and month_of(first_of(month) - 1) == month - 1 for month in months)
