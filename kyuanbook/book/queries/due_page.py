"""What the page 回访 shows, read at one go: it does not grow with the book but with what is due."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import calls, shop
from kyuanbook.book.queries.due import WEEK, Closed, DueItem, by_day, closed, due
from kyuanbook.book.queries.lapse import ReasonRow, last_visit, reasons, said_of_now
from kyuanbook.book.reader import Reader
from kyuanbook.rules.followups import RANKED, Kind

DONE_DAYS: Final = 7  # days for which what was done is listed
ALL_CALLS: Final = calls.KEPT


class DuePage(NamedTuple):
    """``by_day``: who comes up on today and the six days after it; ``beyond``: those worth a call today who are not among them,
    being more than can be rung; ``closed``: what was done of late; ``any_customer``: whether anybody is in the book."""

    day: int
    by_day: Mapping[int, Sequence[DueItem]]
    beyond: int
    closed: Sequence[Closed]
    staff: Sequence[shop.Named]
    any_customer: bool


def due_page(sql: Reader, rhythms: shop.Rhythms, today: int, *, all_calls: bool = False) -> DuePage:
    """The page of ``today``. ``all_calls``: those beyond what can be rung in a day too."""
    found = by_day(sql, rhythms, today, WEEK, ALL_CALLS if all_calls else None)
    up, in_all, _ = calls.snapshot(sql, today, calls.KEPT)
    listed = sum(_called(item) for item in found[today])
    some = listed or (up and not calls.left_today(sql, today))  # today's are made: the rest is told all the same
    return DuePage(
        today, found, max(0, in_all - listed) if some else 0, closed(sql, today - DONE_DAYS + 1, today), shop.staff(sql),
        sql.value("SELECT 1 FROM search_row LIMIT 1") is not None,
    )  # fmt: skip


def due_counts(sql: Reader, rhythms: shop.Rhythms, today: int) -> Counter[Kind]:
    """How many are due today by each reason; who is one of today's calls as well counts as that, as there."""
    return Counter(
        next((kind for kind in item.also if kind in RANKED), item.kind) for item in due(sql, rhythms, today)
    )


def _called(item: DueItem) -> bool:
    """Whether they are one of today's calls, though perhaps listed for another reason."""
    return any(kind in RANKED for kind in (item.kind, *item.also))


def reasons_to_ask(sql: Reader, customer_id: int, today: int) -> list[ReasonRow]:
    """流失原因 to choose from, for one who says no: none for who never came, or of whom it is known why they stay away."""
    last = last_visit(sql, customer_id, today)
    if last is None or said_of_now(sql, customer_id, last) is not None:
        return []
    return reasons(sql)
