"""Where customers come from, as every page and report reckons it: one set of rules for channels, campaigns and which of a
customer's two sources counts.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.reader import Reader
from kyuanbook.rules.campaigns import Span, brought_by

FIRST: Final = "first"
LATEST: Final = "latest"


class Origin(NamedTuple):
    """Of one customer. ``channel_id``: None where nobody knows; ``natural``: None then too; ``day``: they came from there, the
    day they were entered where none was said."""

    channel_id: int | None
    campaign_id: int | None
    partner_id: int | None
    referrer_id: int | None
    natural: bool | None
    day: int


def counts_as(sql: Reader) -> dict[int, int]:
    """Each 来源渠道 -> the one it counts as: itself, or the last of those it was merged into, one after the other."""
    into = dict(sql.rows("SELECT id, merged_into_id FROM channel"))
    found = {}
    for channel in into:
        end, seen = channel, {channel}
        while (after := into.get(end)) is not None and after not in seen:
            end = after
            seen.add(end)
        found[channel] = end
    return found


def spans(sql: Reader) -> list[Span]:
    """Every campaign as far as it can have brought somebody; its channel is the one that it counts as."""
    window, channels = shop.settings(sql).campaign_window, counts_as(sql)
    rows = sql.rows("SELECT id, channel_id, first, last, coalesce(window_days, :window) FROM campaign", window=window)
    return [Span(i, channels.get(channel), first, last, days) for i, channel, first, last, days in rows]


def _by_channel(campaigns: Iterable[Span]) -> dict[int | None, list[Span]]:
    """A book has a hundred thousand customers, and most campaigns are on other channels than theirs."""
    found: dict[int | None, list[Span]] = {}
    for span in campaigns:
        found.setdefault(span.channel_id, []).append(span)
    return found


def origins(sql: Reader, which: str = "", among: str = "", **parameters: object) -> dict[int, Origin]:
    """customer -> where they come from. ``which``: FIRST or LATEST, "" as the shop has it; ``among``: an SQL condition on
    customer ``c``, with its ``parameters``."""
    which = which or shop.settings(sql).attribution
    channels, campaigns = counts_as(sql), _by_channel(spans(sql))
    natural = {i: bool(n) for i, n in sql.rows("SELECT id, natural FROM channel")}
    latest = "latest" if which == LATEST else "first"
    found = {}
    for customer, channel, day, named, partner, referrer, own, created in sql.stream(
        f"SELECT c.id, c.{latest}_channel_id, c.{latest}_source_day, c.{latest}_campaign_id, c.partner_id, c.referrer_id,"
        f" c.natural, c.created_day FROM customer c WHERE {among or 'c.deleted_at IS NULL'}",
        **parameters,
    ):
        at, came = channels.get(channel), created if day is None else day
        by = natural.get(at) if at is not None and own is None else own
        campaign = named if at not in campaigns else brought_by(at, came, named, campaigns[at])
        row = (at, campaign, partner, referrer, None if by is None else bool(by), came)
        found[customer] = tuple.__new__(Origin, row)  # the own way of a NamedTuple takes twice as long
    return found
