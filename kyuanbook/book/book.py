"""The book: one file, opened once by a program, read by queries and written by units of work."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kyuanbook.book import journal, schema, sqlite
from kyuanbook.book.changed import Changed
from kyuanbook.book.errors import BookError, Busy, CannotOpen, Damaged, Gone, Moved, OpenElsewhere
from kyuanbook.book.queries import stages
from kyuanbook.book.queries.shop import Rhythms
from kyuanbook.book.reader import Reader
from kyuanbook.book.search import Haystack
from kyuanbook.rules.words import Message

if TYPE_CHECKING:
    from kyuanbook.book.unit import Unit

Clock = Callable[[], float]

_AT_ONCE: Final = 100  # customers whose derived rows are written in one go: about ten milliseconds
_AWAY: Final = 0.002  # seconds


class Opening(NamedTuple):
    """What happened while the book was opened, for the owner to be told."""

    created: bool = False
    recovered: bool = False
    migrated_from: str = ""
    kept_copy: Path | None = None


class Book:
    """An open book. Make it with :func:`open_book`; close it, or use it in a ``with``."""

    def __init__(self, path: Path, mode: str, writer: sqlite.Connection, clock: Clock, who: str, opening: Opening) -> None:
        self.path = path
        self.mode = mode
        self.who = who
        self.opening = opening
        self.listeners: list[Callable[[Changed], None]] = []
        self.rhythms = Rhythms()
        self.haystack = Haystack()
        self._clock = clock
        self._writer = writer
        self._lock = threading.RLock()
        self._readers: dict[int, sqlite.Connection] = {}
        self._moments: dict[int, Reader] = {}  # of threads that read all of one moment
        self._jobs: dict[int, Callable[[], bool]] = {}  # of threads at work: whether to stop
        self._file = _identity(path)
        self._stopped: BookError | None = None
        self._closed = False

    # the day and the hour --------------------------------------------------------------------------------------------

    def now(self) -> int:
        """The instant, epoch seconds."""
        return int(self._clock())

    def today(self) -> int:
        """The day at the counter, as an ordinal."""
        return date.fromtimestamp(self._clock()).toordinal()

    def minute(self) -> int:
        """Minutes since midnight at the counter."""
        at = datetime.fromtimestamp(self._clock())
        return at.hour * 60 + at.minute

    # reading ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """A reader for queries. Each thread has its own connection, on which a write raises; in exclusive mode all share one.

        Inside :meth:`job` it raises Cancelled soon after the job was stopped; inside :meth:`moment` it is the moment's.
        """
        held = self._moments.get(threading.get_ident())
        if held is not None:
            yield held
            return
        with self._reading() as connection:
            yield Reader(connection)

    @contextmanager
    def moment(self) -> Iterator[Reader]:
        """All that this thread reads inside it is of one moment, whoever writes meanwhile, and what many ask for (the calendar,
        the shop's settings) is read once. For what stands together on one page; nothing is written inside.
        """
        me = threading.get_ident()
        with ExitStack() as stack:
            reader = self._moments.get(me)
            if reader is None:
                connection = stack.enter_context(self._reading())
                stack.enter_context(sqlite.snapshot(connection))
                reader = self._moments[me] = Reader(connection, still=True)
                stack.callback(self._moments.pop, me)
            yield reader

    @contextmanager
    def _reading(self) -> Iterator[sqlite.Connection]:
        with ExitStack() as stack:
            stack.enter_context(self._told())
            if self.mode == sqlite.EXCLUSIVE:
                stack.enter_context(self._lock)
                connection = self._writer
            else:
                connection = self._own_reader()
            cancelled = self._jobs.get(threading.get_ident())
            if cancelled is not None:
                stack.enter_context(sqlite.stoppable(connection, cancelled))
            yield connection

    @contextmanager
    def job(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """For a worker thread: what it reads stops when ``cancelled``, asked now and then, says so, and raises Cancelled. What
        it has begun to write is still written. Its own connection goes at the end.
        """
        me = threading.get_ident()
        self._jobs[me] = cancelled
        try:
            yield
        finally:
            self._jobs.pop(me, None)
            self.release_reader()

    def data_version(self) -> int:
        """Changes when somebody else (the command line beside the window) has written."""
        with sqlite.errors(self.path):
            if self.mode == sqlite.EXCLUSIVE:
                return 0
            with self._lock:
                return sqlite.data_version(self._writer)

    def _own_reader(self) -> sqlite.Connection:
        me = threading.get_ident()
        if self._closed:
            raise CannotOpen(path=str(self.path))
        found = self._readers.get(me)
        if found is None:
            found = self._readers[me] = sqlite.connect(self.path, mode=self.mode, writable=False)
        return found

    def release_reader(self) -> None:
        """Close this thread's own connection, give back the memory it took: a worker calls it when its work is done."""
        mine = self._readers.pop(threading.get_ident(), None)
        if mine is not None:
            mine.close()
        sqlite.give_memory_back()

    # writing ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def write(
        self, action: str, *, label: Mapping[str, object] | None = None, customer_id: int | None = None,
        undoable: bool = True, bulk: bool = False, kind: str = "do", target: int | None = None,
    ) -> Iterator["Unit"]:  # fmt: skip
        """A unit of work: all of it is committed at the end of the ``with``, or nothing. ``unit.changed`` is set then.

        Raises BookError; whatever was asked is then not in the book.
        """
        from kyuanbook.book.unit import Unit

        with self._transaction() as sql:
            unit = Unit(
                sql, action=action, label=label or {}, customer_id=customer_id, who=self.who,
                at=self.now(), day=self.today(), undoable=undoable, bulk=bulk, kind=kind, target=target,
                rhythms=self.rhythms,
            )  # fmt: skip
            try:
                yield unit
                unit.changed = unit.finish()
            finally:
                unit.close()
        if unit.changed.entry is not None:
            self._written(unit.changed, unit.put_off, unit.finds_anew)

    def _written(self, changed: Changed, put_off: frozenset[int], keys: bool) -> None:
        """It is in the book: all who keep something in memory learn of it, also at the end of a job that was stopped.
        ``put_off``: who is found as before for now; ``keys``: whether anybody else is found otherwise."""
        stop = self._jobs.pop(threading.get_ident(), None)
        try:
            found = None if changed.customers is None else changed.customers - put_off
            if found is not None and not keys:
                self.haystack.came(found)
            else:
                with self.read() as sql:
                    self.haystack.update(sql, found)
            self.tell(changed)
        finally:
            if stop is not None:
                self._jobs[threading.get_ident()] = stop

    @contextmanager
    def write_derived(self) -> Iterator[Reader]:
        """A short transaction for what follows from the book and is not journalled: fits and derived rows."""
        with self._transaction() as sql:
            yield sql

    def give_way(self) -> None:
        """Stay away from the book for a moment, so that whoever waits for it comes in."""
        time.sleep(_AWAY)

    def batches(self, ids: Sequence[int]) -> Iterator[Sequence[int]]:
        """``ids`` a few at a time, for a long job behind the window that writes each lot by :meth:`write_derived`: nobody at
        the counter waits longer than for one, and between two it stays away for a moment, or it would have the lock again
        before whoever waits for it."""
        for start in range(0, len(ids), _AT_ONCE):
            if start:
                self.give_way()
            yield ids[start : start + _AT_ONCE]

    def count_up_to_today(self) -> None:
        """Count the visits noted for days that have come since the book was last written to."""
        today = self.today()
        with self.read() as sql:
            if not stages.come_due(sql, today):
                return
        from kyuanbook.book import derived, due_again, standing

        with self.write_derived() as sql:
            due = derived.count_up_to(sql, today)
            derived.recompute(sql, due, self.rhythms, keys=False)
            due_again.renew(sql, due)
            standing.renew(sql, due, self.rhythms, today)
        with self.read() as sql:
            self.haystack.update(sql, due)
        self.tell(Changed(None, Message("did_refresh_calls"), frozenset({"visit"}), frozenset(due)))

    def tell(self, changed: Changed) -> None:
        """Let those who keep something in memory know."""
        for listener in list(self.listeners):
            listener(changed)

    def stop_writes(self, why: BookError) -> None:
        """After a failed check: reading goes on, each write raises ``why``."""
        self._stopped = why

    @property
    def stopped(self) -> BookError | None:
        """Why nothing is written any more, if so."""
        return self._stopped

    @contextmanager
    def _transaction(self) -> Iterator[Reader]:
        with self._lock, self._told():
            if self._stopped is not None:
                raise self._stopped
            self._still_there()
            sql = Reader(self._writer, writing=True)
            try:
                with sqlite.transaction(self._writer, shared=self.mode == sqlite.EXCLUSIVE):
                    yield sql
            except BaseException:
                self.rhythms.forget()  # a fit written in it is gone, and its number free again
                raise
            finally:
                sql.shut()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """SQLite's errors in the owner's words; once the file is found damaged, nothing more is written to it."""
        try:
            with sqlite.driver_errors(self.path):
                yield
        except Damaged as error:
            self._stopped = self._stopped or error
            raise

    def _still_there(self) -> None:
        """Linux would go on writing into a file that was deleted, moved, or had another put in its place."""
        now = _identity(self.path)
        if now is None:
            raise Gone(path=str(self.path))
        if self.mode == sqlite.WAL and now != self._file:  # network drives give no lasting numbers
            raise Moved(path=str(self.path))

    def warm_up(self) -> None:
        """Import what writing needs, in the background after the first paint."""
        import kyuanbook.book.unit  # noqa: F401

    # keeping ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def raw(self) -> Iterator[sqlite.Connection]:
        """A connection of its own for a backup or a check; the shared one in exclusive mode."""
        if self.mode == sqlite.EXCLUSIVE:
            with self._lock, self._told():
                yield self._writer
            return
        connection = sqlite.connect(self.path, mode=self.mode, writable=False)
        try:
            with self._told():
                yield connection
        finally:
            connection.close()

    def breathe(self) -> None:
        """Between two steps of a long job inside :meth:`raw`: in exclusive mode, let others in."""
        if self.mode == sqlite.EXCLUSIVE:
            self._lock.release()
            time.sleep(_AWAY)  # a released lock goes to whoever waits only if we stay away for a moment
            self._lock.acquire()

    def close(self) -> None:
        """Fold the WAL away, so that the book is one file, and let go of it. What can't be folded away now is recovered at
        the next opening."""
        if self._closed:
            return
        self._closed = True
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()
        with self._lock:
            try:
                if self.mode == sqlite.WAL and self._stopped is None:
                    with suppress(sqlite.driver.Error):
                        sqlite.allow_writes(self._writer, True)
                        sqlite.checkpoint(self._writer)
            finally:
                self._writer.close()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_book(path: Path, *, who: str = "", clock: Clock = time.time, mode: str | None = None) -> Book:
    """Open the book at ``path``, making it if there is none; an older one is copied beside itself and migrated.

    Raises BookError with the sentence for the owner. ``mode`` overrides what the file system calls for (tests).
    """
    path = Path(path).absolute()
    created = _make_file(path)
    recovered = sqlite.recover(path)
    mode = mode or sqlite.safe_mode(path)
    try:
        writer = sqlite.connect(path, mode=mode, writable=True)
    except Busy as error:
        raise OpenElsewhere(path=str(path)) from error
    try:
        with sqlite.errors(path):
            opening = _bring_up_to_date(path, writer, Opening(created=created, recovered=recovered))
            _check_first_pages(writer, path)
            if mode != sqlite.EXCLUSIVE:  # nobody reads on it
                sqlite.allow_writes(writer, True)
        book = Book(path, mode, writer, clock, who, opening)
        with book.read() as sql:
            furnished = sql.value("SELECT value FROM pointer WHERE name = 'fit'") is not None
        if not furnished:
            furnish(book)
        with suppress(BookError):  # a full disk: what is there is shown all the same
            book.count_up_to_today()
        return book
    except BaseException:
        writer.close()
        raise


def furnish(book: Book) -> None:
    """What every book has from its first day: the usual sources and a rhythm to go by."""
    from kyuanbook.book.tables import Channel
    from kyuanbook.rules.channels import USUAL_CHANNELS

    with book.write("furnish", undoable=False, bulk=True) as unit:
        if unit.sql.value("SELECT value FROM pointer WHERE name = 'fit'") is not None:
            return  # another program opened the new book at the same moment
        unit.insert_many(
            Channel,
            [
                {"family": c.family.value, "code": c.code, "natural": c.natural, "position": i}
                for i, c in enumerate(USUAL_CHANNELS)
            ],
        )
        unit.settle()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _make_file(path: Path) -> bool:
    """Create the empty file, for the owner's eyes only; False if it was there."""
    with sqlite.errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            return path.stat().st_size == 0
        return True


def _bring_up_to_date(path: Path, writer: sqlite.Connection, opening: Opening) -> Opening:
    found = schema.version(Reader(writer), path)
    if found == schema.HEAD:
        return opening
    kept = None
    if found:
        kept = path.with_name(f"{path.stem}-{found}-{datetime.now():%Y%m%d%H%M%S}{path.suffix}")
        sqlite.copy_online(writer, kept)
    sqlite.allow_writes(writer, True)
    try:
        if not found:
            writer.execute(f"PRAGMA application_id = {sqlite.APPLICATION_ID}")
        schema.migrate(writer)
    finally:
        sqlite.allow_writes(writer, False)
    return Opening(opening.created, opening.recovered, found, kept)


def _check_first_pages(writer: sqlite.Connection, path: Path) -> None:
    """Before the first write: does what the first page reads come up at all? The whole file is checked later."""
    sql = Reader(writer)
    try:
        for table in ("setting", "pointer", "fit", "channel", "calendar_day"):
            sql.rows(f"SELECT * FROM {table} LIMIT 1000")
        for table in ("journal", "customer", "visit", "derived", "search_row"):
            sql.rows(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 20")
        journal.last_entry(sql)
    except (sqlite.driver.DatabaseError, ValueError) as error:
        raise Damaged(path=str(path)) from error
