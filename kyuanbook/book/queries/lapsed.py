"""Who stopped coming, month by month and gap by gap, why, and who came back: one scan of the visits, kept are the last months."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.lapse import ReasonRow, reasons
from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.replay import special, visit_days
from kyuanbook.book.queries.shop import channel_name
from kyuanbook.book.queries.stages import COUNTED, opening_of
from kyuanbook.book.queries.winback import AttemptRow, Back, all_attempts, returns
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.lapses import Lapse, first_of, lapses, last_months, month_of
from kyuanbook.rules.opening import past
from kyuanbook.rules.tiers import TIERS

MONTHS: Final = 12
_CHUNK: Final = 400
_BREATHS: Final = 2_000  # customers between two questions whether to go on

GoOn = Callable[[int, int], bool]


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class Gone(NamedTuple):
    """One customer who lapsed in one month. ``reason``: a row of 流失原因, None where nobody asked; ``source``, ``product``
    (bought at the last visit before), ``tier`` (as it is now): "" where not known."""

    customer_id: int
    month: int
    since: int
    day: int
    back: int | None
    reason: int | None
    source: str
    product: str
    tier: str


class Won(NamedTuple):
    """One customer who came back, and how."""

    customer_id: int
    back: Back


class Report(NamedTuple):
    """``gone``: who lapsed in ``months``; ``reasons``: all there are, in the owner's order; ``early``: of whom a reason is
    known though they don't count as lapsed (yet); ``won``: who came back in those months, the last first."""

    months: range
    gone: tuple[Gone, ...]
    reasons: tuple[ReasonRow, ...]
    early: tuple[int, ...]
    won: tuple[Won, ...]


def report(sql: Reader, rhythms: shop.Rhythms, today: int, go_on: GoOn | None = None) -> Report:
    """The last twelve months, this one among them. Raises Stopped when ``go_on`` says so."""
    months = last_months(today, MONTHS)
    since = first_of(months[0])
    lately: dict[int, list[Lapse]] = {}
    silent: set[int] = set()
    told, returned = _told(sql), set[tuple[int, int | None]]()
    for customer, found in _all_lapses(sql, rhythms, today, go_on):
        if found[-1].back is None:
            silent.add(customer)
        if customer in told:
            returned.update((customer, one.back) for one in found)
        kept = [one for one in found if one.day >= since or (one.back is not None and one.back >= since)]
        if kept:
            lately[customer] = kept
    gone = [(i, one) for i, found in lately.items() for one in found if one.day >= since]
    return Report(
        months, _described(sql, gone, told, returned), tuple(reasons(sql, hidden=True)), _early(sql, told, silent, returned),
        _won(sql, rhythms, lately, since),
    )  # fmt: skip


def _all_lapses(
    sql: Reader, rhythms: shop.Rhythms, today: int, go_on: GoOn | None
) -> Iterator[tuple[int, list[Lapse]]]:
    rhythm, calendar = rhythms.in_force(sql)[1], shop.open_days(sql)
    remembered = {row[0]: row for row in special(sql)}
    away = frozenset(sql.column("SELECT id FROM customer WHERE deleted_at IS NOT NULL"))
    many = int(sql.value("SELECT max(id) FROM customer") or 0)
    for count, (customer, days) in enumerate(_everybody(sql, today, frozenset(remembered))):
        if go_on is not None and count % _BREATHS == 0 and not go_on(min(customer, many), many):
            raise Stopped
        opening = opening_of(remembered[customer][1:]) if customer in remembered else None
        if opening is not None:
            days = [day for day in past(opening, days, calendar, rhythm.fit.gap).days if day <= today]
        if customer not in away and (found := lapses(days, today, rhythm, calendar)):
            yield customer, found


def _everybody(sql: Reader, today: int, remembered: frozenset[int]) -> Iterator[tuple[int, list[int]]]:
    """Visit days of all who came, and of those of whom only 期初 is known."""
    left = set(remembered)
    for customer, days in visit_days(sql, today):
        left.discard(customer)
        yield customer, days
    for customer in sorted(left):
        yield customer, []


def _told(sql: Reader) -> dict[int, list[tuple[int, int]]]:
    """customer -> (day, reason) of all that was said, the newest first."""
    found: dict[int, list[tuple[int, int]]] = {}
    for customer, day, reason in sql.rows(
        "SELECT l.customer_id, l.day, l.reason_id FROM lapse l JOIN customer c ON c.id = l.customer_id"
        " WHERE c.deleted_at IS NULL ORDER BY l.day DESC, l.id DESC"
    ):
        found.setdefault(customer, []).append((day, reason))
    return found


def _reason_of(one: Lapse, told: Sequence[tuple[int, int]], *, returned: bool) -> int | None:
    """What was said of this silence: from its last visit on, until they came again. ``returned``: that visit ended another
    silence, of which was said what was said on its day."""
    first = one.since + returned
    return next((r for day, r in told if first <= day and (one.back is None or day <= one.back)), None)


def _early(
    sql: Reader, told: dict[int, list[tuple[int, int]]], silent: set[int], returned: set[tuple[int, int | None]]
) -> tuple[int, ...]:
    """Of whom something was said since their last visit, though they don't count as lapsed. ``returned``: (customer, day) of
    visits that ended a silence, of which was said what was said on their day."""
    open_ones = [i for i in told if i not in silent]
    last: dict[int, int] = {}
    for start in range(0, len(open_ones), _CHUNK):
        chunk = open_ones[start : start + _CHUNK]
        last.update(
            sql.rows(
                f"SELECT customer_id, max(day) FROM visit WHERE deleted_at IS NULL AND day <= {COUNTED}"
                f" AND customer_id IN ({marks(len(chunk))})"
                " GROUP BY customer_id",
                **named(chunk),
            )
        )
    return tuple(i for i in open_ones if told[i][0][0] >= last.get(i, 0) + ((i, last.get(i)) in returned))


def _described(
    sql: Reader, gone: Sequence[tuple[int, Lapse]], told: dict[int, list[tuple[int, int]]],
    returned: set[tuple[int, int | None]],
) -> tuple[Gone, ...]:  # fmt: skip
    described: list[Gone] = []
    for start in range(0, len(gone), _CHUNK):
        chunk = gone[start : start + _CHUNK]
        ids = list(dict.fromkeys(i for i, _ in chunk))
        sources, tiers, bought = _sources(sql, ids), _tiers(sql, ids), _bought(sql, chunk)
        described += [
            Gone(
                i, month_of(one.day), one.since, one.day, one.back,
                _reason_of(one, told.get(i, ()), returned=(i, one.since) in returned), sources.get(i, ""),
                bought.get((i, one.since), ""), tiers.get(i, ""),
            )
            for i, one in chunk
        ]  # fmt: skip
    return tuple(described)


def _sources(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    rows = sql.rows(
        f"SELECT c.id, ch.code, ch.name FROM customer c JOIN channel ch ON ch.id = {counted(sql)}"
        f" WHERE c.id IN ({marks(len(ids))})",
        **named(ids),
    )
    return {i: channel_name(code, name) for i, code, name in rows}


def _tiers(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    rows = sql.rows(
        "SELECT c.id, CASE c.tier_pin WHEN '' THEN coalesce(s.tier, '') ELSE c.tier_pin END FROM customer c"
        f" LEFT JOIN standing s ON s.customer_id = c.id WHERE c.id IN ({marks(len(ids))})",
        **named(ids),
    )
    return {i: tier for i, tier in rows if tier in TIERS}


def _bought(sql: Reader, gone: Sequence[tuple[int, Lapse]]) -> dict[tuple[int, int], str]:
    """(customer, day) -> the first thing bought on that day."""
    days = [f"(:c{n}, :d{n})" for n in range(len(gone))]
    values = {f"c{n}": i for n, (i, _) in enumerate(gone)} | {f"d{n}": one.since for n, (_, one) in enumerate(gone)}
    rows = sql.rows(
        f"WITH ends(customer_id, day) AS (VALUES {', '.join(days)})"
        " SELECT v.customer_id, v.day, coalesce(p.name, i.name) FROM ends CROSS JOIN visit v ON v.customer_id = ends.customer_id"
        " AND v.day = ends.day AND v.deleted_at IS NULL JOIN visit_item i ON i.visit_id = v.id"
        " LEFT JOIN product p ON p.id = i.product_id ORDER BY v.id DESC, i.position DESC, i.id DESC",
        **values,
    )
    return {(customer, day): name for customer, day, name in rows}


def _won(sql: Reader, rhythms: shop.Rhythms, lately: dict[int, list[Lapse]], since: int) -> tuple[Won, ...]:
    back = {i: found for i, found in lately.items() if any(one.back is not None and one.back >= since for one in found)}
    if not back:
        return ()
    tried: dict[int, list[AttemptRow]] = {}
    for attempt in all_attempts(sql, rhythms):
        tried.setdefault(attempt.customer_id, []).append(attempt)
    sources = {
        i: (day, channel_name(code, name))
        for i, day, code, name in sql.rows(
            "SELECT c.id, c.latest_source_day, ch.code, ch.name FROM customer c JOIN channel ch"
            f" ON ch.id = {counted(sql, 'c.latest_channel_id')} WHERE c.latest_source_day > coalesce(c.first_source_day, 0)"
        )
    }
    won = [
        Won(i, one)
        for i, found in back.items()
        for one in returns(found, tried.get(i, ()), sources.get(i, (None, "")))
        if one.day >= since
    ]
    return tuple(sorted(won, key=lambda w: (-w.back.day, w.customer_id)))
