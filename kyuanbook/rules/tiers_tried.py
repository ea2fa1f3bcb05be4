"""Another rule for the tiers, tried before it is kept: what may stand in it, and how many customers each tier would hold."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.tiers import TIERS, Parts, TierBasis, TierRule, holds, limits, tier, tier_score
from kyuanbook.rules.words import Message, Problem

MOST_WEIGHT: Final = 100


class Crowd(NamedTuple):
    """Everybody who ever came. ``many``: the parts of a score -> how many have them; ``spends``: cents of the year, rising;
    ``pinned``: (parts, or None of one who never came; cents; the tier set by hand)."""

    many: Mapping[Parts, int]
    spends: Sequence[int]
    pinned: Sequence[tuple[Parts | None, int, str]]


def would_hold(crowd: Crowd, rule: TierRule) -> dict[str, int]:
    """How many customers each tier would hold by ``rule``, those set by hand where they were put."""
    scores = array("d")
    if rule.by == "shares":
        for points, n in sorted((tier_score(own, rule.weights), n) for own, n in crowd.many.items()):
            scores.extend([points] * n)
    counts = holds(scores, crowd.spends, rule)
    by = TierBasis(scores=limits(scores, rule.shares))
    for own, cents, pin in crowd.pinned:
        if own is not None:
            counts[tier(tier_score(own, rule.weights), cents, rule, by)] -= 1
        counts[pin] += 1
    return counts


def rule_problems(rule: TierRule) -> list[Problem]:
    """What is wrong with a rule, by the fields ``share_vip``, ``amount_big``, ``weight_potential`` …"""
    found = [
        Problem(f"share_{code}", Message("tier_share_odd"))
        for code, share in zip(TIERS, rule.shares, strict=False) if not 0 <= share <= 100
    ]  # fmt: skip
    if not found and sum(rule.shares) > 100:
        found.append(Problem(f"share_{TIERS[2]}", Message("tier_shares_over", {"sum": sum(rule.shares)})))
    for i, code in enumerate(TIERS[:3]):
        if rule.amounts[i] < 0 or (i == 0 and rule.amounts[i] == 0):
            found.append(Problem(f"amount_{code}", Message("tier_amount_odd")))
        elif i and rule.amounts[i] >= rule.amounts[i - 1]:
            found.append(Problem(f"amount_{code}", Message("tier_amounts_rise")))
    odd = [name for name, weight in rule.weights._asdict().items() if not 0 <= weight <= MOST_WEIGHT]
    found += [Problem(f"weight_{name}", Message("tier_weight_odd", {"most": MOST_WEIGHT})) for name in odd]
    if not any(rule.weights):
        found.append(Problem("weight_amount", Message("tier_weights_zero")))
    return found
