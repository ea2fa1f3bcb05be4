"""月报: what one month was like, as it stood on its last day. Who was lost and won back is counted gap by gap, where everybody
stood is replayed from the visits, by the fit now in force.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries import lapsed, shop, sources
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.source_months import Months, months
from kyuanbook.book.queries.sources import Asked, Report
from kyuanbook.book.reader import Reader, marks, named
from kyuanbook.rules.lapses import first_of, month_of
from kyuanbook.rules.periods import Span, of_month
from kyuanbook.rules.sources import By, Period

THANKED: Final = 3  # of each sort
JUDGED: Final = 12  # months, up to this one, by which a source is judged


class Till(NamedTuple):
    """What a month brought: how many people, how many visits, how much."""

    people: int
    visits: int
    cents: int


class Thanks(NamedTuple):
    """Whom to thank: ``many`` whom they brought, or visits; ``cents``: what those have spent."""

    name: str
    many: int
    cents: int
    id: int = 0


class MonthFacts(NamedTuple):
    """``today``: the last day counted, the month's own or the present one; ``till``, ``fresh``, ``lost``, ``back``: of this
    month, with the month before and (the till) the same month a year before, None where the book did not reach; ``year``: the
    report by which sources are judged; ``brought``: the month's own newcomers by source, the most first."""

    month: int
    today: int
    over: bool
    fit: int
    till: Till
    till_before: Till | None
    till_year: Till | None
    fresh: tuple[int, ...]
    fresh_before: int
    prospects: int
    lost: tuple[int, ...]
    lost_before: int
    back: tuple[int, ...]
    back_before: int
    brought: tuple[tuple[str, int], ...]
    year: Report
    months: Months
    referrers: tuple[Thanks, ...]
    partners: tuple[Thanks, ...]
    spenders: tuple[Thanks, ...]


def month_facts(sql: Reader, rhythms: shop.Rhythms, month: int, now: int, go_on: GoOn | None = None) -> MonthFacts:
    """``month``: counted on, not after that of ``now``. Raises Stopped when ``go_on`` says so."""
    period = of_month(month)
    today = min(period.last, now)
    year = Asked(By.CHANNEL, Span.DAYS, Period(first_of(month - JUDGED + 1), today), today)
    known = sources.known(sql, rhythms, year, now, go_on)
    told = sources.told(sql, known, go_on)
    going = lapsed.report(sql, rhythms, today, go_on)
    pictures = months(sql, known, go_on=go_on)
    gone = [one for one in going.gone if one.month in (month, month - 1)]
    won = [(one.customer_id, month_of(one.back.day)) for one in going.won]
    fresh = pictures.fresh[month]
    sources_of: dict[object, int] = {}
    for i in fresh:
        channel = known.origins[i].channel_id
        sources_of[channel] = sources_of.get(channel, 0) + 1
    called = {row.group: row.name for row in told.rows}
    brought = sorted(((called.get(key, ""), n) for key, n in sources_of.items() if called.get(key)), key=lambda b: -b[1])
    lost = tuple(dict.fromkeys(one.customer_id for one in gone if one.month == month))
    back = tuple(dict.fromkeys(i for i, at in won if at == month))
    return MonthFacts(
        month, today, now > period.last, rhythms.in_force(sql)[0], _till(sql, period, today) or Till(0, 0, 0),
        _till(sql, of_month(month - 1), today), _till(sql, of_month(month - 12), today), fresh,
        len(pictures.fresh[month - 1]), _prospects(known, period), lost,
        len({one.customer_id for one in gone if one.month == month - 1}), back,
        len({i for i, at in won if at == month - 1}), tuple(brought), told, pictures,
        _referrers(sql, fresh, today), _partners(sql, fresh, today), _spenders(sql, period, today),
    )  # fmt: skip


def _prospects(known: sources.Known, period: Period) -> int:
    return sum(period.holds(fact.known) for fact in known.facts)


def _till(sql: Reader, period: Period, today: int) -> Till | None:
    """None of a month before the first visit of the book."""
    people, visits, cents = sql.rows(
        "SELECT count(DISTINCT v.customer_id), count(*), coalesce(sum(v.amount_cents), 0) FROM visit v"
        " JOIN customer c ON c.id = v.customer_id WHERE v.day BETWEEN :first AND :last AND v.day <= :today"
        " AND v.deleted_at IS NULL AND c.deleted_at IS NULL",
        first=period.first, last=period.last, today=today,
    )[0]  # fmt: skip
    if not visits and not sql.value("SELECT 1 FROM visit WHERE day < :first AND deleted_at IS NULL LIMIT 1", first=period.first):
        return None
    return Till(people, visits, cents)


# whom to thank -------------------------------------------------------------------------------------------------------------

_NAME: Final = "CASE {c}.name WHEN '' THEN {c}.alias ELSE {c}.name END"
_CHUNK: Final = 400


def _spent(sql: Reader, ids: Sequence[int], today: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found.update(sql.rows(
            "SELECT customer_id, sum(amount_cents) FROM visit WHERE deleted_at IS NULL AND day <= :today"
            f" AND customer_id IN ({marks(len(chunk))}) GROUP BY customer_id",
            today=today, **named(chunk),
        ))  # fmt: skip
    return found


def _by(sql: Reader, fresh: Sequence[int], today: int, column: str, name: str, joined: str) -> tuple[Thanks, ...]:
    """Who brought some of the month's newcomers, by what those have spent."""
    spent, found = _spent(sql, fresh, today), dict[int, Thanks]()
    for start in range(0, len(fresh), _CHUNK):
        chunk = fresh[start : start + _CHUNK]
        for customer, who, called in sql.rows(
            f"SELECT c.id, c.{column}, {name} FROM customer c JOIN {joined} WHERE c.id IN ({marks(len(chunk))})",
            **named(chunk),
        ):
            was = found.get(who, Thanks(called, 0, 0, who))
            found[who] = was._replace(many=was.many + 1, cents=was.cents + spent.get(customer, 0))
    return tuple(sorted(found.values(), key=lambda one: (-one.many, -one.cents, one.id))[:THANKED])


def _referrers(sql: Reader, fresh: Sequence[int], today: int) -> tuple[Thanks, ...]:
    joined = "customer r ON r.id = c.referrer_id AND r.deleted_at IS NULL"
    return _by(sql, fresh, today, "referrer_id", _NAME.format(c="r"), joined)


def _partners(sql: Reader, fresh: Sequence[int], today: int) -> tuple[Thanks, ...]:
    return _by(sql, fresh, today, "partner_id", "p.name", "partner p ON p.id = c.partner_id")


def _spenders(sql: Reader, period: Period, today: int) -> tuple[Thanks, ...]:
    rows = sql.rows(
        f"SELECT {_NAME.format(c='c')}, count(DISTINCT v.day), sum(v.amount_cents) AS cents, c.id FROM visit v"
        " JOIN customer c ON c.id = v.customer_id WHERE v.day BETWEEN :first AND :last AND v.day <= :today"
        " AND v.deleted_at IS NULL AND c.deleted_at IS NULL GROUP BY c.id HAVING cents > 0 ORDER BY cents DESC, c.id"
        f" LIMIT {THANKED}",
        first=period.first, last=period.last, today=today,
    )  # fmt: skip
    return tuple(Thanks(*row) for row in rows)
