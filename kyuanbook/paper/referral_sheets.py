"""What 转介绍 prints: cards with a code, a receipt for a reward. Plain rows whose words are in the owner's
language."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """One card. ``name``: whose it is; ``code``: as typed and as scanned."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class ReferralCards:
    """Cards of one shop. ``head``: what they say first; ``by``: {name} 介绍; ``offer``: what is promised, a line each, empty
    where nothing is; ``code``: the word before the code."""

    title: str
    shop: str
    head: str
    by: str
    offer: Sequence[str]
    code: str
    rows: Sequence[ReferralCard]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A reward that was given. ``lines``: (for what, how much); ``facts``: (word, value), below; ``sign``: 领取人签字, before a
    line to write on; ``back``: that it was taken back since."""

    title: str
    shop: str
    number: str
    name: str
    lines: Sequence[tuple[str, str]]
    total: tuple[str, str]
    facts: Sequence[tuple[str, str]]
    sign: str
    back: str = ""
