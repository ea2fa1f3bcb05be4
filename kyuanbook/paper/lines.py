"""Breaking text into lines as Chinese typesetting asks (w3.org/TR/clreq): no line begins with ，。） or ends with （“,
a Latin word or a figure stays whole, the last line never holds one lone character."""

from collections.abc import Callable
from typing import Final

Measure = Callable[[str], float]
"""Text -> its width in points."""

ELLIPSIS: Final = "…"
COMMAS: Final = ("，", "、", "；", "。", "：", "！", "？")
_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’…—～·%‰℃°,.;:?!)]}>年月日号次位天元岁折")
_NOT_LAST: Final = frozenset("（《〈「『【〔“‘¥￥$#№([{<")
_HARD_FIRST: Final = _NOT_FIRST - frozenset("年月日号次位天元岁折")


def _joined(before: str, after: str) -> bool:
    """True where no line may break between two characters."""
    if after in _HARD_FIRST or before in _NOT_LAST:
        return True
    if after in _NOT_FIRST and before.isdigit():
        return True  # 11月3日
    return _word(before) and _word(after)


def _word(ch: str) -> bool:
    """Part of a Latin word or a figure: anything narrow that is neither blank nor Han."""
    return ch > " " and ch < "\u2e80" and ch not in "“”‘’…—·"


def pieces(text: str) -> list[str]:
    """``text`` cut wherever a line may end; blanks go with what stands before them."""
    found: list[str] = []
    start = 0
    before = text[:1]
    for i, after in enumerate(text):
        if "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff":  # most of all: between two Han a line may end
            if i:
                found.append(text[start:i])
                start = i
        elif i and after != " " and (before == " " or not _joined(before, after)):
            found.append(text[start:i])
            start = i
        before = after
    return [*found, text[start:]] if text else []


def cut(text: str, room: float, measure: Measure) -> str:
    """``text``, or as much of it as fits in ``room`` with … at its end."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + ELLIPSIS) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ，、；：,;:") + ELLIPSIS


def wrap(text: str, room: float, measure: Measure, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of at most ``room`` points; what does not fit is cut with …."""
    if not text or most < 1:
        return []
    if measure(text) <= room:
        return [text]
    lines = _fill(pieces(text), room, measure)
    if len(lines) > 1:
        _keep_company(lines, room, measure)
    if len(lines) > most:
        rest = "".join(lines[most - 1 :])
        lines[most - 1 :] = [cut(rest, room, measure)]
    return [line.rstrip() for line in lines]


def _fill(parts: list[str], room: float, measure: Measure) -> list[str]:
    """Lines filled one after the other; a part wider than a line is broken where it must."""
    lines, taken = [""], 0.0  # what the last line takes, blanks at its end counted
    for part in parts:
        wide = measure(part)
        if taken + (wide if part[-1] != " " else measure(part.rstrip())) <= room:
            lines[-1] += part
            taken += wide
            continue
        if lines[-1]:
            lines.append("")
        for ch in part if measure(part.rstrip()) > room else (part,):
            if lines[-1] and measure(lines[-1] + ch) > room:
                lines.append("")
            lines[-1] += ch
        taken = measure(lines[-1])
    return lines


def _keep_company(lines: list[str], room: float, measure: Measure) -> None:
    """Give the last line the end of the line above: what stands alone behind a comma there, or else one piece if the
    last line holds one lone character."""
    alone = len([ch for ch in lines[-1] if ch.isalnum()]) <= 1
    if not alone and not any(sign in lines[-2] for sign in COMMAS):
        return
    above = pieces(lines[-2])
    tail = next((i for i in range(1, min(4, len(above))) if above[-1 - i].rstrip().endswith(COMMAS)), 0)
    if not tail and alone and len(above) > 1:
        tail = 1
    moved = "".join(above[len(above) - tail :]) + lines[-1]
    if tail and measure(moved) <= room:
        lines[-2:] = ["".join(above[:-tail]), moved]
