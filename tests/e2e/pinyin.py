"""Chinese as the owner types it: letters into IBus with libpinyin, whose words reach the window as input method events."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.e2e.screen import PATIENCE, Screen, until

ENGINE, MEMORY = "/usr/libexec/ibus-engine-libpinyin", "/usr/libexec/ibus-memconf"
COMMAND: Final = ("ibus-daemon", "--panel=disable", f"--config={MEMORY}", "--emoji-extension=disable")


@contextmanager
def pinyin(screen: Screen, home: Path) -> Iterator[None]:
    """An input method for windows opened on ``screen`` from now on, in a home of its own: it has learnt no words."""
    missing = [program for program in ("ibus-daemon", ENGINE, MEMORY) if shutil.which(program) is None]
    assert not missing, f"needs {missing}: run `make test`, which installs them"
    # IBus puts its socket there, whose name has 107 characters to live in; an engine may still write down what it learnt when
    # its daemon is gone already
    near = TemporaryDirectory(prefix="ime-", ignore_cleanup_errors=True)
    screen.environment |= {
        "HOME": str(home), "XDG_CACHE_HOME": near.name, "XDG_RUNTIME_DIR": str(home), "QT_IM_MODULE": "ibus",
        "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory",
    }  # fmt: skip
    daemon = subprocess.Popen(
        COMMAND, env=screen.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: _engine(screen, "libpinyin") == "libpinyin", "pinyin in hand")
        yield
    finally:
        daemon.terminate()
        daemon.wait()
        near.cleanup()


def _engine(screen: Screen, wanted: str) -> str:
    """Ask for an engine; which one there is then."""
    for words in (["ibus", "engine", wanted], ["ibus", "engine"]):
        done = subprocess.run(
            words, env=screen.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    return done.stdout.strip()
