"""Chinese through an input method: shown where it is typed, acted on when it is committed, its Enter and Esc its own."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kyuanbook.actions.shop import add_product
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.kit.line import Line
from kyuanbook.ui.kit.picker import Picker
from kyuanbook.ui.settings.page import CALENDAR, NAMES, SOURCES, SettingsPage
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit, compose

Press = Callable[..., None]


def fields_of(root: QWidget) -> list[QWidget]:
    """Everything one can type into now."""
    return [w for kind in (QLineEdit, QPlainTextEdit) for w in root.findChildren(kind) if w.isVisible() and w.isEnabled()]


def words_of(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]


def settings(window: MainWindow, part: str) -> SettingsPage:
    window.nav.go("settings")
    page = window.nav.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_section(part)
    return page


PLACES: dict[str, Callable[[MainWindow], object]] = {
    "search": lambda w: w.frame.search.setFocus(),
    "new customer": lambda w: (w.new_customer(), w.start().panels.customer.show_more(True)),
    "visit": lambda w: w.start().panels.record_visit(None),
    "tag": lambda w: w.tag_picked(),
    "pin": lambda w: w.pin(),
    "shop": lambda w: settings(w, "shop"),
    "sources": lambda w: settings(w, SOURCES),
    "calendar": lambda w: settings(w, CALENDAR),
    "names": lambda w: settings(w, NAMES),
}


@pytest.mark.parametrize("place", PLACES)
def test_in_every_field_a_composition_keeps_its_enter_and_escape(window: MainWindow, press: Press, place: str) -> None:
    PLACES[place](window)
    fields = fields_of(window)
    panel, page = window.frame.panel(), window.frame.shown()
    assert fields
    for field in fields:
        field.setFocus()
        before = words_of(field)
        compose(field, "wang")
        assert words_of(field) == before, "not typed yet"
        press(Qt.Key.Key_Escape)
        assert window.frame.panel() is panel and held() is field
        press(Qt.Key.Key_Return)
        assert window.frame.panel() is panel and window.frame.shown() == page and held() is field
        assert words_of(field) == before, "no new line either"
        compose(field, "")
    assert window.frame.notice.text() == "" or not window.frame.notice.isVisible()


@pytest.mark.parametrize("place", PLACES)
def test_the_enter_that_commits_submits_nothing(window: MainWindow, press: Press, place: str) -> None:
    PLACES[place](window)
    panel, page = window.frame.panel(), window.frame.shown()
    for field in fields_of(window):
        if not isinstance(field, QLineEdit):
            continue
        field.setFocus()
        compose(field, "jia")
        commit(field, "甲")
        press(Qt.Key.Key_Return)
        assert window.frame.panel() is panel and window.frame.shown() == page and held() is field
        assert "甲" in field.text()


def test_the_search_reacts_to_what_is_committed(window: MainWindow) -> None:
    popup = window.start().popup
    window.frame.search.setFocus()
    compose(held(), "ouyang")
    assert popup.isHidden()
    commit(held(), "欧阳")
    assert [row.name for row in popup.model.rows] == ["欧阳雪"]
    compose(held(), "xue")
    assert [row.name for row in popup.model.rows] == ["欧阳雪"], "the rows stay while the next word is composed"
    commit(held(), "学")
    assert not popup.model.rows


def test_keys_of_the_list_are_the_input_methods_while_it_composes(window: MainWindow, press: Press) -> None:
    popup = window.start().popup
    window.frame.search.setFocus()
    commit(held(), "小")
    first = popup.current()
    compose(held(), "ming")
    press(Qt.Key.Key_Down)
    assert popup.current() == first
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == "today" and not popup.isHidden()


def test_a_customer_is_picked_by_what_is_committed(window: MainWindow, press: Press) -> None:
    window.start().panels.record_visit(None)
    panel = window.frame.panel()
    assert isinstance(panel, VisitPanel)
    line = panel.customer
    assert isinstance(line, Picker) and held() is line
    compose(line, "ouyang")
    assert not line.is_open()
    commit(line, "欧阳")
    assert line.is_open()
    press(Qt.Key.Key_Return)
    assert panel.customer_id is None, "this Enter ended the composition"
    QTest.qWait(0)
    press(Qt.Key.Key_Return)
    assert panel.customer_id is not None and held() is panel.amount


def test_the_amount_says_nothing_of_what_is_being_composed(window: MainWindow) -> None:
    window.record_visit()
    panel = window.frame.panel()
    assert isinstance(panel, VisitPanel)
    QTest.keyClicks(panel.amount, "68")
    compose(panel.amount, "yuan")
    assert panel.amount.echo() == "= ¥68.00" and panel.amount.text() == "68"
    commit(panel.amount, "元")
    assert panel.amount.text() == "68元"


def test_an_item_is_a_chip_only_when_its_composition_is_over(window: MainWindow, press: Press) -> None:
    add_product(window.book, name="剪发")
    window.record_visit()
    panel = window.frame.panel()
    assert isinstance(panel, VisitPanel)
    line = panel.items
    line.setFocus()
    compose(line, "jianfa")
    assert not line.is_open() and line.words == []
    commit(line, "剪发")
    assert line.words == [] and line.is_open()
    QTest.qWait(0)
    press(Qt.Key.Key_Return)
    assert line.words == ["剪发"]


def test_the_preedit_shows_in_the_line(window: MainWindow) -> None:
    line = window.frame.search
    line.setFocus()
    empty = line.grab().toImage()
    compose(line, "wang")
    assert line.grab().toImage() != empty
    assert isinstance(line, Line) and line.composing


# just typing, over a list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["today", "customers"])
def test_what_is_composed_over_a_list_shows_in_the_search_and_is_sought_when_committed(
    window: MainWindow, press: Press, page: str
) -> None:
    window.nav.go(page)
    view, search, popup = held(), window.frame.search, window.start().popup
    search.setText("")
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    press(Qt.Key.Key_Down)
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(view, "ouyang")
    assert search.composing and popup.isHidden() and held() is view, "the focus stays while it is composed"
    commit(view, "欧阳")
    assert held() is search and search.text() == "欧阳" and not search.composing
    assert [row.name for row in popup.model.rows] == ["欧阳雪"]
    commit(search, "雪")
    assert search.text() == "欧阳雪", "the next word goes on behind it"


def test_a_composition_given_up_over_a_list_leaves_no_trace(window: MainWindow) -> None:
    view, search = held(), window.frame.search
    compose(view, "ou")
    compose(view, "")
    assert not search.composing and search.text() == "" and held() is view


def test_the_input_methods_list_stands_at_the_search_box(window: MainWindow) -> None:
    view, search = held(), window.frame.search
    asked = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    there = search.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert view.mapToGlobal(asked.topLeft()) == search.mapToGlobal(there.topLeft())


def test_beside_an_open_panel_nothing_composed_goes_astray(window: MainWindow) -> None:
    view = held()
    window.record_visit()
    view.setFocus()
    compose(view, "ou")
    commit(view, "欧")
    assert window.frame.search.text() == ""
