"""What is said on hover where 〓 stands for a character that no font of this computer has: its code point."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from kyuanbook.ui.kit.theme import Theme

OURS: Final = "explains a character"  # property: the tool tip is from here, and goes with the character


def explain(widget: QWidget, theme: Theme, text: str) -> None:
    """Let ``widget`` say on hover what in ``text`` stands as 〓."""
    told = theme.faces.explain(text)
    if told or widget.property(OURS):
        widget.setToolTip(told)
        widget.setProperty(OURS, bool(told))


class Delegate(QStyledItemDelegate):
    """Of rows that say of themselves in words what stands in them: on hover too, where a character has no shape."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:  # fmt: skip
        """The row's own tool tip, else what is to be told."""
        told = self.told(option, index) if index.isValid() else ""
        if event.type() != QEvent.Type.ToolTip or not told or index.data(Qt.ItemDataRole.ToolTipRole):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), told, view.viewport())
        return True

    def told(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> str:
        """The code points, if any character lacks a shape."""
        words: Any = index.data(Qt.ItemDataRole.DisplayRole)
        return self.theme.faces.explain(words) if isinstance(words, str) else ""
