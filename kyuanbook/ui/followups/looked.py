"""What is read of 回访 behind the window."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.due_page import DuePage
from kyuanbook.book.queries.due_rows import ClosedRow, DueRow, closed_rows, due_rows
from kyuanbook.ui.followups.chosen import DONE, Chosen

MOST: Final = 500  # rows of one list; a segment may bring up thousands, of whom nobody rings more


class Looked(NamedTuple):
    """The page, the rows of what was chosen of it, how many there are in all."""

    page: DuePage
    rows: Sequence[DueRow] | Sequence[ClosedRow]
    in_all: int


def rows_of(book: Book, found: DuePage, chosen: Chosen) -> Looked:
    """The rows of what was chosen. In the worker's thread."""
    with book.read() as sql:
        if chosen.view == DONE:
            closed = chosen.closed(found)
            return Looked(found, closed_rows(sql, found.day, closed[:MOST]), len(closed))
        items = chosen.items(found)
        return Looked(found, due_rows(sql, book.rhythms, found.day, items[:MOST]), len(items))
