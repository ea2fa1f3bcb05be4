"""备份 in the settings: made, listed, copied, packed; restoring asks first."""

import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import BadBackup, BadMove
from kyuanbook.ui.kit.file_dialog import start_folder
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.settings.confirm import Confirm
from kyuanbook.ui.settings.keeping_section import KeepingSection
from kyuanbook.ui.settings.page import KEEPING, SettingsPage
from kyuanbook.ui.settings.reopening import Reopening, moving, restoring
from kyuanbook.ui.shell.memory import Memory
from tests.book import factories
from tests.book.factories import Clock


@pytest.fixture
def section(page: SettingsPage, book: Book) -> KeepingSection:
    factories.visit(book, factories.customer(book, "王小明", "13822045678"))
    page.show_section(KEEPING)
    return page.keeping


def done(reopening: Reopening, book: Path) -> str:
    """What is said of it when nobody stops it."""
    words = reopening.work(book, lambda _done, _of: True, lambda _leg: None)
    reopening.then()
    return words


def test_a_backup_now_is_listed_at_once(section: KeepingSection, frame: Frame) -> None:
    assert "还没有备份过" in section.note.text()
    section.now.click()
    assert "已备份，1 位客户、1 次到店" in frame.notice.text()
    assert "1 位客户，1 次到店" in section.list.rows.rows[0].said()
    assert "上次备份：今天" in section.note.text()


def test_the_second_place_gets_a_backup_at_once(section: KeepingSection, memory: Memory, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    section.set_second(str(stick))
    assert list(stick.rglob("*.gz")) and section.second.text() == str(stick)
    assert "第二个地方" not in section.note.text()
    section.drop_second.click()
    assert memory.now.second_place == "" and "第二个地方" in section.note.text()


def test_a_stick_that_is_gone_is_said(section: KeepingSection, frame: Frame, memory: Memory, tmp_path: Path) -> None:
    memory.change(second_place=str(tmp_path / "gone"))
    section.now.click()
    assert "U盘可能没插" in frame.notice.text()


def test_a_copy_on_a_stick_opens_directly(section: KeepingSection, frame: Frame, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    section.copy_to(str(stick))
    copy = next(stick.glob("*.kyb"))
    assert sqlite3.connect(copy).execute("SELECT name FROM customer").fetchone() == ("王小明",)
    assert copy.name in frame.notice.text()


def test_a_place_that_is_not_there_is_said(section: KeepingSection, frame: Frame, tmp_path: Path) -> None:
    section.copy_to(str(tmp_path / "nowhere"))
    assert "U盘" in frame.notice.text() and section.now.isEnabled()


def test_restoring_asks_and_enter_does_nothing(page: SettingsPage, section: KeepingSection) -> None:
    section.now.click()
    wanted: list[object] = []
    page.reopen_wanted.connect(wanted.append)
    section.ask_restore(0)
    dialog = section.dialog
    assert isinstance(dialog, Confirm) and "留在旁边" in dialog.words.text()
    assert (dialog.do.words(), dialog.leave.words()) == ("恢复", "不恢复")
    assert dialog.focusWidget() is dialog.leave
    QTest.keyClick(dialog.leave, Qt.Key.Key_Return)
    assert wanted == [] and section.dialog is None


def test_restoring_is_handed_to_who_owns_the_book(page: SettingsPage, section: KeepingSection, book: Book) -> None:
    section.now.click()
    factories.customer(book, "后来的人")
    wanted: list[object] = []
    page.reopen_wanted.connect(wanted.append)
    section.ask_restore(0)
    assert isinstance(section.dialog, Confirm)
    section.dialog.do.click()
    book.close()
    reopening = wanted[0]
    assert isinstance(reopening, Reopening) and reopening.title == "恢复备份"
    assert "已恢复到" in done(reopening, book.path)
    with open_book(book.path) as again, again.read() as sql:
        assert sql.column("SELECT name FROM customer") == ["王小明"]


def test_a_backup_that_is_none_leaves_the_book_as_it_is(book: Book, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gz"
    bad.write_bytes(b"nothing")
    factories.customer(book, "王小明")
    book.close()
    assert "这个文件不是备份" in done(restoring(bad), book.path)
    with open_book(book.path) as again, again.read() as sql:
        assert sql.column("SELECT name FROM customer") == ["王小明"]


def test_another_pc_opens_what_was_packed(
    section: KeepingSection, frame: Frame, memory: Memory, tmp_path: Path
) -> None:
    memory.change(paper="a5")
    packed = tmp_path / "换电脑.zip"
    section.pack_to(str(packed))
    assert packed.exists() and "新电脑" in frame.notice.text()
    new_pc = Memory(tmp_path / "new" / "settings.json")
    target = tmp_path / "new" / "客源本.kyb"
    assert "1 位客户" in done(moving(packed, new_pc), target) and new_pc.now.paper == "a5"
    with open_book(target) as again, again.read() as sql:
        assert sql.column("SELECT name FROM customer") == ["王小明"]


def test_a_pack_is_called_by_its_suffix_and_a_zip_is_opened_too(section: KeepingSection) -> None:
    section.ask_pack()
    dialog = section.dialog
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("-换电脑.kybmove")
    assert Path(dialog.directory().path()) == start_folder()
    dialog.reject()
    section.ask_unpack()
    dialog = section.dialog
    assert isinstance(dialog, QFileDialog) and dialog.nameFilters() == ["*.kybmove *.zip"]
    dialog.reject()


def test_what_is_no_pack_and_no_backup_is_said_at_once_and_nothing_is_asked(
    section: KeepingSection, frame: Frame, tmp_path: Path
) -> None:
    photo = tmp_path / "照片.zip"
    photo.write_bytes(b"\xff\xd8\xff\xe0 JFIF" * 50)
    section.ask_unpack()
    assert isinstance(section.dialog, QFileDialog)
    section.dialog.fileSelected.emit(str(photo))
    section.dialog.reject()
    assert "不是换电脑的包" in frame.notice.text() and section.dialog is None
    section.ask_file()
    assert isinstance(section.dialog, QFileDialog)
    section.dialog.fileSelected.emit(str(photo))
    section.dialog.reject()
    assert "不是备份" in frame.notice.text() and section.dialog is None


def test_the_open_book_is_no_backup_of_itself_and_is_not_looked_into(book: Book, tmp_path: Path) -> None:
    link = tmp_path / "我的书.kyb"
    link.symlink_to(book.path)
    for path in (book.path, link, book.path.with_name(book.path.name + "-shm")):
        with pytest.raises(BadBackup):
            keeping.look_into_backup(path, open_book=book.path)
        with pytest.raises(BadMove):
            keeping.look_into_move(path, open_book=book.path)


def test_what_is_in_a_pack_is_said_before_it_is_opened(section: KeepingSection, tmp_path: Path) -> None:
    packed = tmp_path / "换电脑.kybmove"
    section.pack_to(str(packed))
    section.ask_unpack()
    assert isinstance(section.dialog, QFileDialog)
    section.dialog.fileSelected.emit(str(packed))
    asked = section.dialog
    assert isinstance(asked, Confirm) and "1 位客户，1 次到店" in asked.words.text()
    asked.reject()


def test_two_backups_of_one_minute_are_told_apart_by_their_seconds(
    section: KeepingSection, book: Book, clock: Clock
) -> None:
    section.now.click()
    clock.minute += 10
    factories.customer(book, "李姐")
    section.now.click()
    clock.second += 7
    factories.customer(book, "欧阳雪")
    section.now.click()
    leads = [row.said().partition("，")[0] for row in section.list.rows.rows]
    assert leads == ["今天 10:10:07", "今天 10:10:00", "今天 10:00"]
    section.ask_restore(0)
    assert isinstance(section.dialog, Confirm) and "10:10:07" in section.dialog.words.text()
    section.dialog.reject()


def test_the_dates_of_backups_are_said_in_words(section: KeepingSection, book: Book) -> None:
    section.now.click()
    one = keeping.backups(book.path)[0]
    assert (one.day == book.today() and time.strftime("%Y") in str(one.path)) or "2026" in str(one.path)
    assert section.list.rows.rows[0].said().startswith("今天 10:00")
