"""Who comes up by a rule, kind by kind: ranges over dates, so that nothing here grows with the book but its days.

Each kind is a query of ``(customer_id, due_day, occurrence, about)``: when they come up, which time it is, what it is about.
``:today`` and ``:rule`` are bound by whoever asks. A visit dated after today is a slip of the pen: it has not happened.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.birthdays import in_sql
from kyuanbook.book.queries.reward_slots import OPEN_SLOTS
from kyuanbook.book.queries.segments import asked, segments
from kyuanbook.book.queries.stages import FIT, LIVE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.campaigns import CampaignKind
from kyuanbook.rules.followups import Kind, Rule
from kyuanbook.rules.kept_days import keys_of_day
from kyuanbook.rules.opening import Guess

OF_PRODUCT: Final = 1_000_000  # an occurrence that is a product (or a segment) and a day: six figures until the year 2700


class Asked(NamedTuple):
    """A kind's query and its values; ``text`` selects the four columns."""

    text: str
    values: Mapping[str, object] = {}


class Span(NamedTuple):
    """Due days asked for, both inclusive, and the day on which one asks."""

    first: int
    last: int
    today: int


NOBODY: Final = Asked("SELECT 0, 0, 0, 0 WHERE 0")
_D: Final = f"FROM derived d CROSS JOIN customer c ON c.id = d.customer_id WHERE d.fit_id = {FIT}"


def candidates(sql: Reader, rule: Rule, span: Span) -> Asked:
    """Whom ``rule`` brings up on the days of ``span``, of the kinds that are found by their date."""
    if span.last < span.first:
        return NOBODY
    return _KINDS[rule.kind](sql, rule, span)


def _birthday(sql: Reader, rule: Rule, span: Span) -> Asked:
    keys = [
        (on, key) for on in range(span.first + rule.days, span.last + rule.days + 1) for key in keys_of_day(on)
    ]
    values = ", ".join(in_sql(key, on) for on, key in keys)
    return Asked(
        f"SELECT c.id, k.on_day - {rule.days}, k.on_day, k.on_day FROM (SELECT column1 AS calendar, column2 AS month,"
        f" column3 AS day, column4 AS leap, column5 AS rule, column6 AS on_day FROM (VALUES {values})) k CROSS JOIN customer c"
        " ON c.birth_calendar = k.calendar AND c.birth_month = k.month AND c.birth_day = k.day AND c.birth_leap = k.leap"
        " AND (k.rule IS NULL OR c.birth_rule = k.rule) WHERE c.birth_month IS NOT NULL AND c.kind = 'person'"
    )


def _thank(sql: Reader, rule: Rule, span: Span) -> Asked:
    """By the first day: whoever came last in those days is ten times as many, to be looked up one by one."""
    return Asked(
        f"SELECT c.id, d.first_day + {rule.days}, d.first_day, d.first_day {_D} AND d.first_day BETWEEN :first AND :last"
        " AND d.n = 1 AND c.opening = 0",
        {"first": span.first - rule.days, "last": span.last - rule.days},
    )


def _after_care(sql: Reader, rule: Rule, span: Span) -> Asked:
    """After the last day on which what it asks for was done, and spent: what was paid in one day was paid in one visit. A small
    thing bought since does not take the care for the great one away; who had it done again is asked after that."""
    had = "sum({v}.amount_cents) >= :cents"
    if rule.product_id is not None:
        had += (
            " AND max(EXISTS (SELECT 1 FROM visit_item i WHERE i.visit_id = {v}.id AND i.product_id = :product))"
        )
    return Asked(
        f"SELECT v.customer_id, v.day + {rule.days}, v.day, v.day FROM visit v WHERE v.day BETWEEN :first AND :last"
        f" AND v.deleted_at IS NULL GROUP BY v.customer_id, v.day HAVING {had.format(v='v')} AND NOT EXISTS (SELECT 1 FROM"
        " visit w WHERE w.customer_id = v.customer_id AND w.day > v.day AND w.day <= :today AND w.deleted_at IS NULL"
        f" GROUP BY w.day HAVING {had.format(v='w')})",
        {"first": span.first - rule.days, "last": min(span.last - rule.days, span.today), "cents": rule.cents}
        | ({} if rule.product_id is None else {"product": rule.product_id}),
    )  # fmt: skip


def _prospect(sql: Reader, rule: Rule, span: Span) -> Asked:
    """So many days after the last touch, or, without one, after they came into the book. What was said when they came up by
    this very reason is no new beginning: nobody is asked over and over for having been asked."""
    own = "EXISTS (SELECT 1 FROM follow_up o WHERE o.id = {i}.follow_up_id AND o.kind = 'prospect')"
    later = (
        "NOT EXISTS (SELECT 1 FROM interaction j WHERE j.customer_id = c.id AND j.deleted_at IS NULL AND j.day > {day}"
        f" AND j.day <= :today AND NOT {own.format(i='j')})"
    )
    prospect = f"EXISTS (SELECT 1 FROM derived d WHERE d.fit_id = {FIT} AND d.customer_id = c.id AND d.n = 0)"
    days = rule.days
    return Asked(
        f"SELECT c.id, c.created_day + {days}, c.created_day, c.created_day FROM customer c WHERE c.created_day BETWEEN"
        f" :first AND :last AND {prospect} AND {later.format(day='c.created_day')}"
        f" UNION SELECT c.id, i.day + {days}, i.day, i.day FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id"
        f" WHERE i.day BETWEEN :first AND :last AND i.deleted_at IS NULL AND i.day > c.created_day AND NOT {own.format(i='i')}"
        f" AND {prospect} AND {later.format(day='i.day')}",
        {"first": span.first - days, "last": min(span.last - days, span.today)},
    )


def _low_score(sql: Reader, rule: Rule, span: Span) -> Asked:
    """The last of their low ones: whoever is asked about it is asked about those before."""
    return Asked(
        f"SELECT f.customer_id, f.day + {rule.days}, f.id, f.id FROM feedback f WHERE f.day BETWEEN :first AND :last"
        " AND f.score <= :low AND f.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM feedback g WHERE g.customer_id ="
        " f.customer_id AND g.score <= :low AND g.deleted_at IS NULL AND g.day <= :today AND (g.day, g.id) > (f.day, f.id))",
        {
            "first": span.first - rule.days, "last": min(span.last - rule.days, span.today),
            "low": shop.settings(sql).low_score,
        },
    )  # fmt: skip


def _anniversary(sql: Reader, rule: Rule, span: Span) -> Asked:
    """The day of the first visit comes round; 29 February on the 28th. A first day that 期初 had to guess is none."""
    firsts: dict[int, int] = {}
    for on in range(span.first + rule.days, span.last + rule.days + 1):
        for year in range(1, 61):
            for first in _years_before(on, year):
                firsts[first] = on
    rows = ", ".join(f"({first}, {on})" for first, on in firsts.items())
    return Asked(
        f"SELECT c.id, k.on_day - {rule.days}, k.on_day, d.first_day FROM (SELECT column1 AS first_day, column2 AS on_day"
        f" FROM (VALUES {rows})) k CROSS JOIN derived d ON d.fit_id = {FIT} AND d.first_day = k.first_day"
        " CROSS JOIN customer c ON c.id = d.customer_id WHERE (c.opening = 0 OR c.opening_first IS NOT NULL)"
        f" AND d.guessed & {(Guess.GAP | Guess.LAST).value} = 0"
    )


def _years_before(on: int, years: int) -> Iterator[int]:
    day = date.fromordinal(on)
    if day.year - years < 1:
        return
    if not (day.month == 2 and day.day == 29) or _leap(day.year - years):
        yield day.replace(year=day.year - years).toordinal()
    if (day.month, day.day) == (2, 28) and not _leap(day.year) and _leap(day.year - years):
        yield date(day.year - years, 2, 29).toordinal()


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _segment(sql: Reader, rule: Rule, span: Span) -> Asked:
    """Everybody who belongs to it, once, or again so many days after somebody acted upon it. They are there today; when they
    will be nobody knows."""
    wanted = next((one for one in segments(sql) if one.id == rule.segment_id), None)
    if wanted is None or not span.first <= span.today <= span.last:
        return NOBODY
    where, values = asked(sql, wanted.conditions, span.today)
    first = wanted.id * OF_PRODUCT
    time = "0"
    if rule.days:
        time = (
            "coalesce((SELECT CASE WHEN max(f.state = 'open') THEN :never ELSE max(f.closed_day) + :days END"
            " FROM follow_up f WHERE f.customer_id = d.customer_id AND f.rule_id = :rule"
            " AND f.occurrence BETWEEN :segment AND :segment + :most), 0)"
        )
    return Asked(
        f"SELECT customer_id, :now, :segment + time, {wanted.id} FROM (SELECT d.customer_id, {time} AS time FROM {LIVE}{where})"
        " WHERE time <= :now",
        {
            **values, "now": span.today, "segment": first,
            **({"days": rule.days, "never": OF_PRODUCT, "most": OF_PRODUCT - 1} if rule.days else {}),
        },
    )  # fmt: skip


def _product_due(sql: Reader, rule: Rule, span: Span) -> Asked:
    """Bought so long ago that it is due again by :func:`rules.likes.due`, as the card says it; kept by its day."""
    product = "" if rule.product_id is None else " AND a.product_id = :product"
    return Asked(
        f"SELECT a.customer_id, a.due_day + {rule.days}, a.product_id * {OF_PRODUCT} + a.last_day, a.product_id FROM due_again a"
        " CROSS JOIN product p ON p.id = a.product_id WHERE a.due_day BETWEEN :first AND :last AND p.hidden = 0"
        f" AND a.until_day > max(a.due_day, min(:asked, :last)){product}",
        {"first": span.first - rule.days, "last": span.last - rule.days, "asked": span.today}
        | ({} if rule.product_id is None else {"product": rule.product_id}),
    )  # fmt: skip


def _reward_owed(sql: Reader, rule: Rule, span: Span) -> Asked:
    """Who is still to get a 转介绍奖励, since the oldest fell due, until it is given; told anew when another one falls due."""
    return Asked(
        f"SELECT customer_id, min(day) + {rule.days}, max(owed_id), max(owed_id) FROM ({OPEN_SLOTS.format(where='')})"
        " GROUP BY customer_id HAVING min(day) BETWEEN :first AND :last",
        {"first": span.first - rule.days, "last": span.last - rule.days},
    )


def _since_campaign(sql: Reader, rule: Rule, span: Span) -> Asked:
    """Whose last visit lies in the time of a campaign: they came then, and did not come again. An event without a last day is
    over on its first; anything else without one goes on."""
    row = sql.one("SELECT first, last, kind FROM campaign WHERE id = :id", id=rule.campaign_id)
    if row is None:
        return NOBODY
    first, last, kind = row
    until = last if last is not None else first if kind == CampaignKind.EVENT else span.today
    return Asked(
        f"SELECT c.id, d.last_day + {rule.days}, d.last_day, d.last_day {_D} AND d.last_day BETWEEN :first AND :last",
        {"first": max(first, span.first - rule.days), "last": min(until, span.last - rule.days)},
    )


_KINDS: Final[Mapping[Kind, Callable[[Reader, Rule, Span], Asked]]] = {
    Kind.BIRTHDAY: _birthday, Kind.THANK: _thank, Kind.AFTER_CARE: _after_care, Kind.PROSPECT: _prospect,
    Kind.LOW_SCORE: _low_score, Kind.ANNIVERSARY: _anniversary, Kind.SEGMENT: _segment, Kind.PRODUCT_DUE: _product_due,
    Kind.REWARD_OWED: _reward_owed, Kind.SINCE_CAMPAIGN: _since_campaign,
}  # fmt: skip
"""Kinds found by their date. What is ranked is in ``calls``; a promise is a row of the book from the first."""
DATED: Final = frozenset(_KINDS)
