"""The rows of the day that are in the book, and the ruled paper below them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from kyuanbook.book.queries.daybook import DayVisit
from kyuanbook.ui.catchup.columns import INSET
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.table import HEAD, ROW, Index, RowDelegate, Table
from kyuanbook.ui.kit.theme import Theme


class _Delegate(RowDelegate):
    """Beside a row typed here stands what it made of the customer: 预警 → 回头客."""

    def __init__(self, theme: Theme, table: "Ledger") -> None:
        super().__init__(theme, table)
        self.ledger = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Under the fields of the row that is open there is nothing."""
        if not self.ledger.is_open(index.row()):
            super().paint(painter, option, index)

    def _draw_cell(self, painter: QPainter, box: QRect, column: Column[Any], row: object) -> None:
        before = self.ledger.turned.get(row.id, "") if isinstance(row, DayVisit) else ""
        if column.stage is None or not before or not isinstance(row, DayVisit) or before == row.stage.value:
            super()._draw_cell(painter, box, column, row)
            return
        theme, px = self.theme, self.theme.px
        x = box.left() + shapes.draw_word(painter, theme, box, before) + px(8)
        x += paint.write(painter, theme, box.adjusted(x - box.left(), 0, 0, 0), "→", theme.tokens.ink2) + px(8)
        shapes.draw_word(painter, theme, box.adjusted(x - box.left(), 0, 0, 0), row.stage.value, pinned=row.pinned)


class Ledger(Table):
    """Enter on a row opens it where it stands: a part is laid over it, and the rows below make room.

    ``left_below``: ↓ on the last row.
    """

    left_below = Signal()

    def __init__(self, theme: Theme, model: PagedModel[Any], *, name: str) -> None:
        self.turned: Mapping[int, str] = {}
        self._over: QWidget | None = None
        self._open = -1
        super().__init__(theme, model, name=name)
        self.setItemDelegate(_Delegate(theme, self))
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

    def open_row(self, visit: int, over: QWidget) -> None:
        """Lay ``over`` on the row of ``visit``."""
        self.close_row()
        self._over, self._open = over, visit
        over.setParent(self.viewport())
        over.installEventFilter(self)
        over.show()
        self.make_room()
        self.scrollTo(self.paged.index(self.paged.row_of(visit), 0))
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
            self._over.resize(self.viewport().width(), self._over.height())  # its words fold by its width
            layout = self._over.layout()
            if layout is not None:
                layout.activate()
            self.setRowHeight(row, self._over.sizeHint().height())
        self.fit_height()
        self._put_fields()

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
        least = self._over.sizeHint().height() if self._over is not None else px(ROW) * (1 if self.theme.compact else 2)
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


class BlankRows(Part):
    """The rest of the paper: ruled, numbered on, empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._first = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def number_from(self, first: int) -> None:
        """The number of the first blank row."""
        self._first = first
        self.update()

    def sizeHint(self) -> QSize:
        """Whatever is left."""
        return QSize(self.theme.px(200), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rules and numbers, as many as fit whole."""
        painter, theme, t = QPainter(self), self.theme, self.theme.tokens
        high = theme.px(ROW)
        for i in range((self.height() - theme.px(8)) // high):
            box = QRect(theme.px(INSET), i * high, theme.px(36), high)
            paint.write(painter, theme, box, str(self._first + i), t.ink3)
            paint.rule(painter, theme, 0, box.bottom(), self.width(), t.rule)
