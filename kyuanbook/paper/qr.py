"""A QR code as PDF operators, for papers that are put together from pieces."""

from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget


def modules(text: str) -> list[list[bool]]:
    """Rows of dark and light squares, the top one first, without the quiet margin."""
    widget: Any = QrCodeWidget(text, barLevel="M")
    made = widget.qr
    made.make()
    return [[bool(dark) for dark in row] for row in made.modules]


def squares(text: str, size: float) -> str:
    """Operators that fill the dark squares, ``size`` points wide, from the origin up. Four squares of white around it are
    whoever draws it's to keep."""
    rows = modules(text)
    one = size / len(rows)
    drawn = []
    for down, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            long = len(list(run))
            if dark:
                drawn.append(f"{at * one:.3f} {size - (down + 1) * one:.3f} {long * one:.3f} {one:.3f} re")
            at += long
    return f"{' '.join(drawn)} f"
