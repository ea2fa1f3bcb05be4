"""Why a customer stands in their tier, as messages: the four parts of the score, and what the rule makes of it."""

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tiers import SMALL, TIERS, VIP, Parts, TierRule
from kyuanbook.rules.words import Message


def tier_parts(own: Parts, cents: int, days: int, stage: Stage, potential: int | None) -> list[Message]:
    """Amount, frequency, loyalty, potential; ``cents`` and ``days`` of the last 12 months."""
    return [
        Message("tier_amount_part", {"amount": amount_words(cents), "share": _percent(own.amount)})
        if cents > 0 else Message("tier_amount_none"),
        Message("tier_frequency_part", {"n": days, "share": _percent(own.frequency)})
        if days > 0 else Message("tier_frequency_none"),
        Message("tier_loyalty_part", {"stage": Message(f"stage_{stage.value}")}),
        Message("tier_potential_unknown") if potential is None
        else Message("tier_potential_part", {"points": potential}),
    ]  # fmt: skip


def tier_rule(rule: TierRule, tier: str, score: float) -> Message:
    """``得分 81，最高的 5% 是 VIP``, ``一年花到 ¥3,000 是 VIP``; of the lowest tier what it lacks."""
    upper = tier if tier != SMALL else TIERS[-2]
    at, word = TIERS.index(upper), Message(f"tier_{upper}")
    if rule.by == "amounts":
        floor = amount_words(rule.amounts[at])
        if tier == VIP:
            return Message("tier_vip_by_amount", {"amount": floor})
        return Message("tier_by_amount" if upper == tier else "tier_below_amount", {"amount": floor, "tier": word})
    numbers = {"score": round(score), "share": sum(rule.shares[: at + 1])}
    if tier == VIP:
        return Message("tier_vip_by_score", numbers)
    return Message("tier_by_score" if upper == tier else "tier_below_score", {**numbers, "tier": word})


def _percent(part: float) -> int:
    """Never "more than 100 %"."""
    return min(99, round(100 * part))
