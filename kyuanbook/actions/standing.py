"""The dated snapshot of what each customer is worth: made once a day behind the window, and after a new fit."""

from collections.abc import Callable, Sequence

from kyuanbook.actions.done import Book, Changed
from kyuanbook.actions.likes import refresh_likes
from kyuanbook.book import standing
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]  # (done, of) -> go on?


def standings_due(book: Book) -> bool:
    """Whether the snapshot is not today's, or was made by another fit or other settings."""
    with book.read() as sql:
        return standing.stale(sql, book.today())


def refresh_standings(book: Book, progress: Progress | None = None) -> bool:
    """Reckon everybody anew. False when cancelled: who was reckoned by then has today's figures, the others keep theirs.

    Three passes, none of which keeps the counter waiting: the shop's means and fifths; each customer's figures and score;
    the tiers that the new scores mean. What is bought again and together in the shop is counted with them.
    """
    today = book.today()
    with book.read() as sql:
        made = standing.survey(sql, book.rhythms, today)
        rule = standing.rule_of(shop.settings(sql))
    ids = _begun(book, made)
    of = 2 * len(ids)
    done = 0

    def go_on(some: Sequence[int]) -> bool:
        nonlocal done
        done = min(of, done + len(some))
        return progress is None or progress(done, of)

    for some in book.batches(ids):
        with book.write_derived() as sql:
            standing.put(sql, standing.Reckoner(sql, book.rhythms, today, made).standings(some), tiers=False)
        if not go_on(some):
            return False
    with book.read() as sql:
        made = standing.floors(sql, made, rule)
    for some in book.batches(_begun(book, made, goes_on=True)):
        with book.write_derived() as sql:
            standing.settle_tiers(sql, some, made, rule)
        if not go_on(some):
            return False
    if not refresh_likes(book, lambda: go_on(())):
        return False
    with book.write_derived() as sql:
        standing.finish(sql, made)
        standing.sweep(sql)
    book.tell(Changed(None, Message("did_refresh_standings"), frozenset({"standing"}), None))
    return True


def _begun(book: Book, made: standing.Ground, *, goes_on: bool = False) -> Sequence[int]:
    """Whoever changes from now on is reckoned by ``made``; all others there are."""
    with book.write_derived() as sql:
        standing.begin(sql, made, goes_on=goes_on)
    with book.read() as sql:
        return customer_ids(sql, book.today())
