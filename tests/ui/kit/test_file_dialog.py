"""File dialogs begin where the owner's papers are, then where they were last."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileSystemModel, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.book.book import open_book
from kyuanbook.ui.kit.file_dialog import folder_dialog, open_dialog, save_dialog, start_folder
from tests.book.factories import customer


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    qapp.setProperty("last_folder", None)
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    qapp.setProperty("last_folder", None)


def test_it_begins_in_the_owners_documents(parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    dialog = save_dialog(parent, "存为 PDF", "名单.pdf", ".pdf")
    assert dialog.selectedFiles() == [str(tmp_path / "名单.pdf")]
    assert dialog.defaultSuffix() == "pdf"


def test_the_last_folder_is_found_again_until_it_is_gone(parent: QWidget, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder_dialog(parent, "复制到哪里").fileSelected.emit(str(stick))
    assert start_folder() == stick
    save_dialog(parent, "存为 PDF", "名单.pdf", ".pdf").fileSelected.emit(str(tmp_path / "名单.pdf"))
    assert start_folder() == tmp_path
    folder_dialog(parent, "复制到哪里").fileSelected.emit(str(stick))
    stick.rmdir()
    assert start_folder() != stick


def test_a_folder_that_is_known_goes_first(parent: QWidget, tmp_path: Path) -> None:
    assert Path(open_dialog(parent, "用哪一份恢复", "*.gz", tmp_path).directory().path()) == tmp_path
    gone = open_dialog(parent, "用哪一份恢复", "*.gz", tmp_path / "gone")
    assert Path(gone.directory().path()) == start_folder()


BESIDE = """
import sys
from pathlib import Path
from kyuanbook.book.book import open_book
with open_book(Path(sys.argv[1]), who="") as book, book.read() as sql:
    print(",".join(sql.column("SELECT name FROM customer ORDER BY id")))
"""


def seen_by_another_program(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", BESIDE, str(path)], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_the_open_book_keeps_its_locks_while_a_dialog_shows_its_folder(
    parent: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    """Without them the next program to close the book would delete the WAL, and what the window writes into it."""
    path = tmp_path / "客源本.kyb"
    with open_book(path, who="") as book:
        customer(book, "王小明")
        dialog = open_dialog(parent, "打开另一本", "*.kyb", tmp_path)
        dialog.open()
        shown = dialog.findChild(QFileSystemModel)
        assert shown is not None
        qtbot.waitUntil(lambda: all(shown.type(shown.index(str(one))) for one in tmp_path.iterdir()))
        assert seen_by_another_program(path) == "王小明"
        assert path.with_name(path.name + "-wal").exists()
        customer(book, "李姐")
        dialog.reject()
        assert seen_by_another_program(path) == "王小明,李姐"
