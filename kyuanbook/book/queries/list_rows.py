"""What a list of customers has beside its rows: what each came up for, what to say, where they live; in which order."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import calls, follow_rules, shop
from kyuanbook.book.queries.birthdays import birthdays_of_week
from kyuanbook.book.queries.calls import CallRow
from kyuanbook.book.queries.customers import EVERYBODY, Filter, customer_ids
from kyuanbook.book.queries.due import DueItem, as_items, due
from kyuanbook.book.queries.due_rows import due_rows, standing_on_list
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.districts import order_of
from kyuanbook.rules.followups import RANKED, Kind
from kyuanbook.rules.touches import TouchKind

DUE: Final = "due"
"""A list of all that is due, whatever the reason; beside those of ``calls.KINDS``."""
COMING, BIRTHDAYS = "coming", "birthdays"
"""Who promised a day from today on; who has a birthday this week: what slips are printed for."""
DATED: Final = (DUE, COMING, BIRTHDAYS)
LEAVING_OUT: Final = (DUE, calls.CALLS)  # who stands on an unanswered list is left out of these unless asked for
PRESSING, RISK, NAME, DISTRICT, LAST = "pressing", "risk", "name", "district", "last"
SORTS: Final = (PRESSING, RISK, NAME, DISTRICT, LAST)
_CHUNK: Final = 400
_ALL_OF_THEM: Final = 1_000_000_000


class About(NamedTuple):
    """Beside a row: what came up, None of whom the owner picked; what to say, filled in; where they live."""

    item: DueItem | None = None
    words: str = ""
    address: str = ""
    email: str = ""


def due_now(
    sql: Reader, rhythms: shop.Rhythms, today: int, chosen: Filter, reasons: Collection[Kind] = ()
) -> list[DueItem]:
    """All that is due, the most pressing first, of those within a filter and for one of some reasons (none given: any). The
    ranking is made now: a list may be drawn up where no page is open that keeps one. Of those ranked no more than can still be
    rung today, but where the people are named: then all of them who are up."""
    kept, _ = calls.top_calls(sql, rhythms, today, calls.left_today(sql, today) if chosen.ids is None else calls.KEPT)
    items = due(sql, rhythms, today, kept)
    if reasons:
        items = [item for item in items if item.kind in reasons]
    return _within(sql, items, today, chosen)


def coming(sql: Reader, today: int, chosen: Filter = EVERYBODY) -> list[DueItem]:
    """Who promised a day that is not over yet, the nearest day first; each once."""
    rows = sql.rows(
        "SELECT f.customer_id, f.rule_id, min(f.occurrence), f.id, f.note FROM follow_up f JOIN customer c"
        " ON c.id = f.customer_id WHERE f.state = 'open' AND f.kind = 'promised' AND f.due_day >= :today"
        " AND f.occurrence >= :today AND c.deleted_at IS NULL AND c.do_not_contact = 0 GROUP BY f.customer_id"
        " ORDER BY 3, f.customer_id",
        today=today,
    )
    items = [
        DueItem(customer, Kind.PROMISED, rule, day, day, day, TouchKind.CALL, follow_up, note=note)
        for customer, rule, day, follow_up, note in rows
    ]
    return _within(sql, items, today, chosen)


def birthdays(sql: Reader, today: int, chosen: Filter = EVERYBODY) -> list[DueItem]:
    """Whose birthday is kept on one of the next seven days, today's first. ``occurrence``: that day."""
    rule = next((one.id for one in follow_rules.rules(sql) if one.kind is Kind.BIRTHDAY), None)
    found = birthdays_of_week(sql, today, _ALL_OF_THEM).rows
    items = [
        DueItem(one.customer_id, Kind.BIRTHDAY, rule, one.on, one.on, one.on, TouchKind.WECHAT)
        for one in found if not one.do_not_contact
    ]  # fmt: skip
    return _within(sql, items, today, chosen)


def _within(sql: Reader, items: list[DueItem], today: int, chosen: Filter) -> list[DueItem]:
    if chosen == EVERYBODY:
        return items
    wanted = frozenset(customer_ids(sql, today, chosen))
    return [item for item in items if item.customer_id in wanted]


def waiting(sql: Reader, ids: Sequence[int], today: int) -> dict[int, int]:
    """customer -> the printed list on which they wait for an answer, of those who do."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), _CHUNK):
        found |= standing_on_list(sql, ids[start : start + _CHUNK], today)
    return found


def come_up_for(sql: Reader, today: int, kind: str, ids: Sequence[int]) -> dict[int, DueItem]:
    """What those of a list of ``kind`` who stay away come up for by the shop's rules, so that an answer typed back from it
    settles that. Nobody of any other list: whom the owner picked is meant."""
    if kind not in calls.WINNING:
        return {}
    found: dict[int, DueItem] = {}
    for start in range(0, len(ids), _CHUNK):
        for item in as_items(sql, today, [(i, 0) for i in ids[start : start + _CHUNK]]):
            found[item.customer_id] = item
    return {i: item for i, item in found.items() if item.due_day <= today}


def rows_of(
    sql: Reader, rhythms: shop.Rhythms, today: int, ranked: Sequence[tuple[int, int]], items: dict[int, DueItem]
) -> list[tuple[CallRow, About]]:
    """The rows of a ranked list in its order, each with what is beside it. Of whom something is due (``items``) the reason
    is that of the rule."""
    rows = calls.call_rows(sql, rhythms, today, ranked)
    asked = [items.get(row.customer_id) or _picked(row.customer_id, today) for row in rows]
    said = {row.customer_id: row for row in due_rows(sql, rhythms, today, asked)}
    emails = _emails(sql, [row.customer_id for row in rows])
    found = []
    for row in rows:
        of = said.get(row.customer_id)
        if of is None:
            found.append((row, About()))
            continue
        item = items.get(row.customer_id)
        if item is not None and item.kind not in RANKED:
            row = row._replace(reason=of.reason)
        found.append((row, About(item, of.words, of.address, emails.get(row.customer_id, ""))))
    return found


def _picked(customer_id: int, today: int) -> DueItem:
    return DueItem(customer_id, Kind.PICKED, None, 0, today, 0, TouchKind.CALL)


def _emails(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        found |= dict(sql.rows(f"SELECT id, email FROM customer WHERE id IN ({marks(len(chunk))})", **named(chunk)))
    return found


def in_order(sql: Reader, sort: str, rows: list[tuple[CallRow, About]]) -> list[tuple[CallRow, About]]:
    """The rows in the order asked for; those alike in it stay as they came. ``sort``: of SORTS."""
    if sort in (PRESSING, ""):
        return rows
    keys: dict[int, str] = _names(sql, [row.customer_id for row, _ in rows]) if sort in (NAME, DISTRICT) else {}
    by: dict[str, Callable[[tuple[CallRow, About]], Any]] = {
        RISK: lambda pair: -pair[0].value_cents,
        NAME: lambda pair: keys.get(pair[0].customer_id, ""),
        DISTRICT: lambda pair: (order_of(pair[1].address), keys.get(pair[0].customer_id, "")),
        LAST: lambda pair: -(pair[0].last_day or 0),
    }
    return sorted(rows, key=by[sort])


def _names(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    """By pinyin, as 客户 sorts them."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        found |= dict(
            sql.rows(f"SELECT customer_id, sort_key FROM search_row WHERE customer_id IN ({marks(len(chunk))})", **named(chunk))
        )
    return found
