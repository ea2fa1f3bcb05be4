"""Shares on one axis, painted: what :mod:`kyuanbook.rules.backtest_picture` laid out, in the look's colours."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.language import clauses, tr, trn
from kyuanbook.rules.backtest import percent
from kyuanbook.rules.shares import Share
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

ROW: Final = 40
AXIS: Final = 26  # its figures, below the last row
BAR: Final = 12
GAP: Final = 16
MARKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


class Line(NamedTuple):
    """One bar: its word, its colour (a token's value), the share, and the shares of single days as ``dots``. ``waits``: no
    share is drawn of so few people."""

    word: str
    ink: str
    share: Share
    dots: tuple[float, ...] = ()
    waits: int | None = None

    def counted(self) -> str:
        """``38% · 19/50``; 人太少 where nothing can be concluded."""
        if not self.share.whole:
            return tr("没有人")
        if self.waits is not None:
            return trn("等人，才 {n} 位", self.waits)
        counted = f"{self.share.part:,}/{self.share.whole:,}"
        return f"{tr('人太少')}  {counted}" if self.share.few else f"{percent(self.share.share)}  {counted}"


class ShareBars(Part):
    """Bars under each other from 0 to 100 %; a whisker shows where the truth may lie. ``aligned``: others of the page, whose
    axes stand under this one's."""

    said_as = "Graphic"

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme)
        self._name = name
        self.lines: tuple[Line, ...] = ()
        self.aligned: tuple[ShareBars, ...] = (self,)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Draw these."""
        self.lines = tuple(lines)
        self.setAccessibleName(f"{self._name}{tr('：')}{clauses(f'{line.word} {line.counted()}' for line in lines)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row each, and the axis."""
        return QSize(self.theme.px(480), self.theme.px(ROW) * len(self.lines) + self.theme.px(AXIS))

    def minimumSizeHint(self) -> QSize:
        """Words whole, and a short axis between them."""
        words, counted = self._widths()
        return QSize(words + counted + self.theme.px(2 * GAP + 120), self.sizeHint().height())

    def _widths(self) -> tuple[int, int]:
        """px of the longest word at the left, of the longest count at the right."""
        words, counted = self.theme.metrics(14).horizontalAdvance, self.theme.metrics(14, bold=True).horizontalAdvance
        lines = [line for bars in self.aligned for line in bars.lines]
        return (
            max((words(line.word) for line in lines), default=0),
            max((counted(line.counted()) for line in lines), default=0),
        )

    def axis(self) -> tuple[int, int]:
        """(left end, length) of the axis, in px."""
        words, counted = self._widths()
        left = words + self.theme.px(GAP)
        return left, max(1, self.width() - left - counted - self.theme.px(GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines of the axis first, then bar by bar."""
        if not self.lines:
            return
        painter, theme, px = QPainter(self), self.theme, self.theme.px
        left, long = self.axis()
        foot = px(ROW) * len(self.lines)
        wide = theme.metrics(12).horizontalAdvance("100%")
        for mark in MARKS if long > px(280) else MARKS[::2]:
            x = left + round(mark * long)
            paint.fill(painter, theme, QRect(x, 0, 1, foot), theme.tokens.rule)
            box = QRect(x - wide, foot + px(4), 2 * wide, px(18))
            paint.write(painter, theme, box, percent(mark), theme.tokens.ink3, size=12, align=paint.CENTRE)
        for i, line in enumerate(self.lines):
            self._draw(painter, line, i * px(ROW), left, long)

    def _draw(self, painter: QPainter, line: Line, top: int, left: int, long: int) -> None:
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        row = QRect(0, top, self.width(), px(ROW))
        paint.write(painter, theme, QRect(0, row.top(), left - px(8), row.height()), line.word, t.ink)
        right = QRect(left + long + px(GAP), row.top(), self.width() - left - long - px(GAP), row.height())
        few = line.share.few or line.waits is not None
        paint.write(painter, theme, right, line.counted(), t.ink2 if few else t.ink, bold=not few)
        middle, share = row.center().y() + 1, line.share.share
        if line.waits is not None:
            return
        if share is not None:
            box = QRect(left, middle - px(BAR) // 2, max(px(2), round(share * long)), px(BAR))
            if few:
                paint.rounded(painter, theme, box, 2, fill=t.sheet, edge=line.ink)
            else:
                paint.rounded(painter, theme, box, 2, fill=line.ink)
            self._draw_reach(painter, line.share, middle, left, long)
        self._draw_dots(painter, line.dots, middle + px(BAR) // 2 + px(6), left, long)

    def _draw_reach(self, painter: QPainter, share: Share, middle: int, left: int, long: int) -> None:
        """The whisker, light over the bar and dark beyond it."""
        theme, t, px = self.theme, self.theme.tokens, self.theme.px
        low, high = left + round(share.low * long), left + round(share.high * long)
        if high - low < px(4):
            return  # surer than the picture can show
        end = left + round((share.share or 0.0) * long)
        thick = max(2, px(2))
        for start, stop, ink in ((low, min(end, high), t.sheet), (max(low, end), high, t.ink2)):
            paint.fill(painter, theme, QRect(start, middle - thick // 2, max(0, stop - start), thick), ink)
        paint.fill(painter, theme, QRect(high - thick // 2, middle - px(5), thick, px(10)), t.ink2)

    def _draw_dots(self, painter: QPainter, dots: Sequence[float], y: int, left: int, long: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour(self.theme.tokens.edge), 1.2 * self.theme.scale))
        painter.setBrush(self.theme.colour(self.theme.tokens.sheet))
        radius = 2.6 * self.theme.scale
        for dot in dots:
            painter.drawEllipse(QPointF(left + dot * long, y), radius, radius)
        painter.restore()
