"""A scanner types a list's number wherever the focus is: it must not become an outcome and a note."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtGui import QKeyEvent

from kyuanbook.ui.kit.line import ENTER

QUICK: Final = 0.03  # s between the keys of a scanner; nobody types so fast
SCANNED: Final = 2  # figures at least


class Scan:
    """Tells a scanner from fingers: figures that follow one another in a moment, then Enter."""

    def __init__(self) -> None:
        self.clock: Callable[[], float] = monotonic
        self._figures, self._last = "", 0.0

    def begins(self) -> bool:
        """Whether the key taken last is the first figure of what may become a number."""
        return len(self._figures) == 1

    def take(self, event: QKeyEvent) -> str:
        """The number scanned, once its Enter comes; "" for anything else."""
        now, text = self.clock(), event.text()
        quick = now - self._last <= QUICK
        self._last = now
        if event.key() in ENTER:
            found = self._figures if quick and len(self._figures) >= SCANNED else ""
            self._figures = ""
            return found
        if len(text) == 1 and text.isdecimal():
            self._figures = self._figures + text if quick else text
        else:
            self._figures = ""
        return ""
