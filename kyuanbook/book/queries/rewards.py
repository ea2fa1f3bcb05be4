"""转介绍奖励 as the book has them: schemes, the ledger, what is open, and those for whose coming something may be owed."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.reward_slots import OPEN_SLOTS, SIGN
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.language import listed, say
from kyuanbook.rules.reward_schemes import paid_words
from kyuanbook.rules.rewards import (
    Account,
    Bought,
    Due,
    EntryKind,
    Form,
    Line,
    Newcomer,
    Role,
    Scheme,
    Share,
    Slot,
    accounts,
)

_CHUNK: Final = 400
_LINE: Final = (
    "e.id, e.customer_id, e.referred_id, e.role, e.kind, e.rule_id, e.form, e.cents, e.goods, e.day, e.entry_id, e.visit_id"
)
_NAME: Final = "CASE {c}.name WHEN '' THEN {c}.alias ELSE {c}.name END"


def schemes(sql: Reader) -> list[Scheme]:
    """All that ever were, in the order in which they began."""
    rows = sql.rows(
        "SELECT id, referrer_form, referrer_cents, referrer_rate, referrer_goods, newcomer_form, newcomer_cents, newcomer_rate,"
        " newcomer_goods, due, due_cents, due_visits, cap_month, first, last, name FROM reward_rule ORDER BY first, id"
    )
    return [
        Scheme(r[0], Share(Form(r[1]), *r[2:5]), Share(Form(r[5]), *r[6:9]), Due(r[9]), *r[10:]) for r in rows
    ]


def used(sql: Reader, scheme_id: int) -> bool:
    """Whether anything was owed by a scheme."""
    return sql.value("SELECT 1 FROM reward_entry WHERE rule_id = :id LIMIT 1", id=scheme_id) is not None


def entered_since(sql: Reader, scheme_id: int, day: int) -> int:
    """For how many who were entered from ``day`` on something is owed by a scheme."""
    return int(
        sql.value(
            "SELECT count(DISTINCT e.referred_id) FROM reward_entry e JOIN customer c ON c.id = e.referred_id"
            " WHERE e.rule_id = :id AND c.created_day >= :day",
            id=scheme_id, day=day,
        )
    )  # fmt: skip


# the ledger --------------------------------------------------------------------------------------------------------------


def _lines(rows: Iterable[tuple[object, ...]]) -> list[Line]:
    found = []
    for i, customer, referred, role, kind, rule, form, cents, goods, day, entry, visit in rows:
        slot = Slot(customer, referred, Role(str(role)))  # type: ignore[arg-type]  # numbers
        found.append(Line(i, slot, EntryKind(str(kind)), rule, Form(str(form)), cents, goods, day, entry, visit))  # type: ignore[arg-type]
    return found


def lines_for(sql: Reader, referred: Sequence[int]) -> list[Line]:
    """The ledger's lines about the coming of some customers."""
    found: list[Line] = []
    for chunk in _chunks(referred):
        found += _lines(
            sql.rows(
                f"SELECT {_LINE} FROM reward_entry e WHERE e.referred_id IN ({marks(len(chunk))}) ORDER BY e.id", **named(chunk)
            )
        )
    return found


def lines_to(sql: Reader, customer_id: int) -> list[Line]:
    """The ledger's lines of what one customer gets."""
    return _lines(sql.rows(f"SELECT {_LINE} FROM reward_entry e WHERE e.customer_id = :id ORDER BY e.id", id=customer_id))


def lines_given(sql: Reader, entry_id: int) -> list[Line]:
    """What was given together with line ``entry_id``, returned or not: one receipt."""
    return _lines(
        sql.rows(
            f"SELECT {_LINE} FROM reward_entry e JOIN reward_entry f ON f.id = :id AND e.customer_id = f.customer_id"
            " AND e.created_at = f.created_at WHERE e.kind = 'given' AND f.kind = 'given' ORDER BY e.id",
            id=entry_id,
        )
    )


def returned_already(sql: Reader, line_ids: Sequence[int]) -> frozenset[int]:
    """Those of given lines that were taken back."""
    return frozenset(
        sql.column(
            f"SELECT entry_id FROM reward_entry WHERE kind = 'returned' AND entry_id IN ({marks(len(line_ids))})",
            **named(line_ids),
        )
    )


def accounts_of(sql: Reader, customer_id: int) -> dict[Slot, Account]:
    """Where each reward of a customer stands."""
    return accounts(lines_to(sql, customer_id))


class OwedRow(NamedTuple):
    """What somebody is still to get, all of it together. ``what``: ¥40、洗发水; ``since``: the day the oldest fell due;
    ``names``: for whose coming; ``deleted``: who gets it lies in 回收站."""

    customer_id: int
    name: str
    what: str
    cents: int
    goods: tuple[str, ...]
    since: int
    names: str
    slots: tuple[Slot, ...]


def owed(sql: Reader, customer_id: int | None = None) -> list[OwedRow]:
    """Who is still to get something, who has waited longest first; of one customer alone where one is meant."""
    where = "" if customer_id is None else "WHERE customer_id = :id"
    bound = {} if customer_id is None else {"id": customer_id}
    return _owed(sql, sql.rows(
        f"SELECT o.customer_id, {_NAME.format(c='c')}, o.referred_id, {_NAME.format(c='r')}, o.role, o.day, o.open_cents,"
        " CASE WHEN o.open_things > 0 THEN e.goods ELSE '' END"
        f" FROM ({OPEN_SLOTS.format(where=where)}) o JOIN customer c ON c.id = o.customer_id JOIN customer r ON r.id ="
        " o.referred_id JOIN reward_entry e ON e.id = o.owed_id WHERE c.deleted_at IS NULL ORDER BY o.day, o.owed_id",
        **bound,
    ))  # fmt: skip


def _owed(sql: Reader, rows: Sequence[tuple[object, ...]]) -> list[OwedRow]:
    of: dict[int, list[tuple[object, ...]]] = {}
    for row in rows:
        of.setdefault(int(str(row[0])), []).append(row)
    found = []
    for customer, some in of.items():
        cents = sum(max(0, int(str(row[6]))) for row in some)
        goods = [str(row[7]) for row in some if row[7]]
        names = [str(row[3]) for row in some if row[4] == Role.REFERRER]
        slots = tuple(Slot(customer, int(str(row[2])), Role(str(row[4]))) for row in some)
        found.append(
            OwedRow(
                customer, str(some[0][1]), what_words(cents, goods), cents, tuple(goods), min(int(str(row[5])) for row in some),
                listed(dict.fromkeys(names)), slots,
            )
        )  # fmt: skip
    return found


def what_words(cents: int, goods: Iterable[str]) -> str:
    """¥40、洗发水、洗发水."""
    money = [say(paid_words(Form.MONEY, cents, ""))] if cents else []
    return listed([*money, *goods])


NOTHING_OWED: Final = OwedRow(0, "", "", 0, (), 0, "", ())


def owed_row(sql: Reader, customer_id: int) -> OwedRow:
    """What one customer is still to get."""
    return next(iter(owed(sql, customer_id)), NOTHING_OWED)


def owed_to(sql: Reader, customer_id: int) -> tuple[str, str]:
    """(what a customer is still to get, for whose coming), in words; ("", "") when nothing."""
    return next(((row.what, row.names) for row in owed(sql, customer_id)), ("", ""))


class OverRow(NamedTuple):
    """多给: what somebody got and is owed no more. ``own``: for coming themselves."""

    customer_id: int
    name: str
    referred: str
    what: str
    cents: int
    goods: tuple[str, ...]
    own: bool


def over(sql: Reader, customer_id: int | None = None) -> list[OverRow]:
    """What was given too much and not taken back."""
    where = "" if customer_id is None else "AND e.customer_id = :id"
    bound = {} if customer_id is None else {"id": customer_id}
    rows = sql.rows(
        f"SELECT {_LINE}, {_NAME.format(c='c')}, {_NAME.format(c='r')} FROM (SELECT customer_id, referred_id, role FROM"
        f" reward_entry GROUP BY customer_id, referred_id, role HAVING sum({SIGN} * cents) < 0"
        f" OR sum({SIGN} * (goods != '')) < 0) o JOIN reward_entry e ON e.customer_id = o.customer_id"
        " AND e.referred_id = o.referred_id AND e.role = o.role"
        f" JOIN customer c ON c.id = e.customer_id JOIN customer r ON r.id = e.referred_id WHERE 1 {where} ORDER BY e.id",
        **bound,
    )
    names = {row[1]: row[12] for row in rows} | {row[2]: row[13] for row in rows}
    found = []
    for slot, account in accounts(_lines(row[:12] for row in rows)).items():
        if account.is_over:
            cents = max(0, -account.open_cents)
            goods = [account.over_goods] if account.over_goods else []
            found.append(
                OverRow(
                    slot.customer_id, names[slot.customer_id], names[slot.referred_id], what_words(cents, goods), cents,
                    tuple(goods), slot.role is Role.NEWCOMER,
                )
            )
    return found


class EntryRow(NamedTuple):
    """A line of the ledger as it is shown. ``back``: of what was given, that it was taken back."""

    line: Line
    name: str
    referred: str
    note: str
    who: str
    back: bool


def ledger(sql: Reader, limit: int, customer_id: int | None = None) -> list[EntryRow]:
    """The newest lines first; of what one customer gets where one is meant."""
    rows = sql.rows(
        f"SELECT {_LINE}, {_NAME.format(c='c')}, {_NAME.format(c='r')}, e.note, e.who, EXISTS (SELECT 1 FROM reward_entry b"
        " WHERE b.entry_id = e.id AND b.kind IN ('taken', 'returned')) FROM reward_entry e JOIN customer c"
        f" ON c.id = e.customer_id JOIN customer r ON r.id = e.referred_id"
        f" {'' if customer_id is None else 'WHERE e.customer_id = :id'}"
        " ORDER BY e.id DESC LIMIT :limit",
        limit=limit, **({} if customer_id is None else {"id": customer_id}),
    )  # fmt: skip
    lines = _lines(row[:12] for row in rows)
    return [EntryRow(line, row[12], row[13], row[14], row[15], bool(row[16])) for line, row in zip(lines, rows, strict=True)]


class Totals(NamedTuple):
    """Of the ledger: what was given, what is still to be given; money, and how many things."""

    given_cents: int
    given_things: int
    open_cents: int
    open_things: int


def totals(sql: Reader) -> Totals:
    """All of it."""
    given = sql.one(
        "SELECT coalesce(sum(CASE kind WHEN 'given' THEN cents ELSE -cents END), 0),"
        " coalesce(sum(CASE kind WHEN 'given' THEN 1 ELSE -1 END * (goods != '')), 0) FROM reward_entry"
        " WHERE kind IN ('given', 'returned')"
    ) or (0, 0)
    still = owed(sql)
    return Totals(given[0], given[1], sum(one.cents for one in still), sum(len(one.goods) for one in still))


def costs(sql: Reader) -> dict[int, tuple[int, int]]:
    """customer -> what their coming cost in rewards, given or still to be given: money, and how many things."""
    rows = sql.rows(
        "SELECT referred_id, sum(max(owed, given)), sum(max(owed_things, given_things)) FROM (SELECT referred_id, customer_id,"
        " sum(CASE kind WHEN 'owed' THEN cents WHEN 'taken' THEN -cents ELSE 0 END) AS owed,"
        " sum(CASE kind WHEN 'given' THEN cents WHEN 'returned' THEN -cents ELSE 0 END) AS given,"
        " sum(CASE kind WHEN 'owed' THEN 1 WHEN 'taken' THEN -1 ELSE 0 END * (goods != '')) AS owed_things,"
        " sum(CASE kind WHEN 'given' THEN 1 WHEN 'returned' THEN -1 ELSE 0 END * (goods != '')) AS given_things"
        " FROM reward_entry GROUP BY referred_id, customer_id, role) GROUP BY referred_id"
    )
    return {i: (cents, things) for i, cents, things in rows}


# for whose coming --------------------------------------------------------------------------------------------------------


def concerned(sql: Reader, customers: Sequence[int], *, brought_too: bool) -> list[int]:
    """For whose coming something may be owed otherwise now: those of ``customers`` who were brought, or of whom the ledger tells;
    ``brought_too``: and whomever these brought."""
    found: set[int] = set()
    for chunk in _chunks(customers):
        ids = marks(len(chunk))
        asked = [
            f"SELECT id FROM customer WHERE id IN ({ids}) AND referrer_id IS NOT NULL",
            f"SELECT referred_id FROM reward_entry WHERE referred_id IN ({ids})",
        ]
        if brought_too:
            asked += [
                f"SELECT id FROM customer WHERE referrer_id IN ({ids})",
                f"SELECT referred_id FROM reward_entry WHERE customer_id IN ({ids})",
            ]
        found.update(sql.column(" UNION ".join(asked), **named(chunk)))
    return sorted(found)


def beside(sql: Reader, referred: Sequence[int]) -> list[int]:
    """These, and whoever else was brought by the same: what one referrer gets in a month is capped for all together."""
    found: set[int] = set(referred)
    for chunk in _chunks(referred):
        ids = marks(len(chunk))
        by = (
            f"SELECT referrer_id FROM customer WHERE id IN ({ids}) AND referrer_id IS NOT NULL UNION SELECT customer_id FROM"
            f" reward_entry WHERE referred_id IN ({ids}) AND role = 'referrer'"
        )
        found.update(
            sql.column(
                f"SELECT id FROM customer WHERE referrer_id IN ({by}) UNION SELECT referred_id FROM reward_entry WHERE"
                f" customer_id IN ({by})",
                **named(chunk),
            )
        )
    return sorted(found)


def brought_since(sql: Reader, day: int) -> list[int]:
    """Whoever was brought and entered from a day on."""
    return sql.column("SELECT id FROM customer WHERE referrer_id IS NOT NULL AND created_day >= :day ORDER BY id", day=day)


def newcomers(sql: Reader, ids: Sequence[int], today: int) -> list[Newcomer]:
    """Those with their visits up to ``today``."""
    found: list[Newcomer] = []
    for chunk in _chunks(ids):
        at = marks(len(chunk))
        visits: dict[int, list[Bought]] = {}
        for customer, day, cents, visit in sql.rows(
            f"SELECT customer_id, day, amount_cents, id FROM visit WHERE customer_id IN ({at}) AND deleted_at IS NULL"
            " AND day <= :today ORDER BY day, coalesce(minute, -1), id",
            today=today, **named(chunk),
        ):  # fmt: skip
            visits.setdefault(customer, []).append(Bought(day, cents, visit))
        rows = sql.rows(
            "SELECT c.id, c.referrer_id, c.created_day, c.deleted_at IS NULL AND c.opening = 0, r.id IS NOT NULL"
            f" AND r.deleted_at IS NULL FROM customer c LEFT JOIN customer r ON r.id = c.referrer_id WHERE c.id IN ({at})",
            **named(chunk),
        )
        found += [
            Newcomer(i, referrer, day, tuple(visits.get(i, ())), bool(counts), bool(there))
            for i, referrer, day, counts, there in rows
        ]
    return found


def names(sql: Reader, ids: Sequence[int]) -> dict[int, str]:
    """What some customers are called."""
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        found.update(
            sql.rows(f"SELECT c.id, {_NAME.format(c='c')} FROM customer c WHERE c.id IN ({marks(len(chunk))})", **named(chunk))
        )
    return found


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def given_by(sql: Reader, entry_id: int) -> tuple[str, str]:
    """(who gave it, the note)."""
    row = sql.one("SELECT who, note FROM reward_entry WHERE id = :id", id=entry_id)
    return (row[0], row[1]) if row else ("", "")


def usual_basket(sql: Reader, today: int, back: int = 90) -> int:
    """What is usually paid in a visit, in cents: the middle one of the last ``back`` days; 0 where nobody came."""
    paid = sql.column(
        "SELECT amount_cents FROM visit WHERE day BETWEEN :first AND :today AND deleted_at IS NULL AND amount_cents > 0"
        " ORDER BY day DESC LIMIT 400",
        first=today - back, today=today,
    )  # fmt: skip
    return int(sorted(paid)[len(paid) // 2]) if paid else 0
