"""记到店 as it is typed at a counter."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import add_product, add_staff
from kyuanbook.book.errors import NoSuchRow, ReadOnly
from kyuanbook.book.queries import card as cards
from kyuanbook.ui.entry.visit_panel import VisitPanel
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def customer(book: Book) -> int:
    found = factories.regular(book, "李静怡", gap=21, visits=3, ago=21, amount="68", phone="13822045678")
    for name in ("剪发", "染发", "刘海修剪"):
        add_product(book, name=name)
    return found


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame, customer: int) -> Iterator[VisitPanel]:
    made = VisitPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def done(panel: VisitPanel) -> list[Done]:
    heard: list[Done] = []
    panel.done.connect(heard.append)
    return heard


def record(panel: VisitPanel, frame: Frame, customer: int | None) -> None:
    panel.record(customer)
    frame.open_panel(panel)


def visits_of(book: Book, customer: int) -> list[cards.VisitRow]:
    with book.read() as sql:
        return cards.visits(sql, customer)


def test_an_amount_and_enter_are_enough(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    assert panel.who.name.text() == "李静怡" and "¥68" in panel.who.last.text()
    QTest.keyClicks(held(), "35+20*2")
    assert panel.amount.echo() == "= ¥75.00"
    press(Key.Key_Return)
    last = visits_of(book, customer)[0]
    assert (last.amount_cents, last.day, last.minute) == (7500, book.today(), book.minute())
    assert done[0].id == last.id and frame.panels.panel is None


def test_what_was_done_is_completed_counted_and_taken_back(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    panel.amount.setText("35")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "rf")
    press(Key.Key_Return)  # takes 染发
    QTest.keyClicks(held(), "lhxj*2")
    press(Key.Key_Tab)  # takes 刘海修剪 ×2, and goes on
    assert panel.items.words == ["染发", "刘海修剪×2"]
    panel.items.setFocus()
    commit(panel.items, "护理，")  # new to the shop
    assert panel.items.words[-1] == "护理"
    press(Key.Key_Backspace)
    assert panel.items.words == ["染发", "刘海修剪×2"]
    press(Key.Key_Return)
    assert visits_of(book, customer)[0].items == "染发、刘海修剪×2"


def test_the_same_thing_twice_is_two_of_it(panel: VisitPanel, frame: Frame, customer: int) -> None:
    record(panel, frame, customer)
    panel.items.setText("剪发，剪发")
    assert panel.items.words == ["剪发×2"]


def test_a_click_on_a_chip_s_cross_takes_it_away(panel: VisitPanel, frame: Frame, customer: int) -> None:
    record(panel, frame, customer)
    panel.items.setText("剪发，染发")
    first = panel.items._boxes()[0][0]
    QTest.mouseClick(panel.items, Qt.MouseButton.LeftButton, pos=QPoint(first.right() - 10, first.center().y()))
    assert panel.items.words == ["染发"]


def test_more_words_than_fit_go_on_below(panel: VisitPanel, frame: Frame, customer: int) -> None:
    record(panel, frame, customer)
    before = panel.items.height()
    panel.items.setText("，".join(f"长名字的服务项目{n}" for n in range(5)))
    assert panel.items.height() > before
    assert all(box.right() < panel.items.width() for box in panel.items._boxes()[0])


def test_a_page_pasted_by_mistake_stays_to_be_mended(
    panel: VisitPanel, frame: Frame, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    panel.items.setText("字" * 450)
    press(Key.Key_Return)
    assert not done and panel.form.fields["items"].problem() is not None and len(panel.items.text()) == 450


def test_yesterday_is_a_date(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    panel.amount.setText("35")
    panel.day.setFocus()
    panel.day.selectAll()
    commit(panel.day, "昨天")
    day = date.fromordinal(book.today() - 1)
    assert panel.day.echo() == f"{day.month}月{day.day}日 周二"
    assert panel.time.isVisible()  # the hour is no longer now
    panel.time.setText("下午2点半")
    press(Key.Key_Return)
    last = visits_of(book, customer)[0]
    assert (last.day, last.minute) == (book.today() - 1, 14 * 60 + 30)


def test_a_day_to_come_asks_and_is_cured(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press, qtbot: QtBot
) -> None:
    record(panel, frame, customer)
    panel.amount.setText("35")
    panel.day.setFocus()
    panel.day.selectAll()
    commit(panel.day, "明天")
    press(Key.Key_Tab)
    field = panel.form.fields["day"]
    qtbot.waitUntil(lambda: field.problem() is not None)
    assert field.complaint.cure.words() == "改成今天 3月4日"
    field.complaint.cure.click()
    assert field.problem() is None
    press(Key.Key_Return)
    assert visits_of(book, customer)[0].day == book.today()


def test_a_day_to_come_can_be_kept(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    panel.amount.setText("35")
    panel.day.setText("明天")
    press(Key.Key_Return)
    assert not done
    panel.form.fields["day"].complaint.keep.click()
    assert visits_of(book, customer)[0].day == book.today() + 1


def test_nonsense_is_refused_beside_the_amount(
    panel: VisitPanel, frame: Frame, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    QTest.keyClicks(held(), "abc")
    press(Key.Key_Return)
    assert not done and panel.form.fields["amount"].problem() is not None
    assert panel.amount.text() == "abc" and held() is panel.amount


def test_with_nobody_in_hand_one_is_picked_first(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, None)
    assert held() is panel.customer
    QTest.keyClicks(held(), "5678")
    press(Key.Key_Return)
    assert panel.customer_id == customer and held() is panel.amount
    QTest.keyClicks(held(), "20")
    press(Key.Key_Return)
    assert visits_of(book, customer)[0].amount_cents == 2000


def test_without_a_customer_nothing_is_saved(panel: VisitPanel, frame: Frame, done: list[Done]) -> None:
    record(panel, frame, None)
    panel.amount.setText("20")
    panel.save.click()
    assert not done and panel.form.fields["customer"].problem() is not None


def test_who_is_not_in_the_book_is_entered_first(panel: VisitPanel, frame: Frame, press: Press) -> None:
    wanted: list[str] = []
    panel.new_wanted.connect(wanted.append)
    record(panel, frame, None)
    commit(held(), "欧阳雪")
    press(Key.Key_Return)
    assert wanted == ["欧阳雪"]


def test_another_can_be_picked(panel: VisitPanel, frame: Frame, press: Press) -> None:
    record(panel, frame, None)
    QTest.keyClicks(held(), "ljy")
    press(Key.Key_Return)
    panel.who.another.click()
    assert panel.customer_id is None and held() is panel.customer


def test_a_visit_is_corrected_and_keeps_what_was_not_touched(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    made = factories.visit(book, customer, "68.5", items="剪发，染发×2", note="短一点")
    panel.change(made)
    frame.open_panel(panel)
    assert panel.amount.text() == "68.50" and panel.items.words == ["剪发", "染发×2"]
    before = visits_of(book, customer)[0]
    press(Key.Key_Return)
    assert visits_of(book, customer)[0] == before
    panel.change(made)
    frame.open_panel(panel)
    panel.amount.setText("70")
    press(Key.Key_Return)
    after = visits_of(book, customer)[0]
    assert (after.amount_cents, after.minute, after.items, after.note) == (7000, before.minute, before.items, "短一点")


def test_a_visit_of_another_year_reads_back_as_itself(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    made = factories.visit(book, customer, "50", ago=500)
    panel.change(made)
    frame.open_panel(panel)
    press(Key.Key_Return)
    assert next(v for v in visits_of(book, customer) if v.id == made).day == book.today() - 500


def test_a_visit_that_is_gone_says_so(panel: VisitPanel) -> None:
    with pytest.raises(NoSuchRow):
        panel.change(999)


def test_staff_who_was_chosen_is_offered_again(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    assert not panel.staff.isVisible()  # nobody to choose from
    press(Key.Key_Escape)
    chosen = add_staff(book, name="阿杰").id
    record(panel, frame, customer)
    panel.amount.setText("35")
    panel.staff.choose(str(chosen))
    press(Key.Key_Return)
    assert visits_of(book, customer)[0].staff == "阿杰"
    record(panel, frame, customer)
    assert panel.staff.choice() == str(chosen)


def test_each_customer_s_unfinished_visit_waits(panel: VisitPanel, frame: Frame, book: Book, customer: int) -> None:
    other = factories.customer(book, "陈桂芳")
    record(panel, frame, customer)
    panel.amount.setText("68")
    record(panel, frame, other)
    assert panel.amount.text() == "" and panel.unsaved() == (("visit of", customer),)
    record(panel, frame, customer)
    assert panel.amount.text() == "68" and panel.draft_line.isVisible()


def test_a_read_only_book_is_said_and_the_amount_stays(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    QTest.keyClicks(held(), "68")
    book.stop_writes(ReadOnly(path="x"))
    press(Key.Key_Return)
    assert not done and panel.trouble.isVisible() and panel.amount.text() == "68"


# what is asked for, and what comes of it -------------------------------------------------------------------------------------


def test_a_shop_that_wrote_nothing_down_yet_is_asked_for_amount_day_and_note(
    theme: Theme, book: Book, frame: Frame, press: Press
) -> None:
    panel = VisitPanel(theme, book, frame)
    who = factories.customer(book, "陈桂芳")
    record(panel, frame, who)
    assert {name for name, field in panel.form.fields.items() if field.isVisible()} == {"amount", "day", "note"}
    panel.more.click()
    assert held() is panel.items and not panel.more.isVisible()
    commit(held(), "剪发")
    press(Key.Key_Return)
    panel.amount.setText("35")
    panel.submit()
    assert visits_of(book, who)[0].items == "剪发"
    record(panel, frame, who)
    assert panel.form.fields["items"].isVisible() and not panel.more.isVisible()


def test_what_the_visit_will_make_of_them_is_said_and_comes_true(
    panel: VisitPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    factories.visit(book, customer, ago=0)
    record(panel, frame, customer)
    said = panel.after.text()
    assert said.startswith("保存后阶段：") and said.endswith("下次约在 3月25日前后")
    panel.amount.setText("35")
    press(Key.Key_Return)
    with book.read() as sql:
        card = cards.card(sql, book.rhythms, customer, book.today())
    assert card is not None
    assert said.removeprefix("保存后阶段：").startswith(
        {"returning": "回头客", "loyal": "忠诚", "new": "新客"}[card.stage.value]
    )


def test_it_follows_the_day_typed_and_is_silent_about_nobody(
    panel: VisitPanel, frame: Frame, book: Book, customer: int
) -> None:
    record(panel, frame, None)
    assert not panel.after.isVisible()
    record(panel, frame, factories.customer(book, "盖小雨"))
    assert panel.after.text() == "保存后阶段：新客，下次约在 4月8日前后"
    panel.day.setText("3年前")
    assert panel.after.text().startswith("保存后阶段：流失") and "下次" not in panel.after.text()
    panel.day.setText("abc")
    assert not panel.after.isVisible()
