"""回访名单: drawn up, then frozen as printed, with a number and numbered rows into which outcomes are typed back later."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import calls, lists
from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.book.tables import CallList, CallListRow

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Draft:
    """A list not yet printed. ``number``: the one it will bear unless another list is printed first."""

    number: int
    kind: str
    day: int
    rows: tuple[CallRow, ...]
    fitted: bool = True  # the order is 可能损失; else silence times spend


def draft(
    book: Book, *, kind: str = calls.CALLS, chosen: Filter = EVERYBODY, limit: int | None = None,
    customer_ids: Sequence[int] | None = None,
) -> Draft:  # fmt: skip
    """Draw up a list of ``kind`` (one of ``calls.KINDS``), or of the customers picked, most to lose first.

    Nobody who said 请勿联系 is on it, picked or not. Writes nothing.
    """
    today = book.today()
    with book.read() as sql:
        if customer_ids is not None:
            allowed = lists.may_be_called(sql, customer_ids)
            ranked = calls.valued(sql, book.rhythms, today, allowed)
        else:
            ranked = calls.ranked_list(sql, book.rhythms, today, kind, chosen, limit)
        rows = calls.call_rows(sql, book.rhythms, today, ranked[:limit] if limit is not None else ranked)
        fitted = book.rhythms.in_force(sql)[1].fit.source != "preset"
        return Draft(lists.next_number(sql), kind if customer_ids is None else "picked", today, tuple(rows), fitted)


def freeze(book: Book, *, drawn: Draft, title: str, paper: str, words: Sequence[dict[str, str]]) -> Done:
    """Keep the list as printed: ``words`` are the words of each row as they stand on the paper. ``id`` is its number."""
    with book.write("print_list", undoable=False, bulk=True) as unit:
        fit_id, _ = book.rhythms.in_force(unit.sql)
        number = unit.insert(
            CallList, kind=drawn.kind, title=title, paper=paper, day=drawn.day, printed_by=book.who, printed_at=unit.at,
            fit_id=fit_id, row_count=len(drawn.rows),
        )  # fmt: skip
        unit.name({"number": number, "rows": len(drawn.rows)})
        unit.insert_many(
            CallListRow,
            [
                {
                    "list_id": number, "number": i, "customer_id": row.customer_id,
                    "words": json.dumps(said, ensure_ascii=False),
                }
                for i, (row, said) in enumerate(zip(drawn.rows, words, strict=True), 1)
            ],
        )  # fmt: skip
    return Done(unit.changed, number)
