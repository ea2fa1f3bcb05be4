"""Who of the book stands in a table that is being brought in: found in one go for all its rows."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from kyuanbook.book.reader import Reader
from kyuanbook.rules.import_plan import InBook
from kyuanbook.rules.phones import is_local, local_part

_AMONG = "IN (SELECT value FROM json_each(:words))"
_HOLDERS = (
    f"SELECT number, customer_id FROM phone JOIN customer c ON c.id = customer_id WHERE number {_AMONG}"
    " AND c.deleted_at IS NULL ORDER BY customer_id"
)
# who wrote a landline with its area code, where the table has it without: seven or eight figures from behind
_LOCAL = (
    "SELECT number, customer_id FROM phone JOIN customer c ON c.id = customer_id WHERE number GLOB '0[1-9]*'"
    f" AND (substr(number, 4) {_AMONG} OR substr(number, 5) {_AMONG}) AND c.deleted_at IS NULL ORDER BY customer_id"
)


def in_book(sql: Reader, numbers: Collection[str], member_nos: Iterable[str], names: Iterable[str]) -> InBook:
    """The live customers who have any of these."""
    members = _rows(
        sql, f"SELECT member_no, id FROM customer WHERE member_no {_AMONG} AND member_no != '' AND deleted_at IS NULL",
        member_nos,
    )  # fmt: skip
    wanted = list(dict.fromkeys(names))
    called: dict[str, list[int]] = {}
    for column in ("name", "alias"):
        text = f"SELECT {column}, id FROM customer WHERE {column} {_AMONG} AND {column} != '' AND deleted_at IS NULL ORDER BY id"
        for name, i in _rows(sql, text, wanted):
            if i not in called.setdefault(name, []):
                called[name].append(i)
    holders = _holders(sql, numbers)
    concerned = {i for ids in (*holders.values(), *called.values()) for i in ids} | {i for _, i in members}
    known = _rows(sql, f"SELECT id, coalesce(nullif(name, ''), alias) FROM customer WHERE id {_AMONG}", concerned)
    return InBook(holders, dict(members), called, dict(known))


def _holders(sql: Reader, numbers: Collection[str]) -> dict[str, list[int]]:
    parts = {part: number for number in numbers if (part := local_part(number))}
    short = {number for number in numbers if is_local(number)}
    found: dict[str, list[int]] = {}

    def add(number: str, customer: int) -> None:
        if customer not in found.setdefault(number, []):
            found[number].append(customer)

    asked = set(numbers)
    for number, customer in _rows(sql, _HOLDERS, asked | set(parts)):
        if number in asked:
            add(number, customer)
        if number in parts:
            add(parts[number], customer)
    if short:
        for number, customer in _rows(sql, _LOCAL, short):
            if local_part(number) in short:
                add(local_part(number), customer)
    return found


def _rows(sql: Reader, text: str, words: Iterable[object]) -> list[tuple[Any, Any]]:
    given = list(words)
    return sql.rows(text, words=json.dumps(given)) if given else []
