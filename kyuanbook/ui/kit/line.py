"""One line to type into. Committed text only counts, never a pre-edit of the input method."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STAYS: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Line(QLineEdit):
    """One line, 40 high. ``committed``: the text changed by what was really entered. ``submitted``: Enter, unless that
    Enter ended a composition of the input method.

    ``echo`` turns what was typed into what it means, shown at the right ("= ¥128.00", "11月22日"); "" shows nothing.
    """

    committed = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        placeholder: str = "",
        icon: str = "",
        echo: Callable[[str], str] | None = None,
        big: bool = False,
        limit: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        """``big``: 52 high, for the amount. ``limit``: characters taken; more is for rules to refuse in words."""
        super().__init__(parent)
        self.theme, self._icon, self._echo, self._big = theme, icon, echo, big
        self.composing = False
        self._just_composed = False
        self._at_beginning = False
        self.setMaxLength(limit)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Height, font and the room for icon and echo."""
        px = self.theme.px
        self.setFont(self.theme.font(22 if self._big else 15))
        self.setFixedHeight(px(52 if self._big else 40))
        room = self.theme.metrics(22 if self._big else 15, serif=self._big).horizontalAdvance(self.echo())
        self.setTextMargins(px(28) if self._icon else 0, 0, room + px(8) if room else 0, 0)
        self.update()

    def setText(self, text: str) -> None:
        """Another text; of one that finds no room the beginning is seen, not the end where the cursor would stand."""
        super().setText(text)
        if self.window().focusWidget() is not self:
            self._show_beginning()

    def _show_beginning(self) -> None:
        self.home(False)
        self._at_beginning = True

    def _go_on(self) -> None:
        """Typing goes on at the end, though the beginning was shown."""
        if self._at_beginning and not self.hasSelectedText():
            self.end(False)
        self._at_beginning = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To type at the end; a click puts the cursor where it is made."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._at_beginning = False
        else:
            self._go_on()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left for another field, it shows its beginning again."""
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self._show_beginning()

    def echo(self) -> str:
        """What the typed text means, as shown at the right."""
        return self._echo(self.text()) if self._echo is not None else ""

    def _changed(self, text: str) -> None:
        if self._echo is not None:
            self.restyle()
        self.committed.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Watch whether something is being composed."""
        self._go_on()
        was = self.composing
        self.composing = bool(event.preeditString())
        if was and not self.composing:
            self._just_composed = True
            QTimer.singleShot(0, self, self._composed)
        super().inputMethodEvent(event)

    def just_composed(self) -> bool:
        """True until the event loop turns after a composition ended: a key that comes now belongs to it."""
        return self._just_composed

    def _composed(self) -> None:
        self._just_composed = False

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the field's while there is typing to take back, else the book's: the notice beside it says so."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits; the Enter and Esc of a composition belong to the input method."""
        if event.key() in ENTER:
            event.accept()
            if not (self.composing or self._just_composed):
                self.submitted.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.composing:
            event.accept()
            return
        self._go_on()
        super().keyPressEvent(event)

    def set_wrong(self, wrong: bool, *, asked: bool = False) -> None:
        """Red outline, or amber for a question."""
        mark(self, wrong, asked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field as the style sheet has it, then icon and echo."""
        super().paintEvent(event)
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        if self._icon:
            paint.image(painter, theme, px(12), self.height() // 2, self._icon, theme.tokens.ink2)
        box = self.rect().adjusted(px(14), 0, -px(14), 0)
        size = 22 if self._big else 15
        ink = theme.tokens.accent if self._big else theme.tokens.ink2
        paint.write(painter, theme, box, self.echo(), ink, size=size, serif=self._big, align=paint.RIGHT)


def mark(widget: QWidget, wrong: bool, asked: bool) -> None:
    """Set the two states the style sheet knows, and have it looked at again."""
    state = (wrong and not asked, wrong and asked)
    if (bool(widget.property("wrong")), bool(widget.property("asked"))) == state:
        return
    widget.setProperty("wrong", state[0])
    widget.setProperty("asked", state[1])
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
