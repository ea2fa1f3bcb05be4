"""What actions do alike with rows: children edited with their parent, an order of the owner's, 回收站."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import ContactPerson, Customer, Feedback, Interaction, Phone, Row, Visit, VisitItem
from kyuanbook.book.unit import Unit
from kyuanbook.rules.words import Message


def settle(
    unit: Unit, table: type[Phone] | type[ContactPerson] | type[VisitItem], parent: str, parent_id: int,
    wanted: Sequence[Mapping[str, Any]],
) -> bool:  # fmt: skip
    """Make the children of ``parent_id`` (column ``parent``) what is wanted, in order, changing as few rows as can be.

    False when they already were so.
    """
    there = lookups.children(unit.sql, table.__tablename__, parent_id)  # type: ignore[arg-type]
    changed = len(there) != len(wanted)
    for row_id, values in zip(there, wanted, strict=False):
        changed |= unit.update(table, row_id, **values)
    for values in wanted[len(there) :]:
        unit.insert(table, **{parent: parent_id}, **values)
    unit.delete_many(table, there[len(wanted) :])
    return changed


def put_in_order(unit: Unit, table: type[Row], ids: Sequence[int], there: Sequence[int]) -> None:
    """Give ``ids`` the first positions, in this order; the rest of ``there`` follow as they were."""
    named = set(ids)
    for place, row_id in enumerate([*ids, *(i for i in there if i not in named)]):
        unit.update(table, row_id, position=place)


def move_to_bin(
    book: Book, table: type[Visit] | type[Interaction] | type[Feedback], row_id: int, action: str, *, away: bool,
    says: Sequence[str] = (), first: Callable[[Unit, Mapping[str, Any]], object] | None = None,
    after: Callable[[Unit, Mapping[str, Any]], tuple[Message, ...]] | None = None,
) -> Done:  # fmt: skip
    """Move what happened with a customer to 回收站, or back. ``says``: columns that ``action`` is named with, without
    ``amount_``; ``first``, ``after``: what is done before and after it in the same step, with the row as it was; the latter
    says what follows."""
    notes: tuple[Message, ...] = ()
    with book.write(action) as unit:
        row = unit.get(table, row_id)
        if row is None:
            raise NoSuchRow(table=table.__tablename__, id=row_id)
        customer = unit.get(Customer, row["customer_id"])
        if customer is None:
            raise NoSuchRow(table="customer", id=row["customer_id"])
        unit.customer_id = customer["id"]
        told = {column.removeprefix("amount_"): row[column] for column in says}
        unit.name({"name": customer["name"] or customer["alias"], **told})
        if away != (row["deleted_at"] is not None):
            if first is not None:
                first(unit, row)
            unit.update(table, row_id, deleted_at=unit.at if away else None)
            if after is not None and customer["deleted_at"] is None:
                notes = after(unit, row)
    return Done(unit.changed, row_id, notes)
