"""What only SQLite can do: file systems, modes, what its errors mean."""

import errno
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from kyuanbook.book import sqlite
from kyuanbook.book.errors import (
    Busy,
    CannotOpen,
    Damaged,
    DiskFull,
    Gone,
    IoTrouble,
    NotABook,
    OpenElsewhere,
    OutsideUnit,
    ReadOnly,
)
from kyuanbook.language import say
from tests.book.factories import Clock
from tests.book.small import child, dismiss, hear, small_book

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt rw - tmpfs none rw
31 22 8:17 / /media/老板/U\040盘 rw,nosuid shared:9 master:1 - vfat /dev/sdb1 rw
32 22 0:50 / /srv/shop rw - cifs //nas/shop rw
33 32 0:51 / /srv/shop/local rw - xfs /dev/sdc rw
34 22 0:52 / /srv/li/云 rw - fuse.sshfs li@nas:/ rw
35 22 0:53 / /srv/tab\011here rw - NFS4 nas:/ rw
36 22 8:18 / /media/stick rw - ext4 /dev/sdd1 rw
37 22 8:19 / /media/stick rw - exfat /dev/sde1 rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"), ("/srv", "ext4"), ("/mnt/x", "tmpfs"), ("/media/老板/U 盘", "vfat"), ("/media/老板/U 盘/客源", "vfat"),
        ("/media/老板/U 盘2", "ext4"), ("/srv/shop", "cifs"), ("/srv/shop/local/a", "xfs"), ("/srv/li/云", "fuse.sshfs"),
        ("/srv/tab\there", "nfs4"), ("/media/stick", "exfat"),
    ],
)  # fmt: skip
def test_the_file_system_is_that_of_the_innermost_mount(folder: str, kind: str) -> None:
    assert sqlite.mounted(folder, MOUNTS.strip()) == kind


@pytest.mark.parametrize("kind", ["vfat", "exfat", "nfs4", "cifs", "fuse.sshfs", "9p"])
def test_no_wal_where_shared_memory_cannot_be_trusted(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "file_system", lambda path: kind)
    assert sqlite.safe_mode(tmp_path / "b.kyb") == sqlite.EXCLUSIVE


def test_wal_on_a_local_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite.file_system(tmp_path / "b.kyb") == sqlite.file_system(tmp_path)
    for kind in ("ext4", "ntfs", "tmpfs", ""):
        monkeypatch.setattr(sqlite, "file_system", lambda path, kind=kind: kind)
        assert sqlite.safe_mode(tmp_path / "b.kyb") == sqlite.WAL


def test_the_pragmas_are_those_of_the_design(tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    small_book(path, Clock()).close()
    for mode, journal in ((sqlite.WAL, "wal"), (sqlite.EXCLUSIVE, "delete")):
        connection = sqlite.connect(path, mode=mode, writable=True)
        got = [connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("journal_mode", "synchronous", "foreign_keys")]
        assert got == [journal, 2, 1]
        connection.close()


def test_a_connection_is_closed_to_writes_until_it_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    small_book(path, Clock()).close()
    connection = sqlite.connect(path, mode=sqlite.WAL, writable=True)
    with pytest.raises(OutsideUnit), sqlite.driver_errors(path):
        connection.execute("DELETE FROM visit")
    with sqlite.transaction(connection):
        connection.execute("DELETE FROM visit_item")
    with pytest.raises(OutsideUnit), sqlite.driver_errors(path):
        connection.execute("DELETE FROM visit")
    connection.close()


def test_a_transaction_that_fails_leaves_nothing_and_is_over(tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    small_book(path, Clock()).close()
    connection = sqlite.connect(path, mode=sqlite.WAL, writable=True)
    with pytest.raises(KeyError), sqlite.transaction(connection):
        connection.execute("UPDATE visit SET amount_cents = 1")
        raise KeyError
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM visit WHERE amount_cents = 1").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("database or disk is full", DiskFull),
        ("database disk image is malformed", Damaged),
        ("file is not a database", NotABook),
        ("database is locked", Busy),
        ("disk I/O error", IoTrouble),
    ],
)
def test_what_sqlite_says_becomes_the_owner_s_sentence(words: str, family: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    path.touch()
    told = sqlite.told(driver.OperationalError(words), path)
    assert type(told) is family
    assert say(told.message)  # type: ignore[attr-defined]


def test_our_own_mistakes_stay_what_they_are(tmp_path: Path) -> None:
    error = driver.OperationalError("no such column: x")
    assert sqlite.told(error, tmp_path / "b.kyb") is error


@pytest.mark.parametrize(
    ("number", "family"),
    [
        (errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EFBIG, DiskFull), (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly), (errno.ENOENT, Gone), (errno.EIO, Gone), (errno.ENOTDIR, CannotOpen),
    ],
)  # fmt: skip
def test_what_the_system_says_becomes_the_owner_s_sentence(
    number: int, family: type[Exception], tmp_path: Path
) -> None:
    assert type(sqlite.told_by_system(OSError(number, os.strerror(number)), tmp_path)) is family


def test_a_vanished_drive_is_gone_not_broken(tmp_path: Path) -> None:
    for words in ("disk I/O error", "unable to open database file"):
        assert type(sqlite.told(driver.OperationalError(words), tmp_path / "away" / "b.kyb")) is Gone


def test_one_file_needs_the_book_to_be_closed_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "b.kyb"
    for mode in (sqlite.WAL, sqlite.EXCLUSIVE):
        with small_book(path, Clock(), mode=mode), pytest.raises(OpenElsewhere):
            sqlite.one_file(path)
        other = child("hold", path, mode)
        assert hear(other) == "ready"
        with pytest.raises(OpenElsewhere):
            sqlite.one_file(path)
        dismiss(other)
        sqlite.one_file(path)
        assert os.listdir(tmp_path) == [path.name]


def test_a_copy_is_for_the_owner_s_eyes_only_and_never_written_over_another(tmp_path: Path) -> None:
    book = small_book(tmp_path / "b.kyb", Clock())
    with book.raw() as source:
        sqlite.copy_online(source, tmp_path / "copy")
        assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
        with pytest.raises(CannotOpen):
            sqlite.copy_online(source, tmp_path / "copy")
    book.close()
