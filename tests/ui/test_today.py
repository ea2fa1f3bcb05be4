"""今日: whom to call, who came, the first day."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.done import Book
from kyuanbook.actions.followups import plan
from kyuanbook.actions.lists import draft
from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.sheets import call_sheet
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.queries.due import due
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.words import Message
from kyuanbook.ui.pages.today_rows import title_words
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, Clock, customer, regular, visit
from tests.ui.conftest import listed


def test_the_title_bears_the_lunar_day() -> None:
    assert title_words(DAY) == ("3月4日 星期三", "农历正月十六")


def test_whom_to_call_with_reason_money_and_masked_number(window: MainWindow) -> None:
    assert listed(window.today.calls.list)[0].startswith(
        "王小明，预警，平时约 14 天来一次，已 60 天没来，138****5678，¥"
    )
    assert window.in_hand() == window.today.calls.list.current_id()


def test_a_visit_takes_the_customer_off_the_calls_and_into_the_list_of_today(window: MainWindow) -> None:
    customer_id = window.in_hand()
    assert customer_id is not None
    visit(window.book, customer_id, "88", items="剪发")
    assert listed(window.today.calls.list) == []
    assert listed(window.today.came) == ["10:00，王小明，剪发，¥88"]
    assert not window.today.calls.quiet.isHidden()
    assert window.today.side.came.head.note.text() == "1 位"


def test_more_calls_than_fit_are_one_line_with_their_number(
    book: Book, open_window: Callable[[Book], MainWindow], press: Callable[..., None]
) -> None:
    set_up_shop(book, name="", trade="hair")
    for i in range(14):
        regular(book, f"客人{i}", gap=7, visits=5, ago=60, amount=str(50 + i), phone=f"1380000{i:04}")
    refresh_calls(book)
    window = open_window(book)
    calls = window.today.calls
    shown = len(listed(calls.list))
    assert 3 <= shown < 10
    assert calls.head.note.text() == "今天 10 位"  # as many as can be rung in a day: with the line below, all fourteen
    assert calls.more.text() == f"今天还有 {10 - shown} 位，另有 4 位可以改天打"
    assert "今天该打 10 位" in window.today.figures.accessibleName()
    calls.more.click()
    assert calls.head.note.text() == "今天 10 位，另有 4 位可以改天打"
    assert "今天该打 10 位" in window.today.figures.accessibleName()
    assert len(listed(calls.list)) == 14
    assert calls.more.isHidden()
    press(Qt.Key.Key_End)
    assert calls.list.current_id() is not None


def test_the_first_day_offers_what_can_be_done(
    book: Book, open_window: Callable[[Book], MainWindow], press: Callable[..., None]
) -> None:
    set_up_shop(book, name="", trade="hair")
    window = open_window(book)
    first = window.today.first_day
    assert first is not None and first.isVisible()
    assert window.frame.visit_button.isHidden()
    press(Qt.Key.Key_F4)
    assert window.start().panels.is_open()
    window.back_out()
    first.sample.click()
    assert not first.isVisible()
    assert window.today.shown is not None and len(listed(window.today.calls.list)) >= 3
    assert not window.frame.visit_button.isHidden()


def test_on_the_first_day_in_a_narrow_window_what_to_do_stands_above_the_ruled_page(
    book: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    set_up_shop(book, name="", trade="hair")
    window = open_window(book)
    first = window.today.first_day
    assert first is not None
    for size, stacked in (((1366, 768), False), ((780, 600), True)):
        window.resize(*size)
        QApplication.processEvents()
        heading, new = first.lines.mapTo(window, QPoint()), first.new.mapTo(window, QPoint())
        assert (heading.y() > new.y()) is stacked and (heading.x() < new.x()) is not stacked
        assert first.lines.width() >= first.lines.minimumSizeHint().width()


def test_one_customer_and_the_page_is_no_longer_empty(book: Book, open_window: Callable[[Book], MainWindow]) -> None:
    set_up_shop(book, name="", trade="hair")
    window = open_window(book)
    customer(book, "李姐")
    assert window.today.first_day is not None and not window.today.first_day.isVisible()
    none = window.today.side.came.none
    assert none is not None and none.isVisible()


def test_a_shop_that_writes_down_no_money_is_not_told_that_nobody_is_late(
    book: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    set_up_shop(book, name="", trade="hair")
    regular(book, "王小明", gap=14, visits=8, ago=60, amount="0", phone="13822045678")
    refresh_calls(book)
    today = open_window(book).today
    assert not today.calls.list.isVisible() and "超过平时间隔还没来的人" in today.calls.quiet.text()
    assert "超期的今天都不用打" in today.figures.accessibleName()
    visit(book, 1, "0")
    refresh_calls(book)
    today.refresh()
    assert "就会排在这里" in today.calls.quiet.text() and "大家都在平时的间隔里" in today.figures.accessibleName()


def test_what_half_of_them_do_is_not_said_where_nobody_came_twice(
    book: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    set_up_shop(book, name="", trade="hair")
    for n in range(6):
        regular(book, f"客{n}", gap=1, visits=1, ago=200 + n, amount="80", phone=f"1380013800{n}")
    refresh_calls(book)
    today = open_window(book).today
    assert today.calls.half.isVisible() and today.calls.half.text() == "还没有人来过第二次，他们来不来说不准"
    drawn = draft(book)
    assert call_sheet(book, drawn=drawn).footer[1] == "花得多、又久没来的在前。还没有人来过第二次，他们来不来说不准。"
    regular(book, "欧阳雪", gap=10, visits=6, ago=3, amount="120")
    refit(book)
    refresh_calls(book)
    today.refresh()
    assert today.calls.half.text() == "这些人里约一半本来也会再来"
    assert "约一半" in call_sheet(book, drawn=replace(drawn, fitted=True)).footer[1]


def test_a_new_day_begins_while_the_page_stands_open(window: MainWindow, clock: Clock) -> None:
    window.start().begin()
    clock.day += 1
    freshness = window.start().freshness
    assert freshness is not None
    freshness.look()
    assert window.today.title.words.text() == "3月5日 星期四"
    assert "已 61 天没来" in listed(window.today.calls.list)[0]


@pytest.mark.parametrize("key", ["backup_none_second", "clock_set_back"])
def test_remarks_stand_at_the_foot_with_their_action(window: MainWindow, key: str) -> None:
    message = Message(key, {"today": Message("day_today"), "last": Message("day_tomorrow")})
    window.start().note((message, message))
    remarks = window.today.remarks
    assert len(remarks.shown) == 1 and remarks.isVisible()
    assert remarks.shown[0].urgent is (key == "clock_set_back")
    if key == "backup_none_second":
        remarks.links[0].click()
        assert window.frame.shown() == "settings"
        window.memory.change(second_place="/media/usb")
        assert not remarks.shown


def test_damage_is_the_loudest_and_nothing_soothes_beside_it(window: MainWindow) -> None:
    bad = Message("book_check_bad", {"day": Message("day_today")})
    window.start().note((Message("book_recovered"), Message("backup_none_second"), bad))
    today = window.today
    assert today.alarm is not None and [remark.loud for remark in today.alarm.shown] == [True]
    assert today.alarm.isVisible() and today.alarm.geometry().bottom() < today.area.y(), "above all else"
    assert [remark.text for remark in today.remarks.shown] == [say(Message("backup_none_second"))]
    today.alarm.links[0].click()
    assert window.frame.shown() == "settings"


def test_arrows_and_enter_open_the_card(window: MainWindow, press: Callable[..., None]) -> None:
    assert QApplication.focusWidget() is window.today.calls.list
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == "card"
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == "today"


def test_in_a_narrow_window_who_came_stands_below_the_calls(window: MainWindow) -> None:
    today = window.today
    window.resize(1366, 700)
    QApplication.processEvents()
    assert today.side.came.head.mapTo(window, QPoint()).x() > today.calls.mapTo(window, QPoint()).x()
    window.resize(780, 600)
    QApplication.processEvents()
    came, calls = today.side.came.head.mapTo(window, QPoint()), today.calls.mapTo(window, QPoint())
    assert came.y() > calls.y() and today.calls.width() > 500


def test_what_came_of_last_weeks_calls_is_the_fifth_figure(
    book: Book, clock: Clock, open_window: Callable[[Book], MainWindow]
) -> None:
    who = [customer(book, f"客{i}", f"1380000567{i}") for i in range(3)]
    window = open_window(book)
    window.today.complete()
    assert "上周回访" not in window.today.figures.accessibleName()
    for i, outcome in zip(who, ("reached", "reached", "no_answer"), strict=True):
        plan(book, customer_id=i, day="今天")
        with book.read() as sql:
            item = next(one for one in due(sql, book.rhythms, book.today()) if one.customer_id == i)
        record_answer(book, item=item, entry=AnswerEntry(outcome))
    clock.day += 1
    visit(book, who[0], "68")
    clock.day += 6
    window.today.refresh()
    assert "上周回访 3 位 联系上 2，来店 1，¥68" in window.today.figures.accessibleName()
    clock.day += 7
    window.today.refresh()
    assert "上周回访" not in window.today.figures.accessibleName()
