"""Menus and lists that drop: behind the seal, on a customer, on a visit, on one to call, the filter."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QMenu

from kyuanbook.language import tr
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, FOLLOW_UPS
from kyuanbook.ui.shell.row_menu import RowMenu
from tests.shots.page_shots import called, page
from tests.shots.shot import Shot, settle


def seal(p: Photographer) -> None:
    """The menu behind the seal."""
    called(p)
    p.window.frame.open_menu()


def behind(menu: QMenu, word: str) -> None:
    """What stands behind a word of an open menu, by the keyboard."""
    lines = [action for action in menu.actions() if not action.isSeparator()]
    menu.setActiveAction(next(action for action in lines if action.text() == word))
    QTest.keyClick(menu, Qt.Key.Key_Right)
    settle(5)


def record(p: Photographer) -> None:
    """Behind the first word of it."""
    seal(p)
    behind(p.works.menu.menu, tr("记一笔"))


def here(p: Photographer) -> None:
    """What can be done on the page in front."""
    page(p, FOLLOW_UPS, FollowUpsPage)
    p.window.frame.open_menu()
    behind(p.works.menu.menu, tr("这一页"))


def row_menu(view: QAbstractItemView) -> None:
    """The menu of the row in hand."""
    view.window().activateWindow()  # offscreen, nobody gives it back what a menu closed just now had taken
    QTest.qWaitForWindowActive(view.window())
    view.setFocus()
    found = view.findChild(RowMenu)
    assert found is not None
    found.open_at_row()
    assert found.menu is not None, "nothing can be done with the row in hand"


def customer(p: Photographer) -> None:
    """On a row of 客户."""
    table = page(p, CUSTOMERS, CustomersPage).table
    table.setCurrentIndex(table.model().index(3, 1))
    row_menu(table)


def visit(p: Photographer) -> None:
    """On a visit of the card."""
    line = page(p, CARD, CardPage).time_line
    line.go_to_day(max(one.day for one in line.happened if one.visit is not None))
    row_menu(line.list)


def due(p: Photographer) -> None:
    """On one to call."""
    row_menu(page(p, FOLLOW_UPS, FollowUpsPage).list)


def call(p: Photographer) -> None:
    """On one to call, of 今日."""
    called(p)
    row_menu(p.window.today.calls.list)


def sources(p: Photographer) -> None:
    """The sources 客户 is filtered by: a list, or a menu of two where it is narrow."""
    filters = page(p, CUSTOMERS, CustomersPage).sources
    if filters.both.isVisible():
        filters.both.click()
    else:
        filters.source.showPopup()


SHOTS = (
    Shot("menu", seal), Shot("menu-record", record), Shot("menu-here", here), Shot("menu-customer", customer),
    Shot("menu-visit", visit), Shot("menu-due", due), Shot("menu-call", call), Shot("menu-sources", sources),
)  # fmt: skip
