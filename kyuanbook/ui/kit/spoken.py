"""What a screen reader is told of widgets we paint ourselves; Qt knows only its own.

A widget says what it is by ``said_as``, a name of QAccessible's roles. Qt asks here only once a screen reader runs, on
Windows also many an input method. QAccessible costs 2 to 6 ms to load, so :func:`begin` comes after the first picture.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

from kyuanbook.ui.kit.buttons import Pressable


class SpokenTab(QAccessibleWidget):
    """A tab: selected or not, and pressed like a button."""

    def __init__(self, tab: Pressable) -> None:
        super().__init__(tab, QAccessible.Role.PageTab)
        self._tab = tab

    def state(self) -> QAccessible.State:
        """Selected is what a button calls checked."""
        state = super().state()
        state.selectable = True
        state.selected = self._tab.isChecked()
        return state

    def actionNames(self) -> list[str]:
        """It can be pressed."""
        return [self.pressAction(), *super().actionNames()]

    def doAction(self, actionName: str) -> None:
        """Press it."""
        if actionName == self.pressAction():
            self._tab.click()
        else:
            super().doAction(actionName)


def begin() -> None:
    """Have Qt ask here from now on; a reader that was quicker than the first picture gets what it knows by then anew."""
    QAccessible.installFactory(lambda _kind, thing: interface(thing))
    if not QAccessible.isActive():
        return
    for widget in QApplication.allWidgets():
        role = getattr(widget, "said_as", "")
        known = QAccessible.queryAccessibleInterface(widget) if role else None
        if known is not None and known.role() is not QAccessible.Role[role]:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


def interface(thing: QObject) -> QAccessibleInterface | None:
    """The accessible side of one of our widgets; None: Qt's own will do."""
    if not isinstance(thing, QWidget):
        return None
    role = getattr(thing, "said_as", "")
    if role == "PageTab" and isinstance(thing, Pressable):
        return SpokenTab(thing)
    return QAccessibleWidget(thing, QAccessible.Role[role]) if role else None
