"""Desk, tabs, sheet, notice and panel."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.fields import Field
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.notice import STAYS
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.panel import WIDTH, Panel
from kyuanbook.ui.kit.tabs import Tab, TabButton
from kyuanbook.ui.kit.theme import Theme

TABS = [
    Tab("today", "今日", "sun"),
    Tab("customers", "客户", "users", 846),
    Tab("calls", "回访", "phone-outgoing", 12, True),
]
FOOT = [Tab("settings", "设置", "settings"), Tab("bin", "回收站", "trash-2")]


def built(theme: Theme) -> Frame:
    frame = Frame(theme, shop="禾木理发", tabs=TABS, foot=FOOT)
    for key in ("today", "customers"):
        page = Page(theme, key)
        page.body.addWidget(Field(theme, "姓名", Line(theme)))
        page.body.addStretch(1)
        frame.add_page(key, page)
    frame.add_page("card", Page(theme, "王小明"), tab="customers")
    frame.show_page("today")
    frame.resize(1366, 690)
    return frame


@pytest.fixture
def frame(qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]) -> Frame:
    made = built(theme)
    qtbot.addWidget(made)
    bring_up(made)
    return made


def test_a_tab_asks_and_the_page_shows_it_open(qtbot: QtBot, frame: Frame) -> None:
    with qtbot.waitSignal(frame.opened) as opened:
        qtbot.mouseClick(frame.tabs.button("customers"), Qt.MouseButton.LeftButton)
    assert opened.args == ["customers"]
    assert frame.tabs.button("today").isChecked()  # not before the page is there
    frame.show_page("card")
    assert frame.tabs.button("customers").isChecked()
    assert not frame.tabs.button("today").isChecked()
    assert frame.shown() == "card"


def test_the_open_tab_is_one_with_the_sheet(frame: Frame, theme: Theme) -> None:
    picture = frame.grab().toImage()
    tab = frame.tabs.open_box()
    assert tab is not None
    y = tab.center().y() + 15
    row = {picture.pixelColor(x, y).name().upper() for x in range(100, 174)}
    assert row == {theme.tokens.sheet}
    below = tab.bottom() + 40
    assert picture.pixelColor(100, below).name().upper() == theme.tokens.desk
    assert picture.pixelColor(148, below).name().upper() == theme.tokens.rule2


def test_keys_of_the_desk(qtbot: QtBot, frame: Frame) -> None:
    with qtbot.waitSignal(frame.visit_wanted):
        qtbot.keyClick(frame, Qt.Key.Key_F3)
    with qtbot.waitSignal(frame.new_wanted):
        qtbot.keyClick(frame, Qt.Key.Key_F4)


def test_counts(frame: Frame) -> None:
    frame.tabs.set_count("customers", 847)
    assert frame.tabs.button("customers").accessibleName() == "客户 847"
    with pytest.raises(KeyError):
        frame.tabs.set_count("nothing", 1)


def test_tabs_stack_in_a_narrow_window_and_nothing_overlaps(qtbot: QtBot, fresh_theme: Theme) -> None:
    frame = built(fresh_theme)
    qtbot.addWidget(frame)
    frame.show()
    for width, scale in ((1366, 1.0), (1024, 1.0), (1366, 1.5), (1920, 1.25)):
        fresh_theme.set(dark=False, scale=scale)
        frame.resize(width, 690)
        assert frame.tabs.stacked == (width < 1100 * scale or scale >= 1.4)
        boxes = [frame.seal, frame.search, frame.new_button, frame.visit_button]
        for left, right in pairwise(boxes):
            assert left.geometry().right() < right.geometry().left()
        shown = [b for b in frame.tabs.findChildren(QWidget) if b.isVisible()]
        assert not any(a.geometry().intersects(b.geometry()) for a in shown for b in shown if a is not b)


FOOT = [Tab("settings", "设置", "settings"), Tab("bin", "回收站", "trash-2"), Tab("help", "帮助", "circle-help")]


def test_in_large_type_they_stand_closer_before_the_last_is_hidden(qtbot: QtBot, fresh_theme: Theme) -> None:
    frame = Frame(fresh_theme, shop="禾木理发", tabs=[Tab(f"page{i}", "今日", "sun") for i in range(5)], foot=FOOT)
    qtbot.addWidget(frame)
    frame.show()
    buttons = frame.tabs.findChildren(TabButton)
    fresh_theme.set(dark=False, scale=1.5)
    frame.resize(1366, 768)
    assert all(button.isVisible() for button in buttons)
    assert not any(a.geometry().intersects(b.geometry()) for a in buttons for b in buttons if a is not b)
    fresh_theme.set(dark=False, scale=2.0)
    frame.resize(1024, 700)
    assert not all(button.isVisible() for button in buttons), "F1, F10 and Ctrl 6 remain"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_opens_below_the_seal(qtbot: QtBot, frame: Frame) -> None:
    menu = QMenu(frame)
    menu.addAction("撤销：记一次到店 王小明")
    frame.set_menu(menu)
    qtbot.mouseClick(frame.seal, Qt.MouseButton.LeftButton)
    assert menu.isVisible()
    menu.close()


def test_a_notice_says_what_was_done_and_takes_it_back(qtbot: QtBot, frame: Frame) -> None:
    undone: list[bool] = []
    frame.notify("已记：曾雅琴 到店 ¥68.00", bold="曾雅琴", undo=lambda: undone.append(True))
    assert frame.notice.text() == "已记：曾雅琴 到店 ¥68.00"
    assert frame.notice.timer.interval() == STAYS == 8000
    frame.notify("已移到回收站：缪 Anna", undo=lambda: undone.append(False))
    assert frame.notice.text() == "已移到回收站：缪 Anna"  # one at a time
    qtbot.mouseClick(frame.notice.link, Qt.MouseButton.LeftButton)
    assert undone == [False]
    assert frame.notice.text() == ""


def test_a_notice_stays_while_focused(qtbot: QtBot, frame: Frame) -> None:
    frame.notify("已记", undo=lambda: None)
    assert frame.notice.timer.isActive()
    frame.notice.link.setFocus()
    assert not frame.notice.timer.isActive()
    frame.search.setFocus()
    assert frame.notice.timer.isActive()
    frame.notice.timer.timeout.emit()
    assert frame.notice.isHidden()


def test_a_notice_without_undo_offers_none(frame: Frame) -> None:
    frame.notify("备份好了")
    assert frame.notice.link.isHidden()


def panel(theme: Theme) -> tuple[Panel, Line]:
    made, line = Panel(theme, "记到店"), Line(theme)
    made.body.addWidget(Field(theme, "金额", line))
    made.body.addStretch(1)
    return made, line


def test_a_panel_takes_the_focus_and_gives_it_back(qtbot: QtBot, frame: Frame, theme: Theme) -> None:
    frame.search.setFocus()
    made, line = panel(theme)
    frame.open_panel(made)
    assert line.hasFocus()
    assert made.width() == WIDTH
    assert made.mapTo(frame, made.rect().topRight()).x() == frame.width() - 1
    qtbot.keyClicks(line, "68")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert frame.search.hasFocus()
    frame.open_panel(made)
    assert line.text() == "68"  # backing out loses no typing


def test_tab_goes_through_the_panel_before_its_close_key(qtbot: QtBot, frame: Frame, theme: Theme) -> None:
    made, line = panel(theme)
    frame.open_panel(made)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert made.escape.hasFocus()
    qtbot.keyClick(made.escape, Qt.Key.Key_Tab)
    assert line.hasFocus()  # and round again: the page behind is read, not typed in
    qtbot.keyClick(line, Qt.Key.Key_Backtab)
    assert made.escape.hasFocus()


def test_a_notice_keeps_clear_of_a_panel(frame: Frame, theme: Theme) -> None:
    made, _ = panel(theme)
    frame.open_panel(made)
    frame.notify("很长的一句话" * 20, undo=lambda: None)
    notice = frame.notice
    right = notice.mapTo(frame, notice.link.geometry().topRight()).x()
    assert right < made.mapTo(frame, made.rect().topLeft()).x()
    frame.close_panel()
    assert notice.mapTo(frame, notice.link.geometry().topRight()).x() > right


def test_a_second_panel_takes_the_place_of_the_first(frame: Frame, theme: Theme) -> None:
    first, _ = panel(theme)
    second, line = panel(theme)
    frame.open_panel(first)
    frame.open_panel(second)
    assert not first.isVisible()
    assert line.hasFocus()
