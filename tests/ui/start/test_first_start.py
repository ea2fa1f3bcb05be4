"""The first start, beside the empty page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from kyuanbook.actions import keeping
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import shop
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.start.first_start import FirstStart
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "settings.json")


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame, memory: Memory) -> FirstStart:
    made = FirstStart(theme, book, memory, frame)
    frame.open_panel(made)
    return made


def shop_of(book: Book) -> shop.ShopSettings:
    with book.read() as sql:
        return shop.settings(sql)


def test_name_trade_enter_then_a_second_place_that_can_wait(
    panel: FirstStart, frame: Frame, book: Book, memory: Memory, press: Press
) -> None:
    done: list[Done] = []
    panel.done.connect(done.append)
    commit(held(), "禾木果行")
    panel.trade.choose("fruit")
    panel.trade.chosen.emit("fruit")
    assert "5 天" in panel.note.text()
    press(Key.Key_Return)
    found = shop_of(book)
    assert (found.name, found.trade, found.set_up) == ("禾木果行", "fruit", True) and len(done) == 1
    assert panel.place.isVisible() and held() is panel.choose
    panel.later.click()
    assert frame.panels.panel is None and memory.now.place_asked and memory.now.second_place == ""


def test_with_the_sample_shop(panel: FirstStart, book: Book) -> None:
    wanted: list[None] = []
    panel.sample_wanted.connect(lambda: wanted.append(None))
    panel.sample.click()
    assert shop_of(book).set_up and wanted == [None]


def test_a_second_place_is_taken(panel: FirstStart, frame: Frame, memory: Memory, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    panel.empty.click()
    panel.take_place(str(stick))
    assert memory.now.second_place == str(stick) and frame.panels.panel is None


def test_the_book_s_own_folder_is_no_second_place(panel: FirstStart, book: Book, memory: Memory) -> None:
    panel.empty.click()
    panel.take_place(str(book.path.parent))
    assert panel.place_trouble.isVisible() and memory.now.second_place == ""


def test_the_old_pc_s_pack_is_opened_by_key(panel: FirstStart, book: Book, tmp_path: Path) -> None:
    packed = tmp_path / "旧电脑.kybmove"
    assert keeping.pack_for_move(book, target=packed, settings_path=tmp_path / "none.json") is not None
    chosen: list[str] = []
    panel.pack_chosen.connect(chosen.append)
    QTest.keyClick(held(), Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(panel.dialog, QFileDialog)
    panel.dialog.fileSelected.emit(str(packed))
    panel.dialog.reject()
    assert chosen == [str(packed)] and not panel.trouble.isVisible()


def test_what_is_no_pack_is_said_and_the_questions_stay(panel: FirstStart, tmp_path: Path) -> None:
    photo = tmp_path / "照片.kybmove"
    photo.write_bytes(b"\xff\xd8\xff\xe0 JFIF" * 50)
    chosen: list[str] = []
    panel.pack_chosen.connect(chosen.append)
    panel.take_pack(str(photo))
    assert "不是换电脑的包" in panel.trouble.text() and panel.trouble.isVisible()
    assert not chosen and panel.shop.isVisible()


def test_the_window_is_asked_to_open_the_pack_in_place_of_the_empty_book(
    book: Book, open_window: Callable[[Book], MainWindow], tmp_path: Path
) -> None:
    packed = tmp_path / "旧电脑.kybmove"
    keeping.pack_for_move(book, target=packed, settings_path=tmp_path / "none.json")
    window = open_window(book)
    window.start().first_start()
    panel = window.frame.panel()
    assert isinstance(panel, FirstStart)
    wanted: list[object] = []
    window.reopen_wanted.connect(wanted.append)
    panel.take_pack(str(packed))
    assert len(wanted) == 1


def test_esc_puts_it_off(panel: FirstStart, frame: Frame, book: Book, press: Press) -> None:
    press(Key.Key_Escape)
    assert frame.panels.panel is None and not shop_of(book).set_up


def test_an_over_long_name_is_refused_beside_it(panel: FirstStart, book: Book, press: Press) -> None:
    commit(held(), "店" * 40)
    press(Key.Key_Return)
    assert panel.form.fields["shop_name"].problem() is not None and not shop_of(book).set_up


def test_a_full_disk_is_said_and_the_name_stays(panel: FirstStart, book: Book, press: Press) -> None:
    commit(held(), "禾木")
    book.stop_writes(DiskFull())
    press(Key.Key_Return)
    assert "硬盘满了" in panel.trouble.text() and panel.name.text() == "禾木" and panel.shop.isVisible()


def test_who_was_asked_once_is_not_asked_again(theme: Theme, book: Book, frame: Frame, memory: Memory) -> None:
    memory.change(place_asked=True)
    panel = FirstStart(theme, book, memory, frame)
    frame.open_panel(panel)
    panel.empty.click()
    assert frame.panels.panel is None
