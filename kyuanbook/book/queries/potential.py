"""What 潜力 goes by: facts of customers, and the averages of the shop."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from kyuanbook.book.queries.merged import counted
from kyuanbook.book.queries.stages import FIT
from kyuanbook.book.reader import Reader
from kyuanbook.rules.bands import age_band
from kyuanbook.rules.potential import HALF, YEAR, PotentialFacts, PotentialShop
from kyuanbook.rules.touches import ANSWERED, GIVEN, THEIRS, Outcome, TouchKind

Key = TypeVar("Key")

SMALL: Final = 10_000  # visits in a year that are added up while a card opens: 20 ms


def _in(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


_CHOSEN: Final = "IN (SELECT value FROM json_each(:ids))"  # any number of ids, each looked up in the index
_TRIED: Final = _in((TouchKind.SAMPLE, TouchKind.TRIAL))
_ASKED: Final = f"kind NOT IN ({_in(GIVEN)})"  # what was given is not what was asked for
_TOUCHES: Final = (
    f"SELECT customer_id, count(*), sum(kind IN ({_in(THEIRS)}) AND day > :year), sum(outcome != ''),"
    f" sum(outcome IN ({_in(ANSWERED)})), "
    f" sum({_ASKED} AND (product_id IS NOT NULL OR wanted != '')), sum({_ASKED} AND product_id IS NOT NULL),"
    f" sum(kind IN ({_TRIED})), sum(kind IN ({_TRIED}) AND outcome = '{Outcome.REFUSED.value}')"
    f" FROM interaction WHERE customer_id {_CHOSEN} AND deleted_at IS NULL AND day <= :today GROUP BY customer_id"
)
VISIT_SUMS: Final = (
    "count(*), sum(amount_cents), min(day), sum(day > :year), sum(day > :half), sum(day > :year AND day <= :half)"
)
VISIT_DAYS: Final = (
    "(SELECT customer_id, day, sum(amount_cents) AS amount_cents FROM visit"
    f" WHERE customer_id {_CHOSEN} AND deleted_at IS NULL AND day <= :today GROUP BY customer_id, day)"
)
"""What VISIT_SUMS add up: several visits on one day are one, as everywhere else."""
_VISITS: Final = f"SELECT customer_id, {VISIT_SUMS} FROM {VISIT_DAYS} GROUP BY customer_id"
NO_VISITS: Final = (0, 0, None, 0, 0, 0)
PERSON: Final = "c.income_band, c.birth_year, {channel}, d.n > 0"
"""c: the customer, d: the derived row; ``channel``: SQL of the source that counts."""


def looked_back(today: int) -> dict[str, int]:
    """The days that VISIT_SUMS ask for."""
    return {"today": today, "year": today - YEAR, "half": today - HALF}


def facts(sql: Reader, ids: Iterable[int], today: int) -> dict[int, PotentialFacts]:
    """The facts of these customers: three queries, each by index, whether for one or for thousands."""
    chosen = json.dumps(list(ids))
    visits = {row[0]: row[1:] for row in sql.rows(_VISITS, ids=chosen, **looked_back(today))}
    touches = touched(sql, chosen, today)
    rows = sql.rows(
        f"SELECT c.id, {PERSON.format(channel=counted(sql))} FROM customer c LEFT JOIN derived d"
        f" ON d.customer_id = c.id AND d.fit_id = {FIT} WHERE c.id {_CHOSEN}",
        ids=chosen,
    )
    return {row[0]: facts_of(row[1:], visits.get(row[0]), touches.get(row[0]), today) for row in rows}


def touched(sql: Reader, chosen: str, today: int) -> dict[int, Sequence[int]]:
    """What the touches of customers add up to; ``chosen``: their ids as JSON. Who has none is left out."""
    return {row[0]: row[1:] for row in sql.rows(_TOUCHES, ids=chosen, today=today, year=today - YEAR)}


def facts_of(
    person: Sequence[Any], visits: Sequence[Any] | None, touches: Sequence[int] | None, today: int
) -> PotentialFacts:
    """From the columns of PERSON and VISIT_SUMS, and what :func:`touched` says; None: there are none."""
    income, born, channel, came = person
    return PotentialFacts(
        bool(came) or visits is not None, income, age_band(born, today), channel, *(visits or NO_VISITS),
        *(touches or (0,) * 8),
    )  # fmt: skip


def shop_facts(sql: Reader, today: int) -> PotentialShop:
    """The shop's averages, reckoned from its last year: once a day, off the GUI thread."""
    days = {"today": today, "year": today - YEAR, "half": today - HALF}
    ages: dict[str, tuple[int, int]] = {}
    sources: dict[int, tuple[int, int]] = {}
    visits = cents = people = recent = 0
    grouped = sql.stream(
        f"SELECT c.birth_year, {counted(sql)}, sum(v.many), sum(v.recent), sum(v.cents), count(*) FROM"
        " (SELECT customer_id, count(*) AS many, sum(day > :half) AS recent, sum(cents) AS cents FROM"
        " (SELECT customer_id, day, sum(amount_cents) AS cents FROM visit WHERE day > :year AND day <= :today"
        " AND deleted_at IS NULL GROUP BY customer_id, day) GROUP BY customer_id) v"
        " JOIN customer c ON c.id = v.customer_id WHERE c.deleted_at IS NULL GROUP BY 1, 2",
        **days,
    )
    for born, channel, many, late, spent, customers in grouped:
        visits, recent, cents, people = visits + many, recent + late, cents + spent, people + customers
        _add(ages, age_band(born, today), late, many - late)
        if channel is not None:
            _add(sources, channel, late, many - late)
    ages.pop("", None)
    since = sql.value("SELECT min(day) FROM visit WHERE deleted_at IS NULL")
    each = visits / people if people else 0.0
    return PotentialShop(today, since, cents // visits if visits else 0, each, recent, visits - recent, ages, sources)


def _add(groups: dict[Key, tuple[int, int]], key: Key, recent: int, before: int) -> None:
    was = groups.get(key, (0, 0))
    groups[key] = (was[0] + recent, was[1] + before)


# kept from one day to the next ----------------------------------------------------------------------------------------------


def kept_shop_facts(sql: Reader, today: int) -> PotentialShop | None:
    """What was last reckoned of the shop, if it was on ``today``."""
    found = _kept(sql)
    return found if found is not None and found.day == today else None


def _kept(sql: Reader) -> PotentialShop | None:
    """It lies with what all standings go by: ``book.standing`` writes it."""
    kept = sql.value("SELECT value FROM basis WHERE name = 'ground'")
    told = json.loads(kept).get("potential") if kept else None
    return read(told) if told else None


def shop_at_hand(sql: Reader, today: int) -> PotentialShop:
    """The shop's averages for a card, at once: as last kept, whatever the day; of a small shop reckoned now; of a large one
    that has never been reckoned nothing, which lowers the confidence and holds nobody up."""
    kept = _kept(sql)
    if kept is not None:
        return kept._replace(day=today)
    visits = sql.value(
        f"SELECT count(*) FROM (SELECT 1 FROM visit WHERE day > :year AND day <= :today LIMIT {SMALL + 1})",
        year=today - YEAR, today=today,
    )  # fmt: skip
    return shop_facts(sql, today) if visits <= SMALL else PotentialShop(today)


def written(shop: PotentialShop) -> str:
    """As the row of ``basis`` keeps it: JSON."""
    return json.dumps({**shop._asdict(), "ages": dict(shop.ages), "sources": sorted(shop.sources.items())})


def read(kept: str) -> PotentialShop:
    """What :func:`written` wrote."""
    found = json.loads(kept)
    ages = {code: tuple(halves) for code, halves in found.pop("ages").items()}
    sources = {channel: tuple(halves) for channel, halves in found.pop("sources")}
    return PotentialShop(**found, ages=ages, sources=sources)
