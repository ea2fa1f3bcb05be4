"""Monday to the week after, by keyboard in the real window: who is due, on paper, typed back, and what came of it."""

from collections.abc import Callable

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock, customer, regular, visit
from tests.ui.conftest import held
from tests.ui.results.conftest import keys

__all__ = ["keys"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[[Book], MainWindow]


def due_names(window: MainWindow) -> list[str]:
    page = window.frame.page()
    assert isinstance(page, FollowUpsPage)
    return [row.name for row in page.rows]


def midnight(window: MainWindow) -> None:
    """The day has changed."""
    window.start().chores.day_began()


def test_from_what_is_due_to_what_it_won(
    book: Book, clock: Clock, open_window: Open, keys: Callable[[str], int]
) -> None:
    silent = [regular(book, name, 14, 8, 60, "68", f"1380000{i:04}") for i, name in enumerate(("甲一", "乙二", "丙三", "丁四"))]
    born = customer(book, "寿星", "13900000001", birthday="3.7")
    refresh_calls(book)
    window = open_window(book)

    QTest.keyClick(window, Qt.Key.Key_3, CTRL)  # 回访
    assert set(due_names(window)) == {"甲一", "乙二", "丙三", "丁四", "寿星"}
    assert due_names(window)[0] == "寿星"  # whose day will be over

    QTest.keyClick(held(), Qt.Key.Key_P, CTRL)  # on paper
    page = window.frame.page()
    assert isinstance(page, PrintPage) and page.keep()
    assert page.drawn is not None
    paper = page.drawn.printed.pdf
    with pypdfium2.PdfDocument(paper) as document:
        text = "".join(one.get_textpage().get_text_range() for one in document)
    assert all(name in text for name in ("寿星", "甲一", "丁四")) and "名单号 1" in text

    # before it is typed back somebody is called otherwise and has come
    change_customer(book, customer_id=silent[3], entry=CustomerEntry(name="丁四改", phones=[PhoneEntry("13800000003")]))
    visit(book, silent[0])

    clock.minute += 60 * 9  # the evening
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    results = window.frame.page()
    assert isinstance(results, ResultsPage)
    keys("1⏎")
    assert results.model.rowCount() == 5
    keys("1⏎")  # 寿星: 回了
    for typed in ("1⏎", "2⏎", "4后天⏎", "6⏎"):
        keys(typed)
    assert results.done.isVisible()

    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    assert due_names(window) == []  # everybody was spoken to, or waits for another day

    clock.day += 3  # 未接 is up again, who promised the day after tomorrow and did not come is rung
    midnight(window)
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    names = due_names(window)
    assert len(names) == 2 and "寿星" not in names
    with book.read() as sql:
        left_alone = sql.column("SELECT name FROM customer WHERE do_not_contact = 1")
    assert len(left_alone) == 1 and left_alone[0] not in names

    QTest.keyClick(window, Qt.Key.Key_8, CTRL)  # the list as it was printed, whoever is called what by now
    keys("⏎")
    shown = window.frame.page()
    assert isinstance(shown, ListPage)
    assert shown.preview.paper is not None and shown.preview.paper.data == paper

    clock.day += 7
    midnight(window)
    QTest.keyClick(window, Qt.Key.Key_3, CTRL)
    page = window.frame.page()
    assert isinstance(page, FollowUpsPage)
    assert born not in [row.customer_id for row in page.rows]
    assert page.title.note.text().startswith("上周")
