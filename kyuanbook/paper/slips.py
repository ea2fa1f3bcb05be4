"""Small slips to hand out: when somebody is expected, a birthday wish. Ten on A4 to be cut apart, one after another on a roll."""

from typing import Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.callroll import ROLLS
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.handouts import Slip, SlipSheet
from kyuanbook.paper.sheets import Cancelled, Paper, Printed, Progress
from kyuanbook.paper.typeset import Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
ACROSS: Final = 2
DOWN: Final = 5
A4: Final = (210 * MM, 297 * MM)
PAD: Final = 7 * MM
SLIP_PAPERS: Final = (Paper.A4, Paper.ROLL80, Paper.ROLL58)
HEADS: Final = (13.0, 11.0, 9.5)
NAMES: Final = (20.0, 17.0, 14.0, 11.0)
MAINS: Final = (16.0, 14.0, 12.0, 10.0)
TEXT: Final = 9.5
LEAD: Final = 1.36
MOST: Final = 4  # lines of text on A4; the roll is as long as it must be
LONGEST: Final = 24

Line = tuple[str, Style, float, float]  # text, style, size, room above in points


def slips(sheet: SlipSheet, paper: Paper, progress: Progress | None = None) -> Printed:
    """The slips as PDF; the same bytes for the same sheet. Raises Cancelled when ``progress`` answers False."""
    roll = ROLLS.get(paper)
    document = Document((roll.width, roll.width) if roll else A4, title=sheet.title, author=sheet.shop)
    made = _Slips(document, sheet)
    pages = made.on_roll(paper, progress) if roll else made.on_a4(progress)
    return Printed(document.written(progress, len(sheet.rows)), pages, made.set.writer.missing)


class _Slips:
    """Draws slips into a document."""

    def __init__(self, document: Document, sheet: SlipSheet) -> None:
        self.canvas, self.sheet = document.canvas, sheet
        self.set = Setter(document.canvas)

    def on_a4(self, progress: Progress | None) -> int:
        """Ten on a sheet, dashed lines between them."""
        rows, each = self.sheet.rows, ACROSS * DOWN
        pages = max(1, -(-len(rows) // each))
        width, height = A4[0] / ACROSS, A4[1] / DOWN
        for page in range(pages):
            on_page = rows[page * each : (page + 1) * each]
            self._draw_cuts(width, height)
            texts: list[str] = []
            for i, row in enumerate(on_page):
                down, across = divmod(i, ACROSS)
                lines = self._lines(row, width - 2 * PAD, MOST)
                high = _height(lines)
                top = A4[1] - down * height - max(3 * MM, (height - high) / 2)
                texts += self._set(lines, across * width + width / 2, top)
            self.set.draw(*texts)
            self.canvas.showPage()
            if progress is not None and not progress(page * each + len(on_page), len(rows)):
                raise Cancelled
        return pages

    def _draw_cuts(self, width: float, height: float) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.5)
        canvas.setDash([2.0, 2.0])
        canvas.line(width, 0, width, A4[1])
        for i in range(1, DOWN):
            canvas.line(0, i * height, A4[0], i * height)
        canvas.setDash([])
        canvas.setStrokeGray(0)

    def on_roll(self, paper: Paper, progress: Progress | None) -> int:
        """A page for each, so that a printer with a knife cuts between them."""
        roll, rows = ROLLS[paper], self.sheet.rows
        for done, row in enumerate(rows, 1):
            lines = self._lines(row, roll.room, LONGEST)
            height = _height(lines) + 14 * MM
            self.canvas.setPageSize((roll.width, height))
            self.set.draw(*self._set(lines, roll.width / 2, height - 5 * MM))
            self.canvas.setLineWidth(0.7)
            self.canvas.setDash([2.4, 1.8])
            self.canvas.line(roll.left, 3 * MM, roll.right, 3 * MM)
            self.canvas.setDash([])
            self.canvas.showPage()
            if progress is not None and not progress(done, len(rows)):
                raise Cancelled
        if not rows:
            self.canvas.setPageSize((roll.width, 20 * MM))
            self.canvas.showPage()
        return max(1, len(rows))

    def _lines(self, row: Slip, room: float, most: int) -> list[Line]:
        """What stands on a slip, about its middle."""
        set_ = self.set
        size, head = set_.fit(set_.clean(row.head), Style.SERIF, HEADS, room)
        lines: list[Line] = [(head, Style.SERIF, size, 0.0)]
        name = set_.clean(row.name)
        fitted, text = set_.fit(name, BOLD, NAMES, room)
        names = [text] if text == name else set_.balance(name, BOLD, NAMES[-1], room, 2)
        lines += [(line, BOLD, fitted, 2.4 * MM if not i else 0.0) for i, line in enumerate(names)]
        if row.main:
            size, main = set_.fit(set_.clean(row.main), BOLD, MAINS, room)
            lines.append((main, BOLD, size, 1.6 * MM))
        for i, line in enumerate(set_.balance(set_.clean(row.text), REGULAR, TEXT, room, most)):
            lines.append((line, REGULAR, TEXT, 2.0 * MM if not i else 0.0))
        if self.sheet.shop:
            size, shop = set_.fit(set_.clean(self.sheet.shop), REGULAR, (10.5, 9.5, 8.5), room)
            lines.append((shop, REGULAR, size, 2.4 * MM))
        return lines

    def _set(self, lines: list[Line], middle: float, top: float) -> list[str]:
        y, texts = top, []
        for text, style, size, above in lines:
            y -= above + size * LEAD
            texts.append(self.set.put_middle(text, style, size, middle, y + size * (LEAD - 1)))
        return texts


def _height(lines: list[Line]) -> float:
    return sum(above + size * LEAD for _, _, size, above in lines)
