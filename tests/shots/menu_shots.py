"""Menus and lists that drop: behind the seal, on a customer, on a visit, the filter."""

from PySide6.QtWidgets import QAbstractItemView

from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS
from kyuanbook.ui.shell.row_menu import RowMenu
from tests.shots.page_shots import called, page
from tests.shots.shot import Shot


def seal(p: Photographer) -> None:
    """The menu behind the seal."""
    called(p)
    p.window.frame.open_menu()


def row_menu(view: QAbstractItemView) -> None:
    """The menu of the row in hand."""
    menu = view.findChild(RowMenu)
    assert menu is not None
    menu.open_at_row()


def customer(p: Photographer) -> None:
    """On a row of 客户."""
    table = page(p, CUSTOMERS, CustomersPage).table
    table.setCurrentIndex(table.model().index(3, 1))
    row_menu(table)


def visit(p: Photographer) -> None:
    """On a visit of the card."""
    rows = page(p, CARD, CardPage).happened
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))
    row_menu(rows)


def sources(p: Photographer) -> None:
    """The sources 客户 is filtered by: a list, or a menu of two where it is narrow."""
    filters = page(p, CUSTOMERS, CustomersPage).sources
    if filters.both.isVisible():
        filters.both.click()
    else:
        filters.source.showPopup()


SHOTS = (
    Shot("menu", seal), Shot("menu-customer", customer), Shot("menu-visit", visit), Shot("menu-sources", sources),
)  # fmt: skip
