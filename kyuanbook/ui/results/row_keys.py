"""The keys of the row being typed: a figure chooses, Enter goes on, ↑ ↓ another row, and what a scanner types is no answer."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit.choices import Chip, Chips
from kyuanbook.ui.kit.line import ENTER, Line
from kyuanbook.ui.results.scan import Scan


class RowKeys(QObject):
    """Watches what has the keys. ``entered``: Enter; ``saved``: Ctrl Enter, whatever is still asked; ``moved``: ↑ ↓ (in an answer
    to a question ``stepped``); ``figure``: one was pressed where chips have the focus; ``back``: out of an emptied line;
    ``began``: a figure comes that may be a scanner's; ``scanned``: it was one, this is the number."""

    entered = Signal()
    saved = Signal()
    moved = Signal(int)
    stepped = Signal(int)
    figure = Signal(int)
    back = Signal()
    began = Signal()
    scanned = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.scan = Scan()
        self._answers: set[QObject] = set()

    def watch(self, widget: QWidget) -> None:
        """A line."""
        widget.installEventFilter(self)

    def watch_chips(self, chips: Chips) -> None:
        """All of a row of chips."""
        for chip in chips.findChildren(Chip):
            chip.installEventFilter(self)

    def watch_answers(self, widgets: list[QWidget]) -> None:
        """What takes the answers to the questions asked now: their own figures and their own Enter, others are gone."""
        self._answers = set(widgets)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scanner's figures are a list's number wherever they fall; an emptied note leads back to the outcomes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if self.scans(event) or self._saves(event):
            return True
        if watched in self._answers:
            return self._step(watched, event) or super().eventFilter(watched, event)
        if isinstance(watched, Line):
            return self._of_line(watched, event) or super().eventFilter(watched, event)
        return self.take(event)

    def scans(self, event: QKeyEvent) -> bool:
        """Whether a number came to its end."""
        number = self.scan.take(event)
        if self.scan.begins():
            self.began.emit()
        if number:
            self.scanned.emit(number)
        return bool(number)

    def _saves(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
            return True
        return False

    def _of_line(self, line: Line, event: QKeyEvent) -> bool:
        if line.composing:
            return False
        if event.key() == Qt.Key.Key_Up or (event.key() == Qt.Key.Key_Backspace and not line.text()):
            self.back.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.moved.emit(1)
        else:
            return False
        return True

    def _step(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down) or getattr(watched, "composing", False):
            return False
        self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        return True

    def take(self, event: QKeyEvent) -> bool:
        """Where chips have the focus, or the row itself: figures choose, Enter saves, ↑ ↓ another row."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in ENTER:
            self.entered.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif event.text().isdecimal() and len(event.text()) == 1:
            self.figure.emit(int(event.text()))
        else:
            return False
        return True
