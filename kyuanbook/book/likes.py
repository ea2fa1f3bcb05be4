"""What the shop's purchases say of its products, as a dated table in ``basis``: made once a day off the GUI thread, with the
standings (``actions.likes``), so that a card reads one row of it.
"""

import json
from collections import defaultdict
from functools import lru_cache
from typing import Final

from kyuanbook.book.reader import Reader
from kyuanbook.rules.likes import NOTHING, Pair, ShopLikes, Tally, Usual

AT_ONCE: Final = 1000  # customers read in one go
_KEPT: Final = "likes"


def newest(sql: Reader) -> int:
    """The highest number of a customer."""
    return int(sql.value("SELECT max(id) FROM customer") or 0)


def tally_some(sql: Reader, tally: Tally, after: int, upto: int, today: int) -> int | None:
    """Add the next customers beyond number ``after``, none beyond ``upto``, to ``tally``; the number to go on from, None at the
    end. Days still to come are left out: they are slips of the pen."""
    last = sql.value(
        "SELECT max(id) FROM (SELECT id FROM customer WHERE id > :after AND id <= :upto ORDER BY id LIMIT :many)",
        after=after, upto=upto, many=AT_ONCE,
    )  # fmt: skip
    if last is None:
        return None
    bought: defaultdict[int, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = sql.stream(
        "SELECT v.customer_id, v.day, i.product_id FROM customer c CROSS JOIN visit v ON v.customer_id = c.id"
        " CROSS JOIN visit_item i ON i.visit_id = v.id WHERE c.id > :after AND c.id <= :last AND c.deleted_at IS NULL"
        " AND v.deleted_at IS NULL AND v.day <= :today AND i.product_id IS NOT NULL ORDER BY c.id, v.day",
        after=after, last=last, today=today,
    )  # fmt: skip
    for customer, day, product in rows:
        days = bought[customer][product]
        if not days or days[-1] != day:
            days.append(day)
    for own in bought.values():
        tally.add(own)
    return int(last)


def put(sql: Reader, made: ShopLikes) -> None:
    """Keep it (inside ``Book.write_derived``)."""
    value = json.dumps(
        {
            "usual": [(product, *usual) for product, usual in made.usual.items()],
            "pairs": [(*pair[:-1], round(pair.lift, 3)) for pair in made.pairs],
        },
        separators=(",", ":"),
    )
    sql.many(
        "INSERT INTO basis (name, day, value) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET day = excluded.day,"
        " value = excluded.value",
        [(_KEPT, made.day, value)],
    )


def kept(sql: Reader) -> ShopLikes:
    """What was kept last; nothing before the first time."""
    row = sql.one("SELECT day, value FROM basis WHERE name = :name", name=_KEPT)
    if row is None:
        return NOTHING
    return _read(row[0], row[1])


@lru_cache(maxsize=2)
def _read(day: int, text: str) -> ShopLikes:
    """Read once: each visit that is written down asks for it."""
    found = json.loads(text)
    usual = {product: Usual(*rest) for product, *rest in found["usual"]}
    return ShopLikes(day, usual, tuple(Pair(*pair) for pair in found["pairs"]))
