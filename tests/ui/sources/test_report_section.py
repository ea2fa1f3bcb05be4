"""来源报表 on the screen: what it says, and that every figure and every part of a picture leads to its people."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions import source_pictures as pictures
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import shop
from kyuanbook.rules.periods import Span
from kyuanbook.rules.sources import By, Column
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.printing.report_page import Wanted
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.report_section import ReportSection
from kyuanbook.ui.sources.report_table import MORE, NAMED, Key
from kyuanbook.ui.sources.sections import REPORT
from tests.book.factories import DAY, customer, visit
from tests.book.planted import BUSY, GOOD, PLAIN, planted
from tests.ui.kit.pointer import pointed


def report_part(page: SourcesPage, span: Span = Span.ALL) -> ReportSection:
    page.show_section(REPORT)
    section = page.part(REPORT)
    assert isinstance(section, ReportSection)
    section.period.spans.choose(span.value)
    section.period.spans.chosen.emit(span.value)
    return section


@pytest.fixture
def shop_of(book: Book) -> dict[str, range]:
    """A busy but bad channel, and a small but good one."""
    return planted(book)[1]


def people(qtbot: QtBot, section: ReportSection, do: Callable[[], object]) -> People:
    with qtbot.waitSignal(section.people_wanted) as seen:
        do()
    found = seen.args[0]
    assert isinstance(found, People)
    return found


def names(section: ReportSection) -> list[str]:
    return [row.name for row in section.table.rows]


def cell(section: ReportSection, name: str, key: Key) -> tuple[int, int]:
    return names(section).index(name) + 1, section.table.keys.index(key)


def click(section: ReportSection, row: int, place: int) -> None:
    QTest.mouseClick(section.table, Qt.MouseButton.LeftButton, pos=section.table.box(row, place).center())


def test_a_new_shop_is_told_what_will_stand_here(page: SourcesPage) -> None:
    section = report_part(page)
    assert section.empty.isVisible() and not section.told.isVisible() and section.first() is section.by


def test_it_names_the_busy_but_bad_and_the_small_but_good(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page)
    assert section.best.text().startswith(f"{GOOD}最留得住") and f"{BUSY}花得最不值" in section.worst.text()
    assert section.busy.text().startswith(f"{BUSY}来的人最多，120 位，留下的却")
    assert section.table.text(*(cell(section, BUSY, Column.WON)[0], Column.ROI)).startswith("亏 ¥")


def test_a_click_on_any_figure_opens_its_people(page: SourcesPage, shop_of: dict[str, range], qtbot: QtBot) -> None:
    section = report_part(page)
    found = people(qtbot, section, lambda: click(section, *cell(section, BUSY, Column.WON)))
    assert found.chosen.ids is not None and set(found.chosen.ids) == set(shop_of[BUSY]) and "抖音" in found.title
    again = people(qtbot, section, lambda: click(section, *cell(section, GOOD, Column.AGAIN)))
    assert again.chosen.ids is not None and set(again.chosen.ids) < set(shop_of[GOOD])


def test_the_keyboard_goes_everywhere(page: SourcesPage, shop_of: dict[str, range], qtbot: QtBot) -> None:
    section = report_part(page)
    section.table.setFocus()
    section.table.at = (1, 0)
    QTest.keyClick(section.table, Qt.Key.Key_Right)
    assert section.table.at == (1, 1) and section.detail.isVisible() is bool(section.detail.text())
    QTest.keyClick(section.table, Qt.Key.Key_Left)
    who = people(qtbot, section, lambda: QTest.keyClick(section.table, Qt.Key.Key_Return))
    assert who.chosen.ids == tuple(section.table.rows[0].now.won)
    order = names(section)
    QTest.keyClick(section.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names(section) != order and section.table.down is False


def test_it_is_sorted_by_any_column(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page, Span.YEAR)
    for key in section.table.all_keys():
        section.sort.choose(str(key))
        section.sort.chosen.emit(str(key))
        assert section.table.sort == key and len(names(section)) == len(set(names(section)))
        if key not in (NAMED, MORE):
            click(section, 0, section.table.keys.index(key))  # on its head: the other way round
            assert section.table.down is False
    section.table.sort_by(Column.WON, True)
    won = [len(row.now.won) for row in section.table.rows]
    assert won == sorted(won, reverse=True)


def test_an_owners_columns_first_and_all_of_them_under_a_switch_that_is_remembered(
    page: SourcesPage, shop_of: dict[str, range]
) -> None:
    section = report_part(page, Span.YEAR)
    section.table.resize(2400, section.table.height())
    few = section.table.keys
    assert few == (NAMED, Column.WON, Column.AGAIN, Column.REVENUE, Column.COST, Column.CAC, Column.ROI, MORE)
    section.table.sort_by(Column.PAYBACK)
    assert Column.PAYBACK in section.table.keys and len(section.table.keys) == len(few) + 1
    assert page.to_remember()["parts"] == {REPORT: {"whole": False}}
    QTest.keyClick(section.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert section.whole.isChecked() and section.table.keys == section.table.all_keys()
    kept = page.to_remember()
    section.whole.click()
    assert section.table.keys != section.table.all_keys()
    page._sections.clear()
    page.recall(kept)
    again = page.part(REPORT)
    assert isinstance(again, ReportSection) and again.whole.isChecked() and again.table.whole


@pytest.mark.parametrize("by", By)
def test_every_grouping_adds_up_to_the_same(page: SourcesPage, shop_of: dict[str, range], by: By) -> None:
    section = report_part(page)
    total = section.table.report.total.cents if section.table.report else 0
    section.by.choose(by.value)
    section.by.chosen.emit(by.value)
    assert section.table.report is not None and section.table.report.total.cents == total
    assert sum(row.now.cents for row in section.table.rows) == total


def test_only_natural_or_one_family(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page)
    for only, left in (("natural", {GOOD, PLAIN}), ("promoted", {BUSY}), ("referral", {GOOD})):
        section.only.choose(only)
        section.only.chosen.emit(only)
        assert set(names(section)) == left


def test_one_period_back_and_on(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page, Span.MONTH)
    assert section.period.words.text() == "2026年3月" and not section.period.after.isEnabled()
    acts = {act.key: act.do for act in section.own_acts()}
    acts["Alt+PgUp"]()
    assert section.period.words.text() == "2026年2月" and section.found is not None
    assert section.found.report.asked.span is Span.MONTH
    acts["Alt+PgDown"]()
    acts["Alt+PgDown"]()  # a month to come is none
    assert section.period.words.text() == "2026年3月"


def test_days_of_ones_own_and_what_is_wrong_with_them(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page, Span.DAYS)
    assert section.period.form.isVisible()
    section.period.first.setText("2026-02-20")
    section.period.last.setText("2026-02-01")
    QTest.keyClick(section.period.last, Qt.Key.Key_Return)
    assert section.period.period.first != section.period.today and section.period.first.text() == "2026-02-20"
    section.period.last.setText("2026-02-28")
    section.period.take.click()
    assert section.period.words.text() == "2026年2月20日到2026年2月28日"


def test_the_switch_is_the_shops_and_is_taken_back(page: SourcesPage, shop_of: dict[str, range], book: Book) -> None:
    section = report_part(page)
    section.which.choose("latest")
    section.which.chosen.emit("latest")
    with book.read() as sql:
        assert shop.settings(sql).attribution == "latest"
    assert section.found is not None and section.found.report.which == "latest"
    page.acts.undo()
    section.read()
    assert section.which.choice() == "first" and section.found.report.which == "first"


def test_every_part_of_every_picture_opens_those_it_stands_for(
    page: SourcesPage, shop_of: dict[str, range], qtbot: QtBot
) -> None:
    section = report_part(page)
    for key, chart in section.charts.items():
        assert chart.hits(), key
        place = next(n for n, hit in enumerate(chart.hits()) if hit.stands.ids)  # type: ignore[attr-defined]
        hit, box = chart.hits()[place], chart.box(place)
        assert chart.rect().contains(box), key
        found = people(qtbot, section, lambda c=chart, b=box: QTest.mouseClick(c, Qt.MouseButton.LeftButton, pos=b.center()))
        assert found.chosen.ids == hit.stands.ids and hit.said, key  # type: ignore[attr-defined]
        chart.at = place
        assert people(qtbot, section, lambda c=chart: QTest.keyClick(c, Qt.Key.Key_Return)) == found


def test_arrows_walk_within_a_picture(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page)
    chart = section.charts[pictures.HEAT]
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    seen = {chart.at}
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        before = chart.at
        QTest.keyClick(chart, key)
        seen.add(chart.at)
        assert chart.at != before or key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        assert chart.accessibleDescription() == chart.hits()[chart.at].said
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.at == len(chart.hits()) - 1 and len(seen) > 2


def test_pictures_follow_the_look(page: SourcesPage, shop_of: dict[str, range], theme: Theme) -> None:
    section = report_part(page)
    chart = section.charts[pictures.MIX]
    light, wide = chart._image, chart._drawn
    theme.set(dark=True, scale=1.5)
    try:
        assert chart._drawn != wide and chart._image is not light
        assert chart._image is not None and light is not None
        sheet = theme.tokens.sheet
        assert chart._drawn is not None and chart._drawn[1] == sheet
    finally:
        theme.set(dark=False, scale=1.0)


def test_amounts_hide_with_privacy(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page)
    try:
        privacy.turn(True)
        texts = [section.table.text(row, key) for row in range(1, 5) for key in section.table.keys]
        assert any("¥•••" in text for text in texts) and not any(text.startswith("¥") and text[1].isdigit() for text in texts)
        assert "¥9" not in section.worst.text() and "¥•••" in section.worst.text()
        assert all("¥" not in hit.said or "¥•••" in hit.said for hit in section.charts[pictures.PAIRS].hits())
    finally:
        privacy.turn(False)


def test_costs_without_customers_and_customers_without_source_are_rows_of_their_own(page: SourcesPage, book: Book) -> None:
    from kyuanbook.book.tables import Cost

    visit(book, customer(book, "谁"), ago=200)
    with book.read() as sql:
        flyer = next(one.id for one in shop.channels(sql) if one.name == "传单")
    with book.write("add_sample") as unit:
        unit.insert(Cost, channel_id=flyer, day=DAY - 200, cents=300_00, created_at=unit.at)
    section = report_part(page)
    assert set(names(section)) == {"不知道来源", "传单"}
    row, _ = cell(section, "传单", Column.WON)
    assert section.table.text(row, Column.CAC) == "没带来人" and section.table.text(row, Column.COST) == "¥300"
    assert section.table.text(row, Column.AGAIN) == "—" and "0" not in section.table.text(row, Column.WON)


def test_paper_and_month_are_wanted(page: SourcesPage, shop_of: dict[str, range], qtbot: QtBot) -> None:
    section = report_part(page)
    with qtbot.waitSignal(page.report_wanted) as seen:
        QTest.keyClick(page.window(), Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert seen.args[0] == DAY
    with qtbot.waitSignal(page.report_wanted) as seen:
        section.paper.click()
    assert isinstance(seen.args[0], Wanted) and seen.args[0].asked.by is By.CHANNEL


def test_what_points_at_a_figure_says_how_it_was_counted(page: SourcesPage, shop_of: dict[str, range]) -> None:
    section = report_part(page, Span.YEAR)
    section.period.step(-1)
    row, place = cell(section, BUSY, Column.AGAIN)
    section.table.at = (row, place)
    section.table._say()
    assert "位里" in section.detail.text() and "上期" in section.detail.text()
    pointed(section.table, QPoint(section.table.box(row, place).center()))
