"""The focus ring: one frame that follows the focus, outside the widget it marks."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from kyuanbook.ui.kit.buttons import Pressable
from kyuanbook.ui.kit.theme import Theme

MARGIN = 4  # 2 px gap, 2 px ring


class _RingStyle(QProxyStyle):
    """Only for the frame itself: a wider margin than Qt's 2, and drawn above what it marks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Room for gap and ring."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return self._theme.px(MARGIN)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Above the widget, so that its own parent never cuts the ring."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Fields always, buttons under the keyboard only; lists show their current row instead."""

    def __init__(self, theme: Theme, app: QApplication, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring_style = _RingStyle(theme)
        self.setStyle(self._ring_style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app.focusChanged.connect(self._moved)
        theme.changed.connect(self.update)
        self.hide()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        window = self.window()
        if new is not None and new.window() is window and deserves_ring(new):
            self.setWidget(new)
        else:
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes null: no ring

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring, two pixels at 100 %."""
        painter, width = QPainter(self), self._theme.px(2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(self._theme.tokens.focus), width))
        radius = self._theme.px(6 + MARGIN) - width / 2
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)


def deserves_ring(widget: QWidget) -> bool:
    """Whether focus on ``widget`` shows as a ring."""
    if isinstance(widget, Pressable):
        return widget.keyboard_focus
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.property("bare") and not widget.property("ringless")
    return isinstance(widget, QComboBox)
