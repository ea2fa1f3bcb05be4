"""Month by month: who came for the first time and from where, who came again, and how many of each month's newcomers still do.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kyuanbook.book.queries.lapsed import GoOn, Stopped
from kyuanbook.book.queries.sources import Known
from kyuanbook.book.reader import Reader
from kyuanbook.rules.lapses import first_of, month_of
from kyuanbook.rules.sources import Fact

MONTHS: Final = 12
UNKNOWN: Final = ""  # the family of those of whom it is not known


class Months(NamedTuple):
    """``months``: counted on, the last that of the day looked at. ``mix``: (month, family) -> who came first; ``fresh``,
    ``back``: month -> who came then for the first time, and who had come before; ``stayed``: (month of the first visit, month)
    -> who of them came then; ``over``: the last month is."""

    months: range
    mix: Mapping[tuple[int, str], tuple[int, ...]]
    fresh: Mapping[int, tuple[int, ...]]
    back: Mapping[int, tuple[int, ...]]
    stayed: Mapping[tuple[int, int], tuple[int, ...]]
    over: bool


def months(sql: Reader, known: Known, many: int = MONTHS, go_on: GoOn | None = None) -> Months:
    """The last ``many`` months up to the day looked at, of those within the filter. Raises Stopped."""
    today = known.asked.today
    last = month_of(today)
    found = range(last - many + 1, last + 1)
    begin = first_of(found[0])
    since = {fact.id: _since(fact, begin) for fact in known.facts if fact.first is not None}
    mix: dict[tuple[int, str], list[int]] = {}
    for i, month in since.items():
        if month is not None:
            channel = known.origins[i].channel_id
            family = UNKNOWN if channel is None else known.families.get(channel, UNKNOWN)
            mix.setdefault((month, family), []).append(i)
    fresh: dict[int, list[int]] = {month: [] for month in found}
    back: dict[int, list[int]] = {month: [] for month in found}
    stayed: dict[tuple[int, int], list[int]] = {}
    for month in found:
        if go_on is not None and not go_on(month - found[0], many):
            raise Stopped
        for (i,) in sql.stream(
            "SELECT DISTINCT customer_id FROM visit WHERE day >= :first AND day < :end AND day <= :today AND deleted_at IS NULL",
            first=first_of(month), end=first_of(month + 1), today=today,
        ):  # fmt: skip
            if i not in since:
                continue
            begun = since[i]
            (fresh if begun == month else back)[month].append(i)
            if begun is not None:
                stayed.setdefault((begun, month), []).append(i)
    return Months(
        found, {key: tuple(ids) for key, ids in mix.items()}, {key: tuple(ids) for key, ids in fresh.items()},
        {key: tuple(ids) for key, ids in back.items()}, {key: tuple(ids) for key, ids in stayed.items()},
        today == first_of(last + 1) - 1,
    )  # fmt: skip


def _since(fact: Fact, begin: int) -> int | None:
    """The month of the first visit, None where that was before or nobody knows when."""
    return None if fact.old or fact.first is None or fact.first < begin else month_of(fact.first)
