"""A start of the program: python -m tests.bench.start_ours BOOK [browse]. Says when the first page is painted and when the
search answers; with ``browse`` opens 客户 and scrolls to its middle before it says how large it is.
"""

import os
import sys
from pathlib import Path

from kyuanbook.ui.swift import load_qt

load_qt()
from kyuanbook.app import Program, prepare  # noqa: E402
from tests.bench.said import say  # noqa: E402

book, browse = Path(sys.argv[1]), sys.argv[2:] == ["browse"]
app, memory = prepare(book.parent / "bench-home")
program = Program(app, memory)
program.open(book)
window = program.window
assert window is not None


def painted() -> None:
    say("painted")
    window.start().chores.searchable.connect(searchable)


def searchable() -> None:
    assert program.book is not None
    with program.book.read() as sql:
        assert program.book.haystack.find(["w"], 5)
        assert sql is not None
    say("searchable")
    if browse:
        from PySide6.QtCore import QTimer

        window.nav.go("customers")
        QTimer.singleShot(1000, window, scrolled)
    else:
        end()


def scrolled() -> None:
    """When all that is done behind the window is done."""
    if program.runner is not None and program.runner.busy():
        from PySide6.QtCore import QTimer

        QTimer.singleShot(500, window, scrolled)
        return
    table = window.nav.page("customers").table
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    window.grab()
    say("settled")
    end()


def end() -> None:
    """Let go of the book, else each start would be one after a crash: the next would recover what this one left."""
    assert program.book is not None
    program._stop()  # a count on its way would read from a book that is closed under it
    program.book.close()
    os._exit(0)


window.painted.connect(painted)
app.exec()
