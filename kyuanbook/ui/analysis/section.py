"""One part of 分析: it answers a question about the shop, and each figure leads to the people behind it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyuanbook.actions.done import Book
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.behind import Behind
from kyuanbook.ui.pages.section import Section
from kyuanbook.ui.shell.acts import Acts

T = TypeVar("T")


class AnalysisSection(Section):
    """Override :meth:`read` and :meth:`first`. What takes over 200 ms goes through ``runner``; :meth:`read` is called each
    time the part comes to the front and when the book changed meanwhile.

    ``card_wanted``: a customer. ``people_wanted``: :class:`People`, to be looked at in 客户. ``list_wanted``:
    :class:`People`, to be printed. ``reckon_wanted``: what everybody is reckoned by is another now.
    """

    card_wanted = Signal(int)
    people_wanted = Signal(object)
    list_wanted = Signal(object)
    reckon_wanted = Signal()

    def __init__(self, theme: Theme, book: Book, acts: Acts, runner: Runs, parent: QWidget | None = None) -> None:
        super().__init__(theme, book, acts, parent)
        self.runner = runner
        self._behind = Behind(book, acts, runner, self)

    def form_in_hand(self) -> str:
        """As :meth:`BookPage.form_in_hand`."""
        return ""

    def overtake(self, what: str) -> int:
        """What is still being looked at for ``what`` tells no more. Returns the number of the next look."""
        return self._behind.overtake(what)

    def behind(
        self, look: Callable[[], T], done: Callable[[T], None], what: str, slow: Callable[[], None] | None = None
    ) -> None:
        """As :meth:`Behind.look`."""
        self._behind.look(look, done, what, slow)
