"""A rare character changes nothing beside it; one that no font has is 〓, and says on hover what it is."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.faces import MISSING_SIGN
from kyuanbook.ui.kit.rows import OneLine, Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import Label, Prose

PLAIN_ONLY = "㐂"  # the plain face has it, bold and serif don't
NOWHERE = "\U0003fff0"  # not yet a character: in no font there is


def drawn(theme: Theme, text: str, *, bold: bool = False, serif: bool = False) -> QImage:
    """One line of 16 px."""
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    paint.write(painter, theme, QRect(0, 0, 200, 40), text, "#000000", size=16, bold=bold, serif=serif)
    painter.end()
    return image


def test_a_rare_character_takes_the_plain_face_alone(theme: Theme) -> None:
    pieces = theme.faces.pieces
    assert list(pieces("王小明", serif=False)) == [("王小明", True)] == list(pieces("王小明", serif=True))
    assert list(pieces(f"欧阳{PLAIN_ONLY}Anna", serif=False)) == [("欧阳", True), (PLAIN_ONLY, False), ("Anna", True)]


@pytest.mark.parametrize("serif", [False, True])
def test_beside_it_the_name_stays_bold(theme: Theme, serif: bool) -> None:
    name = drawn(theme, "欧阳", bold=not serif, serif=serif)
    whole = drawn(theme, f"欧阳{PLAIN_ONLY}", bold=not serif, serif=serif)
    width = theme.metrics(16, bold=not serif, serif=serif).horizontalAdvance("欧阳")
    before = QRect(0, 0, width, 40)
    assert whole.copy(before) == name.copy(before) != drawn(theme, "欧阳").copy(before)
    rare = QRect(width, 0, 40, 40)
    assert whole.copy(rare) != name.copy(rare)


def test_what_no_font_has_stands_as_on_paper(theme: Theme) -> None:
    assert theme.faces.shown("王小明 Anna") == "王小明 Anna"
    assert theme.faces.shown(f"王{NOWHERE}") == f"王{MISSING_SIGN}"
    assert drawn(theme, f"王{NOWHERE}", bold=True) == drawn(theme, f"王{MISSING_SIGN}", bold=True)
    assert theme.faces.shown("a\u2060b\u200d\n") == "a\u2060b\u200d\n", "joiners have no shape and need none"


def test_on_hover_its_code_point(theme: Theme, qtbot: QtBot) -> None:
    label, prose = Label(theme, f"王{NOWHERE}"), Prose(theme, f"王{NOWHERE}")
    for one in (label, prose):
        qtbot.addWidget(one)
        assert "U+3FFF0" in one.toolTip()
        assert one.text() == f"王{NOWHERE}", "what is kept is what was typed"
        one.set_text("王小明")
        assert one.toolTip() == ""


def test_on_hover_over_a_row_too(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, on: said.append(text))
    rows = Rows(theme, name="人")
    qtbot.addWidget(rows)
    rows.show_rows([OneLine(1, "", f"王{NOWHERE}"), OneLine(2, "", "王小明")])
    for row in (0, 1):
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint())
        rows.itemDelegate().helpEvent(event, rows, QStyleOptionViewItem(), rows.rows.index(row))
    assert len(said) == 1 and "U+3FFF0" in said[0]
