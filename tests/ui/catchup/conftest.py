"""The window turned to 补记, the day set to yesterday."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.daybook import DayVisit, day_visits
from kyuanbook.ui.catchup.page import CatchUpPage
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import held


def catch_up(window: MainWindow) -> CatchUpPage:
    """F6."""
    QTest.keyClick(held(), Qt.Key.Key_F6)
    page = window.page()
    assert isinstance(page, CatchUpPage)
    return page


@pytest.fixture
def page(window: MainWindow) -> CatchUpPage:
    """In the morning the day before is offered."""
    return catch_up(window)


@pytest.fixture
def keys() -> Callable[[str], int]:
    """Type letters and figures where the focus is, ⏎ for Enter; how many keys it took."""

    def type_keys(text: str) -> int:
        for sign in text:
            if sign == "⏎":
                QTest.keyClick(held(), Qt.Key.Key_Return)
            else:
                QTest.keyClicks(held(), sign)
        QApplication.processEvents()
        return len(text)

    return type_keys


def rows_of(book: Book, ago: int = 1) -> list[DayVisit]:
    """What the book has of that day."""
    with book.read() as sql:
        return day_visits(sql, book.today() - ago, book.today())
