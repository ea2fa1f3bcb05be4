"""What the owner does with 合作伙伴: entered, changed, put away, paid; customers sent to them."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.commissions import settle_commission
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import partners
from kyuanbook.book.tables import Channel, Partner, PartnerEntry, PartnerPerson, PartnerSent
from kyuanbook.book.unit import Unit
from kyuanbook.rules.entries import ContactEntry
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.partners import (
    CleanPartner,
    EntryKind,
    PartnerForm,
    PaymentForm,
    clean_partner,
    clean_payment,
)
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

NOTE_LIMIT = 120


def add_partner(book: Book, *, form: PartnerForm, accepted: Collection[str] = ()) -> Done:
    """Write a partner down. Raises Refused."""
    clean, problems = clean_partner(form)
    refuse_unless(problems, accepted)
    with book.write("add_partner", label={"name": clean.name}) as unit:
        _not_taken(unit, clean.name, None)
        partner_id = unit.insert(Partner, created_day=unit.day, **_columns(unit, clean))
        _write_people(unit, partner_id, clean.people)
    return Done(unit.changed, partner_id)


def change_partner(book: Book, *, partner_id: int, form: PartnerForm, accepted: Collection[str] = ()) -> Done:
    """Change what is written of a partner. Another commission holds for visits from today on; what those before brought
    stays as it was agreed. Raises Refused."""
    clean, problems = clean_partner(form)
    refuse_unless(problems, accepted)
    with book.write("change_partner", label={"name": clean.name}) as unit:
        row = _partner(unit, partner_id)
        _not_taken(unit, clean.name, partner_id)
        values = _columns(unit, clean)
        otherwise = any(row[column] != values[column] for column in _TERMS)
        if otherwise:
            values["commission_since"] = unit.day
        unit.update(Partner, partner_id, **values)
        _write_people(unit, partner_id, clean.people)
        if otherwise:
            for customer_id in partners.sent_by(unit.sql, partner_id):
                settle_commission(unit, customer_id, book.who)
    return Done(unit.changed, partner_id)


def hide_partner(book: Book, *, partner_id: int, hidden: bool) -> Done:
    """Offer it no more, or again. What it did stays, and so does its account."""
    with book.write("hide_partner" if hidden else "show_partner") as unit:
        unit.name({"name": _partner(unit, partner_id)["name"]})
        unit.update(Partner, partner_id, hidden=hidden)
    return Done(unit.changed, partner_id)


def delete_partner(book: Book, *, partner_id: int) -> Done:
    """Strike out a partner of whom nothing hangs. Raises Refused where the account is open, or where they sent anybody or
    were sent anybody: such a one is put away."""
    with book.write("delete_partner") as unit:
        name = _partner(unit, partner_id)["name"]
        unit.name({"name": name})
        owed = partners.owed(unit.sql, partner_id)
        if owed:
            key = "partner_open_account" if owed > 0 else "partner_overpaid"
            amount = amount_words(abs(owed), exact=True)
            raise Refused([Problem("partner", Message(key, {"name": name, "amount": amount}))])
        if partners.hangs_on(unit.sql, partner_id):
            raise Refused([Problem("partner", Message("partner_used", {"name": name}))])
        unit.delete_many(PartnerPerson, partners.people_ids(unit.sql, partner_id))
        unit.delete(Partner, partner_id)
    return Done(unit.changed)


# the account -------------------------------------------------------------------------------------------------------------


def pay_partner(book: Book, *, partner_id: int, form: PaymentForm, accepted: Collection[str] = ()) -> Done:
    """Write down that they were paid. More than is owed asks. Raises Refused."""
    with book.write("pay_partner") as unit:
        name = _partner(unit, partner_id)["name"]
        clean, problems = clean_payment(form, book.today(), partners.owed(unit.sql, partner_id))
        refuse_unless(problems, accepted)
        unit.name({"name": name})
        entry_id = unit.insert(
            PartnerEntry, partner_id=partner_id, day=clean.day, kind=EntryKind.PAID.value, cents=-clean.cents, note=clean.note,
            who=book.who, created_at=unit.at,
        )  # fmt: skip
    return Done(unit.changed, entry_id)


def counter_payment(book: Book, *, entry_id: int) -> Done:
    """It was not paid: a line that counters it. What a visit brought is countered by the visit alone. Raises Refused."""
    with book.write("counter_payment") as unit:
        row = unit.get(PartnerEntry, entry_id)
        if row is None:
            raise NoSuchRow(table="partner_entry", id=entry_id)
        unit.name({"name": _partner(unit, row["partner_id"])["name"]})
        if row["kind"] != EntryKind.PAID:
            raise Refused([Problem("entry", Message("counter_by_visit"))])
        if partners.is_countered(unit.sql, entry_id):
            raise Refused([Problem("entry", Message("countered_already"))])
        counter = unit.insert(
            PartnerEntry, partner_id=row["partner_id"], day=unit.day, kind=EntryKind.COUNTER.value, cents=-row["cents"],
            entry_id=entry_id, who=book.who, created_at=unit.at,
        )  # fmt: skip
    return Done(unit.changed, counter)


# sent to them ------------------------------------------------------------------------------------------------------------


def send_to_partner(book: Book, *, customer_id: int, partner_id: int, note: str = "") -> Done:
    """A customer of ours was sent to a partner today, once. Raises Refused."""
    words, problems = clean_line(note, "note", NOTE_LIMIT)
    refuse_unless(problems)
    with book.write("send_to_partner", customer_id=customer_id) as unit:
        name, partner = called(customer_of(unit, customer_id)), _partner(unit, partner_id)["name"]
        unit.name({"name": name, "partner": partner})
        if any((one.partner_id, one.day) == (partner_id, unit.day) for one in partners.sent_of(unit.sql, customer_id)):
            raise Refused([Problem("partner", Message("sent_already", {"name": name, "partner": partner}))])
        sent_id = unit.insert(
            PartnerSent, partner_id=partner_id, customer_id=customer_id, day=unit.day, note=words, created_at=unit.at
        )
    return Done(unit.changed, sent_id)


def unsend(book: Book, *, sent_id: int) -> Done:
    """They were not sent there."""
    with book.write("unsend") as unit:
        row = unit.get(PartnerSent, sent_id)
        if row is None or row["deleted_at"] is not None:
            raise NoSuchRow(table="partner_sent", id=sent_id)
        unit.customer_id = row["customer_id"]
        unit.name(
            {"name": called(customer_of(unit, row["customer_id"])), "partner": _partner(unit, row["partner_id"])["name"]}
        )
        unit.update(PartnerSent, sent_id, deleted_at=unit.at)
    return Done(unit.changed, sent_id)


# inside ------------------------------------------------------------------------------------------------------------------

_TERMS = ("commission", "commission_cents", "commission_rate", "commission_days")


def _partner(unit: Unit, partner_id: int) -> dict[str, Any]:
    row = unit.get(Partner, partner_id)
    if row is None:
        raise NoSuchRow(table="partner", id=partner_id)
    return row


def _not_taken(unit: Unit, name: str, but: int | None) -> None:
    there = partners.partners(unit.sql, hidden=True)
    if any(one.name.casefold() == name.casefold() and one.id != but for one in there):
        raise Refused([Problem("name", Message("partner_taken", {"name": name}))])


def _columns(unit: Unit, clean: CleanPartner) -> dict[str, Any]:
    if clean.channel_id is not None and unit.get(Channel, clean.channel_id) is None:
        raise NoSuchRow(table="channel", id=clean.channel_id)
    terms = clean.terms
    return {
        "kind": clean.kind, "name": clean.name, "phone": clean.phone, "wechat": clean.wechat, "address": clean.address,
        "note": clean.note, "channel_id": clean.channel_id, "commission": str(terms.commission), "commission_cents": terms.cents,
        "commission_rate": terms.rate, "commission_days": terms.days,
    }  # fmt: skip


def _write_people(unit: Unit, partner_id: int, people: tuple[ContactEntry, ...]) -> None:
    there = partners.people_ids(unit.sql, partner_id)
    wanted: list[dict[str, Any]] = [
        {"name": one.name, "phone": one.phone, "role": one.role, "note": one.note, "position": place}
        for place, one in enumerate(people)
    ]
    for row_id, values in zip(there, wanted, strict=False):
        unit.update(PartnerPerson, row_id, **values)
    for values in wanted[len(there) :]:
        unit.insert(PartnerPerson, partner_id=partner_id, **values)
    unit.delete_many(PartnerPerson, there[len(wanted) :])
