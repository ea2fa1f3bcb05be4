"""The journal: what changed, before and after. Undo, redo, a card's history and the audit log all read it."""

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.words import Message

Image = dict[str, Any]

DONE: Final = 0
UNDONE: Final = 1
DISCARDED: Final = 2  # undone, and then something else was done
FINAL: Final = 3  # not for undo: printed lists, and the undoings themselves

_SQUEEZE_FROM: Final = 2_048  # bytes; below it zlib saves nothing worth its time
LONG: Final = 2_000  # rows
LONG_STORED: Final = 100_000  # bytes of their images, compressed


class Change(NamedTuple):
    """One row before and after; only the changed columns of an update. ``before`` None: created; ``after`` None: removed."""

    table: str
    id: int
    before: Image | None
    after: Image | None


class Changes:
    """All that one entry changed. ``created`` holds ids alone (a bulk entry); their rows move to ``rows`` when undone."""

    __slots__ = ("created", "rows")  # by hand: the first picture would wait for dataclasses

    def __init__(self, rows: list[Change] | None = None, created: dict[str, list[int]] | None = None) -> None:
        self.rows = [] if rows is None else rows
        self.created = {} if created is None else created

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Changes) and (self.rows, self.created) == (other.rows, other.created)

    def __bool__(self) -> bool:
        return bool(self.rows or self.created)

    def tables(self) -> frozenset[str]:
        """The names of the tables touched."""
        return frozenset(c.table for c in self.rows) | frozenset(self.created)


def pack(changes: Changes) -> bytes:
    """To the journal's column: JSON, compressed where that pays. Runs of created ids are kept as first and last."""
    body = {
        "rows": [[c.table, c.id, c.before, c.after] for c in changes.rows],
        "created": {table: list(_runs(ids)) for table, ids in changes.created.items()},
    }
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return b"z" + zlib.compress(raw, 6) if len(raw) >= _SQUEEZE_FROM else b"j" + raw


def unpack(stored: bytes) -> Changes:
    """From the journal's column."""
    raw = zlib.decompress(stored[1:]) if stored[:1] == b"z" else stored[1:]
    body = json.loads(raw)
    created = {
        table: [i for first, last in runs for i in range(first, last + 1)] for table, runs in body["created"].items()
    }
    return Changes([Change(*row) for row in body["rows"]], created)


def _runs(ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    first = last = None
    for i in sorted(ids):
        if first is None or last is None:
            first = last = i
        elif i == last + 1:
            last = i
        else:
            yield first, last
            first = last = i
    if first is not None and last is not None:
        yield first, last


class Entry(NamedTuple):
    """One journal entry as the owner reads it. ``at`` in epoch seconds."""

    id: int
    at: int
    day: int
    who: str
    label: Message
    customer_id: int | None
    kind: str
    state: int
    changes: Changes


_COLUMNS: Final = "id, at, day, who, action, label, customer_id, kind, state, changes"


def label_of(action: str, label: str) -> Message:
    """The name of an action for the menu, a notice or a history."""
    return Message(f"did_{action}", json.loads(label))


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(row[0], row[1], row[2], row[3], label_of(row[4], row[5]), row[6], row[7], row[8], unpack(row[9]))


def next_undo(sql: Reader) -> tuple[int, Message] | None:
    """The entry that undo would take back."""
    row = sql.one(f"SELECT id, action, label FROM journal WHERE state = {DONE} ORDER BY id DESC LIMIT 1")
    return (row[0], label_of(row[1], row[2])) if row else None


def next_redo(sql: Reader) -> tuple[int, Message] | None:
    """The entry that redo would do again: the one undone last is the oldest of those undone."""
    row = sql.one(f"SELECT id, action, label FROM journal WHERE state = {UNDONE} ORDER BY id LIMIT 1")
    return (row[0], label_of(row[1], row[2])) if row else None


def is_long(sql: Reader, entry_id: int) -> bool:
    """Whether an entry changed so much that turning it takes a while; told without reading the images it may hold."""
    stored = sql.value("SELECT length(changes) FROM journal WHERE id = :id", id=entry_id) or 0
    if stored > LONG_STORED:
        return True
    found = entry(sql, entry_id)
    return found is not None and len(found.changes.rows) + sum(map(len, found.changes.created.values())) > LONG


def entry(sql: Reader, entry_id: int) -> Entry | None:
    """One entry, whole."""
    row = sql.one(f"SELECT {_COLUMNS} FROM journal WHERE id = :id", id=entry_id)
    return _entry(row) if row else None


def history_of(sql: Reader, customer_id: int, limit: int = 200) -> list[Entry]:
    """What was done to one customer, and to those who turned out to be the same, and still stands, newest first."""
    return [
        _entry(row)
        for row in sql.rows(
            "WITH RECURSIVE same(id) AS (VALUES(:id) UNION SELECT c.id FROM customer c JOIN same ON c.merged_into_id = same.id)"
            f" SELECT {_COLUMNS} FROM journal WHERE customer_id IN same AND kind = 'do' AND state IN ({DONE}, {FINAL})"
            " ORDER BY id DESC LIMIT :limit",
            id=customer_id, limit=limit,
        )
    ]  # fmt: skip


def last_that_changed(
    sql: Reader, customer_id: int, table: str, row_id: int, actions: Sequence[str]
) -> Entry | None:
    """The newest entry of some ``actions`` upon a customer that changed a row and still stands."""
    for row in sql.rows(
        f"SELECT {_COLUMNS} FROM journal WHERE customer_id = :id AND kind = 'do' AND state IN ({DONE}, {FINAL})"
        f" AND action IN ({marks(len(actions), 'a')}) ORDER BY id DESC",
        id=customer_id, **named(actions, "a"),
    ):  # fmt: skip
        found = _entry(row)
        if any((one.table, one.id) == (table, row_id) for one in found.changes.rows):
            return found
    return None


def changes_since(sql: Reader, customer_id: int, entry_id: int) -> list[Change]:
    """What entries upon a customer or upon many, newer than ``entry_id`` and still standing, did row by row."""
    rows = sql.stream(
        f"SELECT {_COLUMNS} FROM journal WHERE id > :after AND (customer_id = :id OR customer_id IS NULL) AND kind = 'do'"
        f" AND state IN ({DONE}, {FINAL})",
        id=customer_id, after=entry_id,
    )  # fmt: skip
    return [one for row in rows for one in _entry(row).changes.rows]


def last_entry(sql: Reader) -> tuple[int, int, int]:
    """Number, instant and day of the newest entry; zeros for an empty journal."""
    row = sql.one("SELECT id, at, day FROM journal ORDER BY id DESC LIMIT 1")
    return (row[0], row[1], row[2]) if row else (0, 0, 0)
