"""A part that reads the whole book: off the GUI thread, once for each state of the book, with a line while it takes long."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries.backtest import stamp
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.lapsed import Stopped as GaveUp
from kyuanbook.language import tr
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.page import ProgressLine
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.runner import Cancelled, Progress, Runs, Stopped, Task, after_a_while
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Empty
from kyuanbook.ui.pages.section import SIDES
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.menu import Act


class BehindSection(AnalysisSection):
    """Override :meth:`_gather` and :meth:`_show`. What is shown stands in ``told``, with SIDES for lists that bleed, or in
    ``empty`` for a book that says nothing yet."""

    def __init__(
        self, theme: Theme, book: Book, acts: Acts, runner: Runs, nothing: tuple[str, str],
        parent: QWidget | None = None, action: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``nothing``: what is said of a book that says nothing yet, and what to do; ``action``: where that begins."""
        super().__init__(theme, book, acts, runner, parent)
        self._stamp: tuple[int, ...] = ()
        self._run = 0
        self._task: Task | None = None
        self.places: tuple[QWidget, ...] = ()  # of what is told, where the keyboard begins: the first that is there
        self.told, self.empty = Part(theme), Empty(theme, *nothing, action)
        self.again = Button(theme, tr("再算一遍"), icon="history", key="Ctrl+R")
        self.stopped = Empty(theme, tr("已停下"), tr("没有算完，什么也没改。"), self.again)
        self.progress = ProgressLine(theme)
        self.stop = Button(theme, tr("停下"), kind="link", key="Ctrl+Shift+X")
        self.progress.add(self.stop)
        self.again.clicked.connect(self.gather)
        self.stop.clicked.connect(self.cancel)
        down, others = column(theme, self, margins=(0, 8, 4, 12)), column(theme, margins=SIDES)
        down.addLayout(others)
        for part in (self.progress, self.empty, self.stopped):
            others.addWidget(part)
        down.addWidget(self.told)
        down.addStretch(1)
        self._show_only(None)

    def first(self) -> QWidget:
        """What can be done now; else where what is told begins."""
        return next((w for w in (self.stop, self.again, *self.places) if w.isVisibleTo(self)), self)

    def _gather(self, today: int, go_on: GoOn) -> Any:
        """Read what is to be shown. On another thread."""
        raise AssertionError

    def _show(self, found: Any) -> None:
        """Show it; end with :meth:`_show_only`."""
        raise AssertionError

    def read(self) -> None:
        """Read anew, unless nothing changed since."""
        with self.book.read() as sql:
            now = (*stamp(sql, self.book.today()), privacy.on)  # hidden amounts are said anew
        if now != self._stamp:
            self._stamp = now
            self.gather()

    def own_acts(self) -> tuple[Act, ...]:
        """Stopping, and beginning again."""
        shown = [(self.stop, self.cancel), (self.again, self.gather)]
        return tuple(Act(b.words(), b.key, do, bind=False) for b, do in shown if b.isVisibleTo(self))

    def gather(self) -> None:
        """Read all of it."""
        self._give_up()
        self._run += 1
        run, book, today = self._run, self.book, self.book.today()
        show = after_a_while(self, lambda: self._show_only(self.progress) if run == self._run else None)
        self.progress.set_progress(0, None, tr("正在翻看记录"))

        def job(progress: Progress, cancelled: Cancelled) -> Any:
            def go_on(done: int, of: int) -> bool:
                progress(done, of)
                return not cancelled()

            with at_work(book, cancelled):
                try:
                    return self._gather(today, go_on)
                except GaveUp:
                    raise Stopped from None

        def ours() -> bool:
            show.stop()
            return run == self._run

        def finished(found: Any) -> None:
            if ours():
                self._show(found)

        def failed(error: Exception) -> None:
            if not isinstance(error, BookError):
                raise error
            if ours():
                self._stamp = ()
                self._show_only(self.stopped)
                self.acts.tell_error(error)

        def told(done: int, of: int | None) -> None:
            if run == self._run:
                self.progress.set_progress(done, of, tr("正在翻看记录"))

        self._task = self.runner.run(job, finished, failed, progress=told, stopped=show.stop)

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def cancel(self) -> None:
        """停下, at once to the eye."""
        self._give_up()
        self._run += 1
        self._show_only(self.stopped)
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_only(self, part: QWidget | None) -> None:
        """``part`` alone; the focus stays where it is, or in the page on what can be done now if where it is goes."""
        held, parts = QApplication.focusWidget(), (self.progress, self.told, self.empty, self.stopped)
        first = all(one.isHidden() for one in parts)
        goes = held is not None and any(one is not part and one.isAncestorOf(held) for one in parts)
        inside = goes or (first and held is not None and self.isAncestorOf(held))
        if part is not None:
            part.show()
            ways = {self.progress: (self.stop,), self.stopped: (self.again,), self.told: self.places}.get(part, ())
            place = next((w for w in ways if not w.isHidden()), None)
            if inside and place is not None:  # before the others go: Qt would hand it to whatever comes next
                place.setFocus(Qt.FocusReason.OtherFocusReason)
        for one in parts:
            if one is not part:
                one.hide()
