"""留下不打的: the lists some of whom were left alone by lot, and who came of either kind; every measure with what it cost."""

from typing import NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.winback import LOTTED, all_attempts
from kyuanbook.book.reader import Reader
from kyuanbook.rules.winback import Answer, Batch, compare


class Side(NamedTuple):
    """The called of a list, or those left alone: who, and who of them came in time."""

    ids: tuple[int, ...]
    came: tuple[int, ...]


class Experiment(NamedTuple):
    """One list some of whom were left alone. ``until``: the last day that counts; counted once it is over (``ripe``)."""

    list_id: int
    day: int
    until: int
    ripe: bool
    called: Side
    held: Side


class ByMeasure(NamedTuple):
    """What one measure came to. ``tried``: attempts whose time is up; ``waiting``: those whose is not; ``cost_cents`` of
    the first; ``customers``, ``came``: with whom those were, and who came in time."""

    measure: str
    tried: int
    waiting: int
    cost_cents: int
    customers: tuple[int, ...]
    came: tuple[int, ...]

    @property
    def each_cents(self) -> int | None:
        """What one who came has cost; None while nobody did."""
        return round(self.cost_cents / len(self.came)) if self.came else None


class Trying(NamedTuple):
    """All that is known of trying. ``horizon``: open days that count; ``share``: what is left alone of each list now."""

    horizon: int
    share: float
    experiments: tuple[Experiment, ...]
    answer: Answer
    measures: tuple[ByMeasure, ...]


def trying(sql: Reader, rhythms: shop.Rhythms, today: int) -> Trying:
    """What trying has brought up to ``today``, judged by H of the fit in force."""
    found = experiments(sql, rhythms, today)
    batches = [Batch(len(e.called.ids), len(e.called.came), len(e.held.ids), len(e.held.came)) for e in found if e.ripe]
    horizon = rhythms.in_force(sql)[1].fit.horizon
    share = shop.settings(sql).hold_back
    return Trying(horizon, share, found, compare(batches), _by_measure(sql, rhythms, today))


def experiments(sql: Reader, rhythms: shop.Rhythms, today: int) -> tuple[Experiment, ...]:
    """The lists, the newest first. Whoever was meant to be called counts as called, and whoever was to be left alone as
    left alone, whatever was done then: only so the two are alike but for the lot. Who stood on a list some time before
    was not drawn, and is on neither side."""
    horizon, calendar = rhythms.in_force(sql)[1].fit.horizon, shop.open_days(sql)
    until_of: dict[int, int] = {}  # customer -> until when they count on an earlier list
    found = []
    for list_id, day, at in sql.rows(
        "SELECT l.id, l.day, l.printed_at FROM call_list l WHERE l.id IN (SELECT batch FROM win_back WHERE held = 1)"
        " ORDER BY l.day, l.id"
    ):
        until = calendar.after(day, horizon)
        sides = {held: [i for i in _of(sql, list_id, held=held) if until_of.get(i, -1) < day] for held in (False, True)}
        until_of.update((i, until) for side in sides.values() for i in side)
        came = _came(sql, list_id, day, at, until)
        called, left = (Side(tuple(ids), tuple(i for i in ids if i in came)) for ids in sides.values())
        found.append(Experiment(list_id, day, until, today > until, called, left))
    return tuple(reversed(found))


def _of(sql: Reader, list_id: int, *, held: bool) -> list[int]:
    if held:
        return sql.column("SELECT customer_id FROM win_back WHERE batch = :list AND held = 1 ORDER BY id", list=list_id)
    return sql.column(
        "SELECT r.customer_id FROM call_list_row r JOIN customer c ON c.id = r.customer_id WHERE r.list_id = :list"
        f" AND {LOTTED} ORDER BY r.number",
        list=list_id,
    )


def _came(sql: Reader, list_id: int, day: int, at: int, until: int) -> frozenset[int]:
    """Who of a list, called or not, came from its printing on and in time."""
    return frozenset(
        sql.column(
            "SELECT DISTINCT v.customer_id FROM visit v WHERE v.deleted_at IS NULL AND v.day <= :until"
            " AND (v.day > :day OR (v.day = :day AND v.created_at > :at)) AND v.customer_id IN"
            " (SELECT customer_id FROM call_list_row WHERE list_id = :list UNION ALL"
            " SELECT customer_id FROM win_back WHERE batch = :list AND held = 1)",
            list=list_id, day=day, at=at, until=until,
        )
    )  # fmt: skip


def _by_measure(sql: Reader, rhythms: shop.Rhythms, today: int) -> tuple[ByMeasure, ...]:
    every: dict[str, list[ByMeasure]] = {}
    for a in all_attempts(sql, rhythms):
        over = today > a.until  # who came already is not counted before those who still may
        one = ByMeasure(
            a.measure, int(over), int(not over), a.cost_cents * over, (a.customer_id,) * over,
            (a.customer_id,) if over and a.came is not None else (),
        )  # fmt: skip
        every.setdefault(a.measure, []).append(one)
    summed = [
        ByMeasure(
            measure, sum(o.tried for o in ones), sum(o.waiting for o in ones), sum(o.cost_cents for o in ones),
            tuple(dict.fromkeys(i for o in ones for i in o.customers)),
            tuple(dict.fromkeys(i for o in ones for i in o.came)),
        )
        for measure, ones in every.items()
    ]  # fmt: skip
    return tuple(sorted(summed, key=lambda m: (-m.tried - m.waiting, m.measure)))
