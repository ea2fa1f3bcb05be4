"""The page 分析 on a real book."""

from collections.abc import Iterator

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame) -> Iterator[AnalysisPage]:
    hub = Hub(book)
    made = AnalysisPage(theme, book, hub, Acts(book, frame), AtOnce())
    frame.add_page("analysis", made, tab="today")
    frame.show_page("analysis")
    made.take_focus()
    yield made
    hub.stop()
