"""Long work off the GUI thread. One runner; what it calls back, it calls on the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from kyuanbook.ui.kit.sweep import DUE, sweeper

T = TypeVar("T")
Progress = Callable[[int, int | None], None]
"""progress(done, total): what is done so far, of how many (None: not known)."""
Cancelled = Callable[[], bool]
"""cancelled(): the owner asked to stop; the job returns soon after, with what it has or by raising :class:`Stopped`."""
Job = Callable[[Progress, Cancelled], T]
QUIET: Final = 300  # ms in which nothing shows
THREADS: Final = 2  # a long import, and something short beside it


class Stopped(Exception):
    """A job raises it when it was cancelled and nothing came of it; nobody is told but ``stopped``."""


class Task:
    """A job on its way."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether it was asked to."""
        return self._cancelled.is_set()


class Runs(Protocol):
    """What pages need of a runner; tests give them :class:`AtOnce`."""

    def run(
        self,
        job: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        progress: Progress | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Task:
        """Start ``job``; exactly one of ``done``, ``failed``, ``stopped`` is called when it is over."""
        ...


@dataclass(frozen=True)
class _Call(Generic[T]):
    """A job and whom to tell of it, on the GUI thread: both are let go of there, for they may hold a widget."""

    job: Job[T]
    task: Task
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    progress: Progress | None
    stopped: Callable[[], None] | None


def tell(
    result: T,
    error: Exception | None,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    stopped: Callable[[], None] | None,
) -> None:
    """Call the one of the three that fits."""
    if isinstance(error, Stopped):
        if stopped is not None:
            stopped()
    elif error is not None:
        failed(error)
    else:
        done(result)


class Runner(QObject):
    """Runs jobs in threads of its own pool. A job opens its own reader; nothing of the GUI's goes in.

    News cross over by two queued signals of this one object, which outlives every job: an object a job, deleted when
    its news arrived, could go while the thread was still inside ``emit``. Call :meth:`stop` before letting go of it.
    """

    _over = Signal(int, object, object)
    _went_on = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._calls: dict[int, _Call[Any]] = {}
        self._next = 0
        self._sweeps = QTimer(self)
        self._sweeps.setInterval(DUE)
        self._sweeps.timeout.connect(sweeper.sweep)
        self._over.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._went_on.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        job: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        progress: Progress | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Task:
        """Start ``job`` in a thread; see :class:`Runs`."""
        task, number = Task(), self._next
        self._next += 1
        if not self._calls:
            sweeper.rest(self)
            self._sweeps.start()
        self._calls[number] = _Call(job, task, done, failed, progress, stopped)
        self._pool.start(lambda: self._work(number))
        return task

    def _work(self, number: int) -> None:
        """In the worker thread: do the job, send what came of it. Nothing it raises may be lost in the thread."""
        try:
            result = self._done(number)
        except Exception as error:  # the border of the thread: passed on whole, the presenter decides
            self._over.emit(number, None, error)
        else:
            self._over.emit(number, result, None)

    def _done(self, number: int) -> object:
        call = self._calls[number]
        return call.job(lambda done, total: self._went_on.emit(number, done, total), call.task.cancelled)

    def _tell_progress(self, number: int, done: int, total: int | None) -> None:
        call = self._calls[number]
        if call.progress is not None:
            call.progress(done, total)

    def _tell(self, number: int, result: object, error: Exception | None) -> None:
        call = self._calls.pop(number)
        if not self._calls:
            self._rests()
        tell(result, error, call.done, call.failed, call.stopped)

    def _rests(self) -> None:
        self._pool.waitForDone()  # the thread may still be on its way out
        self._sweeps.stop()
        sweeper.go_on(self)

    def busy(self) -> bool:
        """Whether a job is on its way."""
        return bool(self._calls)

    def stop(self) -> None:
        """Ask all jobs to stop and wait for them: the window closes."""
        for call in self._calls.values():
            call.task.cancel()
        self._rests()


class AtOnce:
    """The same, done before ``run`` returns. For tests."""

    def run(
        self,
        job: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        progress: Progress | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Task:
        """Do the job now."""
        task = Task()

        def silent(_: int, __: int | None) -> None:
            """Nobody listens."""

        try:
            result = job(progress or silent, task.cancelled)
        except Exception as error:  # as in the thread
            tell(None, error, lambda _: None, failed, stopped)
        else:
            done(result)
        return task


def after_a_while(parent: QObject, show: Callable[[], None]) -> QTimer:
    """Call ``show`` after 300 ms unless the returned timer was stopped before: quick work shows no progress."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(QUIET)
    timer.timeout.connect(show)
    timer.start()
    return timer
