"""RFM as owners meet it elsewhere: how lately (R), how often (F) and for how much (M) a customer came, each in fifths of the
shop, and the eight worded groups that follow from who stands above the shop's mean in each.

Fifths and their use: Hughes, "Strategic Database Marketing" (1994). The worded groups are those of Chinese retail
textbooks: 价值 lately and often, 发展 lately and seldom, 保持 long ago and often, 挽留 long ago and seldom; 重要 for much,
一般 for little.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

FIFTHS: Final = 5
ONCE: Final = 1  # a day in the year

# (R high, F high, M high) -> group, in the order in which they are shown
GROUPS: Final[dict[str, tuple[bool, bool, bool]]] = {
    "key_value": (True, True, True),
    "key_develop": (True, False, True),
    "key_keep": (False, True, True),
    "key_rescue": (False, False, True),
    "value": (True, True, False),
    "develop": (True, False, False),
    "keep": (False, True, False),
    "rescue": (False, False, False),
}

# msgids of the catalogue
NAMES: Final[dict[str, str]] = {
    "key_value": "重要价值",
    "key_develop": "重要发展",
    "key_keep": "重要保持",
    "key_rescue": "重要挽留",
    "value": "一般价值",
    "develop": "一般发展",
    "keep": "一般保持",
    "rescue": "一般挽留",
}
_OF: Final = {high: code for code, high in GROUPS.items()}


class Scores(NamedTuple):
    """1 (lowest fifth) to 5 in each; a higher R came more lately."""

    r: int
    f: int
    m: int


class RfmBasis(NamedTuple):
    """What a shop's scores go by: for each of R, F, M the lowest value of fifths 2 to 5 (rising), and the mean score."""

    r_cuts: tuple[float, ...] = ()
    f_cuts: tuple[float, ...] = ()
    m_cuts: tuple[float, ...] = ()
    means: tuple[float, float, float] = (3.0, 3.0, 3.0)


def basis(
    lasts: Iterable[int], visits: Iterable[int], spends: Iterable[int], lately: int | None = None
) -> RfmBasis:  # fmt: skip
    """From everybody who ever came: day of the last visit, visit days and cents of the last 12 months, in the same order.

    The words of a group must hold of its people. Who came on one day of the year is never said to come often, though most
    others came on none. Where nobody came more lately than anybody else, all count as high from the day ``lately`` on.
    """
    columns = [sorted(values) for values in (lasts, visits, spends)]
    cuts = [fifths(values) for values in columns]
    means: list[float] = [
        sum(score(value, cut) for value in values) / len(values) if values else (1 + FIFTHS) / 2
        for values, cut in zip(columns, cuts, strict=True)
    ]
    means[1] = max(means[1], score(ONCE, cuts[1]))
    days = columns[0]
    if days and lately is not None and days[0] >= lately and score(days[0], cuts[0]) == score(days[-1], cuts[0]):
        means[0] = score(days[0], cuts[0]) - 0.5
    return RfmBasis(cuts[0], cuts[1], cuts[2], (means[0], means[1], means[2]))


def fifths(values: Sequence[float]) -> tuple[float, ...]:
    """The lowest value of fifths 2 to 5 among ``values`` (rising). Equal values share a fifth, by the middle of their
    places: a shop whose customers all came once has them all in the third."""
    found: list[float] = []
    at, count = 0, len(values)
    while at < count:
        end = at
        while end < count and values[end] == values[at]:
            end += 1
        fifth = min(FIFTHS, 1 + int(FIFTHS * (at + end) / 2 / count))
        found += [values[at]] * (fifth - 1 - len(found))
        at = end
    return tuple(found + [float("inf")] * (FIFTHS - 1 - len(found)))


def score(value: float, cuts: Sequence[float]) -> int:
    """The fifth ``value`` lies in, 1 to 5."""
    return 1 + sum(value >= cut for cut in cuts)


def scores(last: int, visits: int, cents: int, by: RfmBasis) -> Scores:
    """The scores of a customer who came."""
    return Scores(score(last, by.r_cuts), score(visits, by.f_cuts), score(cents, by.m_cuts))


def group(found: Scores, by: RfmBasis) -> str:
    """A code of :data:`GROUPS`: high means above the shop's mean score."""
    high = tuple(value > mean for value, mean in zip(found, by.means, strict=True))
    return _OF[high[0], high[1], high[2]]
