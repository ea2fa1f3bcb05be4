"""Where pictures are taken: a window over a book, brought into a pose, with all that floats above it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook import language
from kyuanbook.actions.done import Book
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pictures import SIZE, Photographer
from kyuanbook.ui.shell.memory import Memory
from tests.shots.shot import Shot, settle


@contextmanager
def window(book: Book, theme: Theme, size: QSize = SIZE) -> Iterator[Photographer]:
    """A window shown over ``book``, on a PC of its own."""
    memory = Memory(book.path.parent / "settings.json")
    memory.change(language=language.current(), scale=theme.scale, theme="dark" if theme.tokens.dark else "light")
    photographer = Photographer(book, theme, memory, size)
    photographer.window.show()
    photographer.window.activateWindow()
    photographer.window.frame.follow_focus()  # as from its first paint on
    try:
        yield photographer
    finally:
        for floating in above(photographer.window):
            floating.close()
        photographer.close()
        settle()


def posed(shot: Shot, photographer: Photographer) -> QWidget:
    """Bring the window into the pose; gives what is to be pictured."""
    other = shot.pose(photographer)
    settle()
    for _ in range(4):  # a page made just now is laid out in several rounds
        QApplication.sendPostedEvents()
    settle()
    return photographer.window if other is None else other


def above(subject: QWidget) -> list[QWidget]:
    """Menus, lists, dialogs that stand open, the lowest first."""
    found = [w for w in QApplication.topLevelWidgets() if w is not subject and w.isVisible()]
    return sorted(found, key=lambda w: w.windowType() == Qt.WindowType.Popup)


def picture(subject: QWidget) -> QPixmap:
    """What ``subject`` looks like now, with all that floats above it."""
    picture = subject.grab()
    corner = subject.mapToGlobal(QPoint())
    painter = QPainter(picture)
    for floating in above(subject):
        place = floating.mapToGlobal(QPoint()) - corner
        painter.drawPixmap(place, floating.grab())
        painter.setPen(Qt.GlobalColor.darkGray)  # a window's frame is the system's
        painter.drawRect(floating.rect().translated(place).adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


def take(shot: Shot, book: Book, theme: Theme, file: Path) -> Path:
    """One picture, as PNG."""
    with window(book, theme) as photographer:
        subject = posed(shot, photographer)
        picture(subject).save(str(file))
        if subject is not photographer.window:
            subject.close()
            subject.deleteLater()
    return file
