"""客户细分: saved filters. Nothing is written of who belongs to one."""

from collections.abc import Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.segments import segments, shapes
from kyuanbook.book.tables import Segment
from kyuanbook.book.unit import Unit
from kyuanbook.rules.segments import NAME_LIMIT, Conditions, complaints, pack
from kyuanbook.rules.text import clean_line
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def save_segment(book: Book, *, name: str, conditions: Conditions) -> Done:
    """A new one, at the end of the list."""
    clean = _name(name)
    with book.write("save_segment", label={"name": clean}) as unit:
        _check(unit, clean, conditions, None)
        there = segments(unit.sql)
        row = unit.insert(
            Segment, name=clean, conditions=pack(conditions), position=len(there), created_day=unit.day
        )
    return Done(unit.changed, row)


def change_segment(book: Book, *, segment_id: int, name: str, conditions: Conditions) -> Done:
    """Other conditions, another name."""
    clean = _name(name)
    with book.write("change_segment", label={"name": clean}) as unit:
        before = _segment(unit, segment_id)
        _check(unit, clean, conditions, segment_id)
        packed = pack(conditions)
        if (before["name"], before["conditions"]) != (clean, packed):
            unit.update(Segment, segment_id, name=clean, conditions=packed)
    return Done(unit.changed, segment_id)


def rename_segment(book: Book, *, segment_id: int, name: str) -> Done:
    """Another name; what it asks for stays, also where this version cannot ask it."""
    clean = _name(name)
    with book.write("rename_segment", label={"name": clean}) as unit:
        before = _segment(unit, segment_id)
        refuse_unless(_taken(unit, clean, segment_id))
        if before["name"] != clean:
            unit.update(Segment, segment_id, name=clean)
    return Done(unit.changed, segment_id)


def delete_segment(book: Book, *, segment_id: int) -> Done:
    """Of its customers nothing changes."""
    with book.write("delete_segment") as unit:
        unit.name({"name": _segment(unit, segment_id)["name"]})
        unit.delete(Segment, segment_id)
    return Done(unit.changed)


def order_segments(book: Book, *, segment_ids: Sequence[int]) -> Done:
    """Put them in the order given; those not named follow as they were."""
    with book.write("order_segments") as unit:
        put_in_order(unit, Segment, segment_ids, [row.id for row in segments(unit.sql)])
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _segment(unit: Unit, segment_id: int) -> dict[str, Any]:
    row = unit.get(Segment, segment_id)
    if row is None:
        raise NoSuchRow(table="segment", id=segment_id)
    return row


def _name(name: str) -> str:
    clean, problems = clean_line(name, "name", NAME_LIMIT, required=True)
    refuse_unless(problems)
    return clean


def _taken(unit: Unit, name: str, but: int | None) -> list[Problem]:
    there = {row.name.casefold() for row in segments(unit.sql) if row.id != but}
    return [Problem("name", Message("segment_taken", {"name": name}))] if name.casefold() in there else []


def _check(unit: Unit, name: str, conditions: Conditions, but: int | None) -> None:
    problems = _taken(unit, name, but) + complaints(conditions, shapes(unit.sql))
    if problems:
        raise Refused(problems)
