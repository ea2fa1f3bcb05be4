"""One signal for every change of the book, whoever made it and in whichever thread."""

from PySide6.QtCore import QObject, Signal

from kyuanbook.actions.done import Book, Changed
from kyuanbook.rules.words import Message

ELSEWHERE = Changed(None, Message("did_elsewhere"), frozenset(), None)
"""Somebody else wrote (the command line beside the window), or a new day began: anything may be different."""


class Hub(QObject):
    """``changed`` bears what a unit of work changed. Pages refresh by it, never by each other."""

    changed = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        book.listeners.append(self._told)

    def _told(self, changed: Changed) -> None:
        self.changed.emit(changed)

    def tell(self, changed: Changed) -> None:
        """What changed beside the journal: a new ranking, another program's writing."""
        self.changed.emit(changed)

    def stop(self) -> None:
        """Listen no more: the window closes."""
        self._book.listeners.remove(self._told)
