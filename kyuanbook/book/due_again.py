"""What is due again, customer by customer: a row says on which day, so that who is due on a day is an index range.

Derived from the purchases and the shop's table of the day (:mod:`kyuanbook.book.likes`): a customer's own rows with each
change of theirs, inside the unit of work; everybody's once a day off the GUI thread, with that table (``actions.likes``).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kyuanbook.book import likes
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.stages import COUNTED, FIT
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.likes import due, given_up

FEW: Final = 400  # customers whose rows are reckoned inside the unit that changed them; more wait for the next snapshot


def renew(sql: Reader, ids: Sequence[int]) -> None:
    """Bring the rows of these in step with what they bought; who lies in 回收站 has none."""
    for start in range(0, len(ids), FEW):
        _renew(sql, ids[start : start + FEW])


def _renew(sql: Reader, ids: Sequence[int]) -> None:
    bought: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    said: dict[int, int | None] = {}
    for customer, product, interval, day in sql.rows(
        "SELECT DISTINCT v.customer_id, i.product_id, p.interval_days, v.day FROM visit v CROSS JOIN visit_item i"
        " ON i.visit_id = v.id CROSS JOIN product p ON p.id = i.product_id CROSS JOIN customer c ON c.id = v.customer_id"
        f" WHERE v.customer_id IN ({marks(len(ids))}) AND v.deleted_at IS NULL AND c.deleted_at IS NULL"
        f" AND v.day <= {COUNTED} ORDER BY v.day",
        **named(ids),
    ):
        bought[customer, product].append(day)
        said[product] = interval
    made = []
    if bought:
        table, calendar = likes.kept(sql), shop.open_days(sql)
        for (customer, product), days in bought.items():
            found = due(days, table.usual.get(product), said[product], calendar)
            if found is not None:
                made.append((customer, product, days[-1], found.day, given_up(found, days[-1], calendar)))
    there = set(
        sql.rows(
            "SELECT customer_id, product_id, last_day, due_day, until_day FROM due_again"
            f" WHERE customer_id IN ({marks(len(ids))})",
            **named(ids),
        )
    )
    wanted = set(made)
    if gone := [row[:2] for row in there - wanted]:
        sql.many("DELETE FROM due_again WHERE customer_id = ? AND product_id = ?", gone)
    if new := [row for row in made if row not in there]:
        sql.many(
            "INSERT INTO due_again (customer_id, product_id, last_day, due_day, until_day) VALUES (?, ?, ?, ?, ?)", new
        )


def buyers(sql: Reader, product_id: int) -> list[int]:
    """Whoever bought it."""
    return sql.column(
        "SELECT DISTINCT v.customer_id FROM visit_item i CROSS JOIN visit v ON v.id = i.visit_id WHERE i.product_id = :product",
        product=product_id,
    )


def sweep(sql: Reader) -> None:
    """Take the rows away of all who are not in the book any more."""
    sql.many(
        "DELETE FROM due_again WHERE customer_id >= ? AND customer_id NOT IN"
        f" (SELECT customer_id FROM derived WHERE fit_id = {FIT})",
        [(0,)],
    )
