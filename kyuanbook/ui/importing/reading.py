"""The work of 导入客户 behind the window: reading a file, looking at each row, bringing them in. One at a time, each with its bar
and 停下."""

from collections.abc import Callable
from typing import Final, TypeVar

from PySide6.QtCore import QObject

from kyuanbook.actions import import_writing
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.exchange.tables import BadTable
from kyuanbook.language import say
from kyuanbook.rules.words import Message, Refused
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.shell.at_work import at_work

T = TypeVar("T")
GoOn = Callable[[int, int], bool]
NOT_ANY: Final = (BadTable, Refused, BookError)


class Behind(QObject):
    """``bar`` shows what is done; ``wrong`` is told, in words, why nothing came of it."""

    def __init__(self, book: Book, runner: Runs, bar: ProgressLine, wrong: Callable[[str], None]) -> None:
        super().__init__(bar)
        self._book, self._runner, self._bar, self._wrong = book, runner, bar, wrong
        self._task: Task | None = None
        self._number = self._going = 0

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return self._going != 0

    def stop(self) -> None:
        """Ask what is on its way to stop."""
        if self._task is not None:
            self._task.cancel()

    def begin(
        self, words: str, work: Callable[[GoOn], T], done: Callable[[T], None], stopped: Callable[[], None]
    ) -> None:  # fmt: skip
        """Do ``work``; what was on its way is stopped, and nobody hears of it."""
        self.stop()
        self._number += 1
        mine, show = self._number, after_a_while(self, self._bar.show)
        book = self._book

        def job(progress: Progress, cancelled: Cancelled) -> T:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            try:
                with at_work(book, cancelled):
                    return work(go_on)
            except import_writing.Stopped:
                raise Stopped from None

        def over() -> bool:
            show.stop()
            if mine != self._number:
                return False  # something else was asked for since
            self._task, self._going = None, 0
            self._bar.hide()
            return True

        def finished(result: T) -> None:
            if over():
                done(result)

        def failed(error: Exception) -> None:
            if over():
                if not isinstance(error, NOT_ANY):
                    raise error
                self._wrong(_sentence(error))
                stopped()

        def given_up() -> None:
            if over():
                stopped()

        self._bar.set_progress(0, None, words)
        self._going = mine
        task = self._runner.run(
            job, finished, failed, progress=lambda n, of: self._bar.set_progress(n, of, words), stopped=given_up
        )
        if self._going == mine:  # else it was done before `run` came back
            self._task = task


def _sentence(error: Exception) -> str:
    if isinstance(error, Refused):
        return say(error.problems[0].message)
    message = getattr(error, "message", None)
    return say(message) if isinstance(message, Message) else str(error)
