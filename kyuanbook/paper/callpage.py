"""A call list on sheets: A4, A4 landscape, A5. Head, boxes and lines are drawn once and used again on every page."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.graphics.barcode.code128 import Code128

from kyuanbook.paper.asked import AskedLook, AskedSetter
from kyuanbook.paper.callformat import MM, Format
from kyuanbook.paper.callrow import CallRowSetter, most_said
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.sheets import CallRow, CallSheet, Cancelled, Progress
from kyuanbook.paper.typeset import SEAL_RED, Block, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD

HEAD_SIZES: Final = (8.5, 8.0, 7.5, 7.0)
BOX_SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
BETWEEN: Final = 4  # points between the words of two boxes: closer they read as one
BOX: Final = 4.6 * MM
MODULE: Final = 0.43 * MM  # widest bar of one unit
HAIR: Final = 0.6  # grey of the lines between rows
END: Final = 4  # mm between the rows, or the double rule, and what stands at the end
WIDE: Final = 180  # mm of a sheet on which more of a question stands beside the rows


class CallPages:
    """Prints one sheet's pages into a canvas."""

    def __init__(self, canvas: Any, sheet: CallSheet, form: Format, name: str = "") -> None:
        """``name``: of a second sheet in the same document, whose head is another."""
        self.canvas, self.name = canvas, name
        self.set = Setter(canvas)
        self.sheet = sheet
        self.left = next(column.x for column in form.columns if column.field == "who") * MM
        look = AskedLook() if form.width > WIDE else AskedLook(most=3)
        self.asked = AskedSetter(self.set, sheet, form.right * MM - self.left, look)
        self.form = form = form.with_words(most_said(self.set, sheet, form)).with_asked(self.asked.strip.height / MM)
        self.height = form.height * MM
        self.footer = [self.set.clean(line) for line in sheet.foot]
        self.per_page = form.rows_on_page(len(self.footer))
        self.rows = CallRowSetter(self.set, sheet.words, form)

    def print(self, progress: Progress | None) -> int:
        """Draw every page; how many there are. Raises Cancelled where ``progress`` says so."""
        rows = self.sheet.rows
        self._draw_head_once()
        lists = max(1, -(-len(rows) // self.per_page))
        below, more = self._split(len(rows) - (lists - 1) * self.per_page)
        pages = lists + len(more)
        for page in range(lists):
            on_page = rows[page * self.per_page : (page + 1) * self.per_page]
            self._draw_page(on_page, below if page == lists - 1 else (), self._page_words(page, pages))
            done = page * self.per_page + len(on_page)
            if progress is not None and not progress(done, len(rows)):
                raise Cancelled
        for page, blocks in enumerate(more, lists):
            self._draw_more(blocks, self._page_words(page, pages), first=page == lists)
        return pages

    def _page_words(self, page: int, pages: int) -> str:
        return self.sheet.words.page.format(page=page + 1, pages=pages)

    def _split(self, rows: int) -> tuple[list[Block], list[list[Block]]]:
        """What stands at the end: (below the last ``rows`` rows where all of it fits, else on pages of its own)."""
        rest, foot = self.asked.at_end(), self.form.foot(len(self.footer)) * MM
        if sum(block.height for block in rest) <= foot - (self.form.head + rows * self.form.row + END) * MM:
            return rest, []
        pages = []
        while rest:
            pages.append(_fitting(rest, foot - (self.form.rule + END) * MM))
            rest = rest[len(pages[-1]) :]
        return [], pages

    # What every page shares.

    def _y(self, mm: float) -> float:
        """Height on the page of a place counted from its top in millimetres."""
        return self.height - mm * MM

    def _draw_head_once(self) -> None:
        self.canvas.beginForm(f"head{self.name}")
        self._draw_title()
        self._draw_table_head()
        self._draw_footer()
        self.canvas.endForm()

    def _draw_more(self, blocks: Sequence[Block], page: str, *, first: bool) -> None:
        """A page of questions alone. ``first``: its title is drawn once for all of them."""
        if first:
            self.canvas.beginForm(f"title{self.name}")
            self._draw_title()
            self._draw_footer()
            self.canvas.endForm()
        self.canvas.doForm(f"title{self.name}")
        self._draw_blocks(blocks, self.form.rule + END)
        self._end_page([], page)

    def _draw_blocks(self, blocks: Sequence[Block], down: float) -> None:
        y = self._y(down)
        for block in blocks:
            self.canvas.addLiteral(f"q 1 0 0 1 {self.left:.2f} {y:.2f} cm\n{block.operators}\nQ")
            y -= block.height

    def _draw_title(self) -> None:
        form, sheet, set_ = self.form, self.sheet, self.set
        left, right = form.margin * MM, form.right * MM
        bottom = self._y(form.margin + form.seal)
        set_.draw_seal(left, bottom, form.seal * MM)
        base = bottom + form.seal * MM * 0.25
        edge = self._draw_number(right, bottom, base)
        x = left + form.seal * MM + 3.2 * MM
        sizes = (form.title, form.title * 0.8, form.title * 0.64)
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, sizes, (edge - x) * 0.62)
        texts = [set_.put(title, Style.SERIF, size, x, base)]
        x += set_.width(title, Style.SERIF, size) + 4 * MM
        texts += self._about(x, edge - x - 4 * MM, base)
        set_.draw(*texts)
        self.canvas.setStrokeColorRGB(*SEAL_RED)
        self.canvas.setLineWidth(0.7)
        for down in (0.0, 0.7):
            self.canvas.line(left, self._y(form.rule + down), right, self._y(form.rule + down))
        self.canvas.setStrokeGray(0)

    def _draw_number(self, right: float, bottom: float, base: float) -> float:
        """List number, large, and as a bar code at the right edge. The left edge of it all."""
        set_, form = self.set, self.form
        narrow: float = Code128(str(self.sheet.number), barWidth=1, quiet=0).width
        bars: Any = Code128(
            str(self.sheet.number), barWidth=min(MODULE, form.bars * MM / narrow), barHeight=form.seal * MM, quiet=0
        )
        bars.drawOn(self.canvas, right - bars.width, bottom)
        x: float = right - bars.width - max(4.6 * MM, 10 * bars.barWidth)  # a quiet zone of ten units
        number = str(self.sheet.number)
        set_.draw(set_.put_right(number, BOLD, form.big, x, base))
        x -= set_.width(number, BOLD, form.big) + 1.6 * MM
        word = set_.clean(self.sheet.words.number)
        set_.draw(set_.put_right(word, REGULAR, 8.5, x, base))
        return x - set_.width(word, REGULAR, 8.5)

    def _about(self, x: float, room: float, base: float) -> list[str]:
        """Shop, day, printed by whom: on one line where it fits, else on two."""
        set_, sheet = self.set, self.sheet
        shop, day, who = (set_.clean(text) for text in (sheet.shop, sheet.day, sheet.printed_by))
        who = "　".join(filter(None, (who, set_.clean(sheet.part))))
        whole = "　".join(filter(None, (shop, day, who)))
        size = 10.0 if self.form.seal > 8 else 8.5
        if set_.width(whole, REGULAR, size) <= room:
            return [set_.put(whole, REGULAR, size, x, base)]
        texts = []
        for text, y in (("　".join(filter(None, (shop, who))), base + 3.9 * MM), (day, base - 0.3 * MM)):
            fitted, line = set_.fit(text, REGULAR, (8.5, 8.0, 7.5, 7.0), room)
            texts.append(set_.put(line, REGULAR, fitted, x, y))
        return texts

    def _draw_table_head(self) -> None:
        form, words, set_ = self.form, self.sheet.words, self.set
        size, boxes = self._box_lines()
        # two lines hang lower, clear of the double rule
        base = self._y(form.head - (1.3 if any(len(lines) > 1 for lines in boxes) else 2.5))
        texts = [
            set_.put_middle(line, REGULAR, size, middle, base + 1.04 * size * (len(lines) - 1 - i))
            for lines, middle in zip(boxes, self._box_middles(), strict=True) for i, line in enumerate(lines)
        ]  # fmt: skip
        for column in form.columns:
            if form.folded and column.field == "why":
                continue
            fitted, word = set_.fit(set_.clean(getattr(words, column.field)), REGULAR, HEAD_SIZES, column.room * MM)
            put = set_.put_right if column.right else set_.put
            texts.append(put(word, REGULAR, fitted, (column.x + column.room * column.right) * MM, base))
        set_.draw(*texts)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(form.margin * MM, self._y(form.head), form.right * MM, self._y(form.head))

    def _box_lines(self) -> tuple[float, list[list[str]]]:
        """The outcomes, all in one size, and the lines of each: two where even a small size does not hold it in one."""
        set_ = self.set
        words = [set_.clean(word) for word in self.sheet.words.boxes]
        pitch = (self.form.right - self.form.boxes) * MM / len(words)
        room = pitch - BETWEEN
        widest = max(set_.width(word, REGULAR, 1) for word in words)
        size = next((size for size in BOX_SIZES[:4] if widest * size <= room), 0.0)
        if not size:
            longest = max(set_.width(part, REGULAR, 1) for word in words for part in word.split(" "))
            size = next((size for size in BOX_SIZES if longest * size <= room), BOX_SIZES[-1])
            room = max(room, min(longest * size, pitch - 1))  # rather closer than a word in two
        return size, [set_.wrap(word, REGULAR, size, room, 2) for word in words]

    def _box_middles(self) -> list[float]:
        count = len(self.sheet.words.boxes)
        pitch = (self.form.right - self.form.boxes) * MM / count
        return [self.form.boxes * MM + pitch * (i + 0.5) for i in range(count)]

    def _draw_footer(self) -> None:
        room = (self.form.right - self.form.margin) * MM - 32 * MM
        base = (self.form.margin + 0.8) * MM
        lines = [self.set.fit(line, REGULAR, (8.5, 8.0, 7.0), room) for line in self.footer]
        self.set.draw(
            *(
                self.set.put(line, REGULAR, size, self.form.margin * MM, base + 4.2 * MM * i)
                for i, (size, line) in enumerate(reversed(lines))
            )
        )

    def _use_grid(self, rows: int) -> None:
        """Boxes and lines of ``rows`` rows: drawn once for full pages, once more for the last."""
        name = f"grid{self.name}{rows}"
        if not self.canvas.hasForm(name):
            self.canvas.beginForm(name)
            for i in range(rows):
                self._draw_row_grid(self._y(self.form.head + i * self.form.row))
            self.canvas.endForm()
        self.canvas.doForm(name)

    def _draw_row_grid(self, top: float) -> None:
        canvas, form = self.canvas, self.form
        canvas.setLineWidth(0.75)
        for middle in self._box_middles():
            canvas.rect(middle - BOX / 2, top - 2.4 * MM - BOX, BOX, BOX)
        left, right = form.boxes * MM, form.right * MM
        foot = top - form.row * MM
        line = foot + (form.said + form.asked + 3.6) * MM
        self.set.draw(self.set.put(self.set.clean(self.sheet.words.write), REGULAR, 7.5, left, line + 3.1 * MM))
        canvas.setLineWidth(0.6)
        canvas.setDash([0.8, 2.0])
        canvas.line(left, line, right, line)
        canvas.setDash([])
        if form.asked:
            canvas.addLiteral(f"q 1 0 0 1 {self.left:.2f} {foot + form.asked * MM:.2f} cm\n{self.asked.strip.operators}\nQ")
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(HAIR)
        canvas.line(form.margin * MM, foot, right, foot)
        canvas.setStrokeGray(0)

    # What differs from page to page.

    def _draw_page(self, rows: Sequence[CallRow], below: Sequence[Block], page: str) -> None:
        canvas, form = self.canvas, self.form
        canvas.doForm(f"head{self.name}")
        self._use_grid(len(rows))
        for i, row in enumerate(rows):
            canvas.addLiteral(self.rows.operators(row, self._y(form.head + i * form.row)))
        self._draw_blocks(below, form.head + len(rows) * form.row + END)
        texts = []
        if not rows:
            empty = self.set.clean(self.sheet.words.empty)
            size, text = self.set.fit(empty, REGULAR, (11, 9), (form.right - form.margin) * MM)
            texts.append(self.set.put(text, REGULAR, size, form.margin * MM, self._y(form.head + 9)))
        self._end_page(texts, page)

    def _end_page(self, texts: Sequence[str], page: str) -> None:
        right, base = self.form.right * MM, (self.form.margin + 0.8) * MM
        self.set.draw(self.set.put_right(self.set.clean(page), REGULAR, 8.5, right, base), *texts)
        self.canvas.showPage()


def _fitting(blocks: Sequence[Block], room: float) -> list[Block]:
    """As many as fit, and one at least."""
    taken: list[Block] = []
    for block in blocks:
        if taken and sum(one.height for one in taken) + block.height > room:
            break
        taken.append(block)
    return taken
