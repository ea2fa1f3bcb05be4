"""挽回 of one customer: what was tried, what came of it, and how they came back."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import COUNTED, OPENING, opening_of
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.language import say
from kyuanbook.rules.lapses import Lapse, lapses
from kyuanbook.rules.opening import past
from kyuanbook.rules.winback import MEASURES, Measure

_CHUNK: Final = 400
_FIRST_AFTER: Final = (  # a visit of the same day counts when it was written down after the attempt
    f"(SELECT min(v.day) FROM visit v WHERE v.customer_id = w.customer_id AND v.deleted_at IS NULL AND v.day <= {COUNTED}"
    " AND (v.day > w.day OR (v.day = w.day AND v.created_at > w.created_at)))"
)


def measure_word(measure: str) -> str:
    """电话, 优惠 …, or the owner's own word."""
    return say(Measure(measure).label) if measure in MEASURES else measure


class AttemptRow(NamedTuple):
    """One attempt, or, ``held``, a time left alone by lot. ``until``: the last day that counts; ``came``: the visit within
    it, None if there was none (yet); ``list_id``: the printed list it was noted by."""

    id: int
    customer_id: int
    day: int
    measure: str
    cost_cents: int
    note: str
    held: bool
    list_id: int | None
    until: int
    came: int | None

    def waits(self, today: int) -> bool:
        """Whether they may still come in time."""
        return self.came is None and today <= self.until

    @property
    def word(self) -> str:
        """How it was tried, in words."""
        return measure_word(self.measure)


_COLUMNS: Final = (
    f"w.id, w.customer_id, w.day, w.measure, w.cost_cents, w.note, w.held, w.list_id, {_FIRST_AFTER} FROM win_back w"
)


def attempts(sql: Reader, rhythms: shop.Rhythms, customer_id: int) -> list[AttemptRow]:
    """What was tried with one customer, the newest first."""
    rows = sql.rows(f"SELECT {_COLUMNS} WHERE w.customer_id = :id ORDER BY w.day DESC, w.id DESC", id=customer_id)
    return _judged(sql, rhythms, rows) if rows else []


def attempt(sql: Reader, rhythms: shop.Rhythms, attempt_id: int) -> AttemptRow | None:
    """One attempt, for correcting it."""
    rows = sql.rows(f"SELECT {_COLUMNS} WHERE w.id = :id AND w.held = 0", id=attempt_id)
    return next(iter(_judged(sql, rhythms, rows)), None)


def all_attempts(sql: Reader, rhythms: shop.Rhythms) -> list[AttemptRow]:
    """What was tried with those in the book, the newest first; nobody left alone is among them."""
    rows = sql.rows(
        f"SELECT {_COLUMNS} JOIN customer c ON c.id = w.customer_id WHERE w.held = 0 AND c.deleted_at IS NULL"
        " ORDER BY w.day DESC, w.id DESC"
    )
    return _judged(sql, rhythms, rows)


def _judged(sql: Reader, rhythms: shop.Rhythms, rows: Sequence[tuple[object, ...]]) -> list[AttemptRow]:
    horizon, calendar = rhythms.in_force(sql)[1].fit.horizon, shop.open_days(sql)
    found = []
    for *columns, came in rows:
        i, customer, day, measure, cents, note, held, list_id = columns
        until = calendar.after(day, horizon)  # type: ignore[arg-type]  # days are numbers
        in_time = came if came is not None and came <= until else None  # type: ignore[operator]
        found.append(AttemptRow(i, customer, day, measure, cents, note, bool(held), list_id, until, in_time))  # type: ignore[arg-type]
    return found


def own_measures(sql: Reader) -> list[str]:
    """The owner's own words for measures, the most used first."""
    known = ", ".join(f"'{m.value}'" for m in MEASURES)
    return sql.column(
        f"SELECT measure FROM win_back WHERE measure != '' AND measure NOT IN ({known}) GROUP BY measure"
        " ORDER BY count(*) DESC, measure"
    )


class Back(NamedTuple):
    """赢回: came again on ``day`` after ``away`` days, though they had counted as lapsed. ``by``: what was tried within H
    days before, None for nothing; ``source``: how they say they came, if they came by another way than first."""

    day: int
    away: int
    by: AttemptRow | None
    source: str


def returns(lapsed: Sequence[Lapse], tried: Sequence[AttemptRow], latest: tuple[int | None, str]) -> list[Back]:
    """How one customer came back each time, the newest first. ``latest``: day and name of their latest source."""
    found = []
    for one in reversed(lapsed):
        if one.back is None or one.away is None:
            continue
        by = next((a for a in tried if not a.held and one.since <= a.day and a.came == one.back), None)
        found.append(Back(one.back, one.away, by, latest[1] if latest[0] == one.back else ""))
    return found


def returns_of(
    sql: Reader, rhythms: shop.Rhythms, customer_id: int, days: Sequence[int], today: int,
    tried: Sequence[AttemptRow],
) -> list[Back]:  # fmt: skip
    """How this one came back each time. ``days``: their visit days, rising, as the card has read them. What 期初 remembers is
    history before them; on a day that only stands in for one of its visits nobody came back."""
    distinct = list(dict.fromkeys(days))
    seen = set(distinct)
    rhythm, calendar = rhythms.in_force(sql)[1], shop.open_days(sql)
    remembered = sql.one(f"SELECT {OPENING} FROM customer WHERE id = :id AND opening = 1", id=customer_id)
    opening = opening_of(remembered) if remembered is not None else None
    if opening is not None:
        distinct = past(opening, [day for day in distinct if day <= today], calendar, rhythm.fit.gap).days
    lapsed = [one for one in lapses(distinct, today, rhythm, calendar) if one.back in seen]
    if not lapsed:
        return []
    return returns(lapsed, tried, latest_source(sql, customer_id))


def latest_source(sql: Reader, customer_id: int) -> tuple[int | None, str]:
    """(day, name) of the way somebody came last, "" where it is not known or the first one."""
    row = sql.one(
        "SELECT c.latest_source_day, ch.code, ch.name FROM customer c JOIN channel ch"
        f" ON ch.id = {counted(sql, 'c.latest_channel_id')}"
        " WHERE c.id = :id AND c.latest_source_day > coalesce(c.first_source_day, 0)",
        id=customer_id,
    )
    return (row[0], channel_name(row[1], row[2])) if row else (None, "")


def days_of_first(sql: Reader, first: int, many: int) -> list[tuple[int, list[int]]]:
    """(customer, distinct visit days, rising) of those who came among ``many`` customers from ``first`` on."""
    rows = sql.rows(
        "SELECT customer_id, group_concat(day) FROM (SELECT DISTINCT customer_id, day FROM visit WHERE customer_id >= :first"
        " AND customer_id < :end AND deleted_at IS NULL ORDER BY customer_id, day) GROUP BY customer_id ORDER BY customer_id",
        first=first, end=first + many,
    )  # fmt: skip
    return [(customer, [int(day) for day in days.split(",")]) for customer, days in rows]


def contacts_of(sql: Reader, customer_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """customer -> (name, number to ring), for a list of them."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(customer_ids), _CHUNK):
        chunk = customer_ids[start : start + _CHUNK]
        rows = sql.rows(
            "SELECT c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, coalesce((SELECT number FROM phone p"
            " WHERE p.customer_id = c.id AND wrong = 0 ORDER BY position, p.id LIMIT 1), '') FROM customer c"
            f" WHERE c.id IN ({marks(len(chunk))})",
            **named(chunk),
        )
        found.update((i, (name, number)) for i, name, number in rows)
    return found


def lately_drawn(sql: Reader, after: int) -> frozenset[int]:
    """Who was, after a day, on a list some of whom were left alone: they are not drawn again until their time is up."""
    return frozenset(
        sql.column(
            "SELECT r.customer_id FROM call_list_row r WHERE r.list_id IN"
            f" (SELECT batch FROM win_back WHERE held = 1 AND day > :after) AND {LOTTED}",
            after=after,
        )
    )


LOTTED: Final = (
    "(r.follow_kind IN ('', 'overdue', 'lapsed') OR r.list_id NOT IN (SELECT id FROM call_list WHERE kind = 'due'))"
)
"""Rows ``r`` among which the lot was drawn: of a list of all that is due those who stay away, not who has a birthday."""
