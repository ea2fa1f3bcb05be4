"""The mouse, moved over a widget."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def pointed(widget: QWidget, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """The mouse over ``at`` of ``widget``. ``QTest.mouseMove`` moves the pointer of the screen, and offscreen whichever window
    was shown there first is told of it: one that another test left behind as likely as this one."""
    assert buttons or widget.hasMouseTracking(), "it would not be told"
    place = QPointF(at)
    move = QEvent.Type.MouseMove
    free = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QMouseEvent(move, place, widget.mapToGlobal(place), Qt.MouseButton.NoButton, buttons, free))
