"""A picture of 客户网络 for paper: plain coordinates as ``rules.network`` made them, words in the owner's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kyuanbook.rules.network import Tie


@dataclass(frozen=True, slots=True)
class Spot:
    """One mark, y downward. ``stage``: of a customer; ``sign``: the letter in the mark of anything else."""

    x: float
    y: float
    radius: float
    wide: float
    label: str
    stage: str = ""
    sign: str = ""
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two marks; who was brought stands at its end, ``short`` from it its head."""

    tie: Tie
    x: float
    y: float
    to_x: float
    to_y: float
    short: float = 0


@dataclass(frozen=True, slots=True)
class NetworkSheet:
    """``box``: left, top, right, bottom of all of it; ``ties``, ``stages``: what the legend explains, with its words;
    ``signs``: of a tie, the letter in the mark it leads to; ``page``: 第 {page} 张，共 {pages} 张."""

    title: str
    shop: str
    about: str
    box: tuple[float, float, float, float]
    spots: Sequence[Spot]
    strokes: Sequence[Stroke]
    ties: Mapping[Tie, str]
    stages: Mapping[str, str]
    signs: Mapping[Tie, str]
    page: str
