"""授权同意: written down, corrected, withdrawn, struck out."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.tables import Consent, Partner
from kyuanbook.book.unit import Unit
from kyuanbook.rules.consents import CleanConsent, ConsentEntry, clean_consent
from kyuanbook.rules.words import refuse_unless


def record_consent(book: Book, *, customer_id: int, entry: ConsentEntry, accepted: Collection[str] = ()) -> Done:
    """What a customer agreed to. Raises Refused."""
    clean, problems = clean_consent(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("record_consent", customer_id=customer_id) as unit:
        _name(unit, customer_id, clean)
        consent_id = unit.insert(Consent, customer_id=customer_id, **clean._asdict())
    return Done(unit.changed, consent_id)


def change_consent(book: Book, *, consent_id: int, entry: ConsentEntry, accepted: Collection[str] = ()) -> Done:
    """Correct it, or write down since when it holds no more. Raises Refused."""
    clean, problems = clean_consent(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_consent") as unit:
        row = _consent(unit, consent_id)
        unit.customer_id = row["customer_id"]
        _name(unit, row["customer_id"], clean)
        unit.update(Consent, consent_id, **clean._asdict())
    return Done(unit.changed, consent_id)


def withdraw_consent(book: Book, *, consent_id: int) -> Done:
    """They took it back today. That it was given stays written."""
    with book.write("withdraw_consent") as unit:
        row = _consent(unit, consent_id)
        unit.customer_id = row["customer_id"]
        unit.name({"name": called(customer_of(unit, row["customer_id"]))})
        unit.update(Consent, consent_id, withdrawn_day=max(unit.day, row["day"]))
    return Done(unit.changed, consent_id)


def remove_consent(book: Book, *, consent_id: int) -> Done:
    """It was written down by mistake: strike it out."""
    with book.write("remove_consent") as unit:
        row = _consent(unit, consent_id)
        unit.customer_id = row["customer_id"]
        unit.name({"name": called(customer_of(unit, row["customer_id"]))})
        unit.delete(Consent, consent_id)
    return Done(unit.changed)


def _consent(unit: Unit, consent_id: int) -> dict[str, Any]:
    row = unit.get(Consent, consent_id)
    if row is None:
        raise NoSuchRow(table="consent", id=consent_id)
    return row


def _name(unit: Unit, customer_id: int, clean: CleanConsent) -> None:
    if clean.partner_id is not None and unit.get(Partner, clean.partner_id) is None:
        raise NoSuchRow(table="partner", id=clean.partner_id)
    unit.name({"name": called(customer_of(unit, customer_id))})
