"""Icons are sharp, tinted, and every one that is asked for by name ships."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import kyuanbook.ui
from kyuanbook.paths import resource
from kyuanbook.ui.kit.icons import Icons


def test_an_icon_has_the_colour_and_size_asked_for(qapp: QApplication) -> None:
    pixmap = Icons().pixmap("check", "#B0392A", 18, 1.5)
    assert pixmap.width() == 27
    assert pixmap.devicePixelRatio() == 1.5
    image = pixmap.toImage()
    inked = {
        image.pixelColor(x, y).name() for x in range(27) for y in range(27) if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {QColor("#b0392a").name()}


def test_an_icon_is_drawn_once(qapp: QApplication) -> None:
    icons = Icons()
    assert icons.pixmap("x", "#000000", 18, 1.0) is icons.pixmap("x", "#000000", 18, 1.0)


def test_an_unknown_icon_raises(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        Icons().pixmap("no-such", "#000000", 18, 1.0)


def test_every_icon_named_in_the_window_ships() -> None:
    here = Path(kyuanbook.ui.__file__).parent
    named = set()
    for file in here.rglob("*.py"):
        named |= set(re.findall(r"icon=\"([a-z0-9-]+)\"", file.read_text("utf-8")))
    assert named
    ships = {line.partition(" ")[0] for line in resource("icons", "strokes.txt").read_text("ascii").splitlines()}
    assert named <= ships
    assert resource("icons", "LICENSE").exists()


@pytest.mark.parametrize("name", ["sun", "users", "store", "undo-2", "scissors", "settings", "printer", "trash-2"])
def test_the_strokes_are_the_drawing_of_the_svg(qapp: QApplication, name: str) -> None:
    """Ink against ink on a fine grid: Qt's own reading of the SVG and ours hardly differ."""
    ours = Icons().pixmap(name, "#000000", 96, 1.0).toImage()
    theirs = QImage(96, 96, QImage.Format.Format_ARGB32_Premultiplied)
    theirs.fill(0)
    painter = QPainter(theirs)
    svg = resource("icons", f"{name}.svg").read_text("ascii").replace("currentColor", "#000000")
    QSvgRenderer(QByteArray(svg.encode("ascii"))).render(painter, QRectF(0, 0, 96, 96))
    painter.end()
    cells = [(x, y) for x in range(96) for y in range(96)]
    apart = sum(abs(ours.pixelColor(x, y).alpha() - theirs.pixelColor(x, y).alpha()) for x, y in cells)
    inked = sum(theirs.pixelColor(x, y).alpha() for x, y in cells)
    assert inked > 0 and apart < inked * 0.03
