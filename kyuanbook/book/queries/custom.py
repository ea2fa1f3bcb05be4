"""自定义项目: the fields the shop asks for beside the usual, and what is written in them."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from kyuanbook.book.reader import Reader
from kyuanbook.language import say
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.words import Message

_FIELD = "f.id, f.owner, f.kind, f.name, f.choices, f.unit, f.searchable, f.code, f.hidden, f.position, f.version"
_WIDTH = 11


def field_name(code: str | None, name: str) -> str:
    """What a field is called: the owner's name for it, else the usual one in the owner's language."""
    return name or (say(Message(f"custom_{code}")) if code else "")


def fields(sql: Reader, owner: Owner | None = None, *, hidden: bool = False) -> list[FieldRow]:
    """The fields in the owner's order; ``hidden``: those put away too."""
    rows = sql.rows(
        f"SELECT {_FIELD} FROM custom_field f WHERE (f.hidden = 0 OR f.hidden = :hidden)"
        " AND (:owner = '' OR f.owner = :owner) ORDER BY f.position, f.id",
        hidden=int(hidden), owner=owner.value if owner else "",
    )  # fmt: skip
    return [_field(row) for row in rows]


def _field(row: tuple[object, ...]) -> FieldRow:
    i, owner, kind, name, choices, unit, searchable, code, hidden, position, version = row
    return FieldRow(
        i, Owner(owner), Kind(kind), field_name(code, name), tuple(json.loads(choices)) if choices else (), unit,  # type: ignore[arg-type]
        bool(searchable), code, bool(hidden), position, version,  # type: ignore[arg-type]
    )  # fmt: skip


def counts(sql: Reader) -> dict[int, int]:
    """How many values are written in each field."""
    return {int(i): int(n) for i, n in sql.rows("SELECT field_id, count(*) FROM custom_value GROUP BY field_id")}


class Written(NamedTuple):
    """A field and what stands in it, as the book keeps it."""

    field: FieldRow
    text: str

    def words(self) -> str:
        """The value as it is shown: −2.50, 85000 km, 2026年11月23日, 是."""
        return value_words(self.field, self.text)

    def said(self) -> str:
        """With its name."""
        return f"{self.field.name} {self.words()}"


def value_words(field: FieldRow, text: str) -> str:
    """A value in the owner's language, its unit behind it."""
    if field.kind is Kind.YES_NO:
        return say(Message(f"custom_{text}"))
    if field.kind is Kind.DATE:
        return say(full_day(date.fromisoformat(text).toordinal()))
    if field.kind is Kind.NUMBER:
        return f"{text.replace('-', '−')} {field.unit}".rstrip()
    return text


def of_customer(sql: Reader, customer_id: int) -> tuple[Written, ...]:
    """What is written in the fields of a customer, in the owner's order; nothing of fields put away."""
    rows = sql.rows(
        f"SELECT {_FIELD}, v.text FROM custom_value v JOIN custom_field f ON f.id = v.field_id"
        " WHERE v.customer_id = :id AND v.visit_id IS NULL AND f.hidden = 0 ORDER BY f.position, f.id",
        id=customer_id,
    )
    return tuple(Written(_field(row[:_WIDTH]), row[_WIDTH]) for row in rows)


def of_visits(sql: Reader, customer_id: int) -> dict[int, tuple[Written, ...]]:
    """visit -> what is written in the fields of each of a customer's visits."""
    rows = sql.rows(
        f"SELECT {_FIELD}, v.text, v.visit_id FROM custom_value v JOIN custom_field f ON f.id = v.field_id"
        " WHERE v.customer_id = :id AND v.visit_id IS NOT NULL AND f.hidden = 0 ORDER BY f.position, f.id",
        id=customer_id,
    )
    known: dict[int, FieldRow] = {}  # a customer of many visits has the same few fields in each
    found: dict[int, list[Written]] = {}
    for row in rows:
        if row[0] not in known:
            known[row[0]] = _field(row[:_WIDTH])
        found.setdefault(row[_WIDTH + 1], []).append(Written(known[row[0]], row[_WIDTH]))
    return {visit: tuple(written) for visit, written in found.items()}


def names(sql: Reader) -> dict[int, str]:
    """What every field is called, those put away too: for what was once changed in it."""
    return {field.id: field.name for field in fields(sql, hidden=True)}


def texts(written: Iterable[Written]) -> dict[int, str]:
    """field -> what stands in it."""
    return {one.field.id: one.text for one in written}
