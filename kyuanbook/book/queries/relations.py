"""关系: which kinds there are, how one customer is related, who lives together and what they are worth as one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.book.queries.stages import FIT, STAGE
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.language import say
from kyuanbook.rules.words import Message


class Side(StrEnum):
    """What a relation leads to; the letter before its number."""

    CUSTOMER = "c"
    PARTNER = "p"
    CONTACT = "s"


COLUMNS: Final = {Side.CUSTOMER: "other_id", Side.PARTNER: "partner_id", Side.CONTACT: "contact_id"}


class KindRow(NamedTuple):
    """A kind as offered and as counted: ``used``, how many relations are of it."""

    id: int
    code: str | None
    name: str
    household: bool
    hidden: bool
    used: int = 0


def kind_name(code: str | None, name: str | None) -> str:
    """What a kind is called: the owner's name for it, else the usual one in the owner's language; "" for none."""
    return name or (say(Message(f"relation_{code}")) if code else "")


def kinds(sql: Reader, *, hidden: bool = False, counted: bool = False) -> list[KindRow]:
    """Kinds of relations in the owner's order; ``hidden``: those put away too."""
    count = "(SELECT count(*) FROM relation WHERE kind_id = relation_kind.id)" if counted else "0"
    rows = sql.rows(
        f"SELECT id, code, name, household, hidden, {count} FROM relation_kind WHERE hidden = 0 OR hidden = :hidden"
        " ORDER BY position, id",
        hidden=int(hidden),
    )
    return [KindRow(i, code, kind_name(code, name), bool(home), bool(away), used) for i, code, name, home, away, used in rows]


def kind_order(sql: Reader) -> list[int]:
    """All kinds in the owner's order."""
    return sql.column("SELECT id FROM relation_kind ORDER BY position, id")


class RelationRow(NamedTuple):
    """How a customer is related to one other, a partner or a social contact. ``name``: of that one; ``stage``,
    ``total_cents``: of a customer; ``about``: the platform of a contact; ``bare``: its name is its handle."""

    id: int
    side: Side
    other_id: int
    name: str
    kind_id: int
    kind: str
    household: bool
    note: str
    day: int
    stage: str = ""
    total_cents: int = 0
    about: str = ""
    bare: bool = False


NAME: Final = "CASE c.name WHEN '' THEN c.alias ELSE c.name END"


def relations_of(sql: Reader, customer_id: int, today: int) -> list[RelationRow]:
    """All relations of one customer, whichever of the two they were written down with; by kind in the owner's order."""
    kind = "k.id, k.code, k.name, k.household, r.note, r.day, k.position"
    both = " UNION ALL ".join(
        f"SELECT r.id, c.id AS other, {NAME}, {kind}, CASE WHEN d.customer_id IS NULL THEN '' ELSE {STAGE} END,"
        f" coalesce(d.total_cents, 0) FROM relation r JOIN relation_kind k ON k.id = r.kind_id JOIN customer c"
        f" ON c.id = r.{other} LEFT JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT}"
        f" WHERE r.{mine} = :id AND c.deleted_at IS NULL"
        for mine, other in (("customer_id", "other_id"), ("other_id", "customer_id"))
    )
    found = [
        (position, RelationRow(i, Side.CUSTOMER, other, name, kid, kind_name(code, own), bool(home), note, day, stage, total))
        for i, other, name, kid, code, own, home, note, day, position, stage, total in sql.rows(
            both, id=customer_id, today=today
        )
    ]
    for i, other, name, kid, code, own, home, note, day, position in sql.rows(
        f"SELECT r.id, p.id, p.name, {kind} FROM relation r JOIN relation_kind k ON k.id = r.kind_id"
        " JOIN partner p ON p.id = r.partner_id WHERE r.customer_id = :id",
        id=customer_id,
    ):
        row = RelationRow(i, Side.PARTNER, other, name, kid, kind_name(code, own), bool(home), note, day)
        found.append((position, row))
    for i, other, handle, name, platform, kid, code, own, home, note, day, position in sql.rows(
        f"SELECT r.id, s.id, s.handle, s.name, s.platform, {kind} FROM relation r JOIN relation_kind k ON k.id = r.kind_id"
        " JOIN social_contact s ON s.id = r.contact_id WHERE r.customer_id = :id AND s.deleted_at IS NULL",
        id=customer_id,
    ):
        side, called = Side.CONTACT, name or handle
        kind_word = kind_name(code, own)
        row = RelationRow(
            i, side, other, called, kid, kind_word, bool(home), note, day, about=platform, bare=not name
        )
        found.append((position, row))
    found.sort(key=lambda pair: (pair[0], pair[1].side, pair[1].id))
    return [row for _, row in found]


def related(sql: Reader, customer_id: int, side: Side, other_id: int) -> dict[int, int]:
    """kind -> the row by which a customer is related so to another, whichever of the two it was written down with."""
    column = COLUMNS[side]
    text = f"SELECT kind_id, id FROM relation WHERE customer_id = :id AND {column} = :other"
    if side is Side.CUSTOMER:
        text += " UNION ALL SELECT kind_id, id FROM relation WHERE customer_id = :other AND other_id = :id"
    return dict(sql.rows(text, id=customer_id, other=other_id))


def of_contact(sql: Reader, contact_id: int) -> list[tuple[int, int, int]]:
    """(row, kind, customer) of the relations of a social contact."""
    return [(i, kind, of) for i, kind, of in sql.rows(
        "SELECT id, kind_id, customer_id FROM relation WHERE contact_id = :id ORDER BY id", id=contact_id
    )]  # fmt: skip


class Household(NamedTuple):
    """Those who live together, as one: ``ids`` with the one asked about first, and their ``names``; ``total_cents`` spent to
    date, ``ahead_cents`` expected in the next 12 months, None before the first snapshot."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    total_cents: int
    ahead_cents: int | None


def household(sql: Reader, customer_id: int) -> Household | None:
    """All joined to a customer by kinds that mean one home, over any number of them; None where it is them alone."""
    step = (
        "SELECT r.{other} FROM h JOIN relation r ON r.{mine} = h.id JOIN relation_kind k ON k.id = r.kind_id"
        " JOIN customer c ON c.id = r.{other} WHERE k.household AND c.deleted_at IS NULL"
    )
    ids = sql.column(
        f"WITH RECURSIVE h(id) AS (SELECT :id UNION {step.format(mine='customer_id', other='other_id')}"
        f" UNION {step.format(mine='other_id', other='customer_id')}) SELECT id FROM h ORDER BY id != :id, id",
        id=customer_id,
    )
    return as_one(sql, ids) if len(ids) > 1 else None


def as_one(sql: Reader, ids: Sequence[int]) -> Household:
    """What these have spent and may be expected to, together."""
    within, values = marks(len(ids)), named(ids)
    names = dict(sql.rows(f"SELECT id, {NAME} FROM customer c WHERE id IN ({within})", **values))
    total = sql.value(
        f"SELECT coalesce(sum(total_cents), 0) FROM derived WHERE fit_id = {FIT} AND customer_id IN ({within})", **values
    )
    ahead = sql.value(f"SELECT sum(clv_cents) FROM standing WHERE customer_id IN ({within})", **values)
    return Household(tuple(ids), tuple(names[i] for i in ids), int(total or 0), None if ahead is None else int(ahead))


class Other(NamedTuple):
    """A partner or a social contact one may be related to; ``handle``, ``about``: of the latter, its platform."""

    side: Side
    id: int
    name: str
    handle: str = ""
    about: str = ""


def others(sql: Reader) -> list[Other]:
    """All partners on offer, and the social contacts that are nobody's yet."""
    found = [Other(Side.PARTNER, i, name) for i, name in sql.rows("SELECT id, name FROM partner WHERE hidden = 0 ORDER BY id")]
    return found + [
        Other(Side.CONTACT, i, name or handle, handle, platform)
        for i, name, handle, platform in sql.rows(
            "SELECT id, name, handle, platform FROM social_contact WHERE deleted_at IS NULL AND customer_id IS NULL"
            " ORDER BY id DESC"
        )
    ]
