"""社交联系人: handles written down, what was said there, and whose they turn out to be."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.custom import asked
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import relations, social
from kyuanbook.book.queries.relations import Side
from kyuanbook.book.tables import Campaign, Channel, Customer, Interaction, Phone, Relation, SocialContact, SocialNote
from kyuanbook.book.unit import Unit
from kyuanbook.language import say, tr
from kyuanbook.rules.custom import Owner
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, clean_customer
from kyuanbook.rules.social import ContactEntry, Platform, clean_contact, clean_said, touch_of
from kyuanbook.rules.text import line_of
from kyuanbook.rules.words import Message, Problem, refuse_unless


def add_contact(book: Book, *, entry: ContactEntry, accepted: Collection[str] = ()) -> Done:
    """Write down a handle, and what was said first. Raises Refused."""
    clean, said, problems = clean_contact(entry)
    refuse_unless(problems, accepted)
    with book.write("add_contact", label={"name": clean.name or clean.handle}) as unit:
        _known(unit, clean.channel_id, clean.campaign_id)
        _not_taken(unit, clean.platform, clean.handle, 0)
        row = unit.insert(SocialContact, created_day=unit.day, created_at=unit.at, **clean._asdict())
        if said:
            unit.insert(SocialNote, contact_id=row, day=unit.day, words=said)
    return Done(unit.changed, row)


def change_contact(
    book: Book, *, contact_id: int, entry: ContactEntry, seen: int | None = None, accepted: Collection[str] = ()
) -> Done:
    """Change what is written of a handle. ``seen``: the version the owner looked at."""
    clean, _, problems = clean_contact(entry)
    refuse_unless(problems, accepted)
    with book.write("change_contact", label={"name": clean.name or clean.handle}) as unit:
        _contact(unit, contact_id)
        _known(unit, clean.channel_id, clean.campaign_id)
        _not_taken(unit, clean.platform, clean.handle, contact_id)
        unit.update(SocialContact, contact_id, seen=seen, **clean._asdict())
    return Done(unit.changed, contact_id)


def delete_contact(book: Book, *, contact_id: int) -> Done:
    """Move a handle to 回收站."""
    with book.write("delete_contact") as unit:
        unit.name({"name": _called(_contact(unit, contact_id))})
        unit.update(SocialContact, contact_id, deleted_at=unit.at)
    return Done(unit.changed, contact_id)


def restore_contact(book: Book, *, contact_id: int) -> Done:
    """Take a handle out of 回收站. Raises Refused when it has been written down anew meanwhile."""
    with book.write("restore_contact") as unit:
        row = unit.get(SocialContact, contact_id)
        if row is None:
            raise NoSuchRow(table="social_contact", id=contact_id)
        unit.name({"name": _called(row)})
        _not_taken(unit, row["platform"], row["handle"], contact_id)
        unit.update(SocialContact, contact_id, deleted_at=None)
    return Done(unit.changed, contact_id)


def note_said(book: Book, *, contact_id: int, words: str, day: str = "", accepted: Collection[str] = ()) -> Done:
    """What somebody said or asked; of a handle that is a customer's it stands among their 往来. Raises Refused."""
    clean, at, problems = clean_said(words, day, book.today())
    refuse_unless(problems, accepted)
    with book.write("note_said") as unit:
        row = _contact(unit, contact_id)
        unit.name({"name": _called(row)})
        if row["customer_id"] is not None:
            customer_of(unit, row["customer_id"])
            unit.customer_id = row["customer_id"]
            made = _touch(unit, row, row["customer_id"], at, clean)
        else:
            made = unit.insert(SocialNote, contact_id=contact_id, day=at, words=clean)
    return Done(unit.changed, made)


def strike_said(book: Book, *, note_id: int) -> Done:
    """It was not said."""
    with book.write("strike_said") as unit:
        row = unit.get(SocialNote, note_id)
        if row is None:
            raise NoSuchRow(table="social_note", id=note_id)
        unit.name({"name": _called(_contact(unit, row["contact_id"]))})
        unit.delete(SocialNote, note_id)
    return Done(unit.changed)


def become_customer(
    book: Book, *, contact_id: int, name: str, phone: str = "", accepted: Collection[str] = ()
) -> Done:
    """The handle is a new customer's, by the source it came from; what was said there stands among their 往来, each on its
    day. Returns the customer. Raises Refused."""
    with book.read() as sql:
        seen = social.contact(sql, contact_id)
    if seen is None:
        raise NoSuchRow(table="social_contact", id=contact_id)
    phones = (PhoneEntry(phone),) if line_of(phone) else ()
    wechat = seen.handle if seen.platform == Platform.WECHAT else ""
    entry = CustomerEntry(name=name, phones=phones, wechat=wechat, note=seen.note)
    clean, problems = clean_customer(entry, book.today(), asked(book, {}, Owner.CUSTOMER))
    refuse_unless(problems, accepted)
    with book.write("become_customer", label={"handle": seen.handle, "name": clean.name}) as unit:
        contact = _contact(unit, contact_id)
        _nobodys(unit, contact)
        source, day = contact["channel_id"], contact["created_day"]
        campaign = contact["campaign_id"]
        new = unit.insert(
            Customer, name=clean.name, wechat=clean.wechat, note=clean.note, created_at=unit.at, created_day=unit.day,
            first_channel_id=source, first_source_day=None if source is None else day, first_campaign_id=campaign,
            latest_channel_id=source, latest_source_day=None if source is None else day, latest_campaign_id=campaign,
        )  # fmt: skip
        unit.customer_id = new
        for place, one in enumerate(clean.phones):
            unit.insert(
                Phone, customer_id=new, number=one.number, typed=one.typed, label=one.label, wrong=one.wrong, position=place
            )
        _hand_over(unit, contact, new)
    return Done(unit.changed, new)


def tie_contact(book: Book, *, contact_id: int, customer_id: int) -> Done:
    """The handle is that customer's: what was said there stands among their 往来; where nobody knows how they came, it says
    so. Raises Refused when it is somebody's already."""
    with book.write("tie_contact", customer_id=customer_id) as unit:
        contact, customer = _contact(unit, contact_id), customer_of(unit, customer_id)
        _nobodys(unit, contact)
        unit.name({"handle": contact["handle"], "name": called(customer)})
        source: dict[str, Any] = {}
        if customer["first_channel_id"] is None and contact["channel_id"] is not None:
            of = contact["channel_id"], contact["created_day"], contact["campaign_id"]
            source = dict(zip(("first_channel_id", "first_source_day", "first_campaign_id"), of, strict=True))
            if customer["latest_channel_id"] is None:
                source |= dict(zip(("latest_channel_id", "latest_source_day", "latest_campaign_id"), of, strict=True))
        if contact["platform"] == Platform.WECHAT and not customer["wechat"]:
            source["wechat"] = contact["handle"]
        if source:
            unit.update(Customer, customer_id, **source)
        _hand_over(unit, contact, customer_id)
    return Done(unit.changed, customer_id)


# inside ------------------------------------------------------------------------------------------------------------------


def _hand_over(unit: Unit, contact: dict[str, Any], customer_id: int) -> None:
    """Whose it is, what was said, and who it was related to, from the handle to the customer."""
    unit.update(SocialContact, contact["id"], customer_id=customer_id)
    for said in reversed(social.said_of(unit.sql, contact["id"])):
        _touch(unit, contact, customer_id, said.day, said.words)
    for row, kind, of in relations.of_contact(unit.sql, contact["id"]):
        if of == customer_id or kind in relations.related(unit.sql, of, Side.CUSTOMER, customer_id):
            unit.delete(Relation, row)
        else:
            unit.update(Relation, row, contact_id=None, other_id=customer_id)


def _touch(unit: Unit, contact: dict[str, Any], customer_id: int, day: int, words: str) -> int:
    note = tr("{where}：{words}", where=say(Platform(contact["platform"]).label), words=words)
    kind = touch_of(contact["platform"]).value
    return unit.insert(Interaction, customer_id=customer_id, day=day, kind=kind, note=note, created_at=unit.at)


def _contact(unit: Unit, contact_id: int) -> dict[str, Any]:
    row = unit.get(SocialContact, contact_id)
    if row is None or row["deleted_at"] is not None:
        raise NoSuchRow(table="social_contact", id=contact_id)
    return row


def _called(contact: dict[str, Any]) -> str:
    return str(contact["name"] or contact["handle"])


def _nobodys(unit: Unit, contact: dict[str, Any]) -> None:
    if contact["customer_id"] is not None:
        owner = unit.get(Customer, contact["customer_id"])
        name = "" if owner is None else called(owner)
        refuse_unless([Problem("customer", Message("contact_tied", {"handle": contact["handle"], "name": name}))])


def _known(unit: Unit, channel_id: int | None, campaign_id: int | None) -> None:
    if channel_id is not None and unit.get(Channel, channel_id) is None:
        raise NoSuchRow(table="channel", id=channel_id)
    if campaign_id is not None and unit.get(Campaign, campaign_id) is None:
        raise NoSuchRow(table="campaign", id=campaign_id)


def _not_taken(unit: Unit, platform: str, handle: str, contact_id: int) -> None:
    found = social.bearer(unit.sql, platform, handle, contact_id)
    if found is not None:
        key = "handle_taken_bin" if found[1] else "handle_taken"
        refuse_unless([Problem("handle", Message(key, {"platform": say(Platform(platform).label), "handle": handle}))])
