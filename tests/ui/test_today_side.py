"""The column beside the calls: birthdays, who came, whom to thank, and how they share its height."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook import language
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.book.queries.birthdays import BirthdayRow, Birthdays
from kyuanbook.rules.followups import Kind
from kyuanbook.ui.kit.rows import INSET, ONE
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.today_due import DueLine
from kyuanbook.ui.pages.today_rows import birthday_lines, birthdays_figure
from kyuanbook.ui.pages.today_side import FIRST, NOTHING, Section, Wish, deal
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, Clock, customer, regular, visit  # a Wednesday, 4 March 2026, 农历正月十六
from tests.ui.conftest import held, listed

Key = Qt.Key
Press = Callable[..., None]
ROW, LINK = 38, 32

# dealing rows ------------------------------------------------------------------------------------------------------------


def heights(wishes: list[Wish], shown: list[int]) -> int:
    return sum(wish.high(n, ROW, LINK) for wish, n in zip(wishes, shown, strict=True))


def few(in_all: int, *, asked: bool = False) -> Wish:
    """Of birthdays or thanks."""
    rows = in_all if asked else min(FIRST, in_all)
    return Wish(rows, 1, FIRST, None if asked else in_all - rows, asked) if in_all else NOTHING


WISHES = st.tuples(
    st.builds(few, st.integers(0, 60), asked=st.booleans()),
    st.builds(lambda n: Wish(n, 1, FIRST), st.integers(1, 50)),
    st.builds(few, st.integers(0, 60), asked=st.booleans()),
).map(list)


@given(WISHES, st.integers(0, 2000))
def test_no_row_too_many_and_none_too_few(wishes: list[Wish], room: int) -> None:
    shown = deal(room, ROW, LINK, wishes)
    least = [min(w.rows, w.least) for w in wishes]
    assert all(few <= n <= w.rows for few, n, w in zip(least, shown, wishes, strict=True))
    assert heights(wishes, shown) <= room or shown == least
    for place, wish in enumerate(wishes):  # what is left would hold no further row
        if shown[place] < wish.rows:
            one_more = [n + (i == place) for i, n in enumerate(shown)]
            assert heights(wishes, one_more) > room


@pytest.mark.parametrize(
    ("room", "wishes", "shown"),
    [
        (20 * ROW, [few(5), Wish(9, 1, 3), few(2)], [3, 9, 2]),
        (LINK + 8 * ROW, [few(5), Wish(9, 1, 3), few(2)], [3, 3, 2]),
        (LINK + 7 * ROW, [few(5), Wish(9, 1, 3), few(1)], [3, 3, 1]),
        (2 * LINK + 5 * ROW, [few(5), Wish(9, 1, 3), few(2)], [3, 1, 1]),
        (10 * ROW, [few(20, asked=True), Wish(9, 1, 3), few(1)], [6, 3, 1]),
        (10 * ROW, [few(2), Wish(9, 1, 3), few(20, asked=True)], [2, 3, 5]),
        (0, [NOTHING, Wish(1, 1, 3), NOTHING], [0, 1, 0]),
    ],
)
def test_first_the_few_of_each_then_what_was_asked_for_then_who_came(
    room: int, wishes: list[Wish], shown: list[int]
) -> None:
    assert deal(room, ROW, LINK, wishes) == shown


# words -------------------------------------------------------------------------------------------------------------------


def born(on: int, month: int, day: int, *, lunar: bool = False, leap: bool = False, mute: bool = False) -> BirthdayRow:
    return BirthdayRow(7, "孙丽华", on, lunar, month, day, leap, mute)


@pytest.mark.parametrize(
    ("row", "said", "aside"),
    [
        (born(DAY, 3, 4), "今天，孙丽华，3月4日", ""),
        (born(DAY, 1, 16, lunar=True), "今天，孙丽华，农历正月十六，这次是3月4日", "这次是3月4日"),
        (born(DAY + 1, 6, 17, lunar=True, leap=True), "明天，孙丽华，农历闰六月十七，这次是3月5日", "这次是3月5日"),
        (born(DAY + 6, 3, 10), "周二，孙丽华，3月10日", ""),
        (born(DAY + 2, 3, 6, mute=True), "周五，孙丽华，勿扰，3月6日，请勿联系", "请勿联系"),
        (born(date(2027, 2, 28).toordinal(), 2, 29), "周日，孙丽华，2月29日，这次是2月28日", "这次是2月28日"),
    ],
)
def test_a_birthday_in_its_own_calendar_with_the_solar_day_at_hand(row: BirthdayRow, said: str, aside: str) -> None:
    (line,) = birthday_lines([row], min(DAY, row.on) if row.on < DAY + 7 else row.on - 3)
    assert line.said() == said and line.aside == aside
    assert line.urgent is said.startswith("今天")


def test_the_figure_says_how_many_are_lunar() -> None:
    assert birthdays_figure(Birthdays((), 5, 3))[:4] == ("七天内生日", "5", "位", "农历 3 位")
    assert birthdays_figure(Birthdays((), 5, 0)).note == "都按公历"
    assert birthdays_figure(Birthdays((), 0, 0))[1:4] == ("0", "位", "今天起 7 天里没有")
    assert birthdays_figure(None).value == ""


# on the page -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(book: Book) -> Book:
    """One overdue, five birthdays of which one is nobody's to call, a new customer to thank, and one who came today."""
    set_up_shop(book, name="禾木理发", trade="hair")
    overdue = regular(book, "王小明", gap=14, visits=8, ago=60, amount="68", phone="13822045678")
    customer(book, "孙丽华", birthday="农历1968年正月十六", referrer_id=overdue)
    customer(book, "李静怡", birthday="3.5")
    customer(book, "翟国庆", birthday="3.7", do_not_contact=True)
    customer(book, "王芳", birthday="3.8")
    customer(book, "缪 Anna", birthday="3.10")
    visit(book, customer(book, "冼美玲", "13300000917"), "120", 3, items="剪发")
    visit(book, customer(book, "周𬭎", "17700009012"), "38", items="剪发")
    refresh_calls(book)
    return book


def birthdays_of(window: MainWindow) -> Section:
    found = window.today.side.birthdays
    assert found is not None
    return found


def thanks_of(window: MainWindow) -> Section:
    found = window.today.side.thanks
    assert found is not None
    return found


def test_birthdays_who_came_and_whom_to_thank(window: MainWindow) -> None:
    birthdays, thanks = birthdays_of(window), thanks_of(window)
    assert listed(birthdays.list) == [
        "今天，孙丽华，农历正月十六，这次是3月4日", "明天，李静怡，3月5日", "周六，翟国庆，勿扰，3月7日，请勿联系",
    ]  # fmt: skip
    assert birthdays.head.note.text() == "5 位"
    assert birthdays.more is not None and birthdays.more.isVisible() and birthdays.more.text() == "还有 2 位"
    assert listed(thanks.list) == ["第 3 天，冼美玲，剪发，首次 3月1日"] and thanks.head.note.text() == "1 位"
    assert "七天内生日 5 位 农历 1 位" in window.today.figures.accessibleName()
    tops = [section.mapTo(window, QPoint()).y() for section in (birthdays, window.today.side.came, thanks)]
    assert tops == sorted(tops)


def test_the_solar_day_of_a_lunar_birthday_shows_on_hover(window: MainWindow) -> None:
    rows = birthdays_of(window).list.rows
    assert rows.data(rows.index(0), Qt.ItemDataRole.ToolTipRole) == "这次是3月4日"
    assert rows.data(rows.index(1), Qt.ItemDataRole.ToolTipRole) is None


def test_the_rest_opens_in_place_and_is_folded_again_on_a_new_day(
    window: MainWindow, clock: Clock, press: Press
) -> None:
    birthdays = birthdays_of(window)
    assert birthdays.more is not None
    birthdays.more.setFocus()
    press(Key.Key_Return)
    assert len(listed(birthdays.list)) == 5 and birthdays.more.isHidden()
    assert held() is birthdays.list and birthdays.lines[3].id == birthdays.list.current_id()
    clock.day += 1
    window.today.refresh()
    assert [line.split("，")[1] for line in listed(birthdays.list)] == ["李静怡", "翟国庆", "王芳"]
    assert birthdays.more.text() == "还有 1 位" and birthdays.more.isVisible()


def test_tab_goes_as_one_reads_and_enter_opens_the_card(window: MainWindow, press: Press) -> None:
    today = window.today
    assert held() is today.calls.list
    birthdays, thanks = birthdays_of(window), thanks_of(window)
    acts = [today.calls.open_button, today.calls.touch_button]  # of the row in hand
    for widget in (*acts, birthdays.list, birthdays.more, today.catch_up, today.came, thanks.list):
        press(Key.Key_Tab)
        assert held() is widget
    press(Key.Key_Backtab, 4)
    assert held() is birthdays.list and birthdays.list.current_id() is not None and birthdays.list.shows_current
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert window.frame.shown() == "card"
    assert window.in_hand() == birthdays_of(window).lines[1].id


@pytest.mark.parametrize("which", ["birthdays", "thanks"])
def test_f3_is_about_the_row_in_hand_and_a_double_click_opens_it(window: MainWindow, press: Press, which: str) -> None:
    section = getattr(window.today.side, which)
    section.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.in_hand() == section.lines[0].id
    press(Key.Key_F3)
    assert window.start().panels.visit.customer_id == section.lines[0].id
    window.back_out()
    place = section.list.visualRect(section.list.rows.index(0)).center()
    QTest.mouseClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(section.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.frame.shown() == "card"


def test_sections_with_nobody_are_not_there_and_come_and_go_with_the_book(
    book: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    set_up_shop(book, name="", trade="hair")
    one = customer(book, "李姐", "13600001107")
    window = open_window(book)
    side = window.today.side
    assert side.birthdays is None and side.thanks is None and side.came.none is not None and side.came.none.isVisible()
    assert "生日" not in window.today.figures.accessibleName()
    born_today = customer(book, "孙丽华", birthday="3.4")
    visit(book, one, "35", 3)
    assert birthdays_of(window).isVisible() and thanks_of(window).isVisible()
    delete_customer(book, customer_id=born_today)
    visit(book, one, "35")
    assert not birthdays_of(window).isVisible() and not thanks_of(window).isVisible()
    assert side.came.mapTo(side, QPoint()).y() == 0 and listed(side.came.list) == ["10:00，李姐，¥35"]


# the first picture, and every size ---------------------------------------------------------------------------------------


def test_nothing_shifts_when_the_lists_come_in_behind_the_first_picture(
    shop: Book, theme: Theme, memory: Memory, open_window: Callable[[Book], MainWindow]
) -> None:
    window = open_window(shop)
    first = MainWindow(shop, theme, memory, window.runner.__class__)
    try:
        first.resize(window.size())
        first.grab()  # laid out, and the works not begun
        side = first.today.side
        assert side.birthdays is None and side.thanks is None
        before = side.came.geometry()
        figures = first.today.figures.accessibleName()
        assert figures.endswith("七天内生日")
        first.today.complete()
        first.grab()
        assert side.birthdays is not None and side.thanks is not None and side.came.geometry() == before
        assert first.today.figures.accessibleName() == f"{figures} 5 位 农历 1 位"
    finally:
        first.close_for_good()
        first.deleteLater()


@pytest.fixture
def scaled(theme: Theme) -> Iterator[Callable[[float], None]]:
    """Other type; afterwards as before."""
    yield lambda scale: theme.set(dark=False, scale=scale)
    theme.set(dark=False, scale=1.0)


def in_order(parts: list[QWidget], side: QWidget) -> bool:
    """Whether they stand below one another, whole."""
    boxes = [part.geometry() for part in parts]
    fits = all(box.top() >= 0 and box.bottom() < side.height() for box in boxes)
    return fits and all(above.bottom() < below.top() for above, below in pairwise(boxes))


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 700), (1920, 1080), (760, 520)])
@pytest.mark.parametrize("asked", [False, True])
def test_sections_share_the_height_in_whole_rows(
    shop: Book, open_window: Callable[[Book], MainWindow], scaled: Callable[[float], None],
    qtbot: QtBot, size: tuple[int, int], scale: float, asked: bool,
) -> None:  # fmt: skip
    for i in range(12):
        visit(shop, customer(shop, f"客{i}", birthday="3.9"), "35")
    window = open_window(shop)
    scaled(scale)
    window.resize(*size)
    QApplication.processEvents()
    if asked:
        more = birthdays_of(window).more
        assert more is not None
        more.click()
    side, px = window.today.side, window.theme.px
    sections = [birthdays_of(window), side.came, thanks_of(window)]
    qtbot.waitUntil(lambda: in_order(list(sections), side))
    for section in sections:
        high = section.list.viewport().height()
        assert high % px(ONE) == 0 and high >= px(ONE)
        assert section.head.width() == side.width() - px(INSET) - px(INSET + 10)
        if section.more is not None and section.more.isVisible():
            assert high == len(listed(section.list)) * px(ONE)
            assert section.more.geometry().top() >= section.list.geometry().bottom()
            assert section.more.text() == f"还有 {section.in_all - len(listed(section.list))} 位"
            assert section.more.geometry().bottom() < section.height()


def test_where_the_page_scrolls_the_arrows_keep_their_row_in_sight(
    shop: Book, open_window: Callable[[Book], MainWindow], press: Press
) -> None:
    for i in range(9):
        visit(shop, customer(shop, f"客{i}"), "35")
    window = open_window(shop)
    window.resize(780, 520)
    QApplication.processEvents()
    today = window.today
    assert today.area.verticalScrollBar().maximum() > 0
    today.came.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Down, 9)
    row = today.came.visualRect(today.came.currentIndex())
    top = today.came.viewport().mapTo(today.area.viewport(), row.topLeft()).y()
    assert top >= 0 and top + row.height() <= today.area.viewport().height()


def test_in_english_the_day_begins_its_line_with_a_capital() -> None:
    language.use("en")
    try:
        lines = birthday_lines([born(DAY, 3, 4), born(DAY + 1, 3, 5)], DAY)
        assert [line.lead for line in lines] == ["Today", "Tomorrow"]
    finally:
        language.use("zh_CN")


def test_the_calls_above_are_named_only_where_they_are_the_same_people(qtbot: QtBot, theme: Theme) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    line = DueLine(theme, around)
    around.resize(900, 60)
    line.resize(900, 40)
    around.show()
    counts = {Kind.OVERDUE: 8, Kind.LAPSED: 2, Kind.BIRTHDAY: 3}
    line.show_counts(counts, 10)
    assert line.words.text() == "今天回访 13 位：上面的电话 10、生日 3"
    line.show_counts(counts, 9)
    assert "上面的电话" not in line.words.text() and line.words.text().startswith("今天回访 13 位：")
    line.show_counts({Kind.OVERDUE: 8}, 9)
    assert line.isHidden(), "those all stand above"
