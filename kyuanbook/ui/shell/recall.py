"""Each page finds itself as the owner left it: asked when it is left, told when it is made."""

from collections.abc import Callable

from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.shell.memory import Memory


class Recall:
    """Between the pages of a frame and what this PC remembers of them."""

    def __init__(self, frame: Frame, memory: Memory) -> None:
        self._memory = memory
        self._made: dict[str, BookPage] = {}
        frame.page_shown.connect(self._turned)

    def making(self, key: str, make: Callable[[], Page]) -> Callable[[], Page]:
        """``make``, with what is remembered of page ``key`` told to what it makes."""

        def made() -> Page:
            page = make()
            if isinstance(page, BookPage):
                page.recall(self._memory.of_page(key))
                page.looks_changed.connect(lambda: self.keep(key))
                self._made[key] = page
            return page

        return made

    def keep(self, key: str) -> None:
        """Ask one page."""
        self._memory.remember(key, **self._made[key].to_remember())

    def keep_all(self) -> None:
        """The window closes."""
        for key in self._made:
            self.keep(key)

    def _turned(self, shown: str) -> None:
        for key in self._made:
            if key != shown:
                self.keep(key)
