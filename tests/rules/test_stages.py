"""Stages as dates: what must hold for every history, every shop and every calendar; and the cases of DESIGN by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.rhythm import LAST_GAPS, Fit, Parameters, Rhythm
from kyuanbook.rules.stages import NOBODY, Marks, Stage, mark, mark_many, overdue_on, silent_on, stage_many, stage_on

HAIR = Rhythm(Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, 30.0, "fitted"))
DAY = 740_000

RHYTHMS = st.builds(
    lambda r, alpha, a, b, gap, loyal: Rhythm(
        Fit(Parameters(r, alpha * gap, a, b), gap, round(min(730, max(30, 4 * gap))), loyal, "fitted")
    ),
    st.floats(0.2, 4), st.floats(0.3, 4), st.floats(0.01, 4), st.floats(0.3, 30), st.floats(2, 200),
    st.none() | st.floats(2, 200),
)  # fmt: skip
HISTORIES = st.lists(st.integers(1, 900) | st.integers(1, 20), max_size=30).map(
    lambda gaps: [DAY + sum(gaps[:i]) for i in range(1, len(gaps) + 1)]
)
RANGES = st.lists(
    st.tuples(st.integers(-50, 4000), st.integers(0, 200)).map(lambda r: (DAY + r[0], DAY + r[0] + r[1])), max_size=5
)
CALENDARS = st.builds(OpenDays, RANGES, st.frozensets(st.integers(0, 6), max_size=3))


def every(gap: int, visits: int) -> list[int]:
    return [DAY + gap * i for i in range(visits)]


def plain_stage(days: list[int], today: int, rhythm: Rhythm, calendar: OpenDays) -> Stage:
    """DESIGN's rules told over again, without dates, memos or short cuts; R as on the day, prefix by prefix."""
    if not days:
        return Stage.PROSPECT
    gaps = [max(1, calendar.between(a, b)) for a, b in pairwise(days)]

    def away(history: list[int], silent: int) -> tuple[bool, bool]:
        k, t, x = len(history[-12:]), sum(history[-12:]), len(history)
        overdue = rhythm.silence(k, t, silent) < 0.2 if x else silent > 2 * rhythm.fit.gap
        return overdue, overdue and rhythm.chance(k, t, x, silent) < 0.2

    lapsed_gaps = [away(gaps[:j], gap)[1] for j, gap in enumerate(gaps)]
    overdue, lapsed = away(gaps, max(0, calendar.between(days[-1], today)))
    if lapsed:
        return Stage.LAPSED
    if overdue:
        return Stage.AT_RISK
    if len(days) == 1:
        return Stage.NEW
    if any(lapsed_gaps[-2:]):
        return Stage.WON_BACK
    own = (rhythm.fit.parameters.alpha + sum(gaps[-12:])) / (rhythm.fit.parameters.r + len(gaps[-12:]))
    limit = rhythm.fit.loyal_gap
    if len(days) >= 4 and limit is not None and own <= limit:
        return Stage.LOYAL
    if len(days) >= 8 and not any(lapsed_gaps[-8:]):
        return Stage.LOYAL
    return Stage.RETURNING


@given(HISTORIES, RHYTHMS, CALENDARS, st.integers(-20, 3000))
def test_dates_say_what_the_rules_say_on_any_day(
    days: list[int], rhythm: Rhythm, calendar: OpenDays, later: int
) -> None:
    today = (days[-1] if days else DAY) + later
    assert stage_on(mark(days, rhythm, calendar), today) == plain_stage(days, today, rhythm, calendar)


@given(HISTORIES.filter(bool), RHYTHMS, CALENDARS)
def test_dates_are_the_days_of_the_change(days: list[int], rhythm: Rhythm, calendar: OpenDays) -> None:
    marks = mark(days, rhythm, calendar)
    assert marks.at_risk_day is not None and marks.lapsed_day is not None
    for day in (marks.at_risk_day - 1, marks.at_risk_day, marks.lapsed_day - 1, marks.lapsed_day):
        assert stage_on(marks, day) == plain_stage(days, day, rhythm, calendar)


@given(HISTORIES.filter(bool), RHYTHMS, CALENDARS)
def test_day_by_day_of_silence_the_dates_hold_and_hope_never_rises(
    days: list[int], rhythm: Rhythm, calendar: OpenDays
) -> None:
    """Every day from the last visit until a week past the lapsed day (at most 400): stage, G and P by the rules anew."""
    marks = mark(days, rhythm, calendar)
    assert marks.lapsed_day is not None and marks.at_risk_day is not None
    silence, chance = 1.0, 1.0
    for day in range(days[-1], min(marks.lapsed_day + 7, days[-1] + 400)):
        stage = stage_on(marks, day)
        assert stage == plain_stage(days, day, rhythm, calendar)
        assert overdue_on(marks, day) == (stage in (Stage.AT_RISK, Stage.LAPSED)) == (day >= marks.at_risk_day)
        silent = silent_on(marks, day, calendar)
        now = rhythm.silence(marks.k, marks.t, silent), rhythm.chance(marks.k, marks.t, marks.x, silent)
        assert now[0] <= silence and now[1] <= chance + 1e-12
        silence, chance = now


@given(HISTORIES, CALENDARS)
def test_marks_count_what_the_visits_are(days: list[int], calendar: OpenDays) -> None:
    marks = mark(days, HAIR, calendar)
    gaps = [max(1, calendar.between(a, b)) for a, b in pairwise(days)]
    assert (marks.n, marks.x, marks.tx) == (len(days), max(0, len(days) - 1), sum(gaps))
    assert (marks.first, marks.last) == ((days[0], days[-1]) if days else (None, None))
    assert marks.gaps == tuple(gaps[-LAST_GAPS:])
    assert (marks.k, marks.t) == (len(marks.gaps), sum(marks.gaps))


@given(HISTORIES.filter(bool), CALENDARS, st.integers(0, 8000))
def test_a_visit_never_lowers_n(days: list[int], calendar: OpenDays, when: int) -> None:
    more = sorted({*days, DAY + when})
    assert mark(more, HAIR, calendar).n >= mark(days, HAIR, calendar).n


@given(HISTORIES.filter(bool), RHYTHMS, st.integers(0, 2000), st.integers(1, 60))
def test_no_closure_makes_anyone_overdue(days: list[int], rhythm: Rhythm, later: int, length: int) -> None:
    """The shop shuts the day after ``today`` for some days: whoever was not overdue is not when it opens again."""
    today = days[-1] + later
    shut = OpenDays([(today + 1, today + length)])
    before, after = mark(days, rhythm, ALWAYS_OPEN), mark(days, rhythm, shut)
    assert stage_on(after, today + length) == stage_on(before, today)


def test_a_weekly_shop_shut_for_two_weeks_has_no_more_at_risk_than_before() -> None:
    rhythm = Rhythm(Fit(Parameters(0.9, 9.0, 0.2, 4.0), 7.0, 30, 8.0, "fitted"))
    today = DAY + 70
    shop = [[day for day in range(today - start - 7 * visits, today - start + 1, 7)]
            for visits in range(1, 12) for start in range(14)]  # fmt: skip
    shut = OpenDays([(today + 1, today + 14)])

    def overdue(calendar: OpenDays, day: int) -> int:
        return sum(overdue_on(mark(days, rhythm, calendar), day) for days in shop)

    assert overdue(shut, today + 14) == overdue(ALWAYS_OPEN, today)
    assert overdue(ALWAYS_OPEN, today + 14) > overdue(ALWAYS_OPEN, today)


@given(st.lists(HISTORIES, max_size=8), CALENDARS)
def test_the_whole_book_is_each_customer(book: list[list[int]], calendar: OpenDays) -> None:
    groups = list(enumerate(book))
    assert list(mark_many(groups, HAIR, calendar)) == [(i, mark(days, HAIR, calendar)) for i, days in groups]


@given(st.lists(HISTORIES, max_size=8), RHYTHMS, CALENDARS, st.integers(0, 12_000))
def test_a_book_replayed_is_each_customers_stage(
    book: list[list[int]], rhythm: Rhythm, calendar: OpenDays, later: int
) -> None:
    today = DAY + later
    groups = [(i, [day for day in days if day <= today]) for i, days in enumerate(book)]
    expected = [(i, stage_on(mark(days, rhythm, calendar), today)) for i, days in groups]
    assert list(stage_many(groups, today, rhythm, calendar)) == expected


def test_nobody_is_a_prospect() -> None:
    assert mark([], HAIR, ALWAYS_OPEN) == NOBODY
    assert stage_on(NOBODY, DAY) is Stage.PROSPECT
    assert not overdue_on(NOBODY, DAY)
    assert silent_on(NOBODY, DAY, ALWAYS_OPEN) == 0


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (every(14, 1), Stage.NEW),
        (every(14, 3), Stage.RETURNING),
        (every(14, 4), Stage.LOYAL),  # (44.87 + 42) / 3.743 = 23.2, the shop's middle is 30
        (every(60, 7), Stage.RETURNING),  # slow, and one visit short of steady
        (every(60, 8), Stage.LOYAL),  # slow and steady
        ([*every(14, 5), DAY + 56 + 400], Stage.WON_BACK),
        ([*every(14, 5), DAY + 456, DAY + 470], Stage.WON_BACK),
        ([*every(14, 5), DAY + 456, DAY + 470, DAY + 484], Stage.RETURNING),
        ([DAY, DAY + 600], Stage.WON_BACK),  # came once, came back after two years
    ],
)
def test_calm_stages_by_hand(days: list[int], stage: Stage) -> None:
    assert stage_on(mark(days, HAIR, ALWAYS_OPEN), days[-1]) is stage


def test_a_lapse_is_forgotten_by_the_steady_after_eight_gaps() -> None:
    days = [*every(60, 5), DAY + 240 + 900]
    for gaps_since in range(12):
        stage = stage_on(mark(days, HAIR, ALWAYS_OPEN), days[-1])
        expected = Stage.WON_BACK if gaps_since < 2 else Stage.RETURNING if gaps_since < 8 else Stage.LOYAL
        assert stage is expected, gaps_since
        days.append(days[-1] + 60)


def test_a_changed_pace_is_in_rhythm_after_six_visits() -> None:
    """Weekly for years, then monthly: at most six gaps of a month are called overdue."""
    days = every(7, 80)
    alarms = 0
    for _ in range(12):
        alarms += overdue_on(mark(days, HAIR, ALWAYS_OPEN), days[-1] + 29)
        days.append(days[-1] + 30)
    assert alarms <= 6
    assert not overdue_on(mark(days, HAIR, ALWAYS_OPEN), days[-1] + 30)


def test_a_pin_changes_the_name_and_not_the_dates() -> None:
    marks = mark(every(14, 5), HAIR, ALWAYS_OPEN)
    late = DAY + 56 + 70
    assert stage_on(marks, late) is Stage.AT_RISK
    assert stage_on(marks, late, Stage.LOYAL) is Stage.LOYAL
    assert stage_on(marks, DAY + 57, Stage.LAPSED) is Stage.LAPSED
    assert overdue_on(marks, late)
    assert not overdue_on(marks, DAY + 57)


def test_a_clock_set_back_makes_nobody_overdue() -> None:
    marks = mark(every(14, 5), HAIR, ALWAYS_OPEN)
    assert stage_on(marks, DAY - 400) is Stage.LOYAL
    assert silent_on(marks, DAY - 400, ALWAYS_OPEN) == 0


def test_a_shop_with_only_a_preset_calls_nobody_loyal_for_speed() -> None:
    preset = Rhythm(Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, None, "preset"))
    assert stage_on(mark(every(14, 5), preset, ALWAYS_OPEN), DAY + 56) is Stage.RETURNING


def test_a_visit_on_a_closed_day_counts() -> None:
    shut = OpenDays([(DAY, DAY + 20)])
    marks = mark([DAY + 3, DAY + 8, DAY + 25], HAIR, shut)
    assert marks.gaps == (1, 5)
    assert isinstance(marks, Marks)
