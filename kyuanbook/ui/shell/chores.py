"""What is done behind the window once it stands: the search, today's ranking, a new fit, the check, yesterday's backup."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book.errors import BookError
from kyuanbook.language import tr
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.runner import Cancelled, Runs, after_a_while
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.at_work import at_work
from kyuanbook.ui.shell.hub import ELSEWHERE, Hub
from kyuanbook.ui.shell.memory import Memory

T = TypeVar("T")
REST: Final = 3000  # ms after the last change before calls are ranked anew


class Chores(QObject):
    """``searchable``: the search answers from memory. ``ranked``: today's calls are in their order. ``noted``: sentences for
    今日 (what the opening, the backup and the check found). Each job runs off the GUI thread, one after the other.
    """

    searchable = Signal()
    ranked = Signal()
    noted = Signal(object)
    rested = Signal()

    def __init__(self, book: Book, runner: Runs, hub: Hub, acts: Acts, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._runner, self._hub, self._acts, self._memory = book, runner, hub, acts, memory
        self._stopped = False
        self._sampling: Event | None = None
        self._fitting = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(REST)
        self._again.timeout.connect(self.rank)
        hub.changed.connect(self._changed)

    def _do(self, work: Callable[[Cancelled], T], done: Callable[[T], None]) -> None:
        if self._stopped:
            return
        book = self._book

        def job(_: object, cancelled: Cancelled) -> T:
            with at_work(book, cancelled):
                return work(cancelled)

        def finished(result: T) -> None:
            if not self._stopped:
                done(result)

        self._runner.run(job, finished, self._failed)

    def stop(self) -> None:
        """The window closes: what is on its way is stopped by the runner, and nothing follows it."""
        self._stopped = True
        self._again.stop()

    def _failed(self, error: Exception) -> None:
        if self._stopped:
            return
        if not isinstance(error, BookError):
            raise error
        self._acts.tell_error(error)

    # at the start --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """All of it, in the order in which the owner needs it."""
        self.build_search(self._warm)

    def build_search(self, then: Callable[[], None] | None = None) -> None:
        """Read everybody's keys."""

        def work(_: Cancelled) -> None:
            with self._book.read() as sql:
                self._book.haystack.build(sql)

        def done(_: None) -> None:
            self.searchable.emit()
            if then is not None:
                then()

        self._do(work, done)

    def _warm(self) -> None:
        trouble = self._memory.now.closing_trouble
        last = (Message("backup_failed_closing", {"why": trouble}),) if trouble else ()

        def work(_: Cancelled) -> tuple[Message, ...]:
            self._book.warm_up()
            from kyuanbook.actions import customers, keeping, visits  # noqa: F401

            return (*last, *keeping.opening_notes(self._book))

        def done(notes: tuple[Message, ...]) -> None:
            self.noted.emit(notes)
            self.renew_keys(lambda: self.rank(self._fit))

        self._do(work, done)

    def renew_keys(self, then: Callable[[], None] | None = None) -> None:
        """What customers are found by, where a field of the owner's is searched from now on or no more, or a tag is called
        otherwise: put off when many have it, or left half done by a crash."""
        from kyuanbook.actions import search

        def work(cancelled: Cancelled) -> bool:
            return search.keys_due(self._book) and search.renew_keys(self._book, lambda _done: not cancelled())

        def done(renewed: bool) -> None:
            if renewed:
                self.searchable.emit()
            if then is not None:
                then()

        self._do(work, done)

    def rank(self, then: Callable[[], None] | None = None) -> None:
        """Today's calls anew; and the search's text, if much lies beside it by now. Then what hangs on them: a new fit, if the
        book has grown enough, and what each customer is worth."""
        from kyuanbook.actions.rhythm import refresh_calls

        def work(_: Cancelled) -> Changed:
            changed = refresh_calls(self._book)
            if self._book.haystack.crowded:
                with self._book.read() as sql:
                    self._book.haystack.build(sql)
            return changed

        def done(changed: Changed) -> None:
            self._hub.tell(changed)
            self.ranked.emit()
            if then is not None:
                then()
            else:
                self.refit(self.reckon)

        self._do(work, done)

    def reckon(self, then: Callable[[], None] | None = None) -> None:
        """What each customer is worth, if the snapshot is not today's any more."""
        from kyuanbook.actions import standing

        def work(cancelled: Cancelled) -> bool:
            return standing.standings_due(self._book) and standing.refresh_standings(
                self._book, lambda _done, _of: not cancelled()
            )

        def done(reckoned: bool) -> None:
            if reckoned:
                self._hub.tell(Changed(None, Message("did_refresh_standings"), frozenset({"standing"})))
            if then is not None:
                then()

        self._do(work, done)

    def _fit(self) -> None:
        self.refit(lambda: self.reckon(self._check))

    def refit(self, then: Callable[[], None] | None = None) -> None:
        """A new fit, if the book has grown enough; then calls are ranked by it. One at a time: a second one would sweep away
        what the first has built, and in a busy shop none would ever be done."""
        from kyuanbook.actions import rhythm

        if self._fitting:
            if then is not None:
                then()
            return
        self._fitting = True

        def work(cancelled: Cancelled) -> bool:
            def go_on(_done: int, _of: int) -> bool:
                return not cancelled()

            try:
                # what a crash left of a fit half built would be kept in step with each visit
                rhythm.sweep(self._book, lambda: not cancelled())
                return rhythm.refit_due(self._book) and rhythm.refit(self._book, go_on)
            finally:
                self._fitting = False

        def done(fitted: bool) -> None:
            if fitted:
                self.rank(then)
            elif then is not None:
                then()

        self._do(work, done)

    def _check(self) -> None:
        from kyuanbook.actions import keeping

        def done(message: Message | None) -> None:
            if message is not None:
                self.noted.emit((message,))
            self._back_up()

        self._do(lambda cancelled: keeping.check(self._book, cancelled=cancelled, second=self.second_place()), done)

    def _back_up(self) -> None:
        from kyuanbook.actions import keeping

        owed = bool(self._memory.now.closing_trouble)  # the backup of the last closing is made up for today

        def work(cancelled: Cancelled) -> tuple[Message, ...]:
            second = self.second_place()

            def go_on(_done: int, _of: int) -> bool:
                return not cancelled()

            try:
                made = keeping.back_up_if_due(self._book, closing=owed, second=second, progress=go_on)
            except BookError as error:
                return (Message("backup_failed", {"why": error.message}),)
            status = keeping.status(self._book, second=second)
            notes = made.notes if made is not None else ()
            return (*notes, *((status.message,) if status.message is not None and status.message not in notes else ()))

        def done(notes: tuple[Message, ...]) -> None:
            self.noted.emit(notes)
            self.rested.emit()

        self._do(work, done)

    def second_place(self) -> Path | None:
        """Where second backups go, if the owner said."""
        return Path(self._memory.now.second_place) if self._memory.now.second_place else None

    # later ---------------------------------------------------------------------------------------------------------------

    def _changed(self, changed: Any) -> None:
        if changed.entry is not None and self._book.stopped is None:
            self._again.start()
        if changed.entry is not None and changed.touches("custom_field", "tag"):
            self.renew_keys()

    def somebody_wrote(self) -> None:
        """The command line wrote beside the window: search, pages and ranking anew."""
        self._hub.tell(ELSEWHERE)
        self.build_search(self.rank)

    def day_began(self) -> None:
        """Midnight: other stages, other calls."""
        self._hub.tell(ELSEWHERE)
        self.rank()
        self._check()

    def add_sample(self) -> None:
        """The sample shop, fitted and ranked; its notice takes it back. Meanwhile a notice says so, and stops it."""
        from kyuanbook.actions import rhythm
        from kyuanbook.actions.sample import add_sample

        if self._sampling is not None:
            return  # pressed twice: one is on its way
        stop = self._sampling = Event()

        def show_working() -> None:
            if self._sampling is stop:
                self._acts.working(tr("正在装入样板店"), stop.set)

        show = after_a_while(self, show_working)

        def work(cancelled: Cancelled) -> Any:
            def go_on(_done: int, _of: int) -> bool:
                return not (stop.is_set() or cancelled())

            try:
                done = add_sample(self._book, progress=go_on)
            finally:
                self._sampling = None
            if done.id is not None:
                rhythm.refit(self._book, lambda _done, _of: not cancelled())
            return done

        def finished(done: Any) -> None:
            show.stop()
            if done.id is None:
                self._acts.say(tr("已停下，没有装入样板店"))
                return
            self._acts.tell(done)
            self.build_search(self.rank)

        self._do(work, finished)
