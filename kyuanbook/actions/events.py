"""客户活动: planned, its guests invited and ticked at the door."""

from collections.abc import Collection, Iterable
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import events
from kyuanbook.book.queries.lists import may_be_called
from kyuanbook.book.tables import Campaign, Channel, Customer, EventGuest, Partner, Phone
from kyuanbook.book.unit import Unit
from kyuanbook.rules.campaigns import CampaignKind, GuestState
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, clean_customer
from kyuanbook.rules.events import CleanEvent, EventEntry, clean_event, name_and_number
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def add_event(book: Book, *, entry: EventEntry, accepted: Collection[str] = ()) -> Done:
    """Plan an event. Raises Refused."""
    clean, problems = clean_event(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("add_event", label={"name": clean.name}) as unit:
        event_id = unit.insert(
            Campaign, kind=CampaignKind.EVENT.value, created_day=unit.day, **_columns(unit, clean)
        )
    return Done(unit.changed, event_id)


def change_event(book: Book, *, event_id: int, entry: EventEntry, accepted: Collection[str] = ()) -> Done:
    """Change what is written of an event. Raises Refused."""
    clean, problems = clean_event(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_event", label={"name": clean.name}) as unit:
        _event(unit, event_id)
        unit.update(Campaign, event_id, **_columns(unit, clean))
    return Done(unit.changed, event_id)


def hide_event(book: Book, *, event_id: int, hidden: bool) -> Done:
    """Put it away, or list it again; whom it brought still counts."""
    with book.write("hide_event" if hidden else "show_event") as unit:
        unit.name({"name": _event(unit, event_id)["name"]})
        unit.update(Campaign, event_id, hidden=hidden)
    return Done(unit.changed, event_id)


# guests ------------------------------------------------------------------------------------------------------------------


def invite(book: Book, *, event_id: int, customer_ids: Iterable[int]) -> Done:
    """Invite these; who is invited already stays as they are. Nobody who said 请勿联系 or lies in 回收站 is invited: how
    many were left out is said. Raises Refused when nobody is left."""
    wanted = list(dict.fromkeys(customer_ids))
    with book.write("invite", bulk=True) as unit:
        name = _event(unit, event_id)["name"]
        there = {one.customer_id for one in events.guests(unit.sql, event_id)}
        may = may_be_called(unit.sql, wanted)
        new = [i for i in may if i not in there]
        if not new:
            raise Refused([Problem("guests", Message("invite_nobody" if may else "invite_none_may"))])
        unit.name({"name": name, "n": len(new)})
        unit.insert_many(
            EventGuest,
            [
                {"campaign_id": event_id, "customer_id": i, "state": GuestState.INVITED.value, "invited_day": unit.day}
                for i in new
            ],
        )
    out = len(wanted) - len(may)
    return Done(unit.changed, event_id, (Message("invite_left_out", {"n": out}),) if out else ())


def answer(book: Book, *, guest_id: int, state: GuestState) -> Done:
    """A guest says that they come, that they do not, or is again only invited."""
    if state is GuestState.CAME:
        raise ValueError(state)
    with book.write(f"guest_{state.value}") as unit:
        row = _guest(unit, guest_id)
        _name(unit, row)
        unit.update(EventGuest, guest_id, state=state.value, came_day=None, minute=None)
    return Done(unit.changed, guest_id)


def sign_in(book: Book, *, event_id: int, customer_id: int) -> Done:
    """Somebody stands at the door, invited or not. Ticked twice they have come once."""
    with book.write("sign_in", customer_id=customer_id) as unit:
        event, customer = _event(unit, event_id), customer_of(unit, customer_id)
        unit.name({"name": called(customer), "event": event["name"]})
        here: dict[str, Any] = {"state": GuestState.CAME.value, "came_day": unit.day, "minute": book.minute()}
        guest_id = events.guest_id(unit.sql, event_id, customer_id)
        if guest_id is None:
            guest_id = unit.insert(EventGuest, campaign_id=event_id, customer_id=customer_id, **here)
        elif _guest(unit, guest_id)["state"] != GuestState.CAME:
            unit.update(EventGuest, guest_id, **here)
    return Done(unit.changed, guest_id)


def sign_in_new(book: Book, *, event_id: int, typed: str, accepted: Collection[str] = ()) -> Done:
    """Somebody not yet in the book stands at the door: entered as 潜在 who came by this event, and ticked, in one step.
    ``typed``: name, number, or both. Raises Refused."""
    name, number = name_and_number(typed)
    today = book.today()
    clean, problems = clean_customer(CustomerEntry(name=name, phones=(PhoneEntry(number),) if number else ()), today)
    refuse_unless(problems, accepted)
    with book.write("sign_in_new", label={"name": clean.name}) as unit:
        event = _event(unit, event_id)
        unit.name({"name": clean.name, "event": event["name"]})
        source = {"channel_id": event["channel_id"], "campaign_id": event_id, "source_day": today}
        columns = {f"{which}_{column}": value for which in ("first", "latest") for column, value in source.items()}
        customer_id = unit.insert(
            Customer, name=clean.name, partner_id=event["partner_id"], created_at=unit.at, created_day=today, **columns
        )
        unit.customer_id = customer_id
        for one in clean.phones:
            unit.insert(Phone, customer_id=customer_id, number=one.number, typed=one.typed)
        unit.insert(
            EventGuest, campaign_id=event_id, customer_id=customer_id, state=GuestState.CAME.value, came_day=today,
            minute=book.minute(),
        )  # fmt: skip
    return Done(unit.changed, customer_id)


def remove_guest(book: Book, *, guest_id: int) -> Done:
    """They were never invited: strike them off."""
    with book.write("remove_guest") as unit:
        _name(unit, _guest(unit, guest_id))
        unit.delete(EventGuest, guest_id)
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _event(unit: Unit, event_id: int) -> dict[str, Any]:
    row = unit.get(Campaign, event_id)
    if row is None or row["kind"] != CampaignKind.EVENT:
        raise NoSuchRow(table="campaign", id=event_id)
    return row


def _guest(unit: Unit, guest_id: int) -> dict[str, Any]:
    row = unit.get(EventGuest, guest_id)
    if row is None:
        raise NoSuchRow(table="event_guest", id=guest_id)
    return row


def _name(unit: Unit, guest: dict[str, Any]) -> None:
    unit.customer_id = guest["customer_id"]
    customer = customer_of(unit, guest["customer_id"])
    unit.name({"name": called(customer), "event": _event(unit, guest["campaign_id"])["name"]})


def _columns(unit: Unit, clean: CleanEvent) -> dict[str, Any]:
    if clean.channel_id is not None and unit.get(Channel, clean.channel_id) is None:
        raise NoSuchRow(table="channel", id=clean.channel_id)
    if clean.partner_id is not None and unit.get(Partner, clean.partner_id) is None:
        raise NoSuchRow(table="partner", id=clean.partner_id)
    return clean._asdict()
