"""设置 by keyboard, each change undoable."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook import language, settings
from kyuanbook.actions.campaigns import add_campaign
from kyuanbook.actions.channels import merge_channel
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import add_calendar, add_product, add_staff
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.daybook import parts
from kyuanbook.language import say
from kyuanbook.rules.campaign_entries import CampaignEntry
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.rows import Rows
from kyuanbook.ui.settings.calendar_section import nearest
from kyuanbook.ui.settings.page import (
    ABOUT,
    CALENDAR,
    CUSTOM,
    KEEPING,
    LOOKS,
    NAMES,
    REASONS,
    RELATIONS,
    RULES,
    SOURCES,
    SettingsPage,
)
from kyuanbook.ui.settings.shop_section import trade_words
from kyuanbook.ui.shell.memory import Memory
from tests.book import factories
from tests.book.factories import Clock, customer, typed_day
from tests.shots.shot import settle
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Press = Callable[..., None]


def shop_of(book: Book) -> shop.ShopSettings:
    with book.read() as sql:
        return shop.settings(sql)


def channels_of(book: Book, *, hidden: bool = False) -> Sequence[shop.ChannelRow]:
    with book.read() as sql:
        return shop.channels(sql, hidden=hidden)


# the shop ------------------------------------------------------------------------------------------------------------


def test_the_name_is_kept_on_enter_and_can_be_taken_back(
    page: SettingsPage, frame: Frame, book: Book, press: Press
) -> None:
    assert held() is page.shop.name
    commit(held(), "禾木理发")
    press(Key.Key_Return)
    assert shop_of(book).name == "禾木理发"
    assert "改店铺设置" in frame.notice.text() and frame.notice.link.isVisible()
    frame.notice.link.click()
    assert shop_of(book).name == ""


def test_the_name_is_kept_when_it_is_left(page: SettingsPage, book: Book, press: Press) -> None:
    commit(held(), "禾木理发")
    press(Key.Key_Tab)
    assert shop_of(book).name == "禾木理发"


def test_another_trade_says_what_it_means(page: SettingsPage, book: Book) -> None:
    page.shop.trade.choose("fruit")
    page.shop.trade.chosen.emit("fruit")
    assert shop_of(book).trade == "fruit"
    assert "水果" in page.shop.trade_note.text() and "5 天" in page.shop.trade_note.text()
    assert page.shop.trade_note.text().endswith("这一行常记的也会加上：楼栋门牌、口味。")
    assert "常记" not in trade_words("other") and trade_words("glasses").endswith("右眼轴位等。")


@pytest.mark.parametrize("typed", ["0", "abc", "-3", "9999", "1.5"])
def test_an_impossible_number_of_calls_is_refused_beside_it(page: SettingsPage, book: Book, typed: str) -> None:
    page.shop.calls.setText(typed)
    page.shop.save_calls()
    assert page.shop.form.fields["calls_per_day"].problem() is not None
    assert shop_of(book).calls_per_day == 10 and page.shop.calls.text() == typed


def test_how_much_each_part_of_potential_counts(page: SettingsPage, book: Book, press: Press) -> None:
    weights = page.shop.weights
    assert tuple(weights.weights()) == shop_of(book).potential_weights == (2, 2, 3, 1)
    means = next(iter(weights.lists.values()))
    means.choose("3")
    means.chosen.emit("3")
    assert weights.save.isVisible() and shop_of(book).potential_weights == (2, 2, 3, 1), "kept when it is said to be"
    weights.save.click()
    assert shop_of(book).potential_weights == (3, 2, 3, 1) and not weights.save.isVisible()
    undo(book)
    page.refresh()
    assert means.choice() == "2"
    means.choose("0")
    means.chosen.emit("0")
    assert page.back_out() and means.choice() == "2" and shop_of(book).potential_weights == (2, 2, 3, 1)


@pytest.mark.parametrize("typed", ["51", "abc", "-3", "1.5", "999"])
def test_an_impossible_discount_is_refused_beside_it(page: SettingsPage, book: Book, typed: str) -> None:
    page.shop.discount.setText(typed)
    page.shop.save_discount()
    assert page.shop.form.fields["discount"].problem() is not None
    assert shop_of(book).discount == 10 and page.shop.discount.text() == typed


def test_money_to_come_may_count_whole(page: SettingsPage, book: Book) -> None:
    page.shop.discount.setText("0")
    page.shop.discount.submitted.emit()
    assert shop_of(book).discount == 0
    undo(book)
    assert page.shop.discount.text() == "10"


def test_calls_a_day_and_old_customers(page: SettingsPage, book: Book) -> None:
    page.shop.calls.setText("25")
    page.shop.calls.submitted.emit()
    page.shop.also_old.click()
    assert (shop_of(book).calls_per_day, shop_of(book).also_old) == (25, True)
    undo(book)
    assert not page.shop.also_old.isChecked()


def test_a_full_disk_is_said(page: SettingsPage, frame: Frame, book: Book, press: Press) -> None:
    book.stop_writes(DiskFull())
    commit(held(), "禾木理发")
    press(Key.Key_Return)
    assert "硬盘满了" in frame.notice.text() and page.shop.name.text() == "禾木理发"


# 来源渠道 ------------------------------------------------------------------------------------------------------------------


def open_sources(page: SettingsPage) -> None:
    page.show_section(SOURCES)
    page.take_focus()


def test_the_source_in_hand_stays_so_while_buttons_are_clicked(page: SettingsPage, book: Book, press: Press) -> None:
    open_sources(page)
    press(Key.Key_Down)
    press(Key.Key_Down)
    chosen = page.sources.list.current_id()
    for button in (page.sources.up, page.sources.down):
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        button.click()
        assert page.sources.list.current_id() == chosen and page.sources.list.shows_current
    page.sources.change.click()
    commit(page.sources.name, "慕名")
    press(Key.Key_Return)
    assert page.sources.list.current_id() == chosen
    assert next(c.name for c in channels_of(book) if c.id == chosen) == "慕名"


def test_a_source_is_renamed_by_keyboard(page: SettingsPage, book: Book, press: Press) -> None:
    open_sources(page)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert held() is page.sources.name and page.sources.name.selectedText() == "住在或在附近上班"
    commit(held(), "附近小区")
    press(Key.Key_Return)
    assert [c.name for c in channels_of(book)][1] == "附近小区"
    assert held() is page.sources.list and page.sources.editing is None


def test_esc_gives_a_renaming_up(page: SettingsPage, book: Book, press: Press) -> None:
    open_sources(page)
    press(Key.Key_Return)
    commit(held(), "别的名字")
    assert page.back_out() and not page.back_out()
    assert channels_of(book)[0].name == "路过"


def test_a_name_that_is_taken_is_refused_beside_it(page: SettingsPage, book: Book) -> None:
    open_sources(page)
    page.sources.name.setText("抖音")
    page.sources.store()
    problem = page.sources.form.fields["name"].problem()
    assert problem is not None and "抖音" in say(problem.message)


def test_a_source_of_the_owner_s_own(page: SettingsPage, book: Book) -> None:
    open_sources(page)
    page.sources.name.setText("小区业主群")
    page.sources.family.choose("online")
    page.sources.natural.choose("promoted")
    page.sources.save.click()
    added = channels_of(book)[-1]
    assert (added.name, added.family, added.natural) == ("小区业主群", "online", False)


def test_natural_and_promoted_can_be_exchanged(page: SettingsPage, book: Book, press: Press) -> None:
    open_sources(page)
    press(Key.Key_Return)
    page.sources.natural.choose("promoted")
    press(Key.Key_Return)
    assert not channels_of(book)[0].natural and channels_of(book)[0].name == "路过"


def test_order_and_putting_away_by_keyboard(page: SettingsPage, book: Book, press: Press) -> None:
    open_sources(page)
    press(Key.Key_Down, keys=CONTROL)
    assert [c.name for c in channels_of(book)][:2] == ["住在或在附近上班", "路过"]
    press(Key.Key_Up, keys=CONTROL)
    press(Key.Key_Up, keys=CONTROL)  # nowhere to go
    assert [c.name for c in channels_of(book)][:2] == ["路过", "住在或在附近上班"]
    press(Key.Key_Delete)
    assert channels_of(book)[0].name == "住在或在附近上班"
    assert page.sources.away.words() == "重新启用"
    press(Key.Key_Delete)
    assert channels_of(book)[0].name == "路过"


def test_who_came_by_a_source_is_counted_beside_it(page: SettingsPage, book: Book) -> None:
    factories.customer(book, "王小明", channel_id=channels_of(book)[0].id)
    open_sources(page)
    assert page.sources.list.rows.rows[0].said() == "自然到店，路过，自然客源，1 位"


def test_the_way_of_counting_says_at_once_what_it_comes_to(page: SettingsPage, book: Book, clock: Clock) -> None:
    started = typed_day(book.today() - 40)
    add_campaign(book, entry=CampaignEntry("开学传单", channel_id=7, first=started, last=typed_day(book.today() - 20)))
    customer(book, "换了来源的", channel_id=1, latest_channel_id=7)
    open_sources(page)
    told = page.sources.counting
    assert "第一次是怎么来的" in told.told.text() and "1 位的首次来源和最近来源不一样" in told.told.text()
    assert "14 天内来的也算，一共带来 0 位" in told.told.text()
    told.which.choose("latest")
    told.which.chosen.emit("latest")
    assert shop_of(book).attribution == "latest" and "最近一次是怎么来的" in told.told.text()
    told.window_line.setText("30")
    told.window_line.submitted.emit()
    assert shop_of(book).campaign_window == 30 and "30 天内来的也算，一共带来 1 位" in told.told.text()
    told.window_line.setText("一个月")
    told.window_line.submitted.emit()
    assert told.form.fields["campaign_window"].problem() is not None and told.window_line.text() == "一个月"
    assert shop_of(book).campaign_window == 30
    undo(book)
    undo(book)
    assert (shop_of(book).attribution, shop_of(book).campaign_window) == ("first", 14)


def test_a_source_is_changed_here_as_on_its_own_page(page: SettingsPage, book: Book) -> None:
    customer(book, "甲", channel_id=7)
    merge_channel(book, channel_id=12, into_id=11)
    open_sources(page)
    page.sources.edit(7)
    assert "1 位客户" in page.sources.behind.text()
    page.sources.family.choose("online")
    page.sources.natural.choose("natural")
    page.sources.store()
    with book.read() as sql:
        row = next(one for one in shop.channels(sql) if one.id == 7)
    assert (row.family, row.natural) == ("online", True)
    assert any("已并到别的来源" in line for line in listed(page.sources.list))


# 店铺日历 ------------------------------------------------------------------------------------------------------------------


def test_closed_days_and_events(page: SettingsPage, book: Book, press: Press) -> None:
    page.show_section(CALENDAR)
    page.calendar.first_day.setFocus()
    QTest.keyClicks(held(), "2.15")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "2.22")
    press(Key.Key_Tab)
    commit(held(), "春节")
    press(Key.Key_Return)
    with book.read() as sql:
        row = shop.calendar_rows(sql)[0]
    assert (date.fromordinal(row.first), row.last - row.first, row.word, row.closed) == (
        date(2026, 2, 15),
        7,
        "春节",
        True,
    )
    assert "店休 8 天" in page.calendar.list.rows.rows[0].said() and held() is page.calendar.first_day
    page.calendar.list.setFocus()
    press(Key.Key_Delete)
    with book.read() as sql:
        assert shop.calendar_rows(sql) == []


def test_an_entry_of_the_calendar_is_corrected_or_left(page: SettingsPage, book: Book, press: Press) -> None:
    add_calendar(book, first=book.today(), last=book.today() + 7, word="", closed=True)
    page.show_section(CALENDAR)
    page.calendar.list.setFocus()
    press(Key.Key_Return)
    assert held() is page.calendar.first_day and page.calendar.save.words() == "保存"
    commit(page.calendar.word, "春节")
    press(Key.Key_Return)
    with book.read() as sql:
        (row,) = shop.calendar_rows(sql)
    assert (row.first, row.last, row.word, row.closed) == (book.today(), book.today() + 7, "春节", True)
    assert held() is page.calendar.list and page.calendar.first_day.text() == "" and page.calendar.editing is None
    press(Key.Key_Return)
    page.calendar.word.setText("装修")
    assert page.back_out() and not page.back_out()
    page.calendar.change.click()
    assert page.calendar.word.text() == "春节"
    undo(book)
    with book.read() as sql:
        assert shop.calendar_rows(sql)[0].word == ""


def test_a_double_click_on_save_saves_once_and_complains_of_nothing(
    page: SettingsPage, book: Book, qtbot: QtBot
) -> None:
    page.show_section(CALENDAR)
    page.calendar.first_day.setText("2.15")
    save, left = page.calendar.save, Qt.MouseButton.LeftButton
    qtbot.mouseClick(save, left)
    qtbot.mouseDClick(save, left)
    qtbot.mouseRelease(save, left)
    with book.read() as sql:
        assert len(shop.calendar_rows(sql)) == 1
    assert page.calendar.form.fields["first"].problem() is None


@pytest.mark.parametrize(
    ("first", "last", "field"), [("", "", "first"), ("乱写", "", "first"), ("2.22", "2.15", "last")]
)
def test_impossible_days_are_refused_beside_them(page: SettingsPage, first: str, last: str, field: str) -> None:
    page.show_section(CALENDAR)
    page.calendar.first_day.setText(first)
    page.calendar.last_day.setText(last)
    page.calendar.save.click()
    assert page.calendar.form.fields[field].problem() is not None


def test_a_holiday_is_the_nearer_one() -> None:
    today = date(2026, 11, 22).toordinal()
    for typed, meant in (("1.28", date(2027, 1, 28)), ("10.1", date(2026, 10, 1)), ("昨天", date(2026, 11, 21))):
        assert nearest(typed, today, "first")[0] == meant.toordinal()


def test_days_of_the_week(page: SettingsPage, frame: Frame, book: Book) -> None:
    page.show_section(CALENDAR)
    page.calendar.weekly[0].click()
    assert shop_of(book).closed_weekdays == (0,)
    for tick in page.calendar.weekly[1:6]:
        tick.click()
    page.calendar.weekly[6].click()  # all seven: no
    assert shop_of(book).closed_weekdays == tuple(range(6)) and not page.calendar.weekly[6].isChecked()
    assert "一周总要开一天门" in frame.notice.text()


def test_an_undo_shows_on_the_open_page(page: SettingsPage, book: Book) -> None:
    page.show_section(CALENDAR)
    add_calendar(book, first=book.today(), last=book.today(), word="装修", closed=True)
    assert len(page.calendar.list.rows.rows) == 1
    undo(book)
    assert page.calendar.list.rows.rows == ()


# 店员, 商品 ----------------------------------------------------------------------------------------------------------------


def test_names_are_added_and_put_away(page: SettingsPage, book: Book, press: Press) -> None:
    page.show_section(NAMES)
    page.take_focus()
    commit(held(), "阿杰")
    press(Key.Key_Return)
    assert page.names.staff.line.text() == ""
    page.names.products.line.setFocus()
    commit(held(), "剪发")
    press(Key.Key_Return)
    with book.read() as sql:
        assert [s.name for s in shop.staff(sql)] == ["阿杰"] and [p.name for p in shop.products(sql)] == ["剪发"]
    page.names.staff.list.setFocus()
    press(Key.Key_Delete)
    with book.read() as sql:
        assert shop.staff(sql) == []
    names = page.names.staff
    assert names.list.rows.rows[0].said() == "阿杰，已停用" and names.head.note.text() == "0 位，另停用 1 位"
    assert names.away.words() == "重新启用"
    press(Key.Key_Delete)
    with book.read() as sql:
        assert [s.name for s in shop.staff(sql)] == ["阿杰"]
    assert names.away.words() == "停用" and names.head.note.text() == "1 位"


def test_a_new_source_is_in_hand_to_be_put_in_its_place(page: SettingsPage, book: Book, press: Press) -> None:
    page.show_section(SOURCES)
    page.sources.name.setFocus()
    commit(held(), "面馆老板")
    press(Key.Key_Return)
    section = page.sources
    assert section.list.hasFocus()
    new = section.list.current_id()
    assert section.rows[-1].id == new and section.rows[-1].name == "面馆老板"
    press(Key.Key_Up, keys=Qt.KeyboardModifier.ControlModifier)
    assert section.rows[-2].id == new == section.list.current_id()


def test_an_empty_name_is_refused_beside_the_line(page: SettingsPage, book: Book, press: Press) -> None:
    add_staff(book, name="阿杰")
    add_product(book, name="剪发")
    page.show_section(NAMES)
    page.take_focus()
    press(Key.Key_Return)
    assert page.names.staff.form.fields["name"].problem() is not None


def test_after_how_many_days_a_product_is_wanted_again(page: SettingsPage, book: Book, press: Press) -> None:
    page.show_section(NAMES)
    names = page.names.products
    names.line.setFocus()
    commit(held(), "补染发根")
    press(Key.Key_Tab)
    assert held() is names.interval
    commit(held(), "45天")
    press(Key.Key_Return)
    assert names.line.text() == names.interval.text() == ""
    assert names.list.rows.rows[0].said() == "1，补染发根，45 天一次"
    names.list.setFocus()
    press(Key.Key_Return)
    assert names.line.text() == "补染发根" and names.interval.text() == "45"
    for wrong in ("0", "半个月", "9999", "-3"):
        names.interval.setText(wrong)
        names.form.submitted.emit()
        assert names.form.fields["interval"].problem() is not None and names.interval.text() == wrong
    names.interval.setText("")
    names.form.submitted.emit()
    assert names.list.rows.rows[0].said() == "1，补染发根"
    undo(book)
    assert names.list.rows.rows[0].said() == "1，补染发根，45 天一次"
    assert page.names.staff.form.fields.keys() == {"name"}


def test_esc_leaves_both_lines_of_a_product(page: SettingsPage, book: Book, press: Press) -> None:
    add_product(book, name="剪发", interval="30")
    page.show_section(NAMES)
    names = page.names.products
    names.list.setFocus()
    press(Key.Key_Return)
    assert "正在改“剪发”" in names.renaming.text()
    names.interval.setText("60")
    assert page.back_out() and names.interval.text() == "" and names.editing is None
    assert names.list.rows.rows[0].said() == "1，剪发，30 天一次"


def test_a_name_is_changed_by_enter_and_esc_leaves_it(page: SettingsPage, book: Book, press: Press) -> None:
    add_staff(book, name="阿杰")
    page.show_section(NAMES)
    page.names.staff.list.setFocus()
    press(Key.Key_Return)
    names = page.names.staff
    assert names.line.hasFocus() and names.line.text() == "阿杰" and names.renaming.isVisible()
    assert page.back_out() and names.line.text() == "" and not names.renaming.isVisible()
    press(Key.Key_Return)
    names.line.setText("杰哥")
    press(Key.Key_Return)
    with book.read() as sql:
        assert [s.name for s in shop.staff(sql)] == ["杰哥"]
    assert names.editing is None and names.list.hasFocus()


# how it looks --------------------------------------------------------------------------------------------------------


def test_looks_hold_at_once_and_are_kept(page: SettingsPage, memory: Memory) -> None:
    page.show_section(LOOKS)
    for chips, key in ((page.looks.colours, "dark"), (page.looks.sizes, "1.5")):
        chips.choose(key)
        chips.chosen.emit(key)
    assert page.theme.tokens.dark and page.theme.scale == 1.5
    page.theme.set(dark=False, scale=1.0)
    kept = settings.load(memory.path)
    assert (kept.theme, kept.scale) == ("dark", 1.5)


def test_another_language_waits_for_the_next_start(page: SettingsPage, memory: Memory) -> None:
    page.show_section(LOOKS)
    assert page.looks.language_note.text() == ""
    page.looks.languages.chosen.emit(language.ENGLISH)
    assert settings.load(memory.path).language == language.ENGLISH
    assert "再打开" in page.looks.language_note.text() and language.current() == language.CHINESE


def test_every_section_is_reached_by_keyboard(page: SettingsPage, press: Press) -> None:
    press(Key.Key_Backtab)  # the last of the row
    for key in (ABOUT, KEEPING, LOOKS, REASONS, RULES, CUSTOM, RELATIONS, NAMES, CALENDAR, SOURCES):
        press(Key.Key_Return)
        assert page.chips.choice() == key and page.section().isVisible()
        press(Key.Key_Left)
    press(Key.Key_Tab)
    assert page.section().isAncestorOf(held())


def test_at_large_type_the_field_that_is_given_the_focus_comes_into_view(page: SettingsPage, press: Press) -> None:
    page.theme.set(dark=False, scale=1.5)
    try:
        page.show_section(SOURCES)
        page.take_focus()
        settle(20)
        press(Key.Key_Return)
        settle(20)
        field = page.sources.name
        holder = page.sources.parentWidget()
        assert field.hasFocus() and holder is not None
        assert holder.rect().contains(field.mapTo(holder, field.rect().bottomRight()))
    finally:
        page.theme.set(dark=False, scale=1.0)


def test_a_complaint_never_stands_on_its_field(page: SettingsPage) -> None:
    page.theme.set(dark=False, scale=1.5)
    try:
        page.shop.calls.setText("很多")
        page.shop.save_calls()
        settle(20)
        field = page.shop.form.fields["calls_per_day"]
        assert field.complaint.y() >= field.editor.geometry().bottom()
    finally:
        page.theme.set(dark=False, scale=1.0)


def test_staff_are_put_in_an_order_and_offered_in_it_everywhere(page: SettingsPage, book: Book, press: Press) -> None:
    page.show_section(NAMES)
    staff = page.names.staff
    for name in ("阿杰", "小雅", "小周"):
        staff.line.setText(name)
        staff.store()
    page.refresh()
    staff.list.setFocus()
    staff.list.setCurrentIndex(staff.list.rows.index(2))
    press(Qt.Key.Key_Up, 2, keys=Qt.KeyboardModifier.ControlModifier)
    page.refresh()
    with book.read() as sql:
        assert [one.name for one in shop.staff(sql)] == ["小周", "阿杰", "小雅"]
        assert list(parts(sql).staff) == shop.staff(sql)
    page.names.staff.up.click()  # it is the first already
    staff.line.setText("新来的")
    staff.store()
    with book.read() as sql:
        assert [one.name for one in shop.staff(sql)] == ["小周", "阿杰", "小雅", "新来的"]
    undo(book)
    undo(book)
    undo(book)
    with book.read() as sql:
        assert [one.name for one in shop.staff(sql)] == ["阿杰", "小雅", "小周"]


def test_in_large_type_one_bar_scrolls_and_the_arrows_take_the_page_along(page: SettingsPage, press: Press) -> None:
    page.theme.set(dark=False, scale=1.5)
    try:
        for key in (SOURCES, CALENDAR, NAMES, CUSTOM, RULES, REASONS, KEEPING):
            page.show_section(key)
            settle()
            for rows in page.section().findChildren(Rows):
                assert rows.verticalScrollBar().maximum() == 0 and rows.height() >= rows.sizeHint().height(), key
        page.show_section(SOURCES)
        rows, view = page.sources.list, page.sources.parentWidget()
        assert view is not None
        rows.setFocus()
        settle()

        def seen() -> bool:
            line = rows.visualRect(rows.currentIndex())
            return view.rect().contains(QRect(rows.viewport().mapTo(view, line.topLeft()), line.size()))

        for _ in range(len(page.sources.rows) - 1):
            press(Key.Key_Down)
            assert seen()
        press(Key.Key_Home)
        assert seen() and page.sources.y() == 0, "and what stands above the list"
    finally:
        page.theme.set(dark=False, scale=1.0)
    settle()
    assert page.sources.list.verticalScrollBar().maximum() > 0, "it scrolls by itself again"
