"""When Python's garbage collector may sweep: never in a worker's thread, where a widget it finds there would die.

Qt wants a widget destroyed in the thread it lives in. The collector runs in whichever thread makes it due, so it rests while
a job is on its way, and the window's own thread sweeps in its stead.
"""

import gc
from time import monotonic
from typing import Final

DUE: Final = 250  # ms between two looks of the window's thread while the collector rests
WHOLE: Final = 5.0  # seconds at least between two sweeps of everything: with a large book each takes a moment


class Sweeper:
    """The collector's rest. There is one collector, and one of these: :data:`sweeper`."""

    def __init__(self) -> None:
        self._wanted: set[int] = set()
        self._swept = 0.0

    def rest(self, who: object) -> None:
        """The collector rests until ``who`` wants it no more."""
        self._wanted.add(id(who))
        gc.disable()

    def go_on(self, who: object) -> None:
        """``who`` no longer wants it at rest; nothing, where that was never wanted."""
        self._wanted.discard(id(who))
        if not self._wanted:
            gc.enable()

    def sweep(self) -> None:
        """In the window's thread: collect what is due, as the collector itself would."""
        counts, bars = gc.get_count(), gc.get_threshold()
        due = [place for place in range(len(bars)) if bars[place] and counts[place] > bars[place]]
        if not due:
            return
        last = len(bars) - 1
        whole = max(due) == last and monotonic() - self._swept >= WHOLE
        gc.collect(last if whole else min(max(due), last - 1))
        if whole:
            self._swept = monotonic()


sweeper: Final = Sweeper()
