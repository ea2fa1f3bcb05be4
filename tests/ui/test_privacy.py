"""隐私: one key, and no number or amount stands anywhere on the screen; the same key brings them back."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.done import Book
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry, PhoneEntry
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit import privacy as words
from kyuanbook.ui.kit.privacy import AMOUNT, DOTS, privacy
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.shell.memory import Memory
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import every_line, held
from tests.ui.kit.input_method import commit

TOLD = re.compile(r"\d{3}\*{4}\d{4}|1\d{10}|\d{3} \d{4} \d{4}|¥[\d−]|wx_snow|xue@")


@pytest.fixture(autouse=True)
def shown_again() -> Iterator[None]:
    """Whatever a test left, the next begins with everything shown."""
    yield
    privacy.turn(False)


@pytest.fixture
def shop(shop: Book) -> Book:
    """One more, of whom everything is known."""
    add_customer(
        shop,
        entry=CustomerEntry(
            name="谢雪", phones=(PhoneEntry("13900001111"), PhoneEntry("02166668888", "家里")), wechat="wx_snow",
            email="xue@example.cn", opening=OpeningEntry(visits="20", total="4000"),
        ),
    )  # fmt: skip
    return shop


def told(widget: QWidget) -> list[str]:
    """Every text on the screen, and what a screen reader is told, in which a number or an amount stands."""
    found: list[str] = []
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible():
            found += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
            seen = QAccessible.queryAccessibleInterface(part)
            found += [seen.text(kind) for kind in QAccessible.Text if seen is not None and kind.value < 6]
            if isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
                wide = len(part.columns) if isinstance(part, Table) else 1
                cells = [model.index(r, c) for r in range(model.rowCount()) for c in range(wide)]
                roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
                found += [str(cell.data(role) or "") for cell in cells for role in roles]
    return sorted({text for text in found if TOLD.search(text)})


def person(window: MainWindow, name: str) -> int:
    """The id of one."""
    with window.book.read() as sql:
        return int(sql.value("SELECT id FROM customer WHERE name = :name", name=name) or 0)


def test_the_words_are_of_one_width_whatever_they_hide() -> None:
    assert (words.phone_words("13822045678"), words.amount_words(6800), words.contact_words("wx")) == (
        "138****5678",
        "¥68",
        "wx",
    )
    privacy.turn(True)
    assert {words.phone_words(n) for n in ("13822045678", "8888123", "123")} == {DOTS}
    assert {words.amount_words(n) for n in (0, 680, 123456789, -500)} == {AMOUNT}
    assert words.amount_words(None) == "—" and words.contact_words("") == ""
    assert words.whole_phone("13822045678") == "138 2204 5678", "the owner asked for this one"
    assert words.typed_amount(6800) == "¥68.00", "what is being typed stays readable"
    assert words.said(Message("like_phone", {"phone": "138 2204 5678"})) == f"电话相同：{DOTS}"
    assert words.said(Message("who_times", {"n": 3})) == "来过 3 次"


@pytest.mark.parametrize("page", ["today", "customers", "bin", "card"])
def test_no_page_tells_anything_in_private(window: MainWindow, press: Callable[..., None], page: str) -> None:
    window.acts.delete_customer(person(window, "盖小雨"))
    if page == "card":
        window.nav.go_to_card(person(window, "谢雪"))
    else:
        window.nav.go(page)
    if page != "bin":
        assert told(window.frame), "there is something to hide"
    press(Qt.Key.Key_F8)
    assert told(window.frame) == []
    press(Qt.Key.Key_F8)
    if page != "bin":
        assert told(window.frame)


def test_neither_the_card_beside_the_table_nor_what_is_copied_tells(
    window: MainWindow, press: Callable[..., None], qtbot: QtBot
) -> None:
    window.resize(1700, 800)
    window.nav.go("customers")
    page = window.page()
    page.table.go_to(person(window, "谢雪"))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.side is not None and page.side.name.text() == "谢雪")  # type: ignore[union-attr]
    assert told(page.side)  # type: ignore[union-attr]
    press(Qt.Key.Key_F8)
    assert told(window.frame) == []
    window.nav.go_to_card(person(window, "谢雪"))
    window.page().copy_number()  # type: ignore[union-attr]
    assert QGuiApplication.clipboard().text() == "13900001111"
    assert told(window.frame) == []


def test_neither_search_nor_entry_nor_notice_tells(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F3)
    assert told(window.frame), "the last visit's amount"
    QTest.keyClicks(held(), "35+20*2")
    press(Qt.Key.Key_F8)
    panel = window.start().panels.visit
    assert "¥" + "•••" in panel.who.last.text()
    assert panel.amount.text() == "35+20*2", "what the owner types stays readable"
    press(Qt.Key.Key_Return)
    assert window.frame.notice.text().startswith(f"已记：王小明 到店 {AMOUNT}")
    press(Qt.Key.Key_F, keys=Qt.KeyboardModifier.ControlModifier)
    commit(held(), "欧阳")
    assert [(row.phone, row.total) for row in window.start().popup.model.rows] == [(DOTS, f"累计 {AMOUNT}")]
    press(Qt.Key.Key_F8)
    assert window.start().popup.model.rows[0].phone == "150****7713"


def test_who_is_alike_is_said_without_the_number(window: MainWindow, press: Callable[..., None]) -> None:
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F4)
    panel = window.start().panels.customer
    panel.inside.phones.editors()[0].setText("13822045678")  # type: ignore[attr-defined]  # the number's line
    panel.ask_likely()
    assert panel.inside.likely.shown
    assert told(panel.inside.likely) == []


def test_the_table_sorts_by_what_it_hides(window: MainWindow, press: Callable[..., None]) -> None:
    window.nav.go("customers")
    press(Qt.Key.Key_F8)
    page = window.page()
    page.sort_by("total", True)  # type: ignore[union-attr]
    rows = [page.model.row(i) for i in range(page.model.rowCount())]  # type: ignore[union-attr]
    totals = [row.total_cents for row in rows]
    assert totals == sorted(totals, reverse=True) and totals[0] > 0


def test_the_number_of_a_card_is_still_told_alone_until_private_is_asked_for(
    window: MainWindow, press: Callable[..., None]
) -> None:
    window.nav.go_to_card(person(window, "王小明"))
    card = window.page()
    press(Qt.Key.Key_F8)
    card.phone.click()  # type: ignore[union-attr]
    assert card.phone.text() == "138 2204 5678"  # type: ignore[union-attr]
    press(Qt.Key.Key_F8, times=2)
    assert card.phone.text() == DOTS  # type: ignore[union-attr]


def test_the_mark_says_so_and_turns_it_off(window: MainWindow) -> None:
    mark = window.frame.privacy_mark
    narrow = mark.width()
    assert not mark.isChecked()
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert privacy.on and mark.isChecked() and mark.words() == "隐私中" and mark.width() > narrow
    assert not mark.geometry().intersects(window.frame.search.geometry())
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert not privacy.on and not mark.isChecked() and mark.width() == narrow


def test_the_menu_bears_a_mark_while_it_is_on(window: MainWindow, press: Callable[..., None]) -> None:
    menu = window.start().menu.menu

    def checked() -> bool:
        menu.aboutToShow.emit()
        return next(a for a in every_line(menu) if a.text().endswith("\tF8")).isChecked()

    assert not checked()
    press(Qt.Key.Key_F8)
    assert checked()


def test_it_stays_on_over_a_restart_and_the_first_picture_knows_it(
    window: MainWindow, open_window: Callable[[Book], MainWindow], press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_F8)
    window.close_for_good()
    privacy.turn(False)
    window.memory.now = Memory(window.memory.path).now
    again = open_window(window.book)
    assert privacy.on and told(again.frame) == []
