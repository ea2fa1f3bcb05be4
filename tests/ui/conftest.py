"""What tests of the screen stand on: one theme, a real book, a frame to show things in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.tabs import Tab
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow
from tests.book.conftest import book, clock, template
from tests.book.factories import customer, regular
from tests.ui.kit.conftest import theme

__all__ = ["book", "clock", "template", "theme"]


@pytest.fixture
def frame(theme: Theme) -> Iterator[Frame]:
    """An empty frame, shown."""
    made = Frame(theme, shop="禾木理发", tabs=[Tab("today", "今日", "sun")])
    made.add_page("today", Page(theme, "今日"))
    made.show_page("today")
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    yield made
    # A dialog opened and left in one breath is given the focus after it was hidden, as no window system would do. Destroyed
    # with it, it calls our slots from within, and a collection just then ends the process (PySide 6.12).
    if (held := QApplication.focusWidget()) is not None:
        held.clearFocus()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # nothing is left for the next to restyle


@pytest.fixture
def press() -> Callable[..., None]:
    """Press a key where the focus is, as often as asked."""

    def press_key(key: Qt.Key, times: int = 1, *, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for _ in range(times):
            QTest.keyClick(held(), key, keys)

    return press_key


def held() -> QWidget:
    """The widget with the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


# the whole window --------------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(book: Book) -> Book:
    """A set-up shop with two regulars, one of them overdue, and one who is only known by name."""
    set_up_shop(book, name="禾木理发", trade="hair")
    overdue = regular(book, "王小明", gap=14, visits=8, ago=60, amount="68", phone="13822045678")
    regular(book, "欧阳雪", gap=10, visits=6, ago=3, amount="120", phone="15012347713")
    customer(book, "盖小雨", "18812342036", referrer_id=overdue)
    refresh_calls(book)
    return book


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """Settings of a PC on its first day."""
    return Memory(tmp_path / "settings.json")


@pytest.fixture
def open_window(theme: Theme, memory: Memory, qtbot: QtBot) -> Iterator[Callable[[Book], MainWindow]]:
    """Open the main window over a book, in front and with all its works; jobs are done at once."""
    opened: list[MainWindow] = []

    def open_it(book: Book) -> MainWindow:
        window = MainWindow(book, theme, memory, AtOnce)
        opened.append(window)
        window.start()
        window.resize(1366, 768)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    yield open_it
    for window in opened:
        window.close_for_good()
        window.deleteLater()


@pytest.fixture
def window(shop: Book, open_window: Callable[[Book], MainWindow]) -> MainWindow:
    """The main window over the shop."""
    return open_window(shop)


def listed(rows: Rows) -> list[str]:
    """What a list's rows say."""
    return [row.said() for row in rows.rows.rows]


def every_line(menu: QMenu) -> list[QAction]:
    """The lines of a menu, with those behind its words."""
    lines = []
    for action in menu.actions():
        below = action.menu()
        lines += every_line(below) if isinstance(below, QMenu) else [action]
    return lines
