"""The statements of the unit of work for one row, worded once per table: putting one together costs more than running it.

As SQL for the driver, like all that is read: SQLAlchemy's way to it and back takes four times what SQLite takes.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Boolean

from kyuanbook.book.journal import DISCARDED, UNDONE
from kyuanbook.book.tables import Journal, Row, core

UNDONE_ONE: Final = f"SELECT 1 FROM journal WHERE state = {UNDONE} LIMIT 1"
DISCARDING: Final = f"UPDATE journal SET state = {DISCARDED} WHERE state = {UNDONE}"
"""What was undone can be done again no more."""


_AMONG: Final = "(SELECT value FROM json_each(:ids))"


class Statements:
    """Those of one table. Columns are in the table's order; parameters are named as the columns, the row is ``:row_id``, many
    rows ``:ids`` as JSON."""

    def __init__(self, table: type[Row | Journal]) -> None:
        t = core(table)
        self.name = str(t.name)
        self.columns = tuple(str(c.name) for c in t.columns)
        self._flags = tuple(str(c.name) for c in t.columns if isinstance(c.type, Boolean))
        self._changing: dict[tuple[str, ...], str] = {}
        given = [c for c in self.columns if c != "id"]
        self.creating = f"{self.putting(given)} RETURNING id"
        self.creating_as = f"{self.putting(self.columns)} RETURNING id"
        self.reading = f"SELECT {_named(self.columns)} FROM {_quoted(self.name)} WHERE id = :row_id"
        self.deleting = f"DELETE FROM {_quoted(self.name)} WHERE id = :row_id"
        self.reading_among = f"SELECT {_named(self.columns)} FROM {_quoted(self.name)} WHERE id IN {_AMONG} ORDER BY id"
        self.deleting_among = f"DELETE FROM {_quoted(self.name)} WHERE id IN {_AMONG}"

    def putting(self, columns: Iterable[str]) -> str:
        """Put a row of these columns."""
        given = tuple(columns)
        places = ", ".join(f":{c}" for c in given)
        return f"INSERT INTO {_quoted(self.name)} ({_named(given)}) VALUES ({places})"

    def changing(self, columns: Iterable[str]) -> str:
        """Change these columns of a row."""
        key = tuple(columns)
        found = self._changing.get(key)
        if found is None:
            sets = ", ".join(f"{_quoted(c)} = :{c}" for c in key)
            found = self._changing[key] = f"UPDATE {_quoted(self.name)} SET {sets} WHERE id = :row_id"
        return found

    def image(self, row: Sequence[Any]) -> dict[str, Any]:
        """A row that was read, by its columns, with yes and no as such."""
        found = dict(zip(self.columns, row, strict=True))
        for flag in self._flags:
            if found[flag] is not None:
                found[flag] = bool(found[flag])
        return found


@cache
def of(table: type[Row | Journal]) -> Statements:
    """Those of ``table``."""
    return Statements(table)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _named(columns: Iterable[str]) -> str:
    return ", ".join(map(_quoted, columns))
