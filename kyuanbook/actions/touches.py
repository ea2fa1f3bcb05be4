"""What the owner does with 联系记录: a touch that is not a visit."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions import answers
from kyuanbook.actions.children import move_to_bin
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.restoring import bring_back
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import Customer, Interaction, Staff
from kyuanbook.book.unit import Unit
from kyuanbook.rules.touches import CleanTouch, Outcome, TouchEntry, clean_interaction
from kyuanbook.rules.words import Message, refuse_unless


def record_touch(
    book: Book, *, customer_id: int, entry: TouchEntry, accepted: Collection[str] = (), now: bool = True
) -> Done:
    """Write down a call, an enquiry, a sample given. 请勿再联系 marks the customer in the same step, and says so.

    ``now``: it happened just now; a touch of today that bears no time has the present one. Raises Refused.
    """
    clean, problems = clean_interaction(entry, book.today(), book.minute() if now else None)
    refuse_unless(problems, accepted)
    with book.write("record_touch", customer_id=customer_id) as unit:
        customer = customer_of(unit, customer_id)
        unit.name({"name": called(customer)})
        touch_id = unit.insert(Interaction, customer_id=customer_id, created_at=unit.at, **_columns(unit, clean))
        notes = _leave_alone(unit, customer, clean)
    return Done(unit.changed, touch_id, notes)


def change_touch(book: Book, *, touch_id: int, entry: TouchEntry, accepted: Collection[str] = ()) -> Done:
    """Correct a touch. An answer about a follow-up that came out otherwise has other consequences; a day promised is typed
    where it was answered. Raises Refused."""
    clean, problems = clean_interaction(entry, book.today(), None)
    refuse_unless(problems, accepted)
    with book.write("change_touch") as unit:
        touch = unit.get(Interaction, touch_id)
        if touch is None or touch["deleted_at"] is not None:
            raise NoSuchRow(table="interaction", id=touch_id)
        customer = customer_of(unit, touch["customer_id"])
        unit.customer_id = customer["id"]
        unit.name({"name": called(customer)})
        notes: tuple[Message, ...] = ()
        if clean.outcome != touch["outcome"]:
            if touch["follow_up_id"] is not None:
                notes = answers.answer_otherwise(unit, touch, clean, book.who)
            else:
                notes = _leave_alone(unit, customer, clean)
        unit.update(Interaction, touch_id, **_columns(unit, clean))
    return Done(unit.changed, touch_id, notes)


def delete_touch(book: Book, *, touch_id: int) -> Done:
    """Move a touch to 回收站; what followed by itself from an answer goes with it."""
    return move_to_bin(
        book, Interaction, touch_id, "delete_touch", away=True, first=lambda unit, row: answers.take_back(unit, row["id"])
    )


def restore_touch(book: Book, *, touch_id: int) -> Done:
    """Take a touch out of 回收站, with all that had followed from it. Raises Refused where somebody made something of it since:
    nothing comes back then."""
    with book.write("restore_touch") as unit:
        touch = unit.get(Interaction, touch_id)
        customer = unit.get(Customer, touch["customer_id"]) if touch is not None else None
        if touch is None or customer is None:
            raise NoSuchRow(table="interaction", id=touch_id)
        unit.customer_id = customer["id"]
        unit.name({"name": called(customer)})
        notes = bring_back(unit, touch) if touch["deleted_at"] is not None else ()
    return Done(unit.changed, touch_id, notes)


def _columns(unit: Unit, clean: CleanTouch) -> dict[str, Any]:
    """What was wanted is the product of that name, which keeps its tie when it is renamed; else the words."""
    product = lookups.offered_id(unit.sql, "product", clean.wanted) if clean.wanted else None
    if clean.staff_id is not None and unit.get(Staff, clean.staff_id) is None:
        raise NoSuchRow(table="staff", id=clean.staff_id)
    return {
        "kind": clean.kind.value, "outcome": clean.outcome, "product_id": product,
        "wanted": "" if product is not None else clean.wanted, "cost_cents": clean.cost_cents, "day": clean.day,
        "minute": clean.minute, "staff_id": clean.staff_id, "note": clean.note,
    }  # fmt: skip


def _leave_alone(unit: Unit, customer: dict[str, Any], clean: CleanTouch) -> tuple[Message, ...]:
    """Who said 请勿再联系 is on no list from then on."""
    if clean.outcome != Outcome.DO_NOT_CONTACT or customer["do_not_contact"]:
        return ()
    unit.update(Customer, customer["id"], do_not_contact=True)
    return (Message("left_alone"),)
