"""A small ruled table of figures; each that stands for people opens them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from kyuanbook.language import clauses
from kyuanbook.ui.analysis.cells import Cells
from kyuanbook.ui.kit import paint
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.kit.words import no_lone_end

HEAD: Final = 36
ROW: Final = 40
LEAST: Final = 68  # px of a column
MOST: Final = 132
TWO_LINES: Final = paint.WRAPPED | int(Qt.AlignmentFlag.AlignRight.value)


class Cell(NamedTuple):
    """A figure, and who stands behind it."""

    text: str
    ids: tuple[int, ...] = ()


class Line(NamedTuple):
    """A row: its name and its figures. ``quiet``: 没问过 and the like; ``note``: what they come to, in a sentence below."""

    name: str
    cells: tuple[Cell, ...]
    quiet: bool = False
    note: str = ""


class CrossTable(Cells):
    """The first column is the rows' names."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.heads: tuple[str, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self._all: tuple[tuple[str, ...], tuple[Line, ...]] = ((), ())
        self._drop: tuple[int, ...] = ()

    def show_lines(self, heads: Sequence[str], lines: Sequence[Line], drop: Sequence[int] = ()) -> None:
        """``heads`` over the figures. ``drop``: columns left out where there is no room for all, the first first; what stands
        in them is told in the lines' notes."""
        self._all, self._drop = (tuple(heads), tuple(lines)), tuple(drop)
        self._fit()
        self.shown_anew()

    def _fit(self) -> None:
        """Show the columns there is room for."""
        heads, lines = self._all
        kept = list(range(len(heads)))
        for place in self._drop:
            if self.width() <= 0 or self._needed(kept) * len(kept) <= self.width() - self.theme.px(96):
                break
            kept.remove(place)
        self.heads = tuple(heads[i] for i in kept)
        self.lines = tuple(line._replace(cells=tuple(line.cells[i] for i in kept)) for line in lines)

    def _needed(self, kept: Sequence[int]) -> int:
        """px in which no head and no figure of these columns is cut."""
        heads, lines = self._all
        bold, plain = self.theme.metrics(13, bold=True), self.theme.metrics(14)
        widths = [bold.horizontalAdvance(heads[i]) for i in kept]
        widths += [plain.horizontalAdvance(line.cells[i].text) for line in lines for i in kept]
        return max(widths, default=0) + self.theme.px(20)

    def cell(self, row: int, place: int) -> Cell:
        """One figure."""
        return self.lines[row].cells[place]

    def size_in_cells(self) -> tuple[int, int]:
        """Without heads and names."""
        return (len(self.lines), len(self.heads)) if self.lines and self.heads else (0, 0)

    def said(self, row: int, place: int) -> str:
        """``价格，抖音，3 位``; the sentence after the first figure of its row."""
        note = self.lines[row].note if not place else ""
        return clauses((self.lines[row].name, self.heads[place], self.cell(row, place).text, note))

    def opens(self, row: int, place: int) -> bool:
        """Somebody stands behind it."""
        return bool(self.cell(row, place).ids)

    def _wide(self) -> int:
        """px of a column: as wide as the longest head or figure, within bounds, and no wider than there is room."""
        px, bold = self.theme.px, self.theme.metrics(13, bold=True)
        texts = [*self.heads, *(cell.text for line in self.lines for cell in line.cells)]
        widest = max((bold.horizontalAdvance(text) for text in texts), default=0) + px(20)
        room = (self.width() - px(96)) // max(1, len(self.heads))
        return max(px(40), min(max(px(LEAST), min(widest, px(MOST))), room))

    def _head(self) -> int:
        """px of the heads: of two lines where one of them finds no room on one."""
        words, room = self.theme.metrics(13, bold=True).horizontalAdvance, self._wide() - self.theme.px(10)
        return self.theme.px(HEAD if all(words(head) <= room for head in self.heads) else 2 * HEAD - 16)

    def box(self, row: int, place: int) -> QRect:
        """Columns stand at the right edge, so that figures align."""
        px, wide = self.theme.px, self._wide()
        left = self.width() - wide * (len(self.heads) - place)
        return QRect(left, self._top(row), wide, self._row_high(self.lines[row]) if row < len(self.lines) else px(ROW))

    def _top(self, row: int) -> int:
        """px from above to a row; of the one behind the last, to the end."""
        return self._head() + sum(self._row_high(line) + self._note_high(line) for line in self.lines[:row])

    def _name_wide(self) -> int:
        return max(0, self.width() - self._wide() * len(self.heads) - self.theme.px(8))

    def _row_high(self, line: Line) -> int:
        """px of a row without its sentence: its name may take more lines where it is narrow."""
        wide = self._name_wide()
        if not wide or self.theme.metrics(15).horizontalAdvance(line.name) <= wide:
            return self.theme.px(ROW)
        lines = self.theme.metrics(13).boundingRect(QRect(0, 0, wide, 10_000), paint.WRAPPED, line.name)
        return max(self.theme.px(ROW), lines.height() + self.theme.px(4))

    def _note_high(self, line: Line) -> int:
        """px of a row's sentence, over as many lines as it takes."""
        if not line.note:
            return 0
        room = QRect(0, 0, max(1, self.width()), 10_000)
        return self.theme.metrics(13).boundingRect(room, paint.WRAPPED, line.note).height() + self.theme.px(10)

    def sizeHint(self) -> QSize:
        """A head and a row each."""
        return QSize(self.theme.px(480), self._top(len(self.lines)))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns and short names."""
        return QSize(self.theme.px(96) + self.theme.px(40) * len(self.heads), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width the heads may take another line, or fewer columns find room."""
        super().resizeEvent(event)
        if self._drop:
            self._fit()
            self.shown_anew()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads over a margin rule, rows over hairlines."""
        painter, theme, t, px = QPainter(self), self.theme, self.theme.tokens, self.theme.px
        high = self._head()
        for place, head in enumerate(self.heads):
            box = self.box(0, place)
            top = QRect(box.left(), 0, box.width() - px(10), high)
            if high > px(HEAD):
                paint.write_lines(painter, theme, top, no_lone_end(head), t.ink2, size=13, bold=True, flags=TWO_LINES)
            else:
                paint.write(painter, theme, top, head, t.ink2, size=13, bold=True, align=paint.RIGHT)
        paint.rule(painter, theme, 0, high - 1, self.width(), t.margin)
        for row, line in enumerate(self.lines):
            top, bottom = self._top(row), self._top(row + 1)
            high = self._row_high(line)
            name = QRect(0, top, self._name_wide(), high)
            ink = t.ink2 if line.quiet else t.ink
            if theme.metrics(15).horizontalAdvance(line.name) > name.width():
                paint.write_lines(painter, theme, name, line.name, ink, size=13)
            else:
                paint.write(painter, theme, name, line.name, ink, size=15)
            for place, cell in enumerate(line.cells):
                self.ground(painter, row, place)
                ink = t.accent if cell.ids else t.ink3 if cell.text in ("", "—") else t.ink
                box = self.box(row, place).adjusted(0, 0, -px(10), 0)
                paint.write(painter, theme, box, cell.text, ink, align=paint.RIGHT)
            if line.note:
                below = QRect(0, top + high - px(4), self.width(), bottom - top - high)
                paint.write_lines(painter, theme, below, line.note, t.ink2, size=13)
            paint.rule(painter, theme, 0, bottom - 1, self.width(), t.rule)
