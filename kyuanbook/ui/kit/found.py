"""Who the search found: the rows, made when they are looked at, and how each is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, overload

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from kyuanbook.language import clauses, tr
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.paint import Run
from kyuanbook.ui.kit.rare import Delegate
from kyuanbook.ui.kit.theme import Theme

ROW: Final = 56
TIGHT: Final = 480  # px of a row
KEYS: Final = 196  # px of what the keys do, at the end of the row in hand
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Found:
    """One person found. ``spelling``: pieces of pinyin (or of what else matched), True where the typed letters are.
    ``coded``: it is what bears the printed code that was typed, and no person."""

    id: int
    name: str
    spelling: tuple[tuple[str, bool], ...]
    stage: str
    last: str
    phone: str
    total: str = ""
    coded: bool = False

    def said(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.name, shapes.stage_word(self.stage) if self.stage else "", self.last, self.phone, self.total)
        return clauses(parts)


class FoundRows(Sequence[Found]):
    """Rows that are made when they are looked at: of thirty found eight are seen, and a keystroke waits for no other.

    ``names``: of all of them, in order. ``make``: the row at a place.
    """

    def __init__(self, names: Sequence[str], make: Callable[[int], Found]) -> None:
        self.names, self._make = names, make
        self._made: dict[int, Found] = {}

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Found: ...
    @overload
    def __getitem__(self, place: slice) -> list[Found]: ...
    def __getitem__(self, place: int | slice) -> Found | list[Found]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        if at not in self._made:
            self._made[at] = self._make(at)
        return self._made[at]


NOBODY: Final = FoundRows((), [].__getitem__)


class FoundModel(QAbstractListModel):
    """The rows now found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows = NOBODY

    def show_rows(self, rows: FoundRows) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many."""
        return len(self.rows) if parent is None or not parent.isValid() else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, or the whole row for screen readers."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said()
        return None


class FoundDelegate(Delegate):
    """Name over pinyin, stage over last visit, phone, total; on the current row what the keys do."""

    def __init__(self, theme: Theme, model: FoundModel, view: QListView) -> None:
        super().__init__(theme, view)
        self.model, self.view = model, view
        self._wide: tuple[object, tuple[int, int, int]] = (None, (0, 0, 0))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """56 high."""
        return QSize(self.theme.px(200), self.theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row, theme, t, px = self.model.rows[index.row()], self.theme, self.theme.tokens, self.theme.px
        box: QRect = option.rect
        current = index.row() == self.view.currentIndex().row()
        painter.fillRect(box, theme.colour(t.raised))
        if current:
            paint.rounded(painter, theme, box, 6, fill=t.accent_t)
        elif index.row() + 1 != self.view.currentIndex().row() and index.row() + 1 < len(self.model.rows):
            paint.rule(painter, theme, box.left() + px(16), box.bottom(), box.width() - px(32), t.rule)
        left, upper, lower = box.left() + px(16), box.top() + px(7), box.top() + px(31)
        tight = box.width() < px(TIGHT)
        named, second, third = self._widths_once(box.width())
        paint.write(painter, theme, QRect(left, upper, named, px(24)), row.name, t.ink, size=16, bold=True)
        runs = [Run(text, bold=hit, ink=t.accent if hit else t.ink2) for text, hit in row.spelling]
        paint.write_runs(painter, theme, QRect(left, lower, named, px(18)), runs, t.ink2, size=13)
        stage = left + named + px(10)
        if row.stage:
            shapes.draw_word(painter, theme, QRect(stage, upper, second, px(24)), row.stage)
        last = box.right() - px(12) - stage if tight else second
        paint.write(painter, theme, QRect(stage, lower, last, px(18)), row.last, t.ink2, size=13)
        if tight:  # large type in a small window: what the keys do is said below
            end = QRect(stage, upper, last, px(24))
            paint.write(painter, theme, end, row.phone, t.ink, size=15, align=paint.RIGHT)
            return
        phone = QRect(stage + second + px(8), box.top(), third, box.height())
        paint.write(painter, theme, phone, row.phone, t.ink, size=15)
        end = QRect(phone.right(), box.top(), max(0, box.right() - px(16) - phone.right()), box.height())
        if current:
            self._draw_keys(painter, box, row)
        else:
            paint.write(painter, theme, end, row.total, t.ink2, size=13, align=paint.RIGHT)

    def _widths_once(self, width: int) -> tuple[int, int, int]:
        asked = (self.model.rows, width, self.theme.px(100))
        if self._wide[0] != asked:
            self._wide = asked, self._widths(width)
        return self._wide[1]

    def _widths(self, width: int) -> tuple[int, int, int]:
        """px of name, stage and phone: as the look has them, or the longest name as far as the others leave it room."""
        px, theme, rows = self.theme.px, self.theme, self.model.rows
        longest = max(map(theme.metrics(16, bold=True).horizontalAdvance, rows.names), default=0)
        if longest <= px(136):
            return px(136), px(122), px(130)
        if width < px(TIGHT):
            return max(px(136), min(longest, width - px(16 + 10 + 122 + 12))), px(122), 0
        last = max(theme.metrics(13).horizontalAdvance(row.last) for row in rows)
        second = max(last, *(shapes.word_width(theme, row.stage) for row in rows if row.stage), px(60))
        third = max(theme.metrics(15).horizontalAdvance(row.phone) for row in rows) + px(8)
        return max(px(136), min(longest, width - px(16 + 10 + 8 + KEYS) - second - third)), second, third

    def _draw_keys(self, painter: QPainter, box: QRect, row: Found) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        x, middle = box.right() - px(12), box.center().y() + 1
        for word, key in ((tr("记到店"), "F3"), (tr("新客户") if row.coded else tr("打开"), "Enter")):
            x -= paint.key_cap(painter, theme, x, middle, key) + px(6)
            width = theme.metrics(13).horizontalAdvance(word)
            paint.write(painter, theme, QRect(x - width, box.top(), width, box.height()), word, t.ink2, size=13)
            x -= width + px(16)
