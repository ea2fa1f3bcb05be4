"""Lucide icons, tinted by a token and drawn once for each size and screen."""

from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from kyuanbook.paths import resource

INK: Final = "currentColor"


class Icons:
    """A cache of pixmaps. QtSvg comes in with the first icon, not with this module."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}
        self._texts: dict[str, str] = {}

    def clear(self) -> None:
        """Forget what was drawn (the scale changed)."""
        self._made.clear()

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """``name`` in ``colour``, ``size`` logical px square. Raises FileNotFoundError for an unknown name."""
        key = (name, colour, size, ratio)
        if key not in self._made:
            self._made[key] = self._draw(*key)
        return self._made[key]

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        drawing = QSvgRenderer(QByteArray(self._text(name).replace(INK, colour).encode("ascii")))
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        drawing.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = resource("icons", f"{name}.svg").read_text("ascii")
        return self._texts[name]
