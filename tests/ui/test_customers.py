"""客户: filtered, sorted, picked, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.customers import delete_customer, tag_customers
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.shop import channels
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit.choices import Chip
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.window import MainWindow
from tests.book.factories import bulk_shop, customer
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit


@pytest.fixture
def page(window: MainWindow, press: Callable[..., None]) -> CustomersPage:
    """The page, in front."""
    press(Qt.Key.Key_2, keys=Qt.KeyboardModifier.ControlModifier)
    found = window.page()
    assert isinstance(found, CustomersPage)
    return found


def names(page: CustomersPage) -> list[str]:
    """The names in the table's order."""
    rows = [page.model.row(i) for i in range(page.model.rowCount())]
    return [row.name for row in rows if row is not None]


def column(page: CustomersPage, key: str) -> list[str]:
    """The texts of one column."""
    at = [c.key for c in page.table.columns].index(key)
    return [str(page.model.data(page.model.index(i, at))) for i in range(page.model.rowCount())]


def test_who_came_last_stands_first(page: CustomersPage) -> None:
    assert names(page) == ["欧阳雪", "王小明", "盖小雨"]
    assert column(page, "phone") == ["150****7713", "138****5678", "188****2036"]
    assert column(page, "last") == ["3 天前", "1月3日", "—"]
    assert column(page, "silent") == ["3 天", "60 天", "—"]
    assert column(page, "gap") == ["10 天", "14 天", "—"]
    assert column(page, "visits") == ["6 次", "8 次", "0 次"]
    assert column(page, "total") == ["¥720", "¥544", "—"]
    assert page.title.note.text() == "3 位"


def chip(page: CustomersPage, key: str) -> Chip:
    """One of the chips."""
    return next(chip for chip in page.chips.findChildren(Chip) if chip.choice.key == key)


def test_chips_bear_counts_and_filter(page: CustomersPage) -> None:
    assert (chip(page, "").choice.count, chip(page, "at_risk").choice.count, chip(page, "prospect").choice.count) == (
        3,
        1,
        1,
    )
    chip(page, "at_risk").click()
    assert names(page) == ["王小明"]
    assert page.title.note.text() == "1 位，共 3 位"
    assert page.chosen().stage is Stage.AT_RISK
    chip(page, "lapsed").click()
    assert names(page) == []
    assert page.nobody.isVisible() and not page.table.isVisible()
    chip(page, "").click()
    assert page.table.isVisible()
    chip(page, "lapsed").click()
    assert page.all_button.isVisible() and not page.show_all_link.isVisible(), "one way, in sight"
    page.all_button.click()
    assert len(names(page)) == 3


def test_a_source_filters_and_so_does_its_kind(page: CustomersPage, shop: Book) -> None:
    with shop.read() as sql:
        douyin = next(c for c in channels(sql) if c.code == "douyin")
    customer(shop, "单文博", channel_id=douyin.id)
    assert "单文博" in names(page)
    page.sources.source.choose(str(douyin.id))
    page.sources.source.chosen.emit(str(douyin.id))
    assert names(page) == ["单文博"]
    page.sources.source.choose("natural")
    page.sources.source.chosen.emit("natural")
    assert names(page) == []


def test_narrow_both_filters_stand_behind_one_button(page: CustomersPage, shop: Book) -> None:
    with shop.read() as sql:
        source = channels(sql)[0].id
    tag_customers(shop, customer_ids=[customer(shop, "单文博", channel_id=source)], tag="会员")
    page.theme.set_narrow(True)
    try:
        assert page.sources.both.isVisible() and not page.sources.source.isVisible()
        menus = [action.menu() for action in page.sources.make_menu().actions()]
        assert [menu.title() for menu in menus if menu is not None] == ["分类", "来源", "标签"]
        promoted = next(a for a in menus[1].actions() if a.text() == "人工客源")
        assert page.sources.both.words() == "筛选" and not page.sources.off.isVisible() and not page.chips._chips[""].muted
        promoted.trigger()
        assert page.chosen().natural is False
        assert page.sources.both.words() == "筛选：人工客源" and page.chips._chips[""].muted, "what is on shows"
        page.sources.off.click()
        assert page.chosen().natural is None and page.sources.both.words() == "筛选" and not page.chips._chips[""].muted
    finally:
        page.theme.set_narrow(False)


def test_the_cross_of_a_filter_takes_it_off(page: CustomersPage, shop: Book) -> None:
    with shop.read() as sql:
        source = channels(sql)[0]
    customer(shop, "单文博", channel_id=source.id)
    combo = page.sources.source
    combo.choose(str(source.id))
    combo.chosen.emit(combo.choice())
    assert names(page) == ["单文博"] and page.chips._chips[""].muted
    QTest.mouseClick(combo, Qt.MouseButton.LeftButton, pos=QPoint(combo.width() - 20, combo.height() // 2))
    assert page.chosen().channel_id is None and len(names(page)) > 1 and not page.chips._chips[""].muted


def test_sorting_by_a_column_is_remembered(
    page: CustomersPage, window: MainWindow, open_window: Callable[[Book], MainWindow]
) -> None:
    page.sort_by("name", True)
    assert names(page) == ["盖小雨", "欧阳雪", "王小明"], "names begin at their small end"
    page.sort_by("name", True)
    assert names(page) == ["王小明", "欧阳雪", "盖小雨"]
    page.sort_by("total", False)
    assert names(page) == ["欧阳雪", "王小明", "盖小雨"], "money begins with the most"
    again = open_window(window.book)
    again.nav.go("customers")
    fresh = again.page()
    assert isinstance(fresh, CustomersPage)
    assert (fresh.sort, fresh.down, fresh.table.sort_key) == ("total", True, "total")


def test_picked_rows_are_tagged_and_the_selection_given_up(
    page: CustomersPage, window: MainWindow, press: Callable[..., None]
) -> None:
    assert held() is page.table
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert page.bar.isVisible() and page.bar.count.text() == "已选 2 位"
    assert list(page.picked()) == list(page.model.ids())[:2]
    press(Qt.Key.Key_T, keys=Qt.KeyboardModifier.ControlModifier)
    commit(held(), "老街坊")
    press(Qt.Key.Key_Return)
    assert column(page, "tags") == ["老街坊", "老街坊", ""]
    assert window.frame.notice.text() == "已加标签“老街坊”"
    assert held() is page.table
    press(Qt.Key.Key_Escape)
    assert not page.picked() and not page.bar.isVisible()


def test_a_change_of_the_tags_is_taken_back_by_key(page: CustomersPage, press: Callable[..., None]) -> None:
    tag_customers(page.book, customer_ids=list(page.model.ids()), tag="会员")
    assert column(page, "tags") == ["会员"] * 3
    press(Qt.Key.Key_Z, keys=Qt.KeyboardModifier.ControlModifier)
    assert column(page, "tags") == [""] * 3


def test_the_current_row_stays_on_its_customer(page: CustomersPage, shop: Book, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_Down)
    here = page.in_hand()
    customer(shop, "乐嘉怡")
    assert page.in_hand() == here
    assert here is not None
    delete_customer(shop, customer_id=here)
    assert page.in_hand() not in (None, here)


def test_enter_opens_the_card_and_back_comes_to_the_same_row(
    page: CustomersPage, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_Down)
    here = page.in_hand()
    press(Qt.Key.Key_Return)
    assert window.nav.here() == ("card", here)
    press(Qt.Key.Key_Escape)
    assert window.page() is page and page.in_hand() == here and held() is page.table


def test_the_menu_of_a_row_names_each_act_with_its_key(page: CustomersPage, window: MainWindow) -> None:
    menu = page.menu.make()
    assert menu is not None
    words = dict(action.text().split("\t") for action in menu.actions() if action.text())
    assert words == {
        "打开": "Enter", "记到店": "F3", "记联系": "F5", "记满意度": "Ctrl Shift M", "录问卷": "Ctrl Shift W",
        "改资料": "F2", "手工标注": "Ctrl D",
        "标等级": "Ctrl G", "流失原因": "Ctrl W", "安排回访": "Ctrl Shift H", "合并客户": "Shift F2", "记挽回": "Ctrl J",
        "选中": "空格", "全选": "Ctrl A",
        "加标签": "Ctrl T", "打印名单": "Ctrl P", "列的宽窄和次序": "Ctrl L", "移到回收站": "Delete",
    }  # fmt: skip
    menu.actions()[-1].trigger()
    assert len(names(page)) == 2


def test_ctrl_a_picks_all_and_once_more_nobody(page: CustomersPage, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_A, keys=Qt.KeyboardModifier.ControlModifier)
    assert len(page.picked()) == 3
    press(Qt.Key.Key_A, keys=Qt.KeyboardModifier.ControlModifier)
    assert page.picked() == ()


def test_only_the_rows_seen_are_read(page: CustomersPage, shop: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk_shop(shop, [(f"客人{i}", "", ()) for i in range(2000)])
    asked: list[int] = []
    read = page._fetch
    monkeypatch.setattr(page.model, "_fetch", lambda ids: asked.append(len(ids)) or read(ids))
    page.refresh()
    page.table.viewport().repaint()
    assert page.model.rowCount() == 2003
    assert 0 < sum(asked) < 300


def test_letters_typed_over_the_table_begin_a_search(
    page: CustomersPage, window: MainWindow, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_W)
    assert held() is window.frame.search
    QTest.keyClicks(held(), "xm")
    assert [row.name for row in window.start().popup.model.rows] == ["王小明"]
    press(Qt.Key.Key_F3)
    panels = window.start().panels
    assert panels.is_open() and panels.visit.customer_id is not None


def test_at_very_large_type_in_a_small_window_one_list_stands_for_the_chips(page: CustomersPage) -> None:
    page.theme.set(dark=False, scale=2.0)
    try:
        page.window().resize(1024, 700)
        QTest.qWait(1)
        assert page.stages.isVisible() and not page.chips.isVisible()
        assert page.stages.itemText(0) == "全部 3" and page.table.height() >= 4 * page.theme.px(40)
        page.stages.setCurrentIndex(page.stages.findData("at_risk"))
        page.stages.activated.emit(page.stages.currentIndex())
        assert names(page) == ["王小明"] and page.chips.choice() == "at_risk"
        page.show_all()
        assert page.stages.choice() == ""
    finally:
        page.theme.set(dark=False, scale=1.0)
        page.window().resize(1366, 768)


def test_a_third_line_of_chips_gives_way_to_the_list_and_a_filter_is_whole(page: CustomersPage, shop: Book) -> None:
    page.theme.set(dark=False, scale=1.5)
    try:
        page.window().resize(1024, 700)
        QTest.qWait(1)
        assert page.chips.isVisible() and page.chips.lines(page.chips.width()) == 2
        assert page.sources.both.geometry().right() < page.sources.width(), "its edge is inside"
        tag_customers(shop, customer_ids=[page.model.id_at(0)], tag="晚上来烫染要开票老街坊储值卡敏感肌")
        page.sources.tag.setCurrentIndex(1)
        page.sources.chosen.emit()
        assert page.stages.isVisible() and not page.chips.isVisible() and not page.keep_link.isVisible()
        page.show_all()
        assert page.chips.isVisible() and not page.stages.isVisible()
    finally:
        page.theme.set(dark=False, scale=1.0)
        page.window().resize(1366, 768)
