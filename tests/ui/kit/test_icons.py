"""Icons are sharp, tinted, and every one that is asked for by name ships."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
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
    with pytest.raises(FileNotFoundError):
        Icons().pixmap("no-such", "#000000", 18, 1.0)


def test_every_icon_named_in_the_window_ships() -> None:
    here = Path(kyuanbook.ui.__file__).parent
    named = set()
    for file in here.rglob("*.py"):
        named |= set(re.findall(r"icon=\"([a-z0-9-]+)\"", file.read_text("utf-8")))
    assert named
    assert {n for n in named if not resource("icons", f"{n}.svg").exists()} == set()
    assert resource("icons", "LICENSE").exists()
