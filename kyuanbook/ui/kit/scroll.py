"""The scroll bar beside lists and tables."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollBar


class QuietScrollBar(QScrollBar):
    """Keeps its place but shows nothing while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only when it is of use."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)
