"""First and latest source of a customer: written when they are entered or corrected, and moved by visits that name what
brought them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups
from kyuanbook.book.tables import Campaign, Channel, Customer
from kyuanbook.book.unit import Unit
from kyuanbook.rules.entries import CleanCustomer


class Source(NamedTuple):
    """What brought somebody on a day: a source, a campaign or both."""

    channel_id: int | None
    campaign_id: int | None
    day: int


def source_of(visit: Mapping[str, Any]) -> Source | None:
    """What a visit names; None where it names nothing."""
    if visit["channel_id"] is None and visit["campaign_id"] is None:
        return None
    return Source(visit["channel_id"], visit["campaign_id"], visit["day"])


def known_source(unit: Unit, channel_id: int | None, campaign_id: int | None) -> None:
    """Raise NoSuchRow for a source or a campaign that is not in the book."""
    if channel_id is not None and unit.get(Channel, channel_id) is None:
        raise NoSuchRow(table="channel", id=channel_id)
    if campaign_id is not None and unit.get(Campaign, campaign_id) is None:
        raise NoSuchRow(table="campaign", id=campaign_id)


def new_sources(clean: CleanCustomer, today: int) -> dict[str, Any]:
    """Both sources of a new customer: the latest is the first, unless another was picked."""
    first = (clean.channel_id, clean.campaign_id)
    latest = (clean.latest_channel_id, clean.latest_campaign_id)
    if latest == (None, None):
        latest = first
    return {**_columns("first", *first, today), **_columns("latest", *latest, today)}


def changed_sources(clean: CleanCustomer, now: Mapping[str, Any], today: int) -> dict[str, Any]:
    """What is otherwise when a customer is corrected. A first source put right keeps its day; the latest, where it was the
    first, follows it."""
    values: dict[str, Any] = {}
    first, was = (clean.channel_id, clean.campaign_id), _pair(now, "first")
    latest, before = (clean.latest_channel_id, clean.latest_campaign_id), _pair(now, "latest")
    if first != was:
        values |= _columns("first", *first, now["first_source_day"] or today)
    if latest == (None, None):
        latest = first if before in (was, (None, None)) else before
    if latest != before:
        follows = latest == first and before == was
        day = values.get("first_source_day", now["first_source_day"]) if follows else today
        values |= _columns("latest", *latest, day or today)
    return values


def follow_visit(unit: Unit, customer: Mapping[str, Any], before: Source | None, after: Source | None) -> None:
    """A visit named ``before`` what brought it and names ``after`` now (None: nothing, or it is gone). The customer's latest
    source is then that of the last visit that names one, unless something later was written by hand; who had no source at
    all gets the first one too."""
    if before == after:
        return
    values: dict[str, Any] = {}
    first = Source(*_pair(customer, "first"), customer["first_source_day"] or 0)
    latest = Source(*_pair(customer, "latest"), customer["latest_source_day"] or 0)
    by_hand = after is None and first.day == customer["created_day"]  # perhaps: what was typed is not taken away
    if (before is not None and first == before and not by_hand) or first[:2] == (None, None):
        first = _first(unit, customer)
        values |= _columns("first", first.channel_id, first.campaign_id, first.day or None)
    if before is not None and latest == before:
        latest = first  # what it was before is not known: the first, or the last visit that names one
    last = lookups.last_named(unit.sql, customer["id"])
    if last is not None and last[2] >= latest.day:
        latest = Source(*last)
    values |= _columns("latest", latest.channel_id, latest.campaign_id, latest.day or None)
    unit.update(Customer, customer["id"], **values)


def _first(unit: Unit, customer: Mapping[str, Any]) -> Source:
    """By their first visit they came by what it names; an earlier one that names nothing says nobody knows."""
    named = lookups.first_named(unit.sql, customer["id"])
    if named is None:
        return Source(None, None, 0)
    came = lookups.first_visit_day(unit.sql, customer["id"])
    known = not customer["opening"] and (came is None or named[2] <= came)
    return Source(*named) if known else Source(None, None, 0)


def _pair(row: Mapping[str, Any], which: str) -> tuple[int | None, int | None]:
    return row[f"{which}_channel_id"], row[f"{which}_campaign_id"]


def _columns(which: str, channel_id: int | None, campaign_id: int | None, day: int | None) -> dict[str, Any]:
    known = channel_id is not None or campaign_id is not None
    return {
        f"{which}_channel_id": channel_id, f"{which}_campaign_id": campaign_id, f"{which}_source_day": day if known else None,
    }  # fmt: skip
