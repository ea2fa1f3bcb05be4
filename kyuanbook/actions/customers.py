"""What the owner does with a customer."""

from collections.abc import Collection, Iterable

from kyuanbook.actions.children import settle
from kyuanbook.actions.commissions import settle_commission
from kyuanbook.actions.custom import asked, write_values
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.lapse import put_reason
from kyuanbook.actions.merging import part_customers
from kyuanbook.actions.rewards import paid_for
from kyuanbook.actions.rewards import settle as settle_rewards
from kyuanbook.actions.sources import changed_sources, known_source, new_sources
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import ContactPerson, Customer, CustomerTag, Partner, Phone, Tag
from kyuanbook.book.unit import Unit
from kyuanbook.rules.custom import Owner
from kyuanbook.rules.entries import CleanCustomer, CustomerEntry, clean_customer
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, refuse_unless

PINS = (Stage.LOYAL, Stage.LAPSED)


def add_customer(book: Book, *, entry: CustomerEntry, accepted: Collection[str] = ()) -> Done:
    """Write a new customer down. Raises Refused with what is wrong or asked and not in ``accepted``."""
    today = book.today()
    clean, problems = clean_customer(entry, today, asked(book, entry.custom, Owner.CUSTOMER))
    refuse_unless(problems, accepted)
    with book.write("add_customer", label={"name": clean.name or clean.alias}) as unit:
        _check_links(unit, clean, None)
        new_id = unit.insert(
            Customer, **customer_columns(clean), **opening_columns(clean), **new_sources(clean, today),
            created_at=unit.at, created_day=today,
        )  # fmt: skip
        unit.customer_id = new_id
        _write_children(unit, new_id, clean)
        notes = settle_rewards(unit, [new_id])
    return Done(unit.changed, new_id, notes)


def change_customer(
    book: Book, *, customer_id: int, entry: CustomerEntry, seen: int | None = None, accepted: Collection[str] = ()
) -> Done:
    """Change what is written of a customer. ``seen``: the version the owner looked at; Stale if it has moved on."""
    today = book.today()
    clean, problems = clean_customer(entry, today, asked(book, entry.custom, Owner.CUSTOMER, customer_id=customer_id))
    refuse_unless(problems, accepted)
    with book.write("change_customer", label={"name": clean.name or clean.alias}, customer_id=customer_id) as unit:
        now = _row(unit, customer_id)
        _check_links(unit, clean, customer_id)
        if clean.referrer_id != now["referrer_id"]:
            refuse_unless(paid_for(unit, customer_id, clean.referrer_id), accepted)
        values = {**customer_columns(clean), **opening_columns(clean), **changed_sources(clean, now, today)}
        changed = unit.update(Customer, customer_id, seen=seen, **values)
        if _write_children(unit, customer_id, clean) and not changed:
            unit.touch(Customer, customer_id)
        settle_commission(unit, customer_id, book.who)
        notes = settle_rewards(unit, [customer_id])
    return Done(unit.changed, customer_id, notes)


def pin(book: Book, *, customer_id: int, stage: Stage, why: str = "", reason_id: int | None = None) -> Done:
    """Put the owner's word above the rule: 忠诚 or 流失, with who, when and why. ``reason_id``: 流失原因, if it was asked."""
    if stage not in PINS:
        raise ValueError(stage)
    reason, problems = clean_line(why, "why", 80)
    refuse_unless(problems)
    with book.write(f"pin_{stage.value}", label=_label(book, customer_id), customer_id=customer_id) as unit:
        _row(unit, customer_id)
        unit.update(Customer, customer_id, pin=stage.value, pin_by=book.who, pin_day=unit.day, pin_why=reason)
        if stage is Stage.LAPSED and reason_id is not None:
            put_reason(unit, customer_id=customer_id, reason_id=reason_id, note=reason, who=book.who)
    return Done(unit.changed, customer_id)


def unpin(book: Book, *, customer_id: int) -> Done:
    """Take the pin off; the rule speaks again."""
    with book.write("unpin", label=_label(book, customer_id), customer_id=customer_id) as unit:
        _row(unit, customer_id)
        unit.update(Customer, customer_id, pin="", pin_by="", pin_day=None, pin_why="")
    return Done(unit.changed, customer_id)


def delete_customer(book: Book, *, customer_id: int) -> Done:
    """Move a customer to 回收站."""
    with book.write("delete_customer", label=_label(book, customer_id), customer_id=customer_id) as unit:
        _row(unit, customer_id)
        unit.update(Customer, customer_id, deleted_at=unit.at)
        settle_commission(unit, customer_id, book.who)
        notes = settle_rewards(unit, [customer_id], brought_too=True)
    return Done(unit.changed, customer_id, notes)


def restore_customer(book: Book, *, customer_id: int) -> Done:
    """Take a customer out of 回收站; whoever went into another is parted from that one. Raises Refused when somebody else has
    been given their member number meanwhile."""
    with book.read() as sql:
        merged = lookups.merged_into(sql, customer_id) is not None
    if merged:
        return part_customers(book, customer_id=customer_id)
    with book.write("restore_customer", label=_label(book, customer_id), customer_id=customer_id) as unit:
        row = unit.get(Customer, customer_id)
        if row is None:
            raise NoSuchRow(table="customer", id=customer_id)
        refuse_unless(_member_no_taken(unit, row["member_no"], customer_id))
        unit.update(Customer, customer_id, deleted_at=None)
        settle_commission(unit, customer_id, book.who)
        notes = settle_rewards(unit, [customer_id], brought_too=True)
    return Done(unit.changed, customer_id, notes)


def tag_customers(book: Book, *, customer_ids: Iterable[int], tag: str) -> Done:
    """Give a tag to many customers at once."""
    name, problems = clean_line(tag, "tags", 20, required=True)
    refuse_unless(problems)
    with book.write("tag_customers", label={"tag": name}) as unit:
        tag_id = tag_of(unit, name)
        bearing = lookups.bearers(unit.sql, tag_id)
        for customer_id in dict.fromkeys(customer_ids):
            if customer_id not in bearing:
                _row(unit, customer_id)
                unit.insert(CustomerTag, customer_id=customer_id, tag_id=tag_id)
                unit.touch(Customer, customer_id)
    return Done(unit.changed)


def mark_phone(book: Book, *, phone_id: int, wrong: bool) -> Done:
    """Mark a number as 空号, or take the mark off."""
    with book.read() as sql:
        owner = lookups.phone_owner(sql, phone_id)
    if owner is None:
        raise NoSuchRow(table="phone", id=phone_id)
    action = "mark_phone_wrong" if wrong else "mark_phone_right"
    with book.write(action, label=_label(book, owner), customer_id=owner) as unit:
        if unit.update(Phone, phone_id, wrong=wrong):
            unit.touch(Customer, owner)
    return Done(unit.changed, owner)


# inside ------------------------------------------------------------------------------------------------------------------


def _row(unit: Unit, customer_id: int) -> dict[str, object]:
    row = unit.get(Customer, customer_id)
    if row is None or row["deleted_at"] is not None:
        raise NoSuchRow(table="customer", id=customer_id)
    return row


def _label(book: Book, customer_id: int) -> dict[str, object]:
    with book.read() as sql:
        name = lookups.name_of(sql, customer_id)
    if name is None:
        raise NoSuchRow(table="customer", id=customer_id)
    return {"name": name}


def customer_columns(clean: CleanCustomer) -> dict[str, object]:
    """What was cleaned, by the columns of the table; sources and 期初 apart."""
    born = clean.birthday
    return {
        "kind": clean.kind, "name": clean.name, "alias": clean.alias, "sex": clean.sex, "email": clean.email,
        "wechat": clean.wechat, "address": clean.address, "occupation": clean.occupation, "income_band": clean.income_band,
        "member_no": clean.member_no, "note": clean.note, "referrer_id": clean.referrer_id, "partner_id": clean.partner_id,
        "do_not_contact": clean.do_not_contact, "natural": clean.natural,
        "birth_calendar": born.calendar.value if born else "", "birth_year": born.year if born else None,
        "birth_month": born.month if born else None, "birth_day": born.day if born else None,
        "birth_leap": born.leap if born else False, "birth_rule": born.rule if born else "",
    }  # fmt: skip


def opening_columns(clean: CleanCustomer) -> dict[str, object]:
    """期初 by the columns of the table."""
    o = clean.opening
    return {
        "opening": o is not None,
        "opening_visits": o.visits if o else None,
        "opening_total_cents": o.total_cents if o else 0,
        "opening_first": o.first if o else None,
        "opening_last": o.last if o else None,
        "opening_gap": o.gap if o else None,
    }


def _check_links(unit: Unit, clean: CleanCustomer, customer_id: int | None) -> None:
    """Member numbers are one person's; nobody refers themselves, and nobody their own referrer."""
    problems = _member_no_taken(unit, clean.member_no, customer_id)
    known_source(unit, clean.channel_id, clean.campaign_id)
    known_source(unit, clean.latest_channel_id, clean.latest_campaign_id)
    if clean.partner_id is not None and unit.get(Partner, clean.partner_id) is None:
        raise NoSuchRow(table="partner", id=clean.partner_id)
    if clean.referrer_id is not None:
        if unit.get(Customer, clean.referrer_id) is None:
            raise NoSuchRow(table="customer", id=clean.referrer_id)
        if customer_id is not None and customer_id in lookups.chain_upward(unit.sql, clean.referrer_id):
            problems.append(Problem("referrer", Message("referrer_circle")))
    refuse_unless(problems)


def _member_no_taken(unit: Unit, member_no: str, but: int | None) -> list[Problem]:
    other = lookups.bearer_of_member_no(unit.sql, member_no, but or 0) if member_no else None
    return [] if other is None else [Problem("member_no", Message("member_no_taken", {"name": other}))]


def _write_children(unit: Unit, customer_id: int, clean: CleanCustomer) -> bool:
    """Phones, contact persons, tags and the owner's own fields as they were cleaned; False when they already were so."""
    changed = settle(
        unit, Phone, "customer_id", customer_id,
        [
            {"number": p.number, "typed": p.typed, "label": p.label, "wrong": p.wrong, "position": i}
            for i, p in enumerate(clean.phones)
        ],
    )  # fmt: skip
    changed |= settle(
        unit, ContactPerson, "customer_id", customer_id,
        [
            {"name": c.name, "phone": c.phone, "role": c.role, "note": c.note, "position": i}
            for i, c in enumerate(clean.contacts)
        ],
    )  # fmt: skip
    changed |= write_values(unit, clean.custom, customer_id)
    wanted = {tag_of(unit, name) for name in clean.tags}
    borne = lookups.tag_links(unit.sql, customer_id)
    for tag_id in sorted(wanted - borne.keys()):
        unit.insert(CustomerTag, customer_id=customer_id, tag_id=tag_id)
    unit.delete_many(CustomerTag, [row for tag_id, row in borne.items() if tag_id not in wanted])
    return changed or wanted != borne.keys()


def tag_of(unit: Unit, name: str) -> int:
    """The tag of that name, made now if there is none."""
    found = lookups.tag_id(unit.sql, name)
    return found if found is not None else unit.insert(Tag, name=name)
