"""Floors: the same work with nothing in between, measured in the same run as ours."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from sqlcipher3 import dbapi2 as sqlite

from kyuanbook.rules.kept_days import keys_of_day


def scan_visits(path: Path) -> int:
    """One ordered scan of the visits in Python."""
    connection = sqlite.connect(str(path))
    try:
        seen = 0
        for _customer, _day, cents in connection.execute(
            "SELECT customer_id, day, amount_cents FROM visit WHERE deleted_at IS NULL ORDER BY customer_id, day"
        ):
            seen += cents > 0
        return seen
    finally:
        connection.close()


def group_by_source(path: Path) -> int:
    """One grouped scan of the visits: how many and how much by each source."""
    connection = sqlite.connect(str(path))
    try:
        rows = connection.execute(
            "SELECT c.first_channel_id, count(*), sum(v.amount_cents) FROM visit v JOIN customer c ON c.id = v.customer_id"
            " WHERE v.deleted_at IS NULL AND c.deleted_at IS NULL GROUP BY c.first_channel_id"
        ).fetchall()
        return len(rows)
    finally:
        connection.close()


def read_and_sort(path: Path) -> int:
    """All lines of a CSV in memory as customer, day and amount, in that order."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        rows = [(customer, date.fromisoformat(day), float(amount)) for customer, day, amount in reader]
    rows.sort()
    return len(rows)


class BareVisits:
    """A bare insert and update, committed with the same ``synchronous`` as the book's."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(str(path), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        self._connection.execute("PRAGMA synchronous = FULL")
        self._fit = self._connection.execute("SELECT value FROM pointer WHERE name = 'fit'").fetchone()[0]

    def record(self, customer: int, day: int) -> None:
        """One visit, and the customer's row that it moves."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        run(
            "INSERT INTO visit (version, customer_id, day, minute, amount_cents, note, created_at) VALUES (1,?,?,600,6800,'',0)",
            (customer, day),
        )
        run("UPDATE derived SET n = n + 1, last_day = ? WHERE fit_id = ? AND customer_id = ?", (day, self._fit, customer))
        run("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def find(text: bytes, word: bytes, page: int) -> int:
    """``bytes.find`` over the same text until the page is full."""
    seen, at = 0, text.find(word)
    while at >= 0 and seen < page:
        seen += 1
        at = text.find(word, text.find(b"\n", at))
    return seen


def rows_of(path: Path) -> tuple[list[str], dict[str, list[tuple[object, ...]]]]:
    """(the statements that make the tables and indexes, table -> all its rows) of a book."""
    connection = sqlite.connect(str(path))
    try:
        made = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        )
        schema = [row[0] for row in made]
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return schema, {n: connection.execute(f'SELECT * FROM "{n}"').fetchall() for n in names if n[:7] != "sqlite_"}
    finally:
        connection.close()


def insert_rows(path: Path, schema: list[str], rows: dict[str, list[tuple[object, ...]]]) -> float:
    """Seconds that a bare ``executemany`` of the same rows into the same tables takes, with its commit."""
    path.unlink(missing_ok=True)
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    for statement in schema:
        connection.execute(statement)
    start = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, of in rows.items():
        if of:
            connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(of[0]))})', of)
    connection.execute("COMMIT")
    took = perf_counter() - start
    connection.close()
    return took


class BareDue:
    """The bare range queries that 该回访的 amounts to: by each date who may be called and reached, and the words of a page."""

    def __init__(self, path: Path, today: int) -> None:
        self._connection = sqlite.connect(str(path))
        fit = self._connection.execute("SELECT value FROM pointer WHERE name = 'fit'").fetchone()[0]
        may = (
            "c.deleted_at IS NULL AND c.do_not_contact = 0 AND (c.wechat != '' OR EXISTS (SELECT 1 FROM phone p WHERE"
            " p.customer_id = c.id AND p.wrong = 0))"
        )
        of = f"CROSS JOIN customer c ON c.id = x.customer_id AND {may}"
        keys = [(on, key) for on in range(today, today + 4) for key in keys_of_day(on)]
        born = " OR ".join(
            f"(c.birth_month = {k.month} AND c.birth_day = {k.day} AND c.birth_calendar = '{k.calendar}')" for _, k in keys
        )
        never = f"EXISTS (SELECT 1 FROM derived d WHERE d.fit_id = {fit} AND d.customer_id = c.id AND d.n = 0)"
        self._asked = (
            f"SELECT c.id, c.birth_day FROM customer c WHERE ({born}) AND c.birth_month IS NOT NULL AND {may}",
            f"SELECT c.id, x.first_day FROM derived x {of} WHERE x.fit_id = {fit} AND x.n = 1"
            f" AND x.first_day BETWEEN {today - 7} AND {today - 3}",
            f"SELECT c.id, c.created_day FROM customer c WHERE c.created_day BETWEEN {today - 28} AND {today - 14} AND {may}"
            f" AND {never}",
            f"SELECT c.id, x.day FROM interaction x {of} WHERE x.day BETWEEN {today - 28} AND {today - 14} AND {never}",
            f"SELECT c.id, x.due_day FROM due_again x {of} WHERE x.due_day BETWEEN {today - 14} AND {today}",
            f"SELECT c.id, x.due_day FROM follow_up x {of} WHERE x.state = 'open' AND x.due_day <= {today}",
            f"SELECT c.id, x.value_cents FROM call_snapshot x {of} ORDER BY x.place LIMIT 10",
        )

    def found(self) -> list[tuple[int, int]]:
        """Everybody who comes up, and by what day."""
        run = self._connection.execute
        return [row for text in self._asked for row in run(text).fetchall()]

    def page(self, ids: Sequence[int]) -> int:
        """Name, number and last visit of those on a page."""
        some = ", ".join(map(str, ids))
        return len(
            self._connection.execute(
                "SELECT c.id, c.name, (SELECT number FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0 LIMIT 1),"
                " d.last_day FROM customer c JOIN derived d ON d.customer_id = c.id AND d.fit_id ="
                f" (SELECT value FROM pointer WHERE name = 'fit') WHERE c.id IN ({some})"
            ).fetchall()
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
