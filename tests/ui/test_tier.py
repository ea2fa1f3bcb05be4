"""The tier everywhere a customer is: on the card, set by hand, in the time line, in 客户 as column and class."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.done import Book
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages import card_tier
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.tier_words import tier_word
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.navigation import CUSTOMERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock
from tests.ui.conftest import listed

Press = Callable[..., None]


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few of the tests are enough to be ranked."""
    monkeypatch.setattr(card_tier, "FEW", 0)


@pytest.fixture
def card(window: MainWindow) -> CardPage:
    """王小明's."""
    refresh_standings(window.book)
    window.nav.go_to_card(1)
    page = window.page()
    assert isinstance(page, CardPage)
    return page


@pytest.fixture
def table(window: MainWindow) -> CustomersPage:
    refresh_standings(window.book)
    window.nav.go(CUSTOMERS)
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


# on the card -------------------------------------------------------------------------------------------------------------


def test_the_card_says_the_tier_and_why(card: CardPage) -> None:
    why = card.tier.why.text()
    assert card.tier.isVisible() and card.tier.head.note.text() in ("VIP", "大客户", "普通", "小客户")
    assert "近一年 ¥544" in why and "来了 8 天" in why and "阶段是预警" in why and "潜力" in why and "得分" in why
    assert not card.tier.unpin_link.isVisible()


def test_of_a_few_no_share_is_told(card: CardPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_tier, "FEW", 10)
    card.refresh()
    assert card.tier.why.text() == "来过的客人还不到 10 位，等级还说不准。"


def test_amounts_are_hidden_in_private(card: CardPage) -> None:
    privacy.turn(True)
    try:
        assert "544" not in card.tier.why.text()
    finally:
        privacy.turn(False)


def test_nothing_is_said_before_anybody_was_reckoned(window: MainWindow) -> None:
    window.nav.go_to_card(1)
    page = window.page()
    assert isinstance(page, CardPage) and not page.tier.isVisible()


def test_a_prospect_has_no_tier(card: CardPage, window: MainWindow) -> None:
    window.nav.go_to_card(3)
    assert not card.tier.isVisible()


def test_a_tier_is_set_by_key_with_a_reason_and_taken_off(card: CardPage, window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_G, keys=Qt.KeyboardModifier.ControlModifier)
    panel = window.start().panels.pin_tiers
    assert window.frame.panel() is panel and tier_word(panel.tier.choice()) == card.tier.head.note.text()
    panel.tier.choose("vip")
    panel.why.setText("带来很多朋友")
    panel.form.submitted.emit()
    assert card.tier.head.note.text() == "VIP"
    assert card.tier.pin_line.text() == "手工标为 VIP：今天，店主，带来很多朋友"
    assert "标为 VIP 王小明" in window.frame.notice.text()
    card.tier.unpin_link.click()
    assert not card.tier.pin_line.isVisible() and card.tier.head.note.text() != "VIP"


def test_what_was_typed_in_the_panel_is_found_again(card: CardPage, window: MainWindow, press: Press) -> None:
    panels = window.start().panels
    card.tier.pin_link.click()
    panels.pin_tiers.why.setText("带来很多朋友")
    press(Qt.Key.Key_Escape)
    (key,) = panels.unsaved()
    panels.reopen(key)
    assert window.frame.panel() is panels.pin_tiers and panels.pin_tiers.why.text() == "带来很多朋友"


def test_what_the_rule_says_stands_beside_a_pin(card: CardPage) -> None:
    pin_tier(card.book, customer_id=1, tier="vip", why="")
    assert "按规则是小客户：" in card.tier.why.text()


def test_the_time_line_tells_of_a_tier_that_changed(card: CardPage, clock: Clock) -> None:
    clock.day += 1
    refresh_standings(card.book)
    pin_tier(card.book, customer_id=1, tier="small", why="")
    clock.day += 1
    pin_tier(card.book, customer_id=1, tier="vip", why="")
    card.refresh()
    lines = listed(card.happened)
    assert any("等级，从小客户变为 VIP" in line for line in lines)
    assert any("等级标为 VIP" in line for line in lines)
    card.kinds.choose("visits")
    card.kinds.chosen.emit("visits")
    assert not any("等级" in line for line in listed(card.happened))


# in 客户 -------------------------------------------------------------------------------------------------------------------


def names(page: CustomersPage) -> list[str]:
    return [row.name for i in range(page.model.rowCount()) if (row := page.model.row(i)) is not None]


def choose(page: CustomersPage, key: str) -> None:
    page.sources.classes.choose(key)
    page.sources.classes.chosen.emit(key)


def test_a_class_filters_and_is_found_again(
    table: CustomersPage, window: MainWindow, open_window: Callable[[Book], MainWindow]
) -> None:
    choose(table, "prospect")
    assert names(table) == ["盖小雨"] and table.show_all_link.isVisible()
    choose(table, "again")
    assert sorted(names(table)) == ["欧阳雪", "王小明"] and "2 位，共 3 位" in table.title.note.text()
    again = open_window(window.book)
    again.nav.go(CUSTOMERS)
    fresh = again.page()
    assert isinstance(fresh, CustomersPage) and sorted(names(fresh)) == ["欧阳雪", "王小明"]
    assert fresh.sources.classes.currentText() == "老客"
    fresh.show_all()
    assert len(names(fresh)) == 3 and fresh.sources.classes.currentText() == "分类"


def test_each_class_says_how_many_it_holds_when_the_list_drops(table: CustomersPage, shop: Book) -> None:
    pin_tier(shop, customer_id=3, tier="vip", why="")
    classes = table.sources.classes
    classes.count_now()
    said = {classes.itemData(i): classes.itemText(i) for i in range(classes.count()) if classes.itemData(i)}
    for key, text in said.items():
        choose(table, key)
        assert text.endswith(f"　{len(names(table))}"), text
    assert said["again"] == "老客：来过不止一次　2" and len(said) == 2 + 3 + 2 + 4 + 8


def test_a_list_is_printed_of_the_class_shown(table: CustomersPage, window: MainWindow) -> None:
    choose(table, "again")
    window.print_list()
    page = window.page()
    assert isinstance(page, PrintPage) and page.drawn is not None and len(page.drawn.draft.rows) == 2


def test_tier_and_worth_are_columns_the_owner_asks_for(table: CustomersPage) -> None:
    heads = {column.key: i for i, column in enumerate(table.table.columns)}
    assert table.table.isColumnHidden(heads["tier"]) and table.table.isColumnHidden(heads["clv"])
    for key in ("tier", "clv"):
        table.table.put_away(key, False)
        assert not table.table.isColumnHidden(heads[key])
    table.sort_by("clv", True)
    rows = [row for i in range(3) if (row := table.model.row(i)) is not None]
    assert [row.name for row in rows][-1] == "盖小雨" and (rows[0].clv_cents or 0) >= (rows[1].clv_cents or 0) > 0
    shown = [table.table.columns[heads[key]].text(rows[-1]) for key in ("tier", "clv")]
    assert shown == ["—", "—"], "nothing is known of one who never came"


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_the_filters_stand_beside_the_chips_or_behind_one_button(
    table: CustomersPage, window: MainWindow, scale: float, width: int
) -> None:
    window.theme.set(dark=False, scale=scale)
    try:
        window.resize(width, 768)
        table.refresh()
        sources = table.sources
        assert sources.both.isVisible() != sources.classes.isVisible()
        if sources.classes.isVisible():
            right = sources.mapTo(table, sources.rect().topRight()).x()
            assert right <= table.width() and sources.classes.width() >= window.theme.px(96)
            shown = [combo for combo in sources.used if combo.isVisible()]
            assert max(combo.geometry().right() for combo in shown) <= sources.rect().right()  # none is cut at its edge
    finally:
        window.theme.set(dark=False, scale=1.0)


def test_the_list_of_classes_drops_as_wide_as_its_words(table: CustomersPage, window: MainWindow) -> None:
    classes = table.sources.classes
    classes.count_now()
    assert classes.count() > classes.maxVisibleItems()  # a scroll bar stands beside them
    words = max(window.theme.metrics(14).horizontalAdvance(classes.itemText(i)) for i in range(classes.count()))
    bar = classes.view().verticalScrollBar().sizeHint().width()
    assert bar > 0 and words + window.theme.px(40) <= classes.drop_width() - bar
