"""Contact sheets: many pictures small, with their names, on one."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

THUMB = 456
HIGH = THUMB * 768 // 1366
NAME = 24
GAP = 12
ACROSS, DOWN = 4, 5


def contact_sheets(look: str, files: Sequence[Path], out: Path) -> list[Path]:
    """As many sheets as it takes, ``sheet-<look>-<n>.png``."""
    each = ACROSS * DOWN
    parts = [files[i : i + each] for i in range(0, len(files), each)]
    return [_sheet(part, out / f"sheet-{look}-{n}.png") for n, part in enumerate(parts, 1)]


def _sheet(files: Sequence[Path], to: Path) -> Path:
    rows = -(-len(files) // ACROSS)
    pitch = HIGH + NAME + GAP
    sheet = QImage(ACROSS * (THUMB + GAP) + GAP, rows * pitch + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#777777"))
    painter = QPainter(sheet)
    font = QFont("Noto Sans SC")
    font.setPixelSize(14)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    for i, file in enumerate(files):
        left, top = GAP + i % ACROSS * (THUMB + GAP), GAP + i // ACROSS * pitch
        whole = QImage(str(file))
        way = Qt.AspectRatioMode.KeepAspectRatio
        small = whole.scaled(min(THUMB, whole.width()), HIGH, way, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(left, top, small)
        painter.drawText(QRect(left, top + HIGH, THUMB, NAME), Qt.AlignmentFlag.AlignVCenter, file.stem)
    painter.end()
    sheet.save(str(to))
    return to
