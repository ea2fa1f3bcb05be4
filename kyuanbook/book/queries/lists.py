"""Printed call lists: numbers, and who may be on one."""

from collections.abc import Sequence

from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.book.sqlite import last_id_ever

_CHUNK = 400


def next_number(sql: Reader) -> int:
    """The number the next printed list will bear."""
    return max(int(sql.value("SELECT max(id) FROM call_list") or 0), last_id_ever(sql, "call_list")) + 1


def may_be_called(sql: Reader, customer_ids: Sequence[int]) -> list[int]:
    """Those of ``customer_ids`` who are in the book and did not say 请勿联系, in the order given."""
    kept: set[int] = set()
    for start in range(0, len(customer_ids), _CHUNK):
        chunk = list(customer_ids[start : start + _CHUNK])
        kept.update(
            sql.column(
                "SELECT id FROM customer WHERE do_not_contact = 0 AND deleted_at IS NULL"
                f" AND id IN ({marks(len(chunk))})",
                **named(chunk),
            )
        )
    return [i for i in dict.fromkeys(customer_ids) if i in kept]
