"""What every action hands back."""

from typing import NamedTuple

from kyuanbook.book.book import Book as Book
from kyuanbook.book.changed import Changed as Changed
from kyuanbook.rules.words import Message


class Done(NamedTuple):
    """``changed``: what pages refresh by; ``id``: of the row the action was about; ``notes``: what else happened by itself."""

    changed: Changed
    id: int | None = None
    notes: tuple[Message, ...] = ()
