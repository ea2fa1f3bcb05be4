"""What scrolls: the area every page and panel lays its inside in, and the bar beside lists and tables."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget


class Area(QScrollArea):
    """Scrolls downward only, takes no focus, lets the sheet be seen through. ``resized``: it has another size."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget(self))  # ours: to learn the class of Qt's own, PySide would try every widget class there is
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def setWidget(self, widget: QWidget) -> None:
        """Hold ``widget``; the style sheet knows it by its name."""
        widget.setObjectName("scrolled")
        super().setWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class QuietScrollBar(QScrollBar):
    """Keeps its place but shows nothing while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only when it is of use."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)
