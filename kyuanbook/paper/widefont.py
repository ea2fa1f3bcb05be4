"""A TrueType font as PDF should have it for Chinese.

ReportLab cuts a TrueType font into pieces of 256 characters and changes font in the middle of a Chinese line, and its
table from codes to characters is wrong above U+FFFF (five hex digits where UTF-16 is meant). :class:`WideFont` is a
ReportLab font all the same, usable with ``canvas.setFont`` and in drawings, but it is written as one Type 0 font of
two-byte codes.
"""

import threading
import unicodedata
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

MISSING_SIGN: Final = "〓"  # printed for a character in no font, as Chinese printers have always done
_SURROGATES: Final = (
    0xD800  # codes no character has: lent to the characters above U+FFFF, 2,048 of them in one document
)
_BLOCK: Final = 100  # entries a bfchar block may hold (Adobe Technical Note 5014)


class _High(dict[int, int]):
    """Code point above U+FFFF -> the code lent to it; for ``str.translate``, which leaves what raises LookupError."""

    def __missing__(self, code: int) -> int:
        if code < 0x10000:
            raise LookupError(code)
        lent = self[code] = _SURROGATES + len(self)
        return lent


class _Used:
    """What one document has used of one font."""

    def __init__(self, internal_name: str) -> None:
        self.internal_name = internal_name
        self.characters: set[str] = set()
        self.high = _High()

    def codes(self) -> dict[int, str]:
        """Two-byte code -> character, in order of code."""
        return {code: ch for code, ch in sorted((self.high.get(ord(ch), ord(ch)), ch) for ch in self.characters)}


class WideFont(TTFont):
    """A TrueType font whose code for a character is the character's own UTF-16 unit.

    A string is then encoded in one step, in one font, and its text can be copied and searched.
    """

    def __init__(self, name: str, file: Path) -> None:
        super().__init__(name, str(file), shapable=False)
        self._face: Any = self.face  # untyped in ReportLab
        self._documents: WeakKeyDictionary[PDFDocument, _Used] = WeakKeyDictionary()
        self._reading = threading.Lock()  # the font file has one read position: a preview and a print may meet here
        self.cover = frozenset(ch for ch in map(chr, self.face.charToGlyph) if not invisible(ch))

    def used(self, doc: PDFDocument) -> _Used:
        """What ``doc`` has used so far; the first call names the font in the document."""
        used = self._documents.get(doc)
        if used is None:
            used = self._documents[doc] = _Used(f"F{len(doc.fontMapping) + 1}+0")
            doc.fontMapping[self.fontName] = "/" + used.internal_name
            doc.delayedFonts.append(self)
        return used

    def encode(self, text: str, doc: PDFDocument) -> bytes:
        """The two-byte codes of ``text``, marked as used in ``doc``."""
        used = self.used(doc)
        used.characters.update(text)
        codes = text.encode("utf-16-be", "surrogatepass")
        if len(codes) == 2 * len(text):
            return codes
        return text.translate(used.high).encode("utf-16-be", "surrogatepass")

    def char_width(self, point: int) -> float:
        """Advance of a code point, in thousandths of the size."""
        return float(self._face.getCharWidth(point))

    # What ReportLab's canvas asks of a font.

    def splitString(self, text: str | bytes, doc: PDFDocument, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """One piece always: there is one subset."""
        return [(0, self.encode(text if isinstance(text, str) else text.decode(encoding), doc))] if text else []

    def getSubsetInternalName(self, subset: int, doc: PDFDocument) -> str:  # noqa: N802
        """The name of the font in the document's content."""
        return "/" + self.used(doc).internal_name

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Write the font into the document: only the characters used."""
        used = self._documents.pop(doc)
        codes = used.codes()
        glyphs = self._face.charToGlyph
        points = {code: ord(ch) if ord(ch) in glyphs else ord(MISSING_SIGN) for code, ch in codes.items()}
        name = (SUBSETN(0) + b"+" + self.face.name).decode("ascii")
        with self._reading:
            descriptor = self._face.addSubsetObjects(doc, name, list(points.values()))
        widths = {code: self.char_width(point) for code, point in points.items()}
        descendant = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": _widths(widths),
                "CIDToGIDMap": _stream(doc, f"glyphs:{name}", _glyph_map(points, glyphs)),
            }
        )
        font = PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": PDFArray([_reference(doc, f"descendant:{name}", descendant)]),
                "ToUnicode": _stream(doc, f"unicode:{name}", to_unicode(codes).encode("ascii")),
            }
        )
        by_name: Any = doc.idToObject["BasicFonts"]
        by_name.dict[used.internal_name] = _reference(doc, used.internal_name, font)


def _reference(doc: Any, name: str, thing: object) -> Any:
    return doc.Reference(thing, name)


def _stream(doc: PDFDocument, name: str, content: bytes) -> Any:
    return _reference(doc, name, PDFStream(content=content, filters=[PDFZCompress]))


def _glyph_map(points: Mapping[int, int], glyphs: Mapping[int, int]) -> bytes:
    """CIDToGIDMap: at twice the code, the number of its glyph in the subset: ``makeSubset`` counts by first use."""
    numbers = {0: 0}
    table = bytearray(2 * (max(points, default=0) + 1))
    for code, point in points.items():
        number = numbers.setdefault(glyphs[point], len(numbers))
        table[2 * code : 2 * code + 2] = number.to_bytes(2, "big")
    return bytes(table)


def _widths(widths: Mapping[int, float]) -> PDFArray:
    """W of a CID font: neighbouring codes together, those 1000 wide left to the default."""
    entries: list[Any] = []
    others = [(code, round(width, 2)) for code, width in widths.items() if width != 1000]
    for _, run in groupby(enumerate(others), lambda item: item[1][0] - item[0]):
        together = [entry for _, entry in run]
        entries += [together[0][0], PDFArray([width for _, width in together])]
    return PDFArray(entries)


def to_unicode(codes: Mapping[int, str]) -> str:
    """The ToUnicode table for two-byte codes: UTF-16 in hex, at most 100 entries a block."""
    entries = [f"<{code:04X}> <{ch.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for code, ch in codes.items()]
    blocks = [entries[i : i + _BLOCK] for i in range(0, len(entries), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def invisible(ch: str) -> bool:
    """True for what has no shape of its own: controls, joiners, direction marks, variation selectors, loose accents."""
    return unicodedata.category(ch) in ("Cc", "Cf", "Cs", "Mn", "Zl", "Zp")
