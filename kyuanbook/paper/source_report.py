"""来源报表 on paper: A4 across, the table first, then the pictures two by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.graphics import renderPDF

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.chart_parts import Chart
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

WIDE: Final = 297 * MM
HIGH: Final = 210 * MM
EDGE: Final = 12 * MM
ROOM: Final = WIDE - 2 * EDGE
HALF: Final = (ROOM - 12 * MM) / 2
ROW: Final = 17.0
SIZES: Final = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
NAMES: Final = 118.0  # of the first column, at most
PAD: Final = 9.0
REGULAR, BOLD, SERIF = Style.REGULAR, Style.BOLD, Style.SERIF


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """All that stands on the pages, in the owner's language. ``rows``: each as wide as ``heads``; ``charts``: (head, drawing)."""

    title: str
    shop: str
    about: str
    said: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str]
    charts: Sequence[tuple[str, Chart]]
    foot: str
    page: str
    """第 {page} 页，共 {pages} 页"""


def source_report(sheet: SourceSheet, progress: Progress | None = None) -> Printed:
    """The report as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    pages = len(_Pages(Document((WIDE, HIGH), title="", author=""), sheet, 0).drawn(None))
    document = Document((WIDE, HIGH), title=sheet.title, author=sheet.shop)
    made = _Pages(document, sheet, pages)
    made.drawn(progress)
    return Printed(document.written(progress, len(sheet.rows)), pages, made.set.writer.missing)


class _Pages:
    """Draws page after page. ``of``: how many there will be, 0 while that is found out."""

    def __init__(self, document: Document, sheet: SourceSheet, of: int) -> None:
        self.canvas: Any = document.canvas
        self.sheet, self.of = sheet, of
        self.set = Setter(document.canvas)
        self.y = 0.0
        self.pages: list[int] = []

    def drawn(self, progress: Progress | None) -> list[int]:
        """All of them."""
        self._begin()
        for sentence in self.sheet.said:
            for line in self.set.wrap(self.set.clean(sentence), REGULAR, 10.5, ROOM, 2):
                self._put(line, REGULAR, 10.5, EDGE)
                self.y -= 15
        self.y -= 6
        self._table(progress)
        for start in range(0, len(self.sheet.charts), 2):
            self._pictures(self.sheet.charts[start : start + 2])
        self._end()
        return self.pages

    def _begin(self) -> None:
        self.pages.append(len(self.pages) + 1)
        self.y = HIGH - EDGE - 16
        self._put(self.sheet.title, SERIF, 17, EDGE)
        about = self.set.clean("　".join(filter(None, (self.sheet.shop, self.sheet.about))))
        self.canvas.setFillGray(0.3)
        self.set.draw(self.set.put_right(about, REGULAR, 9, WIDE - EDGE, self.y + 1))
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        self.canvas.setLineWidth(0.7)
        for down in (8.0, 10.2):
            self.canvas.line(EDGE, self.y - down, WIDE - EDGE, self.y - down)
        self.y -= 28

    def _end(self) -> None:
        self.canvas.setFillGray(0.35)
        room = ROOM - 90
        lines = self.set.wrap(self.set.clean(self.sheet.foot), REGULAR, 8, room, 2)
        for n, line in enumerate(reversed(lines)):
            self.set.draw(self.set.put(line, REGULAR, 8, EDGE, EDGE - 6 + n * 10))
        words = self.set.clean(self.sheet.page.format(page=self.pages[-1], pages=self.of))
        self.set.draw(self.set.put_right(words, REGULAR, 8, WIDE - EDGE, EDGE - 6))
        self.canvas.showPage()

    def _next(self) -> None:
        self._end()
        self._begin()

    def _put(self, text: str, style: Style, size: float, x: float) -> None:
        self.canvas.setFillGray(0)
        self.set.draw(self.set.put(self.set.clean(text), style, size, x, self.y))

    # the table ---------------------------------------------------------------------------------------------------------

    def _widths(self, size: float) -> list[float]:
        lines = (*self.sheet.rows, self.sheet.total)
        found = []
        for place, head in enumerate(self.sheet.heads):
            texts = [head, *(line[place] for line in lines)]
            widest = max(self.set.width(self.set.clean(text), BOLD, size) for text in texts) + PAD
            found.append(min(NAMES, widest) if place == 0 else widest)
        return found

    def _table(self, progress: Progress | None) -> None:
        size = next((size for size in SIZES if sum(self._widths(size)) <= ROOM), SIZES[-1])
        widths = self._widths(size)
        self._line(self.sheet.heads, widths, size, bold=True, rule=0.45)
        for n, row in enumerate(self.sheet.rows):
            if self.y < EDGE + ROW + 14:
                self._next()
                self._line(self.sheet.heads, widths, size, bold=True, rule=0.45)
            self._line(row, widths, size, rule=0.85)
            if progress is not None and not progress(n, len(self.sheet.rows)):
                raise Cancelled
        if self.y < EDGE + ROW + 14:
            self._next()
        self._line(self.sheet.total, widths, size, bold=True, rule=0.45)
        self.y -= 14

    def _line(
        self, texts: Sequence[str], widths: Sequence[float], size: float, *, rule: float, bold: bool = False
    ) -> None:  # fmt: skip
        style, spare = BOLD if bold else REGULAR, max(0.0, ROOM - sum(widths)) / max(1, len(widths) - 1)
        written, x = [], EDGE
        for place, text in enumerate(texts):
            wide = widths[place] + (spare if place else 0)
            if place == 0:
                _, text = self.set.fit(self.set.clean(text), style, (size,), widths[0] - 4)
                written.append(self.set.put(text, style, size, x, self.y))
            else:
                written.append(self.set.put_right(self.set.clean(text), style, size, x + wide, self.y))
            x += wide
        self.canvas.setFillGray(0)
        self.set.draw(*written)
        self.canvas.setStrokeGray(rule)
        self.canvas.setLineWidth(0.5)
        self.canvas.line(EDGE, self.y - 5, WIDE - EDGE, self.y - 5)
        self.y -= ROW

    # the pictures --------------------------------------------------------------------------------------------------------

    def _pictures(self, pair: Sequence[tuple[str, Chart]]) -> None:
        high = max(chart.high for _, chart in pair) + 26
        if self.y - high < EDGE + 12:
            self._next()
        for n, (head, chart) in enumerate(pair):
            x = EDGE + n * (HALF + 12 * MM)
            self._put(head, BOLD, 11, x)
            renderPDF.draw(chart.drawing, self.canvas, x, self.y - 12 - chart.high)
        self.y -= high + 10
