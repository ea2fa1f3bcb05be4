"""流失原因: the reasons that are offered, and what was said of a customer."""

from typing import NamedTuple

from kyuanbook.book.reader import Reader
from kyuanbook.language import say
from kyuanbook.rules.words import Message


class ReasonRow(NamedTuple):
    """A reason as offered and as counted: ``used``, how many customers it was said of."""

    id: int
    code: str | None
    name: str
    hidden: bool
    used: int = 0


def reason_name(code: str | None, name: str | None) -> str:
    """What a reason is called: the owner's name for it, else the usual one in the owner's language; "" for none."""
    return name or (say(Message(f"lapse_{code}")) if code else "")


def reasons(sql: Reader, *, hidden: bool = False, counted: bool = False) -> list[ReasonRow]:
    """流失原因 in the owner's order; ``hidden``: those put away too; ``counted``: with how many it was said of."""
    count = "(SELECT count(DISTINCT customer_id) FROM lapse WHERE reason_id = lapse_reason.id)" if counted else "0"
    rows = sql.rows(
        f"SELECT id, code, name, hidden, {count} FROM lapse_reason WHERE hidden = 0 OR hidden = :hidden"
        " ORDER BY position, id",
        hidden=int(hidden),
    )
    return [ReasonRow(i, code, reason_name(code, name), bool(away), used) for i, code, name, away, used in rows]


class SaidRow(NamedTuple):
    """Why one stays away, as said on ``day``; ``who`` wrote it down."""

    id: int
    day: int
    reason_id: int
    reason: str
    note: str
    who: str


def said(sql: Reader, customer_id: int) -> list[SaidRow]:
    """What one customer gave as reasons, the newest first."""
    rows = sql.rows(
        "SELECT l.id, l.day, l.reason_id, r.code, r.name, l.note, l.who FROM lapse l JOIN lapse_reason r"
        " ON r.id = l.reason_id WHERE l.customer_id = :id ORDER BY l.day DESC, l.id DESC",
        id=customer_id,
    )
    return [SaidRow(i, day, of, reason_name(code, name), note, who) for i, day, of, code, name, note, who in rows]


def said_of_now(sql: Reader, customer_id: int, last_day: int | None) -> SaidRow | None:
    """What was said of the silence that lasts: nothing of it is older than the last visit."""
    return next((row for row in said(sql, customer_id) if last_day is None or row.day >= last_day), None)


def last_visit(sql: Reader, customer_id: int, today: int) -> int | None:
    """The day from which a customer has been silent, as the visits of the book have it."""
    day: int | None = sql.value(
        "SELECT max(day) FROM visit WHERE customer_id = :id AND deleted_at IS NULL AND day <= :today",
        id=customer_id, today=today,
    )  # fmt: skip
    return day


def reason_order(sql: Reader) -> list[int]:
    """All reasons in the owner's order."""
    return sql.column("SELECT id FROM lapse_reason ORDER BY position, id")
