"""潜在客户 in 分析: who has not come, what turned those who did, each figure with its people, and the weights."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions import history
from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_product
from kyuanbook.actions.touches import record_touch
from kyuanbook.book.queries import shop as shops
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.potential import PotentialWeights
from kyuanbook.rules.touches import TouchEntry
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.prospects_section import ProspectsSection
from kyuanbook.ui.analysis.sections import PROSPECTS
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.people import People
from kyuanbook.ui.shell.navigation import ANALYSIS, CARD, CUSTOMERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock, customer, visit
from tests.ui.conftest import listed

Key = Qt.Key
Press = Callable[..., None]


def spoken(book: Book, who: int, *kinds: str, wanted: str = "") -> None:
    for kind in kinds:
        record_touch(book, customer_id=who, entry=TouchEntry(kind=kind, wanted=wanted if kind == "enquiry" else ""))


@pytest.fixture
def told(book: Book, clock: Clock) -> Book:
    """Forty days ago six were spoken to, of whom two came; today one more."""
    add_product(book, name="烫发")
    for i, name in enumerate("甲乙丙丁戊己"):
        done = add_customer(book, entry=CustomerEntry(name=name, channel_id=3 if i % 2 else 30))
        assert done.id is not None
        spoken(book, done.id, "enquiry", *(["sample"] if i < 3 else ["wechat"]), wanted="烫发")
    clock.day += 3
    visit(book, 1)
    visit(book, 4)
    clock.day += 37
    spoken(book, customer(book, "施若男", income_band="top"), "enquiry", wanted="烫发")
    return book


@pytest.fixture
def section(told: Book, page: AnalysisPage) -> ProspectsSection:
    page.show_section(PROSPECTS)
    found = page.part(PROSPECTS)
    assert isinstance(found, ProspectsSection)
    return found


def test_it_says_what_will_be_there(page: AnalysisPage) -> None:
    page.show_section(PROSPECTS)
    section = page.part(PROSPECTS)
    assert isinstance(section, ProspectsSection)
    assert section.empty.isVisible() and not section.rates.isVisible() and not section.list.isVisible()


def test_those_who_have_not_come_stand_by_their_potential(section: ProspectsSection) -> None:
    assert section.head.note.text() == "5 位"
    rows = listed(section.list)
    assert rows[0].startswith("今天，施若男，烫发　联系 1 次，最近今天，") and "潜力" in rows[0]
    assert "样品 1" in " ".join(rows)
    scores = [int(row.end) for row in section.list.rows.rows]  # type: ignore[union-attr]
    assert scores == sorted(scores, reverse=True)


def test_the_shares_are_told_honestly(section: ProspectsSection) -> None:
    won = "6 位里 2 位成了客人（人太少，大约 1 到 7 成），从第一次联系到头一次来，一般 3 天。"
    assert section.summary.text() == f"{won}另有 1 位第一次联系还不满 30 天，没算在内。"
    assert "只算第一次联系满 30 天的" in section.how.text(), "the 5 beside it and these 6 are not the same people"
    rows = listed(section.rates)
    assert rows[0] == "合计，6 位里 2 位成了客人（人太少，大约 1 到 7 成）"
    assert "第一次来以前，最后一次联系是" in rows and "样品，1 位" in rows and "微信，1 位" in rows
    assert "样品，3 位里 1 位成了客人，人太少，还说不准" in rows
    assert any(row.startswith("转介绍，") for row in rows)
    assert {"头一次是怎么联系的", "想要什么"} < set(rows) and any(row.startswith("烫发，") for row in rows)


def test_each_figure_leads_to_its_people(section: ProspectsSection) -> None:
    heard: list[People] = []
    section.people_wanted.connect(heard.append)
    for row in section.rates.rows.rows:
        if hasattr(row, "id"):
            section.rates.opened.emit(row.id)
    assert heard[0].title == "做过潜在客户的人" and heard[0].chosen.ids == (1, 2, 3, 4, 5, 6)
    by_title = {people.title: people.chosen.ids for people in heard}
    assert by_title["最后一次联系是样品"] == (1,) and by_title["潜在客户：样品"] == (1, 2, 3)


def test_weights_say_what_they_change_before_they_are_kept(section: ProspectsSection, book: Book) -> None:
    weights = section.weights
    assert not weights.save.isVisible() and not weights.changed()
    weights.lists["means"].choose("0")
    weights.lists["means"].chosen.emit("0")
    assert weights.save.isVisible() and weights.effect.text().startswith("照这样算，")
    assert section.back_out() and not weights.save.isVisible() and not section.back_out()
    weights.lists["means"].choose("3")
    weights.store()
    assert kept(book) == (3, 2, 3, 1) and not weights.changed()
    history.undo(book)
    assert kept(book) == (2, 2, 3, 1)


def kept(book: Book) -> tuple[int, ...]:
    with book.read() as sql:
        return shops.settings(sql).potential_weights


def test_weights_that_count_nothing_are_not_kept(section: ProspectsSection, book: Book) -> None:
    for chosen in section.weights.lists.values():
        chosen.choose("0")
    section.weights._changed()
    assert section.weights.effect.text() == "四样里至少要有一样算数"
    section.weights.store()
    assert kept(book) == (2, 2, 3, 1)


def test_who_comes_among_the_first_ten_is_named(section: ProspectsSection, book: Book) -> None:
    for i in range(10):
        spoken(book, customer(book, f"常问{i}"), "enquiry", "enquiry", "enquiry")
    assert section.found is not None
    only_what_they_did = section._effect(PotentialWeights(0, 0, 3, 0))
    assert only_what_they_did.startswith("照这样算，前 10 位里换 ") and "：常问" in only_what_they_did
    assert section._effect(section.found.weights) == "照这样算，排在前面的不变"


def test_what_changes_in_the_book_is_seen_at_once(section: ProspectsSection, book: Book) -> None:
    customer(book, "新来问的")
    assert section.head.note.text() == "6 位"


def test_in_the_window_enter_opens_f7_records_and_a_figure_opens_its_people(
    told: Book, open_window: Callable[[Book], MainWindow], press: Press
) -> None:
    window = open_window(told)
    window.nav.go(ANALYSIS)
    page = window.page()
    assert isinstance(page, AnalysisPage)
    page.show_section(PROSPECTS)
    section = page.part(PROSPECTS)
    assert isinstance(section, ProspectsSection)
    page.take_focus()
    assert section.list.hasFocus() and page.in_hand() == 7
    press(Key.Key_F5)
    panel = window.start().panels.touch
    assert panel.isVisible() and panel.customer_id == 7
    press(Key.Key_Escape)
    press(Key.Key_Return)
    assert window.frame.shown() == CARD
    press(Key.Key_Escape)
    section.rates.setFocus()
    press(Key.Key_Return)
    assert window.frame.shown() == CUSTOMERS
    customers = window.page()
    assert isinstance(customers, CustomersPage) and set(customers.model.ids()) == {1, 2, 3, 4, 5, 6}
