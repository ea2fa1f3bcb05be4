"""Keeps None, True and False alive under PySide6 6.12 on Python 3.11.

Its wheels are built for Pythons from 3.12 on, in which these are immortal and nobody counts references to them. Python 3.11
does count, and there each call of Qt that returns nothing takes one reference to None away that it never added (measured:
450 for one painting of 今日). When the count reaches zero the process dies: "none_dealloc". 6.11 and older are not affected,
but have no PySide6_Pdf of their own.
"""

import sys
from typing import Final

PLENTY: Final = 1 << 40  # a million calls a second for twelve days


def steady() -> None:
    """Add references nobody will ever use up. Nothing to do from Python 3.12 on. Once is enough, twice does no harm."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for one in (None, True, False, NotImplemented, ...):
        count = ctypes.c_ssize_t.from_address(id(one))  # the first field of every object of CPython
        if count.value < PLENTY:
            count.value += 2 * PLENTY
