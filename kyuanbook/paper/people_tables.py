"""A ruled table of people on A4: as many pages as it takes, the heads on each."""

from collections.abc import Sequence
from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.referral_sheets import TableSheet
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
A4: Final = (210 * MM, 297 * MM)
MARGIN: Final = 14 * MM
ROW: Final = 8 * MM
TEXT: Final = 10.0
SMALL: Final = 9.0
INDENT: Final = 5 * MM
DEEPEST: Final = 8  # levels; deeper ones stand there too
GAP: Final = 3 * MM
FOOT: Final = 16 * MM


def table(sheet: TableSheet, progress: Progress | None = None) -> Printed:
    """The table as PDF; the same bytes for the same rows. Raises Cancelled when ``progress`` answers False."""
    document = Document(A4, title=sheet.title, author=sheet.shop)
    made = _Table(document, sheet)
    pages = made.draw(progress)
    return Printed(document.written(progress, len(sheet.rows)), pages, made.set.writer.missing)


class _Table:
    """Draws a table into a document."""

    def __init__(self, document: Document, sheet: TableSheet) -> None:
        self.canvas, self.sheet = document.canvas, sheet
        self.set = Setter(document.canvas)
        room = A4[0] - 2 * MARGIN
        whole = sum(one.share for one in sheet.columns)
        self.edges = [MARGIN]
        for one in sheet.columns:
            self.edges.append(self.edges[-1] + room * one.share / whole)
        top, below = 38 * MM, FOOT + 6 * MM * len(sheet.notes)
        self.first = A4[1] - top
        self.each = max(1, int((A4[1] - top - below) / ROW) - 1)

    def draw(self, progress: Progress | None) -> int:
        """All pages."""
        rows = self.sheet.rows
        pages = max(1, -(-len(rows) // self.each))
        for page in range(pages):
            texts = [*self._head(), *self._heads()]
            on_page = rows[page * self.each : (page + 1) * self.each]
            y = self.first - ROW
            for indent, cells in on_page:
                y -= ROW
                texts += self._row(cells, min(indent, DEEPEST), y)
            if not rows:
                texts.append(self.set.put(self.set.clean(self.sheet.empty), REGULAR, TEXT, MARGIN, y - ROW + 2.6 * MM))
            if page == pages - 1:
                texts += self._notes(y - (0 if rows else ROW))
            texts.append(self._page(page + 1, pages))
            self.set.draw(*texts)
            self.canvas.showPage()
            if progress is not None and not progress(page * self.each + len(on_page), len(rows)):
                raise Cancelled
        return pages

    def _head(self) -> list[str]:
        set_, sheet, canvas = self.set, self.sheet, self.canvas
        set_.draw_seal(MARGIN, A4[1] - MARGIN - 9 * MM, 9 * MM)
        left = MARGIN + 12 * MM
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (18, 15, 13), A4[0] - MARGIN - left)
        canvas.saveState()
        canvas.setStrokeColorRGB(*SEAL_RED)
        canvas.setLineWidth(0.6)
        for y in (26.4, 27.2):
            canvas.line(MARGIN, A4[1] - y * MM, A4[0] - MARGIN, A4[1] - y * MM)
        canvas.restoreState()
        about = set_.fit(set_.clean(sheet.about), REGULAR, (SMALL, 8), A4[0] - MARGIN - left)
        return [
            set_.put(title, Style.SERIF, size, left, A4[1] - 18.5 * MM),
            set_.put(about[1], REGULAR, about[0], left, A4[1] - 24 * MM),
        ]

    def _heads(self) -> list[str]:
        y = self.first - ROW
        self._line(y, 0.6)
        return [
            text
            for i, one in enumerate(self.sheet.columns)
            for text in self._cell(one.head, i, y, BOLD, (SMALL, 8, 7), 0)
        ]

    def _row(self, cells: Sequence[str], indent: int, y: float) -> list[str]:
        self._line(y, 0.3)
        texts = []
        for i, cell in enumerate(cells):
            style = BOLD if self.sheet.columns[i].bold else REGULAR
            texts += self._cell(cell, i, y, style, (TEXT, 9, 8), indent * INDENT if i == 0 else 0)
        return texts

    def _cell(self, words: str, i: int, y: float, style: Style, sizes: tuple[float, ...], indent: float) -> list[str]:
        set_ = self.set
        left, right = self.edges[i] + indent, self.edges[i + 1] - (0 if i == len(self.sheet.columns) - 1 else GAP)
        size, fitted = set_.fit(set_.clean(words), style, sizes, right - left)
        if not fitted:
            return []
        base = y + 2.6 * MM
        if self.sheet.columns[i].right:
            return [set_.put_right(fitted, style, size, right, base)]
        return [set_.put(fitted, style, size, left, base)]

    def _line(self, y: float, width: float) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeGray(0.55)
        self.canvas.line(MARGIN, y, A4[0] - MARGIN, y)

    def _notes(self, y: float) -> list[str]:
        texts = []
        for note in self.sheet.notes:
            y -= 6 * MM
            size, words = self.set.fit(self.set.clean(note), REGULAR, (SMALL, 8, 7), A4[0] - 2 * MARGIN)
            texts.append(self.set.put(words, REGULAR, size, MARGIN, y))
        return texts

    def _page(self, page: int, pages: int) -> str:
        words = self.set.clean(self.sheet.page.replace("{page}", str(page)).replace("{pages}", str(pages)))
        return self.set.put_right(words, REGULAR, 8, A4[0] - MARGIN, 9 * MM)
