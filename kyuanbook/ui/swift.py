"""A quicker start: the import statement stays Python's own, PySide's patterns wait until somebody matches with them, and the
collector rests until the first picture.

Called before anything of PySide is imported.
"""

import builtins
import gc
import re
import sys
from typing import Any, Final

from kyuanbook.ui.kit.sweep import sweeper

_COMPILE: Final = re.compile


def load_qt() -> None:
    """Import PySide's core, the import statement left as Python made it.

    PySide wraps ``__import__`` for its switchable snake_case, which nobody here uses: that reads the source of every
    module imported after it, 6 ms in all. The garbage collector rests until :func:`settled`.
    """
    sweeper.rest(sys)
    if "PySide6" in sys.modules:
        return
    plain = builtins.__import__
    re.compile = _put_off  # type: ignore[assignment]
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        re.compile = _COMPILE
        builtins.__import__ = plain


class _Pattern:
    """A pattern compiled when one of its methods is first called."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **named: getattr(re.compile(*self._written), name)(*args, **named)  # re keeps what it compiled


def _put_off(pattern: Any, flags: int = 0) -> Any:
    """PySide compiles the patterns of its stub writer and of its error messages at import: 12 ms for what few starts use.
    What the standard library compiles meanwhile is left alone."""
    if sys._getframe(1).f_globals.get("__name__", "").startswith("shibokensupport"):
        return _Pattern(pattern, flags)
    return _COMPILE(pattern, flags)


def settled() -> None:
    """The first picture stands: what a start leaves behind lives as long as the program, the collector need not look at it."""
    gc.freeze()
    sweeper.go_on(sys)
