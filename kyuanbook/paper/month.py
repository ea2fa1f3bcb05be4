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
CHART: Final = (110.0, 240.0)  # how high a picture is, least and most: what the words leave
LINE: Final = 18.5
MOST_LINES: Final = 3  # of one sentence
THANKS_LINES: Final = 2
SMALL: Final = 11.5  # a line at the foot
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
        foot = self._foot_lines(sheet.foot)
        taken = sum(self._said_high(said, MOST_LINES) for said in sheet.verdicts) + self._said_high(sheet.thanks, THANKS_LINES)
        room = self.y - taken - 34 - (EDGE - 4 * MM + SMALL * len(foot) + 8)
        for said in sheet.verdicts:
            self._said(said, MOST_LINES)
        self._pictures(sheet.pictures, max(CHART[0], min(CHART[1], room)))
        self._said(sheet.thanks, THANKS_LINES)
        self._foot(foot)

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

    def _wrapped(self, sentence: str, most: int) -> list[str]:
        return self.set.wrap(self.set.clean(sentence), REGULAR, 12, ROOM, most)

    def _said_high(self, said: Said, most: int) -> float:
        if not said.lines:
            return 0.0
        return LINE + 2 + LINE * sum(len(self._wrapped(sentence, most)) for sentence in said.lines) + 10

    def _said(self, said: Said, most: int) -> None:
        if not said.lines:
            return
        self._put(said.head, BOLD, 12.5, EDGE, self.y, ROOM)
        self.y -= LINE + 2
        for sentence in said.lines:
            for line in self._wrapped(sentence, most):
                self._put(line, REGULAR, 12, EDGE, self.y, ROOM)
                self.y -= LINE
        self.y -= 10

    def _pictures(self, pictures: Sequence[Bars], high: float) -> None:
        slot = (ROOM - 10 * MM) / max(1, len(pictures))
        for n, one in enumerate(pictures):
            x = EDGE + (slot + 10 * MM) * n
            self._put(one.head, BOLD, 12.5, x, self.y, slot)
            drawn = stacked(one.bars, one.legend, slot, high, ON_PAPER)
            renderPDF.draw(drawn.drawing, self.canvas, x, self.y - 10 - high)
        self.y -= high + 34

    def _foot_lines(self, lines: Sequence[str]) -> list[str]:
        return [w for line in lines for w in self.set.wrap(self.set.clean(line), REGULAR, 8.5, ROOM, 3)]

    def _foot(self, lines: Sequence[str]) -> None:
        """At the foot of the page, small."""
        for n, line in enumerate(reversed(lines)):
            self._put(line, REGULAR, 8.5, EDGE, EDGE - 4 * MM + n * SMALL, ROOM, 0.35)
