"""推广活动 and 内容: planned, changed, put away; what is paid for them, or for a source beside any of them."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import campaigns, merged, shop
from kyuanbook.book.queries.origins import FIRST, LATEST, origins
from kyuanbook.book.tables import Campaign, Channel, Cost, Partner, Segment
from kyuanbook.book.unit import Unit
from kyuanbook.rules.campaign_entries import CampaignEntry, CleanCampaign, CostEntry, clean_campaign, clean_cost
from kyuanbook.rules.words import Message, Problem, refuse_unless


def add_campaign(book: Book, *, entry: CampaignEntry, accepted: Collection[str] = ()) -> Done:
    """Write a new campaign down. Raises Refused with what is wrong or asked and not in ``accepted``."""
    clean, problems = clean_campaign(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("add_campaign", label={"name": clean.name}) as unit:
        _check(unit, clean, None)
        row = unit.insert(Campaign, **_columns(clean), created_day=unit.day)
    return Done(unit.changed, row)


def change_campaign(
    book: Book, *, campaign_id: int, entry: CampaignEntry, seen: int | None = None, accepted: Collection[str] = ()
) -> Done:
    """Plan it otherwise. ``seen``: the version the owner looked at; Stale if it has moved on."""
    clean, problems = clean_campaign(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_campaign", label={"name": clean.name}) as unit:
        _row(unit, campaign_id)
        _check(unit, clean, campaign_id)
        unit.update(Campaign, campaign_id, seen=seen, **_columns(clean))
    return Done(unit.changed, campaign_id)


def remove_campaign(book: Book, *, campaign_id: int) -> Done:
    """Strike a campaign out that nothing hangs on; one that brought somebody or cost something is put away, and said so."""
    with book.read() as sql:
        kept = campaigns.campaign(sql, campaign_id)
        used = kept is not None and (campaigns.uses(sql, campaign_id) > 0 or _brought_anybody(sql, kept))
    if used:
        done = hide_campaign(book, campaign_id=campaign_id, hidden=True)
        assert kept is not None
        return done._replace(notes=(Message("campaign_kept", {"name": kept.name}),))
    with book.write("delete_campaign") as unit:
        unit.name({"name": _row(unit, campaign_id)["name"]})
        unit.delete(Campaign, campaign_id)
    return Done(unit.changed)


def hide_campaign(book: Book, *, campaign_id: int, hidden: bool) -> Done:
    """Put a campaign out of sight, or list it again; whom it brought it brought."""
    with book.write("hide_campaign" if hidden else "show_campaign") as unit:
        row = _row(unit, campaign_id)
        unit.name({"name": row["name"]})
        unit.update(Campaign, campaign_id, hidden=hidden)
    return Done(unit.changed, campaign_id)


# what was paid -----------------------------------------------------------------------------------------------------------


def add_cost(
    book: Book, *, entry: CostEntry, campaign_id: int | None = None, channel_id: int | None = None,
    partner_id: int | None = None, accepted: Collection[str] = (),
) -> Done:  # fmt: skip
    """Something was paid for: for a campaign, or for a source or partner beside any campaign. One of the three is named."""
    if sum(one is not None for one in (campaign_id, channel_id, partner_id)) != 1:
        raise ValueError((campaign_id, channel_id, partner_id))
    clean, problems = clean_cost(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("add_cost") as unit:
        unit.name({"name": _paid_for(unit, campaign_id, channel_id, partner_id), "cents": clean.cents})
        row = unit.insert(
            Cost, campaign_id=campaign_id, channel_id=channel_id, partner_id=partner_id, day=clean.day, cents=clean.cents,
            note=clean.note, created_at=unit.at,
        )  # fmt: skip
    return Done(unit.changed, row)


def change_cost(book: Book, *, cost_id: int, entry: CostEntry, accepted: Collection[str] = ()) -> Done:
    """Correct what was paid."""
    clean, problems = clean_cost(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_cost") as unit:
        _name_cost(unit, cost_id, clean.cents)
        unit.update(Cost, cost_id, cents=clean.cents, day=clean.day, note=clean.note)
    return Done(unit.changed, cost_id)


def remove_cost(book: Book, *, cost_id: int) -> Done:
    """It was not paid: strike it out."""
    with book.write("remove_cost") as unit:
        _name_cost(unit, cost_id, None)
        unit.delete(Cost, cost_id)
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _row(unit: Unit, campaign_id: int) -> dict[str, Any]:
    row = unit.get(Campaign, campaign_id)
    if row is None:
        raise NoSuchRow(table="campaign", id=campaign_id)
    return row


def _columns(clean: CleanCampaign) -> dict[str, Any]:
    return {
        "name": clean.name, "kind": clean.kind, "channel_id": clean.channel_id, "first": clean.first, "last": clean.last,
        "budget_cents": clean.budget_cents, "offer": clean.offer, "segment_id": clean.segment_id, "words": clean.words,
        "code": clean.code, "link": clean.link, "window_days": clean.window_days, "note": clean.note,
        "partner_id": clean.partner_id,
    }  # fmt: skip


def _check(unit: Unit, clean: CleanCampaign, but: int | None) -> None:
    """Names and codes are one campaign's; what it refers to is there."""
    if clean.channel_id is not None and unit.get(Channel, clean.channel_id) is None:
        raise NoSuchRow(table="channel", id=clean.channel_id)
    if clean.partner_id is not None and unit.get(Partner, clean.partner_id) is None:
        raise NoSuchRow(table="partner", id=clean.partner_id)
    if clean.segment_id is not None and unit.get(Segment, clean.segment_id) is None:
        raise NoSuchRow(table="segment", id=clean.segment_id)
    others = [one for one in campaigns.campaigns(unit.sql, hidden=True) if one.id != but]
    problems = []
    if any(one.name.casefold() == clean.name.casefold() and not one.hidden for one in others):
        problems.append(Problem("name", Message("campaign_taken", {"name": clean.name})))
    bearer = next((one.name for one in others if clean.code and one.code == clean.code), None)
    if bearer is not None:
        problems.append(Problem("code", Message("campaign_code_taken", {"code": clean.code, "name": bearer})))
    refuse_unless(problems)


def _brought_anybody(sql: Any, kept: campaigns.CampaignRow) -> bool:
    """Whether anybody came by it who did not name it: on its source, while it counted."""
    if kept.channel_id is None:
        return False
    sources = ", ".join(map(str, merged.among(sql, (kept.channel_id,))))
    return any(
        one.campaign_id == kept.id
        for which, column in ((FIRST, "first_channel_id"), (LATEST, "latest_channel_id"))
        for one in origins(sql, which, f"c.{column} IN ({sources})").values()
    )


def _paid_for(unit: Unit, campaign_id: int | None, channel_id: int | None, partner_id: int | None) -> str:
    if campaign_id is not None:
        return str(_row(unit, campaign_id)["name"])
    if channel_id is not None:
        channel = unit.get(Channel, channel_id)
        if channel is None:
            raise NoSuchRow(table="channel", id=channel_id)
        return shop.channel_name(channel["code"], channel["name"])
    assert partner_id is not None
    partner = unit.get(Partner, partner_id)
    if partner is None:
        raise NoSuchRow(table="partner", id=partner_id)
    return str(partner["name"])


def _name_cost(unit: Unit, cost_id: int, cents: int | None) -> None:
    row = unit.get(Cost, cost_id)
    if row is None:
        raise NoSuchRow(table="cost", id=cost_id)
    name = _paid_for(unit, row["campaign_id"], row["channel_id"], row["partner_id"])
    unit.name({"name": name, "cents": row["cents"] if cents is None else cents})
