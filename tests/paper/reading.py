"""Reading a printed PDF back: its text by two independent readers, its fonts, and where every character stands."""

import ctypes
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium


class Mark(NamedTuple):
    """A printed character and the box its ink fills, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def text_of(pdf: bytes) -> str:
    """All text, page after page, as pdfium (Chrome) reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def finds(pdf: bytes, wanted: str) -> bool:
    """Does pdfium's search find ``wanted`` on the first page?

    Asked for one UTF-16 unit after the other: where wchar_t has 32 bits pdfium joins the surrogates of what it is asked
    for, but not those of the page, and finds no character above U+FFFF in any file.
    """
    units = memoryview(wanted.encode("utf-16-le")).cast("H").tolist()
    with pypdfium2.PdfDocument(pdf) as document:
        textpage = document[0].get_textpage()
        places = []
        for unit in units:
            query = (ctypes.c_ushort * 2)(unit, 0)
            search = pdfium.FPDFText_FindStart(textpage, query, 0, 0)
            found = set()
            while pdfium.FPDFText_FindNext(search):
                found.add(pdfium.FPDFText_GetSchResultIndex(search))
            pdfium.FPDFText_FindClose(search)
            places.append(found)
    return any(all(start + i in found for i, found in enumerate(places)) for start in places[0])


def poppler_text_of(pdf: bytes, folder: Path) -> str:
    """All text as poppler (Evince, Okular) reads it."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8").stdout


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def marks_of(pdf: bytes, page: int = 0) -> list[Mark]:
    """Every character with ink on ``page``."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        textpage = document[page].get_textpage()
        for i in range(textpage.count_chars()):
            text = chr(pdfium.FPDFText_GetUnicode(textpage, i))
            if "\udc00" <= text <= "\udfff":
                continue  # the second half of a character above U+FFFF: the same box again
            if not text.isspace() and not pdfium.FPDFText_IsGenerated(textpage, i):
                size = pdfium.FPDFText_GetFontSize(textpage, i)
                found.append(Mark(text, *textpage.get_charbox(i), size))
    return found


def overlaps(marks: list[Mark], allowed: float = 0.35) -> list[tuple[Mark, Mark]]:
    """Pairs of characters whose ink boxes share more than ``allowed`` points both ways."""
    pairs = []
    for i, one in enumerate(marks):
        for other in marks[i + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.top, other.top) - max(one.bottom, other.bottom)
            if across > allowed and down > allowed:
                pairs.append((one, other))
    return pairs


def fonts_of(pdf: bytes) -> tuple[int, int]:
    """How many fonts the file names, and how many font files it holds."""
    return len(re.findall(rb"/Subtype /(?:Type0|TrueType|Type1)\b", pdf)), len(re.findall(rb"/FontFile2 ", pdf))


def colours_of(pdf: bytes, scale: float = 2) -> set[str]:
    """The kinds of ink on the first page: black (or grey), red."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=scale).to_pil().convert("RGB")
    kinds = set()
    for _, (red, green, blue) in image.getcolors(1 << 24):
        if max(red, green, blue) - min(red, green, blue) > 12:
            kinds.add("red" if red > green and red > blue and abs(green - blue) < 60 else "other")
        elif red < 250:
            kinds.add("black")
    return kinds


def paths_of(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of all that is drawn on ``page`` in one stroke."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
        return [thing.get_bounds() for thing in found]


def squares_of(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of every square drawn on ``page`` that one can tick (4.6 mm and its outline)."""
    return [
        (left, bottom, right, top) for left, bottom, right, top in paths_of(pdf, page)
        if abs((right - left) - (top - bottom)) < 0.1 and 12 < right - left < 15.5
    ]  # fmt: skip
