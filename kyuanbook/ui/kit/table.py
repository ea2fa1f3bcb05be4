"""The table: ruled, not boxed. A head, a delegate, a current row with its bar, boxes to tick."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.ahead import Ahead
from kyuanbook.ui.kit.arranged import GAP, TICK, ArrangedTable
from kyuanbook.ui.kit.choices import draw_tick
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.rare import Delegate
from kyuanbook.ui.kit.scroll import QuietScrollBar
from kyuanbook.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 40
HEAD: Final = 34
BAR: Final = 3


class Head(QHeaderView):
    """Table head: 13 px, the sorted column bold with its arrow, a margin rule below, a box that ticks all.

    Edges are dragged, a double click on one fits the column to what it holds; all but the first can be moved.
    """

    tick_clicked = Signal()

    def __init__(self, theme: Theme, table: "Table") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.theme, self.table = theme, table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(theme.px(40))
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self.theme.px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title, arrow, rule; nothing of the style's."""
        theme, t, px, table = self.theme, self.theme.tokens, self.theme.px, self.table
        painter.fillRect(rect, theme.colour(t.sheet))
        column = table.columns[section]
        if section == 0 and table.ticks:
            over = rect.adjusted(0, 0, 0, 0).contains(self.mapFromGlobal(self.cursor().pos()))
            draw_tick(painter, theme, rect.left() + px(12), rect.center().y() + 1, table.paged.all_checked(), over=over)
        box = table.cell_box(rect, section)
        ours = column.key == table.sort_key
        ink = t.ink if ours else t.ink2
        width = theme.metrics(13, bold=ours).horizontalAdvance(column.title)
        right = column.align == "right"
        paint.write(
            painter, theme, box, column.title, ink, size=13, bold=ours, align=paint.RIGHT if right else paint.LEFT
        )
        if ours:
            x = box.right() - width - px(18) if right else box.left() + width + px(4)
            arrow = "arrow-down" if table.sort_down else "arrow-up"
            paint.image(painter, theme, x, rect.center().y() + 1, arrow, ink, 14)
        line = table.ruled(rect, section)
        paint.rule(painter, theme, line.left(), line.bottom(), line.width(), t.margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sections, and the rule goes on beside the last."""
        super().paintEvent(event)
        end = self.length() - self.offset()
        if end < self.viewport().width():
            painter = QPainter(self.viewport())
            width = self.viewport().width() - end - self.theme.px(self.table.tail)
            paint.rule(painter, self.theme, end, self.height() - 1, width, self.theme.tokens.margin)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks all, elsewhere it sorts."""
        point = event.position().toPoint()
        if self.table.ticks and self.logicalIndexAt(point) == 0 and point.x() < self.theme.px(TICK):
            self.tick_clicked.emit()
            return
        super().mouseReleaseEvent(event)


class RowDelegate(Delegate):
    """Paints a cell: ground of its row, text in its tone, a rule below."""

    def __init__(self, theme: Theme, table: "Table") -> None:
        super().__init__(theme, table)
        self.table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """40 high."""
        return QSize(self.theme.px(self.table.columns[index.column()].width), self.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        table, theme, t, px = self.table, self.theme, self.theme.tokens, self.theme.px
        rect: QRect = option.rect
        number, section = index.row(), index.column()
        first = section == table.first_column()
        ticked = table.ticks and table.paged.id_at(number) in table.paged.checked
        current = number == table.currentIndex().row()
        if current or ticked:
            only_in_hand = not ticked and table.ticks and bool(table.paged.checked)  # not to be taken for one that is ticked
            painter.fillRect(rect, theme.colour(t.sunk if only_in_hand else t.accent_t))
        elif number == table.hovered:
            painter.fillRect(rect, theme.colour(t.sunk))
        if current and first:
            painter.fillRect(QRect(rect.left(), rect.top(), px(BAR), rect.height()), theme.colour(t.accent))
        line = table.ruled(rect, section)
        paint.rule(painter, theme, line.left(), line.bottom(), line.width(), t.rule)
        if first and table.ticks:
            draw_tick(painter, theme, rect.left() + px(12), rect.center().y() + 1, ticked)
        row = table.paged.row(number)
        if row is not None:
            self._draw_cell(painter, table.cell_box(rect, section), table.columns[section], row)

    def told(self, option: QStyleOptionViewItem, index: Index) -> str:
        """What was cut, whole."""
        column, row, rect = self.table.columns[index.column()], self.table.paged.row(index.row()), option.rect
        words = "" if row is None or column.stage is not None else column.text(row)
        room = self.table.cell_box(rect, index.column()).width()
        cut = self.theme.metrics(column.size, bold=column.bold).horizontalAdvance(words) > room
        return "\n".join(filter(None, (words if cut else "", super().told(option, index))))

    def _draw_cell(self, painter: QPainter, box: QRect, column: Column[Any], row: object) -> None:
        theme, t = self.theme, self.theme.tokens
        if column.stage is not None:
            stage = column.stage(row)
            pinned = column.pinned(row) if column.pinned is not None else False
            if stage:
                shapes.draw_word(painter, theme, box, stage, pinned=pinned)
            return
        ink = getattr(t, column.tone(row)) if column.tone is not None else t.ink
        align = paint.RIGHT if column.align == "right" else paint.LEFT
        wide = paint.write(painter, theme, box, column.text(row), ink, size=column.size, bold=column.bold, align=align)
        if column.pinned is not None and column.pinned(row):
            paint.image(painter, theme, box.left() + wide + theme.px(6), box.center().y() + 1, "pin", ink, 14)


class Table(Ahead, ArrangedTable):
    """Any number of rows over a :class:`PagedModel`.

    Enter and double click: ``opened``. Space ticks. A head's click or Ctrl ← → (which column), Ctrl ↑ ↓ (which way):
    ``sort_wanted(key, downward)``; the owner fetches the ids in that order. ``moved``: another current row.
    The columns are the owner's to arrange: :class:`ArrangedTable`.
    """

    opened = Signal(int)
    moved = Signal(int)
    sort_wanted = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        model: PagedModel[Any],
        *,
        name: str,
        ticks: bool = False,
        lead: int = 0,
        tail: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """``ticks``: boxes before the first column. ``name`` is said by screen readers. ``lead``, ``tail``: px by which a table
        without boxes reaches beyond its column, laid in a :class:`Bleed`: the row in hand does, words and rules don't."""
        super().__init__(theme, model, ticks=ticks, parent=parent)
        self.lead, self.tail = lead, tail
        model.ticks = ticks
        self.hovered = -1
        self.setAccessibleName(name)
        self._set_up(theme)
        self.setModel(model)
        self._head = Head(theme, self)
        self.setHorizontalHeader(self._head)
        self.arrange_by(self._head)
        self._head.tick_clicked.connect(lambda: model.check_all(not model.all_checked()))
        self._head.sectionClicked.connect(self._head_clicked)
        self.setItemDelegate(RowDelegate(theme, self))
        model.checks_changed.connect(self._redraw)
        model.modelReset.connect(self.fit_columns)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.id_at(index.row())))
        theme.changed.connect(self.restyle)
        self.restyle()

    def _set_up(self, theme: Theme) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def restyle(self) -> None:
        """Row height and widths in the present scale."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.theme.px(ROW))
        self._head.setFixedHeight(self.theme.px(HEAD))
        self.fit_columns()
        self.updateGeometry()
        self._redraw()

    def _redraw(self) -> None:
        self.viewport().update()
        self._head.viewport().update()

    def show_sort(self, key: str, down: bool) -> None:
        """Say in the head how the rows are sorted."""
        self.sort_key, self.sort_down = key, down
        self._head.viewport().update()

    def first_column(self) -> int:
        """The first column shown."""
        return next((i for i in range(len(self.columns)) if not self.isColumnHidden(i)), 0)

    def last_column(self) -> int:
        """The last column shown, as the owner has them."""
        head = self.horizontalHeader()
        standing = [i for i in range(len(self.columns)) if not self.isColumnHidden(i)]
        return max(standing, key=head.visualIndex, default=0)

    def cell_box(self, rect: QRect, section: int) -> QRect:
        """Where a cell's text stands: 8 in from each side; flush at the table's edges, behind the box if any."""
        px, first = self.theme.px, section == self.first_column()
        left = px(TICK) if first and self.ticks else px(self.lead if first else GAP)
        right = px(self.tail if self.tail and section == self.last_column() else GAP)
        return rect.adjusted(left, 0, -right, 0)

    def ruled(self, rect: QRect, section: int) -> QRect:
        """How far the rule below a cell goes."""
        left = self.lead if section == self.first_column() else 0
        right = self.tail if section == self.last_column() else 0
        return rect.adjusted(self.theme.px(left), 0, -self.theme.px(right), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self.fit_columns()

    def current_id(self) -> int | None:
        """The id in hand."""
        row = self.currentIndex().row()
        return self.paged.id_at(row) if 0 <= row < self.paged.rowCount() else None

    def go_to(self, id_: int) -> None:
        """Put the current row on ``id_``, if it is shown."""
        row = self.paged.row_of(id_)
        if row >= 0:
            self.setCurrentIndex(self.paged.index(row, self.first_column()))

    def currentChanged(self, now: Index, before: Index) -> None:
        """Redraw whole rows, tell who listens."""
        super().currentChanged(now, before)
        self.viewport().update()
        if now.isValid():
            self.moved.emit(self.paged.id_at(now.row()))

    def _head_clicked(self, section: int) -> None:
        column = self.columns[section]
        if column.sorts:
            self.sort_wanted.emit(column.key, not self.sort_down if column.key == self.sort_key else True)

    def sort_by_key(self, key: Qt.Key) -> None:
        """Ctrl ← →: another column; Ctrl ↑ ↓: upward or downward."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.sort_wanted.emit(self.sort_key, key == Qt.Key.Key_Down)
            return
        standing = [c for c in self.offered() if not self.isColumnHidden(self._place(c.key))]
        keys = [column.key for column in standing if column.sorts]
        place = keys.index(self.sort_key) if self.sort_key in keys else 0
        step = 1 if key == Qt.Key.Key_Right else -1
        self.sort_wanted.emit(keys[(place + step) % len(keys)], True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Ctrl+A ticks all, Ctrl with arrows sorts; letters go on to the frame, which searches."""
        key, current = Qt.Key(event.key()), self.current_id()
        if self.take_column_key(event):
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        ):
            self.sort_by_key(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self.ticks:
            self.paged.check_all(not self.paged.all_checked())
        elif key == Qt.Key.Key_Space and self.ticks and current is not None:
            self.paged.toggle(self.currentIndex().row())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a row's box ticks it."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if self.ticks and index.isValid() and point.x() < self.theme.px(TICK):
            self.paged.toggle(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover marks the whole row."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """No row is hovered."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
