"""合并客户 in the whole window, by keys alone: found by the counter search, chosen, one step, taken back, parted in 回收站."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries.card import Card
from kyuanbook.rules.merging import Fact
from kyuanbook.ui.bin.page import BinPage
from kyuanbook.ui.entry.merge_panel import SHOWN, MergePanel, shortened
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.shell.navigation import BIN, CARD, CUSTOMERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.ui.conftest import held, listed

Key = Qt.Key
Press = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(shop: Book) -> tuple[int, int]:
    """One who is known by two names."""
    kept = customer(shop, "李雪", "13800001111", wechat="lixue", address="解放路 3 号")
    other = customer(shop, "李晓雪", "13900002222", wechat="xiaoxue", member_no="V7")
    visit(shop, kept, "100", 30)
    visit(shop, other, "40", 20)
    return kept, other


@pytest.fixture
def window(two: tuple[int, int], shop: Book, open_window: Callable[[Book], MainWindow]) -> MainWindow:
    return open_window(shop)


def card(window: MainWindow, who: int) -> Card:
    with window.book.read() as sql:
        found = cards.card(sql, window.book.rhythms, who, window.book.today())
    assert found is not None
    return found


def panel(window: MainWindow) -> MergePanel:
    return window.start().panels.merging


def test_by_keys_alone_and_back(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    kept, other = two
    window.nav.go_to_card(kept)
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    assert form.isVisible() and form.who.name.text() == "李雪" and held() is form.other
    QTest.keyClicks(form.other, "lxx")
    press(Key.Key_Return)
    assert form.other.text() == "李晓雪" and form.isVisible(), "Enter takes whom was found, it does not merge"
    assert form.moves.text() == "1 次到店、1 个号码归到李雪名下；李晓雪这张卡收进回收站。"
    assert [name for name, _ in form.rows.chosen()] == [Fact.NAME, Fact.WECHAT]
    press(Key.Key_Tab)
    press(Key.Key_Right)
    assert dict(form.rows.chosen()) == {Fact.NAME: "other", Fact.WECHAT: "kept"}
    press(Key.Key_Return)  # on the chip that is chosen
    assert not form.isVisible() and window.nav.here() == (CARD, kept)
    assert window.frame.notice.text() == "已把李晓雪并入李雪"
    one = card(window, kept)
    assert (one.name, one.alias, one.wechat, one.member_no, one.total_cents) == ("李晓雪", "李雪", "lixue", "V7", 14_000)
    press(Key.Key_Z, keys=CTRL)
    assert (card(window, kept).name, card(window, other).total_cents) == ("李雪", 4_000)


def test_two_that_are_picked_are_offered_at_once(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    window.nav.go(CUSTOMERS)
    page = window.nav.page(CUSTOMERS)
    assert isinstance(page, CustomersPage)
    places = [list(page.model.ids()).index(one) for one in two]
    for place in places:
        page.table.setCurrentIndex(page.model.index(place, 0))
        press(Key.Key_Space)
    assert set(page.picked()) == set(two)
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    assert {form.who.name.text(), form.other.text()} == {"李雪", "李晓雪"} and form.moves.isVisible()
    form.submit()
    assert not form.isVisible()


def test_without_anybody_it_says_so_and_nobody_is_offered_to_themselves(
    window: MainWindow, two: tuple[int, int], press: Press
) -> None:
    window.nav.go_to_card(two[0])
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    form.submit()
    assert form.form.fields["other"].complaint._words.text() == "选一位要并进来的客户"
    QTest.keyClicks(form.other, "lix")
    assert [one.word for one in form.other.options] == ["李晓雪"]


def test_whoever_looks_alike_is_offered_with_the_reason(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    third = customer(window.book, "小雪", "138 0000 1111")
    window.nav.go_to_card(two[0])
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    assert [(one.row.id, one.row.name) for one in form.likely.shown] == [(third, "小雪")]
    press(Key.Key_Tab)
    assert held() is form.likely.links()[0]
    press(Key.Key_Return)
    assert form.other.text() == "小雪" and not form.likely.isVisible() and form.moves.isVisible() and held() is form.other
    form.other.clear()
    QTest.keyClicks(form.other, "l")
    assert form.likely.isVisible() and not form.moves.isVisible(), "whoever is typed about is not picked any more"


def test_what_was_chosen_is_there_again_after_escape(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    window.nav.go_to_card(two[0])
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    QTest.keyClicks(form.other, "lxx")
    press(Key.Key_Return)
    form.rows.choose({Fact.WECHAT: "other"})
    press(Key.Key_Escape)
    assert not form.isVisible() and window.start().panels.unsaved_words() == ["李雪的合并"]
    press(Key.Key_F2, keys=SHIFT)
    assert form.draft_line.isVisible() and form.other.text() == "李晓雪"
    assert dict(form.rows.chosen())[Fact.WECHAT] == "other"


def test_of_one_who_goes_meanwhile_it_says_so_and_keeps_what_was_chosen(
    window: MainWindow, two: tuple[int, int], press: Press
) -> None:
    window.nav.go_to_card(two[0])
    press(Key.Key_F2, keys=SHIFT)
    form = panel(window)
    QTest.keyClicks(form.other, "lxx")
    press(Key.Key_Return)
    delete_customer(window.book, customer_id=two[1])
    form.submit()
    assert form.isVisible() and form.trouble.isVisible() and form.other.text() == "李晓雪"


def test_parted_in_the_bin(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    kept, other = two
    window.nav.go_to_card(kept)
    window.start().panels.merge(kept, other)
    panel(window).submit()
    window.nav.go(BIN)
    page = window.nav.page(BIN)
    assert isinstance(page, BinPage)
    assert "并入了李雪，取回就是分开" in listed(page.list)[0]
    press(Key.Key_Return)
    assert window.frame.notice.text() == "已把李晓雪从李雪分开"
    assert (card(window, kept).total_cents, card(window, other).total_cents) == (10_000, 4_000)


def test_in_private_a_handle_is_not_told(window: MainWindow, two: tuple[int, int], press: Press) -> None:
    privacy.turn(True)
    try:
        window.nav.go_to_card(two[0])
        window.start().panels.merge(*two)
        told = "".join(chip.accessibleName() for chip in panel(window).rows.chips())
        assert "lixue" not in told and "李晓雪" in told
    finally:
        privacy.turn(False)


def test_a_long_value_shows_both_its_ends() -> None:
    long = "朝阳区花家地西里12号楼3单元502"
    assert len(shortened(long)) <= SHOWN and shortened(long).startswith("朝阳区") and shortened(long).endswith("502")
    assert shortened("解放路 3 号") == "解放路 3 号"
