"""The counter search by keyboard: type, arrows, Enter, F3, F4, Esc."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.found import NOBODY, Found, FoundRows
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.search_popup import SearchPopup
from kyuanbook.ui.kit.tabs import Tab
from kyuanbook.ui.kit.theme import Theme
from tests.ui.kit.input_method import commit, compose

ROWS = [
    Found(7, "王晓敏", (("W", True), ("áng", False)), "loyal", "昨天来过", "136****8812", "累计 ¥6,204"),
    Found(8, "魏新民", (("W", True), ("èi", False)), "returning", "6 天前来过", "139****6604", "累计 ¥190"),
]


class Desk:
    """A frame with its search, and what it was asked and said."""

    def __init__(self, theme: Theme) -> None:
        self.asked: list[str] = []
        self.frame = Frame(theme, shop="禾木理发", tabs=[Tab("today", "今日", "sun")])
        self.frame.add_page("today", Page(theme, "今日"))
        self.frame.show_page("today")
        self.popup = SearchPopup(theme, self.frame, self.frame.search, self.find)
        self.frame.resize(1366, 690)

    def find(self, text: str) -> FoundRows:
        self.asked.append(text)
        return NOBODY if text == "zzz" else FoundRows([row.name for row in ROWS], ROWS.__getitem__)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]) -> Desk:
    made = Desk(theme)
    qtbot.addWidget(made.frame)
    bring_up(made.frame)
    return made


def test_where_the_search_stops_the_count_says_so(theme: Theme, qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.frame.search, "w")
    assert "以上" not in desk.frame.search.note
    popup = SearchPopup(theme, desk.frame, desk.frame.search, desk.find, most=len(ROWS))
    popup._typed("w")
    assert desk.frame.search.note.startswith(f"{len(ROWS)} 位以上")


def test_each_letter_asks_and_enter_opens(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.frame.search, "wx")
    assert desk.asked == ["w", "wx"]
    assert desk.popup.current() == ROWS[0]
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.popup.opened) as opened:
        qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)
    assert opened.args == [8]
    assert desk.popup.isHidden()
    assert desk.frame.search.text() == ""


def test_ctrl_z_after_a_find_takes_back_what_was_done_not_what_was_searched(qtbot: QtBot, desk: Desk) -> None:
    undone: list[int] = []
    undo = QShortcut(QKeySequence("Ctrl+Z"), desk.frame)
    undo.activated.connect(lambda: undone.append(1))
    qtbot.keyClicks(desk.frame.search, "wx")
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []  # while there is typing to take back, it is the field's
    qtbot.keyClicks(desk.frame.search, "wx")
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)
    desk.frame.search.setFocus()
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert desk.frame.search.text() == "" and desk.popup.isHidden()


def test_f3_is_a_visit_of_the_row_in_hand_and_not_the_desk_button(qtbot: QtBot, desk: Desk) -> None:
    desk.frame.search.setFocus()
    qtbot.keyClicks(desk.frame.search, "w")
    with qtbot.assertNotEmitted(desk.frame.visit_wanted), qtbot.waitSignal(desk.popup.visit_wanted) as visit:
        qtbot.keyClick(desk.frame.search, Qt.Key.Key_F3)
    assert visit.args == [7]


def test_f4_makes_a_new_customer_of_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    desk.frame.search.setFocus()
    qtbot.keyClicks(desk.frame.search, "zzz")
    assert desk.popup.current() is None
    with qtbot.assertNotEmitted(desk.frame.new_wanted), qtbot.waitSignal(desk.popup.new_wanted) as new:
        qtbot.keyClick(desk.frame.search, Qt.Key.Key_F4)
    assert new.args == ["zzz"]


def test_esc_backs_out_step_by_step(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.frame.search, "wx")
    wide = desk.frame.search.width()
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Escape)
    assert desk.popup.isHidden()
    assert desk.frame.search.text() == "wx"
    assert desk.frame.search.width() < wide
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Escape)
    assert desk.frame.search.text() == ""


def test_what_is_being_composed_is_not_searched(qtbot: QtBot, desk: Desk) -> None:
    compose(desk.frame.search, "wang")
    assert desk.asked == []
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)
    commit(desk.frame.search, "王")
    assert desk.asked == ["王"]
    with qtbot.assertNotEmitted(desk.popup.opened):
        qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)  # the same Enter, arriving late
    qtbot.waitUntil(lambda: not desk.frame.search.just_composed())
    with qtbot.waitSignal(desk.popup.opened):
        qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)


def test_just_typing_on_a_page_begins_a_search(qtbot: QtBot, desk: Desk) -> None:
    page = desk.frame.page()
    assert page is not None
    qtbot.keyClick(page, Qt.Key.Key_W)
    assert desk.asked == ["w"]
    assert desk.frame.search.hasFocus()


def test_the_row_in_hand_is_said(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.frame.search, "w")
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Down)
    assert desk.frame.search.accessibleDescription() == "魏新民，回头客，6 天前来过，139****6604，累计 ¥190"
    index = desk.popup.model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("王晓敏，忠诚")


def test_ctrl_f_reaches_the_box_from_anywhere(qtbot: QtBot, desk: Desk) -> None:
    desk.frame.tabs.button("today").setFocus()
    qtbot.keyClick(desk.frame, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.frame.search.hasFocus()


def test_a_click_beside_closes_it(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClicks(desk.frame.search, "w")
    qtbot.mouseClick(desk.popup, Qt.MouseButton.LeftButton, pos=desk.popup.rect().bottomRight())
    assert desk.popup.isHidden()


def test_the_popup_closes_when_tab_leads_away_from_the_box(qtbot: QtBot, desk: Desk) -> None:
    """Else it stands over a page that takes the keys, Esc among them."""
    desk.frame.search.setFocus()
    qtbot.keyClicks(desk.frame.search, "w")
    assert desk.popup.isVisible()
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Tab)
    assert not desk.frame.search.hasFocus()
    assert desk.popup.isHidden()
    assert desk.frame.search.text() == "w"


def test_the_first_letter_is_answered_without_painting_the_page_which_is_dimmed_a_moment_later(
    qtbot: QtBot, desk: Desk, theme: Theme
) -> None:
    page, painted = desk.frame.findChildren(Page)[0], []
    watch = Watch(painted)
    for part in (page, *page.findChildren(QWidget)):
        part.installEventFilter(watch)
    before = desk.frame.grab().toImage().pixelColor(700, 660)
    qtbot.wait(20)
    painted.clear()
    qtbot.keyClicks(desk.frame.search, "w")
    QCoreApplication.processEvents()
    assert desk.popup.isVisible() and not painted
    qtbot.waitUntil(lambda: desk.frame.grab().toImage().pixelColor(700, 660).lightness() < before.lightness())
    assert desk.popup.mask().contains(desk.frame.rect().bottomRight()), "a click anywhere beside the list closes it"
    desk.popup.close_popup()
    assert desk.frame.grab().toImage().pixelColor(700, 660) == before


class Watch(QObject):
    """Who paints."""

    def __init__(self, painted: list[str]) -> None:
        super().__init__()
        self.painted = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted.append(type(watched).__name__)
        return False


def test_only_the_rows_that_are_seen_are_made() -> None:
    made: list[int] = []
    rows = FoundRows(["王晓敏"] * 30, lambda place: made.append(place) or ROWS[0])  # type: ignore[func-returns-value]
    assert len(rows) == 30 and rows[3] is rows[3] and rows[-1] == rows[29] and made == [3, 29]
    assert rows[:2] == [ROWS[0]] * 2 and list(rows)[5] == ROWS[0]
    with pytest.raises(IndexError):
        rows[30]
