"""Every page of a book as a picture, without a screen: for `make run` on a machine that has none, and for eyes."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.ui.kit.runner import AtOnce
from kyuanbook.ui.kit.steady import steady
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import ANALYSIS, BIN, CARD, CUSTOMERS, FOLLOW_UPS, SETTINGS, TODAY
from kyuanbook.ui.window import MainWindow

SIZE: Final = QSize(1366, 768)


def grab(widget: QWidget, file: Path) -> Path:
    """What ``widget`` looks like now, as PNG."""
    widget.grab().save(str(file))
    return file


class Photographer:
    """One window over one book, never shown on a screen, turned to each page in turn."""

    def __init__(self, book: Book, theme: Theme, memory: Memory, size: QSize = SIZE) -> None:
        steady()
        self.window = MainWindow(book, theme, memory, AtOnce)
        self.window.resize(size)
        self.works = self.window.start()
        self.book = book

    def card(self) -> int | None:
        """Whose card is shown: the first to call, else who came last."""
        shown = self.window.today.shown
        if shown is not None and shown.calls:
            return shown.calls[0].customer_id
        with self.book.read() as sql:
            return next(iter(customer_ids(sql, self.book.today())), None)

    def turn_to(self, page: str) -> bool:
        """Show a page; False when there is nothing to show on it."""
        if page != CARD:
            self.window.nav.go(page)
            return True
        customer = self.card()
        if customer is not None:
            self.window.nav.go_to_card(customer)
        return customer is not None

    def close(self) -> None:
        """Put the window away; the book stays open."""
        self.window.close_for_good()
        self.window.deleteLater()


def save_pages(book: Book, folder: Path) -> list[Path]:
    """The pages of an open book at 1366 × 768, in the owner's order; makes a QApplication if there is none."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    theme = Theme(dark=False)
    theme.apply(app)
    scratch = Path(tempfile.mkdtemp(prefix="kyuanbook-"))
    made = []
    photographer = Photographer(book, theme, Memory(scratch / "settings.json"))
    try:
        for number, page in enumerate((TODAY, CUSTOMERS, CARD, FOLLOW_UPS, ANALYSIS, SETTINGS, BIN), 1):
            if photographer.turn_to(page):
                made.append(grab(photographer.window, folder / f"{number}-{page}.png"))
    finally:
        photographer.close()
        shutil.rmtree(scratch)
    return made
