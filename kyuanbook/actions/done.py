"""What every action hands back."""

from dataclasses import dataclass

from kyuanbook.book.book import Book as Book
from kyuanbook.book.changed import Changed as Changed
from kyuanbook.rules.words import Message


@dataclass(frozen=True, slots=True)
class Done:
    """``changed``: what pages refresh by; ``id``: of the row the action was about; ``notes``: what else happened by itself."""

    changed: Changed
    id: int | None = None
    notes: tuple[Message, ...] = ()
