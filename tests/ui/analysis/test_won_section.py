"""回访成效 in 分析: what it says, and that every figure leads to its people."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.rules.followups import Kind
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import WON
from kyuanbook.ui.analysis.won_section import WonSection
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.words import Label
from kyuanbook.ui.pages.people import People
from tests.book.factories import DAY, bulk_shop
from tests.book.rung import rung


def won_part(page: AnalysisPage) -> WonSection:
    page.show_section(WON)
    section = page.part(WON)
    assert isinstance(section, WonSection)
    return section


@pytest.fixture
def shop(book: Book) -> list[int]:
    """Forty who came three times, rung last week and half a year ago."""
    ids = list(bulk_shop(book, [(f"客{i}", "", [(DAY - 400 - 7 * v, 1000) for v in range(3)]) for i in range(40)]))
    rung(book, ids[:12], ago=6, kind=Kind.BIRTHDAY, offer=500)
    rung(book, ids[12:40], ago=250, kind=Kind.LAPSED, held=6)
    return ids


def people(qtbot: QtBot, section: WonSection, do: Callable[[], object]) -> People:
    with qtbot.waitSignal(section.people_wanted) as seen:
        do()
    found = seen.args[0]
    assert isinstance(found, People)
    return found


def test_a_new_shop_is_told_what_will_stand_here(page: AnalysisPage) -> None:
    section = won_part(page)
    assert section.empty.isVisible() and not section.told.isVisible()
    assert any("还没有回访的结果" in label.text() for label in section.empty.findChildren(Label))


def test_each_rule_and_each_list_has_its_figures_and_its_sentence(page: AnalysisPage, shop: list[int]) -> None:
    section = won_part(page)
    assert section.told.isVisible()
    assert [line.name for line in section.rules.lines] == ["流失的，请回来", "生日"]
    assert [line.name.split("，")[0] for line in section.lists.lines] == ["名单 1", "名单 2"]
    lapsed, birthday = section.rules.lines
    assert lapsed.cells[0].text == "22" and "没打的 6 位" in lapsed.note and lapsed.cells[6].text == "—"
    assert birthday.cells[0].ids == tuple(shop[:12]) and "成本" in birthday.note and "打印时抽签留下几位" in birthday.note
    assert "来店算到" in section.lists.lines[0].note and "没打的 6 位" in section.lists.lines[1].note
    assert section.week.isVisible() and section.week.text().startswith("上周联系上")


def test_a_figure_opens_its_people_by_mouse_and_by_key(page: AnalysisPage, shop: list[int], qtbot: QtBot) -> None:
    section = won_part(page)
    table, found = section.rules, section.found
    assert found is not None
    middle = table.box(1, 0).center()
    opened = people(qtbot, section, lambda: QTest.mouseClick(table, Qt.MouseButton.LeftButton, pos=middle))
    assert opened.title == "回访成效：生日，找过" and opened.chosen.ids == tuple(shop[:12])
    section.lists.setFocus()
    QTest.keyClick(section.lists, Qt.Key.Key_Right)
    opened = people(qtbot, section, lambda: QTest.keyClick(section.lists, Qt.Key.Key_Return))
    assert opened.chosen.ids == found.won.lists[0].figures.reached


def test_the_sentence_has_its_room_and_a_reader_hears_it(page: AnalysisPage, shop: list[int]) -> None:
    section = won_part(page)
    table = section.rules
    assert table.lines[0].note in table.said(0, 0) and table.lines[0].note not in table.said(0, 1)
    wide = table.sizeHint().height()
    table.resize(300, table.height())
    assert table.sizeHint().height() > wide
    assert table.box(1, 0).top() > table.box(0, 0).bottom() + 20


def test_in_private_no_amount_is_said(page: AnalysisPage, shop: list[int]) -> None:
    privacy.turn(True)
    try:
        section = won_part(page)
        said = [line.note for line in (*section.rules.lines, *section.lists.lines)] + [section.week.text()]
        assert "¥•••" in said[0] and not any("¥1" in one or "¥2" in one for one in said)
        assert all("•" in line.cells[4].text for line in section.rules.lines)
    finally:
        privacy.turn(False)


def test_where_there_is_no_room_for_all_columns_the_sentence_tells_the_rest(page: AnalysisPage, shop: list[int]) -> None:
    table = won_part(page).rules
    table.resize(1000, table.height())
    assert table.heads == ("找过", "联系上", "约好", "来店", "花了", "成本", "还在等")
    birthday = table.cell(1, 3).ids
    table.resize(420, table.height())
    assert table.heads[:2] == ("找过", "联系上") and "成本" not in table.heads and "来店" in table.heads
    assert table.cell(1, table.heads.index("来店")).ids == birthday
    table.resize(1000, table.height())
    assert len(table.heads) == 7
