"""Customers taken out of the book as a table, for Excel."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.classes import class_word
from kyuanbook.book.queries.customers import CustomerRow, Filter, customer_ids, customer_rows
from kyuanbook.book.reader import Reader
from kyuanbook.exchange.people_csv import write_table
from kyuanbook.language import say, tr
from kyuanbook.rules.phones import shown
from kyuanbook.rules.words import Message

_PAGE: Final = 400


def export_people(book: Book, *, path: Path, chosen: Filter, phones: bool = False) -> int:
    """Write those of ``chosen`` into ``path``, who came last first; their numbers only if ``phones``. Writes nothing into
    the book. Returns how many. Raises BookError."""
    with book.read() as sql:
        return write_table(path, _head(phones), _rows(sql, book.today(), chosen, phones))


def _head(phones: bool) -> list[str]:
    """What stands over each column."""
    phone = [tr("电话")] if phones else []
    return [
        tr("编号"), tr("姓名"), *phone, tr("阶段"), tr("等级"), tr("最近到店"), tr("来过几次"), tr("累计（元）"),
        tr("来源"), tr("标签"), tr("请勿联系"),
    ]  # fmt: skip


def _rows(sql: Reader, today: int, chosen: Filter, phones: bool) -> Iterator[list[object]]:
    ids = customer_ids(sql, today, chosen)
    for start in range(0, len(ids), _PAGE):
        for row in customer_rows(sql, ids[start : start + _PAGE], today):
            yield _cells(row, phones)


def _cells(row: CustomerRow, phones: bool) -> list[object]:
    cents = row.total_cents
    return [
        row.id, row.name, *([shown(row.phone) if row.phone else ""] if phones else []),
        say(Message(f"stage_{row.stage.value}")), class_word(row.tier),
        "" if row.last_day is None else date.fromordinal(row.last_day).isoformat(), row.visits,
        "" if cents is None else cents / 100 if cents % 100 else cents // 100,
        row.source, row.tags, tr("是") if row.do_not_contact else "",
    ]  # fmt: skip
