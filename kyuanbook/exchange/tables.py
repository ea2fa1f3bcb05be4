"""A table as text, from a file (.csv, .tsv, .txt) or pasted out of WPS or Excel, as rows of cells.

A workbook, a web page or a picture is known by its first bytes, whatever it is called, and refused with what to do instead.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from kyuanbook.exchange.encodings import encoding_of, mended
from kyuanbook.rules.words import Message

MOST_BYTES: Final = 50 << 20
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
LONGEST: Final = 1 << 20  # characters of a cell
SEPARATORS: Final = "\t,;|"
ENCODINGS: Final = ("utf-8", "gb18030", "utf-16", "big5")
"""Those one may choose where the usual way of telling fails."""
_LOOKED_AT: Final = 1 << 17  # characters
_QUOTED: Final = re.compile(r'(?:^|(?<=[\t,;|\n]))"(?:[^"]|"")*"(?=[\t,;|\r\n]|$)')
_SAID: Final = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
_TRIED: Final = 200  # lines by which the sign between cells is told
_END: Final = "\0end"  # behind the last line; what has swallowed it is a quote that is never closed
_BOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\t\x08", b"\t\x04\x06", b"\t\x02\x06", b"\t\0\x04\0")
_PAGES: Final = (b"<", b"MIME-VERSION", b"{\\RTF")
_OTHERS: Final = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"SQLite format 3\0", b"MZ", b"\x7fELF",
    b"BEGIN:VCARD", b"II*\0", b"MM\0*", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip


class BadTable(ValueError):
    """It can't be read; ``message`` says why and what to do."""

    def __init__(self, key: str, **numbers: object) -> None:
        super().__init__(key)
        self.message = Message(key, numbers)


class Line(NamedTuple):
    """A row of the table; ``number`` as the spreadsheet counts it, from 1, empty ones too."""

    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """The rows that are not empty, each as wide as its cells go. ``encoding``: "" for a pasted one; ``separator``: the sign
    between cells."""

    lines: tuple[Line, ...]
    encoding: str = ""
    separator: str = ","

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(line.cells) for line in self.lines), default=0)


def read_file(path: Path, encoding: str = "") -> Table:
    """The table in a file; ``encoding``: as the owner says, else as it is told. Raises BadTable."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadTable("table_large", size=-(-size >> 20), most=MOST_BYTES >> 20)
        with path.open("rb") as file:
            _refuse_other(file.read(64))
            file.seek(0)
            used = encoding or encoding_of(file)
            if used is None:
                raise BadTable("table_encoding")
            file.seek(0)
            # where the owner says how it is written, a letter that does not fit is no reason to read nothing
            text = file.read().decode(used, "replace" if encoding else "strict")
    except OSError as error:
        raise BadTable("table_unread", path=str(path)) from error
    except UnicodeError as error:
        raise BadTable("table_encoding") from error
    return _read(mended(text.removeprefix("\ufeff"), used), used)


def read_text(text: str) -> Table:
    """The table that was pasted. Raises BadTable."""
    if len(text) > MOST_BYTES:
        raise BadTable("table_large", size=len(text) >> 20, most=MOST_BYTES >> 20)
    return _read(text.removeprefix("\ufeff"), "")


def _refuse_other(start: bytes) -> None:
    """What is no text table, by its first bytes."""
    begins = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_BOOKS):
        raise BadTable("table_workbook")
    if begins.upper().startswith(_PAGES) or start.replace(b"\0", b"").removeprefix(b"\xff\xfe").lstrip().startswith(b"<"):
        raise BadTable("table_web_page")
    if start.startswith(_OTHERS):
        raise BadTable("table_other_file")


def _read(text: str, encoding: str) -> Table:
    if "\0" in text:
        raise BadTable("table_other_file" if not encoding else "table_encoding")
    if said := _SAID.match(text):  # Excel's own word about it
        separator, lines = said[1], tuple(_lines(text[said.end() :], said[1], 1))
    else:
        # what is copied out of a spreadsheet has tabs between its cells, whatever stands in them
        separator = "\t" if not encoding and "\t" in text else _separator(text)
        lines = tuple(_lines(text, separator))
    if not lines:
        raise BadTable("table_empty")
    return Table(lines, encoding, separator)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Row by row, and at the end one of :data:`_END` alone."""
    csv.field_size_limit(LONGEST)
    given = io.StringIO(text if text.endswith("\n") else text + "\n", newline="")
    return csv.reader(chain(given, [_END + "\n"]), delimiter=separator)


def _lines(text: str, separator: str, before: int = 0) -> Iterator[Line]:
    """``before``: lines that stand above ``text``."""
    many, kept = before, 0
    try:
        for many, row in enumerate(_records(text, separator), before + 1):
            if row == [_END]:
                return
            if row and row[-1].endswith(_END + "\n"):
                raise BadTable("table_quote", line=many)
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            kept += 1
            if kept > MOST_ROWS:
                raise BadTable("table_many_rows", most=MOST_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise BadTable("table_wide", line=many, n=len(cells), most=MOST_COLUMNS)
            yield Line(many, tuple(cells))
    except csv.Error as error:
        raise BadTable("table_quote", line=many + 1) from error


def _separator(text: str) -> str:
    """The sign that parts most lines alike, outside of quotes: by it most of them have one number of cells."""
    lines = [line for line in _QUOTED.sub("", text[:_LOOKED_AT]).splitlines() if line.strip()][:_TRIED]
    return max(SEPARATORS, key=lambda sign: _parts(lines, sign))


def _parts(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """(how many lines it parts, into how many cells the most of them)."""
    parted = [many for line in lines if (many := line.count(sign))]
    return len(parted), max(set(parted), key=lambda many: (parted.count(many), many), default=0)
