"""The saved 客户细分, one line each: how many belong now, and what share of all."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kyuanbook.book.queries.segments import SegmentRow
from kyuanbook.language import clauses, tr, trn
from kyuanbook.ui.analysis.tally_table import ENTER, percent
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.rows import INSET
from kyuanbook.ui.kit.table import HEAD, ROW, Table
from kyuanbook.ui.kit.theme import Theme


class Counted(NamedTuple):
    """A segment, how it reads, how many belong of how many there are."""

    segment: SegmentRow
    reads: str
    n: int
    of: int

    def share(self) -> str:
        """``8%``."""
        return percent(self.n / self.of if self.of else None)

    def said(self) -> str:
        """As a screen reader says it."""
        return clauses((self.segment.name, trn("{n} 位", self.n), self.share(), self.reads))


class SegmentTable(Table):
    """As high as its lines. ``opened``: Enter, by the segment's number. ``list_wanted``: Ctrl Enter. ``move_wanted``: Ctrl
    with an arrow."""

    list_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        self.counted: dict[int, Counted] = {}
        model = PagedModel(_columns(), lambda ids: [self.counted.get(i) for i in ids], describe=Counted.said)
        super().__init__(theme, model, name=tr("客户细分"), lead=INSET, tail=INSET)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.restyle()

    def show_counted(self, counted: Sequence[Counted]) -> None:
        """These, in this order; the one in hand stays so, else its neighbour is."""
        kept, place = self.current_id(), max(0, self.currentIndex().row())
        self.counted = {one.segment.id: one for one in counted}
        self.paged.set_ids(list(self.counted))
        if counted:
            self.setCurrentIndex(self.paged.index(min(place, len(counted) - 1), 0))
        if kept is not None:
            self.go_to(kept)
        self.restyle()

    def in_hand(self) -> Counted | None:
        """The segment of the current line."""
        current = self.current_id()
        return None if current is None else self.counted.get(current)

    def restyle(self) -> None:
        """As high as it needs."""
        super().restyle()
        px = self.theme.px
        self.setFixedHeight(px(HEAD) + max(1, len(self.counted)) * px(ROW) + px(2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter: its list; Ctrl with an arrow moves it."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            key = Qt.Key(event.key())
            if key in ENTER:
                self.list_wanted.emit()
                return
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
                return
        super().keyPressEvent(event)


def _columns() -> list[Column[Counted]]:
    def quiet(_: Counted) -> str:
        return "ink2"

    return [
        Column[Counted](
            key="name", title=tr("名字"), text=lambda r: r.segment.name, width=180, least=120, size=16, bold=True,
            sorts=False, stretch=True,
        ),
        Column[Counted](
            key="n", title=tr("客户"), text=lambda r: trn("{n} 位", r.n), width=96, align="right", sorts=False
        ),
        Column[Counted](
            key="share", title=tr("占客户"), text=Counted.share, width=84, align="right", tone=quiet, sorts=False, drop=1
        ),
    ]  # fmt: skip
