"""One theme for all tests of the kit: fonts are loaded once."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """Light, 100 %, applied."""
    made = Theme()
    made.apply(qapp)
    return made


@pytest.fixture
def fresh_theme(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """A theme a test may switch; the session's own is put back."""
    yield Theme()
    theme.apply(qapp)


@pytest.fixture
def bring_up(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a widget as the active window, so that focus and shortcuts work as on a desk."""

    def show(widget: QWidget) -> None:
        widget.show()
        with qtbot.waitActive(widget):
            widget.activateWindow()

    return show
