"""Drawing up a list, setting it, writing it as a file: behind the window, with a bar and 停下. Only the last thing asked for
comes of it.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from kyuanbook.actions import list_export, sheets
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.printing.drawing import GoOn
from kyuanbook.ui.shell.at_work import at_work

STOP_KEY: Final = "Ctrl+Shift+X"


class SetBehind(QObject):
    """``done`` bears what was made; ``stopped``: the owner stopped it, and nothing was."""

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, book: Book, runner: Runs, line: ProgressLine, words: str, stop: Button) -> None:
        super().__init__(line)
        self._book, self._runner, self._line, self._usual = book, runner, line, words
        self._task: Task | None = None
        self._run = 0
        line.add(stop)
        line.hide()
        stop.clicked.connect(self.cancel)

    def begin(self, work: Callable[[GoOn], object], words: str = "") -> None:
        """Do this instead of what was being done. ``work`` asks its argument whether to go on; ``words`` of the bar, where
        they are not the usual ones."""
        self.cancel()
        told_as = words or self._usual
        self._run += 1
        run, book = self._run, self._book
        show = after_a_while(self._line, lambda: self._line.setVisible(run == self._run))
        self._line.set_progress(0, None, told_as)

        def job(progress: Progress, cancelled: Cancelled) -> object:
            def go_on(so_far: int, of: int) -> bool:
                progress(so_far, of)
                return not cancelled()

            with at_work(book, cancelled):
                try:
                    return work(go_on)
                except (sheets.Cancelled, list_export.Stopped):
                    raise Stopped from None

        def over() -> bool:
            show.stop()
            if run == self._run:
                self._line.hide()
            return run == self._run

        def finished(made: object) -> None:
            if over():
                self.done.emit(made)

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if over():
                self.failed.emit(error)

        def told(so_far: int, of: int | None) -> None:
            if run == self._run:
                self._line.set_progress(so_far, of, told_as)

        def stopped() -> None:
            if over():
                self.stopped.emit()

        self._task = self._runner.run(job, finished, failed, progress=told, stopped=stopped)

    def drop(self) -> None:
        """Stop it and tell nothing of it: what was asked for is asked for no more, and nothing else is yet."""
        self._run += 1
        self._line.hide()
        self.cancel()

    def cancel(self) -> None:
        """Stop what is being made."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
