"""When Python's garbage collector may sweep: never in a worker's thread, where a widget it finds there would die.

Qt wants a widget destroyed in the thread it lives in. The collector runs in whichever thread makes it due, so it rests while
a job is on its way, and the window's own thread sweeps in its stead.
"""

import gc
from time import monotonic
from typing import Final

DUE: Final = 250  # ms between two looks of the window's thread while the collector rests
WHOLE: Final = 5.0  # seconds at least between two sweeps of everything: with a large book each takes a moment
_resting = 0
_swept = 0.0


def rest() -> None:
    """The collector rests until as many :func:`go_on`."""
    global _resting
    _resting += 1
    gc.disable()


def go_on() -> None:
    """One less wants it at rest."""
    global _resting
    _resting -= 1
    if not _resting:
        gc.enable()


def sweep() -> None:
    """In the window's thread: collect what is due, as the collector itself would."""
    counts, bars = gc.get_count(), gc.get_threshold()
    due = [generation for generation in range(len(bars)) if bars[generation] and counts[generation] > bars[generation]]
    if not due:
        return
    global _swept
    whole = max(due) == len(bars) - 1
    if whole and monotonic() - _swept < WHOLE:
        gc.collect(len(bars) - 2)
        return
    gc.collect(max(due))
    if whole:
        _swept = monotonic()
