"""A receipt for a reward that was given: on A5, or from a roll of 80 or 58 mm."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.callroll import ROLLS
from kyuanbook.paper.document import Document
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.forms import FormPaper
from kyuanbook.paper.referral_sheets import Receipt
from kyuanbook.paper.sheets import Paper, Printed
from kyuanbook.paper.typeset import SEAL_RED, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
RECEIPT_PAPERS: Final = (FormPaper.ROLL80, FormPaper.ROLL58, FormPaper.A5)
A5: Final = (148 * MM, 210 * MM)
LEAD: Final = 1.45


def receipt(sheet: Receipt, paper: FormPaper) -> Printed:
    """The receipt as PDF; the same bytes for the same words. A roll is as long as what stands on it."""
    roll = ROLLS.get(Paper(paper.value)) if paper is not FormPaper.A5 else None
    width, left, right = (roll.width, roll.left, roll.right) if roll else (A5[0], 12 * MM, A5[0] - 12 * MM)
    document = Document((width, width), title=sheet.title, author=sheet.shop)
    made = _Receipt(document, sheet, left, right, large=roll is None)
    high = A5[1] if roll is None else made.high() + 8 * MM
    document.canvas.setPageSize((width, high))
    made.draw(high - (12 if roll is None else 4) * MM)
    document.canvas.showPage()
    return Printed(document.written(None, 1), 1, made.set.writer.missing)


class Step(NamedTuple):
    """A line of the receipt: ``above`` it so many points. ``rule``: a line across, "red" or "cut"; ``sign``: a line to write on
    stands behind it."""

    above: float
    before: str = ""
    after: str = ""
    style: Style = REGULAR
    size: float = 10.0
    middle: bool = False
    rule: str = ""
    sign: bool = False


class _Receipt:
    """Sets a receipt between two edges."""

    def __init__(self, document: Document, sheet: Receipt, left: float, right: float, *, large: bool) -> None:
        self.canvas, self.sheet, self.left, self.right = document.canvas, sheet, left, right
        self.set, self.large = Setter(document.canvas), large
        self.text, self.small = (11.0, 9.5) if large else (10.0, 8.5)
        self.steps = [*self._head(), *self._body()]

    def high(self) -> float:
        """In points."""
        return sum(step.above for step in self.steps)

    def draw(self, top: float) -> None:
        """From ``top`` down."""
        y, texts = top, list[str]()
        for step in self.steps:
            y -= step.above
            if step.rule:
                self._rule(y, step.rule)
            else:
                texts += self._line(y, step)
        self.set.draw(*texts)

    def _line(self, y: float, step: Step) -> list[str]:
        set_, base = self.set, y + step.size * (LEAD - 1)
        if step.sign:
            start = self.left + set_.width(step.before, step.style, step.size) + 4
            self.canvas.setLineWidth(0.6)
            self.canvas.line(start, y, self.right, y)
        if step.middle:
            return [set_.put_middle(step.before, step.style, step.size, (self.left + self.right) / 2, base)]
        made = [set_.put(step.before, step.style, step.size, self.left, base)] if step.before else []
        return [*made, set_.put_right(step.after, step.style, step.size, self.right, base)] if step.after else made

    def _rule(self, y: float, kind: str) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setLineWidth(0.6)
        if kind == "red" and self.large:
            canvas.setStrokeColorRGB(*SEAL_RED)
        elif kind == "cut":
            canvas.setDash([2.4, 1.8])
        canvas.line(self.left, y, self.right, y)
        canvas.restoreState()

    def _head(self) -> Iterator[Step]:
        set_, sheet, room, small = self.set, self.sheet, self.right - self.left, self.small
        size, shop = set_.fit(set_.clean(sheet.shop), REGULAR, (self.text, small), room)
        if shop:
            yield Step(size * LEAD, shop, size=size, middle=True)
        size, title = set_.fit(set_.clean(sheet.title), Style.SERIF, (18, 15, 13) if self.large else (15, 13, 11), room)
        yield Step(size * LEAD + 2 * MM, title, style=Style.SERIF, size=size, middle=True)
        yield Step(small * LEAD, set_.clean(sheet.number), size=small, middle=True)
        yield Step(2 * MM, rule="red")

    def _body(self) -> Iterator[Step]:
        set_, sheet, room, text, small = self.set, self.sheet, self.right - self.left, self.text, self.small
        size, name = set_.fit(set_.clean(sheet.name), BOLD, (16, 14, 12), room)
        yield Step(size * LEAD + 1.5 * MM, name, style=BOLD, size=size)
        for what, much in sheet.lines:
            yield from self._pair(what, much, REGULAR, text)
        yield Step(1.5 * MM, rule="cut")
        yield Step(MM)
        yield from self._pair(*sheet.total, BOLD, text + 1)
        for word, value in sheet.facts:
            yield from self._pair(word, value, REGULAR, small)
        for line in set_.wrap(set_.clean(sheet.back), BOLD, text, room, 3):
            yield Step(text * LEAD + MM, line, style=BOLD, size=text)
        yield Step(11 * MM, set_.clean(sheet.sign), size=small, sign=True)
        yield Step(2 * MM, size=small)

    def _pair(self, before: str, after: str, style: Style, size: float) -> Iterator[Step]:
        """On one line where both have room; else one below the other."""
        set_, room = self.set, self.right - self.left
        before, after = set_.clean(before), set_.clean(after)
        if set_.width(before, style, size) + set_.width(after, style, size) + 6 <= room:
            yield Step(size * LEAD, before, after, style, size)
            return
        for line in set_.wrap(before, style, size, room, 3):
            yield Step(size * LEAD, line, style=style, size=size)
        for line in set_.wrap(after, style, size, room, 3):
            yield Step(size * LEAD, after=line, style=style, size=size)
