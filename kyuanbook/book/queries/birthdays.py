"""The birthdays of the coming week, found by an index on what lies in the book: nothing here grows with its customers."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.kept_days import LUNAR, Key, keys_of_day

DAYS: Final = 7  # today and the six after it


class BirthdayRow(NamedTuple):
    """Whose birthday is kept on ``on``, and which it is in its own calendar."""

    customer_id: int
    name: str
    on: int
    lunar: bool
    month: int
    day: int
    leap: bool
    do_not_contact: bool


class Birthdays(NamedTuple):
    """The first of a week's birthdays, how many in all, and how many of them lunar."""

    rows: tuple[BirthdayRow, ...]
    in_all: int
    lunar: int


_WHOSE: Final = (  # the keys first, then the index
    "FROM k CROSS JOIN customer c ON c.birth_calendar = k.calendar AND c.birth_month = k.month AND c.birth_day = k.day"
    " AND c.birth_leap = k.leap AND (k.rule IS NULL OR c.birth_rule = k.rule)"
    " WHERE c.birth_month IS NOT NULL AND c.deleted_at IS NULL AND c.kind = 'person'"
    " AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = c.id AND f.kind = 'birthday' AND f.occurrence = k.on_day"
    " AND f.closed_day IS NOT NULL)"
)


def birthdays_of_week(sql: Reader, today: int, limit: int) -> Birthdays:
    """From today on, today's first; on one day those who came last before the others. People only; 请勿联系 is told too: a
    birthday is something to know, not a call. Who was congratulated already is told no more."""
    week = range(today, today + DAYS)
    in_all, lunar = sql.one(
        f"{_kept_on(week)} SELECT count(*), coalesce(sum(k.calendar = '{LUNAR}'), 0) {_WHOSE}"
    ) or (0, 0)
    rows: list[BirthdayRow] = []
    for on in week:
        if len(rows) >= min(limit, in_all):
            break
        rows += _of_day(sql, on, limit - len(rows))
    return Birthdays(tuple(rows), in_all, lunar)


def birthdays_up_to(sql: Reader, today: int, most: int) -> int:
    """How many there are in the week, counted no further than ``most``."""
    text = f"{_kept_on(range(today, today + DAYS))} SELECT count(*) FROM (SELECT 1 {_WHOSE} LIMIT :most)"
    return int(sql.value(text, most=most))


def _kept_on(days: Sequence[int]) -> str:
    """A table ``k`` of the birthdays kept on ``days``."""
    keys = ", ".join(in_sql(key, on) for on in days for key in keys_of_day(on))
    return f"WITH k (calendar, month, day, leap, rule, on_day) AS (VALUES {keys})"


def in_sql(key: Key, *more: int) -> str:
    """A key as a row of values, and ``more`` of it."""
    rule = "NULL" if key.rule is None else f"'{key.rule}'"
    rest = "".join(f", {one}" for one in more)
    return f"('{key.calendar}', {key.month}, {key.day}, {key.leap:d}, {rule}{rest})"


def _of_day(sql: Reader, on: int, limit: int) -> list[BirthdayRow]:
    rows = sql.rows(
        f"{_kept_on([on])} SELECT c.id, c.name, c.alias, k.calendar = '{LUNAR}', k.month, k.day, k.leap, c.do_not_contact"
        f" {_WHOSE} ORDER BY (SELECT last_day FROM derived d WHERE d.fit_id = {FIT} AND d.customer_id = c.id)"
        " DESC NULLS LAST, c.id LIMIT :limit",
        limit=limit,
    )
    return [BirthdayRow(r[0], r[1] or r[2], on, bool(r[3]), r[4], r[5], bool(r[6]), bool(r[7])) for r in rows]
