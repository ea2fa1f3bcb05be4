"""Months side by side: the mean score of each, and how far the truth may lie from it. Each opens its people."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import month_name
from kyuanbook.rules.feedback import Mean
from kyuanbook.ui.analysis.cells import Cells
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme

HEAD: Final = 26  # px above the 5, for its figure
STEP: Final = 30  # from score to score
FOOT: Final = 44  # the month, and how many answers
AXIS: Final = 22
DOT: Final = 5.0


class MonthScores(Cells):
    """One row of months over an axis from 1 to 5. ``low_score``: from there down the ground is tinted."""

    said_as = "Graphic"

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.months: tuple[tuple[int, Mean], ...] = ()
        self.low_score = 2

    def show_months(self, months: Sequence[tuple[int, Mean]], low_score: int) -> None:
        """These."""
        self.months, self.low_score = tuple(months), low_score
        self.at = (0, len(self.months) - 1)
        whole = clauses(self.said(0, i) for i in range(len(self.months)))
        self.setAccessibleName(f"{self.name}{tr('：')}{whole}")
        self.shown_anew()

    def size_in_cells(self) -> tuple[int, int]:
        """One row."""
        return (1, len(self.months)) if self.months else (0, 0)

    def box(self, row: int, place: int) -> QRect:
        """A month's column."""
        left = self.theme.px(AXIS)
        step = (self.width() - left) / max(1, len(self.months))
        start = left + round(place * step)
        return QRect(start, 0, left + round((place + 1) * step) - start, self.height())

    def said(self, row: int, place: int) -> str:
        """``11月 平均 4.3 分，12 次``."""
        month, mean = self.months[place]
        name = say(month_name(month % 12 + 1))
        if not mean.n:
            return tr("{month}没有人打分", month=name)
        few = tr("人太少") if mean.few else tr("大约在 {low} 到 {high} 之间", low=f"{mean.low:.1f}", high=f"{mean.high:.1f}")
        return clauses((tr("{month}平均 {mean} 分", month=name, mean=f"{mean.mean:.1f}"), few, trn("{n} 次", mean.n)))

    def opens(self, row: int, place: int) -> bool:
        """Somebody gave a score then."""
        return self.months[place][1].n > 0

    def sizeHint(self) -> QSize:
        """As high as the axis and its words."""
        return QSize(self.theme.px(480), self.theme.px(HEAD + 4 * STEP + 14 + FOOT))

    def minimumSizeHint(self) -> QSize:
        """Twelve short words side by side."""
        px = self.theme.px
        return QSize(px(AXIS) + px(27) * max(1, len(self.months)), self.sizeHint().height())

    def _y(self, score: float) -> int:
        return self.theme.px(HEAD) + round((5 - score) * self.theme.px(STEP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The axis first, then month by month."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        left = px(AXIS)
        low, foot = self._y(self.low_score + 0.5), self._y(1) + px(14)
        paint.fill(painter, theme, QRect(left, low, self.width() - left, foot - low), t.sunk)
        for score in range(1, 6):
            y = self._y(score)
            paint.fill(painter, theme, QRect(left, y, self.width() - left, 1), t.rule)
            paint.write(painter, theme, QRect(0, y - px(9), left - px(8), px(18)), str(score), t.ink3, size=12, align=paint.RIGHT)
        for place, (month, mean) in enumerate(self.months):
            self.ground(painter, 0, place)
            box = self.box(0, place)
            if mean.n:
                self._draw(painter, mean, box)
            words = QRect(box.left(), foot, box.width(), px(20))
            paint.write(painter, theme, words, self._foot(month), t.ink2, size=12, align=paint.CENTRE)
            many = QRect(box.left(), foot + px(18), box.width(), px(20))
            if mean.n:
                paint.write(painter, theme, many, trn("{n} 次", mean.n), t.ink3, size=12, align=paint.CENTRE)

    def _draw(self, painter: QPainter, mean: Mean, box: QRect) -> None:
        """A whisker with its dot, hollow and without a whisker where there are few; the figure over it."""
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        x, y = box.center().x(), self._y(mean.mean)
        thick = max(2, px(2))
        top = y
        if not mean.few:
            top, bottom = self._y(mean.high), self._y(mean.low)
            paint.fill(painter, theme, QRect(x - thick // 2, top, thick, max(1, bottom - top)), t.edge)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(t.accent)
        painter.setPen(QPen(ink, 1.6 * theme.scale))
        painter.setBrush(theme.colour(t.sheet) if mean.few else ink)
        painter.drawEllipse(QPointF(x + 0.5, y + 0.5), DOT * theme.scale, DOT * theme.scale)
        painter.restore()
        figure = QRect(box.left(), min(top, y - px(6)) - px(20), box.width(), px(20))
        paint.write(
            painter, theme, figure, f"{mean.mean:.1f}", t.ink2 if mean.few else t.ink, bold=not mean.few, align=paint.CENTRE
        )

    def _foot(self, month: int) -> str:
        """11月; of a January its year, where there is room for no more."""
        return f"{month // 12}" if month % 12 == 0 else say(month_name(month % 12 + 1))
