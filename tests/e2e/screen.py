"""A real screen without glass: Xvfb, a window manager, and hands that type. What is typed goes through the X server."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SPARE = (93, 97, 103, 120, 132, 149, 154, 168, 178, 183, 184, 197, 202, 217, 219, 222, 230, 248)  # keycodes of no key
HAN = "小雅理发王明路过天前曾琴"
PATIENCE = 30.0  # seconds until a thing that doesn't happen is called missing; nothing waits that long when all is well


class Screen:
    """An X server of our own, with a window manager."""

    def __init__(self) -> None:
        missing = [program for program in ("Xvfb", "openbox", "xdotool", "xmodmap") if shutil.which(program) is None]
        assert not missing, f"needs {missing}: run `make test`, which installs them"
        read, write = os.pipe()
        # -noreset: else the server begins anew whenever its last client goes, and refuses the one that comes just then
        self._server = subprocess.Popen(
            ["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as said:
            self.display = ":" + said.readline().strip()
        self.environment = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def give_han_keys(self) -> None:
        """Han has no keys. xdotool lends each character one for a moment, which a busy program misses; these are lasting."""
        for code, character in zip(SPARE, HAN, strict=False):
            subprocess.run(
                ["xmodmap", "-e", f"keycode {code} = U{ord(character):04X}"], env=self.environment, check=True
            )

    def close(self) -> None:
        """Switch it off."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()

    def hands(self, *words: str) -> str:
        """Run xdotool."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        """Press keys one after the other (``ctrl+p``, ``Return``)."""
        for key in keys:
            self.hands("key", "--clearmodifiers", key)
            time.sleep(0.05)

    def write(self, text: str) -> None:
        """Type; of Han only what has a key."""
        assert not {c for c in text if not c.isascii()} - set(HAN), text
        for part in re.findall(r"[ -~]+|[^ -~]", text):
            self.hands("type", "--delay", "40", part)
            time.sleep(0.1)

    def picture(self, path: Path) -> None:
        """What is on the screen, for eyes, where ImageMagick is at hand."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)

    def title(self) -> str:
        """Of the window in front."""
        return self.hands("getactivewindow", "getwindowname")


class Window:
    """The program, run as the owner runs it, in a home of its own."""

    def __init__(self, screen: Screen, home: Path) -> None:
        self.screen, self.home = screen, home
        self.environment = {**screen.environment, "KYUANBOOK_HOME": str(home), "PYTHONFAULTHANDLER": "1"}
        with (home / "window.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kyuanbook"], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    def ask(self, *words: str) -> Any:
        """The command line beside the window, --json."""
        import json

        environment = {k: v for k, v in self.environment.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run(
            [sys.executable, "-m", "kyuanbook", "--json", *words], env=environment, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None

    def said(self) -> str:
        """What it printed: nothing, when all is well. A reader may ask for rows that are gone by then, or not answer in time
        on a busy machine."""
        text = (self.home / "window.log").read_text(encoding="utf-8")
        noise = (
            "propagateSizeHints", "QStandardPaths:", "QFontDatabase", "Could not find accessible on path",
            "QSpiApplication::keyEventError",
        )  # fmt: skip
        return "".join(line for line in text.splitlines(keepends=True) if not any(word in line for word in noise))

    def kill(self) -> None:
        """As when the power fails."""
        self.process.kill()
        self.process.wait()

    def close(self) -> int:
        """Close it by the keyboard; its exit code."""
        self.screen.press("alt+F4")
        return self.process.wait(PATIENCE)


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen for the time of a test."""
    made = Screen()
    try:
        made.give_han_keys()
        yield made
    finally:
        made.close()


def wait(happens: Callable[[], Any], seconds: float) -> Any:
    """Look until something is so, and give it back; after ``seconds`` give back what there is."""
    end = time.monotonic() + seconds
    while not (found := happens()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def until(happens: Callable[[], Any], what: str) -> Any:
    """Wait for something to be so, and give it back. Fails when it never is."""
    found = wait(happens, PATIENCE)
    assert found, f"never happened: {what}"
    return found
