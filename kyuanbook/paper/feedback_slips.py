"""满意度小票: several on a sheet of A4 to be cut apart, or one after another from a roll."""

from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.forms import FormPaper, SlipSheet, Whom
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
CUT: Final = 0.6  # grey of the lines along which they are cut


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip; lengths in millimetres from its top left corner, sizes of type in points. ``across``, ``down``: how many stand
    on a page."""

    width: float
    height: float
    margin: float
    across: int = 1
    down: int = 1
    shop: float = 13
    seal: float = 0
    rule: float = 15
    title: float = 23
    size: float = 12
    digits: float = 29.5
    box: float = 7.5
    words: float = 49
    lead: float = 8
    roll: bool = False


SLIPS: Final = MappingProxyType(
    {
        FormPaper.A4: Slip(width=105, height=74.25, margin=8, across=2, down=4, seal=6),
        FormPaper.ROLL80: Slip(
            width=80, height=100, margin=4, shop=14, rule=17, title=25, size=13, digits=33, box=8.5, words=55, lead=9, roll=True
        ),
        FormPaper.ROLL58: Slip(
            width=58, height=99, margin=3, shop=12, rule=16, title=23.5, size=11.5, digits=31, box=7.5, words=53, lead=9,
            roll=True,
        ),
    }
)  # fmt: skip


def slips(sheet: SlipSheet, paper: FormPaper, progress: Progress | None = None) -> Printed:
    """A slip for each of the rows; the same bytes for the same words. Raises Cancelled when ``progress`` answers False."""
    fonts()
    form = SLIPS[paper]
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.shop)
    canvas.setCreator("kyuanbook")
    drawn = _Slips(canvas, sheet, form)
    pages = drawn.print(progress)
    canvas.save()
    return Printed(file.getvalue(), pages, drawn.set.writer.missing)


class _Slips:
    """Draws slips into a canvas, page after page."""

    def __init__(self, canvas: Any, sheet: SlipSheet, form: Slip) -> None:
        self.canvas, self.sheet, self.form = canvas, sheet, form
        self.set = Setter(canvas)
        self.left, self.top = 0.0, 0.0  # of the slip being drawn, mm from the page's top left
        self.page = (form.width * form.across, form.height * form.down)

    def print(self, progress: Progress | None) -> int:
        """All of them; how many pages."""
        on_page, pages = self.form.across * self.form.down, 0
        for start in range(0, len(self.sheet.rows), on_page):
            if progress is not None and not progress(start, len(self.sheet.rows)):
                raise Cancelled
            self.canvas.setPageSize((self.page[0] * MM, self.page[1] * MM))
            some = self.sheet.rows[start : start + on_page]
            for place, whom in enumerate(some):
                self.left = place % self.form.across * self.form.width
                self.top = place // self.form.across * self.form.height
                self._draw(whom)
            if not self.form.roll:
                self._draw_cuts()
            self.canvas.showPage()
            pages += 1
        return pages

    def _x(self, mm: float) -> float:
        return (self.left + mm) * MM

    def _y(self, mm: float) -> float:
        """Height on the page of a place counted from the slip's top."""
        return (self.page[1] - self.top - mm) * MM

    def _draw_cuts(self) -> None:
        canvas, form = self.canvas, self.form
        canvas.saveState()
        canvas.setDash([2, 3])
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(CUT)
        for i in range(1, form.across):
            canvas.line(i * form.width * MM, 0, i * form.width * MM, self.page[1] * MM)
        for i in range(1, form.down):
            canvas.line(0, i * form.height * MM, self.page[0] * MM, i * form.height * MM)
        canvas.restoreState()

    def _draw(self, whom: Whom) -> None:
        self._draw_head(whom)
        self._draw_boxes()
        self._draw_lines()
        self._draw_foot(whom)

    def _draw_head(self, whom: Whom) -> None:
        form, sheet, set_ = self.form, self.sheet, self.set
        right, base = self._x(form.width - form.margin), self._y(form.shop)
        number = f"{set_.clean(sheet.number)} {set_.clean(whom.number)}" if whom.number else ""
        texts = []
        wide = 0.0
        if number:
            wide = set_.width(number, Style.BOLD, 11) + 3 * MM
            texts.append(set_.put_right(number, Style.BOLD, 11, right, base))
        x = self._x(form.margin)
        if form.seal:
            set_.draw_seal(x, base - form.seal * MM * 0.24, form.seal * MM)
            x += (form.seal + 2) * MM
        size, shop = set_.fit(set_.clean(sheet.shop), Style.SERIF, (13, 12, 11, 10), right - wide - x)
        texts.append(set_.put(shop, Style.SERIF, size, x, base))
        size, title = set_.fit(set_.clean(sheet.title), Style.BOLD, (form.size, 10.5, 9.5), self._room())
        texts.append(set_.put(title, Style.BOLD, size, self._x(form.margin), self._y(form.title)))
        set_.draw(*texts)
        self.canvas.setStrokeColorRGB(*((0, 0, 0) if form.roll else SEAL_RED))
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7):
            y = self._y(form.rule + down)
            self.canvas.line(self._x(form.margin), y, right, y)
        self.canvas.setStrokeGray(0)

    def _room(self) -> float:
        return (self.form.width - 2 * self.form.margin) * MM

    def _draw_boxes(self) -> None:
        """1 to 5, each figure over its box; what the ends mean below them."""
        form, sheet, set_ = self.form, self.sheet, self.set
        step = (form.width - 2 * form.margin - form.box) / (len(sheet.scores) - 1)
        texts = []
        self.canvas.setLineWidth(0.9)
        for i, score in enumerate(sheet.scores):
            left = form.margin + i * step
            middle = self._x(left + form.box / 2)
            texts.append(set_.put_middle(score, Style.BOLD, 11, middle, self._y(form.digits)))
            self.canvas.rect(self._x(left), self._y(form.digits + 1.6 + form.box), form.box * MM, form.box * MM)
        base = self._y(form.digits + 1.6 + form.box + 3.8)
        size, low = set_.fit(set_.clean(sheet.low), REGULAR, (8.5,), self._room() / 2 - 2 * MM)
        texts.append(set_.put(low, REGULAR, size, self._x(form.margin), base))
        size, high = set_.fit(set_.clean(sheet.high), REGULAR, (8.5,), self._room() / 2 - 2 * MM)
        texts.append(set_.put_right(high, REGULAR, size, self._x(form.width - form.margin), base))
        set_.draw(*texts)

    def _draw_lines(self) -> None:
        """What else they want to say."""
        form, set_ = self.form, self.set
        size, words = set_.fit(set_.clean(self.sheet.words), REGULAR, (9.5, 8.5), self._room())
        x, base = self._x(form.margin), self._y(form.words)
        set_.draw(set_.put(words, REGULAR, size, x, base))
        begin = x + set_.width(words, REGULAR, size) + 2 * MM
        right = self._x(form.width - form.margin)
        self.canvas.setLineWidth(0.6)
        lines = 3 if form.roll else 2
        for i in range(lines):
            y = self._y(form.words + 0.8 + i * form.lead)
            self.canvas.line(begin if i == 0 else x, y, right, y)

    def _draw_foot(self, whom: Whom) -> None:
        """Whose it is and of which day; for nobody in particular, lines to write both on."""
        form, set_ = self.form, self.set
        base = self._y(form.height - form.margin * (0.75 if not form.roll else 1.5))
        x, right = self._x(form.margin), self._x(form.width - form.margin)
        day = set_.clean(whom.day)
        if whom.number:
            wide = set_.width(day, REGULAR, 9.5) + 3 * MM if day else 0.0
            size, name = set_.fit(set_.clean(whom.name), REGULAR, (10.5, 9.5, 8.5), right - x - wide)
            texts = [set_.put(name, REGULAR, size, x, base)]
            if day:
                texts.append(set_.put_right(day, REGULAR, 9.5, right, base))
            set_.draw(*texts)
            return
        who, day = set_.clean(self.sheet.who), set_.clean(self.sheet.day)
        if form.roll:  # too narrow for both side by side
            texts = [self._line(who, x, right, base + 8.5 * MM), self._line(day, x, right, base)]
        else:
            middle = x + (right - x) * 0.64
            texts = [self._line(who, x, middle - 2 * MM, base), self._line(day, middle, right, base)]
        set_.draw(*texts)

    def _line(self, word: str, x: float, right: float, base: float) -> str:
        size, word = self.set.fit(word, REGULAR, (8.5,), right - x - 8 * MM)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x + self.set.width(word, REGULAR, size) + 1 * MM, base - 1.2, right, base - 1.2)
        return self.set.put(word, REGULAR, size, x, base)
