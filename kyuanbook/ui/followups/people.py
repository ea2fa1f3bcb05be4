"""The list of those to get in touch with, under heads. A reason that finds no room beside the name stands below it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.row_kinds import GroupHead, PersonLine
from kyuanbook.ui.kit.rows import INSET, Row, Rows, RowsDelegate
from kyuanbook.ui.kit.theme import Theme

HEIGHT: Final = 42
MARK: Final = 22  # px from the shape to the name
NAMES: Final = (72, 132)  # px of the column of names: the least, and the most
GAP: Final = 16


class PeopleList(Rows):
    """Rows of :class:`PersonLine` under heads; the row in hand is seen wherever the focus is: what stands beside is about it."""

    def __init__(self, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name=name, whole=False, height=HEIGHT, headed=True, parent=parent)
        self.shows_current = True
        self.setItemDelegate(_PeopleDelegate(theme, self))
        self._names, self._phones, self._staff = 0, 0, 0

    def show_rows(self, rows: Sequence[Row], *, stay: bool = False) -> None:
        """Replace all rows; columns are as wide as what stands in them."""
        lines = [row for row in rows if isinstance(row, PersonLine)]
        self._fit_columns(lines)
        super().show_rows(rows, stay=stay)

    def _fit_columns(self, lines: Sequence[PersonLine]) -> None:
        px, metrics = self.theme.px, self.theme.metrics
        names = metrics(15, bold=True)
        widest = max((names.horizontalAdvance(line.name) for line in lines), default=0)
        self._names = min(max(widest, px(NAMES[0])), px(NAMES[1]))
        self._phones = max((metrics(14).horizontalAdvance(line.phone) for line in lines), default=0)
        self._staff = max((metrics(13).horizontalAdvance(line.staff) for line in lines), default=0)

    def restyle(self) -> None:
        """Follow the scale."""
        self._fit_columns([row for row in self.rows.rows if isinstance(row, PersonLine)])
        super().restyle()

    def room(self) -> int:
        """px between the insets."""
        return self.viewport().width() - 2 * self.theme.px(INSET)

    def ends(self, line: PersonLine) -> tuple[int, int, int]:
        """Where in a row, from its left, staff, number and mark end."""
        px = self.theme.px
        staff = self.room()
        phone = staff - (self._staff + px(GAP + 8) if self._staff else 0)
        mark = phone - (self._phones + px(GAP) if self._phones else 0)
        return staff, phone, mark

    def reason_place(self, line: PersonLine) -> QRect | None:
        """Beside the name where it has room, from the row's own corner; None where it stands below."""
        px = self.theme.px
        left = px(MARK) + self._names + px(GAP)
        end = self.ends(line)[2]
        if line.mark:
            end -= self.theme.metrics(13).horizontalAdvance(line.mark) + px(GAP)
        if self.theme.metrics(14).horizontalAdvance(line.reason) > end - left:
            return None
        return QRect(left, 0, end - left, px(HEIGHT))

    def below_place(self, line: PersonLine) -> QRect:
        """Where a reason stands that has no room beside the name."""
        px = self.theme.px
        wide = QRect(px(MARK), 0, max(px(80), self.room() - px(MARK)), px(4000))
        high = self.theme.metrics(14).boundingRect(wide, paint.WRAPPED, line.reason).height()
        return QRect(px(MARK), px(HEIGHT - 8), wide.width(), high)

    def row_height(self, row: Row) -> int:
        """One line, or as many as the reason takes below the name."""
        if not isinstance(row, PersonLine):
            return super().row_height(row)
        if self.reason_place(row) is not None:
            return self.theme.px(HEIGHT)
        return self.below_place(row).bottom() + self.theme.px(9)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width other reasons stand below."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def lines(self) -> list[PersonLine]:
        """The rows without their heads."""
        return [row for row in self.rows.rows if not isinstance(row, GroupHead) and isinstance(row, PersonLine)]


class _PeopleDelegate(RowsDelegate):
    """Paints such rows too."""

    view: PeopleList

    def draw(self, painter: QPainter, box: QRect, row: Row) -> None:
        """Shape, name, why, mark, number, who does it."""
        if not isinstance(row, PersonLine):
            super().draw(painter, box, row)
            return
        theme, t, px, view = self.theme, self.theme.tokens, self.theme.px, self.view
        line = QRect(box.left(), box.top(), box.width(), px(HEIGHT))
        staff, phone, mark = (box.left() + end for end in view.ends(row))
        beside = view.reason_place(row)
        if row.stage:
            middle = line.center().y() + 1
            shapes.draw_mark(painter, theme, box.left(), middle, row.stage, theme.stage(row.stage).word, 12)
        _until(painter, theme, line, staff, row.staff, t.ink2, 13)
        _until(painter, theme, line, phone, row.phone, t.ink, 14)
        marked = _until(painter, theme, line, mark, row.mark, t.ink2, 13)
        left = box.left() + px(MARK)
        end = left + view._names if beside is not None else mark - (marked + px(GAP) if marked else 0)
        name = QRect(left, line.top(), max(0, end - left), line.height())
        paint.write(painter, theme, name, row.name, t.ink, size=15, bold=True)
        if beside is not None:
            paint.write(painter, theme, beside.translated(box.left(), box.top()), row.reason, t.ink2)
        else:
            place = view.below_place(row).translated(box.left(), box.top())
            paint.write_lines(painter, theme, place, row.reason, t.ink2)


def _until(painter: QPainter, theme: Theme, line: QRect, end: int, words: str, ink: str, size: int) -> int:
    box = QRect(line.left(), line.top(), max(0, end - line.left()), line.height())
    return paint.write(painter, theme, box, words, ink, size=size, align=paint.RIGHT)
