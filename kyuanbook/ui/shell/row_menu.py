"""The menu of a row: right click, the menu key, Shift F10. Each entry shows its key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

from kyuanbook.ui.shell.menu import Group, fill_menu

Groups = Sequence[Group]


class RowMenu(QObject):
    """Joined to a list or table. ``groups``: what can be done with the row in hand; none when there is no such row."""

    def __init__(self, view: QAbstractItemView, groups: Callable[[], Groups]) -> None:
        super().__init__(view)
        self._view, self._groups = view, groups
        self.menu: QMenu | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """By mouse where the row was clicked, by keyboard below the row in hand."""
        if isinstance(event, QContextMenuEvent):
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            if by_mouse and watched is self._view.viewport():
                self._at_mouse(event)
            elif not by_mouse:
                self.open_at_row()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_menu_key(event):
            self.open_at_row()
            return True
        return False

    def _at_mouse(self, event: QContextMenuEvent) -> None:
        index = self._view.indexAt(event.pos())
        if index.isValid():
            self._view.setCurrentIndex(index)
            self._open(event.globalPos())

    def open_at_row(self) -> None:
        """Below the row in hand."""
        index = self._view.currentIndex()
        if index.isValid():
            box = self._view.visualRect(index)
            self._open(self._view.viewport().mapToGlobal(QPoint(max(0, box.left()), box.bottom())))

    def _open(self, point: QPoint) -> None:
        if self.menu is not None:  # the system may send a key and a wish for the menu after it
            return
        menu = self.make()
        if menu is not None:
            self.menu = menu
            menu.aboutToHide.connect(self._hidden)
            menu.popup(point)

    def _hidden(self) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
            self.menu = None

    def make(self) -> QMenu | None:
        """The menu for the row in hand; None when nothing can be done with it."""
        groups = [group for group in self._groups() if group]
        if not groups:
            return None
        menu = QMenu(self._view)
        fill_menu(menu, groups, self._view.window())
        return menu


def is_menu_key(event: QKeyEvent) -> bool:
    """The menu key, or Shift F10."""
    shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)
