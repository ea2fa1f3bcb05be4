"""The soft shade around what lies above the page: search, panel, notice. Painted by the one below, no effect needed."""

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from kyuanbook.ui.kit.theme import Theme

DEPTH = 14


def draw_shadow(painter: QPainter, theme: Theme, box: QRect, radius: int, depth: int = DEPTH) -> None:
    """Shade around ``box`` (in the painter's coordinates), ``depth`` px wide at 100 %, a little lower than the box.

    What lies under the box itself is left out: the box covers it. The shade is made once, as small as its corners allow,
    and stretched: painting it anew under each letter of a search took 4 ms.
    """
    t, px, ratio = theme.tokens, theme.px, painter.device().devicePixelRatioF()
    steps, low, round_ = px(depth), px(3), px(radius)
    corner = steps + low + round_  # from the shade's edge to where its side runs straight
    made = _shade(t.shade, 0.34 if t.dark else 0.16, steps, low, round_, ratio)
    whole = box.adjusted(-steps - low, -steps - low, steps + low, steps + low)
    across = ((whole.left(), corner, 0), (whole.left() + corner, whole.width() - 2 * corner, corner))
    down = ((whole.top(), corner, 0), (whole.top() + corner, whole.height() - 2 * corner, corner))
    across += ((whole.right() + 1 - corner, corner, corner + 1),)
    down += ((whole.bottom() + 1 - corner, corner, corner + 1),)
    for row, (y, height, from_y) in enumerate(down):
        for column, (x, width, from_x) in enumerate(across):
            if row == column == 1:
                continue
            piece = (from_x, from_y, 1 if column == 1 else corner, 1 if row == 1 else corner)
            painter.drawPixmap(QRect(x, y, width, height), made, QRect(*(round(n * ratio) for n in piece)))


@lru_cache(maxsize=16)
def _shade(colour: str, strength: float, steps: int, low: int, radius: int, ratio: float) -> QPixmap:
    """The shade of the smallest box: its corners, and one px of each side between them."""
    side = 2 * (steps + low + radius) + 1
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    ink, box = QColor(colour), QRect(0, 0, side, side).adjusted(steps + low, steps + low, -steps - low, -steps - low)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for i in range(steps, 0, -1):
        ink.setAlphaF(strength * 2 / steps * (1 - i / (steps + 1)))
        painter.setPen(ink)
        painter.setBrush(ink)
        painter.drawRoundedRect(box.adjusted(-i, -i + low, i, i + low), radius + i, radius + i)
    painter.end()
    return made
