"""How many are due for 回访 today, by what reason: counted behind the window, anew when the book changed."""

from collections import Counter
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.rules.followups import Kind
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import Hub

SOON: Final = 60  # ms: what a change shows is painted first, then counted; the count would take its time from the painting


class DueWatch(QObject):
    """``counted``: reason -> how many. One count at a time; what changed meanwhile is counted after it."""

    counted = Signal(object)

    def __init__(self, book: Book, hub: Hub, acts: Acts, runner: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._acts, self._runner = book, acts, runner
        self._begun, self._at_it, self._again = False, False, False
        self.counts: Counter[Kind] = Counter()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.look)
        hub.changed.connect(lambda _: self._changed())

    def _changed(self) -> None:
        if self._begun:
            self._soon.start()

    def stop(self) -> None:
        """The window closes: nothing more is counted."""
        self._begun = self._again = False
        self._soon.stop()

    def look(self) -> None:
        """Count now."""
        self._begun = True
        if self._at_it:
            self._again = True
            return
        self._at_it, book = True, self._book

        def job(_: Progress, cancelled: Cancelled) -> Counter[Kind]:
            from kyuanbook.book.queries.due_page import due_counts

            with at_work(book, cancelled), book.moment() as sql:
                return due_counts(sql, book.rhythms, book.today())

        self._runner.run(job, self._done, self._failed)

    def _done(self, counts: Counter[Kind]) -> None:
        if not isValid(self):
            return  # the window was closed meanwhile
        self.counts = counts
        self.counted.emit(counts)
        self._over()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, BookError):
            raise error
        if not isValid(self):
            return
        self._over()
        self._acts.tell_error(error)

    def _over(self) -> None:
        self._at_it = False
        if self._again:
            self._again = False
            self.look()
