"""喜好 on the card and at the counter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.likes import refresh_likes
from kyuanbook.actions.shop import hide_product
from kyuanbook.actions.visits import record_visit
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.card_likes import LikesPart
from kyuanbook.ui.window import MainWindow
from tests.book.liking import hair_shop, liking_shop
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def who(shop: Book) -> int:
    """One whose roots are due, and who might like 头皮护理."""
    found = hair_shop(shop)
    refresh_likes(shop)
    return found


@pytest.fixture
def page(window: MainWindow, who: int) -> CardPage:
    window.nav.go_to_card(who)
    found = window.page()
    assert isinstance(found, CardPage)
    return found


@pytest.fixture
def likes(page: CardPage) -> LikesPart:
    return page.known.likes


def counter(window: MainWindow, who: int | None) -> VisitPanel:
    window.start().panels.record_visit(who)
    return window.start().panels.visit


def test_favourites_what_is_due_and_what_might_be_welcome(likes: LikesPart) -> None:
    assert likes.isVisible() and likes.favourites.accessibleName() == "4 次 补染发根 1月3日"
    assert likes.texts() == ["该再做了：补染发根（按 45\u00a0天左右一次，已 60\u00a0天）"]
    assert likes.dues[0].parts.text() == "自己近 3 次平均隔 45\u00a0天，本店客人多隔 45\u00a0天"
    assert likes.suggested.accessibleName() == (
        "可以推荐：头皮护理，做过“补染发根”的 13 位老客里，有 12 位也做“头皮护理”，这位还没做过"
    )


def test_where_it_is_narrow_the_link_s_key_goes_before_the_name(likes: LikesPart) -> None:
    one = likes.suggested
    wide = one.what.sizeHint().width() + one.refuse.width_with_key(True) + one.theme.px(12)
    for width, shown in ((wide, True), (wide - one.theme.px(12), False), (wide, True)):
        one.resize(width, one.height())
        assert one.refuse.show_key is shown


def test_turned_down_by_the_link_and_taken_back(likes: LikesPart, window: MainWindow) -> None:
    likes.suggested.refuse.setFocus()
    likes.suggested.refuse.click()
    assert likes.suggested.isHidden() and likes.isVisible() and held().isVisible()
    notice = window.frame.notice
    assert notice.text() == "已停止给客1推荐“头皮护理”"
    notice.link.click()
    assert likes.suggested.isVisible()
    window.acts.redo()
    assert likes.suggested.isHidden()


def test_nothing_of_one_for_whom_no_product_was_written_down(likes: LikesPart, page: CardPage) -> None:
    page.show_customer(1)
    assert not likes.isVisible()
    record_visit(page.book, customer_id=1, entry=VisitEntry(amount="68", items="剪发"))
    assert likes.isVisible() and likes.texts() == [] and likes.suggested.isHidden()
    assert likes.favourites.accessibleName() == "1 次 剪发 今天"


def test_what_was_done_today_is_not_due(likes: LikesPart, page: CardPage, who: int) -> None:
    record_visit(page.book, customer_id=who, entry=VisitEntry(amount="138", items="补染发根，头皮护理"))
    assert likes.texts() == [] and likes.suggested.isHidden()


def test_no_more_than_three_are_said_to_be_due(window: MainWindow, page: CardPage, likes: LikesPart) -> None:
    each = [(ago, f"项目{i}") for i in range(7) for ago in (40 + i, 70 + i, 100 + i, 130 + i)]
    [found] = liking_shop(window.book, each)
    page.show_customer(found)
    assert len(likes.texts()) == 3 and likes.favourites.accessibleName().count("4 次") == 5


def test_of_one_in_the_bin_nothing_is_asked(page: CardPage, likes: LikesPart, who: int) -> None:
    delete_customer(page.book, customer_id=who)
    page.show_customer(who)
    assert likes.isVisible() and likes.texts() == [] and likes.suggested.isHidden()


# at the counter ----------------------------------------------------------------------------------------------------------


def test_under_the_name_in_the_entry(window: MainWindow, who: int, press: Callable[..., None]) -> None:
    panel = counter(window, who)
    assert panel.suggested.isVisible() and panel.suggested.what.text() == "可以推荐：头皮护理"
    assert panel.suggested.y() > panel.who.y() and panel.suggested.y() < panel.form.y()
    assert held() is panel.amount
    commit(held(), "138")
    press(Qt.Key.Key_F9)
    assert panel.suggested.isHidden() and panel.amount.text() == "138" and held() is panel.amount
    assert "停止给客1推荐" in window.frame.notice.text()


@pytest.mark.parametrize("scale, size", [(1.5, (1366, 768)), (2.0, (1024, 700))])
def test_it_pushes_nothing_out_of_sight_in_large_type(
    window: MainWindow, theme: Theme, who: int, scale: float, size: tuple[int, int]
) -> None:
    theme.set(dark=False, scale=scale)
    try:
        window.resize(*size)
        panel = counter(window, who)
        QTest.qWait(5)
        assert not panel.suggested.why.isVisible() and "这位还没做过" in panel.suggested.what.toolTip()
        area = panel.scroller.viewport()
        for field in (panel.amount, *((panel.items,) if scale < 2 else ())):
            assert area.rect().contains(QRect(field.mapTo(area, QPoint()), field.size()))
    finally:
        theme.set(dark=False, scale=1.0)
        window.resize(1366, 768)


def test_nothing_of_another_or_of_a_visit_corrected(window: MainWindow, who: int) -> None:
    assert counter(window, 1).suggested.isHidden()
    panel = counter(window, who)
    assert panel.suggested.isVisible()
    panel.choose_another()
    assert panel.suggested.isHidden()
    done = record_visit(window.book, customer_id=who, entry=VisitEntry(amount="68"))
    assert done.id is not None
    window.start().panels.change_visit(done.id)
    assert panel.suggested.isHidden()


def test_the_key_of_the_entry_is_not_the_card_s(window: MainWindow, page: CardPage, who: int) -> None:
    """The card beside the entry may be somebody else's."""
    panel = counter(window, who)
    QTest.keyClick(held(), Qt.Key.Key_R, BOTH)
    assert page.known.likes.suggested.isHidden() and panel.suggested.isVisible()
    window.acts.undo()
    QTest.keyClick(held(), Qt.Key.Key_F9)
    assert panel.suggested.isHidden()


def test_a_product_put_away_meanwhile_is_suggested_no_more(likes: LikesPart, page: CardPage) -> None:
    assert likes.likes.suggestion is not None
    hide_product(page.book, product_id=likes.likes.suggestion.product_id)
    assert likes.suggested.isHidden()
