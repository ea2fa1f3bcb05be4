"""Is the whole file sound? A bad answer stops further writes."""

import random
import threading
from pathlib import Path

import pytest

from kyuanbook.book import health, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import Damaged
from tests.book.factories import Clock, customer, visit
from tests.book.small import counts, small_book

BOTH = pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])


def never() -> bool:
    return False


def broken_book(path: Path, mode: str = sqlite.WAL) -> Book:
    """A book with a damage that the opening does not see: in the middle of a large table."""
    book = small_book(path, Clock(), mode=mode)
    for number in range(60):
        customer(book, f"客户{number}", note="长" * 900)
    book.close()
    content = path.read_bytes()
    leaf, notes = b"\x0d", "长".encode() * 500
    pages = [
        at for at in range(0, len(content), 4096) if content[at : at + 1] == leaf and notes in content[at : at + 4096]
    ]
    with path.open("r+b") as file:
        file.seek(pages[5])
        file.write(b"\xee" * 512)
    return open_book(path, mode=mode)


@BOTH
def test_a_sound_book_stays_open_to_writes(tmp_path: Path, mode: str) -> None:
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        assert health.check(book, never)
        assert book.stopped is None
        visit(book, 1)


@BOTH
def test_a_damaged_book_is_written_no_more_and_still_read(tmp_path: Path, mode: str) -> None:
    with broken_book(tmp_path / "b.kyb", mode) as book:
        visit(book, 1)
        with pytest.raises(Damaged):
            health.check(book, never)
        with pytest.raises(Damaged):
            visit(book, 1)
        with book.read() as sql:
            assert sql.value("SELECT count(*) FROM visit") == 7


def test_damage_met_on_the_way_stops_writes_too(tmp_path: Path) -> None:
    with broken_book(tmp_path / "b.kyb") as book:
        with pytest.raises(Damaged), book.read() as sql:
            sql.rows("SELECT * FROM customer")
        with pytest.raises(Damaged):
            visit(book, 1)


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_to_a_page_s_frame_goes_unseen(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "b.kyb"
    small_book(path, Clock(), customers=20, visits=3).close()
    chance = random.Random(seed)
    page = chance.randrange(1, path.stat().st_size // 4096)
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(bytes(chance.randrange(256) for _ in range(200)))
    with pytest.raises(Damaged), open_book(path) as book:
        health.check(book, never)


@BOTH
def test_a_cancelled_check_says_nothing(tmp_path: Path, mode: str) -> None:
    with small_book(tmp_path / "c.kyb", Clock(), mode=mode) as book:
        assert not health.check(book, lambda: True)
        assert book.stopped is None


@BOTH
def test_the_counter_goes_on_while_it_is_checked(tmp_path: Path, mode: str) -> None:
    with small_book(tmp_path / "b.kyb", Clock(), mode=mode) as book:
        found: list[bool] = []
        thread = threading.Thread(target=lambda: found.append(health.check(book, never)))
        thread.start()
        for _ in range(20):
            visit(book, 1)
        thread.join()
        assert found == [True]
        assert counts(book) == (3, 26)
