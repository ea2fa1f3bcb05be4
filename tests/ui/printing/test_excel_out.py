"""A list as Excel, behind the window: with a bar, and stopped there is neither file nor list."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kyuanbook.actions import lists, sheets
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import DiskFull
from kyuanbook.paper.sheets import Paper
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import Task, tell
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from tests.book import factories
from tests.ui.printing.test_print_page import EVERYBODY, printed_lists


class Held:
    """A runner whose jobs wait until the test lets them go."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[..., Any], Task, Any, Any, Any, Any]] = []

    def run(self, job: Any, done: Any, failed: Any, *, progress: Any = None, stopped: Any = None) -> Task:
        task = Task()
        self.waiting.append((job, task, done, failed, progress, stopped))
        return task

    def go(self) -> None:
        """All that waits, and what that begins."""
        while self.waiting:
            job, task, done, failed, progress, stopped = self.waiting.pop(0)
            try:
                result = job(progress or (lambda _done, _of: None), task.cancelled)
            except Exception as error:  # as the runner does
                tell(None, error, done, failed, stopped)
            else:
                done(result)


@pytest.fixture
def runner() -> Held:
    return Held()


@pytest.fixture
def people(book: Book) -> list[int]:
    return [factories.customer(book, f"客{i}", f"1380000{i:04}") for i in range(30)]


@pytest.fixture
def page(
    theme: Theme, book: Book, frame: Frame, tmp_path: Path, people: list[int], runner: Held
) -> Iterator[PrintPage]:
    hub = Hub(book)
    made = PrintPage(theme, book, hub, Acts(book, frame), Memory(tmp_path / "settings.json"), runner)
    frame.add_page("print", made, tab="today")
    frame.show_page("print")
    made.show_list(EVERYBODY)
    runner.go()
    yield made
    hub.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "here"
    made.mkdir()
    return made


def test_stopped_there_is_neither_file_nor_list(
    page: PrintPage, runner: Held, frame: Frame, book: Book, folder: Path
) -> None:
    page.preview.save_to(str(folder / "a.xlsx"))
    assert "正在写 Excel 表" in page.progress.words.text() and printed_lists(book) == []
    page.stop.click()
    runner.go()
    assert list(folder.iterdir()) == [] and printed_lists(book) == [] and "没有存成表格" in frame.notice.text()
    assert page.preview.save_button.isEnabled() and "共 30 位" in page.title.note.text()
    page.preview.save_to(str(folder / "a.xlsx"))
    runner.go()
    assert [path.name for path in folder.iterdir()] == ["a.xlsx"] and printed_lists(book) == [(1, 30)]
    assert "已存为 a.xlsx，名单号 1" in frame.notice.text()
    page.preview.save_to(str(folder / "b.xlsx"))  # once more: the same list
    runner.go()
    assert len(list(folder.iterdir())) == 2 and printed_lists(book) == [(1, 30)]


def test_the_bar_tells_how_far_it_is(page: PrintPage, runner: Held, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyuanbook.exchange.list_xlsx._STEP", 10)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(page.progress, "set_progress", lambda done, of, words="": told.append((done, of)))
    page.preview.save_to(str(folder / "a.xlsx"))
    runner.go()
    assert [one for one in told if one[1] == 30][:4] == [(0, 30), (10, 30), (20, 30), (30, 30)]


def test_something_else_asked_for_meanwhile_gives_it_up(
    page: PrintPage, runner: Held, frame: Frame, book: Book, folder: Path
) -> None:
    page.preview.save_to(str(folder / "a.xlsx"))
    page.options.words.setChecked(True)
    page.options.decided.emit()
    assert "没有存成表格" in frame.notice.text()
    runner.go()
    assert list(folder.iterdir()) == [] and printed_lists(book) == []


def test_a_number_gone_to_another_list_is_written_anew(
    page: PrintPage, runner: Held, frame: Frame, book: Book, folder: Path, people: list[int]
) -> None:
    page.preview.save_to(str(folder / "a.xlsx"))
    sheets.print_list(book, drawn=lists.draft(book, customer_ids=people[:2]), paper=Paper.A4)
    runner.go()
    assert printed_lists(book) == [(1, 2), (2, 30)] and "名单号 2" in frame.notice.text()
    assert [path.name for path in folder.iterdir()] == ["a.xlsx"]


def test_a_full_book_leaves_no_file(page: PrintPage, runner: Held, frame: Frame, book: Book, folder: Path) -> None:
    book.stop_writes(DiskFull())
    page.preview.save_to(str(folder / "a.xlsx"))
    runner.go()
    assert list(folder.iterdir()) == [] and printed_lists(book) == [] and page.drawn is not None and page.drawn.done is None


def test_a_folder_that_takes_no_file_leaves_no_list(page: PrintPage, runner: Held, frame: Frame, book: Book) -> None:
    page.preview.save_to("/nonexistent/a.xlsx")
    runner.go()
    assert printed_lists(book) == [] and frame.notice.text() and not page.excel.going


def test_a_printed_list_with_the_sheet_that_is_looked_at(
    page: PrintPage, runner: Held, theme: Theme, frame: Frame, book: Book, tmp_path: Path, folder: Path, people: list[int]
) -> None:
    drawn = lists.draft(book, customer_ids=people[:2])
    _, done = sheets.print_list(book, drawn=drawn, paper=Paper.A4)
    hub = Hub(book)
    shown = ListPage(theme, book, hub, page.acts, Memory(tmp_path / "other.json"), runner)
    frame.add_page("list", shown, tab="today")
    frame.show_page("list")
    shown.show_list(done.id or 0)
    runner.go()
    shown.preview.save_to(str(folder / "a.xlsx"))
    shown.stop.click()
    runner.go()
    assert list(folder.iterdir()) == [] and "没有存成表格" in frame.notice.text()
    shown.preview.save_to(str(folder / "a.xlsx"))
    runner.go()
    assert [path.name for path in folder.iterdir()] == ["a.xlsx"] and "已存为 a.xlsx" in frame.notice.text()
    hub.stop()
