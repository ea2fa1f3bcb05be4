"""Another process on a book: ``visits PATH COUNT``, ``hold PATH MODE``, ``open PATH MODE``, ``write PATH``."""

import os
import sys
from pathlib import Path

from kyuanbook.book.book import open_book
from kyuanbook.book.errors import BookError
from tests.book.factories import visit


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


def write(path: Path, uid: str) -> None:
    """As another user: open the book and write a visit into it."""
    if int(uid):
        os.setgid(int(uid))
        os.setuid(int(uid))
    try:
        with open_book(path) as book:
            say(visit(book, 1))
    except BookError as error:
        say(error.message.key)


if __name__ == "__main__":
    {"visits": visits, "hold": hold, "open": opened, "write": write}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
