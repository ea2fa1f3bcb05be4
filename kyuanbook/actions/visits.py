"""What the owner does with a visit."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kyuanbook.actions.children import move_to_bin, settle
from kyuanbook.actions.commissions import settle_commission
from kyuanbook.actions.custom import asked, write_values
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.rewards import settle as settle_rewards
from kyuanbook.actions.sources import Source, follow_visit, known_source, source_of
from kyuanbook.actions.whom import customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import Customer, Product, Staff, Visit, VisitItem
from kyuanbook.book.unit import Unit
from kyuanbook.rules.custom import Owner
from kyuanbook.rules.entries import CleanVisit, VisitEntry, clean_visit
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message, refuse_unless


def record_visit(
    book: Book, *, customer_id: int, entry: VisitEntry, accepted: Collection[str] = (), now: bool = True
) -> Done:
    """Write down that a customer came. Takes a 流失 pin off, and says so. Raises Refused.

    ``now``: they stand at the counter; a visit of today that bears no time has the present one. False for what is typed
    back from paper: a time that was not written down is not known.
    """
    fields = asked(book, entry.custom, Owner.VISIT)
    clean, problems = clean_visit(entry, book.today(), book.minute() if now else None, fields)
    refuse_unless(problems, accepted)
    with book.write("record_visit", customer_id=customer_id) as unit:
        customer = customer_of(unit, customer_id)
        unit.name({"name": customer["name"] or customer["alias"], "cents": clean.amount_cents})
        _known_staff(unit, clean)
        known_source(unit, clean.channel_id, clean.campaign_id)
        visit_id = unit.insert(Visit, customer_id=customer_id, created_at=unit.at, **_columns(clean))
        if clean.items:
            _write_items(unit, visit_id, clean)
        if clean.custom:
            write_values(unit, clean.custom, customer_id, visit_id)
        follow_visit(unit, customer, None, _source(clean))
        settle_commission(unit, customer_id, book.who)
        notes = (*_take_pin_off(unit, customer), *settle_rewards(unit, [customer_id]))
    return Done(unit.changed, visit_id, notes)


def change_visit(book: Book, *, visit_id: int, entry: VisitEntry, accepted: Collection[str] = ()) -> Done:
    """Correct a visit; everything that hangs on it follows."""
    clean, problems = clean_visit(entry, book.today(), None, asked(book, entry.custom, Owner.VISIT, visit_id=visit_id))
    refuse_unless(problems, accepted)
    with book.write("change_visit") as unit:
        visit = _visit(unit, visit_id)
        customer = customer_of(unit, visit["customer_id"])
        unit.customer_id = customer["id"]
        unit.name({"name": customer["name"] or customer["alias"], "cents": clean.amount_cents})
        _known_staff(unit, clean)
        known_source(unit, clean.channel_id, clean.campaign_id)
        unit.update(Visit, visit_id, **_columns(clean))
        _write_items(unit, visit_id, clean)
        write_values(unit, clean.custom, customer["id"], visit_id)
        follow_visit(unit, customer, source_of(visit), _source(clean))
        settle_commission(unit, customer["id"], book.who)
        notes = settle_rewards(unit, [customer["id"]])
    return Done(unit.changed, visit_id, notes)


def delete_visit(book: Book, *, visit_id: int) -> Done:
    """Move a visit to 回收站."""
    after = _then(book, _source_gone)
    return move_to_bin(book, Visit, visit_id, "delete_visit", away=True, says=("amount_cents",), after=after)


def restore_visit(book: Book, *, visit_id: int) -> Done:
    """Take a visit out of 回收站."""
    after = _then(book, _source_back)
    return move_to_bin(book, Visit, visit_id, "restore_visit", away=False, says=("amount_cents",), after=after)


def _then(
    book: Book, follow: Callable[[Unit, Mapping[str, Any]], object]
) -> Callable[[Unit, Mapping[str, Any]], tuple[Message, ...]]:
    """What hangs on the visits of a customer follows when one goes or comes back."""

    def then(unit: Unit, row: Mapping[str, Any]) -> tuple[Message, ...]:
        follow(unit, row)
        settle_commission(unit, row["customer_id"], book.who)
        return settle_rewards(unit, [row["customer_id"]])

    return then


def _columns(clean: CleanVisit) -> dict[str, Any]:
    return {
        "day": clean.day, "minute": clean.minute, "amount_cents": clean.amount_cents, "staff_id": clean.staff_id,
        "note": clean.note, "channel_id": clean.channel_id, "campaign_id": clean.campaign_id,
    }  # fmt: skip


def _source(clean: CleanVisit) -> Source | None:
    return source_of({"channel_id": clean.channel_id, "campaign_id": clean.campaign_id, "day": clean.day})


def _source_gone(unit: Unit, visit: Mapping[str, Any]) -> None:
    follow_visit(unit, customer_of(unit, visit["customer_id"]), source_of(visit), None)


def _source_back(unit: Unit, visit: Mapping[str, Any]) -> None:
    follow_visit(unit, customer_of(unit, visit["customer_id"]), None, source_of(visit))


def _visit(unit: Unit, visit_id: int) -> dict[str, Any]:
    row = unit.get(Visit, visit_id)
    if row is None or row["deleted_at"] is not None:
        raise NoSuchRow(table="visit", id=visit_id)
    return row


def _known_staff(unit: Unit, clean: CleanVisit) -> None:
    if clean.staff_id is not None and unit.get(Staff, clean.staff_id) is None:
        raise NoSuchRow(table="staff", id=clean.staff_id)


def _write_items(unit: Unit, visit_id: int, clean: CleanVisit) -> None:
    wanted = [
        {"product_id": _product(unit, item.name), "name": item.name, "quantity": item.quantity, "position": i}
        for i, item in enumerate(clean.items)
    ]
    settle(unit, VisitItem, "visit_id", visit_id, wanted)


def _product(unit: Unit, name: str) -> int:
    """A thing named for the first time is offered from then on."""
    found = lookups.offered_id(unit.sql, "product", name)
    return found if found is not None else unit.insert(Product, name=name)


def _take_pin_off(unit: Unit, customer: dict[str, Any]) -> tuple[Message, ...]:
    if customer["pin"] != Stage.LAPSED:
        return ()
    unit.update(Customer, customer["id"], pin="", pin_by="", pin_day=None, pin_why="")
    return (Message("pin_taken_off"),)
