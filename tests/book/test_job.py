"""What a worker reads stops when it is told to; what it has written stays written. Counted, not timed."""

from pathlib import Path

import pytest

from kyuanbook.book import sqlite
from kyuanbook.book.book import Book
from kyuanbook.book.changed import Changed
from kyuanbook.book.errors import Cancelled
from tests.book.factories import Clock, customer, visit
from tests.book.small import counts, small_book

BOTH = pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


class Patience:
    """Asked whether to stop, it says so at the ``last`` time."""

    def __init__(self, last: int) -> None:
        self.last, self.asked = last, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked >= self.last


@BOTH
@pytest.mark.parametrize("last", [1, 5])
def test_a_reading_without_end_stops_and_is_not_asked_again(tmp_path: Path, mode: str, last: int) -> None:
    patience = Patience(last)
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        with pytest.raises(Cancelled), book.job(patience), book.read() as sql:
            sql.value(f"{ENDLESS} count(*) FROM n")
        assert patience.asked == last
        assert counts(book) == (3, 6)
        visit(book, 1)
    assert patience.asked == last, "it is over: nobody asks any more"


@BOTH
def test_a_moment_that_is_stopped_is_over_too(tmp_path: Path, mode: str) -> None:
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        with pytest.raises(Cancelled), book.job(Patience(1)), book.moment() as sql:
            sql.value(f"{ENDLESS} count(*) FROM n")
        visit(book, 1)
        with book.moment() as sql:
            assert sql.value("SELECT count(*) FROM visit") == 7


@BOTH
def test_so_does_one_that_gives_row_after_row(tmp_path: Path, mode: str) -> None:
    patience = Patience(3)
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        with pytest.raises(Cancelled), book.job(patience), book.read() as sql:
            for _ in sql.stream(f"{ENDLESS} i FROM n"):
                pass
        assert patience.asked == 3


@BOTH
def test_what_was_written_is_known_to_all_though_the_job_was_stopped(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "OFTEN", 1)
    heard: list[Changed] = []
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        with book.read() as sql:
            book.haystack.build(sql)
        book.listeners.append(heard.append)
        with pytest.raises(Cancelled), book.job(lambda: True):
            with book.write("add_tag") as unit:
                unit.insert(_tag(), name="新")
            assert len(heard) == 1
            with book.read() as sql:
                sql.value(f"{ENDLESS} count(*) FROM n")
        assert _tags(book) == ["新"]
        made = customer(book, "后来的人")
        assert book.haystack.find(["后来的人"], 5)[0] == [made]


def _tag() -> type:
    from kyuanbook.book.tables import Tag

    return Tag


def _tags(book: Book) -> list[str]:
    with book.read() as sql:
        return sql.column("SELECT name FROM tag")
