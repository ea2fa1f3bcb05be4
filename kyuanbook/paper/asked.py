"""The questions of a 问卷 on a call list: under each row what is ticked and written, the same for every row. Short ones stand
there whole; of others only the numbers do, and the questions stand once at the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.fonts import Style
from kyuanbook.paper.forms import Asked
from kyuanbook.paper.lines import pieces
from kyuanbook.paper.sheets import CallSheet
from kyuanbook.paper.typeset import Block, Setter

REGULAR: Final = Style.REGULAR
BOLD: Final = Style.BOLD
BOX: Final = 3.6 * MM
AFTER_BOX: Final = 1.1 * MM
BETWEEN: Final = 2.6 * MM  # from answer to answer
APART: Final = 5.5 * MM  # from question to question
FIGURES, DAY = 13 * MM, 9 * MM  # of a line for a number, for a part of a day
LEAST: Final = 26 * MM  # of a line for words
ABOVE, BELOW = 1.2 * MM, 0.9 * MM


@dataclass(frozen=True, slots=True)
class AskedLook:
    """How they stand on one paper, in points. ``most``: lines under each row that they may take whole; ``stacked``: whole
    ones begin a line each."""

    size: float = 8.5
    lead: float = 5.4 * MM
    most: int = 2
    stacked: bool = False
    weight: float = 0.7


class _Bit(NamedTuple):
    """A text, a box, a line to write on, or one for words, which takes what is left of its line."""

    kind: str  # "text", "bold", "box", "line", "words"
    wide: float
    text: str = ""


class _Token(NamedTuple):
    """What no line breaks; ``gap``: before it, but at the beginning of a line."""

    gap: float
    bits: tuple[_Bit, ...]

    @property
    def wide(self) -> float:
        return sum(bit.wide for bit in self.bits)


class AskedSetter:
    """Sets the questions of one sheet into lines of ``room`` points."""

    def __init__(self, setter: Setter, sheet: CallSheet, room: float, look: AskedLook) -> None:
        self.set, self.sheet, self.room, self.look = setter, sheet, room, look
        self.hang = max((setter.width(f"{one.number}. ", BOLD, look.size) for one in sheet.questions), default=0.0)
        whole = list(self._lines((self._whole(one) for one in sheet.questions), hang=self.hang, stacked=look.stacked))
        self.whole = len(whole) <= look.most
        short = self._lines((self._short(one) for one in sheet.questions), hang=self.hang + AFTER_BOX)
        lines = whole if self.whole else list(short)
        self.strip = self._block(lines) if sheet.questions else Block("", 0.0)

    def at_end(self) -> list[Block]:
        """Its name and what is said first, then question after question where the rows have but their numbers."""
        sheet, clean = self.sheet, self.set.clean
        if not sheet.questions or (self.whole and not sheet.asks_words):
            return []
        head = [self._text(clean(sheet.words.asks + sheet.asks), BOLD)]
        if sheet.asks_words:
            head += [_Token(BETWEEN if not i else 0.0, token.bits) for i, token in enumerate(self._text_tokens(sheet.asks_words))]
        asked = () if self.whole else sheet.questions
        blocks = [self._block(list(self._lines([head])))]
        return blocks + [self._block(list(self._lines([self._told(one)], hang=self.hang))) for one in asked]

    # what is said of a question -------------------------------------------------------------------------------------------

    def _text(self, text: str, style: Style = REGULAR) -> _Token:
        size = self.look.size
        if self.set.width(text, style, size) > self.room:
            text = self.set.fit(text, style, (size,), self.room)[1]
        return _Token(0.0, (_Bit("bold" if style is BOLD else "text", self.set.width(text, style, size), text),))

    def _text_tokens(self, text: str) -> list[_Token]:
        """A text that breaks where a line may end; what is wider than one breaks where it must."""
        room, size = self.room - self.hang, self.look.size
        cut = [
            list(piece) if self.set.width(piece.rstrip(), REGULAR, size) > room else [piece]
            for piece in pieces(self.set.clean(text))
        ]  # fmt: skip
        return [self._text(piece) for some in cut for piece in some]

    def _asked(self, one: Asked) -> list[_Token]:
        """Its number and its words."""
        number, *rest = self._text(f"{one.number}. ", BOLD), *self._text_tokens(one.text)
        first = rest[0] if rest else _Token(0.0, ())
        return [_Token(APART, (*number.bits, *first.bits)), *rest[1:]]

    def _whole(self, one: Asked) -> list[_Token]:
        return [*self._asked(one), *self._answers(one, one.labels)]

    def _short(self, one: Asked) -> list[_Token]:
        """Its number, and what is ticked: of a choice the figure that types it back."""
        labels = [label.partition(" ")[0] for label in one.labels] if one.keyed else one.labels
        first, *rest = self._answers(one, labels)
        number = self._text(f"{one.number}. ", BOLD).bits[0]
        return [_Token(APART, (number._replace(wide=number.wide + AFTER_BOX), *first.bits)), *rest]

    def _told(self, one: Asked) -> list[_Token]:
        """At the end: nothing is ticked there."""
        words = [self._text(self.set.clean(label)) for label in one.labels]
        unit = [self._text(self.set.clean(f"（{one.unit.strip()}）"))] if one.unit.strip() else []
        return [*self._asked(one), *(_Token(BETWEEN, token.bits) for token in (*words, *unit))]

    def _answers(self, one: Asked, labels: Iterable[str]) -> list[_Token]:
        if one.choices:
            return [_Token(BETWEEN, self._box(self.set.clean(label))) for label in labels]
        if one.date:
            return [_Token(BETWEEN, tuple(self._date(one.date)))]
        if one.unit:
            unit = self._text(self.set.clean(one.unit.strip())).bits if one.unit.strip() else ()
            return [_Token(BETWEEN, (_Bit("line", FIGURES), *unit))]
        return [_Token(BETWEEN, (_Bit("words", min(LEAST, self.room * 0.6)),))]

    def _box(self, label: str) -> tuple[_Bit, ...]:
        size, room = self.look.size, self.room - BOX - AFTER_BOX
        text = self.set.fit(label, REGULAR, (size,), room)[1]
        return _Bit("box", BOX + AFTER_BOX), _Bit("text", self.set.width(text, REGULAR, size), text)

    def _date(self, date: str) -> Iterator[_Bit]:
        for i, piece in enumerate(self.set.clean(date).replace(" ", "").split("_")):
            if i:
                yield _Bit("line", DAY)
            yield from self._text(piece).bits if piece else ()

    # lines ---------------------------------------------------------------------------------------------------------------

    def _lines(
        self, questions: Iterable[Sequence[_Token]], *, hang: float = 0.0, stacked: bool = False
    ) -> Iterator[list[tuple[float, _Bit]]]:
        """(how far from the left, what) of every line; a question that does not fit in what is left of one begins the next.
        ``hang``: where what goes on of it begins."""
        line: list[tuple[float, _Bit]] = []
        x = 0.0
        for tokens in questions:
            whole = sum(token.gap + token.wide for token in tokens)
            for i, token in enumerate(tokens):
                gap = token.gap if line else 0.0
                if line and (x + (whole if not i else gap + token.wide) > self.room or (not i and stacked)):
                    yield self._filled(line)
                    line, x, gap = [], hang if i else 0.0, 0.0
                x += gap
                for bit in token.bits:
                    line.append((x, bit))
                    x += bit.wide
        if line:
            yield self._filled(line)

    def _filled(self, line: list[tuple[float, _Bit]]) -> list[tuple[float, _Bit]]:
        """What is left of the line goes to what is written on it."""
        last, bit = line[-1]
        wanting = [i for i, (_, one) in enumerate(line) if one.kind == "words"]
        left, moved = (self.room - last - bit.wide) / max(1, len(wanting)), 0.0
        filled: list[tuple[float, _Bit]] = []
        for i, (x, one) in enumerate(line):
            more = left if i in wanting else 0.0
            filled.append((x + moved, one._replace(wide=one.wide + more)))
            moved += more
        return filled

    def _block(self, lines: Sequence[Sequence[tuple[float, _Bit]]]) -> Block:
        look, texts, shapes = self.look, [], []
        for i, line in enumerate(lines):
            base = -(ABOVE + (i + 0.72) * look.lead)
            for x, bit in line:
                if bit.kind == "box":
                    shapes.append(f"{x:.2f} {base - 0.6 * MM:.2f} {BOX:.2f} {BOX:.2f} re")
                elif bit.kind in ("line", "words"):
                    shapes.append(f"{x + 1:.2f} {base - 1.2:.2f} m {x + bit.wide - 2:.2f} {base - 1.2:.2f} l")
                else:
                    style = BOLD if bit.kind == "bold" else REGULAR
                    texts.append(self.set.put(bit.text, style, look.size, x, base))
        drawn = "\n".join([f"{look.weight} w", *shapes, "S"]) if shapes else ""
        return Block("\n".join(filter(None, (drawn, "BT", *texts, "ET"))), ABOVE + len(lines) * look.lead + BELOW)
