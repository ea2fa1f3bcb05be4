"""Chances in words: a shop owner thinks in tenths (成), and no chance is ever told finer than it is known."""

from typing import Final

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.words import Message

HARDLY: Final = 0.05
SURE: Final = 0.95
FINEST: Final = 2  # decimals of a percent


def chance_words(chance: float) -> Message:
    """``约 7 成``; ``很小`` below 5 %, ``几乎一定`` from 95 %."""
    if chance < HARDLY:
        return Message("chance_hardly")
    if chance >= SURE:
        return Message("chance_sure")
    return Message("chance_tenths", {"tenths": min(9, max(1, int(chance * 10 + 0.5)))})


def percent_between(chance: float, amount_cents: int, gives_cents: int) -> str:
    """``36%``, beside the amount it is a share of: with as few decimals as make the two, as they are shown, give the third."""
    shown_cents = amount_cents if amount_cents < 1000 else round(amount_cents, -2)
    for places in range(FINEST + 1):
        percent = round(chance * 100, places)
        if amount_words(round(percent / 100 * shown_cents)) == amount_words(gives_cents):
            break
    return f"{percent:.{places}f}%"
