"""What customers like: the shop's table of a day, and a suggestion that is turned down."""

from collections.abc import Callable

from kyuanbook.actions.done import Book, Done
from kyuanbook.book import due_again, likes
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import lookups, shop
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.book.tables import Customer, Dismissal, Product
from kyuanbook.rules.likes import Tally


def refresh_likes(book: Book, go_on: Callable[[], bool] = lambda: True) -> bool:
    """Count anew what is bought again and together in the shop, and what by that is due again for each customer. False when
    stopped.

    Read some customers at a time, for in a book that others wait for (on a network drive) a reading keeps them out too.
    """
    today = book.today()
    with book.read() as sql:
        tally = Tally(shop.open_days(sql), today)
        newest = likes.newest(sql)  # who is entered meanwhile is counted next time: it comes to an end
    at: int | None = 0
    while at is not None:
        if not go_on():
            return False
        with book.read() as sql:
            at = likes.tally_some(sql, tally, at, newest, today)
        book.give_way()
    made = tally.made()
    with book.write_derived() as sql:
        likes.put(sql, made)
    with book.read() as sql:
        everybody = customer_ids(sql, today)
    for some in book.batches(everybody):
        if not go_on():
            return False
        with book.write_derived() as sql:
            due_again.renew(sql, some)
    with book.write_derived() as sql:
        due_again.sweep(sql)
    return True


def dismiss_suggestion(book: Book, *, customer_id: int, product_id: int) -> Done:
    """不推荐: this product is suggested to this customer no more."""
    with book.write("dismiss_suggestion", customer_id=customer_id) as unit:
        customer, product = unit.get(Customer, customer_id), unit.get(Product, product_id)
        if customer is None or customer["deleted_at"] is not None:
            raise NoSuchRow(table="customer", id=customer_id)
        if product is None:
            raise NoSuchRow(table="product", id=product_id)
        unit.name({"name": customer["name"] or customer["alias"], "product": product["name"]})
        if product_id not in lookups.turned_down(unit.sql, customer_id):
            unit.insert(Dismissal, customer_id=customer_id, product_id=product_id, day=unit.day)
    return Done(unit.changed, customer_id)
