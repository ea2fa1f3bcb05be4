"""回访名单: drawn up, then frozen as printed, with a number and numbered rows into which outcomes are typed back later."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kyuanbook.actions import winback
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries import calls, lists, shop
from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.customers import EVERYBODY, Filter
from kyuanbook.book.queries.winback import lately_drawn
from kyuanbook.book.reader import Reader
from kyuanbook.book.tables import CallList, CallListRow
from kyuanbook.rules.winback import draw_list, nobody_held
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Draft:
    """A list not yet printed. ``number``: the one it will bear unless another list is printed first. ``held``: those the
    lot leaves alone, who are not on it."""

    number: int
    kind: str
    day: int
    rows: tuple[CallRow, ...]
    fitted: bool = True  # the order is 可能损失; else silence times spend
    held: tuple[int, ...] = ()
    horizon: int = 0  # open days for which they are left alone
    nobody: Message | None = None  # why the lot was to leave some alone, and left nobody


def draft(
    book: Book, *, kind: str = calls.CALLS, chosen: Filter = EVERYBODY, limit: int | None = None,
    customer_ids: Sequence[int] | None = None, share: float | None = None,
) -> Draft:  # fmt: skip
    """Draw up a list of ``kind`` (one of ``calls.KINDS``), or of the customers picked, most to lose first.

    Nobody who said 请勿联系 is on it, picked or not. Of a list of those who stay away (``calls.WINNING``) a ``share`` is
    left alone by lot, the shop's own if it is not given; of no other list, for of no other is it asked whether calling
    brings them back, and whom the owner picked by hand is meant. Writes nothing.
    """
    today = book.today()
    with book.read() as sql:
        held: tuple[int, ...] = ()
        nobody = None
        number, rhythm = lists.next_number(sql), book.rhythms.in_force(sql)[1]
        if customer_ids is not None:
            allowed = lists.may_be_called(sql, customer_ids)
            ranked = calls.valued(sql, book.rhythms, today, allowed)
        else:
            ranked = calls.ranked_list(sql, book.rhythms, today, kind, chosen)
            left_alone = shop.settings(sql).hold_back if share is None else share
            if kind in calls.WINNING and left_alone > 0:
                ranked, held, nobody = _drawn(book, sql, ranked, left_alone, f"{number}", limit)
        rows = calls.call_rows(sql, book.rhythms, today, ranked[:limit] if limit is not None else ranked)
        kind = kind if customer_ids is None else "picked"
        return Draft(number, kind, today, tuple(rows), rhythm.fit.source != "preset", held, rhythm.fit.horizon, nobody)


def _drawn(
    book: Book, sql: Reader, ranked: list[tuple[int, int]], share: float, lot: str, limit: int | None
) -> tuple[list[tuple[int, int]], tuple[int, ...], Message | None]:
    """(the list without those left alone, those left alone, why nobody is). Who was on such a list within H days is not drawn
    again: their time is not up, and nobody is counted twice."""
    drawn_lately = lately_drawn(sql, calls.judge(sql, book.rhythms, book.today()).held_since())
    everybody = [customer for customer, _ in ranked]
    fresh = frozenset(everybody) - drawn_lately
    drawn = draw_list(everybody, fresh, share, lot, limit)
    values, called = dict(ranked), drawn.called
    nobody = nobody_held(len(fresh.intersection(called)), len(called)) if called and not drawn.held else None
    return [(i, values[i]) for i in called], drawn.held, nobody


def freeze(book: Book, *, drawn: Draft, title: str, paper: str, words: Sequence[dict[str, str]]) -> Done:
    """Keep the list as printed: ``words`` are the words of each row as they stand on the paper. ``id`` is its number.

    Who was left alone is written down with it, in an entry of its own.
    """
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
    if drawn.held:
        winback.hold_back(book, list_id=number, customer_ids=drawn.held)
    return Done(unit.changed, number)
