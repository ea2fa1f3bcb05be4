"""授权同意 of a customer."""

from typing import NamedTuple

from kyuanbook.book.reader import Reader
from kyuanbook.rules.consents import Given, holds


class ConsentRow(NamedTuple):
    """What a customer agreed to. ``partner``: to whom alone, "" where it is said of any."""

    id: int
    customer_id: int
    kind: str
    partner_id: int | None
    partner: str
    day: int
    how: str
    note: str
    withdrawn_day: int | None

    def holds(self, today: int) -> bool:
        """Whether it holds."""
        return holds(Given(self.customer_id, self.kind, self.partner_id, self.day, self.withdrawn_day), today)


_COLUMNS = (
    "SELECT o.id, o.customer_id, o.kind, o.partner_id, coalesce(p.name, ''), o.day, o.how, o.note, o.withdrawn_day"
    " FROM consent o LEFT JOIN partner p ON p.id = o.partner_id"
)


def consents(sql: Reader, customer_id: int) -> list[ConsentRow]:
    """All of one customer: those that hold first, the newest before the older."""
    rows = sql.rows(
        f"{_COLUMNS} WHERE o.customer_id = :id ORDER BY o.withdrawn_day IS NOT NULL, o.day DESC, o.id DESC", id=customer_id
    )
    return [ConsentRow(*row) for row in rows]


def consent(sql: Reader, consent_id: int) -> ConsentRow | None:
    """One, for correcting it."""
    row = sql.one(f"{_COLUMNS} WHERE o.id = :id", id=consent_id)
    return None if row is None else ConsentRow(*row)
