"""What only SQLite can do: opening the file, its modes and pragmas, and what its errors mean. A twin for PostgreSQL would
stand beside this file.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from kyuanbook.book.errors import (
    BookError,
    Busy,
    CannotOpen,
    Damaged,
    DiskFull,
    Gone,
    IoTrouble,
    NotABook,
    OutsideUnit,
    ReadOnly,
)
from kyuanbook.book.reader import Reader

Connection = Any  # sqlcipher3 carries no types
__all__ = ["driver"]

APPLICATION_ID: Final = 0x4B594231  # "KYB1": file(1) and we know a book by it
BUSY_MS: Final = 5_000
HEADER: Final = b"SQLite format 3\0"

WAL: Final = "wal"
EXCLUSIVE: Final = "exclusive"  # network drives and FAT: no shared memory to trust

_NETWORK: Final = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "9p", "fuse.gvfsd-fuse", "fuse.rclone", "ceph", "glusterfs",
}  # fmt: skip
_FAT: Final = {"vfat", "msdos", "exfat", "fat", "fat32", "fuseblk.exfat"}


def file_system(path: Path) -> str:
    """The kind of file system that holds ``path`` (lower case), "" when it can't be told."""
    folder = path if path.is_dir() else path.parent
    if sys.platform == "win32":
        return _windows_file_system(folder)
    try:
        table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    here = os.path.realpath(folder)
    best, kind = "", ""
    for line in table.splitlines():
        left, _, right = line.partition(" - ")
        mount = left.split(" ")[4].replace("\\040", " ")
        inside = here == mount or here.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, right.split(" ")[0].lower()
    return kind


def _windows_file_system(folder: Path) -> str:
    import ctypes

    drive = os.path.splitdrive(os.path.realpath(folder))[0] + "\\"
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    if drive.startswith("\\\\") or kernel.GetDriveTypeW(drive) == 4:  # DRIVE_REMOTE
        return "cifs"
    name = ctypes.create_unicode_buffer(64)
    kernel.GetVolumeInformationW(drive, None, 0, None, None, None, name, 64)
    return name.value.lower()


def safe_mode(path: Path) -> str:
    """WAL on a local disk; one exclusive connection with a rollback journal where WAL can't be trusted."""
    return EXCLUSIVE if file_system(path) in _NETWORK | _FAT else WAL


def connect(path: Path, *, mode: str, writable: bool, create: bool = False) -> Connection:
    """A driver connection with this project's pragmas. ``writable=False`` gives one on which every write raises.

    Raises BookError. One with ``writable=True`` starts closed to writes as well: :func:`allow_writes` opens it.
    """
    with errors(path):
        connection = driver.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000, cached_statements=256,
        )  # fmt: skip
        try:
            if mode == EXCLUSIVE:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute(f"PRAGMA journal_mode = {'WAL' if mode == WAL else 'DELETE'}").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = OFF")
            if mode == EXCLUSIVE and writable:
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def allow_writes(connection: Connection, allowed: bool) -> None:
    """Open a connection to writes for the time of one unit of work, and shut it after."""
    connection.execute(f"PRAGMA query_only = {'OFF' if allowed else 'ON'}")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """One transaction on a writable connection, which is open to writes for as long: committed at the end, or nothing."""
    allow_writes(connection, True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("PRAGMA defer_foreign_keys = ON")
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk or a failing one may have rolled it back already
                connection.execute("ROLLBACK")
            raise
    finally:
        allow_writes(connection, False)


def looks_like_sqlite(path: Path) -> bool:
    """True when the file begins as an SQLite file does; an empty file counts as a new book."""
    with errors(path), path.open("rb") as file:
        head = file.read(len(HEADER))
    return head in (b"", HEADER)


def has_wal(path: Path) -> bool:
    """A WAL left behind by a program that didn't close: SQLite recovers it at the next opening."""
    wal = path.with_name(path.name + "-wal")
    try:
        return wal.stat().st_size > 0
    except OSError:
        return False


def checkpoint(connection: Connection) -> None:
    """Fold the WAL into the book; harmless elsewhere."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def quick_check(connection: Connection, cancelled: Callable[[], bool]) -> str:
    """"" when the whole file is sound, else SQLite's first complaint. ``cancelled`` is asked now and then."""
    connection.set_progress_handler(lambda: 1 if cancelled() else 0, 100_000)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return "" if found == "ok" else str(found)
    except driver.DatabaseError as error:
        if "interrupted" in str(error):
            return ""
        return str(error)
    finally:
        connection.set_progress_handler(None, 0)


def data_version(connection: Connection) -> int:
    """Changes whenever another connection, of this program or another, has committed."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def last_id_ever(sql: Reader, table: str) -> int:
    """The highest id the table has ever given out, where ids are never given twice (customers); else 0."""
    return int(sql.value("SELECT seq FROM sqlite_sequence WHERE name = :name", name=table) or 0)


def copy_online(source: Connection, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """SQLite's online backup into a new file; ``progress(done, total)`` in pages may raise to stop."""
    step = (lambda _status, remaining, total: progress(total - remaining, total)) if progress else None
    with errors(target):
        copy = driver.connect(str(target), isolation_level=None)
        try:
            source.backup(copy, pages=2_000, progress=step)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            copy.close()


@contextmanager
def driver_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into the owner's sentence; a caller's own OSError inside stays what it is."""
    try:
        yield
    except driver.Error as error:
        raise told(error, path) from error


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of ``path`` into the owner's sentence."""
    try:
        with driver_errors(path):
            yield
    except OSError as error:
        raise told_by_system(error, path) from error


def told(error: Exception, path: Path) -> Exception:
    """The BookError an SQLite error amounts to; our own bugs stay what they are."""
    words = str(error).lower()
    where = str(path)
    if "attempt to write a readonly database" in words:
        if path.exists() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
            return OutsideUnit(words)  # query_only says the same words
        return ReadOnly(path=where) if path.exists() else Gone(path=where)
    table: tuple[tuple[str, type[BookError]], ...] = (
        ("disk is full", DiskFull),
        ("database or disk is full", DiskFull),
        ("file is not a database", NotABook),
        ("malformed", Damaged),
        ("disk i/o error", IoTrouble if path.exists() else Gone),
        ("is locked", Busy),
        ("unable to open", CannotOpen if path.parent.exists() else Gone),
    )
    for sign, family in table:
        if sign in words:
            return family(path=where)
    return error


def told_by_system(error: OSError, path: Path) -> Exception:
    """The BookError an operating system error amounts to."""
    where = str(path)
    if error.errno == errno.ENOSPC or getattr(error, "winerror", None) == 112:
        return DiskFull(path=where)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnly(path=where)
    if error.errno in (errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO):
        return Gone(path=where)
    return CannotOpen(path=where)

