"""名单 and a printed list through the window: reached, opened as printed, sent, lengthened, voided."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions import handouts, lists, reprint, sheets
from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.followups import plan
from kyuanbook.book.queries import list_rows
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.phones import shown
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.lists.list_page import ListPage
from kyuanbook.ui.lists.page import ListsPage
from kyuanbook.ui.printing.drawing import Wanted
from kyuanbook.ui.printing.print_flow import open_list
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.shell.navigation import LIST, LISTS, TODAY
from kyuanbook.ui.window import MainWindow

Press = Callable[..., None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def planned(window: MainWindow) -> list[int]:
    """Three who are due today, with what to say."""
    with window.book.read() as sql:
        ids = list(customer_ids(sql, window.book.today()))
    for i in ids:
        plan(window.book, customer_id=i, day="今天", note="问一问")
    return ids


def put(window: MainWindow, kind: str = list_rows.DUE, limit: int | None = None) -> tuple[int, bytes]:
    made, done = sheets.print_list(window.book, drawn=lists.draft(window.book, kind=kind, limit=limit), paper=Paper.A5)
    assert done.id is not None
    return done.id, made.pdf


def front(window: MainWindow) -> object:
    return window.frame.page()


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_all_lists_by_key_opened_by_enter_void_taken_back(window: MainWindow, planned: list[int], press: Press) -> None:
    QTest.keyClick(window, Qt.Key.Key_8, CTRL)
    page = front(window)
    assert isinstance(page, ListsPage) and page.empty.isVisible() and not page.table.isVisible()
    number, pdf = put(window)
    put(window, "all", 2)
    assert page.table.isVisible() and page.model.rowCount() == 2 and page.title.note.text() == "2 份名单"
    page.take_focus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    shown = front(window)
    assert isinstance(shown, ListPage) and shown.number == number
    assert shown.preview.paper is not None and shown.preview.paper.data == pdf
    press(Qt.Key.Key_Escape)
    assert window.frame.shown() == LISTS
    QTest.keyClick(window, Qt.Key.Key_K, CTRL | SHIFT)
    row = page.current()
    assert row is not None and row.id == number and row.voided_at is not None and not page.void_link.isEnabled()
    window.acts.undo()
    row = page.current()
    assert row is not None and row.voided_at is None
    put(window, "all", 1)
    row = page.current()
    assert row is not None and row.id == number  # nothing moves under the owner's hand
    window.nav.go(TODAY)
    newest, _ = put(window, "all", 1)
    window.nav.go(LISTS)
    row = page.current()
    assert row is not None and row.id == newest  # the one just printed
    page.table.go_to(number)
    window.nav.go(TODAY)
    window.nav.go(LISTS)
    row = page.current()
    assert row is not None and row.id == number


def test_the_next_message_is_copied_and_marked_sent(window: MainWindow, planned: list[int]) -> None:
    number, _ = put(window)
    window.start().open_printed(number)
    page = front(window)
    assert isinstance(page, ListPage)
    first = page.messages.next()
    assert first is not None and first.number == 1
    for left in (2, 1, 0):
        row = page.messages.next()
        assert row is not None
        QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
        said = QGuiApplication.clipboard().text()
        assert said == row.words["message"] and "您好" in said
        assert sum(1 for one in page.messages.rows if one.sent_at is None) == left
    assert page.messages.next() is None and page.messages.copy.isHidden() and page.messages.who.text() == "都发完了"
    window.acts.undo()
    assert page.messages.next() is not None
    with window.book.read() as sql:
        assert sql.value("SELECT count(*) FROM interaction WHERE kind = 'wechat'") == 2


def test_a_message_says_to_where_and_goes_to_nobody_who_cannot_be_reached_by_it(
    window: MainWindow, planned: list[int]
) -> None:
    first = planned[0]
    change_customer(window.book, customer_id=first, entry=CustomerEntry(name="只有微信", wechat="only_wx"))
    number, _ = put(window)
    window.start().open_printed(number)
    page = front(window)
    assert isinstance(page, ListPage)
    messages = page.messages
    waiting = [row.customer_id for row in messages.waiting()]
    assert sorted(waiting) == sorted(planned)
    while messages.next() is not None and messages.next().customer_id != first:  # type: ignore[union-attr]
        messages.skip.click()
    assert messages.words.text().startswith("发到 only_wx：") and messages.address.words() == "复制微信号"
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "only_wx"
    messages.by.choose("sms")
    messages.by.chosen.emit("sms")
    assert {row.customer_id for row in messages.waiting()} == set(planned) - {first}  # no number, no message
    row = messages.next()
    assert row is not None and messages.words.text().startswith(f"发到 {shown(row.phone)}：")
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == row.phone and messages.address.words() == "复制号码"
    privacy.turn(True)
    messages._show()
    assert shown(row.phone) not in messages.words.text()
    privacy.turn(False)


def test_one_is_passed_over_and_comes_round_again(window: MainWindow, planned: list[int]) -> None:
    number, _ = put(window)
    window.start().open_printed(number)
    page = front(window)
    assert isinstance(page, ListPage)
    seen = []
    for _ in range(4):
        row = page.messages.next()
        assert row is not None
        seen.append(row.number)
        QTest.keyClick(window, Qt.Key.Key_V, CTRL | SHIFT)
    assert seen == [1, 2, 3, 1]
    QTest.keyClick(window, Qt.Key.Key_C, CTRL | SHIFT)
    with window.book.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list_row WHERE sent_at IS NOT NULL") == 1
    page.messages.copy_next()
    assert not page.messages.skip.isVisible()  # the last


def test_what_came_of_the_list_in_hand_is_typed_back_from_here(
    window: MainWindow, planned: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = put(window)
    newer, _ = put(window, "all", 2)
    window.start().open_printed(number)
    page = front(window)
    assert isinstance(page, ListPage) and page.results.isVisible()
    page.results.click()
    typing = front(window)
    assert isinstance(typing, ResultsPage) and typing.printed is not None and typing.printed.id == number
    window.nav.go(LISTS)
    lists_page = front(window)
    assert isinstance(lists_page, ListsPage)
    assert lists_page.list_in_hand() == newer
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert typing.printed is not None and typing.printed.id == newer
    opened: list[int] = []
    monkeypatch.setattr(typing, "open_list", opened.append)
    window.nav.go(LISTS)
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert front(window) is typing and opened == []  # gone on with where it was left
    window.nav.go(LISTS)
    lists_page.void_current()
    assert not lists_page.results_link.isEnabled() and lists_page.list_in_hand() == 0


def test_one_more_sheet_is_looked_at_first_and_given_up_by_esc(
    window: MainWindow, planned: list[int], press: Press, tmp_path: Path
) -> None:
    number, pdf = put(window, limit=1)
    window.start().open_printed(number)
    page = front(window)
    assert isinstance(page, ListPage)
    QTest.keyClick(window, Qt.Key.Key_E, CTRL | SHIFT)
    assert page.second is not None and page.note.isVisible() and "第 2 张" in page.note.text()
    press(Qt.Key.Key_Escape)
    assert page.second is None and window.frame.shown() == LIST
    page.add_sheet()
    page.preview.save_to(str(tmp_path / "second.pdf"))
    text = text_of((tmp_path / "second.pdf").read_bytes())
    assert "第 2 张" in text and page.list is not None and page.list.row.sheets == 2 and page.list.row.rows == 3
    assert page.preview.sizes.isVisible() and page.preview.sizes.choice() == "2"
    second = reprint.print_again(window.book, number=number, sheet=2).pdf  # it alone was saved, and lies there
    assert page.preview.paper is not None and page.preview.paper.data == (tmp_path / "second.pdf").read_bytes() == second
    page.preview.sizes.choose("1")
    page.preview.size_chosen.emit("1")
    assert page.preview.paper is not None and page.preview.paper.data == pdf
    page.add_sheet()
    assert page.second is None and "没有别的人可加了" in window.frame.notice.text()


def test_a_list_that_asks_how_satisfied_they_are_and_what_its_offer_costs(window: MainWindow, planned: list[int]) -> None:
    open_list(window, Wanted(kind=list_rows.DUE))
    page = front(window)
    assert isinstance(page, PrintPage)
    page.options.score.click()
    page.options.offer.setText("没数")
    page.options.offer.committed.emit("没数")
    assert page.options.complaint.isVisible() and page.options.says().offer_cents == 0
    page.options.offer.setText("12.5")
    page.options.offer.committed.emit("12.5")
    assert not page.options.complaint.isVisible()
    front(window)
    assert page.drawn is not None and page.drawn.sheet is not None
    assert page.drawn.sheet.words.write.startswith("满意度 1 2 3 4 5")
    page.keep()
    with window.book.read() as sql:
        assert sql.one("SELECT asks_score, offer_cents FROM call_list") == (1, 1250)
    assert not page.options.score.isEnabled() and not page.options.offer.isEnabled()  # as printed


def test_saved_as_a_workbook_by_the_same_button(
    window: MainWindow, planned: list[int], tmp_path: Path, qtbot: QtBot
) -> None:
    open_list(window, Wanted(kind=list_rows.DUE))
    page = front(window)
    assert isinstance(page, PrintPage)
    page.preview.save_to(str(tmp_path / "名单.xlsx"))
    qtbot.waitUntil(lambda: "名单.xlsx" in window.frame.notice.text())  # it is written behind the window
    assert (tmp_path / "名单.xlsx").read_bytes()[:2] == b"PK" and page.drawn is not None and page.drawn.done is not None
    assert "名单.xlsx" in window.frame.notice.text() and "名单号 1" in window.frame.notice.text()
    window.start().open_printed(1)
    shown = front(window)
    assert isinstance(shown, ListPage)
    shown.preview.save_to(str(tmp_path / "再.xlsx"))
    qtbot.waitUntil(lambda: "再.xlsx" in window.frame.notice.text())
    assert (tmp_path / "再.xlsx").exists()


def test_who_waits_on_a_list_is_left_out_and_can_be_taken_in(window: MainWindow, planned: list[int]) -> None:
    put(window, limit=1)
    open_list(window, Wanted(kind=list_rows.DUE))
    page = front(window)
    assert isinstance(page, PrintPage) and page.drawn is not None
    assert page.waiting.isVisible() and page.waiting.words.text().startswith("1 位还在最近 14 天") and page.drawn.many == 2
    QTest.keyClick(window, Qt.Key.Key_O, CTRL | SHIFT)
    assert page.drawn is not None and page.drawn.many == 3
    QTest.keyClick(window, Qt.Key.Key_O, CTRL | SHIFT)
    assert page.drawn.many == 2


def test_decided_for_this_list_and_remembered_for_its_kind(window: MainWindow, planned: list[int]) -> None:
    open_list(window, Wanted(kind=list_rows.DUE))
    page = front(window)
    assert isinstance(page, PrintPage) and page.preview.paper is not None
    assert "138 2204 5678" in text_of(page.preview.paper.data)
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    QTest.keyClick(window, Qt.Key.Key_E, CTRL | SHIFT)
    text = text_of(page.preview.paper.data)
    assert "138****5678" in text and "138 2204 5678" not in text and "可以说：" in text
    page.preview.sizes.choose("roll58")
    page.preview.size_chosen.emit("roll58")
    open_list(window, Wanted(kind="all"))
    assert page.options.phones.isChecked() and not page.options.words.isChecked()
    open_list(window, Wanted(kind=list_rows.DUE))
    assert page.paper() is Paper.ROLL58 and not page.options.phones.isChecked() and page.options.words.isChecked()


def test_a_label_that_does_not_fit_is_said_and_cured(window: MainWindow, planned: list[int]) -> None:
    change_customer(window.book, customer_id=planned[0], entry=CustomerEntry(name="王小明", address="临河路9号"))
    open_list(window, Wanted(kind="all", form=handouts.LABELS))
    page = front(window)
    assert isinstance(page, PrintPage) and page.drawn is not None and page.drawn.many == 1
    assert "没有地址" in page.waiting.words.text() and page.preview.print_button.isEnabled()
    assert page.preview.file_name == "地址标签.pdf"
    page.preview.sizes.choose("own")
    page.preview.size_chosen.emit("own")
    width = page.label_form.sides["width"].editor
    width.setText("220")
    assert page.label_form.complaint.isVisible() and not page.preview.print_button.isEnabled() and width.text() == "220"
    page.label_form.complaint.cure.click()
    assert width.text() == "210" and not page.label_form.complaint.isVisible() and page.preview.print_button.isEnabled()
    before = page.preview.paper.data if page.preview.paper is not None else b""
    page.preview.save_to("/nonexistent/labels.xlsx")
    assert "只能存为 PDF" in window.frame.notice.text() and before
    with window.book.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list") == 0


def test_ctrl_p_on_a_card_prints_the_card_and_in_the_search_what_it_finds(window: MainWindow, planned: list[int]) -> None:
    window.nav.go_to_card(planned[0])
    window.print_list()
    page = front(window)
    assert isinstance(page, PrintPage) and page.wanted.form == handouts.CARDS and page.drawn is not None and page.drawn.many == 1
    window.nav.back()
    window.frame.search.setFocus()
    window.frame.search.setText("wxm")
    window.print_list()
    assert page.wanted.typed == "wxm" and page.drawn is not None
    assert [row.name for row in page.drawn.draft.rows] == ["王小明"] and page.drawn.sheet is not None
    assert page.drawn.sheet.title == "回访名单（搜“wxm”）"
