"""What a fit needs to know of the whole book, read in one ordered scan."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from kyuanbook.book.queries import shop
from kyuanbook.book.reader import Reader
from kyuanbook.rules.fit import Evidence

GROWN: Final = 1.1  # a tenth more repeat visits move the parameters by more than their own uncertainty
FEW: Final = 20  # below this every so many repeats count, or a new book would be fitted at each visit


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence, with what the book held: ``repeats`` as :func:`repeats` counts, ``age_days`` since its first visit."""

    evidence: Evidence
    trade: str
    age_days: int
    visits: int
    repeats: int


def gather(sql: Reader, today: int) -> Gathered:
    """Scan the visits of all live customers up to ``today``. 期初 is no evidence: nobody saw those visits."""
    calendar = shop.open_days(sql)
    found, visits, first = Evidence(), 0, today
    rows = sql.stream(
        "SELECT v.customer_id, v.day FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.deleted_at IS NULL"
        " AND c.deleted_at IS NULL AND v.day <= :today GROUP BY v.customer_id, v.day ORDER BY v.customer_id, v.day",
        today=today,
    )
    for _, group in groupby(rows, itemgetter(0)):
        days = [day for _, day in group]
        visits += len(days)
        first = min(first, days[0])
        found.add(calendar.gaps(days), calendar.between(days[-1], today))
    return Gathered(found, shop.settings(sql).trade, today - first, visits, repeats(sql))


def repeats(sql: Reader) -> int:
    """Repeat visit days in the book; of customers with 期初 those of the book alone, not the remembered ones."""
    plain = sql.value(
        f"SELECT sum(x) FROM derived WHERE fit_id = {_FIT} AND customer_id NOT IN (SELECT id FROM customer WHERE opening = 1)"
    )
    known = sql.value(
        "SELECT sum(days - 1) FROM (SELECT count(DISTINCT day) AS days FROM visit WHERE deleted_at IS NULL AND customer_id IN"
        " (SELECT id FROM customer WHERE opening = 1 AND deleted_at IS NULL) GROUP BY customer_id)"
    )
    return int(plain or 0) + int(known or 0)


_FIT: Final = "(SELECT value FROM pointer WHERE name = 'fit')"


def due(sql: Reader) -> bool:
    """Whether the book has grown enough since the fit in force was made, or shrunk as much (a sample shop taken out)."""
    row = sql.one(f"SELECT repeats FROM fit WHERE id = {_FIT}")
    had = int(row[0]) if row else 0
    return (has := repeats(sql)) >= max(had * GROWN, had + (FEW if had else 1)) or has * GROWN < had


def everybody(sql: Reader) -> list[int]:
    """All customers, also those in 回收站: their derived rows are absent either way."""
    return sql.column("SELECT id FROM customer ORDER BY id")


def being_built(sql: Reader, fit_id: int) -> bool:
    """True while ``fit_id`` is the fit being built, so that units of work keep its rows in step too."""
    return bool(sql.value("SELECT value FROM pointer WHERE name = 'fit_next'") == fit_id)


def half_built(sql: Reader) -> bool:
    """True when a fit was being built and its builder is gone."""
    return sql.value("SELECT value FROM pointer WHERE name = 'fit_next'") is not None
