"""Those of a table who are in the book already: what is empty there and stands in the table is filled in, nothing is changed."""

from collections.abc import Sequence
from typing import Any, Final

from kyuanbook.actions.customers import customer_columns, opening_columns
from kyuanbook.actions.import_writing import Written, settled, value_rows
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import Customer, CustomerTag, CustomValue, Phone
from kyuanbook.book.unit import Unit
from kyuanbook.rules.entries import CleanCustomer
from kyuanbook.rules.import_plan import Planned

_PLAIN: Final = ("name", "alias", "sex", "email", "wechat", "address", "occupation", "income_band", "note")
_BIRTH: Final = ("birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap", "birth_rule")


def fill_in(unit: Unit, others: Sequence[Planned], written: Written) -> int:
    """Of how many something was filled in."""
    return sum(_fill(unit, one, written) for one in others)


def _fill(unit: Unit, one: Planned, written: Written) -> bool:
    assert one.there is not None
    now = unit.get(Customer, one.there)
    if now is None:
        raise NoSuchRow(table="customer", id=one.there)
    referrer = written.senders.in_book(one.row.referrer)
    clean = settled(one.row, written.sources, referrer)
    changed = unit.update(Customer, one.there, **_missing(unit, now, clean, referrer))
    if _children(unit, one.there, clean, written) and not changed:
        unit.touch(Customer, one.there)
        return True
    return changed


def _missing(unit: Unit, now: dict[str, Any], clean: CleanCustomer, referrer: int | None) -> dict[str, Any]:
    """The columns that are empty in the book and not in the table."""
    new = customer_columns(clean)
    found = {name: new[name] for name in _PLAIN if new[name] and not now[name]}
    if not now["birth_calendar"] and new["birth_calendar"]:
        found |= {name: new[name] for name in _BIRTH}
    if not now["opening"] and clean.opening is not None and lookups.first_visit_day(unit.sql, now["id"]) is None:
        found |= opening_columns(clean)
    member_no = clean.member_no
    if member_no and not now["member_no"] and lookups.bearer_of_member_no(unit.sql, member_no, now["id"]) is None:
        found["member_no"] = member_no
    if clean.do_not_contact and not now["do_not_contact"]:
        found["do_not_contact"] = True
    if clean.channel_id is not None and now["first_channel_id"] is None and now["first_campaign_id"] is None:
        found |= {"first_channel_id": clean.channel_id, "first_source_day": unit.day}
        if now["latest_channel_id"] is None and now["latest_campaign_id"] is None:
            found |= {"latest_channel_id": clean.channel_id, "latest_source_day": unit.day}
    if referrer is not None and now["referrer_id"] is None and now["id"] not in lookups.chain_upward(unit.sql, referrer):
        found["referrer_id"] = referrer
    return found


def _children(unit: Unit, customer: int, clean: CleanCustomer, written: Written) -> bool:
    """Numbers, tags and own fields that are not there yet."""
    numbers, last = lookups.numbers_of(unit.sql, customer)
    phones = [phone for phone in clean.phones if phone.number not in numbers]
    for place, phone in enumerate(phones, last + 1):
        unit.insert(
            Phone, customer_id=customer, number=phone.number, typed=phone.typed, label=phone.label, wrong=phone.wrong,
            position=place,
        )  # fmt: skip
    borne = lookups.tag_links(unit.sql, customer)
    tags = [tag for tag in map(written.tags.of, clean.tags) if tag not in borne]
    for tag in tags:
        unit.insert(CustomerTag, customer_id=customer, tag_id=tag)
    there = lookups.custom_values(unit.sql, customer, None)
    values = [row for row in value_rows(clean.custom, written.fields, customer) if row[0] not in there]
    for field, _, text, number in values:
        unit.insert(CustomValue, field_id=field, customer_id=customer, text=text, number=number)
    return bool(phones or tags or values)
