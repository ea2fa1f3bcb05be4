"""The book between two windows: closed, with its day's backup; something done with its file; opened again. All of it off the
GUI thread.

Nothing shows in the first 300 ms; then a small window says which leg it is at, and stops it. Stopped or failed at any, the
book opens as it was.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRect, Signal

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.language import tr
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Task, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.settings.reopening import Reopening
from kyuanbook.ui.shell.underway import Underway

CLOSE: Final = "close"
OPEN: Final = "open"
CLOSED_AT: Final = 300  # of a thousand
DONE_AT: Final = 950


class Renewed(NamedTuple):
    """``book``: open again, or ``error``, why it does not open; neither when it was only to be closed. ``words``: what to say
    of the work; ``notes``: what the closing backup had to say.
    """

    path: Path
    book: Book | None
    error: BookError | None
    words: str
    notes: tuple[Message, ...] = ()


class Renewal(QObject):
    """``over``: a :class:`Renewed`. Whoever starts it has let go of the book; ``opener`` opens it again."""

    over = Signal(object)

    def __init__(self, theme: Theme, runner: Runs, opener: Callable[[Path], Book], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._runner, self._opener = theme, runner, opener
        self._at, self._leg = 0, CLOSE
        self.closing = False
        self._task: Task | None = None
        self.window: Underway | None = None

    def begin(
        self, book: Book | None, path: Path, second: Path | None, reopening: Reopening | None, place: QRect
    ) -> None:
        """``book``: the one that is open at ``path``, if it is; ``second``: where second backups go; ``reopening``: None when it
        is only to be closed; ``place``: where the window stood.
        """
        self.closing = reopening is None
        wait = after_a_while(self, lambda: self._appear(reopening, place))

        def job(progress: Progress, cancelled: Cancelled) -> Renewed:
            def go_on(done: int, of: int) -> bool:
                progress(done, of)
                return not cancelled()

            return self._renew(book, path, second, reopening, go_on)

        def ended() -> None:
            self.deleteLater()
            wait.stop()
            if self.window is not None:
                self.window.end()
                self.window = None
            if reopening is not None:
                reopening.then()

        def done(renewed: Renewed) -> None:
            ended()
            self.over.emit(renewed)

        def failed(error: Exception) -> None:  # a fault of ours; the owner's book opens all the same
            ended()
            self.over.emit(Renewed(path, None, None, "") if self.closing else _opened(self._opener, path, ""))
            raise error

        self._task = self._runner.run(job, done, failed, progress=self._went_on)

    def _renew(
        self, book: Book | None, path: Path, second: Path | None, reopening: Reopening | None, go_on: keeping.Progress
    ) -> Renewed:
        """In the worker's thread. A name of a leg is written there and read here: it is never half written."""
        notes: tuple[Message, ...] = ()
        if book is not None:
            closed_at = CLOSED_AT if reopening is not None else 1_000
            notes = keeping.close_book(book, second=second, progress=_share(go_on, 0, closed_at))
        if reopening is None:
            return Renewed(path, None, None, "", notes)
        words = reopening.work(path, _share(go_on, CLOSED_AT, DONE_AT), self._began)
        self._began(OPEN)
        go_on(DONE_AT, 1_000)
        return _opened(self._opener, path, words)._replace(notes=notes)

    def _began(self, leg: str) -> None:
        self._leg = leg

    def _went_on(self, done: int, of: int | None) -> None:
        self._at = done * 1_000 // (of or 1_000)
        self._tell()

    def _appear(self, reopening: Reopening | None, place: QRect) -> None:
        title, text = tr("关店备份"), tr("备份好就关。停下的话，记过的都在，下回再备份。")
        if reopening is not None:
            title, text = reopening.title, tr("现在这本会留在旁边，不会删掉。停下的话，什么都不变。")
        self.window = Underway(self._theme, title, text)
        self.window.stop_wanted.connect(self.stop)
        self._tell()
        self.window.show_over(place)

    def _tell(self) -> None:
        if self.window is not None:
            words = tr("正在备份今天记的") if self.closing else _words(self._leg)
            self.window.tell(self._at, words, self._leg != OPEN)

    def stop(self) -> None:
        """停下."""
        if self._task is not None:
            self._task.cancel()


def _opened(opener: Callable[[Path], Book], path: Path, words: str) -> Renewed:
    try:
        book = opener(path)
    except BookError as error:
        return Renewed(path, None, error, words)
    book.release_reader()  # this thread's own
    return Renewed(path, book, None, words)


def _share(go_on: keeping.Progress, first: int, last: int) -> keeping.Progress:
    return lambda done, of: go_on(first + (last - first) * done // max(of, 1), 1_000)


def _words(leg: str) -> str:
    words = {
        CLOSE: tr("正在收好现在这本"), keeping.PROVE: tr("正在检查这个包"), keeping.UNPACK: tr("正在解开"),
        keeping.CHECK: tr("正在检查里面的本子"), keeping.ASIDE: tr("正在把现在这本留在旁边"), OPEN: tr("正在打开"),
    }  # fmt: skip
    return words[leg]
