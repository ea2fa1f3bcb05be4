"""The window, with whatever screen there is: opened over a book, a customer entered by keys, a visit recorded, a list printed."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kyuanbook.cli.startup import has_no_screen
from kyuanbook.selftest.run import Failed, tell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

PATIENCE: Final = 120.0  # seconds for one thing; an old PC with a virus scanner is slow


def papers(folder: Path) -> None:
    """What was printed reads back: pages, and the words on them."""
    _application()
    from PySide6.QtPdf import QPdfDocument

    for name in ("calls.pdf", "again.pdf"):
        document = QPdfDocument(None)
        document.load(str(folder / name))
        words = document.getAllText(0).text() if document.pageCount() else ""
        document.close()
        if "回访名单" not in words:
            raise Failed(f"{name} does not read back: {words[:80]!r}")
    if (folder / "calls.pdf").read_bytes() != (folder / "again.pdf").read_bytes():
        raise Failed("a list reprinted is another")


def check(folder: Path) -> None:
    """Raises Failed."""
    _application()
    from kyuanbook.actions.keeping import back_up
    from kyuanbook.app import Program, prepare
    from kyuanbook.book.queries import finding

    own = folder / "window"
    own.mkdir(exist_ok=True)
    app, memory = prepare(own)
    program = Program(app, memory)
    if not program.open(folder / "left.kyb") or program.window is None or program.book is None:
        raise Failed("the window does not open the book")
    window, book = program.window, program.book
    painted: list[bool] = []
    window.painted.connect(lambda: painted.append(True))
    _until(lambda: bool(painted) and window.works is not None, "the first picture")
    tell(f"   {app.platformName()}, {window.width()} × {window.height()}")
    window.new_customer()
    panel = window.start().panels.customer
    panel.inside.name.setText("自检的客户")
    _enter(panel.inside.name)
    with book.read() as sql:
        found = finding.find_customers(sql, book.haystack, "自检的客户", book.today(), 9)
    if len(found) != 1:
        raise Failed("a customer entered in the window is not in the book")
    for key in window.nav._makers:
        if key != "card":
            window.nav.go(key)
            _turn(1)
    window.nav.go("today")
    window.print_list()
    from kyuanbook.ui.printing.print_page import PrintPage

    _until(lambda: isinstance(window.frame.page(), PrintPage) and _drawn(window.frame.page()), "a list to print")
    window.grab().save(str(folder / "window.png"))
    back_up(book)
    ended: list[bool] = []
    program.ended.connect(lambda: ended.append(True))
    window.close_for_good()
    _until(lambda: bool(ended), "closing")
    if not (folder / "window.png").stat().st_size:
        raise Failed("no picture of the window")


def _enter(widget: "QWidget") -> None:
    """Press Enter in it; QtTest does not ship."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


def _drawn(page: object) -> bool:
    return getattr(page, "drawn", None) is not None


def _application() -> "QApplication":
    """With a screen if there is one, else painted into memory."""
    if has_no_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


def _turn(ms: int) -> None:
    """Let the window do what is waiting, for so long."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _until(done: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise Failed(f"{what} did not come")
        _turn(10)
