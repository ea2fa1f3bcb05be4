"""当日到店登记表: an empty ruled sheet to write a day's visits on, typed back row by row into the grid of 补记."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style, fonts
from kyuanbook.paper.sheets import Paper, Printed, RegisterSheet
from kyuanbook.paper.typeset import SEAL_RED, Setter

MOST_PAGES: Final = 10
REGULAR: Final = Style.REGULAR
HAIR: Final = 0.6  # grey of the lines between rows
FAINT: Final = 0.82  # grey of those between columns
HEAD_SIZES: Final = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType({"who": 48, "amount": 30, "items": 46, "staff": 22, "note": 36})


@dataclass(frozen=True, slots=True)
class Form:
    """One paper; lengths in millimetres, sizes of type in points. ``height`` 0: as long as its rows."""

    width: float
    height: float
    margin: float
    seal: float
    title: float
    rule: float
    head: float
    row: float
    rows: int
    number: float = 9
    roll: bool = False

    @property
    def right(self) -> float:
        """Right edge of the print."""
        return self.width - self.margin


FORMS: Final = MappingProxyType(
    {
        Paper.A4: Form(width=210, height=297, margin=14, seal=9, title=19, rule=26.4, head=36, row=11.4, rows=20),
        Paper.A4_LANDSCAPE: Form(
            width=297, height=210, margin=14, seal=9, title=19, rule=26.4, head=36, row=11.6, rows=12
        ),
        Paper.A5: Form(width=148, height=210, margin=10, seal=7.6, title=15, rule=20, head=29, row=10.6, rows=14, number=7),
        Paper.ROLL80: Form(
            width=80, height=0, margin=4, seal=0, title=17, rule=27, head=34, row=11, rows=20, number=6.5, roll=True
        ),
    }
)  # fmt: skip


def register(sheet: RegisterSheet, paper: Paper, pages: int = 1) -> Printed:
    """``pages`` empty sheets whose rows are numbered on; the same bytes for the same words."""
    fonts()
    form = FORMS[paper]
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.shop)
    canvas.setCreator("kyuanbook")
    count = min(max(1, pages), MOST_PAGES)
    missing = _Sheets(canvas, sheet, form, count).print()
    canvas.save()
    return Printed(file.getvalue(), count, missing)


class _Sheets:
    """Draws the pages of one register into a canvas."""

    def __init__(self, canvas: Any, sheet: RegisterSheet, form: Form, pages: int) -> None:
        self.canvas, self.sheet, self.form, self.pages = canvas, sheet, form, pages
        self.set = Setter(canvas)
        self.footer = [self.set.clean(line) for line in sheet.footer]
        self.columns = self._columns()
        self.room = (form.right - form.margin) * MM
        self.foot_lines = self._foot_lines()
        end = form.head + form.rows * form.row
        self.length = form.height or end + form.row + 8 + 4.4 * len(self.foot_lines)
        self.height = self.length * MM

    def print(self) -> tuple[str, ...]:
        """All pages; the characters no font has."""
        for page in range(self.pages):
            self.canvas.setPageSize((self.form.width * MM, self.height))
            if self.form.roll:
                self._draw_roll_head()
            else:
                self._draw_head()
            self._draw_table_head()
            self._draw_rows(page * self.form.rows)
            self._draw_foot(page + 1)
            self.canvas.showPage()
        return self.set.writer.missing

    def _y(self, mm: float) -> float:
        """Height on the page of a place counted from its top in millimetres."""
        return self.height - mm * MM

    def _columns(self) -> list[tuple[str, float, float]]:
        """(head, left, width) of each column in millimetres: the shop's own, sharing the width by what is written there."""
        form = self.form
        left = form.margin + form.number
        kept = [(key, word) for key, word in self.sheet.columns if not form.roll or key in ("who", "amount", "note")]
        whole = sum(WEIGHTS[key] for key, _ in kept)
        found = []
        for key, word in kept:
            width = (form.right - form.margin - form.number) * WEIGHTS[key] / whole
            found.append((self.set.clean(word), left, width))
            left += width
        return found

    # the head -----------------------------------------------------------------------------------------------------------

    def _draw_head(self) -> None:
        form, sheet, set_ = self.form, self.sheet, self.set
        left, right = form.margin * MM, form.right * MM
        bottom = self._y(form.margin + form.seal)
        set_.draw_seal(left, bottom, form.seal * MM)
        base = bottom + form.seal * MM * 0.25
        edge = self._draw_date(right, base)
        x = left + form.seal * MM + 3.2 * MM
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (form.title, form.title * 0.8), edge - x - 3 * MM)
        texts = [set_.put(title, Style.SERIF, size, x, base)]
        x += set_.width(title, Style.SERIF, size) + 4 * MM
        if edge - x > 20 * MM:
            size, shop = set_.fit(set_.clean(sheet.shop), REGULAR, (10, 9, 8), edge - x - 4 * MM)
            texts.append(set_.put(shop, REGULAR, size, x, base))
        set_.draw(*texts)
        self._draw_double_rule(SEAL_RED)

    def _draw_date(self, right: float, base: float) -> float:
        """日期 and a line for each part of it, up to ``right``; where it begins."""
        parts = self._date_parts()
        size = 11.0 if self.form.seal > 8 else 9.5
        blank = (14 if self.form.seal > 8 else 11) * MM
        widths = [blank * share if share else self.set.width(word, REGULAR, size) for word, share in parts]
        x = start = right - sum(widths)
        texts = []
        self.canvas.setLineWidth(0.6)
        for (word, share), width in zip(parts, widths, strict=True):
            if share:
                self.canvas.line(x + 1, base - 1.2, x + width - 1, base - 1.2)
            else:
                texts.append(self.set.put(word, REGULAR, size, x, base))
            x += width
        self.set.draw(*texts)
        return start

    def _date_parts(self) -> list[tuple[str, float]]:
        """日期 ____ 年 __ 月 __ 日 as (word, 0) and ("", share of a blank)."""
        parts: list[tuple[str, float]] = []
        for i, piece in enumerate(self.set.clean(self.sheet.date).split("_")):
            if i:
                parts.append(("", 1.0 if i == 1 else 0.7))
            if piece:
                parts.append((piece, 0))
        return parts

    def _draw_roll_head(self) -> None:
        set_, sheet, form = self.set, self.sheet, self.form
        middle = form.width * MM / 2
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (form.title, 15, 12), self.room)
        shop_size, shop = set_.fit(set_.clean(sheet.shop), REGULAR, (9.5, 8.5), self.room)
        set_.draw(
            set_.put_middle(title, Style.SERIF, size, middle, self._y(9)),
            set_.put_middle(shop, REGULAR, shop_size, middle, self._y(15)),
        )
        self._draw_date(form.right * MM, self._y(23))
        self._draw_double_rule((0, 0, 0))

    def _draw_double_rule(self, ink: tuple[float, float, float]) -> None:
        form = self.form
        self.canvas.setStrokeColorRGB(*ink)
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7):
            self.canvas.line(form.margin * MM, self._y(form.rule + down), form.right * MM, self._y(form.rule + down))
        self.canvas.setStrokeGray(0)

    def _draw_table_head(self) -> None:
        form, set_ = self.form, self.set
        base = self._y(form.head - 2.6)
        least = 8.5 if form.roll else HEAD_SIZES[-1]
        sizes = [size for size in HEAD_SIZES if size >= least]
        texts = [set_.put(set_.clean(self.sheet.row), REGULAR, sizes[0], form.margin * MM, base)]
        for word, left, width in self.columns:
            size, fitted = set_.fit(word, REGULAR, sizes, (width - 2.4) * MM)
            texts.append(set_.put(fitted, REGULAR, size, (left + 1.6) * MM, base))
        set_.draw(*texts)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(form.margin * MM, self._y(form.head), form.right * MM, self._y(form.head))

    # the rows -----------------------------------------------------------------------------------------------------------

    def _draw_rows(self, before: int) -> None:
        canvas, form, set_ = self.canvas, self.form, self.set
        end = form.head + form.rows * form.row
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0 if form.roll else FAINT)
        if form.roll:
            canvas.setDash([0.8, 2.0])
        for _, left, _ in self.columns[1:]:
            canvas.line(left * MM, self._y(form.head), left * MM, self._y(end))
        canvas.setDash([])
        canvas.setStrokeGray(0 if form.roll else HAIR)
        texts = []
        for i in range(form.rows):
            foot = form.head + (i + 1) * form.row
            canvas.line(form.margin * MM, self._y(foot), form.right * MM, self._y(foot))
            size, number = set_.fit(str(before + i + 1), REGULAR, (10.5, 9, 8.5), (form.number - 1) * MM)
            texts.append(set_.put(number, REGULAR, size, form.margin * MM, self._y(foot - form.row * 0.36)))
        canvas.setStrokeGray(0)
        set_.draw(*texts)

    # the foot -----------------------------------------------------------------------------------------------------------

    def _foot_lines(self) -> list[tuple[float, str]]:
        if not self.form.roll:
            return [self.set.fit(line, REGULAR, (8.5, 8.0, 7.0), self.room - 32 * MM) for line in self.footer]
        return [(8.5, part) for line in self.footer for part in self.set.wrap(line, REGULAR, 8.5, self.room, 4)]

    def _draw_foot(self, page: int) -> None:
        form, set_ = self.form, self.set
        end = form.head + form.rows * form.row
        self._draw_total(end + form.row * 0.64)
        lines = self.foot_lines
        base = self._y(self.length - form.margin - 0.8) if not form.roll else self._y(self.length - 4)
        texts = [
            set_.put(line, REGULAR, size, form.margin * MM, base + 4.2 * MM * i)
            for i, (size, line) in enumerate(reversed(lines))
        ]
        if not form.roll or self.pages > 1:
            words = set_.clean(self.sheet.page.format(page=page, pages=self.pages))
            y = base if not form.roll else self._y(end + form.row * 0.64)
            put = set_.put_right if not form.roll else set_.put
            texts.append(put(words, REGULAR, 8.5, (form.right if not form.roll else form.margin) * MM, y))
        set_.draw(*texts)

    def _draw_total(self, down: float) -> None:
        """本页合计 ¥ and a line: to be held against the sum at the foot of the grid."""
        _, left, width = self.columns[1]
        word = f"{self.set.clean(self.sheet.total)} ¥"
        size, word = self.set.fit(word, REGULAR, (9.0, 8.5), self.room)
        begin = max(left * MM + 1.6 * MM, self.form.margin * MM)
        x = begin + self.set.width(word, REGULAR, size) + 1 * MM
        self.set.draw(self.set.put(word, REGULAR, size, begin, self._y(down)))
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, self._y(down) - 1.2, max(x + 18 * MM, (left + width) * MM), self._y(down) - 1.2)
