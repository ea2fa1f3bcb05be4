"""A quicker start: the import statement stays Python's own, and the collector rests until the first picture.

Called before anything of PySide is imported.
"""

import builtins
import gc
import sys


def load_qt() -> None:
    """Import PySide's core, the import statement left as Python made it.

    PySide wraps ``__import__`` for its switchable snake_case, which nobody here uses: that reads the source of every
    module imported after it, 6 ms in all. The garbage collector rests until :func:`settled`.
    """
    gc.disable()
    if "PySide6" in sys.modules:
        return
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def settled() -> None:
    """The first picture stands: what a start leaves behind lives as long as the program, the collector need not look at it."""
    gc.freeze()
    gc.enable()
