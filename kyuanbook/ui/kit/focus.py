"""The focus ring: one frame that follows the focus, outside the widget it marks.

Not Qt's QFocusFrame: its margin can only be changed by a style of its own, and a style made in Python that an
application's style sheet wraps crashes at exit (9 of 16 runs, PySide 6.12).
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.theme import Theme

MARGIN = 4  # 2 px gap, 2 px ring
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)


class FocusRing(QWidget):
    """Fields always, buttons under the keyboard only; lists show their current row instead.

    Stands in the nearest scrolling viewport or in the window, so that the marked widget's own parent never cuts it.
    """

    def __init__(self, theme: Theme, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._home = theme, window
        self._marked: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app.focusChanged.connect(self._moved)
        theme.changed.connect(self._place)
        self.hide()

    def marked(self) -> QWidget | None:
        """The widget that bears the ring now."""
        return self._marked

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        if new is not None and new.window() is self._home.window() and deserves_ring(new):
            self._hold(new)
        self._place()

    def _let_go(self) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
            widget.destroyed.disconnect(self._forget)
        self._watched.clear()
        self._marked = None

    def _hold(self, widget: QWidget) -> None:
        self._marked = widget
        host = ring_host(widget, self._home)
        step: QWidget | None = widget
        while step is not None and step is not host:
            step.installEventFilter(self)
            step.destroyed.connect(self._forget)
            self._watched.append(step)
            step = step.parentWidget()
        if self.parentWidget() is not host:
            self.setParent(host)

    def _forget(self) -> None:
        self._watched.clear()
        self._marked = None
        if isValid(self) and isValid(self._home):  # else the window itself goes, and the ring with it
            self.setParent(self._home)
            self.hide()

    def _place(self) -> None:
        marked, host, margin = self._marked, self.parentWidget(), self._theme.px(MARGIN)
        if marked is None or host is None or not marked.isVisible():
            self.hide()
            return
        corner = marked.mapTo(host, QPoint(-margin, -margin))
        self.setGeometry(corner.x(), corner.y(), marked.width() + 2 * margin, marked.height() + 2 * margin)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is marked, and all it stands in."""
        if event.type() in MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring, two pixels at 100 %."""
        painter, width = QPainter(self), self._theme.px(2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(self._theme.tokens.focus), width))
        radius = self._theme.px(6 + MARGIN) - width / 2
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


def ring_host(widget: QWidget, home: QWidget) -> QWidget:
    """Where the ring of ``widget`` stands: the viewport of the scroll area around it, else the window's inside."""
    step = widget.parentWidget()
    before = widget
    while step is not None and step is not home:
        if isinstance(step, QAbstractScrollArea) and before is step.viewport():
            return before
        before, step = step, step.parentWidget()
    return home


def deserves_ring(widget: QWidget) -> bool:
    """Whether focus on ``widget`` shows as a ring."""
    if isinstance(widget, Pressable):
        return widget.keyboard_focus
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.property("bare") and not widget.property("ringless")
    return isinstance(widget, QComboBox)
