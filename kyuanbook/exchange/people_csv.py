"""A table of customers for Excel or WPS: CSV in UTF-8 with the sign by which those know it."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from kyuanbook.book.files import errors_at, part, private, put

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_table(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write ``path`` anew; it gets its name only when it is whole. Returns how many rows. Raises BookError."""
    many = 0
    with errors_at(path.parent), part(path.parent) as ready:
        with private(ready) as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            writer = csv.writer(text)
            writer.writerow(head)
            for row in rows:
                writer.writerow([harmless(cell) for cell in row])
                many += 1
            text.flush()
            text.detach()
        put(ready, path)
    return many
