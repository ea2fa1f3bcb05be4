"""Is a window wanted? Decided from the words of the command line alone, with nothing heavy imported."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def has_no_screen(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> bool:
    """True on a Linux machine without a display, unless Qt was told where to paint."""
    known = os.environ if environment is None else environment
    return platform.startswith("linux") and not any(
        known.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def wants_window(arguments: Sequence[str]) -> tuple[Path | None, bool] | None:
    """(book, scratch) when a window is wanted and can be shown; None when the command line is to sort it out."""
    book: Path | None = None
    scratch = False
    words = iter(arguments)
    for word in words:
        if word == "--scratch":
            scratch = True
        elif word == "--book":
            given = next(words, None)
            if given is None:
                return None
            book = Path(given)
        elif word.startswith("--book="):
            book = Path(word.partition("=")[2])
        else:
            return None
    return None if has_no_screen() else (book, scratch)
