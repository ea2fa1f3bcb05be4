"""到店节奏 as a picture: what is drawn and said for every sort of customer, and never two words in one place."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.opening import Opening
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.rhythm_picture import MOST, Picture, Seen, middle_half, picture, place, ticks
from kyuanbook.rules.stages import Stage, mark, overdue_on
from tests.rules.test_stages import CALENDARS, HISTORIES, RHYTHMS

HAIR = Rhythm(Fit(Parameters(0.743, 42.3, 0.138, 4.624), 33.0, 140, 30.0, "fitted"))
TODAY = date(2026, 11, 23).toordinal()


def drawn(
    ago: list[int], opening: Opening | None = None, calendar: OpenDays = ALWAYS_OPEN, rhythm: Rhythm = HAIR
) -> Picture | None:
    """The picture of one who came ``ago`` days before today, once a day for ¥68."""
    days = sorted(TODAY - n for n in ago)
    marks = mark(days, rhythm, calendar, opening)
    return picture([Seen(day, 1, 6800) for day in days], marks, TODAY, rhythm, calendar, opening)


def of(ago: list[int], opening: Opening | None = None, calendar: OpenDays = ALWAYS_OPEN) -> Picture:
    found = drawn(ago, opening, calendar)
    assert found is not None
    return found


def said(p: Picture) -> list[str]:
    late = [say(p.late_words)] if p.late_words is not None else []
    return [say(p.words[0]), *(say(words) for words in p.due_words[:1]), *late]


def days_of(p: Picture) -> list[int]:
    return [TODAY - dot.day for dot in p.dots]


def test_who_is_overdue_as_in_the_look() -> None:
    gaps = [14, 13, 15, 14, 12, 17, 14, 11, 13, 15, 14, 12, 16, 14, 13, 15, 14, 13, 15, 14]
    p = of([47 + sum(gaps[:i]) for i in range(21)])
    assert said(p) == ["近一年 21 次，多隔 13–14 天", "平时该来：10月20日–21日", "已晚 33 天"]
    assert p.overdue and p.stage is Stage.AT_RISK
    assert p.turn is not None and p.turn.day > TODAY and p.turn.at < 1
    assert len(p.dots) == 21 and len(p.arcs) == 20
    assert p.flight is not None and p.flight.end == p.today
    assert p.due is not None and p.late is not None and p.due.end == pytest.approx(p.late.start)


def test_who_never_came_has_no_picture() -> None:
    assert drawn([]) is None
    assert drawn([], Opening(as_of=TODAY - 9)) is None, "a 老客 of whom no day is known"
    assert drawn([], Opening(as_of=TODAY - 9, visits=20, gap=14)) is None


def test_one_visit_is_held_against_the_shop() -> None:
    p = of([3])
    assert said(p) == ["一共来过 1 次", "一般该来：12月23日–1月25日"]
    assert days_of(p) == [3] and not p.arcs and p.late is None and p.turn is None
    assert p.due is not None and p.due.start > p.today


def test_one_visit_long_ago_is_late_from_the_day_it_warns() -> None:
    p = of([80])
    assert p.overdue and p.due is not None and p.late is not None
    assert p.late.first == mark([TODAY - 80], HAIR, ALWAYS_OPEN).at_risk_day
    assert said(p)[-1] == f"已晚 {TODAY - p.due.last} 天"


def test_two_visits_have_one_arc_and_no_rhythm_of_their_own() -> None:
    p = of([40, 10])
    assert said(p)[0] == "一共来过 2 次" and said(p)[1].startswith("一般该来：")
    assert len(p.arcs) == 1


def test_more_than_twelve_gaps_speak_by_the_last_twelve() -> None:
    p = of([7 * i for i in range(13)] + [84 + 30 * i for i in range(1, 10)])
    assert said(p)[0] == "近一年 22 次，多隔 7 天"


def test_several_visits_on_a_day_are_one_dot() -> None:
    marks = mark([TODAY - 20, TODAY - 5], HAIR, ALWAYS_OPEN)
    p = picture([Seen(TODAY - 20, 1, 100), Seen(TODAY - 5, 3, 600)], marks, TODAY, HAIR, ALWAYS_OPEN)
    assert p is not None
    assert [(dot.times, dot.cents) for dot in p.dots] == [(1, 100), (3, 600)]


def test_what_is_remembered_is_hollow_and_what_lay_between_is_not_drawn() -> None:
    opening = Opening(as_of=TODAY - 100, visits=20, first=TODAY - 300, last=TODAY - 120)
    p = of([], opening)
    assert [(TODAY - dot.day, dot.times) for dot in p.dots] == [(300, 0), (120, 0)] and not p.arcs
    assert say(p.words[-1]) == "记本以前来过"
    more = of([90, 60], opening)
    assert len(more.arcs) == 2, "from the last remembered visit on every gap is known"
    assert say(more.words[-1]) == "本上记了 2 次"


def test_all_that_is_remembered_is_drawn_where_it_is_all_there_was() -> None:
    assert len(of([90], Opening(as_of=TODAY - 100, visits=1, last=TODAY - 120)).arcs) == 1
    assert len(of([90], Opening(as_of=TODAY - 100, visits=0, last=TODAY - 120)).dots) == 1


def test_a_regular_whose_last_visit_nobody_remembers_is_due_on_no_day() -> None:
    opening = Opening(as_of=TODAY - 50, visits=20, first=TODAY - 900, gap=14)
    p = of([], opening)
    assert p.due is None and p.flight is None and p.late is None and p.turn is None
    assert len(said(p)) == 1


def test_lost_long_ago_the_visits_are_still_in_sight() -> None:
    p = of([1400 + 20 * i for i in range(8)])
    assert p.stage is Stage.LAPSED
    assert 0.9 < p.today < 1 and len(p.dots) == 8
    assert p.turn is not None and 0 < p.turn.at < p.today
    assert say(p.words[0]) == "一共来过 8 次，多隔 20 天"


def test_won_back_has_one_long_arc() -> None:
    p = of([4, 404, 424, 444, 464])
    assert p.stage is Stage.WON_BACK and p.turn is None and p.late is None
    heights = [arc.height for arc in p.arcs]
    assert max(heights) == heights[-1] == 1.0
    assert said(p)[0] == "一共来过 5 次，多隔 20 天", "the middle half leaves the long one out"


def test_loyal_and_on_time_the_band_lies_ahead() -> None:
    p = of([2 + 14 * i for i in range(20)])
    assert p.stage is Stage.LOYAL and p.due is not None
    assert p.due.start > p.today and p.due.end <= 1 and p.late is None and p.turn is None
    assert said(p)[1] == "平时该来：12月5日"


def test_later_than_usual_but_not_yet_a_warning() -> None:
    p = of([16 + 14 * i for i in range(20)])
    assert not p.overdue and p.late is not None and said(p)[-1] == "已晚 2 天" and p.turn is None


def test_closed_days_put_the_band_off() -> None:
    shut = OpenDays([(TODAY - 10, TODAY - 1)])
    p = of([12 + 14 * i for i in range(20)], calendar=shut)
    assert p.due is not None and p.due.first == TODAY + 12


def test_where_the_shop_was_shut_it_is_said_that_those_days_are_not_counted() -> None:
    """The rows below the picture count days on the wall: 14 here, 24 there."""
    shut = OpenDays([(TODAY - 30, TODAY - 21)])
    ago = [5 + 14 * i for i in range(2)] + [29 + 14 * i for i in range(1, 8)]
    assert said(of(ago, calendar=shut))[0] == "近一年 9 次，多隔 14 天（店休不算）"
    assert said(of(ago))[0] == "近一年 9 次，多隔 14 天"
    assert said(of(ago, calendar=OpenDays(weekly={0})))[0].endswith("天"), "a day off each week is in both"
    assert said(of(ago, calendar=OpenDays([(TODAY - 900, TODAY - 880)])))[0].endswith("天"), "before they came"


def test_how_late_names_the_closed_days_in_it() -> None:
    ago = [80 + 14 * i for i in range(9)]
    p = of(ago, calendar=OpenDays([(TODAY - 20, TODAY - 16)]))
    assert p.due is not None and said(p)[-1] == f"已晚 {TODAY - p.due.last} 天（其中店休 5 天）"


def test_events_are_cut_to_the_axis() -> None:
    days = [TODAY - 20, TODAY - 5]
    events = [
        (TODAY - 4000, TODAY - 3999, True, "早先"),
        (TODAY - 400, TODAY - 10, True, "歇业"),
        (TODAY - 3, TODAY - 3, False, "涨价"),
    ]
    p = picture([Seen(d, 1, 0) for d in days], mark(days, HAIR, ALWAYS_OPEN), TODAY, HAIR, ALWAYS_OPEN, None, events)
    assert p is not None
    assert [(e.word, e.closed) for e in p.events] == [("歇业", True), ("涨价", False)]
    assert p.events[0].span.first == p.first


def test_of_a_daily_guest_the_newest_are_shown_and_said() -> None:
    p = of(list(range(300)))
    assert len(p.dots) == MOST and say(p.words[-1]) == f"最近 {MOST} 次"
    assert p.last - p.first < 80


def test_a_book_of_a_week_spans_two_months() -> None:
    p = of([6, 3, 0])
    assert p.last - p.first >= 60 and days_of(p) == [6, 3, 0]


@given(HISTORIES.filter(bool), RHYTHMS, CALENDARS, st.integers(-20, 4000))
@example([740_001], HAIR, ALWAYS_OPEN, -3)  # the clock was set back to before the only visit
def test_everything_stands_within_the_picture(days: list[int], rhythm: Rhythm, calendar: OpenDays, later: int) -> None:
    today = days[-1] + later
    marks = mark(days, rhythm, calendar)
    p = picture([Seen(day, 1, 100) for day in days], marks, today, rhythm, calendar)
    assert p is not None
    assert p.dots and all(0 <= dot.at <= 1 for dot in p.dots) and 0 <= p.today <= 1
    assert all(0 < arc.height <= 1 and arc.start < arc.end <= 1 for arc in p.arcs)
    for span in filter(None, (p.due, p.late)):
        assert 0 <= span.start < span.end <= 1
    if p.turn is not None:
        assert 0 <= p.turn.at <= 1
    if overdue_on(marks, today):
        assert p.late is not None and p.due is not None and p.due.last < today, "picture and reason agree"
    for words in (*p.words, *p.due_words, *filter(None, (p.late_words, p.turn_words))):
        assert "{" not in say(words)


@given(st.lists(st.integers(1, 500), min_size=3, max_size=12))
def test_the_middle_half_holds_half(gaps: list[int]) -> None:
    low, high = middle_half(gaps)
    assert low <= high and 2 * sum(low <= gap <= high for gap in gaps) >= len(gaps)


# the axis ----------------------------------------------------------------------------------------------------------------


def labels(first: date, last: date, room: float) -> list[str]:
    return [say(t.label) for t in ticks(first.toordinal(), last.toordinal(), room) if t.label_at is not None]


def test_months_are_named_and_a_january_bears_its_year() -> None:
    assert labels(date(2025, 11, 20), date(2026, 3, 10), 0.06) == ["12月", "2026年", "2月"]
    assert labels(date(2025, 11, 1), date(2027, 2, 1), 0.12)[0:3] == ["11月", "2026年", "3月"]
    assert labels(date(2016, 5, 1), date(2026, 11, 1), 0.12)[:3] == ["2016年", "2018年", "2020年"]


@given(st.integers(730_000, 740_000), st.integers(60, 20_000), st.floats(0.04, 0.3))
def test_labels_keep_apart_and_within(first: int, span: int, room: float) -> None:
    found = [t.label_at for t in ticks(first, first + span, room) if t.label_at is not None]
    assert all(room / 2 <= at <= 1 - room / 2 for at in found)
    assert all(b - a >= room * 0.9 for a, b in pairwise(found))


# the line of words -----------------------------------------------------------------------------------------------------------


def test_in_a_wide_picture_all_is_said() -> None:
    found = place(767, [230, 120], [230, 190, 70], 637, 28, 24)
    assert (found.said, found.due) == (0, 0)
    assert found.today_x == 623 and found.due_x + 230 <= 623


def test_where_today_lies_at_the_left_its_word_stands_beside_its_line() -> None:
    found = place(767, [140], [170], 60, 28, 24)
    assert found.today_x is None and found.due == 0 and found.due_x == 767 - 170


@given(
    st.integers(160, 1200), st.tuples(st.integers(100, 300), st.integers(60, 100)),
    st.tuples(st.integers(150, 300), st.integers(100, 150), st.integers(40, 100)), st.floats(0, 1), st.integers(20, 40),
)  # fmt: skip
def test_words_never_meet(width: int, said: tuple[int, int], due: tuple[int, int, int], at: float, today: int) -> None:
    found = place(width, said, due, round(at * width), today, 24)
    boxes = [(0, said[found.said])]
    if found.today_x is not None:
        boxes.append((found.today_x, found.today_x + today))
    if found.due is not None:
        boxes.append((found.due_x, found.due_x + due[found.due]))
    boxes.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(boxes)) and boxes[-1][1] <= width
