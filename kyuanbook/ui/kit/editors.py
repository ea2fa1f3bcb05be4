"""What one types into: a line, several lines, a list to choose from. Committed text only counts, never a pre-edit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QPlainTextEdit, QSizePolicy, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.buttons import Choice
from kyuanbook.ui.kit.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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

    def echo(self) -> str:
        """What the typed text means, as shown at the right."""
        return self._echo(self.text()) if self._echo is not None else ""

    def _changed(self, text: str) -> None:
        if self._echo is not None:
            self.restyle()
        self.committed.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Watch whether something is being composed."""
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


class Lines(QPlainTextEdit):
    """Several lines of plain text. Tab leaves the field; Ctrl Enter submits."""

    committed = Signal(str)
    submitted = Signal()

    def __init__(self, theme: Theme, *, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._lines = theme, lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(lambda: self.committed.emit(self.toPlainText()))
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Font and height."""
        self.setFont(self.theme.font(15))
        self.setCursorWidth(self.theme.px(2))
        self.setFixedHeight(self.theme.px(24 * self._lines + 18))

    def text(self) -> str:
        """What stands there."""
        return self.toPlainText()

    def setText(self, text: str) -> None:  # as QLineEdit has it
        """Replace what stands there."""
        self.setPlainText(text)

    def set_wrong(self, wrong: bool, *, asked: bool = False) -> None:
        """Red outline, or amber for a question."""
        mark(self, wrong, asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter submits, Enter is a new line."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)


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


class Combo(QComboBox):
    """One of a list; painted by us, 40 high (``small``: 34, beside chips). Keys are the choices' own."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, choices: Sequence[Choice] = (), *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._small, self._wrong = theme, small, False
        self.setView(QListView())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.set_choices(choices)
        self.activated.connect(lambda _: self.chosen.emit(self.choice()))
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Font as the theme has it now."""
        self.setFont(self.theme.font(14 if self._small else 15))
        self.view().setFont(self.theme.font(14))
        self.updateGeometry()
        self.update()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the chosen key stays chosen when it is still among them."""
        kept = self.choice()
        self.clear()
        for choice in choices:
            self.addItem(choice.word, choice.key)
        self.choose(kept)

    def choice(self) -> str:
        """The key of what is chosen, "" for nothing."""
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def choose(self, key: str) -> None:
        """Choose without telling anyone; an unknown key leaves the first."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def sizeHint(self) -> QSize:
        """The widest word and the chevron."""
        metrics = self.theme.metrics(14 if self._small else 15)
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(widest + self.theme.px(12 + 8 + 16 + 12), self.theme.px(34 if self._small else 40))

    def minimumSizeHint(self) -> QSize:
        """A long list may be cut with …, its box not below 80."""
        return QSize(min(self.theme.px(80), self.sizeHint().width()), self.sizeHint().height())

    def set_wrong(self, wrong: bool, *, asked: bool = False) -> None:
        """Red outline."""
        self._wrong = wrong
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over a closed list scrolls the page, it does not change the value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, word, chevron."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        edge = t.seal if self._wrong else t.edge_hover if self.underMouse() else t.edge
        fill = t.raised
        if not self.isEnabled():
            fill, edge = t.sheet, t.rule2
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge=edge, width=px(2) if self._wrong else 1)
        ink = t.ink if self.isEnabled() else t.ink3
        words = QRect(px(12), 0, self.width() - px(12 + 8 + 16 + 10), self.height())
        paint.write(painter, theme, words, self.currentText(), ink, size=14 if self._small else 15)
        paint.image(painter, theme, self.width() - px(12 + 16), self.height() // 2, "chevron-down", t.ink2, 16)
