"""Backups: they count only once checked, hold one moment of the book, and are thinned with the years."""

import gzip
import os
import shutil
import threading
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest

from kyuanbook.actions.customers import delete_customer, restore_customer
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book import backup, files, restore, shelf, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import (
    BadBackup,
    Cancelled,
    Damaged,
    NewerBook,
    NoRoom,
    OpenElsewhere,
    PlaceBad,
    PlaceFull,
    PlaceGone,
)
from kyuanbook.book.schema import HEAD
from kyuanbook.book.shelf import Backup, Facts
from kyuanbook.language import say
from tests.book.factories import Clock, customer, visit
from tests.book.small import child, counts, dismiss, hear, small_book
from tests.book.test_health import broken_book

BOTH = pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "客源本.kyb"


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


# making --------------------------------------------------------------------------------------------------------------


@BOTH
def test_a_backup_says_by_itself_what_it_is(path: Path, mode: str) -> None:
    clock = Clock()
    with small_book(path, clock, mode=mode) as book:
        made = backup.make(book, shelf.folder_for(path))
        assert made.path.name == "客源本-20260304-100000-j10.kyb.gz"
        assert made.path.parent.name == "客源本-备份"
        assert made.path.stat().st_mode & 0o777 == 0o600
        assert names(made.path.parent) == [made.path.name]
        assert (made.day, made.second, made.entry, made.size) == (clock.day, 36_000, 10, made.path.stat().st_size)
        assert made.facts == Facts(born=int(clock()), entry=10, at=int(clock()), customers=3, visits=6, version=HEAD)
        assert shelf.backups(made.path.parent) == [made]


def test_what_lies_in_the_recycle_bin_is_in_the_backup_and_not_counted(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock()) as book:
        delete_customer(book, customer_id=1)
        delete_visit(book, visit_id=3)
        made = backup.make(book, tmp_path / "b")
    assert made.facts
    assert (made.facts.customers, made.facts.visits) == (2, 5)
    put_back(path, made.path)
    with open_book(path) as again:
        restore_customer(again, customer_id=1)
        assert counts(again) == (3, 6)


def test_a_backup_is_an_ordinary_gzip_of_a_book_that_opens(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
    (tmp_path / "out.kyb").write_bytes(gzip.decompress(made.path.read_bytes()))
    with open_book(tmp_path / "out.kyb") as copy:
        assert counts(copy) == (3, 6)
        visit(copy, 1)


@BOTH
def test_it_holds_one_moment_whatever_is_written_meanwhile(path: Path, tmp_path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        for number in range(40):
            customer(book, f"客户{number}", note="长" * 900)
        source, target, steps = book, tmp_path / "copy", []

        def step(done: int, of: int) -> None:
            steps.append(done)
            thread = threading.Thread(target=lambda: visit(book, 1))
            if len(steps) < 3 and mode == sqlite.WAL:
                thread.start()
                thread.join()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite, "PAGES_AT_ONCE", 20)
            facts = backup.copy_book(source, target, step, step)
        assert len(steps) > 3
        assert facts.visits == 6
        assert counts(book)[1] == (8 if mode == sqlite.WAL else 6)


def test_in_exclusive_mode_the_counter_goes_on_while_it_is_copied(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock(), mode=sqlite.EXCLUSIVE) as book:
        for number in range(40):
            customer(book, f"客户{number}", note="长" * 900)
        done = threading.Event()

        def work() -> None:
            visit(book, 1)
            done.set()

        thread = threading.Thread(target=work)
        started: list[int] = []

        def step(at: int, of: int) -> None:
            if not started:
                thread.start()
            started.append(at)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite, "PAGES_AT_ONCE", 1)
            facts = backup.copy_book(book, tmp_path / "copy", step, step)
            assert done.is_set()
        thread.join()
        assert facts.visits == 7
        assert counts(book) == (43, 7)


@BOTH
@pytest.mark.parametrize("at", [0, 450, 550, 800, 950])
def test_a_cancelled_backup_leaves_no_trace(path: Path, tmp_path: Path, mode: str, at: int) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        with pytest.raises(Cancelled):
            backup.make(book, tmp_path / "b", lambda done, of: done < at)
        assert names(tmp_path / "b") == []
        with pytest.raises(Cancelled):
            backup.copy_plain(book, tmp_path / "b" / "x.kyb", lambda done, of: done < at)
        assert names(tmp_path / "b") == []
        visit(book, 1)
        assert backup.make(book, tmp_path / "b").facts


def test_progress_goes_forward_to_the_end(path: Path, tmp_path: Path) -> None:
    told: list[int] = []
    with small_book(path, Clock()) as book:
        backup.make(book, tmp_path / "b", lambda done, of: bool(told.append(done) or of == 1_000))
    assert told == sorted(told)
    assert told[-1] == 1_000


def test_a_damaged_book_is_not_backed_up_and_written_no_more(path: Path, tmp_path: Path) -> None:
    with broken_book(path) as book:
        with pytest.raises(Damaged):
            backup.make(book, tmp_path / "b")
        assert names(tmp_path / "b") == []
        with pytest.raises(Damaged):
            visit(book, 1)


def test_a_stick_that_writes_something_else_is_told(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_online = sqlite.copy_online

    def lying(source: object, target: Path, step: object = None) -> None:
        copy_online(source, target, step)  # type: ignore[arg-type]
        with target.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xee" * 4096 * 3)

    monkeypatch.setattr(sqlite, "copy_online", lying)
    with small_book(path, Clock()) as book:
        with pytest.raises(PlaceBad):
            backup.copy_plain(book, tmp_path / "x.kyb")
        assert names(tmp_path) == [path.name, path.name + "-shm", path.name + "-wal"]
        visit(book, 1)


def test_what_a_killed_backup_left_is_cleared_away(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / ".123-abc.part").write_bytes(b"x")
    os.utime(folder / ".123-abc.part", (1, 1))
    (folder / ".456-def.part").write_bytes(b"of a backup under way in another program")
    with small_book(path, Clock()) as book:
        made = backup.make(book, folder)
    assert names(folder) == [".456-def.part", made.path.name]


def test_a_full_place_is_told_in_its_own_words(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with small_book(path, Clock()) as book:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(PlaceFull) as told:
            backup.make(book, tmp_path / "b")
        assert "备份" in say(told.value.message)
        assert names(tmp_path / "b") == []


def test_a_place_that_is_gone_is_told(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock()) as book:
        with pytest.raises(PlaceGone):
            backup.copy_plain(book, tmp_path / "stick" / "x.kyb")
        made = backup.make(book, tmp_path / "b")
        with pytest.raises(PlaceGone):
            backup.mirror(made, tmp_path / "stick" / "x")
    assert not (tmp_path / "stick").exists()


@BOTH
def test_a_copy_for_a_stick_is_one_file_that_opens(path: Path, tmp_path: Path, mode: str) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with small_book(path, Clock(), mode=mode) as book:
        facts = backup.copy_plain(book, stick / "x.kyb")
        assert names(stick) == ["x.kyb"]
        assert (stick / "x.kyb").stat().st_mode & 0o777 == 0o600
    assert (facts.customers, facts.visits) == (3, 6)
    with open_book(stick / "x.kyb", mode=sqlite.EXCLUSIVE) as copy:
        assert counts(copy) == (3, 6)


def test_what_changed_is_known_without_any_other_record(path: Path, tmp_path: Path) -> None:
    clock = Clock()

    def changed(book: Book) -> bool:
        with book.read() as sql:
            return backup.changed_since(sql, next(iter(shelf.backups(tmp_path / "b", backup.born(sql))), None))

    with open_book(path, clock=clock) as book:
        assert not changed(book)
        customer(book, "王小明")
        assert changed(book)
        backup.make(book, tmp_path / "b")
        assert not changed(book)
        clock.minute += 1
        visit(book, 1)
        assert changed(book)
    (tmp_path / "elsewhere").mkdir()
    with small_book(tmp_path / "elsewhere" / path.name, Clock(day=clock.day + 1)) as another:
        assert changed(another)


# the shelf -----------------------------------------------------------------------------------------------------------


def made_on(*days: date, hour: int = 20, size: int = 10) -> list[Backup]:
    """Backups, newest first."""
    found = [Backup(Path(f"{d:%Y%m%d}-{hour}"), d.toordinal(), hour * 3600, 1, size, None) for d in days]
    return sorted(found, key=lambda b: b.day, reverse=True)


def test_of_daily_backups_the_last_7_days_4_weeks_and_12_months_are_kept() -> None:
    first = date(2024, 1, 1).toordinal()
    last = date(2026, 3, 4).toordinal()  # a Wednesday
    kept = shelf.worth_keeping(made_on(*(date.fromordinal(d) for d in range(first, last + 1))))
    days = [date.fromordinal(b.day).isoformat() for b in kept]
    assert days == [
        "2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01", "2026-02-28", "2026-02-27", "2026-02-26",
        "2026-02-22", "2026-02-15",
        "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31", "2025-09-30", "2025-08-31", "2025-07-31", "2025-06-30",
        "2025-05-31", "2025-04-30",
    ]  # fmt: skip


def test_days_without_a_backup_push_nothing_out() -> None:
    days = [date(2025, 1, 5), date(2025, 1, 6), date(2025, 6, 1), date(2026, 3, 4)]
    assert len(shelf.worth_keeping(made_on(*days))) == 4


def test_of_one_day_the_last_few_are_kept_and_of_days_before_the_last() -> None:
    today, before = date(2026, 3, 4), date(2026, 3, 3)
    many = [b for h in range(20, 10, -1) for b in made_on(today, hour=h)]
    many += [b for h in range(20, 10, -1) for b in made_on(before, hour=h)]
    kept = shelf.worth_keeping(many)
    assert [b.path.name for b in kept] == ["20260304-20", "20260304-19", "20260304-18", "20260303-20"]


def test_what_does_not_fit_goes_the_oldest_first() -> None:
    shelf_now = made_on(date(2026, 3, 4), date(2026, 3, 3), date(2026, 3, 2))
    assert shelf.within(shelf_now, 20) == shelf_now[:2]
    assert shelf.within(shelf_now, 30) == shelf_now
    assert shelf.within(shelf_now, 9) == []


def days_of(folder: Path) -> list[int]:
    return [b.day for b in shelf.backups(folder)]


def test_together_they_take_at_most_a_tenth_of_the_free_space(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, folder = Clock(), tmp_path / "b"
    with small_book(path, clock) as book:
        size = backup.make(book, folder).size

        def disk(_: object) -> Usage:
            mine = sum(b.size for b in shelf.backups(folder))
            return Usage(0, 0, size * 35 - mine)  # room for three

        monkeypatch.setattr(shutil, "disk_usage", disk)
        for _ in range(5):
            clock.day += 1
            visit(book, 1)
            backup.make(book, folder)
        kept = shelf.backups(folder)
        assert [b.day for b in kept] == [clock.day, clock.day - 1, clock.day - 2]
        assert sum(b.size for b in kept) * 10 <= size * 35


def test_when_not_even_one_fits_it_is_said_and_the_others_stay(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, folder = Clock(), tmp_path / "b"
    with small_book(path, clock) as book:
        made = backup.make(book, folder)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, made.size * 8))
        clock.day += 1
        visit(book, 1)
        monkeypatch.setattr(shelf, "room", lambda *_: made.size // 2)
        with pytest.raises(NoRoom) as told:
            backup.make(book, folder)
        assert "十分之一" in say(told.value.message)
        assert "KB" in say(told.value.message)
        assert names(folder) == [made.path.name]


def test_another_book_s_backups_on_the_same_shelf_are_not_touched(path: Path, tmp_path: Path) -> None:
    folder, clock = tmp_path / "b", Clock(day=Clock().day - 400)
    (tmp_path / "other").mkdir()
    with small_book(tmp_path / "other" / path.name, clock) as other:
        for _ in range(9):
            clock.day += 1
            visit(other, 1)
            backup.make(other, folder)
    kept = set(names(folder))
    with small_book(path, Clock()) as book:
        made = backup.make(book, folder)
        assert shelf.backups(folder, made.facts.born if made.facts else 0) == [made]
    assert set(names(folder)) == kept | {made.path.name}


@pytest.mark.parametrize(
    "name", ["客源本-20261399-100000-j1.kyb.gz", "notes.txt", "客源本.kyb", "客源本-20260304-100000-j10.kyb.gz.part"]
)
def test_other_files_on_the_shelf_are_not_backups(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert shelf.backups(tmp_path) == []
    assert shelf.backups(tmp_path / "nowhere") == []


def test_a_backup_whose_first_bytes_are_broken_is_listed_without_facts(tmp_path: Path) -> None:
    name = "客源本-20260304-100000-j10.kyb.gz"
    for content in (b"", b"garbage", shelf.label(Facts(1, 2, 3, 4, 5, "0001"))[:30]):
        (tmp_path / name).write_bytes(content)
        assert [b.facts for b in shelf.backups(tmp_path)] == [None]


def test_sizes_in_words() -> None:
    assert [files.size_words(n) for n in (1, 380_400, 12_400_000, 1_240_000_000)] == [
        "1 KB",
        "380 KB",
        "12.4 MB",
        "1.2 GB",
    ]


# restoring -----------------------------------------------------------------------------------------------------------


def put_back(path: Path, source: Path, now: int = 1_800_000_000) -> restore.Restored:
    return restore.restore(path, source, now)


@BOTH
def test_restoring_brings_the_day_back_and_keeps_the_present_book(path: Path, tmp_path: Path, mode: str) -> None:
    with small_book(path, Clock(), mode=mode) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)
    done = put_back(path, made.path)
    assert done.facts == made.facts
    assert done.kept is not None
    assert done.kept.name == "客源本-恢复前-20270115-160000.kyb"
    assert names(tmp_path) == sorted(["b", path.name, done.kept.name])
    assert path.stat().st_mode & 0o777 == 0o600
    with open_book(path, mode=mode) as book:
        assert counts(book) == (3, 6)
        visit(book, 1)
    with open_book(done.kept) as before:
        assert counts(before) == (3, 7)


def test_restoring_twice_in_a_second_keeps_both(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
    assert put_back(path, made.path).kept != put_back(path, made.path).kept


def test_a_plain_copy_restores_too_even_with_its_wal_beside(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with small_book(path, Clock()):
        for name in names(tmp_path):
            if name.startswith(path.name):
                shutil.copy(tmp_path / name, stick)
    before = names(stick)
    done = put_back(tmp_path / "new" / "客源本.kyb", stick / path.name)
    assert done.kept is None
    assert names(tmp_path / "new") == ["客源本.kyb"]
    assert names(stick) == before
    with open_book(tmp_path / "new" / "客源本.kyb") as book:
        assert counts(book) == (3, 6)


def test_a_damaged_book_can_be_restored_over_and_is_kept(path: Path, tmp_path: Path) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
    for content in (bytes(5_000), b"hello"):
        path.write_bytes(content)
        kept = put_back(path, made.path).kept
        assert kept is not None
        assert kept.read_bytes() == content
        with open_book(path) as again:
            assert counts(again) == (3, 6)


def test_a_damaged_book_s_wal_is_never_taken_for_the_restored_one_s(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)
        wal = path.with_name(path.name + "-wal")
        left = wal.read_bytes()
    wal.write_bytes(left)

    def unreadable(_: Path) -> None:
        raise Damaged

    monkeypatch.setattr(sqlite, "one_file", unreadable)
    kept = put_back(path, made.path).kept
    monkeypatch.undo()
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == left
    assert not wal.exists()
    with open_book(path) as again:
        assert counts(again) == (3, 6)


@pytest.mark.parametrize("mode", [sqlite.WAL, sqlite.EXCLUSIVE])
def test_a_book_open_elsewhere_is_not_restored_over(path: Path, tmp_path: Path, mode: str) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
    other = child("hold", path, mode)
    assert hear(other) == "ready"
    with pytest.raises(OpenElsewhere):
        put_back(path, made.path)
    dismiss(other)
    assert put_back(path, made.path).kept
    with open_book(path), pytest.raises(OpenElsewhere):
        put_back(path, made.path)


def spoiled(made: Backup, how: str, tmp_path: Path) -> Path:
    """A backup that no longer is one."""
    content = bytearray(made.path.read_bytes())
    bad = tmp_path / "bad.kyb.gz"
    if how == "cut":
        del content[len(content) // 2 :]
    elif how == "flipped":
        content[len(content) // 2] ^= 0xFF
    elif how == "other":
        content = bytearray(gzip.compress(b"not a book"))
    elif how == "empty":
        content.clear()
    elif how == "text":
        content = bytearray("客源本".encode())
    bad.write_bytes(content)
    return bad


@pytest.mark.parametrize("how", ["cut", "flipped", "other", "empty", "text"])
def test_a_bad_backup_is_refused_and_nothing_touched(path: Path, tmp_path: Path, how: str) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)
    bad = spoiled(made, how, tmp_path)
    with pytest.raises(BadBackup) as told:
        put_back(path, bad)
    assert str(bad) in say(told.value.message)
    assert names(tmp_path) == sorted(["b", bad.name, path.name])
    with open_book(path) as again:
        assert counts(again) == (3, 7)


def test_a_backup_of_a_newer_program_is_refused(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
    monkeypatch.setattr("kyuanbook.book.schema.HEAD", "0000")
    with pytest.raises(NewerBook) as told:
        put_back(path, made.path)
    assert str(made.path) in say(told.value.message)


def test_a_backup_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(PlaceGone):
        put_back(path, path.with_name("gone.kyb.gz"))


@pytest.mark.parametrize("at", [0, 500, 800])
def test_a_cancelled_restore_changes_nothing(path: Path, tmp_path: Path, at: int) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)
    with pytest.raises(Cancelled):
        restore.restore(path, made.path, 0, lambda done, of: done < at)
    assert names(tmp_path) == ["b", path.name]
    with open_book(path) as again:
        assert counts(again) == (3, 7)


def test_there_is_a_whole_book_at_every_moment(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)
    monkeypatch.setattr(restore, "put", _killed)
    with pytest.raises(KeyboardInterrupt):
        put_back(path, made.path)
    with open_book(path) as again:
        assert counts(again) == (3, 7)


def test_where_the_disk_knows_no_links_the_present_book_is_copied(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_book(path, Clock()) as book:
        made = backup.make(book, tmp_path / "b")
        visit(book, 1)

    def no_links(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    kept = put_back(path, made.path).kept
    assert kept is not None
    with open_book(kept) as before:
        assert counts(before) == (3, 7)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
