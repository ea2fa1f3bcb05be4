"""今日: what the first page shows, in a handful of reads that don't grow with the book."""

from typing import Final, NamedTuple

from kyuanbook.book.queries import calls, shop
from kyuanbook.book.queries.customers import customer_rows
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.stages import Stage

VISITS_SHOWN: Final = 50
THANKED_FOR: Final = 4  # days for which a new customer stays up to be thanked: ``rules.followups.STAYS``, not loaded yet
TO_THANK: Final = (  # as ``queries.due`` finds them, by who came first in those days, whatever the size of the book
    "FROM follow_rule r CROSS JOIN derived d JOIN customer c ON c.id = d.customer_id WHERE r.kind = 'thank' AND r.hidden = 0"
    f" AND d.fit_id = {FIT} AND d.first_day BETWEEN :today - r.days - {THANKED_FOR} AND :today - r.days AND d.n = 1"
    " AND c.opening = 0 AND c.do_not_contact = 0 AND c.deleted_at IS NULL AND CASE r.channel WHEN 'in_person' THEN 1"
    " WHEN 'letter' THEN c.address != '' ELSE (r.channel = 'wechat' AND c.wechat != '') OR EXISTS"
    " (SELECT 1 FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0) END"
    " AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = c.id AND ((f.rule_id = r.id AND"
    " f.occurrence = d.first_day) OR (f.state = 'open' AND f.kind = 'promised' AND f.due_day > :today)))"
    " AND (coalesce(r.pause_days, :pause) = 0 OR NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = c.id AND"
    f" {calls.SPOKEN.replace(':after', ':today - coalesce(r.pause_days, :pause)')}))"
)

class VisitToday(NamedTuple):
    """Somebody who came today. ``minute`` of the day, None when only the day is known."""

    visit_id: int
    customer_id: int
    name: str
    stage: Stage
    minute: int | None
    items: str
    amount_cents: int


class Today(NamedTuple):
    """``calls_in_all``: everybody worth a call, of whom ``calls_today``, as many as the owner can still ring today, are in
    ``calls`` (more, where more were asked for), with ``at_stake_cents`` between them;
    ``calls_fresh``: ranked today, not on an earlier day; ``empty``: nobody is in the book yet;
    ``fitted``: the order is 可能损失; else, by the trade's preset alone, silence times spend; ``overdue``: nobody is to be
    called, though somebody stays away longer than usual."""

    day: int
    came: int
    income_cents: int
    came_week_ago: int
    visits: tuple[VisitToday, ...]
    calls: tuple[calls.CallRow, ...]
    calls_in_all: int
    calls_today: int
    calls_fresh: bool
    at_stake_cents: int
    empty: bool
    fitted: bool
    overdue: bool


def today_page(sql: Reader, rhythms: shop.Rhythms, today: int, *, shown: int | None = None) -> Today:
    """The first page. ``shown``: how many calls, else as many as the owner can still ring today."""
    limit = shown if shown is not None else shop.settings(sql).calls_per_day
    ranked, in_all, fresh = calls.snapshot(sql, today, limit)
    todays = ranked[: calls.left_today(sql, today)]
    ranked = todays if shown is None else ranked
    came, income = _came(sql, today)
    before, _ = _came(sql, today - 7)
    return Today(
        today, came, income, before, visits_on(sql, today), tuple(calls.call_rows(sql, rhythms, today, ranked)),
        max(in_all, len(todays)), len(todays), fresh, sum(value for _, value in todays),
        sql.value("SELECT 1 FROM search_row LIMIT 1") is None,
        rhythms.in_force(sql)[1].fit.source != "preset", not in_all and _anybody_overdue(sql, today),
    )  # fmt: skip


def _came(sql: Reader, day: int) -> tuple[int, int]:
    """How many customers came on a day, and the cents they left. The first picture waits for it: of twenty thousand visits
    ``count(DISTINCT …)`` and ``NOT IN`` take 35 ms, the ids as one text 3."""
    ids, cents = sql.one(
        "SELECT group_concat(customer_id), coalesce(sum(amount_cents), 0) FROM visit WHERE day = :d AND deleted_at IS NULL", d=day
    ) or (None, 0)
    if not ids:
        return 0, 0
    gone = sql.rows(
        "SELECT v.customer_id, v.amount_cents FROM customer c CROSS JOIN visit v ON v.customer_id = c.id AND v.day = :d"
        " WHERE c.deleted_at IS NOT NULL AND v.deleted_at IS NULL",
        d=day,
    )
    who = set(ids.split(",")).difference(str(customer) for customer, _ in gone)
    return len(who), cents - sum(amount or 0 for _, amount in gone)


def _anybody_overdue(sql: Reader, today: int) -> bool:
    return sql.value(f"SELECT 1 FROM derived WHERE fit_id = {FIT} AND at_risk_day <= :today LIMIT 1", today=today) is not None


def visits_on(sql: Reader, day: int, limit: int = VISITS_SHOWN) -> tuple[VisitToday, ...]:
    """Who came on ``day``, the last first."""
    rows = sql.rows(
        "SELECT v.id, v.customer_id, c.name, c.alias, v.minute, v.amount_cents,"
        " (SELECT group_concat(CASE quantity WHEN 1 THEN name ELSE name || '×' || quantity END, '、') FROM"
        " (SELECT name, quantity FROM visit_item WHERE visit_id = v.id ORDER BY position, id))"
        " FROM visit v JOIN customer c ON c.id = v.customer_id WHERE v.day = :day AND v.deleted_at IS NULL"
        " AND c.deleted_at IS NULL ORDER BY v.minute DESC NULLS LAST, v.id DESC LIMIT :limit",
        day=day, limit=limit,
    )  # fmt: skip
    stages = {r.id: r.stage for r in customer_rows(sql, list({r[1] for r in rows}), day)}
    return tuple(
        VisitToday(r[0], r[1], r[2] or r[3], stages[r[1]], r[4], r[6] or "", r[5]) for r in rows if r[1] in stages
    )


def week_room(sql: Reader, today: int, most: int) -> tuple[int | None, int]:
    """(birthdays of the week, new customers to thank), counted no further than ``most``: all that the first picture needs
    of them is their room. None: the book knows nobody's birthday. The rest is in ``queries.week``."""
    asked = f"SELECT count(*) FROM (SELECT DISTINCT d.customer_id {TO_THANK} LIMIT :most)"
    thanks = int(sql.value(asked, today=today, most=most, pause=shop.settings(sql).pause_days))
    if not any_birthday(sql):
        return None, thanks
    from kyuanbook.book.queries.birthdays import birthdays_up_to

    return birthdays_up_to(sql, today, most), thanks


# what was tried last week; i: interaction. The kinds are rules.followups.CHANNELS, which the first picture does without
TRIED_LAST_WEEK: Final = (
    "FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id WHERE i.day BETWEEN :first AND :last"
    " AND i.deleted_at IS NULL AND i.outcome != '' AND i.kind IN ('call', 'wechat', 'sms', 'letter', 'in_person')"
    " AND c.deleted_at IS NULL"
)


def week_before(today: int) -> tuple[int, int]:
    """Monday and Sunday of the week before the one ``today`` is in."""
    monday = today - (today - 1) % 7 - 7  # ordinal 1 is a Monday
    return monday, monday + 6


def any_last_week(sql: Reader, today: int) -> bool:
    """Whether anybody was got in touch with last week: for keeping the room of what came of it (``queries.won``)."""
    first, last = week_before(today)
    return sql.value(f"SELECT 1 {TRIED_LAST_WEEK} LIMIT 1", first=first, last=last) is not None


def any_birthday(sql: Reader) -> bool:
    """Whether the book knows anybody's birthday."""
    return sql.value("SELECT 1 FROM customer WHERE birth_month IS NOT NULL LIMIT 1") is not None
