"""Looking at the book behind the window: what takes over 200 ms, of which only the last look tells."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, after_a_while
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work

T = TypeVar("T")


class Behind:
    """Looks for ``owner``, a part of a page."""

    def __init__(self, book: Book, acts: Acts, runner: Runs, owner: QWidget) -> None:
        self._book, self._acts, self.runner, self._owner = book, acts, runner, owner
        self._looks: dict[str, int] = {}

    def overtake(self, what: str) -> int:
        """What is still being looked at for ``what`` tells no more. Returns the number of the next look."""
        self._looks[what] = self._looks.get(what, 0) + 1
        return self._looks[what]

    def look(
        self, look: Callable[[], T], done: Callable[[T], None], what: str, slow: Callable[[], None] | None = None
    ) -> None:
        """Look at the book in a thread, then ``done``; of several looks for the same ``what`` only the last tells.
        ``slow`` is called when it takes a while."""
        book, run = self._book, self.overtake(what)
        waits = None if slow is None else after_a_while(self._owner, slow)

        def ours() -> bool:
            if waits is not None:
                waits.stop()
            return run == self._looks[what]

        def job(_: Progress, cancelled: Cancelled) -> T:
            with at_work(book, cancelled):  # the window that closes does not wait for it
                return look()

        def finished(found: T) -> None:
            if ours():
                done(found)

        def failed(error: Exception) -> None:
            last = ours()
            if not isinstance(error, BookError):
                raise error
            if last:
                self._acts.tell_error(error)

        self.runner.run(job, finished, failed)
