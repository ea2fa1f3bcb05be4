"""The shop's past replayed: marks of past days by what was known then, and what came of them. Scan by scan, nothing held."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.evidence import gather
from kyuanbook.book.queries.replay import special, special_marks, visit_days
from kyuanbook.book.reader import Reader
from kyuanbook.rules.backtest import Backtest, Count, Dated, knows_from, past_days
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.fit import shop_fit
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import stage_many, stage_on
from kyuanbook.rules.trades import preset_gap

GoOn = Callable[[int, int], bool]  # (done, of) -> go on?


class _Known(NamedTuple):
    """One customer on a past day: their last day then, and whether they came within the time after."""

    id: int
    last: int
    came: bool


def stamp(sql: Reader, today: int) -> tuple[int, ...]:
    """Changes with whatever may change the answer: a day, an entry of the journal or its undoing, a fit."""
    row = sql.one(
        "SELECT (SELECT max(id) FROM journal), (SELECT max(id) FROM journal WHERE state = 0),"
        " (SELECT value FROM pointer WHERE name = 'fit')"
    )
    return (today, *(int(value or 0) for value in row or ()))


def replay(sql: Reader, rhythms: shop.Rhythms, today: int, go_on: GoOn | None = None) -> Backtest | None:
    """The past judged by H of the fit in force, the marks by a fit of their own day. None: told to stop."""
    calendar, horizon = shop.open_days(sql), rhythms.in_force(sql)[1].fit.horizon
    first = sql.value(
        "SELECT min(v.day) FROM visit v JOIN customer c ON c.id = v.customer_id"
        " WHERE v.deleted_at IS NULL AND c.deleted_at IS NULL AND v.day <= :today",
        today=today,
    )
    if first is None:
        return Backtest(horizon)
    days = past_days(first, today, horizon, calendar)
    if not days:
        return Backtest(horizon, knows_from=knows_from(first, horizon, calendar))
    dates: list[Dated] = []
    back: tuple[int, ...] = ()
    for done, day in enumerate(days):
        rhythm = known_rhythm(sql, day)
        if go_on is not None and not go_on(2 * done + 1, 2 * len(days)):
            return None
        end = calendar.after(day, horizon)
        count = _count(sql, rhythm, calendar, day, end)
        dates.append(count.dated(day, end, rhythm.fit.source == "fitted"))
        back = tuple(count.back)
        if go_on is not None and not go_on(2 * done + 2, 2 * len(days)):
            return None
    return Backtest(horizon, tuple(dates), back=back)


def known_rhythm(sql: Reader, day: int) -> Rhythm:
    """The rhythm of the shop by the visits up to ``day`` alone; the trade's where nobody had come twice."""
    gathered = gather(sql, day)
    return Rhythm(shop_fit(gathered.evidence, preset_gap(gathered.trade), gathered.age_days))


def _count(sql: Reader, rhythm: Rhythm, calendar: OpenDays, day: int, end: int) -> Count:
    """Everybody who had come by ``day``; 期初 counts as the stage rules count it."""
    known_before = {row[0]: row for row in special(sql)}
    gone = frozenset(sql.column("SELECT id FROM customer WHERE deleted_at IS NOT NULL"))
    came_later: set[int] = set()
    count = Count()

    def plain() -> Iterator[tuple[_Known, list[int]]]:
        for customer, days in visit_days(sql, end):
            until = bisect_right(days, day)
            if customer in known_before and until < len(days):
                came_later.add(customer)
            if until and customer not in gone and customer not in known_before:
                yield _Known(customer, days[until - 1], until < len(days)), days[:until]

    for one, stage in stage_many(plain(), day, rhythm, calendar):
        count.add(one.id, stage, day - one.last, one.came)
    for customer, row in known_before.items():
        m = special_marks(sql, row, day, rhythm, calendar)
        if m is not None and m.last is not None:
            count.add(customer, stage_on(m, day), day - m.last, customer in came_later)
    return count
