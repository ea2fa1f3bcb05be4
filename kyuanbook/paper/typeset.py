"""Words set on a page: fitted, aligned, drawn into a ReportLab canvas. Lengths in points, y up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from kyuanbook.paper.fonts import Style, Writer
from kyuanbook.paper.lines import COMMAS, Measure, cut, wrap

SEAL_RED: Final = (0xB0 / 255, 0x39 / 255, 0x2A / 255)


@dataclass(frozen=True, slots=True)
class Block:
    """Operators whose origin is the upper left corner, and how far down they reach, in points."""

    operators: str
    height: float


class Setter:
    """A writer with the moves every paper needs. Texts must have been cleaned."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.writer = Writer(canvas._doc)
        self.put = self.writer.put
        self.clean = self.writer.clean
        self.width = self.writer.width

    def measure(self, style: Style, size: float) -> Measure:
        """Measure of one style and size."""
        return partial(self.writer.width, style=style, size=size)

    def fit(self, text: str, style: Style, sizes: Sequence[float], room: float) -> tuple[float, str]:
        """The first of ``sizes`` in which ``text`` fits; else the last one and the text cut."""
        for size in sizes:
            if self.width(text, style, size) <= room:
                return size, text
        return sizes[-1], cut(text, room, self.measure(style, sizes[-1]))

    def wrap(self, text: str, style: Style, size: float, room: float, most: int) -> list[str]:
        """Lines of ``text``."""
        if self.width(text, style, size) <= room:
            return [text] if text else []
        return wrap(text, room, self.measure(style, size), most)

    def balance(self, text: str, style: Style, size: float, room: float, most: int) -> list[str]:
        """As :meth:`wrap`, broken at a comma or into lines about equally long: for text about a middle."""
        lines = self.wrap(text, style, size, room, most)
        if len(lines) == 2:
            halves = [(text[:i].rstrip(), text[i:]) for i in range(1, len(text)) if text[i - 1] in COMMAS]
            widths = [(max(self.width(half, style, size) for half in pair), pair) for pair in halves]
            if widths and min(widths)[0] <= room:
                return list(min(widths)[1])
        even = self.width(text, style, size) / max(1, len(lines))
        for share in (1.04, 1.12, 1.25) if len(lines) > 1 else ():
            narrower = self.wrap(text, style, size, min(room, even * share), len(lines) + 1)
            if len(narrower) == len(lines):
                return narrower
        return lines

    def put_right(self, text: str, style: Style, size: float, right: float, y: float) -> str:
        """Operators that write ``text`` up to ``right``."""
        return self.put(text, style, size, right - self.width(text, style, size), y)

    def put_middle(self, text: str, style: Style, size: float, middle: float, y: float) -> str:
        """Operators that write ``text`` about ``middle``."""
        return self.put(text, style, size, middle - self.width(text, style, size) / 2, y)

    def draw(self, *texts: str) -> None:
        """Write texts made by ``put`` into the canvas, in its present colour."""
        self.canvas.addLiteral("\n".join(["BT", *texts, "ET"]))

    def draw_seal(self, x: float, y: float, size: float) -> None:
        """The red seal 客, its lower left corner at (x, y)."""
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColorRGB(*SEAL_RED)
        canvas.roundRect(x, y, size, size, size * 0.14, stroke=0, fill=1)
        canvas.setFillGray(1)
        middle = x + size / 2
        self.draw(self.put_middle("客", Style.SERIF, size * 0.72, middle, y + size * 0.235))
        canvas.restoreState()
