"""设置, 回访规则: read in sentences, changed with the number shown live, added, stopped, ordered; and what holds for all."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kyuanbook.actions.done import Book
from kyuanbook.actions.followups import add_rule, change_rule
from kyuanbook.actions.history import undo
from kyuanbook.actions.segments import delete_segment, save_segment
from kyuanbook.actions.shop import add_product, add_staff, hide_product, set_up_shop
from kyuanbook.book.queries import follow_rules, shop
from kyuanbook.book.tables import FollowRule
from kyuanbook.rules.followups import Kind, Rule, RuleEntry
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.settings.follow_rules_section import FollowRulesSection
from kyuanbook.ui.settings.page import RULES, SettingsPage
from tests.book.factories import customer
from tests.ui.conftest import held, listed
from tests.ui.kit.input_method import commit

Press = Callable[..., None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(page: SettingsPage, book: Book) -> FollowRulesSection:
    set_up_shop(book, name="禾木理发", trade="hair")
    add_staff(book, name="小雅")
    for i in range(4):
        customer(book, f"王寿{i}", f"1380000567{i}", birthday="3.7", sex="female")
    customer(book, "王后来", "13800005680", birthday="3.10")
    page.show_section(RULES)
    page.take_focus()
    return page.rules


def rules(book: Book) -> dict[Kind, Rule]:
    with book.read() as sql:
        return {one.kind: one for one in reversed(follow_rules.rules(sql, hidden=True))}


def line_of(section: FollowRulesSection, kind: Kind) -> str:
    return listed(section.list)[[one.kind for one in section.rows].index(kind)]


def open_rule(section: FollowRulesSection, kind: Kind, press: Press) -> None:
    section.list.setFocus()
    section.list.go_to(next(one.id for one in section.rows if one.kind is kind))
    press(Qt.Key.Key_Return)


def test_each_rule_is_a_sentence_with_how_many_it_brings_up_today(section: FollowRulesSection, book: Book) -> None:
    assert line_of(section, Kind.BIRTHDAY) == "3，生日，生日前 3 天，发微信，今天 4 位"
    assert "已停用" in line_of(section, Kind.ANNIVERSARY)
    assert [one.position for one in section.rows] == sorted(one.position for one in section.rows)


def test_a_rule_is_changed_by_keyboard_while_the_number_is_shown(
    section: FollowRulesSection, book: Book, press: Press, qtbot: QtBot
) -> None:
    open_rule(section, Kind.BIRTHDAY, press)
    assert held() is section.form.name
    press(Qt.Key.Key_Tab)
    assert held() is section.form.days
    QTest.keyClicks(held(), "6")
    assert section.form.days.text() == "6"  # what stood there was selected
    qtbot.waitUntil(lambda: "今天 5 位" in section.form.head.note.text())
    section.form.staff.choose("1")
    press(Qt.Key.Key_Return)
    assert line_of(section, Kind.BIRTHDAY) == "3，生日，生日前 6 天，发微信，店员小雅，今天 5 位"
    assert held() is section.list
    kept = rules(book)[Kind.BIRTHDAY]
    assert (kept.days, kept.staff_id) == (6, 1)
    with book.read() as sql:  # nothing of the program's own words was taken for the owner's
        assert sql.one("SELECT name, words FROM follow_rule WHERE kind = 'birthday'") == ("", "")
    undo(book)
    assert rules(book)[Kind.BIRTHDAY].days == 3


def test_words_are_put_together_by_buttons_and_heard_at_once(
    section: FollowRulesSection, book: Book, press: Press
) -> None:
    open_rule(section, Kind.BIRTHDAY, press)
    form = section.form
    form.words.setText("")
    for token in ("【称呼】", "【店名】"):
        next(button for button in form.places if button.words() == token).click()
        assert held() is form.words
    commit(form.words, "祝您生日快乐")
    section.try_it()
    assert form.sounds.words.text() == "王女士禾木理发祝您生日快乐"
    many = form.head.note.text().removeprefix("照这样，")  # told where one types as well: the head scrolls away
    assert form.sounds.head.text().startswith(f"{many}；对") and "今天没有人" not in form.sounds.head.text()
    press(Qt.Key.Key_Return, keys=CTRL)
    assert rules(book)[Kind.BIRTHDAY].words == "【称呼】【店名】祝您生日快乐"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    section: FollowRulesSection, page: SettingsPage, book: Book, press: Press
) -> None:
    open_rule(section, Kind.BIRTHDAY, press)
    form = section.form
    form.days.setText("三天")
    form.words.setText("【老板】好")
    section.try_it()
    assert form.head.note.text() == "" and not form.wrong.isHidden()
    section.store()
    assert form.form.fields["days"].problem() is not None and form.form.fields["words"].problem() is not None
    assert (form.days.text(), form.words.text()) == ("三天", "【老板】好")
    assert rules(book)[Kind.BIRTHDAY].days == 3
    form.days.setText("90")  # no birthday is so far off that there are two of them
    section.store()
    assert form.form.fields["days"].problem() is not None
    assert page.back_out()
    assert form.editing is None and section.editing is None


def test_a_rule_of_the_owners_own_for_a_segment_which_is_struck_out_later(
    section: FollowRulesSection, page: SettingsPage, book: Book, press: Press
) -> None:
    segment = save_segment(book, name="女客", conditions=(Condition("sex", ("female",)),)).id
    page.refresh()
    form = section.form
    form.kind.choose("segment")
    form._another_kind("segment")
    form.name.setText("会员日")
    form.segment.choose(str(segment))
    section.store()
    assert line_of(section, Kind.SEGMENT) == "11，会员日，在“女客”里，每人一次，打电话，今天 4 位"
    delete_segment(book, segment_id=segment or 0)
    page.refresh()
    assert "客户细分已经删了" in line_of(section, Kind.SEGMENT)
    open_rule(section, Kind.SEGMENT, press)
    form.name.setText("别的")
    section.store()
    assert form.form.fields["segment"].problem() is not None and form.name.text() == "别的"


def test_a_product_that_was_put_away_is_still_said_and_chosen(
    section: FollowRulesSection, page: SettingsPage, book: Book, press: Press
) -> None:
    product = add_product(book, name="染发", interval="40").id or 0
    add_rule(book, entry=RuleEntry("after_care", days="7", product_id=product, stake="100"))
    hide_product(book, product_id=product)
    page.refresh()
    section.list.setFocus()
    section.list.go_to(section.rows[-1].id)
    assert "做过染发（已停用）后 7 天，花到 ¥100，打电话" in listed(section.list)[-1]
    press(Qt.Key.Key_Return)
    assert section.form.product.currentText() == "染发（已停用）"
    assert section.form.stake.text() == "100"


def test_rules_are_ordered_stopped_and_used_again(section: FollowRulesSection, book: Book, press: Press) -> None:
    section.list.setFocus()
    section.list.go_to(section.rows[2].id)
    press(Qt.Key.Key_Up, keys=CTRL)
    assert [one.kind for one in section.rows][:3] == [Kind.LOW_SCORE, Kind.BIRTHDAY, Kind.PROMISED]
    press(Qt.Key.Key_Delete)
    assert rules(book)[Kind.BIRTHDAY].hidden and section.away.words() == "重新启用"
    assert line_of(section, Kind.BIRTHDAY).endswith("已停用")
    press(Qt.Key.Key_Delete)
    assert not rules(book)[Kind.BIRTHDAY].hidden and section.away.words() == "停用"


def test_what_the_trade_usually_has_is_offered_until_taken(section: FollowRulesSection, page: SettingsPage, book: Book) -> None:
    assert section.offered == []
    with book.write("change_rule") as unit:
        for row in unit.sql.column("SELECT id FROM follow_rule WHERE code = 'care_hair'"):
            unit.delete(FollowRule, row)
    page.refresh()
    assert section.offered == ["染烫后问一问"]
    section.take.click()
    page.refresh()
    assert section.offered == [] and any(one.code == "care_hair" for one in section.rows)


def test_another_counters_change_is_not_written_over(section: FollowRulesSection, book: Book, press: Press) -> None:
    open_rule(section, Kind.BIRTHDAY, press)
    change_rule(book, rule_id=rules(book)[Kind.BIRTHDAY].id, entry=RuleEntry("birthday", days="1"))
    section.form.days.setText("9")
    section.store()
    assert rules(book)[Kind.BIRTHDAY].days == 1 and section.form.days.text() == "9"


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("pause_days", "21", 21), ("retry_days", "2", 2), ("retry_most", "5", 5), ("low_score", "3", 3),
        ("remind_at", "8:30", 510), ("remind_at", "下午2点半", 870), ("remind_at", "", -1),
    ],
)  # fmt: skip
def test_what_holds_for_the_whole_shop_is_kept_as_typed(
    section: FollowRulesSection, book: Book, press: Press, name: str, typed: str, kept: int
) -> None:
    line = section.whole.lines[name]
    line.setFocus()
    line.setText(typed)
    press(Qt.Key.Key_Return)
    with book.read() as sql:
        assert getattr(shop.settings(sql), name) == kept


@pytest.mark.parametrize(
    ("name", "typed"),
    [("pause_days", "很久"), ("retry_days", "0"), ("retry_most", "99"), ("low_score", "5"), ("remind_at", "早上")],
)
def test_what_cannot_be_is_said_beside_it(section: FollowRulesSection, book: Book, name: str, typed: str) -> None:
    with book.read() as sql:
        before = shop.settings(sql)
    section.whole.lines[name].setText(typed)
    section.whole.store(name)
    assert section.whole.form.fields[name].problem() is not None and section.whole.lines[name].text() == typed
    with book.read() as sql:
        assert shop.settings(sql) == before
