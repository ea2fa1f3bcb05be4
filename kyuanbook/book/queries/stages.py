"""Stages as SQL, and a customer's marks back from their derived row."""

from collections.abc import Sequence
from typing import Any, Final

from kyuanbook.book.reader import Reader
from kyuanbook.rules.opening import Guess, Opening
from kyuanbook.rules.stages import Marks, Stage

# Up to which day visits are counted: one noted for a later day (a slip of the pen, or a booking) waits for it. The day
# never goes back, or a clock that stands years behind would take everybody's visits away. None in a book last written
# before days were kept: everything was counted then.
_COUNTED_UP_TO: Final = "SELECT value FROM pointer WHERE name = 'counted'"
COUNTED: Final = f"coalesce(({_COUNTED_UP_TO}), 9999999)"

# d: the derived row, c: the customer, :today. A pin is the owner's word; it changes the name, never the dates.
STAGE: Final = (
    "CASE WHEN c.pin != '' THEN c.pin WHEN d.lapsed_day <= :today THEN 'lapsed'"
    " WHEN d.at_risk_day <= :today THEN 'at_risk' ELSE d.calm END"
)
FIT: Final = "(SELECT value FROM pointer WHERE name = 'fit')"
LIVE: Final = f"derived d JOIN customer c ON c.id = d.customer_id WHERE d.fit_id = {FIT}"

MARKS: Final = (
    "d.n, d.first_day, d.last_day, d.x, d.tx, d.gaps, d.at_risk_day, d.lapsed_day, d.calm, d.k, d.t, d.guessed"
)
OPENING: Final = "opening, opening_visits, opening_total_cents, opening_first, opening_last, opening_gap, created_day"
MARKS_COUNT: Final = 12
CALM: Final = tuple(stage for stage in Stage if stage not in (Stage.LAPSED, Stage.AT_RISK))
# what was assumed about 期初 is never told as if it had been: the visits of the book alone, and no last day
KNOWN_VISITS: Final = (
    f"CASE WHEN d.guessed & {Guess.VISITS.value} THEN (SELECT count(DISTINCT day) FROM visit kv"
    f" WHERE kv.customer_id = d.customer_id AND kv.deleted_at IS NULL AND kv.day <= {COUNTED}) ELSE d.n END"
)
KNOWN_LAST: Final = f"CASE WHEN d.guessed & {Guess.LAST.value} THEN NULL ELSE d.last_day END"
SPENT: Final = (
    f"CASE WHEN d.total_cents = 0 AND c.opening AND {KNOWN_VISITS} <= coalesce(c.opening_visits, 0) THEN NULL"
    " ELSE d.total_cents END"
)


def counted_up_to(sql: Reader) -> int | None:
    """The day up to which visits are counted by now."""
    upto: int | None = sql.value(_COUNTED_UP_TO)
    return upto


def come_due(sql: Reader, today: int) -> list[int]:
    """Customers with a visit to be counted from ``today`` on that was not yet, or the other way round."""
    upto = counted_up_to(sql)
    if upto is not None and upto >= today:
        return []
    until = "" if upto is None else " AND day <= :until"
    return sql.column(
        f"SELECT DISTINCT customer_id FROM visit WHERE day > :after{until} AND deleted_at IS NULL",
        **({"after": today} if upto is None else {"after": upto, "until": today}),
    )


def opening_of(row: Sequence[Any]) -> Opening | None:
    """期初 from the columns of ``OPENING``; None when nothing is known from before the book."""
    is_known, visits, total, first, last, gap, created_day = row
    if not is_known:
        return None
    return Opening(as_of=created_day, visits=visits, total_cents=total, first=first, last=last, gap=gap)


def marks_of(row: Sequence[Any]) -> Marks:
    """The marks from the columns of ``MARKS``."""
    n, first, last, x, tx, gaps, at_risk, lapsed, calm, k, t, guessed = row
    return Marks(
        n, first, last, x, tx, tuple(map(int, gaps.split(","))) if gaps else (), at_risk, lapsed, Stage(calm), k, t,
        guessed,
    )  # fmt: skip


def stage_counts(sql: Reader, today: int) -> dict[Stage, int]:
    """How many customers stand in each stage on ``today``, pins counted as pinned."""
    # Each by its range of the index; grouped, SQLite would sort everybody first, 55 MB of them at a million customers. Words
    # are compared only for those who are neither lapsed nor overdue, and for all but one: the rest are that.
    many = f"FROM derived WHERE fit_id = {FIT}"
    counts = dict.fromkeys(Stage, 0)
    counts[Stage.LAPSED] = sql.value(f"SELECT count(*) {many} AND lapsed_day <= :today", today=today)
    rest, *told = CALM
    sums = ", ".join(f"sum(calm = '{stage.value}')" for stage in told)
    for awake in ("lapsed_day > :today", "lapsed_day IS NULL"):
        risky = sql.value(f"SELECT sum(at_risk_day <= :today) {many} AND {awake}", today=today)
        calm = sql.one(
            f"SELECT count(*), {sums} {many} AND {awake} AND (at_risk_day > :today OR at_risk_day IS NULL)", today=today
        )
        in_all, *found = (n or 0 for n in calm or ())
        counts[Stage.AT_RISK] += risky or 0
        counts[rest] += in_all - sum(found)
        for stage, n in zip(told, found, strict=True):
            counts[stage] += n
    pinned = sql.rows(  # CROSS: from the few pins on; else SQLite begins with everybody
        "SELECT c.pin, CASE WHEN d.lapsed_day <= :today THEN 'lapsed' WHEN d.at_risk_day <= :today THEN 'at_risk'"
        f" ELSE d.calm END FROM customer c CROSS JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} WHERE c.pin != ''",
        today=today,
    )
    for pin, ruled in pinned:
        counts[Stage(pin)] += 1
        counts[Stage(ruled)] -= 1
    return counts
