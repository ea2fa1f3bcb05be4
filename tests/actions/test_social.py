"""社交联系人: a handle that asks becomes a customer with its history, or turns out to be one who is known."""

import pytest

from kyuanbook.actions import social as acts
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.relations import add_relation
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import social
from kyuanbook.book.queries.card import card, recycle_bin
from kyuanbook.book.queries.relations import Side, relations_of
from kyuanbook.book.queries.shop import channels
from kyuanbook.book.queries.social import ContactRow
from kyuanbook.book.queries.touches import touches
from kyuanbook.book.tables import Campaign
from kyuanbook.language import say
from kyuanbook.rules.social import ContactEntry, Platform
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, customer, snapshot


def channel(book: Book, code: str) -> int:
    with book.read() as sql:
        return next(one.id for one in channels(sql, hidden=True) if one.code == code)


def campaign(book: Book, name: str) -> int:
    with book.write("add_sample") as unit:
        return unit.insert(Campaign, kind="promotion", name=name, first=DAY - 5, created_day=DAY - 5)


def momo(book: Book, **fields: object) -> int:
    """A 抖音 handle that asks what a perm costs."""
    entry = ContactEntry("douyin", "momo_在路上", "默默", said="烫发多少钱？")._replace(**fields)  # type: ignore[arg-type]
    done = acts.add_contact(book, entry=entry)
    assert done.id is not None
    return done.id


def listed(book: Book) -> list[ContactRow]:
    with book.read() as sql:
        return social.contacts(sql)


def refused(book: Book, entry: ContactEntry) -> list[str]:
    before = snapshot(book)
    with pytest.raises(Refused) as told:
        acts.add_contact(book, entry=entry)
    assert snapshot(book) == before
    return [say(problem.message) for problem in told.value.problems]


def test_written_down_with_what_was_said(book: Book, clock: Clock) -> None:
    one = momo(book, channel_id=channel(book, "douyin"))
    clock.day += 2
    done = acts.note_said(book, contact_id=one, words="周六有空吗", day="昨天")
    assert say(done.changed.label) == "记 默默 说的话"
    (row,) = listed(book)
    assert (row.called, row.handle, row.platform, row.channel, row.notes) == ("默默", "momo_在路上", "douyin", "抖音", 2)
    assert (row.last_day, row.last_words, row.created_day) == (DAY + 1, "周六有空吗", DAY)
    assert done.id is not None
    acts.strike_said(book, note_id=done.id)
    assert listed(book)[0].last_words == "烫发多少钱？"
    undo(book)
    assert listed(book) == [row]


def test_bad_input_in_one_sentence(book: Book) -> None:
    assert refused(book, ContactEntry("qq", "  ")) == ["请填账号，如 momo_在路上"]
    assert len(refused(book, ContactEntry("qq", "1" * 61, note="长" * 201))) == 2
    one = momo(book)
    assert refused(book, ContactEntry("douyin", "@momo_在路上")) == ["抖音上的“momo_在路上”已经记过了，不用再记"]
    acts.add_contact(book, entry=ContactEntry("weibo", "momo_在路上"))
    with pytest.raises(Refused) as told:
        acts.note_said(book, contact_id=one, words=" ", day="哪天")
    assert [problem.field for problem in told.value.problems] == ["said", "day"]


def test_it_becomes_a_customer_with_its_history(book: Book, clock: Clock) -> None:
    source, flyer = channel(book, "douyin"), campaign(book, "开春烫发")
    one = momo(book, channel_id=source, campaign_id=flyer, note="住附近")
    friend = customer(book, "王小明")
    add_relation(book, customer_id=friend, side=Side.CONTACT, other_id=one, kind_id=3)
    clock.day += 3
    acts.note_said(book, contact_id=one, words="周六有空吗", day="昨天")
    before = snapshot(book)
    done = acts.become_customer(book, contact_id=one, name="莫小墨", phone="13800001111")
    assert say(done.changed.label) == "把 momo_在路上 记成客户 莫小墨"
    new = done.id
    assert new is not None
    with book.read() as sql:
        shown = card(sql, book.rhythms, new, book.today())
        said = touches(sql, new)
        known = sql.one("SELECT first_campaign_id, latest_campaign_id FROM customer WHERE id = :id", id=new)
        related = relations_of(sql, friend, book.today())
    assert shown is not None and shown.phones[0].number == "13800001111"
    assert (shown.first_source, shown.first_source_day, shown.latest_source, shown.note) == ("抖音", DAY, "抖音", "住附近")
    assert known == (flyer, flyer)
    assert [(t.day, t.kind, t.note) for t in said] == [
        (DAY + 2, "enquiry", "抖音：周六有空吗"), (DAY, "enquiry", "抖音：烫发多少钱？"),
    ]  # fmt: skip
    assert [(r.side, r.name) for r in related] == [(Side.CUSTOMER, "莫小墨")]
    assert listed(book)[0].customer == "莫小墨"
    undo(book)
    assert snapshot(book) == before
    redo(book)
    assert listed(book)[0].customer_id == new


def test_a_wechat_name_goes_onto_the_card(book: Book) -> None:
    done = acts.add_contact(book, entry=ContactEntry("wechat", "mo_2001", said="还开门吗"))
    assert done.id is not None
    new = acts.become_customer(book, contact_id=done.id, name="莫小墨").id
    assert new is not None
    with book.read() as sql:
        shown = card(sql, book.rhythms, new, book.today())
        assert shown is not None and shown.wechat == "mo_2001" and shown.first_channel_id is None
        assert [t.kind for t in touches(sql, new)] == ["wechat"]


def test_it_is_tied_to_one_who_is_known(book: Book) -> None:
    one, known = momo(book, channel_id=channel(book, "douyin")), customer(book, "莫小墨")
    add_relation(book, customer_id=known, side=Side.CONTACT, other_id=one, kind_id=3)
    acts.tie_contact(book, contact_id=one, customer_id=known)
    with book.read() as sql:
        shown = card(sql, book.rhythms, known, book.today())
        assert shown is not None and shown.first_source == "抖音"
        assert [t.note for t in touches(sql, known)] == ["抖音：烫发多少钱？"]
        assert relations_of(sql, known, book.today()) == [], "nobody is related to themselves"
    acts.note_said(book, contact_id=one, words="下周来")
    with book.read() as sql:
        assert [t.note for t in touches(sql, known)] == ["抖音：下周来", "抖音：烫发多少钱？"]


def test_who_came_by_another_source_keeps_it(book: Book) -> None:
    known = customer(book, "莫小墨", channel_id=channel(book, "passing_by"))
    acts.tie_contact(book, contact_id=momo(book, channel_id=channel(book, "douyin")), customer_id=known)
    with book.read() as sql:
        shown = card(sql, book.rhythms, known, book.today())
    assert shown is not None and shown.first_source == "路过"


def test_nobody_is_tied_twice(book: Book) -> None:
    one, known = momo(book), customer(book, "莫小墨")
    acts.tie_contact(book, contact_id=one, customer_id=known)
    before = snapshot(book)
    for attempt in (
        lambda: acts.tie_contact(book, contact_id=one, customer_id=known),
        lambda: acts.become_customer(book, contact_id=one, name="莫小墨"),
    ):
        with pytest.raises(Refused) as told:
            attempt()
        assert say(told.value.problems[0].message) == "“momo_在路上”已经是莫小墨的了"
    assert snapshot(book) == before


def test_a_name_is_needed(book: Book) -> None:
    one = momo(book)
    before = snapshot(book)
    with pytest.raises(Refused):
        acts.become_customer(book, contact_id=one, name=" ", phone="13800001111")
    assert snapshot(book) == before


def test_to_the_bin_and_back(book: Book) -> None:
    one = momo(book)
    acts.delete_contact(book, contact_id=one)
    assert listed(book) == []
    with book.read() as sql:
        (thrown,) = recycle_bin(sql)
    assert (thrown.table, thrown.id, thrown.name, thrown.kind) == ("social_contact", one, "默默", "douyin")
    assert refused(book, ContactEntry("douyin", "momo_在路上")) == ["抖音上的“momo_在路上”在回收站里，请到那里取回"]
    with pytest.raises(NoSuchRow):
        acts.note_said(book, contact_id=one, words="在吗")
    acts.restore_contact(book, contact_id=one)
    assert listed(book)[0].id == one


def test_a_handle_of_one_in_the_bin_is_told_nothing(book: Book) -> None:
    one, known = momo(book), customer(book, "莫小墨")
    acts.tie_contact(book, contact_id=one, customer_id=known)
    delete_customer(book, customer_id=known)
    with pytest.raises(NoSuchRow):
        acts.note_said(book, contact_id=one, words="在吗")


def test_every_platform_has_a_word() -> None:
    assert [say(one.label) for one in Platform] == ["微信", "抖音", "小红书", "微博", "快手", "QQ", "其他"]
