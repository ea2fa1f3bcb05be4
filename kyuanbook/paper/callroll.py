"""A call list on a receipt roll, 80 or 58 mm: one block a customer, pure black, nothing under 8.5 pt."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from kyuanbook.paper.asked import AskedLook, AskedSetter
from kyuanbook.paper.barcode import bars
from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.shapes import stage_mark
from kyuanbook.paper.sheets import CallRow, CallSheet, Cancelled, Paper, Progress
from kyuanbook.paper.typeset import Block, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD

LONGEST: Final = 3000 * MM  # a page longer than that is refused by many printer drivers
NUMBER: Final = 11.0
TEXT: Final = 9.5
SMALL: Final = 8.5
MARK: Final = 9.5
BOX: Final = 4.6 * MM
LEAD: Final = 4.7 * MM
DOT: Final = MM / 8  # of a thermal head, 203 to the inch: bars of whole dots are sharp
BARS: Final = 9 * MM
FEWER: Final = 3  # boxes beside one another where their words are long
ASKED: Final = AskedLook(size=SMALL, lead=5.2 * MM, most=6, stacked=True, weight=1)


@dataclass(frozen=True, slots=True)
class Roll:
    """One roll, in points. The head of an 80 mm printer is 72 mm wide, that of a 58 mm one 48. ``across``: boxes beside one
    another."""

    width: float
    left: float
    right: float
    indent: float
    name: float
    phones: tuple[float, ...]
    titles: tuple[float, ...]
    across: int

    @property
    def room(self) -> float:
        """From edge to edge of the print."""
        return self.right - self.left


ROLLS: Final = MappingProxyType(
    {
        Paper.ROLL80: Roll(80 * MM, 4 * MM, 76 * MM, 10 * MM, 15, (15, 13, 11, 9.5, 8.5), (18, 15, 12, 10), 6),
        Paper.ROLL58: Roll(58 * MM, 5 * MM, 53 * MM, 10 * MM, 14, (14, 13, 11, 9.5, 8.5), (16, 13, 11, 9.5), 3),
    }
)


class CallRoll:
    """Prints one sheet onto the roll: one page as long as its content, a new one only where it grows too long."""

    def __init__(self, canvas: Any, sheet: CallSheet, roll: Roll) -> None:
        self.canvas = canvas
        self.set = Setter(canvas)
        self.sheet, self.roll = sheet, roll
        self._boxes = self._box_rows()
        self._asked = AskedSetter(self.set, sheet, roll.room, ASKED)

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
        pages[-1] += [self._at_left(block) for block in self._asked.at_end()]
        for i, blocks in enumerate(pages, 1):
            self._draw(blocks, i, len(pages))
            if progress is not None and not progress(total, total):
                raise Cancelled
        return len(pages)

    def _draw(self, blocks: list[Block], page: int, pages: int) -> None:
        if page == pages:
            blocks += [self._said(line, (5.2 if i else 6.4) * MM) for i, line in enumerate(self.sheet.foot)]
        if pages > 1:
            blocks.append(self._said(self.sheet.words.page.format(page=page, pages=pages), 5.4 * MM))
        height = sum(block.height for block in blocks) + 6 * MM
        self.canvas.setPageSize((self.roll.width, height))
        y = height
        for block in blocks:
            self.canvas.addLiteral(f"q 1 0 0 1 0 {y:.2f} cm\n{block.operators}\nQ")
            y -= block.height
        self.canvas.showPage()

    def _said(self, text: str, lead: float) -> Block:
        """Lines about the middle, for the foot."""
        middle = self.roll.width / 2
        lines = self.set.balance(self.set.clean(text), REGULAR, TEXT, self.roll.room, 4)
        texts = [self.set.put_middle(t, REGULAR, TEXT, middle, -lead - i * LEAD) for i, t in enumerate(lines)]
        return Block("\n".join(["BT", *texts, "ET"]), lead + max(0, len(lines) - 1) * LEAD)

    def _head(self) -> Block:
        set_, sheet, roll = self.set, self.sheet, self.roll
        clean, middle = set_.clean, roll.width / 2
        size, title = set_.fit(clean(sheet.title), Style.SERIF, roll.titles, roll.room)
        texts = [set_.put_middle(title, Style.SERIF, size, middle, -9 * MM)]
        y = -14.8 * MM
        for line in self._about():
            texts.append(set_.put_middle(line, REGULAR, TEXT, middle, y))
            y -= LEAD
        y -= 1.7 * MM
        number = clean(f"{sheet.words.number} {sheet.number}　{sheet.words.count}")
        size, number = set_.fit(number, BOLD, (13, 11, 9), roll.room)
        texts.append(set_.put_middle(number, BOLD, size, middle, y))
        y -= 3 * MM + BARS
        code, wide = bars(sheet.number, 3 * DOT, BARS)
        if wide > roll.room - 20 * DOT:  # a quiet zone at either side, where the number has grown long
            code, wide = bars(sheet.number, 2 * DOT, BARS)
        rules = "".join(
            f" {w} w {roll.left:.2f} {y - d:.2f} m {roll.right:.2f} {y - d:.2f} l S" for w, d in ((1.2, 9.2), (0.6, 11.2))
        )
        drawn = f"q 1 0 0 1 {(roll.width - wide) / 2:.2f} {y:.2f} cm {code} Q"
        return Block("\n".join(["BT", *texts, "ET", drawn + rules]), 11.2 - y)

    def _about(self) -> list[str]:
        """Shop, day, by whom, which sheet: as many as fit on a line, and none broken where it fits on one of its own."""
        set_, lines = self.set, [""]
        for text in map(set_.clean, self.sheet.about):
            joined = f"{lines[-1]}　{text}" if lines[-1] else text
            if set_.width(joined, REGULAR, TEXT) <= self.roll.room:
                lines[-1] = joined
            else:
                lines += set_.balance(text, REGULAR, TEXT, self.roll.room, 3)
        return [line for line in lines if line]

    def _block(self, row: CallRow) -> Block:
        set_, words, roll = self.set, self.sheet.words, self.roll
        room = roll.right - roll.indent
        texts = [set_.put(str(row.number), BOLD, NUMBER, roll.left, -7.2 * MM)]
        mark, y = self._who(row, texts)
        lines = set_.wrap(set_.clean(row.reason), REGULAR, TEXT, room, 4)
        if row.gap and row.gap not in row.reason:
            lines += set_.wrap(set_.clean(words.gap_is.format(gap=row.gap)), REGULAR, TEXT, room, 1)
        if row.note or words.score:  # there is room to write under the boxes, but not to ring a figure round
            lines += set_.wrap(set_.clean(words.write + row.note if row.note else words.score), REGULAR, TEXT, room, 4)
        if row.say:
            lines += set_.wrap(set_.clean(words.say + row.say), REGULAR, TEXT, room, 12)
        for i, line in enumerate(lines):
            texts.append(set_.put(line, REGULAR, TEXT, roll.indent, y - i * LEAD))
        y -= (len(lines) - 1) * LEAD + 2.6 * MM
        body = "\n".join(texts)
        below = y - self._boxes.height
        foot = below - self._asked.strip.height - (2 * MM if self._asked.strip.height else 0)
        dash = f"0.7 w [2.4 1.8] 0 d {roll.left:.2f} {foot:.2f} m {roll.right:.2f} {foot:.2f} l S"
        boxes = f"q 1 0 0 1 0 {y:.2f} cm {self._boxes.operators} Q"
        if self._asked.strip.height:
            boxes += f"\nq 1 0 0 1 {roll.left:.2f} {below:.2f} cm\n{self._asked.strip.operators}\nQ"
        return Block(f"BT\n{body}\nET\n{mark}\n{boxes}\n{dash}", -foot)

    def _at_left(self, block: Block) -> Block:
        """From the left edge of the print on."""
        return Block(f"q 1 0 0 1 {self.roll.left:.2f} 0 cm\n{block.operators}\nQ", block.height)

    def _who(self, row: CallRow, texts: list[str]) -> tuple[str, float]:
        """Name, stage, value, phone, last visit: what does not fit takes a line. The shape, and the next baseline."""
        set_, words, roll = self.set, self.sheet.words, self.roll
        room = roll.right - roll.indent
        value = set_.clean(words.value_is.format(value=row.value)) if row.value else ""
        last = set_.clean(words.last_is.format(last=row.last)) if row.last else ""
        word = set_.clean(row.stage_word)
        y = -7.2 * MM
        left = max(roll.indent, roll.left + set_.width(str(row.number), BOLD, NUMBER) + 1.6 * MM)
        names = set_.wrap(set_.clean(row.name), BOLD, roll.name, roll.right - left, 2)
        for name in names:
            texts.append(set_.put(name, BOLD, roll.name, left, y))
            y -= 6.6 * MM
        y += 6.6 * MM if names else 0
        at = left + (set_.width(names[-1], BOLD, roll.name) + 2.4 * MM if names else 0)
        chip = MARK + 3 + set_.width(word, REGULAR, TEXT)
        if at + chip + 2 * MM + set_.width(value, REGULAR, TEXT) > roll.right:
            at, y = roll.indent, y - 5.4 * MM
        texts.append(set_.put(word, REGULAR, TEXT, at + MARK + 3, y))
        mark = f"q 1 0 0 1 {at:.2f} {y - 1:.2f} cm {stage_mark(row.stage, MARK)} Q"
        if at + chip + 2 * MM + set_.width(value, REGULAR, TEXT) > roll.right:
            y -= 5.2 * MM
        texts.append(set_.put_right(value, REGULAR, TEXT, roll.right, y))
        y -= 6.6 * MM
        size, phone = set_.fit(set_.clean(row.phone), BOLD, roll.phones, room)
        texts.append(set_.put(phone, BOLD, size, roll.indent, y))
        if set_.width(phone, BOLD, size) + set_.width(last, REGULAR, TEXT) + 2 * MM > room:
            y -= 5.2 * MM
        texts.append(set_.put_right(last, REGULAR, TEXT, roll.right, y))
        return mark, y - 5.4 * MM

    def _box_rows(self) -> Block:
        """Boxes with their words under them; the same for every customer. Under the words, room to write."""
        boxes, roll = [self.set.clean(word) for word in self.sheet.words.boxes], self.roll
        longest = max(self.set.width(part, REGULAR, SMALL) for word in boxes for part in word.split(" "))
        across = roll.across if longest <= roll.room / roll.across - 0.5 else FEWER  # no word is broken
        pitch = roll.room / across
        shapes, texts, y = ["1 w"], [], 0.0
        for start in range(0, len(boxes), across):
            deepest = 1
            for i, word in enumerate(boxes[start : start + across]):
                middle = roll.left + pitch * (i + 0.5)
                shapes.append(f"{middle - BOX / 2:.2f} {y - BOX:.2f} {BOX:.2f} {BOX:.2f} re S")
                lines = self.set.wrap(word, REGULAR, SMALL, pitch - 0.5, 2)
                deepest = max(deepest, len(lines))
                for k, line in enumerate(lines):
                    texts.append(self.set.put_middle(line, REGULAR, SMALL, middle, y - BOX - 3.9 * MM - 3.6 * MM * k))
            y -= BOX + 3.9 * MM + 3.6 * MM * (deepest - 1) + 2 * MM
        return Block("\n".join([*shapes, "BT", *texts, "ET"]), 3.8 * MM - y)
