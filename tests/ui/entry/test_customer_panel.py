"""新客户 and 改资料 as they are typed at a counter."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.history import undo
from kyuanbook.book.errors import DiskFull
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import shop
from kyuanbook.language import say
from kyuanbook.rules.codes import code_of
from kyuanbook.rules.entries import ContactEntry, OpeningEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.entry.customer_panel import CustomerPanel
from kyuanbook.ui.kit.frame import Frame
from kyuanbook.ui.kit.theme import Theme
from tests.book import factories
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit, compose

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def panel(theme: Theme, book: Book, frame: Frame) -> Iterator[CustomerPanel]:
    made = CustomerPanel(theme, book, frame)
    made.hide()
    yield made


@pytest.fixture
def done(panel: CustomerPanel) -> list[Done]:
    heard: list[Done] = []
    panel.done.connect(heard.append)
    return heard


def card_of(book: Book, customer_id: int | None) -> cards.Card:
    assert customer_id is not None
    with book.read() as sql:
        found = cards.card(sql, book.rhythms, customer_id, book.today())
    assert found is not None
    return found


def open_new(panel: CustomerPanel, frame: Frame, typed: str = "") -> None:
    panel.new(typed)
    frame.open_panel(panel)


def open_edit(panel: CustomerPanel, frame: Frame, customer_id: int) -> None:
    panel.edit(customer_id)
    frame.open_panel(panel)


def test_name_phone_and_source_are_one_line_of_thought(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    commit(held(), "王小明")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "138 2204 5678")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "dy")
    press(Key.Key_Return)  # takes 抖音
    assert not done
    press(Key.Key_Return)
    card = card_of(book, done[0].id)
    assert (card.name, card.phones[0].number, card.first_source) == ("王小明", "13822045678", "抖音")
    assert frame.panels.panel is None


def test_two_tabs_and_enter_save(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    commit(held(), "李姐")
    press(Key.Key_Tab, 2)
    press(Key.Key_Return)
    assert card_of(book, done[0].id).name == "李姐"


def test_the_enter_that_ends_a_composition_does_not_save(
    panel: CustomerPanel, frame: Frame, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    line = held()
    compose(line, "wangxiaoming")
    press(Key.Key_Return)
    assert not done
    commit(line, "王小明")
    press(Key.Key_Return)  # still the input method's
    assert not done and panel.inside.name.text() == "王小明"
    QApplication.processEvents()
    press(Key.Key_Return)
    assert len(done) == 1


def test_what_stood_in_the_search_is_a_name_or_a_number(panel: CustomerPanel, frame: Frame) -> None:
    open_new(panel, frame, "翟国庆")
    assert panel.inside.name.text() == "翟国庆"
    open_new(panel, frame, "13577128816")
    assert panel.inside.name.text() == "" and panel.inside.phones.rows[0].number.text() == "13577128816"


def test_esc_loses_nothing(panel: CustomerPanel, frame: Frame, press: Press) -> None:
    open_new(panel, frame)
    commit(held(), "王小明")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "1382204")
    press(Key.Key_Escape)
    assert frame.panels.panel is None and panel.unsaved()
    open_new(panel, frame)
    assert panel.inside.name.text() == "王小明" and panel.inside.phones.rows[0].number.text() == "1382204"
    assert panel.draft_line.isVisible()
    panel.draft_line.clear.click()
    assert panel.inside.name.text() == "" and not panel.unsaved() and not panel.draft_line.isVisible()


def test_an_untouched_panel_leaves_nothing_behind(panel: CustomerPanel, frame: Frame, book: Book, press: Press) -> None:
    known = factories.customer(book, "王小明", "13822045678", birthday="农历八月初三", tags=("会员",))
    open_edit(panel, frame, known)
    press(Key.Key_Escape)
    assert not panel.unsaved()


def test_a_phone_is_questioned_when_it_is_left_and_kept_if_the_owner_says_so(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press, qtbot: QtBot
) -> None:
    open_new(panel, frame)
    commit(held(), "王小明")
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "1382204567")
    field = panel.form.fields["phone"]
    assert field.problem() is None  # not while it is typed
    press(Key.Key_Tab)
    qtbot.waitUntil(lambda: field.problem() is not None)
    assert "少了一位" in field.editor.accessibleDescription()
    assert field.complaint.isVisible()
    press(Key.Key_Return)
    assert not done
    field.complaint.keep.click()
    assert card_of(book, done[0].id).phones[0].number == "1382204567"


def test_a_kept_answer_does_not_hold_for_another_number(panel: CustomerPanel, frame: Frame, press: Press) -> None:
    open_new(panel, frame)
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "1382204567")
    panel.form.accepted.add("phone:phone_mobile_short")
    QTest.keyClicks(held(), "89")
    assert not panel.form.accepted


def test_a_name_is_asked_for_beside_its_field(
    panel: CustomerPanel, frame: Frame, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    press(Key.Key_Return)
    problem = panel.form.fields["name"].problem()
    assert not done and problem is not None and "称呼" in say(problem.message)


def test_who_is_likely_there_already_shows_with_the_reason(
    panel: CustomerPanel, frame: Frame, book: Book, qtbot: QtBot, press: Press
) -> None:
    known = factories.customer(book, "王晓明", "13822045678")
    open_new(panel, frame)
    commit(held(), "王小明")
    qtbot.waitUntil(lambda: bool(panel.likely.shown))
    assert say(panel.likely.shown[0].why[0]) == "读音相同：王晓明"
    press(Key.Key_Tab)
    QTest.keyClicks(held(), "13822045678")
    qtbot.waitUntil(lambda: "电话" in say(panel.likely.shown[0].why[0]))
    opened: list[int] = []
    panel.opened.connect(opened.append)
    panel.likely.links()[0].click()
    assert opened == [known] and frame.panels.panel is None and panel.unsaved()


def test_nobody_is_their_own_double(panel: CustomerPanel, frame: Frame, book: Book) -> None:
    known = factories.customer(book, "王小明", "13822045678")
    open_edit(panel, frame, known)
    assert panel.likely.shown == ()


def test_a_lunar_birthday_is_read_back_in_words(panel: CustomerPanel, frame: Frame, done: list[Done]) -> None:
    open_new(panel, frame, "王小明")
    panel.show_more(True)
    panel.inside.birthday.setFocus()
    commit(panel.inside.birthday, "农历8.3")
    assert panel.form.fields["birthday"].hint.text() == "农历八月初三，下次 9月13日"


def test_who_referred_them_is_asked_beside_that_source(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    friend = factories.customer(book, "陈桂芳", "13611802091")
    open_new(panel, frame, "王小明")
    inside, asked = panel.inside, panel.form.fields["referrer"]
    assert not asked.isVisible()
    for typed, wanted in (("douyin", False), ("ygjs", False), ("khjs", True)):  # a colleague is no customer
        inside.channel.setFocus()
        inside.channel.clear()
        QTest.keyClicks(inside.channel, typed)
        press(Key.Key_Return)
        assert asked.isVisible() is wanted, typed
    press(Key.Key_Tab)
    assert inside.referrer.hasFocus() and not inside.shows_more
    QTest.keyClicks(inside.referrer, "2091")
    press(Key.Key_Return)
    press(Key.Key_Return)
    saved = card_of(book, done[0].id)
    assert saved.referrer is not None and saved.referrer.id == friend
    panel.show_more(False)
    open_edit(panel, frame, saved.id)
    assert asked.isVisible() and inside.referrer.text() == "陈桂芳"


def test_the_code_on_a_referral_card_says_both(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    """Typed or scanned where it is asked how they came."""
    friend = factories.customer(book, "陈桂芳", "13611802091")
    open_new(panel, frame, "王小明")
    inside = panel.inside
    inside.channel.setFocus()
    QTest.keyClicks(inside.channel, code_of(friend))
    press(Key.Key_Return)
    assert (inside.channel.text(), inside.referrer.text()) == ("客户介绍", "陈桂芳")
    assert panel.form.fields["referrer"].isVisible() and not done
    press(Key.Key_Return)
    saved = card_of(book, done[0].id)
    assert saved.referrer is not None and (saved.referrer.id, saved.first_source) == (friend, "客户介绍")


def test_everything_that_can_be_typed_is_kept_and_shown_again(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    friend = factories.customer(book, "陈桂芳", "13611802091")
    with book.read() as sql:
        by_friend = next(c.id for c in shop.channels(sql) if c.code == "by_customer")
    open_new(panel, frame, "禾木广告")
    inside = panel.inside
    panel.inside.more.click()
    inside.channel.setFocus()
    QTest.keyClicks(inside.channel, "khjs")
    press(Key.Key_Tab)
    inside.kind.choose("firm")
    inside.kind.chosen.emit("firm")
    inside.alias.setText("小禾")
    inside.phones.rows[0].number.setText("13822045678")
    inside.phones.rows[0].label.setText("前台")
    inside.phones.add_another()
    inside.phones.rows[1].number.setText("075588886666")
    inside.phones.rows[1].wrong.setChecked(True)
    inside.birthday.setText("1988.8.3")
    inside.sex.choose("female")
    inside.member_no.setText("A007")
    inside.wechat.setText("hemu")
    inside.email.setText("a@b.cn")
    inside.address.setText("人民路 3 号")
    inside.occupation.setText("广告")
    for line, text in zip(inside.contacts.rows[0].lines, ("小赵", "13900001111", "采购"), strict=True):
        line.setText(text)
    inside.tags.setFocus()
    commit(inside.tags, "会员，老")
    press(Key.Key_Return)
    inside.referrer.setFocus()
    QTest.keyClicks(inside.referrer, "cgf")
    press(Key.Key_Return)
    inside.note.setText("周末有空")
    inside.do_not_contact.setChecked(True)
    inside.opening.tick.setChecked(True)
    inside.opening.lines["visits"].setText("30")
    inside.opening.lines["total"].setText("35*30")
    inside.opening.lines["gap"].setText("14")
    inside.alias.setFocus()
    press(Key.Key_Return)
    card = card_of(book, done[0].id)
    assert (card.name, card.alias, card.kind, card.sex) == ("禾木广告", "小禾", "firm", "female")
    assert [(p.number, p.label, p.wrong) for p in card.phones] == [
        ("13822045678", "前台", False), ("075588886666", "", True)
    ]  # fmt: skip
    assert (card.member_no, card.wechat, card.email) == ("A007", "hemu", "a@b.cn")
    assert (card.address, card.occupation, card.note) == ("人民路 3 号", "广告", "周末有空")
    assert card.contacts == (ContactEntry("小赵", "13900001111", "采购"),)
    assert card.tags == ("会员", "老") and card.do_not_contact
    assert card.referrer is not None and card.referrer.id == friend and card.first_channel_id == by_friend
    assert card.opening is not None and (card.opening.visits, card.opening.total_cents) == (30, 105_000)
    assert card.stage is not Stage.NEW
    open_edit(panel, frame, card.id)
    assert panel.inside.entry().opening == OpeningEntry(visits="30", total="1050", gap="14")
    press(Key.Key_Return)
    assert done[-1].changed.entry is None  # nothing was different: nothing is in the journal


def test_a_source_that_is_none_is_refused_beside_it(
    panel: CustomerPanel, frame: Frame, done: list[Done], press: Press
) -> None:
    open_new(panel, frame, "王小明")
    panel.inside.channel.setFocus()
    commit(panel.inside.channel, "天上掉的")
    press(Key.Key_Return)
    assert not done and panel.form.fields["channel"].problem() is not None
    assert panel.inside.channel.text() == "天上掉的"


def test_what_is_wrong_under_the_fold_unfolds_it(panel: CustomerPanel, frame: Frame, book: Book, press: Press) -> None:
    factories.customer(book, "陈桂芳", member_no="A007")
    open_new(panel, frame, "王小明")
    panel.inside.member_no.setText("A007")
    press(Key.Key_Return)
    problem = panel.form.fields["member_no"].problem()
    assert problem is not None and "陈桂芳" in say(problem.message)
    assert panel.inside.member_no.isVisible()


def test_changed_elsewhere_is_said_and_brought_together(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    known = factories.customer(book, "王小明", "13822045678")
    open_edit(panel, frame, known)
    panel.inside.note.setText("我这边写的")
    other = CustomerPanel(panel.theme, book)
    other.edit(known)
    other.inside.wechat.setText("xm_wang")
    other.submit()
    press(Key.Key_Return)
    assert not done and panel.trouble.isVisible() and "别处改过" in panel.trouble.accessibleName()
    panel.trouble.cure.click()
    assert panel.inside.wechat.text() == "xm_wang" and panel.inside.note.text() == "我这边写的"
    panel.save.click()
    card = card_of(book, known)
    assert (card.wechat, card.note) == ("xm_wang", "我这边写的")


def test_a_full_disk_is_said_and_what_was_typed_stays(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    commit(held(), "王小明")
    book.stop_writes(DiskFull())
    press(Key.Key_Return)
    assert not done and "硬盘满了" in panel.trouble.accessibleName()
    assert panel.inside.name.text() == "王小明" and panel.unsaved()


def test_undo_takes_the_new_customer_back(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame)
    commit(held(), "王小明")
    press(Key.Key_Return)
    undo(book)
    with book.read() as sql:
        assert cards.card(sql, book.rhythms, done[0].id or 0, book.today()) is None


def test_tab_goes_as_one_reads(panel: CustomerPanel, frame: Frame, press: Press) -> None:
    open_new(panel, frame)
    names = []
    for _ in range(8):
        names.append(held().accessibleName())
        press(Key.Key_Tab)
    assert names == ["姓名", "电话", "来源", "更多", "保存", "不记了", "关", "姓名"]


def seen_in(panel: CustomerPanel, widget: QWidget | None) -> bool:
    assert widget is not None
    at = widget.mapTo(panel.scroller.viewport(), widget.rect().center())
    return panel.scroller.viewport().rect().contains(at)


def test_a_reopened_entry_begins_at_its_top(panel: CustomerPanel, frame: Frame, qtbot: QtBot) -> None:
    open_new(panel, frame)
    panel.show_more(True)
    commit(held(), "王小明")
    panel.inside.note.setText("烫发")
    bar = panel.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    panel.dismissed.emit()
    open_new(panel, frame)
    assert held() is panel.inside.name
    assert seen_in(panel, panel.inside.name)
    assert seen_in(panel, panel.draft_line.clear)


def test_tab_from_the_foot_shows_where_it_goes(
    panel: CustomerPanel, frame: Frame, press: Press, qtbot: QtBot
) -> None:
    open_new(panel, frame)
    panel.show_more(True)
    qtbot.waitUntil(lambda: panel.scroller.verticalScrollBar().maximum() > 0)
    panel.save.setFocus()
    press(Key.Key_Backtab)
    assert held() is panel.inside.opening.tick
    assert seen_in(panel, held())
    panel.escape.setFocus()
    press(Key.Key_Tab)
    assert held() is panel.inside.name
    assert seen_in(panel, held())


def test_an_odd_number_of_a_contact_person_asks_and_never_blocks(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], qtbot: QtBot
) -> None:
    open_new(panel, frame)
    panel.show_more(True)
    inside = panel.inside
    inside.name.setText("万家物业")
    inside.kind.choose("firm")
    people = (("陈主任", "010 6688 1234 转 801", "采购"), ("小周", "12345", ""), ("", "", "门卫"))
    inside.contacts.fill([ContactEntry(*person) for person in people])
    panel.submit()
    assert not done
    assert panel.trouble.accessibleName().startswith("联系人 2：")
    assert held() is inside.contacts.rows[1].lines[1]
    qtbot.mouseClick(panel.trouble.keep, Qt.MouseButton.LeftButton)
    assert card_of(book, done[0].id).contacts == (
        ContactEntry("陈主任", "01066881234-801", "采购"), ContactEntry("小周", "12345", ""), ContactEntry("", "", "门卫"),
    )  # fmt: skip
    open_edit(panel, frame, done[0].id or 0)
    panel.submit()
    qtbot.mouseClick(panel.trouble.keep, Qt.MouseButton.LeftButton)
    assert card_of(book, done[0].id).contacts[0].phone == "01066881234-801"


# how a birthday is kept ----------------------------------------------------------------------------------------------------


def test_how_a_birthday_is_kept_is_asked_only_where_it_makes_a_difference(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame, "闰生")
    panel.show_more(True)
    rule = panel.inside.birth_rule_field
    for typed, asked in (
        ("8.3", []), ("农历八月初三", []), ("腊月三十", []),
        ("2.29", ["平年过 2月28日", "平年过 3月1日"]),
        ("农历八月三十", ["没三十过廿九", "没三十过初一"]),
        ("闰六月初五", ["有闰六月就过，没有过六月", "每年都过六月"]),
    ):  # fmt: skip
        panel.inside.birthday.setText(typed)
        assert rule.isVisible() is bool(asked), typed
        if asked:
            assert [panel.inside.birth_rule.itemText(i) for i in range(panel.inside.birth_rule.count())] == asked
    panel.inside.birthday.setText("闰六月三十")
    assert panel.inside.birth_rule.count() == 4


def test_the_rule_chosen_is_kept_and_the_next_day_follows_it(
    panel: CustomerPanel, frame: Frame, book: Book, done: list[Done], press: Press
) -> None:
    open_new(panel, frame, "二月生")
    panel.show_more(True)
    panel.inside.birthday.setText("2000.2.29")
    panel.inside.birthday.setFocus()
    press(Key.Key_Tab)
    assert held() is panel.inside.birth_rule
    hint = panel.form.fields["birthday"].hint
    assert "2027年2月28日" in hint.text()  # the counter's clock: 2026-03-04
    press(Key.Key_Down)
    assert "2027年3月1日" in hint.text()
    press(Key.Key_Return)
    birthday = card_of(book, done[0].id).birthday
    assert birthday is not None and birthday.rule == "later"
    open_edit(panel, frame, done[0].id or 0)
    assert panel.inside.birth_rule.choice() == "later"
    panel.inside.birthday.setText("2000.2.28")
    panel.inside.birthday.setFocus()
    press(Key.Key_Return)
    birthday = card_of(book, done[0].id).birthday
    assert birthday is not None and (birthday.day, birthday.rule) == (28, "")
