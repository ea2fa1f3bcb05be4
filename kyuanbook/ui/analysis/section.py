"""One part of 分析: it answers a question about the shop, and each figure leads to the people behind it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.shell.acts import Acts

T = TypeVar("T")


class AnalysisSection(Section):
    """Override :meth:`read` and :meth:`first`. What takes over 200 ms goes through ``runner``; :meth:`read` is called each
    time the part comes to the front and when the book changed meanwhile.

    ``card_wanted``: a customer. ``people_wanted``: :class:`People`, to be looked at in 客户. ``list_wanted``:
    :class:`People`, to be printed. ``reckon_wanted``: what everybody is reckoned by is another now.
    """

    card_wanted = Signal(int)
    people_wanted = Signal(object)
    list_wanted = Signal(object)
    reckon_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, parent)
        self.runner = runner
        self._looks: dict[str, int] = {}

    def form_in_hand(self) -> str:
        """As :meth:`BookPage.form_in_hand`."""
        return ""

    def overtake(self, what: str) -> int:
        """What is still being looked at for ``what`` tells no more. Returns the number of the next look."""
        self._looks[what] = self._looks.get(what, 0) + 1
        return self._looks[what]

    def behind(
        self, look: Callable[[], T], done: Callable[[T], None], what: str, slow: Callable[[], None] | None = None
    ) -> None:
        """Look at the book in a thread, then ``done``; of several looks for the same ``what`` only the last tells.
        ``slow`` is called when it takes a while."""
        book, run = self.book, self.overtake(what)
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
                self.acts.tell_error(error)

        self.runner.run(job, finished, failed)
