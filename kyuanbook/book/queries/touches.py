"""联系记录 of a customer."""

from dataclasses import dataclass
from typing import Any, Final

from kyuanbook.book.reader import Reader
from kyuanbook.rules.answers import unpacked


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A touch on the card. ``wanted``: the product as it is called now, else what they asked for in words; ``list_id``,
    ``row``: the printed list it was typed back from; ``promised``: the day they said they would come; ``score``: 满意度."""

    id: int
    day: int
    minute: int | None
    kind: str
    outcome: str
    wanted: str
    cost_cents: int
    staff_id: int | None
    staff: str
    note: str
    list_id: int | None = None
    row: int | None = None
    promised: int | None = None
    score: int | None = None


_COLUMNS: Final = (
    "SELECT i.id, i.day, i.minute, i.kind, i.outcome, coalesce(p.name, i.wanted), i.cost_cents, i.staff_id,"
    " coalesce(st.name, ''), i.note, r.list_id, r.number, i.followed, (SELECT f.score FROM feedback f WHERE f.interaction_id ="
    " i.id AND f.deleted_at IS NULL), i.customer_id FROM interaction i LEFT JOIN product p ON p.id = i.product_id"
    " LEFT JOIN staff st ON st.id = i.staff_id LEFT JOIN call_list_row r ON r.id = i.list_row_id"
)


def _row(found: tuple[Any, ...]) -> TouchRow:
    followed, score = found[12], found[13]
    return TouchRow(*(*found[:12], unpacked(followed).promised, score))


def touches(sql: Reader, customer_id: int) -> list[TouchRow]:
    """The touches of a customer, newest first."""
    rows = sql.rows(
        f"{_COLUMNS} WHERE i.customer_id = :id AND i.deleted_at IS NULL"
        " ORDER BY i.day DESC, coalesce(i.minute, -1) DESC, i.id DESC",
        id=customer_id,
    )
    return [_row(row) for row in rows]


def touch(sql: Reader, touch_id: int) -> tuple[int, TouchRow] | None:
    """(whose, the touch), for correcting it."""
    found = sql.one(f"{_COLUMNS} WHERE i.id = :id AND i.deleted_at IS NULL", id=touch_id)
    return None if found is None else (found[-1], _row(found))
