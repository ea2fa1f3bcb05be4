"""A job over the book, in its thread: it stops where it is when the window closes, or the owner says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import Cancelled as ReadingCancelled
from kyuanbook.ui.kit.runner import Cancelled, Stopped


@contextmanager
def at_work(book: Book, cancelled: Cancelled) -> Iterator[None]:
    """Around all of a job that the runner runs. Raises Stopped in place of what a reading that was stopped raises."""
    try:
        with book.job(cancelled):
            yield
    except ReadingCancelled:
        raise Stopped from None
