"""What the trials of the packages have in common: saying what holds, waiting, and a screen to look at."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import bundle

SCREEN: Final = "1366x768x24"


def carried_out(work: Path, steps: Mapping[str, Callable[[], object]]) -> int:
    """The steps that the command line names, else all. An exit code."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        for name in sys.argv[1:] or steps:
            print(name, flush=True)
            steps[name]()
    except bundle.Wrong as wrong:
        print(f"FAILED: {wrong}", file=sys.stderr)
        return 1
    return 0


def expect(true: object, what: str) -> None:
    """Raises Wrong with ``what`` unless ``true``."""
    if not true:
        raise bundle.Wrong(what)
    print(f"  ok {what}", flush=True)


def until(done: Callable[[], object], what: str, patience: float = 240) -> None:
    """Wait for it. Raises Wrong."""
    end = time.monotonic() + patience
    while not done():
        if time.monotonic() > end:
            raise bundle.Wrong(f"did not come: {what}")
        time.sleep(0.5)
    print(f"  ok {what}", flush=True)


@contextmanager
def screen() -> Iterator[str]:
    """An X server of its own with a window manager; gives its display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    display = f":{os.read(read, 16).decode().strip()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, **quiet)
    try:
        yield display
    finally:
        manager.terminate()
        server.terminate()
        server.wait()


def keys(display: str, *words: str) -> str:
    """xdotool."""
    return subprocess.run(
        ["xdotool", *words], env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=False
    ).stdout


def titles(display: str) -> str:
    """Of all windows to be seen."""
    return keys(display, "search", "--onlyvisible", "--name", ".", "getwindowname", "%@")


def picture(display: str, to: Path) -> None:
    """Of the whole screen."""
    subprocess.run(["import", "-window", "root", str(to)], env={**os.environ, "DISPLAY": display}, check=False)


def opened_by_others(folder: Path) -> None:
    """What --self-test left there: the book by sqlite3, a list by pdftotext. Raises Wrong."""
    with closing(sqlite3.connect(folder / "left.kyb")) as book:
        expect(book.execute("PRAGMA integrity_check").fetchone() == ("ok",), "its book opens with sqlite3")
        many = book.execute("SELECT count(*) FROM customer WHERE name = '龙䶮石'").fetchone()[0]
        expect(many == 1, "and holds the customer")
    words = bundle.run("pdftotext", "-layout", folder / "calls.pdf", "-").stdout
    expect("回访名单" in words, "its list is read by pdftotext")


def some(names: Iterable[str], many: int) -> list[str]:
    """So many of them, the same ones each time."""
    return random.Random(7).sample(sorted(names), many)


def each_is_missed(
    app: Path, names: list[str], self_test: Callable[[], "subprocess.CompletedProcess[str]"], code: int
) -> None:
    """The files of an installed program taken away one by one: each is named. Raises Wrong."""
    for name in names:
        away = (app / name).rename(app.parent / "away")
        done = self_test()
        away.rename(app / name)
        if done.returncode != code or name not in done.stderr.replace("\\", "/"):
            raise bundle.Wrong(f"{name} was not missed: {done.returncode} {done.stderr[-200:]}")
    print(f"  ok {len(names)} files taken away one by one, each named", flush=True)
