"""Undo and redo: the same for every action, also after a restart."""

from collections.abc import Callable

from kyuanbook.actions.done import Book, Done
from kyuanbook.book import journal
from kyuanbook.book.errors import Cancelled, NothingToRedo, NothingToUndo
from kyuanbook.rules.words import Message


def next_labels(book: Book) -> tuple[Message | None, Message | None]:
    """The names of what undo would take back and redo would do again, for the menu."""
    with book.read() as sql:
        back, again = journal.next_undo(sql), journal.next_redo(sql)
    return (back[1] if back else None, again[1] if again else None)


GoOn = Callable[[], bool]


def is_long(book: Book, *, back: bool) -> bool:
    """Whether undo (else redo) would take a while: an import of thousands, a sample shop."""
    with book.read() as sql:
        found = journal.next_undo(sql) if back else journal.next_redo(sql)
        return found is not None and journal.is_long(sql, found[0])


def undo(book: Book, go_on: GoOn | None = None) -> Done:
    """Take the last action back. Raises NothingToUndo, or Stale when a row is no longer as it left it; Cancelled, and all is
    as it was, when ``go_on`` says no."""
    return _turn(book, go_on, back=True)


def redo(book: Book, go_on: GoOn | None = None) -> Done:
    """Do again what was undone last. Raises NothingToRedo, Stale or Cancelled."""
    return _turn(book, go_on, back=False)


def _turn(book: Book, go_on: GoOn | None, *, back: bool) -> Done:
    with book.read() as sql:
        found = journal.next_undo(sql) if back else journal.next_redo(sql)
        entry = journal.entry(sql, found[0]) if found else None
    if entry is None:
        raise NothingToUndo() if back else NothingToRedo()
    with book.write(
        "undo" if back else "redo",
        label={"what": entry.id}, customer_id=entry.customer_id, undoable=False, kind="undo" if back else "redo",
        target=entry.id,
    ) as unit:  # fmt: skip
        applied = unit.apply(entry.changes, back=back)
        if go_on is not None and not go_on():
            raise Cancelled
        unit.set_state(entry.id, journal.UNDONE if back else journal.DONE, applied if entry.changes.created else None)
    return Done(unit.changed, entry.customer_id, (entry.label,))
