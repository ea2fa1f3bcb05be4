"""Putting a copy in the place of a book: the copy is proved first, the present book is kept beside it, and at every moment
there is a whole book under its name.
"""

import gzip
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyuanbook.book import sqlite
from kyuanbook.book.backup import UNREADABLE, inspect
from kyuanbook.book.errors import BadBackup, Damaged, NotABook, PlaceGone
from kyuanbook.book.files import Progress, Step, Steps, copy_file, errors_at, part, pour, private, put
from kyuanbook.book.shelf import Facts

_BESIDE = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """``kept``: where the book lies that was there before, None if there was none; ``facts``: what is in the book now."""

    kept: Path | None
    facts: Facts


def restore(book_path: Path, backup_path: Path, now: int, progress: Progress | None = None) -> Restored:
    """Put the book in ``backup_path`` (a backup, or a plain copy) in the place of ``book_path``, which must be closed.

    Raises BookError (OpenElsewhere, BadBackup, NewerBook …), Cancelled: then the present book is as it was.
    """
    steps = Steps(progress)
    with errors_at(book_path.parent):
        book_path.parent.mkdir(parents=True, exist_ok=True)
        must_be_closed(book_path)
        with part(book_path.parent) as ready:
            unpack(backup_path, ready, steps.part(0, 700))
            facts = inspect(ready, steps.part(700, 990), backup_path)
            steps.part(990, 1_000)(0, 1)
            kept = swap_in(ready, book_path, "恢复前", now)
    return Restored(kept, facts)


def unpack(path: Path, target: Path, step: Step) -> None:
    """Write the book in a backup, or in a plain copy with what lies beside it, to the new file ``target``.

    Raises BadBackup when it can't be read to its end, PlaceGone when it is not there, Cancelled.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file, private(target) as out:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if packed:
                with gzip.GzipFile(fileobj=file) as plain:
                    pour(plain, out, lambda _: step(file.tell(), size))
            else:
                pour(file, out, lambda done: step(done, size))
        for tail in () if packed else _BESIDE:
            beside = path.with_name(path.name + tail)
            if beside.exists():
                copy_file(beside, target.with_name(target.name + tail), step)
    except UNREADABLE as error:
        raise BadBackup(path=str(path)) from error
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise PlaceGone(path=str(path)) from error


def must_be_closed(book_path: Path) -> None:
    """Fold the book at ``book_path`` into one file. Raises OpenElsewhere; one that is damaged passes, it is being replaced."""
    if book_path.exists():
        with suppress(NotABook, Damaged):
            sqlite.one_file(book_path)


def swap_in(ready: Path, book_path: Path, why: str, now: int) -> Path | None:
    """Let the proved file ``ready`` be the book. Returns where the present one is kept, with what lies beside it."""
    must_be_closed(book_path)
    kept = None
    if book_path.exists() and book_path.stat().st_size:
        kept = free_name(book_path.with_name(f"{book_path.stem}-{why}-{datetime.fromtimestamp(now):%Y%m%d-%H%M%S}.kyb"))
        _second_name(book_path, kept)
    for tail in _BESIDE:  # of a damaged book; it must not be taken for the new one's
        beside = book_path.with_name(book_path.name + tail)
        if beside.exists():
            os.replace(beside, (kept or book_path).with_name((kept or book_path).name + tail + ("" if kept else ".old")))
    book_path.with_name(book_path.name + "-shm").unlink(missing_ok=True)
    put(ready, book_path)
    return kept


def _second_name(path: Path, name: Path) -> None:
    """Keep a file under a second name, so that the first is never without one."""
    try:
        os.link(path, name)
    except OSError:  # FAT has no links
        shutil.copy2(path, name)
        sqlite.sync(name)


def free_name(path: Path) -> Path:
    """``path``, or with a number where that is taken."""
    free, number = path, 2
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
