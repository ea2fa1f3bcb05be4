"""On the card: why somebody stays away is asked, what was tried is noted, and all of it can be taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions import lapse, winback
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.lapse import said
from kyuanbook.book.queries.winback import attempts
from kyuanbook.rules.winback import AttemptEntry
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.shell.navigation import CUSTOMERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import Clock, customer, regular, visit
from tests.ui.conftest import held, listed

Press = Callable[..., None]


@pytest.fixture
def lost(shop: Book) -> int:
    return regular(shop, "孙丽华", gap=10, visits=6, ago=300, amount="80")


@pytest.fixture
def card(window: MainWindow, lost: int) -> CardPage:
    window.nav.go_to_card(lost)
    page = window.page()
    assert isinstance(page, CardPage)
    return page


def heard(book: Book, who: int) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(one.reason, one.note) for one in said(sql, who)]


def tried(book: Book, who: int) -> list[tuple[str, int, str]]:
    with book.read() as sql:
        return [(one.word, one.cost_cents, one.note) for one in attempts(sql, book.rhythms, who)]


def test_who_stopped_coming_is_asked_why(window: MainWindow, card: CardPage, lost: int) -> None:
    assert card.why.ask.isVisible() and card.why.ask.words() == "问问为什么不来了"
    card.why.ask.click()
    panel = window.start().panels.why
    assert window.frame.panel() is panel and panel.who.text() == "孙丽华"
    panel.submit()
    assert panel.form.fields["reason"].problem() is not None and heard(window.book, lost) == []
    panel.reason.choose("5")
    panel.note.setText("去了对面那家")
    panel.submit()
    assert heard(window.book, lost) == [("转去同行", "去了对面那家")]
    assert "流失原因：转去同行，去了对面那家" in card.why.words.text()
    assert card.why.ask.words() == "改原因"
    assert any("流失原因" in line and "转去同行" in line for line in listed(card.happened))
    window.acts.undo()
    assert heard(window.book, lost) == [] and card.why.ask.words() == "问问为什么不来了"


def test_what_was_said_stands_there_when_it_is_asked_again(window: MainWindow, card: CardPage, lost: int) -> None:
    lapse.note_reason(window.book, customer_id=lost, reason_id=1, note="涨价")
    lapse.hide_reason(window.book, reason_id=1)
    window.start().panels.note_reason(lost)
    panel = window.start().panels.why
    assert panel.reason.choice() == "1" and panel.note.text() == "涨价"
    panel.note.setText("涨价以后")
    window.frame.close_panel()
    assert ("why", lost) in panel.unsaved()
    window.start().reopen(("why", lost))
    assert panel.note.text() == "涨价以后"


def test_nobody_who_comes_is_asked(window: MainWindow, card: CardPage) -> None:
    well = regular(window.book, "常来", gap=10, visits=6, ago=2)
    window.nav.go_to_card(well)
    assert not card.why.isVisible() and not card.known.winback.isVisible()


def test_in_the_bin_nothing_is_asked(window: MainWindow, card: CardPage, lost: int) -> None:
    delete_customer(window.book, customer_id=lost)
    assert not card.why.ask.isVisible() and not card.why.attempt.isVisible()


def test_pinning_asks_why_of_the_lapsed_alone(window: MainWindow, card: CardPage, lost: int) -> None:
    window.pin()
    panel = window.start().panels.pins
    assert not panel.form.fields["reason"].isVisibleTo(panel)
    chip = panel.stage._chips["lapsed"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert panel.form.fields["reason"].isVisibleTo(panel)
    panel.reason.choose("4")
    panel.why.setText("搬走了")
    panel.submit()
    assert heard(window.book, lost) == [("距离、搬家", "搬走了")]
    window.pin()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    panel.reason.choose("")
    panel.submit()
    assert heard(window.book, lost) == [("距离、搬家", "搬走了")]  # nothing chosen says nothing


def test_what_was_tried_is_noted_changed_and_struck_out(
    window: MainWindow, card: CardPage, lost: int, press: Press
) -> None:
    card.why.attempt.click()
    panel = window.start().panels.attempt
    assert window.frame.panel() is panel
    panel.measure.choose("own:")
    panel.measure.chosen.emit("own:")
    assert held() is panel.own
    panel.submit()
    assert panel.form.fields["measure"].problem() is not None
    panel.own.setText("上门看望")
    panel.cost.setText("35")
    panel.submit()
    assert tried(window.book, lost) == [("上门看望", 3500, "")]
    assert "等到" in listed(card.happened)[0] and card.known.winback.isVisible()
    card.happened.setFocus()
    card.happened.go_to(0)
    press(Qt.Key.Key_Return)
    assert window.frame.panel() is panel and panel.measure.choice() == "own:上门看望" and panel.cost.text() == "35"
    panel.measure.choose("gift")
    panel.submit()
    assert tried(window.book, lost) == [("礼物", 3500, "")]
    card.happened.setFocus()
    card.happened.go_to(0)
    menu = card.menu.make()
    assert menu is not None and [a.text().split("\t")[0] for a in menu.actions()] == ["改这次挽回", "去掉这次挽回"]
    press(Qt.Key.Key_Delete)
    assert tried(window.book, lost) == [] and "已去掉一次挽回" in window.frame.notice.text()
    window.acts.undo()
    assert tried(window.book, lost) == [("礼物", 3500, "")]


def test_a_reason_is_struck_out_on_its_line(window: MainWindow, card: CardPage, lost: int, press: Press) -> None:
    lapse.note_reason(window.book, customer_id=lost, reason_id=1)
    card.happened.setFocus()
    card.happened.go_to(0)
    assert card.menu.make() is not None
    press(Qt.Key.Key_Delete)
    assert heard(window.book, lost) == []


def test_with_all_those_picked(window: MainWindow, lost: int) -> None:
    window.nav.go(CUSTOMERS)
    page = window.page()
    assert isinstance(page, CustomersPage)
    ids = (lost, 1, 2)
    page.attempt_wanted.emit(ids)
    panel = window.start().panels.attempt
    assert panel.who.text() == "选中的 3 位"
    panel.measure.choose("offer")
    panel.cost.setText("10")
    panel.submit()
    assert all(tried(window.book, i) == [("优惠", 1000, "")] for i in ids)
    assert "给 3 位记一次挽回" in window.frame.notice.text()


def test_who_came_back_shows_it_with_what_brought_them(window: MainWindow, card: CardPage, lost: int, clock: Clock) -> None:
    winback.record_attempt(window.book, customer_ids=[lost], entry=AttemptEntry("call", day="昨天"))
    visit(window.book, lost)
    lines = listed(card.happened)
    assert "赢回" in lines[0] and "离开 300 天" in lines[0] and "电话以后" in lines[0]
    assert any("挽回" in line and "今天来了" in line for line in lines)
    facts = card.known.winback.facts.accessibleName()
    assert "赢回" in facts and "离开 300 天" in facts
    assert not card.why.isVisible()
    before = regular(window.book, "孤", gap=10, visits=1, ago=800)
    visit(window.book, before)
    window.nav.go_to_card(before)
    assert "离开 800 天" in listed(card.happened)[0] and "以后" not in listed(card.happened)[0]


def test_who_was_left_alone_shows_it_and_can_not_be_changed(window: MainWindow, card: CardPage, lost: int, press: Press) -> None:
    from kyuanbook.actions.lists import draft, freeze

    drawn = draft(window.book, customer_ids=[1])
    number = freeze(window.book, drawn=drawn, title="", paper="a4", words=[{"name": ""}] * len(drawn.rows)).id
    assert number is not None
    winback.hold_back(window.book, list_id=number, customer_ids=[lost])
    assert any("抽签留下" in line for line in listed(card.happened))
    place = next(i for i, line in enumerate(listed(card.happened)) if "抽签留下" in line)
    card.happened.setFocus()
    card.happened.go_to(place)
    assert card.time_line.attempt_in_hand() is None
    press(Qt.Key.Key_Return)
    assert window.frame.panel() is None


def test_in_private_no_cost_is_shown(window: MainWindow, card: CardPage, lost: int) -> None:
    winback.record_attempt(window.book, customer_ids=[lost], entry=AttemptEntry("gift", "35"))
    assert "¥35" in listed(card.happened)[0]
    privacy.turn(True)
    try:
        assert "35" not in listed(card.happened)[0] and "35" not in card.known.winback.facts.accessibleName()
    finally:
        privacy.turn(False)


def test_a_reason_of_nobody_known(window: MainWindow, shop: Book) -> None:
    prospect = customer(shop, "没来过")
    window.nav.go_to_card(prospect)
    window.start().note_reason()
    panel = window.start().panels.why
    panel.reason.choose("1")
    panel.submit()
    page = window.page()
    assert isinstance(page, CardPage) and page.why.isVisible() and not page.why.attempt.isVisible()
