"""客户细分: building one by keyboard alone, what it counts, how it is changed, refused, deleted, looked at and taken out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.book.queries.segments import segments, size
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.picks import FEW, AddCombo, Picks
from kyuanbook.ui.analysis.sections import SEGMENTS
from kyuanbook.ui.analysis.segments_section import SegmentsSection
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.shell.navigation import ANALYSIS, CUSTOMERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, bulk_shop
from tests.ui.conftest import held

Press = Callable[..., None]
SPENT = (Condition("total", (20_000, None)),)


@pytest.fixture
def section(book: Book, page: AnalysisPage) -> SegmentsSection:
    """Forty customers, the later the better."""
    bulk_shop(book, [(f"客{i:02}", "", [(DAY - 9 * v, 1_000 * (i + 1)) for v in range(1 + i // 8)]) for i in range(40)])
    refresh_standings(book)
    page.show_section(SEGMENTS)
    found = page.section()
    assert isinstance(found, SegmentsSection)
    page.take_focus()
    return found


def pick(combo: AddCombo, key: str, press: Press, qtbot: QtBot) -> None:
    """Drop the list by a key, go to the choice, take it."""
    assert held() is combo
    press(Qt.Key.Key_Down)
    view = combo.view()
    place = combo.findData(key)
    assert view.isVisible() and place > 0
    QTest.keyClick(view, Qt.Key.Key_Home)
    while view.currentIndex().row() < place:
        QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitActive(combo.window()):  # offscreen nobody gives the window its focus back
        combo.window().activateWindow()


def saved(book: Book) -> list[tuple[str, tuple[Condition, ...]]]:
    with book.read() as sql:
        return [(one.name, one.conditions) for one in segments(sql)]


def shown(section: SegmentsSection) -> tuple[str, str]:
    figures = section.editor.count._figures
    return figures[0].value, figures[1].value


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_one_is_built_by_keyboard_and_counts_before_it_is_saved(
    section: SegmentsSection, book: Book, page: AnalysisPage, press: Press, qtbot: QtBot
) -> None:
    editor = section.editor
    assert held() is editor.name and section.empty.isVisible()
    editor.name.insert("常来的大手")
    press(Qt.Key.Key_Return)
    pick(editor.add, "total", press, qtbot)
    assert held() is editor.rows[0].lines[0]
    QTest.keyClicks(held(), "200")
    qtbot.waitUntil(lambda: shown(section)[0] != "—")
    with book.read() as sql:
        ids = customer_ids(sql, DAY, Filter(conditions=SPENT))
    assert shown(section) == (f"{len(ids)}", f"{len(ids) / 40:.0%}") and 0 < len(ids) < 40
    assert editor.reads.text() == "累计花了 ¥200 以上。"
    press(Qt.Key.Key_Tab, 4)
    pick(editor.add, "stage", press, qtbot)
    assert held() is editor.rows[1].picks.chips[0]  # type: ignore[union-attr]
    assert editor.note.text() == "" or "1 个条件还没选" in editor.note.text()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_S, keys=Qt.KeyboardModifier.ControlModifier)
    assert saved(book) == [("常来的大手", (*SPENT, Condition("stage", ("new",))))]
    assert held() is section.table and not section.empty.isVisible()
    one = section.table.in_hand()
    assert one is not None and one.reads == "累计花了 ¥200 以上，新客"
    seen: list[People] = []
    page.people_wanted.connect(seen.append)
    page.list_wanted.connect(seen.append)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, keys=Qt.KeyboardModifier.ControlModifier)
    with book.read() as sql:
        assert [len(customer_ids(sql, DAY, people.chosen)) for people in seen] == [one.n, one.n]
    assert [people.title for people in seen] == ["常来的大手"] * 2


def test_what_is_wrong_stands_beside_it_and_nothing_is_saved(section: SegmentsSection, book: Book) -> None:
    editor = section.editor
    editor.save.click()
    assert editor.form.fields["name"].problem() is not None
    editor.name.setText("谁")
    editor.save.click()
    assert editor.wrong.isVisible() and "加一条" in editor.wrong.text() and held() is editor.add
    editor.add.picked.emit("total")
    editor.add.picked.emit("tier")
    editor.rows[0].lines[0].setText("八百")
    editor.save.click()
    assert [line.wrong.isVisible() for line in editor.rows] == [True, True]
    editor.rows[0].lines[0].setText("800")
    editor.rows[0].lines[1].setText("100")
    section.count()
    assert [line.wrong.isVisible() for line in editor.rows] == [True, False]  # what is not picked yet is not wrong yet
    assert shown(section) == ("—", "—")
    editor.save.click()
    assert saved(book) == [] and editor.rows[0].lines[0].text() == "800"
    editor.rows[1].remove.click()
    editor.rows[0].lines[1].setText("")
    editor.save.click()
    assert saved(book) == [("谁", (Condition("total", (80_000, None)),))]


def test_escape_goes_to_the_list_and_loses_nothing(
    section: SegmentsSection, book: Book, page: AnalysisPage, press: Press
) -> None:
    save_segment(book, name="大手", conditions=SPENT)
    page.refresh()
    section.edit()
    section.editor.name.insert("大手笔")
    assert page.back_out() and held() is section.table
    assert section.editor.name.text() == "大手笔" and section.editor.leave.isVisible()
    section.edit()
    assert section.editor.name.text() == "大手笔"
    press(Qt.Key.Key_Return)
    assert saved(book) == [("大手笔", SPENT)]
    section.edit()
    section.editor.leave.click()
    assert held() is section.table and section.editor.editing is None and section.editor.name.text() == ""


def test_moving_deleting_and_taking_back(section: SegmentsSection, book: Book, page: AnalysisPage, press: Press) -> None:
    save_segment(book, name="一", conditions=SPENT)
    save_segment(book, name="二", conditions=(Condition("again", (1,), but=True),))
    page.refresh()
    section.table.setFocus()
    section.table.go_to(2)
    press(Qt.Key.Key_Up, keys=Qt.KeyboardModifier.ControlModifier)
    assert [name for name, _ in saved(book)] == ["二", "一"] and section.table.current_id() == 2
    press(Qt.Key.Key_M, keys=Qt.KeyboardModifier.ControlModifier)
    assert section.editor.name.text() == "二" and held() is section.editor.name
    section.table.setFocus()
    press(Qt.Key.Key_Delete)
    assert [name for name, _ in saved(book)] == ["一"] and section.editor.editing is None
    undo(book)
    page.refresh()
    assert list(section.table.counted) == [2, 1]


def test_a_table_for_excel_without_phones_unless_wanted(
    section: SegmentsSection, book: Book, page: AnalysisPage, tmp_path: Path
) -> None:
    save_segment(book, name="大手", conditions=SPENT)
    page.refresh()
    section.export_to(str(tmp_path / "大手.csv"))
    text = (tmp_path / "大手.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").splitlines()
    with book.read() as sql:
        assert len(lines) - 1 == size(sql, SPENT, DAY)
    assert "电话" not in lines[0]
    section.phones.click()
    section.export_to(str(tmp_path / "大手.csv"))
    assert "电话" in (tmp_path / "大手.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    section.export.click()
    assert section.dialog is not None and section.dialog.selectedFiles()[0].endswith("大手.csv")
    section.dialog.close()


def test_many_choices_come_as_a_list(theme: Theme, qtbot: QtBot) -> None:
    many = [(i, f"商品{i}") for i in range(FEW + 3)]
    picks = Picks(theme, "买过什么", many, (2, 99))
    qtbot.addWidget(picks)
    picks.show()
    assert picks.picked() == (2, 99) and picks.chips[1].choice.word == "已经没有的一项"
    picks.add.picked.emit("5")
    assert picks.picked() == (2, 99, 5) and picks.add.findData("5") == -1
    picks.chips[0].click()
    assert picks.picked() == (99, 5) and picks.add.findData("2") > 0


def test_the_filter_of_customers_offers_them_counts_and_remembers(
    book: Book, open_window: Callable[[Book], MainWindow]
) -> None:
    bulk_shop(book, [(f"客{i:02}", "", [(DAY - i, 1_000 * (i + 1))]) for i in range(40)])
    save_segment(book, name="大手", conditions=SPENT)
    window = open_window(book)
    window.nav.go(CUSTOMERS)
    found = window.nav.page(CUSTOMERS)
    assert isinstance(found, CustomersPage)
    classes = found.sources.classes
    classes.count_now()
    with book.read() as sql:
        n = size(sql, SPENT, DAY)
    assert 0 < n < 40 and f"大手　{n}" in [classes.itemText(i) for i in range(classes.count())]
    classes.choose("segment:1")
    classes.chosen.emit("segment:1")
    assert len(found.model.ids()) == n and classes.currentText() == "大手"
    kept = found.to_remember()
    other = CustomersPage(window.theme, book, window.hub, window.acts)
    other.recall(kept)
    other.refresh()
    assert len(other.model.ids()) == n
    other.deleteLater()
    window.nav.go(ANALYSIS)
    shown_page = window.nav.page(ANALYSIS)
    assert isinstance(shown_page, AnalysisPage)
    shown_page.show_section(SEGMENTS)
    section = shown_page.section()
    assert isinstance(section, SegmentsSection)
    section.delete()
    window.nav.go(CUSTOMERS)
    assert len(found.model.ids()) == 40


def test_a_filter_is_kept_as_one(book: Book, open_window: Callable[[Book], MainWindow], press: Press) -> None:
    bulk_shop(book, [(f"客{i:02}", "", [(DAY - i, 1_000)] * (1 + i % 2)) for i in range(20)])
    window = open_window(book)
    window.nav.go(CUSTOMERS)
    found = window.nav.page(CUSTOMERS)
    assert isinstance(found, CustomersPage)
    assert not found.keep_link.isVisible()
    found.chips.choose("new")
    found.chips.chosen.emit("new")
    n = len(found.model.ids())
    assert found.keep_link.isVisible()
    press(Qt.Key.Key_S, keys=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.nav.page(ANALYSIS)
    assert isinstance(page, AnalysisPage) and window.page() is page
    section = page.section()
    assert isinstance(section, SegmentsSection) and held() is section.editor.name
    section.editor.name.insert("头一回来的")
    press(Qt.Key.Key_Return)
    assert saved(book) == [("头一回来的", (Condition("stage", ("new",)),))]
    one = section.table.in_hand()
    assert one is not None and one.n == n
    window.nav.go(CUSTOMERS)
    assert not found.keep_link.isVisible()  # it is one already
