"""What needs the book closed: 恢复 and 换电脑. Done by whoever owns the book, between closing and opening it again."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kyuanbook.actions import keeping
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.words import Message
from kyuanbook.ui.shell.memory import Memory

Reopening = Callable[[Path], tuple[Path, str]]
"""Given the closed book's path: the book to open, and the sentence to say in its window. Raises nothing of the book's."""


def restoring(backup: Path) -> Reopening:
    """恢复 from ``backup``; when it can't be, the present book stays as it is."""

    def work(book: Path) -> tuple[Path, str]:
        try:
            done = keeping.restore_book(book, backup_path=backup, now=time.time)
        except BookError as error:
            return book, say(error.message)
        if done is None:
            return book, tr("没有恢复")
        day = full_day(date.fromtimestamp(done.facts.at).toordinal())
        return book, say(Message("backup_restored", {"day": day, "path": str(done.kept or "")}))

    return work


def moving(packed: Path, memory: Memory) -> Reopening:
    """换电脑: the book, settings and backups of the old PC."""

    def work(book: Path) -> tuple[Path, str]:
        try:
            done = keeping.open_move(packed, book_path=book, settings_path=memory.path, now=time.time)
        except BookError as error:
            return book, say(error.message)
        if done is None:
            return book, tr("没有打开")
        memory.reload()
        return done.book, say(Message("move_opened", {"customers": done.facts.customers, "visits": done.facts.visits}))

    return work
