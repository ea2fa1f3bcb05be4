"""The settings page on a real book."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.settings.page import SettingsPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "settings.json")


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame, memory: Memory) -> Iterator[SettingsPage]:
    hub = Hub(book)
    made = SettingsPage(theme, book, hub, Acts(book, frame), memory, AtOnce())
    frame.add_page("settings", made, tab="today")
    frame.show_page("settings")
    made.take_focus()
    yield made
    hub.stop()
