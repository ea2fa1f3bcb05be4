"""The sample shop is written behind the window: it says so, can be stopped, and is never begun twice."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kyuanbook.actions import sample
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.ui.kit.runner import Runner
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow


@pytest.fixture
def empty(theme: Theme, memory: Memory, book: Book) -> Iterator[MainWindow]:
    """A window over an empty book, with a real runner behind it."""
    runner = Runner()
    window = MainWindow(book, theme, memory, lambda: runner)
    window.start()
    window.resize(1366, 768)
    window.show()
    yield window
    runner.stop()
    window.close_for_good()
    window.deleteLater()


def people(window: MainWindow) -> int:
    with window.book.read() as sql:
        return customer_count(sql)


def test_it_says_what_it_does_and_stops(empty: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    begun: list[int] = []
    write = sample.add_sample

    def slow(book: Book, *, progress: Any) -> Done:
        begun.append(1)
        while progress(0, 200):
            Event().wait(0.005)
        return write(book, progress=progress)

    monkeypatch.setattr(sample, "add_sample", slow)
    empty.add_sample()
    empty.add_sample()
    notice = empty.frame.notice
    qtbot.waitUntil(lambda: notice.text() == "正在装入样板店", timeout=5000)
    assert not notice.timer.isActive(), "it is said for as long as it takes"
    notice.link.click()
    qtbot.waitUntil(lambda: notice.text() == "已停下，没有装入样板店", timeout=5000)
    assert people(empty) == 0 and begun == [1]


def test_when_it_is_there_its_notice_takes_it_back(empty: MainWindow, qtbot: QtBot) -> None:
    empty.add_sample()
    qtbot.waitUntil(lambda: "样板店" in empty.frame.notice.text() and people(empty) == 200, timeout=30_000)
    assert empty.frame.notice.link.isVisible()
