"""到店节奏 on the card: said in words, hovered, walked by key, leading to the visit, giving way where it is low."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.shop import add_calendar
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.happenings import CHANGES
from kyuanbook.ui.pages.rhythm_line import RhythmLine
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.ui.conftest import held, listed
from tests.ui.kit.pointer import pointed
from tests.ui.test_card import id_of, page, show

__all__ = ["page"]


def hover(line: RhythmLine, x: int) -> None:
    """The mouse over the picture at ``x``."""
    pointed(line, QPoint(x, line.height() // 2))


def place_of(line: RhythmLine, which: int) -> int:
    """Where a dot stands, in px."""
    assert line.picture is not None
    return round(line.picture.dots[which].at * line.width())


def test_it_says_in_words_what_it_shows(page: CardPage) -> None:
    assert page.rhythm.isVisible()
    name = page.rhythm.accessibleName()
    assert name.startswith("到店节奏：近一年 8 次，多隔 14 天，平时该来：1月17日，已晚 46 天，") and name.endswith("起算流失")


def test_it_stands_between_the_reason_and_what_happened(page: CardPage) -> None:
    assert page.banner.geometry().bottom() < page.rhythm.y()
    assert page.rhythm.geometry().bottom() < page.time_line.y()


def test_who_never_came_has_none(page: CardPage, window: MainWindow) -> None:
    window.nav.go_to_card(id_of(window.book, "盖小雨"))
    assert not page.rhythm.isVisible() and page.rhythm.accessibleName() == ""
    customer_id = page.customer_id
    assert customer_id is not None
    visit(window.book, customer_id, "35")
    assert page.rhythm.isVisible() and page.rhythm.accessibleName().startswith("到店节奏：一共来过 1 次，一般该来：")


def test_a_dot_says_its_day_and_amount(page: CardPage) -> None:
    line = page.rhythm
    assert line.picture is not None
    hover(line, place_of(line, 7))
    assert line._hovered == line.picture.dots[7]
    assert line.label(line.picture.dots[7])[1] == "1月3日，¥68"
    assert line.cursor().shape() is Qt.CursorShape.PointingHandCursor
    before = line.grab().toImage()
    hover(line, place_of(line, 7) + 60)
    assert line._hovered is None and line.grab().toImage() != before


def test_the_words_of_a_dot_stay_within_the_picture(page: CardPage) -> None:
    line = page.rhythm
    assert line.picture is not None
    for dot in line.picture.dots:
        assert line.rect().contains(line.label(dot)[0])


def test_what_stands_in_the_calendar_is_told(page: CardPage) -> None:
    line = page.rhythm
    first, last = (date(2026, 2, day).toordinal() for day in (10, 20))
    add_calendar(page.book, first=first, last=last, word="春节放假", closed=True)
    assert line.picture is not None
    (event,) = line.picture.events
    hover(line, round((event.span.start + event.span.end) / 2 * line.width()))
    assert line._hovered == event and line.label(event)[1] == "2月10日–2月20日，春节放假"


def test_a_click_on_a_dot_goes_to_the_visit(page: CardPage) -> None:
    show(page, CHANGES)
    line = page.rhythm
    assert line.picture is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(place_of(line, 3), line.height() - 45))
    place = page.happened.current_id()
    assert place is not None and held() is page.happened and page.visit_in_hand() is not None
    assert page.time_line.happened[place].day == line.picture.dots[3].day
    assert any("到店" in row for row in listed(page.happened)), "the time line shows visits again"


def test_by_key_from_dot_to_dot_and_to_the_visit(page: CardPage, press: Callable[..., None]) -> None:
    line = page.rhythm
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert line.accessibleDescription() == "1月3日，¥68"
    press(Qt.Key.Key_Left)
    assert line.accessibleDescription() == "2025年12月20日，¥68"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Left)
    assert line.picture is not None and line._current == 0
    press(Qt.Key.Key_Return)
    assert held() is page.happened
    assert page.time_line.happened[page.happened.current_id() or 0].day == line.picture.dots[0].day


def test_several_visits_of_a_day_are_said(page: CardPage) -> None:
    assert page.customer_id is not None
    for amount in ("20", "30"):
        visit(page.book, page.customer_id, amount)
    line = page.rhythm
    assert line.picture is not None
    assert line.dot_words(line.picture.dots[-1]) == "今天，2 次，¥50"


@pytest.mark.parametrize(("high", "scale", "low", "rolls"), [
    (768, 1.0, False, False), (560, 1.0, True, False), (520, 1.0, True, False), (768, 1.5, True, False), (680, 1.5, True, True),
])  # fmt: skip
def test_where_it_is_low_it_is_flatter_then_the_column_scrolls(
    page: CardPage, window: MainWindow, qtbot: QtBot, high: int, scale: float, low: bool, rolls: bool
) -> None:
    page.theme.set(dark=False, scale=scale)
    try:
        window.resize(1366, high)
        qtbot.waitUntil(lambda: (page.rhythm.isVisible(), page.rhythm.low) == (True, low))
        qtbot.waitUntil(lambda: page.rhythm.height() == page.rhythm.sizeHint().height())
        qtbot.waitUntil(lambda: page.happened.height() >= page.theme.px(3 * 38))
        bar = page._area.verticalScrollBar()
        qtbot.waitUntil(lambda: (bar.maximum() > 0) is rolls)
        if rolls:
            assert page.happened.verticalScrollBar().maximum() == 0, "one bar, not two side by side"
            listed = page.happened.rows.rows
            for _ in listed:
                QTest.keyClick(page.happened, Qt.Key.Key_Down)
            line = page.happened.visualRect(page.happened.currentIndex())
            at = page.happened.viewport().mapTo(page._area.viewport(), line.center())
            assert page._area.viewport().rect().contains(at), "what the arrows reach is in sight"
    finally:
        page.theme.set(dark=False, scale=1.0)


@pytest.mark.parametrize("width", [760, 900, 1024, 1366, 1920])
def test_its_words_never_meet(page: CardPage, window: MainWindow, width: int) -> None:
    window.resize(width, 768)
    line, placed = page.rhythm, page.rhythm.placed()
    bold = line.theme.metrics(13, bold=True).horizontalAdvance("今天")
    said = line.theme.metrics(13).horizontalAdvance(line._said()[placed.said])
    assert said <= line.width()
    if placed.today_x is not None:
        assert said <= placed.today_x and placed.today_x + bold <= line.width()
    if placed.due is not None:
        assert placed.due_x > said


def test_nobody_but_the_card_is_disturbed_by_an_unknown_day(page: CardPage) -> None:
    before = page.happened.current_id()
    page.time_line.go_to_day(1)
    assert page.happened.current_id() == before


def test_a_remembered_day_is_hollow_and_leads_nowhere(page: CardPage, window: MainWindow) -> None:
    from tests.book.factories import OPENING

    window.nav.go_to_card(customer(window.book, "李姐", opening=OPENING))
    line = page.rhythm
    assert line.picture is not None and [dot.times for dot in line.picture.dots] == [0]
    assert line.dot_words(line.picture.dots[0]).endswith("，记本以前")
    chosen: list[int] = []
    line.day_chosen.connect(chosen.append)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(place_of(line, 0), line.height() - 45))
    assert chosen == []
