"""File dialogs begin where the owner's papers are, then where they were last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.file_dialog import folder_dialog, open_dialog, save_dialog, start_folder


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
