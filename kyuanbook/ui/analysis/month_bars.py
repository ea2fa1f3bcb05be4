"""Months side by side: how many stopped coming, and of how many it is known why. Each opens its people."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import month_name
from kyuanbook.ui.analysis.cells import Cells
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme

HIGH: Final = 132  # px of the highest bar's room
FOOT: Final = 24
HEAD: Final = 22
BAR: Final = 34


class Month(NamedTuple):
    """``month``: counted on, as ``rules.lapses`` has it; ``known``: of how many of ``all`` it is known why."""

    month: int
    all: int
    known: int


class MonthBars(Cells):
    """One row of months."""

    said_as = "Graphic"

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.months: tuple[Month, ...] = ()

    def show_months(self, months: Sequence[Month]) -> None:
        """These."""
        self.months = tuple(months)
        self.at = (0, len(self.months) - 1)
        whole = clauses(self.said(0, i) for i in range(len(self.months)))
        self.setAccessibleName(f"{self.name}{tr('：')}{whole}")
        self.shown_anew()

    def size_in_cells(self) -> tuple[int, int]:
        """One row."""
        return (1, len(self.months)) if self.months else (0, 0)

    def box(self, row: int, place: int) -> QRect:
        """A month's column."""
        step = self.width() / max(1, len(self.months))
        left = round(place * step)
        return QRect(left, 0, round((place + 1) * step) - left, self.height())

    def said(self, row: int, place: int) -> str:
        """``11月 流失 5 位，知道原因 3 位``."""
        one = self.months[place]
        name = say(month_name(one.month % 12 + 1))
        if one.month % 12 == 0 or place == 0:
            name = tr("{year}年{month}", year=one.month // 12, month=name)
        return clauses((trn("{month}流失 {n} 位", one.all, month=name), trn("知道原因 {n} 位", one.known)))

    def opens(self, row: int, place: int) -> bool:
        """Somebody lapsed then."""
        return self.months[place].all > 0

    def sizeHint(self) -> QSize:
        """As high as the bars and their words."""
        return QSize(self.theme.px(480), self.theme.px(HEAD + HIGH + FOOT))

    def minimumSizeHint(self) -> QSize:
        """Twelve short words side by side."""
        return QSize(self.theme.px(28) * max(1, len(self.months)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars on their line: known reasons full, the rest outlined."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        most = max((one.all for one in self.months), default=0) or 1
        line = self.height() - px(FOOT)
        for place, one in enumerate(self.months):
            self.ground(painter, 0, place)
            box = self.box(0, place)
            wide = min(px(BAR), box.width() - px(8))
            left = box.center().x() - wide // 2
            high = round(px(HIGH) * one.all / most)
            if one.all:
                paint.rounded(
                    painter, theme, QRect(left, line - high, wide, high), 2, fill=t.sunk,
                    edge=theme.stage("lapsed").word,
                )  # fmt: skip
                known = round(high * one.known / one.all)
                paint.fill(painter, theme, QRect(left, line - known, wide, known), theme.stage("lapsed").word)
                number = QRect(box.left(), line - high - px(HEAD), box.width(), px(HEAD))
                paint.write(painter, theme, number, f"{one.all:,}", t.ink, align=paint.CENTRE)
            foot = QRect(box.left(), line, box.width(), px(FOOT))
            paint.write(painter, theme, foot, self._foot(one), t.ink2, size=12, align=paint.CENTRE)
        paint.rule(painter, theme, 0, line, self.width(), t.rule2)

    def _foot(self, one: Month) -> str:
        """11月; of a January its year, where there is room for no more."""
        return f"{one.month // 12}" if one.month % 12 == 0 else say(month_name(one.month % 12 + 1))
