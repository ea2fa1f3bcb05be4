"""记联系 as it is done at a counter: by keys alone, and without losing what was typed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.shop import add_product, add_staff
from kyuanbook.actions.touches import delete_touch
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.touches import TouchRow, touches
from kyuanbook.ui.entry.touch_panel import TouchPanel
from kyuanbook.ui.kit.choices import Chip
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def customer(book: Book) -> int:
    for name in ("烫发", "染发"):
        add_product(book, name=name)
    return factories.customer(book, "施若男", "15200004410")


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame, customer: int) -> Iterator[TouchPanel]:
    made = TouchPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def done(panel: TouchPanel) -> list[Done]:
    heard: list[Done] = []
    panel.done.connect(heard.append)
    return heard


def record(panel: TouchPanel, frame: Frame, customer: int | None) -> None:
    panel.record(customer)
    frame.open_panel(panel)


def told(book: Book, customer: int) -> list[TouchRow]:
    with book.read() as sql:
        return touches(sql, customer)


def choose(panel: TouchPanel, kind: str) -> None:
    panel.kind.choose(kind)
    panel.kind.chosen.emit(kind)


def words(panel: TouchPanel) -> list[str]:
    """The outcomes offered now."""
    return [chip.words() for chips in panel._outcomes.values() if chips.isVisible() for chip in chips.findChildren(Chip)]


def test_an_enquiry_is_one_key(
    panel: TouchPanel, frame: Frame, book: Book, customer: int, done: list[Done], press: Press
) -> None:
    record(panel, frame, customer)
    assert panel.who.name.text() == "施若男" and held().accessibleName() == "咨询"
    press(Key.Key_Return)
    (row,) = told(book, customer)
    assert (row.kind, row.day, row.minute) == ("enquiry", book.today(), book.minute())
    assert done[0].id == row.id and frame.panels.panel is None


def test_by_keys_alone_a_call_with_its_outcome_and_what_was_wanted(
    panel: TouchPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    press(Key.Key_Right)  # 电话
    press(Key.Key_Tab)
    assert words(panel) == ["不填", "已接通", "未接", "空号", "约好再来", "拒绝", "请勿再联系"]
    press(Key.Key_Right, 4)
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "tf")
    press(Key.Key_Return)  # takes 烫发
    press(Key.Key_Return)
    (row,) = told(book, customer)
    assert (row.kind, row.outcome, row.wanted) == ("call", "promised", "烫发")


def test_the_outcomes_are_those_of_the_kind(panel: TouchPanel, frame: Frame, customer: int) -> None:
    record(panel, frame, customer)
    assert not panel.outcome.isVisible()
    choose(panel, "wechat")
    assert words(panel) == ["不填", "回了", "没回", "约好再来", "拒绝", "请勿再联系"]
    choose(panel, "in_person")
    assert words(panel) == ["不填", "见到了", "没见到", "约好再来", "拒绝", "请勿再联系"]
    choose(panel, "coupon")
    assert not panel.outcome.isVisible()


def test_an_outcome_of_another_kind_is_not_kept(panel: TouchPanel, frame: Frame, book: Book, customer: int) -> None:
    record(panel, frame, customer)
    choose(panel, "call")
    panel._outcomes[next(k for k in panel._outcomes if k == "call")].choose("wrong_number")
    choose(panel, "wechat")
    panel.submit()
    assert told(book, customer)[0].outcome == ""


def test_words_that_are_no_product_stay_as_they_were_said(
    panel: TouchPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, customer)
    choose(panel, "asked")
    panel.wanted.setFocus()
    commit(panel.wanted, "能不能上门剪")
    panel.submit()
    assert told(book, customer)[0].wanted == "能不能上门剪"


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    panel: TouchPanel, frame: Frame, book: Book, customer: int, done: list[Done]
) -> None:
    record(panel, frame, customer)
    choose(panel, "asked")
    panel.cost.setText("-5")
    panel.submit()
    assert not done and not told(book, customer)
    wrong = {name: field.problem() for name, field in panel.form.fields.items() if field.problem()}
    assert set(wrong) == {"wanted", "cost"} and panel.cost.text() == "-5"
    panel.form.fields["cost"].complaint.cure.click()
    assert panel.cost.text() == "5"
    panel.wanted.setText("烫发")
    panel.submit()
    assert told(book, customer)[0].cost_cents == 500


def test_the_hour_is_asked_only_where_it_is_not_now(panel: TouchPanel, frame: Frame, book: Book, customer: int) -> None:
    record(panel, frame, customer)
    assert panel.form.fields["time"].isHidden() and panel.day.text() == "今天"
    panel.day.setText("昨天")
    panel.day.committed.emit("昨天")
    assert panel.form.fields["time"].isVisible() and panel.day.echo().startswith("3月3日")
    panel.time.setText("9:05")
    panel.submit()
    (row,) = told(book, customer)
    assert (row.day, row.minute) == (book.today() - 1, 545)


def test_somebody_is_looked_for_when_nobody_is_in_hand(
    panel: TouchPanel, frame: Frame, book: Book, customer: int, press: Press
) -> None:
    record(panel, frame, None)
    assert held() is panel.customer and not panel.who.isVisible()
    panel.submit()
    assert panel.form.fields["customer"].problem() is not None
    QTest.keyClicks(held(), "srn")
    press(Key.Key_Return)
    assert panel.customer_id == customer and held().accessibleName() == "咨询" and panel.who.another.isVisible()
    panel.who.another.click()
    assert panel.customer_id is None and held() is panel.customer


def test_a_touch_is_corrected_as_it_was_typed(panel: TouchPanel, frame: Frame, book: Book, customer: int) -> None:
    staff = add_staff(book, name="阿杰").id
    record(panel, frame, customer)
    choose(panel, "call")
    panel._outcomes[next(k for k in panel._outcomes if k == "call")].choose("reached")
    panel.wanted.setText("烫发")
    panel.cost.setText("5")
    panel.staff.choose(str(staff))
    panel.note.setText("下周二")
    panel.submit()
    (before,) = told(book, customer)
    panel.change(before.id)
    frame.open_panel(panel)
    assert panel.title.text() == "改一次联系" and not panel.changed_by_hand() and panel.time.text() == "10:00"
    assert (panel.wanted.text(), panel.cost.text(), panel.note.text(), panel._outcome()) == ("烫发", "5", "下周二", "reached")
    panel.note.setText("下周三")
    panel.submit()
    (after,) = told(book, customer)
    assert after.note == "下周三" and after.id == before.id and after.minute == before.minute
    delete_touch(book, touch_id=after.id)
    with pytest.raises(NoSuchRow):
        panel.change(after.id)


def test_what_was_left_half_written_stands_there_again(panel: TouchPanel, frame: Frame, customer: int, press: Press) -> None:
    record(panel, frame, customer)
    choose(panel, "call")
    panel.note.setText("说下周来")
    press(Key.Key_Escape)
    assert frame.panels.panel is None and panel.unsaved() == (("touch of", customer),)
    record(panel, frame, customer)
    assert panel.note.text() == "说下周来" and panel.kind.choice() == "call" and panel.draft_line.isVisible()
    panel.draft_line.clear.click()
    assert panel.note.text() == "" and panel.kind.choice() == "enquiry"


def test_who_wrote_it_down_last_is_offered_again(panel: TouchPanel, frame: Frame, book: Book, customer: int) -> None:
    staff = add_staff(book, name="阿杰").id
    record(panel, frame, customer)
    panel.staff.choose(str(staff))
    panel.submit()
    record(panel, frame, customer)
    assert panel.staff.choice() == str(staff)


def test_tab_goes_through_the_panel_as_it_is_read(panel: TouchPanel, frame: Frame, customer: int, press: Press) -> None:
    record(panel, frame, customer)
    choose(panel, "call")
    seen = []
    for _ in range(8):
        press(Key.Key_Tab)
        seen.append(held().accessibleName())
    assert seen[:5] == ["不填", "商品，或想要什么", "日期", "店里花了", "备注"]
