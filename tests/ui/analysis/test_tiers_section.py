"""等级: what the table says, what the typed rule would hold, how it is kept, refused and given up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.book.queries import classes, shop
from kyuanbook.book.queries.customers import Filter
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import TIERS
from kyuanbook.ui.analysis.tiers_section import TiersSection
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.shell.navigation import ANALYSIS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, bulk_shop
from tests.ui.conftest import held

Press = Callable[..., None]


@pytest.fixture
def many(book: Book) -> range:
    """Forty customers, the later the better."""
    return bulk_shop(book, [(f"客{i:02}", "", [(DAY - 9 * v, 1_000 * (i + 1)) for v in range(1 + i // 8)]) for i in range(40)])


@pytest.fixture
def section(many: range, book: Book, page: AnalysisPage) -> TiersSection:
    refresh_standings(book)
    page.show_section(TIERS)
    found = page.section()
    assert isinstance(found, TiersSection)
    page.take_focus()
    return found


def cells(section: TiersSection) -> list[list[str]]:
    return [[column.text(row) for column in section.table.columns] for row in section.table.rows]


def held_now(section: TiersSection) -> list[tuple[str, str]]:
    return [(figure.value, figure.note) for figure in section.tried._figures]


def typed(section: TiersSection, qtbot: QtBot, name: str, text: str) -> None:
    """Type over a field, and wait until the tiers were counted."""
    line = section.form.lines[name]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    qtbot.waitUntil(lambda: not section._pause.isActive())


def test_each_tier_with_its_people_its_share_and_its_money(section: TiersSection, book: Book) -> None:
    assert [row[0] for row in cells(section)] == ["VIP", "大客户", "普通", "小客户"]
    assert [row[1] for row in cells(section)] == ["2 位", "6 位", "20 位", "12 位"]
    assert [row[2] for row in cells(section)] == ["5%", "15%", "50%", "30%"]
    with book.read() as sql:
        cents = [tally.year_cents for tally in classes.tiers(sql, DAY).tallies]
    assert [row.year_cents for row in section.table.rows] == cents
    assert sum(row.money_share or 0 for row in section.table.rows) == pytest.approx(1)
    assert "今天算的" in section.head.note.text() and not section.doing.isVisible()


def test_the_line_in_hand_leads_to_its_people_and_their_list(section: TiersSection, page: AnalysisPage, press: Press) -> None:
    seen: list[object] = []
    page.people_wanted.connect(seen.append)
    page.list_wanted.connect(seen.append)
    assert held() is section.table
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return, keys=Qt.KeyboardModifier.ControlModifier)
    section.look.click()
    section.print_link.click()
    assert [people.title for people in seen] == ["大客户"] * 4  # type: ignore[attr-defined]
    assert {people.chosen for people in seen} == {Filter(tier="big")}  # type: ignore[attr-defined]


def test_while_typing_it_says_how_many_each_tier_would_hold(section: TiersSection, qtbot: QtBot) -> None:
    assert held_now(section) == [("2", ""), ("6", ""), ("20", ""), ("12", "")]
    typed(section, qtbot, "share_vip", "10")
    assert held_now(section) == [("4", "现在 2 位"), ("6", ""), ("20", ""), ("10", "现在 12 位")]
    typed(section, qtbot, "share_regular", "80")
    assert [value for value, _ in held_now(section)] == ["—"] * 4
    assert section.wrong.isVisible() and section.wrong.text() == "普通：三项加起来是 105%，最多 100%"


def test_weights_and_amounts_count_at_once(section: TiersSection, qtbot: QtBot) -> None:
    for name in ("weight_frequency", "weight_loyalty", "weight_potential"):
        typed(section, qtbot, name, "0")
    assert sum(int(value) for value, _ in held_now(section)) == 40
    section.form.by.choose("amounts")
    section.form.by.chosen.emit("amounts")
    typed(section, qtbot, "amount_vip", "1000")
    typed(section, qtbot, "amount_big", "500")
    typed(section, qtbot, "amount_regular", "100")
    spends = sorted(row for row in ((1 + i // 8) * 10 * (i + 1) for i in range(40)))
    expected = [
        sum(s >= 1000 for s in spends), sum(500 <= s < 1000 for s in spends), sum(100 <= s < 500 for s in spends),
        sum(s < 100 for s in spends),
    ]  # fmt: skip
    assert [int(value) for value, _ in held_now(section)] == expected
    assert not section.form.lines["weight_amount"].isVisible() and not section.form.lines["share_vip"].isVisible()


def test_what_was_tried_is_what_is_then_held(section: TiersSection, book: Book, many: range, qtbot: QtBot) -> None:
    pin_tier(book, customer_id=many[0], tier="vip", why="")
    section.read()
    typed(section, qtbot, "share_vip", "20")
    typed(section, qtbot, "weight_loyalty", "70")
    tried = [int(value) for value, _ in held_now(section)]
    section.save()
    assert section.doing.isVisible() and "重新算" in section.doing.words.text()
    refresh_standings(book)
    section.read()
    assert [row.customers for row in section.table.rows] == tried and not section.doing.isVisible()
    assert "其中 1 位是手工标的" in section.note.text()


def test_enter_keeps_the_rule_and_undo_takes_it_back(
    section: TiersSection, book: Book, qtbot: QtBot, press: Press, page: AnalysisPage
) -> None:
    asked: list[bool] = []
    page.reckon_wanted.connect(lambda: asked.append(True))
    typed(section, qtbot, "share_vip", "7")
    press(Qt.Key.Key_Return)
    with book.read() as sql:
        assert shop.settings(sql).tier_shares == (7, 15, 50)
    assert asked == [True] and not section.form.touched()
    section.acts.undo()
    section.read()
    assert section.form.lines["share_vip"].text() == "5"


def test_esc_gives_up_what_was_typed(section: TiersSection, book: Book, qtbot: QtBot) -> None:
    assert not section.back_out()
    typed(section, qtbot, "weight_amount", "many")
    assert section.form.touched() and section.back_out()
    assert section.form.lines["weight_amount"].text() == "40" and held() is section.table
    with book.read() as sql:
        assert shop.settings(sql) == shop.ShopSettings()


def test_what_cannot_be_is_said_beside_its_field(section: TiersSection, book: Book, qtbot: QtBot) -> None:
    for name in ("weight_amount", "weight_frequency", "weight_loyalty", "weight_potential"):
        typed(section, qtbot, name, "0")
    section.save()
    field = section.form.form.fields["weight_amount"]
    assert field.complaint.isVisible() and held() is section.form.lines["weight_amount"] and not section.wrong.isVisible()
    with book.read() as sql:
        assert shop.settings(sql).tier_weights == (40, 25, 20, 15)


def test_what_is_typed_stays_while_the_book_changes(section: TiersSection, book: Book, many: range, qtbot: QtBot) -> None:
    typed(section, qtbot, "share_vip", "9")
    pin_tier(book, customer_id=many[3], tier="vip", why="")
    section.read()
    assert section.form.lines["share_vip"].text() == "9"


def test_a_shop_of_nobody_says_so_without_a_number_too_many(book: Book, page: AnalysisPage) -> None:
    page.show_section(TIERS)
    section = page.section()
    assert isinstance(section, TiersSection)
    assert [row[1:] for row in cells(section)] == [["0 位", "—", "¥0", "—"]] * 4
    assert section.doing.isVisible() and "正在算" in section.doing.words.text()


def test_in_the_window_a_new_rule_is_reckoned_at_once(window: MainWindow) -> None:
    refresh_standings(window.book)
    window.nav.go(ANALYSIS)
    shown = window.page()
    assert isinstance(shown, AnalysisPage)
    shown.show_section(TIERS)
    section = shown.section()
    assert isinstance(section, TiersSection)
    section.form.lines["share_vip"].setText("100")
    section.form.lines["share_big"].setText("0")
    section.form.lines["share_regular"].setText("0")
    section.save()
    assert [row.customers for row in section.table.rows] == [2, 0, 0, 0] and not section.doing.isVisible()
    section.look.click()
    page = window.page()
    assert isinstance(page, CustomersPage)
    assert page.title.words.text() == "VIP" and len(page.model.ids()) == 2
