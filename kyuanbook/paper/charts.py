"""The charts of the report, for screen and paper alike: each function gives the drawing and its hit areas. Words come in the
owner's language; what a part stands for is handed through as it came.
"""

from collections.abc import Hashable, Sequence
from typing import Final, NamedTuple

from kyuanbook.paper.chart_parts import (
    LEAD,
    ON_PAPER,
    SMALL,
    TEXT,
    Chart,
    Fill,
    Ink,
    Pen,
    mixed,
    ticks,
)

HEAD: Final = 18.0  # above the highest bar, for its figure
FOOT: Final = 20.0  # for the words below bars
ROW: Final = 30.0
BAR: Final = 20.0
PAD: Final = 12.0
FADED: Final = 0.14  # of the accent, behind the least share
FULL: Final = 0.92


class Piece(NamedTuple):
    """A part of a bar: how it looks (a key of ``Ink.kinds``), how much it is, what it stands for, and that in words."""

    kind: str
    value: float
    stands: Hashable
    said: str


class Bar(NamedTuple):
    """A bar with its name and its parts; ``end``: what is written at its end."""

    name: str
    pieces: Sequence[Piece]
    end: str = ""


class Pair(NamedTuple):
    """What was spent and whom it won."""

    name: str
    cost: float
    cost_words: str
    won: float
    won_words: str
    stands: Hashable
    said: str


class Step(NamedTuple):
    """A step of the funnel; ``note``: its share of the step before."""

    kind: str
    name: str
    value: float
    words: str
    note: str
    stands: Hashable
    said: str


class Cell(NamedTuple):
    """A field of the heat map: ``share`` None where it is too early or too few; then ``words`` says what can be said."""

    share: float | None
    words: str
    stands: Hashable
    said: str


class HeatRow(NamedTuple):
    """A month of first visits: its name, how many they were, its fields from that month on."""

    name: str
    many: str
    cells: Sequence[Cell]


def stacked(
    bars: Sequence[Bar], legend: Sequence[tuple[str, str]], wide: float, high: float, ink: Ink = ON_PAPER
) -> Chart:  # fmt: skip
    """Months side by side, each made up of its parts: the mix, new against returning."""
    pen = Pen(wide, high, ink)
    lines = pen.legend_lines(legend, wide - 40)
    marks = ticks(max((sum(p.value for p in bar.pieces) for bar in bars), default=0))
    left = max(pen.width(f"{mark:,.0f}", SMALL) for mark in marks) + 10
    foot = FOOT + LEAD * len(lines) + 6
    room = max(20.0, high - foot - HEAD)
    for mark in marks:
        y = foot + room * mark / marks[-1]
        pen.rule(left, y, wide, ink.edge if not mark else ink.rule)
        pen.put(f"{mark:,.0f}", left - 6, y - 4, ink.ink3, size=SMALL, align=1)
    slot = (wide - left) / max(1, len(bars))
    bar_wide = min(44.0, slot * 0.62)
    every = -(-max((pen.width(bar.name, SMALL) for bar in bars), default=0) // max(1.0, slot - 4)) or 1
    for n, bar in enumerate(bars):
        middle, y = left + slot * (n + 0.5), foot
        for piece in bar.pieces:
            tall = room * piece.value / marks[-1]
            if piece.value <= 0:
                continue
            pen.box(middle - bar_wide / 2, y + 0.5, bar_wide, max(0.6, tall - 1), pen.fill(piece.kind))
            pen.hit(middle - bar_wide / 2, y, bar_wide, tall, piece.stands, piece.said)
            y += tall
        if bar.end and slot > pen.width(bar.end, TEXT, bold=True):
            pen.put(bar.end, middle, y + 5, size=TEXT, bold=True, align=0.5)
        if (len(bars) - 1 - n) % every == 0:
            pen.put(bar.name, middle, foot - 15, ink.ink2, size=SMALL, align=0.5)
    pen.legend(lines, left, foot - FOOT - 2)
    return pen.chart()


def pairs_high(many: int) -> float:
    """How high :func:`pairs` of so many is."""
    return ROW * many + 24


def pairs(rows: Sequence[Pair], heads: tuple[str, str], wide: float, ink: Ink = ON_PAPER) -> Chart:
    """What was spent, to the left, against whom it won, to the right; the names between them."""
    pen = Pen(wide, pairs_high(len(rows)), ink)
    names = min(wide * 0.3, max((pen.width(row.name) for row in rows), default=0) + 2 * PAD)
    costs = max((pen.width(row.cost_words) for row in rows), default=0) + 8
    wons = max((pen.width(row.won_words) for row in rows), default=0) + 8
    side = (wide - names) / 2
    left, right = side, side + names
    most_cost, most_won = max((row.cost for row in rows), default=0) or 1, max((row.won for row in rows), default=0) or 1
    pen.put(heads[0], left, pen.high - 15, ink.ink2, align=1)
    pen.put(heads[1], right, pen.high - 15, ink.ink2)
    for n, row in enumerate(rows):
        y = pen.high - 24 - ROW * (n + 1) + (ROW - BAR) / 2
        cost = max(0.0, side - costs) * max(0.0, row.cost) / most_cost
        won = max(0.0, side - wons) * row.won / most_won
        if row.cost > 0:
            pen.box(left - cost, y, cost, BAR, pen.fill("cost"))
        pen.put(row.cost_words, left - (cost if row.cost > 0 else 0) - 5, y + 6, ink.ink2, align=1)
        if row.won:
            pen.box(right, y, won, BAR, pen.fill("won"))
        pen.put(row.won_words, right + won + 5, y + 6)
        pen.put(row.name, (left + right) / 2, y + 6, align=0.5, room=names - 8)
        pen.hit(0, y - 3, wide, BAR + 6, row.stands, row.said)
    return pen.chart()


def funnel_high(many: int) -> float:
    """How high :func:`funnel` of so many steps is."""
    return (ROW + 12) * many


def funnel(steps: Sequence[Step], wide: float, ink: Ink = ON_PAPER) -> Chart:
    """How many went how far, each step about the same middle."""
    pen = Pen(wide, funnel_high(len(steps)), ink)
    names = max((pen.width(step.name, bold=True) for step in steps), default=0) + PAD
    notes = max((max(pen.width(step.words, bold=True), pen.width(step.note, SMALL)) for step in steps), default=0) + PAD
    room = max(20.0, wide - names - notes)
    most = max((step.value for step in steps), default=0) or 1
    for n, step in enumerate(steps):
        y = pen.high - (ROW + 12) * (n + 1) + 6
        long = room * step.value / most
        pen.box(names + (room - long) / 2, y, long, ROW, pen.fill(step.kind))
        pen.put(step.name, 0, y + 10, bold=True)
        if step.note:
            pen.put(step.words, wide, y + 17, bold=True, align=1)
            pen.put(step.note, wide, y + 2, ink.ink2, size=SMALL, align=1)
        else:
            pen.put(step.words, wide, y + 10, bold=True, align=1)
        pen.hit(0, y - 3, wide, ROW + 6, step.stands, step.said)
    return pen.chart()


def heat_high(many: int) -> float:
    """How high :func:`heat` of so many rows is."""
    return 24.0 * many + 40


def heat(rows: Sequence[HeatRow], heads: tuple[str, str], later: Sequence[str], wide: float, ink: Ink = ON_PAPER) -> Chart:
    """Of those who came first in a month, the share that came in each month after: the fuller the more. ``heads``: over names
    and numbers; ``later``: over the months after."""
    pen = Pen(wide, heat_high(len(rows)), ink)
    names = max([pen.width(row.name) for row in rows] + [pen.width(heads[0])]) + PAD
    many = max([pen.width(row.many) for row in rows] + [pen.width(heads[1])]) + PAD
    slot = (wide - names - many) / max(1, len(later))
    top = pen.high - 22
    pen.put(heads[0], 0, top + 6, ink.ink2)
    pen.put(heads[1], names + many - PAD, top + 6, ink.ink2, align=1)
    each = 1 if max((pen.width(word, SMALL) for word in later), default=0) + 4 <= slot else 2  # never one into the next
    for n, word in enumerate(later):
        if n % each == 0:
            pen.put(word, names + many + slot * (n + 0.5), top + 6, ink.ink2, size=SMALL, align=0.5, room=slot * each)
    for n, row in enumerate(rows):
        y = top - 24 * (n + 1)
        pen.put(row.name, 0, y + 7)
        pen.put(row.many, names + many - PAD, y + 7, ink.ink2, align=1)
        for place, cell in enumerate(row.cells):
            x = names + many + slot * place
            if cell.share is not None:
                deep = FADED + (FULL - FADED) * min(1.0, max(0.0, cell.share))
                colour = mixed(ink.accent, ink.sheet, deep)
                pen.box(x + 1, y + 1, slot - 2, 22, Fill(colour))
                pen.put(cell.words, x + slot / 2, y + 7, _readable(colour, ink), size=SMALL, align=0.5, room=slot - 3)
            else:
                pen.put(cell.words, x + slot / 2, y + 7, ink.ink3, size=SMALL, align=0.5, room=slot - 3)
            if cell.stands is not None:
                pen.hit(x + 1, y + 1, slot - 2, 22, cell.stands, cell.said)
    pen.rule(0, 12, wide)
    return pen.chart()


def stay_high(many: int, legend: int) -> float:
    """How high :func:`stay` of so many rows with so many legend lines is."""
    return ROW * many + LEAD * legend + 8


def stay(bars: Sequence[Bar], legend: Sequence[tuple[str, str]], wide: float, ink: Ink = ON_PAPER) -> Chart:
    """Where those who came from each source stand now, as shares of all of them."""
    lines = Pen(wide, 1, ink).legend_lines(legend, wide)
    pen = Pen(wide, stay_high(len(bars), len(lines)), ink)
    names = min(wide * 0.34, max((pen.width(bar.name) for bar in bars), default=0) + PAD)
    ends = max((pen.width(bar.end) for bar in bars), default=0) + PAD
    room = max(20.0, wide - names - ends)
    pen.legend(lines, 0, pen.high)
    for n, bar in enumerate(bars):
        y = pen.high - LEAD * len(lines) - 6 - ROW * (n + 1) + (ROW - BAR) / 2
        total = sum(piece.value for piece in bar.pieces)
        pen.put(bar.name, 0, y + 6, room=names - 6)
        x = names
        for piece in bar.pieces:
            long = room * piece.value / total if total else 0.0
            if not long:
                continue
            fill = pen.fill(piece.kind)
            pen.box(x + 0.75, y, max(0.6, long - 1.5), BAR, fill)
            share = f"{piece.value / total:.0%}"
            if fill.pattern in ("plain", "open") and long > pen.width(share, SMALL) + 8:
                pen.put(share, x + long / 2, y + 6, fill.on or fill.colour, size=SMALL, align=0.5)
            pen.hit(x, y, long, BAR, piece.stands, piece.said)
            x += long
        pen.put(bar.end, wide, y + 6, ink.ink2, align=1)
    return pen.chart()


def _readable(colour: str, ink: Ink) -> str:
    """The ink that stands out on ``colour``."""
    def light(value: str) -> float:
        parts = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def apart(one: str) -> float:
        low, high = sorted((light(one), light(colour)))
        return (high + 0.05) / (low + 0.05)

    return max((ink.ink, ink.on_accent, ink.sheet), key=apart)
