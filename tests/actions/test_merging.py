"""合并客户 in a real book: all that hangs on one hangs on the other, in one step that is taken back whole; and parted again."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from kyuanbook.actions import consents, events, lists, reprint, sheets
from kyuanbook.actions.customers import change_customer, delete_customer, restore_customer, tag_customers
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.merging import hanging, merge_customers, part_customers
from kyuanbook.actions.relations import add_relation
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.rewards import give, take_back
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.touches import record_touch
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import open_book
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import finding, results, rewards
from kyuanbook.book.queries.card import Card, recycle_bin
from kyuanbook.book.queries.merging import compare
from kyuanbook.book.queries.relations import Side
from kyuanbook.book.tables import METADATA, WinBack
from kyuanbook.language import say
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.consents import ConsentEntry
from kyuanbook.rules.custom import Kind, Owner
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.merging import Fact, Of
from kyuanbook.rules.touches import TouchEntry, TouchKind
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry import as_typed
from tests.actions.test_results import printed, rows
from tests.actions.test_rewards import start
from tests.book.factories import DAY, Clock, customer, regular, snapshot, visit
from tests.book.truth import check, table


def merge(book: Book, kept: int, other: int, chosen: dict[Fact | int, Of] | None = None, accepted: Collection[str] = ()) -> Done:
    return merge_customers(book, kept_id=kept, other_id=other, chosen=chosen, accepted=accepted)


def refused(book: Book, kept: int, other: int, accepted: Collection[str] = ()) -> str:
    before = snapshot(book, versions=True)
    with pytest.raises(Refused) as caught:
        merge(book, kept, other, accepted=accepted)
    assert snapshot(book, versions=True) == before
    return say(caught.value.problems[0].message)


def card(book: Book, who: int) -> Card:
    with book.read() as sql:
        found = cards.card(sql, book.rhythms, who, book.today())
    assert found is not None
    return found


def named_anywhere(book: Book, who: int) -> set[tuple[str, str]]:
    """(table, column) in which a customer is named, as the schema itself says where one may be."""
    found = set()
    with book.read() as sql:
        for one in METADATA.sorted_tables:
            for key in one.foreign_keys:
                if key.column.table.name == "customer" and sql.value(
                    f"SELECT 1 FROM {one.name} WHERE {key.parent.name} = :id", id=who
                ):
                    found.add((one.name, key.parent.name))
        if sql.value("SELECT 1 FROM call_list_row WHERE customer_id = :id", id=who):
            found.add(("call_list_row", "customer_id"))
    return found


# what moves --------------------------------------------------------------------------------------------------------------


def test_visits_touches_numbers_and_all_that_hangs_on_them(book: Book) -> None:
    kept = customer(book, "李雪", "13800005678", wechat="lixue", tags=("染发",), note="怕烫")
    other = customer(
        book, "李晓雪", "13800005678", "13911112222", wechat="xiaoxue", member_no="V7", tags=("染发", "会员"), note="左撇子"
    )
    friend = customer(book, "王敏", referrer_id=other)
    for ago in (90, 60, 30):
        visit(book, kept, "100", ago)
    for ago in (75, 45, 15):
        visit(book, other, "40", ago)
    record_touch(book, customer_id=other, entry=TouchEntry(kind=TouchKind.CALL, outcome="reached"))
    add_relation(book, customer_id=friend, side=Side.CUSTOMER, other_id=other, kind_id=1)
    tag_customers(book, customer_ids=[other], tag="老街坊")
    before = snapshot(book)
    done = merge(book, kept, other)
    assert say(done.changed.label) == "把李晓雪并入李雪" and done.id == kept
    one = card(book, kept)
    assert (one.name, one.alias, one.wechat, one.member_no) == ("李雪", "李晓雪", "lixue", "V7")
    assert [p.number for p in one.phones] == ["13800005678", "13911112222"]
    assert set(one.tags) == {"染发", "会员", "老街坊"}
    assert one.note == "怕烫\n左撇子\n合并前另记：微信 xiaoxue"
    assert (one.visits, one.total_cents) == (6, 42_000) and [p.id for p in one.brought] == [friend]
    with book.read() as sql:
        gaps = [line.gap for line in cards.visits(sql, kept)]
        happened = cards.timeline(sql, kept)
        book.haystack.build(sql)
        assert [row.id for row in finding.find_customers(sql, book.haystack, "lixiaoxue", DAY, 5)] == [kept]
    assert gaps == [15, 15, 15, 15, 15, None]
    assert sum(line.touch is not None for line in happened) == 1
    told = {say(line.entry.label) for line in happened if line.entry is not None}
    assert told >= {"记新客户 李雪", "记新客户 李晓雪", "把李晓雪并入李雪"}
    assert named_anywhere(book, other) == set()
    check(book, ["李", "lxx", "5678", "xiaoxue", "V7"])
    after = snapshot(book)
    undo(book)
    assert snapshot(book) == before
    redo(book)
    assert snapshot(book) == after
    check(book, ["李", "lxx", "5678", "V7"])


def test_every_column_that_names_a_customer_is_looked_after() -> None:
    keys = {
        (one.name, key.parent.name) for one in METADATA.sorted_tables for key in one.foreign_keys
        if key.column.table.name == "customer"
    }  # fmt: skip
    ours = {(str(made.__tablename__), column) for made, column in hanging()}
    derived = {name for name, _ in keys} - {name for name, _ in ours} - {"customer"}
    assert keys - ours - {(n, c) for n, c in keys if n in derived} == {("customer", "merged_into_id")}
    assert derived <= {"derived", "standing", "customer_key", "tier_change", "due_again", "search_text"}


def test_the_owner_chooses_and_what_gives_way_is_noted(book: Book) -> None:
    from kyuanbook.actions.custom import add_field

    plate = add_field(book, owner=Owner.CUSTOMER, kind=Kind.TEXT, name="车牌").id
    assert plate is not None
    kept = customer(book, "李雪", birthday="3.7", custom={plate: "粤B12345"})
    other = customer(book, "李晓雪", birthday="农历八月初三", custom={plate: "粤B99999"}, do_not_contact=True)
    with book.read() as sql:
        seen = compare(sql, kept, other)
    assert seen is not None
    assert [(d.title, d.kept, d.other) for d in seen.differences] == [
        ("姓名", "李雪", "李晓雪"), ("生日", "3月7日", "农历八月初三"), ("车牌", "粤B12345", "粤B99999"),
    ]  # fmt: skip
    merge(book, kept, other, {Fact.NAME: Of.OTHER, Fact.BIRTHDAY: Of.OTHER, plate: Of.OTHER})
    one = card(book, kept)
    assert (one.name, one.alias, one.do_not_contact) == ("李晓雪", "李雪", True)
    assert one.birthday is not None and say(one.birthday.words) == "农历八月初三"
    assert one.note == "合并前另记：生日 3月7日，车牌 粤B12345"
    with book.read() as sql:
        assert [v["text"] for v in table(sql, "custom_value")] == ["粤B99999"]


def test_what_both_say_stands_there_once(book: Book) -> None:
    kept, other, friend = customer(book, "李雪"), customer(book, "李晓雪"), customer(book, "王敏")
    event = events.add_event(book, entry=EventEntry(name="沙龙", channel_id=1, first="今天")).id
    assert event is not None
    events.invite(book, event_id=event, customer_ids=[kept, other])
    events.sign_in(book, event_id=event, customer_id=other)
    add_relation(book, customer_id=kept, side=Side.CUSTOMER, other_id=friend, kind_id=1)
    add_relation(book, customer_id=friend, side=Side.CUSTOMER, other_id=other, kind_id=1)
    add_relation(book, customer_id=kept, side=Side.CUSTOMER, other_id=other, kind_id=2)
    consents.record_consent(book, customer_id=kept, entry=ConsentEntry(day="2026-01-01"))
    consents.record_consent(book, customer_id=other, entry=ConsentEntry(day="2025-01-01", withdrawn="2026-02-01"))
    merge(book, kept, other)
    with book.read() as sql:
        guests = [(g["customer_id"], g["state"]) for g in table(sql, "event_guest")]
        related = [(r["customer_id"], r["other_id"], r["kind_id"]) for r in table(sql, "relation")]
        held = [(c["customer_id"], c["withdrawn_day"] is not None) for c in table(sql, "consent")]
    assert guests == [(kept, GuestState.CAME)]
    assert related == [(kept, friend, 1)]
    assert held == [(kept, True), (kept, True)], "what was taken back under one name is taken back"


# printed lists -----------------------------------------------------------------------------------------------------------


def test_a_list_is_printed_again_to_the_byte_and_answered_for_whoever_it_is_now(book: Book, clock: Clock) -> None:
    kept, other = (regular(book, name, 10, 4, 60, phone=f"1380000567{i}") for i, name in enumerate(("李雪", "李晓雪")))
    refresh_calls(book)
    drawn = lists.draft(book, customer_ids=[kept, other])
    made, done = sheets.print_list(book, drawn=drawn, paper=Paper.A4, says=sheets.Says(phones=False, words=True))
    number = done.id
    assert number is not None
    merge(book, kept, other)
    visit(book, kept, "50")
    assert reprint.print_again(book, number=number).pdf == made.pdf
    first, second = rows(book, number)
    by_name = {row.name: row for row in (first, second)}
    assert (by_name["李雪"].into, by_name["李晓雪"].into) == ("", "李雪")
    assert (first.same_as, second.same_as) == (None, 1)
    answer_row(book, row_id=by_name["李晓雪"].id, entry=AnswerEntry("reached", "下周来"))
    assert [t.touch.note for t in timeline(book, kept) if t.touch is not None] == ["下周来"]
    merged = by_name["李晓雪"]
    assert merged.customer_id == kept and merged.whose is results.Whose.HERE


def test_who_was_left_alone_under_one_name_and_rung_under_the_other_was_rung(book: Book) -> None:
    kept, other, third = customer(book, "李雪"), customer(book, "李晓雪"), customer(book, "王敏")
    number = printed(book, kept)
    with book.write("hold_back") as unit:
        for who in (other, third):
            unit.insert(WinBack, customer_id=who, day=DAY, held=True, batch=number, created_at=unit.at)
    merge(book, kept, other)
    with book.read() as sql:
        assert [row["customer_id"] for row in table(sql, "win_back")] == [third]
    undo(book)
    with book.read() as sql:
        assert [row["customer_id"] for row in table(sql, "win_back")] == [other, third]
    merge(book, third, other)
    with book.read() as sql:
        assert [row["customer_id"] for row in table(sql, "win_back")] == [third], "left alone under both names: once"


def timeline(book: Book, who: int) -> list[cards.Happening]:
    with book.read() as sql:
        return cards.timeline(sql, who)


# who brought whom, and what they got for it ----------------------------------------------------------------------------


def test_that_one_brought_the_other_is_asked(book: Book) -> None:
    kept = customer(book, "李雪")
    other = customer(book, "李晓雪", referrer_id=kept)
    assert refused(book, kept, other) == "李晓雪记的是李雪介绍来的，合成一位以后就没有这个介绍人了"
    merge(book, kept, other, accepted={"other:merge_referred"})
    assert card(book, kept).referrer is None


def test_a_circle_of_those_who_brought_one_another_is_refused(book: Book) -> None:
    kept = customer(book, "李雪")
    between = customer(book, "王敏", referrer_id=kept)
    other = customer(book, "李晓雪", referrer_id=between)
    assert refused(book, kept, other) == (
        "合成一位以后，王敏既是介绍人又是被介绍的，绕成了一圈：先把介绍人改对，再合并"
    )


def test_a_reward_given_between_the_two_is_taken_back_first(book: Book) -> None:
    start(book)
    kept = customer(book, "李雪")
    other = customer(book, "李晓雪", referrer_id=kept)
    visit(book, other, "100")
    entry = give(book, customer_id=kept).id
    assert entry is not None
    assert refused(book, kept, other, {"other:merge_referred"}) == (
        "李雪介绍李晓雪的奖励（¥20）已经给过，自己不能介绍自己：先把这笔奖励收回，再合并"
    )
    take_back(book, entry_id=entry)
    merge(book, kept, other, accepted={"other:merge_referred"})
    with book.read() as sql:
        assert not rewards.owed(sql) and not rewards.over(sql)
    check(book, ["李"])


def test_a_reward_owed_for_both_is_owed_once_and_one_given_twice_is_given_too_much(book: Book) -> None:
    start(book)
    by = customer(book, "王敏")
    kept, other = customer(book, "李雪", referrer_id=by), customer(book, "李晓雪", referrer_id=by)
    visit(book, kept, "100")
    visit(book, other, "100")
    with book.read() as sql:
        assert [row.what for row in rewards.owed(sql)] == ["¥40"]
    before = snapshot(book)
    merge(book, kept, other)
    with book.read() as sql:
        assert [row.what for row in rewards.owed(sql)] == ["¥20"]
    undo(book)
    assert snapshot(book) == before
    give(book, customer_id=by)
    merge(book, kept, other)
    with book.read() as sql:
        assert [(row.name, row.what) for row in rewards.over(sql)] == [("王敏", "¥20")]


def test_another_referrer_is_asked_where_the_one_was_paid(book: Book) -> None:
    start(book)
    first, second = customer(book, "王敏"), customer(book, "赵云")
    kept, other = customer(book, "李雪", referrer_id=first), customer(book, "李晓雪", referrer_id=second)
    visit(book, other, "100")
    give(book, customer_id=second)
    assert refused(book, kept, other) == "已经为这位给过赵云介绍奖励（¥20），换了介绍人就成了多给的"
    merge(book, kept, other, {Fact.REFERRER: Of.OTHER})
    one = card(book, kept)
    assert one.referrer is not None and one.referrer.id == second and "介绍人 王敏" in one.note


# parted ------------------------------------------------------------------------------------------------------------------


def test_parted_long_after_each_has_what_was_theirs(book: Book, clock: Clock) -> None:
    kept, other = customer(book, "李雪", "13800005678"), customer(book, "李晓雪", "13911112222", member_no="V7")
    visit(book, kept, "100", 30)
    visit(book, other, "40", 20)
    merge(book, kept, other)
    with book.read() as sql:
        assert [(one.name, one.kind) for one in recycle_bin(sql)] == [("李晓雪", "李雪")]
    clock.day += 5
    visit(book, kept, "60")
    customer(book, "王敏")
    done = restore_customer(book, customer_id=other)
    assert say(done.changed.label) == "把李晓雪从李雪分开"
    assert (card(book, kept).total_cents, card(book, other).total_cents) == (16_000, 4_000)
    assert card(book, kept).member_no == "" and card(book, other).member_no == "V7"
    check(book, ["李", "5678", "2222", "V7"])
    undo(book)
    assert card(book, kept).total_cents == 20_000
    check(book, ["李", "5678", "2222"])
    redo(book)
    undo(book)
    undo(book)  # 王敏
    undo(book)  # the visit
    undo(book)  # the merging
    assert card(book, other).total_cents == 4_000


def test_after_a_change_to_what_was_merged_it_is_said_why_not(book: Book) -> None:
    kept, other = customer(book, "李雪"), customer(book, "李晓雪", "13911112222")
    merge(book, kept, other)
    entry = as_typed.customer(card(book, kept), DAY)
    change_customer(book, customer_id=kept, entry=replace(entry, phones=(), alias="雪姐"))
    before = snapshot(book, versions=True)
    with pytest.raises(Refused) as caught:
        part_customers(book, customer_id=other)
    assert say(caught.value.problems[0].message) == "合并以后又改过合并时动过的内容，“李晓雪”分不出来了；还能接着用“李雪”"
    assert snapshot(book, versions=True) == before


def test_of_three_that_are_one_the_last_goes_first(book: Book) -> None:
    first, second, third = (customer(book, name) for name in ("李雪", "李晓雪", "小雪"))
    visit(book, first, "10", 3)
    merge(book, second, first)
    merge(book, third, second)
    assert card(book, third).total_cents == 1_000
    assert {say(h.entry.label) for h in timeline(book, third) if h.entry is not None} >= {"记新客户 李雪", "把李雪并入李晓雪"}
    with pytest.raises(Refused, match="part_merged_on"):
        part_customers(book, customer_id=first)
    part_customers(book, customer_id=second)
    part_customers(book, customer_id=first)
    assert card(book, first).total_cents == 1_000 and card(book, third).total_cents == 0


def test_whoever_stays_lies_in_the_bin(book: Book) -> None:
    kept, other = customer(book, "李雪"), customer(book, "李晓雪")
    merge(book, kept, other)
    delete_customer(book, customer_id=kept)
    with pytest.raises(Refused, match="part_deleted"):
        restore_customer(book, customer_id=other)
    restore_customer(book, customer_id=kept)
    restore_customer(book, customer_id=other)


def test_not_while_somebody_else_has_their_member_number(book: Book) -> None:
    kept, other = customer(book, "李雪", member_no="V1"), customer(book, "李晓雪", member_no="V7")
    merge(book, kept, other)
    third = customer(book, "王敏", member_no="V7")
    with pytest.raises(Refused, match="member_no_taken"):
        restore_customer(book, customer_id=other)
    delete_customer(book, customer_id=third)
    restore_customer(book, customer_id=other)
    assert (card(book, kept).member_no, card(book, other).member_no) == ("V1", "V7")


def test_the_number_that_is_rung_stays_the_first(book: Book) -> None:
    kept = customer(book, "李雪", "13800000001", "13800000002")
    other = customer(book, "李晓雪", "13800000003", "13800000002", "13800000004")
    merge(book, kept, other)
    assert [p.number[-1] for p in card(book, kept).phones] == ["1", "2", "3", "4"]


def test_nobody_is_merged_into_themselves_or_with_nobody(book: Book) -> None:
    kept, other = customer(book, "李雪"), customer(book, "李晓雪")
    assert refused(book, kept, kept) == "这是同一位客户，选另一位"
    delete_customer(book, customer_id=other)
    with pytest.raises(NoSuchRow):
        merge(book, kept, other)
    with book.read() as sql:
        assert compare(sql, kept, other) is None
    with pytest.raises(NoSuchRow):
        part_customers(book, customer_id=other)


def test_it_stands_after_a_restart(book: Book, clock: Clock, tmp_path: Path) -> None:
    kept, other = customer(book, "李雪"), customer(book, "李晓雪")
    record_visit(book, customer_id=other, entry=VisitEntry(amount="35"))
    merge(book, kept, other)
    book.close()
    again = open_book(book.path, who="店主", clock=clock)
    assert card(again, kept).total_cents == 3_500
    undo(again)
    assert card(again, other).total_cents == 3_500
    again.close()


def test_an_answered_list_row_comes_back_with_its_answer(book: Book) -> None:
    kept, other = customer(book, "李雪"), customer(book, "李晓雪", "13911112222")
    number = printed(book, other)
    answer_row(book, row_id=rows(book, number)[0].id, entry=AnswerEntry("wrong_number"))
    merge(book, kept, other)
    assert [p.wrong for p in card(book, kept).phones] == [True]
    assert rows(book, number)[0].answer is not None
    part_customers(book, customer_id=other)
    assert rows(book, number)[0].answer is not None and rows(book, number)[0].customer_id == other
