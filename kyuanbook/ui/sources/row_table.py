"""A table whose rows are all in memory: sorted by a click on a head, Ctrl Enter for a list of those behind the row in hand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kyuanbook.ui.kit.line import ENTER
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.table import HEAD, ROW, Table
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.sources.just_added import JustAdded

LEAD = 12  # px before the first column: the list bleeds so far beyond its page column


class Numbered(Protocol):
    """A row of such a table."""

    @property
    def id(self) -> int:
        """Its number."""


Row = TypeVar("Row", bound=Numbered)


class RowTable(Table, Generic[Row]):
    """``keys``: what a column is sorted by. ``list_wanted``: Ctrl Enter on a row."""

    list_wanted = Signal(int)

    def __init__(
        self, theme: Theme, columns: Sequence[Column[Row]], keys: Mapping[str, Callable[[Row], Any]], *, name: str,
        said: Callable[[Row], str], most: int = 0,
    ) -> None:  # fmt: skip
        """``most``: as high as its lines up to so many, the others scroll; 0: as high as it is given."""
        self.rows: dict[int, Row] = {}
        self._keys, self._most = keys, most
        model = PagedModel(columns, lambda ids: [self.rows.get(i) for i in ids], describe=said)
        super().__init__(theme, model, name=name, lead=LEAD)
        self.sort_key = ""
        self.sort_wanted.connect(self.sort_rows)
        self.restyle()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These, in this order unless the owner sorted them; the one in hand stays so, else its neighbour is."""
        kept, place = self.current_id(), max(0, self.currentIndex().row())
        self.rows = {row.id: row for row in rows}
        ids = self._sorted()
        self.paged.set_ids(ids)
        if ids:
            self.setCurrentIndex(self.paged.index(min(place, len(ids) - 1), self.first_column()))
        if kept is not None:
            self.go_to(kept)
        self.restyle()

    def take_new(self, just_added: JustAdded) -> None:
        """The row that was just entered is in hand."""
        new = just_added.among(self.rows)
        if new is not None:
            self.go_to(new)

    def sort_rows(self, key: str, down: bool) -> None:
        """By another column, or the other way."""
        kept = self.current_id()
        self.show_sort(key, down)
        self.paged.set_ids(self._sorted())
        if kept is not None:
            self.go_to(kept)

    def _sorted(self) -> list[int]:
        rows, of = list(self.rows.values()), self._keys.get(self.sort_key)
        if of is not None:
            rows.sort(key=of, reverse=self.sort_down)
        return [row.id for row in rows]

    def in_hand(self) -> Row | None:
        """The row in hand."""
        current = self.current_id()
        return None if current is None else self.rows.get(current)

    def restyle(self) -> None:
        """As high as it needs."""
        super().restyle()
        px, lines = self.theme.px, max(1, len(self.rows))
        if self._most:
            shown = min(lines, self._most)
            self.setFixedHeight(px(HEAD) + shown * px(ROW) + px(2))
            way = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(way.ScrollBarAlwaysOn if lines > shown else way.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter: a list."""
        current = self.current_id()
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if current is not None:
                self.list_wanted.emit(current)
            return
        super().keyPressEvent(event)
