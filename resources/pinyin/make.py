"""Write kyuanbook/rules/pinyin_table.py from pypinyin (MIT): the first reading of every character it knows, with tone.

Run from the project's root after raising pypinyin: ``python resources/pinyin/make.py``. pypinyin itself costs 240 ms
and 57 MB at run time; the table costs nothing until the first name is read, and then about a millisecond.
"""

import base64
import textwrap
import zlib
from collections.abc import Mapping
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parents[2] / "kyuanbook" / "rules" / "pinyin_table.py"
FIRST_IDEOGRAPH = 0x3400  # what pypinyin knows below (〇 and a few marks) is added by hand in rules/pinyin.py
WIDEST_HOLE = 40  # a run goes on over this many unknown characters: a byte pair each is cheaper than a new run

HEAD = '''"""The first reading of every character. Written by resources/pinyin/make.py, not edited by hand."""

from typing import Final
'''


def runs_of(code_points: list[int]) -> list[tuple[int, int]]:
    """Sorted code points as (first, last) runs that bridge small holes."""
    runs: list[tuple[int, int]] = []
    for point in code_points:
        if runs and point - runs[-1][1] <= WIDEST_HOLE:
            runs[-1] = (runs[-1][0], point)
        else:
            runs.append((point, point))
    return runs


def table(readings: Mapping[int, str]) -> str:
    """The module's text. Index 0 is "not known"; the low bytes of all indices come before all high bytes."""
    syllables = sorted(set(readings.values()))
    number = {syllable: n for n, syllable in enumerate(syllables, start=1)}
    runs = runs_of(sorted(readings))
    indices = [number.get(readings.get(p, ""), 0) for first, last in runs for p in range(first, last + 1)]
    planes = bytes(i & 0xFF for i in indices) + bytes(i >> 8 for i in indices)
    packed = base64.b64encode(zlib.compress(planes, 9)).decode("ascii")

    def lines(text: str) -> str:
        return "\n".join(f'    "{line}"' for line in textwrap.wrap(text, 108, drop_whitespace=False))

    spans = " ".join(f"{first:x}-{last:x}" for first, last in runs)
    parts = {"SYLLABLES": " ".join(syllables), "SPANS": spans, "INDICES": packed}
    return HEAD + "".join(f"\n{name}: Final = (\n{lines(text)}\n)\n" for name, text in parts.items())


def main() -> None:
    """Write the table."""
    readings = {p: r.split(",")[0] for p, r in pinyin_dict.items() if p >= FIRST_IDEOGRAPH}
    TARGET.write_text(table(readings), encoding="utf-8")


if __name__ == "__main__":
    main()
