"""Chances in words: a shop owner thinks in tenths (成), and no chance is ever told finer than it is known."""

from typing import Final

from kyuanbook.rules.words import Message

HARDLY: Final = 0.05
SURE: Final = 0.95


def chance_words(chance: float) -> Message:
    """``约 7 成``; ``很小`` below 5 %, ``几乎一定`` from 95 %."""
    if chance < HARDLY:
        return Message("chance_hardly")
    if chance >= SURE:
        return Message("chance_sure")
    return Message("chance_tenths", {"tenths": min(9, max(1, int(chance * 10 + 0.5)))})
