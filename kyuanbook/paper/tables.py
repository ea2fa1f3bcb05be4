"""A ruled table on A4: a sign-in sheet, a partner's statement, the board, a tree. Head and foot stand on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
WIDTH, HEIGHT, MARGIN, SEAL = 210.0, 297.0, 14.0, 9.0  # mm
ABOUT: Final = 4.8  # mm from line to line of what stands under the title
GAP: Final = 1.8  # mm of a cell at each side
SIZES: Final = (10.0, 9.0, 8.0, 7.0)
INDENT: Final = 5.0  # mm a level
DEEPEST: Final = 8  # levels; deeper ones stand there too
NOTE: Final = 6.0  # mm of a line below the last row


@dataclass(frozen=True, slots=True)
class Column:
    """``share``: of the width, beside the others; ``right``: figures stand at the right edge; ``bold``: names."""

    head: str
    share: float
    right: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Words already in the owner's language. ``about``: lines under the title; ``strong``: rows in bold; ``row``: mm high;
    ``lined``: hairlines between the columns too, to be written between; ``levels``: how far the first cell of each row is
    moved in, none where it is empty; ``notes``: below the last row, ``footer``: at the foot of each page."""

    title: str
    shop: str
    day: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    page: str
    """第 {page} 页，共 {pages} 页"""
    about: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    strong: frozenset[int] = frozenset()
    row: float = 8.0
    lined: bool = False
    empty: str = ""
    """What stands there without rows."""
    levels: Sequence[int] = ()
    notes: tuple[str, ...] = ()


def table(sheet: TableSheet, progress: Progress | None = None) -> Printed:
    """The table as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    document = Document((WIDTH * MM, HEIGHT * MM), title=sheet.title, author=sheet.shop)
    setter = TableSetter(document, sheet)
    pages = setter.pages()
    for number, rows in enumerate(pages, 1):
        setter.draw(number, len(pages), rows)
        if progress is not None and not progress(rows.stop, len(sheet.rows)):
            raise Cancelled
    return Printed(document.written(progress, len(sheet.rows)), len(pages), setter.set.writer.missing)


class TableSetter:
    """Sets the pages of one table."""

    def __init__(self, document: Document, sheet: TableSheet) -> None:
        self.canvas, self.sheet, self.set = document.canvas, sheet, Setter(document.canvas)
        self.about = [self.set.clean(line) for line in sheet.about if line]
        self.footer = [self.set.clean(line) for line in sheet.footer if line]
        self.notes = [self.set.clean(line) for line in sheet.notes if line]
        self.rule = MARGIN + SEAL + 3.4
        self.head = self.rule + 3.0 + ABOUT * len(self.about) + 7.0
        whole = sum(column.share for column in sheet.columns)
        room, left = WIDTH - 2 * MARGIN, MARGIN
        self.boxes: list[tuple[float, float]] = []
        for column in sheet.columns:
            width = room * column.share / whole
            self.boxes.append((left, width))
            left += width

    def pages(self) -> list[range]:
        """Which rows stand on which page."""
        foot = HEIGHT - MARGIN - 4.2 * max(1, len(self.footer)) - 2 - NOTE * len(self.notes)
        each = max(1, int((foot - self.head) / self.sheet.row))
        many = len(self.sheet.rows)
        return [range(start, min(start + each, many)) for start in range(0, many, each)] or [range(0)]

    def draw(self, number: int, pages: int, rows: range) -> None:
        """One page."""
        self._draw_title()
        self._draw_heads()
        for place, row in enumerate(rows):
            self._draw_row(place, row)
        if not self.sheet.rows and self.sheet.empty:
            y = self._y(self.head + self.sheet.row * 0.64)
            self.set.draw(self.set.put(self.set.clean(self.sheet.empty), REGULAR, 10, MARGIN * MM, y))
        if self.sheet.lined:
            self._draw_lines(len(rows))
        if number == pages:
            self._draw_notes(max(1, len(rows)))
        self._draw_foot(number, pages)
        self.canvas.showPage()

    def _y(self, mm: float) -> float:
        return (HEIGHT - mm) * MM

    def _draw_title(self) -> None:
        set_, left, right = self.set, MARGIN * MM, (WIDTH - MARGIN) * MM
        bottom = self._y(MARGIN + SEAL)
        set_.draw_seal(left, bottom, SEAL * MM)
        base = bottom + SEAL * MM * 0.25
        day = set_.clean(self.sheet.day)
        texts = [set_.put_right(day, REGULAR, 10, right, base)]
        edge = right - set_.width(day, REGULAR, 10)
        x = left + SEAL * MM + 3.2 * MM
        size, title = set_.fit(set_.clean(self.sheet.title), Style.SERIF, (19, 16, 13), edge - x - 3 * MM)
        texts.append(set_.put(title, Style.SERIF, size, x, base))
        x += set_.width(title, Style.SERIF, size) + 4 * MM
        if edge - x > 20 * MM:
            size, shop = set_.fit(set_.clean(self.sheet.shop), REGULAR, (10, 9, 8), edge - x - 4 * MM)
            texts.append(set_.put(shop, REGULAR, size, x, base))
        for place, line in enumerate(self.about, 1):
            size, fitted = set_.fit(line, REGULAR, (9.5, 9, 8), right - left)
            texts.append(set_.put(fitted, REGULAR, size, left, self._y(self.rule + 1.6 + ABOUT * place)))
        set_.draw(*texts)
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7):
            self.canvas.line(left, self._y(self.rule + down), right, self._y(self.rule + down))
        self.canvas.setStrokeGray(0)

    def _draw_heads(self) -> None:
        texts = [
            self._cell(column.head, box, column.right, self._y(self.head - 2.4), REGULAR, (9.0, 8.5, 8.0, 7.0))
            for column, box in zip(self.sheet.columns, self.boxes, strict=True)
        ]
        self.set.draw(*texts)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(MARGIN * MM, self._y(self.head), (WIDTH - MARGIN) * MM, self._y(self.head))

    def _draw_row(self, place: int, row: int) -> None:
        high = self.sheet.row
        base = self._y(self.head + place * high + high * 0.64)
        strong, moved = row in self.sheet.strong, self._moved(row)
        texts = [
            self._cell(text, box, column.right, base, BOLD if strong or column.bold else REGULAR, SIZES, 0 if i else moved)
            for i, (text, column, box) in enumerate(zip(self.sheet.rows[row], self.sheet.columns, self.boxes, strict=True))
            if text
        ]  # fmt: skip
        if texts:
            self.set.draw(*texts)
        self.canvas.setLineWidth(0.5)
        self.canvas.setStrokeGray(0.6)
        foot = self._y(self.head + (place + 1) * high)
        self.canvas.line(MARGIN * MM, foot, (WIDTH - MARGIN) * MM, foot)
        self.canvas.setStrokeGray(0)

    def _moved(self, row: int) -> float:
        return INDENT * min(self.sheet.levels[row], DEEPEST) if self.sheet.levels else 0.0

    def _cell(
        self, text: str, box: tuple[float, float], right: bool, base: float, style: Style, sizes: Sequence[float],
        moved: float = 0.0,
    ) -> str:  # fmt: skip
        left, width = box
        size, fitted = self.set.fit(self.set.clean(text), style, sizes, (width - moved - 2 * GAP) * MM)
        if right:
            return self.set.put_right(fitted, style, size, (left + width - GAP) * MM, base)
        return self.set.put(fitted, style, size, (left + moved + (GAP if left > MARGIN else 0)) * MM, base)

    def _draw_lines(self, rows: int) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.setStrokeGray(0.82)
        for left, _ in self.boxes[1:]:
            self.canvas.line(left * MM, self._y(self.head), left * MM, self._y(self.head + rows * self.sheet.row))
        self.canvas.setStrokeGray(0)

    def _draw_notes(self, rows: int) -> None:
        top, texts = self.head + rows * self.sheet.row, []
        for n, note in enumerate(self.notes, 1):
            size, words = self.set.fit(note, REGULAR, (9.0, 8.0, 7.0), (WIDTH - 2 * MARGIN) * MM)
            texts.append(self.set.put(words, REGULAR, size, MARGIN * MM, self._y(top + NOTE * n)))
        if texts:
            self.set.draw(*texts)

    def _draw_foot(self, number: int, pages: int) -> None:
        set_, base, room = self.set, self._y(HEIGHT - MARGIN - 0.8), (WIDTH - 2 * MARGIN - 32) * MM
        texts = []
        for i, line in enumerate(reversed(self.footer)):
            size, fitted = set_.fit(line, REGULAR, (8.5, 8.0, 7.0), room)
            texts.append(set_.put(fitted, REGULAR, size, MARGIN * MM, base + 4.2 * MM * i))
        words = set_.clean(self.sheet.page.format(page=number, pages=pages))
        texts.append(set_.put_right(words, REGULAR, 8.5, (WIDTH - MARGIN) * MM, base))
        set_.draw(*texts)
