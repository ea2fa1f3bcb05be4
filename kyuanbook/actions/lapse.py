"""流失原因: what the owner heard of why a customer stays away, and which reasons there are to choose from."""

from collections.abc import Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lapse
from kyuanbook.book.tables import Customer, Lapse, LapseReason
from kyuanbook.book.unit import Unit
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

NAME_LIMIT = 12
WHY_LIMIT = 80


def note_reason(book: Book, *, customer_id: int, reason_id: int, note: str = "") -> Done:
    """Write down why a customer stays away. Said again of the same silence, it takes the place of what was said before."""
    with book.write("note_reason", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        if customer is None or customer["deleted_at"] is not None:
            raise NoSuchRow(table="customer", id=customer_id)
        row, name = put_reason(unit, customer_id=customer_id, reason_id=reason_id, note=note, who=book.who)
        unit.name({"name": customer["name"] or customer["alias"], "reason": name})
    return Done(unit.changed, row)


def put_reason(unit: Unit, *, customer_id: int, reason_id: int, note: str, who: str) -> tuple[int, str]:
    """The same within another action (手工标注, a call's outcome). Returns the row and the reason's name."""
    clean, problems = clean_line(note, "why", WHY_LIMIT)
    refuse_unless(problems)
    reason = _reason(unit, reason_id)
    before = lapse.said_of_now(unit.sql, customer_id, lapse.last_visit(unit.sql, customer_id, unit.day))
    if before is None:
        row = unit.insert(Lapse, customer_id=customer_id, reason_id=reason_id, day=unit.day, note=clean, who=who)
    else:
        row = before.id
        if (before.reason_id, before.note) != (reason_id, clean):
            unit.update(Lapse, row, reason_id=reason_id, day=unit.day, note=clean, who=who)
    return row, lapse.reason_name(reason["code"], reason["name"])


def remove_reason(book: Book, *, lapse_id: int) -> Done:
    """It was not so: strike out what was said."""
    with book.write("remove_reason") as unit:
        row = unit.get(Lapse, lapse_id)
        if row is None:
            raise NoSuchRow(table="lapse", id=lapse_id)
        customer = unit.get(Customer, row["customer_id"])
        unit.customer_id = row["customer_id"]
        unit.name({"name": "" if customer is None else customer["name"] or customer["alias"]})
        unit.delete(Lapse, lapse_id)
    return Done(unit.changed)


# which there are -----------------------------------------------------------------------------------------------------------


def add_reason(book: Book, *, name: str) -> Done:
    """A reason of the owner's own, at the end of the list; one put away that is called so comes back."""
    clean = _name(name)
    with book.write("add_reason", label={"name": clean}) as unit:
        known = {row.name: row for row in lapse.reasons(unit.sql, hidden=True)}
        if clean in known and known[clean].hidden:
            row = known[clean].id
            unit.update(LapseReason, row, hidden=False)
        else:
            _not_taken(unit, clean, None)
            row = unit.insert(LapseReason, name=clean, position=len(lapse.reason_order(unit.sql)))
    return Done(unit.changed, row)


def change_reason(book: Book, *, reason_id: int, name: str) -> Done:
    """Another name for a reason, also where it was given already."""
    clean = _name(name)
    with book.write("change_reason", label={"name": clean}) as unit:
        row = _reason(unit, reason_id)
        _not_taken(unit, clean, reason_id)
        if clean != lapse.reason_name(row["code"], row["name"]):
            unit.update(LapseReason, reason_id, name=clean)
    return Done(unit.changed, reason_id)


def hide_reason(book: Book, *, reason_id: int, hidden: bool = True) -> Done:
    """Offer a reason no more, or again; of whom it was said it stays."""
    with book.write("hide_reason" if hidden else "show_reason") as unit:
        row = _reason(unit, reason_id)
        unit.name({"name": lapse.reason_name(row["code"], row["name"])})
        unit.update(LapseReason, reason_id, hidden=hidden)
    return Done(unit.changed, reason_id)


def order_reasons(book: Book, *, reason_ids: Sequence[int]) -> Done:
    """Put the reasons in the order given; those not named follow as they were."""
    with book.write("order_reasons") as unit:
        put_in_order(unit, LapseReason, reason_ids, lapse.reason_order(unit.sql))
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _reason(unit: Unit, reason_id: int) -> dict[str, Any]:
    row = unit.get(LapseReason, reason_id)
    if row is None:
        raise NoSuchRow(table="lapse_reason", id=reason_id)
    return row


def _name(name: str) -> str:
    clean, problems = clean_line(name, "name", NAME_LIMIT, required=True)
    refuse_unless(problems)
    return clean


def _not_taken(unit: Unit, name: str, reason_id: int | None) -> None:
    if any(r.name == name and r.id != reason_id for r in lapse.reasons(unit.sql, hidden=True)):
        raise Refused([Problem("name", Message("name_taken", {"name": name}))])
