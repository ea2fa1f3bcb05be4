"""Why one customer stayed away, what was tried, and how they came back, for their card."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.card import Card, Happening, VisitRow
from kyuanbook.book.queries.lapse import SaidRow, said
from kyuanbook.book.queries.winback import AttemptRow, Back, attempts, returns_of
from kyuanbook.book.reader import Reader


class Silence(NamedTuple):
    """``said``: reasons, ``tried``: attempts, ``back``: returns, each the newest first."""

    said: list[SaidRow]
    tried: list[AttemptRow]
    back: list[Back]

    def of_now(self, card: Card) -> SaidRow | None:
        """What was said of the silence that lasts; on the day they came back it was said of the one before."""
        since = card.last_day if card.last_day is not None else 0
        returned = bool(self.back) and self.back[0].day == since
        return next((one for one in self.said if one.day >= since + returned), None)

    def lines(self) -> list[Happening]:
        """Each as a line of 往来."""
        return [
            *(Happening(one.day, said=one) for one in self.said), *(Happening(one.day, attempt=one) for one in self.tried),
            *(Happening(one.day, back=one) for one in self.back),
        ]  # fmt: skip


NOTHING: Final = Silence([], [], [])


def silence(
    sql: Reader, rhythms: shop.Rhythms, card: Card, visits: Sequence[VisitRow], today: int
) -> Silence:
    """``visits``: all of the card's, as it has read them."""
    tried = attempts(sql, rhythms, card.id)
    days = sorted({visit.day for visit in visits})
    return Silence(said(sql, card.id), tried, returns_of(sql, rhythms, card.id, days, today, tried))
