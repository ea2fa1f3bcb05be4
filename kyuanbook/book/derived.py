"""Derived rows: what follows from a customer's visits, written in the transaction that changed them.

A visit noted for a day to come is not counted before it: it has not happened, and a stage that went by it would call
somebody 赢回 who came once and was written down for 2035. Its customer's rows are written anew on that day, by the first
unit of work or by whoever opens the book, whichever comes first (:func:`count_up_to`).

A row belongs to one fit. While a new fit is being built (pointer ``fit_next``), a visit writes the rows of both, so that
the change-over is one pointer and nobody at the counter waits for it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.stages import COUNTED, OPENING, come_due, counted_up_to, opening_of
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.book.search import header
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.fit import preset_fit
from kyuanbook.rules.names import readings
from kyuanbook.rules.opening import remembered_spend
from kyuanbook.rules.reasons import usual_gap_shown
from kyuanbook.rules.rhythm import Fit, Rhythm
from kyuanbook.rules.search_keys import record_keys
from kyuanbook.rules.stages import Marks, Opening, mark
from kyuanbook.rules.trades import preset_gap

CHUNK: Final = 400
KEYS_AT_ONCE: Final = 200  # customers whose search keys alone are written within the unit that changed them; more are put off
_KEYS_FROM: Final = "keys_from"

_COLUMNS: Final = (
    "n", "first_day", "last_day", "total_cents", "x", "tx", "k", "t", "gaps", "spend_2h", "spend_4h", "guessed",
    "usual_gap", "at_risk_day", "lapsed_day", "calm",
)  # fmt: skip
_PUT: Final = (
    f"INSERT INTO derived (fit_id, customer_id, {', '.join(_COLUMNS)}) VALUES ({', '.join('?' * (len(_COLUMNS) + 2))})"
    f" ON CONFLICT (fit_id, customer_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS)}"
)
_PUT_KEYS: Final = (
    "INSERT INTO search_row (customer_id, last_day, sort_key, keys) VALUES (?,?,?,?) ON CONFLICT (customer_id) DO UPDATE"
    " SET last_day = excluded.last_day, sort_key = excluded.sort_key, keys = excluded.keys"
)

Days = list[tuple[int, int]]  # (day, cents) of one customer, rising


@dataclass(frozen=True, slots=True)
class _Live:
    """A customer not in 回收站: what marks and order need beside the visits."""

    id: int
    opening: Opening | None
    created_day: int


# which fit ---------------------------------------------------------------------------------------------------------------


def settle_fit(sql: Reader, day: int) -> None:
    """See that a fit is in force, and that a shop which still lives by its trade's preset has the right one."""
    trade = shop.settings(sql).trade
    row = sql.one("SELECT id, source, trade FROM fit WHERE id = (SELECT value FROM pointer WHERE name = 'fit')")
    if row and (row[1] != "preset" or row[2] == trade):
        return
    found = sql.value("SELECT id FROM fit WHERE source = 'preset' AND trade = :trade", trade=trade)
    if found is None:
        found = put_fit(sql, preset_fit(preset_gap(trade)), trade=trade, day=day, visits=0, repeats=0)
    point(sql, "fit", int(found))
    if row:
        sql.many("DELETE FROM derived WHERE fit_id = ?", [(row[0],)])


def put_fit(sql: Reader, fit: Fit, *, trade: str, day: int, visits: int, repeats: int) -> int:
    """Write a fit, never to be changed; returns its number. ``visits``, ``repeats``: what the book held when it was made."""
    p = fit.parameters
    fit_id = int(sql.value("SELECT max(id) FROM fit") or 0) + 1
    sql.many(
        "INSERT INTO fit (id, r, alpha, a, b, gap, horizon, loyal_gap, source, trade, day, visits, repeats)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [(fit_id, p.r, p.alpha, p.a, p.b, fit.gap, fit.horizon, fit.loyal_gap, fit.source, trade, day, visits, repeats)],
    )
    return fit_id


def point(sql: Reader, name: str, fit_id: int | None) -> None:
    """Move a pointer, or take it away."""
    sql.forget()
    if fit_id is None:
        sql.many("DELETE FROM pointer WHERE name = ?", [(name,)])
        return
    sql.many(
        "INSERT INTO pointer (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, fit_id)],
    )


def sweep(sql: Reader, limit: int = 1_000) -> int:
    """Remove derived rows of fits no longer in force, at most ``limit``; returns how many went."""
    old = sql.rows(
        "SELECT fit_id, customer_id FROM derived WHERE fit_id NOT IN"
        " (SELECT value FROM pointer WHERE name IN ('fit', 'fit_next')) LIMIT :limit",
        limit=limit,
    )
    sql.many("DELETE FROM derived WHERE fit_id = ? AND customer_id = ?", old)
    return len(old)


# the rows ----------------------------------------------------------------------------------------------------------------


def count_up_to(sql: Reader, today: int) -> list[int]:
    """From now on the visits up to ``today`` count; the customers whose rows are thereby to be written anew."""
    upto = counted_up_to(sql)
    if upto is not None and upto >= today:
        return []
    due = come_due(sql, today)
    sql.many(
        "INSERT INTO pointer (name, value) VALUES ('counted', ?) ON CONFLICT (name) DO UPDATE SET"
        " value = max(value, excluded.value)",
        [(today,)],
    )
    return due


def recompute(
    sql: Reader, customers: Iterable[int] | None, rhythms: shop.Rhythms, *, keys: bool = True,
    but: Set[int] = frozenset(), only_fit: int | None = None, progress: Callable[[int], None] | None = None,
) -> None:  # fmt: skip
    """Bring the rows of ``customers`` in step with their visits; None: everybody's. ``keys``: the search keys as well.

    ``but``: not these. ``only_fit``: those of one fit alone, for a fit being built.
    """
    calendar = shop.open_days(sql)
    fits = [(i, r) for i, r in rhythms.live(sql) if only_fit in (None, i)]
    ids = sorted(set(customers)) if customers is not None else sql.column("SELECT id FROM customer ORDER BY id")
    if but:
        ids = [i for i in ids if i not in but]
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        _recompute_chunk(sql, chunk, fits, calendar, keys)
        if progress is not None:
            progress(start + len(chunk))


def _recompute_chunk(
    sql: Reader, ids: Sequence[int], fits: Sequence[tuple[int, Rhythm]], calendar: OpenDays, keys: bool
) -> None:
    live = {c.id: c for c in _live(sql, ids)}
    gone = [(i,) for i in ids if i not in live]
    if gone:
        sql.many("DELETE FROM derived WHERE fit_id IN (SELECT id FROM fit) AND customer_id = ?", gone)
        sql.many("DELETE FROM search_row WHERE customer_id = ?", gone)
    visits = dict(visit_days(sql, list(live)))
    for fit_id, rhythm in fits:
        sql.many(_PUT, [derived_row(fit_id, c, visits.get(c.id, []), rhythm, calendar) for c in live.values()])
    last = {c.id: _last_day(c, visits.get(c.id, []), calendar) for c in live.values()}
    if keys:
        texts = key_texts(sql, list(live))
        sql.many(_PUT_KEYS, [(i, last[i], *texts[i]) for i in live])
    else:
        sql.many("UPDATE search_row SET last_day = ? WHERE customer_id = ?", [(day, i) for i, day in last.items()])


def _live(sql: Reader, ids: Sequence[int], which: str = "deleted_at IS NULL AND") -> list[_Live]:
    rows = sql.rows(f"SELECT id, {OPENING} FROM customer WHERE {which} id IN ({marks(len(ids))})", **named(ids))
    return [_Live(int(row[0]), opening_of(row[1:]), int(row[7])) for row in rows]


def as_if_live(sql: Reader, rhythms: shop.Rhythms, customer_id: int) -> dict[str, Any]:
    """The derived row that one in 回收站 would have under the fit in force, by its columns; nothing is written."""
    fit_id, rhythm = rhythms.in_force(sql)
    visits = dict(visit_days(sql, [customer_id])).get(customer_id, [])
    whose = _live(sql, [customer_id], which="")[0]
    return dict(
        zip(("fit_id", "customer_id", *_COLUMNS), derived_row(fit_id, whose, visits, rhythm, shop.open_days(sql)), strict=True)
    )


def visit_days(sql: Reader, ids: Sequence[int]) -> Iterator[tuple[int, Days]]:
    """(customer, the visit days that count, with what each brought); several visits on one day are one."""
    rows = sql.rows(
        f"SELECT customer_id, day, sum(amount_cents) FROM visit WHERE deleted_at IS NULL AND day <= {COUNTED}"
        f" AND customer_id IN ({marks(len(ids))}) GROUP BY customer_id, day ORDER BY customer_id, day",
        **named(ids),
    )
    for customer, group in groupby(rows, itemgetter(0)):
        yield int(customer), [(day, cents) for _, day, cents in group]


def _last_day(customer: _Live, days: Days, calendar: OpenDays) -> int:
    """By what the search is ordered: the last visit, for a prospect the day they were entered."""
    if days:
        return max(days[-1][0], (customer.opening.last or 0) if customer.opening else 0)
    opening = customer.opening
    return opening.last if opening and opening.last else customer.created_day


def derived_row(fit_id: int, customer: Any, days: Days, rhythm: Rhythm, calendar: OpenDays) -> tuple[Any, ...]:
    """The values of a derived row in the order of ``_PUT``. ``customer`` has ``id`` and ``opening``."""
    opening: Opening | None = customer.opening
    came = [day for day, _ in days]
    m: Marks = mark(came, rhythm, calendar, opening)
    spent = days if opening is None else sorted([*days, *remembered_spend(opening, came, calendar, rhythm.fit.gap)])
    before = opening.total_cents if opening else 0
    horizon = rhythm.fit.horizon
    return (
        fit_id, customer.id, m.n, m.first, m.last, before + sum(cents for _, cents in days), m.x, m.tx, m.k, m.t,
        ",".join(map(str, m.gaps)), _spend(spent, m.last, 2 * horizon, calendar),
        _spend(spent, m.last, 4 * horizon, calendar), m.guessed, usual_gap_shown(m, calendar), m.at_risk_day,
        m.lapsed_day, m.calm.value,
    )  # fmt: skip


def _spend(days: Days, last: int | None, window: int, calendar: OpenDays) -> int:
    """Cents spent in the ``window`` open days that end at ``last``."""
    if last is None or not days:
        return 0
    return sum(cents for _, cents in days[bisect_right(days, calendar.before(last, window), key=itemgetter(0)) :])


def refresh_keys(sql: Reader, customers: Iterable[int]) -> None:
    """Write anew what these are found by, and nothing else: a field of the owner's is searched from now on, or no more; a tag
    is called otherwise."""
    ids = sorted(set(customers))
    for start in range(0, len(ids), CHUNK):
        texts = key_texts(sql, ids[start : start + CHUNK])
        rows = [(order, keys, i) for i, (order, keys) in texts.items()]
        sql.many("UPDATE search_row SET sort_key = ?, keys = ? WHERE customer_id = ?", rows)


def put_keys_off(sql: Reader) -> None:
    """Too many are found otherwise to write it while others wait: from the first customer on it is still to be done. Kept in
    the book, so that it is done by the next who opens it if need be."""
    point(sql, _KEYS_FROM, 0)


def keys_due(sql: Reader) -> bool:
    """Whether keys were put off."""
    return sql.value("SELECT value FROM pointer WHERE name = :name", name=_KEYS_FROM) is not None


def renew_keys(sql: Reader, many: int) -> int:
    """Write the keys of the next ``many`` that were put off (inside ``Book.write_derived``); how many there were, 0 at the
    end. Put off once more meanwhile, it begins anew."""
    first = sql.value("SELECT value FROM pointer WHERE name = :name", name=_KEYS_FROM)
    if first is None:
        return 0
    filled, borne = (
        f"SELECT customer_id FROM (SELECT DISTINCT customer_id FROM {those} AND customer_id >= :first ORDER BY customer_id"
        " LIMIT :many)"
        for those in ("custom_value WHERE visit_id IS NULL", "customer_tag WHERE 1")
    )
    some = sql.column(f"{filled} UNION {borne} ORDER BY customer_id LIMIT :many", first=first, many=many)
    refresh_keys(sql, some)
    point(sql, _KEYS_FROM, some[-1] + 1 if some else None)
    return len(some)


def key_texts(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """(sort key, search record) of each customer."""
    at = marks(len(ids))
    also: dict[int, dict[str, list[str]]] = {i: {"phones": [], "people": [], "tags": [], "values": []} for i in ids}
    for kind, text in (
        ("phones", f"SELECT customer_id, number FROM phone WHERE customer_id IN ({at}) ORDER BY position, id"),
        ("people", f"SELECT customer_id, name FROM contact_person WHERE customer_id IN ({at}) ORDER BY position, id"),
        ("phones", f"SELECT customer_id, phone FROM contact_person WHERE phone != '' AND customer_id IN ({at})"),
        (
            "tags",
            "SELECT customer_id, tag.name FROM customer_tag JOIN tag ON tag.id = tag_id"
            f" WHERE customer_id IN ({at}) ORDER BY tag.name",
        ),
        (
            "values",
            "SELECT customer_id, text FROM custom_value v JOIN custom_field f ON f.id = v.field_id WHERE visit_id IS NULL"
            f" AND searchable = 1 AND hidden = 0 AND customer_id IN ({at}) ORDER BY f.id",
        ),
    ):
        for customer, word in sql.rows(text, **named(ids)):
            also[customer][kind].append(word.partition("-")[0] if kind == "phones" else word)  # extensions end no number
    rows = sql.rows(f"SELECT id, name, alias, member_no, wechat FROM customer WHERE id IN ({at})", **named(ids))
    return {i: _key_text(i, name, alias, member_no, wechat, also[i]) for i, name, alias, member_no, wechat in rows}


def _key_text(
    customer: int, name: str, alias: str, member_no: str, wechat: str, also: Mapping[str, list[str]]
) -> tuple[str, str]:
    keys = record_keys(
        name=name, alias=alias, phones=also["phones"], member_no=member_no, people=also["people"],
        words=[*also["tags"], wechat], values=also["values"],
    )  # fmt: skip
    return sort_key(name or alias), header(customer) + keys


def sort_key(name: str) -> str:
    """By what names are sorted: pinyin, and the name itself among those that sound alike; one of signs alone comes first."""
    ways = readings(name)
    return (" ".join(ways[0]).lower() if ways else "") + " " + name
