"""A call list on sheets: A4, A4 landscape, A5. Head, boxes and lines are drawn once and used again on every page."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.graphics.barcode.code128 import Code128

from kyuanbook.paper.callformat import MM, Column, Format
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import CallRow, CallSheet, Cancelled, Progress
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD

NAME: Final = 12.5
NAME_SIZES: Final = (NAME, 11.5, 10.5)
PHONE_SIZES: Final = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
NUMBER_SIZES: Final = (11.0, 9.0, 7.5, 6.5)
REASON: Final = 9.3
SMALL: Final = 8.0
HEAD_SIZES: Final = (8.5, 8.0, 7.5)
REASON_LEAD: Final = 4.2 * MM
SMALL_LEAD: Final = 3.75 * MM
BOX: Final = 4.6 * MM
MARK: Final = 8.0
BARCODE: Final = 24.0 * MM


class CallPages:
    """Prints one sheet's pages into a canvas."""

    def __init__(self, canvas: Any, sheet: CallSheet, form: Format) -> None:
        self.canvas = canvas
        self.set = Setter(canvas)
        self.sheet = sheet
        self.form = form
        self.height = form.height * MM
        self.footer = [self.set.clean(line) for line in sheet.footer]
        self.per_page = form.rows_on_page(len(self.footer))
        self.columns = {column.field: column for column in form.columns}

    def print(self, progress: Progress | None) -> int:
        """Draw every page; how many there are. Raises Cancelled where ``progress`` says so."""
        rows = self.sheet.rows
        self._draw_head_once()
        pages = max(1, -(-len(rows) // self.per_page))
        for page in range(pages):
            on_page = rows[page * self.per_page : (page + 1) * self.per_page]
            self._draw_page(on_page, self.sheet.words.page.format(page=page + 1, pages=pages))
            done = page * self.per_page + len(on_page)
            if progress is not None and not progress(done, len(rows)):
                raise Cancelled
        return pages

    # What every page shares.

    def _y(self, mm: float) -> float:
        """Height on the page of a place counted from its top in millimetres."""
        return self.height - mm * MM

    def _draw_head_once(self) -> None:
        self.canvas.beginForm("head")
        self._draw_title()
        self._draw_table_head()
        self._draw_footer()
        self.canvas.endForm()

    def _draw_title(self) -> None:
        form, sheet, set_ = self.form, self.sheet, self.set
        left, right = form.margin * MM, form.right * MM
        bottom = self._y(form.margin + form.seal)
        set_.draw_seal(left, bottom, form.seal * MM)
        base = bottom + form.seal * MM * 0.25
        edge = self._draw_number(right, bottom, base)
        x = left + form.seal * MM + 3.2 * MM
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (form.title, form.title * 0.8), (edge - x) * 0.62)
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
            str(self.sheet.number), barWidth=min(0.43 * MM, BARCODE / narrow), barHeight=form.seal * MM, quiet=0
        )
        bars.drawOn(self.canvas, right - bars.width, bottom)
        x = right - bars.width - 7 * MM  # the quiet zone is ten modules
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
        whole = "　".join(filter(None, (shop, day, who)))
        size = 10.0 if self.form.seal > 8 else 8.5
        if set_.width(whole, REGULAR, size) <= room:
            return [set_.put(whole, REGULAR, size, x, base)]
        second = "　".join(filter(None, (day, who)))
        texts = []
        for text, y in ((shop, base + 3.9 * MM), (second, base - 0.3 * MM)):
            fitted, line = set_.fit(text, REGULAR, (8.5, 8.0, 7.5, 7.0), room)
            texts.append(set_.put(line, REGULAR, fitted, x, y))
        return texts

    def _draw_table_head(self) -> None:
        form, words, set_ = self.form, self.sheet.words, self.set
        base = self._y(form.head - 2.5)
        texts = []
        for column in form.columns:
            if form.folded and column.field == "why":
                continue
            size, word = set_.fit(set_.clean(getattr(words, column.field)), REGULAR, HEAD_SIZES, column.room * MM)
            put = set_.put_right if column.right else set_.put
            texts.append(put(word, REGULAR, size, (column.x + column.room * column.right) * MM, base))
        for word, middle in zip(words.boxes, self._box_middles(), strict=True):
            texts += self._box_word(set_.clean(word), middle, base)
        set_.draw(*texts)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(form.margin * MM, self._y(form.head), form.right * MM, self._y(form.head))

    def _box_word(self, word: str, middle: float, base: float) -> list[str]:
        room = (self.form.right - self.form.boxes) * MM / len(self.sheet.words.boxes) - 1.5
        for size in (8.5, 7.5, 7.0):
            if self.set.width(word, REGULAR, size) <= room:
                return [self.set.put_middle(word, REGULAR, size, middle, base)]
        lines = self.set.wrap(word, REGULAR, 6.5, room, 2)
        first = base + 7 * (len(lines) - 1)
        return [self.set.put_middle(line, REGULAR, 6.5, middle, first - 7 * i) for i, line in enumerate(lines)]

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
        name = f"grid{rows}"
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
        line = foot + 3.6 * MM
        self.set.draw(self.set.put(self.set.clean(self.sheet.words.write), REGULAR, 7.5, left, line + 3.1 * MM))
        canvas.setLineWidth(0.5)
        canvas.setDash([0.8, 2.0])
        canvas.line(left, line, right, line)
        canvas.setDash([])
        canvas.setLineWidth(0.3)
        canvas.line(form.margin * MM, foot, right, foot)

    # What differs from page to page.

    def _draw_page(self, rows: Sequence[CallRow], page: str) -> None:
        canvas, form = self.canvas, self.form
        canvas.doForm("head")
        self._use_grid(len(rows))
        for i, row in enumerate(rows):
            canvas.addLiteral(self._row(row, self._y(form.head + i * form.row)))
        texts = [self.set.put_right(self.set.clean(page), REGULAR, 8.5, form.right * MM, (form.margin + 0.8) * MM)]
        if not rows:
            empty = self.set.clean(self.sheet.words.empty)
            size, text = self.set.fit(empty, REGULAR, (11, 9), (form.right - form.margin) * MM)
            texts.append(self.set.put(text, REGULAR, size, form.margin * MM, self._y(form.head + 9)))
        self.set.draw(*texts)
        canvas.showPage()

    def _row(self, row: CallRow, top: float) -> str:
        """Operators of one row, the origin moved to the left end of its upper line."""
        number = self.columns["row"]
        size, text = self.set.fit(str(row.number), REGULAR, NUMBER_SIZES, number.room * MM)
        base = -self.form.top * MM
        texts = [self.set.put(text, REGULAR, size, number.x * MM, base)]
        mark = self._who_folded(row, texts) if self.form.folded else self._who(row, texts)
        self._why(row, texts)
        if not self.form.details:
            self._own_columns(row, texts)
        body = "\n".join(texts)
        return f"q 1 0 0 1 0 {top:.2f} cm\nBT\n{body}\nET\n{mark}\nQ"

    def _mark(self, row: CallRow, word: str, x: float, y: float, texts: list[str]) -> str:
        """The stage's word at (x, y) into ``texts``, its shape before it returned."""
        texts.append(self.set.put(word, REGULAR, SMALL, x + MARK + 2.2, y))
        return f"q 1 0 0 1 {x:.2f} {y - 0.9:.2f} cm {stage_mark(row.stage, MARK)} Q"

    def _who(self, row: CallRow, texts: list[str]) -> str:
        """Name with stage beside it, phone under it; a long name has its line to itself and the stage comes last."""
        set_, column = self.set, self.columns["who"]
        x, room, base = column.x * MM, column.room * MM, -self.form.top * MM
        name, phone, word = set_.clean(row.name), set_.clean(row.phone), set_.clean(row.stage_word)
        phone_size, phone = set_.fit(phone, REGULAR, PHONE_SIZES, room)
        after = set_.width(name, BOLD, NAME) + 2.4 * MM
        if after + MARK + 2.2 + set_.width(word, REGULAR, SMALL) <= room:
            texts.append(set_.put(name, BOLD, NAME, x, base))
            mark = self._mark(row, word, x + after, base + 0.4, texts)
            texts.append(set_.put(phone, REGULAR, phone_size, x, base - 6.4 * MM))
            return mark
        size, fitted = set_.fit(name, BOLD, NAME_SIZES, room)
        lines = [fitted] if fitted == name else set_.wrap(name, BOLD, 9.5, room, 2)
        if len(lines) > 1:
            size, base = 9.5, base + 1.4 * MM
        for i, line in enumerate(lines):
            texts.append(set_.put(line, BOLD, size, x, base - i * 3.9 * MM))
        base -= (len(lines) - 1) * 3.9 * MM
        texts.append(set_.put(phone, REGULAR, phone_size, x, base - 5.2 * MM))
        word = set_.fit(word, REGULAR, (SMALL,), room - MARK - 2.2)[1]
        return self._mark(row, word, x, base - 9.6 * MM, texts)

    def _who_folded(self, row: CallRow, texts: list[str]) -> str:
        """Name and stage at the left, phone at the right of one line."""
        set_, column = self.set, self.columns["who"]
        x, room, base = column.x * MM, column.room * MM, -self.form.top * MM
        word = set_.clean(row.stage_word)
        phone_size, phone = set_.fit(set_.clean(row.phone), REGULAR, PHONE_SIZES, room * 0.52)
        chip = 2.4 * MM + MARK + 2.2 + set_.width(word, REGULAR, SMALL) + 3 * MM
        left = room - set_.width(phone, REGULAR, phone_size) - chip
        size, name = set_.fit(set_.clean(row.name), BOLD, (*NAME_SIZES, 9.5), left)
        texts.append(set_.put(name, BOLD, size, x, base))
        mark = self._mark(row, word, x + set_.width(name, BOLD, size) + 2.4 * MM, base + 0.4, texts)
        texts.append(set_.put_right(phone, REGULAR, phone_size, x + room, base))
        return mark

    def _why(self, row: CallRow, texts: list[str]) -> None:
        """The reason, and under it what is known: as many lines as the row holds, moved up where it is full."""
        set_, column = self.set, self.columns["why"]
        room = column.room * MM
        reason = set_.wrap(set_.clean(row.reason), REGULAR, REASON, room, 2 if self.form.details else column.most)
        small: list[str] = []
        if self.form.details:
            detail = self._detail(row)
            small += [set_.fit(detail, REGULAR, (SMALL,), room)[1]] if detail else []
            small += set_.wrap(set_.clean(row.note), REGULAR, SMALL, room, column.most - len(reason) - len(small))
        y = -self.form.stack * MM
        if len(reason) + len(small) > 3 and not self.form.folded:
            y += 1.2 * MM
        for i, line in enumerate(reason):
            texts.append(set_.put(line, REGULAR, REASON, column.x * MM, y - i * REASON_LEAD))
        y -= len(reason) * REASON_LEAD - (REASON_LEAD - SMALL_LEAD)
        for i, line in enumerate(small):
            texts.append(set_.put(line, REGULAR, SMALL, column.x * MM, y - i * SMALL_LEAD))

    def _detail(self, row: CallRow) -> str:
        """最近 10月7日　一年约 ¥1,240; the gap too, unless the reason has said it."""
        words = self.sheet.words
        parts = [
            words.last_is.format(last=row.last) if row.last else "",
            words.gap_is.format(gap=row.gap) if row.gap and row.gap not in row.reason else "",
            words.value_is.format(value=row.value) if row.value else "",
        ]
        return self.set.clean("　".join(filter(None, parts)))

    def _own_columns(self, row: CallRow, texts: list[str]) -> None:
        """Landscape: last visit, gap, value and note, each in its column."""
        for field in ("last", "gap", "value", "note"):
            column: Column = self.columns[field]
            size = SMALL if field == "note" else 9.0
            text = self.set.clean(getattr(row, field))
            y = -self.form.stack * MM
            if column.right:
                size, text = self.set.fit(text, REGULAR, (size, 8.0, 7.0), column.room * MM)
                texts.append(self.set.put_right(text, REGULAR, size, (column.x + column.room) * MM, y))
                continue
            lines = self.set.wrap(text, REGULAR, size, column.room * MM, column.most)
            lead = REASON_LEAD if field != "note" else SMALL_LEAD
            y += 1.2 * MM if len(lines) > 3 else 0
            texts += [self.set.put(t, REGULAR, size, column.x * MM, y - i * lead) for i, t in enumerate(lines)]
