"""The pages of a PDF as pictures."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

DOTS: Final = 110  # per inch: a sheet of A4 is then 909 by 1,286
POINTS: Final = 72
WHITE: Final = 0xFFFFFFFF  # paper is white in every theme


def save_pdf(pdf: bytes, folder: Path, stem: str) -> list[Path]:
    """Each page as ``stem-1.png`` …, on white; makes a QApplication if there is none."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(app)
    document.load(buffer)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page) * (DOTS / POINTS)
        made.append(folder / f"{stem}-{page + 1}.png")
        _on_white(document.render(page, QSize(round(size.width()), round(size.height())))).save(str(made[-1]))
    document.close()
    document.deleteLater()
    return made


def _on_white(page: QImage) -> QImage:
    """A page has no ground of its own."""
    paper = QImage(page.size(), QImage.Format.Format_RGB32)
    paper.fill(WHITE)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    return paper
