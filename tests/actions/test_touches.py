"""联系记录: written down, corrected, thrown and taken back, with what follows from it."""

import pytest

from kyuanbook.actions import history
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_product, add_staff, change_product
from kyuanbook.actions.touches import change_touch, delete_touch, record_touch, restore_touch
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.card import card, recycle_bin, timeline
from kyuanbook.book.queries.touches import TouchRow, touch, touches
from kyuanbook.language import say
from kyuanbook.rules.touches import TouchEntry
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, snapshot, visit


def told(book: Book, who: int) -> list[TouchRow]:
    with book.read() as sql:
        return touches(sql, who)


def recorded(book: Book, who: int, **typed: object) -> int:
    done = record_touch(book, customer_id=who, entry=TouchEntry(**typed))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def test_a_touch_is_written_down_with_the_time_and_all_that_was_said(book: Book) -> None:
    who, staff = customer(book, "施若男"), add_staff(book, name="阿杰").id
    add_product(book, name="烫发")
    done = record_touch(book, customer_id=who, entry=TouchEntry(
        kind="call", outcome="promised", wanted="烫发", cost="5", staff_id=staff, note="下周二",
    ))  # fmt: skip
    assert say(done.changed.label) == "记一次联系 施若男" and done.changed.customers == {who} and not done.notes
    (row,) = told(book, who)
    assert row == TouchRow(done.id or 0, book.today(), 600, "call", "promised", "烫发", 500, staff, "阿杰", "下周二")


def test_a_product_keeps_its_tie_when_it_is_renamed_and_words_stay_words(book: Book) -> None:
    who, product = customer(book, "施若男"), add_product(book, name="烫发").id
    assert product is not None
    recorded(book, who, wanted="烫发")
    recorded(book, who, kind="asked", wanted="能不能上门")
    change_product(book, product_id=product, name="冷烫")
    assert [row.wanted for row in told(book, who)] == ["能不能上门", "冷烫"]
    with book.read() as sql:
        assert sql.rows("SELECT product_id, wanted FROM interaction ORDER BY id") == [(product, ""), (None, "能不能上门")]
        assert sql.column("SELECT name FROM product") == ["冷烫"]  # what was asked for is not offered for that


def test_what_was_typed_from_paper_has_no_time(book: Book) -> None:
    who = customer(book, "施若男")
    record_touch(book, customer_id=who, entry=TouchEntry(), now=False)
    assert told(book, who)[0].minute is None


def test_a_touch_is_refused_with_what_is_wrong_and_nothing_is_written(book: Book) -> None:
    who = customer(book, "施若男")
    before = snapshot(book)
    with pytest.raises(Refused) as refused:
        record_touch(book, customer_id=who, entry=TouchEntry(kind="asked", cost="-5"))
    assert [p.field for p in refused.value.problems] == ["wanted", "cost"]
    with pytest.raises(NoSuchRow):
        record_touch(book, customer_id=who, entry=TouchEntry(staff_id=99))
    with pytest.raises(NoSuchRow):
        record_touch(book, customer_id=99, entry=TouchEntry())
    assert snapshot(book) == before


def test_a_day_to_come_is_asked_about(book: Book) -> None:
    who = customer(book, "施若男")
    with pytest.raises(Refused) as refused:
        record_touch(book, customer_id=who, entry=TouchEntry(day="明天"))
    assert refused.value.only_asks
    record_touch(book, customer_id=who, entry=TouchEntry(day="明天"), accepted={"day:day_future"})
    assert told(book, who)[0].day == book.today() + 1


def test_who_asked_not_to_be_contacted_is_left_alone_in_the_same_step(book: Book) -> None:
    who = customer(book, "施若男")
    done = record_touch(book, customer_id=who, entry=TouchEntry(kind="call", outcome="do_not_contact"))
    assert [say(note) for note in done.notes] == ["已标上“请勿再联系”，不再出现在任何名单上"]
    assert no_contact(book, who)
    history.undo(book)
    assert not no_contact(book, who) and not told(book, who)
    history.redo(book)
    again = record_touch(book, customer_id=who, entry=TouchEntry(kind="sms", outcome="do_not_contact"))
    assert no_contact(book, who) and not again.notes


def no_contact(book: Book, who: int) -> bool:
    with book.read() as sql:
        found = card(sql, book.rhythms, who, book.today())
    assert found is not None
    return found.do_not_contact


def test_a_touch_is_corrected_and_only_a_new_answer_has_consequences(book: Book) -> None:
    who = customer(book, "施若男")
    one = recorded(book, who, kind="call", outcome="no_answer")
    done = change_touch(book, touch_id=one, entry=TouchEntry(kind="call", outcome="do_not_contact", day="昨天", time="9:05"))
    assert say(done.changed.label) == "改一次联系 施若男" and len(done.notes) == 1
    (row,) = told(book, who)
    assert (row.outcome, row.day, row.minute) == ("do_not_contact", book.today() - 1, 545)
    change = TouchEntry(kind="call", outcome="do_not_contact", day="昨天", time="9:05", note="别打了")
    assert not change_touch(book, touch_id=one, entry=change).notes
    assert change_touch(book, touch_id=one, entry=change).changed.entry is None


def test_a_touch_goes_to_the_bin_and_comes_back(book: Book, clock: Clock) -> None:
    who = customer(book, "施若男")
    one = recorded(book, who, kind="sample")
    assert say(delete_touch(book, touch_id=one).changed.label) == "移到回收站：施若男 的一次联系"
    assert not told(book, who)
    with book.read() as sql:
        assert touch(sql, one) is None
        assert [(t.table, t.id, t.customer_id, t.name, t.day, t.amount_cents, t.kind) for t in recycle_bin(sql)] == [
            ("interaction", one, who, "施若男", clock.day, None, "sample")
        ]
    with pytest.raises(NoSuchRow):
        change_touch(book, touch_id=one, entry=TouchEntry())
    assert delete_touch(book, touch_id=one).changed.entry is None
    assert say(restore_touch(book, touch_id=one).changed.label) == "从回收站取回：施若男 的一次联系"
    assert [row.id for row in told(book, who)] == [one]
    with pytest.raises(NoSuchRow):
        delete_touch(book, touch_id=99)


def test_a_touch_of_a_thrown_customer_lies_with_them(book: Book) -> None:
    who = customer(book, "施若男")
    delete_touch(book, touch_id=recorded(book, who))
    delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert [t.table for t in recycle_bin(sql)] == ["customer"]
    with pytest.raises(NoSuchRow):
        record_touch(book, customer_id=who, entry=TouchEntry())


def test_touches_stand_among_visits_by_the_clock_and_are_no_visit(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    clock.minute = 601
    recorded(book, who, kind="wechat")
    clock.minute = 602
    visit(book, who)
    clock.minute = 603
    one = recorded(book, who, kind="coupon")
    change_touch(book, touch_id=one, entry=TouchEntry(kind="coupon", cost="20", time="10:03"))
    with book.read() as sql:
        lines = timeline(sql, who)
        found = card(sql, book.rhythms, who, book.today())
    said = ["到店" if one.visit else one.touch.kind if one.touch else say(one.entry.label) for one in lines]
    assert said == ["coupon", "改一次联系 王小明", "到店", "wechat", "记新客户 王小明"]
    assert found is not None and found.visits == 1
