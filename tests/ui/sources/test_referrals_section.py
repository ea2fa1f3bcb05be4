"""转介绍 by keyboard in the real window: owed at the counter, given with a receipt, taken back; whose people stay."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kyuanbook.actions import rewards as acts
from kyuanbook.actions.done import Book
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.queries import rewards
from kyuanbook.language import say
from kyuanbook.rules.codes import code_of
from kyuanbook.rules.reward_schemes import SchemeEntry
from kyuanbook.ui.kit.picker import Option
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.printing.papers_page import PAPERS, PapersPage
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.referrals_section import ReferralsSection
from kyuanbook.ui.sources.sections import REFERRALS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.paper.reading import text_of
from tests.ui.conftest import held, listed

Press = Callable[..., None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def ids(shop: Book) -> dict[str, int]:
    with shop.read() as sql:
        return {name: i for i, name in sql.rows("SELECT id, name FROM customer")}


@pytest.fixture
def section(window: MainWindow, ids: dict[str, int]) -> ReferralsSection:
    """The part, over a shop that rewards, in which 王小明 brought 盖小雨, who just bought for the first time."""
    acts.start_scheme(window.book, entry=SchemeEntry("money", "20", "goods", "洗发水"))
    visit(window.book, ids["盖小雨"], "100")
    window.nav.go(SOURCES)
    return part(window)


def part(window: MainWindow) -> ReferralsSection:
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(REFERRALS)
    page.take_focus()
    found = page.section()
    assert isinstance(found, ReferralsSection)
    return found


def key(keys: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
    QTest.keyClick(held(), keys, how)


def owed(book: Book) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(row.name, row.what) for row in rewards.owed(sql)]


def test_what_is_owed_is_given_by_keyboard_with_a_receipt_and_taken_back(
    window: MainWindow, section: ReferralsSection, press: Press
) -> None:
    section.first().setFocus()
    assert listed(section.owed) == ["今天，王小明，介绍了盖小雨，¥20", "今天，盖小雨，是介绍来的，洗发水"]
    press(Qt.Key.Key_Return)
    panel = window.start().panels.give
    assert window.frame.panel() is panel and (panel.who.text(), panel.what.text()) == ("王小明", "¥20")
    assert panel.why.text() == "介绍了盖小雨，从 3月4日起欠着"
    QTest.keyClicks(held(), "by cash")
    panel.receipt.setChecked(True)
    press(Qt.Key.Key_Return)
    assert owed(window.book) == [("盖小雨", "洗发水")]
    assert window.frame.shown() == PAPERS
    page = window.nav.page(PAPERS)
    assert isinstance(page, PapersPage) and page.preview.page_count() == 1
    window.back_out()
    assert listed(section.owed) == ["今天，盖小雨，是介绍来的，洗发水"]
    key(Qt.Key.Key_Z)
    assert len(owed(window.book)) == 2
    key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    section.ledger.setFocus()
    assert listed(section.ledger)[0] == "今天，王小明，给了，介绍了盖小雨，店主，by cash，¥20"
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(owed(window.book)) == 2 and not section.take_back.isVisibleTo(section)
    assert listed(section.ledger)[0].startswith("今天，王小明，收回")


def test_what_was_given_too_much_is_shown_as_such(window: MainWindow, section: ReferralsSection, ids: dict[str, int]) -> None:
    acts.give(window.book, customer_id=ids["王小明"])
    with window.book.read() as sql:
        first = sql.value("SELECT id FROM visit WHERE customer_id = :id", id=ids["盖小雨"])
    window.acts.attempt(lambda: delete_visit(window.book, visit_id=first))
    assert "已经给了王小明的介绍奖励（¥20）成了多给的" in window.frame.notice.text()
    assert listed(section.over) == ["多给，王小明，介绍了盖小雨，¥20"]
    assert section.nothing_owed.isVisibleTo(section)


def test_each_figure_of_the_board_opens_its_people_and_the_tree(
    window: MainWindow, section: ReferralsSection, press: Press, ids: dict[str, int]
) -> None:
    assert [line.name for line in section.board.lines] == ["1  王小明"]
    section.board.setFocus()
    press(Qt.Key.Key_Return)
    page = window.nav.page(CUSTOMERS)
    assert window.frame.shown() == CUSTOMERS and isinstance(page, CustomersPage)
    assert page.people is not None and page.people.title == "王小明介绍来的，带来"
    assert list(page.table.paged.ids()) == [ids["盖小雨"]]
    window.nav.go(SOURCES)
    section.board.setFocus()
    press(Qt.Key.Key_Right, 9)
    press(Qt.Key.Key_Return)
    assert held() is section.tree.picker and section.tree.picker.text() == "王小明"
    assert section.tree.sums.text() == "往下共 1 位，1 层，还没有留下的，花了 ¥100"


def test_a_tree_of_whoever_is_picked_even_by_their_code(
    window: MainWindow, section: ReferralsSection, press: Press, ids: dict[str, int], book: Book
) -> None:
    deep = customer(book, "林深", referrer_id=ids["盖小雨"])
    visit(book, deep, "30")
    section.tree.picker.setFocus()
    section.tree.picker.clear()
    QTest.keyClicks(section.tree.picker, code_of(ids["盖小雨"]).lower())
    press(Qt.Key.Key_Return)
    assert listed(section.tree.list) == [
        "往上 谁带来的", "王小明，带来了盖小雨", "往下 1 位", "盖小雨，从这位往下", "　林深，新客，来过 1 次，¥30",
    ]  # fmt: skip
    section.tree.list.setFocus()
    section.tree.list.go_to(deep)
    assert window.in_hand() == deep
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == CARD


def test_the_key_on_the_button_prints_what_the_button_prints(
    window: MainWindow, section: ReferralsSection, ids: dict[str, int]
) -> None:
    """Cards for the board, whichever line is in hand."""
    visit(window.book, customer(window.book, "林深", referrer_id=ids["盖小雨"]), "50")
    part(window)
    section.owed.setFocus()
    assert len(section.board.lines) == 2 and section.in_hand() is not None
    printed = []
    for do in (section.cards.click, lambda: QTest.keySequence(held(), QKeySequence(section.cards.key))):
        do()
        page = window.page()
        assert isinstance(page, PapersPage) and page.wanted is not None
        printed.append(page.wanted.work(window.book, page.wanted.papers[0], "1", lambda done, of: True).pdf)
        window.back_out()
        section.owed.setFocus()
    assert printed[0] == printed[1] and "王小明" in text_of(printed[0]) and "盖小雨" in text_of(printed[0])


def test_another_scheme_by_keyboard_with_its_example(window: MainWindow, section: ReferralsSection, press: Press) -> None:
    key(Qt.Key.Key_N)
    panel = window.start().panels.scheme
    assert panel.words.text() == "新客人第一次买了就给，介绍人得 ¥20，新客人得洗发水，3月4日起。"
    assert panel.example.text() == "比如张姐介绍来小李，小李花了 ¥120 的那天，该给张姐：¥20，该给小李：洗发水。"
    panel.referrer_what.setText("0")
    panel.submit()
    assert panel.form.fields["referrer_what"].problem() is not None and panel.words.text() == ""
    panel.referrer_what.setText("30")
    panel.submit()  # something is owed by the present one since today
    problem = panel.form.fields["first"].problem()
    assert problem is not None and problem.cure == "明天" and panel.referrer_what.text() == "30"
    panel.first.setText("明天")
    panel.first.setFocus()
    press(Qt.Key.Key_Return)
    with window.book.read() as sql:
        assert [(s.referrer.cents, s.last is None) for s in rewards.schemes(sql)] == [(2000, False), (3000, True)]
    assert section.scheme.text().endswith("3月4日到 3月4日。")


def test_a_book_without_referrals_says_how_to_begin(open_window: Callable[[Book], MainWindow], book: Book, press: Press) -> None:
    customer(book, "王小明")
    window = open_window(book)
    window.nav.go(SOURCES)
    section = part(window)
    assert section.empty.isVisibleTo(section) and section.begin.isVisibleTo(section)
    key(Qt.Key.Key_N)
    assert window.frame.panel() is window.start().panels.scheme
    panel = window.start().panels.scheme
    panel.referrer_what.setText("20")
    panel.submit()
    assert section.told.isVisibleTo(section)
    assert section.scheme.text() == "新客人第一次买了就给，介绍人得 ¥20，3月4日起。"


def test_the_card_says_what_is_owed_and_what_came_through_them(
    window: MainWindow, section: ReferralsSection, ids: dict[str, int]
) -> None:
    window.nav.go_to_card(ids["王小明"])
    page = window.nav.page(CARD)
    assert isinstance(page, CardPage)
    through = page.known.descent.through
    assert through.owed.text() == "该给介绍奖励：¥20，介绍了盖小雨"
    assert through.sums.text() == "往下共 1 位，1 层，花了 ¥100"
    key(Qt.Key.Key_M)
    assert window.frame.panel() is window.start().panels.give
    window.start().panels.give.submit()
    assert through.owed.isHidden() and through.give.isHidden()
    key(Qt.Key.Key_L)
    assert window.frame.shown() == SOURCES and section.tree.root == ids["王小明"]


def test_a_scanned_code_finds_the_customer_in_the_search_and_as_referrer(
    window: MainWindow, press: Press, ids: dict[str, int]
) -> None:
    window.frame.search.setFocus()
    QTest.keyClicks(window.frame.search, code_of(ids["欧阳雪"]))
    press(Qt.Key.Key_Return)
    assert window.frame.shown() == CARD and window.in_hand() == ids["欧阳雪"]
    window.new_customer()
    panel = window.start().panels.customer
    referrer = panel.form.fields["referrer"].editor
    referrer.offer(code_of(ids["王小明"]))
    assert [one.key for one in referrer.options] == [str(ids["王小明"])]


def test_money_is_hidden_when_somebody_looks_over_the_shoulder(window: MainWindow, section: ReferralsSection) -> None:
    assert "¥100" in section.answer.text()
    privacy.turn(True)
    assert "¥100" not in section.answer.text() and "¥20" not in "".join(listed(section.owed))
    privacy.turn(False)


def test_another_referrer_is_asked_about_where_the_reward_was_paid(
    window: MainWindow, section: ReferralsSection, ids: dict[str, int]
) -> None:
    acts.give(window.book, customer_id=ids["王小明"])
    panel = window.start().panels.customer
    window.start().panels.change_customer(ids["盖小雨"])
    field = panel.form.fields["referrer"]
    field.editor.choose(Option(str(ids["欧阳雪"]), "欧阳雪"))
    panel.submit()
    problem = field.problem()
    assert problem is not None and problem.asks and field.isVisibleTo(panel)
    assert say(problem.message) == "已经为这位给过王小明介绍奖励（¥20），换了介绍人就成了多给的"
    assert field.editor.text() == "欧阳雪"  # nothing typed is lost
    panel.form.accepted.add(problem.answer)
    panel.submit()
    assert window.frame.panel() is None
    assert listed(section.over) == ["多给，王小明，介绍了盖小雨，¥20"]
    assert owed(window.book)[0] == ("盖小雨", "洗发水") and ("欧阳雪", "¥20") in owed(window.book)
