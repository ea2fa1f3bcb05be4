"""到店节奏 of one customer, from what the card has read already."""

from collections.abc import Iterable

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.card import Card, VisitRow
from kyuanbook.book.queries.stages import COUNTED
from kyuanbook.book.reader import Reader
from kyuanbook.rules.opening import Opening
from kyuanbook.rules.rhythm_picture import Picture, Seen, picture


def rhythm_picture(
    sql: Reader, rhythms: shop.Rhythms, card: Card, visits: Iterable[VisitRow], today: int
) -> Picture | None:
    """``visits``: all of them; those of days to come are not drawn. None when there is nothing to draw."""
    counted = sql.value(f"SELECT {COUNTED}")
    days: dict[int, tuple[int, int]] = {}
    for visit in visits:
        if visit.day > counted:
            continue
        times, cents = days.get(visit.day, (0, 0))
        days[visit.day] = (times + 1, cents + visit.amount_cents)
    was = card.opening
    opening = None if was is None else Opening(card.created_day, was.visits, was.total_cents, was.first, was.last, was.gap)
    return picture(
        [Seen(day, *days[day]) for day in sorted(days)], card.marks, today, rhythms.in_force(sql)[1],
        shop.open_days(sql), opening, [(row.first, row.last, row.closed, row.word) for row in shop.calendar_rows(sql)],
    )  # fmt: skip
