"""What 今日 tells beside the calls: the week's birthdays, and the new customers to thank."""

from typing import NamedTuple

from kyuanbook.book.queries.birthdays import Birthdays, birthdays_of_week
from kyuanbook.book.queries.today import TO_THANK, any_birthday
from kyuanbook.book.reader import Reader, marks, named


class ThanksRow(NamedTuple):
    """A new customer to thank: when they came, and what for."""

    customer_id: int
    name: str
    day: int
    items: str


class Thanks(NamedTuple):
    """The first of them, and how many in all."""

    rows: tuple[ThanksRow, ...] = ()
    in_all: int = 0


class Week(NamedTuple):
    """``birthdays``: None while the book knows nobody's."""

    birthdays: Birthdays | None
    thanks: Thanks


def week_page(sql: Reader, today: int, birthdays: int, thanks: int) -> Week:
    """At most so many rows of each, all of them counted."""
    born = birthdays_of_week(sql, today, birthdays) if any_birthday(sql) else None
    return Week(born, to_thank(sql, today, thanks))


def to_thank(sql: Reader, today: int, limit: int) -> Thanks:
    """Those whose third day is today first. Never 请勿联系, nor without a number or WeChat to thank them by, nor a 老客
    from before the book."""
    rows = sql.rows(
        f"SELECT c.id, c.name, c.alias, d.last_day {TO_THANK} ORDER BY d.last_day DESC, d.customer_id DESC LIMIT :limit",
        today=today, limit=limit,
    )  # fmt: skip
    in_all = len(rows) if len(rows) < limit else int(sql.value(f"SELECT count(*) {TO_THANK}", today=today))
    items = _items(sql, [row[0] for row in rows])
    return Thanks(tuple(ThanksRow(r[0], r[1] or r[2], r[3], items.get(r[0], "")) for r in rows), in_all)


def _items(sql: Reader, ids: list[int]) -> dict[int, str]:
    """What each of them, who came on one day only, had done."""
    return dict(
        sql.rows(
            "SELECT customer_id, group_concat(CASE quantity WHEN 1 THEN name ELSE name || '×' || quantity END, '、') FROM"
            " (SELECT v.customer_id, i.name, i.quantity FROM visit v JOIN visit_item i ON i.visit_id = v.id"
            f" WHERE v.customer_id IN ({marks(len(ids))}) AND v.deleted_at IS NULL ORDER BY v.id, i.position, i.id)"
            " GROUP BY customer_id",
            **named(ids),
        )
    )
