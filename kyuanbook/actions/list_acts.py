"""What is done with a list that is printed: voided, its messages sent one by one."""

from typing import Final

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.followups import take_up
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import printed
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.tables import CallList, CallListRow, Customer, FollowRule, FollowUp, Interaction, WinBack
from kyuanbook.language import tr
from kyuanbook.rules.followups import Kind, State
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Message, Problem, Refused

EMAIL: Final = "email"
SENT_BY: Final = (TouchKind.WECHAT.value, TouchKind.SMS.value, EMAIL)
"""By what a copied message can be sent; an e-mail is a letter that says it was one."""


def void_list(book: Book, *, list_id: int) -> Done:
    """作废: nobody is called by it. Who stands on it comes up again, who was left alone by its lot no longer is, and no call
    noted of all at printing counts; what was typed back stays."""
    with book.write("void_list") as unit:
        row = unit.get(CallList, list_id)
        if row is None:
            raise NoSuchRow(table="call_list", id=list_id)
        if row["voided_at"] is not None:
            raise Refused([Problem("number", Message("list_voided", {"number": list_id}))])
        unit.name({"number": list_id})
        unit.update(CallList, list_id, voided_at=unit.at)
        for attempt in printed.drawn_or_noted(unit.sql, list_id):
            unit.delete(WinBack, attempt)
    return Done(unit.changed, list_id)


def mark_sent(book: Book, *, list_row_id: int, by: str = TouchKind.WECHAT.value) -> Done:
    """The message of a row was copied and sent: a touch by that channel, and what it came up for is done. ``by``: of SENT_BY.
    Raises Refused when it was sent before, or who it is for may not be written to any more."""
    if by not in SENT_BY:
        raise ValueError(by)
    with book.write("send_message") as unit:
        row = unit.get(CallListRow, list_row_id)
        if row is None:
            raise NoSuchRow(table="call_list_row", id=list_row_id)
        customer = unit.get(Customer, row["customer_id"])
        if customer is None or customer["deleted_at"] is not None:
            raise NoSuchRow(table="customer", id=row["customer_id"])
        unit.customer_id = customer["id"]
        name = customer["name"] or customer["alias"]
        unit.name({"name": name})
        if row["sent_at"] is not None or customer["do_not_contact"]:
            key = "message_sent_before" if row["sent_at"] is not None else "message_do_not_contact"
            raise Refused([Problem("message", Message(key, {"name": name}))])
        unit.update(CallListRow, list_row_id, sent_at=unit.at)
        channel = TouchKind.LETTER if by == EMAIL else TouchKind(by)
        follow_up = None
        if row["follow_kind"]:
            # a rule that nobody acted by goes with its trade, and the paper outlives it
            rule = row["rule_id"] if row["rule_id"] is not None and unit.get(FollowRule, row["rule_id"]) else None
            time = row["occurrence"]
            item = DueItem(customer["id"], Kind(row["follow_kind"]), rule, time, unit.day, time, channel)
            follow_up = take_up(unit, item)
            unit.update(FollowUp, follow_up, state=State.DONE.value, closed_day=unit.day)
        touch = unit.insert(
            Interaction, customer_id=customer["id"], day=unit.day, minute=book.minute(), kind=channel.value,
            follow_up_id=follow_up, note=tr("电子邮件") if by == EMAIL else "", created_at=unit.at,
        )  # fmt: skip
    return Done(unit.changed, touch)
