"""Putting a copy in the place of a book: the copy is proved first, the present book is kept beside it, and at every moment
there is a whole book under its name.
"""

import gzip
import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from kyuanbook.book import sqlite
from kyuanbook.book.backup import UNREADABLE, inspect
from kyuanbook.book.errors import BadBackup, Damaged, NotABook, PlaceGone
from kyuanbook.book.files import Began, Progress, Step, Steps, copy_file, errors_at, part, pour, private, put
from kyuanbook.book.shelf import Facts

UNPACK: Final = "unpack"  # the legs of a restoring, as they are told
CHECK: Final = "check"
ASIDE: Final = "aside"

_BESIDE = ("-wal", "-journal")
_PACKED, _PLAIN = b"\x1f\x8b", b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Restored:
    """``kept``: where the book lies that was there before, None if there was none; ``facts``: what is in the book now."""

    kept: Path | None
    facts: Facts


def restore(
    book_path: Path, backup_path: Path, now: int, progress: Progress | None = None, began: Began | None = None
) -> Restored:
    """Put the book in ``backup_path`` (a backup, or a plain copy) in the place of ``book_path``, which must be closed.

    Raises BookError (OpenElsewhere, BadBackup, NewerBook …), Cancelled: then the present book is as it was, and nothing
    lies beside it.
    """
    steps = Steps(progress, began)
    with errors_at(book_path.parent):
        book_path.parent.mkdir(parents=True, exist_ok=True)
        must_be_closed(book_path)
        with part(book_path.parent) as ready:
            unpack(backup_path, ready, steps.part(0, 600, UNPACK))
            facts = inspect(ready, steps.part(600, 900, CHECK), backup_path)
            kept = swap_in(ready, book_path, "恢复前", now, steps.part(900, 1_000, ASIDE))
    return Restored(kept, facts)


def look_into(path: Path) -> None:
    """Raises BadBackup for a file that does not begin as a backup or a book does, PlaceGone when it is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN))
    except OSError as error:
        raise PlaceGone(path=str(path)) from error
    if not head.startswith((_PACKED, _PLAIN)):
        raise BadBackup(path=str(path))


def unpack(path: Path, target: Path, step: Step) -> None:
    """Write the book in a backup, or in a plain copy with what lies beside it, to the new file ``target``.

    Raises BadBackup when it can't be read to its end, PlaceGone when it is not there, Cancelled.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file, private(target) as out:
            packed = file.read(len(_PACKED)) == _PACKED
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


def swap_in(ready: Path, book_path: Path, why: str, now: int, step: Step) -> Path | None:
    """Let the proved file ``ready`` be the book. Returns where the present one is kept, with what lies beside it.

    Whatever happens before ``ready`` has taken its place is taken back: nothing lies beside the present book then.
    """
    must_be_closed(book_path)
    kept = None
    with ExitStack() as undo:
        if book_path.exists() and book_path.stat().st_size:
            kept = free_name(book_path.with_name(f"{book_path.stem}-{why}-{datetime.fromtimestamp(now):%Y%m%d-%H%M%S}.kyb"))
            _second_name(book_path, kept, step)
            undo.callback(_unless_swapped, ready, partial(kept.unlink, missing_ok=True))
        for tail in _BESIDE:  # of a damaged book; it must not be taken for the new one's
            beside = book_path.with_name(book_path.name + tail)
            if beside.exists():
                aside = (kept or book_path).with_name((kept or book_path).name + tail + ("" if kept else ".old"))
                os.replace(beside, aside)
                undo.callback(_unless_swapped, ready, partial(os.replace, aside, beside))
        step(1, 1)  # from here on there is no way back
        book_path.with_name(book_path.name + "-shm").unlink(missing_ok=True)
        put(ready, book_path)
    return kept


def _unless_swapped(ready: Path, take_back: Callable[[], object]) -> None:
    """The second name may be the only one that the present book has left."""
    if ready.exists():
        take_back()


def _second_name(path: Path, name: Path, step: Step) -> None:
    """Keep a file under a second name, so that the first is never without one."""
    try:
        os.link(path, name)
    except OSError:  # FAT has no links
        with part(name.parent) as copy:
            copy_file(path, copy, step)
            put(copy, name)


def free_name(path: Path) -> Path:
    """``path``, or with a number where that is taken."""
    free, number = path, 2
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
