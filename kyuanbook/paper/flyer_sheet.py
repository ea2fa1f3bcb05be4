"""What stands on a campaign's flyer or coupon: words already in the owner's language, and the papers they come on."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kyuanbook.paper.sheets import Paper


class FlyerForm(StrEnum):
    """What is printed of a campaign."""

    FLYER = "flyer"
    COUPON = "coupon"


PAPERS: Final = MappingProxyType(
    {FlyerForm.FLYER: (Paper.A4, Paper.A5), FlyerForm.COUPON: (Paper.A4, Paper.ROLL80, Paper.ROLL58)}
)


@dataclass(frozen=True, slots=True)
class FlyerSheet:
    """The words. An empty string is left out; ``words`` may be of several lines."""

    title: str
    """Of the file."""
    shop: str
    head: str
    """The campaign's name."""
    offer: str
    words: str
    days: str
    """9月1日 – 9月15日有效"""
    code: str
    say: str
    """到店报这个编号, over the code."""
