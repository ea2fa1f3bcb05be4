"""The card: where a customer stands and why, what happened, what is known, who brought whom."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.customers import change_customer, delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import card as read_card
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.happenings import CHANGES, VISITS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit


def id_of(book: Book, name: str) -> int:
    """The number of a customer."""
    with book.read() as sql:
        return find_customers(sql, book.haystack, name, book.today())[0].id


@pytest.fixture
def page(window: MainWindow) -> CardPage:
    """The card of the one who is overdue."""
    window.nav.go_to_card(id_of(window.book, "王小明"))
    found = window.page()
    assert isinstance(found, CardPage)
    return found


def facts(page: CardPage) -> str:
    """All that 资料 says."""
    return page.facts.accessibleName()


def show(page: CardPage, kind: str) -> None:
    """Only this kind of line."""
    page.kinds.choose(kind)
    page.kinds.chosen.emit(kind)


def test_the_reason_and_the_day_that_changes_it(page: CardPage) -> None:
    assert page.title.words.text() == "王小明"
    assert page.stage.stage == "at_risk"
    assert page.banner.words().startswith("平时约 14 天来一次，已 60 天未来，")
    assert page.banner.words().endswith("起算流失")
    assert page.figures.accessibleName() == "累计 ¥544，到店 8 次，每次约 ¥68"


def test_a_long_reason_takes_another_line_instead_of_being_cut(page: CardPage) -> None:
    banner, one = page.banner, page.banner.sizeHint().height()
    banner.show_reason("来过 26 次，平时约 8 天来一次，昨天来过" * 2, "12月9日起算流失", "loyal", warns=False)
    banner.resize(page.theme.px(480), one)
    assert banner.sizeHint().height() == one + 2 * page.theme.px(24)  # the reason on two lines, the day on its own


def test_numbers_are_masked_until_asked_for_and_again_on_the_next_card(page: CardPage, window: MainWindow) -> None:
    assert page.phone.text() == "138****5678"
    page.eye.click()
    assert page.phone.text() == "138 2204 5678"
    assert page.eye.accessibleName() == "遮住号码"
    window.nav.go_to_card(id_of(window.book, "欧阳雪"))
    assert page.phone.text() == "150****7713"


def test_a_wrong_number_gives_way_to_the_next(page: CardPage) -> None:
    assert page.customer_id is not None
    phones = (PhoneEntry("13822045678", wrong=True), PhoneEntry("02166668888", label="家里"))
    change_customer(page.book, customer_id=page.customer_id, entry=CustomerEntry(name="王小明", phones=phones))
    assert page.phone.text() == "021****8888"
    assert "电话 138****5678 空号" in facts(page) and "家里 021****8888" in facts(page)


def test_what_happened_with_gaps_filtered_by_kind(page: CardPage) -> None:
    rows = listed(page.happened)
    assert rows[:2] == ["今天，登记，记下这位客户", "1月3日，到店，隔 14 天，¥68"]
    assert len([r for r in rows if "到店" in r]) == 8
    show(page, VISITS)
    assert len(listed(page.happened)) == 8 and page.happened_head.note.text() == "8 条"
    show(page, CHANGES)
    assert [r.split("，")[1] for r in listed(page.happened)] == ["登记"]


def test_changes_are_said_so_that_they_can_be_checked(page: CardPage) -> None:
    assert page.customer_id is not None
    entry = CustomerEntry(name="王晓明", wechat="xm_wang88", phones=(PhoneEntry("13900001111"),), do_not_contact=True)
    change_customer(page.book, customer_id=page.customer_id, entry=entry)
    said = next(r for r in listed(page.happened) if "资料" in r)
    for words in ("姓名改为 王晓明", "微信改为 xm_wang88", "139****1111", "设为请勿联系"):
        assert words in said
    assert page.no_contact.isVisible() and not page.print_link.isVisible()


def test_a_pin_changes_the_name_not_the_reason_and_comes_off_again(page: CardPage, press: Callable[..., None]) -> None:
    page.pin_link.click()
    commit(held(), "常带朋友来")
    press(Qt.Key.Key_Return)
    assert page.stage.stage == "loyal" and page.stage.pinned
    assert page.pin_line.text() == "手工标为忠诚：今天，店主，常带朋友来"
    assert page.banner.words().startswith("平时约 14 天来一次，已 60 天未来")
    assert any("标为忠诚" in r for r in listed(page.happened))
    page.unpin_link.click()
    assert page.stage.stage == "at_risk" and not page.pin_line.isVisible()


def test_who_brought_whom_leads_to_their_cards(page: CardPage, window: MainWindow, press: Callable[..., None]) -> None:
    first = page.customer_id
    assert [box.words() for box in page.descent.boxes] == ["王小明", "盖小雨"]
    assert page.brought.text() == "带来 1 位，共 ¥0"
    page.descent.boxes[1].click()
    assert page.title.words.text() == "盖小雨"
    assert [box.words() for box in page.descent.boxes] == ["王小明", "盖小雨"]
    assert page.nothing.isVisible() is False, "their entry is something that happened"
    press(Qt.Key.Key_Escape)
    assert window.nav.here() == ("card", first)


def test_many_brought_are_a_few_and_a_link(page: CardPage) -> None:
    for i in range(7):
        customer(page.book, f"新人{i}", referrer_id=page.customer_id)
    assert len(page.descent.boxes) == 1 + 5
    assert page.descent.more.text() == "还有 3 位"
    page.descent.more.click()
    assert len(page.descent.boxes) == 1 + 8


def test_a_visit_in_hand_is_corrected_or_thrown_away(
    page: CardPage, window: MainWindow, press: Callable[..., None]
) -> None:
    show(page, VISITS)
    page.happened.setFocus()
    press(Qt.Key.Key_Return)
    panels = window.start().panels
    assert panels.is_open() and panels.visit.visit_id is not None
    held().setText("75")  # type: ignore[attr-defined]  # the amount
    press(Qt.Key.Key_Return)
    assert not panels.is_open()
    assert listed(page.happened)[0].endswith("¥75")
    press(Qt.Key.Key_Delete)
    assert page.figures.accessibleName().startswith("累计 ¥476，到店 7 次")
    press(Qt.Key.Key_Z, keys=Qt.KeyboardModifier.ControlModifier)
    assert page.figures.accessibleName().startswith("累计 ¥551，到店 8 次")


def test_a_visit_recorded_here_shows_here(page: CardPage) -> None:
    assert page.customer_id is not None
    pin(page.book, customer_id=page.customer_id, stage=Stage.LAPSED)
    visit(page.book, page.customer_id, "88")
    assert page.figures.accessibleName().startswith("累计 ¥632，到店 9 次")
    assert listed(page.happened)[0].startswith("今天，到店，隔 60 天")
    assert not page.pin_line.isVisible(), "a visit takes a 流失 pin off"


def test_a_deleted_customer_says_so_and_can_be_taken_back(page: CardPage, window: MainWindow) -> None:
    assert page.customer_id is not None
    delete_customer(page.book, customer_id=page.customer_id)
    assert page.bin_line.isVisible() and window.in_hand() is None and not page.edit.isVisible()
    page.restore_link.click()
    assert not page.bin_line.isVisible() and window.in_hand() == page.customer_id


def test_an_undone_entry_leaves_no_card_behind(page: CardPage, window: MainWindow) -> None:
    fresh = customer(page.book, "李姐")
    window.nav.go_to_card(fresh)
    window.acts.undo()
    with window.book.read() as sql:
        assert read_card(sql, window.book.rhythms, fresh, window.book.today()) is None
    assert window.nav.here() == ("card", id_of(window.book, "王小明"))
