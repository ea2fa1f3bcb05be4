"""回访名单: drawn up, then frozen as printed, with a number and numbered rows into which outcomes are typed back later."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kyuanbook.actions import winback
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries import calls, list_rows, lists, shop
from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.customers import EVERYBODY, Filter, customer_count
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.list_rows import About
from kyuanbook.book.queries.partners import agreed
from kyuanbook.book.queries.winback import lately_drawn
from kyuanbook.book.reader import Reader
from kyuanbook.book.search import search
from kyuanbook.book.tables import CallList, CallListRow
from kyuanbook.book.unit import Unit
from kyuanbook.rules.followups import RANKED, Kind
from kyuanbook.rules.search_keys import query_words
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.winback import draw_list, nobody_held
from kyuanbook.rules.words import Message

Progress = Callable[[int, int], bool]
KINDS = (*list_rows.DATED, *calls.KINDS)
PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Draft:
    """A list not yet printed. ``number``: the one it will bear unless another list is printed first. ``held``: those the
    lot leaves alone, who are not on it; ``waiting``: those left out who stand on a list that is not yet answered."""

    number: int
    kind: str
    day: int
    rows: tuple[CallRow, ...]
    fitted: bool = True  # the order is 可能损失; else silence times spend
    held: tuple[int, ...] = ()
    horizon: int = 0  # open days for which they are left alone
    nobody: Message | None = None  # why the lot was to leave some alone, and left nobody
    about: tuple[About, ...] = ()  # beside each row
    sort: str = list_rows.RISK
    waiting: tuple[int, ...] = ()
    partner_id: int | None = None  # to whom it is given
    not_agreed: int = 0  # left out because they did not agree that this partner gets it

    @property
    def channel(self) -> TouchKind:
        """By which most of them are to be reached."""
        ways = [one.item.channel for one in self.about if one.item is not None]
        return max(dict.fromkeys(ways), key=ways.count, default=TouchKind.CALL)

    @property
    def rung(self) -> bool:
        """Whether one or more of them are to be rung: then a number may be wrong."""
        ways = {self.channel if one.item is None else one.item.channel for one in self.about or (About(),)}
        return TouchKind.CALL in ways

    def staying_away(self) -> list[int]:
        """Of a list of those who stay away all, of a list of what is due those who come up for it: calling them is trying
        to win them back."""
        if self.kind in calls.WINNING:
            return [row.customer_id for row in self.rows]
        return [one.item.customer_id for one in self.about if one.item is not None and one.item.kind in RANKED]


def draft(
    book: Book, *, kind: str = calls.CALLS, chosen: Filter = EVERYBODY, limit: int | None = None,
    customer_ids: Sequence[int] | None = None, share: float | None = None, sort: str = "", again: bool = False,
    typed: str = "", reasons: Collection[Kind] = (), without: Collection[int] = (), partner_id: int | None = None,
) -> Draft:  # fmt: skip
    """Draw up a list of ``kind`` (one of KINDS), or of the customers picked, or of those found by what was ``typed`` into
    the search. The first ``limit`` of what is to lose (of what is due: the most pressing) in the order of ``sort``, one of
    ``list_rows.SORTS``.

    Nobody who said 请勿联系 is on it, picked or not. Who stands on a list of the last days that is not yet answered is left
    out of what is due, but for ``again``; ``without``: who stands on the sheet before. A list that is given to a partner
    (``partner_id``) holds only those who agreed to that.

    Of those who stay away (``calls.WINNING``, and of what is due those who come up for it) a ``share`` is left alone by lot,
    the shop's own if it is not given; of no other, for of no other is it asked whether calling brings them back, and whom the
    owner picked by hand is meant. Writes nothing.
    """
    today = book.today()
    with book.read() as sql:
        number, rhythm = lists.next_number(sql), book.rhythms.in_force(sql)[1]
        named = _named(book, sql, customer_ids, typed)
        kind = kind if named is None else PICKED
        items = {}
        if named is not None:
            ranked = calls.valued(sql, book.rhythms, today, lists.may_be_called(sql, named))
        elif kind in list_rows.DATED:
            items = {i.customer_id: i for i in _dated(book, sql, kind, today, chosen, reasons)}
            values = dict(calls.valued(sql, book.rhythms, today, list(items)))
            ranked = [(i, values.get(i, 0)) for i in items]
        else:
            ranked = calls.ranked_list(sql, book.rhythms, today, kind, chosen)
        waits = list_rows.waiting(sql, [i for i, _ in ranked], today) if kind in list_rows.LEAVING_OUT and not again else {}
        left_out = {*waits, *without}
        ranked = [pair for pair in ranked if pair[0] not in left_out]
        many, theirs = len(ranked), None if partner_id is None else agreed(sql, partner_id, today)
        ranked = ranked if theirs is None else [pair for pair in ranked if pair[0] in theirs]
        not_agreed = many - len(ranked)
        if kind in calls.WINNING:
            items = list_rows.come_up_for(sql, today, kind, [i for i, _ in ranked])
        share = shop.settings(sql).hold_back if share is None else share
        ranked, held, nobody = _drawn(book, sql, kind, ranked, items, share, f"{number}", limit)
        rows = list_rows.rows_of(sql, book.rhythms, today, ranked[:limit] if limit is not None else ranked, items)
        sort = sort or (list_rows.PRESSING if kind in list_rows.DATED else list_rows.RISK)
        if sort != list_rows.RISK or kind in list_rows.DATED:
            rows = list_rows.in_order(sql, sort, rows)
        return Draft(
            number, kind, today, tuple(row for row, _ in rows), rhythm.fit.source != "preset", held, rhythm.fit.horizon,
            nobody, tuple(about for _, about in rows), sort, tuple(waits), partner_id, not_agreed,
        )  # fmt: skip


def _dated(
    book: Book, sql: Reader, kind: str, today: int, chosen: Filter, reasons: Collection[Kind]
) -> list[DueItem]:
    """Those of a list of ``list_rows.DATED``, in its own order."""
    if kind == list_rows.COMING:
        return list_rows.coming(sql, today, chosen)
    if kind == list_rows.BIRTHDAYS:
        return list_rows.birthdays(sql, today, chosen)
    return list_rows.due_now(sql, book.rhythms, today, chosen, reasons)


def _named(book: Book, sql: Reader, customer_ids: Sequence[int] | None, typed: str) -> Sequence[int] | None:
    """The customers picked by hand, or found by what was typed; None: the list is of a kind."""
    if customer_ids is not None or not typed.strip():
        return customer_ids
    if not book.haystack.ready:
        book.haystack.build(sql)
    return search(sql, book.haystack, query_words(typed), max(1, customer_count(sql)))


def _drawn(
    book: Book, sql: Reader, kind: str, ranked: list[tuple[int, int]], items: Mapping[int, Any], share: float, lot: str,
    limit: int | None,
) -> tuple[list[tuple[int, int]], tuple[int, ...], Message | None]:  # fmt: skip
    """(the list without those left alone, those left alone, why nobody is). Who was on such a list within H days is not drawn
    again: their time is not up, and nobody is counted twice."""
    if share <= 0 or kind not in (*calls.WINNING, list_rows.DUE):
        return ranked, (), None
    among = [i for i, _ in ranked if kind in calls.WINNING or items[i].kind in RANKED]
    if not among:
        return ranked, (), None
    drawn_lately = lately_drawn(sql, calls.judge(sql, book.rhythms, book.today()).held_since())
    fresh = frozenset(among) - drawn_lately
    if kind == list_rows.DUE:  # all of them come within the limit, or the lot would fall on who is not on the paper
        among = [i for i, _ in (ranked[:limit] if limit is not None else ranked) if items[i].kind in RANKED]
        drawn = draw_list(among, fresh, share, lot)
        ranked = [pair for pair in ranked if pair[0] not in frozenset(drawn.held)]
    else:
        drawn = draw_list(among, fresh, share, lot, limit)
        values = dict(ranked)
        ranked = [(i, values[i]) for i in drawn.called]
    called = drawn.called
    nobody = nobody_held(len(fresh.intersection(called)), len(called)) if called and not drawn.held else None
    return ranked, drawn.held, nobody


# on paper ----------------------------------------------------------------------------------------------------------------


def freeze(
    book: Book, *, drawn: Draft, title: str, paper: str, words: Sequence[Mapping[str, str]], frame: str = "",
    asks_score: bool = False, offer_cents: int = 0, survey_id: int | None = None,
) -> Done:  # fmt: skip
    """Keep the list as printed: ``words`` are the words of each row as they stand on the paper, ``frame`` all that stands
    there beside them; ``asks_score``: 满意度 is asked with it; ``offer_cents``: what the offer costs for each who comes;
    ``survey_id``: the 问卷 asked with it. ``id`` is its number.

    Who was left alone is written down with it, in an entry of its own.
    """
    with book.write("print_list", undoable=False, bulk=True) as unit:
        fit_id, _ = book.rhythms.in_force(unit.sql)
        number = unit.insert(
            CallList, kind=drawn.kind, title=title, paper=paper, day=drawn.day, printed_by=book.who, printed_at=unit.at,
            fit_id=fit_id, row_count=len(drawn.rows), frame=frame, channel=drawn.channel.value,
            asks_score=asks_score, offer_cents=offer_cents, survey_id=survey_id, partner_id=drawn.partner_id,
        )  # fmt: skip
        unit.name({"number": number, "rows": len(drawn.rows)})
        _insert_rows(unit, number, 1, 1, drawn, words)
    if drawn.held:
        winback.hold_back(book, list_id=number, customer_ids=drawn.held)
    return Done(unit.changed, number)


def extend(
    book: Book, *, list_id: int, drawn: Draft, words: Sequence[Mapping[str, str]], frame: str, first: int, sheet: int
) -> Done:
    """Keep one more sheet of a printed list, its rows numbered on from ``first``. ``frame``: of all its sheets. Raises Stale
    when somebody else lengthened or voided it meanwhile: the paper that was set would bear numbers that are taken."""
    with book.write("extend_list", undoable=False, bulk=True) as unit:
        printed = _list(unit, list_id)
        if (printed["sheets"] + 1, printed["row_count"] + 1) != (sheet, first) or printed["voided_at"] is not None:
            raise Stale(table="call_list", id=list_id)
        unit.name({"number": list_id, "rows": len(drawn.rows), "sheet": sheet})
        unit.update(CallList, list_id, sheets=sheet, row_count=printed["row_count"] + len(drawn.rows), frame=frame)
        _insert_rows(unit, list_id, first, sheet, drawn, words)
    return Done(unit.changed, list_id)


def _insert_rows(
    unit: Unit, list_id: int, first: int, sheet: int, drawn: Draft, words: Sequence[Mapping[str, str]]
) -> None:
    beside = drawn.about or (About(),) * len(drawn.rows)
    rows = []
    for i, (row, said, about) in enumerate(zip(drawn.rows, words, beside, strict=True), first):
        item = about.item
        came_up = {} if item is None else {
            "rule_id": item.rule_id, "follow_kind": item.kind.value, "occurrence": item.occurrence,
        }  # fmt: skip
        rows.append({
            "list_id": list_id, "number": i, "customer_id": row.customer_id, "sheet": sheet,
            "words": json.dumps(said, ensure_ascii=False), **came_up,
        })  # fmt: skip
    unit.insert_many(CallListRow, rows)


def _list(unit: Unit, list_id: int) -> dict[str, Any]:
    row = unit.get(CallList, list_id)
    if row is None:
        raise NoSuchRow(table="call_list", id=list_id)
    return row
