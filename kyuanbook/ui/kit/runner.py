"""Long work off the GUI thread. One runner; what it calls back, it calls on the GUI thread."""

from collections.abc import Callable
from threading import Event
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

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


class _Call(QObject, Generic[T]):
    """Carries one job's news to the thread it was made in, which is the GUI's."""

    over = Signal(object, object)
    went_on = Signal(int, object)

    def __init__(
        self,
        parent: QObject,
        task: Task,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Progress | None,
        stopped: Callable[[], None] | None,
        gone: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._gone = gone
        self._task, self._done, self._failed, self._progress, self._stopped = task, done, failed, progress, stopped
        self.over.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.went_on.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)

    def work(self, job: Callable[[Progress, Cancelled], T]) -> None:
        """In the worker thread: do the job, send what came of it. Nothing it raises may be lost in the thread."""
        try:
            result = job(self.went_on.emit, self._task.cancelled)
        except Exception as error:  # the border of the thread: passed on whole, the presenter decides
            self.over.emit(None, error)
        else:
            self.over.emit(result, None)

    def _tell_progress(self, done: int, total: int | None) -> None:
        if self._progress is not None:
            self._progress(done, total)

    def _tell(self, result: T, error: Exception | None) -> None:
        self._gone()
        self.deleteLater()
        tell(result, error, self._done, self._failed, self._stopped)


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
    """Runs jobs in threads of its own pool. A job opens its own reader; nothing of the GUI's goes in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._calls: dict[int, tuple[Task, QObject]] = {}
        self._next = 0

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
        call: _Call[T] = _Call(self, task, done, failed, progress, stopped, lambda: self._forget(number))
        self._calls[number] = (task, call)
        self._pool.start(lambda: call.work(job))
        return task

    def _forget(self, number: int) -> None:
        del self._calls[number]

    def busy(self) -> bool:
        """Whether a job is on its way."""
        return bool(self._calls)

    def stop(self) -> None:
        """Ask all jobs to stop and wait for them: the window closes."""
        for task, _ in self._calls.values():
            task.cancel()
        self._pool.waitForDone()


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
