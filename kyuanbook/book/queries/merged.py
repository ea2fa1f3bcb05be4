"""A 来源渠道 that was merged into another counts as that one: in SQL, for whoever filters or groups by it."""

from collections.abc import Iterable, Mapping

from kyuanbook.book.reader import Reader


def merged(sql: Reader) -> dict[int, int]:
    """Each source that was merged away -> the last of those it was merged into, one after the other."""
    return sql.once("merged", lambda: _merged(sql))


def _merged(sql: Reader) -> dict[int, int]:
    into = dict(sql.rows("SELECT id, merged_into_id FROM channel WHERE merged_into_id IS NOT NULL"))
    found = {}
    for channel in into:
        end, seen = channel, {channel}
        while (after := into.get(end)) is not None and after not in seen:
            end = after
            seen.add(end)
        found[channel] = end
    return found


def counted(sql: Reader, column: str = "c.first_channel_id") -> str:
    """SQL for the source that ``column`` counts as: the column itself while nothing was merged."""
    whens = " ".join(f"WHEN {channel} THEN {end}" for channel, end in merged(sql).items())
    return f"CASE {column} {whens} ELSE {column} END" if whens else column


def among(sql: Reader, channels: Iterable[int]) -> tuple[int, ...]:
    """All sources that count as one of ``channels``; one that was merged away means what it counts as."""
    into = merged(sql)
    ends = {into.get(channel, channel) for channel in channels}
    return (*sorted(ends), *(channel for channel, end in into.items() if end in ends))


def natural(sql: Reader, customer: str = "c", column: str = "c.first_channel_id") -> str:
    """SQL for whether a customer came by themselves: as it is set for them, else as the source has it; NULL if nobody
    knows."""
    return f"coalesce({customer}.natural, (SELECT ch.natural FROM channel ch WHERE ch.id = {counted(sql, column)}))"


def summed(into: Mapping[int, int], numbers: Mapping[int, int]) -> dict[int, int]:
    """What belongs to each source, counted where it counts."""
    found: dict[int, int] = {}
    for channel, n in numbers.items():
        end = into.get(channel, channel)
        found[end] = found.get(end, 0) + n
    return found
