"""Looking at the book behind the window: of several looks for one thing only the last tells what it found."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, after_a_while
from kyuanbook.ui.shell.acts import Acts

T = TypeVar("T")


class Looking(QObject):
    """Of one page or part, its parent."""

    def __init__(self, book: Book, acts: Acts, runner: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._acts, self._runner = book, acts, runner
        self._looks: dict[str, int] = {}

    def overtake(self, what: str) -> int:
        """What is still being looked at for ``what`` tells no more. Returns the number of the next look."""
        self._looks[what] = self._looks.get(what, 0) + 1
        return self._looks[what]

    def behind(
        self, look: Callable[[], T], done: Callable[[T], None], what: str, slow: Callable[[], None] | None = None
    ) -> None:
        """``look`` in a thread, then ``done``; ``slow`` is called when it takes a while."""
        book, run = self._book, self.overtake(what)
        waits = None if slow is None else after_a_while(self, slow)

        def ours() -> bool:
            if waits is not None:
                waits.stop()
            return run == self._looks[what]

        def job(_: Progress, __: Cancelled) -> T:
            try:
                return look()
            finally:
                book.release_reader()

        def finished(found: T) -> None:
            if ours():
                done(found)

        def failed(error: Exception) -> None:
            last = ours()
            if not isinstance(error, BookError):
                raise error
            if last:
                self._acts.tell_error(error)

        self._runner.run(job, finished, failed)
