"""The rows of the day that are in the book, and the ruled paper below them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.book.queries.daybook import DayVisit
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.open_table import INSET, OpenDelegate, OpenTable
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.table import ROW
from kyuanbook.ui.kit.theme import Theme


class _Delegate(OpenDelegate):
    """Beside a row typed here stands what it made of the customer: 预警 → 回头客; without room for both, 回头客."""

    def __init__(self, theme: Theme, table: "Ledger") -> None:
        super().__init__(theme, table)
        self.ledger = table

    def _draw_cell(self, painter: QPainter, box: QRect, column: Column[Any], row: object) -> None:
        before = self.ledger.turned.get(row.id, "") if isinstance(row, DayVisit) else ""
        if column.stage is None or not before or not isinstance(row, DayVisit) or not self._turns(before, row, box.width()):
            super()._draw_cell(painter, box, column, row)
            return
        theme, px = self.theme, self.theme.px
        x = box.left() + shapes.draw_word(painter, theme, box, before) + px(8)
        x += paint.write(painter, theme, box.adjusted(x - box.left(), 0, 0, 0), "→", theme.tokens.ink2) + px(8)
        shapes.draw_word(painter, theme, box.adjusted(x - box.left(), 0, 0, 0), row.stage.value, pinned=row.pinned)

    def _turns(self, before: str, row: DayVisit, room: int) -> bool:
        """Whether it made another of them, and both words stand in ``room`` px."""
        arrow = self.theme.metrics(14).horizontalAdvance("→") + 2 * self.theme.px(8)
        both = shapes.word_width(self.theme, before) + shapes.word_width(self.theme, row.stage.value, pinned=row.pinned)
        return before != row.stage.value and both + arrow <= room


class Ledger(OpenTable):
    """The rows of the day. ``turned``: visit -> the stage before it."""

    def __init__(self, theme: Theme, model: PagedModel[Any], *, name: str) -> None:
        self.turned: Mapping[int, str] = {}
        super().__init__(theme, model, name=name)
        self.setItemDelegate(_Delegate(theme, self))


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
