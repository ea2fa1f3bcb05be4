"""Typing without going to the search first, through an input method: what is composed over a list shows in the search box.

A letter from the keyboard is passed up to the frame by the list itself. A composition is not: its events come to whoever
has the focus, and to take the focus away while it lasts would end it. So the list hands them on, and lets the focus
follow when something is committed.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from kyuanbook.ui.kit.line import Line

if TYPE_CHECKING:
    View = QAbstractItemView
else:
    View = object  # a class may have one of Qt's for its base; this stands before it


class Ahead(View):
    """What a list or table is besides its class of Qt's: ``class Rows(Ahead, QListView)``."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let an input method work here."""
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def currentChanged(
        self, now: QModelIndex | QPersistentModelIndex, before: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt forbids it where nothing can be edited."""
        super().currentChanged(now, before)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed here is a search."""
        if not hand_on(self, event):
            super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """The input method's list stands below the search box."""
        answer = asked(self, query)
        return super().inputMethodQuery(query) if answer is None else answer


def box_of(widget: QWidget) -> Line | None:
    """The box that typing over ``widget`` begins a search in: whoever it stands in says so."""
    step = widget.parentWidget()
    while step is not None and not hasattr(step, "typed_into"):
        step = step.parentWidget()
    return None if step is None else step.typed_into()


def hand_on(widget: QWidget, event: QInputMethodEvent) -> bool:
    """Give the event to the search box; False when there is none to take it."""
    box = box_of(widget)
    if box is None or not (event.preeditString() or event.commitString() or box.composing):
        return False
    if event.commitString():
        box.setFocus(Qt.FocusReason.OtherFocusReason)
    elif not box.composing:
        box.selectAll()  # typing begins anew
    QApplication.sendEvent(box, event)
    return True


def asked(widget: QWidget, query: Qt.InputMethodQuery) -> Any:
    """What an input method asks (where to show its list, which text stands around), answered for the search box."""
    box = box_of(widget)
    if box is None:
        return None
    answer = box.inputMethodQuery(query)
    if isinstance(answer, QRect | QRectF):
        return answer.translated(widget.mapFromGlobal(box.mapToGlobal(QPoint(0, 0))))
    return answer
