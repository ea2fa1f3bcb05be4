"""All that was typed in 补记 into the book, because the window closes; what can't be stands open and says what is wrong."""

from collections.abc import Container
from typing import Protocol

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.ui.catchup.correction import Correction
from kyuanbook.ui.catchup.row_entry import RowEntry


class Typed(Protocol):
    """The page, as far as it is needed here."""

    day: int
    row: RowEntry
    correction: Correction

    @property
    def book(self) -> Book:
        """The book."""

    @property
    def rows(self) -> Container[int]:
        """The visits of the day."""

    def turn_to(self, day: int) -> None:
        """Another day."""

    def correct(self, visit: int) -> None:
        """Open a row."""

    def store_correction(self) -> None:
        """Enter in it."""

    def store(self) -> None:
        """Enter in the row being typed."""


def corrections_saved(page: Typed) -> bool:
    """The one that stands open, and those left with Esc, of whatever day."""
    open_now, day = page.correction.visit, page.day
    for visit in (*(() if open_now is None else (open_now,)), *page.correction.waiting()):
        if visit != page.correction.visit and not _opened(page, visit):
            page.correction.forget(visit)  # thrown away meanwhile, elsewhere
            continue
        page.store_correction()
        if page.correction.visit is not None:
            return False
    if page.day != day:  # the row being typed is of the day it was typed on
        page.turn_to(day)
    return True


def row_saved(page: Typed) -> bool:
    """The row being typed."""
    if page.row.touched():
        page.store()
    return not page.row.touched()


def _opened(page: Typed, visit: int) -> bool:
    with page.book.read() as sql:
        found = cards.visit(sql, visit)
    if found is not None and visit not in page.rows:
        page.turn_to(found[1].day)
    page.correct(visit)
    return page.correction.visit == visit
