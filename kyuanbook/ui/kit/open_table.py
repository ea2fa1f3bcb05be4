"""A table of which one row is open: what is typed into it stands where the row stands."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.table import HEAD, ROW, Index, RowDelegate, Table
from kyuanbook.ui.kit.theme import Theme

INSET: Final = 12  # px before the first column: the bar of the current row stands there


class OpenDelegate(RowDelegate):
    """Under the fields of the row that is open there is nothing."""

    def __init__(self, theme: Theme, table: "OpenTable") -> None:
        super().__init__(theme, table)
        self.opened = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell, unless its row is open."""
        if not self.opened.is_open(index.row()):
            super().paint(painter, option, index)


class OpenTable(Table):
    """Enter on a row opens it where it stands: a part is laid over it, and the rows below make room.

    ``left_below``: ↓ on the last row.
    """

    left_below = Signal()

    def __init__(self, theme: Theme, model: PagedModel[Any], *, name: str) -> None:
        self._over: QWidget | None = None
        self._open = -1
        super().__init__(theme, model, name=name)
        self.setItemDelegate(OpenDelegate(theme, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_columns(self, columns: list[Column[Any]]) -> None:
        """Other columns: the shop began to use one more."""
        self.paged.beginResetModel()
        self.paged.columns = self.columns = tuple(columns)
        self.paged.endResetModel()
        self.set_looks(self.own_looks())
        self.fit_columns()

    def cell_box(self, rect: QRect, section: int) -> QRect:
        """The number keeps clear of the current row's bar."""
        box = super().cell_box(rect, section)
        return box.adjusted(self.theme.px(INSET), 0, 0, 0) if section == self.first_column() else box

    # the row that is open -------------------------------------------------------------------------------------------------

    def open_row(self, row_id: int, over: QWidget) -> None:
        """Lay ``over`` on the row of that id."""
        self.close_row()
        self._over, self._open = over, row_id
        over.setParent(self.viewport())
        over.installEventFilter(self)
        over.show()
        self.make_room()
        self.scrollTo(self.paged.index(self.paged.row_of(row_id), 0))
        self._put_fields()

    def is_open(self, row: int) -> bool:
        """Whether a part is laid over this row."""
        return self._over is not None and row == self.paged.row_of(self._open)

    def close_row(self) -> None:
        """Take it away again."""
        if self._over is not None:
            self._over.removeEventFilter(self)
            self._over.hide()
        row = self.paged.row_of(self._open) if self._open >= 0 else -1
        self._over, self._open = None, -1
        if row >= 0:
            self.setRowHeight(row, self.theme.px(ROW))
        self.fit_height()

    def make_room(self) -> None:
        """After the rows were read anew: the open one is high again, if it is still there."""
        row = self.paged.row_of(self._open) if self._over is not None else -1
        if row >= 0 and self._over is not None:
            self.setRowHeight(row, self._high())
        self.fit_height()
        self._put_fields()

    def _high(self) -> int:
        """What the part takes in the width there is: chips may stand in several lines."""
        over = self._over
        assert over is not None
        wide = self.viewport().width()
        over.resize(wide, over.height())  # its words fold by its width
        layout = over.layout()
        if layout is not None:
            layout.activate()
        return over.heightForWidth(wide) if over.hasHeightForWidth() and wide > 0 else over.sizeHint().height()

    def _put_fields(self) -> None:
        row = self.paged.row_of(self._open) if self._over is not None else -1
        if row >= 0 and self._over is not None:
            top = self.rowViewportPosition(row)
            self._over.setGeometry(0, top, self.viewport().width(), self.rowHeight(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A complaint in the open row makes it higher."""
        if watched is self._over and event.type() == QEvent.Type.LayoutRequest:
            self.make_room()
        return super().eventFilter(watched, event)

    # size -------------------------------------------------------------------------------------------------------------------

    def fit_height(self) -> None:
        """As high as the rows, so that the next one stands right below; less scrolls."""
        rows = self.verticalHeader().length() if self.paged.rowCount() else 0
        head, px = self.theme.px(HEAD), self.theme.px
        least = self._high() if self._over is not None else px(ROW) * (1 if self.theme.compact else 2)
        self.setMaximumHeight(head + rows)
        self.setMinimumHeight(head + min(rows, least))

    def restyle(self) -> None:
        """Follow the scale."""
        super().restyle()
        self.make_room()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scrolling carries along all that is laid on the rows, and the focus ring a second time: it follows a move."""
        super().scrollContentsBy(dx, dy)
        if self._over is not None:
            self._over.move(0, self._over.y() + 1)
        self._put_fields()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the open row's part over it."""
        super().resizeEvent(event)
        self._put_fields()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ on the last row goes on to the one being typed."""
        if event.key() == Qt.Key.Key_Down and self.currentIndex().row() >= self.paged.rowCount() - 1:
            self.left_below.emit()
        else:
            super().keyPressEvent(event)
