"""Lucide icons, tinted by a token and drawn once for each size and screen."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from kyuanbook.paths import resource

SQUARE: Final = 24  # the square the strokes are drawn in
WIDTH: Final = 1.75


class Icons:
    """A cache of pixmaps, drawn from ``resources/icons/strokes.txt``: no SVG is read, so none of its library loaded."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}
        self._strokes: dict[str, str] = {}

    def clear(self) -> None:
        """Forget what was drawn (the scale changed)."""
        self._made.clear()

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """``name`` in ``colour``, ``size`` logical px square. Raises KeyError for an unknown name."""
        key = (name, colour, size, ratio)
        if key not in self._made:
            self._made[key] = self._draw(*key)
        return self._made[key]

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        path = path_of(self._read()[name])  # an unknown name raises before there is a painter to leave behind
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / SQUARE, side / SQUARE)
        painter.setPen(
            QPen(QColor(colour), WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPath(path)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _read(self) -> dict[str, str]:
        if not self._strokes:
            lines = resource("icons", "strokes.txt").read_text("utf-8").splitlines()  # ascii would be one codec more to import
            self._strokes = {name: strokes for name, _, strokes in (line.partition(" ") for line in lines)}
        return self._strokes


def path_of(strokes: str) -> QPainterPath:
    """The path of ``M x y L x y C x1 y1 x2 y2 x y Z`` …, as ``resources/icons/make.py`` writes it."""
    path, words = QPainterPath(), iter(strokes.split())
    for step in words:
        if step == "M":
            path.moveTo(float(next(words)), float(next(words)))
        elif step == "L":
            path.lineTo(float(next(words)), float(next(words)))
        elif step == "C":
            path.cubicTo(*(float(next(words)) for _ in range(6)))
        else:
            path.closeSubpath()
    return path
