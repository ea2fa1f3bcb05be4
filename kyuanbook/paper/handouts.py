"""What is printed beside call lists and bears no number: labels, slips, cards. Plain rows whose words are in the owner's
language."""

from collections.abc import Sequence
from dataclasses import dataclass

from kyuanbook.rules.labels import Stock


@dataclass(frozen=True, slots=True)
class Label:
    """One address. An empty string is left out."""

    name: str
    """王小明 收"""
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels on sheets of one stock, from the ``start``-th label of the first sheet on (1: the sheet is whole)."""

    title: str
    sender: str
    stock: Stock
    rows: Sequence[Label]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to hand out. ``head``: 约好了, 生日快乐; ``main``: 11月28日 星期六; ``text``: whatever else is said."""

    head: str
    name: str
    main: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """Slips, the shop's name under each."""

    title: str
    shop: str
    rows: Sequence[Slip]


@dataclass(frozen=True, slots=True)
class CardEvent:
    """A line of 往来."""

    day: str
    what: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class CardPage:
    """A customer's card on paper. ``facts``: (word, what is known), in their order; ``more``: 还有 12 次 …, for what is not
    on the paper; {n} in it is how many."""

    name: str
    stage: str
    stage_word: str
    phone: str
    reason: str
    facts: Sequence[tuple[str, str]]
    events: Sequence[CardEvent]
    events_head: str
    more: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards, one a page. ``about``: 2026年11月23日打印."""

    title: str
    shop: str
    about: str
    rows: Sequence[CardPage]
