"""Shops in which products are bought, for tests of what customers like."""

from collections.abc import Sequence

from kyuanbook.book.book import Book
from kyuanbook.book.queries.lookups import offered_id
from kyuanbook.book.tables import Customer, Product, Visit, VisitItem

Purchases = Sequence[tuple[int, str]]  # days ago, product


def liking_shop(book: Book, *customers: Purchases) -> range:
    """Customers 客1, 客2, … who bought these; returns their numbers."""
    today = book.today()
    with book.write("add_sample", bulk=True, undoable=False) as unit:
        names = sorted({name for bought in customers for _, name in bought})
        known = {name: offered_id(unit.sql, "product", name) or unit.insert(Product, name=name) for name in names}
        ids = unit.insert_many(
            Customer, [{"name": f"客{i}", "created_at": unit.at, "created_day": today} for i in range(1, len(customers) + 1)]
        )
        visits = [(i, ago, name) for i, bought in zip(ids, customers, strict=True) for ago, name in bought]
        came = unit.insert_many(
            Visit,
            [{"customer_id": i, "day": today - ago, "amount_cents": 6800, "created_at": unit.at} for i, ago, _ in visits],
        )
        unit.insert_many(
            VisitItem,
            [{"visit_id": v, "product_id": known[n], "name": n} for v, (_, _, n) in zip(came, visits, strict=True)],
        )
    return ids


DYED = [(60, "补染发根"), (105, "补染发根"), (150, "补染发根"), (195, "补染发根")]
"""Every 45 days, the last time 60 days ago."""


def hair_shop(book: Book) -> int:
    """A customer whose roots are due again and to whom 头皮护理 might be suggested; returns their number."""
    ids = liking_shop(
        book, DYED, *[[(40, "补染发根"), (85, "补染发根"), (90, "头皮护理")]] * 12, *[[(30, "男士剪发"), (60, "男士剪发")]] * 60
    )
    return ids[0]
