"""The row of 补记 that is corrected where it stands, and corrections that wait."""

from collections.abc import Container

from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.daybook import DayVisit, Parts
from kyuanbook.language import tr
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.ui.catchup.row_entry import RowEntry
from kyuanbook.ui.entry import as_typed
from kyuanbook.ui.kit.choices import Choice


class Correction:
    """``fix``: the fields that are laid on the row. ``visit``: whose row is open; None: none is."""

    def __init__(self, book: Book, fix: RowEntry) -> None:
        self.book, self.fix = book, fix
        self.visit: int | None = None
        self._fresh = VisitEntry()  # as it stands in the book
        self._put_by: dict[int, VisitEntry] = {}  # left with Esc

    def begin(self, row: DayVisit, number: int, parts: Parts) -> bool:
        """Fill the fields with a row, or with what was typed there when it was left; False when it is no longer there."""
        with self.book.read() as sql:
            found = cards.visit(sql, row.id)
        if found is None:
            return False
        seen = found[1]
        self.visit = row.id
        self.fix.name.set_text(row.name)
        self.fix.customer_id = found[0]
        self.fix.show_number(number)
        self.fix.show_parts(parts)
        if seen.staff_id is not None and all(one.id != seen.staff_id for one in parts.staff):
            self.fix.offer_staff(Choice(str(seen.staff_id), seen.staff))
        self._fresh = as_typed.visit(seen, self.book.today())
        self.fix.fill(self._put_by.pop(row.id, self._fresh))
        self.fix.tell(tr("改好按 Enter，不改了按 Esc。"), "ink2")
        return True

    def put_by(self, there: Container[int]) -> None:
        """What was typed waits for the next time the row is opened, if it is still ``there``."""
        typed = self.fix.entry(self._fresh.day)
        if self.visit is not None and typed != self._fresh and self.visit in there:
            self._put_by[self.visit] = typed

    def waiting(self) -> tuple[int, ...]:
        """The visits whose corrections were left with Esc."""
        return tuple(self._put_by)

    def forget(self, visit: int) -> None:
        """Nothing waits for a row that is thrown away."""
        self._put_by.pop(visit, None)

    def unsaved(self) -> bool:
        """Whether something was typed here that is not in the book."""
        changed = self.visit is not None and self.fix.entry(self._fresh.day) != self._fresh
        return changed or bool(self._put_by)
