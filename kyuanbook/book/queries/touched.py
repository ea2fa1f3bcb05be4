"""How much a 来源渠道 stands behind: what the owner is shown before it is merged or marked otherwise."""

from typing import NamedTuple

from kyuanbook.book.queries.merged import among
from kyuanbook.book.reader import Reader


class Touched(NamedTuple):
    """``first``, ``latest``: customers whose source it is; ``customers``: all of these; ``natural``: those of ``first`` for
    whom natural or promoted is not set otherwise by hand."""

    first: int = 0
    latest: int = 0
    customers: int = 0
    natural: int = 0
    visits: int = 0
    campaigns: int = 0
    cents: int = 0


def touched(sql: Reader, channel_id: int) -> Touched:
    """Behind this source, and behind what was merged into it. One that was merged away stands for itself."""
    own = sql.value("SELECT merged_into_id FROM channel WHERE id = :id", id=channel_id) is None
    at = ", ".join(map(str, among(sql, (channel_id,)) if own else (channel_id,)))
    first, latest, both, bare = sql.one(
        f"SELECT sum(first_channel_id IN ({at})), sum(latest_channel_id IN ({at})), count(*),"
        f" sum(first_channel_id IN ({at}) AND natural IS NULL) FROM customer"
        f" WHERE deleted_at IS NULL AND (first_channel_id IN ({at}) OR latest_channel_id IN ({at}))"
    ) or (0, 0, 0, 0)
    return Touched(
        first or 0, latest or 0, both, bare or 0,
        sql.value(f"SELECT count(*) FROM visit WHERE channel_id IN ({at}) AND deleted_at IS NULL"),
        sql.value(f"SELECT count(*) FROM campaign WHERE channel_id IN ({at})"),
        sql.value(f"SELECT coalesce(sum(cents), 0) FROM cost WHERE channel_id IN ({at})"),
    )  # fmt: skip


def unsourced(sql: Reader) -> int:
    """How many there are of whom nobody knows how they came."""
    return int(sql.value("SELECT count(*) FROM customer WHERE deleted_at IS NULL AND first_channel_id IS NULL"))


def latest_by(sql: Reader, channel_id: int) -> tuple[int, ...]:
    """Whose latest source it is, or something that was merged into it."""
    at = ", ".join(map(str, among(sql, (channel_id,))))
    return tuple(sql.column(f"SELECT id FROM customer WHERE deleted_at IS NULL AND latest_channel_id IN ({at})"))


class ChannelTally(NamedTuple):
    """A source with whoever came by it, counted where it counts now. ``prospects``: of ``first``, who have not bought;
    ``cents``: paid for it and for its campaigns; ``into``: the name of what it was merged into, "" for none."""

    id: int
    family: str
    name: str
    natural: bool
    hidden: bool
    first: int
    latest: int
    prospects: int
    by_hand: int
    cents: int
    into_id: int | None
    into: str


def channel_tallies(sql: Reader) -> list[ChannelTally]:
    """Every source by family, in the owner's order within it; one merged away stands below what it counts as."""
    from kyuanbook.book.queries import shop
    from kyuanbook.book.queries.merged import merged, summed
    from kyuanbook.book.queries.stages import FIT
    from kyuanbook.rules.channels import ChannelFamily

    into = merged(sql)

    def many(column: str, more: str = "") -> dict[int, int]:
        rows = sql.rows(
            f"SELECT {column}, count(*) FROM customer c{more} WHERE c.deleted_at IS NULL AND {column} > 0 GROUP BY {column}"
        )
        return dict(rows)

    asked = f" JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} AND d.n = 0"
    own = {"first": many("c.first_channel_id"), "latest": many("c.latest_channel_id")}
    own["asked"] = many("c.first_channel_id", asked)
    own["by_hand"] = dict(
        sql.rows(
            "SELECT first_channel_id, count(*) FROM customer WHERE deleted_at IS NULL AND first_channel_id > 0"
            " AND natural IS NOT NULL GROUP BY first_channel_id"
        )
    )
    own["cents"] = dict(
        sql.rows(
            "SELECT coalesce(c.channel_id, m.channel_id), sum(c.cents) FROM cost c LEFT JOIN campaign m ON m.id = c.campaign_id"
            " WHERE coalesce(c.channel_id, m.channel_id) IS NOT NULL GROUP BY 1"
        )
    )
    total = {what: summed(into, numbers) for what, numbers in own.items()}
    order = {family.value: place for place, family in enumerate(ChannelFamily)}
    rows = {row.id: row for row in shop.channels(sql, hidden=True)}

    def place(row: shop.ChannelRow) -> tuple[int, int, int, bool, int]:
        root = rows[into.get(row.id, row.id)]
        return order[root.family], root.position, root.id, row.id != root.id, row.id

    def tally(row: shop.ChannelRow) -> ChannelTally:
        end = into.get(row.id)
        of = total if end is None else own
        return ChannelTally(
            row.id, row.family, row.name, row.natural, row.hidden, of["first"].get(row.id, 0), of["latest"].get(row.id, 0),
            of["asked"].get(row.id, 0), of["by_hand"].get(row.id, 0), of["cents"].get(row.id, 0), row.into,
            "" if row.into is None else rows[row.into].name,
        )  # fmt: skip

    return [tally(row) for row in sorted(rows.values(), key=place)]
