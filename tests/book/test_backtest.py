"""The past replayed on a real book: nothing of what came later is known on a past day."""

from bisect import bisect_right
from collections.abc import Iterator

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.history import undo
from kyuanbook.actions.rhythm import refit
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.book import Book
from kyuanbook.book.queries import backtest, replay, shop
from kyuanbook.book.reader import Reader
from kyuanbook.rules.backtest import Group
from kyuanbook.rules.stages import Stage, mark, stage_on
from tests.book.factories import DAY, OPENING, Clock, bulk_shop, customer, regular, visit

GROUPS = {Stage.LAPSED: Group.LAPSED, Stage.AT_RISK: Group.AT_RISK, Stage.LOYAL: Group.LOYAL}


@pytest.fixture
def past(book: Book) -> Book:
    """Two years of a shop: regulars of several paces, some of whom stop, once-only customers, 期初, somebody deleted."""
    histories = []
    for i in range(60):
        gap, stopped = 7 + i % 23, 40 * (i % 17) if i % 3 == 0 else 0
        histories.append((f"客{i}", "", [(DAY - 1 - stopped - gap * v - (v * i) % 5, 3500) for v in range(2 + i % 25)]))
    histories += [(f"散客{i}", "", [(DAY - 11 * i, 5000)]) for i in range(50)]
    bulk_shop(book, [(name, phone, sorted(visits)) for name, phone, visits in histories])
    old = customer(book, "老客", opening=OPENING)
    visit(book, old, ago=10)
    customer(book, "只有期初", opening=OPENING)
    delete_customer(book, customer_id=regular(book, "删掉的", 30, 8, 200))
    assert refit(book)
    return book


def stages_on(sql: Reader, book: Book, day: int) -> dict[int, Stage]:
    """Everybody's stage on a past day, by the fit of that day, told over again customer by customer."""
    rhythm, calendar = backtest.known_rhythm(sql, day), shop.open_days(sql)
    gone = set(sql.column("SELECT id FROM customer WHERE deleted_at IS NOT NULL"))
    found = {}
    remembered = {row[0]: row for row in replay.special(sql)}
    for who, days in replay.visit_days(sql, day):
        if who not in gone and who not in remembered:
            found[who] = stage_on(mark(days, rhythm, calendar), day)
    for who, row in remembered.items():
        m = replay.special_marks(sql, row, day, rhythm, calendar)
        if m is not None:
            found[who] = stage_on(m, day)
    return found


def test_each_past_day_is_each_customer_marked_and_looked_after(past: Book) -> None:
    with past.read() as sql:
        found = backtest.replay(sql, past.rhythms, past.today())
        assert found is not None and len(found.dates) >= 3
        horizon = past.rhythms.in_force(sql)[1].fit.horizon
        assert found.horizon == horizon
        came = {who: days for who, days in replay.visit_days(sql, past.today())}
        for date in found.dates:
            marked = stages_on(sql, past, date.day)
            back = {who: bisect_right(days, date.end) > bisect_right(days, date.day) for who, days in came.items()}
            for stage, group in GROUPS.items():
                those = [who for who, what in marked.items() if what is stage]
                assert date.tallies[group] == (sum(back.get(who, False) for who in those), len(those))
            assert date.tallies[Group.ALL].of == len(marked)
        newest = stages_on(sql, past, found.dates[-1].day)
        assert set(found.back) <= {who for who, stage in newest.items() if stage is Stage.LAPSED}


def later_visits(book: Book, day: int) -> Iterator[int]:
    with book.read() as sql:
        yield from sql.column("SELECT id FROM visit WHERE day > :day AND deleted_at IS NULL", day=day)


def test_deleting_all_visits_after_a_past_day_changes_no_mark_made_on_it(past: Book) -> None:
    day = DAY - 200
    with past.read() as sql:
        fit, marks = backtest.known_rhythm(sql, day).fit, stages_on(sql, past, day)
        by_todays_fit = dict(replay.stages(sql, past.rhythms, day))
        standing = {s.id: (s.stage, s.reason, s.p) for s in replay.standings(sql, past.rhythms, day)}
    assert set(marks.values()) >= {Stage.LAPSED, Stage.AT_RISK, Stage.LOYAL, Stage.NEW}
    for one in list(later_visits(past, day)):
        delete_visit(past, visit_id=one)
    assert not list(later_visits(past, day))
    with past.read() as sql:
        assert backtest.known_rhythm(sql, day).fit == fit and stages_on(sql, past, day) == marks
        assert dict(replay.stages(sql, past.rhythms, day)) == by_todays_fit
        assert {s.id: (s.stage, s.reason, s.p) for s in replay.standings(sql, past.rhythms, day)} == standing


def test_too_little_past_says_since_when(book: Book, clock: Clock) -> None:
    with book.read() as sql:
        nothing = backtest.replay(sql, book.rhythms, book.today())
    assert nothing is not None and not nothing.dates and nothing.knows_from is None
    regular(book, "王小明", 10, 3, 0)
    with book.read() as sql:
        short = backtest.replay(sql, book.rhythms, book.today())
        assert short is not None and short.knows_from is not None and not short.dates
        clock.day = short.knows_from
        enough = backtest.replay(sql, book.rhythms, book.today())
    assert enough is not None and len(enough.dates) == 1
    assert enough.dates[0].tallies[Group.ALL] == (0, 1)


def test_before_anybody_came_twice_it_goes_by_the_trade(book: Book, clock: Clock) -> None:
    regular(book, "王小明", 100, 2, 0)
    with book.read() as sql:
        assert backtest.known_rhythm(sql, DAY - 1).fit.source == "preset"
        assert backtest.known_rhythm(sql, DAY).fit.source == "fitted"


def test_it_stops_when_told(past: Book) -> None:
    asked: list[tuple[int, int]] = []

    def go_on(done: int, of: int) -> bool:
        asked.append((done, of))
        return len(asked) < 3

    with past.read() as sql:
        assert backtest.replay(sql, past.rhythms, past.today(), go_on) is None
    assert [done for done, _ in asked] == [1, 2, 3]


def test_the_stamp_moves_with_whatever_may_change_the_answer(past: Book, clock: Clock) -> None:
    def stamp() -> tuple[int, ...]:
        with past.read() as sql:
            return backtest.stamp(sql, past.today())

    seen = [stamp()]
    assert stamp() == seen[0]
    visit(past, 1)
    seen.append(stamp())
    undo(past)
    seen.append(stamp())
    refit(past)
    seen.append(stamp())
    clock.day += 1
    seen.append(stamp())
    assert len(set(seen)) == 5
