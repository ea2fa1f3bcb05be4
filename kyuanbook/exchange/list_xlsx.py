"""A list as an Excel workbook. XlsxWriter comes in with the first one written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

from kyuanbook.book.files import Ready, pour

Progress = Callable[[int, int], bool]
_STEP = 200  # rows between two questions whether to go on


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


def make_workbook(path: Path, table: Table, progress: Progress | None = None) -> Ready:
    """Write it whole beside ``path``, which it becomes when it is put there. Raises BookError, Stopped: nothing is left then,
    here or in the folder for what is on its way."""
    return Ready(path, lambda file: _write(file, table, progress))


def _write(file: IO[bytes], table: Table, progress: Progress | None) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="kyuanbook-", ignore_cleanup_errors=True) as folder:
        # row after row goes to the disk: a long list takes no memory, and most of the work is done when the last is written
        made, many = Path(folder) / "list.xlsx", len(table.rows)
        options = {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
            "tmpdir": folder,
        }  # fmt: skip
        book = Workbook(str(made), options)
        sheet = book.add_worksheet(_sheet_name(table.name))
        try:
            _fill(book, sheet, table, progress)
        except BaseException:
            sheet.row_data_fh.close()
            raise
        try:
            book.close()
        except FileCreateError as error:  # in it lies what the disk said
            raise error.args[0] from None
        with made.open("rb") as whole:
            pour(whole, file, lambda _: _go_on(progress, many, many))


def _go_on(progress: Progress | None, done: int, of: int) -> None:
    if progress is not None and not progress(done, of):
        raise Stopped


def _fill(book: Any, sheet: Any, table: Table, progress: Progress | None) -> None:
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
    for i, row in enumerate(table.rows):
        if i % _STEP == 0:
            _go_on(progress, i, len(table.rows))
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(i + first + 1, at, cell, whole)
            else:
                sheet.write_string(i + first + 1, at, cell, text)
    sheet.freeze_panes(first + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)


def _sheet_name(name: str) -> str:
    """What Excel allows: 31 characters, none of a few signs, no apostrophe at either end."""
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip("' ")
    return kept[:31].rstrip("' ") or "1"
