"""A quicker start: the import statement stays Python's own, PySide's patterns wait until somebody matches with them and its
describing of signatures until somebody asks for it, and the collector rests until the first picture.

Called before anything of PySide is imported.
"""

import builtins
import gc
import re
import sys
from _thread import RLock
from typing import Any, Final

from kyuanbook.ui.kit.sweep import sweeper

_COMPILE: Final = re.compile
_CODE: Final = builtins.compile
_LATER: Final = frozenset(  # not mapping: PySide's C looks into its dictionary, where a stand-in would have nothing
    f"shibokensupport/signature/{name}.py"
    for name in ("errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
)
_STAND_IN: Final = _CODE(
    "def __getattr__(name):\n from kyuanbook.ui.swift import fetched\n return fetched(globals(), name)\n", "<later>", "exec"
)
_sources: dict[str, Any] = {}  # of the modules put off
_running: Final = RLock()


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
    builtins.compile = _put_off_code
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = _CODE
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


def _put_off_code(source: Any, filename: Any, *args: Any, **named: Any) -> Any:
    """PySide brings the Python of its signatures along as text and compiles it at every start, the generator of its stubs
    among it: 15 ms. A module of these runs when something of it is first asked for: a call with a wrong argument, help()."""
    if filename in _LATER:
        _sources[filename] = source
        return _STAND_IN
    return _CODE(source, filename, *args, **named)


def fetched(module: dict[str, Any], name: str) -> Any:
    """What is called ``name`` in a module that was put off, which runs now. Raises AttributeError."""
    with _running:
        if not name.startswith("__") and (source := _sources.pop(module["__file__"], None)) is not None:
            exec(_CODE(source, module["__file__"], "exec"), module)
            del module["__getattr__"]
    try:
        return module[name]
    except KeyError:
        raise AttributeError(name) from None


def settled() -> None:
    """The first picture stands: what a start leaves behind lives as long as the program, the collector need not look at it."""
    gc.freeze()
    sweeper.go_on(sys)
