"""What every chart is put together from: words, boxes with their patterns, axes, a legend. Lengths in points, y upward."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import ceil, floor, log10
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor

from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.lines import cut

SMALL: Final = 11.0
TEXT: Final = 12.0
LEAD: Final = 18.0  # of a line of the legend
SWATCH: Final = 10.0
PLAIN, HATCHED, DOTTED, LINED, BARRED, OPEN = "plain", "hatched", "dotted", "lined", "barred", "open"
"""Patterns, so that nobody needs to tell colours apart: ``open`` is an outline."""


class Fill(NamedTuple):
    """How a kind of thing looks: its colour, its pattern, the ink of words on it."""

    colour: str
    pattern: str = PLAIN
    on: str = ""


class Ink(NamedTuple):
    """The colours of a chart. ``sheet``: what it lies on; ``kinds``: of families, stages and the like, by their key."""

    sheet: str
    ink: str
    ink2: str
    ink3: str
    rule: str
    edge: str
    accent: str
    on_accent: str
    seal: str
    kinds: Mapping[str, Fill]


ON_PAPER: Final = Ink(
    "#FFFFFF", "#000000", "#333333", "#555555", "#CCCCCC", "#666666", "#22598F", "#FFFFFF", "#B0392A",
    MappingProxyType({
        "referral": Fill("#22598F"), "online": Fill("#B57710", HATCHED), "offline": Fill("#1C6B5A", BARRED),
        "partner": Fill("#A65B7C", DOTTED), "content": Fill("#6A5AA8", LINED), "walk_in": Fill("#8A8376"),
        "": Fill("#8A8376", OPEN), "fresh": Fill("#22598F"), "back": Fill("#B57710", HATCHED),
        "cost": Fill("#B57710", HATCHED), "won": Fill("#22598F"),
        "prospect": Fill("#DADCDF", PLAIN, "#33383F"), "new": Fill("#BFE3D7", PLAIN, "#14493D"),
        "returning": Fill("#B9D3EC", PLAIN, "#15375A"),
        "loyal": Fill("#22598F", PLAIN, "#FFFFFF"), "at_risk": Fill("#F3CE8C", HATCHED, "#5E3300"),
        "lapsed": Fill("#6B5147", OPEN), "won_back": Fill("#DCBFE0", DOTTED, "#4F2456"),
    }),
)  # fmt: skip


class Hit(NamedTuple):
    """A part of a drawing that stands for something: its rectangle from the lower left, ``stands``: for what, and ``said``:
    that in words."""

    left: float
    bottom: float
    wide: float
    high: float
    stands: Hashable
    said: str


class Chart(NamedTuple):
    """A drawing and its parts, in the order in which the keyboard goes through them."""

    drawing: Any
    hits: tuple[Hit, ...]
    wide: float
    high: float


class Pen:
    """Draws into one chart."""

    def __init__(self, wide: float, high: float, ink: Ink) -> None:
        self.drawing: Any = Drawing(wide, high)
        self.wide, self.high, self.ink = wide, high, ink
        self.hits: list[Hit] = []

    def chart(self) -> Chart:
        """What was drawn."""
        return Chart(self.drawing, tuple(self.hits), self.wide, self.high)

    # words -------------------------------------------------------------------------------------------------------------

    def width(self, text: str, size: float = TEXT, bold: bool = False) -> float:
        """How wide ``text`` is."""
        return fonts().width(fonts().clean(text)[0], Style.BOLD if bold else Style.REGULAR, size)

    def put(
        self, text: str, x: float, y: float, colour: str = "", *, size: float = TEXT, bold: bool = False, align: float = 0.0,
        room: float = 0.0,
    ) -> None:  # fmt: skip
        """Write ``text`` from ``x`` on: ``align`` 0.5 about it, 1 up to it. ``room``: what does not fit is cut with …."""
        style = Style.BOLD if bold else Style.REGULAR
        text = fonts().clean(text)[0]
        if room:
            text = cut(text, room, lambda words: fonts().width(words, style, size))
        at = x - align * fonts().width(text, style, size)
        for font, run in fonts().runs(text, style):
            self.drawing.add(
                String(at, y, run, fontName=font.fontName, fontSize=size, fillColor=_colour(colour or self.ink.ink))
            )
            at += fonts().width(run, style, size)

    # boxes -------------------------------------------------------------------------------------------------------------

    def box(self, x: float, y: float, wide: float, high: float, fill: Fill) -> None:
        """A box in its colour and pattern."""
        colour, (wide, high) = _colour(fill.colour), (max(wide, 0.6), max(high, 0.6))
        if fill.pattern == OPEN:
            look: Any = {"fillColor": _colour(self.ink.sheet), "strokeColor": colour, "strokeWidth": 1}
            self.drawing.add(Rect(x + 0.5, y + 0.5, max(wide - 1, 0.1), max(high - 1, 0.1), **look))
            return
        look = {"fillColor": colour, "strokeColor": None, "strokeWidth": 0}
        self.drawing.add(Rect(x, y, wide, high, **look))
        for points, thick in _pattern(fill.pattern, x, y, wide, high):
            self.drawing.add(Line(*points, strokeColor=_colour(self.ink.sheet), strokeWidth=thick))

    def rule(self, x: float, y: float, to: float, colour: str = "") -> None:
        """A hairline across."""
        self.drawing.add(Line(x, y, to, y, strokeColor=_colour(colour or self.ink.rule), strokeWidth=0.8))

    def hit(self, x: float, y: float, wide: float, high: float, stands: Hashable, said: str) -> None:
        """This part stands for something; no target is smaller than can be met."""
        wide, high = max(wide, 3.0), max(high, 3.0)
        self.hits.append(Hit(x, y, wide, high, stands, said))

    # a legend, an axis -------------------------------------------------------------------------------------------------

    def legend_lines(self, words: Sequence[tuple[str, str]], room: float) -> list[list[tuple[str, str]]]:
        """(kind, word) broken into lines."""
        lines: list[list[tuple[str, str]]] = [[]]
        taken = 0.0
        for kind, word in words:
            need = SWATCH + 5 + self.width(word) + 14
            if lines[-1] and taken + need > room:
                lines.append([])
                taken = 0.0
            lines[-1].append((kind, word))
            taken += need
        return lines if words else []

    def legend(self, lines: Sequence[Sequence[tuple[str, str]]], x: float, top: float) -> None:
        """Swatches and their words, downward from ``top``."""
        for n, line in enumerate(lines):
            at, y = x, top - (n + 1) * LEAD + 5
            for kind, word in line:
                self.box(at, y, SWATCH, SWATCH, self.fill(kind))
                self.put(word, at + SWATCH + 5, y + 0.5, self.ink.ink2, room=max(20.0, self.wide - at - SWATCH - 5))
                at += SWATCH + 5 + self.width(word) + 14

    def fill(self, kind: str) -> Fill:
        """How a kind looks."""
        return self.ink.kinds.get(kind, Fill(self.ink.accent))


def _colour(value: str) -> Color:
    return HexColor(value)


def _pattern(
    pattern: str, x: float, y: float, wide: float, high: float
) -> Iterable[tuple[tuple[float, float, float, float], float]]:
    """Lines that stay within the box."""
    if pattern == HATCHED:
        step, reach = 5.0, wide + high
        for n in range(1, int(reach / step) + 1):
            d = n * step
            x1, y1 = (x + d, y) if d <= wide else (x + wide, y + d - wide)
            x2, y2 = (x, y + d) if d <= high else (x + d - high, y + high)
            yield (x1, y1, x2, y2), 1.1
    elif pattern == LINED:
        for n in range(1, int(wide / 4.5) + 1):
            at = x + n * 4.5
            if at < x + wide - 0.6:
                yield (at, y, at, y + high), 1.1
    elif pattern == BARRED:
        for n in range(1, int(high / 5) + 1):
            at = y + n * 5
            if at < y + high - 0.6:
                yield (x, at, x + wide, at), 1.1
    elif pattern == DOTTED:
        for row in range(int(high / 4) + 1):
            for place in range(int(wide / 5) + 1):
                at, up = x + 2 + place * 5 + (2.5 if row % 2 else 0), y + 2 + row * 4
                if at + 1.3 <= x + wide and up + 0.7 <= y + high:
                    yield (at, up, at + 1.3, up), 1.3


def ticks(most: float, many: int = 3) -> list[float]:
    """Round figures from nought to beyond ``most``, about ``many`` steps; whole numbers."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / many
    size = 10.0 ** floor(log10(rough)) if rough > 0 else 1.0
    step = max(1.0, next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= rough))
    step = float(ceil(step))
    return [step * n for n in range(ceil(most / step) + 1)]


def mixed(colour: str, sheet: str, share: float) -> str:
    """A colour on ``sheet``, so much of it."""
    pairs = [(int(colour[i : i + 2], 16), int(sheet[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(b + (a - b) * share):02X}" for a, b in pairs)


def written(chart: Chart, title: str = "") -> bytes:
    """The chart as a PDF of one page of its own size, for the screen: it has no ground."""
    document = Document((chart.wide, chart.high), title=title, author="")
    renderPDF.draw(chart.drawing, document.canvas, 0, 0)
    document.canvas.showPage()
    return document.written(None, 0)
