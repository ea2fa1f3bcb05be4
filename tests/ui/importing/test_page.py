"""导入客户 through the real window: by keys, by the clipboard, by a file; and everything it says before it does anything."""

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kyuanbook.actions.custom import add_field
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.import_heads import LEAVE, NEW_FIELD, TO_NOTE
from kyuanbook.ui.importing.outcome import LEFT, NEW, THERE
from kyuanbook.ui.importing.page import ImportPage
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.runner import Runner
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, IMPORT, TODAY
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, regular
from tests.ui.conftest import held, listed

Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier
SHEET = (
    "姓名\t电话\t生日\t来源\t宠物\n"
    "张三\t13900001111\t农历正月初五\t老张的店\t旺财\n"
    "王小明\t138 2204 5678\t\t\t\n"
    "李四\t1.38E+10\t\t\t\n"
    "赵六\t1390000222\t\t\t\n"
)


def copied(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def page_of(window: MainWindow) -> ImportPage:
    page = window.nav.page(IMPORT)
    assert isinstance(page, ImportPage)
    return page


def people(book: Book) -> int:
    with book.read() as sql:
        return customer_count(sql)


def counts(page: ImportPage) -> dict[str, int | None]:
    return {key: chip.choice.count for key, chip in page.outcome.chips._chips.items()}


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    """Ctrl+9, and SHEET pasted by Ctrl+V."""
    QTest.keyClick(window, Qt.Key.Key_9, CTRL)
    copied(SHEET)
    QTest.keyClick(held(), Qt.Key.Key_V, CTRL)
    return page_of(window)


def test_the_empty_page_says_what_to_do_and_that_nothing_is_changed(window: MainWindow, press: Press) -> None:
    QTest.keyClick(window, Qt.Key.Key_9, CTRL)
    page = page_of(window)
    assert window.frame.shown() == IMPORT and held() is page.choose
    assert "粘贴" in page.empty.words.text() and "不会有任何改动" in page.empty.words.text()
    assert not page.foot.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == TODAY


def test_pasted_and_brought_in_by_keys_alone_and_taken_back(window: MainWindow, page: ImportPage, press: Press) -> None:
    before = people(window.book)
    assert held() is page.columns.parts[0].what
    assert page.wanted is not None and page.wanted.keys == ("name", "phone", "birthday", "source", LEAVE)
    assert counts(page) == {"new": 2, "there": 1, "left": 1, "odd": 1}
    assert page.foot.sum.text() == "新客户 2 位，已在本里 1 位（不动），有问题 1 行"
    assert people(window.book) == before
    QTest.keyClick(held(), Qt.Key.Key_S, CTRL)
    assert people(window.book) == before + 2
    assert "已导入 2 位客户" in window.frame.notice.text() and window.frame.notice.offers()
    assert page.foot.sum.text() == "导入了 2 位，没导入 1 行" and not page.bring.isEnabled()
    assert page.outcome.chips.choice() == LEFT
    QTest.keyClick(held(), Qt.Key.Key_Z, CTRL)
    assert people(window.book) == before
    assert page.bring.isEnabled() and counts(page)["new"] == 2  # the same table may be brought in again


def test_each_number_leads_to_its_rows_and_reasons(window: MainWindow, page: ImportPage, press: Press) -> None:
    page.outcome.chips.take_focus()
    QTest.mouseClick(page.outcome.chips._chips[LEFT], Qt.MouseButton.LeftButton)
    assert listed(page.outcome.rows) == [
        "第 4 行，李四，电话“1.38E+10”："
        "表格只显示了缩短的号码：请在表格里把这一列设成“文本”或“数值”，看得见整个号码了，再另存、再导入"
    ]
    QTest.mouseClick(page.outcome.chips._chips["odd"], Qt.MouseButton.LeftButton)
    assert "赵六" in listed(page.outcome.rows)[0] and "少" in listed(page.outcome.rows)[0]
    QTest.mouseClick(page.outcome.chips._chips[THERE], Qt.MouseButton.LeftButton)
    page.outcome.rows.setFocus()
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == CARD
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == IMPORT and page.plan is not None  # nothing of it is lost


def choose(page: ImportPage, place: int, key: str) -> None:
    """By keys, as in any list: the letters or arrows of the closed box."""
    box = page.columns.parts[place].what
    box.setFocus()
    box.choose(key)
    box.activated.emit(box.currentIndex())


def test_what_a_column_is_can_be_chosen_and_no_two_are_one(window: MainWindow, page: ImportPage) -> None:
    choose(page, 4, "name")
    assert page.wanted is not None and page.wanted.keys == (LEAVE, "phone", "birthday", "source", "name")
    assert page.columns.parts[0].what.choice() == LEAVE
    choose(page, 0, "name")
    choose(page, 4, NEW_FIELD)
    choose(page, 2, TO_NOTE)
    page.bring_in()
    with window.book.read() as sql:
        assert sql.column("SELECT text FROM custom_value") == ["旺财"]
        assert sql.value("SELECT note FROM customer WHERE name = '张三'") == "生日：农历正月初五\n来源：老张的店"


def test_an_arrow_on_a_closed_box_chooses_too(page: ImportPage, press: Press) -> None:
    page.columns.parts[4].what.setFocus()
    press(Qt.Key.Key_End)
    assert page.wanted is not None and page.wanted.keys[4] == NEW_FIELD


def test_without_a_name_it_says_so_and_nothing_can_be_brought(page: ImportPage) -> None:
    choose(page, 0, LEAVE)
    assert "姓名" in page.trouble.text() and page.trouble.isVisible()
    assert not page.bring.isEnabled() and not page.outcome.isVisible()
    choose(page, 0, "name")
    assert not page.trouble.isVisible() and page.bring.isEnabled()


def test_an_unknown_source_becomes_one_where_the_owner_says_so(window: MainWindow, page: ImportPage) -> None:
    assert page.sources.isVisible() and list(page.sources.asked) == ["老张的店"]
    box = page.sources.asked["老张的店"]
    box.choose(f"family{ChannelFamily.PARTNER.value}")
    box.activated.emit(box.currentIndex())
    page.bring_in()
    with window.book.read() as sql:
        assert sql.value("SELECT family FROM channel WHERE name = '老张的店'") == "partner"


def test_those_in_the_book_are_filled_in_when_asked(window: MainWindow, page: ImportPage) -> None:
    copied("姓名\t电话\t微信\n王小明\t13822045678\twxm\n")
    page.take_clipboard()
    assert not page.bring.isEnabled()
    QTest.mouseClick(page.how.fill, Qt.MouseButton.LeftButton)
    assert page.bring.isEnabled() and "补上空着的内容" in page.foot.sum.text()
    page.bring_in()
    assert page.foot.sum.text() == "导入了 0 位，补全 1 位"
    with window.book.read() as sql:
        assert sql.value("SELECT wechat FROM customer WHERE name = '王小明'") == "wxm"


def test_a_file_in_another_encoding_is_read_when_it_is_said(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes("姓名,電話\n陳美麗,91234567\n".encode("big5"))
    page.take_file(str(path))
    box = page.how.encoding
    box.choose("big5")
    box.activated.emit(box.currentIndex())
    assert page.columns.parts[0].cells.cells == ("陳美麗",)
    assert page.title.note.text() == "客户.csv，1 行"


def test_a_workbook_is_refused_with_what_to_do_and_a_way_on(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "客户.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(99))
    page.take_file(str(path))
    assert "另存为 CSV" in page.trouble.text() and page.trouble.isVisible()
    assert not page.read_part.isVisible() and page.paste_link.isVisible()
    copied(SHEET)
    QTest.keyClick(window, Qt.Key.Key_V, CTRL)
    assert not page.trouble.isVisible() and page.read_part.isVisible()


def test_an_empty_clipboard_is_said_and_the_table_stays(page: ImportPage) -> None:
    copied("")
    page.take_clipboard()
    assert "剪贴板里没有表格" in page.trouble.text()
    assert page.plan is not None and page.read_part.isVisible()


def test_a_file_copied_in_the_file_manager_is_pasted_as_that_file(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "客户.txt"
    path.write_text("姓名\n钱七\n", "utf-8")
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(given)
    page.take_clipboard()
    assert page.path == path and counts(page)["new"] == 1


def test_a_file_is_dropped_on_the_page(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("姓名\n钱七\n孙八\n", "utf-8")
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path))])
    at, free = page.rect().center(), Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # nobody but Qt is to make one, and from 6.12 on it says so
        enters = QDragEnterEvent(at, Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, free)
    QApplication.sendEvent(page, enters)
    assert enters.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, given, Qt.MouseButton.LeftButton, free))
    assert page.path == path and counts(page)["new"] == 2


def test_which_line_has_the_names_can_be_said(page: ImportPage) -> None:
    box = page.how.head
    box.choose("")
    box.activated.emit(box.currentIndex())
    assert page.wanted is not None and page.wanted.head is None
    assert page.columns.parts[1].head.text() == "第 2 列"


def test_rows_left_out_are_saved_and_brought_again(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    page.bring_in()
    QTest.keyClick(held(), Qt.Key.Key_L, CTRL)
    dialog = page.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.close()
    path = tmp_path / "没导入.csv"
    page.save_to(str(path))
    assert "已存下 1 行" in window.frame.notice.text()
    path.write_text(path.read_text("utf-8-sig").replace("1.38E+10", "13700001111"), "utf-8-sig")
    page.take_file(str(path))
    page.bring_in()
    with window.book.read() as sql:
        assert sql.value("SELECT count(*) FROM customer WHERE name = '李四'") == 1


def test_own_fields_are_offered_by_their_names(window: MainWindow, page: ImportPage) -> None:
    add_field(window.book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="宠物")
    page.take_clipboard()
    assert page.wanted is not None and page.wanted.keys[4].startswith("custom")
    assert page.columns.parts[4].what.currentText() == "宠物"


def test_somebody_added_meanwhile_is_seen_at_once(window: MainWindow, page: ImportPage) -> None:
    customer(window.book, "张三", "13900001111")
    assert counts(page)["there"] == 2


def test_what_was_brought_in_stays_said_while_the_book_is_ranked_anew(window: MainWindow, page: ImportPage) -> None:
    page.bring_in()
    window.start().chores.rank()
    regular(window.book, "后来的", gap=10, visits=2, ago=3)
    assert page.brought is not None and page.foot.sum.text() == "导入了 2 位，没导入 1 行"
    assert page.title.note.text().endswith("导入了 2 位") and not page.bring.isVisibleTo(page)
    assert (page.outcome.head.words.text(), page.outcome.head.note.text()) == ("已经导入", "有问题的没导入，改好再来")


def test_in_private_no_number_is_told(page: ImportPage) -> None:
    privacy.turn(True)
    try:
        assert page.columns.parts[0].cells.cells[0] == "张三"
        assert "13900001111" not in page.columns.parts[1].cells.cells
        page.outcome.choose(NEW)
        assert not any("1111" in line for line in listed(page.outcome.rows))
        page.outcome.choose(LEFT)
        assert "1.38E+10" not in listed(page.outcome.rows)[0] and "缩短" in listed(page.outcome.rows)[0]
    finally:
        privacy.turn(False)


def test_the_way_to_it_stands_on_the_customers_page(window: MainWindow) -> None:
    window.nav.go(CUSTOMERS)
    shown = window.page()
    QTest.mouseClick(shown.import_link, Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    assert window.frame.shown() == IMPORT


def test_the_first_day_offers_it(book: Book, open_window: Callable[[Book], MainWindow]) -> None:
    window = open_window(book)
    first = window.today.first_day
    assert first is not None
    QTest.mouseClick(first.bring, Qt.MouseButton.LeftButton)
    assert window.frame.shown() == IMPORT


def test_every_choice_has_a_name_for_a_screen_reader(page: ImportPage) -> None:
    assert [part.what.accessibleName() for part in page.columns.parts[:2]] == ["“姓名”这一列是什么", "“电话”这一列是什么"]
    assert page.columns.parts[0].what.accessibleDescription().startswith("张三")
    assert page.how.encoding.accessibleName() and page.how.head.accessibleName()
    assert page.sources.asked["老张的店"].accessibleName() == "来源“老张的店”记成什么"


def test_it_is_stopped_and_leaves_no_trace(
    shop: Book, theme: Theme, memory: Memory, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With real threads: 停下 in the middle of the writing."""
    runner = Runner()
    window = MainWindow(shop, theme, memory, lambda: runner)
    qtbot.addWidget(window)
    window.start()
    window.show()
    page = page_of(window)
    window.nav.go(IMPORT)
    before = people(shop)
    copied("姓名\t电话\n" + "".join(f"客{i}\t138{i:08}\n" for i in range(3000)))
    page.take_clipboard()
    qtbot.waitUntil(lambda: page.bring.isEnabled(), timeout=30_000)
    wait = page.behind.stop
    monkeypatch.setattr("kyuanbook.actions.import_writing.BATCH", 1)
    page.bring_in()
    wait()
    qtbot.waitUntil(lambda: not page.behind.busy, timeout=30_000)
    assert people(shop) == before and page.bring.isEnabled()
    assert "一位也没有导入" in window.frame.notice.text()
    page.bring_in()
    qtbot.waitUntil(lambda: page.brought is not None, timeout=60_000)
    assert people(shop) == before + 3000
    runner.stop()
    window.close_for_good()


def test_no_column_stands_half_in_sight(page: ImportPage, press: Press, qtbot: QtBot) -> None:
    heads = ["姓名", "电话", *(f"别的{i}" for i in range(14))]
    copied("\t".join(heads) + "\n" + "\t".join(["张三", "13900001111", *"甲乙丙丁戊己庚辛壬癸子丑寅卯"]) + "\n")
    page.take_clipboard()
    qtbot.wait(20)  # laid out
    page.columns.parts[0].what.setFocus()
    shown = page.columns.viewport().rect()
    for part in page.columns.parts[1:]:
        press(Qt.Key.Key_Tab)
        assert part.what.hasFocus()
        edges = [one.mapTo(page.columns.viewport(), one.rect().topLeft()).x() for one in page.columns.parts]
        seen = [x for x in edges if -part.width() < x < shown.right()]
        assert all(x >= 0 and x + part.width() <= shown.right() + 2 for x in seen), (edges, part.width(), shown.right())
        assert part.mapTo(page.columns.viewport(), part.rect().topLeft()).x() in seen
