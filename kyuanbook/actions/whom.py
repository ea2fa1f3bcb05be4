"""Whom an action is about: the customer's row, and what they are called."""

from collections.abc import Mapping
from typing import Any

from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.tables import Customer
from kyuanbook.book.unit import Unit


def customer_of(unit: Unit, customer_id: int) -> dict[str, Any]:
    """The row of a customer who is in the book. Raises NoSuchRow for one who is not, or lies in 回收站."""
    row = unit.get(Customer, customer_id)
    if row is None or row["deleted_at"] is not None:
        raise NoSuchRow(table="customer", id=customer_id)
    return row


def called(customer: Mapping[str, Any]) -> str:
    """Name, else 称呼."""
    return str(customer["name"] or customer["alias"])
