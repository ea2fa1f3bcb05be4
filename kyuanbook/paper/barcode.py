"""A list's number, or a campaign's code, as Code128, as PDF operators: for papers that are put together from pieces."""

from typing import Any

from reportlab.graphics.barcode.code128 import Code128


def bars(number: int | str, module: float, height: float) -> tuple[str, float]:
    """(operators that fill the bars from the origin up, their width in points) for bars of ``module`` points a unit."""
    made: Any = Code128(str(number), barWidth=1, quiet=0)
    made.validate()
    made.encode()
    made.decompose()
    drawn, left = [], 0
    for sign in made.decomposed:
        wide = ord(sign.lower()) - ord("a") + 1
        if sign.isupper():
            drawn.append(f"{left * module:.3f} 0 {wide * module:.3f} {height:.2f} re")
        left += wide
    return f"{' '.join(drawn)} f", left * module
