"""The card: where a customer stands and why, what happened, what is known, who brought whom."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import change_customer, delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_calendar
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries.card import card as read_card
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.kit.buttons import IconButton
from kyuanbook.ui.kit.rows import OneLine
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.card_parts import at_clause
from kyuanbook.ui.pages.happenings import CHANGES, VISITS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import FUTURE, customer, typed_day, visit
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit


def id_of(book: Book, name: str) -> int:
    """The number of a customer."""
    with book.read() as sql:
        return find_customers(sql, book.haystack, name, book.today())[0].id


@pytest.fixture
def page(window: MainWindow) -> CardPage:
    """The card of the one who is overdue."""
    window.nav.go_to_card(id_of(window.book, "王小明"))
    found = window.page()
    assert isinstance(found, CardPage)
    return found


def facts(page: CardPage) -> str:
    """All that 资料 says."""
    return page.facts.accessibleName()


def show(page: CardPage, kind: str) -> None:
    """Only this kind of line."""
    page.kinds.choose(kind)
    page.kinds.chosen.emit(kind)


def test_the_reason_and_the_day_that_changes_it(page: CardPage) -> None:
    assert page.title.words.text() == "王小明"
    assert page.stage.stage == "at_risk"
    assert page.banner.words().startswith("平时约 14 天来一次，已 60 天没来，")
    assert page.banner.words().endswith("起算流失")
    assert page.known.totals.figures.accessibleName() == "累计 ¥544，到店 8 次，每次约 ¥68"


def test_a_visit_noted_for_a_day_to_come_says_that_it_does_not_count_yet(page: CardPage, window: MainWindow) -> None:
    who, day = id_of(window.book, "王小明"), typed_day(window.book.today() + 3000)
    window.acts.tell(record_visit(window.book, customer_id=who, entry=VisitEntry("35", day=day), accepted=FUTURE))
    line = page.time_line.list.rows.rows[0]
    assert isinstance(line, OneLine) and line.middle == "还没到，到那天才算" and line.end == "¥35"
    assert page.stage.stage == "at_risk"
    assert page.known.totals.figures.accessibleName() == "累计 ¥544，到店 8 次，每次约 ¥68"


def test_a_gap_in_which_the_shop_was_shut_says_so(page: CardPage, window: MainWindow) -> None:
    """The rhythm above leaves closed days out, the rows below are days on the wall."""
    show(page, VISITS)
    day = next(one.day for one in page.time_line.happened if one.visit is not None)
    window.acts.tell(add_calendar(window.book, first=day - 5, last=day - 3, word="停电", closed=True))
    lines = page.time_line.list.rows.rows
    assert [line.middle for line in lines[:2] if isinstance(line, OneLine)] == ["隔 14 天，其中店休 3 天", "隔 14 天"]
    assert "（店休不算）" in page.rhythm.words()


def test_a_long_reason_takes_another_line_instead_of_being_cut(page: CardPage) -> None:
    banner, one = page.banner, page.banner.sizeHint().height()
    banner.show_reason("来过 26 次，平时约 8 天来一次，昨天来过" * 2, "12月9日起算流失", "loyal", warns=False)
    banner.resize(page.theme.px(480), one)
    assert banner.sizeHint().height() == one + 2 * page.theme.px(24)  # the reason on two lines, the day on its own


def test_numbers_are_masked_until_asked_for_and_again_on_the_next_card(page: CardPage, window: MainWindow) -> None:
    assert page.phone.text() == "138****5678"
    page.phone.click()
    assert page.phone.text() == "138 2204 5678"
    assert page.phone.does() == "遮住号码"
    window.nav.go_to_card(id_of(window.book, "欧阳雪"))
    assert page.phone.text() == "150****7713"


def test_a_wrong_number_gives_way_to_the_next(page: CardPage) -> None:
    assert page.customer_id is not None
    phones = (PhoneEntry("13822045678", wrong=True), PhoneEntry("02166668888", label="家里"))
    change_customer(page.book, customer_id=page.customer_id, entry=CustomerEntry(name="王小明", phones=phones))
    assert page.phone.text() == "021****8888"
    assert "电话 138****5678 空号" in facts(page) and "家里 021****8888" in facts(page)


def test_what_happened_with_gaps_filtered_by_kind(page: CardPage) -> None:
    rows = listed(page.happened)
    assert rows[:2] == ["今天，登记，记下这位客户", "1月3日，到店，隔 14 天，¥68"]
    assert len([r for r in rows if "到店" in r]) == 8
    show(page, VISITS)
    assert len(listed(page.happened)) == 8 and page.time_line.head.note.text() == "8 条"
    show(page, CHANGES)
    assert [r.split("，")[1] for r in listed(page.happened)] == ["登记"]


def test_changes_are_said_so_that_they_can_be_checked(page: CardPage) -> None:
    assert page.customer_id is not None
    entry = CustomerEntry(name="王晓明", wechat="xm_wang88", phones=(PhoneEntry("13900001111"),), do_not_contact=True)
    change_customer(page.book, customer_id=page.customer_id, entry=entry)
    said = next(r for r in listed(page.happened) if "资料" in r)
    for words in ("姓名改为 王晓明", "微信改为 xm_wang88", "139****1111", "设为请勿联系"):
        assert words in said
    assert page.no_contact.isVisible() and not page.print_link.isVisible()


def test_where_it_is_narrow_a_second_way_to_print_goes_before_a_contact_is_noted(page: CardPage, window: MainWindow) -> None:
    window.resize(1366, 768)
    assert page.touch_link.isVisible() and page.print_link.isVisible()
    page.theme.set(dark=False, scale=1.5)
    try:
        assert page.touch_link.isVisible() and not page.print_link.isVisible()
    finally:
        page.theme.set(dark=False, scale=1.0)


def test_a_pin_changes_the_name_not_the_reason_and_comes_off_again(page: CardPage, press: Callable[..., None]) -> None:
    page.pin_link.click()
    commit(held(), "常带朋友来")
    press(Qt.Key.Key_Return)
    assert page.stage.stage == "loyal" and page.stage.pinned
    assert page.pin_line.text() == "手工标为忠诚：今天，店主，常带朋友来"
    assert page.banner.words().startswith("平时约 14 天来一次，已 60 天没来")
    assert any("标为忠诚" in r for r in listed(page.happened))
    page.unpin_link.click()
    assert page.stage.stage == "at_risk" and not page.pin_line.isVisible()


def test_who_brought_whom_leads_to_their_cards(page: CardPage, window: MainWindow, press: Callable[..., None]) -> None:
    first = page.customer_id
    assert [box.words() for box in page.descent.boxes] == ["王小明", "盖小雨"]
    assert page.known.descent.brought.text() == "带来 1 位，共 ¥0"
    page.descent.boxes[1].click()
    assert page.title.words.text() == "盖小雨"
    assert [box.words() for box in page.descent.boxes] == ["王小明", "盖小雨"]
    assert page.time_line.nothing.isVisible() is False, "their entry is something that happened"
    press(Qt.Key.Key_Escape)
    assert window.nav.here() == ("card", first)


def test_many_brought_are_a_few_and_a_link(page: CardPage) -> None:
    for i in range(7):
        customer(page.book, f"新人{i}", referrer_id=page.customer_id)
    assert len(page.descent.boxes) == 1 + 5
    assert page.descent.more.text() == "还有 3 位"
    page.descent.more.click()
    assert len(page.descent.boxes) == 1 + 8


def test_a_visit_in_hand_is_corrected_or_thrown_away(
    page: CardPage, window: MainWindow, press: Callable[..., None]
) -> None:
    show(page, VISITS)
    page.happened.setFocus()
    press(Qt.Key.Key_Return)
    panels = window.start().panels
    assert panels.is_open() and panels.visit.row_id is not None
    held().setText("75")  # type: ignore[attr-defined]  # the amount
    press(Qt.Key.Key_Return)
    assert not panels.is_open()
    assert listed(page.happened)[0].endswith("¥75")
    press(Qt.Key.Key_Delete)
    assert page.known.totals.figures.accessibleName().startswith("累计 ¥476，到店 7 次")
    press(Qt.Key.Key_Z, keys=Qt.KeyboardModifier.ControlModifier)
    assert page.known.totals.figures.accessibleName().startswith("累计 ¥551，到店 8 次")


def test_a_visit_recorded_here_shows_here(page: CardPage) -> None:
    assert page.customer_id is not None
    pin(page.book, customer_id=page.customer_id, stage=Stage.LAPSED)
    visit(page.book, page.customer_id, "88")
    assert page.known.totals.figures.accessibleName().startswith("累计 ¥632，到店 9 次")
    assert listed(page.happened)[0].startswith("今天，到店，隔 60 天")
    assert not page.pin_line.isVisible(), "a visit takes a 流失 pin off"


def test_a_deleted_customer_says_so_and_can_be_taken_back(page: CardPage, window: MainWindow) -> None:
    assert page.customer_id is not None
    delete_customer(page.book, customer_id=page.customer_id)
    assert page.bin_line.isVisible() and window.in_hand() is None and not page.edit.isVisible()
    assert page.stage.stage == "at_risk" and page.banner.words().startswith("平时约 14 天来一次，已 60 天没来"), "as they stood"
    assert page.known.totals.figures.accessibleName() == "累计 ¥544，到店 8 次，每次约 ¥68"
    page.restore_link.click()
    assert not page.bin_line.isVisible() and window.in_hand() == page.customer_id


def test_an_undone_entry_leaves_no_card_behind(page: CardPage, window: MainWindow) -> None:
    fresh = customer(page.book, "李姐")
    window.nav.go_to_card(fresh)
    window.acts.undo()
    with window.book.read() as sql:
        assert read_card(sql, window.book.rhythms, fresh, window.book.today()) is None
    assert window.nav.here() == ("card", id_of(window.book, "王小明"))


# numbers -----------------------------------------------------------------------------------------------------------------


def menu_words(page: CardPage) -> list[str]:
    """What the menu of the numbers offers."""
    menu = page.numbers_menu()
    return [] if menu is None else [action.text() for action in menu.actions() if action.text()]


def offered(page: CardPage, start: str) -> None:
    """Choose from the menu of the numbers."""
    menu = page.numbers_menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith(start)).trigger()


def test_pressing_the_number_shows_it_whole(page: CardPage) -> None:
    QTest.mouseClick(page.phone, Qt.MouseButton.LeftButton)
    assert page.phone.words() == "138 2204 5678" and page.phone.does() == "遮住号码"
    QTest.mouseClick(page.phone, Qt.MouseButton.LeftButton)
    assert page.phone.words() == "138****5678"


def test_the_number_is_reached_by_tab_and_says_what_pressing_it_does(page: CardPage, press: Callable[..., None]) -> None:
    page.back.setFocus()
    press(Qt.Key.Key_Tab)
    assert page.phone.hasFocus() and page.phone.accessibleDescription() == "显示号码 Ctrl H"
    press(Qt.Key.Key_Return)
    assert page.phone.words() == "138 2204 5678" and page.phone.toolTip() == "遮住号码  Ctrl H"


def test_one_eye_is_enough(page: CardPage, window: MainWindow) -> None:
    icons = [b for b in window.findChildren(IconButton) if b.isVisible() and b.icon_name.startswith("eye")]
    assert not icons and window.frame.privacy_mark.isVisible(), "the eye is the sign of 隐私 alone"


def test_pressing_any_number_of_several_shows_them_whole(page: CardPage) -> None:
    assert page.customer_id is not None
    phones = (PhoneEntry("13822045678"), PhoneEntry("02166668888", label="家里"))
    change_customer(page.book, customer_id=page.customer_id, entry=CustomerEntry(name="王小明", phones=phones))
    QTest.mouseClick(page.facts, Qt.MouseButton.LeftButton, pos=QPoint(120, page.theme.px(36) + 12))
    assert "家里 021 6666 8888" in facts(page) and "电话 138 2204 5678" in facts(page)
    QTest.mouseClick(page.facts, Qt.MouseButton.LeftButton, pos=QPoint(120, page.theme.px(36) * 3 + 12))
    assert "家里 021 6666 8888" in facts(page), "a line that is no number does nothing"


def test_numbers_are_copied_and_marked_wrong_from_their_menu(page: CardPage, window: MainWindow) -> None:
    assert menu_words(page) == ["显示号码\tCtrl H", "复制 138****5678\tCtrl C", "标为空号 138****5678"]
    offered(page, "复制")
    assert QGuiApplication.clipboard().text() == "13822045678"
    assert window.frame.notice.text() == "已复制 138 2204 5678"
    offered(page, "标为空号")
    assert "电话 138****5678 空号" in facts(page)
    assert menu_words(page)[-1] == "去掉空号 138****5678"
    offered(page, "去掉空号")
    assert "空号" not in facts(page)
    window.acts.undo()
    assert "空号" in facts(page)


def test_ctrl_c_copies_the_number_else_the_wechat_name(
    page: CardPage, window: MainWindow, press: Callable[..., None]
) -> None:
    page.take_focus()
    press(Qt.Key.Key_C, keys=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "13822045678"
    window.nav.go_to_card(customer(window.book, "李姐", wechat="lijie66"))
    assert not page.phone.isVisible()
    assert menu_words(page) == ["复制微信 lijie66\tCtrl C"]
    page.take_focus()
    press(Qt.Key.Key_C, keys=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "lijie66"
    window.nav.go_to_card(customer(window.book, "单文博"))
    assert menu_words(page) == []


# what is known -----------------------------------------------------------------------------------------------------------


def test_a_lunar_birthday_stands_with_this_years_day(page: CardPage, window: MainWindow) -> None:
    window.nav.go_to_card(customer(window.book, "张先生", birthday="农历八月初三"))
    assert "生日 农历八月初三 今年 9月13日" in facts(page)
    window.nav.go_to_card(customer(window.book, "李先生", birthday="8.3"))
    assert "生日 8月3日 农历六月廿一" in facts(page)


def test_a_birthday_that_some_years_lack_stands_with_how_it_is_kept(page: CardPage, window: MainWindow) -> None:
    window.nav.go_to_card(customer(window.book, "闰生", birthday="闰六月初五", birth_rule="plain"))
    assert "生日 农历闰六月初五 今年 7月18日，怎么过 每年都过六月" in facts(page)
    window.nav.go_to_card(customer(window.book, "二月生", birthday="2.29"))
    assert "怎么过 平年过 2月28日" in facts(page)


def test_a_long_address_runs_over_instead_of_being_cut(page: CardPage, window: MainWindow, qtbot: QtBot) -> None:
    before = page.facts.height()
    entry = CustomerEntry(name="王小明", address="杭州市余杭区良渚街道古墩路 2388 号禾木小区 3 幢 2 单元 1602 室，门口有棵桂花树")
    assert page.customer_id is not None
    change_customer(page.book, customer_id=page.customer_id, entry=entry)
    qtbot.waitUntil(lambda: page.facts.height() > before + page.theme.px(36))
    assert page.facts.height() == page.facts.sizeHint().height()


# where things stand ------------------------------------------------------------------------------------------------------


def test_the_name_stands_beside_the_way_back(page: CardPage) -> None:
    px = page.theme.px
    assert page.back.width() >= px(32) and page.back.x() + page.title.x() >= 0
    assert page.title.x() + page.title.words.x() - px(28) <= px(24)
    assert page.back.geometry().right() <= page.title.words.x()


def test_dates_of_another_year_keep_clear_of_what_follows(page: CardPage) -> None:
    theme = page.theme
    lead, end = page.happened.columns()
    for row in page.happened.rows.rows:
        assert isinstance(row, OneLine)
        assert theme.metrics(14).horizontalAdvance(row.lead) + theme.px(16) <= lead
        assert theme.metrics(15).horizontalAdvance(row.end) + theme.px(16) <= end
    assert any("年" in row.lead for row in page.happened.rows.rows if isinstance(row, OneLine))


def test_figures_begin_where_the_reason_begins(page: CardPage) -> None:
    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).y()

    assert abs(top(page.known.totals.figures) + page.theme.px(10) - top(page.banner)) <= page.theme.px(8)


def test_a_reason_on_two_lines_breaks_after_a_comma(page: CardPage) -> None:
    metrics = page.theme.metrics(15, bold=True)
    words = "来过 26 次，平时约 8 天来一次，今天来过"
    room = metrics.horizontalAdvance(words) - 20
    assert at_clause(metrics, words, room) == "来过 26 次，平时约 8 天来一次，\n今天来过"
    assert at_clause(metrics, "一二三四五六七八九十", 40) == "一二三四五六七八九十"


def test_the_words_of_a_pin_are_never_cut(page: CardPage, window: MainWindow, qtbot: QtBot) -> None:
    assert page.customer_id is not None
    pin(page.book, customer_id=page.customer_id, stage=Stage.LOYAL, why="老街坊，人好，常介绍人来，过年送过腊肉，孩子也在这里剪")
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.pin_line.height() >= page.pin_line.heightForWidth(page.pin_line.width()))
    assert page.pin_line.heightForWidth(page.pin_line.width()) > page.theme.px(30)


def test_where_two_columns_would_cut_words_there_is_one_that_scrolls(
    page: CardPage, press: Callable[..., None], qtbot: QtBot
) -> None:
    window, bar = page.window(), page.known.verticalScrollBar()

    def top(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint(0, 0)).y()

    page.theme.set(dark=False, scale=2.0)
    try:
        window.resize(1024, 700)
        qtbot.waitUntil(lambda: bar.maximum() > 0 and top(page.happened) < top(page.facts))
        assert held() is page.happened, "what had the focus has it still"
        assert top(page.happened) < top(page.facts) and page.happened.width() > page.width() * 2 // 3
        qtbot.waitUntil(lambda: bar.value() == 0)  # why they stand where they stand is in sight
        press(Qt.Key.Key_End)
        qtbot.waitUntil(lambda: bar.value() > 0)
    finally:
        page.theme.set(dark=False, scale=1.0)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: abs(top(page.facts) - top(page.banner)) < page.theme.px(120))  # side by side again
