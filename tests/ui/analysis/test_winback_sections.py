"""流失原因 and 挽回 in 分析: what they say, and that every figure leads to its people."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions import lapse, winback
from kyuanbook.actions.done import Book
from kyuanbook.actions.lists import draft, freeze
from kyuanbook.actions.shop import set_shop
from kyuanbook.rules.winback import AttemptEntry
from kyuanbook.ui.analysis.lapse_section import LapseSection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import LAPSE, WINBACK
from kyuanbook.ui.analysis.winback_section import WinBackSection
from kyuanbook.ui.pages.people import People
from tests.book.factories import DAY, Clock, bulk_shop, customer, visit
from tests.ui.conftest import listed

Press = Callable[..., None]


def lapse_part(page: AnalysisPage) -> LapseSection:
    page.show_section(LAPSE)
    section = page.part(LAPSE)
    assert isinstance(section, LapseSection)
    return section


def winback_part(page: AnalysisPage) -> WinBackSection:
    page.show_section(WINBACK)
    section = page.part(WINBACK)
    assert isinstance(section, WinBackSection)
    return section


@pytest.fixture
def gone(book: Book) -> list[int]:
    """Ten who came three times and stopped; of six it is known why, in two ways."""
    ids = list(bulk_shop(book, [(f"客{i}", "", [(DAY - 300 - 7 * v, 1000) for v in range(3)]) for i in range(10)]))
    for i in ids[:4]:
        lapse.note_reason(book, customer_id=i, reason_id=1)
    for i in ids[4:6]:
        lapse.note_reason(book, customer_id=i, reason_id=5)
    return ids


def people(qtbot: QtBot, section: LapseSection | WinBackSection, do: Callable[[], object]) -> People:
    with qtbot.waitSignal(section.people_wanted) as seen:
        do()
    found = seen.args[0]
    assert isinstance(found, People)
    return found


def test_a_new_shop_is_told_what_will_stand_here(page: AnalysisPage) -> None:
    for part in (lapse_part, winback_part):
        section = part(page)
        assert section.empty.isVisible() and not section.told.isVisible()
        assert section.first() is section


def test_it_says_of_how_many_the_reason_is_known(page: AnalysisPage, gone: list[int]) -> None:
    section = lapse_part(page)
    assert section.sentence.text() == "近一年流失 10 次，知道原因的 6 次，占 60%，最多的是“价格”，4 次。"
    assert [(line.name, line.cells[0].text) for line in section.table.lines] == [
        ("价格", "4"), ("转去同行", "2"), ("还没问", "4"),
    ]  # fmt: skip
    assert section.unasked.words() == "还没问过的 4 位" and not section.early.isVisible()


def test_every_figure_leads_to_its_people(page: AnalysisPage, gone: list[int], qtbot: QtBot, press: Press) -> None:
    section = lapse_part(page)
    place = next(i for i, one in enumerate(section.bars.months) if one.all)
    box = section.bars.box(0, place)
    found = people(
        qtbot, section, lambda: QTest.mouseClick(section.bars, Qt.MouseButton.LeftButton, pos=box.center())
    )
    assert set(found.chosen.ids or ()) == set(gone) and "流失的" in found.title
    section.table.setFocus()
    press(Qt.Key.Key_Down)
    found = people(qtbot, section, lambda: press(Qt.Key.Key_Return))
    assert set(found.chosen.ids or ()) == set(gone[4:6]) and "转去同行" in found.title
    assert section.table.accessibleDescription() == "转去同行，合计，2"
    assert set(people(qtbot, section, section.open_unasked).chosen.ids or ()) == set(gone[6:])


def test_an_empty_month_opens_nobody(page: AnalysisPage, gone: list[int], qtbot: QtBot, press: Press) -> None:
    section = lapse_part(page)
    section.bars.setFocus()
    press(Qt.Key.Key_Right, times=20)
    assert section.bars.at == (0, 11) and not section.bars.opens(0, 11)
    with qtbot.assertNotEmitted(section.people_wanted):
        press(Qt.Key.Key_Return)


def test_split_by_source_product_and_tier(page: AnalysisPage, book: Book, gone: list[int]) -> None:
    known = customer(book, "抖音来的", channel_id=11)
    visit(book, known, ago=330, items="染发")
    section = lapse_part(page)
    assert section.table.heads[:2] == ("合计", "抖音")
    section.splits.choose("product")
    section.splits.chosen.emit("product")
    assert section.table.heads[:2] == ("合计", "染发") and section.table.heads[-1] == "其他或不明"
    section.splits.choose("tier")
    section.splits.chosen.emit("tier")
    assert section.table.heads[0] == "合计"
    assert sum(int(line.cells[0].text) for line in section.table.lines) == 11
    section.splits.choose("month")
    section.splits.chosen.emit("month")
    assert section.report is not None
    by_month = Counter((one.month % 12 + 1, one.reason) for one in section.report.gone)
    lately = (3, 2, 1, 12, 11, 10)
    assert section.table.heads[:7] == ("合计", *(f"{month}月" for month in lately))
    for line, reason in zip(section.table.lines, (1, 5, None), strict=True):
        told = [0 if cell.text == "—" else int(cell.text) for cell in line.cells]
        assert told[1:7] == [by_month[month, reason] for month in lately] and sum(told[1:]) == told[0]
    before = sum(of for (month, _), of in by_month.items() if month not in lately)
    assert section.table.heads[7:] == (("更早",) if before else ())


def test_who_said_why_too_early_is_told_apart(page: AnalysisPage, book: Book, gone: list[int]) -> None:
    soon = customer(book, "刚来")
    visit(book, soon)
    lapse.note_reason(book, customer_id=soon, reason_id=2)
    section = lapse_part(page)
    assert "另有 1 位说了原因" in section.early.text() and "知道原因的 6 次" in section.sentence.text()


def test_it_is_read_again_when_the_book_changed(page: AnalysisPage, book: Book, gone: list[int]) -> None:
    section = lapse_part(page)
    lapse.note_reason(book, customer_id=gone[9], reason_id=3)
    assert "知道原因的 7 次" in section.sentence.text()
    before = section.report
    section.read()
    assert section.report is before


def test_stopping_and_beginning_again(page: AnalysisPage, gone: list[int]) -> None:
    section = lapse_part(page)
    section.cancel()
    assert section.stopped.isVisible() and section.again.hasFocus() and not section.told.isVisible()
    assert "Ctrl+R" in [act.key for act in section.own_acts()]
    section.again.click()
    assert section.told.isVisible()


# 挽回 -----------------------------------------------------------------------------------------------------------------------


def test_what_each_measure_cost_and_who_came_back(
    page: AnalysisPage, book: Book, gone: list[int], clock: Clock, qtbot: QtBot
) -> None:
    winback.record_attempt(book, customer_ids=gone[:4], entry=AttemptEntry("gift", "30"))
    clock.day += 5
    visit(book, gone[0])
    clock.day += 400
    section = winback_part(page)
    (line,) = section.measures.lines
    assert (line.name, [cell.text for cell in line.cells]) == ("礼物", ["4", "1", "¥120", "¥120", "—"])
    found = people(qtbot, section, lambda: section.measures.open(0, 1))
    assert found.chosen.ids == (gone[0],)
    clock.day -= 400
    section.read()
    (won,) = listed(section.won)
    assert "客0" in won and "离开 305 天" in won and "礼物以后" in won
    with qtbot.waitSignal(section.card_wanted) as seen:
        section.won.opened.emit(gone[0])
    assert seen.args == [gone[0]]
    assert "还没有留下不打的人" in section.answer.text() and "设置 → 流失原因" in section.answer.text()


def test_called_against_left_alone_in_words(page: AnalysisPage, book: Book, clock: Clock, qtbot: QtBot) -> None:
    many = list(bulk_shop(book, [(f"客{i}", "13800000000", [(DAY - 300 - 7 * v, 1000) for v in range(3)]) for i in range(120)]))
    set_shop(book, hold_back=0.5)
    drawn = draft(book, kind="lapsed")
    freeze(book, drawn=drawn, title="", paper="a4", words=[{"name": row.name} for row in drawn.rows])
    section = winback_part(page)
    assert "还没到期" in section.answer.text() and not section.won_words.isVisible()
    clock.day += 3
    for row in drawn.rows[:50]:
        visit(book, row.customer_id)
    for i in drawn.held[:6]:
        visit(book, i)
    clock.day += 800
    section.read()
    assert section.answer.text() == "打了电话的 60 位来了 50 位，没打的 60 位来了 6 位：几乎可以肯定是电话起了作用。"
    assert "多请回来大约 44 位" in section.won_words.text() and "6 位不打也会来" in section.won_words.text()
    (line,) = listed(section.lists)
    assert "打了 60 位，来了 50 位；留下 60 位，来了 6 位" in line and "已等满" in line
    found = people(qtbot, section, lambda: section.lists.opened.emit(drawn.number))
    assert set(found.chosen.ids or ()) == set(many)


def test_too_few_say_how_many_more(page: AnalysisPage, book: Book, gone: list[int], clock: Clock) -> None:
    set_shop(book, hold_back=0.2)
    drawn = draft(book, kind="lapsed")
    freeze(book, drawn=drawn, title="", paper="a4", words=[{"name": row.name} for row in drawn.rows])
    clock.day += 800
    section = winback_part(page)
    assert "人还太少，还分不出来" in section.answer.text() and not section.won_words.isVisible()
    assert "大约要有 357 位，现在等满日子的有 10 位" in section.planned.text() and section.planned.isVisible()
