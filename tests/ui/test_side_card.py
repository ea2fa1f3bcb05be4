"""The short card beside the table of 客户: only in a wide window, always of the current row."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.book.queries import card as cards
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.side_card import SideCard
from kyuanbook.ui.window import MainWindow
from tests.book.factories import bulk_shop, visit
from tests.ui.conftest import listed
from tests.ui.test_customers import page

__all__ = ["page"]


@pytest.fixture
def side(page: CustomersPage, window: MainWindow) -> SideCard:
    """The card, in a window of 1920 × 1080."""
    window.resize(1920, 1080)
    assert page.side is not None
    return page.side


def test_below_1600_there_is_none(page: CustomersPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.side is None
    window.resize(1599, 900)
    assert page.side is None and not page.findChildren(SideCard)
    window.resize(1600, 900)
    assert page.side is not None and page.side.isVisible()
    side = page.side
    qtbot.waitUntil(lambda: page.table.geometry().right() < side.x())
    window.resize(1366, 768)
    assert page.side is None
    qtbot.waitUntil(lambda: page.table.width() > page.width() * 0.9)


def test_large_type_leaves_no_room_for_it(side: SideCard, page: CustomersPage, window: MainWindow) -> None:
    page.theme.set(dark=False, scale=1.5)
    try:
        assert page.side is None
    finally:
        page.theme.set(dark=False, scale=1.0)
    assert page.side is not None


def test_it_shows_what_the_look_has(side: SideCard, page: CustomersPage) -> None:
    assert page.in_hand() is not None
    assert side.name.text() == "欧阳雪" and side.stage.stage == "returning"
    assert side.phone.text() == "150****7713"
    assert side.banner.words().startswith("平时约 10 天来一次，3 天前来过")
    assert side.figures.accessibleName() == "累计 ¥720，到店 6 次，每次约 ¥120"
    assert side.happened_head.note.text() == "7 条"
    assert len(listed(side.happened)) == 7 and listed(side.happened)[1] == "3 天前，到店，¥120"


def test_it_follows_the_current_row(side: SideCard, page: CustomersPage, press: Callable[..., None], qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: side.name.text() == "王小明")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: side.name.text() == "盖小雨")
    assert "首次来源 王小明" in side.facts.accessibleName(), "who brought them"


def test_while_an_arrow_is_held_only_some_are_read(
    side: SideCard, page: CustomersPage, window: MainWindow, press: Callable[..., None], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    bulk_shop(window.book, [(f"客人{i}", "", ()) for i in range(40)])
    read: list[int] = []
    monkeypatch.setattr(cards, "timeline", lambda sql, id_: read.append(id_) or [])
    qtbot.waitUntil(lambda: not side._pause.isActive())
    press(Qt.Key.Key_Down, 30)
    assert len(read) < 15
    qtbot.waitUntil(lambda: side.card is not None and side.card.id == page.in_hand())


def test_it_is_read_anew_when_the_book_changes(side: SideCard, page: CustomersPage) -> None:
    here = page.in_hand()
    assert here is not None
    visit(page.book, here, "88")
    assert side.figures.accessibleName().startswith("累计 ¥808，到店 7 次")
    entry = CustomerEntry(name="欧阳小雪", wechat="xue7713", phones=(PhoneEntry("15012347713"),), do_not_contact=True)
    change_customer(page.book, customer_id=here, entry=entry)
    assert side.name.text() == "欧阳小雪" and "微信 xue7713" in side.facts.accessibleName()
    assert "请勿再联系" in side.phone.text()
    delete_customer(page.book, customer_id=here)
    assert side.name.text() != "欧阳小雪"


def test_opening_leads_to_the_card(side: SideCard, page: CustomersPage, window: MainWindow) -> None:
    here = page.in_hand()
    side.open_link.click()
    assert window.nav.here() == ("card", here)


def test_nobody_in_the_table_leaves_it_empty(side: SideCard, page: CustomersPage) -> None:
    page.chips.choose("lapsed")
    page.chips.chosen.emit("lapsed")
    assert side.card is None and not side.name.isVisible() and side.accessibleName() == ""
    page.chips.choose("")
    page.chips.chosen.emit("")
    assert side.name.isVisible()


def test_in_a_lower_window_it_shows_fewer_lines(side: SideCard, window: MainWindow, page: CustomersPage) -> None:
    here = page.in_hand()
    assert here is not None
    for ago in range(20, 30):
        visit(page.book, here, "50", ago)
    assert len(listed(side.happened)) == 9
    window.resize(1920, 760)
    assert 3 <= len(listed(side.happened)) < 9
    assert side.happened_head.note.text() == "17 条"


def test_it_is_no_stop_of_the_tab_key_but_its_link(side: SideCard) -> None:
    stops = [w for w in (side.happened, side.facts, side.open_link) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [side.open_link]
