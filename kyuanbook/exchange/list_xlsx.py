"""A list as an Excel workbook. XlsxWriter comes in with the first one written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from kyuanbook.book.files import errors_at, part, private, put

Progress = Callable[[int, int], bool]


class Stopped(Exception):
    """The owner stopped the writing; nothing was written."""


class Column(NamedTuple):
    """``wide``: characters; ``choices``: what may be picked in its cells, where they are filled in later."""

    head: str
    wide: float
    choices: tuple[str, ...] = ()


class Table(NamedTuple):
    """A sheet: its name, the lines above the table, and the table. Every cell is text or a whole number: what begins with
    = + - @ is no formula, and a phone keeps its first 0."""

    name: str
    above: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | int]]


def write_workbook(path: Path, table: Table, progress: Progress | None = None) -> None:
    """Write ``path`` anew; it gets its name only when it is whole. Raises BookError, Stopped."""
    with errors_at(path.parent), part(path.parent) as ready:
        with private(ready) as file:
            _write(file, table, progress)
        put(ready, path)


def _write(file: IO[bytes], table: Table, progress: Progress | None) -> None:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(table.name))
        head = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        whole = book.add_format({"valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        for i, line in enumerate(table.above):
            sheet.write_string(i, 0, line, title if not i else None)
        first = len(table.above)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.wide)
            sheet.write_string(first, at, column.head, head)
            if column.choices and table.rows:
                picked = {"validate": "list", "source": list(column.choices), "ignore_blank": True, "show_error": False}
                sheet.data_validation(first + 1, at, first + len(table.rows), at, picked)
        for i, row in enumerate(table.rows, first + 1):
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(i, at, cell, whole)
                else:
                    sheet.write_string(i, at, cell, text)
            if progress is not None and i % 500 == 0 and not progress(i - first, len(table.rows)):
                raise Stopped
        sheet.freeze_panes(first + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)


def _sheet_name(name: str) -> str:
    """What Excel allows: 31 characters, none of a few signs, no apostrophe at either end."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip("' ")
    return kept[:31].rstrip("' ") or "1"
