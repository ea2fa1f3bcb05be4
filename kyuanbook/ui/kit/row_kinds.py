"""What stands in a ruled list: calls of two lines, single lines, heads between them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kyuanbook.language import clauses
from kyuanbook.ui.kit import shapes

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class TwoLine(NamedTuple):
    """A call: number, name, stage, why; at the right phone, money over the last visit."""

    id: int
    number: str
    name: str
    stage: str
    reason: str
    phone: str = ""
    money: str = ""
    last: str = ""
    pinned: bool = False

    def said(self) -> str:
        """As a screen reader says it: 王小明，预警，平时约 14 天来一次，已 47 天没来."""
        stage = shapes.stage_word(self.stage) if self.stage else ""
        return clauses((self.name, stage, self.reason, self.phone, self.money, self.last))


class OneLine(NamedTuple):
    """One ruled line: a lead (day, time), an icon, the name, a stage, a note, something before the end, the end.

    ``urgent``: today, act: the lead in seal, the name bold. ``aside``: not painted, but said, and shown on hover.
    ``is_whole``: the note is a word of ours, painted whole or not at all. ``folds``: a note that finds no room beside the name
    stands below it, on as many lines as it takes; so does a name that has none.
    """

    id: int
    lead: str
    name: str
    stage: str = ""
    note: str = ""
    middle: str = ""
    end: str = ""
    icon: str = ""
    icon_ink: str = "ink2"
    bold: bool = False
    urgent: bool = False
    aside: str = ""
    is_whole: bool = False
    folds: bool = False

    def said(self) -> str:
        """As a screen reader says it."""
        stage = shapes.stage_word(self.stage) if self.stage else ""
        return clauses((self.lead, self.name, stage, self.note, self.middle, self.end, self.aside))


class GroupHead(NamedTuple):
    """A quiet head within a list: 超了平时的间隔 6 位. Cannot be current."""

    text: str
    note: str = ""

    def said(self) -> str:
        """As a screen reader says it."""
        return f"{self.text} {self.note}".strip()


class PersonLine(NamedTuple):
    """Somebody to get in touch with: the stage's shape, the name, why; at the right a mark (名单 12), the number, who does it."""

    id: int
    stage: str
    name: str
    reason: str
    phone: str = ""
    staff: str = ""
    mark: str = ""

    def said(self) -> str:
        """As a screen reader says it."""
        stage = shapes.stage_word(self.stage) if self.stage else ""
        return clauses((self.name, stage, self.reason, self.mark, self.phone, self.staff))


Row = TwoLine | OneLine | GroupHead | PersonLine


class RowsModel(QAbstractListModel):
    """Rows made for the list, all in memory: lists are short by design."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads are passed over by the arrows."""
        if isinstance(self.rows[index.row()], GroupHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row in words."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].said()
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.rows[index.row()]
            return row.aside if isinstance(row, OneLine) and row.aside else None
        return None
