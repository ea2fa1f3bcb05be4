"""Typing without going to the search first, through an input method: what is composed over a list shows in the search box.

A letter from the keyboard is passed up to the frame by the list itself. A composition is not: its events come to whoever
has the focus, and to take the focus away while it lasts would end it. So the list hands them on, and lets the focus
follow when something is committed.
"""

from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.ui.kit.line import Line


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
