"""Rows as text on a terminal: columns that stand under each other though Han characters are two wide; and as JSON, CSV."""

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from kyuanbook.exchange.people_csv import harmless


def width(text: str) -> int:
    """Columns of a terminal that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """``text`` filled up with blanks to ``columns``; a longer one stays whole."""
    blanks = " " * (columns - width(text))
    return blanks + text if right else text + blanks


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> Iterator[str]:
    """Lines of a small table; ``right``: the columns of figures."""
    columns = [max(width(line[i]) for line in (head, *rows)) for i in range(len(head))]
    return lines(columns, (head, *rows), right)


def lines(columns: Sequence[int], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> Iterator[str]:
    """Lines of a table of any length whose ``columns`` are so wide; the last column is as long as it likes."""
    figures = frozenset(right)
    for row in rows:
        *most, last = (pad(text, columns[i], i in figures) for i, text in enumerate(row))
        yield "  ".join([*most, last]).rstrip()


def json_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A JSON array, one line a row, made as the rows come."""
    before = "["
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ","
    yield "[]" if before == "[" else "]"


def json_one(value: Mapping[str, Any]) -> str:
    """One JSON object, to be read by people too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


class _Written:
    """A file that hands back what is written."""

    @staticmethod
    def write(line: str) -> str:
        return line


def csv_rows(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    writerow = csv.writer(_Written, lineterminator="").writerow  # gives what its file's write gives
    for row in chain([head], rows):
        line: Any = writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield line
