"""Each page is found as it was left, in the same session and at the next start."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import tag_customers
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.shop import channels
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.settings.page import LOOKS, SettingsPage
from kyuanbook.ui.shell import place
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, SETTINGS, TODAY
from kyuanbook.ui.window import MainWindow
from tests.book.factories import bulk_shop, customer, regular

Open = Callable[[Book], MainWindow]


def started_again(window: MainWindow, open_window: Open) -> MainWindow:
    """Close the window and start anew from what is on the disk."""
    window.close_for_good()
    window.memory.now = Memory(window.memory.path).now
    return open_window(window.book)


def customers(window: MainWindow) -> CustomersPage:
    """客户, in front."""
    window.nav.go(CUSTOMERS)
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


def test_the_table_is_found_as_it_was_left(window: MainWindow, open_window: Open, shop: Book) -> None:
    with shop.read() as sql:
        source = channels(sql)[0].id
    tag_customers(shop, customer_ids=[customer(shop, "单文博", channel_id=source)], tag="会员")
    page = customers(window)
    page.sort_by("name", False)
    page.table.widen("phone", 2)
    page.table.put_away("gap", True)
    page.table.move_column("total", -1)
    page.sources.source.choose(str(source))
    page.sources.source.chosen.emit(str(source))
    looks = page.table.looks()
    again = customers(started_again(window, open_window))
    assert (again.sort, again.down) == ("name", False) and again.table.looks() == looks
    assert [again.model.row(i).name for i in range(again.model.rowCount())] == ["单文博"]  # type: ignore[union-attr]
    assert again.title.note.text() == "1 位，共 4 位"
    again.show_all_link.click()
    assert again.model.rowCount() == 4 and not again.show_all_link.isVisible()


def test_escape_shows_all_before_it_goes_back(window: MainWindow, press: Callable[..., None]) -> None:
    page = customers(window)
    page.chips.choose("at_risk")
    page.refresh()
    assert page.model.rowCount() == 1 and page.show_all_link.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.model.rowCount() == 3 and window.frame.shown() == CUSTOMERS
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == TODAY


def test_where_it_was_scrolled(window: MainWindow, open_window: Open, shop: Book, qtbot: QtBot) -> None:
    bulk_shop(shop, [(f"客人{i}", "", ()) for i in range(400)])
    page = customers(window)
    page.table.setCurrentIndex(page.model.index(200, 0))
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.value() + 3)
    left = page.table.current_id(), bar.value()
    window.nav.go(TODAY)
    customers(window)
    assert (page.table.current_id(), bar.value()) == left
    again = customers(started_again(window, open_window))
    qtbot.waitUntil(lambda: (again.table.current_id(), again.table.verticalScrollBar().value()) == left)


def test_a_filter_for_what_is_gone_filters_nothing(window: MainWindow, open_window: Open) -> None:
    window.memory.remember(CUSTOMERS, stage="nonsense", source="99", tag=7, sort="x", columns=[], current="a", top=None)
    again = customers(started_again(window, open_window))
    assert again.model.rowCount() == 3 and not again.show_all_link.isVisible() and again.sort == "last"


def test_the_part_of_the_settings_and_of_the_time_line(window: MainWindow, open_window: Open, shop: Book) -> None:
    window.nav.go(SETTINGS)
    settings = window.page()
    assert isinstance(settings, SettingsPage)
    settings.show_section(LOOKS)
    window.nav.go_to_card(regular(shop, "李姐", gap=9, visits=5, ago=4))
    window.nav.page(CARD).kinds.choose("changes")  # type: ignore[attr-defined]
    again = started_again(window, open_window)
    again.nav.go(SETTINGS)
    found = again.page()
    assert isinstance(found, SettingsPage) and found.section() is found.looks
    assert again.nav.page(CARD).kinds.choice() == "changes"  # type: ignore[attr-defined]


def test_all_calls_are_shown_for_the_day_they_were_asked_for(window: MainWindow, open_window: Open, shop: Book) -> None:
    window.today.calls.more.click()
    again = started_again(window, open_window)
    assert again.today.calls.expanded
    again.close_for_good()
    again.memory.remember(TODAY, all_calls=shop.today() - 1)
    assert not open_window(shop).today.calls.expanded


def test_the_window_stands_where_it_stood_but_never_off_the_screen(window: MainWindow, open_window: Open) -> None:
    window.close_for_good()
    assert place.read(window.memory.now.window) is not None
    window.memory.change(window=place.Place(place.Box(9000, 9000, 700, 500), True).written())
    far = MainWindow(window.book, window.theme, window.memory, lambda: window.runner)
    try:
        screen = far.screen().availableGeometry()
        assert screen.contains(far.geometry()) and far.isMaximized()
    finally:
        far.close_for_good()
        far.deleteLater()


def test_what_the_shop_does_not_use_stays_out_of_the_way(window: MainWindow, shop: Book) -> None:
    page = customers(window)
    titles = [column.key for column in page.table.offered()]
    assert "tags" not in titles and "source" not in titles
    assert not page.sources.source.isVisible() and not page.sources.tag.isVisible()
    with shop.read() as sql:
        source = channels(sql)[0].id
    tag_customers(shop, customer_ids=[customer(shop, "单文博", channel_id=source)], tag="会员")
    titles = [column.key for column in page.table.offered()]
    assert "tags" in titles and "source" in titles
    assert page.sources.source.isVisible() and page.sources.tag.isVisible()
