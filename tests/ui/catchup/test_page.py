"""补记 by keyboard, in the real window: twenty rows of a day, interrupted, corrected, taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_product, add_staff
from kyuanbook.book.errors import ReadOnly
from kyuanbook.book.queries.card import recycle_bin
from kyuanbook.book.queries.daybook import day_visits
from kyuanbook.rules.names import readings
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.catchup.page import CatchUpPage
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.register_page import REGISTER
from kyuanbook.ui.shell.ask import Ask
from kyuanbook.ui.window import MainWindow
from tests.book import factories
from tests.ui.catchup.conftest import catch_up, rows_of
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit, compose

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Press = Callable[..., None]
Keys = Callable[[str], int]
NAMES = (
    "赵一鸣", "钱二虎", "孙三立", "李四光", "周五常", "吴六奇", "郑七宝", "冯八斤", "陈九思", "褚十全",
    "蒋百里", "沈千寻", "韩万山", "杨春晓", "朱夏荷", "秦秋实", "尤冬梅", "许东方", "何南星", "吕西湖",
)  # fmt: skip


def test_twenty_rows_take_at_most_seven_keys_each(window: MainWindow, shop: Book, keys: Keys) -> None:
    """Three letters of the name, Enter, an amount of two figures, Enter."""
    for name in NAMES:
        factories.customer(shop, name)
    page = catch_up(window)
    pressed = [keys("".join(_initials(name)) + "⏎68⏎") for name in NAMES]
    assert max(pressed) == 7
    assert [(r.name, r.amount_cents) for r in rows_of(shop)] == [(name, 6800) for name in NAMES]
    assert page.foot.sum.text() == "已录 20 位，共 ¥1,360"
    assert page.row.number.text() == "21" and held() is page.row.customer


def _initials(name: str) -> list[str]:
    return [syllable[0].lower() for syllable in readings(name)[0]]


def test_a_row_is_in_the_book_when_its_enter_is_pressed(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    keys("wxm⏎35+20*2")
    assert page.row.amount.echo() == "= ¥75.00" and rows_of(shop) == []
    keys("⏎")
    (row,) = rows_of(shop)
    assert (row.name, row.amount_cents, row.minute) == ("王小明", 7500, None)
    assert page.model.rowCount() == 1 and not page.row.touched()
    assert page.foot.last.text() == "第 1 行已记：王小明 到店 ¥75.00，预警 → 忠诚"
    assert page.turned == {row.id: "at_risk"} and row.stage is Stage.LOYAL
    assert "王小明" in page.model.data(page.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[operator]


def test_each_row_is_one_step_to_take_back(page: CatchUpPage, shop: Book, keys: Keys, press: Press) -> None:
    keys("wxm⏎68⏎oyx⏎120⏎")
    press(Key.Key_Z, keys=CTRL)
    assert [r.name for r in rows_of(shop)] == ["王小明"] and page.model.rowCount() == 1
    assert page.foot.sum.text() == "已录 1 位，共 ¥68" and page.foot.last.text() == ""
    press(Key.Key_Z, keys=CTRL)
    assert rows_of(shop) == [] and page.foot.sum.text() == "这一天还没有录"


def test_the_link_in_the_foot_takes_the_last_row_back(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    keys("wxm⏎68⏎")
    assert page.foot.undo.isVisible()
    QTest.mouseClick(page.foot.undo, Qt.MouseButton.LeftButton)
    assert rows_of(shop) == [] and not page.foot.undo.isVisible()


def test_what_is_wrong_is_said_below_its_field_and_everything_stays(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎abc⏎")
    assert page.row.complaint.isVisible() and page.row.amount.property("wrong")
    assert page.row.amount.text() == "abc" and page.row.customer.text() == "王小明" and held() is page.row.amount
    press(Key.Key_Backspace, 3)
    assert not page.row.complaint.isVisible()
    keys("68")
    page.row.time.setText("25:90")
    keys("⏎")
    assert held() is page.row.time and rows_of(shop) == []
    page.row.time.setText("9:05")
    keys("⏎")
    assert rows_of(shop)[0].minute == 545


def test_no_amount_is_asked_about_once(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    keys("wxm⏎⏎")
    assert page.row.complaint.keep.isVisible() and rows_of(shop) == []
    page.row.complaint.keep.click()
    assert rows_of(shop)[0].amount_cents == 0


def test_a_negative_amount_can_be_cured(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    keys("wxm⏎-68⏎")
    page.row.complaint.cure.click()
    assert page.row.amount.text() == "68" and held() is page.row.amount
    keys("⏎")
    assert rows_of(shop)[0].amount_cents == 6800


def test_without_a_customer_nothing_is_saved(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    page.row.amount.setText("68")
    page.row.save.click()
    assert page.row.customer.property("wrong") and held() is page.row.customer and rows_of(shop) == []
    keys("wxm⏎")
    assert not page.row.complaint.isVisible() and page.row.amount.text() == "68"


def test_a_second_row_of_the_same_customer_is_pointed_out_not_blocked(
    page: CatchUpPage, shop: Book, keys: Keys
) -> None:
    keys("wxm⏎68⏎wxm⏎")
    assert page.row.about.text() == "王小明 这一天录过了，第 1 行，¥68.00。又来一次就接着录。"
    keys("20⏎")
    assert len(rows_of(shop)) == 2
    assert page.foot.sum.text() == "已录 1 位，2 次，共 ¥88"


def test_the_rows_already_in_the_book_stand_above(window: MainWindow, shop: Book, keys: Keys) -> None:
    who = factories.customer(shop, "翟国庆")
    factories.visit(shop, who, "30.5", ago=1)
    page = catch_up(window)
    assert page.model.rowCount() == 1 and page.row.number.text() == "2"
    assert page.foot.sum.text() == "已录 1 位，共 ¥30.50"


def test_interrupted_and_come_back(window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press) -> None:
    keys("wxm⏎68⏎oyx⏎12")
    press(Key.Key_Escape)
    assert window.frame.shown() == "today"
    again = catch_up(window)
    assert again is page and again.model.rowCount() == 1
    assert (page.row.customer.text(), page.row.amount.text()) == ("欧阳雪", "12") and held() is page.row.amount
    keys("0⏎")
    assert rows_of(shop)[1].amount_cents == 12000


def test_closing_the_window_asks_about_a_row_not_yet_saved(
    window: MainWindow, page: CatchUpPage, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68")
    press(Key.Key_Escape)
    assert not window.close()
    assert isinstance(window.asked, Ask)
    window.asked.reject()
    assert window.frame.shown() == "catch_up" and page.row.amount.text() == "68"


def test_closing_the_window_saves_the_row_and_what_was_corrected_on_another_day(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press, qtbot: QtBot
) -> None:
    keys("wxm⏎68⏎")
    (written,) = rows_of(shop)
    page.correct(written.id)
    page.fix.amount.setText("70")
    page.turn_to(page.day - 1)
    page.take_focus()
    keys("oyx⏎12")
    press(Key.Key_Escape)
    assert not window.close()
    with qtbot.waitSignal(window.closed):
        window.asked.buttons[-1].click()
    assert [row.amount_cents for row in rows_of(shop)] == [7000]
    with shop.read() as sql:
        assert [row.amount_cents for row in day_visits(sql, page.day, shop.today())] == [1200]


def test_a_row_that_cannot_be_saved_keeps_the_window_open_and_says_why(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys
) -> None:
    keys("wxm⏎")
    commit(held(), "很多")
    assert not window.close()
    window.asked.buttons[-1].click()
    assert window.isVisible() and window.frame.shown() == "catch_up" and not rows_of(shop)
    assert page.row.complaint.isVisible() and page.row.wrong is not None and page.row.wrong[0] == "amount"
    assert page.row.amount.text() == "很多"


def test_who_is_not_in_the_book_is_entered_with_f4_and_stands_in_the_row(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    commit(held(), "翟国庆")
    press(Key.Key_F4)
    panel = window.start().panels.customer
    assert panel.inside.name.text() == "翟国庆" and held() is panel.inside.name
    press(Key.Key_Return)
    assert window.frame.shown() == "catch_up" and held() is page.row.amount
    assert page.row.customer.text() == "翟国庆"
    keys("38⏎")
    assert [(r.name, r.stage) for r in rows_of(shop)] == [("翟国庆", Stage.NEW)]


def test_a_name_not_found_leads_to_a_new_customer_by_enter_too(
    window: MainWindow, page: CatchUpPage, keys: Keys, press: Press
) -> None:
    commit(held(), "翟国庆")
    keys("⏎")
    assert window.start().panels.customer.inside.name.text() == "翟国庆"
    press(Key.Key_Escape)
    assert page.row.customer.text() == "翟国庆" and page.row.typed_name() == "翟国庆"


def test_enter_opens_a_row_where_it_stands_and_saves_it(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎oyx⏎120⏎gxy⏎4")
    press(Key.Key_Up)
    assert held() is page.ledger
    keys("⏎")
    assert held() is page.fix.amount and page.fix.name.text() == "欧阳雪"
    assert page.fix.parent() is page.ledger.viewport()
    assert page.fix.y() == page.ledger.rowViewportPosition(1) and page.fix.height() == page.ledger.rowHeight(1)
    keys("130⏎")
    assert [r.amount_cents for r in rows_of(shop)] == [6800, 13000]
    assert held() is page.ledger and not page.fix.isVisible()
    assert page.foot.last.text().startswith("第 2 行已")
    press(Key.Key_Down)
    assert held() is page.row.amount and page.row.amount.text() == "4"


def test_esc_leaves_a_correction_and_what_was_typed_waits(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎")
    press(Key.Key_Up)
    keys("⏎99")
    press(Key.Key_Escape)
    assert held() is page.ledger and rows_of(shop)[0].amount_cents == 6800 and page.unsaved()
    keys("⏎")
    assert page.fix.amount.text() == "99"
    keys("⏎")
    assert rows_of(shop)[0].amount_cents == 9900 and not page.unsaved()


def test_a_correction_that_cannot_be_read_is_said_in_the_open_row(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎")
    press(Key.Key_Up)
    keys("⏎abc⏎")
    assert page.fix.complaint.isVisible() and rows_of(shop)[0].amount_cents == 6800


def test_delete_takes_a_row_to_the_bin_with_its_undo(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎oyx⏎120⏎")
    press(Key.Key_Up)
    press(Key.Key_Delete)
    assert [r.name for r in rows_of(shop)] == ["王小明"] and held() is page.ledger
    with shop.read() as sql:
        assert [one.table for one in recycle_bin(sql)] == ["visit"]
    window.frame.notice.link.click()
    assert [r.name for r in rows_of(shop)] == ["王小明", "欧阳雪"]


def test_letters_on_a_row_begin_the_next(window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press) -> None:
    keys("wxm⏎68⏎")
    press(Key.Key_Up)
    keys("o")
    assert held() is page.row.customer and page.row.customer.text() == "o" and page.row.customer.is_open()
    keys("yx⏎5⏎")
    assert len(rows_of(shop)) == 2 and window.frame.search.text() == ""


def test_chinese_composed_on_a_row_begins_the_next(page: CatchUpPage, shop: Book, keys: Keys, press: Press) -> None:
    keys("wxm⏎68⏎")
    press(Key.Key_Up)
    compose(page.ledger, "ouyang")
    commit(page.ledger, "欧阳")
    assert held() is page.row.customer and page.row.customer.text() == "欧阳"


def test_the_menu_of_a_row_corrects_and_throws_away(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎")
    assert page.row_acts() == ()
    press(Key.Key_Up)
    first = {act.name(): act for act in page.row_acts()[0]}
    assert {name: act.key for name, act in first.items()} == {
        "改这一行": "Enter", "改这次到店": "Ctrl+E", "移到回收站": "Delete",
    }  # fmt: skip
    first["改这一行"].do()
    assert held() is page.fix.amount
    press(Key.Key_Escape)
    first["移到回收站"].do()
    assert rows_of(shop) == [] and held() is page.row.customer


def test_ctrl_e_moves_a_row_to_another_day(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    keys("wxm⏎68⏎")
    press(Key.Key_Up)
    press(Key.Key_E, keys=CTRL)
    panel = window.start().panels.visit
    assert panel.row_id is not None and window.start().panels.is_open()
    panel.day.setText("前天")
    press(Key.Key_Return)
    assert rows_of(shop) == [] and len(rows_of(shop, 2)) == 1 and page.model.rowCount() == 0


def test_staff_and_what_was_done_are_asked_for_once_the_shop_has_them(
    page: CatchUpPage, shop: Book, keys: Keys, press: Press
) -> None:
    assert not page.row.fields["items"].isVisible() and not page.row.fields["staff"].isVisible()
    titles = [column.key for column in page.ledger.columns]
    assert titles == ["row", "customer", "amount", "time", "note", "stage"]
    add_product(shop, name="剪发")
    jie = add_staff(shop, name="阿杰").id
    assert page.row.fields["items"].isVisible() and page.row.fields["staff"].isVisible()
    assert [column.key for column in page.ledger.columns][3:5] == ["items", "staff"]
    page.row.staff.choose(str(jie))
    keys("wxm⏎68")
    press(Key.Key_Tab)
    keys("jf⏎⏎")
    (row,) = rows_of(shop)
    assert (row.items, row.staff) == ("剪发", "阿杰")
    assert page.row.staff.choice() == str(jie), "whoever served this one likely serves the next"


@pytest.mark.parametrize("wide", [1366, 1700, 1240, 1120])
def test_fields_stand_under_their_columns_or_on_two_lines(
    window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys, wide: int
) -> None:
    add_product(shop, name="剪发")
    add_staff(shop, name="阿杰")
    window.resize(wide, 768)
    keys("wxm⏎68⏎")
    table, row = page.ledger, page.row
    dropped = [column.key for i, column in enumerate(table.columns) if table.isColumnHidden(i)]
    assert bool(dropped) == row.stacked() == (wide < 1300)
    for i, column in enumerate(table.columns):
        field = row.fields.get(column.key)
        if field is None:
            continue
        left = field.editor.mapTo(row, QPoint(0, 0)).x()
        assert left + field.editor.width() <= row.width() <= page.width()
        if not row.stacked():
            assert left == table.columnViewportPosition(i) + 8, column.key
            assert field.editor.width() == table.columnWidth(i) - 8, column.key


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_row_is_whole_at_any_size(page: CatchUpPage, theme: Theme, keys: Keys, scale: float) -> None:
    theme.set(dark=False, scale=scale)
    try:
        keys("wxm⏎abc⏎")
        inside = page.row.rect()
        for part in (page.row.save, page.row.complaint, page.row.note, page.row.amount):
            box = part.rect().translated(part.mapTo(page.row, QPoint(0, 0)))
            assert part.isVisible() and inside.contains(box), part
        assert page.row.height() >= page.row.minimumSizeHint().height()
    finally:
        theme.set(dark=False, scale=1.0)


def test_in_a_small_window_at_large_type_the_row_is_scrolled_to(
    window: MainWindow, page: CatchUpPage, theme: Theme, shop: Book, keys: Keys, qtbot: QtBot
) -> None:
    add_product(shop, name="剪发")
    window.resize(1024, 700)
    theme.set(dark=False, scale=1.5)
    try:
        keys("wxm⏎68⏎oyx⏎120⏎gxy⏎abc⏎")
        view, said = page.area.viewport(), page.row.complaint
        qtbot.waitUntil(lambda: view.rect().contains(said.rect().translated(said.mapTo(view, QPoint(0, 0)))))
        assert page.row.height() >= page.row.sizeHint().height()
    finally:
        theme.set(dark=False, scale=1.0)


def test_a_read_only_book_is_said_and_the_row_stays(page: CatchUpPage, shop: Book, keys: Keys) -> None:
    keys("wxm⏎68")
    shop.stop_writes(ReadOnly(path="x"))
    keys("⏎")
    assert page.row.about.text() and page.row.amount.text() == "68" and rows_of(shop) == []


def test_a_lapsed_pin_that_came_off_is_said(window: MainWindow, page: CatchUpPage, shop: Book, keys: Keys) -> None:
    with shop.read() as sql:
        who = sql.value("SELECT id FROM customer WHERE name = '王小明'")
    pin(shop, customer_id=who, stage=Stage.LAPSED, why="搬走了")
    keys("wxm⏎68⏎")
    assert "王小明" in window.frame.notice.text() and page.foot.last.text().startswith("第 1 行已记")


# the way here and on ------------------------------------------------------------------------------------------------------


def test_a_link_on_today_opens_it_and_the_menu_names_it(window: MainWindow) -> None:
    QTest.mouseClick(window.today.catch_up, Qt.MouseButton.LeftButton)
    assert window.frame.shown() == "catch_up"
    acts = {act.name(): act.key for act in window.start().menu.acts()}
    assert acts["补记"] == "F6" and acts["打印空白登记表"] == "Ctrl+Shift+P"


def test_ctrl_p_prints_the_empty_sheet_and_esc_comes_back_to_the_row(
    window: MainWindow, page: CatchUpPage, keys: Keys, press: Press, qtbot: QtBot
) -> None:
    keys("wxm⏎6")
    press(Key.Key_P, keys=CTRL)
    assert window.frame.shown() == REGISTER
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is not None)
    window.back_out()
    assert window.frame.shown() == "catch_up" and page.row.amount.text() == "6"


# the day ------------------------------------------------------------------------------------------------------------------


def test_in_the_morning_yesterday_is_offered_in_the_evening_today(
    window: MainWindow, shop: Book, clock: factories.Clock, keys: Keys
) -> None:
    clock.minute = 20 * 60
    page = catch_up(window)
    assert page.day == shop.today() and page.days.chips.choice() == "today"
    keys("wxm⏎68⏎")
    (row,) = rows_of(shop, 0)
    assert row.minute is None, "nobody wrote down when"


def test_another_day_as_it_is_typed(page: CatchUpPage, shop: Book, keys: Keys, press: Press) -> None:
    keys("wxm⏎6")
    page.days.chips._chips["other"].click()
    assert held() is page.days.line
    commit(held(), "周六")
    assert page.days.line.echo() == "2月28日 周六"
    press(Key.Key_Return)
    assert page.day == shop.today() - 4 and page.title.note.text() == "2月28日 周六"
    assert held() is page.row.amount and page.row.amount.text() == "6"
    keys("8⏎")
    assert rows_of(shop, 4)[0].amount_cents == 6800
    page.days.chips._chips["today"].click()
    assert page.day == shop.today() and page.model.rowCount() == 0 and held() is page.row.customer


@pytest.mark.parametrize("typed", ["明天", "abc", ""])
def test_a_day_to_come_or_none_is_said_and_the_day_stays(
    page: CatchUpPage, shop: Book, press: Press, typed: str
) -> None:
    page.days.chips._chips["other"].click()
    page.days.line.setText(typed)
    press(Key.Key_Return)
    assert page.days.complaint.isVisible() and page.day == shop.today() - 1 and held() is page.days.line
    assert page.title.note.text() == "" and not page.row.save.isEnabled(), "no other day is told, nothing saved of one"
    page.store()
    assert held() is page.days.line and not rows_of(shop)
    QApplication.processEvents()
    assert page.days.complaint.mapTo(page.days, QPoint()).x() == page.days.line.x(), "under the line it is about"
    page.days.line.setText("3.1")
    assert not page.days.complaint.isVisible() and page.row.save.isEnabled()
    press(Key.Key_Tab)
    assert page.day == shop.today() - 3


def test_a_day_to_come_is_cured_by_today(page: CatchUpPage, shop: Book, press: Press) -> None:
    page.days.chips._chips["other"].click()
    page.days.line.setText("明天")
    press(Key.Key_Return)
    assert page.days.complaint.cure.words() == "改成今天"
    page.days.complaint.cure.click()
    assert page.day == shop.today() and page.days.chips.choice() == "today" and page.row.save.isEnabled()
    assert not page.days.complaint.isVisible() and page.title.note.text() == "3月4日 周三"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_what_is_wrong_stands_under_its_field(page: CatchUpPage, keys: Keys, scale: float) -> None:
    page.theme.set(dark=False, scale=scale)
    try:
        keys("wxm⏎abc⏎")
        QApplication.processEvents()
        amount, said = page.row.fields["amount"], page.row.complaint
        field, words = (QRect(w.mapTo(page, QPoint()), w.size()) for w in (amount, said))
        assert said.isVisible() and abs(words.x() - field.x()) <= 1 and 0 <= words.top() - field.bottom() <= page.theme.px(16)
    finally:
        page.theme.set(dark=False, scale=1.0)


def test_only_one_row_looks_in_hand(page: CatchUpPage, keys: Keys) -> None:
    keys("wxm⏎68⏎")
    page.correct(page.model.ids()[0])
    QApplication.processEvents()
    assert page.row._waits and not page.fix._waits
    assert page.fix.height() <= page.theme.px(100), "no hole in the open row"
    page.back_out()
    assert not page.row._waits
