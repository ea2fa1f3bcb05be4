"""The plain classes of customers, as SQL and counted: 新客/老客, 潜在/现有/流失, 自然/人工, tier and RFM group.

New and returning, and the three kinds, hold today; tier and RFM are those of the snapshot (``book.standing``), pins above it.
"""

import json
from array import array
from typing import Final, NamedTuple

from kyuanbook.book.queries.customers import Filter
from kyuanbook.book.queries.membership import AGAIN, EXISTING, KINDS, LAPSED, NATURAL, ONCE, PROMOTED, PROSPECT, means
from kyuanbook.book.queries.merged import natural
from kyuanbook.book.queries.shop import settings
from kyuanbook.book.queries.stages import FIT, LIVE, STAGE, stage_counts
from kyuanbook.book.reader import Reader
from kyuanbook.book.standing import rule_of
from kyuanbook.language import tr
from kyuanbook.rules import rfm as rfm_rules
from kyuanbook.rules import tiers as tiers_rules
from kyuanbook.rules.rfm import GROUPS, RfmBasis
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tiers import TIERS, Parts, TierBasis, TierRule, parts, sample
from kyuanbook.rules.tiers_tried import Crowd

PARTS: Final = ((ONCE, AGAIN), KINDS, (NATURAL, PROMOTED), TIERS, tuple(GROUPS))


def within_class(chosen: Filter, key: str) -> Filter:
    """The same filter, of the class ``key`` (one of ``PARTS``) only; an unknown key changes nothing."""
    if key in (ONCE, AGAIN):
        return chosen._replace(again=key == AGAIN)
    if key in (NATURAL, PROMOTED):
        return chosen._replace(natural=key == NATURAL)
    if key in KINDS:
        return chosen._replace(kind=key)
    if key in TIERS:
        return chosen._replace(tier=key)
    return chosen._replace(group=key) if key in GROUPS else chosen


def classes_of(chosen: Filter) -> list[str]:
    """The classes that a filter asks for."""
    again = None if chosen.again is None else AGAIN if chosen.again else ONCE
    natural = None if chosen.natural is None else NATURAL if chosen.natural else PROMOTED
    return [key for key in (chosen.tier, chosen.group, again, chosen.kind, natural) if key is not None]


def without_class(chosen: Filter, key: str) -> Filter:
    """The same filter, of any class of the sort of ``key``."""
    if key in (ONCE, AGAIN):
        return chosen._replace(again=None)
    if key in (NATURAL, PROMOTED):
        return chosen._replace(natural=None)
    if key in KINDS:
        return chosen._replace(kind=None)
    return chosen._replace(tier=None) if key in TIERS else chosen._replace(group=None) if key in GROUPS else chosen


def class_word(key: str, *, whole: bool = False) -> str:
    """What a class is called; ``whole``: with what it means. "" for none."""
    if whole and key in (ONCE, AGAIN, PROSPECT):
        return {ONCE: tr("新客：只来过一次"), AGAIN: tr("老客：来过不止一次"), PROSPECT: tr("潜在：还没来过")}[key]
    words = {
        ONCE: tr("新客"), AGAIN: tr("老客"), PROSPECT: tr("潜在"), EXISTING: tr("现有客户"), LAPSED: tr("流失客户"),
        NATURAL: tr("自然客源"), PROMOTED: tr("人工客源"),
    }  # fmt: skip
    named = {**tiers_rules.NAMES, **rfm_rules.NAMES}
    return tr(named[key]) if key in named else words.get(key, "")


class ClassCounts(NamedTuple):
    """How many customers are in each class. ``tiers`` and ``groups`` are empty before the first snapshot."""

    once: int
    again: int
    kinds: dict[str, int]
    natural: int
    promoted: int
    tiers: dict[str, int]
    groups: dict[str, int]


def class_counts(sql: Reader, today: int) -> ClassCounts:
    """Everybody in the book, class by class."""
    stages = stage_counts(sql, today)
    once, again = sql.one(
        "SELECT sum(calm = 'new'), sum(calm NOT IN ('new', 'prospect')) FROM derived"
        f" WHERE fit_id = {FIT}"
    ) or (0, 0)
    by_source = dict(
        sql.rows(
            f"SELECT {natural(sql)}, sum(n) FROM (SELECT first_channel_id, natural, count(*) AS n FROM customer"
            " WHERE deleted_at IS NULL AND (first_channel_id > 0 OR natural IS NOT NULL)"
            " GROUP BY first_channel_id, natural) c GROUP BY 1"
        )
    )
    kinds = {PROSPECT: stages[Stage.PROSPECT], LAPSED: stages[Stage.LAPSED]}
    kinds[EXISTING] = sum(stages.values()) - kinds[PROSPECT] - kinds[LAPSED]
    return ClassCounts(
        once or 0, again or 0, kinds, by_source.get(1, 0), by_source.get(0, 0), _tier_counts(sql), _group_counts(sql)
    )


def _tier_counts(sql: Reader) -> dict[str, int]:
    counts = dict.fromkeys(TIERS, 0)
    for tier, n in sql.rows("SELECT tier, count(*) FROM standing WHERE tier != '' GROUP BY tier"):
        counts[tier] = n
    return counts if any(counts.values()) else {}


def _group_counts(sql: Reader) -> dict[str, int]:
    counts = {code: n for code, (n, _) in _grouped(sql).items()}
    return counts if any(counts.values()) else {}


def _grouped(sql: Reader) -> dict[str, tuple[int, int]]:
    """(customers, cents of the year) of each group: of the 125 triples of scores that there can be."""
    middle, found = means(sql), {code: (0, 0) for code in GROUPS}
    of = {high: code for code, high in GROUPS.items()}
    for r, f, m, n, cents in sql.rows(
        "SELECT r, f, m, count(*), sum(year_cents) FROM standing WHERE r > 0 GROUP BY r, f, m"
    ):
        code = of[r > middle[0], f > middle[1], m > middle[2]]
        found[code] = (found[code][0] + n, found[code][1] + cents)
    return found


# what the page 分析 shows -------------------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """How many customers are in a class, and what they spent in the last 12 months."""

    code: str
    customers: int
    year_cents: int


class Tiers(NamedTuple):
    """The four tiers on ``day`` (None: nobody was reckoned yet). ``pinned``: how many of them the owner set by hand;
    ``rule``: as it is kept; ``crowd``: for trying another."""

    day: int | None
    tallies: tuple[Tally, ...]
    pinned: int
    rule: TierRule
    crowd: Crowd


def tiers(sql: Reader, today: int) -> Tiers:
    """The tiers as they stand in the snapshot."""
    found = {code: (n, cents) for code, n, cents in sql.rows(
        "SELECT tier, count(*), sum(year_cents) FROM standing WHERE tier != '' GROUP BY tier"
    )}  # fmt: skip
    tallies = tuple(Tally(code, *found.get(code, (0, 0))) for code in TIERS)
    pinned = int(sql.value(f"SELECT count(*) FROM {LIVE} AND c.tier_pin != ''"))
    return Tiers(snapshot_day(sql), tallies, pinned, rule_of(settings(sql)), crowd(sql, today))


def snapshot_day(sql: Reader) -> int | None:
    """Of which day tiers and RFM are; None before the first snapshot."""
    found = sql.value("SELECT day FROM basis WHERE name = 'ground'")
    return int(found) if found else None


def crowd(sql: Reader, today: int) -> Crowd:
    """Everybody who came, as a snapshot made now would see them: few combinations of parts, and what each spent in the
    year."""
    spends, visits = array("q"), array("i")
    for cents, days in sql.stream("SELECT year_cents, year_visits FROM standing WHERE r > 0"):
        spends.append(cents)
        visits.append(days)
    spends, visits = array("q", sorted(spends)), array("i", sorted(visits))
    by = TierBasis(sample(spends), sample(visits))
    known: dict[tuple[int, int, str, int | None], Parts] = {}
    many: dict[Parts, int] = {}
    pinned: list[tuple[Parts | None, int, str]] = []
    for r, cents, days, potential, stage, pin in sql.stream(
        f"SELECT s.r, s.year_cents, s.year_visits, s.potential, {STAGE}, c.tier_pin FROM standing s"
        f" JOIN customer c ON c.id = s.customer_id JOIN derived d ON d.customer_id = s.customer_id AND d.fit_id = {FIT}",
        today=today,
    ):
        same = (cents, days, stage, potential)
        own = known.get(same)
        if own is None:
            own = known[same] = parts(cents, days, Stage(stage), potential, by)
        if pin:
            pinned.append((own if r else None, cents, pin))
        if r:
            many[own] = many.get(own, 0) + 1
    return Crowd(many, spends, tuple(pinned))


class Rfm(NamedTuple):
    """The eight groups and the grid of one snapshot. ``grid``: (R, F) -> customers; ``by``: the limits of the fifths."""

    day: int | None
    tallies: tuple[Tally, ...]
    grid: dict[tuple[int, int], int]
    by: RfmBasis


def rfm(sql: Reader) -> Rfm:
    """RFM as it stands in the snapshot."""
    row = sql.one("SELECT day, value FROM basis WHERE name = 'ground'")
    if row is None:
        return Rfm(None, tuple(Tally(code, 0, 0) for code in GROUPS), {}, RfmBasis())
    r, f, m, means = json.loads(row[1])["rfm"]
    tallies = tuple(Tally(code, *found) for code, found in _grouped(sql).items())
    grid = {(a, b): n for a, b, n in sql.rows("SELECT r, f, count(*) FROM standing WHERE r > 0 GROUP BY r, f")}
    return Rfm(row[0] or None, tallies, grid, RfmBasis(tuple(r), tuple(f), tuple(m), (means[0], means[1], means[2])))
