"""One scale, one switch: everything follows the theme while the program runs."""

import pytest
from PySide6.QtGui import QFontInfo
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.buttons import Button
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.tokens import DARK, LIGHT


def test_our_own_fonts_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.font(14)).family() == "Noto Sans SC"
    assert QFontInfo(theme.font(14, bold=True)).bold()
    assert QFontInfo(theme.font(24, serif=True)).family().startswith("Noto Serif SC")


def test_digits_are_one_width(theme: Theme) -> None:
    widths = {theme.metrics(14).horizontalAdvance(d * 40) for d in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_every_size_passes_through_the_scale(fresh_theme: Theme, scale: float) -> None:
    fresh_theme.set(dark=False, scale=scale)
    assert fresh_theme.px(36) == round(36 * scale)
    assert fresh_theme.font(14).pixelSize() == round(14 * scale)
    sheet = fresh_theme.style_sheet()
    assert f"border-radius: {round(6 * scale)}px" in sheet
    assert "1px solid" in sheet  # hairlines stay hairlines


def test_switching_tells_the_widgets(qtbot: QtBot, fresh_theme: Theme) -> None:
    button = Button(fresh_theme, "记到店", icon="notebook-pen", key="F3")
    qtbot.addWidget(button)
    before = button.sizeHint()
    with qtbot.waitSignal(fresh_theme.changed):
        fresh_theme.set(dark=True, scale=1.5)
    assert fresh_theme.tokens is DARK
    assert button.sizeHint().width() > before.width() * 1.4
    fresh_theme.set(dark=False, scale=1.0)
    assert fresh_theme.tokens is LIGHT


def test_no_placeholder_is_left_in_the_style_sheet(theme: Theme) -> None:
    assert "$" not in theme.style_sheet()


def test_compact_from_140_percent_or_in_a_narrow_window(fresh_theme: Theme) -> None:
    assert not fresh_theme.compact
    fresh_theme.set_narrow(True)
    assert fresh_theme.compact
    fresh_theme.set_narrow(False)
    fresh_theme.set(dark=False, scale=1.5)
    assert fresh_theme.compact
