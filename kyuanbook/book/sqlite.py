"""What only SQLite can do: opening the file, its modes and pragmas, and what its errors mean. A twin for PostgreSQL would
stand beside this file.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as driver

from kyuanbook.book.errors import (
    BookError,
    Busy,
    Cancelled,
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
from kyuanbook.book.reader import Reader

Connection = Any  # sqlcipher3 carries no types
__all__ = ["driver"]

APPLICATION_ID: Final = 0x4B594231  # "KYB1": file(1) and we know a book by it
BUSY_MS: Final = 5_000
CACHE_KIB: Final = 2_048  # of pages, for each connection; the system's own cache holds the file anyway
PAGES_AT_ONCE: Final = 1_000  # of an online copy: between two such steps others get their turn
OFTEN: Final = 10_000  # steps of SQLite's machine between two looks whether to stop: under a millisecond
EXCLUSIVE_MS: Final = 500  # who holds it exclusively won't let go of it soon

WAL: Final = "wal"
EXCLUSIVE: Final = "exclusive"  # network drives and FAT: no shared memory to trust

_OCTAL: Final = re.compile(r"\\([0-7]{3})")
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
    return mounted(os.path.realpath(folder), table)


def mounted(here: str, table: str) -> str:
    """The kind of file system the folder ``here`` lies on, by a table as in /proc/self/mountinfo."""
    best, kind = "", ""
    for line in table.splitlines():
        left, _, right = line.partition(" - ")
        mount = _OCTAL.sub(lambda m: chr(int(m[1], 8)), left.split(" ")[4])  # "\\040" is a space
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
    if writable:
        _must_be_writable(path)
    with errors(path):
        connection = driver.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}", uri=True, isolation_level=None,
            check_same_thread=False, timeout=(BUSY_MS if mode == WAL else EXCLUSIVE_MS) / 1000, cached_statements=256,
        )  # fmt: skip
        try:
            if mode == EXCLUSIVE:
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            _must_be_ours(connection, path)
            connection.execute(f"PRAGMA journal_mode = {'WAL' if mode == WAL else 'DELETE'}").fetchone()
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
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


def _must_be_writable(path: Path) -> None:
    """Raise ReadOnly before SQLite opens the file for reading alone, without a word: it would leave a -shm beside it that
    is as read-only as the file, and in the way once the file may be written. One that was left so is set right.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise ReadOnly(path=str(path))
    for tail in ("-wal", "-shm"):
        beside = path.with_name(path.name + tail)
        if beside.exists() and not os.access(beside, os.W_OK):
            with suppress(OSError):  # somebody else's: opening the book says so
                beside.chmod(0o600)


def connect_plain(path: Path) -> Connection:
    """A connection to a file of our own that is nobody's open book (a copy being checked); it becomes one file."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def allow_writes(connection: Connection, allowed: bool) -> None:
    """Open a connection to writes, or shut it."""
    connection.execute(f"PRAGMA query_only = {'OFF' if allowed else 'ON'}")


@contextmanager
def transaction(connection: Connection, *, shared: bool = True) -> Iterator[None]:
    """One transaction on a writable connection: committed at the end, or nothing. ``shared``: others may use it too, so it is
    open to writes for as long as this lasts alone.

    Not ``shared``, no pragma is set: each has SQLite prepare all statements anew, a third of the time that a visit takes.
    """
    if shared:
        allow_writes(connection, True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk or a failing one may have rolled it back already
                connection.execute("ROLLBACK")
            raise
    finally:
        if shared:
            allow_writes(connection, False)


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """What is read inside is of one moment: the first reading's."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # a failing disk may have ended it already
            connection.execute("COMMIT")


DEFERRED: Final = "PRAGMA defer_foreign_keys = ON"
"""Within a transaction, to its end: a row may go before what points at it, or come after."""


def _must_be_ours(connection: Connection, path: Path) -> None:
    """Raise NotABook before anything is written into somebody else's database. A file without tables is a new book.

    SQLite itself reads the first page: opening the file beside it would give up the locks this process holds on it.
    """
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise NotABook(path=str(path))


def recover(path: Path) -> bool:
    """Bring in what a program that didn't close left beside the book. True if there was anything and nobody else has the
    book open (whose file it would be then). Raises BookError.
    """
    left = [path.with_name(path.name + tail) for tail in ("-wal", "-journal")]
    if not any(_size(file) for file in left):
        return False
    try:
        one_file(path)
    except OpenElsewhere:
        return False
    return True


def one_file(path: Path) -> None:
    """Fold everything into the one file ``path``. Raises OpenElsewhere when somebody has it open, in this process or another,
    and other BookErrors when it can't be read.
    """
    with errors(path):
        connection = driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.2)
        try:
            _must_be_ours(connection, path)
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            path.with_name(path.name + "-journal").unlink(missing_ok=True)  # one with nothing to roll back stays otherwise
            connection.execute("COMMIT")
        except driver.OperationalError as error:
            if "locked" in str(error):
                raise OpenElsewhere(path=str(path)) from error
            raise
        finally:
            connection.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def checkpoint(connection: Connection) -> None:
    """Fold the WAL into the book; harmless elsewhere."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def quick_check(connection: Connection, cancelled: Callable[[], bool], table: str = "") -> str:
    """"" when the whole file (one table of it) is sound, or when ``cancelled``, asked now and then, said so; else SQLite's
    first complaint. Other troubles raise.
    """
    connection.set_progress_handler(lambda: 1 if cancelled() else 0, 100_000)
    try:
        what = f"'{table}'" if table else "1"
        found = connection.execute(f"PRAGMA quick_check({what})").fetchone()[0]
        return "" if found == "ok" else str(found)
    except driver.DatabaseError as error:
        words = str(error)
        if "interrupted" in words:
            return ""
        if "malformed" in words or "not a database" in words:
            return words
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def stoppable(connection: Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """What is read on ``connection`` meanwhile ends with Cancelled when ``cancelled``, asked now and then, says so."""
    connection.set_progress_handler(lambda: 1 if cancelled() else 0, OFTEN)
    try:
        yield
    except driver.OperationalError as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def give_memory_back() -> None:
    """Let the system have what a large job has freed: glibc keeps it otherwise, three times the search's text."""
    if sys.platform.startswith("linux"):
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not in every C library
        if trim is not None:
            trim(0)


def data_version(connection: Connection) -> int:
    """Changes whenever another connection, of this program or another, has committed."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def last_id_ever(sql: Reader, table: str) -> int:
    """The highest id the table has ever given out, where ids are never given twice (customers); else 0."""
    return int(sql.value("SELECT seq FROM sqlite_sequence WHERE name = :name", name=table) or 0)


def copy_online(source: Connection, target: Path, step: Callable[[int, int], None] | None = None) -> None:
    """SQLite's online backup into a new file for the owner's eyes only; ``step(done, total)`` in pages may raise to stop."""
    tell = (lambda _status, remaining, total: step(total - remaining, total)) if step else None
    with errors(target):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        copy = driver.connect(str(target), isolation_level=None)
        try:
            copy.execute("PRAGMA synchronous = OFF")  # it is synced once, whole
            source.backup(copy, pages=PAGES_AT_ONCE, progress=tell)
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            copy.close()
        sync(target)


def sync(path: Path) -> None:
    """Have what was written reach the disk; a folder's entries too, where the system can. Raises OSError."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def driver_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says into the owner's sentence; a caller's own OSError inside stays what it is."""
    try:
        yield
    except Exception as error:
        original = getattr(error, "orig", error)  # SQLAlchemy wraps the driver's own
        if isinstance(original, driver.Error):
            raise told(original, path) from error
        raise


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
        beside = (path.with_name(path.name + tail) for tail in ("", "-wal", "-shm"))
        if path.exists() and all(os.access(one, os.W_OK) for one in (path.parent, *beside) if one.exists()):
            return OutsideUnit(words)  # query_only says the same words
        return ReadOnly(path=where) if path.exists() else Gone(path=where)
    table: tuple[tuple[str, type[BookError]], ...] = (
        ("disk is full", DiskFull),
        ("database or disk is full", DiskFull),
        ("file is not a database", NotABook),
        ("malformed", Damaged),
        ("disk i/o error", IoTrouble if path.exists() else Gone),
        ("is locked", Busy),
        ("unable to open", _why_not_opened(path)),
    )
    for sign, family in table:
        if sign in words:
            return family(path=where)
    return error


def _why_not_opened(path: Path) -> type[BookError]:
    if not path.exists():  # nothing is opened before it was made
        return Gone
    closed_to_writes = path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    return ReadOnly if closed_to_writes else CannotOpen


def told_by_system(error: OSError, path: Path) -> Exception:
    """The BookError an operating system error amounts to."""
    where = str(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or getattr(error, "winerror", None) == 112:
        return DiskFull(path=where)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnly(path=where)
    if error.errno in (errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO):
        return Gone(path=where)
    return CannotOpen(path=where)

