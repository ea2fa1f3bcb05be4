"""A day's visits in the order in which they were written down, and what a further visit would make of a customer."""

from typing import NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.customers import customer_rows
from kyuanbook.book.queries.stages import OPENING, opening_of
from kyuanbook.book.reader import Reader
from kyuanbook.rules.outlook import Outlook, day_to_catch_up, outlook
from kyuanbook.rules.stages import Stage


class DayVisit(NamedTuple):
    """One row of a day. ``stage``: where the customer stands today. ``minute``: None when only the day is known."""

    id: int
    customer_id: int
    name: str
    stage: Stage
    pinned: bool
    amount_cents: int
    items: str
    staff: str
    minute: int | None
    note: str


class Parts(NamedTuple):
    """What the shop uses of a visit: nothing is asked for before the first one was entered."""

    products: tuple[str, ...]
    staff: tuple[shop.Named, ...]


def day_visits(sql: Reader, day: int, today: int) -> list[DayVisit]:
    """All of ``day``, as they were written down."""
    rows = sql.rows(
        "SELECT v.id, v.customer_id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, v.amount_cents,"
        " (SELECT group_concat(CASE quantity WHEN 1 THEN name ELSE name || '×' || quantity END, '、') FROM"
        " (SELECT name, quantity FROM visit_item WHERE visit_id = v.id ORDER BY position, id)),"
        " coalesce(st.name, ''), v.minute, v.note"
        " FROM visit v JOIN customer c ON c.id = v.customer_id LEFT JOIN staff st ON st.id = v.staff_id"
        " WHERE v.day = :day AND v.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY v.created_at, v.id",
        day=day,
    )
    known = {row.id: row for row in customer_rows(sql, list({r[1] for r in rows}), today)}
    return [
        DayVisit(i, who, name, known[who].stage, known[who].pinned, cents, items or "", staff, minute, note)
        for i, who, name, cents, items, staff, minute, note in rows if who in known
    ]  # fmt: skip


def parts(sql: Reader) -> Parts:
    """Products, the most used first, and staff."""
    return Parts(tuple(one.name for one in shop.products(sql)), tuple(shop.staff(sql)))


def after_visit(
    sql: Reader, rhythms: shop.Rhythms, customer_id: int, day: int, today: int, *, but: int | None = None
) -> Outlook | None:
    """How a customer will stand once a visit on ``day`` is saved, in place of visit ``but`` if it is corrected."""
    row = sql.one(f"SELECT {OPENING}, pin FROM customer WHERE id = :id AND deleted_at IS NULL", id=customer_id)
    if row is None:
        return None
    days = sql.column(
        "SELECT DISTINCT day FROM visit WHERE customer_id = :id AND deleted_at IS NULL AND id IS NOT :but",
        id=customer_id, but=but,
    )  # fmt: skip
    pin = Stage(row[-1]) if row[-1] else None
    if pin is Stage.LAPSED and but is None:
        pin = None  # a new visit takes it off
    return outlook([*days, day], today, rhythms.in_force(sql)[1], shop.open_days(sql), opening_of(row[:-1]), pin)


def usual_day(sql: Reader, today: int, minute: int) -> int:
    """The day a sheet is most likely of that is typed back now."""
    return day_to_catch_up(today, minute, shop.open_days(sql))
