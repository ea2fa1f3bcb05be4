"""Stage shapes, the stage word beside its shape, and the full chip. Shape, word and colour all say the stage."""

from functools import lru_cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from kyuanbook.language import tr
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme

STAGES: Final = ("prospect", "new", "returning", "loyal", "at_risk", "lapsed", "won_back")
WORDS: Final = {
    "prospect": "潜在",
    "new": "新客",
    "returning": "回头客",
    "loyal": "忠诚",
    "at_risk": "预警",
    "lapsed": "流失",
    "won_back": "赢回",
}
SHAPE: Final = 13  # px of a shape beside 14 px type
LINE: Final = 0.115  # line width in the unit square
Point = tuple[float, float]
STAR: Final[tuple[Point, ...]] = tuple(
    (0.5 + r * sin(k * pi / 5), 0.53 - r * cos(k * pi / 5)) for k in range(10) for r in ((0.22, 0.52)[k % 2 == 0],)
)
TRIANGLE: Final[tuple[Point, ...]] = ((0.5, 0.06), (0.97, 0.9), (0.03, 0.9))


def stage_word(stage: str) -> str:
    """The stage in the owner's language."""
    return tr(WORDS[stage])


def draw_shape(painter: QPainter, box: QRectF, stage: str, colour: str, theme: Theme) -> None:
    """Draw the shape of ``stage`` to fill the square ``box``. The ! of the triangle is cut out: any ground shows."""
    ink = theme.colour(colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width(), box.height())
    filled, lines, dashed = _outline(stage)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(filled)
    pen = QPen(ink, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([1.7, 1.15])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(lines)
    painter.restore()


@lru_cache(maxsize=16)
def _outline(stage: str) -> tuple[QPainterPath, QPainterPath, bool]:
    """(what is filled, what is drawn with a line, line broken?) in the unit square."""
    filled, lines = QPainterPath(), QPainterPath()
    if stage in ("prospect", "new"):
        lines.addEllipse(QRectF(0.08, 0.08, 0.84, 0.84))
    if stage == "new":
        filled.addEllipse(QRectF(0.32, 0.32, 0.36, 0.36))
    elif stage == "returning":
        filled.addEllipse(QRectF(0.06, 0.06, 0.88, 0.88))
    elif stage == "loyal":
        filled = _polygon(STAR)
    elif stage == "at_risk":
        filled = _warning()
    elif stage == "lapsed":
        lines.addRoundedRect(QRectF(0.1, 0.1, 0.8, 0.8), 0.12, 0.12)
        lines.addPath(_strokes(((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67))))
    elif stage == "won_back":
        lines.arcMoveTo(QRectF(0.14, 0.14, 0.74, 0.74), 165)
        lines.arcTo(QRectF(0.14, 0.14, 0.74, 0.74), 165, -300)
        filled = _polygon(((0.0, 0.3), (0.44, 0.36), (0.1, 0.62)))
    return filled, lines, stage == "prospect"


def _warning() -> QPainterPath:
    bang = QPainterPath()
    bang.addRoundedRect(QRectF(0.44, 0.34, 0.12, 0.28), 0.05, 0.05)
    bang.addEllipse(QRectF(0.43, 0.68, 0.14, 0.14))
    return _polygon(TRIANGLE).subtracted(bang)


def _polygon(points: tuple[Point, ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    path.closeSubpath()
    return path


def _strokes(*lines: tuple[Point, Point]) -> QPainterPath:
    path = QPainterPath()
    for start, end in lines:
        path.moveTo(*start)
        path.lineTo(*end)
    return path


def draw_mark(painter: QPainter, theme: Theme, left: int, middle: int, stage: str, colour: str, size: int) -> int:
    """A shape of ``size`` px (at 100 %) with its left edge at ``left``. Returns its width in px."""
    side = theme.px(size)
    draw_shape(painter, QRectF(left, middle - side / 2, side, side), stage, colour, theme)
    return side


def draw_word(
    painter: QPainter, theme: Theme, box: QRect, stage: str, *, size: int = 14, pinned: bool = False
) -> int:
    """Shape and word without fill, as in lists; a pin after the word when set by hand. Returns the width in px."""
    ink = theme.stage(stage).word
    middle = box.center().y() + 1
    x = box.left() + draw_mark(painter, theme, box.left(), middle, stage, ink, size - 1) + theme.px(5)
    rest = QRect(x, box.top(), max(0, box.right() + 1 - x), box.height())
    x += paint.write(painter, theme, rest, stage_word(stage), ink, size=size)
    if pinned:
        x += theme.px(4) + paint.image(painter, theme, x + theme.px(4), middle, "pin", ink, size - 1)
    return x - box.left()


def word_width(theme: Theme, stage: str, *, size: int = 14, pinned: bool = False) -> int:
    """Width of :meth:`draw_word` in px."""
    pin = theme.px(4) + theme.px(size - 1) if pinned else 0
    return theme.px(size - 1) + theme.px(5) + theme.metrics(size).horizontalAdvance(stage_word(stage)) + pin


def chip_width(theme: Theme, stage: str) -> int:
    """Width of the full chip in px."""
    return word_width(theme, stage) + theme.px(14)


def draw_chip(painter: QPainter, theme: Theme, left: int, middle: int, stage: str) -> int:
    """The full chip, 24 px high, centred on ``middle``. Returns its width in px."""
    colours, height, width = theme.stage(stage), theme.px(24), chip_width(theme, stage)
    box = QRect(left, middle - height // 2, width, height)
    paint.rounded(painter, theme, box, 4, fill=colours.fill, edge=colours.ink if colours.outlined else "")
    x = left + theme.px(7)
    x += draw_mark(painter, theme, x, box.center().y() + 1, stage, colours.ink, SHAPE) + theme.px(5)
    inner = QRect(x, box.top(), box.right() + 1 - x, height)
    paint.write(painter, theme, inner, stage_word(stage), colours.ink)
    return width
