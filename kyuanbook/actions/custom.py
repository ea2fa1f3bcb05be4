"""What the owner does with 自定义项目, and what every entry of a customer or a visit writes into them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.queries.custom import field_name, fields
from kyuanbook.book.queries.shop import settings
from kyuanbook.book.tables import CustomField, CustomValue
from kyuanbook.book.unit import Unit
from kyuanbook.language import say
from kyuanbook.rules.custom import (
    GIVEN,
    Clean,
    FieldRow,
    Given,
    Kind,
    Owner,
    can_be_searched,
    clean_choices,
    clean_name,
    clean_unit,
    given,
    with_kept,
)
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless

# the fields --------------------------------------------------------------------------------------------------------------


def add_field(
    book: Book, *, owner: Owner, kind: Kind, name: str, choices: str = "", unit: str = "", searchable: bool = False
) -> Done:
    """A field of the owner's own, at the end of the list. ``choices``: words apart by commas. Raises Refused."""
    clean, problems = clean_name(name)
    found = list(problems)
    words, problems = clean_choices(choices) if kind is Kind.CHOICE else ((), ())
    found += problems
    measure, problems = clean_unit(unit) if kind is Kind.NUMBER else ("", ())
    found += problems
    refuse_unless(found)
    with book.write("add_field", label={"name": clean}) as unit_:
        _not_taken(unit_, owner, clean, None)
        row = unit_.insert(
            CustomField, owner=owner.value, kind=kind.value, name=clean, choices=_as_kept(words), unit=measure,
            searchable=searchable and can_be_searched(owner, kind), position=lookups.place_of_next_field(unit_.sql),
        )  # fmt: skip
    return Done(unit_.changed, row)


def change_field(
    book: Book, *, field_id: int, name: str | None = None, choices: str | None = None, unit: str | None = None,
    searchable: bool | None = None,
) -> Done:  # fmt: skip
    """Call a field otherwise, choose from other words, count in another unit, have customers found by it or not. What is
    written in it stays. Raises Refused."""
    with book.write("change_field") as unit_:
        row = _field(unit_, field_id)
        owner, kind = Owner(row["owner"]), Kind(row["kind"])
        values: dict[str, Any] = {}
        found: list[Problem] = []
        if name is not None:
            values["name"], problems = clean_name(name)
            found += problems
        if choices is not None and kind is Kind.CHOICE:
            words, problems = clean_choices(choices)
            values["choices"] = _as_kept(words)
            found += problems
        if unit is not None and kind is Kind.NUMBER:
            values["unit"], problems = clean_unit(unit)
            found += problems
        if searchable is not None:
            values["searchable"] = searchable and can_be_searched(owner, kind)
        refuse_unless(found)
        unit_.name({"name": values.get("name") or field_name(row["code"], row["name"])})
        if name is not None:
            _not_taken(unit_, owner, values["name"], field_id)
        unit_.update(CustomField, field_id, **values)
    return Done(unit_.changed, field_id)


def hide_field(book: Book, *, field_id: int, hidden: bool) -> Done:
    """Ask for a field no more, or again. What is written in it is kept and comes back with it."""
    with book.write("hide_field" if hidden else "show_field") as unit:
        row = _field(unit, field_id)
        unit.name({"name": field_name(row["code"], row["name"])})
        unit.update(CustomField, field_id, hidden=hidden)
    return Done(unit.changed, field_id)


def order_fields(book: Book, *, field_ids: Sequence[int]) -> Done:
    """Put the fields in the order given; those not named follow as they were."""
    with book.write("order_fields") as unit:
        put_in_order(unit, CustomField, field_ids, lookups.field_order(unit.sql))
    return Done(unit.changed)


def take_given(book: Book) -> Done:
    """Take what shops of this trade usually write down and this one does not yet."""
    with book.write("take_fields") as unit:
        bring(unit, settings(unit.sql).trade)
    return Done(unit.changed)


def offered(book: Book) -> list[str]:
    """The names of what :func:`take_given` would bring."""
    with book.read() as sql:
        trade, there = settings(sql).trade, {field.code for field in fields(sql, hidden=True)}
    return [say(one.name) for one in given(trade) if one.code not in there]


# within other actions ----------------------------------------------------------------------------------------------------


def bring(unit: Unit, trade: str) -> None:
    """Fields that come with ``trade`` and are not there yet, behind those that are."""
    there = {code for _, code, _ in lookups.given_fields(unit.sql)}
    place = lookups.place_of_next_field(unit.sql)
    for one in given(trade):
        if one.code not in there:
            put_given(unit, one, place)
            place += 1


def put_given(unit: Unit, one: Given, place: int) -> int:
    """One field that comes with a trade; it speaks the owner's language while they have not called it otherwise."""
    words = clean_choices(say(one.choices))[0] if one.choices is not None else ()
    return unit.insert(
        CustomField, owner=one.owner.value, kind=one.kind.value, name="", code=one.code, choices=_as_kept(words),
        unit=one.unit, searchable=one.searchable, position=place,
    )  # fmt: skip


def put_own(unit: Unit, *, kind: Kind, name: str, choices: Sequence[str], measure: str) -> int:
    """A field of the customer for the answers to a question, at the end of the list. Raises Refused where one is called so."""
    _not_taken(unit, Owner.CUSTOMER, name, None)
    return unit.insert(
        CustomField, owner=Owner.CUSTOMER.value, kind=kind.value, name=name, choices=_as_kept(choices), unit=measure,
        position=lookups.place_of_next_field(unit.sql),
    )  # fmt: skip


def change_choices(unit: Unit, field_id: int, choices: Sequence[str]) -> None:
    """Choose from other words; what is written stays."""
    unit.update(CustomField, field_id, choices=_as_kept(choices))


def change_trade(unit: Unit, trade: str) -> None:
    """Another trade brings its own fields and takes those of the one before away that nobody has touched or written in."""
    kept = {one.code for one in given(trade)}
    for field_id, code, used in lookups.given_fields(unit.sql):
        row = _field(unit, field_id)
        if code not in kept and not used and not row["name"] and row["version"] == 1 and code in _CODES:
            unit.delete(CustomField, field_id)
    bring(unit, trade)


_CODES = frozenset(one.code for brought in GIVEN.values() for one in brought)


def asked(
    book: Book, typed: Mapping[int, str], owner: Owner, *, customer_id: int | None = None, visit_id: int | None = None
) -> list[FieldRow]:
    """The fields that ``typed`` names, for cleaning it. Raises NoSuchRow for one that is not there, or not of ``owner``."""
    if not typed:
        return []
    with book.read() as sql:
        found = [field for field in fields(sql, owner, hidden=True) if field.id in typed]
        written = lookups.custom_values(sql, customer_id or 0, visit_id)
    missing = set(typed) - {field.id for field in found}
    if missing:
        raise NoSuchRow(table="custom_field", id=min(missing))
    return with_kept(found, {field_id: text for field_id, (_, text) in written.items()})


def write_values(
    unit: Unit, values: Mapping[int, Clean | None], customer_id: int, visit_id: int | None = None
) -> bool:
    """What was cleaned, into the fields of a customer or of a visit; fields not named stay. False when all was so already.

    Another value is another row: the journal then names its field.
    """
    written = lookups.custom_values(unit.sql, customer_id, visit_id)
    changed = False
    for field_id, value in values.items():
        row, text = written.get(field_id, (None, None))
        if text == (value.text if value else None):
            continue
        changed = True
        if row is not None:
            unit.delete(CustomValue, row)
        if value is not None:
            unit.insert(
                CustomValue, field_id=field_id, customer_id=customer_id, visit_id=visit_id, text=value.text,
                number=value.number,
            )  # fmt: skip
    return changed


# inside ------------------------------------------------------------------------------------------------------------------


def _field(unit: Unit, field_id: int) -> dict[str, Any]:
    row = unit.get(CustomField, field_id)
    if row is None:
        raise NoSuchRow(table="custom_field", id=field_id)
    return row


def _not_taken(unit: Unit, owner: Owner, name: str, field_id: int | None) -> None:
    if any(f.name == name and f.id != field_id for f in fields(unit.sql, owner, hidden=True)):
        raise Refused([Problem("name", Message("name_taken", {"name": name}))])


def _as_kept(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False) if words else ""
