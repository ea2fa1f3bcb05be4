"""The soft shade around what lies above the page: search, panel, notice. Painted by the one below, no effect needed."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from kyuanbook.ui.kit.theme import Theme

DEPTH = 14


def draw_shadow(painter: QPainter, theme: Theme, box: QRect, radius: int, depth: int = DEPTH) -> None:
    """Shade around ``box`` (in the painter's coordinates), ``depth`` px wide at 100 %, a little lower than the box."""
    steps = theme.px(depth)
    colour = QColor(theme.colour(theme.tokens.shade))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setBrush(colour)
    strength = 0.34 if theme.tokens.dark else 0.16
    for i in range(steps, 0, -1):
        colour.setAlphaF(strength * 2 / steps * (1 - i / (steps + 1)))
        painter.setPen(colour)
        painter.setBrush(colour)
        grown = box.adjusted(-i, -i + theme.px(3), i, i + theme.px(3))
        painter.drawRoundedRect(grown, theme.px(radius) + i, theme.px(radius) + i)
    painter.restore()
