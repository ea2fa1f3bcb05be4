"""Bad weather on real files: killed, full, read-only, deleted, moved, locked. Each is a sentence; the book stays sound."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kyuanbook.book import backup, health, shelf, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import Busy, DiskFull, Gone, Moved, ReadOnly
from kyuanbook.language import say
from tests.book.factories import Clock, customer, visit
from tests.book.small import child, counts, dismiss, hear, small_book

BOTH = pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "店" / "客源本.kyb"


def must_be_sound(path: Path, mode: str | None = None) -> set[int]:
    """The book opens, all of it is sound, what is derived agrees with what is written; the numbers of its visits."""
    with open_book(path, mode=mode) as book:
        assert health.check(book, lambda: False)
        with book.read() as sql:
            derived = sql.rows("SELECT customer_id, n, total_cents FROM derived ORDER BY customer_id")
            written = sql.rows(
                "SELECT customer.id, count(DISTINCT visit.day), ifnull(sum(amount_cents), 0) FROM customer"
                " LEFT JOIN visit ON customer_id = customer.id GROUP BY customer.id ORDER BY customer.id"
            )
            assert derived == written
            assert sql.value("SELECT count(*) FROM journal WHERE action = 'record_visit'") == sql.value(
                "SELECT count(*) FROM visit"
            )
            found = set(sql.column("SELECT id FROM visit"))
    assert os.listdir(path.parent) == [path.name]
    return found


# killed --------------------------------------------------------------------------------------------------------------


def test_kill_9_in_the_middle_of_a_thousand_visits_loses_none_that_was_acknowledged(path: Path) -> None:
    with open_book(path) as book:
        customer(book, "王小明")
    acknowledged: set[int] = set()
    for kill_after in (1, 37, 250, 610):
        counter = child("visits", path, 1_000)
        assert hear(counter) == "ready"
        acknowledged.update(int(hear(counter)) for _ in range(kill_after))
        counter.kill()
        assert counter.stdout is not None
        # the same reader goes on: what it had read ahead would be lost to communicate()
        acknowledged.update(int(line) for line in counter.stdout.read().split())
        assert counter.wait() == -9
        counter.communicate()
        kept = must_be_sound(path)
        assert acknowledged <= kept
        assert len(kept - acknowledged) <= 1  # the one that was on its way
        acknowledged = kept


@pytest.mark.parametrize("steps", [1, 5, 20, 60, 120, 250, 400, 800])
def test_killed_anywhere_while_a_book_is_made_and_written_it_opens_and_is_sound(path: Path, steps: int) -> None:
    killed = child("crash", path, steps)
    said, _ = killed.communicate()
    acknowledged = {int(line) for line in said.split()}
    kept = must_be_sound(path)
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= 1


# full ----------------------------------------------------------------------------------------------------------------


def fill_up(book: Book) -> int:
    """Visits until the disk is full; how many were acknowledged."""
    done = 0
    with pytest.raises(DiskFull) as told:
        while True:
            visit(book, 1, note="长" * 500)
            done += 1
            assert done < 10_000
    assert say(told.value.message) == "硬盘满了，没有存上，本子里什么都没变。请腾出一些空间，再做一次"
    return done


@BOTH
def test_a_full_disk_is_told_and_what_was_there_stays(path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        pages = book._writer.execute("PRAGMA page_count").fetchone()[0]
        book._writer.execute(f"PRAGMA max_page_count = {pages + 12}")
        done = fill_up(book)
        assert counts(book) == (3, 6 + done)
        book._writer.execute("PRAGMA max_page_count = 1000000")
        visit(book, 1, note="长" * 500)  # what was typed is still there, and is saved again
    assert len(must_be_sound(path, mode)) == 7 + done


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@BOTH
@pytest.mark.parametrize("left", [0, 4_000, 20_000, 50_000, 200_000])
def test_a_disk_that_is_really_full(small_disk: Path, mode: str, left: int) -> None:
    path = small_disk / "店" / "客源本.kyb"
    book = small_book(path, Clock(), mode=mode)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(shutil.disk_usage(small_disk).free - left))
    done = fill_up(book)
    assert counts(book) == (3, 6 + done)
    with pytest.raises(DiskFull):
        visit(book, 1, note="长" * 500)
    book.close()
    filler.unlink()
    assert len(must_be_sound(path, mode)) == 6 + done
    with open_book(path, mode=mode) as again:
        visit(again, 1)


def test_no_new_book_on_a_full_disk_and_nothing_in_its_way_later(small_disk: Path) -> None:
    path = small_disk / "店" / "客源本.kyb"
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        file.write(bytes(shutil.disk_usage(small_disk).free - 60_000))
    with pytest.raises(DiskFull):
        open_book(path)
    filler.unlink()
    assert must_be_sound(path) == set()


@pytest.mark.parametrize("more", [8_000, 100_000])
def test_a_file_that_may_not_grow(path: Path, more: int) -> None:
    small_book(path, Clock()).close()
    *said, last = dismiss(child("limited", path, path.stat().st_size + more)).split()
    assert last in ("book_disk_full", "book_io")
    assert len(must_be_sound(path)) == 6 + len(said)


# read-only -----------------------------------------------------------------------------------------------------------


def as_anybody(*arguments: object) -> str:
    """What a child says that, unlike root, must heed permissions."""
    prefix = []
    if not os.geteuid():
        if not shutil.which("setpriv"):
            pytest.skip("root heeds no permissions")
        prefix = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
        ]
    return dismiss(child(*arguments, prefix=prefix))


def test_a_read_only_file_is_told(path: Path) -> None:
    small_book(path, Clock()).close()
    path.chmod(0o400)
    assert as_anybody("write", path, 1) == "book_read_only"
    path.chmod(0o600)
    assert os.listdir(path.parent) == [path.name]  # nothing is left that would be read-only after it
    assert as_anybody("write", path, 1) != "book_read_only"
    assert len(must_be_sound(path)) == 7


def test_what_was_left_read_only_beside_a_book_is_set_right(path: Path) -> None:
    small_book(path, Clock()).close()
    shm = path.with_name(path.name + "-shm")
    shm.write_bytes(bytes(32_768))
    shm.chmod(0o400)
    assert as_anybody("write", path, 1) != "book_read_only"
    assert len(must_be_sound(path)) == 7


def test_a_read_only_folder_is_told(path: Path) -> None:
    small_book(path, Clock()).close()
    path.parent.chmod(0o500)
    assert as_anybody("write", path, 1) == "book_read_only"
    path.parent.chmod(0o700)
    assert len(must_be_sound(path)) == 6


def test_a_file_that_may_not_be_read_is_told(path: Path) -> None:
    small_book(path, Clock()).close()
    path.chmod(0o000)
    assert as_anybody("open", path, "") == "book_read_only"


def test_a_new_book_where_nothing_may_be_written(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o500)
    assert as_anybody("open", path, "") == "book_read_only"
    assert os.listdir(path.parent) == []


@BOTH
def test_a_read_only_drive_is_told(small_disk: Path, mode: str) -> None:
    path = small_disk / "客源本.kyb"
    small_book(path, Clock(), mode=mode).close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(ReadOnly) as told:
        open_book(path, mode=mode)
    assert "只读" in say(told.value.message)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert len(must_be_sound(path, mode)) == 6


# gone ----------------------------------------------------------------------------------------------------------------


def unlink(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("moved.kyb"))


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


@BOTH
@pytest.mark.parametrize("leave", [unlink, move, remove_folder])
def test_a_book_that_vanished_while_open_is_told_and_closes(
    path: Path, mode: str, leave: Callable[[Path], None]
) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        leave(path)
        with pytest.raises(Gone) as told:
            visit(book, 1)
        assert "填好的内容还在" in say(told.value.message)
    assert not path.exists()


@BOTH
def test_a_book_that_came_back_is_written_again(path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        move(path)
        with pytest.raises(Gone):
            visit(book, 1)
        path.with_name("moved.kyb").rename(path)
        visit(book, 1)
    assert len(must_be_sound(path, mode)) == 7


def test_nothing_is_written_when_another_file_was_put_in_the_book_s_place(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.kyb"
    small_book(other, Clock(), customers=1).close()
    with small_book(path, Clock()) as book:
        os.replace(other, path)
        with pytest.raises(Moved) as told:
            visit(book, 1)
        assert "换过" in say(told.value.message)


# locked --------------------------------------------------------------------------------------------------------------


def test_a_book_that_another_program_is_writing_to_is_told_and_saved_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MS", 20)
    with small_book(path, Clock()) as book:
        other = sqlite.connect(path, mode=sqlite.WAL, writable=True)
        with sqlite.transaction(other):
            with pytest.raises(Busy) as told:
                visit(book, 1)
            assert "再保存一次" in say(told.value.message)
            assert counts(book) == (3, 6)
        other.close()
        visit(book, 1)
    assert len(must_be_sound(path)) == 7


def test_no_folder_for_backups_is_made_where_the_stick_was(path: Path) -> None:
    with small_book(path, Clock()) as book:
        path.rename(path.with_name("moved.kyb"))
        with pytest.raises(Gone):
            backup.make(book, shelf.folder_for(path))
        assert not shelf.folder_for(path).exists()
        path.with_name("moved.kyb").rename(path)
        assert backup.make(book, shelf.folder_for(path)).facts is not None
