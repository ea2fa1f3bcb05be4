"""Another process on a book: ``visits PATH COUNT``, ``hold PATH MODE``, ``open PATH MODE``, ``write PATH COUNT``,
``crash PATH STEPS``, ``limited PATH BYTES``."""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from kyuanbook.book import sqlite
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import BookError
from tests.book.factories import customer, visit


def say(words: object) -> None:
    """One line, out at once."""
    print(words, flush=True)


def visits(path: Path, count: str) -> None:
    """Record visits; each is acknowledged only once the action has returned."""
    book = open_book(path)
    say("ready")
    for _ in range(int(count)):
        say(visit(book, 1))
    book.close()


def hold(path: Path, mode: str) -> None:
    """Keep the book open until told."""
    with open_book(path, mode=mode):
        say("ready")
        sys.stdin.readline()


def opened(path: Path, mode: str) -> None:
    """Say what comes of opening it."""
    try:
        with open_book(path, mode=mode or None) as book:
            say("recovered" if book.opening.recovered else "opened")
    except BookError as error:
        say(error.message.key)


def write(path: Path, count: str) -> None:
    """Open the book and write visits into it until something is the matter."""
    try:
        with open_book(path) as book:
            for _ in range(int(count)):
                say(visit(book, 1, note="长" * 500))
    except BookError as error:
        say(error.message.key)


def limited(path: Path, size: str) -> None:
    """The same where no file may grow beyond ``size`` bytes, as on a stick that is full or knows no large files."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), resource.RLIM_INFINITY))
    write(path, "1000")


def crash(path: Path, steps: str) -> None:
    """Open (or make) the book and write into it; be killed after so many thousand steps of SQLite's own machine."""
    left = int(steps)
    connect = sqlite.connect

    def tick() -> int:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watched(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connection.set_progress_handler(tick, 50)
        return connection

    sqlite.connect = watched
    with open_book(path) as book:
        who = customer(book, "王小明")
        for _ in range(20):
            say(visit(book, who))


if __name__ == "__main__":
    does = {"visits": visits, "hold": hold, "open": opened, "write": write, "crash": crash, "limited": limited}
    does[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
