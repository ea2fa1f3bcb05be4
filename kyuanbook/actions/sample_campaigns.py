"""The sample shop's campaigns with their costs and those who came by them, written with the rest of it."""

from collections.abc import Mapping

from kyuanbook.book.queries import campaigns
from kyuanbook.book.tables import Campaign, Cost, Customer, Visit
from kyuanbook.book.unit import Unit
from kyuanbook.exchange import sample_campaigns
from kyuanbook.exchange.sample import instant
from kyuanbook.exchange.sample_campaigns import Paid, Told


def add_campaigns(unit: Unit, after: int, sources: Mapping[str, int], today: int) -> None:
    """``after``: customers of the sample bear this number or a higher one; ``sources``: source by its code."""
    taken: set[int] = set()
    for told in sample_campaigns.CAMPAIGNS:
        if told.source in sources:
            _write(unit, told, after, sources[told.source], today, taken)
    for source, paid in sample_campaigns.BESIDE:
        if source in sources:
            _pay(unit, paid, today, channel_id=sources[source])


def _write(unit: Unit, told: Told, after: int, channel: int, today: int, taken: set[int]) -> None:
    first, last = today + told.first, None if told.last is None else today + told.last
    code = "" if told.code in campaigns.codes(unit.sql) else told.code  # the shop's own keeps it
    row = unit.insert(
        Campaign, kind=told.kind, name=told.name, channel_id=channel, first=first, last=last, budget_cents=told.budget,
        offer=told.offer, words=told.words, code=code, link=told.link, created_day=min(today, first - 7),
    )  # fmt: skip
    for paid in told.paid:
        _pay(unit, paid, today, campaign_id=row)
    until = min(today, first + 30 if last is None else last)
    new = [one for one in campaigns.new_between(unit.sql, first, until, after) if one[0] not in taken]
    for customer, day in new[: told.won]:
        taken.add(customer)
        unit.update(
            Customer, customer, first_channel_id=channel, first_campaign_id=row, first_source_day=day,
            latest_channel_id=channel, latest_campaign_id=row, latest_source_day=day,
        )  # fmt: skip
    for visit, customer, day in campaigns.visits_between(unit.sql, first, until, after)[: told.again]:
        if customer not in taken:
            taken.add(customer)
            unit.update(Visit, visit, channel_id=channel, campaign_id=row)
            unit.update(
                Customer, customer, latest_channel_id=channel, latest_campaign_id=row, latest_source_day=day
            )


def _pay(
    unit: Unit, paid: Paid, today: int, campaign_id: int | None = None, channel_id: int | None = None
) -> None:
    day = today + paid.day
    unit.insert(
        Cost, campaign_id=campaign_id, channel_id=channel_id, day=day, cents=paid.cents, note=paid.note,
        created_at=instant(day),
    )  # fmt: skip
