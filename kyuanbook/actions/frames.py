"""A sheet of a list as the book keeps it, and back: all that stands on the paper beside the rows is the list's frame, JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from kyuanbook.book.queries.list_rows import About
from kyuanbook.book.queries.printed import PrintedRow
from kyuanbook.paper.forms import Asked
from kyuanbook.paper.sheets import CallRow, CallSheet, CallWords

_OF_QUESTION = frozenset(field.name for field in fields(Asked))
_ON_PAPER = frozenset(field.name for field in fields(CallRow)) - {"number"}


def kept_row(row: CallRow, about: About) -> dict[str, str]:
    """The words of a row; ``message``: what is to be said, also where it is not printed; ``channel``: by which they are
    reached, where it is their own."""
    words = asdict(row)
    del words["number"]
    words |= {"message": about.words, "email": about.email, "channel": about.item.channel.value if about.item is not None else ""}
    return {name: text for name, text in words.items() if text}


def frame_of_sheets(sheets: Sequence[CallSheet]) -> str:
    """The frame of a list of these sheets, as JSON."""
    return json.dumps({"sheets": [_framed(sheet) for sheet in sheets]}, ensure_ascii=False)


def one_more(frame: Mapping[str, Any], sheet: CallSheet) -> str:
    """The frame with one more sheet behind those that are there."""
    return json.dumps({**frame, "sheets": [*frame.get("sheets", ()), _framed(sheet)]}, ensure_ascii=False)


def _framed(sheet: CallSheet) -> dict[str, Any]:
    found = {field.name: getattr(sheet, field.name) for field in fields(sheet) if field.name not in ("number", "rows")}
    return {**found, "words": asdict(sheet.words), "questions": [asdict(one) for one in sheet.questions]}


def sheet_of(number: int, framed: Mapping[str, Any], rows: Sequence[PrintedRow]) -> CallSheet:
    """A sheet as it was printed. What a later version wrote beside is left alone."""
    words = {field.name: framed["words"].get(field.name, "") for field in fields(CallWords)}
    return CallSheet(
        number=number, title=framed["title"], shop=framed["shop"], day=framed["day"], printed_by=framed["printed_by"],
        words=CallWords(**{**words, "boxes": tuple(words["boxes"])}), rows=[row_of(row) for row in rows],
        footer=tuple(framed["footer"]), part=framed.get("part", ""), asks=framed.get("asks", ""),
        asks_words=framed.get("asks_words", ""), questions=[_question(one) for one in framed.get("questions", ())],
    )  # fmt: skip


def _question(kept: Mapping[str, Any]) -> Asked:
    known = {name: value for name, value in kept.items() if name in _OF_QUESTION}
    return Asked(**{**known, "choices": tuple(known.get("choices", ()))})


def row_of(row: PrintedRow) -> CallRow:
    """A row as it was printed."""
    words = {name: text for name, text in row.words.items() if name in _ON_PAPER}
    needed = {"name": "", "phone": "", "stage": "", "stage_word": "", "reason": ""}
    return CallRow(number=row.number, **{**needed, **words})
