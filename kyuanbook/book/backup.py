"""Copies of an open book: a compressed backup on the shelf, a plain one on a stick; and what makes a copy count as sound."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from kyuanbook.book import health, journal, schema, shelf, sqlite
from kyuanbook.book.book import Book
from kyuanbook.book.errors import BadBackup, Cancelled, Damaged, Gone, NoRoom, NotABook, PlaceBad, PlaceGone
from kyuanbook.book.files import (
    Progress,
    Step,
    Steps,
    copy_file,
    digest,
    errors_at,
    part,
    pour,
    private,
    put,
    size_words,
)
from kyuanbook.book.reader import Reader
from kyuanbook.book.shelf import Backup, Facts

UNREADABLE: Final = (EOFError, gzip.BadGzipFile, zlib.error)
_CHUNK: Final = 1 << 20
_LEVEL: Final = 1  # of gzip: 4 makes a book no smaller, 6 by a fifteenth in twice the time


# making --------------------------------------------------------------------------------------------------------------


def make(book: Book, folder: Path, progress: Progress | None = None) -> Backup:
    """Put a backup of the book on the shelf ``folder``, and take away what is no longer worth keeping.

    It counts only once it has been checked. Raises BookError, Cancelled: then the shelf is as it was.
    """
    steps = Steps(progress)
    if not book.path.exists():  # its stick was pulled out: no folder is made where that was
        raise Gone(path=str(book.path))
    with errors_at(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with part(folder) as packed:
            with part(folder) as copy:
                facts = copy_book(book, copy, steps.part(0, 500), steps.part(500, 600))
                _pack(copy, packed, facts, steps.part(600, 900))
            _check_packed(packed, steps.part(900, 1_000))
            _must_fit(folder, packed, facts)
            target = folder / shelf.file_name(book.path, book.now(), facts)
            put(packed, target)
    return _shelved(target)


def mirror(backup: Backup, folder: Path, progress: Progress | None = None) -> Backup:
    """The same backup in a second folder. Raises BookError, Cancelled."""
    with errors_at(folder):
        folder.mkdir(mode=0o700, exist_ok=True)  # never its parents: that would fill an empty mount point
        target = folder / backup.path.name
        with part(folder) as packed:
            copy_file(backup.path, packed, Steps(progress).part(0, 1_000))
            if digest(packed) != digest(backup.path):
                raise PlaceBad(path=str(folder))
            if backup.facts is not None:
                _must_fit(folder, packed, backup.facts)
            put(packed, target)
    return _shelved(target)


def copy_plain(book: Book, target: Path, progress: Progress | None = None) -> Facts:
    """The book as one file that opens directly (复制到U盘). Raises BookError, Cancelled: then nothing is left at ``target``."""
    steps = Steps(progress)
    with errors_at(target.parent), part(target.parent) as copy:
        facts = copy_book(book, copy, steps.part(0, 800), steps.part(800, 1_000))
        put(copy, target)
    return facts


def copy_book(book: Book, target: Path, step: Step, checking: Step) -> Facts:
    """An online copy of an open book, checked. Raises BookError (Damaged for the book itself), Cancelled."""

    def breathe(done: int, of: int) -> None:
        step(done, of)
        book.breathe()

    with book.raw() as source, _one_moment(book, source):
        sqlite.copy_online(source, target, breathe)
    try:
        return inspect(target, checking)
    except BadBackup as error:
        health.check(book, lambda: False)  # raises Damaged if it is the book
        raise PlaceBad(path=str(target.parent)) from error


@contextmanager
def _one_moment(book: Book, source: Any) -> Iterator[None]:
    """In WAL mode, one moment of the book, whatever is written meanwhile. In exclusive mode the copy follows the writes."""
    if book.mode != sqlite.WAL:
        yield
        return
    source.execute("BEGIN")
    source.execute("SELECT 1 FROM sqlite_master").fetchone()
    try:
        yield
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")


def inspect(path: Path, checking: Step | None = None, told: Path | None = None) -> Facts:
    """What a file that is to be somebody's book holds, after checking all of it. ``told``: the file the owner chose, of which
    ``path`` is the unpacked copy; errors name it.

    Raises BadBackup when it isn't sound, NewerBook when we can't read it yet, Cancelled.
    """
    named = told or path
    stopped: list[Cancelled] = []

    def cancelled() -> bool:
        try:
            if checking is not None:
                checking(0, 1)
        except Cancelled as stop:  # must not cross SQLite's own frames
            stopped.append(stop)
        return bool(stopped)

    try:
        with sqlite.errors(named), closing(sqlite.connect_plain(path)) as connection:
            found = schema.version(Reader(connection), named)
            complaint = "" if found == "" or cancelled() else sqlite.quick_check(connection, cancelled)
            if cancelled():
                raise stopped[0]
            if not found or complaint:
                raise BadBackup(path=str(named))
            facts = facts_of(Reader(connection), found)
        if checking is not None:
            checking(1, 1)
        return facts
    except (NotABook, Damaged) as error:
        raise BadBackup(path=str(named)) from error


def facts_of(sql: Reader, version: str) -> Facts:
    """What an open book holds."""
    entry, at, _ = journal.last_entry(sql)
    return Facts(
        born=born(sql), entry=entry, at=at, version=version,
        customers=_live(sql, "customer"), visits=_live(sql, "visit"),
    )  # fmt: skip


def _live(sql: Reader, table: str) -> int:
    """Rows not in 回收站, counted along the smallest index."""
    deleted = f"SELECT count(*) FROM {table} WHERE deleted_at IS NOT NULL"
    return int(sql.value(f"SELECT (SELECT count(*) FROM {table}) - ({deleted})"))


def born(sql: Reader) -> int:
    """The instant of a book's first entry: the same in all its copies, another in any other book."""
    return int(sql.value("SELECT at FROM journal ORDER BY id LIMIT 1") or 0)


def changed_since(sql: Reader, newest: Backup | None) -> bool:
    """True when the book holds anything that its newest backup doesn't. A book nobody has written in needs none."""
    entry, at, _ = journal.last_entry(sql)
    if entry <= 1:  # its furnishing
        return False
    return newest is None or newest.facts is None or (newest.facts.entry, newest.facts.at) != (entry, at)


# inside --------------------------------------------------------------------------------------------------------------


def _pack(copy: Path, packed: Path, facts: Facts, step: Step) -> None:
    size = copy.stat().st_size
    with copy.open("rb") as source, private(packed) as out:
        out.write(shelf.label(facts))
        with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=_LEVEL, mtime=0) as plain:
            pour(source, plain, lambda done: step(done, size))


def _check_packed(packed: Path, step: Step) -> None:
    """Read it back to its end: gzip's own sums tell whether it holds what was put in."""
    size = packed.stat().st_size
    try:
        with packed.open("rb") as file, gzip.GzipFile(fileobj=file) as plain:
            while plain.read(_CHUNK):
                step(file.tell(), size)
    except UNREADABLE as error:
        raise PlaceBad(path=str(packed.parent)) from error


def _must_fit(folder: Path, packed: Path, facts: Facts) -> None:
    size = packed.stat().st_size
    mine = shelf.backups(folder, facts.born)
    room = shelf.room(folder, mine) + size // shelf.SHARE  # the new one has already taken its space
    if size > room:
        raise NoRoom(path=str(folder), size=size_words(size), free=size_words(room * shelf.SHARE))


def _shelved(path: Path) -> Backup:
    """The backup just put on its shelf, which is tidied."""
    made = shelf.at(path)
    if made is None:
        raise PlaceGone(path=str(path.parent))
    with suppress(OSError):  # pulled out this moment: tidied next time
        tidy(path.parent, made)
    return made


def tidy(folder: Path, newest: Backup) -> list[Backup]:
    """Take away the backups of this book no longer worth keeping, and the oldest that don't fit. Returns those kept."""
    mine = shelf.backups(folder, newest.facts.born if newest.facts else 0)
    keep = shelf.within(shelf.worth_keeping(mine), shelf.room(folder, mine))
    for backup in mine:
        if backup not in keep and backup.path != newest.path:
            with suppress(OSError):  # held open somewhere: next time
                backup.path.unlink()
    return keep
