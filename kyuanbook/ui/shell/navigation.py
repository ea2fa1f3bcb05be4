"""Which page is in front, and the way back. Pages but the first are made when they are first wanted."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject

from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.pages.book_page import BookPage

TODAY, CUSTOMERS, CARD, ANALYSIS, SETTINGS, BIN = "today", "customers", "card", "analysis", "settings", "bin"
HELP: Final = "help"  # a tab without a page: it opens the panel beside the page in front
CATCH_UP: Final = "catch_up"
FOLLOW_UPS: Final = "followups"
SOURCES: Final = "sources"
RESULTS: Final = "results"
LISTS, LIST = "lists", "list"
IMPORT: Final = "import"
TAB_OF: Final[Mapping[str, str]] = {CARD: CUSTOMERS, CATCH_UP: TODAY, RESULTS: FOLLOW_UPS, LISTS: FOLLOW_UPS, IMPORT: CUSTOMERS}
STEPS: Final = 50


class Navigation(QObject):
    """``makers``: page key -> what makes it. Cards are steps of their own: back leads from card to card."""

    def __init__(self, frame: Frame, makers: Mapping[str, Callable[[], Page]]) -> None:
        super().__init__(frame)
        self._frame, self._makers = frame, makers
        self._way: list[tuple[str, int]] = []

    def page(self, key: str) -> Page:
        """The page of that key, made now if it was not yet."""
        if not self._frame.has_page(key):
            self._frame.add_page(key, self._makers[key](), tab=TAB_OF.get(key))
        found = self._frame.peek(key)
        assert found is not None
        return found

    def knows(self, key: str) -> bool:
        """Whether there is such a page."""
        return key in self._makers

    def here(self) -> tuple[str, int]:
        """(page, customer of a card or 0)."""
        key = self._frame.shown()
        page = self._frame.page()
        return key, (getattr(page, "customer_id", None) or 0) if key == CARD else 0

    def go(self, key: str) -> None:
        """Show a page; the one left is the way back."""
        if self._frame.shown() == key:
            self._focus()
            return
        self._leave()
        self._show(key)

    def go_to_card(self, customer_id: int) -> None:
        """Show the card of one customer."""
        if self.here() == (CARD, customer_id):
            self._focus()
            return
        self._leave()
        self._show_card(customer_id)

    def back(self) -> None:
        """To where the owner came from; from a card without a way, to the customers."""
        while self._way:
            key, customer = self._way.pop()
            if (key, customer) != self.here():
                self._show_card(customer) if key == CARD else self._show(key)
                return
        if self._frame.shown() == CARD:
            self._show(CUSTOMERS)

    def _leave(self) -> None:
        here = self.here()
        if here[0] and (here[0] != CARD or here[1]):
            self._way = [*self._way, here][-STEPS:]

    def _show(self, key: str) -> None:
        self.page(key)
        self._frame.show_page(key, _focus)

    def _show_card(self, customer_id: int) -> None:
        page = self.page(CARD)
        page.show_customer(customer_id)  # type: ignore[attr-defined]  # the page under CARD is a CardPage
        if getattr(page, "customer_id", None) is None:
            return  # in no book any more: the page said so
        self._frame.show_page(CARD, _focus)

    def _focus(self) -> None:
        page = self._frame.page()
        if page is not None:
            _focus(page)


def _focus(page: Page) -> None:
    if isinstance(page, BookPage):
        page.take_focus()
    else:
        page.setFocus()
