"""The menu of a row: by the right button where it was clicked, by the keyboard at the row in hand."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries import lookups
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.navigation import BIN, CUSTOMERS, FOLLOW_UPS, TODAY
from kyuanbook.ui.shell.row_menu import RowMenu
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer
from tests.ui.conftest import held, listed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screenless platform, of every menu

Press = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def small(window: MainWindow, theme: Theme) -> Iterator[MainWindow]:
    """The largest type in the smallest window that is promised."""
    theme.set(dark=False, scale=2.0)
    window.resize(1024, 700)
    yield window
    theme.set(dark=False, scale=1.0)
    window.resize(1366, 768)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No menu is left open for the next test."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def shown() -> dict[str, str]:
    """What the open menu offers, with the keys."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return dict(a.text().split("\t") for a in menu.actions() if a.text())


def choose(word: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(a for a in menu.actions() if a.text().startswith(word))
    menu.close()
    action.trigger()


def right_click(view: QAbstractItemView, at: QPoint) -> None:
    """As the system sends it: the button, then the wish for a menu."""
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)


def just_in(window: MainWindow) -> Rows:
    """One visit today."""
    assert window.today.shown is not None
    record_visit(
        window.book, customer_id=window.today.shown.calls[0].customer_id, entry=VisitEntry(amount="68")
    )
    return window.today.came


@pytest.mark.parametrize("key, held_down", [(Qt.Key.Key_Menu, None), (Qt.Key.Key_F10, SHIFT)])
def test_by_keyboard_at_the_row_in_hand(
    window: MainWindow, press: Press, key: Qt.Key, held_down: Qt.KeyboardModifier | None
) -> None:
    press(key, keys=held_down or Qt.KeyboardModifier.NoModifier)
    assert shown() == {
        "打开": "Enter", "记到店": "F3", "记联系": "F5", "记满意度": "Ctrl Shift M", "录问卷": "Ctrl Shift W",
        "改资料": "F2", "手工标注": "Ctrl D", "标等级": "Ctrl G",
        "流失原因": "Ctrl W", "安排回访": "Ctrl Shift H", "合并客户": "Shift F2", "记挽回": "Ctrl J",
        "加标签": "Ctrl T", "打印名单": "Ctrl P",
        "移到回收站": "Delete",
    }  # fmt: skip
    menu, view = QApplication.activePopupWidget(), window.today.calls.list
    assert menu is not None
    box = view.visualRect(view.currentIndex())
    below, screen = view.viewport().mapToGlobal(box.bottomLeft()), menu.screen().availableGeometry()
    assert menu.x() == below.x() and menu.y() == min(below.y(), screen.bottom() + 1 - menu.height())  # never off the screen


def test_a_right_click_takes_the_row_it_meets(window: MainWindow) -> None:
    came = just_in(window)
    right_click(came, came.visualRect(came.rows.index(0)).center())
    assert came.hasFocus()
    assert {"打开", "记到店", "改这次到店", "移到回收站"} <= set(shown())
    choose("改这次到店")
    assert window.start().panels.visit.row_id == came.current_id()


def test_delete_on_who_just_came_is_about_the_visit(window: MainWindow, press: Press) -> None:
    came = just_in(window)
    came.setFocus()
    press(Qt.Key.Key_Menu)
    choose("移到回收站")
    assert listed(came) == [] and "一次到店" in window.frame.notice.text()


def test_a_birthday_has_its_menu_whenever_the_first_one_comes_into_the_book(window: MainWindow) -> None:
    born = customer(window.book, "孙丽华", birthday="3.4")
    section = window.today.side.birthdays
    assert section is not None
    right_click(section.list, section.list.visualRect(section.list.rows.index(0)).center())
    words = [
        "打开", "记到店", "记联系", "改资料", "记满意度", "录问卷",
        "手工标注", "标等级", "流失原因", "安排回访", "合并客户", "记挽回", "加标签", "移到回收站",
    ]  # fmt: skip
    assert list(shown()) == words
    choose("记到店")
    assert window.start().panels.visit.customer_id == born


def test_beside_the_rows_a_right_click_offers_nothing(window: MainWindow) -> None:
    came = just_in(window)
    came.resize(came.width(), came.height() + 60)  # it is as high as its rows
    right_click(came, QPoint(5, came.viewport().height() - 2))
    assert QApplication.activePopupWidget() is None


def test_the_system_asks_after_the_key_and_one_menu_opens(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_Menu)
    first = QApplication.activePopupWidget()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(window.today.calls.list, event)
    assert QApplication.activePopupWidget() is first
    assert first is not None
    first.close()
    press(Qt.Key.Key_Menu)
    assert QApplication.activePopupWidget() is not None, "and it opens again"


def test_in_the_search_the_menu_key_is_about_the_row_in_hand(window: MainWindow, press: Press) -> None:
    window.frame.search.setFocus()
    QTest.keyClicks(held(), "wxm")
    press(Qt.Key.Key_Menu)
    assert shown() == {"打开": "Enter", "记到店": "F3"}
    choose("记到店")
    assert window.start().panels.visit.customer_id is not None
    assert window.frame.search.text() == ""


def test_in_the_search_a_right_click_works_too(window: MainWindow) -> None:
    window.frame.search.setFocus()
    QTest.keyClicks(held(), "wxm")
    rows = window.start().popup.list
    right_click(rows, rows.visualRect(rows.model().index(0, 0)).center())
    choose("打开")
    assert window.frame.shown() == "card"


def test_on_the_card_a_visit_has_its_menu_and_a_change_has_none(window: MainWindow, press: Press) -> None:
    assert window.today.shown is not None
    window.nav.go_to_card(window.today.shown.calls[0].customer_id)
    page = window.page()
    assert page is not None and page.visit_in_hand() is None
    press(Qt.Key.Key_Menu)
    assert QApplication.activePopupWidget() is None
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Menu)
    assert shown() == {"改这次到店": "Enter", "记满意度": "Ctrl Shift M", "移到回收站": "Delete"}


def test_large_type_puts_the_seldom_behind_a_word(small: MainWindow, press: Press) -> None:
    small.nav.go(CUSTOMERS)
    press(Qt.Key.Key_Menu)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and menu.height() <= small.height()
    lines = {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(lines) == ["打开", "记到店", "记联系", "改资料", "更多", "加标签", "打印名单", "选人和列", "移到回收站"]
    below = lines["更多"].menu()
    assert isinstance(below, QMenu) and below.sizeHint().height() <= small.height()
    assert "标等级\tCtrl G" in [action.text() for action in below.actions()]
    menu.setActiveAction(lines["更多"])
    QTest.keyClick(menu, Qt.Key.Key_Right)  # as the keyboard opens it
    assert QApplication.activePopupWidget() is below


@pytest.mark.parametrize("page", [TODAY, CUSTOMERS, FOLLOW_UPS])
def test_the_menu_behind_the_seal_is_never_higher_than_the_window(small: MainWindow, page: str) -> None:
    small.nav.go(page)
    small.frame.open_menu()
    menu = small.start().menu.menu
    menus = [menu, *(action.menu() for action in menu.actions() if action.menu() is not None)]
    assert len(menus) >= 6
    for one in menus:
        assert isinstance(one, QMenu) and 0 < one.sizeHint().height() <= small.height(), one.title()


def test_nothing_can_be_done_behind_a_grey_word(window: MainWindow) -> None:
    window.nav.go(BIN)
    window.frame.open_menu()
    words = {action.text(): action for action in window.start().menu.menu.actions()}
    assert words["去哪一页"].isEnabled() and not words["这位客户"].isEnabled()


def test_the_menu_says_whom_it_is_about(window: MainWindow) -> None:
    window.nav.go(CUSTOMERS)
    customer = window.in_hand()
    assert customer is not None
    with window.book.read() as sql:
        name = lookups.name_of(sql, customer)
    window.frame.open_menu()
    assert f"这位客户：{name}" in [action.text() for action in window.start().menu.menu.actions()]


def test_no_row_no_menu(window: MainWindow) -> None:
    empty = Rows(window.theme, name="空")
    menu = RowMenu(empty, lambda: ())
    menu.open_at_row()
    assert QApplication.activePopupWidget() is None and menu.make() is None
    empty.deleteLater()
