"""Only what is committed counts; an Enter that ends a composition submits nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.theme import Theme
from tests.ui.kit.input_method import commit, compose


def made(qtbot: QtBot, theme: Theme, line: Line) -> tuple[Line, list[str], list[int]]:
    qtbot.addWidget(line)
    line.show()
    heard: list[str] = []
    sent: list[int] = []
    line.committed.connect(heard.append)
    line.submitted.connect(lambda: sent.append(1))
    return line, heard, sent


def test_a_pre_edit_is_not_text_yet(qtbot: QtBot, theme: Theme) -> None:
    line, heard, _ = made(qtbot, theme, Line(theme))
    compose(line, "wang xiao")
    assert heard == []
    assert line.text() == ""
    commit(line, "王小")
    assert heard == ["王小"]


def test_enter_while_composing_belongs_to_the_input_method(qtbot: QtBot, theme: Theme) -> None:
    line, _, sent = made(qtbot, theme, Line(theme))
    compose(line, "wang")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert sent == []
    commit(line, "王")
    assert line.just_composed()
    qtbot.waitUntil(lambda: not line.just_composed())
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert sent == [1]


def test_the_echo_says_what_was_meant(qtbot: QtBot, theme: Theme) -> None:
    line, _, _ = made(qtbot, theme, Line(theme, echo=lambda t: "= ¥128.00" if t == "68+30*2" else "", big=True))
    line.setText("68")
    narrow = line.textMargins().right()
    line.setText("68+30*2")
    assert line.echo() == "= ¥128.00"
    assert line.textMargins().right() > narrow  # typing never runs under the echo


def test_wrong_and_asked_look_different(qtbot: QtBot, theme: Theme) -> None:
    line, _, _ = made(qtbot, theme, Line(theme))
    line.resize(200, 40)

    def edge() -> str:
        return line.grab().toImage().pixelColor(100, 0).name().upper()

    assert edge() == theme.tokens.edge
    line.set_wrong(True)
    assert edge() == theme.tokens.seal
    line.set_wrong(True, asked=True)
    assert edge() == theme.tokens.warn
    line.set_wrong(False)
    assert edge() == theme.tokens.edge


def test_a_text_too_long_for_its_line_shows_its_beginning_until_it_is_typed_into(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line, other = Line(theme, parent=page), Line(theme, parent=page)
    line.resize(80, 40)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    other.setFocus()
    line.setText("Bartholomew von Württemberg")
    assert line.cursorPosition() == 0
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    assert line.cursorPosition() == len(line.text()), "typing goes on at the end"
    line.setCursorPosition(4)
    line.setText("Bartholomew")
    assert line.cursorPosition() == len("Bartholomew"), "under the hand it stays where it is typed"
    other.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.cursorPosition() == 0
    other.clearFocus()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.selectedText() == "Bartholomew"
