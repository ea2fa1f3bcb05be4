"""What the owner does to keep the book: backups, copies on a stick, restoring, moving to another PC, checking.

A job that can be long takes ``progress(done, of) -> go on?`` and gives None when it was stopped: nothing is left of it then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book import backup, health, journal, restore, shelf
from kyuanbook.book.errors import BadBackup, BadMove, BookError, Cancelled, Damaged, PlaceGone
from kyuanbook.book.files import Began, Progress, is_of
from kyuanbook.book.restore import Restored
from kyuanbook.book.shelf import Backup, Facts
from kyuanbook.exchange import move
from kyuanbook.exchange.move import Moved
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.words import Message

__all__ = ["MOVE_SUFFIX", "Backup", "Began", "Facts", "Moved", "Progress", "Restored"]

MOVE_SUFFIX: Final = move.SUFFIX
PROVE: Final = move.PROVE  # the legs that restore_book and open_move tell of as each begins
UNPACK: Final = restore.UNPACK
CHECK: Final = restore.CHECK
ASIDE: Final = restore.ASIDE
RESTORED_FROM: Final = "*.gz *.kyb"  # backups, and plain copies


@dataclass(frozen=True, slots=True)
class BackedUp:
    """``backup``: the newest one; ``notes``: what the owner should know (the second place was not there)."""

    backup: Backup
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that opens directly, and what is in it."""

    path: Path
    facts: Facts


@dataclass(frozen=True, slots=True)
class Status:
    """``newest`` good backup, here or in the second place; ``message`` for 今日 when the second place is missing or gone."""

    newest: Backup | None
    message: Message | None


# backups -------------------------------------------------------------------------------------------------------------


def back_up(book: Book, *, second: Path | None = None, progress: Progress | None = None) -> BackedUp | None:
    """立即备份, here and in the ``second`` place. Raises BookError when there is none in either."""
    here, there = (progress, None) if second is None else (_share(progress, 0, 800), _share(progress, 800, 1_000))
    try:
        made = backup.make(book, shelf.folder_for(book.path), here)
    except Cancelled:
        return None
    except Damaged:
        raise
    except BookError as error:
        if second is None or not second.is_dir():
            raise
        return _only_there(book, second, error, progress)
    return BackedUp(made, _mirror(book, made, second, there))


def back_up_if_due(
    book: Book, *, closing: bool, second: Path | None = None, progress: Progress | None = None
) -> BackedUp | None:
    """The day's own backup: at closing when anything changed since the newest one, at the start when that was on an earlier
    day. A second place that had been away gets what it missed. None when nothing is due. Raises BookError.
    """
    folder = shelf.folder_for(book.path)
    with book.read() as sql:
        born = backup.born(sql)
        newest = next(iter(shelf.backups(folder, born)), None)
        changed = backup.changed_since(sql, newest)
        last_day = journal.last_entry(sql)[2]
    if changed and (closing or last_day < book.today()):
        return back_up(book, second=second, progress=progress)
    if newest is None or second is None or (shelf.folder_for(book.path, second) / newest.path.name).exists():
        return None
    return BackedUp(newest, _mirror(book, newest, second, progress))


def backups(book_path: Path, *, second: Path | None = None) -> list[Backup]:
    """What can be restored, newest first: here and in the second place, each once. The book may be closed, or broken."""
    here = shelf.backups(shelf.folder_for(book_path))
    names = {b.path.name for b in here}
    there = [] if second is None else shelf.backups(shelf.folder_for(book_path, second))
    return sorted([*here, *(b for b in there if b.path.name not in names)], key=lambda b: (b.day, b.second), reverse=True)


def backup_folder(book_path: Path) -> Path:
    """Where the backups of a book lie, beside it."""
    return shelf.folder_for(book_path)


def status(book: Book, *, second: Path | None = None) -> Status:
    """When the last good backup was, and whether there is a second place."""
    with book.read() as sql:
        born = backup.born(sql)
    mine = [b for b in backups(book.path, second=second) if b.facts and b.facts.born == born]
    message = None
    if second is None:
        message = Message("backup_none_second")
    elif not second.is_dir():
        message = Message("backup_second_gone", {"path": str(second)})
    return Status(mine[0] if mine else None, message)


def copy_to(book: Book, *, folder: Path, progress: Progress | None = None) -> Copied | None:
    """复制到U盘: the open book as one file that opens directly. Never writes over one that is there. Raises BookError."""
    if not folder.is_dir():
        raise PlaceGone(path=str(folder))
    day = datetime.fromtimestamp(book.now()).strftime("%Y%m%d")
    target = restore.free_name(folder / f"{book.path.stem}-{day}{book.path.suffix}")
    try:
        return Copied(target, backup.copy_plain(book, target, progress))
    except Cancelled:
        return None


def look_into_backup(path: Path, *, open_book: Path) -> None:
    """Refuse what is no backup and no book by its first bytes; all of it is proved when it is restored. Raises BookError.

    The ``open_book`` is no backup of itself, and is not looked into.
    """
    if is_of(open_book, path):
        raise BadBackup(path=str(path))
    restore.look_into(path)


def restore_book(
    book_path: Path, *, backup_path: Path, now: Callable[[], float], progress: Progress | None = None,
    began: Began | None = None,
) -> Restored | None:  # fmt: skip
    """恢复: let the book in a backup (or in a plain copy) be the book, once all of it is proved; the present one is kept beside.

    The book must be closed: a window closes it, calls this and opens it again, whatever came of it. Raises BookError.
    """
    try:
        return restore.restore(book_path, backup_path, int(now()), progress, began)
    except Cancelled:
        return None


# another PC ----------------------------------------------------------------------------------------------------------


def pack_for_move(book: Book, *, target: Path, settings_path: Path, progress: Progress | None = None) -> Facts | None:
    """换电脑, on the old PC: book, settings and backups into the one file ``target``. Raises BookError."""
    try:
        return move.pack(book, target, settings_path, progress)
    except Cancelled:
        return None


def look_into_move(packed: Path, *, open_book: Path) -> Facts:
    """换电脑, on the new PC: what is in a pack, before anything is done for it. Raises BookError when it is none.

    The ``open_book`` is none, and is not looked into: closing it again would take SQLite's locks off it.
    """
    if is_of(open_book, packed):
        raise BadMove(path=str(packed))
    return move.look_into(packed)


def open_move(
    packed: Path, *, book_path: Path, settings_path: Path, now: Callable[[], float], progress: Progress | None = None,
    began: Began | None = None,
) -> Moved | None:  # fmt: skip
    """换电脑, on the new PC: ``book_path`` must be closed; what was there is kept beside. Raises BookError."""
    try:
        return move.unpack(packed, book_path, settings_path, int(now()), progress, began)
    except Cancelled:
        return None


# opening, checking, closing ------------------------------------------------------------------------------------------


def opening_notes(book: Book) -> tuple[Message, ...]:
    """What the owner should hear after the book was opened."""
    found = []
    if book.opening.recovered:
        found.append(Message("book_recovered"))
    if book.opening.kept_copy is not None:
        found.append(Message("book_migrated", {"path": str(book.opening.kept_copy)}))
    if book.opening.created and (left := backups(book.path)):
        found.append(Message("backup_empty_book", {"day": full_day(left[0].day)}))
    problem = clock_problem(book)
    return (*found, problem) if problem else tuple(found)


def clock_problem(book: Book) -> Message | None:
    """The PC's day is before the last one written in the book. Nothing is refused for it: the owner may mean it."""
    with book.read() as sql:
        last = journal.last_entry(sql)[2]
    if last <= book.today():
        return None
    return Message("clock_set_back", {"today": full_day(book.today()), "last": full_day(last)})


def check(book: Book, *, cancelled: Callable[[], bool], second: Path | None = None) -> Message | None:
    """Read the whole file, in the background. A message for the owner when it is damaged: from then on nothing more is written
    to it. None when it is sound, or when cancelled."""
    try:
        health.check(book, cancelled)
    except Damaged:
        left = backups(book.path, second=second)
        if left:
            return Message("book_check_bad", {"day": full_day(left[0].day)})
        return Message("book_check_bad_no_backup", {"path": str(book.path)})
    return None


def close_book(book: Book, *, second: Path | None = None, progress: Progress | None = None) -> tuple[Message, ...]:
    """Back the day up if due, and close. Nothing keeps the book from closing; what went wrong is in the answer."""
    notes: tuple[Message, ...] = ()
    try:
        if book.stopped is None:
            done = back_up_if_due(book, closing=True, second=second, progress=progress)
            notes = done.notes if done else ()
    except BookError as error:
        notes = (Message("backup_failed", {"why": error.message}),)
    finally:
        book.close()
    return notes


# inside --------------------------------------------------------------------------------------------------------------


def _share(progress: Progress | None, first: int, last: int) -> Progress | None:
    """One progress for two jobs: this one goes from one of a thousand to another."""
    if progress is None:
        return None
    return lambda done, of: progress(first + (last - first) * done // max(of, 1), 1_000)


def _mirror(book: Book, made: Backup, second: Path | None, progress: Progress | None) -> tuple[Message, ...]:
    if second is None:
        return ()
    if not second.is_dir():
        return (Message("backup_second_gone", {"path": str(second)}),)
    try:
        backup.mirror(made, shelf.folder_for(book.path, second), progress)
    except Cancelled:
        return ()
    except PlaceGone:
        return (Message("backup_second_gone", {"path": str(second)}),)
    except BookError as error:
        return (Message("backup_only_here", {"why": error.message}),)
    return ()


def _only_there(book: Book, second: Path, trouble: BookError, progress: Progress | None) -> BackedUp | None:
    """No backup beside the book (its disk is full): better one on the stick than none."""
    try:
        made = backup.make(book, shelf.folder_for(book.path, second), progress)
    except Cancelled:
        return None
    return BackedUp(made, (Message("backup_failed_here", {"why": trouble.message}),))
