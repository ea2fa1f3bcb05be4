"""回访 through the real window: who is listed, what the keys do, and that nothing typed is lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions import followups as acts
from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.lists import draft
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import add_staff, set_up_shop
from kyuanbook.book.queries.due import DueItem, closed, due
from kyuanbook.book.queries.due_rows import DueRow
from kyuanbook.book.queries.lapse import said
from kyuanbook.book.queries.list_rows import DUE
from kyuanbook.book.queries.touches import touches
from kyuanbook.book.tables import FollowRule
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.entries import CustomerEntry, PhoneEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.ui.followups.chosen import DONE, LATE, TODAY, WEEK
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.kit.runner import Task
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.printing.print_page import PrintPage
from kyuanbook.ui.shell.acts import Acts
from kyuanbook.ui.shell.hub import ELSEWHERE, Hub
from kyuanbook.ui.shell.navigation import CARD, FOLLOW_UPS, RESULTS
from kyuanbook.ui.shell.navigation import TODAY as TODAY_PAGE
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, Clock, customer, regular, visit
from tests.ui.conftest import held, listed

Press = Callable[..., None]
Key = Qt.Key


@pytest.fixture
def shop(shop: Book) -> Book:
    """王小明 is overdue; 孙丽华's birthday is in three days; 冼美玲 came for the first time three days ago."""
    customer(shop, "孙丽华", "13800006020", birthday="3.7")
    visit(shop, customer(shop, "冼美玲", "13300000917"), ago=3, items="剪发")
    return shop


@pytest.fixture
def page(window: MainWindow) -> FollowUpsPage:
    window.nav.go(FOLLOW_UPS)
    shown = window.page()
    assert isinstance(shown, FollowUpsPage)
    return shown


def up(book: Book) -> list[DueItem]:
    with book.read() as sql:
        return due(sql, book.rhythms, book.today())


def names(page: FollowUpsPage) -> list[str]:
    return [line.name for line in page.list.lines()]


def facing(page: FollowUpsPage) -> str:
    return page.person.name.text()


def type_in(words: str) -> None:
    """Committed at one go, as an input method does."""
    held().setText(words)  # type: ignore[attr-defined]  # a Line


def touched(book: Book, customer_id: int) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(one.outcome, one.note) for one in touches(sql, customer_id)]


def who(page: FollowUpsPage, name: str) -> int:
    found = next(row.customer_id for row in page.rows if row.name == name)
    page.list.go_to(found)
    return found


# who is listed -----------------------------------------------------------------------------------------------------------


def test_those_due_stand_under_their_reasons(page: FollowUpsPage, window: MainWindow) -> None:
    said = listed(page.list)
    assert said[0] == "生日 1 位" and said[1].startswith("孙丽华，潜在，3月7日生日")
    assert said[2] == "超了平时的间隔 1 位" and "138****5678" in said[3] and "平时约 14 天来一次" in said[3]
    assert said[4] == "新客道谢 1 位" and said[5].startswith("冼美玲，新客，3 天前第一次来")
    assert page.list.hasFocus() and facing(page) == "孙丽华"
    assert page.person.place.text() == "第 1 行，共 3 行"
    assert window.frame.tabs.button(FOLLOW_UPS).tab.count == 3 and window.frame.tabs.button(FOLLOW_UPS).tab.urgent


def test_the_one_in_hand_is_told_whole(page: FollowUpsPage, press: Press) -> None:
    press(Key.Key_Down)
    person = page.person
    assert facing(page) == "王小明" and person.reach.text() == "138 2204 5678"
    assert "平时约 14 天来一次" in person.why.text() and "可能损失 ¥" in person.why.text()
    assert "禾木理发" in person.to_say.words.text() and "【" not in person.to_say.words.text()
    assert any("到店" in line for line in listed(person.before)) and len(listed(person.before)) == 5


def test_enter_opens_the_card_and_esc_comes_back(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert window.frame.shown() == CARD
    press(Key.Key_Escape)
    assert window.frame.shown() == FOLLOW_UPS and facing(page) == "王小明"


def test_an_empty_shop_is_told_what_will_stand_here(book: Book, open_window: Callable[[Book], MainWindow]) -> None:
    window = open_window(book)
    window.nav.go(FOLLOW_UPS)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    assert page.sheet.empty.title.text() == "还没有客户" and not page.person.isVisible() and not page.list.isVisible()
    set_up_shop(book, name="禾木理发", trade="hair")
    customer(book, "没写生日")
    assert page.sheet.empty.title.text() == "今天没有要回访的"


# an outcome --------------------------------------------------------------------------------------------------------------


def test_an_outcome_a_note_enter_and_the_next_is_in_hand(
    page: FollowUpsPage, window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    born = page.rows[0].customer_id
    press(Key.Key_1)
    assert page.person.form.note.hasFocus() and page.person.keys.choice() == "reached"
    type_in("说月底来")
    press(Key.Key_Return)
    assert touched(window.book, born) == [("reached", "说月底来")]
    assert names(page) == ["王小明", "冼美玲"] and facing(page) == "王小明" and page.list.hasFocus()
    assert not page.person.form.isVisible() and "孙丽华" in window.frame.notice.text()
    qtbot.waitUntil(lambda: window.frame.tabs.button(FOLLOW_UPS).tab.count == 2)
    press(Key.Key_Z, keys=Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["孙丽华", "王小明", "冼美玲"] and touched(window.book, born) == []


def test_promised_asks_the_day_beside_its_field(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    born = page.rows[0].customer_id
    press(Key.Key_4)
    form = page.person.form
    assert form.day.hasFocus()
    press(Key.Key_Return)
    problem = form.form.fields["promised"].problem()
    assert problem is not None and problem.message.key == "promised_day_missing" and form.day.hasFocus()
    type_in("周六")
    assert form.day.echo() == "3月7日 周六"
    press(Key.Key_Return)
    assert touched(window.book, born) == [("promised", "")] and names(page) == ["王小明", "冼美玲"]


def test_a_message_has_fewer_outcomes_and_their_keys_stay_theirs(page: FollowUpsPage, press: Press) -> None:
    assert [(str(k.choice.count), k.words()) for k in page.person.keys.shown()] == [
        ("1", "回了"), ("2", "没回"), ("4", "约好再来"), ("5", "拒绝"), ("6", "请勿再联系"),
    ]  # fmt: skip
    press(Key.Key_3)
    assert not page.person.asking() and page.list.hasFocus()  # neither an outcome nor a search
    press(Key.Key_Down)
    assert [k.choice.count for k in page.person.keys.shown()] == [1, 2, 3, 4, 5, 6]


def test_refused_offers_the_reason_once(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    ming = who(page, "王小明")
    press(Key.Key_5)
    form = page.person.form
    assert form.reason.isVisible() and form.reason.hasFocus()
    form.reason.choose("1")
    press(Key.Key_Return)
    with window.book.read() as sql:
        assert [one.reason for one in said(sql, ming)] == ["价格"]
    window.acts.undo()
    from kyuanbook.actions.lapse import note_reason

    note_reason(window.book, customer_id=ming, reason_id=2)
    who(page, "王小明")
    press(Key.Key_5)
    assert not form.reason.isVisible() and form.note.hasFocus()


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        (2, "已记未接 王小明。3 天后再打，第 1 次没接"), (3, "已记空号 王小明。已给这个号码标上“空号”，没有别的号码了"),
        (6, "已记请勿再联系 王小明。已标上“请勿再联系”，不再出现在任何名单上"),
    ],
)  # fmt: skip
def test_a_notice_says_the_name_once(
    page: FollowUpsPage, window: MainWindow, press: Press, figure: int, says: str
) -> None:
    who(page, "王小明")
    press(Key.Key_0 + figure)
    press(Key.Key_Return)
    assert window.frame.notice.text().startswith(says) and window.frame.notice.text().count("王小明") == 1


def test_a_score_is_asked_where_one_asks_how_it_was(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    new = who(page, "冼美玲")
    press(Key.Key_1)
    press(Key.Key_Tab)
    form = page.person.form
    assert form.score.isAncestorOf(held())
    press(Key.Key_2)
    assert form.score.choice() == "2" and page.person.form.act == "reached"
    press(Key.Key_Return)
    with window.book.read() as sql:
        assert sql.value("SELECT score FROM feedback WHERE customer_id = :id", id=new) == 2
    assert "不满意" in window.frame.notice.text()
    assert "冼美玲" in names(page)  # so low a score comes up the same day
    assert [item.kind for item in up(window.book) if item.customer_id == new] == [Kind.LOW_SCORE]


def test_a_wrong_number_leaves_them_in_hand_with_the_next(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    ming = who(page, "王小明")
    entry = CustomerEntry(name="王小明", phones=[PhoneEntry("13822045678"), PhoneEntry("15900000032")])
    change_customer(window.book, customer_id=ming, entry=entry)
    who(page, "王小明")
    press(Key.Key_3)
    press(Key.Key_Return)
    assert facing(page) == "王小明" and page.person.reach.text() == "159 0000 0032"
    press(Key.Key_3)
    press(Key.Key_Return)
    assert "王小明" not in names(page)


def test_who_has_no_number_left_but_is_up_for_something_else_is_not_followed_there(
    shop: Book, open_window: Callable[[Book], MainWindow], press: Press
) -> None:
    twice = regular(shop, "吴多事", gap=14, visits=6, ago=60, amount="60")
    entry = CustomerEntry(name="吴多事", phones=[PhoneEntry("13900000077")], wechat="wu_77")
    change_customer(shop, customer_id=twice, entry=entry)
    regular(shop, "久不来", gap=14, visits=6, ago=60, phone="13900000001")
    refresh_calls(shop)
    acts.plan(shop, customer_id=twice, day="今天", note="问问假发")
    window = open_window(shop)
    window.nav.go(FOLLOW_UPS)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    who(page, "吴多事")
    place = names(page).index("吴多事")
    after = names(page)[place + 1]
    press(Key.Key_3)
    press(Key.Key_Return)
    assert names(page)[-1] == "吴多事"  # by WeChat, about the wig
    assert facing(page) == names(page)[place] == after


def test_do_not_contact_is_the_last_of_them(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    press(Key.Key_6)
    assert "哪份名单上都没有" in page.person.form.about.text()
    press(Key.Key_Return)
    assert "孙丽华" not in names(page)


def test_copying_what_to_say(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    QGuiApplication.clipboard().clear()
    press(Key.Key_C, keys=Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == page.person.to_say.words.text() and "生日快乐" in copied
    assert "孙丽华" in window.frame.notice.text()


# nothing typed is lost -----------------------------------------------------------------------------------------------------


def test_what_was_typed_outlives_esc_and_another_row(page: FollowUpsPage, press: Press) -> None:
    press(Key.Key_4)
    press(Key.Key_Tab)
    type_in("想剪短")
    press(Key.Key_Escape)
    assert page.list.hasFocus() and page.person.form.isVisible()
    press(Key.Key_Down)
    assert facing(page) == "王小明" and not page.person.form.isVisible()
    press(Key.Key_Up)
    form = page.person.form
    assert form.isVisible() and (form.act, form.note.text()) == ("promised", "想剪短") and page.unsaved()
    press(Key.Key_1)
    assert (form.act, form.note.text()) == ("reached", "想剪短")  # another outcome takes the note along
    form.drop.click()
    assert not form.isVisible() and not page.unsaved() and page.list.hasFocus()


def test_an_act_without_a_word_goes_with_esc(page: FollowUpsPage, press: Press) -> None:
    press(Key.Key_2)
    press(Key.Key_Escape)
    assert not page.person.form.isVisible() and page.list.hasFocus() and not page.unsaved()


def test_what_is_typed_stays_while_the_book_changes_elsewhere(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    press(Key.Key_1)
    type_in("说月底来")
    visit(window.book, who_is(window, "欧阳雪"))
    assert page.person.form.note.text() == "说月底来" and page.person.form.note.hasFocus()


def who_is(window: MainWindow, name: str) -> int:
    with window.book.read() as sql:
        return int(sql.value("SELECT id FROM customer WHERE name = :name", name=name))


def test_answered_elsewhere_the_row_stays_until_it_is_written_or_dropped(
    page: FollowUpsPage, window: MainWindow, press: Press
) -> None:
    item = page.rows[0].item  # type: ignore[union-attr]
    press(Key.Key_1)
    type_in("说月底来")
    record_answer(window.book, item=item, entry=AnswerEntry("no_answer"))
    assert facing(page) == "孙丽华" and page.person.form.note.text() == "说月底来"
    assert page.person.gone_words.isVisible() and names(page)[0] == "孙丽华"
    press(Key.Key_Return)
    assert touched(window.book, item.customer_id) == [("reached", "说月底来"), ("no_answer", "")]
    assert names(page) == ["王小明", "冼美玲"] and not page.person.gone_words.isVisible()


def test_another_look_is_not_about_whom_one_was_writing(page: FollowUpsPage, press: Press) -> None:
    press(Key.Key_1)
    type_in("说月底来")
    press(Key.Key_Escape)
    page.strip.step(1)
    assert names(page) == [] and not page.person.isVisible() and page.unsaved()
    press(Key.Key_Escape)
    assert facing(page) == "孙丽华" and page.person.form.note.text() == "说月底来" and not page.person.gone_words.isVisible()


def test_a_book_that_cannot_be_written_keeps_what_was_typed(
    page: FollowUpsPage, window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kyuanbook.book.errors import DiskFull

    def full(*_: object, **__: object) -> None:
        raise DiskFull(path="/x")

    monkeypatch.setattr("kyuanbook.ui.followups.answering.record_answer", full)
    press(Key.Key_1)
    type_in("说月底来")
    press(Key.Key_Return)
    assert page.person.form.trouble.isVisible() and page.person.form.note.text() == "说月底来" and facing(page) == "孙丽华"


def test_closing_the_window_asks_about_it(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    press(Key.Key_1)
    type_in("说月底来")
    window.close()
    assert window.isVisible() and window.asked.isVisible()
    window.asked.close()
    assert window.start().unsaved() == (FOLLOW_UPS,)


def test_closing_the_window_writes_down_what_was_typed_of_everybody(
    page: FollowUpsPage, window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    both = names(page)[:2]
    for _ in both:
        press(Key.Key_1)
        type_in("说月底来")
        press(Key.Key_Escape)
        press(Key.Key_Down)
    ids = [row.customer_id for row in page.rows[:2]]
    window.nav.go(TODAY_PAGE)
    window.close()
    assert window.start().unsaved_words() == "回访的结果"
    with qtbot.waitSignal(window.closed):
        window.asked.buttons[-1].click()
    assert [touched(window.book, i) for i in ids] == [[("reached", "说月底来")]] * 2


def test_an_answer_that_cannot_be_written_down_stands_there_and_says_why(
    page: FollowUpsPage, window: MainWindow, press: Press
) -> None:
    press(Key.Key_4)
    page.person.form.day.setText("不知道")
    press(Key.Key_Escape)
    press(Key.Key_Down)
    window.close()
    window.asked.buttons[-1].click()
    assert window.isVisible() and window.frame.shown() == FOLLOW_UPS and facing(page) == "孙丽华"
    assert page.person.form.form.fields["promised"].problem() is not None
    assert page.person.form.day.text() == "不知道"


# the other acts ------------------------------------------------------------------------------------------------------------


def test_put_off_handed_over_left_out_and_listed_again(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    assert not page.person.acts["hand_over"].isVisible() and not page.sheet.staff.isVisible()
    press(Key.Key_G)
    assert not page.person.asking()  # nobody is there to hand them to
    add_staff(window.book, name="阿杰")
    assert page.person.acts["hand_over"].isVisible()
    press(Key.Key_G)
    press(Key.Key_Return)  # to nobody, and they are nobody's
    whom = page.person.form.form.fields["staff"].problem()
    assert whom is not None and whom.message.key == "hand_over_to_whom" and page.person.asking()
    page.person.form.staff.choose(page.person.form.staff.itemData(1))
    press(Key.Key_Return)
    assert "阿杰" in listed(page.list)[1] and page.list.hasFocus()
    press(Key.Key_D)
    type_in("昨天")
    press(Key.Key_Return)
    problem = page.person.form.form.fields["promised"].problem()
    assert problem is not None and problem.message.key == "postponed_to_past"
    type_in("后天")
    press(Key.Key_Return)
    assert names(page) == ["王小明", "冼美玲"]
    assert [cell.load.many for cell in page.strip.cells[:3]] == [2, 0, 1]
    press(Key.Key_X)
    type_in("出国了")
    press(Key.Key_Return)
    assert names(page) == ["冼美玲"]
    press(Key.Key_PageUp, keys=Qt.KeyboardModifier.ControlModifier)
    assert page.views.choice() == DONE and listed(page.list)[1].startswith("王小明，预警，超了平时的间隔，这次没打，出国了")
    page.take_focus()
    press(Key.Key_R)
    assert names(page) == []
    press(Key.Key_Escape)
    assert page.views.choice() == TODAY and "王小明" in names(page)


def test_handed_back_to_whoever_has_the_time_it_stays_so(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    """Also where the rule names somebody."""
    ajie = add_staff(window.book, name="阿杰").id
    with window.book.write("change_rule") as unit:
        for row, kind in unit.sql.rows("SELECT id, kind FROM follow_rule"):
            if kind == Kind.BIRTHDAY:
                unit.update(FollowRule, row, staff_id=ajie)
    assert facing(page) == "孙丽华" and "阿杰" in listed(page.list)[1]
    press(Key.Key_G)
    staff = page.person.form.staff
    staff.choose("")
    assert staff.currentText() == "谁有空谁打"
    press(Key.Key_Return)
    assert "阿杰" not in listed(page.list)[1] and "孙丽华" in window.frame.notice.text()
    page.refresh()
    assert "阿杰" not in listed(page.list)[1] and [i.staff_id for i in up(window.book) if i.kind is Kind.BIRTHDAY] == [None]
    press(Key.Key_Z, keys=Qt.KeyboardModifier.ControlModifier)
    assert "阿杰" in listed(page.list)[1]


def test_whose_they_are(page: FollowUpsPage, window: MainWindow) -> None:
    one = add_staff(window.book, name="阿杰").id
    acts.hand_over(window.book, item=up(window.book)[0], staff_id=one)
    staff = page.sheet.staff
    assert [staff.itemText(i) for i in range(staff.count())] == ["所有人", "阿杰", "没人管的"]
    staff.setCurrentIndex(1)
    staff.activated.emit(1)
    assert names(page) == ["孙丽华"] and page.strip.cells[0].load.many == 1
    assert page.to_remember() == {"staff": str(one)}
    staff.setCurrentIndex(2)
    staff.activated.emit(2)
    assert names(page) == ["王小明", "冼美玲"]


def test_a_day_with_eighty_birthdays_is_seen_coming(
    book: Book, open_window: Callable[[Book], MainWindow], press: Press
) -> None:
    set_up_shop(book, name="禾木理发", trade="hair")
    for i in range(80):
        customer(book, f"客{i}", f"138{i:08}", birthday="3.10")  # up three days before: on the 7th
    window = open_window(book)
    window.nav.go(FOLLOW_UPS)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    assert [cell.load.many for cell in page.strip.cells] == [0, 0, 0, 80, 0, 0, 0]
    assert page.strip.cells[3].accessibleName() == "周六 3月7日，80 位，生日 80 位"
    assert page.strip.cells[0].hasFocus()  # nobody is due today
    press(Key.Key_Right, 3)
    assert page.strip.cells[3].hasFocus() and len(names(page)) == 80
    assert listed(page.list)[0] == "生日 80 位" and not page.person.keys.isVisible() and page.person.waits.isVisible()
    press(Key.Key_Tab)
    page.list.setFocus()
    press(Key.Key_1)
    assert not page.person.asking()  # it is not their day yet
    page.views.choose(WEEK)
    page._show_again()
    assert listed(page.list)[0] == "周六 3月7日 80 位"


def test_the_keyboard_walks_past_a_day_on_which_nobody_is_due(page: FollowUpsPage, press: Press) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    press(Key.Key_Right, keys=control)
    assert names(page) == [] and page.strip.cells[1].hasFocus()  # the list went from sight
    press(Key.Key_Right, keys=control)
    assert page.strip.day() == DAY + 2
    press(Key.Key_Left, keys=control)
    press(Key.Key_Left, keys=control)
    assert len(names(page)) == 3 and page.list.hasFocus()  # lent only while there was nobody
    page.strip.take_focus()
    press(Key.Key_Right)
    press(Key.Key_Left)
    assert page.strip.cells[0].hasFocus()  # walked by their own keys they keep it
    press(Key.Key_Down)
    assert page.list.hasFocus()


def test_what_should_have_been_done_before(page: FollowUpsPage, window: MainWindow, clock: Clock) -> None:
    acts.plan(window.book, customer_id=who_is(window, "盖小雨"), day="明天", note="问问假发")
    clock.day += 3
    window.hub.tell(ELSEWHERE)
    page.views.choose(LATE)
    page._show_again()
    assert "盖小雨" in names(page) and "王小明" not in names(page)
    assert date.fromordinal(page.strip.day()).day == date.fromordinal(DAY + 3).day


def test_those_beyond_what_can_be_rung_come_at_a_key(
    shop: Book, open_window: Callable[[Book], MainWindow], press: Press
) -> None:
    from kyuanbook.actions.shop import set_shop

    for i in range(3):
        regular(shop, f"久{i}", gap=14, visits=6, ago=60, phone=f"1390000000{i}")
    refresh_calls(shop)
    set_shop(shop, calls_per_day=2)
    window = open_window(shop)
    window.nav.go(FOLLOW_UPS)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    assert len(names(page)) == 4 and page.sheet.more.words() == "另有 2 位可以改天打"
    press(Key.Key_A)
    assert len(names(page)) == 6 and not page.sheet.more.isVisible() and page.list.hasFocus()
    press(Key.Key_P, keys=Qt.KeyboardModifier.ControlModifier)
    paper = window.page()
    assert isinstance(paper, PrintPage) and paper.drawn is not None and paper.drawn.many == 6  # those who stand here


def test_the_calls_of_a_day_come_to_an_end(shop: Book, open_window: Callable[[Book], MainWindow], press: Press) -> None:
    from kyuanbook.actions.shop import set_shop

    for i in range(3):
        regular(shop, f"久{i}", gap=14, visits=6, ago=60, phone=f"1390000000{i}")
    refresh_calls(shop)
    set_shop(shop, calls_per_day=2)
    window = open_window(shop)
    window.nav.go(FOLLOW_UPS)
    page = window.page()
    assert isinstance(page, FollowUpsPage)
    called = [row for row in page.rows if isinstance(row, DueRow) and row.item.kind is Kind.OVERDUE]
    assert len(called) == 2
    for row in called:
        page.list.go_to(row.customer_id)
        press(Key.Key_2)
        press(Key.Key_Return)
    assert not [row for row in page.rows if isinstance(row, DueRow) and row.item.kind is Kind.OVERDUE]
    assert page.sheet.more.words() == "另有 2 位可以改天打"
    window.nav.go(TODAY_PAGE)
    calls = window.today.calls
    assert not calls.list.isVisible() and calls.quiet.text() == "今天打得了的都打完了。"
    assert calls.more.isVisible() and calls.more.words() == "另有 2 位可以改天打" and calls.head.note.text() == "今天 0 位"
    calls.more.click()
    assert calls.list.isVisible() and len(calls.list.rows.rows) == 2 and not calls.quiet.isVisible()


def test_in_private_no_number_is_told_unless_asked_for(page: FollowUpsPage, press: Press) -> None:
    who(page, "王小明")
    privacy.turn(True)
    try:
        assert page.person.reach.text() == "•••••" and "138" not in "".join(listed(page.list))
        assert "¥•••" in page.person.why.text()
        press(Key.Key_H, keys=Qt.KeyboardModifier.ControlModifier)
        assert page.person.reach.text() == "138 2204 5678"
        press(Key.Key_Up)
        press(Key.Key_Down)
        assert page.person.reach.text() == "•••••"
    finally:
        privacy.turn(False)


# ways in and out -----------------------------------------------------------------------------------------------------------


def test_ctrl_p_prints_those_who_stand_here(page: FollowUpsPage, window: MainWindow, press: Press) -> None:
    people = set(page.due_people())
    press(Key.Key_P, keys=Qt.KeyboardModifier.ControlModifier)
    printed = window.page()
    assert isinstance(printed, PrintPage)
    assert printed.wanted.kind == DUE and len(people) == 3
    drawn = draft(window.book, kind=printed.wanted.kind, chosen=printed.wanted.chosen)
    assert {row.customer_id for row in drawn.rows} == people
    assert all(about.item is not None for about in drawn.about)


def test_typing_results_back_is_offered_where_there_is_such_a_page(
    page: FollowUpsPage, window: MainWindow, theme: Theme
) -> None:
    assert page.results_link.isVisible() is window.nav.knows(RESULTS)
    if not window.nav.knows(RESULTS):
        window.nav._makers = {**window.nav._makers, RESULTS: lambda: Page(theme, "录入结果")}
    other = window.start().follow_ups_page()
    assert isinstance(other, FollowUpsPage) and not other.results_link.isHidden()
    other.deleteLater()
    page.results_link.click()
    assert window.frame.shown() == RESULTS and window.frame.tabs.button(FOLLOW_UPS).isChecked()


def test_today_tells_what_is_not_among_its_calls(page: FollowUpsPage, window: MainWindow, qtbot: QtBot) -> None:
    window.nav.go(TODAY_PAGE)
    line = window.today.calls.due
    assert line is not None and line.isVisible() and line.words.text() == "今天回访 3 位：上面的电话 1、生日 1、新客道谢 1"
    QTest.mouseClick(line.link, Qt.MouseButton.LeftButton)
    assert window.frame.shown() == FOLLOW_UPS
    record_answer(window.book, item=up(window.book)[0], entry=AnswerEntry("reached"))
    window.nav.go(TODAY_PAGE)
    qtbot.waitUntil(lambda: line.words.text() == "今天回访 2 位：上面的电话 1、新客道谢 1")
    record_answer(window.book, item=next(i for i in up(window.book) if i.kind is Kind.THANK), entry=AnswerEntry("reached"))
    qtbot.waitUntil(lambda: not line.isVisible())


def test_who_was_thanked_or_congratulated_leaves_today(window: MainWindow) -> None:
    side = window.today.side
    assert side.thanks is not None and side.thanks.isVisible() and side.birthdays is not None and side.birthdays.isVisible()
    for kind in (Kind.THANK, Kind.BIRTHDAY):
        item = next(item for item in up(window.book) if item.kind is kind)
        record_answer(window.book, item=item, entry=AnswerEntry("reached"))
    assert not side.thanks.isVisible() and not side.birthdays.isVisible()


def test_a_follow_up_is_planned_from_the_card(window: MainWindow, clock: Clock, press: Press) -> None:
    window.nav.go_to_card(who_is(window, "盖小雨"))
    press(Key.Key_H, keys=Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = window.start().panels.plans
    assert window.frame.panel() is panel and panel.day.hasFocus()
    press(Key.Key_Return)
    assert panel.form.fields["day"].problem() is not None
    type_in("明天")
    panel.note.setText("问问假发")
    press(Key.Key_Return)
    assert window.frame.panel() is None and "盖小雨" in window.frame.notice.text()
    clock.day += 1
    assert [item.note for item in up(window.book) if item.kind is Kind.PICKED] == ["问问假发"]


def test_closed_ones_are_told_with_what_came_of_them(page: FollowUpsPage, window: MainWindow) -> None:
    record_answer(window.book, item=up(window.book)[0], entry=AnswerEntry("reached", note="高兴"))
    with window.book.read() as sql:
        (one,) = closed(sql, DAY, DAY)
    assert (one.outcome, one.channel) == ("reached", "wechat")
    page.views.choose(DONE)
    page._show_again()
    assert listed(page.list) == ["今天 1 条", "孙丽华，潜在，生日，回了，138****6020"] and page.person.again.isVisible()


# behind the window ---------------------------------------------------------------------------------------------------------


class Later:
    """A runner that does its jobs when it is told to."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(self, job: Callable[..., Any], done: Callable[[Any], None], failed: object, **_: object) -> Task:
        task = Task()
        self.jobs.append(lambda: done(job(lambda *_: None, task.cancelled)))
        return task

    def work(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


def test_it_is_read_behind_the_window_and_the_last_look_tells(shop: Book, theme: Theme, frame: Frame, press: Press) -> None:
    runner, hub = Later(), Hub(shop)
    page = FollowUpsPage(theme, shop, hub, Acts(shop, frame), runner)
    frame.add_page("followups", page, tab="today")
    frame.show_page("followups")
    assert page.found is None and names(page) == [] and len(runner.jobs) == 1  # the window does not wait
    page.take_focus()
    assert page.strip.cells[0].hasFocus()
    page.views.choose(WEEK)
    page._show_again()  # meanwhile the owner wants another look
    runner.work()
    assert page.views.choice() == WEEK and listed(page.list)[0] == "今天 3 位"
    assert page.list.hasFocus()  # as soon as somebody is listed
    press(Key.Key_2)
    press(Key.Key_Return)
    assert names(page) == ["王小明", "冼美玲"] and facing(page) == "王小明"  # at once, before the book is read anew
    press(Key.Key_2)
    runner.work()
    assert page.person.form.act == "no_answer" and facing(page) == "王小明"
    hub.stop()
