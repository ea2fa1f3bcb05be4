"""A bar for what takes long."""

import sys
from collections.abc import Callable
from typing import Any, Final

PROGRESS_FROM: Final = 5_000  # customers: below it nothing takes long enough to show


class Progress:
    """A bar on a terminal for what takes long; gives a function (done, of) -> go on."""

    def __init__(self, total: int, words: str) -> None:
        self._total, self._words = total, words
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, int], bool]:
        if self._total < PROGRESS_FROM or not sys.stderr.isatty():
            return lambda _done, _of: True
        from rich.console import Console
        from rich.progress import Progress as Bar

        bar = self._bar = Bar(console=Console(stderr=True), transient=True)
        bar.start()
        task = bar.add_task(self._words, total=self._total)

        def step(done: int, _of: int) -> bool:
            bar.update(task, completed=done)
            return True

        return step

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
