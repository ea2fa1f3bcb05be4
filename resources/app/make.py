"""Draws the program's icon: the seal of the window's corner, 客 in Noto Serif SC on the accent red. Run by hand when that
changes: python resources/app/make.py. Writes kyuanbook-SIZE.png and kyuanbook.ico beside itself.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt  # noqa: E402
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QImage, QPainter, QPainterPath  # noqa: E402

SIZES = (16, 24, 32, 48, 64, 128, 256)
RED, PAPER = QColor("#B0392A"), QColor("#FFFFFF")
CORNER, CHARACTER = 0.18, 0.74  # shares of the side


def seal(side: int) -> QImage:
    """One size, drawn at four times it and brought down: small strokes stay even."""
    large = side * 4
    image = QImage(large, large, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, large, large), large * CORNER, large * CORNER)
    painter.fillPath(path, RED)
    font = QFont(QFontDatabase.applicationFontFamilies(0)[0])
    font.setPixelSize(round(large * CHARACTER))
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)  # the font's strokes overlap
    shape.addText(0, 0, font, "客")
    box = shape.boundingRect()
    shape.translate((large - box.width()) / 2 - box.x(), (large - box.height()) / 2 - box.y())
    painter.fillPath(shape, PAPER)
    painter.end()
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def main() -> None:
    """All sizes."""
    app = QGuiApplication(sys.argv[:1])
    QFontDatabase.addApplicationFont(str(HERE.parent / "fonts" / "NotoSerifSC-SemiBold.ttf"))
    pictures = []
    for side in SIZES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        seal(side).save(buffer, "PNG")
        data = bytes(buffer.data())
        pictures.append(Image.open(BytesIO(data)).convert("RGBA"))
        if side in (48, 256):
            (HERE / f"kyuanbook-{side}.png").write_bytes(data)
    pictures[-1].save(HERE / "kyuanbook.ico", sizes=[p.size for p in pictures], append_images=pictures[:-1])
    del app


if __name__ == "__main__":
    main()
