"""等级: VIP / 大客户 / 普通 / 小客户, by rule from how much, how often, how loyal and how promising; the owner's pin above it.

The score, 0 to 100, is a weighted mean of four parts, each 0 to 1: the customer's place in the shop by the spend of the last
12 months, their place by the visit days of the last 12 months, what their stage says of loyalty, and the potential. The
limits are shares of the shop's customers (the best so many percent) or fixed yearly amounts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from kyuanbook.rules.stages import Stage

VIP, BIG, REGULAR, SMALL = "vip", "big", "regular", "small"
TIERS: Final = (VIP, BIG, REGULAR, SMALL)
NAMES: Final[dict[str, str]] = {VIP: "VIP", BIG: "大客户", REGULAR: "普通", SMALL: "小客户"}  # msgids of the catalogue

LOYALTY: Final[dict[Stage, float]] = {
    Stage.LOYAL: 1.0, Stage.RETURNING: 0.6, Stage.WON_BACK: 0.6, Stage.NEW: 0.4, Stage.AT_RISK: 0.3, Stage.LAPSED: 0.0,
    Stage.PROSPECT: 0.0,
}  # fmt: skip
UNKNOWN_POTENTIAL: Final = 50
SAMPLED: Final = 200  # places kept of the shop's spends and visits: half a percent fine


class Weights(NamedTuple):
    """How much each part counts; only their proportions matter."""

    amount: int = 40
    frequency: int = 25
    loyalty: int = 20
    potential: int = 15


class TierRule(NamedTuple):
    """``shares``: percent of the shop's customers in VIP, 大客户, 普通 (the rest is 小客户); ``amounts``: cents a year from
    which one is VIP, 大客户, 普通."""

    by: Literal["shares", "amounts"] = "shares"
    shares: tuple[int, int, int] = (5, 15, 50)
    amounts: tuple[int, int, int] = (3_000_00, 1_000_00, 300_00)
    weights: Weights = Weights()


class Parts(NamedTuple):
    """The four parts of a score, each 0 to 1, before they are weighted."""

    amount: float
    frequency: float
    loyalty: float
    potential: float


class TierBasis(NamedTuple):
    """What a shop's tiers go by: a sample of the yearly spends and visit days of those who ever came (rising), and the
    lowest score of VIP, 大客户, 普通."""

    spends: tuple[int, ...] = ()
    visits: tuple[int, ...] = ()
    scores: tuple[float, float, float] = (float("inf"), float("inf"), float("inf"))


def sample(values: Sequence[int], most: int = SAMPLED) -> tuple[int, ...]:
    """Evenly spaced places of ``values`` (rising), first and last among them."""
    if len(values) <= most:
        return tuple(values)
    return tuple(values[round(i * (len(values) - 1) / (most - 1))] for i in range(most))


def place(value: int, among: Sequence[int]) -> float:
    """The share of ``among`` (rising) that lies below, of those equal the half: 0 to 1; nothing spent is 0."""
    if value <= 0 or not among:
        return 0.0
    return (bisect_left(among, value) + bisect_right(among, value)) / 2 / len(among)


def parts(cents: int, visits: int, stage: Stage, potential: int | None, by: TierBasis) -> Parts:
    """``cents`` and ``visits`` of the last 12 months; an unknown ``potential`` neither helps nor harms."""
    hope = UNKNOWN_POTENTIAL if potential is None else potential
    return Parts(place(cents, by.spends), place(visits, by.visits), LOYALTY[stage], hope / 100)


def tier_score(found: Parts, weights: Weights) -> float:
    """0 to 100."""
    total = sum(weights)
    return 100 * sum(part * weight for part, weight in zip(found, weights, strict=True)) / total if total else 0.0


def limits(scores: Sequence[float], shares: Sequence[int]) -> tuple[float, float, float]:
    """The lowest score of VIP, 大客户, 普通 when the best ``shares`` percent shall be in each. ``scores`` rising. Who is
    equal stands in the same tier, the higher one."""
    found, wanted = [], 0
    for share in shares:
        wanted += share
        many = round(len(scores) * wanted / 100)
        found.append(scores[len(scores) - many] if many else float("inf"))
    return found[0], found[1], found[2]


def tier(score: float, cents: int, rule: TierRule, by: TierBasis) -> str:
    """The tier by rule of somebody who ever came."""
    value, floors = (score, by.scores) if rule.by == "shares" else (cents, rule.amounts)
    return next((code for code, floor in zip(TIERS, floors, strict=False) if value >= floor), SMALL)


def holds(scores: Sequence[float], spends: Sequence[int], rule: TierRule) -> dict[str, int]:
    """How many customers each tier would hold. ``scores`` and ``spends``: rising, of everybody who ever came."""
    values: Sequence[float] = scores if rule.by == "shares" else spends
    floors: Sequence[float] = limits(scores, rule.shares) if rule.by == "shares" else rule.amounts
    counts, above = {}, 0
    for code, floor in zip(TIERS, floors, strict=False):
        at_least = len(values) - bisect_left(values, floor)
        counts[code] = max(0, at_least - above)
        above = max(above, at_least)
    counts[SMALL] = len(values) - above
    return counts
