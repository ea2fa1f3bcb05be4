"""回访: who is due, by which rule, from when on. A query over dates; what somebody acted upon is laid over it.

Nobody twice for one reason; nobody within the pause after any call; never 请勿联系, nor whom nobody can reach, nor who
promised a day that is still to come, nor who is left alone by lot.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import calls, due_kinds, follow_rules, shop
from kyuanbook.book.queries.calls import SPOKEN
from kyuanbook.book.queries.due_kinds import DATED, Asked, Span
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.followups import RANKED, Kind, Rule, State, pause_of
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.touches import TouchKind

WEEK: Final = 7
_ORDER: Final = {kind: place for place, kind in enumerate(Kind)}

_NUMBER: Final = "EXISTS (SELECT 1 FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0)"
_REACHED_BY: Final = {
    TouchKind.CALL: _NUMBER,
    TouchKind.SMS: _NUMBER,
    TouchKind.WECHAT: f"(c.wechat != '' OR {_NUMBER})",
    TouchKind.LETTER: "c.address != ''",
    TouchKind.IN_PERSON: "1",
}


class DueItem(NamedTuple):
    """One reason to get in touch with one customer. ``due_day``: since when, or from when on again; ``about``: what the
    reason is about (the birthday, the product, the day of the visit); ``follow_up_id``: the row, once somebody acted;
    ``value_cents``: 可能损失, of those ranked by it; ``also``: other reasons of the same customer on the same day."""

    customer_id: int
    kind: Kind
    rule_id: int | None
    occurrence: int
    due_day: int
    about: int
    channel: TouchKind
    follow_up_id: int | None = None
    tries: int = 0
    staff_id: int | None = None
    note: str = ""
    value_cents: int = 0
    also: tuple[Kind, ...] = ()


class Load(NamedTuple):
    """What falls on one day: how many customers, and of them how many birthdays."""

    day: int
    many: int
    birthdays: int


def due(sql: Reader, rhythms: shop.Rhythms, today: int) -> list[DueItem]:
    """Everybody who is up on ``today``, each customer once, the most pressing reason first. Of those ranked by what is to lose
    no more than can be rung in a day."""
    return _once([*dated(sql, today, today), *acted(sql, today), *ranked(sql, rhythms, today)])


def dated(sql: Reader, today: int, until: int) -> list[DueItem]:
    """Those who come up by a date, from those still up today to those who come up by ``until``."""
    settings = shop.settings(sql)
    found: list[DueItem] = []
    for rule in follow_rules.rules(sql):
        if rule.kind in DATED:
            asked = due_kinds.candidates(sql, rule, Span(today - rule.stays, until, today))
            found += _left(sql, rule, asked, today, pause_of(rule, rule.kind, settings.pause_days))
    return found


def of_rule(sql: Reader, rhythms: shop.Rhythms, rule: Rule, today: int) -> int:
    """How many a rule, as it is or as it would be (``id`` 0), brings up today: for editing it with the number shown live."""
    if rule.kind in RANKED:
        stage = Stage.AT_RISK if rule.kind is Kind.OVERDUE else Stage.LAPSED
        pause = pause_of(rule, rule.kind, shop.settings(sql).pause_days)
        return calls.many_called(sql, rhythms, today, stage, calls.Limits(rule.days, rule.cents, pause))
    if rule.kind is Kind.PROMISED:
        return sum(1 for item in acted(sql, today) if item.kind is Kind.PROMISED)
    asked = due_kinds.candidates(sql, rule, Span(today - rule.stays, today, today))
    pause = pause_of(rule, rule.kind, shop.settings(sql).pause_days)
    return len({item.customer_id for item in _left(sql, rule, asked, today, pause)})


def acted(sql: Reader, until: int) -> list[DueItem]:
    """What was postponed, promised or not answered and is up by ``until``."""
    rules = {rule.id: rule for rule in follow_rules.rules(sql, hidden=True)}
    promised = follow_rules.the_rule(sql, Kind.PROMISED)
    found: list[DueItem] = []
    for i, rule_id, kind, customer, occurrence, due_day, tries, staff, note in sql.rows(
        "SELECT f.id, f.rule_id, f.kind, f.customer_id, f.occurrence, f.due_day, f.tries, f.staff_id, f.note FROM follow_up f"
        " CROSS JOIN customer c ON c.id = f.customer_id WHERE f.state = 'open' AND f.due_day <= :until"
        f" AND c.deleted_at IS NULL AND c.do_not_contact = 0 AND NOT (f.kind = 'promised' AND {_CAME_SINCE})"
        " AND NOT EXISTS (SELECT 1 FROM follow_up w WHERE w.customer_id = f.customer_id AND w.state = 'open'"
        " AND w.kind = 'promised' AND w.due_day > :until)",
        until=until,
    ):
        rule = rules.get(rule_id) or (promised if kind == Kind.PROMISED else None)
        if kind not in set(Kind) or (kind == Kind.PROMISED and promised is None):
            continue
        found.append(
            DueItem(
                customer, Kind(kind), rule_id, occurrence, due_day, occurrence, rule.channel if rule else TouchKind.CALL, i,
                tries, staff if staff is not None else rule.staff_id if rule else None, note,
            )
        )  # fmt: skip
    return found


# who promised and came needs no call: a visit after the call, or on its very day if that is the day they promised
_CAME_SINCE: Final = (
    f"EXISTS (SELECT 1 FROM derived d WHERE d.fit_id = {FIT} AND d.customer_id = f.customer_id"
    " AND d.last_day >= min(f.created_day + 1, f.occurrence))"
)


def ranked(sql: Reader, rhythms: shop.Rhythms, today: int) -> list[DueItem]:
    """Whom to call by what is to lose, as 今日 has them: as many as can be rung in a day."""
    limit = shop.settings(sql).calls_per_day
    kept, _, _ = calls.snapshot(sql, today, limit)
    return _as_items(sql, rhythms, today, kept)


def _as_items(sql: Reader, rhythms: shop.Rhythms, today: int, kept: Sequence[tuple[int, int]]) -> list[DueItem]:
    rules = {rule.kind: rule for rule in follow_rules.rules(sql) if rule.kind in RANKED}
    marks = calls.silences(sql, [i for i, _ in kept])
    found = []
    for customer, value in kept:
        if customer not in marks:
            continue
        last, at_risk, lapsed = marks[customer]
        kind = Kind.LAPSED if lapsed is not None and lapsed <= today else Kind.OVERDUE
        rule = rules.get(kind)
        if rule is not None:
            since = (lapsed if kind is Kind.LAPSED else at_risk) or today
            found.append(
                DueItem(
                    customer, kind, rule.id, last, since + rule.days, last, rule.channel, staff_id=rule.staff_id,
                    value_cents=value,
                )
            )  # fmt: skip
    return found


def loads(sql: Reader, rhythms: shop.Rhythms, today: int, days: int = WEEK) -> list[Load]:
    """How many fall on each of the next ``days``; on today whoever is up already."""
    last = today + days - 1
    items = _once([*dated(sql, today, last), *acted(sql, last), *ranked(sql, rhythms, today)])
    many, births = Counter[int](), Counter[int]()
    for item in items:
        on = max(today, item.due_day)
        many[on] += 1
        births[on] += item.kind is Kind.BIRTHDAY
    most = shop.settings(sql).calls_per_day
    for on, some in _becoming_overdue(sql, today + 1, last):
        many[on] += min(some, most)
    return [Load(day, many[day], births[day]) for day in range(today, last + 1)]


def _becoming_overdue(sql: Reader, first: int, last: int) -> list[tuple[int, int]]:
    rule = follow_rules.the_rule(sql, Kind.OVERDUE)
    if rule is None:
        return []
    return sql.rows(
        f"SELECT d.at_risk_day + :n, count(*) FROM derived d CROSS JOIN customer c ON c.id = d.customer_id WHERE"
        f" d.fit_id = {FIT} AND d.at_risk_day BETWEEN :first - :n AND :last - :n AND c.do_not_contact = 0"
        f" AND {_REACHED_BY[rule.channel]} GROUP BY 1",
        n=rule.days, first=first, last=last,
    )  # fmt: skip


def _left(sql: Reader, rule: Rule, asked: Asked, today: int, pause: int) -> Iterable[DueItem]:
    """Of those a rule brings up, whoever may be called and upon whom nobody acted yet for this reason."""
    spoken = SPOKEN.replace(":after", "max(k.due_day, :today) - :pause")
    paused = f" AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = k.customer_id AND {spoken})"
    for customer, due_day, occurrence, about in sql.rows(
        f"WITH k (customer_id, due_day, occurrence, about) AS ({asked.text}) SELECT k.* FROM k CROSS JOIN customer c"
        " ON c.id = k.customer_id WHERE c.deleted_at IS NULL AND c.do_not_contact = 0"
        f" AND {_REACHED_BY[rule.channel]} AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = k.customer_id"
        " AND f.rule_id = :rule AND f.occurrence = k.occurrence) AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE"
        " f.customer_id = k.customer_id AND f.state = 'open' AND f.kind = 'promised' AND f.due_day > :today)"
        f"{paused if pause else ''} ORDER BY k.due_day, k.customer_id",
        **{**asked.values, "rule": rule.id, "today": today, **({"pause": pause} if pause else {})},
    ):
        yield DueItem(
            customer, rule.kind, rule.id, occurrence, due_day, about, rule.channel, staff_id=rule.staff_id
        )


def _once(items: Iterable[DueItem]) -> list[DueItem]:
    """Each customer once, for the most pressing reason; what somebody acted upon before what only came up."""
    by_customer: dict[int, list[DueItem]] = {}
    for item in items:
        by_customer.setdefault(item.customer_id, []).append(item)
    found = []
    for some in by_customer.values():
        some.sort(key=lambda item: (_ORDER[item.kind], item.follow_up_id is None, item.due_day))
        also = tuple(dict.fromkeys(item.kind for item in some[1:] if item.kind is not some[0].kind))
        found.append(some[0]._replace(also=also))
    found.sort(key=lambda item: (_ORDER[item.kind], -item.value_cents, item.due_day, item.customer_id))
    return found


class Closed(NamedTuple):
    """A follow-up that is over. ``outcome``: of the last touch about it, "" without one."""

    follow_up_id: int
    customer_id: int
    kind: Kind
    state: State
    closed_day: int
    staff_id: int | None
    outcome: str
    note: str


def closed(sql: Reader, first: int, last: int) -> list[Closed]:
    """What was done, turned down or given up on those days, the newest first."""
    rows = sql.rows(
        "SELECT f.id, f.customer_id, f.kind, f.state, f.closed_day, f.staff_id, coalesce((SELECT i.outcome FROM interaction i"
        " WHERE i.follow_up_id = f.id AND i.deleted_at IS NULL ORDER BY i.id DESC LIMIT 1), ''), f.note FROM follow_up f"
        " JOIN customer c ON c.id = f.customer_id WHERE f.closed_day BETWEEN :first AND :last AND c.deleted_at IS NULL"
        " ORDER BY f.closed_day DESC, f.id DESC",
        first=first, last=last,
    )  # fmt: skip
    known = set(Kind)
    return [Closed(r[0], r[1], Kind(r[2]), State(r[3]), *r[4:]) for r in rows if r[2] in known]
