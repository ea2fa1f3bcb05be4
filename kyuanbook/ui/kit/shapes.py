"""Stage shapes, the stage word beside its shape, and the full chip. Shape, word and colour all say the stage."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from kyuanbook.language import tr
from kyuanbook.rules.shapes import SHAPES, Path
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
    for path, width in _paths(stage):
        line = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(line if width else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if width else ink)
        painter.drawPath(path)
    painter.restore()


@lru_cache(maxsize=16)
def _paths(stage: str) -> tuple[tuple[QPainterPath, float], ...]:
    """The outlines of ``rules.shapes`` as Qt paths, each with its line width; 0 is filled."""
    found = []
    for outline in SHAPES[stage]:
        path = QPainterPath()
        for steps in outline.paths:
            _add(path, steps, closed=outline.closed or not outline.width)
        found.append((path, outline.width))
    return tuple(found)


def _add(path: QPainterPath, steps: Path, *, closed: bool) -> None:
    path.moveTo(*steps[0])
    for step in steps[1:]:
        if len(step) == 2:
            path.lineTo(*step)
        else:
            path.cubicTo(*step)
    if closed:
        path.closeSubpath()


def draw_mark(painter: QPainter, theme: Theme, left: int, middle: int, stage: str, colour: str, size: int) -> int:
    """A shape of ``size`` px (at 100 %) with its left edge at ``left``. Returns its width in px."""
    side = theme.px(size)
    draw_shape(painter, QRectF(left, middle - side / 2, side, side), stage, colour, theme)
    return side


def draw_word(painter: QPainter, theme: Theme, box: QRect, stage: str, *, size: int = 14, pinned: bool = False) -> int:
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
