"""The card's touches and its 潜力."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.lapse import note_reason
from kyuanbook.actions.shop import add_product, set_shop
from kyuanbook.actions.touches import record_touch
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.touches import TouchEntry, TouchKind
from kyuanbook.ui.bin.page import BinPage
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.happenings import TOUCHES, VISITS
from kyuanbook.ui.shell.navigation import BIN
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import listed

Key = Qt.Key
Press = Callable[..., None]


def show(window: MainWindow, name: str) -> CardPage:
    with window.book.read() as sql:
        found = find_customers(sql, window.book.haystack, name, window.book.today())[0].id
    window.nav.go_to_card(found)
    page = window.page()
    assert isinstance(page, CardPage)
    return page


@pytest.fixture
def page(window: MainWindow) -> CardPage:
    """The card of one who has not come yet."""
    add_product(window.book, name="烫发")
    return show(window, "盖小雨")


def touch(page: CardPage, **typed: str) -> None:
    assert page.customer_id is not None
    record_touch(page.book, customer_id=page.customer_id, entry=TouchEntry(**typed))


def test_a_touch_has_a_line_of_its_own_and_a_chip_to_itself(page: CardPage) -> None:
    touch(page, kind="call", outcome="promised", wanted="烫发", note="下周二")
    touch(page, kind="sample", cost="3")
    assert listed(page.happened)[:2] == ["今天，样品，花费，¥3", "今天，电话，约好再来　烫发　下周二"]
    page.kinds.choose(TOUCHES)
    page.kinds.chosen.emit(TOUCHES)
    assert len(listed(page.happened)) == 2 and page.to_remember() == {"only": TOUCHES}
    page.kinds.choose(VISITS)
    page.kinds.chosen.emit(VISITS)
    assert page.time_line.nothing.isVisible()


def test_f7_records_and_enter_corrects_and_delete_throws_and_undo_brings_back(
    page: CardPage, window: MainWindow, press: Press
) -> None:
    window.record_touch()
    panel = window.start().panels.touch
    assert panel.isVisible() and panel.customer_id == page.customer_id
    panel.note.setText("问价钱")
    panel.submit()
    assert "已记一次联系 盖小雨" in window.frame.notice.text()
    page.happened.setFocus()
    page.happened.go_to(0)
    press(Key.Key_Return)
    assert panel.isVisible() and panel.note.text() == "问价钱"
    press(Key.Key_Escape)
    press(Key.Key_Delete)
    assert [row.split("，")[1] for row in listed(page.happened)] == ["回收站", "登记"]
    window.acts.undo()
    assert listed(page.happened)[0] == "今天，咨询，问价钱"


def test_a_thrown_touch_lies_in_the_bin_and_is_taken_back(page: CardPage, window: MainWindow, press: Press) -> None:
    touch(page, kind="coupon")
    page.happened.setFocus()
    page.happened.go_to(0)
    page.delete_in_hand()
    window.nav.go(BIN)
    bin_page = window.page()
    assert isinstance(bin_page, BinPage)
    assert listed(bin_page.list) == ["今天 10:00，盖小雨，今天的一次联系：优惠券"]
    press(Key.Key_Return)
    assert not listed(bin_page.list)
    window.nav.back()
    assert "优惠券" in " ".join(listed(page.happened))


def test_the_row_menu_names_what_can_be_done(page: CardPage) -> None:
    touch(page, kind="coupon")
    page.happened.setFocus()
    page.happened.go_to(0)
    (group,) = page.row_menu()
    assert [(act.words, act.key) for act in group] == [("改这次联系", "Enter"), ("移到回收站", "Delete")]


# 潜力 ----------------------------------------------------------------------------------------------------------------------


def test_of_whom_nothing_is_known_only_the_question_stands(page: CardPage) -> None:
    part = page.potential
    assert part.isVisible() and not part.bars.isVisible() and part.score.text() == ""
    assert part.head.note.text() == "知道得还少" and part.ask.text() == "下次：问问最近还想做点什么，记一次联系"


def test_what_is_found_out_is_shown_at_once(page: CardPage) -> None:
    touch(page, kind="enquiry", wanted="烫发")
    assert page.potential.bars.isVisible() and int(page.potential.score.text()) > 50
    said = page.potential.bars.accessibleName()
    assert "需求匹配 62，想要过 1 样，店里有 1 样" in said and "经济能力 —，还不知道" in said
    assert page.customer_id is not None
    change_customer(
        page.book, customer_id=page.customer_id,
        entry=CustomerEntry(name="盖小雨", income_band="top", phones=[PhoneEntry("18812342036")]),
    )  # fmt: skip
    assert "经济能力 75，收入很高" in page.potential.bars.accessibleName()
    assert "收入档次 很高" in page.facts.accessibleName()


def test_in_private_no_amount_is_told(window: MainWindow) -> None:
    part = show(window, "王小明").potential
    assert "每次约 ¥68" in part.bars.accessibleName()
    privacy.turn(True)
    try:
        assert "¥68" not in part.bars.accessibleName() and "¥•••" in part.bars.accessibleName()
    finally:
        privacy.turn(False)


def test_other_weights_give_another_score(page: CardPage) -> None:
    touch(page, kind="enquiry", wanted="烫发")
    before = page.potential.score.text()
    set_shop(page.book, potential_weights=(0, 3, 0, 0))
    assert page.potential.score.text() == "62" != before


def test_who_lies_in_the_bin_has_none(page: CardPage) -> None:
    assert page.customer_id is not None
    delete_customer(page.book, customer_id=page.customer_id)
    assert not page.potential.isVisible()


def call_refused(window: MainWindow, name: str) -> None:
    """A call that ended in 拒绝."""
    show(window, name)
    window.record_touch()
    panel = window.start().panels.touch
    panel.kind.choose("call")
    panel.kind.chosen.emit("call")
    panel._outcomes[TouchKind.CALL].choose("refused")
    panel.submit()


def test_who_used_to_come_and_refuses_is_asked_why_once(window: MainWindow, press: Press) -> None:
    call_refused(window, "王小明")
    panels = window.start().panels
    assert window.frame.panels.panel is panels.why
    note_reason(window.book, customer_id=panels.why._customer_id, reason_id=1)
    press(Key.Key_Escape)
    call_refused(window, "王小明")
    assert window.frame.panels.panel is None, "it is known why"


def test_a_prospect_who_refuses_is_not_asked_why_they_stay_away(window: MainWindow) -> None:
    call_refused(window, "盖小雨")
    assert window.frame.panels.panel is None
