"""The window that stands where a book can't be opened."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book
from kyuanbook.book.errors import BookError, CannotOpen, Damaged, Gone, NewerBook, NotABook, OpenElsewhere
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
    assert words(trouble) == ["用备份恢复", "再试一次", "打开另一本"]
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
    assert words(shown(theme, book.path, error, memory, qtbot)) == ["打开另一本", "再试一次"], "first what can help"


def test_a_book_on_a_stick_that_is_out_is_tried_again(theme: Theme, book: Book, memory: Memory, qtbot: QtBot) -> None:
    keeping.back_up(book)
    trouble = shown(theme, book.path, Gone(path=str(book.path)), memory, qtbot)
    assert words(trouble) == ["再试一次", "用备份恢复", "用别的备份恢复", "打开另一本"]
    assert trouble.choices[0]._filled and "保存" not in trouble.sentence.text(), "nothing was typed that could be saved"
    assert "留在旁边" not in trouble.choices[1].accessibleDescription(), "there is no file that could"


@pytest.mark.parametrize(
    "error", [Damaged(), Gone(path="客源本.kyb"), NotABook(path="客源本.kyb"), NewerBook(path="客源本.kyb"),
              OpenElsewhere(path="客源本.kyb"), CannotOpen(path="客源本.kyb")],
)  # fmt: skip
def test_the_path_has_its_own_line_and_stands_there_once(
    theme: Theme, book: Book, memory: Memory, qtbot: QtBot, error: BookError
) -> None:
    trouble = shown(theme, book.path.with_name("很长的文件夹" * 12) / "禾木理发.kyb", error, memory, qtbot)
    assert trouble.place.text().endswith("禾木理发.kyb") and ".kyb" not in trouble.sentence.text()
    assert trouble.place.sizeHint().width() <= trouble.place.width()
    assert not [choice for choice in trouble.choices if ".kyb" in choice.accessibleDescription()]
