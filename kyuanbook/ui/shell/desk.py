"""What the works behind the window need of it: named here, so that neither imports the other round a corner."""

from typing import Protocol

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.shop import ShopSettings
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.book_page import BookPage
from kyuanbook.ui.pages.today import TodayPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import Navigation


class Desk(Protocol):
    """The main window, as its works, its settings page and its printing see it."""

    book: Book
    theme: Theme
    memory: Memory
    frame: Frame
    hub: Hub
    acts: Acts
    nav: Navigation
    today: TodayPage
    shop: ShopSettings

    @property
    def runner(self) -> Runs:
        """What runs jobs behind the window."""

    def page(self) -> BookPage | None:
        """The page in front, if it is one over the book."""

    def in_hand(self) -> int | None:
        """The customer that F3, F2 and Delete are about."""

    def join(self, page: BookPage) -> BookPage:
        """Lead what a page wants to where it goes."""

    def record_visit(self) -> None:
        """F3."""

    def new_customer(self) -> None:
        """F4."""

    def edit_customer(self) -> None:
        """F2."""

    def delete(self) -> None:
        """Delete."""

    def pin(self) -> None:
        """Ctrl+D."""

    def record_touch(self) -> None:
        """F5."""

    def visit_in_hand(self) -> int | None:
        """The visit that Ctrl+E is about."""

    def edit_visit(self) -> None:
        """Ctrl+E."""

    def show_help(self) -> None:
        """F1."""

    def tag_picked(self) -> None:
        """Ctrl+T."""

    def add_sample(self) -> None:
        """The sample shop, behind the window."""

    def print_list(self) -> None:
        """Ctrl+P."""

    def back_out(self) -> None:
        """Esc."""

    def reopen(self, work: object) -> None:
        """Close the book, do ``work`` with its file, open what it gives."""

    def close(self) -> bool:
        """Ctrl+Q."""
