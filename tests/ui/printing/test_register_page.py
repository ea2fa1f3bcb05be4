"""当日到店登记表 looked at: pages and paper are chosen, the file is what is seen, nothing is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_staff
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.register_page import RegisterPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from tests.paper.reading import text_of


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame, memory: Memory) -> Iterator[RegisterPage]:
    hub = Hub(book)
    made = RegisterPage(theme, book, hub, Acts(book, frame), memory, AtOnce())
    frame.add_page("register", made, tab="today")
    frame.show_page("register")
    yield made
    hub.stop()


def shown(page: RegisterPage) -> str:
    assert page.preview.paper is not None
    return text_of(page.preview.paper.data)


def choose(combo: object, key: str) -> None:
    combo.choose(key)  # type: ignore[attr-defined]
    combo.chosen.emit(key)  # type: ignore[attr-defined]


def test_one_page_of_the_paper_used_last(page: RegisterPage) -> None:
    assert "当日到店登记表" in shown(page) and page.preview.page_count() == 1
    assert page.preview.sizes.choice() == "a4" and page.title.note.text() == "1 页"


def test_as_many_pages_as_are_wanted(page: RegisterPage) -> None:
    choose(page.counts, "3")
    assert page.preview.page_count() == 3 and "60" in shown(page)
    assert page.counts.count() == 10


def test_another_paper_is_remembered(page: RegisterPage, memory: Memory) -> None:
    choose(page.preview.sizes, "a5")
    assert memory.now.paper == "a5" and page.preview.paper is not None
    assert page.preview.paper.document.pagePointSize(0).width() == pytest.approx(148 * 72 / 25.4, abs=1)


def test_the_file_is_what_is_seen_and_the_book_keeps_nothing(
    page: RegisterPage, frame: Frame, book: Book, tmp_path: Path
) -> None:
    page.preview.save_to(str(tmp_path / "a.pdf"))
    assert page.preview.paper is not None
    assert (tmp_path / "a.pdf").read_bytes() == page.preview.paper.data and "a.pdf" in frame.notice.text()
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list") == 0


def test_the_first_member_of_staff_gives_it_a_column(page: RegisterPage, book: Book) -> None:
    assert "店员" not in shown(page)
    add_staff(book, name="阿杰")
    assert "店员" in shown(page)


def test_without_a_printer_it_says_so(page: RegisterPage, frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: []))
    page.print_now()
    assert "打印机" in frame.notice.text()
