"""Buttons: never cut, answered by Enter and by their key, a ring only under the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from kyuanbook.ui.kit.buttons import Button, IconButton, KeyCap
from kyuanbook.ui.kit.focus import FocusRing
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.theme import Theme

Show = Callable[[QWidget], None]


@pytest.mark.parametrize("kind", ["filled", "outlined"])
def test_the_width_is_the_text_and_26(qtbot: QtBot, theme: Theme, kind: str) -> None:
    button = Button(theme, "保存", kind=kind)  # type: ignore[arg-type]
    qtbot.addWidget(button)
    assert button.sizeHint().width() == theme.metrics(14).horizontalAdvance("保存") + 26
    assert button.minimumSizeHint() == button.sizeHint()


def test_no_target_is_under_32(qtbot: QtBot, theme: Theme) -> None:
    for button in (
        Button(theme, "改资料", kind="link"), Button(theme, "推迟", small=True), IconButton(theme, "x", "关"),
        KeyCap(theme, "Esc", "关"),
    ):  # fmt: skip
        qtbot.addWidget(button)
        assert button.sizeHint().height() >= 32


def test_enter_space_mouse_and_key_press_it(qtbot: QtBot, theme: Theme, bring_up: Show) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = Button(theme, "记到店", key="F3", parent=window)
    bring_up(window)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.set_text("记一次到店")  # its key stays
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert len(pressed) == 4


def test_it_says_its_name_and_key(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "打印名单", key="Ctrl+P")
    qtbot.addWidget(button)
    assert button.accessibleName() == "打印名单"
    assert button.accessibleDescription() == "Ctrl P"
    icon = IconButton(theme, "eye", "显示号码")
    qtbot.addWidget(icon)
    assert icon.accessibleName() == icon.toolTip() == "显示号码"


def test_the_ring_shows_under_the_keyboard_only(qtbot: QtBot, theme: Theme, qapp: QApplication, bring_up: Show) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    down = column(theme, window, gap=8, margins=(20, 20, 20, 20))
    first, second = Button(theme, "一"), Button(theme, "二")
    down.addWidget(first)
    down.addWidget(second)
    ring = FocusRing(theme, qapp, window)
    bring_up(window)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert ring.isHidden()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert ring.marked() is second
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    picture = window.grab().toImage()
    ringed = picture.pixelColor(ring.geometry().center().x(), ring.y())
    assert ringed == theme.colour(theme.tokens.focus)
    second.deleteLater()
    qtbot.waitUntil(lambda: ring.marked() is None)
    assert ring.isHidden()


def test_the_ring_goes_with_the_window_in_which_it_stands(
    qtbot: QtBot, theme: Theme, qapp: QApplication, bring_up: Show
) -> None:
    """Closed in the middle of an entry: Qt takes what is in the frame down when Python has let the frame go already."""
    window = QWidget()
    qtbot.addWidget(window)
    home = QWidget(window)
    field = QLineEdit(home)
    ring = FocusRing(theme, qapp, home)
    bring_up(window)
    field.setFocus()
    assert ring.marked() is field
    with qtbot.captureExceptions() as raised:
        delete(home)
    assert raised == [] and not isValid(ring)


def test_a_colour_follows_the_kind_and_state(qtbot: QtBot, theme: Theme) -> None:
    def ground(button: Button) -> str:
        qtbot.addWidget(button)
        button.resize(120, 36)
        return button.grab().toImage().pixelColor(8, 8).name().upper()

    off = Button(theme, "保存", kind="filled")
    off.setEnabled(False)
    assert ground(Button(theme, "保存", kind="filled")) == theme.tokens.accent
    assert ground(Button(theme, "加标签")) == theme.tokens.raised
    assert ground(off) == theme.tokens.rule


def test_the_chevron_turns_when_what_drops_stands_open(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "更多", kind="link", drops=True)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    closed = button.grab().toImage()
    button.set_folds(True)
    assert button.grab().toImage() != closed
    button.set_folds(False)
    assert button.grab().toImage() == closed
