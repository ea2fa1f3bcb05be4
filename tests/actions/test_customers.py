"""What the owner does with a customer; what is wrong is said beside its field, what is odd is asked and then kept."""

from dataclasses import replace
from typing import Any

import pytest

from kyuanbook.actions.customers import (
    add_customer,
    change_customer,
    delete_customer,
    mark_phone,
    pin,
    restore_customer,
    tag_customers,
    unpin,
)  # fmt: skip
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries.card import Card, card, recycle_bin
from kyuanbook.book.queries.customers import customer_ids
from kyuanbook.language import say
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.entries import CleanOpening, ContactEntry, CustomerEntry, OpeningEntry, PhoneEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Problem, Refused
from tests.book.factories import DAY, Clock, customer, snapshot, typed_day, visit
from tests.book.truth import check


def card_of(book: Book, who: int) -> Card:
    with book.read() as sql:
        found = card(sql, book.rhythms, who, book.today())
    assert found is not None
    return found


def refused(book: Book, entry: CustomerEntry, **more: Any) -> list[Problem]:
    """The problems that adding ``entry`` meets; nothing is written."""
    before = snapshot(book)
    with pytest.raises(Refused) as found:
        add_customer(book, entry=entry, **more)
    assert snapshot(book) == before
    return list(found.value.problems)


FULL = CustomerEntry(
    name="欧阳小明", alias="小欧", phones=[PhoneEntry("138 2204 5678", "本人"), PhoneEntry("021-66668888转801", "公司", True)],
    kind="firm", sex="female", birthday="农历1988年八月初三", email="a@b.cn", wechat="oy_88", address="幸福路 3 号",
    occupation="教师", member_no="V007", note="第一行\n第二行",
    contacts=[ContactEntry("赵秘书", "13900001234", "秘书", "周一不在")],
    tags=["染发", "会员"], channel_id=1, referrer_id=None, do_not_contact=True,
    opening=OpeningEntry("20", "1500", "2020-01-01", "2026-02-20", "30"),
)  # fmt: skip


def test_all_that_is_entered_stands_on_the_card(book: Book) -> None:
    friend = customer(book, "李丽华")
    done = add_customer(book, entry=replace(FULL, referrer_id=friend))
    assert done.id is not None
    c = card_of(book, done.id)
    assert (c.name, c.alias, c.shown_name, c.kind, c.sex) == ("欧阳小明", "小欧", "欧阳小明", "firm", "female")
    assert [(p.number, p.label, p.wrong) for p in c.phones] == [
        ("13822045678", "本人", False), ("02166668888-801", "公司", True),
    ]  # fmt: skip
    assert c.birthday == Birthday(Calendar.LUNAR, 8, 3, 1988)
    assert (c.email, c.wechat, c.address, c.occupation) == ("a@b.cn", "oy_88", "幸福路 3 号", "教师")
    assert (c.member_no, c.note, c.tags) == ("V007", "第一行\n第二行", ("会员", "染发"))
    assert c.contacts == (ContactEntry("赵秘书", "13900001234", "秘书", "周一不在"),)
    assert (c.first_source, c.first_source_day, c.latest_source) == ("路过", DAY, "路过")
    assert c.referrer is not None and c.referrer.name == "李丽华"
    assert [p.name for p in card_of(book, friend).brought] == ["欧阳小明"]
    assert c.do_not_contact
    opening = c.opening
    assert isinstance(opening, CleanOpening)
    assert (opening.visits, opening.total_cents, opening.gap) == (20, 150_000, 30)
    assert say(done.changed.label) == "记新客户 欧阳小明"
    check(book, ["欧阳", "小欧", "5678", "8888", "V007", "赵", "1234", "染发", "oy"])


def test_either_a_name_or_what_one_is_called_is_enough(book: Book) -> None:
    done = add_customer(book, entry=CustomerEntry(alias="3栋阿姨"))
    assert done.id is not None
    assert card_of(book, done.id).shown_name == "3栋阿姨"
    assert say(done.changed.label) == "记新客户 3栋阿姨"
    (problem,) = refused(book, CustomerEntry(phones=[PhoneEntry("13822045678")]))
    assert problem.field == "name"
    assert say(problem.message) == "请填姓名，或者填一个认得出的称呼，如李姐"


def test_changing_writes_only_what_changed_and_undo_brings_back_all(book: Book) -> None:
    done = add_customer(book, entry=FULL)
    assert done.id is not None
    before = snapshot(book)
    assert change_customer(book, customer_id=done.id, entry=FULL).changed.entry is None
    entry = replace(
        FULL, name="欧阳晓明", phones=FULL.phones[1:], tags=["会员", "老街坊"], contacts=[], channel_id=2, opening=None,
        birthday="1990.5.1", do_not_contact=False,
    )  # fmt: skip
    change_customer(book, customer_id=done.id, entry=entry)
    c = card_of(book, done.id)
    assert (c.name, len(c.phones), c.tags, c.contacts, c.opening) == ("欧阳晓明", 1, ("会员", "老街坊"), (), None)
    assert c.birthday == Birthday(Calendar.SOLAR, 5, 1, 1990)
    check(book, ["欧阳", "5678", "老街坊"])
    undo(book)
    assert snapshot(book) == before
    check(book, ["欧阳", "5678", "老街坊"])


def test_the_first_source_is_corrected_on_its_day_the_latest_moves_on(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", channel_id=1)
    clock.day += 10
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王小明", channel_id=2, latest_channel_id=3))
    c = card_of(book, who)
    assert (c.first_channel_id, c.first_source_day) == (2, DAY)
    assert (c.latest_channel_id, c.latest_source_day) == (3, DAY + 10)
    later = customer(book, "李丽华")
    assert card_of(book, later).first_source_day is None
    change_customer(book, customer_id=later, entry=CustomerEntry(name="李丽华", channel_id=1))
    c = card_of(book, later)
    assert (c.first_channel_id, c.first_source_day, c.latest_channel_id) == (1, DAY + 10, 1)


# bad input ---------------------------------------------------------------------------------------------------------------

LINES = ["name", "alias", "wechat", "address", "occupation", "member_no", "email"]


@pytest.mark.parametrize("field", LINES)
def test_pasted_dirt_is_cleaned_without_a_word(book: Book, field: str) -> None:
    dirty = "  a\u202eb\u200f＠\r\nｃ\u0000\u200b．cn\x07  "
    done = add_customer(book, entry=CustomerEntry(**{"name": "王", field: dirty}), accepted={"email:email_odd"})
    assert done.id is not None
    value = getattr(card_of(book, done.id), field)
    assert value == ("ab@c.cn" if field == "email" else "ab@ c.cn")


@pytest.mark.parametrize("field", [*LINES, "note"])
def test_what_is_too_long_is_refused_beside_its_field_not_cut(book: Book, field: str) -> None:
    (problem,) = refused(book, CustomerEntry(**{"name": "王", field: "长" * 5000}))
    assert (problem.field, problem.message.key, problem.asks) == (field, "text_too_long", False)
    assert problem.cure is not None
    assert add_customer(
        book, entry=CustomerEntry(**{"name": "王", field: problem.cure}), accepted={"email:email_odd"}
    ).id


@pytest.mark.parametrize("dirt", ["", "   ", "\n\t\u3000", "\u202e\u200b", "\x00"])
def test_nothing_visible_is_nothing(book: Book, dirt: str) -> None:
    problems = refused(book, CustomerEntry(name=dirt, alias=dirt))
    assert [(p.field, p.message.key) for p in problems] == [("name", "name_or_alias")]
    entry = CustomerEntry(
        name="王", alias=dirt, phones=[PhoneEntry(dirt)], birthday=dirt, email=dirt, note=dirt, tags=[dirt], member_no=dirt,
        contacts=[ContactEntry(dirt, dirt)], opening=OpeningEntry(dirt, dirt, dirt, dirt, dirt),
    )  # fmt: skip
    done = add_customer(book, entry=entry)
    assert done.id is not None
    c = card_of(book, done.id)
    assert (c.phones, c.birthday, c.tags, c.contacts, c.note) == ((), None, (), (), "")


def test_emoji_stay_in_what_one_is_called_and_leave_a_name(book: Book) -> None:
    done = add_customer(book, entry=CustomerEntry(name="王🌸小明", alias="🌸花花", tags=["👍"]))
    assert done.id is not None
    c = card_of(book, done.id)
    assert (c.name, c.alias, c.tags) == ("王小明", "🌸花花", ("👍",))
    (problem,) = refused(book, CustomerEntry(name="🌸🌸"))
    assert (problem.field, problem.message.key) == ("name", "name_without_letters")


REFUSED = [
    ({"phones": [PhoneEntry("13822045678老公")]}, "phone", "phone_letters"),
    ({"phones": [PhoneEntry("13822045678"), PhoneEntry("不知道")]}, "phone2", "phone_no_digits"),
    ({"phones": [PhoneEntry("1" * 5000)]}, "phone", "text_too_long"),
    ({"phones": [PhoneEntry("13822045678", "标" * 50)]}, "phone", "text_too_long"),
    ({"birthday": "哪天"}, "birthday", "birthday_unreadable"),
    ({"birthday": "2月30日"}, "birthday", "birthday_impossible"),
    ({"tags": ["标" * 50]}, "tags", "text_too_long"),
    ({"contacts": [ContactEntry("🌸")]}, "contacts", "name_without_letters"),
    ({"contacts": [ContactEntry("赵", "9" * 500)]}, "contacts", "text_too_long"),
    ({"opening": OpeningEntry(visits="0")}, "opening_visits", "whole_number"),
    ({"opening": OpeningEntry(visits="-3")}, "opening_visits", "whole_number"),
    ({"opening": OpeningEntry(visits="9" * 5000)}, "opening_visits", "whole_number"),
    ({"opening": OpeningEntry(gap="两周")}, "opening_gap", "whole_number"),
    ({"opening": OpeningEntry(total="很多")}, "opening_total", "amount_unreadable"),
    ({"opening": OpeningEntry(first="2025-1-1", last="2024-1-1")}, "opening_first", "opening_first_after_last"),
    ({"opening": OpeningEntry("1", first="2024-1-1", last="2024-1-2")}, "opening_visits", "opening_one_visit_two_days"),
    ({"opening": OpeningEntry(first="上辈子")}, "opening_first", "day_unreadable"),
]


@pytest.mark.parametrize(("fields", "field", "key"), REFUSED)
def test_what_cannot_be_kept_is_refused_in_one_sentence(
    book: Book, fields: dict[str, Any], field: str, key: str
) -> None:
    (problem,) = refused(book, CustomerEntry(name="王小明", **fields), accepted={f"{field}:{key}"})
    assert (problem.field, problem.message.key, problem.asks) == (field, key, False)
    assert len(say(problem.message)) > 4


ASKED = [
    ({"phones": [PhoneEntry("1382204567")]}, "phone", "phone_mobile_short"),
    ({"phones": [PhoneEntry("12345678901")]}, "phone", "phone_mobile_prefix"),
    ({"phones": [PhoneEntry("110")]}, "phone", "phone_short"),
    ({"phones": [PhoneEntry("13822045678"), PhoneEntry("138220456789")]}, "phone2", "phone_mobile_long"),
    ({"contacts": [ContactEntry("赵", "1234567")]}, "contacts", "phone_mobile_short"),
    ({"email": "没有信箱"}, "email", "email_odd"),
    ({"birthday": "2090-1-1"}, "birthday", "birthday_future"),
    ({"birthday": "1850-1-1"}, "birthday", "birthday_long_ago"),
    ({"opening": OpeningEntry(last="2027-1-1")}, "opening_last", "day_future"),
    ({"opening": OpeningEntry(total="-5")}, "opening_total", "amount_negative"),
    ({"opening": OpeningEntry(total="99999999")}, "opening_total", "amount_absurd"),
    ({"opening": OpeningEntry("9", first="2024-1-1", last="2024-1-5")}, "opening_visits", "opening_more_than_days"),
]


@pytest.mark.parametrize(("fields", "field", "key"), ASKED)
def test_what_is_odd_asks_and_is_kept_when_the_owner_says_so(
    book: Book, fields: dict[str, Any], field: str, key: str
) -> None:
    entry = CustomerEntry(name="王小明", **fields)
    (problem,) = refused(book, entry)
    assert (problem.field, problem.message.key, problem.asks) == (field, key, True)
    assert len(say(problem.message)) > 4
    done = add_customer(book, entry=entry, accepted={problem.answer})
    assert done.id is not None
    check(book, ["王", "1"])
    assert change_customer(book, customer_id=done.id, entry=entry, accepted={problem.answer}).changed.entry is None


def test_every_problem_is_said_at_once(book: Book) -> None:
    problems = refused(
        book, CustomerEntry(phones=[PhoneEntry("110")], email="x", birthday="?", opening=OpeningEntry(gap="x"))
    )
    assert {p.field for p in problems} == {"name", "email", "birthday", "phone", "opening_gap"}
    with pytest.raises(Refused) as found:
        add_customer(book, entry=CustomerEntry(name="王", phones=[PhoneEntry("110")]))
    assert found.value.only_asks


def test_the_same_number_twice_is_one(book: Book) -> None:
    who = customer(book, "王小明", "13822045678", "+86 138-2204-5678", "021 66668888 转 1", "021 66668888")
    assert [p.number for p in card_of(book, who).phones] == ["13822045678", "02166668888-1", "02166668888"]


# links -------------------------------------------------------------------------------------------------------------------


def test_a_member_number_is_one_persons(book: Book) -> None:
    first = customer(book, "王小明", member_no="V007")
    (problem,) = refused(book, CustomerEntry(name="李丽华", member_no=" Ｖ007 "))
    assert (problem.field, say(problem.message)) == ("member_no", "这个会员号已经是 王小明 的，请换一个")
    change_customer(
        book, customer_id=first, entry=CustomerEntry(name="王大明", member_no="V007")
    )  # one's own is no clash
    customer(book, "无号一")
    customer(book, "无号二")
    delete_customer(book, customer_id=first)
    second = customer(book, "李丽华", member_no="V007")
    with pytest.raises(Refused) as found:
        restore_customer(book, customer_id=first)
    assert [p.message.numbers["name"] for p in found.value.problems] == ["李丽华"]
    delete_customer(book, customer_id=second)
    restore_customer(book, customer_id=first)
    assert card_of(book, first).member_no == "V007"


def test_nobody_is_brought_by_themselves_or_by_whom_they_brought(book: Book) -> None:
    one = customer(book, "一")
    two = customer(book, "二", referrer_id=one)
    three = customer(book, "三", referrer_id=two)
    for who, name, by in ((one, "一", one), (one, "一", two), (one, "一", three), (two, "二", three)):
        with pytest.raises(Refused) as found:
            change_customer(book, customer_id=who, entry=CustomerEntry(name=name, referrer_id=by))
        assert [(p.field, p.message.key) for p in found.value.problems] == [("referrer", "referrer_circle")]
    delete_customer(book, customer_id=two)
    with pytest.raises(Refused):  # 回收站 is no way round
        change_customer(book, customer_id=one, entry=CustomerEntry(name="一", referrer_id=three))
    change_customer(book, customer_id=three, entry=CustomerEntry(name="三", referrer_id=one))


@pytest.mark.parametrize("field", ["channel_id", "latest_channel_id", "referrer_id"])
def test_what_is_picked_must_be_there(book: Book, field: str) -> None:
    before = snapshot(book)
    with pytest.raises(NoSuchRow):
        add_customer(book, entry=CustomerEntry(name="王", **{field: 404}))
    assert snapshot(book) == before


def test_a_customer_who_is_not_there_or_thrown_away_is_said_so(book: Book) -> None:
    thrown = customer(book, "王小明", "13822045678")
    delete_customer(book, customer_id=thrown)
    before = snapshot(book)
    entry = CustomerEntry(name="x")
    for who in (thrown, 404):
        for attempt in (
            lambda w=who: change_customer(book, customer_id=w, entry=entry),
            lambda w=who: delete_customer(book, customer_id=w),
            lambda w=who: pin(book, customer_id=w, stage=Stage.LOYAL),
            lambda w=who: unpin(book, customer_id=w),
            lambda w=who: tag_customers(book, customer_ids=[w], tag="x"),
            lambda w=who: visit(book, w),
        ):
            with pytest.raises(NoSuchRow) as found:
                attempt()
            assert "回收站" in say(found.value.message)
    for attempt in (
        lambda: restore_customer(book, customer_id=404),
        lambda: mark_phone(book, phone_id=404, wrong=True),
    ):
        with pytest.raises(NoSuchRow):
            attempt()
    assert snapshot(book) == before


# pins, tags, phones, 回收站 -------------------------------------------------------------------------------------------------


def test_a_pin_says_who_when_and_why(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    clock.day += 2
    assert say(pin(book, customer_id=who, stage=Stage.LAPSED, why="搬走了").changed.label) == "标为流失 王小明"
    c = card_of(book, who)
    assert c.pin is not None
    assert (c.pin.stage, c.pin.by, c.pin.day, c.pin.why) == (Stage.LAPSED, "店主", DAY + 2, "搬走了")
    assert (c.stage, c.stage_by_rule) == (Stage.LAPSED, Stage.PROSPECT)
    unpin(book, customer_id=who)
    c = card_of(book, who)
    assert (c.pin, c.stage) == (None, Stage.PROSPECT)
    assert unpin(book, customer_id=who).changed.entry is None
    with pytest.raises(Refused):
        pin(book, customer_id=who, stage=Stage.LOYAL, why="长" * 200)
    with pytest.raises(ValueError, match="new"):
        pin(book, customer_id=who, stage=Stage.NEW)


def test_a_tag_for_many_at_once(book: Book) -> None:
    ids = [customer(book, f"客{i}", tags=["旧"] if i else ["新"]) for i in range(3)]
    before = snapshot(book)
    done = tag_customers(book, customer_ids=[*ids, ids[0]], tag=" 新 ")
    assert done.changed.customers == set(ids[1:])
    assert [card_of(book, i).tags for i in ids] == [("新",), ("新", "旧"), ("新", "旧")]
    assert tag_customers(book, customer_ids=ids, tag="新").changed.entry is None
    check(book, ["新", "旧"])
    undo(book)
    assert snapshot(book) == before
    for bad in ("", "长" * 50):
        with pytest.raises(Refused):
            tag_customers(book, customer_ids=ids, tag=bad)
    with pytest.raises(NoSuchRow):
        tag_customers(book, customer_ids=[ids[0], 404], tag="另一个")
    assert snapshot(book) == before


def test_a_wrong_number_is_marked_not_lost(book: Book) -> None:
    who = customer(book, "王小明", "13822045678", "13900001234")
    assert say(mark_phone(book, phone_id=1, wrong=True).changed.label) == "标为空号 王小明"
    assert [p.wrong for p in card_of(book, who).phones] == [True, False]
    check(book, ["5678", "1234"])
    assert mark_phone(book, phone_id=1, wrong=True).changed.entry is None
    assert say(mark_phone(book, phone_id=1, wrong=False).changed.label) == "去掉空号 王小明"


def test_deleting_is_moving_to_the_bin_and_all_comes_back(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13822045678")
    visit(book, who, ago=3)
    before = snapshot(book)
    clock.minute += 5
    delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert list(customer_ids(sql, DAY)) == []
        assert [(t.table, t.id, t.name, t.deleted_at) for t in recycle_bin(sql)] == [
            ("customer", who, "王小明", int(clock()))
        ]
    assert card_of(book, who).deleted
    check(book, ["王", "5678"])
    restore_customer(book, customer_id=who)
    assert snapshot(book) == before
    assert restore_customer(book, customer_id=who).changed.entry is None
    with book.read() as sql:
        assert recycle_bin(sql) == []
    check(book, ["王", "5678"])


def test_who_looked_at_an_older_version_does_not_overwrite_the_newer(book: Book) -> None:
    """Also when only a number or a tag was changed meanwhile: the form would write the old ones back."""
    who = customer(book, "王小明", "13822045678")
    meanwhile = (
        lambda: mark_phone(book, phone_id=1, wrong=True),
        lambda: tag_customers(book, customer_ids=[who], tag="新"),
        lambda: change_customer(
            book, customer_id=who, entry=CustomerEntry(name="王小明", phones=[PhoneEntry("13900001234")])
        ),
        lambda: change_customer(book, customer_id=who, entry=CustomerEntry(name="王大明", tags=["新"])),
        lambda: undo(book),
    )
    for change in meanwhile:
        seen = card_of(book, who).version
        change()
        with pytest.raises(Stale):
            change_customer(book, customer_id=who, entry=CustomerEntry(name="王旧"), seen=seen)
    seen = card_of(book, who).version
    visit(book, who)  # a visit is no change of what the form shows
    change_customer(book, customer_id=who, entry=CustomerEntry(name="王新"), seen=seen)


def test_an_opening_day_typed_is_the_day_kept(book: Book) -> None:
    who = customer(book, "老客", opening=OpeningEntry(last=typed_day(DAY - 4)))
    kept = card_of(book, who).opening
    assert kept is not None and kept.last == DAY - 4
