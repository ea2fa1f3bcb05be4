"""The dated snapshot of what each customer is worth: made once a day behind the window, and after a new fit."""

from collections.abc import Callable
from typing import Final

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book import standing
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]  # (done, of) -> go on?

BATCH: Final = 400  # some tens of milliseconds: as long as somebody at the counter may have to wait


def standings_due(book: Book) -> bool:
    """Whether the snapshot is not today's, or was made by another fit or other settings."""
    with book.read() as sql:
        return standing.stale(sql, book.today())


def refresh_standings(book: Book, progress: Progress | None = None) -> bool:
    """Reckon everybody anew. False when cancelled: who was reckoned by then has today's figures, the others keep theirs.

    Three passes, none of which keeps the counter waiting: the shop's means and fifths; each customer's figures and score;
    the tiers that the new scores mean.
    """
    today = book.today()
    with book.read() as sql:
        made = standing.survey(sql, today)
        rule = standing.rule_of(shop.settings(sql))
        ids = customer_ids(sql, today)
    of = 2 * len(ids)
    for start in range(0, len(ids), BATCH):
        chunk = list(ids[start : start + BATCH])
        with book.write_derived() as sql:
            standing.put(sql, standing.Reckoner(sql, book.rhythms, today, made).standings(chunk), tiers=False)
        if progress is not None and not progress(start + len(chunk), of):
            return False
    with book.read() as sql:
        made = standing.floors(sql, made, rule)
    for start in range(0, len(ids), BATCH):
        with book.write_derived() as sql:
            standing.settle_tiers(sql, list(ids[start : start + BATCH]), made, rule)
        if progress is not None and not progress(len(ids) + min(start + BATCH, len(ids)), of):
            return False
    with book.write_derived() as sql:
        standing.put_ground(sql, made)
        standing.sweep(sql)
    book.tell(Changed(None, Message("did_refresh_standings"), frozenset({"standing"}), None))
    return True
