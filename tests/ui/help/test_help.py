"""F1: help about what is in front, beside it, and back to where the owner was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook import language
from kyuanbook.actions.done import Book
from kyuanbook.ui.help.help_panel import HelpPanel
from kyuanbook.ui.help.parts import KeyRows, LinkList, PictureView
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.panel import Panel
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.sectioned import SectionedPage
from kyuanbook.ui.shell.navigation import HELP
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Press = Callable[..., None]
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def panel(window: MainWindow) -> HelpPanel:
    return window.start().help.panel


@pytest.mark.parametrize("page", ["today", "customers", "bin"])
def test_f1_is_about_the_page_in_front_and_escape_goes_back_to_it(window: MainWindow, press: Press, page: str) -> None:
    window.nav.go(page)
    before = held()
    press(Qt.Key.Key_F1)
    assert window.start().help.is_open() and panel(window).shown == page
    press(Qt.Key.Key_Escape)
    assert window.frame.panel() is None and held() is before and window.frame.shown() == page


def test_f1_once_more_puts_it_away(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1, times=2)
    assert window.frame.panel() is None


@pytest.mark.parametrize("key", ["settings", "analysis"])
def test_each_part_of_a_page_of_several_has_its_own(window: MainWindow, press: Press, key: str) -> None:
    page = window.nav.page(key)
    assert isinstance(page, SectionedPage)
    for part in page.parts():
        window.nav.go(key)
        page.show_section(part)
        press(Qt.Key.Key_F1)
        assert panel(window).shown == f"{key}-{part}"
        press(Qt.Key.Key_Escape)


def test_over_an_entry_and_back_to_every_letter_of_it(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F4)
    commit(held(), "缪建国")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(held(), "1380")
    press(Qt.Key.Key_Left, keys=SHIFT)
    line, entry = held(), window.frame.panel()
    assert isinstance(line, Line)
    press(Qt.Key.Key_F1)
    assert panel(window).shown == "new-customer" and not line.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.frame.panel() is entry and held() is line and line.isVisible()
    assert (line.text(), line.selectedText(), line.cursorPosition()) == ("1380", "0", 3)
    assert window.start().panels.customer.inside.name.text() == "缪建国"
    fields = window.start().panels.customer.form.fields.values()
    assert all(field.problem() is None for field in fields), "a number half typed is not complained of"
    press(Qt.Key.Key_Escape)
    assert window.frame.panel() is None and held() is window.today.calls.list


def test_an_entry_asked_for_while_help_is_read_stands_alone(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_F3)
    assert window.frame.panel() is window.start().panels.visit
    press(Qt.Key.Key_Escape)
    assert window.frame.panel() is None


def test_keys_about_the_customer_in_hand_mean_nobody_while_help_is_read(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_F2)
    assert window.start().help.is_open()
    assert window.today.shown is not None and len(window.today.shown.calls) == 1
    press(Qt.Key.Key_F3)
    assert window.start().panels.visit.customer_id is not None, "what help says about F3 can be tried"


def test_links_lead_on_and_back(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert panel(window).shown == "stages" and held() is panel(window).text
    assert panel(window).back_button.isVisible()
    press(Qt.Key.Key_Left, keys=ALT)
    assert panel(window).shown == "today" and not panel(window).back_button.isVisible()
    press(Qt.Key.Key_Escape)
    assert held() is window.today.calls.list


def test_tab_goes_from_the_text_to_its_links_and_the_close_key(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    ways = [b for part in panel(window).text.findChildren(LinkList) for b in part.buttons]
    for way in (*ways, panel(window).escape, panel(window).text):
        press(Qt.Key.Key_Tab)
        assert held() is way


def test_arrows_scroll(window: MainWindow, press: Press) -> None:
    window.resize(1024, 560)
    press(Qt.Key.Key_F1)
    bar = panel(window).scroller.verticalScrollBar()
    press(Qt.Key.Key_Down)
    assert bar.value() > 0
    press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    press(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_help_follows_the_page(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    press(Qt.Key.Key_2, keys=Qt.KeyboardModifier.ControlModifier)
    assert panel(window).shown == "customers" and window.start().help.is_open()


def test_from_the_search_help_is_about_the_search_and_what_was_typed_stays(window: MainWindow, press: Press) -> None:
    window.frame.search.setFocus()
    QTest.keyClicks(held(), "wx")
    press(Qt.Key.Key_F1)
    assert panel(window).shown == "search" and window.start().popup.isHidden()
    press(Qt.Key.Key_Escape)
    assert held() is window.frame.search and window.frame.search.text() == "wx"


def test_by_mouse_at_the_foot_and_in_the_menu(window: MainWindow) -> None:
    QTest.mouseClick(window.frame.tabs.button(HELP), Qt.MouseButton.LeftButton)
    assert window.start().help.is_open()
    assert window.frame.tabs.open_box() == window.frame.tabs.button("today").geometry(), "help is no page"
    QTest.mouseClick(panel(window).escape, Qt.MouseButton.LeftButton)
    assert window.frame.panel() is None


def test_the_keys_are_those_of_the_menu(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    panel(window).go("keys")
    shown = panel(window).text.findChild(KeyRows)
    assert shown is not None
    assert [row.key for row in shown.rows] == [act.key for act in window.start().menu.acts()]
    assert ("撤销", "Ctrl+Z") in shown.rows and ("记到店", "F3") in shown.rows
    assert "记到店 F3" in shown.accessibleName()


def test_a_screen_reader_is_given_the_whole_text(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F1)
    assert panel(window).accessibleName() == "帮助：今日"
    assert "刚到店：今天记下的" in panel(window).text.accessibleDescription()
    picture = panel(window).text.findChild(PictureView)
    assert picture is not None and picture.accessibleName() and not picture.pixmap.isNull()
    light = picture.pixmap.toImage()
    assert light.pixelColor(light.width() // 2, light.height() - 1).lightness() > 200
    window.theme.set(dark=True, scale=window.theme.scale)
    dark = picture.pixmap.toImage()
    assert dark.size() == light.size() and dark.pixelColor(dark.width() // 2, dark.height() - 1).lightness() < 80
    window.theme.set(dark=False, scale=window.theme.scale)


def test_in_english(shop: Book, open_window: Callable[[Book], MainWindow], press: Press) -> None:
    language.use(language.ENGLISH)
    window = open_window(shop)
    press(Qt.Key.Key_F1)
    assert panel(window).title.text() == "Today"


def test_a_scale_of_200_percent_cuts_nothing(window: MainWindow, theme: Theme, press: Press) -> None:
    theme.set(dark=True, scale=2.0)
    try:
        press(Qt.Key.Key_F1)
        window.frame.repaint()
        text = panel(window).text
        assert text.width() <= panel(window).scroller.viewport().width()
        assert text.height() >= text.layout().totalHeightForWidth(text.width())  # type: ignore[union-attr]
    finally:
        theme.set(dark=False, scale=1.0)


def test_a_panel_without_help_of_its_own_falls_back_on_the_overview(window: MainWindow, theme: Theme) -> None:
    assert Panel.topic == Page.topic == ""
    window.frame.open_panel(Panel(theme, "别的", window.frame))
    window.show_help()
    assert panel(window).shown == "start"
