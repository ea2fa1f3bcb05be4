"""How one character is read. The table is unpacked when the first name is read, not at import."""

import binascii
import unicodedata
import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from typing import Final, NamedTuple

from kyuanbook.rules import pinyin_table

# Characters of names and house numbers that the table's source does not know, or knows below U+3400.
EXTRA: Final = {"〇": "líng", "𠮷": "jí", "〆": "", "々": ""}

_TONES: Final = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


class _Table(NamedTuple):
    syllables: tuple[str, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    offsets: tuple[int, ...]
    planes: bytes


@cache
def _table() -> _Table:
    spans = [tuple(int(end, 16) for end in span.split("-")) for span in pinyin_table.SPANS.split(" ")]
    offsets = []
    total = 0
    for first, last in spans:
        offsets.append(total)
        total += last - first + 1
    return _Table(
        syllables=("", *pinyin_table.SYLLABLES.split(" ")),
        firsts=tuple(first for first, _ in spans),
        lasts=tuple(last for _, last in spans),
        offsets=tuple(offsets),
        planes=zlib.decompress(binascii.a2b_base64(pinyin_table.INDICES)),
    )


@lru_cache(maxsize=8192)
def reading(char: str) -> str:
    """The first reading of one character with its tone mark (``wáng``), "" when it has none or none is known.

    A compatibility ideograph is read as the character it stands for.
    """
    if char in EXTRA:
        return EXTRA[char]
    table = _table()
    point = ord(char)
    run = bisect_right(table.firsts, point) - 1
    if run >= 0 and point <= table.lasts[run]:
        at = table.offsets[run] + point - table.firsts[run]
        index = table.planes[at] | table.planes[at + len(table.planes) // 2] << 8
        if index:
            return table.syllables[index]
    plain = unicodedata.normalize("NFKC", char)
    return reading(plain) if plain != char and len(plain) == 1 else ""


@lru_cache(maxsize=4096)
def toneless(syllable: str) -> str:
    """``lǚ`` → ``lv``, ``wáng`` → ``wang``: small ASCII letters, ü written v. Text without tones passes unchanged."""
    parts = unicodedata.normalize("NFD", syllable.lower())
    letters: list[str] = []
    for part in parts:
        if part == "\u0308" and letters and letters[-1] == "u":
            letters[-1] = "v"
        elif "a" <= part <= "z":
            letters.append(part)
        elif part == "\u0302":  # ê, a sigh; no name has it
            continue
    return "".join(letters)


def tone(syllable: str) -> int:
    """1–4, or 0 for a light or unmarked syllable."""
    return next((_TONES[m] for m in unicodedata.normalize("NFD", syllable) if m in _TONES), 0)
