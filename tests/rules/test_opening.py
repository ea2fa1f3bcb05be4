"""期初: a regular of ten years is one from the first day, and a visit more is a visit more."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.calendar import ALWAYS_OPEN, OpenDays
from kyuanbook.rules.opening import Guess, Opening
from kyuanbook.rules.rhythm import Fit, Parameters, Rhythm
from kyuanbook.rules.stages import Stage, mark, stage_on

HAIR = Rhythm(Fit(Parameters(0.743, 44.87, 0.138, 4.624), 35.0, 140, 30.0, "fitted"))
DAY = 740_000


def some_day(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(DAY + low, DAY + high)


OPENINGS = st.builds(
    Opening,
    as_of=some_day(-10, 10),
    visits=st.none() | st.integers(1, 60),
    first=st.none() | some_day(-4000, -1000),
    last=st.none() | some_day(-1000, 10),
    gap=st.none() | st.integers(1, 400),
)
VISITS = st.lists(some_day(-1500, 800), unique=True, max_size=12).map(sorted)
CALENDARS = st.builds(OpenDays, st.lists(st.tuples(some_day(-900, 0), some_day(-900, 0)), max_size=3), st.just({0}))


@given(OPENINGS, VISITS, CALENDARS)
def test_never_a_new_customer_unless_known_to_have_come_once(
    opening: Opening, days: list[int], calendar: OpenDays
) -> None:
    marks = mark(days, HAIR, calendar, opening)
    if opening.visits != 1:
        assert marks.n >= 2
        assert marks.calm is not Stage.NEW


@given(OPENINGS, VISITS, CALENDARS, some_day(-1500, 800))
def test_a_visit_never_lowers_n(opening: Opening, days: list[int], calendar: OpenDays, more: int) -> None:
    before = mark(days, HAIR, calendar, opening).n
    assert mark(sorted({*days, more}), HAIR, calendar, opening).n >= before


@given(OPENINGS, st.integers(1, 500))
def test_a_visit_after_the_book_began_is_one_more(opening: Opening, later: int) -> None:
    day = max(opening.as_of, opening.last or 0) + later
    before, after = mark([], HAIR, ALWAYS_OPEN, opening), mark([day], HAIR, ALWAYS_OPEN, opening)
    assert (after.n, after.last) == (before.n + 1, day)


@given(OPENINGS, VISITS, CALENDARS)
def test_days_that_are_known_are_kept(opening: Opening, days: list[int], calendar: OpenDays) -> None:
    marks = mark(days, HAIR, calendar, opening)
    if opening.last is not None:
        assert marks.last == max([opening.last, *days])
    if opening.first is not None:
        assert marks.first == min([opening.first, *days])


def test_just_a_regular_has_the_rhythm_of_the_shop_and_one_of_their_own() -> None:
    marks = mark([], HAIR, ALWAYS_OPEN, Opening(DAY))
    assert (marks.n, marks.gaps, marks.last, marks.first) == (4, (35, 35, 35), DAY, None)
    assert marks.guessed == Guess.VISITS | Guess.GAP | Guess.LAST
    assert stage_on(marks, DAY) is Stage.RETURNING


def test_a_remembered_gap_is_theirs() -> None:
    marks = mark([], HAIR, ALWAYS_OPEN, Opening(DAY, gap=14))
    assert (marks.gaps, marks.calm) == ((14, 14, 14), Stage.LOYAL)
    assert marks.guessed == Guess.VISITS | Guess.LAST


def test_a_remembered_gap_is_in_days_on_the_wall() -> None:
    assert mark([], HAIR, OpenDays(weekly={0}), Opening(DAY, gap=14)).gaps == (12, 12, 12)
    assert mark([], HAIR, OpenDays(weekly={0}), Opening(DAY)).gaps == (35, 35, 35)


def test_entered_while_they_stand_at_the_counter() -> None:
    """The visit of that day is real; the remembered ones end one gap before it."""
    marks = mark([DAY], HAIR, ALWAYS_OPEN, Opening(DAY, gap=14))
    assert (marks.n, marks.gaps, marks.last) == (5, (14, 14, 14, 14), DAY)
    assert marks.guessed == Guess.VISITS


def test_known_visits_are_spread_over_the_known_time() -> None:
    marks = mark([], HAIR, ALWAYS_OPEN, Opening(DAY, visits=11, first=DAY - 1000, last=DAY - 100))
    assert (marks.n, marks.gaps, marks.tx) == (11, (90,) * 10, 900)
    assert marks.guessed == Guess.NONE


def test_first_day_and_gap_say_how_often() -> None:
    assert mark([], HAIR, ALWAYS_OPEN, Opening(DAY, first=DAY - 300, last=DAY, gap=30)).n == 11
    assert mark([], HAIR, ALWAYS_OPEN, Opening(DAY, first=DAY - 30, last=DAY, gap=30)).n == 4


def test_a_visit_of_the_book_within_the_remembered_time_is_one_of_them() -> None:
    opening = Opening(DAY, visits=5, first=DAY - 100, last=DAY - 20)
    marks = mark([DAY - 62], HAIR, ALWAYS_OPEN, opening)
    assert (marks.n, marks.gaps) == (5, (20, 18, 22, 20))


def test_more_visits_than_days_are_as_many_as_days() -> None:
    assert mark([], HAIR, ALWAYS_OPEN, Opening(DAY, visits=50, first=DAY - 9, last=DAY)).n == 10


def test_who_came_once_long_ago_is_lapsed_and_not_new() -> None:
    marks = mark([], HAIR, ALWAYS_OPEN, Opening(DAY, visits=1, last=DAY - 900))
    assert (marks.n, marks.first, stage_on(marks, DAY)) == (1, DAY - 900, Stage.LAPSED)


@pytest.mark.parametrize("days", [[], [DAY + 3]])
def test_no_visits_remembered_is_no_history(days: list[int]) -> None:
    opening = Opening(DAY, visits=0)
    assert mark(days, HAIR, ALWAYS_OPEN, opening) == mark(days, HAIR, ALWAYS_OPEN)


def test_who_came_before_the_book_is_never_new() -> None:
    for visits in (None, 1, 2, 30):
        marks = mark([], HAIR, ALWAYS_OPEN, Opening(DAY, visits=visits, last=DAY - 3))
        assert stage_on(marks, DAY) in (Stage.RETURNING, Stage.LOYAL), visits
    assert stage_on(mark([DAY], HAIR, ALWAYS_OPEN, Opening(DAY, visits=0)), DAY) is Stage.NEW
