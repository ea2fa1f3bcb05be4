"""Under the picture of 客户网络: what its lines and shapes mean, only those that are in it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from kyuanbook.book.queries.network import Network
from kyuanbook.language import clauses, say, tr
from kyuanbook.rules.network import Tie
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.sources.network_marks import draw_tie

LINE: Final = 22  # px of a sample line
HIGH: Final = 22
GAP: Final = 16


class Sample(NamedTuple):
    """A word with its line, or with its stage's shape."""

    word: str
    tie: Tie | None = None
    stage: str = ""


class Legend(Part):
    """Samples from left to right, on as many lines as they take."""

    said_as = "StaticText"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.samples: tuple[Sample, ...] = ()
        self._given = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_network(self, network: Network) -> None:
        """What is in it."""
        ties = {edge.tie for edge in network.edges}
        stages = {node.stage for node in network.nodes}
        self.show_samples(
            [
                *(Sample(say(tie.label), tie) for tie in Tie if tie in ties),
                *(Sample(shapes.stage_word(stage), None, stage) for stage in shapes.STAGES if stage in stages),
                Sample(tr("圆越大，花得越多；点一位，放到中间")),
            ]
        )

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """These."""
        self.samples = tuple(samples)
        self.setAccessibleName(clauses(one.word for one in samples))
        self.updateGeometry()
        self.update()

    def _wide(self, one: Sample) -> int:
        px, words = self.theme.px, self.theme.metrics(13).horizontalAdvance(one.word)
        return words + (px(LINE + 6) if one.tie is not None else px(13 + 6) if one.stage else 0)

    def _places(self, width: int) -> list[QRect]:
        px, x, y, found = self.theme.px, 0, 0, []
        for one in self.samples:
            wide = self._wide(one)
            if x and x + wide > width:
                x, y = 0, y + px(HIGH)
            found.append(QRect(x, y, wide + 1, px(HIGH)))
            x += wide + px(GAP)
        return found

    def sizeHint(self) -> QSize:
        """As high as its width needs."""
        places = self._places(self._given or 10_000)
        return QSize(self.theme.px(200), places[-1].bottom() + 1 if places else self.theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """The widest word."""
        return QSize(max((self._wide(one) for one in self.samples), default=0), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, perhaps other lines."""
        super().resizeEvent(event)
        if self.width() != self._given:
            self._given = self.width()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each sample and its word."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, box in zip(self.samples, self._places(self.width()), strict=True):
            x, middle = box.left(), box.center().y() + 1
            if one.tie is not None:
                self._draw_line(painter, one.tie, QRectF(x, middle - px(6), px(LINE), px(12)))
                x += px(LINE + 6)
            elif one.stage:
                x += shapes.draw_mark(painter, theme, x, middle, one.stage, theme.stage(one.stage).word, 13) + px(6)
            paint.write(painter, theme, QRect(x, box.top(), box.right() - x + 2, box.height()), one.word, t.ink2, size=13)

    def _draw_line(self, painter: QPainter, tie: Tie, box: QRectF) -> None:
        painter.save()
        painter.translate(box.left(), box.center().y())
        painter.scale(self.theme.scale, self.theme.scale)
        wide = box.width() / self.theme.scale
        lines, heads = QPainterPath(QPointF(0, 0)), QPainterPath()
        lines.lineTo(wide, 0)
        if tie is Tie.BROUGHT:
            heads.moveTo(wide, 0)
            heads.lineTo(wide - 8, 3.6)
            heads.lineTo(wide - 8, -3.6)
            heads.closeSubpath()
        draw_tie(painter, self.theme, tie, lines, heads)
        painter.restore()
