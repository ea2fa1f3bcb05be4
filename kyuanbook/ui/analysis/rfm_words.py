"""RFM in words: what to do about a group, and the limits of the fifths."""

from collections.abc import Mapping
from math import ceil, isinf

from kyuanbook.language import tr, trn
from kyuanbook.rules.rfm import FIFTHS, RfmBasis
from kyuanbook.ui.kit.privacy import amount_words


def todo(group: str) -> str:
    """One short sentence."""
    return {
        "key_value": tr("常来也花得多：记住喜好，好处先给他们"),
        "key_develop": tr("花得多但来得少：约好下一次"),
        "key_keep": tr("以前常来、花得多：主动问候，请回来"),
        "key_rescue": tr("花得多、好久没来：打电话问问为什么"),
        "value": tr("常来但花得少：介绍别的项目"),
        "develop": tr("来过不久、还不熟：请再来一次"),
        "keep": tr("以前常来、花得少：发个消息"),
        "rescue": tr("很少来也花得少：不用专门花力气"),
    }[group]


def _filled(grid: Mapping[tuple[int, int], int], at: int) -> set[int]:
    return {cell[at] for cell, n in grid.items() if n}


def lately(by: RfmBasis, day: int, grid: Mapping[tuple[int, int], int]) -> dict[int, str]:
    """R -> ``13 天内来过``, ``14–30 天前来过``, ``90 天以上没来``."""
    cuts, there = by.r_cuts, _filled(grid, 0)
    found = {}
    for r in range(1, FIFTHS + 1):
        nearest = None if r == FIFTHS or isinf(cuts[r - 1]) else day - int(cuts[r - 1]) + 1
        farthest = None if r == 1 else day - int(cuts[r - 2]) if not isinf(cuts[r - 2]) else None
        found[r] = _ago(nearest, farthest) if r in there else tr("没有人")
    return found


def _ago(nearest: int | None, farthest: int | None) -> str:
    """``nearest``, ``farthest``: days ago; None: no limit on that side. Below 0 the clock was set back since they came."""
    if farthest is None:
        return tr("随时来过的") if nearest is None or nearest <= 0 else trn("{n} 天以上没来", nearest)
    if farthest < 0:
        return tr("记在今天以后")
    if nearest is None or nearest <= 0:
        return tr("今天来过") if farthest == 0 else trn("{n} 天内来过", farthest)
    if nearest == farthest:
        return trn("{n} 天前来过", nearest)
    return tr("{first}–{last} 天前来过", first=nearest, last=farthest)


def often(by: RfmBasis, grid: Mapping[tuple[int, int], int]) -> dict[int, str]:
    """F -> ``9 天以上``, ``4–8 天``, ``不到 2 天``: visit days of a year."""
    cuts, there = by.f_cuts, _filled(grid, 1)
    return {f: _between(cuts, f) if f in there else tr("没有人") for f in range(1, FIFTHS + 1)}


def _between(cuts: tuple[float, ...], fifth: int) -> str:
    low = None if fifth == 1 else ceil(cuts[fifth - 2])
    high = None if fifth == FIFTHS or isinf(cuts[fifth - 1]) else ceil(cuts[fifth - 1]) - 1
    if low is None or low <= 0:
        if high is not None and high <= 0:
            return tr("近一年没来")
        return tr("不限") if high is None else trn("{n} 天以内", high)
    if high is None:
        return trn("{n} 天以上", low)
    return trn("{n} 天", low) if low >= high else tr("{first}–{last} 天", first=low, last=high)


def how(by: RfmBasis) -> str:
    """What the letters mean, with the limits of M, for which the grid has no room."""
    meant = tr("R 看最近一次来是什么时候，F 看近一年来了几天，各按全店分成五份，5 最高。")
    return f"{meant}{spent(by)}{tr('三样都高过全店平均的是“重要价值”。')}"


def spent(by: RfmBasis) -> str:
    """``M5 是近一年花了 ¥960 以上，M4 ¥480 以上……`` of those fifths that hold anybody."""
    known = [
        (fifth, by.m_cuts[fifth - 2]) for fifth in range(FIFTHS, 1, -1)
        if not isinf(by.m_cuts[fifth - 2]) and (fifth == FIFTHS or by.m_cuts[fifth - 2] < by.m_cuts[fifth - 1])
    ]  # fmt: skip
    parts = [tr("M{fifth} {amount} 起", fifth=fifth, amount=amount_words(int(cut))) for fifth, cut in known]
    return tr("M 看近一年花了多少：{limits}。", limits=tr("，").join(parts)) if parts else ""
