"""The fonts of every paper: TrueType files written into the PDF, one after the other asked for each character."""

import threading
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument

from kyuanbook.paper.widefont import MISSING_SIGN, WideFont, invisible
from kyuanbook.paths import resource

_SPACED: Final = "，。、；：？！）》」』】”’"  # full-width punctuation brings its own space
_LOADING: Final = threading.Lock()


class Style(StrEnum):
    """How text looks. The value is the name under which ReportLab knows the first font of the style."""

    REGULAR = "NotoSansSC-Regular"
    BOLD = "NotoSansSC-Bold"
    SERIF = "NotoSerifSC-SemiBold"


_RARE: Final = "HanaMinB"
_CHAINS: Final[Mapping[Style, tuple[str, ...]]] = {
    Style.REGULAR: (Style.REGULAR, _RARE),
    Style.BOLD: (Style.BOLD, Style.REGULAR, _RARE),
    Style.SERIF: (Style.SERIF, Style.BOLD, Style.REGULAR, _RARE),
}


class _Widths(dict[str, float]):
    """Character -> its width in thousandths of the size, in the first font of the chain that has it."""

    def __init__(self, chain: Sequence[WideFont]) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, ch: str) -> float:
        font = next((font for font in self._chain if ch in font.cover), self._chain[0])
        width = self[ch] = font.char_width(ord(ch))
        return width


class Fonts:
    """All fonts, loaded and known to ReportLab. Made once by :func:`fonts`."""

    def __init__(self) -> None:
        rl_config.useA85 = 0  # binary streams: a fifth smaller, and no time spent on text armour
        loaded = {name: WideFont(name, resource("fonts", f"{name}.ttf")) for name in (*Style, _RARE)}
        for font in loaded.values():
            pdfmetrics.registerFont(font)
        self.chains = {style: tuple(loaded[name] for name in chain) for style, chain in _CHAINS.items()}
        self.printable = frozenset().union(*(font.cover for font in loaded.values()))
        self._widths = {style: _Widths(chain) for style, chain in self.chains.items()}

    def width(self, text: str, style: Style, size: float) -> float:
        """How wide cleaned ``text`` is, in points."""
        return sum(map(self._widths[style].__getitem__, text)) * size / 1000

    def clean(self, text: str) -> tuple[str, tuple[str, ...]]:
        """``text`` as it can be printed, in one line, and the characters no font has: 〓 stands for each."""
        if self.printable.issuperset(text):
            return text, ()
        missing: list[str] = []
        printed: list[str] = []
        for ch in unicodedata.normalize("NFC", text):
            if ch in self.printable:
                printed.append(ch)
            elif ch.isspace():
                printed.append("" if printed and printed[-1] in _SPACED else " ")
            elif not invisible(ch):
                printed.append(MISSING_SIGN)
                missing.append(ch)
        return "".join(printed), tuple(missing)

    def runs(self, text: str, style: Style) -> list[tuple[WideFont, str]]:
        """Cleaned ``text`` as the longest pieces that one font can print."""
        chain = self.chains[style]
        if chain[0].cover.issuperset(text):
            return [(chain[0], text)]
        owners = groupby(text, lambda ch: next((font for font in chain if ch in font.cover), chain[0]))
        return [(font, "".join(characters)) for font, characters in owners]


def fonts() -> Fonts:
    """The fonts, loaded at the first call (about 0.1 s); any thread may be the first."""
    with _LOADING:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Fonts:
    return Fonts()


class Writer:
    """Text operators for one document, and what could not be printed in it. Text comes cleaned by :meth:`clean`."""

    def __init__(self, doc: PDFDocument) -> None:
        self._doc = doc
        self._fonts = fonts()
        self._missing: dict[str, None] = {}
        self._first = {style: (chain[0], chain[0].cover) for style, chain in self._fonts.chains.items()}
        self._places: dict[tuple[Style, float, float, float], str] = {}

    def width(self, text: str, style: Style, size: float) -> float:
        """As :meth:`Fonts.width`."""
        return self._fonts.width(text, style, size)

    def clean(self, text: str) -> str:
        """``text`` as it can be printed; what no font has is remembered."""
        printable, missing = self._fonts.clean(text)
        self._missing.update(dict.fromkeys(missing))
        return printable

    @property
    def missing(self) -> tuple[str, ...]:
        """Code points of the characters printed as 〓, as U+1F600, each once, as they came."""
        return tuple(f"U+{ord(ch):04X}" for ch in self._missing)

    def put(self, text: str, style: Style, size: float, x: float, y: float) -> str:
        """Operators, to stand between BT and ET, that write ``text`` from (x, y) on, in points."""
        place = self._places.get((style, size, x, y))
        if place is None:
            place = f"{self._font(self._first[style][0], size)} 1 0 0 1 {x:.2f} {y:.2f} Tm"
            if len(self._places) < 4096:
                self._places[style, size, x, y] = place
        font, cover = self._first[style]
        if cover.issuperset(text):
            return f"{place} <{font.encode(text, self._doc).hex()}> Tj"
        pieces = (
            f"{self._font(font, size)} <{font.encode(run, self._doc).hex()}> Tj"
            for font, run in self._fonts.runs(text, style)
        )
        return f"{place} {' '.join(pieces)}"

    def _font(self, font: WideFont, size: float) -> str:
        return f"{font.getSubsetInternalName(0, self._doc)} {size:g} Tf"
