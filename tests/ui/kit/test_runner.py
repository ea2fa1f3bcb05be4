"""Work goes on elsewhere; news comes back on the GUI thread."""

import gc
import weakref
from collections.abc import Iterator
from threading import get_ident

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.runner import AtOnce, Cancelled, Progress, Runner, Stopped


class News:
    """What was called, on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.progress: list[tuple[int, int | None]] = []
        self.stopped = 0
        self.threads: set[int] = set()

    def hear(self, result: object) -> None:
        self.threads.add(get_ident())
        self.done.append(result)

    def fail(self, error: Exception) -> None:
        self.threads.add(get_ident())
        self.failed.append(error)

    def go_on(self, done: int, total: int | None) -> None:
        self.threads.add(get_ident())
        self.progress.append((done, total))

    def stop(self) -> None:
        self.threads.add(get_ident())
        self.stopped += 1


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.stop()


def count(progress: Progress, cancelled: Cancelled) -> int:
    for n in range(3):
        progress(n + 1, 3)
    return get_ident()


def break_down(progress: Progress, cancelled: Cancelled) -> int:
    raise OSError("disk full")


def wait(progress: Progress, cancelled: Cancelled) -> int:
    while not cancelled():
        pass
    raise Stopped


def test_the_job_runs_elsewhere_and_its_news_come_here(qtbot: QtBot, runner: Runner) -> None:
    news = News()
    runner.run(count, news.hear, news.fail, progress=news.go_on)
    qtbot.waitUntil(lambda: bool(news.done))
    assert news.done[0] != get_ident()
    assert news.threads == {get_ident()}
    assert news.progress == [(1, 3), (2, 3), (3, 3)]
    assert not runner.busy()


def test_what_it_raises_is_passed_on(qtbot: QtBot, runner: Runner) -> None:
    news = News()
    runner.run(break_down, news.hear, news.fail)
    qtbot.waitUntil(lambda: bool(news.failed))
    assert isinstance(news.failed[0], OSError)
    assert news.done == []


def test_cancelling(qtbot: QtBot, runner: Runner) -> None:
    news = News()
    task = runner.run(wait, news.hear, news.fail, stopped=news.stop)
    assert runner.busy()
    task.cancel()
    qtbot.waitUntil(lambda: news.stopped == 1)
    assert (news.done, news.failed) == ([], [])


def test_closing_waits_for_all(qtbot: QtBot, runner: Runner) -> None:
    news = News()
    for _ in range(4):
        runner.run(wait, news.hear, news.fail, stopped=news.stop)
    runner.stop()
    qtbot.waitUntil(lambda: news.stopped == 4)


def test_at_once_is_done_before_it_returns() -> None:
    news = News()
    AtOnce().run(count, news.hear, news.fail, progress=news.go_on)
    AtOnce().run(break_down, news.hear, news.fail)
    assert news.done == [get_ident()]
    assert len(news.progress) == 3
    assert len(news.failed) == 1


def test_an_error_of_the_listener_is_not_the_jobs() -> None:
    def complain(result: object) -> None:
        raise LookupError

    news = News()
    with pytest.raises(LookupError):
        AtOnce().run(count, complain, news.fail)
    assert news.failed == []


class Ring(QObject):
    """Only the collector can let go of it; its timer minds in which thread."""

    def __init__(self, where: list[int]) -> None:
        super().__init__()
        self.me, self.timer = self, QTimer(self)
        self.timer.start(60_000)
        weakref.finalize(self, lambda: where.append(get_ident()))


def litter(progress: Progress, cancelled: Cancelled) -> None:
    for _ in range(60_000):  # makes every generation due
        ring: list[object] = []
        ring.append(ring)


def test_no_widget_dies_in_the_thread_of_a_job(qtbot: QtBot, runner: Runner) -> None:
    where: list[int] = []
    gc.collect()
    for _ in range(3):
        Ring(where)
    news = News()
    runner.run(litter, news.hear, news.fail)
    qtbot.waitUntil(lambda: bool(news.done), timeout=20_000)
    assert gc.isenabled()
    gc.collect()
    assert where == [get_ident()] * 3


def test_the_window_sweeps_while_a_job_is_on_its_way(qtbot: QtBot, runner: Runner) -> None:
    news, where = News(), list[int]()
    task = runner.run(wait, news.hear, news.fail, stopped=news.stop)
    assert not gc.isenabled()
    Ring(where)
    litter(lambda _, __: None, lambda: False)
    qtbot.waitUntil(lambda: bool(where), timeout=20_000)
    task.cancel()
    qtbot.waitUntil(lambda: bool(news.stopped))
    assert gc.isenabled() and where == [get_ident()]


def test_stopped_with_a_job_on_its_way_the_collector_goes_on(qtbot: QtBot, runner: Runner) -> None:
    news = News()
    runner.run(wait, news.hear, news.fail, stopped=news.stop)
    runner.stop()
    assert gc.isenabled()
    qtbot.waitUntil(lambda: bool(news.stopped))
    assert gc.isenabled()
