"""All that is read inside a moment is of one moment, and what many ask for is read once."""

from pathlib import Path

import pytest

from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.done import Book
from kyuanbook.book import sqlite
from kyuanbook.book.reader import Reader
from kyuanbook.rules.entries import CustomerEntry
from tests.book.factories import Clock
from tests.book.small import small_book

COUNT = "SELECT count(*) FROM customer"


def _add(book: Book, name: str) -> None:
    add_customer(book, entry=CustomerEntry(name=name))


def test_what_is_written_meanwhile_is_seen_after_it(book: Book) -> None:
    _add(book, "王小明")
    with book.moment() as sql:
        assert sql.value(COUNT) == 1
        _add(book, "李雪")
        assert sql.value(COUNT) == 1
        with book.read() as within:  # whoever reads for the same page
            assert within.value(COUNT) == 1
        with book.moment() as again:
            assert again is sql
    with book.read() as after:
        assert after.value(COUNT) == 2


def test_it_ends_with_what_went_wrong_inside(book: Book) -> None:
    def fail() -> None:
        with book.moment() as sql:
            sql.value(COUNT)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    _add(book, "王小明")
    with book.read() as sql:
        assert sql.value(COUNT) == 1


def test_where_one_connection_does_all_it_may_be_written_after_it(tmp_path: Path) -> None:
    with small_book(tmp_path / "x.kyb", Clock(), mode=sqlite.EXCLUSIVE) as book:
        with book.read() as sql:
            before = sql.value(COUNT)
        with book.moment() as sql, book.read() as within:
            assert within.value(COUNT) == sql.value(COUNT) == before
        _add(book, "王小明")
        with book.moment() as sql:
            assert sql.value(COUNT) == before + 1


def test_what_anybody_may_change_is_kept_only_where_nobody_writes(book: Book) -> None:
    def asked(sql: Reader) -> int:
        return sum(1 for _ in range(2) if sql.once_still("it", lambda: asks.append(1) or len(asks)))

    asks: list[int] = []
    with book.moment() as sql:
        asked(sql)
    assert len(asks) == 1
    with book.read() as sql:
        asked(sql)
    assert len(asks) == 3
    with book.write("test") as unit:
        asked(unit.sql)
    assert len(asks) == 5
