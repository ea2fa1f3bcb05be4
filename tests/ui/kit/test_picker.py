"""Picking one of many by typing."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.part import column
from kyuanbook.ui.kit.picker import Option, Picker
from kyuanbook.ui.kit.theme import Theme
from tests.ui.kit.input_method import commit

CHANNELS = [Option("1", "路过", "自然到店"), Option("2", "抖音", "线上"), Option("3", "朋友圈", "线上")]


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]) -> Iterator[tuple[Picker, Line]]:
    window = QWidget()
    qtbot.addWidget(window)
    down = column(theme, window, gap=8)
    picker = Picker(theme, lambda text: [c for c in CHANNELS if text in c.word])
    after = Line(theme)
    down.addWidget(picker)
    down.addWidget(after)
    down.addStretch(1)
    window.resize(400, 500)
    bring_up(window)
    picker.setFocus()
    yield picker, after


def test_typed_and_taken_by_enter(qtbot: QtBot, desk: tuple[Picker, Line]) -> None:
    picker, _ = desk
    commit(picker, "抖")
    assert picker.is_open()
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picked.args == ["2"]
    assert picker.text() == "抖音"
    assert not picker.is_open()


def test_tab_takes_and_goes_on(qtbot: QtBot, desk: tuple[Picker, Line]) -> None:
    picker, after = desk
    commit(picker, "朋")
    qtbot.keyClick(picker, Qt.Key.Key_Tab)
    assert picker.choice() == "3"
    assert after.hasFocus()


def test_arrows_through_all(qtbot: QtBot, desk: tuple[Picker, Line]) -> None:
    picker, _ = desk
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert picker.accessibleDescription() == "抖音 线上"
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.choice() == "2"


def test_what_is_none_of_them_stays_and_is_no_choice(qtbot: QtBot, desk: tuple[Picker, Line]) -> None:
    picker, after = desk
    picker.choose(CHANNELS[1])
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(picker, Qt.Key.Key_X)
    assert picked.args == [""]
    qtbot.keyClick(picker, Qt.Key.Key_Tab)
    assert picker.text() == "抖音x"
    assert picker.choice() == ""
    assert after.hasFocus()


def test_esc_closes_the_list_only(qtbot: QtBot, desk: tuple[Picker, Line]) -> None:
    picker, _ = desk
    commit(picker, "音")
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert not picker.is_open()
    assert picker.text() == "音"


def test_a_click_into_the_empty_line_offers_all_and_enter_still_means_the_form(
    qtbot: QtBot, desk: tuple[Picker, Line]
) -> None:
    picker, _ = desk
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(picker, left)
    assert picker.is_open() and len(picker.options) == 3
    with qtbot.waitSignal(picker.submitted):
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.choice() == "" and not picker.is_open()
    qtbot.mouseClick(picker, left)
    assert picker._list is not None
    view = picker._list.view
    spot = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), left, pos=spot)
    assert picker.choice() == "2" and not picker.is_open()
    qtbot.mouseClick(picker, left)
    assert not picker.is_open()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("at", [0, 150, 300, 420, 520])
def test_the_list_stays_in_the_window_and_off_its_line(theme: Theme, qtbot: QtBot, scale: float, at: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 600)
    theme.set(dark=False, scale=scale)
    try:
        line = Picker(theme, lambda _: [Option(str(i), f"第 {i} 个") for i in range(30)], parent=window)
        line.setGeometry(20, at, 300, line.sizeHint().height())
        window.show()
        line.offer("")
        QApplication.processEvents()
        assert line._list is not None
        box = QRect(line._list.view.mapTo(window, QPoint()), line._list.view.size())
        assert window.rect().contains(box) and not box.intersects(line.geometry())
        assert box.height() >= theme.px(36), "one at least"
        if window.height() - line.geometry().bottom() > theme.px(4 * 36):
            assert box.top() > line.geometry().bottom(), "below, where there is room"
    finally:
        theme.set(dark=False, scale=1.0)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_form_that_scrolls_makes_room_below(theme: Theme, qtbot: QtBot, scale: float) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    theme.set(dark=False, scale=scale)
    try:
        area.resize(500, 600)
        inside.resize(480, 1400)
        line = Picker(theme, lambda _: [Option(str(i), f"第 {i} 个") for i in range(30)], parent=inside)
        line.setGeometry(20, 500, 300, line.sizeHint().height())
        area.setWidget(inside)
        area.show()
        line.offer("")
        QApplication.processEvents()
        assert line._list is not None and line._list.view.height() == theme.px(7 * 36)
        top = line.mapTo(area, QPoint()).y()
        assert 0 < top < line._list.view.mapTo(area, QPoint()).y()
    finally:
        theme.set(dark=False, scale=1.0)


def test_what_fits_nothing_is_said_while_typing_and_what_to_do(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    down = column(theme, window, gap=8)

    def nothing(typed: str) -> str:
        return f"没有找到“{typed}”，换个字试试。"

    picker = Picker(theme, lambda text: [c for c in CHANNELS if text in c.word], nothing=nothing)
    after = Line(theme)
    for line in (picker, after):
        down.addWidget(line)
    down.addStretch(1)
    window.resize(400, 500)
    bring_up(window)
    picker.setFocus()
    commit(picker, "抖")
    assert picker.is_open() and picker.nobody_words() == ""
    commit(picker, "手")
    assert not picker.is_open() and picker.nobody_words() == "没有找到“抖手”，换个字试试。"
    said = picker._nobody
    assert said is not None and window.rect().contains(said.geometry().center()) and said.y() > picker.y()
    assert picker.accessibleDescription() == picker.nobody_words()
    qtbot.keyClick(picker, Qt.Key.Key_Backspace)
    assert picker.is_open() and picker.nobody_words() == ""
    commit(picker, "手")
    after.setFocus()
    assert picker.nobody_words() == "" and picker.text() == "抖手"


def test_where_what_is_typed_may_be_new_nothing_is_said(desk: tuple[Picker, Line]) -> None:
    picker, _ = desk
    commit(picker, "没有的")
    assert not picker.is_open() and picker.nobody_words() == ""
