"""Whether the book was written by somebody else, and whether a new day began: asked once a second."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError, Gone

EVERY: Final = 1000  # ms


class Freshness(QObject):
    """``moved``: another program wrote into the book. ``new_day``: midnight passed, or the computer slept over it.

    ``lost``: the book can't be read any more (a stick pulled out); said once.
    """

    moved = Signal()
    new_day = Signal()
    lost = Signal(object)

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._version, self._day, self._lost = book.data_version(), book.today(), False
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Compare with what was last seen."""
        try:
            version = self._book.data_version()
            gone = not self._book.path.exists()
        except BookError as error:
            self._say_lost(error)
            return
        if gone:  # the version still answers from the file that was deleted: better said now than at the next save
            self._say_lost(Gone(path=str(self._book.path)))
            return
        self._lost = False
        if version != self._version:
            self._version = version
            self.moved.emit()
        if self._book.today() != self._day:
            self._day = self._book.today()
            self.new_day.emit()

    def _say_lost(self, error: BookError) -> None:
        if not self._lost:
            self._lost = True
            self.lost.emit(error)
