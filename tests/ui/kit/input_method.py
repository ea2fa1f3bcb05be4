"""Typing Chinese in a test: as an input method does it (``keyClicks`` with Chinese aborts the process)."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(widget: QWidget, text: str) -> None:
    """Show ``text`` as a pre-edit: typed, not yet committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


def commit(widget: QWidget, text: str) -> None:
    """Commit ``text``."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
