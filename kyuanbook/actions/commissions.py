"""What a partner is owed, kept in step with the visits of those they sent: within the unit of work that changes them."""

from kyuanbook.book.queries import partners
from kyuanbook.book.tables import PartnerEntry
from kyuanbook.book.unit import Unit
from kyuanbook.rules.partners import EntryKind, Line, Steps, countering, reconcile, wanted


def settle_commission(unit: Unit, customer_id: int, who: str = "") -> None:
    """Have the accounts of partners say what the visits of a customer say now. Nothing is written where they already do."""
    mine = partners.sender_of(unit.sql, customer_id)
    lines = partners.lines_of(unit.sql, customer_id)
    if mine is None and not lines:
        return
    for partner_id in sorted({*lines, *(() if mine is None else (mine,))}):
        there = lines.get(partner_id, [])
        _write(unit, partner_id, customer_id, _steps(unit, partner_id, customer_id, there, theirs=partner_id == mine), who)


def _steps(unit: Unit, partner_id: int, customer_id: int, there: list[Line], *, theirs: bool) -> Steps:
    seen = partners.partner(unit.sql, partner_id) if theirs else None
    if seen is None:
        return reconcile((), there)
    return reconcile(wanted(seen.terms, seen.since, partners.came(unit.sql, customer_id), there), there)


def _write(unit: Unit, partner_id: int, customer_id: int, steps: Steps, who: str) -> None:
    about = {"partner_id": partner_id, "customer_id": customer_id, "day": unit.day, "who": who, "created_at": unit.at}
    for line in steps.countered:
        unit.insert(
            PartnerEntry, kind=EntryKind.COUNTER.value, cents=countering(line), visit_id=line.visit_id, entry_id=line.id,
            **about,
        )  # fmt: skip
    for one in steps.owed:
        unit.insert(
            PartnerEntry, kind=EntryKind.OWED.value, cents=one.cents, visit_id=one.visit_id, terms=one.terms.written(), **about
        )
