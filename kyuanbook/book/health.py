"""Is the whole file sound? Asked in the background after the opening, which looks at the first pages only."""

from collections.abc import Callable

from kyuanbook.book import sqlite
from kyuanbook.book.book import Book
from kyuanbook.book.errors import Damaged
from kyuanbook.book.reader import Reader


def check(book: Book, cancelled: Callable[[], bool]) -> bool:
    """True when the whole file was read and is sound, False when cancelled.

    Raises Damaged when it isn't sound; from then on nothing more is written to the book.
    """
    complaint = _in_turns(book, cancelled) if book.mode == sqlite.EXCLUSIVE else _at_once(book, cancelled)
    if complaint:
        error = Damaged(path=str(book.path), found=complaint)
        book.stop_writes(error)
        raise error
    return not cancelled()


def _at_once(book: Book, cancelled: Callable[[], bool]) -> str:
    with book.raw() as connection:
        return sqlite.quick_check(connection, cancelled)


def _in_turns(book: Book, cancelled: Callable[[], bool]) -> str:
    """Table by table, since in exclusive mode the counter waits for the one connection."""
    with book.raw() as connection:
        for table in Reader(connection).column("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
            complaint = sqlite.quick_check(connection, cancelled, table)
            if complaint or cancelled():
                return complaint
            book.breathe()
    return ""
