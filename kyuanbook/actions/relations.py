"""关系: what the owner writes down of who belongs to whom, and which kinds of relations there are."""

from collections.abc import Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import relations
from kyuanbook.book.queries.relations import COLUMNS, Side, kind_name
from kyuanbook.book.tables import Customer, Partner, Relation, RelationKind, SocialContact
from kyuanbook.book.unit import Unit
from kyuanbook.rules.social import KIND_LIMIT
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

NOTE_LIMIT = 80


def add_relation(
    book: Book, *, customer_id: int, side: Side, other_id: int, kind_id: int, note: str = ""
) -> Done:
    """``other_id``: another customer, a partner or a social contact, as ``side`` says. Raises Refused for oneself, and for
    what is written down already, whichever of the two it was written down with."""
    clean, problems = clean_line(note, "note", NOTE_LIMIT)
    if side is Side.CUSTOMER and other_id == customer_id:
        problems += (Problem("other", Message("relation_self")),)
    refuse_unless(problems)
    with book.write("add_relation", customer_id=customer_id) as unit:
        name, other = called(customer_of(unit, customer_id)), _called(unit, side, other_id)
        kind = _kind(unit, kind_id)
        word = kind_name(kind["code"], kind["name"])
        if kind_id in relations.related(unit.sql, customer_id, side, other_id):
            raise Refused([Problem("kind", Message("relation_twice", {"name": name, "other": other, "kind": word}))])
        unit.name({"name": name, "other": other, "kind": word})
        row = unit.insert(
            Relation, kind_id=kind_id, customer_id=customer_id, day=unit.day, note=clean, **{COLUMNS[side]: other_id}
        )
    return Done(unit.changed, row)


def remove_relation(book: Book, *, relation_id: int) -> Done:
    """It is not so, or no more."""
    with book.write("remove_relation") as unit:
        row = unit.get(Relation, relation_id)
        if row is None:
            raise NoSuchRow(table="relation", id=relation_id)
        side = next(side for side, column in COLUMNS.items() if row[column] is not None)
        customer, kind = unit.get(Customer, row["customer_id"]), _kind(unit, row["kind_id"])
        unit.customer_id = row["customer_id"]
        unit.name(
            {
                "name": called(customer) if customer is not None else "",
                "other": _called(unit, side, row[COLUMNS[side]]), "kind": kind_name(kind["code"], kind["name"]),
            }
        )  # fmt: skip
        unit.delete(Relation, relation_id)
    return Done(unit.changed)


# which kinds there are ---------------------------------------------------------------------------------------------------


def add_kind(book: Book, *, name: str, household: bool = False) -> Done:
    """A kind of the owner's own, at the end of the list; one put away that is called so comes back."""
    clean = _name(name)
    with book.write("add_relation_kind", label={"name": clean}) as unit:
        known = {one.name: one for one in relations.kinds(unit.sql, hidden=True)}
        if clean in known and known[clean].hidden:
            row = known[clean].id
            unit.update(RelationKind, row, hidden=False)
        else:
            _not_taken(unit, clean, None)
            place = len(relations.kind_order(unit.sql))
            row = unit.insert(RelationKind, name=clean, household=household, position=place)
    return Done(unit.changed, row)


def change_kind(book: Book, *, kind_id: int, name: str | None = None, household: bool | None = None) -> Done:
    """Another name for a kind, also where it stands already; whether those so related are one 家."""
    clean = None if name is None else _name(name)
    with book.write("change_relation_kind") as unit:
        row = _kind(unit, kind_id)
        unit.name({"name": clean or kind_name(row["code"], row["name"])})
        if clean is not None and clean != kind_name(row["code"], row["name"]):
            _not_taken(unit, clean, kind_id)
            unit.update(RelationKind, kind_id, name=clean)
        if household is not None:
            unit.update(RelationKind, kind_id, household=household)
    return Done(unit.changed, kind_id)


def hide_kind(book: Book, *, kind_id: int, hidden: bool = True) -> Done:
    """Offer a kind no more, or again; who is so related stays so."""
    with book.write("hide_relation_kind" if hidden else "show_relation_kind") as unit:
        row = _kind(unit, kind_id)
        unit.name({"name": kind_name(row["code"], row["name"])})
        unit.update(RelationKind, kind_id, hidden=hidden)
    return Done(unit.changed, kind_id)


def order_kinds(book: Book, *, kind_ids: Sequence[int]) -> Done:
    """Put the kinds in the order given; those not named follow as they were."""
    with book.write("order_relation_kinds") as unit:
        put_in_order(unit, RelationKind, kind_ids, relations.kind_order(unit.sql))
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _called(unit: Unit, side: Side, row_id: int) -> str:
    if side is Side.CUSTOMER:
        row = unit.get(Customer, row_id)
        if row is None:
            raise NoSuchRow(table="customer", id=row_id)
        return called(row)
    if side is Side.PARTNER:
        row = unit.get(Partner, row_id)
        if row is None:
            raise NoSuchRow(table="partner", id=row_id)
        return str(row["name"])
    row = unit.get(SocialContact, row_id)
    if row is None:
        raise NoSuchRow(table="social_contact", id=row_id)
    return str(row["name"] or row["handle"])


def _kind(unit: Unit, kind_id: int) -> dict[str, Any]:
    row = unit.get(RelationKind, kind_id)
    if row is None:
        raise NoSuchRow(table="relation_kind", id=kind_id)
    return row


def _name(name: str) -> str:
    clean, problems = clean_line(name, "name", KIND_LIMIT, required=True)
    refuse_unless(problems)
    return clean


def _not_taken(unit: Unit, name: str, kind_id: int | None) -> None:
    if any(one.name == name and one.id != kind_id for one in relations.kinds(unit.sql, hidden=True)):
        raise Refused([Problem("name", Message("name_taken", {"name": name}))])
