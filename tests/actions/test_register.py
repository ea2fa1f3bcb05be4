"""当日到店登记表: the words of the empty sheet, as this shop uses them."""

from kyuanbook.actions.done import Book
from kyuanbook.actions.register import MOST_PAGES, Paper, print_register, register_sheet
from kyuanbook.actions.shop import add_staff, set_up_shop
from kyuanbook.paper import register as paper
from tests.book.factories import snapshot
from tests.paper.reading import text_of


def test_no_column_for_staff_before_there_is_any(book: Book) -> None:
    set_up_shop(book, name="禾木理发", trade="hair")
    assert [key for key, _ in register_sheet(book).columns] == ["who", "amount", "items", "note"]
    add_staff(book, name="阿杰")
    assert [key for key, _ in register_sheet(book).columns] == ["who", "amount", "items", "staff", "note"]
    assert register_sheet(book).shop == "禾木理发"


def test_printing_it_writes_nothing(book: Book) -> None:
    before = snapshot(book, versions=True)
    printed = print_register(book, paper=Paper.A5, pages=2)
    assert printed.pages == 2 and "当日到店登记表" in text_of(printed.pdf)
    assert snapshot(book, versions=True) == before


def test_no_more_pages_than_the_paper_allows() -> None:
    assert MOST_PAGES == paper.MOST_PAGES
