"""For whom slips and 问卷 are printed."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader, marks
from kyuanbook.book.reader import named as places

_CHUNK: Final = 400


class Named(NamedTuple):
    """A customer as a form bears them; ``last_day``: of their last visit."""

    id: int
    name: str
    last_day: int | None


def named(sql: Reader, customer_ids: Sequence[int]) -> list[Named]:
    """Those of ``customer_ids`` who stand in the book, in the order given."""
    found: dict[int, Named] = {}
    for start in range(0, len(customer_ids), _CHUNK):
        chunk = list(customer_ids[start : start + _CHUNK])
        rows = sql.rows(
            "SELECT c.id, CASE c.name WHEN '' THEN c.alias ELSE c.name END, (SELECT CASE WHEN d.n > 0 THEN d.last_day END"
            f" FROM derived d WHERE d.customer_id = c.id AND d.fit_id = {FIT}) FROM customer c WHERE c.deleted_at IS NULL"
            f" AND c.id IN ({marks(len(chunk))})",
            **places(chunk),
        )
        found |= {row[0]: Named(*row) for row in rows}
    return [found[i] for i in dict.fromkeys(customer_ids) if i in found]
