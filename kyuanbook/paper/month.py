"""月报: one page of A4 that is read in a minute: what the month was like, who came from where, what to do, whom to thank."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab.graphics import renderPDF

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.chart_parts import ON_PAPER
from kyuanbook.paper.charts import Bar, stacked
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.sheets import Printed
from kyuanbook.paper.typeset import SEAL_RED, Setter

WIDE: Final = 210 * MM
HIGH: Final = 297 * MM
EDGE: Final = 16 * MM
ROOM: Final = WIDE - 2 * EDGE
CHART: Final = 225.0
LINE: Final = 18.5
MOST_LINES: Final = 3  # of one sentence
REGULAR, BOLD, SERIF = Style.REGULAR, Style.BOLD, Style.SERIF


@dataclass(frozen=True, slots=True)
class Big:
    """A figure to be seen first: what it is, the figure, how it compares."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Said:
    """A head and the sentences under it."""

    head: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture: its head, its bars and what its colours mean."""

    head: str
    bars: Sequence[Bar]
    legend: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """All that stands on the page, in the owner's language."""

    title: str
    shop: str
    about: str
    figures: Sequence[Big]
    verdicts: Sequence[Said]
    pictures: Sequence[Bars]
    thanks: Said
    foot: Sequence[str] = field(default=())


def month_page(sheet: MonthSheet) -> Printed:
    """The page as PDF; the same bytes for the same sheet."""
    document = Document((WIDE, HIGH), title=sheet.title, author=sheet.shop)
    page = _Page(document.canvas)
    page.draw(sheet)
    document.canvas.showPage()
    return Printed(document.written(None, 0), 1, page.set.writer.missing)


class _Page:
    """Draws downward from ``y``."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.set = Setter(canvas)
        self.y = HIGH - EDGE

    def draw(self, sheet: MonthSheet) -> None:
        """Everything."""
        self._head(sheet)
        self._figures(sheet.figures)
        for said in sheet.verdicts:
            self._said(said)
        self._pictures(sheet.pictures)
        self._said(sheet.thanks)
        self._foot(sheet.foot)

    def _put(self, text: str, style: Style, size: float, x: float, y: float, room: float, gray: float = 0.0) -> None:
        self.canvas.setFillGray(gray)
        fitting, text = self.set.fit(self.set.clean(text), style, (size, size * 0.9, size * 0.8), room)
        self.set.draw(self.set.put(text, style, fitting, x, y))

    def _head(self, sheet: MonthSheet) -> None:
        seal = 11 * MM
        self.set.draw_seal(EDGE, self.y - seal, seal)
        left = EDGE + seal + 4 * MM
        self._put(sheet.title, SERIF, 22, left, self.y - 8 * MM, ROOM - seal - 4 * MM)
        self.y -= seal + 5 * MM
        self._put("　".join(filter(None, (sheet.shop, sheet.about))), REGULAR, 10, EDGE, self.y, ROOM, 0.3)
        self.y -= 3 * MM
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        for down in (0.0, 2.2):
            self.canvas.setLineWidth(0.7)
            self.canvas.line(EDGE, self.y - down, WIDE - EDGE, self.y - down)
        self.y -= 9 * MM

    def _figures(self, figures: Sequence[Big]) -> None:
        slot = ROOM / max(1, len(figures))
        for n, one in enumerate(figures):
            x = EDGE + slot * n
            self._put(one.name, REGULAR, 10.5, x, self.y, slot - 8, 0.25)
            self._put(one.value, SERIF, 26, x, self.y - 27, slot - 8)
            for down, line in enumerate(self.set.wrap(self.set.clean(one.note), REGULAR, 9.5, slot - 10, 3)):
                self._put(line, REGULAR, 9.5, x, self.y - 43 - down * 12.5, slot - 8, 0.25)
        self.y -= 43 + 3 * 12.5 + 2
        self._rule()

    def _rule(self) -> None:
        self.canvas.setStrokeGray(0.8)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(EDGE, self.y + 6, WIDE - EDGE, self.y + 6)
        self.y -= 12

    def _said(self, said: Said) -> None:
        if not said.lines:
            return
        self._put(said.head, BOLD, 12.5, EDGE, self.y, ROOM)
        self.y -= LINE + 2
        for sentence in said.lines:
            for line in self.set.wrap(self.set.clean(sentence), REGULAR, 12, ROOM, MOST_LINES):
                self._put(line, REGULAR, 12, EDGE, self.y, ROOM)
                self.y -= LINE
        self.y -= 10

    def _pictures(self, pictures: Sequence[Bars]) -> None:
        slot = (ROOM - 10 * MM) / max(1, len(pictures))
        for n, one in enumerate(pictures):
            x = EDGE + (slot + 10 * MM) * n
            self._put(one.head, BOLD, 12.5, x, self.y, slot)
            drawn = stacked(one.bars, one.legend, slot, CHART, ON_PAPER)
            renderPDF.draw(drawn.drawing, self.canvas, x, self.y - 10 - CHART)
        self.y -= CHART + 34

    def _foot(self, lines: Sequence[str]) -> None:
        """At the foot of the page, small."""
        set_lines = [w for line in lines for w in self.set.wrap(self.set.clean(line), REGULAR, 8.5, ROOM, 3)]
        for n, line in enumerate(reversed(set_lines)):
            self._put(line, REGULAR, 8.5, EDGE, EDGE - 4 * MM + n * 11.5, ROOM, 0.35)
