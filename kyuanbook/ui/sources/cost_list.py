"""What was paid for the one in hand: each payment corrected by Enter, struck out by Delete."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from kyuanbook.book.queries.campaigns import CostRow
from kyuanbook.language import say, tr, trn
from kyuanbook.rules.dates import day_words
from kyuanbook.ui.kit.part import Part, column
from kyuanbook.ui.kit.privacy import amount_words
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Heading
from kyuanbook.ui.pages.section import on_key
from kyuanbook.ui.shell.menu import Act
from kyuanbook.ui.shell.row_menu import RowMenu

SHOWN: Final = 4  # lines; a page that grew with them would push the row they belong to out of sight


class CostList(Part):
    """``changed``, ``removed``: the number of a payment. Of many a few stand there, the rest scrolls."""

    changed = Signal(int)
    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.head = Heading(theme, tr("花费"))
        self.list = Rows(theme, name=tr("花费"), lead_width=76, height=40, fitted=True, inset=False, whole=False)
        self.list.opened.connect(self.changed)
        on_key(self.list, "Del", self._remove)
        RowMenu(self.list, lambda: (self.own_acts(),))
        down = column(theme, self)
        down.addWidget(self.head)
        down.addWidget(self.list)

    def show_costs(self, costs: Sequence[CostRow], today: int) -> None:
        """These, the newest first."""
        self.list.show_rows([
            OneLine(one.id, say(day_words(one.day, today)), one.note or tr("没写是什么"), end=amount_words(one.cents), folds=True)
            for one in costs
        ], stay=True)  # fmt: skip
        total = amount_words(sum(one.cents for one in costs))
        self.head.note.set_text(trn("{n} 笔，共 {total}", len(costs), total=total) if costs else "")
        self.list.setVisible(bool(costs))
        self.restyle()

    def restyle(self) -> None:
        """As high as its first lines."""
        self.list.setFixedHeight(sum(map(self.list.row_height, self.list.rows.rows[:SHOWN])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width other notes fold."""
        super().resizeEvent(event)
        self.restyle()

    def own_acts(self) -> tuple[Act, ...]:
        """Correcting and striking out, while the list has the focus."""
        chosen = self.list.current_id()
        if chosen is None:
            return ()
        return (
            Act(tr("改这笔"), "Enter", lambda: self.changed.emit(chosen), bind=False),
            Act(tr("去掉这笔"), "Del", self._remove, bind=False),
        )

    def _remove(self) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            self.removed.emit(chosen)
