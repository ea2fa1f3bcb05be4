"""Stages as SQL, and a customer's marks back from their derived row."""

from collections.abc import Sequence
from typing import Any, Final

from kyuanbook.book.reader import Reader
from kyuanbook.rules.opening import Guess, Opening
from kyuanbook.rules.stages import Marks, Stage

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
# what was assumed about 期初 is never told as if it had been: the visits of the book alone, and no last day
KNOWN_VISITS: Final = (
    f"CASE WHEN d.guessed & {Guess.VISITS.value} THEN (SELECT count(DISTINCT day) FROM visit kv"
    " WHERE kv.customer_id = d.customer_id AND kv.deleted_at IS NULL) ELSE d.n END"
)
KNOWN_LAST: Final = f"CASE WHEN d.guessed & {Guess.LAST.value} THEN NULL ELSE d.last_day END"


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
    # added up in one pass: grouped, SQLite would sort everybody first, 55 MB of them at a million customers
    by_rule = "CASE WHEN lapsed_day <= :today THEN 'lapsed' WHEN at_risk_day <= :today THEN 'at_risk' ELSE calm END"
    sums = ", ".join(f"sum(stage = '{stage.value}')" for stage in Stage)
    many = sql.one(f"SELECT {sums} FROM (SELECT {by_rule} stage FROM derived WHERE fit_id = {FIT})", today=today)
    counts = dict(zip(Stage, (n or 0 for n in many or ()), strict=True))
    pinned = sql.rows(
        "SELECT c.pin, CASE WHEN d.lapsed_day <= :today THEN 'lapsed' WHEN d.at_risk_day <= :today THEN 'at_risk'"
        f" ELSE d.calm END FROM customer c JOIN derived d ON d.customer_id = c.id AND d.fit_id = {FIT} WHERE c.pin != ''",
        today=today,
    )
    for pin, ruled in pinned:
        counts[Stage(pin)] += 1
        counts[Stage(ruled)] -= 1
    return counts
