"""介绍码: a customer's number with a check digit behind it, printed on referral cards and typed or scanned at the counter. Pure.

``J12347`` is customer 1234 and check digit 7. The digit is Damm's: it finds every single wrong figure and every two neighbours
exchanged, the slips of whoever types from a card. The letter keeps a code from being taken for part of a phone number.
"""

import unicodedata
from typing import Final

LETTER: Final = "J"
_MOST: Final = 12  # figures of a customer's number; no book has more
_DAMM: Final = (  # a totally anti-symmetric quasigroup (Damm 2004)
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2), (7, 0, 9, 2, 1, 5, 4, 8, 6, 3), (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6), (6, 1, 2, 3, 0, 4, 5, 9, 7, 8), (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4), (8, 9, 4, 5, 3, 6, 2, 0, 1, 7), (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)  # fmt: skip


def _damm(figures: str) -> int:
    at = 0
    for figure in figures:
        at = _DAMM[at][int(figure)]
    return at


def code_of(customer_id: int) -> str:
    """The code of a customer."""
    figures = str(customer_id)
    return f"{LETTER}{figures}{_damm(figures)}"


def customer_of_code(typed: str) -> int | None:
    """Whose code was typed or scanned; None where it is none, or mistyped. Small letters, spaces, dashes and full-width
    figures are as good."""
    plain = unicodedata.normalize("NFKC", typed).strip().upper()
    for sign in (" ", "-", "－", "—"):
        plain = plain.replace(sign, "")
    figures = plain[1:]
    if plain[:1] != LETTER or not (figures.isascii() and figures.isdigit()) or not 2 <= len(figures) <= _MOST + 1:
        return None
    number = int(figures[:-1])
    return number if number and str(number) == figures[:-1] and _damm(figures) == 0 else None
