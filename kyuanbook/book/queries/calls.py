"""Whom to call: ranked by what the shop stands to lose, with the reason in words."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.customers import EVERYBODY, Filter, customer_ids, customer_rows
from kyuanbook.book.queries.stages import COUNTED, FIT, MARKS, MARKS_COUNT, OPENING, marks_of, opening_of
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.calendar import OpenDays
from kyuanbook.rules.opening import remembered_spend
from kyuanbook.rules.reasons import reason
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import Marks, Stage, silent_on
from kyuanbook.rules.words import Message
from kyuanbook.rules.worth import RECENT, horizons, lapsed_value, order_before_a_fit, value_at_risk, worth_a_call

YEAR: Final = 365
_CHUNK: Final = 400
KEPT: Final = 200  # rows of the ranking kept for the first page

CALLS: Final = "calls"
ALL: Final = "all"
WINNING: Final = (CALLS, Stage.AT_RISK.value, Stage.LAPSED.value)  # lists of those who stay away: a share may be left alone
KINDS: Final = (CALLS, *(stage.value for stage in Stage), ALL)


class CallRow(NamedTuple):
    """One person to call. ``contact``: the number to ring, "" if none; ``year_cents``: spent in the year up to the last
    visit; ``value_cents``: 可能损失, by which the list is ordered."""

    customer_id: int
    name: str
    phone: str
    wechat: str
    stage: Stage
    pinned: bool
    last_day: int | None
    usual_gap: int | None
    reason: Message
    value_cents: int
    year_cents: int
    note: str


class Judge(NamedTuple):
    """What a value is judged by on one day."""

    rhythm: Rhythm
    calendar: OpenDays
    today: int
    many: int

    def chance(self, m: Marks) -> float:
        return self.rhythm.chance(m.k, m.t, m.x, silent_on(m, self.today, self.calendar))

    def place(self, m: Marks, spend: int, value: int) -> int:
        """What the order goes by, the highest first: 可能损失; while nothing is fitted yet, R x recent spend."""
        if self.rhythm.fit.source == "preset":
            return order_before_a_fit(silent_on(m, self.today, self.calendar), spend)
        return value

    def held_since(self) -> int:
        """The day after which who was left alone by lot still is: H days and that of the draw."""
        return self.calendar.before(self.today, self.rhythm.fit.horizon + 1)

    def window(self) -> int:
        """The day before the recent spend begins."""
        return self.calendar.before(self.today, self.many * self.rhythm.fit.horizon)


def judge(sql: Reader, rhythms: shop.Rhythms, today: int) -> Judge:
    """The rhythm, calendar and switches of the shop on ``today``."""
    return Judge(rhythms.in_force(sql)[1], shop.open_days(sql), today, horizons(shop.settings(sql).also_old))


def rank_calls(sql: Reader, rhythms: shop.Rhythms, today: int) -> list[tuple[int, int]]:
    """(customer, 可能损失 in cents) of everybody worth a call on ``today``, most to lose first.

    Never 请勿联系, never without a number or WeChat to reach them by, never where nothing is at stake.
    """
    return [(customer, value) for _, customer, value in sorted(_worth_calling(sql, rhythms, today))]


def top_calls(sql: Reader, rhythms: shop.Rhythms, today: int, keep: int) -> tuple[list[tuple[int, int]], int]:
    """The first ``keep`` of :func:`rank_calls`, and how many there are in all; the rest is never held."""
    from heapq import nsmallest  # ranking is the background's; the first picture reads what it kept

    many = count()
    best = nsmallest(max(1, keep), (found for found, _ in zip(_worth_calling(sql, rhythms, today), many, strict=False)))
    return [(customer, value) for _, customer, value in best[:keep]], next(many)


def _worth_calling(sql: Reader, rhythms: shop.Rhythms, today: int) -> Iterator[tuple[int, int, int]]:
    """(minus the place, customer, 可能损失), in no order: they sort with most to lose first."""
    limits = ranked_rules(sql)
    return ((place, customer, value) for place, customer, value, _ in _called_by(sql, rhythms, today, limits))


class Limits(NamedTuple):
    """What a rule for those who stay away asks for: how many days past the one they count as such, what is at stake, and for
    how long after any call they are left alone."""

    days: int = 0
    cents: int = 0
    pause: int = 0


def ranked_rules(sql: Reader) -> dict[str, Limits]:
    """The rules in force for those who stay away, by their stage."""
    shops = shop.settings(sql).pause_days
    rows = sql.rows("SELECT kind, days, cents, pause_days FROM follow_rule WHERE kind IN ('overdue', 'lapsed') AND hidden = 0")
    of = {"overdue": Stage.AT_RISK.value, "lapsed": Stage.LAPSED.value}
    return {of[kind]: Limits(days, cents, shops if pause is None else pause) for kind, days, cents, pause in rows}


def many_called(sql: Reader, rhythms: shop.Rhythms, today: int, stage: Stage, limits: Limits) -> int:
    """How many a rule for those in ``stage`` would bring up."""
    return sum(1 for _ in _called_by(sql, rhythms, today, {stage.value: limits}))


def _called_by(
    sql: Reader, rhythms: shop.Rhythms, today: int, limits: dict[str, Limits]
) -> Iterator[tuple[int, int, int, Stage]]:
    """(minus the place, customer, 可能损失, stage), in no order. Nobody within the pause after a call, nobody who promised a
    day, nobody upon whom somebody acted in this silence already."""
    by = judge(sql, rhythms, today)
    before, left_alone = remembered_since(sql, by), held(sql, by.held_since())
    spoken, (promised, settled) = _spoken_lately(sql, today, limits), _settled(sql, today)
    left_alone |= promised
    for customer, spend, m in _reachable(sql, by, before):
        if customer in left_alone or not worth_a_call(m, today, by.rhythm, by.calendar):
            continue
        lapsed = m.lapsed_day is not None and m.lapsed_day <= today
        stage = Stage.LAPSED if lapsed else Stage.AT_RISK
        asks = limits.get(stage.value)
        since = m.lapsed_day if lapsed else m.at_risk_day
        if asks is None or since is None or since + asks.days > today or customer in spoken[stage.value]:
            continue
        if (customer, stage.value, m.last) in settled:
            continue
        value = value_at_risk(by.chance(m), spend, by.many)
        if value > 0 and value >= asks.cents:
            yield -by.place(m, spend, value), customer, value, stage


def _spoken_lately(sql: Reader, today: int, limits: dict[str, Limits]) -> dict[str, frozenset[int]]:
    """Who was called so lately that a rule leaves them alone."""
    text = f"SELECT i.customer_id FROM interaction i WHERE {SPOKEN}"
    return {
        stage: frozenset(sql.column(text, after=today - asks.pause, today=today)) if asks.pause else frozenset()
        for stage, asks in limits.items()
    }


SPOKEN: Final = (
    "i.day > :after AND i.day <= :today AND i.deleted_at IS NULL AND i.kind IN ('call', 'wechat', 'sms', 'letter',"
    " 'in_person') AND i.outcome NOT IN ('no_answer', 'wrong_number')"
)
"""A touch after which nobody calls again for a while: one of ours that reached them. ``i``: interaction."""


def _settled(sql: Reader, today: int) -> tuple[frozenset[int], frozenset[tuple[int, str, int | None]]]:
    """(who promised a day to come, (customer, stage, last visit) of the silences upon which somebody acted)."""
    promised = sql.column(
        "SELECT customer_id FROM follow_up WHERE state = 'open' AND kind = 'promised' AND due_day > :today", today=today
    )
    acted = sql.rows(
        "SELECT customer_id, CASE kind WHEN 'overdue' THEN 'at_risk' ELSE kind END, occurrence FROM follow_up"
        " WHERE kind IN ('overdue', 'lapsed')"
    )
    refused = sql.rows(  # they said no: not asked again because they stay away, however long this time
        f"SELECT i.customer_id, d.last_day FROM interaction i CROSS JOIN derived d ON d.fit_id = {FIT}"
        " AND d.customer_id = i.customer_id WHERE i.outcome = 'refused' AND i.deleted_at IS NULL AND i.day > d.last_day"
    )
    both = [(customer, stage.value, last) for customer, last in refused for stage in (Stage.AT_RISK, Stage.LAPSED)]
    return frozenset(promised), frozenset([*((customer, stage, last) for customer, stage, last in acted), *both])


def held(sql: Reader, after: int) -> frozenset[int]:
    """Who was left alone by lot after a day (挽回, 留下不打): on no list and not on 今日's."""
    return frozenset(sql.column("SELECT customer_id FROM win_back WHERE day > :after AND held = 1", after=after))


_OVERDUE: Final = (
    f"JOIN derived d ON d.fit_id = {FIT} AND d.customer_id = r.customer_id JOIN customer c ON c.id = d.customer_id"
    " WHERE d.at_risk_day <= :today AND c.do_not_contact = 0 AND (c.wechat != '' OR EXISTS"
    " (SELECT 1 FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0))"
)


def _reachable(sql: Reader, by: Judge, before: dict[int, int]) -> Iterator[tuple[int, int, Marks]]:
    """(customer, recent spend, marks) of everybody overdue who may be called; ``before``: what 期初 adds to the spend."""
    for row in sql.stream(
        "WITH recent AS (SELECT customer_id, sum(amount_cents) AS spend FROM visit WHERE day > :after AND day <= :today"
        " AND deleted_at IS NULL GROUP BY customer_id)"
        f" SELECT d.customer_id, r.spend, {MARKS} FROM recent r {_OVERDUE}",
        after=by.window(), today=by.today,
    ):  # fmt: skip
        yield row[0], row[1] + before.pop(row[0], 0), marks_of(row[2:])
    for start in range(0, len(rest := list(before)), _CHUNK):
        chunk = rest[start : start + _CHUNK]
        for row in sql.rows(
            f"SELECT d.customer_id, {MARKS} FROM (SELECT id AS customer_id FROM customer WHERE id IN"
            f" ({marks(len(chunk))})) r {_OVERDUE}",
            today=by.today, **named(chunk),
        ):  # fmt: skip
            yield row[0], before[row[0]], marks_of(row[1:])


def remembered_since(sql: Reader, by: Judge, ids: Sequence[int] | None = None) -> dict[int, int]:
    """Cents of the recent past that 期初 remembers, by customer: a regular entered today may be long overdue."""
    among = f" AND id IN ({marks(len(ids))})" if ids is not None else ""
    after, found = by.window(), {}
    for customer, days, *opening in sql.rows(
        "SELECT id, (SELECT group_concat(day) FROM (SELECT DISTINCT day FROM visit v WHERE v.customer_id = c.id"
        f" AND v.deleted_at IS NULL AND v.day <= {COUNTED} ORDER BY day)), {OPENING} FROM customer c"
        f" WHERE opening = 1 AND opening_total_cents > 0 AND deleted_at IS NULL{among}",
        **(named(ids) if ids is not None else {}),
    ):
        came = [int(day) for day in days.split(",")] if days else []
        made = remembered_spend(opening_of(opening), came, by.calendar, by.rhythm.fit.gap)
        cents = sum(spent for day, spent in made if after < day <= by.today)
        if cents:
            found[customer] = cents
    return found


def _spend_since(sql: Reader, after: int, today: int, ids: Sequence[int]) -> dict[int, int]:
    return dict(
        sql.rows(
            "SELECT customer_id, sum(amount_cents) FROM visit WHERE day > :after AND day <= :today AND deleted_at IS NULL"
            f" AND customer_id IN ({marks(len(ids))}) GROUP BY customer_id",
            after=after, today=today, **named(ids),
        )
    )  # fmt: skip


def ranked_list(
    sql: Reader, rhythms: shop.Rhythms, today: int, kind: str, chosen: Filter = EVERYBODY, limit: int | None = None
) -> list[tuple[int, int]]:
    """(customer, value) of a list of ``kind`` (one of KINDS), most to lose first; 请勿联系 never among them."""
    if kind == CALLS:
        ranked = rank_calls(sql, rhythms, today)
        if chosen != EVERYBODY:
            wanted = set(customer_ids(sql, today, chosen))
            ranked = [r for r in ranked if r[0] in wanted]
    else:
        stage = None if kind == ALL else Stage(kind)
        chosen = chosen._replace(stage=stage or chosen.stage, do_not_contact=False)
        ids = customer_ids(sql, today, chosen)
        left_alone = held(sql, judge(sql, rhythms, today).held_since()) if kind in WINNING else frozenset[int]()
        ranked = valued(sql, rhythms, today, [i for i in ids if i not in left_alone] if left_alone else ids)
    return ranked[:limit] if limit is not None else ranked


class Stake(NamedTuple):
    """What the shop stands to lose with one customer, and what it is made of. ``chance``: of a visit within the horizon;
    ``spend_cents``: of the last ``many`` horizons before today, of the lapsed (``lapsed``) before their last visit;
    ``silent``: open days since then."""

    value_cents: int
    chance: float
    spend_cents: int
    many: int
    silent: int
    lapsed: bool


def stakes(sql: Reader, rhythms: shop.Rhythms, today: int, ids: Sequence[int]) -> Iterator[tuple[int, Stake]]:
    """(customer, stake) of these customers, in no order; the lapsed by what they were worth when last seen."""
    by = judge(sql, rhythms, today)
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        recent = _spend_since(sql, by.window(), today, chunk)
        before = remembered_since(sql, by, chunk)
        for row in sql.rows(
            f"SELECT d.customer_id, d.spend_2h, d.spend_4h, {MARKS} FROM derived d WHERE d.fit_id = {FIT}"
            f" AND d.customer_id IN ({marks(len(chunk))})",
            **named(chunk),
        ):
            spend = recent.get(row[0], 0) + before.get(row[0], 0)
            yield row[0], stake_of(by, marks_of(row[3:]), spend, row[1:3])


def valued(sql: Reader, rhythms: shop.Rhythms, today: int, ids: Sequence[int]) -> list[tuple[int, int]]:
    """(customer, value) of these customers, most to lose first."""
    found = sorted((-stake.value_cents, customer) for customer, stake in stakes(sql, rhythms, today, ids))
    return [(customer, -value) for value, customer in found]


def stake_of(by: Judge, m: Marks, recent: int, before_last: Sequence[int]) -> Stake:
    """``recent``: cents spent within the window; ``before_last``: ``spend_2h`` and ``spend_4h`` of the derived row."""
    at_last_visit = before_last[0] if by.many == RECENT else before_last[1]
    if m.last is None:
        return Stake(0, 0.0, 0, by.many, 0, False)
    chance, silent = by.chance(m), silent_on(m, by.today, by.calendar)
    if m.lapsed_day is not None and by.today >= m.lapsed_day:
        value = lapsed_value(chance, at_last_visit, silent, by.many)
        return Stake(value, chance, at_last_visit, by.many, silent, True)
    return Stake(value_at_risk(chance, recent, by.many), chance, recent, by.many, silent, False)


def call_rows(sql: Reader, rhythms: shop.Rhythms, today: int, ranked: Sequence[tuple[int, int]]) -> list[CallRow]:
    """The rows of a ranked list, in its order, with reasons."""
    by = judge(sql, rhythms, today)
    rows: list[CallRow] = []
    for start in range(0, len(ranked), _CHUNK):
        chunk = dict(ranked[start : start + _CHUNK])
        ids = list(chunk)
        seen = {row.id: row for row in customer_rows(sql, ids, today)}
        more = _more(sql, ids)
        year = _year_spend(sql, ids)
        for i in ids:
            if i not in seen:
                continue
            row, (wechat, note, m) = seen[i], more[i]
            rows.append(
                CallRow(
                    i, row.name, row.phone, wechat, row.stage, row.pinned, row.last_day, row.usual_gap,
                    reason(m, today, by.rhythm, by.calendar), chunk[i], year.get(i, 0), note,
                )
            )  # fmt: skip
    return rows


def _more(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[str, str, Marks]]:
    rows: list[tuple[Any, ...]] = sql.rows(
        f"SELECT c.id, c.wechat, c.note, {MARKS} FROM derived d JOIN customer c ON c.id = d.customer_id"
        f" WHERE d.fit_id = {FIT} AND c.id IN ({marks(len(ids))})",
        **named(ids),
    )
    return {r[0]: (r[1], r[2], marks_of(r[3 : 3 + MARKS_COUNT])) for r in rows}


def _year_spend(sql: Reader, ids: Sequence[int]) -> dict[int, int]:
    return dict(
        sql.rows(
            "SELECT v.customer_id, sum(v.amount_cents) FROM visit v JOIN derived d ON d.customer_id = v.customer_id"
            f" AND d.fit_id = {FIT} WHERE v.deleted_at IS NULL AND v.day > d.last_day - {YEAR} AND v.day <= d.last_day"
            f" AND v.customer_id IN ({marks(len(ids))}) GROUP BY v.customer_id",
            **named(ids),
        )
    )


# the snapshot that the first page shows -----------------------------------------------------------------------------------


def write_snapshot(sql: Reader, today: int, ranked: Sequence[tuple[int, int]], in_all: int) -> None:
    """Replace the ranking kept for the first page (inside ``Book.write_derived``)."""
    sql.many("DELETE FROM call_snapshot WHERE place >= ?", [(0,)])
    sql.many(
        "INSERT INTO call_snapshot (place, day, customer_id, value_cents) VALUES (?, ?, ?, ?)",
        [(place, today, customer, value) for place, (customer, value) in enumerate(ranked)],
    )
    sql.many(
        "INSERT INTO pointer (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [("calls", in_all), ("calls_day", today)],
    )


def snapshot(sql: Reader, today: int, limit: int) -> tuple[list[tuple[int, int]], int, bool]:
    """(ranked list of at most ``limit``, how many in all, whether it is today's).

    Whoever came, was called, postponed or put on 请勿联系, or is left alone by lot since it was made is left out.
    """
    up = sql.rows(
        f"SELECT s.customer_id, s.value_cents, s.place FROM {_STILL_UP} ORDER BY s.place LIMIT :limit", today=today, limit=limit
    )
    kept = dict(sql.rows("SELECT name, value FROM pointer WHERE name IN ('calls', 'calls_day')"))
    # whoever was passed over on the way is off the number as well; those farther down are when it is ranked anew
    passed = int(sql.value("SELECT count(*) FROM call_snapshot")) if len(up) < limit else up[-1][2] + 1 if up else 0
    in_all = max(0, int(kept.get("calls", 0)) - (passed - len(up)))
    return [(customer, value) for customer, value, _ in up], in_all, kept.get("calls_day") == today


def left_today(sql: Reader, today: int) -> int:
    """How many more of those who stay away are to be called today: as many as the owner can ring in a day, but for those who
    were rung, or written to, already."""
    made = sql.value(
        "SELECT count(DISTINCT i.customer_id) FROM interaction i CROSS JOIN follow_up f ON f.id = i.follow_up_id"
        " WHERE i.day = :today AND i.deleted_at IS NULL AND f.kind IN ('overdue', 'lapsed')",
        today=today,
    )
    return max(0, shop.settings(sql).calls_per_day - int(made))


_STILL_UP: Final = (  # CROSS: from the few that were kept on; else SQLite counts from everybody overdue on
    "call_snapshot s CROSS JOIN customer c ON c.id = s.customer_id"
    f" CROSS JOIN derived d ON d.customer_id = s.customer_id AND d.fit_id = {FIT} WHERE d.at_risk_day <= :today"
    " AND c.do_not_contact = 0 AND NOT EXISTS (SELECT 1 FROM win_back w WHERE w.customer_id = s.customer_id"
    " AND w.held = 1 AND w.day >= s.day) AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer_id = s.customer_id"
    f" AND {SPOKEN.replace(':after', 's.day - 1')}) AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE"
    " f.customer_id = s.customer_id AND (f.closed_day >= s.day OR (f.state = 'open' AND f.due_day > :today)"
    # a list of yesterday typed back today: somebody acted in this silence
    " OR (f.occurrence = d.last_day AND f.kind = CASE WHEN d.lapsed_day <= :today THEN 'lapsed' ELSE 'overdue' END)))"
)


def ways(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[bool, str, str]]:
    """customer -> (whether a number of theirs is not marked wrong, their WeChat, their address)."""
    rows = sql.rows(
        "SELECT c.id, EXISTS (SELECT 1 FROM phone p WHERE p.customer_id = c.id AND p.wrong = 0), c.wechat, c.address"
        f" FROM customer c WHERE c.id IN ({marks(len(ids))})",
        **named(ids),
    )
    return {i: (bool(number), wechat, address) for i, number, wechat, address in rows}


def silences(sql: Reader, ids: Sequence[int]) -> dict[int, tuple[int, int | None, int | None]]:
    """customer -> (last visit, the day they were overdue, the day they counted as lapsed)."""
    return {
        row[0]: (row[1], row[2], row[3])
        for row in sql.rows(
            f"SELECT customer_id, last_day, at_risk_day, lapsed_day FROM derived WHERE fit_id = {FIT} AND customer_id IN"
            f" ({marks(len(ids))}) AND last_day IS NOT NULL",
            **named(ids),
        )
    }
