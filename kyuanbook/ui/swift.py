"""A quicker start: what PySide loads for writing its own type stubs is not loaded before the first picture.

Called before anything of PySide is imported. Each part does nothing when PySide's insides look otherwise, and anything
left out comes in by itself the moment it is asked for.
"""

import builtins
import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Final

# argparse, logging and a parser of signatures come with it, 12 ms; it is used by PySide's own build alone
_FOR_STUBS: Final = "shibokensupport.signature.lib.pyi_generator"


class _Later(ModuleType):
    """Stands for a module until somebody wants something of it."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def load_qt() -> None:
    """Import PySide's core without what only its build needs, and with the import statement left as Python made it.

    PySide wraps ``__import__`` for its switchable snake_case, which nobody here uses: that reads the source of every
    module imported after it, 6 ms in all. The garbage collector rests until :func:`settled`.
    """
    gc.disable()
    if "PySide6" in sys.modules:
        return
    sys.modules.setdefault(_FOR_STUBS, _Later(_FOR_STUBS))
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def settled() -> None:
    """The first picture stands: what a start leaves behind lives as long as the program, the collector need not look at it."""
    gc.freeze()
    gc.enable()
