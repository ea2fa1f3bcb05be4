"""Rows that belong to another row and are edited together with it: phones, contact persons, items of a visit."""

from collections.abc import Mapping, Sequence
from typing import Any

from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import ContactPerson, Phone, VisitItem
from kyuanbook.book.unit import Unit


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
