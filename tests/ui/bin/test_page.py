"""回收站 by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.touches import delete_touch
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.results import paper_rows
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.ui.bin.page import BinPage
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import Hub
from tests.actions.test_results import printed
from tests.book import factories

Key = Qt.Key


@pytest.fixture
def page(theme: Theme, book: Book, frame: Frame) -> Iterator[BinPage]:
    hub = Hub(book)
    made = BinPage(theme, book, hub, Acts(book, frame))
    frame.add_page("bin", made, tab="today")
    frame.show_page("bin")
    made.take_focus()
    yield made
    hub.stop()


def deleted(book: Book, customer: int) -> bool:
    with book.read() as sql:
        found = cards.card(sql, book.rhythms, customer, book.today())
    assert found is not None
    return found.deleted


def test_it_says_what_will_be_there(page: BinPage) -> None:
    assert page.empty.isVisible() and not page.list.isVisible() and not page.take_back.isVisible()


def test_enter_takes_a_customer_back_and_undo_throws_them_again(
    page: BinPage, frame: Frame, book: Book, press: Callable[..., None]
) -> None:
    gone = factories.customer(book, "王小明")
    delete_customer(book, customer_id=gone)
    page.take_focus()
    assert page.list.rows.rows[0].said() == "今天 10:00，王小明，客户，连同往来"
    press(Key.Key_Return)
    assert not deleted(book, gone) and page.empty.isVisible()
    frame.notice.link.click()
    assert deleted(book, gone) and page.list.isVisible()


def test_a_visit_comes_back_with_its_amount(page: BinPage, book: Book) -> None:
    customer = factories.customer(book, "王小明")
    delete_visit(book, visit_id=factories.visit(book, customer, "68"))
    assert page.list.rows.rows[0].said() == "今天 10:00，王小明，今天的一次到店，¥68"
    page.list.setFocus()
    page.take_back.click()
    with book.read() as sql:
        assert [v.amount_cents for v in cards.visits(sql, customer)] == [6800]


def test_a_member_number_given_away_is_said(page: BinPage, frame: Frame, book: Book) -> None:
    gone = factories.customer(book, "王小明", member_no="A1")
    delete_customer(book, customer_id=gone)
    factories.customer(book, "陈桂芳", member_no="A1")
    page.list.setFocus()
    page.take_back.click()
    assert deleted(book, gone) and "陈桂芳" in frame.notice.text()


def test_an_answer_of_which_something_was_made_since_stays_and_says_why(
    page: BinPage, frame: Frame, book: Book, press: Callable[..., None]
) -> None:
    customer = factories.customer(book, "王小明", "13822045678")
    number = printed(book, customer)
    with book.read() as sql:
        row = paper_rows(sql, number)[0].id
    struck = answer_row(book, row_id=row, entry=AnswerEntry("do_not_contact"))
    delete_touch(book, touch_id=struck.id or 0)
    answer_row(book, row_id=row, entry=AnswerEntry("reached"))
    page.take_focus()
    press(Key.Key_Return)
    assert f"名单 {number} 第 1 行后来又录过" in frame.notice.text() and page.list.isVisible()
    undo(book)
    press(Key.Key_Return)
    assert "王小明" in frame.notice.text() and page.empty.isVisible()
