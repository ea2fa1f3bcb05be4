"""The sample shop's partners with their account, its events with their guests, and consents, written with the rest of it."""

from collections.abc import Mapping, Sequence

from kyuanbook.book.queries import campaigns, partners
from kyuanbook.book.queries.lists import may_be_called
from kyuanbook.book.queries.winback import days_of_first
from kyuanbook.book.tables import (
    Campaign,
    Consent,
    Cost,
    Customer,
    EventGuest,
    Partner,
    PartnerEntry,
    PartnerPerson,
    PartnerSent,
)
from kyuanbook.book.unit import Unit
from kyuanbook.exchange import sample_partners
from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_partners import Happened, Neighbour
from kyuanbook.exchange.sample_words import STAFF
from kyuanbook.rules.partners import EntryKind, Terms, earned

LOOKED_AT = 300  # customers: enough to look at, and as quick in a large shop as in a small one


def add_partners(
    unit: Unit, first: int, after: int, names: Mapping[str, int], sources: Mapping[str, int], today: int
) -> None:
    """``first``: the number of the first customer of the sample; ``after``: those drawn bear this number or a higher one;
    ``names``: of the cast -> their number; ``sources``: source by its code."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for told in sample_partners.NEIGHBOURS:
        if told.source in sources:
            numbers[told.name] = _partner(unit, told, after, names, sources[told.source], today, taken)
    histories = days_of_first(unit.sql, first, LOOKED_AT)
    may = set(may_be_called(unit.sql, [customer for customer, _ in histories]))
    known = [(customer, days) for customer, days in histories if customer in may]
    for place, event in enumerate(sample_partners.EVENTS):
        if event.source in sources:
            _event(unit, event, known, sources[event.source], numbers.get(event.with_partner), today, place)
    for one in sample_partners.AGREED:
        if one.name in names and (not one.partner or one.partner in numbers):
            unit.insert(
                Consent, customer_id=names[one.name], kind=one.kind, partner_id=numbers.get(one.partner), day=today - one.ago,
                how=one.how, withdrawn_day=None if one.withdrawn is None else today - one.withdrawn,
            )  # fmt: skip


def _partner(
    unit: Unit, told: Neighbour, after: int, names: Mapping[str, int], channel: int, today: int, taken: set[int]
) -> int:
    commission, cents, rate, days = told.commission
    number = unit.insert(
        Partner, kind=told.kind, name=told.name, phone=told.phone, address=told.address, note=told.note, channel_id=channel,
        commission=commission, commission_cents=cents, commission_rate=rate, commission_days=days,
        created_day=today + told.since,
    )  # fmt: skip
    name, phone, role = told.person
    unit.insert(PartnerPerson, partner_id=number, name=name, phone=phone, role=role)
    new = [
        (customer, day) for customer, day in campaigns.new_between(unit.sql, today + told.since, today, after)
        if customer not in taken and (unit.get(Customer, customer) or {}).get("first_campaign_id") is None
    ]  # fmt: skip
    for customer, day in new[:: max(1, len(new) // told.sent)][: told.sent]:
        taken.add(customer)
        unit.update(
            Customer, customer, partner_id=number, first_channel_id=channel, first_source_day=day, latest_channel_id=channel,
            latest_source_day=day,
        )  # fmt: skip
        _owed(unit, number, customer, Terms(commission, cents, rate, days))
    for ago, paid, note in told.paid:
        unit.insert(
            PartnerEntry, partner_id=number, day=today + ago, kind=EntryKind.PAID.value, cents=-paid, note=note, who=STAFF[0],
            created_at=instant(today + ago),
        )  # fmt: skip
    for who, ago, note in told.ours:
        if who in names:
            unit.insert(
                PartnerSent, partner_id=number, customer_id=names[who], day=today + ago, note=note,
                created_at=instant(today + ago),
            )  # fmt: skip
    return number


def _owed(unit: Unit, partner: int, customer: int, terms: Terms) -> None:
    """What the visits of a customer brought, each on its day."""
    visits = partners.came(unit.sql, customer)
    days = {one.visit_id: one.day for one in visits}
    for visit, cents in earned(terms, visits).items():
        unit.insert(
            PartnerEntry, partner_id=partner, day=days[visit], kind=EntryKind.OWED.value, cents=cents, customer_id=customer,
            visit_id=visit, terms=terms.written(), who=STAFF[0], created_at=instant(days[visit]),
        )  # fmt: skip


def _event(
    unit: Unit, told: Happened, known: Sequence[tuple[int, Sequence[int]]], channel: int, partner: int | None, today: int,
    turn: int,
) -> None:  # fmt: skip
    day = today + told.first
    number = unit.insert(
        Campaign, kind="event", name=told.name, channel_id=channel, partner_id=partner, first=day, last=day,
        minute=told.minute, place=told.place, budget_cents=told.budget, words=told.words, created_day=min(today, day - 14),
    )  # fmt: skip
    for ago, cents, note in told.costs:
        unit.insert(
            Cost, campaign_id=number, day=today + ago, cents=cents, note=note, created_at=instant(today + ago)
        )
    regulars = [customer for customer, days in known if days[0] < day][turn::3][: told.invited]
    states = ["came"] * told.came + ["coming"] * told.coming + ["declined"] * told.declined
    for place, customer in enumerate(regulars):
        state = states[place] if place < len(states) else "invited"
        came = day if state == "came" else None
        unit.insert(
            EventGuest, campaign_id=number, customer_id=customer, state=state, invited_day=min(today, day - 10), came_day=came,
            minute=told.minute - 10 + place * 3 if came is not None else None,
        )  # fmt: skip
    fresh = [customer for customer, days in known if day < days[0] <= day + 30][: told.walked] if told.walked else []
    for place, customer in enumerate(fresh):
        unit.insert(
            EventGuest, campaign_id=number, customer_id=customer, state="came", came_day=day,
            minute=told.minute + 25 + place * 4,
        )  # fmt: skip
