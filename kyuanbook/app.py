"""The program with a window: the composition root. Puts settings, book, look and window together, and takes them apart."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kyuanbook import language, paths
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import BookError
from kyuanbook.language import say
from kyuanbook.rules.words import Message
from kyuanbook.settings import FILE_NAME
from kyuanbook.ui.kit.theme import STYLE, STYLED, Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.single import Single
from kyuanbook.ui.swift import settled
from kyuanbook.ui.window import MainWindow

if TYPE_CHECKING:
    from kyuanbook.ui.kit.runner import Runner
    from kyuanbook.ui.settings.reopening import Reopening
    from kyuanbook.ui.shell.renewal import Renewal, Renewed

DARK = {"system": None, "light": False, "dark": True}


class Program(QObject):
    """One book in one window at a time; opens another in its place when asked to. ``ended``: the window was closed, and all
    that closing brings is done.
    """

    ended = Signal()

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__()
        self.app, self.memory = app, memory
        self.theme = Theme(dark=DARK[memory.now.theme], scale=memory.now.scale, parent=self)
        self.theme.apply(app)
        self.book: Book | None = None
        self.window: MainWindow | None = None
        self.single: Single | None = None
        self.runner: Runner | None = None
        self.renewal: Renewal | None = None
        self._wanted_again = False
        app.aboutToQuit.connect(self._stop)

    def open(self, path: Path) -> bool:
        """Open a book in a window. False when another window has it open: that one was brought to the front."""
        if not self._hold(path):
            return False
        try:
            self.book = open_book(path, who="")
        except BookError as error:
            self._say_trouble(path, error)
            return True
        self._show(self.book)
        return True

    def _hold(self, path: Path) -> bool:
        """Be the one program of this book; False when another is, which comes to the front."""
        single = Single(path, self.memory.path.parent, self)
        if not single.is_first() and single.call_first():
            return False
        self.single = single
        single.asked.connect(self._come_forward)
        return True

    def _show(self, book: Book) -> MainWindow:
        window = self.window = MainWindow(book, self.theme, self.memory, self._running)
        window.painted.connect(lambda: QTimer.singleShot(0, self, self._painted))
        window.closed.connect(self._closed)
        window.reopen_wanted.connect(self._reopen)
        window.show()
        return window

    def _running(self) -> "Runner":
        """The one runner of background jobs, made when the first of them is wanted."""
        if self.runner is None:
            from kyuanbook.ui.kit.runner import Runner

            self.runner = Runner(self)
        return self.runner

    def _painted(self) -> None:
        from PySide6.QtGui import QIcon  # with a hundred and fifty names of theme icons

        from kyuanbook.ui.kit.spoken import begin
        from kyuanbook.ui.shell.qt_words import speak

        begin()
        speak(language.current())
        self.app.setWindowIcon(QIcon(str(paths.resource("app", "kyuanbook-256.png"))))
        settled()
        if self.single is not None and self.window is not None:
            self.single.listen()
        if self.book is not None:
            self.memory.change(last_book=str(self.book.path))

    def _come_forward(self) -> None:
        """A second start wants to see this one; one that is just closing stays."""
        if self.renewal is not None and self.renewal.closing:
            self._wanted_again = True
            self.renewal.stop()
            return
        underway = None if self.renewal is None else self.renewal.window
        if (front := self.window or underway) is not None:
            front.come_forward()

    def _say_trouble(self, path: Path, error: BookError, words: str = "") -> None:
        """``words``: what came of a restoring after which it does not open."""
        from kyuanbook.ui.shell.trouble import Trouble

        self._let_go()
        self.trouble = Trouble(self.theme, path, error, self.memory, words)
        self.trouble.open_wanted.connect(self._try_again)
        self.trouble.restore_wanted.connect(self._restore)
        self.trouble.show()

    def _try_again(self, path: Path) -> None:
        self.trouble.close()
        if not self.open(path):
            self.app.quit()

    def _restore(self, path: Path, reopening: "Reopening") -> None:
        """From a backup, over a book that does not open."""
        place = self.trouble.frameGeometry()
        if not self._hold(path):
            self.trouble.close()
            self.app.quit()
            return
        self.app.setQuitOnLastWindowClosed(False)  # the next window is not there yet
        self.trouble.close()
        self._renew(path, None, reopening, place)

    def _stop(self) -> None:
        """Stop what runs behind."""
        if self.runner is not None:
            self.runner.stop()

    def _closed(self) -> None:
        """The window is gone: what ran behind it stops, what changed today is backed up, the WAL folded away."""
        if self.book is None or self.window is None:
            self._let_go()
            return
        self._between(self.window, self.book, None)

    def _reopen(self, reopening: "Reopening") -> None:
        """Close the book, do what needs it closed, open it again; it stays this program's all the while."""
        if self.book is not None and self.window is not None:
            self.window.closed.disconnect(self._closed)
            self.window.close_for_good()
            self._between(self.window, self.book, reopening)

    def _between(self, before: MainWindow, book: Book, reopening: "Reopening | None") -> None:
        """From one window to the next, or to the end."""
        self._stop()
        self.window = self.book = None
        self._renew(book.path, book, reopening, before.frameGeometry())
        before.deleteLater()

    def _keep_notes(self, notes: tuple[Message, ...]) -> None:
        """Nobody is there to read them now; a stick that was away says so itself when it still is."""
        unsaid = [say(note.numbers["why"]) for note in notes if isinstance(note.numbers.get("why"), Message)]
        self.memory.change(closing_trouble=language.tr("。").join(unsaid))

    def _let_go(self) -> None:
        if self.single is not None:
            self.single.let_go()
            self.single = None

    def _renew(self, path: Path, book: Book | None, reopening: "Reopening | None", place: QRect) -> None:
        from kyuanbook.ui.shell.renewal import Renewal

        self.app.setQuitOnLastWindowClosed(False)
        second = self.memory.now.second_place
        self.renewal = Renewal(self.theme, self._running(), lambda where: open_book(where, who=""), self)
        self.renewal.over.connect(self._renewed)
        self.renewal.begin(book, path, Path(second) if second else None, reopening, place)

    def _renewed(self, renewed: "Renewed") -> None:
        self.renewal = None
        self._keep_notes(renewed.notes)
        again, self._wanted_again = self._wanted_again, False
        if renewed.error is not None:
            self._say_trouble(renewed.path, renewed.error, renewed.words)
        elif renewed.book is not None:
            self.book = renewed.book
            self._show(renewed.book).acts.say(renewed.words)
        else:
            self._let_go()
            if not again or not self.open(renewed.path):
                self.ended.emit()
        self.app.setQuitOnLastWindowClosed(True)


def main(book: Path | None = None, scratch: bool = False) -> int:
    """Open ``book`` (the owner's own unless given) in a window. ``scratch``: everything in a folder that goes away."""
    if scratch:
        import tempfile

        # Windows removes no file that is still open: what is left goes with the temporary folder's own sweeping
        with tempfile.TemporaryDirectory(prefix="kyuanbook-", ignore_cleanup_errors=True) as folder:
            return _run(book or Path(folder) / paths.BOOK_NAME, Path(folder))
    return _run(book or paths.default_book(), paths.data_folder())


def _run(book: Path, folder: Path) -> int:
    app, memory = prepare(folder)
    program = Program(app, memory)
    program.ended.connect(app.quit)
    return app.exec() if program.open(book) else 0


def prepare(folder: Path) -> tuple[QApplication, Memory]:
    """The application, and what this PC remembers in ``folder``."""
    app = QApplication.instance()
    if app is None:
        app = QApplication([*sys.argv[:1], "-style", STYLE])
        app.setProperty(STYLED, True)
    assert isinstance(app, QApplication)
    app.setApplicationName("kyuanbook")
    app.setDesktopFileName("kyuanbook")
    memory = Memory(folder / FILE_NAME)
    language.use(memory.now.language)
    return app, memory
