"""RFM: eight groups and the grid, each a way to its people."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.done import Book
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.rfm import GROUPS, NAMES, RfmBasis
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.rfm_grid import shade
from kyuanbook.ui.analysis.rfm_section import RfmSection
from kyuanbook.ui.analysis.rfm_words import lately, often, spent, todo
from kyuanbook.ui.analysis.sections import RFM
from kyuanbook.ui.kit.tokens import DARK, LIGHT, contrast
from kyuanbook.ui.pages.people import People
from tests.book.factories import DAY, bulk_shop
from tests.ui.conftest import held

Press = Callable[..., None]
INF = float("inf")


@pytest.fixture
def section(book: Book, page: AnalysisPage) -> RfmSection:
    bulk_shop(book, [
        (f"客{i:02}", "", [(DAY - 3 * i - 9 * v, 900 * (50 - i)) for v in range(1 + (i * 7) % 9)]) for i in range(50)
    ])  # fmt: skip
    refresh_standings(book)
    page.show_section(RFM)
    found = page.section()
    assert isinstance(found, RfmSection)
    page.take_focus()
    return found


def test_the_groups_hold_everybody_who_came(section: RfmSection) -> None:
    rows = section.table.rows
    assert [row.word for row in rows] == list(NAMES.values()) and sum(row.customers for row in rows) == 50
    assert sum(row.share or 0 for row in rows) == pytest.approx(1) and all(row.todo for row in rows)
    assert section.head.note.text() == "今天算的" and not section.empty.isVisible()


def test_group_and_cell_lead_to_as_many_people_as_they_say(section: RfmSection, book: Book) -> None:
    seen: list[People] = []
    section.people_wanted.connect(seen.append)
    with book.read() as sql:
        for place, row in enumerate(section.table.rows):
            section.table.opened.emit(place)
            assert seen[-1].title == row.word and len(customer_ids(sql, DAY, seen[-1].chosen)) == row.customers
        for at, cell in section.grid.cells.items():
            if cell.count:
                cell.click()
                assert seen[-1] == People(f"R{at[0]} F{at[1]}", Filter(cell=at))
                assert len(customer_ids(sql, DAY, seen[-1].chosen)) == cell.count
    assert sum(cell.count for cell in section.grid.cells.values()) == 50


def test_arrows_move_in_the_grid_over_cells_that_hold_somebody(section: RfmSection, press: Press) -> None:
    listed: list[People] = []
    section.list_wanted.connect(listed.append)
    takes_tab = [c for c in section.grid.cells.values() if c.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(takes_tab) == 1
    start = next(at for at, cell in section.grid.cells.items() if cell.count and at[0] > 1)
    section.grid.cells[start].setFocus()
    press(Qt.Key.Key_Down)
    there = section.grid.held()
    assert there is not None and there[1] == start[1] and there[0] < start[0]
    press(Qt.Key.Key_Return, keys=Qt.KeyboardModifier.ControlModifier)
    assert listed == [People(f"R{there[0]} F{there[1]}", Filter(cell=there))]
    assert section._held() == listed[0], "the links are about the cell with the focus"
    press(Qt.Key.Key_Up)
    assert section.grid.held() == start
    for _ in range(6):
        press(Qt.Key.Key_Right)
    assert held() in section.grid.cells.values(), "the edge is the end"


def test_a_cell_says_its_limits_and_a_click_opens_it(section: RfmSection) -> None:
    at, cell = next((at, cell) for at, cell in section.grid.cells.items() if cell.count)
    assert cell.accessibleName() == f"R{at[0]} F{at[1]} {cell.count} 位" and "来过" in cell.accessibleDescription()
    seen: list[People] = []
    section.people_wanted.connect(seen.append)
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert seen == [People(f"R{at[0]} F{at[1]}", Filter(cell=at))]


def test_nobody_came_yet(book: Book, page: AnalysisPage) -> None:
    page.show_section(RFM)
    section = page.section()
    assert isinstance(section, RfmSection) and section.empty.isVisible() and not section.grid.isVisible()


# words -------------------------------------------------------------------------------------------------------------------

FULL = {(r, f): 1 for r in range(1, 6) for f in range(1, 6)}


def test_the_limits_of_the_fifths_in_words() -> None:
    by = RfmBasis((DAY - 200, DAY - 90, DAY - 30, DAY - 13), (1, 2, 4, 9), (1_000, 5_000, 48_000, 96_000))
    assert lately(by, DAY, FULL) == {
        5: "13 天内来过", 4: "14–30 天前来过", 3: "31–90 天前来过", 2: "91–200 天前来过", 1: "201 天以上没来",
    }  # fmt: skip
    assert often(by, FULL) == {5: "9 天以上", 4: "4–8 天", 3: "2–3 天", 2: "1 天", 1: "近一年没来"}
    assert spent(by) == "M 看近一年花了多少：M5 ¥960 起，M4 ¥480 起，M3 ¥50 起，M2 ¥10 起。"


def test_with_the_clock_set_back_no_figure_is_below_nothing() -> None:
    by = RfmBasis((DAY + 76, DAY + 90, DAY + 130, DAY + 150), (1, 2, 4, 9), (1, 2, 3, 4))
    later = "记在今天以后"
    assert lately(by, DAY, FULL) == {5: later, 4: later, 3: later, 2: later, 1: "随时来过的"}
    by = RfmBasis((DAY - 9, DAY - 3, DAY, DAY + 4), (1, 2, 4, 9), (1, 2, 3, 4))
    assert lately(by, DAY, FULL) == {5: later, 4: "今天来过", 3: "1–3 天前来过", 2: "4–9 天前来过", 1: "10 天以上没来"}


def test_fifths_that_hold_nobody_say_so() -> None:
    by = RfmBasis((DAY, DAY, INF, INF), (3, 3, INF, INF), (500, 500, INF, INF))
    one = {(3, 3): 9}
    assert lately(by, DAY, one) == {5: "没有人", 4: "没有人", 3: "今天来过", 2: "没有人", 1: "没有人"}
    assert often(by, one) == {5: "没有人", 4: "没有人", 3: "3 天以上", 2: "没有人", 1: "没有人"}
    assert "M3 ¥5 起" in spent(by) and "M2" not in spent(by)


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_says_what_to_do(group: str) -> None:
    assert 4 < len(todo(group)) <= 24


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_numbers_are_readable_on_every_shade(tokens: object) -> None:
    for count in range(101):
        ground, ink = shade(tokens, count, 100)  # type: ignore[arg-type]
        assert contrast(ground, ink) >= 4.5, count
