"""What customers are found by, written anew behind the window when a field of the owner's is searched from now on or no more,
or a tag is called otherwise.
"""

from collections.abc import Callable
from typing import Final

from kyuanbook.actions.done import Book, Changed
from kyuanbook.book import derived
from kyuanbook.rules.words import Message

Progress = Callable[[int], bool]  # customers done -> go on?

AT_ONCE: Final = 50  # customers: some ten milliseconds, for which a visit may have to wait


def keys_due(book: Book) -> bool:
    """Whether somebody is still found by what was searched before: many were put off, or their writer was killed."""
    with book.read() as sql:
        return derived.keys_due(sql)


def renew_keys(book: Book, progress: Progress | None = None) -> bool:
    """Write the search keys that were put off, a few at a time, so that nobody at the counter waits for it. False when
    stopped: how far it came stands in the book, and the next one goes on from there."""
    done = 0
    while True:
        with book.write_derived() as sql:
            some = derived.renew_keys(sql, AT_ONCE)
        if not some:
            break
        done += some
        if progress is not None and not progress(done):
            return False
        book.give_way()
    with book.read() as sql:
        book.haystack.update(sql, None)
    book.tell(Changed(None, Message("did_renew_keys"), frozenset({"search"})))
    return True
