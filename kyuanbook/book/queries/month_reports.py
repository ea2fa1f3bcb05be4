"""月报 that were printed, as they were."""

from typing import NamedTuple

from kyuanbook.book.reader import Reader


class KeptReport(NamedTuple):
    """``month``: counted on; ``words``: JSON of the page."""

    id: int
    month: int
    day: int
    fit_id: int
    printed_by: str
    words: str


_COLUMNS = "id, month, day, fit_id, printed_by, words FROM month_report"


def kept_of(sql: Reader, month: int) -> list[KeptReport]:
    """Those of a month, the newest first."""
    return [KeptReport(*row) for row in sql.rows(f"SELECT {_COLUMNS} WHERE month = :month ORDER BY id DESC", month=month)]


def kept(sql: Reader, report_id: int) -> KeptReport | None:
    """One of them."""
    row = sql.one(f"SELECT {_COLUMNS} WHERE id = :id", id=report_id)
    return None if row is None else KeptReport(*row)
