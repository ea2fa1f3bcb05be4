"""The page 来源 on a real book."""

from collections.abc import Iterator

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.sources.page import SourcesPage


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame) -> Iterator[SourcesPage]:
    hub = Hub(book)
    made = SourcesPage(theme, book, hub, Acts(book, frame), AtOnce())
    frame.add_page("sources", made, tab="today")
    frame.show_page("sources")
    made.take_focus()
    yield made
    hub.stop()
