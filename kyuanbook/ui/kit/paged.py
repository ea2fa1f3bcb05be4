"""Rows of any number: the model holds ids only and fetches the rows of a page when they come into view."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
PAGE: Final = 64
KEPT: Final = 32  # pages, about 2,000 rows
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1  # the row object itself
NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """A column as data.

    ``text``: what stands in the cell. ``tone``: a token's name for its ink. ``stage``: a stage key, drawn as shape and
    word instead of the text. ``width`` px at 100 %; ``least``: the owner may not make it narrower, nor than its title.
    ``drop``: when the table is narrow the column with the smallest
    drop > 0 goes first; 0 never goes. ``stretch``: takes what width is left over. ``away``: put away until the owner asks.
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 100
    least: int = 48
    align: Literal["left", "right"] = "left"
    size: int = 14
    bold: bool = False
    tone: Callable[[R], str] | None = None
    stage: Callable[[R], str] | None = None
    pinned: Callable[[R], bool] | None = None
    sorts: bool = True
    drop: int = 0
    stretch: bool = False
    away: bool = False


class PagedModel(QAbstractTableModel, Generic[R]):
    """Ids in order; rows come by ``fetch(ids)``, one row for each id in the same order, PAGE at a time.

    A row that ``fetch`` gives as None (deleted meanwhile) shows as empty. ``checked`` holds ids, whatever the order.
    ``describe``: the row as one sentence for screen readers; ``ticks``: rows can be ticked.
    """

    checks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[int]], Sequence[R | None]],
        *,
        describe: Callable[[R], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.checked: set[int] = set()
        self.ticks = False
        self._fetch, self._describe = fetch, describe
        self._ids = array("i")
        self._found = -1  # the row that was last looked for by its id
        self._pages: OrderedDict[int, Sequence[R | None]] = OrderedDict()

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these rows in this order. An ``array("i")`` is taken as it is."""
        self.beginResetModel()
        self._ids = ids if isinstance(ids, array) else array("i", ids)
        self._pages.clear()
        self.endResetModel()

    def ids(self) -> Sequence[int]:
        """All ids, in order."""
        return self._ids

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Read rows again: those of ``ids`` (their pages), or all. Order and selection stay."""
        if ids is None:
            self._pages.clear()
        else:
            changed = frozenset(ids)
            for page in [p for p in self._pages if not changed.isdisjoint(self._ids_of(p))]:
                del self._pages[page]
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, self.columnCount() - 1))

    def _ids_of(self, page: int) -> Sequence[int]:
        return self._ids[page * PAGE : (page + 1) * PAGE]

    def id_at(self, row: int) -> int:
        """The id in row ``row``. Raises IndexError."""
        return self._ids[row]

    def row_of(self, id_: int) -> int:
        """Where ``id_`` stands, -1 when it is not among the rows."""
        if 0 <= self._found < len(self._ids) and self._ids[self._found] == id_:
            return self._found  # asked twice in a row; of a hundred thousand it takes a millisecond to find one
        try:
            self._found = self._ids.index(id_)
        except ValueError:
            return -1
        return self._found

    def row(self, row: int) -> R | None:
        """The row object, fetched with its page when it is not at hand."""
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._pages[page] = self._fetch(self._ids_of(page))
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[place]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """All rows, fetched or not."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As given."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, what a screen reader says, or the row itself (ROW_ROLE)."""
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row(index.row())
            return None if row is None else self.columns[index.column()].text(row)
        if role == ROW_ROLE:
            return self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index)
        if role == Qt.ItemDataRole.CheckStateRole and self.ticks and index.column() == 0:
            return Qt.CheckState.Checked if self._ids[index.row()] in self.checked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row's first cell bears its tick; the table itself, not the delegate, sets it."""
        ticks = self.ticks and index.column() == 0
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if ticks else super().flags(index)

    def _said(self, index: Index) -> str:
        row = self.row(index.row())
        if row is None:
            return ""
        if index.column() == 0 and self._describe is not None:
            return self._describe(row)
        column = self.columns[index.column()]
        return f"{column.title} {column.text(row)}".strip()

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Column titles; to a screen reader, whose row it is."""
        if way == Qt.Orientation.Vertical and role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(section)
            return None if row is None else self.columns[0].text(row)
        if way == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self.columns[section].title
        return None

    def toggle(self, row: int) -> None:
        """Tick or untick a row."""
        self.checked ^= {self._ids[row]}
        self._checks_changed()

    def check_all(self, on: bool) -> None:
        """Tick every row there is, shown or not; or none."""
        self.checked = set(self._ids) if on else set()
        self._checks_changed()

    def all_checked(self) -> bool:
        """Every row ticked, and there is one."""
        return bool(self._ids) and len(self.checked) >= len(self._ids)

    def _checks_changed(self) -> None:
        self.checks_changed.emit()
