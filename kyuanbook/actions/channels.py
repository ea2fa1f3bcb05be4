"""来源渠道 merged and parted: one counts as another from then on, and nothing that happened is rewritten."""

from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.merged import merged
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.tables import Channel
from kyuanbook.book.unit import Unit
from kyuanbook.rules.words import Message, Problem, Refused


def merge_channel(book: Book, *, channel_id: int, into_id: int) -> Done:
    """Let one source count as another, with whatever bears its number; 分开 or 撤销 lets it stand for itself again."""
    with book.write("merge_channel") as unit:
        row, into = _row(unit, channel_id), _row(unit, into_id)
        name, other = _name(row), _name(into)
        unit.name({"name": name, "into": other})
        if channel_id == into_id:
            raise Refused([Problem("into", Message("merge_itself"))])
        if row["merged_into_id"] is not None:
            already = _name(_row(unit, row["merged_into_id"]))
            raise Refused([Problem("into", Message("merge_merged", {"name": name, "into": already}))])
        if merged(unit.sql).get(into_id) == channel_id:
            raise Refused([Problem("into", Message("merge_circle", {"name": name, "into": other}))])
        unit.update(Channel, channel_id, merged_into_id=into_id)
    return Done(unit.changed, channel_id)


def part_channel(book: Book, *, channel_id: int) -> Done:
    """A source that was merged stands for itself again."""
    with book.write("part_channel") as unit:
        unit.name({"name": _name(_row(unit, channel_id))})
        unit.update(Channel, channel_id, merged_into_id=None)
    return Done(unit.changed, channel_id)


def _row(unit: Unit, channel_id: int) -> dict[str, Any]:
    row = unit.get(Channel, channel_id)
    if row is None:
        raise NoSuchRow(table="channel", id=channel_id)
    return row


def _name(row: dict[str, Any]) -> str:
    return channel_name(row["code"], row["name"])
