"""``kyuanbook --self-test [FOLDER]``: the installed program tries itself out in a folder that goes away, or in FOLDER, which it
leaves for others to look at. The owner's own book and settings are not touched.

Says step by step what it does; ends with 0, or names what failed and ends with 1.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

FLAG: Final = "--self-test"
FAILED: Final = 1


class Failed(Exception):
    """A step did not do what it should; says what."""


Step = tuple[str, Callable[[Path], None]]


def main(words: Sequence[str]) -> int:
    """``words``: after the flag."""
    from kyuanbook import __version__

    speak()
    with ExitStack() as stack:
        if words:
            folder = Path(words[0]).resolve()
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="kyuanbook-self-test-", ignore_cleanup_errors=True))
            )
        os.environ["KYUANBOOK_HOME"] = str(folder / "own")
        tell(f"客源本 {__version__} · Python {sys.version.split()[0]} · {sys.platform} · {folder}")
        for name, step in steps():
            try:
                step(folder)
            except Exception as error:  # the border of the program: whatever it is, it is named
                if not isinstance(error, Failed):
                    traceback.print_exc()
                tell(f"FAILED {name}: {error or type(error).__name__}")
                return FAILED
            tell(f"ok {name}")
    tell("self-test: all is well")
    return 0


def steps() -> tuple[Step, ...]:
    """Each is imported when it comes up: what is missing fails its own step."""
    return (
        ("files", lambda folder: _of("shipped").check(folder)),
        ("commands", lambda folder: _of("commands").check(folder)),
        ("acts", lambda folder: _of("acts").check(folder)),
        ("papers", lambda folder: _of("window").papers(folder)),
        ("window", lambda folder: _of("window").check(folder)),
    )


def _of(name: str) -> Any:
    from importlib import import_module

    return import_module(f"kyuanbook.selftest.{name}")


def speak() -> None:
    """A window started without a console has no stdout: what is said goes into nothing, and the exit code tells."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as the program
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell(words: str) -> None:
    """How far it is."""
    print(words, flush=True)
