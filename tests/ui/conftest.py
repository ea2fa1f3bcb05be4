"""What tests of the screen stand on: one theme, a real book, a frame to show things in."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.tabs import Tab
from kyuanbook.ui.kit.theme import Theme
from tests.book.conftest import book, clock, template
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
    made.close()
    made.deleteLater()


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
