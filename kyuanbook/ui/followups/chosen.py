"""What of 回访 the owner chose to see: a look, a day, whose. Handed to the thread that reads, which asks no widget."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.due import Closed, DueItem, is_late
from kyuanbook.book.queries.due_page import DuePage

TODAY, LATE, WEEK, DONE = "today", "late", "week", "done"
VIEWS: Final = (TODAY, LATE, WEEK, DONE)
NOBODY: Final = "0"


class Chosen(NamedTuple):
    """``day``: of the week, for the first look; ``staff``: "" for everybody's, NOBODY, or whose id."""

    view: str
    day: int
    staff: str

    def day_of(self, found: DuePage) -> int:
        """The day, if it is still one of the week's; else today."""
        return self.day if self.day in found.by_day else found.day

    def items(self, found: DuePage) -> list[DueItem]:
        """Who is due, in this look; of DONE nobody."""
        if self.view == WEEK:
            return [item for day in sorted(found.by_day) for item in self.of_staff(found.by_day[day])]
        if self.view == LATE:
            return self.late(found)
        return [] if self.view == DONE else self.of_staff(found.by_day[self.day_of(found)])

    def late(self, found: DuePage) -> list[DueItem]:
        """逾期."""
        return [item for item in self.of_staff(found.by_day[found.day]) if is_late(item, found.day)]

    def closed(self, found: DuePage) -> list[Closed]:
        """办过的."""
        return [one for one in found.closed if self._is_theirs(one.staff_id)]

    def of_staff(self, items: Sequence[DueItem]) -> list[DueItem]:
        """Those of whoever was chosen."""
        return [item for item in items if self._is_theirs(item.staff_id)]

    def _is_theirs(self, staff_id: int | None) -> bool:
        return not self.staff or self.staff == (NOBODY if staff_id is None else str(staff_id))
