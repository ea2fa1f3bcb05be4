"""Books to test with: a clock that stands where it is put, and a shop made quickly by copying one made before."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kyuanbook.actions.custom import add_field
from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.reader import Reader
from kyuanbook.book.standing import COLUMNS, Worth
from kyuanbook.book.tables import JOURNALLED, Customer, CustomValue, Phone, Visit
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry

DAY = date(2026, 3, 4).toordinal()  # a Wednesday
FUTURE = {"day:day_future"}


@dataclass
class Clock:
    """The counter's clock: a day (ordinal), a minute and a second, moved by hand."""

    day: int = DAY
    minute: int = 600
    second: int = 0

    def __call__(self) -> float:
        since = timedelta(minutes=self.minute, seconds=self.second)
        return (datetime.combine(date.fromordinal(self.day), time()) + since).timestamp()


def new_book(folder: Path, template: Path, clock: Clock, name: str = "book.kyb") -> Book:
    """A book as on its first day, in ``folder``."""
    path = folder / name
    shutil.copyfile(template, path)
    return open_book(path, who="店主", clock=clock)


def customer(book: Book, name: str, *phones: str, **fields: Any) -> int:
    """A customer added as the window adds one; returns the id."""
    entry = CustomerEntry(name=name, phones=[PhoneEntry(p) for p in phones], **fields)
    done = add_customer(book, entry=entry)
    assert done.id is not None
    return done.id


def visit(book: Book, customer_id: int, amount: str = "35", ago: int | None = None, **fields: Any) -> int:
    """A visit ``ago`` days before today (None: today, with the time); returns its id."""
    day = "" if ago is None else typed_day(book.today() - ago)
    done = record_visit(book, customer_id=customer_id, entry=VisitEntry(amount=amount, day=day, **fields))
    assert done.id is not None
    return done.id


def regular(book: Book, name: str, gap: int, visits: int, ago: int, amount: str = "35", phone: str = "") -> int:
    """Somebody who came every ``gap`` days, ``visits`` times, the last ``ago`` days ago."""
    found = customer(book, name, *([phone] if phone else []))
    for i in range(visits):
        visit(book, found, amount, ago + gap * (visits - 1 - i))
    return found


def typed_day(day: int) -> str:
    """A day as it is typed, with its year."""
    return date.fromordinal(day).isoformat()


def bulk_shop(
    book: Book, histories: Sequence[tuple[str, str, Sequence[tuple[int, int]]]], *, undoable: bool = True
) -> range:  # fmt: skip
    """Many customers in one bulk entry. ``histories``: (name, phone or "", [(day, cents)])."""
    with book.write("add_sample", bulk=True, undoable=undoable) as unit:
        ids = unit.insert_many(
            Customer, [{"name": name, "created_at": unit.at, "created_day": unit.day} for name, _, _ in histories]
        )
        unit.insert_many(
            Phone,
            [
                {"customer_id": i, "number": phone, "typed": phone}
                for i, (_, phone, _) in zip(ids, histories, strict=True) if phone
            ],
        )  # fmt: skip
        unit.insert_many(
            Visit,
            [
                {"customer_id": i, "day": day, "amount_cents": cents, "created_at": unit.at}
                for i, (_, _, visits) in zip(ids, histories, strict=True) for day, cents in visits
            ],
        )  # fmt: skip
    return ids


def plates(book: Book, many: int) -> tuple[int, range]:
    """(a field of the owner's own, so many customers in whom it is filled in)."""
    field = add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌").id
    assert field is not None
    ids = bulk_shop(book, [(f"客{i}", "", []) for i in range(many)])
    with book.write("add_sample", bulk=True) as unit:
        unit.insert_rows(CustomValue, ("field_id", "customer_id", "text"), [(field, i, f"粤B{i:05}") for i in ids])
    return field, ids


Snapshot = dict[str, dict[int, dict[str, Any]]]


def snapshot(book: Book, *, versions: bool = False, but: Sequence[str] = ()) -> Snapshot:
    """Every journalled row of the book, table -> id -> columns; without the versions, which only ever rise."""
    found: Snapshot = {}
    with book.read() as sql:
        for table, model in JOURNALLED.items():
            columns = [c for c in model.model_fields if versions or c != "version"]
            if table not in but:
                rows = sql.rows(f"SELECT {', '.join(columns)} FROM {table}")
                found[table] = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    return found


OPENING = OpeningEntry(visits="20", total="1500", first="2020-01-01", last="2026-02-20", gap="")


def standing_of(sql: Reader, customer_id: int) -> Worth | None:
    """A customer's standing as the snapshot keeps it."""
    row = sql.one(f"SELECT {', '.join(COLUMNS)} FROM standing WHERE customer_id = :id", id=customer_id)
    return Worth(*row) if row else None
