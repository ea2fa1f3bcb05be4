"""What 今日 tells beside the calls: the week's birthdays, and the new customers to thank."""

from typing import NamedTuple

from kyuanbook.book.queries import shop
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
    """Whom the rule brings up today, who came last first. Never 请勿联系, nor without a number or WeChat to thank them by, nor
    a 老客 from before the book; nobody who was thanked, or spoken to within the pause."""
    pause = shop.settings(sql).pause_days
    rules = sql.column("SELECT id FROM follow_rule WHERE kind = 'thank' AND hidden = 0")
    found: dict[int, tuple[str, int]] = {}
    for rule in rules:  # one by one: so each is read in its order, and no further than asked
        for i, name, alias, day in sql.rows(
            f"SELECT c.id, c.name, c.alias, d.last_day {TO_THANK} AND r.id = :rule ORDER BY d.last_day DESC,"
            " d.customer_id DESC LIMIT :limit",
            today=today, limit=limit, pause=pause, rule=rule,
        ):  # fmt: skip
            found[i] = (name or alias, day)
    rows = sorted(((day, i, name) for i, (name, day) in found.items()), reverse=True)[:limit]
    in_all = len(rows)
    if in_all >= limit:
        in_all = int(sql.value(f"SELECT count(DISTINCT d.customer_id) {TO_THANK}", today=today, pause=pause))
    items = _items(sql, [i for _, i, _ in rows])
    return Thanks(tuple(ThanksRow(i, name, day, items.get(i, "")) for day, i, name in rows), in_all)


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
