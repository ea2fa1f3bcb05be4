"""Opening a book: what is refused, what is mended, what is told; and that a closed book is one file."""

import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from kyuanbook.book import schema, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import BookError, CannotOpen, Damaged, NewerBook, NotABook, OpenElsewhere, OutsideUnit
from kyuanbook.book.tables import Staff
from kyuanbook.language import say
from tests.book.factories import Clock, customer, visit
from tests.book.small import child, counts, dismiss, hear, small_book

BOTH = pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "店" / "客源本.kyb"


def refusal(path: Path, family: type[BookError]) -> str:
    """Open a file that is refused, and see that it was left as it was; the sentence."""
    before = path.read_bytes() if path.is_file() else None
    names = sorted(os.listdir(path.parent))
    with pytest.raises(family) as refused:
        open_book(path)
    assert before is None or path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == names
    return say(refused.value.message)


# a book that is well -------------------------------------------------------------------------------------------------


@BOTH
def test_a_new_book_is_made_for_the_owner_alone(path: Path, mode: str) -> None:
    with open_book(path, mode=mode) as book:
        assert book.opening.created
        assert not book.opening.recovered
        assert path.stat().st_mode & 0o777 == 0o600
        with book.read() as sql:
            assert sql.value("SELECT count(*) FROM channel") >= 30
    with open_book(path, mode=mode) as again:
        assert not again.opening.created


@BOTH
def test_a_closed_book_is_one_file(path: Path, mode: str) -> None:
    book = small_book(path, Clock(), mode=mode)
    thread = threading.Thread(target=lambda: counts(book))
    thread.start()
    thread.join()
    book.close()
    assert os.listdir(path.parent) == [path.name]
    moved = shutil.copy(path, path.with_name("copy.kyb"))
    with open_book(Path(moved)) as copy:
        assert counts(copy) == (3, 6)


@BOTH
def test_it_is_read_and_written_from_threads(path: Path, mode: str) -> None:
    book = small_book(path, Clock(), mode=mode)
    seen: list[tuple[int, int]] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                visit(book, 1)
                seen.append(counts(book))
            book.release_reader()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert counts(book) == (3, 26)
    assert len(seen) == 20
    assert all(6 < visits <= 26 for _, visits in seen)
    book.close()
    assert os.listdir(path.parent) == [path.name]


@BOTH
def test_a_write_outside_a_unit_of_work_raises(path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        with pytest.raises(OutsideUnit), book.read() as sql:
            sql.rows("DELETE FROM visit")
        with pytest.raises(OutsideUnit), book.raw() as connection:
            connection.execute("DELETE FROM visit")
        assert counts(book) == (3, 6)


@BOTH
def test_a_unit_that_fails_leaves_nothing(path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        with pytest.raises(KeyError), book.write("add_staff") as unit:
            unit.insert(Staff, name="小陈")
            raise KeyError
        with book.read() as sql:
            assert sql.value("SELECT count(*) FROM staff") == 0
        visit(book, 1)


# a book open elsewhere -----------------------------------------------------------------------------------------------


def test_the_command_line_may_work_beside_the_window(path: Path) -> None:
    with small_book(path, Clock()) as book:
        before = book.data_version()
        beside = child("write", path, 1)
        assert dismiss(beside) == "7"
        assert book.data_version() != before
        assert counts(book) == (3, 7)


def test_a_second_program_does_not_take_an_open_book_for_a_crashed_one(path: Path) -> None:
    with small_book(path, Clock()):
        assert dismiss(child("open", path, "")) == "opened"


def test_under_an_exclusive_lock_a_second_program_is_told(path: Path) -> None:
    small_book(path, Clock()).close()
    holder = child("hold", path, sqlite.EXCLUSIVE)
    assert hear(holder) == "ready"
    for mode in (sqlite.EXCLUSIVE, sqlite.WAL):
        with pytest.raises(OpenElsewhere) as refused:
            open_book(path, mode=mode)
        assert "别处" in say(refused.value.message)
    dismiss(holder)
    with open_book(path, mode=sqlite.EXCLUSIVE) as book:
        assert counts(book) == (3, 6)


def test_an_exclusive_book_lets_nobody_else_read(path: Path) -> None:
    with small_book(path, Clock(), mode=sqlite.EXCLUSIVE):
        assert dismiss(child("open", path, sqlite.EXCLUSIVE)) == "book_open_elsewhere"


def test_a_refused_second_opening_gives_up_no_lock(path: Path) -> None:
    # POSIX forgets a process's locks on a file when the process closes any handle of it
    with small_book(path, Clock(), mode=sqlite.EXCLUSIVE):
        with pytest.raises(OpenElsewhere):
            open_book(path, mode=sqlite.EXCLUSIVE)
        assert dismiss(child("open", path, sqlite.EXCLUSIVE)) == "book_open_elsewhere"


# a book left behind by a program that was killed ---------------------------------------------------------------------


def test_a_wal_left_behind_is_recovered_and_said_so(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    with small_book(path, Clock()):
        for name in os.listdir(path.parent):
            shutil.copy(path.with_name(name), crashed.parent)
    with open_book(crashed) as book:
        assert book.opening.recovered
        assert counts(book) == (3, 6)
    with open_book(crashed) as book:
        assert not book.opening.recovered


def test_a_rollback_journal_left_behind_is_recovered_and_said_so(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    book = small_book(path, Clock(), mode=sqlite.EXCLUSIVE)
    book._writer.execute("PRAGMA cache_size = 8")  # so that pages go to the file before the commit
    with pytest.raises(KeyError), book.write("add_staff") as unit:
        unit.insert(Staff, name="小陈")
        with book.read() as sql:
            sql.rows("UPDATE visit SET note = :note", note="x" * 30_000)
        for name in os.listdir(path.parent):
            shutil.copy(path.with_name(name), crashed.parent)
        raise KeyError
    book.close()
    assert b"x" * 4_000 in crashed.read_bytes()
    assert crashed.with_name(crashed.name + "-journal").stat().st_size
    with open_book(crashed, mode=sqlite.EXCLUSIVE) as again:
        assert again.opening.recovered
        assert counts(again) == (3, 6)
        with again.read() as sql:
            assert sql.value("SELECT count(*) FROM staff") == 0
            assert sql.value("SELECT max(length(note)) FROM visit") == 0
    assert os.listdir(crashed.parent) == [crashed.name]


# not a book ----------------------------------------------------------------------------------------------------------


def test_a_directory_is_no_book(path: Path) -> None:
    path.mkdir(parents=True)
    assert "打不开" in refusal(path, CannotOpen)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotOpen):
        open_book(tmp_path / "file" / "b.kyb")


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04" * 2000, bytes(8192), os.urandom(8192), b"SQLite format 3"])
def test_any_other_file_is_no_book_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert "不是客源本" in refusal(path, NotABook)


def test_somebody_else_s_database_is_no_book_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE customer(id)")
    other.close()
    refusal(path, NotABook)


def test_an_encrypted_book_is_not_opened_without_its_password(path: Path) -> None:
    path.parent.mkdir()
    locked = driver.connect(str(path))
    locked.execute("PRAGMA key = 'geheim'")
    locked.execute("CREATE TABLE customer(id)")
    locked.commit()
    locked.close()
    refusal(path, NotABook)


def test_an_empty_file_is_a_new_book(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with open_book(path) as book:
        assert book.opening.created


def test_a_book_whose_making_was_cut_short_is_made_again(path: Path) -> None:
    path.parent.mkdir()
    begun = driver.connect(str(path))
    begun.execute("PRAGMA journal_mode = WAL").fetchone()
    begun.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
    begun.close()
    with open_book(path) as book:
        customer(book, "王小明")
        assert counts(book) == (1, 0)


# a damaged book ------------------------------------------------------------------------------------------------------


def damaged(path: Path, at: int, content: bytes) -> None:
    """A book with something else written into its file."""
    small_book(path, Clock()).close()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def test_a_damaged_first_page_is_told(path: Path) -> None:
    damaged(path, 0, bytes(16))
    assert "备份" in refusal(path, NotABook)


def test_a_damaged_table_of_tables_is_told(path: Path) -> None:
    damaged(path, 100, os.urandom(3000))
    with pytest.raises((NotABook, Damaged)):
        open_book(path)


def test_a_truncated_book_is_told(path: Path) -> None:
    small_book(path, Clock()).close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 3)
    with pytest.raises(Damaged) as refused:
        open_book(path)
    assert "备份" in say(refused.value.message)


@pytest.mark.parametrize("table", ["setting", "journal", "customer", "derived", "channel"])
def test_what_the_first_page_reads_is_checked_before_the_first_write(path: Path, table: str) -> None:
    with small_book(path, Clock()) as book, book.read() as sql:
        root = sql.value("SELECT rootpage FROM sqlite_master WHERE name = :name AND type = 'table'", name=table)
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xee" * 64)
    with pytest.raises(Damaged):
        open_book(path)


# versions ------------------------------------------------------------------------------------------------------------

NOW = schema.HEAD
NEXT = f"{int(NOW) + 1:04}"
STEP = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NOW}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", recreate="always") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE customer SET nickname = alias")
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's next version, with one more migration; gives the migration's file."""
    folder = tmp_path / "migrations 100 %"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = folder / "versions" / f"{NEXT}_a_step.py"
    step.write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "HEAD", NEXT)
    return step


def test_a_newer_book_is_refused(path: Path) -> None:
    small_book(path, Clock()).close()
    newer = driver.connect(str(path))
    newer.execute("UPDATE alembic_version SET version_num = '0099'")
    newer.commit()
    newer.close()
    with pytest.raises(NewerBook) as refused:
        open_book(path)
    assert "先升级" in say(refused.value.message)
    with sqlite3.connect(path) as looked:
        assert looked.execute("SELECT version_num FROM alembic_version").fetchone() == ("0099",)
    looked.close()


def make_old(path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book as the present version leaves it, while the next one is in force."""
    with monkeypatch.context() as before:
        before.setattr(schema, "HEAD", NOW)
        before.setattr(schema, "MIGRATIONS", migrations)
        small_book(path, Clock()).close()


PRESENT = schema.MIGRATIONS


def test_an_older_book_is_copied_beside_itself_then_migrated(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(path, PRESENT, monkeypatch)
    with open_book(path) as book:
        assert book.opening.migrated_from == NOW
        kept = book.opening.kept_copy
        with book.read() as sql:
            assert sql.value("SELECT count(*) FROM customer WHERE nickname = alias") == 3
            assert sql.value("SELECT version_num FROM alembic_version") == NEXT
            assert sql.value("PRAGMA foreign_keys") == 1
        assert counts(book) == (3, 6)
    assert kept is not None
    assert kept.stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(path.parent)) == sorted([path.name, kept.name])
    with open_book(path) as again:
        assert again.opening.kept_copy is None
    monkeypatch.setattr(schema, "HEAD", NOW)
    with open_book(kept) as old:
        assert counts(old) == (3, 6)


def test_a_migration_that_fails_leaves_the_older_book(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(path, PRESENT, monkeypatch)
    next_version.write_text(STEP + "    raise ArithmeticError\n", encoding="utf-8")
    with pytest.raises(ArithmeticError):
        open_book(path)
    monkeypatch.setattr(schema, "HEAD", NOW)
    with open_book(path) as book:
        assert counts(book) == (3, 6)
        visit(book, 1)
        with book.read() as sql:
            assert "nickname" not in {row[1] for row in sql.rows("PRAGMA table_info(customer)")}


def test_a_migration_may_not_leave_rows_that_point_nowhere(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(path, PRESENT, monkeypatch)
    next_version.write_text(STEP + '    op.execute("DELETE FROM customer")\n', encoding="utf-8")
    with pytest.raises(LookupError):
        open_book(path)
    monkeypatch.setattr(schema, "HEAD", NOW)
    with open_book(path) as book:
        assert counts(book) == (3, 6)


def test_the_head_is_the_last_migration() -> None:
    assert sorted(p.name for p in (schema.MIGRATIONS / "versions").glob("*.py"))[-1].startswith(schema.HEAD)


def test_leftovers_of_a_closed_book_do_no_harm(path: Path) -> None:
    book: Book = small_book(path, Clock())
    book.close()
    book.close()
    with pytest.raises(CannotOpen), book.read():
        pass
