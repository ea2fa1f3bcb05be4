"""Who comes up by a rule, kind by kind: ranges over dates, so that nothing here grows with the book but its days.

Each kind is a query of ``(customer_id, due_day, occurrence, about)``: when they come up, which time it is, what it is about.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from kyuanbook.book.queries import shop
from kyuanbook.book.queries.segments import asked, segments
from kyuanbook.book.queries.stages import FIT, LIVE
from kyuanbook.book.reader import Reader
from kyuanbook.rules.followups import Kind, Rule
from kyuanbook.rules.kept_days import keys_of_day
from kyuanbook.rules.opening import Guess

OF_PRODUCT: Final = 1_000_000  # an occurrence that is a product and a day: days have six figures until the year 2700


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
    values = ", ".join(f"('{k.calendar}', {k.month}, {k.day}, {k.leap:d}, {on})" for on, k in keys)
    return Asked(
        f"SELECT c.id, k.on_day - {rule.days}, k.on_day, k.on_day FROM (SELECT column1 AS calendar, column2 AS month,"
        f" column3 AS day, column4 AS leap, column5 AS on_day FROM (VALUES {values})) k CROSS JOIN customer c ON"
        " c.birth_calendar = k.calendar AND c.birth_month = k.month AND c.birth_day = k.day AND c.birth_leap = k.leap"
        " WHERE c.birth_month IS NOT NULL AND c.kind = 'person'"
    )


def _thank(sql: Reader, rule: Rule, span: Span) -> Asked:
    """By the first day: whoever came last in those days is ten times as many, to be looked up one by one."""
    return Asked(
        f"SELECT c.id, d.first_day + {rule.days}, d.first_day, d.first_day {_D} AND d.first_day BETWEEN :first AND :last"
        " AND d.n = 1 AND c.opening = 0",
        {"first": span.first - rule.days, "last": span.last - rule.days},
    )


def _after_care(sql: Reader, rule: Rule, span: Span) -> Asked:
    """After their last visit; who came again since is asked after that one."""
    product = "" if rule.product_id is None else (
        " AND EXISTS (SELECT 1 FROM visit_item vi WHERE vi.visit_id = v.id AND vi.product_id = :product)"
    )
    return Asked(
        f"SELECT c.id, d.last_day + {rule.days}, d.last_day, d.last_day {_D} AND d.last_day BETWEEN :first AND :last"
        " AND EXISTS (SELECT 1 FROM visit v WHERE v.customer_id = c.id AND v.day = d.last_day AND v.deleted_at IS NULL"
        f" AND v.amount_cents >= :cents{product})",
        {"first": span.first - rule.days, "last": span.last - rule.days, "cents": rule.cents}
        | ({} if rule.product_id is None else {"product": rule.product_id}),
    )  # fmt: skip


def _prospect(sql: Reader, rule: Rule, span: Span) -> Asked:
    """So many days after the last touch, or, without one, after they came into the book."""
    later = (
        "NOT EXISTS (SELECT 1 FROM interaction j WHERE j.customer_id = c.id AND j.deleted_at IS NULL AND j.day > {day})"
    )
    prospect = f"EXISTS (SELECT 1 FROM derived d WHERE d.fit_id = {FIT} AND d.customer_id = c.id AND d.n = 0)"
    days = rule.days
    return Asked(
        f"SELECT c.id, c.created_day + {days}, c.created_day, c.created_day FROM customer c WHERE c.created_day BETWEEN"
        f" :first AND :last AND {prospect} AND {later.format(day='c.created_day')}"
        f" UNION SELECT c.id, i.day + {days}, i.day, i.day FROM interaction i CROSS JOIN customer c ON c.id = i.customer_id"
        f" WHERE i.day BETWEEN :first AND :last AND i.deleted_at IS NULL AND i.day > c.created_day AND {prospect} AND"
        f" {later.format(day='i.day')}",
        {"first": span.first - days, "last": span.last - days},
    )


def _low_score(sql: Reader, rule: Rule, span: Span) -> Asked:
    return Asked(
        f"SELECT f.customer_id, f.day + {rule.days}, f.id, f.id FROM feedback f WHERE f.day BETWEEN :first AND :last"
        " AND f.score <= :low AND f.deleted_at IS NULL",
        {"first": span.first - rule.days, "last": span.last - rule.days, "low": shop.settings(sql).low_score},
    )


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
    """Everybody who belongs to it, once, or once in so many days. They are there today; when they will be nobody knows."""
    wanted = next((one for one in segments(sql) if one.id == rule.segment_id), None)
    if wanted is None or not span.first <= span.today <= span.last:
        return NOBODY
    where, values = asked(sql, wanted.conditions, span.today)
    time = span.today // rule.days if rule.days else 0
    return Asked(f"SELECT d.customer_id, :now, {time}, {rule.segment_id} FROM {LIVE}{where}", {**values, "now": span.today})


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


_KINDS: Final[Mapping[Kind, Callable[[Reader, Rule, Span], Asked]]] = {
    Kind.BIRTHDAY: _birthday, Kind.THANK: _thank, Kind.AFTER_CARE: _after_care, Kind.PROSPECT: _prospect,
    Kind.LOW_SCORE: _low_score, Kind.ANNIVERSARY: _anniversary, Kind.SEGMENT: _segment, Kind.PRODUCT_DUE: _product_due,
}  # fmt: skip
"""Kinds found by their date. What is ranked is in ``calls``; a promise is a row of the book from the first."""
DATED: Final = frozenset(_KINDS)
