"""Several lines to type into, and a list to choose from."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QPlainTextEdit, QSizePolicy, QWidget

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.choices import Choice
from kyuanbook.ui.kit.line import ENTER, mark
from kyuanbook.ui.kit.theme import Theme

ROWS: Final = 12  # of a list that drops; more scroll


class Lines(QPlainTextEdit):
    """Several lines of plain text. Tab leaves the field; Ctrl Enter submits."""

    committed = Signal(str)
    submitted = Signal()

    def __init__(self, theme: Theme, *, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._lines = theme, lines
        self.composing = False
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

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Watch whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter submits, Enter is a new line; of a composition both belong to the input method, and Esc too."""
        if self.composing and event.key() in (*ENTER, Qt.Key.Key_Escape):
            event.accept()
            return
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)


class Combo(QComboBox):
    """One of a list; painted by us, 40 high (``small``: 34, beside chips). Keys are the choices' own.

    To a screen reader on Linux Qt calls a list by what is chosen in it, and looks for a label whose buddy it is. Ours are
    not of Qt's kind, so one that is never shown stands beside it and bears its name.
    """

    chosen = Signal(str)
    submitted = Signal()
    submits = False  # in a form Enter saves, as in its lines
    clears = False  # a filter: what is on shows, and its × takes it off

    def __init__(
        self, theme: Theme, choices: Sequence[Choice] = (), *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme, self._small, self._wrong = theme, small, False
        self._label = QLabel(parent)
        self._label.hide()
        self._label.setBuddy(self)
        self.setView(QListView())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(ROWS)
        self.set_choices(choices)
        self.activated.connect(lambda _: self.chosen.emit(self.choice()))
        theme.changed.connect(self.restyle)
        self.restyle()

    def setAccessibleName(self, name: str) -> None:
        """What is chosen here."""
        super().setAccessibleName(name)
        self._label.setText(name)

    def event(self, event: QEvent) -> bool:
        """The label goes where its list goes."""
        if event.type() == QEvent.Type.ParentChange:
            self._label.setParent(self.parentWidget())
            self._label.hide()
        return super().event(event)

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
        self.updateGeometry()

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
        """A long list may be cut with …, its box not below 80; beside chips and titles the word chosen stays whole."""
        chosen = self.theme.metrics(14).horizontalAdvance(self.currentText()) + self.theme.px(12 + 8 + 16 + 12)
        least = chosen if self._small else self.theme.px(80)
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def set_wrong(self, wrong: bool, *, asked: bool = False) -> None:
        """Red outline."""
        self._wrong = wrong
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the closed list."""
        if self.submits and event.key() in ENTER:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _is_on(self) -> bool:
        return self.clears and bool(self.choice())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the × of a filter that is on: off with it."""
        if self._is_on() and event.position().x() > self.width() - self.theme.px(12 + 16 + 6):
            self.choose("")
            self.chosen.emit("")
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over a closed list scrolls the page, it does not change the value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, word, chevron."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        edge = t.seal if self._wrong else t.edge_hover if self.underMouse() else t.edge
        fill, on = t.raised, self._is_on()
        if not self.isEnabled():
            fill, edge = t.sheet, t.rule2
        elif on:
            fill, edge = t.accent_t, t.accent
        paint.rounded(painter, theme, self.rect(), 6, fill=fill, edge=edge, width=px(2) if self._wrong else 1)
        ink = t.accent if on else t.ink if self.isEnabled() else t.ink3
        icon = "x" if on else "chevron-down"
        words = QRect(px(12), 0, self.width() - px(12 + 8 + 16 + 10), self.height())
        paint.write(painter, theme, words, self.currentText(), ink, size=14 if self._small else 15)
        paint.image(painter, theme, self.width() - px(12 + 16), self.height() // 2, icon, ink if on else t.ink2, 16)
