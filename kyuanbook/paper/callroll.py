"""A call list on an 80 mm receipt roll: one block a customer, pure black, nothing under 8.5 pt."""

from dataclasses import dataclass
from typing import Any, Final

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import CallRow, CallSheet, Cancelled, Progress
from kyuanbook.paper.typeset import Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD

WIDTH: Final = 80 * MM
LEFT: Final = 4 * MM  # the head of an 80 mm printer is 72 mm wide
RIGHT: Final = 76 * MM
INDENT: Final = 10 * MM
LONGEST: Final = 3000 * MM  # a page longer than that is refused by many printer drivers
NAME: Final = 15.0
NUMBER: Final = 11.0
TEXT: Final = 9.5
SMALL: Final = 8.5
MARK: Final = 9.5
BOX: Final = 4.6 * MM
LEAD: Final = 4.7 * MM


@dataclass(frozen=True, slots=True)
class Block:
    """Operators whose origin is the upper left corner, and how far down they reach, in points."""

    operators: str
    height: float


class CallRoll:
    """Prints one sheet onto the roll: one page as long as its content, a new one only where it grows too long."""

    def __init__(self, canvas: Any, sheet: CallSheet) -> None:
        self.canvas = canvas
        self.set = Setter(canvas)
        self.sheet = sheet
        self._boxes = self._box_row()

    def print(self, progress: Progress | None) -> int:
        """Draw every page; how many there are. Raises Cancelled where ``progress`` says so."""
        total = len(self.sheet.rows)
        pages: list[list[Block]] = [[self._head()]]
        length = pages[0][0].height
        for done, row in enumerate(self.sheet.rows, 1):
            block = self._block(row)
            if length + block.height > LONGEST:
                pages.append([self._head()])
                length = pages[-1][0].height
            pages[-1].append(block)
            length += block.height
            if progress is not None and (done % 50 == 0 or done == total) and not progress(done, total):
                raise Cancelled
        if not total:
            pages[-1].append(self._said(self.sheet.words.empty, 8 * MM))
        for i, blocks in enumerate(pages, 1):
            self._draw(blocks, i, len(pages))
            if progress is not None and not progress(total, total):
                raise Cancelled
        return len(pages)

    def _draw(self, blocks: list[Block], page: int, pages: int) -> None:
        if page == pages:
            blocks += [self._said(line, (5.2 if i else 6.4) * MM) for i, line in enumerate(self.sheet.footer)]
        if pages > 1:
            blocks.append(self._said(self.sheet.words.page.format(page=page, pages=pages), 5.4 * MM))
        height = sum(block.height for block in blocks) + 6 * MM
        self.canvas.setPageSize((WIDTH, height))
        y = height
        for block in blocks:
            self.canvas.addLiteral(f"q 1 0 0 1 0 {y:.2f} cm\n{block.operators}\nQ")
            y -= block.height
        self.canvas.showPage()

    def _said(self, text: str, lead: float) -> Block:
        """Lines about the middle, for the foot."""
        lines = self.set.balance(self.set.clean(text), REGULAR, TEXT, RIGHT - LEFT, 3)
        texts = [self.set.put_middle(t, REGULAR, TEXT, WIDTH / 2, -lead - i * LEAD) for i, t in enumerate(lines)]
        return Block("\n".join(["BT", *texts, "ET"]), lead + max(0, len(lines) - 1) * LEAD)

    def _head(self) -> Block:
        set_, sheet = self.set, self.sheet
        clean, room = set_.clean, RIGHT - LEFT
        size, title = set_.fit(clean(sheet.title), Style.SERIF, (18, 15, 12, 10), room)
        texts = [set_.put_middle(title, Style.SERIF, size, WIDTH / 2, -9 * MM)]
        y = -14.8 * MM
        about = "　".join(filter(None, map(clean, (sheet.shop, sheet.day, sheet.printed_by))))
        for line in set_.balance(about, REGULAR, TEXT, room, 3):
            texts.append(set_.put_middle(line, REGULAR, TEXT, WIDTH / 2, y))
            y -= LEAD
        y -= 1.7 * MM
        number = clean(f"{sheet.words.number} {sheet.number}　{sheet.words.count}")
        size, number = set_.fit(number, BOLD, (13, 11, 9), room)
        texts.append(set_.put_middle(number, BOLD, size, WIDTH / 2, y))
        rules = "".join(
            f" {w} w {LEFT:.2f} {y - d:.2f} m {RIGHT:.2f} {y - d:.2f} l S" for w, d in ((1.2, 12.2), (0.6, 14.2))
        )
        return Block("\n".join(["BT", *texts, "ET", rules]), 14.2 - y)

    def _block(self, row: CallRow) -> Block:
        set_, words = self.set, self.sheet.words
        texts = [set_.put(str(row.number), BOLD, NUMBER, LEFT, -7.2 * MM)]
        mark, y = self._who(row, texts)
        lines = set_.wrap(set_.clean(row.reason), REGULAR, TEXT, RIGHT - INDENT, 4)
        if row.gap and row.gap not in row.reason:
            lines += set_.wrap(set_.clean(words.gap_is.format(gap=row.gap)), REGULAR, TEXT, RIGHT - INDENT, 1)
        if row.note:
            lines += set_.wrap(set_.clean(words.write + row.note), REGULAR, TEXT, RIGHT - INDENT, 4)
        for i, line in enumerate(lines):
            texts.append(set_.put(line, REGULAR, TEXT, INDENT, y - i * LEAD))
        y -= (len(lines) - 1) * LEAD + 2.6 * MM
        body = "\n".join(texts)
        foot = y - self._boxes.height
        dash = f"0.7 w [2.4 1.8] 0 d {LEFT:.2f} {foot:.2f} m {RIGHT:.2f} {foot:.2f} l S"
        boxes = f"q 1 0 0 1 0 {y:.2f} cm {self._boxes.operators} Q"
        return Block(f"BT\n{body}\nET\n{mark}\n{boxes}\n{dash}", -foot)

    def _who(self, row: CallRow, texts: list[str]) -> tuple[str, float]:
        """Name, stage, value, phone, last visit: what does not fit takes a line. The shape, and the next baseline."""
        set_, words = self.set, self.sheet.words
        room = RIGHT - INDENT
        value = set_.clean(words.value_is.format(value=row.value)) if row.value else ""
        last = set_.clean(words.last_is.format(last=row.last)) if row.last else ""
        word = set_.clean(row.stage_word)
        y = -7.2 * MM
        left = max(INDENT, LEFT + set_.width(str(row.number), BOLD, NUMBER) + 1.6 * MM)
        names = set_.wrap(set_.clean(row.name), BOLD, NAME, RIGHT - left, 2)
        for name in names:
            texts.append(set_.put(name, BOLD, NAME, left, y))
            y -= 6.6 * MM
        y += 6.6 * MM if names else 0
        at = left + (set_.width(names[-1], BOLD, NAME) + 2.4 * MM if names else 0)
        chip = MARK + 3 + set_.width(word, REGULAR, TEXT)
        if at + chip + 2 * MM + set_.width(value, REGULAR, TEXT) > RIGHT:
            at, y = INDENT, y - 5.4 * MM
        texts.append(set_.put(word, REGULAR, TEXT, at + MARK + 3, y))
        mark = f"q 1 0 0 1 {at:.2f} {y - 1:.2f} cm {stage_mark(row.stage, MARK)} Q"
        texts.append(set_.put_right(value, REGULAR, TEXT, RIGHT, y))
        y -= 6.6 * MM
        size, phone = set_.fit(set_.clean(row.phone), BOLD, (15, 13, 11, 9.5, 8.5), room)
        texts.append(set_.put(phone, BOLD, size, INDENT, y))
        if set_.width(phone, BOLD, size) + set_.width(last, REGULAR, TEXT) + 2 * MM > room:
            y -= 5.2 * MM
        texts.append(set_.put_right(last, REGULAR, TEXT, RIGHT, y))
        return mark, y - 5.4 * MM

    def _box_row(self) -> Block:
        """Boxes with their words under them; the same for every customer. Under the words, room to write."""
        boxes = [self.set.clean(word) for word in self.sheet.words.boxes]
        pitch = (RIGHT - LEFT) / len(boxes)
        shapes, texts, deepest = ["1 w"], [], 1
        for i, word in enumerate(boxes):
            middle = LEFT + pitch * (i + 0.5)
            shapes.append(f"{middle - BOX / 2:.2f} {-BOX:.2f} {BOX:.2f} {BOX:.2f} re S")
            lines = self.set.wrap(word, REGULAR, SMALL, pitch - 0.5, 2)
            deepest = max(deepest, len(lines))
            for k, line in enumerate(lines):
                texts.append(self.set.put_middle(line, REGULAR, SMALL, middle, -BOX - 3.9 * MM - 3.6 * MM * k))
        return Block("\n".join([*shapes, "BT", *texts, "ET"]), BOX + 3.9 * MM + 3.6 * MM * (deepest - 1) + 5.8 * MM)
