"""Reading by SQL text on the driver: what the first picture needs, without SQLAlchemy. Parameters are ``:named``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar

from kyuanbook.book.errors import OutsideUnit

T = TypeVar("T")


class _Over:
    """In place of a connection, once its transaction is over."""

    def execute(self, *_: object) -> NoReturn:
        """Raises OutsideUnit."""
        raise OutsideUnit("the transaction is over")

    executemany = execute


_OVER: Final = _Over()


class Reader:
    """Runs queries on one connection. Rows are tuples in the order of the select list. ``writing``: within a transaction,
    in which nobody else writes. ``still``: all of one moment, in which nobody writes at all."""

    __slots__ = ("_connection", "_kept", "_still")

    def __init__(self, connection: Any, *, writing: bool = False, still: bool = False) -> None:
        self._connection, self._still = connection, still
        self._kept: dict[str, Any] | None = {} if writing or still else None

    def once(self, what: str, read: Callable[[], T]) -> T:
        """``read()``, kept under the name ``what`` within a transaction: one visit asks for the calendar five times. Who
        writes what may be kept here says :meth:`forget`.
        """
        if self._kept is None:
            return read()
        if what not in self._kept:
            self._kept[what] = read()
        kept: T = self._kept[what]
        return kept

    def once_still(self, what: str, read: Callable[[], T]) -> T:
        """The same of what any writing may change: kept where nothing is written."""
        return self.once(what, read) if self._still else read()

    def shut(self) -> None:
        """The transaction is over: whoever kept this reads and writes nothing more by it."""
        self._connection = _OVER

    def forget(self) -> None:
        """What was kept may be otherwise now."""
        if self._kept:
            self._kept.clear()

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        """All rows."""
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, parameters).fetchall()
        return rows

    def stream(self, sql: str, **parameters: object) -> Iterator[tuple[Any, ...]]:
        """Rows one by one, for answers too large to hold."""
        cursor: Iterator[tuple[Any, ...]] = self._connection.execute(sql, parameters)
        return cursor

    def one(self, sql: str, **parameters: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def value(self, sql: str, **parameters: object) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, **parameters)
        return row[0] if row else None

    def column(self, sql: str, **parameters: object) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self._connection.execute(sql, parameters)]

    def run(self, sql: str, **parameters: object) -> None:
        """Run a statement that writes (only inside a unit of work, else the driver refuses)."""
        self._connection.execute(sql, parameters)

    def many(self, sql: str, rows: Sequence[Mapping[str, object] | Sequence[object]]) -> None:
        """Run a statement for many rows of parameters (writes: only inside a unit of work, else the driver refuses)."""
        self._connection.executemany(sql, rows)


def marks(count: int, name: str = "p") -> str:
    """``:p0, :p1, …`` for an IN list of ``count`` values; :func:`named` gives the values their names."""
    return ", ".join(f":{name}{i}" for i in range(count))


def named(values: Sequence[object], name: str = "p") -> dict[str, object]:
    """The values of an IN list under the names of :func:`marks`."""
    return {f"{name}{i}": v for i, v in enumerate(values)}
