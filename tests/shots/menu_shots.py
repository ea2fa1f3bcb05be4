"""Menus and lists that drop: behind the seal, on a customer, on a visit, the filter."""

from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS
from tests.shots.page_shots import called, page
from tests.shots.shot import Shot


def seal(p: Photographer) -> None:
    """The menu behind the seal."""
    called(p)
    p.window.frame.open_menu()


def customer(p: Photographer) -> None:
    """On a row of 客户."""
    table = page(p, CUSTOMERS, CustomersPage).table
    rect = table.visualRect(table.model().index(3, 1))
    table.setCurrentIndex(table.model().index(3, 1))
    table.customContextMenuRequested.emit(rect.center())


def visit(p: Photographer) -> None:
    """On a visit of the card."""
    rows = page(p, CARD, CardPage).happened
    rows.setFocus()
    place = next(i for i, one in enumerate(rows.rows.rows) if p.window.page() is not None and one.said())
    rows.setCurrentIndex(rows.rows.index(place))
    rows.customContextMenuRequested.emit(rows.visualRect(rows.currentIndex()).center())


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
