"""A 问卷 on A4 or A5: boxes to tick, lines to write on, and the number under which it is typed back."""

from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.forms import Asked, FormPaper, QuestionSheet, Whom
from kyuanbook.paper.sheets import Cancelled, Printed, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOX: Final = 4.6  # mm
HAIR: Final = 0.6


@dataclass(frozen=True, slots=True)
class Form:
    """One paper; lengths in millimetres, sizes of type in points. ``lead``: from line to line of a question; ``gap``: between
    questions."""

    width: float
    height: float
    margin: float
    seal: float
    title: float
    rule: float
    begin: float
    text: float
    answer: float
    lead: float
    gap: float
    line: float
    foot: float = 8.0

    @property
    def right(self) -> float:
        """Right edge of the print."""
        return self.width - self.margin

    @property
    def end(self) -> float:
        """No question reaches lower."""
        return self.height - self.margin - self.foot


FORMS: Final = MappingProxyType(
    {
        FormPaper.A4: Form(
            width=210, height=297, margin=16, seal=9, title=19, rule=29, begin=48, text=12, answer=11, lead=6.2, gap=9,
            line=10,
        ),
        FormPaper.A5: Form(
            width=148, height=210, margin=11, seal=7.6, title=15, rule=22.5, begin=38, text=10.5, answer=9.5, lead=5.4, gap=6.5,
            line=8.4,
        ),
    }
)  # fmt: skip


def questionnaire(sheet: QuestionSheet, paper: FormPaper, progress: Progress | None = None) -> Printed:
    """The 问卷 for each of the rows, each beginning on a page of its own. Raises Cancelled when ``progress`` answers False."""
    fonts()
    file = BytesIO()
    form = FORMS[paper]
    canvas = Canvas(
        file, pagesize=(form.width * MM, form.height * MM), invariant=1, pageCompression=1, initialFontName=REGULAR  # type: ignore[arg-type]
    )
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.shop)
    canvas.setCreator("kyuanbook")
    drawn = _Questions(canvas, sheet, form)
    pages = drawn.print(progress)
    canvas.save()
    return Printed(file.getvalue(), pages, drawn.set.writer.missing)


class _Questions:
    """Draws questionnaires into a canvas."""

    def __init__(self, canvas: Any, sheet: QuestionSheet, form: Form) -> None:
        self.canvas, self.sheet, self.form = canvas, sheet, form
        self.set = Setter(canvas)
        self.room = (form.right - form.margin) * MM
        self.indent = self.set.width("10. ", Style.BOLD, form.text)
        self.pages = self._split()

    def print(self, progress: Progress | None) -> int:
        """All of them; how many pages."""
        for done, whom in enumerate(self.sheet.rows):
            if progress is not None and not progress(done, len(self.sheet.rows)):
                raise Cancelled
            for page, questions in enumerate(self.pages, 1):
                down = self._draw_head(whom, first=page == 1)
                for one in questions:
                    down = self._draw_question(one, down)
                self._draw_foot(page)
                self.canvas.showPage()
        return len(self.pages) * len(self.sheet.rows)

    def _y(self, mm: float) -> float:
        return (self.form.height - mm) * MM

    def _split(self) -> list[list[Asked]]:
        """Which questions stand on which page: none is torn."""
        pages: list[list[Asked]] = [[]]
        down = self.form.begin + self._words_high()
        for one in self.sheet.questions:
            high = self._high(one)
            if pages[-1] and down + high > self.form.end:
                pages.append([])
                down = self.form.rule + 8
            pages[-1].append(one)
            down += high + self.form.gap
        return pages

    # the head -----------------------------------------------------------------------------------------------------------

    def _draw_head(self, whom: Whom, *, first: bool) -> float:
        """Where the questions begin."""
        form, sheet, set_ = self.form, self.sheet, self.set
        left, right = form.margin * MM, form.right * MM
        bottom = self._y(form.margin + form.seal)
        set_.draw_seal(left, bottom, form.seal * MM)
        base = bottom + form.seal * MM * 0.25
        edge = right
        texts = []
        if whom.number:
            number = set_.clean(whom.number)
            size = form.title * 0.9
            edge -= set_.width(number, Style.BOLD, size)
            texts.append(set_.put(number, Style.BOLD, size, edge, base))
            word = set_.clean(sheet.number)
            edge -= set_.width(word, REGULAR, 9) + 1.5 * MM
            texts.append(set_.put(word, REGULAR, 9, edge, base))
        x = left + form.seal * MM + 3.2 * MM
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (form.title, form.title * 0.8), edge - x - 3 * MM)
        texts.append(set_.put(title, Style.SERIF, size, x, base))
        x += set_.width(title, Style.SERIF, size) + 4 * MM
        if edge - x > 20 * MM:
            size, shop = set_.fit(set_.clean(sheet.shop), REGULAR, (10, 9, 8), edge - x - 4 * MM)
            texts.append(set_.put(shop, REGULAR, size, x, base))
        set_.draw(*texts)
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7):
            self.canvas.line(left, self._y(form.rule + down), right, self._y(form.rule + down))
        self.canvas.setStrokeGray(0)
        if not first:
            return form.rule + 8
        self._draw_whom(whom)
        return self._draw_words()

    def _draw_whom(self, whom: Whom) -> None:
        """Name and day, or lines to write them on."""
        form, set_ = self.form, self.set
        base, left, right = self._y(form.rule + 9), form.margin * MM, form.right * MM
        middle = left + self.room * 0.62
        texts = []
        if whom.name:
            size, name = set_.fit(set_.clean(whom.name), Style.BOLD, (form.text, form.answer, 8.5), middle - left - 4 * MM)
            texts.append(set_.put(name, Style.BOLD, size, left, base))
        else:
            texts.append(self._line(set_.clean(self.sheet.who), left, middle - 6 * MM, base))
        texts.append(self._line(set_.clean(self.sheet.day), middle, right, base))
        set_.draw(*texts)

    def _line(self, word: str, x: float, right: float, base: float) -> str:
        size, word = self.set.fit(word, REGULAR, (self.form.answer, 8.5), right - x - 12 * MM)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x + self.set.width(word, REGULAR, size) + 1.5 * MM, base - 1.2, right, base - 1.2)
        return self.set.put(word, REGULAR, size, x, base)

    def _words(self) -> list[str]:
        words = self.set.clean(self.sheet.words)
        return self.set.wrap(words, REGULAR, self.form.answer, self.room, 3) if words else []

    def _words_high(self) -> float:
        lines = len(self._words())
        return self.form.lead * lines + self.form.gap * 0.6 if lines else 0.0

    def _draw_words(self) -> float:
        form, set_ = self.form, self.set
        for i, line in enumerate(self._words()):
            set_.draw(set_.put(line, REGULAR, form.answer, form.margin * MM, self._y(form.begin + i * form.lead)))
        return form.begin + self._words_high()

    # a question ---------------------------------------------------------------------------------------------------------

    def _text(self, one: Asked) -> list[str]:
        return self.set.wrap(self.set.clean(one.text), Style.BOLD, self.form.text, self.room - self.indent, 3)

    def _boxes(self, one: Asked) -> list[list[str]]:
        """The choices, line by line."""
        lines: list[list[str]] = [[]]
        x = 0.0
        for word in one.labels:
            wide = self._box_wide(self.set.clean(word))
            if lines[-1] and x + wide > self.room - self.indent:
                lines.append([])
                x = 0.0
            lines[-1].append(word)
            x += wide
        return lines

    def _box_wide(self, word: str) -> float:
        most = self.room - self.indent
        return min(most, (BOX + 2) * MM + self.set.width(word, REGULAR, self.form.answer) + 8 * MM)

    def _high(self, one: Asked) -> float:
        """Millimetres from the first line of the question to the end of its answer."""
        form = self.form
        above = form.lead * len(self._text(one))
        if one.choices:
            return above + form.lead * (1.25 * len(self._boxes(one)) - 0.5)
        return above + form.line * (1 if one.unit or one.date else one.lines) - form.lead * 0.4

    def _draw_question(self, one: Asked, down: float) -> float:
        """Draw it from ``down`` on; where the next begins."""
        form, set_ = self.form, self.set
        left = form.margin * MM
        texts = [set_.put(f"{one.number}.", Style.BOLD, form.text, left, self._y(down))]
        lines = self._text(one)
        for i, line in enumerate(lines):
            texts.append(set_.put(line, Style.BOLD, form.text, left + self.indent, self._y(down + i * form.lead)))
        set_.draw(*texts)
        below = down + form.lead * len(lines)
        if one.choices:
            self._draw_boxes(one, below)
        elif one.date:
            self._draw_date(one.date, below)
        else:
            self._draw_lines(one, below)
        return down + self._high(one) + form.gap

    def _draw_boxes(self, one: Asked, down: float) -> None:
        form, set_ = self.form, self.set
        self.canvas.setLineWidth(0.9)
        for i, line in enumerate(self._boxes(one)):
            base = down + 1.2 + i * form.lead * 1.25
            x, texts = form.margin * MM + self.indent, []
            for word in line:
                self.canvas.rect(x, self._y(base + 0.9), BOX * MM, BOX * MM)
                room = form.right * MM - x - (BOX + 2) * MM
                size, fitted = set_.fit(set_.clean(word), REGULAR, (form.answer, 8.5), room)
                texts.append(set_.put(fitted, REGULAR, size, x + (BOX + 2) * MM, self._y(base)))
                x += self._box_wide(set_.clean(word))
            set_.draw(*texts)

    def _draw_lines(self, one: Asked, down: float) -> None:
        form, set_ = self.form, self.set
        left, right = form.margin * MM + self.indent, form.right * MM
        self.canvas.setLineWidth(0.6)
        self.canvas.setStrokeGray(HAIR)
        if one.unit:
            right = left + 46 * MM
            base = self._y(down + form.line * 0.45)
            set_.draw(set_.put(set_.clean(one.unit), REGULAR, form.answer, right + 2 * MM, base))
        for i in range(1 if one.unit else one.lines):
            y = self._y(down + form.line * (0.45 + i)) - 1.2
            self.canvas.line(left, y, right, y)
        self.canvas.setStrokeGray(0)

    def _draw_date(self, date: str, down: float) -> None:
        """年 and 月 and 日, a line before each."""
        form, set_ = self.form, self.set
        base, x, texts = self._y(down + form.line * 0.45), form.margin * MM + self.indent, []
        self.canvas.setLineWidth(0.6)
        self.canvas.setStrokeGray(HAIR)
        for i, piece in enumerate(set_.clean(date).split("_")):
            if i:
                wide = (16 if i == 1 else 11) * MM
                self.canvas.line(x + 1, base - 1.2, x + wide - 1, base - 1.2)
                x += wide
            if piece:
                texts.append(set_.put(piece, REGULAR, form.answer, x, base))
                x += set_.width(piece, REGULAR, form.answer)
        set_.draw(*texts)
        self.canvas.setStrokeGray(0)

    def _draw_foot(self, page: int) -> None:
        form, set_ = self.form, self.set
        base, right = self._y(form.height - form.margin + 1), form.right * MM
        words = set_.clean(self.sheet.page.format(page=page, pages=len(self.pages)))
        wide = set_.width(words, REGULAR, 8.5) + 4 * MM if len(self.pages) > 1 else 0.0
        size, footer = set_.fit(set_.clean(self.sheet.footer), REGULAR, (8.5, 8, 7.5, 7), self.room - wide)
        texts = [set_.put(footer, REGULAR, size, form.margin * MM, base)]
        if wide:
            texts.append(set_.put_right(words, REGULAR, 8.5, right, base))
        set_.draw(*texts)
