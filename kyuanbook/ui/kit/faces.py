"""Which characters our faces have: a rare one takes neither bold nor serif from those beside it, and one that no font of
this computer has stands as 〓, as it does on paper."""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtGui import QFont, QRawFont, QTextLayout

from kyuanbook.language import listed, tr

MISSING_SIGN: Final = "〓"
DRAWN: Final = "LNSPC"  # categories of characters that are to be seen, private ones too; marks and joiners are not
UNDRAWN: Final = ("Cf", "Cc", "Cs")

Piece = tuple[str, bool]


class Faces:
    """``font``: size, bold, serif -> the face. What was found of a character is kept: faces differ in size alone later."""

    def __init__(self, font: Callable[[int, bool, bool], QFont]) -> None:
        self._font = font
        self._drawn: set[str] = set()  # whatever needs no 〓
        self._lacking: set[str] = set()
        self._heavy: dict[bool, dict[str, bool]] = {False: {}, True: {}}  # by serif

    def shown(self, text: str) -> str:
        """``text`` with 〓 for each character that no font of this computer has."""
        if text.isascii() or self._drawn.issuperset(text):
            return text
        self._look(text)
        if self._lacking.isdisjoint(text):
            return text
        return "".join(MISSING_SIGN if char in self._lacking else char for char in text)

    def explain(self, text: str) -> str:
        """What stands there in truth, where 〓 is shown; "" where there is none."""
        if self.shown(text) == text:
            return ""
        points = dict.fromkeys(f"U+{ord(char):04X}" for char in text if char in self._lacking)
        return tr("〓 是这台电脑没有字形的字：{which}。存的没有变。", which=listed(list(points)))

    def pieces(self, text: str, *, serif: bool) -> Sequence[Piece]:
        """``text`` in pieces that bold (or serif) has, and such as only the plain face has: both are cut to the common
        characters, the plain one has 30,000."""
        known = self._heavy[serif]
        if text.isascii():
            return ((text, True),)
        self._compare([char for char in dict.fromkeys(text) if char not in known], serif=serif)
        if all(known[char] for char in text):
            return ((text, True),)
        return [("".join(chars), heavy) for heavy, chars in groupby(text, known.__getitem__)]

    def _compare(self, new: Sequence[str], *, serif: bool) -> None:
        if not new:
            return
        plain, *heavy = (QRawFont.fromFont(font) for font in (
            self._font(16, False, False), self._font(16, True, False), *([self._font(16, False, True)] if serif else []),
        ))  # fmt: skip
        for char in new:
            some = any(face.supportsCharacter(ord(char)) for face in heavy)
            self._heavy[serif][char] = some or not plain.supportsCharacter(ord(char))

    def _look(self, text: str) -> None:
        font = self._font(16, False, False)
        plain = QRawFont.fromFont(font)
        for char in dict.fromkeys(text):
            if char in self._drawn or char in self._lacking:
                continue
            kind = unicodedata.category(char)
            seen = kind[0] in DRAWN and kind not in UNDRAWN
            found = not seen or plain.supportsCharacter(ord(char)) or _anywhere(char, font)
            (self._drawn if found else self._lacking).add(char)


def _anywhere(char: str, font: QFont) -> bool:
    """Whether any font of the system has it: Qt looks for one while it lays a text out."""
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())
