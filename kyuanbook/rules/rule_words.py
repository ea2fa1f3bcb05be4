"""回访规则 in words, as one would say it: who, when, by which way, by whom. Pure."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kyuanbook.rules.followups import STAKED, Kind, Rule
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.words import Message

# kinds whose sentence differs where N is nought: on the day itself, at once, only once
_AT_ONCE: Final = frozenset(
    {
        Kind.BIRTHDAY, Kind.ANNIVERSARY, Kind.THANK, Kind.OVERDUE, Kind.LAPSED, Kind.PRODUCT_DUE, Kind.LOW_SCORE, Kind.SEGMENT,
        Kind.REWARD_OWED,
    }
)  # fmt: skip


class RuleNames(NamedTuple):
    """What the numbers in rules are called. ``away``: products that are offered no more."""

    staff: Mapping[int, str] = {}
    products: Mapping[int, str] = {}
    away: frozenset[int] = frozenset()
    segments: Mapping[int, str] = {}
    campaigns: Mapping[int, str] = {}


def rule_parts(rule: Rule, names: RuleNames) -> tuple[Message, ...]:
    """The clauses of its sentence: ``生日前 3 天``, ``发微信``, ``店员小雅``."""
    parts = [when(rule, names)]
    if rule.kind in STAKED and rule.cents:
        key = "rule_spent" if rule.kind is Kind.AFTER_CARE else "rule_at_stake"
        parts.append(Message(key, {"amount": amount_words(rule.cents)}))
    parts.append(Message(f"rule_by_{rule.channel.value}"))
    if rule.staff_id is not None:
        parts.append(Message("rule_staff", {"name": names.staff.get(rule.staff_id, "")}))
    if rule.pause is not None:
        parts.append(Message("rule_pause" if rule.pause else "rule_no_pause", {"n": rule.pause}))
    return tuple(parts)


def when(rule: Rule, names: RuleNames) -> Message:
    """Who comes up, and when."""
    if rule.kind is Kind.SEGMENT and rule.segment_id not in names.segments:
        return Message("rule_when_segment_gone")
    if rule.kind is Kind.SINCE_CAMPAIGN and rule.campaign_id not in names.campaigns:
        return Message("rule_when_since_campaign_none")
    about: dict[str, object] = {"n": rule.days}
    key = f"rule_when_{rule.kind.value}"
    if rule.kind is Kind.SEGMENT and rule.segment_id is not None:
        about["name"] = names.segments[rule.segment_id]
    if rule.kind is Kind.SINCE_CAMPAIGN and rule.campaign_id is not None:
        about["name"] = names.campaigns[rule.campaign_id]
    if rule.product_id is not None:
        key += "_of"
        product: object = names.products.get(rule.product_id, "")
        about["product"] = Message("rule_away", {"product": product}) if rule.product_id in names.away else product
    if rule.days == 0 and rule.kind in _AT_ONCE:
        key += "_0"
    return Message(key, about)
