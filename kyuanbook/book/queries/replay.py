"""The whole book on any day: replayed from the visits up to then, by the fit now in force. One scan, nothing held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.stages import OPENING, opening_of
from kyuanbook.book.reader import Reader
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.opening import Guess
from kyuanbook.rules.reasons import reason, usual_gap_shown
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, Stage, mark, silent_on, stage_many, stage_on
from kyuanbook.rules.words import Message

# the days of each customer in one text: a tenth of the rows to fetch. The inner order is the index's own.
_DAYS = (
    "SELECT customer_id, group_concat(day) FROM (SELECT customer_id, day FROM visit WHERE deleted_at IS NULL"
    " AND day <= :today ORDER BY customer_id, day) GROUP BY customer_id ORDER BY customer_id"
)


class _Read(dict[str, int]):
    """A day's figures -> the day: a book has a million visits on a few thousand days."""

    def __missing__(self, figures: str) -> int:
        day = self[figures] = int(figures)
        return day


def _distinct(days: list[int]) -> list[int]:
    return list(dict.fromkeys(days))


def visit_days(sql: Reader, today: int) -> Iterator[tuple[int, list[int]]]:
    """(customer, distinct visit days up to ``today``, rising) of everybody who ever came, by number."""
    read = _Read()
    for customer, text in sql.stream(_DAYS, today=today):
        yield customer, _distinct([read[figures] for figures in text.split(",")])


def stages(sql: Reader, rhythms: shop.Rhythms, today: int) -> Iterator[tuple[int, Stage]]:
    """(customer, stage by rule on ``today``) of everybody who had come by then; 期初 and 回收站 are looked to apart."""
    rhythm, calendar = rhythms.in_force(sql)[1], shop.open_days(sql)
    remembered = {row[0]: row for row in special(sql)}
    gone = frozenset(sql.column("SELECT id FROM customer WHERE deleted_at IS NOT NULL"))
    groups = visit_days(sql, today)
    if not remembered and not gone:
        yield from stage_many(groups, today, rhythm, calendar)
        return
    plain = ((i, days) for i, days in groups if i not in remembered and i not in gone)
    yield from stage_many(plain, today, rhythm, calendar)
    for customer, row in remembered.items():
        m = special_marks(sql, row, today, rhythm, calendar)
        if m is not None:
            yield customer, stage_on(m, today)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one customer stood on a day. ``g``, ``p``: the rule's two numbers, None without a visit; ``n`` and
    ``last_day``: what is known, without what was assumed of a 老客; ``pinned``: the stage is the owner's word (only on the
    present day, when pins are asked for)."""

    id: int
    name: str
    n: int
    last_day: int | None
    usual_gap: int | None
    g: float | None
    p: float | None
    stage: Stage
    pinned: bool
    reason: Message


def standings(sql: Reader, rhythms: shop.Rhythms, today: int, *, pins: bool = False) -> Iterator[Standing]:
    """Everybody who was in the book on ``today``, by number, with reasons. ``pins``: the owner's word above the rule."""
    rhythm, calendar = rhythms.in_force(sql)[1], shop.open_days(sql)
    remembered = {row[0]: row for row in special(sql)}
    came = visit_days(sql, today)
    ahead = next(came, None)
    for i, name, alias, pin, created in sql.stream(
        "SELECT id, name, alias, pin, created_day FROM customer WHERE deleted_at IS NULL ORDER BY id"
    ):
        while ahead is not None and ahead[0] < i:
            ahead = next(came, None)
        days = ahead[1] if ahead is not None and ahead[0] == i else []
        known = remembered.get(i)
        m = mark(days, rhythm, calendar) if known is None else special_marks(sql, known, today, rhythm, calendar)
        if m is None or (not m.n and created > today):
            continue  # nobody had heard of them yet
        word = Stage(pin) if pins and pin else None
        yield _standing(i, name or alias, m, len(days), word, today, rhythm, calendar)


def _standing(
    customer: int, name: str, m: Marks, seen: int, pin: Stage | None, today: int, rhythm: Rhythm, calendar: OpenDays
) -> Standing:
    silent = silent_on(m, today, calendar)
    return Standing(
        customer, name, seen if m.guessed & Guess.VISITS else m.n, None if m.guessed & Guess.LAST else m.last,
        usual_gap_shown(m, calendar),
        rhythm.silence(m.k, m.t, silent) if m.n else None, rhythm.chance(m.k, m.t, m.x, silent) if m.n else None,
        stage_on(m, today, pin), pin is not None, reason(m, today, rhythm, calendar),
    )  # fmt: skip


def special(sql: Reader) -> list[tuple[Any, ...]]:
    """Customers with 期初: their history begins before the book."""
    return sql.rows(f"SELECT id, {OPENING} FROM customer WHERE opening = 1 AND deleted_at IS NULL")


def special_marks(sql: Reader, row: Sequence[Any], today: int, rhythm: Rhythm, calendar: OpenDays) -> Marks | None:
    """Marks of a customer with 期初; None on a day before they were in the book."""
    days = sql.column(
        "SELECT DISTINCT day FROM visit WHERE customer_id = :id AND deleted_at IS NULL AND day <= :today ORDER BY day",
        id=row[0], today=today,
    )  # fmt: skip
    if not days and row[-1] > today:
        return None
    return mark(days, rhythm, calendar, opening_of(row[1:]))
