"""Small books for tests of keeping, and other processes on them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from kyuanbook.book.book import Book, open_book
from tests.book.factories import Clock, customer, visit

NAMES = ("王小明", "李姐", "欧阳文静", "曾国强", "单秀英")


def fill(book: Book, customers: int = 3, visits: int = 2) -> None:
    """Add customers who came."""
    for number in range(customers):
        found = customer(book, NAMES[number % len(NAMES)], note=f"第 {number} 位")
        for _ in range(visits):
            visit(book, found)


def small_book(path: Path, clock: Clock, customers: int = 3, visits: int = 2, mode: str | None = None) -> Book:
    """An open book with a few customers."""
    book = open_book(path, clock=clock, mode=mode)
    fill(book, customers, visits)
    return book


def counts(book: Book) -> tuple[int, int]:
    """Customers and visits."""
    with book.read() as sql:
        return sql.value("SELECT count(*) FROM customer"), sql.value("SELECT count(*) FROM visit")


def child(*arguments: object, prefix: Sequence[str] = ()) -> "subprocess.Popen[str]":
    """Another process on the same book: ``child.py`` beside this file; ``prefix``: a command to run it by."""
    command = [*prefix, sys.executable, "-m", "tests.book.child", *map(str, arguments)]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


def hear(process: "subprocess.Popen[str]") -> str:
    """The next line it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def dismiss(process: "subprocess.Popen[str]") -> str:
    """Let it end in good order; what else it said."""
    said, _ = process.communicate("\n", timeout=60)
    return said.strip()
