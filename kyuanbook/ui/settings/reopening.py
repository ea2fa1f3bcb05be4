"""What needs the book closed: 恢复 and 换电脑. Done by whoever owns the book, between closing and opening it again."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kyuanbook.actions import keeping
from kyuanbook.actions.keeping import Began, Progress
from kyuanbook.book.errors import BookError
from kyuanbook.language import say, tr
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.words import Message
from kyuanbook.ui.shell.memory import Memory


def _nothing() -> None:
    """For what leaves no more to do."""


@dataclass(frozen=True, slots=True)
class Reopening:
    """``title``: what it is called while it is done; ``work``: given the closed book's path, whom to tell how far it is and
    which leg begins, does it off the GUI thread and gives the sentence to say in the book's new window. It raises nothing
    of the book's. ``then``: to be called after it on the GUI thread.
    """

    title: str
    work: Callable[[Path, Progress, Began], str]
    then: Callable[[], None] = _nothing


def restoring(backup: Path) -> Reopening:
    """恢复 from ``backup``; when it can't be, the present book stays as it is."""

    def work(book: Path, progress: Progress, began: Began) -> str:
        try:
            done = keeping.restore_book(book, backup_path=backup, now=time.time, progress=progress, began=began)
        except BookError as error:
            return say(error.message)
        if done is None:
            return tr("已停下，没有恢复，还是原来那本")
        day = full_day(date.fromtimestamp(done.facts.at).toordinal())
        return say(Message("backup_restored", {"day": day, "path": str(done.kept or "")}))

    return Reopening(tr("恢复备份"), work)


def moving(packed: Path, memory: Memory) -> Reopening:
    """换电脑: the book, settings and backups of the old PC."""

    def work(book: Path, progress: Progress, began: Began) -> str:
        try:
            done = keeping.open_move(
                packed, book_path=book, settings_path=memory.path, now=time.time, progress=progress, began=began
            )
        except BookError as error:
            return say(error.message)
        if done is None:
            return tr("已停下，没有打开那个包，还是原来那本")
        return say(Message("move_opened", {"customers": done.facts.customers, "visits": done.facts.visits}))

    return Reopening(tr("打开旧电脑的包"), work, memory.reload)
