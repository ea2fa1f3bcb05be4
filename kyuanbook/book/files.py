"""Files on their way: written under a hidden name for the owner's eyes only, synced, and given their name when whole."""

import hashlib
import os
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedIOBase
from pathlib import Path
from typing import IO, Final

from kyuanbook.book import sqlite
from kyuanbook.book.errors import (
    BookError,
    Cancelled,
    CannotOpen,
    DiskFull,
    Gone,
    IoTrouble,
    PlaceFull,
    PlaceGone,
    PlaceReadOnly,
    ReadOnly,
)

Progress = Callable[[int, int], bool]  # (done, of) -> go on?
Step = Callable[[int, int], None]  # (done, of); raises Cancelled
Began = Callable[[str], None]  # told the name of each leg of a job as it begins
Stream = IO[bytes] | BufferedIOBase

_CHUNK: Final = 1 << 20
_ABANDONED: Final = 6 * 3600  # seconds: a part this old was left by a program that was killed
_PLACES: Final[dict[type[BookError], type[BookError]]] = {
    DiskFull: PlaceFull, ReadOnly: PlaceReadOnly, Gone: PlaceGone, CannotOpen: PlaceGone, IoTrouble: PlaceGone,
}  # fmt: skip


class Steps:
    """Shares one progress among the steps of a job: each goes from one of a thousand to another."""

    def __init__(self, progress: Progress | None, began: Began | None = None) -> None:
        self._progress, self._began = progress, began

    def part(self, first: int, last: int, leg: str = "") -> Step:
        """A callable for one step's (done, of), with which the ``leg`` of that name begins. It raises Cancelled when told
        to stop.
        """
        if leg and self._began is not None:
            self._began(leg)

        def tell(done: int, of: int) -> None:
            at = first + (last - first) * min(done, of) // max(of, 1)
            if self._progress is not None and not self._progress(at, 1_000):
                raise Cancelled

        return tell


@contextmanager
def private(path: Path) -> Iterator[IO[bytes]]:
    """A new file for the owner's eyes only, synced at the end."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def part(folder: Path) -> Iterator[Path]:
    """A hidden name in ``folder`` for a file on its way; whatever is still there at the end goes, and so does what a killed
    program left."""
    path = _hidden(folder)
    try:
        yield path
    finally:
        for tail in ("", "-journal", "-wal", "-shm"):
            _take_away(path.with_name(path.name + tail))


class Ready:
    """A file that is whole and bears no name yet: :meth:`put` gives it that, else it goes, at the latest with this."""

    def __init__(self, target: Path, write: Callable[[IO[bytes]], None]) -> None:
        """Have ``write`` write it beside ``target``. Raises BookError, and whatever ``write`` raises: nothing is left then."""
        self.target = target
        with errors_at(target.parent):
            self._path = _hidden(target.parent)
            self._gone = weakref.finalize(self, _take_away, self._path)
            try:
                with private(self._path) as file:
                    write(file)
            except BaseException:
                self.drop()
                raise

    def put(self) -> None:
        """Under its name. Raises BookError: then it is gone."""
        try:
            with errors_at(self.target.parent):
                put(self._path, self.target)
        finally:
            self._gone()

    def drop(self) -> None:
        """It is not wanted."""
        self._gone()


def _hidden(folder: Path) -> Path:
    _clear_abandoned(folder)
    return folder / f".{os.getpid()}-{os.urandom(4).hex()}.part"


def _take_away(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _clear_abandoned(folder: Path) -> None:
    for path in folder.glob(".*.part*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()


def put(ready: Path, target: Path) -> None:
    """Give a finished file its name, and have that reach the disk."""
    os.replace(ready, target)
    with suppress(OSError):  # a folder that can't be synced is no reason to call it failed
        sqlite.sync(target.parent)


def pour(source: Stream, target: Stream, told: Callable[[int], None]) -> None:
    """Copy a stream to its end; ``told`` the bytes so far."""
    done = 0
    while block := source.read(_CHUNK):
        target.write(block)
        done += len(block)
        told(done)


def copy_file(source: Path, target: Path, step: Step) -> None:
    """Copy a file into a new one for the owner's eyes only."""
    size = source.stat().st_size
    with source.open("rb") as file, private(target) as out:
        pour(file, out, lambda done: step(done, size))


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_words(size: int) -> str:
    """``380 KB``, ``12.4 MB``, ``1.2 GB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} KB"
    return f"{size / 1e6:.1f} MB" if size < 1_000_000_000 else f"{size / 1e9:.1f} GB"


def is_of(book_path: Path, path: Path) -> bool:
    """Whether ``path`` is the book, or one of the files SQLite keeps beside it, by whatever way it is named."""
    beside = (book_path.with_name(book_path.name + tail) for tail in ("", "-wal", "-shm", "-journal"))
    return path.exists() and any(other.exists() and path.samefile(other) for other in beside)


@contextmanager
def errors_at(place: Path) -> Iterator[None]:
    """What goes wrong in the folder where a copy is being written, in the words for that place."""
    try:
        with sqlite.errors(place):
            yield
    except tuple(_PLACES) as error:
        about = Path(str(error.message.numbers.get("path", "")))
        if place not in (about, about.parent):  # the book's own trouble
            raise
        raise _PLACES[type(error)](path=str(place)) from error
