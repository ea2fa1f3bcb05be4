"""Work goes on elsewhere; news comes back on the GUI thread."""

from collections.abc import Iterator
from threading import get_ident

import pytest
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
