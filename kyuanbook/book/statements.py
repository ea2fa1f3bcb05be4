"""The statements of the unit of work, worded once: putting one together costs more than running it."""

from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, insert, select, update

from kyuanbook.book.journal import DISCARDED, UNDONE
from kyuanbook.book.tables import Journal, Row, core


@cache
def creating(table: type[Row]) -> Insert:
    """Create one row; the columns are those of the parameters."""
    return insert(core(table))


@cache
def reading(table: type[Row]) -> Select[Any]:
    """One row by ``:row_id``."""
    t = core(table)
    return select(t).where(t.c.id == bindparam("row_id"))


@cache
def changing(table: type[Row]) -> Update:
    """Change one row by ``:row_id``; the columns are those of the parameters."""
    t = core(table)
    return update(t).where(t.c.id == bindparam("row_id"))


@cache
def deleting(table: type[Row]) -> Delete:
    """Remove one row by ``:row_id``."""
    t = core(table)
    return delete(t).where(t.c.id == bindparam("row_id"))


@cache
def discarding() -> Update:
    """What was undone can be done again no more."""
    t = core(Journal)
    return update(t).where(t.c.state == UNDONE).values(state=DISCARDED)
