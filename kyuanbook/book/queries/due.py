"""回访: who is due, by which rule, from when on. A query over dates; what somebody acted upon is laid over it.

Nobody twice for one reason; nobody within the pause after any call; never 请勿联系, nor whom nobody can reach, nor who
promised a day that is still to come, nor who is left alone by lot.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from kyuanbook.book.queries import calls, due_kinds, follow_rules, shop
from kyuanbook.book.queries.calls import SPOKEN
from kyuanbook.book.queries.due_kinds import DATED, OF_PRODUCT, Asked, Span
from kyuanbook.book.queries.reward_slots import OPEN_SLOTS
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.followups import ANSWERING, RANKED, Kind, Rule, State, pause_of
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
    ``value_cents``: 可能损失, of those ranked by it; ``also``: other reasons of the same customer on the same day; ``more``:
    the other products that are due again with the one it is about."""

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
    more: tuple[int, ...] = ()


class Load(NamedTuple):
    """What falls on one day: how many customers, and of them how many birthdays."""

    day: int
    many: int
    birthdays: int


def due(
    sql: Reader, rhythms: shop.Rhythms, today: int, kept: Sequence[tuple[int, int]] | None = None, limit: int | None = None
) -> list[DueItem]:
    """Everybody who is up on ``today``, each customer once, the most pressing reason first. Of those ranked by what is to lose
    no more than ``limit``, or than can still be rung today: as 今日 has them, or those of ``kept``, a ranking just made."""
    first = ranked(sql, rhythms, today, limit) if kept is None else as_items(sql, today, kept)
    return _once(_but_held(sql, rhythms, today, [*dated(sql, today, today), *acted(sql, today), *first]))


def _but_held(sql: Reader, rhythms: shop.Rhythms, today: int, items: Iterable[DueItem]) -> list[DueItem]:
    """Without whom the lot leaves alone, but for those who wait for the call and whom the owner arranged for himself."""
    held = calls.held(sql, calls.judge(sql, rhythms, today).held_since())
    return [item for item in items if item.customer_id not in held or item.kind in (*ANSWERING, Kind.PICKED)]


def dated(sql: Reader, today: int, until: int) -> list[DueItem]:
    """Those who come up by a date, from those still up today to those who come up by ``until``."""
    shops = shop.settings(sql).pause_days
    rules = [rule for rule in follow_rules.rules(sql) if rule.kind in DATED]
    lately = _lately(sql, today, max((pause_of(rule, rule.kind, shops) for rule in rules), default=0))
    found: list[DueItem] = []
    for rule in rules:
        asked = due_kinds.candidates(sql, rule, Span(today - rule.stays, until, today))
        found += _left(sql, rule, asked, today, pause_of(rule, rule.kind, shops), lately)
    return found


def of_rule(sql: Reader, rhythms: shop.Rhythms, rule: Rule, today: int) -> int:
    """How many a rule, as it is or as it would be (``id`` 0), brings up today: for editing it with the number shown live."""
    if rule.kind in RANKED:
        stage = Stage.AT_RISK if rule.kind is Kind.OVERDUE else Stage.LAPSED
        pause = pause_of(rule, rule.kind, shop.settings(sql).pause_days)
        return calls.many_called(sql, rhythms, today, stage, calls.Limits(rule.days, rule.cents, pause))
    if rule.kind is Kind.PROMISED:
        return sum(1 for item in acted(sql, today) if item.kind is Kind.PROMISED)
    return len({item.customer_id for item in _but_held(sql, rhythms, today, by_date(sql, rule, today))})


def by_date(sql: Reader, rule: Rule, today: int) -> list[DueItem]:
    """Whom a rule that goes by dates, as it is or as it would be, brings up today."""
    asked = due_kinds.candidates(sql, rule, Span(today - rule.stays, today, today))
    pause = pause_of(rule, rule.kind, shop.settings(sql).pause_days)
    return _left(sql, rule, asked, today, pause, _lately(sql, today, pause))


def acted(sql: Reader, until: int, today: int | None = None) -> list[DueItem]:
    """What was postponed, promised or not answered and is up by ``until``. ``today``: when one asks, if that is earlier.

    Nothing that came right meanwhile: who stayed away and came, promised and came, bought it by themselves, whose birthday is
    over; nor who was called about something else within the pause, but for what they wait for and what the owner arranged.
    """
    now = until if today is None else today
    shops = shop.settings(sql).pause_days
    rules = {rule.id: rule for rule in follow_rules.rules(sql, hidden=True)}
    promised = follow_rules.the_rule(sql, Kind.PROMISED)
    pauses = {rule.id: pause_of(rule, rule.kind, shops) for rule in rules.values()}
    longest = max([shops, *pauses.values()])
    found: list[DueItem] = []
    known = frozenset(Kind)
    for (
        i, rule_id, kind, customer, occurrence, due_day, tries, staff, note, number, any_number, wechat, address, spoken,
    ) in sql.rows(
        "SELECT f.id, f.rule_id, f.kind, f.customer_id, f.occurrence, f.due_day, f.tries, f.staff_id, f.note,"
        f" {_NUMBER}, EXISTS (SELECT 1 FROM phone p WHERE p.customer_id = c.id), c.wechat, c.address,"
        " (SELECT max(i.day) FROM interaction i WHERE i.customer_id = f.customer_id"
        f" AND i.follow_up_id IS NOT f.id AND {SPOKEN}) FROM follow_up f CROSS JOIN customer c ON c.id = f.customer_id"
        " WHERE f.state = 'open' AND f.due_day <= :until AND c.deleted_at IS NULL AND c.do_not_contact = 0"
        f" AND NOT ({_CAME_RIGHT}) AND NOT EXISTS (SELECT 1 FROM follow_up w WHERE w.customer_id = f.customer_id"
        " AND w.id != f.id AND w.state = 'open' AND w.kind = 'promised' AND w.due_day > :today)",
        until=until, today=now, after=now - longest,
    ):  # fmt: skip
        if kind not in known or (kind == Kind.PROMISED and promised is None):
            continue
        rule = rules.get(rule_id) or (promised if kind == Kind.PROMISED else None)
        channel = _way(rule.channel if rule else TouchKind.CALL, number=bool(number), wechat=wechat, address=address)
        if channel is None and kind == Kind.PICKED and not any_number:
            channel = TouchKind.IN_PERSON  # whom the owner picked need not have a number: they may go there
        pause = 0 if kind in (*ANSWERING, Kind.PICKED) else pauses.get(rule_id, shops)
        if channel is None or (pause and spoken is not None and spoken > max(due_day, now) - pause):
            continue
        found.append(
            DueItem(
                customer, Kind(kind), rule_id, occurrence, due_day, _about(kind, occurrence), channel, i, tries, staff, note,
            )
        )  # fmt: skip
    return found


def _way(channel: TouchKind, *, number: bool, wechat: str, address: str) -> TouchKind | None:
    """How somebody can be reached who was to be reached by ``channel``: without a number by WeChat; None: not at all."""
    if channel in (TouchKind.CALL, TouchKind.SMS) and not number:
        return TouchKind.WECHAT if wechat else None
    if (channel is TouchKind.WECHAT and not (wechat or number)) or (channel is TouchKind.LETTER and not address):
        return None
    return channel


# f: what somebody acted upon. A visit makes their silence, their thanks and their promise a thing of the past; what was to be
# had again was bought; a birthday on which nobody answered is over.
_LAST: Final = f"(SELECT d.last_day FROM derived d WHERE d.fit_id = {FIT} AND d.customer_id = f.customer_id)"
_CAME_RIGHT: Final = (
    "CASE WHEN f.kind = 'promised' THEN"
    f" coalesce({_LAST} > f.created_day OR {_LAST} >= f.occurrence, 0)"
    f" WHEN f.kind IN ('overdue', 'lapsed', 'thank', 'after_care', 'since_campaign') THEN coalesce({_LAST} > f.occurrence, 0)"
    f" WHEN f.kind = 'prospect' THEN {_LAST} IS NOT NULL"
    f" WHEN f.kind = 'reward_owed' THEN NOT EXISTS ({OPEN_SLOTS.format(where='WHERE customer_id = f.customer_id')})"
    " WHEN f.kind IN ('birthday', 'anniversary') THEN f.tries > 0 AND f.occurrence < :today"
    " WHEN f.kind = 'product_due' THEN EXISTS (SELECT 1 FROM visit v CROSS JOIN visit_item vi ON vi.visit_id = v.id WHERE"
    f" v.customer_id = f.customer_id AND v.day > f.occurrence % {OF_PRODUCT} AND v.deleted_at IS NULL"
    f" AND vi.product_id = f.occurrence / {OF_PRODUCT}) ELSE 0 END"
)


def _about(kind: str, occurrence: int) -> int:
    """What the reason is about, from which time it is: the product, the segment, else the day."""
    return occurrence // OF_PRODUCT if kind in (Kind.PRODUCT_DUE, Kind.SEGMENT) else occurrence


def ranked(sql: Reader, rhythms: shop.Rhythms, today: int, limit: int | None = None) -> list[DueItem]:
    """Whom to call by what is to lose, as 今日 has them: ``limit``, or as many as can still be rung today."""
    kept, _, _ = calls.snapshot(sql, today, calls.left_today(sql, today) if limit is None else limit)
    return as_items(sql, today, kept)


def as_items(sql: Reader, today: int, kept: Sequence[tuple[int, int]]) -> list[DueItem]:
    """Those of a ranking as what comes up, by the rules for those who stay away."""
    rules = {rule.kind: rule for rule in follow_rules.rules(sql) if rule.kind in RANKED}
    marks, ways = calls.silences(sql, [i for i, _ in kept]), calls.ways(sql, [i for i, _ in kept])
    found = []
    for customer, value in kept:
        if customer not in marks:
            continue
        last, at_risk, lapsed = marks[customer]
        kind = Kind.LAPSED if lapsed is not None and lapsed <= today else Kind.OVERDUE
        rule = rules.get(kind)
        number, wechat, address = ways[customer]
        channel = _way(rule.channel, number=number, wechat=wechat, address=address) if rule is not None else None
        if rule is not None and channel is not None:
            since = (lapsed if kind is Kind.LAPSED else at_risk) or today
            found.append(
                DueItem(
                    customer, kind, rule.id, last, since + rule.days, last, channel, staff_id=rule.staff_id, value_cents=value
                )
            )
    return found


def by_day(
    sql: Reader, rhythms: shop.Rhythms, today: int, days: int = WEEK, limit: int | None = None
) -> dict[int, list[DueItem]]:
    """Who comes up on each of the next ``days``: today whoever is up (``limit`` as of :func:`due`), later whoever is not up by
    then. Nobody twice: who is rung today is left alone for the rest of the week."""
    last = today + days - 1
    found = {today: due(sql, rhythms, today, limit=limit), **{day: [] for day in range(today + 1, last + 1)}}
    seen = {item.customer_id for item in found[today]}
    coming = _but_held(
        sql, rhythms, today, [*dated(sql, today, last), *acted(sql, last, today), *_becoming_overdue(sql, rhythms, today, last)]
    )
    first: dict[int, int] = {}
    for item in coming:
        on = max(today, item.due_day)
        first[item.customer_id] = min(first.get(item.customer_id, on), on)
    for day in range(today + 1, last + 1):
        found[day] = _once(i for i in coming if i.due_day == day == first[i.customer_id] and i.customer_id not in seen)
    return found


def loads(sql: Reader, rhythms: shop.Rhythms, today: int, days: int = WEEK) -> list[Load]:
    """How many fall on each of the next ``days``, so that a day with very many is seen coming."""
    return loads_of(by_day(sql, rhythms, today, days))


def loads_of(found: Mapping[int, Sequence[DueItem]]) -> list[Load]:
    """The same of what :func:`by_day` found."""
    return [
        Load(day, len(items), sum(item.kind is Kind.BIRTHDAY for item in items)) for day, items in sorted(found.items())
    ]


def _becoming_overdue(sql: Reader, rhythms: shop.Rhythms, today: int, last: int) -> list[DueItem]:
    """Who, if nobody comes, goes past their rhythm after today: of each day no more than can be rung, most to lose first."""
    rule = follow_rules.the_rule(sql, Kind.OVERDUE)
    if rule is None:
        return []
    settings = shop.settings(sql)
    rows = sql.rows(
        "SELECT d.at_risk_day + :n, d.customer_id, d.last_day FROM derived d CROSS JOIN customer c ON c.id = d.customer_id"
        f" WHERE d.fit_id = {FIT} AND d.at_risk_day BETWEEN :first - :n AND :last - :n AND c.do_not_contact = 0"
        f" AND c.deleted_at IS NULL AND {_REACHED_BY[rule.channel]} AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE"
        " f.customer_id = c.id AND f.state = 'open' AND f.kind = 'promised' AND f.due_day > :today)"
        " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = c.id AND"
        f" {SPOKEN.replace(':after', 'd.at_risk_day + :n - :pause')})",
        n=rule.days, first=today + 1, last=last, today=today, pause=pause_of(rule, rule.kind, settings.pause_days),
    )  # fmt: skip
    of_day: dict[int, dict[int, int]] = {}
    for day, customer, last_day in rows:
        of_day.setdefault(day, {})[customer] = last_day
    found = []
    for day, some in of_day.items():
        ranked = calls.valued(sql, rhythms, today, list(some))
        found += [
            DueItem(
                customer, Kind.OVERDUE, rule.id, some[customer], day, some[customer], rule.channel, staff_id=rule.staff_id,
                value_cents=value,
            )
            for customer, value in ranked[: settings.calls_per_day] if value >= max(1, rule.cents)
        ]  # fmt: skip
    return found


class _Lately(NamedTuple):
    """Who is left alone whatever comes up: the few of some weeks, read once, not looked for behind each of the many.
    ``spoken``: customer -> the last day on which they were called; ``promised``: who promised a day still to come."""

    spoken: dict[int, int]
    promised: frozenset[int]


def _lately(sql: Reader, today: int, pause: int) -> _Lately:
    spoken = sql.rows(
        f"SELECT i.customer_id, max(i.day) FROM interaction i WHERE {SPOKEN} GROUP BY i.customer_id",
        after=today - pause, today=today,
    )  # fmt: skip
    promised = sql.column(
        "SELECT customer_id FROM follow_up WHERE state = 'open' AND due_day > :today AND kind = 'promised'", today=today
    )
    return _Lately(dict(spoken) if pause else {}, frozenset(promised))


def _left(sql: Reader, rule: Rule, asked: Asked, today: int, pause: int, lately: _Lately) -> list[DueItem]:
    """Of those a rule brings up, whoever may be called and upon whom nobody acted yet for this reason."""
    settled = _SETTLED_PRODUCTS if rule.kind is Kind.PRODUCT_DUE else _SETTLED_ELSEWHERE
    rows = sql.rows(
        f"WITH k (customer_id, due_day, occurrence, about) AS ({asked.text}) SELECT k.* FROM k CROSS JOIN customer c"
        " ON c.id = k.customer_id WHERE c.deleted_at IS NULL AND c.do_not_contact = 0"
        f" AND {_REACHED_BY[rule.channel]} AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = k.customer_id"
        f" AND (f.rule_id = :rule AND f.occurrence = k.occurrence OR {settled}))",  # one look-up for each, most have none
        **{
            **asked.values, "rule": rule.id, "kind": rule.kind.value, "of_product": rule.product_id,
            "of_segment": rule.segment_id, "of_campaign": rule.campaign_id, "today": today,
        },
    )  # fmt: skip
    kind, rule_id, channel, staff = rule.kind, rule.id, rule.channel, rule.staff_id
    spoken = lately.spoken if pause else {}
    return [
        DueItem(customer, kind, rule_id, occurrence, due_day, about, channel, None, 0, staff)
        for customer, due_day, occurrence, about in rows
        if customer not in lately.promised
        and (customer not in spoken or spoken[customer] <= max(due_day, today) - pause)
    ]


_ACTED: Final = "(f.state = 'open' OR f.closed_day >= k.due_day)"
# Two rules of a kind may ask on two days, a letter before the birthday and a call on it; what was settled when both were up, or
# waits to be, is settled by both.
_SETTLED_ELSEWHERE: Final = (
    f"f.kind = :kind AND f.occurrence = k.occurrence AND {_ACTED} AND EXISTS (SELECT 1 FROM follow_rule o"
    " WHERE o.id = f.rule_id AND o.product_id IS :of_product AND o.segment_id IS :of_segment AND o.campaign_id IS :of_campaign)"
)
# all products that are due again are told in one breath
_SETTLED_PRODUCTS: Final = f"f.kind = :kind AND {_ACTED}"


def _once(items: Iterable[DueItem]) -> list[DueItem]:
    """Each customer once, for the most pressing reason; what somebody acted upon before what only came up."""
    first: dict[int, DueItem] = {}
    more: dict[int, list[DueItem]] = {}  # of the few who come up for several reasons
    for item in items:
        if (there := first.setdefault(item.customer_id, item)) is not item:
            more.setdefault(item.customer_id, [there]).append(item)
    for customer, some in more.items():
        some.sort(key=lambda item: (_ORDER[item.kind], item.follow_up_id is None, item.due_day))
        also = tuple(dict.fromkeys(item.kind for item in some[1:] if item.kind is not some[0].kind))
        again = [item.about for item in some if item.kind is Kind.PRODUCT_DUE and some[0].kind is Kind.PRODUCT_DUE]
        products = tuple(dict.fromkeys(product for product in again if product != some[0].about))
        first[customer] = some[0]._replace(also=also, more=products)
    found = sorted(first.values(), key=attrgetter("due_day", "customer_id"))  # keys made in C: there are thousands
    found.sort(key=attrgetter("value_cents"), reverse=True)
    found.sort(key=lambda item: _ORDER[item.kind])
    return found


def is_late(item: DueItem, today: int) -> bool:
    """Whether it was to be done on an earlier day: promised, postponed, or of a kind that has a day of its own."""
    return item.due_day < today and item.kind not in RANKED


class Closed(NamedTuple):
    """A follow-up that is over. ``outcome``: of the last touch about it, by ``channel``; both "" without one."""

    follow_up_id: int
    customer_id: int
    kind: Kind
    state: State
    closed_day: int
    staff_id: int | None
    outcome: str
    note: str
    channel: str = ""


def closed(sql: Reader, first: int, last: int) -> list[Closed]:
    """What was done, turned down or given up on those days, the newest first."""
    rows = sql.rows(
        "SELECT f.id, f.customer_id, f.kind, f.state, f.closed_day, f.staff_id, coalesce(i.outcome, ''), f.note,"
        " coalesce(i.kind, '') FROM follow_up f JOIN customer c ON c.id = f.customer_id LEFT JOIN interaction i ON i.id ="
        " (SELECT max(j.id) FROM interaction j WHERE j.follow_up_id = f.id AND j.deleted_at IS NULL) WHERE f.closed_day"
        " BETWEEN :first AND :last AND c.deleted_at IS NULL ORDER BY f.closed_day DESC, f.id DESC",
        first=first, last=last,
    )  # fmt: skip
    known = set(Kind)
    return [Closed(r[0], r[1], Kind(r[2]), State(r[3]), *r[4:]) for r in rows if r[2] in known]
