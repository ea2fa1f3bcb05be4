"""What is due again, kept by its day: always what the card says, whatever was done meanwhile."""

from collections.abc import Callable

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import add_calendar, change_product
from kyuanbook.actions.standing import refresh_standings, standings_due
from kyuanbook.actions.visits import delete_visit, record_visit
from kyuanbook.book import due_again, standing
from kyuanbook.book.book import Book
from kyuanbook.book.queries.likes import likes_of
from kyuanbook.rules.entries import VisitEntry
from tests.book.factories import Clock, customer, visit
from tests.book.liking import hair_shop


def kept(book: Book) -> dict[tuple[int, int], int]:
    with book.read() as sql:
        return {(c, p): day for c, p, day in sql.rows("SELECT customer_id, product_id, due_day FROM due_again")}


def told(book: Book) -> dict[tuple[int, int], int]:
    """As the cards say it, customer by customer."""
    with book.read() as sql:
        found = {}
        for who in sql.column("SELECT id FROM customer WHERE deleted_at IS NULL"):
            for one in likes_of(sql, who, book.today()).favourites:
                if one.due_day is not None:
                    found[who, one.product_id] = one.due_day
        return found


def roots(book: Book) -> int:
    with book.read() as sql:
        return int(sql.value("SELECT id FROM product WHERE name = '补染发根'"))


def test_every_change_keeps_it_in_step_and_undo_too(book: Book, clock: Clock) -> None:
    who = hair_shop(book)
    refresh_standings(book)
    assert kept(book) == told(book) and any(c == who for c, _ in kept(book))

    def again() -> None:
        record_visit(book, customer_id=who, entry=VisitEntry(amount="200", items="补染发根"))

    def closed() -> None:
        add_calendar(book, first=book.today() - 20, last=book.today() - 10, word="装修", closed=True)

    with book.read() as sql:
        last = sql.value("SELECT id FROM visit WHERE customer_id = :id ORDER BY day DESC", id=who)
    changes: tuple[Callable[[], object], ...] = (
        again,
        lambda: delete_visit(book, visit_id=last),
        lambda: change_product(book, product_id=roots(book), name="补染发根", interval="20"),
        closed,
        lambda: delete_customer(book, customer_id=who),
    )
    for change in changes:
        before = kept(book)
        change()
        assert kept(book) == told(book) != before
        undo(book)
        assert kept(book) == told(book) == before


def test_in_a_book_too_large_for_the_moment_the_next_snapshot_says_it(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = hair_shop(book)
    refresh_standings(book)
    was = kept(book)[who, roots(book)]
    monkeypatch.setattr(standing, "YOUNG", 0)
    assert not standings_due(book)
    change_product(book, product_id=roots(book), name="补染发根", interval="20")
    assert standings_due(book) and kept(book)[who, roots(book)] == was
    refresh_standings(book)
    assert kept(book) == told(book) and kept(book)[who, roots(book)] != was


def test_nothing_bought_nothing_due(book: Book) -> None:
    who = customer(book, "只来过")
    visit(book, who)
    with book.write_derived() as sql:
        due_again.renew(sql, [who, 10**6])
        due_again.sweep(sql)
    assert kept(book) == {}
