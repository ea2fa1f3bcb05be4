"""Painted parts of which one cell is in hand: arrows move it, Enter and a click open what it stands for."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.announce import announce
from kyuanbook.ui.kit.line import ENTER
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class Cells(Part):
    """Override :meth:`size`, :meth:`box`, :meth:`said`, :meth:`opens`. ``opened``: (row, column)."""

    said_as = "Table"
    opened = Signal(int, int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self.name = name
        self.at = (0, 0)
        self._over: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def size_in_cells(self) -> tuple[int, int]:
        """(rows, columns)."""
        raise AssertionError

    def box(self, row: int, place: int) -> QRect:
        """Where a cell stands."""
        raise AssertionError

    def said(self, row: int, place: int) -> str:
        """A cell in words."""
        raise AssertionError

    def opens(self, row: int, place: int) -> bool:
        """Whether anybody stands behind it."""
        raise AssertionError

    def shown_anew(self) -> None:
        """Other cells: the one in hand stays where there still is one."""
        rows, columns = self.size_in_cells()
        self.at = (max(0, min(self.at[0], rows - 1)), max(0, min(self.at[1], columns - 1)))
        self._over = None
        self._say()
        self.updateGeometry()
        self.update()

    def _say(self) -> None:
        rows, columns = self.size_in_cells()
        self.setAccessibleDescription(self.said(*self.at) if rows and columns else "")

    def ground(self, painter: QPainter, row: int, place: int) -> None:
        """Behind a cell: in hand under the keyboard, or under the mouse."""
        t, box = self.theme.tokens, self.box(row, place)
        if self.hasFocus() and (row, place) == self.at:
            paint.rounded(painter, self.theme, box.adjusted(1, 1, -1, -1), 4, fill=t.accent_t, edge=t.focus, width=2)
        elif (row, place) == self._over and self.opens(row, place):
            paint.rounded(painter, self.theme, box.adjusted(1, 1, -1, -1), 4, fill=t.sunk)

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        rows, columns = self.size_in_cells()
        return next(
            ((r, c) for r in range(rows) for c in range(columns) if self.box(r, c).contains(point)), None
        )

    def open(self, row: int, place: int) -> None:
        """Who stands behind a cell."""
        if self.opens(row, place):
            self.opened.emit(row, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter."""
        rows, columns = self.size_in_cells()
        step = STEPS.get(Qt.Key(event.key()))
        if not rows or not columns:
            super().keyPressEvent(event)
        elif step is not None:
            self.at = (max(0, min(rows - 1, self.at[0] + step[0])), max(0, min(columns - 1, self.at[1] + step[1])))
            self._say()
            announce(self, self.said(*self.at))
            self.update()
        elif event.key() in ENTER:
            self.open(*self.at)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        self._over = self._cell_at(event.position().toPoint())
        opens = self._over is not None and self.opens(*self._over)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.said(*self._over) if self._over is not None else "")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes and opens the cell it meets."""
        cell = self._cell_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.at = cell
            self._say()
            self.update()
            self.open(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing under the mouse."""
        self._over = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cell in hand."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self.update()
        super().focusOutEvent(event)
