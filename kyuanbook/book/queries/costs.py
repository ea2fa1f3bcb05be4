"""花费 of a campaign, an event, a channel or a partner."""

from typing import Final, NamedTuple

from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.reader import Reader


class CostRow(NamedTuple):
    """One entry, and on which of the three it was spent."""

    id: int
    day: int
    cents: int
    note: str
    campaign_id: int | None
    channel_id: int | None
    partner_id: int | None


_COLUMNS: Final = "SELECT id, day, cents, note, campaign_id, channel_id, partner_id FROM cost"


def costs(
    sql: Reader, *, campaign_id: int | None = None, channel_id: int | None = None, partner_id: int | None = None
) -> list[CostRow]:
    """What was spent on one of the three, the newest first."""
    rows = sql.rows(
        f"{_COLUMNS} WHERE (campaign_id = :campaign OR channel_id = :channel OR partner_id = :partner)"
        " ORDER BY day DESC, id DESC",
        campaign=campaign_id, channel=channel_id, partner=partner_id,
    )  # fmt: skip
    return [CostRow(*row) for row in rows]


def cost(sql: Reader, cost_id: int) -> CostRow | None:
    """One entry, for correcting it."""
    row = sql.one(f"{_COLUMNS} WHERE id = :id", id=cost_id)
    return None if row is None else CostRow(*row)


def spent_on_name(
    sql: Reader, campaign_id: int | None = None, channel_id: int | None = None, partner_id: int | None = None
) -> str | None:
    """What it was spent on is called; None where there is no such thing."""
    if campaign_id is not None:
        return _text(sql.value("SELECT name FROM campaign WHERE id = :id", id=campaign_id))
    if partner_id is not None:
        return _text(sql.value("SELECT name FROM partner WHERE id = :id", id=partner_id))
    row = sql.one("SELECT code, name FROM channel WHERE id = :id", id=channel_id)
    return None if row is None else channel_name(*row)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
