"""A paragraph with keys in their caps and stages with their shapes, broken into lines as Chinese asks."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kyuanbook.ui.help.topics import Passage, Piece
from kyuanbook.ui.kit import paint, shapes
from kyuanbook.ui.kit.part import Part
from kyuanbook.ui.kit.theme import Theme

LINE: Final = 24
INDENT: Final = 24  # of a list's words, behind its mark
CLOSING: Final = frozenset("，。：；、！？）”’》…%")  # never first on a line
OPENING: Final = frozenset("（“‘《")  # never last


class Unit(NamedTuple):
    """What is never broken: a Han character, a Latin word, a key, a stage."""

    text: str
    look: str
    width: float


class PassageView(Part):
    """Paints one :class:`Passage`, as high as its width asks."""

    def __init__(self, theme: Theme, passage: Passage, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.passage = passage
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("".join(p.text for p in passage.pieces if p.look != "stage"))

    def _indent(self) -> int:
        return self.theme.px(INDENT) if self.passage.mark else 0

    def lines(self, width: int) -> list[list[Unit]]:
        """The units of each line when so many px are free."""
        return broken(units(self.theme, self.passage.pieces), width - self._indent())

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return len(self.lines(width)) * self.theme.px(LINE)

    def sizeHint(self) -> QSize:
        """At a panel's width."""
        return QSize(self.theme.px(320), self.heightForWidth(self.width() or self.theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        """It goes as narrow as need be."""
        return QSize(self.theme.px(120), self.theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark, then line by line."""
        painter, theme, t, high = QPainter(self), self.theme, self.theme.tokens, self.theme.px(LINE)
        if self.passage.mark:
            paint.write(painter, theme, QRect(0, 0, self._indent(), high), self.passage.mark, t.ink2, bold=True)
        for i, line in enumerate(self.lines(self.width())):
            x = float(self._indent())
            for unit in joined(line):
                free = self.width() if unit.look in ("", "bold") else round(x + unit.width)  # words are never shortened
                _draw(painter, theme, QRect(round(x), i * high, free - round(x) + 1, high), unit)
                x += unit.width


def _draw(painter: QPainter, theme: Theme, box: QRect, unit: Unit) -> None:
    if unit.look == "key":
        paint.key_cap(painter, theme, box.right() - theme.px(2), box.center().y() + 1, unit.text, theme.tokens.ink)
    elif unit.look == "stage":
        shapes.draw_word(painter, theme, box, unit.text)
    else:
        paint.write(painter, theme, box, unit.text, theme.tokens.ink, bold=unit.look == "bold")


def units(theme: Theme, pieces: Sequence[Piece]) -> list[Unit]:
    """The pieces in units, each with its width."""
    found: list[Unit] = []
    for piece in pieces:
        if piece.look == "key":
            cap = theme.metrics(12).horizontalAdvance(paint.key_words(piece.text)) + theme.px(10)
            found.append(Unit(piece.text, "key", cap + theme.px(4)))
        elif piece.look == "stage":
            found.append(Unit(piece.text, "stage", shapes.word_width(theme, piece.text) + theme.px(8)))
        else:
            metrics = QFontMetricsF(theme.font(14, bold=piece.look == "bold"))  # rounded, many words would add up wrong
            found += [Unit(word, piece.look, metrics.horizontalAdvance(word)) for word in words(piece.text)]
    return found


def words(text: str) -> list[str]:
    """Latin words whole, spaces and all else one by one."""
    found: list[str] = []
    inside = False
    for letter in text:
        latin = letter.isascii() and letter != " "
        if latin and inside:
            found[-1] += letter
        else:
            found.append(letter)
        inside = latin
    return found


def broken(found: Sequence[Unit], width: float) -> list[list[Unit]]:
    """Units in lines no wider than ``width``; no line begins with a closing mark, ends with an opening one, or holds one
    lone character.
    """
    lines: list[list[list[Unit]]] = [[]]
    for chunk in _chunks(found):
        taken = sum(_wide(c) for c in lines[-1])
        if lines[-1] and taken + _wide(chunk) > width:
            lines.append([])
        if lines[-1] or not _space(chunk):
            lines[-1].append(chunk)
    if len(lines) > 1 and _lone(lines[-1]) and len(lines[-2]) > 2:
        while len(lines[-2]) > 2 and _space(lines[-2][-1]):
            lines[-2].pop()
        lines[-1].insert(0, lines[-2].pop())
    return [[unit for chunk in line for unit in chunk] for line in lines]


def _wide(chunk: Sequence[Unit]) -> float:
    return sum(unit.width for unit in chunk)


def _space(chunk: Sequence[Unit]) -> bool:
    return len(chunk) == 1 and chunk[0].text == " "


def _lone(line: Sequence[Sequence[Unit]]) -> bool:
    """Whether nothing but one Han character and its marks stands there."""
    letters = [unit.text for chunk in line for unit in chunk if unit.text not in CLOSING]
    return len(letters) == 1 and len(letters[0]) == 1 and not letters[0].isascii()


def _chunks(found: Sequence[Unit]) -> list[list[Unit]]:
    """Units that stay together."""
    chunks: list[list[Unit]] = []
    for unit in found:
        if chunks and (unit.text[0] in CLOSING or chunks[-1][-1].text[-1] in OPENING):
            chunks[-1].append(unit)
        else:
            chunks.append([unit])
    return chunks


def joined(line: Sequence[Unit]) -> list[Unit]:
    """Neighbours of one look as one, so that they are drawn in one stroke."""
    found: list[Unit] = []
    for unit in line:
        if found and unit.look == found[-1].look and unit.look in ("", "bold"):
            found[-1] = Unit(found[-1].text + unit.text, unit.look, found[-1].width + unit.width)
        else:
            found.append(unit)
    return found
