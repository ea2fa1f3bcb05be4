"""The day's notice: at its hour, once a day, not lost, not again."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import CUSTOMERS, FOLLOW_UPS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, Clock, customer

Open = Callable[[Book], MainWindow]
NINE = 9 * 60


@pytest.fixture
def due(shop: Book, clock: Clock) -> Book:
    """Two with a birthday in three days, and one overdue."""
    for i in range(2):
        customer(shop, f"寿{i}", f"1380000567{i}", birthday="3.7")
    refresh_calls(shop)
    return shop


def said(window: MainWindow) -> str:
    return window.frame.notice.text()


def tick(window: MainWindow) -> str:
    """The clock is looked at, with no notice of before in the way."""
    window.frame.notice.close_notice()
    window.start().daily.start()
    window.start().daily.look()
    return said(window)


def test_it_says_at_its_hour_how_many_and_whom(due: Book, clock: Clock, open_window: Open) -> None:
    clock.minute = NINE - 1
    window = open_window(due)
    assert tick(window) == ""
    clock.minute = NINE
    assert tick(window) == "今天回访 3 位：寿0、寿1、王小明"
    assert not window.frame.notice.timer.isActive()  # until somebody has seen it
    window.nav.go(CUSTOMERS)
    window.frame.notice.link.click()
    assert window.frame.shown() == FOLLOW_UPS
    clock.minute = NINE + 600
    assert tick(window) == ""


def test_it_stands_in_nobodys_way_once_it_was_seen(due: Book, clock: Clock, open_window: Open) -> None:
    clock.minute = NINE
    window = open_window(due)
    tick(window)
    window.nav.go(CUSTOMERS)
    assert said(window) and window.frame.notice.timer.isActive()  # somebody is there
    window.nav.go(FOLLOW_UPS)
    assert said(window) == ""  # those it speaks of are listed
    window.frame.notice.show_notice("已记到店")
    window.nav.go(CUSTOMERS)
    window.nav.go(FOLLOW_UPS)
    assert said(window) == "已记到店"


def test_over_those_it_speaks_of_it_goes_by_itself(due: Book, clock: Clock, open_window: Open) -> None:
    clock.minute = NINE
    window = open_window(due)
    window.nav.go(FOLLOW_UPS)
    assert tick(window) and window.frame.notice.timer.isActive()


def test_a_day_missed_at_its_hour_is_told_when_the_program_runs(due: Book, clock: Clock, open_window: Open) -> None:
    clock.minute = NINE + 300
    window = open_window(due)
    assert tick(window).startswith("今天回访 3 位")
    clock.day, clock.minute = DAY + 1, 5  # it ran over midnight, and the PC slept till noon
    assert tick(window) == ""
    clock.minute = 12 * 60
    assert tick(window).startswith("今天回访")


def test_not_twice_a_day_though_the_program_is_started_again(
    due: Book, clock: Clock, open_window: Open, memory: Memory
) -> None:
    clock.minute = NINE
    assert tick(open_window(due)) != ""
    memory.reload()  # what the next start finds on the disk
    assert tick(open_window(due)) == ""


def test_a_clock_set_back_or_far_ahead_finds_its_days_told(due: Book, clock: Clock, open_window: Open) -> None:
    window = open_window(due)
    clock.minute = NINE
    days = (DAY, DAY + 1, DAY + 2)
    for clock.day in days:
        assert tick(window) != ""
    for clock.day in (DAY, DAY + 2, DAY + 1, DAY + 2):
        assert tick(window) == ""
    clock.day = date(2030, 1, 1).toordinal()
    tick(window)
    clock.day = DAY + 3
    assert tick(window) != ""  # a day that was once ahead of the clock keeps none from being told


@pytest.mark.parametrize(("at", "minute", "told"), [(-1, 1439, False), (17 * 60, NINE, False), (0, 0, True)])
def test_at_the_hour_the_owner_set_or_never(
    due: Book, clock: Clock, open_window: Open, at: int, minute: int, told: bool
) -> None:
    set_shop(due, remind_at=at)
    window = open_window(due)
    clock.minute = minute
    assert bool(tick(window)) is told


def test_nobody_to_call_is_no_notice(book: Book, clock: Clock, open_window: Open) -> None:
    set_shop(book, set_up=True)
    window = open_window(book)
    clock.minute = NINE
    assert tick(window) == ""


def test_each_book_on_this_pc_has_its_own_days(due: Book, clock: Clock, open_window: Open, memory: Memory) -> None:
    clock.minute = NINE
    assert tick(open_window(due)) != ""
    memory.remember("daily_notice", **{str(due.path): ["odd"], "another.kyb": [DAY]})
    assert tick(open_window(due)) != ""
    assert memory.of_page("daily_notice")["another.kyb"] == [DAY]


def test_the_task_bar_says_it_where_the_window_is_not_in_front(
    due: Book, clock: Clock, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: called.append(window))
    window = open_window(due)
    clock.minute = NINE
    assert tick(window) != "" and called == []
    clock.day += 1
    monkeypatch.setattr(MainWindow, "isActiveWindow", lambda _: False)
    assert tick(window) != "" and called == [window]


def test_ctrl_z_is_not_for_it(due: Book, clock: Clock, open_window: Open) -> None:
    clock.minute = NINE
    window = open_window(due)
    assert tick(window) != "" and not window.frame.notice.offers()


def test_it_ends_with_the_window(due: Book, clock: Clock, open_window: Open) -> None:
    window = open_window(due)
    window.start().stop()
    clock.minute = NINE
    assert tick(window) == ""
