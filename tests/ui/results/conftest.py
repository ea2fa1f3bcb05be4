"""A list of twenty printed yesterday, and the window turned to 录入结果."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyuanbook.actions import lists
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.results import PaperRow, paper_rows
from kyuanbook.book.tables import CallList
from kyuanbook.language import say
from kyuanbook.rules.phones import shown
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

NAMES = (
    "赵一鸣", "钱二虎", "孙三立", "李四光", "周五常", "吴六奇", "郑七宝", "冯八斤", "陈九思", "褚十全",
    "蒋百里", "沈千寻", "韩万山", "杨春晓", "朱夏荷", "秦秋实", "尤冬梅", "许东方", "何南星", "吕西湖",
)  # fmt: skip


def printed(book: Book, *ids: int, **columns: object) -> int:
    """A list of these customers, in this order; its number."""
    drawn = lists.draft(book, customer_ids=list(ids))
    by_id = {row.customer_id: row for row in drawn.rows}
    drawn = lists.Draft(drawn.number, drawn.kind, drawn.day, tuple(by_id[i] for i in ids))
    words = [{"name": r.name, "phone": shown(r.phone), "reason": say(r.reason)} for r in drawn.rows]
    done = lists.freeze(book, drawn=drawn, title="回访名单", paper="a4", words=words)
    assert done.id is not None
    if columns:
        with book.write("print_list", undoable=False) as unit:
            unit.update(CallList, done.id, **columns)
    return done.id


@pytest.fixture
def paper(shop: Book) -> int:
    """Twenty on one sheet, printed today."""
    return printed(shop, *(customer(shop, name, f"1390000{n:04}") for n, name in enumerate(NAMES, 1001)))


def rows_of(book: Book, number: int) -> list[PaperRow]:
    """What the book has of the list."""
    with book.read() as sql:
        return paper_rows(sql, number)


def results(window: MainWindow) -> ResultsPage:
    """Shift F6."""
    QTest.keyClick(held(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, ResultsPage)
    page.row.scan.clock = _slowly()
    return page


def _slowly() -> Callable[[], float]:
    """A clock by which every key comes a second after the last: fingers, not a scanner."""
    now = [0.0]

    def tick() -> float:
        now[0] += 1
        return now[0]

    return tick


@pytest.fixture
def page(paper: int, window: MainWindow) -> ResultsPage:
    """Before a number is typed."""
    return results(window)


@pytest.fixture
def keys() -> Callable[[str], int]:
    """Type letters and figures where the focus is, ⏎ ⇥ ↑ ↓ ⌫ for the keys so named; how many keys it took."""
    signs = {"⏎": Qt.Key.Key_Return, "⇥": Qt.Key.Key_Tab, "↑": Qt.Key.Key_Up, "↓": Qt.Key.Key_Down, "⌫": Qt.Key.Key_Backspace}

    def type_keys(text: str) -> int:
        for sign in text:
            if sign in signs:
                QTest.keyClick(held(), signs[sign])
            elif sign.isascii():
                QTest.keyClicks(held(), sign)
            else:
                commit(held(), sign)
            QApplication.processEvents()
        return len(text)

    return type_keys


