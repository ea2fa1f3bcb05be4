"""The window that stands where a book can't be opened."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError, Damaged, NewerBook
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.trouble import Trouble


def shown(theme: Theme, path: Path, error: BookError, memory: Memory, qtbot: QtBot) -> Trouble:
    made = Trouble(theme, path, error, memory)
    qtbot.addWidget(made)
    made.show()
    return made


def words(trouble: Trouble) -> list[str]:
    return [choice.words() for choice in trouble.choices]


def test_a_damaged_book_is_not_sent_to_settings_that_are_not_there(
    theme: Theme, book: Book, memory: Memory, qtbot: QtBot
) -> None:
    trouble = shown(theme, book.path, Damaged(path=str(book.path)), memory, qtbot)
    assert "设置" not in trouble.sentence.text() and "U盘" in trouble.sentence.text()
    assert words(trouble) == ["用别的备份恢复", "再试一次", "打开另一本"]
    keeping.back_up(book)
    trouble = shown(theme, book.path, Damaged(path=str(book.path)), memory, qtbot)
    assert "设置" not in trouble.sentence.text() and "用下面的备份恢复" in trouble.sentence.text()
    assert words(trouble) == ["用备份恢复", "用别的备份恢复", "再试一次", "打开另一本"]


def test_another_backup_is_looked_for_where_backups_lie(
    theme: Theme, book: Book, memory: Memory, qtbot: QtBot
) -> None:
    keeping.back_up(book)
    trouble = shown(theme, book.path, Damaged(path=str(book.path)), memory, qtbot)
    trouble.choices[1].click()
    (dialog,) = trouble.findChildren(QFileDialog)
    assert Path(dialog.directory().path()) == keeping.backup_folder(book.path)
    dialog.reject()


@pytest.mark.parametrize("error", [NewerBook(path="客源本.kyb")])
def test_where_no_backup_helps_none_is_offered(
    theme: Theme, book: Book, memory: Memory, qtbot: QtBot, error: BookError
) -> None:
    keeping.back_up(book)
    assert words(shown(theme, book.path, error, memory, qtbot)) == ["再试一次", "打开另一本"]
