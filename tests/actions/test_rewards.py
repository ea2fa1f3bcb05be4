"""转介绍奖励 in a real book: owed, taken back, given, given too much; whatever is done, it is one step that 撤销 takes back."""

import random
from dataclasses import replace

import pytest

from kyuanbook.actions import rewards as acts
from kyuanbook.actions.customers import add_customer, change_customer, delete_customer, restore_customer
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.visits import change_visit, delete_visit, record_visit, restore_visit
from kyuanbook.book.errors import BookError
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import rewards
from kyuanbook.language import say
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry, VisitEntry
from kyuanbook.rules.reward_schemes import SchemeEntry
from kyuanbook.rules.rewards import accounts, claims
from kyuanbook.rules.words import Refused
from kyuanbook.ui.entry import as_typed
from tests.book.factories import DAY, FUTURE, Clock, customer, snapshot, typed_day, visit


def start(book: Book, **fields: str) -> int:
    done = acts.start_scheme(book, entry=SchemeEntry(**{"referrer_what": "20", **fields}))
    assert done.id is not None
    return done.id


def owed(book: Book) -> list[tuple[str, str, str]]:
    """(who gets it, what, for whose coming)."""
    with book.read() as sql:
        return [(row.name, row.what, row.names) for row in rewards.owed(sql)]


def over(book: Book) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(row.name, row.what) for row in rewards.over(sql)]


def notes(done: Done) -> list[str]:
    return [say(note) for note in done.notes]


def kinds(book: Book) -> list[str]:
    with book.read() as sql:
        return [row.line.kind.value for row in reversed(rewards.ledger(sql, 99))]


def set_referrer(book: Book, who: int, referrer: int | None, *accepted: str) -> Done:
    with book.read() as sql:
        card = cards.card(sql, book.rhythms, who, book.today())
    assert card is not None
    entry = replace(as_typed.customer(card, book.today()), referrer_id=referrer)
    return change_customer(book, customer_id=who, entry=entry, accepted=accepted)


def test_owed_by_the_first_purchase_given_and_taken_back(book: Book) -> None:
    start(book, newcomer_form="goods", newcomer_what="洗发水")
    old = customer(book, "张姐")
    new = customer(book, "小李", referrer_id=old)
    assert owed(book) == []
    done = record_visit(book, customer_id=new, entry=VisitEntry(amount="100"))
    assert notes(done) == ["该给张姐介绍奖励：¥20", "该给小李介绍奖励：洗发水"]
    assert owed(book) == [("张姐", "¥20", "小李"), ("小李", "洗发水", "")]
    given = acts.give(book, customer_id=old, note="抵扣")
    assert say(given.changed.label) == "给介绍奖励 张姐"
    assert owed(book) == [("小李", "洗发水", "")]
    with pytest.raises(Refused, match="reward_nothing_owed"):
        acts.give(book, customer_id=old)
    undo(book)
    assert len(owed(book)) == 2
    redo(book)
    assert given.id is not None
    back = acts.take_back(book, entry_id=given.id)
    assert say(back.changed.label) == "收回介绍奖励 张姐" and len(owed(book)) == 2
    with pytest.raises(Refused, match="reward_returned_already"):
        acts.take_back(book, entry_id=given.id)
    assert kinds(book) == ["owed", "owed", "given", "returned"]


def test_a_cancelled_purchase_takes_its_reward_back(book: Book) -> None:
    start(book)
    old = customer(book, "张姐")
    new = customer(book, "小李", referrer_id=old)
    first = visit(book, new, "100")
    assert notes(delete_visit(book, visit_id=first)) == ["给张姐的介绍奖励（¥20）不用给了"]
    assert owed(book) == [] and over(book) == []
    assert notes(restore_visit(book, visit_id=first)) == ["该给张姐介绍奖励：¥20"]
    acts.give(book, customer_id=old)
    before = snapshot(book)
    done = delete_visit(book, visit_id=first)
    assert notes(done) == ["已经给了张姐的介绍奖励（¥20）成了多给的"]
    assert over(book) == [("张姐", "¥20")] and owed(book) == []
    undo(book)
    assert snapshot(book) == before and over(book) == []
    change_visit(book, visit_id=first, entry=VisitEntry(amount="0"), accepted={"amount:amount_missing"})
    assert over(book) == [("张姐", "¥20")]
    visit(book, new, "35")
    assert over(book) == [] and owed(book) == []


def test_a_share_follows_the_purchase_put_right(book: Book) -> None:
    start(book, referrer_form="rate", referrer_what="10%")
    old = customer(book, "张姐")
    new = customer(book, "小李", referrer_id=old)
    first = visit(book, new, "100")
    assert owed(book) == [("张姐", "¥10", "小李")]
    change_visit(book, visit_id=first, entry=VisitEntry(amount="250"))
    assert owed(book) == [("张姐", "¥25", "小李")]
    acts.give(book, customer_id=old)
    change_visit(book, visit_id=first, entry=VisitEntry(amount="300"))
    assert owed(book) == [("张姐", "¥5", "小李")]
    change_visit(book, visit_id=first, entry=VisitEntry(amount="100"))
    assert owed(book) == [] and over(book) == [("张姐", "¥15")]


def test_a_referrer_named_later_and_another_one(book: Book) -> None:
    start(book)
    old, other = customer(book, "张姐"), customer(book, "王哥")
    new = customer(book, "小李")
    visit(book, new, "100")
    assert owed(book) == []
    assert notes(set_referrer(book, new, old)) == ["该给张姐介绍奖励：¥20"]
    assert notes(set_referrer(book, new, other)) == ["给张姐的介绍奖励（¥20）不用给了", "该给王哥介绍奖励：¥20"]
    acts.give(book, customer_id=other)
    before = snapshot(book, versions=True)
    with pytest.raises(Refused) as refused:
        set_referrer(book, new, old)
    (asked,) = refused.value.problems
    assert asked.asks and say(asked.message) == "已经为这位给过王哥介绍奖励（¥20），换了介绍人就成了多给的"
    assert snapshot(book, versions=True) == before  # nothing half done
    set_referrer(book, new, old, asked.answer)
    assert owed(book) == [("张姐", "¥20", "小李")] and over(book) == [("王哥", "¥20")]


def test_circles_are_refused_in_words(book: Book) -> None:
    one = customer(book, "甲")
    two = customer(book, "乙", referrer_id=one)
    three = customer(book, "丙", referrer_id=two)
    for who, by in ((one, one), (one, two), (one, three), (two, three)):
        with pytest.raises(Refused) as refused:
            set_referrer(book, who, by)
        assert say(refused.value.problems[0].message) == "介绍人不能是自己，也不能是自己介绍来的人"


def test_who_leaves_the_book_is_owed_nothing_and_nothing_is_owed_for_them(book: Book) -> None:
    start(book, newcomer_form="money", newcomer_what="5")
    old = customer(book, "张姐")
    new = customer(book, "小李", referrer_id=old)
    visit(book, new, "100")
    assert notes(delete_customer(book, customer_id=old)) == ["给张姐的介绍奖励（¥20）不用给了"]
    assert owed(book) == [("小李", "¥5", "")]
    restore_customer(book, customer_id=old)
    assert len(owed(book)) == 2
    acts.give(book, customer_id=old)
    assert len(notes(delete_customer(book, customer_id=new))) == 2
    assert owed(book) == [] and over(book) == [("张姐", "¥20")]
    restore_customer(book, customer_id=new)
    assert owed(book) == [("小李", "¥5", "")] and over(book) == []


def test_only_the_new_are_newcomers(book: Book) -> None:
    start(book)
    old = customer(book, "张姐")
    known = customer(book, "老陈", referrer_id=old, opening=OpeningEntry(visits="20"))
    visit(book, known, "100")
    assert owed(book) == []


def test_a_visit_of_a_day_to_come_owes_nothing_before_it(book: Book, clock: Clock) -> None:
    start(book)
    old = customer(book, "张姐")
    new = customer(book, "小李", referrer_id=old)
    ahead = VisitEntry(amount="100", day=typed_day(DAY + 2))
    assert record_visit(book, customer_id=new, entry=ahead, accepted=FUTURE).notes == ()
    assert acts.settle_come_due(book) is None
    clock.day += 2
    assert owed(book) == []
    refresh_calls(book)  # as each morning
    assert owed(book) == [("张姐", "¥20", "小李")]
    assert acts.settle_come_due(book) is None


# the scheme ----------------------------------------------------------------------------------------------------------------


def test_another_scheme_ends_the_one_before(book: Book, clock: Clock) -> None:
    first = start(book)
    old = customer(book, "张姐")
    early = customer(book, "小李", referrer_id=old)
    clock.day += 10
    second = start(book, referrer_what="50")
    with book.read() as sql:
        assert [(s.id, s.first, s.last) for s in rewards.schemes(sql)] == [(first, DAY, DAY + 9), (second, DAY + 10, None)]
    late = customer(book, "小王", referrer_id=old)
    visit(book, early, "100")
    visit(book, late, "100")
    assert owed(book) == [("张姐", "¥70", "小李、小王")]
    undo(book)
    undo(book)
    undo(book)
    undo(book)
    with book.read() as sql:
        assert [(s.id, s.last) for s in rewards.schemes(sql)] == [(first, None)]


def test_what_began_today_is_put_right_unless_it_owes_already(book: Book) -> None:
    first = start(book)
    assert start(book, referrer_what="30") == first
    old = customer(book, "张姐")
    visit(book, customer(book, "小李", referrer_id=old), "100")
    assert owed(book) == [("张姐", "¥30", "小李")]
    with pytest.raises(Refused) as refused:
        start(book, referrer_what="50")
    (problem,) = refused.value.problems
    assert (problem.field, problem.cure) == ("first", "明天")
    assert say(problem.message) == "原来的办法已经欠了这些天的奖励，新办法最早从 3月5日起"
    start(book, referrer_what="50", first="明天")
    with pytest.raises(Refused) as refused:
        start(book, referrer_what="1", first="今天")
    assert refused.value.problems[0].field in ("first", "last")


def test_a_scheme_of_days_gone_by_owes_for_who_came_in_them(book: Book, clock: Clock) -> None:
    old = customer(book, "张姐")
    visit(book, customer(book, "小李", referrer_id=old), "100")
    clock.day += 5
    done = acts.start_scheme(book, entry=SchemeEntry(referrer_what="20", first=typed_day(DAY)))
    assert notes(done) == ["该给张姐介绍奖励：¥20"]


def test_a_scheme_ended_owes_for_nobody_new(book: Book, clock: Clock) -> None:
    scheme = start(book)
    old = customer(book, "张姐")
    early = customer(book, "小李", referrer_id=old)
    acts.end_scheme(book, scheme_id=scheme)
    clock.day += 1
    visit(book, customer(book, "小王", referrer_id=old), "100")
    visit(book, early, "100")
    assert owed(book) == [("张姐", "¥20", "小李")]


def test_no_more_than_so_many_a_month(book: Book, clock: Clock) -> None:
    start(book, cap="2")
    old = customer(book, "张姐")
    new = [customer(book, f"新{i}", referrer_id=old) for i in range(4)]
    visits = [visit(book, one, "100") for one in new[:3]]
    assert owed(book) == [("张姐", "¥40", "新0、新1")]
    delete_visit(book, visit_id=visits[0])  # the third comes in for the one that was cancelled
    assert owed(book) == [("张姐", "¥40", "新1、新2")]
    clock.day += 40
    visit(book, new[3], "100")
    assert owed(book)[0][1] == "¥60"


# whatever is done -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_after_any_acts_the_ledger_says_what_is_owed(book: Book, clock: Clock, seed: int) -> None:
    """Random days at the counter; what the actions settled step by step is what is owed when all is looked at anew."""
    rnd = random.Random(seed)
    start(book, newcomer_form="rate", newcomer_what="7", cap=rnd.choice(["", "2"]))
    people = [customer(book, "甲"), customer(book, "乙")]
    visits: list[int] = []
    for step in range(60):
        act = rnd.choice("add visit visit change delete restore leave back give refer undo day".split())
        who = rnd.choice(people)
        try:
            if act == "add":
                entry = CustomerEntry(name=f"客{step}", referrer_id=rnd.choice([None, *people]))
                people.append(add_customer(book, entry=entry).id or 0)
            elif act == "visit":
                visits.append(visit(book, who, str(rnd.choice([10, 99, 250]))))
            elif act == "change" and visits:
                change_visit(book, visit_id=rnd.choice(visits), entry=VisitEntry(amount=str(rnd.choice([0, 5, 400]))))
            elif act in ("delete", "restore") and visits:
                (delete_visit if act == "delete" else restore_visit)(book, visit_id=rnd.choice(visits))
            elif act in ("leave", "back"):
                (delete_customer if act == "leave" else restore_customer)(book, customer_id=who)
            elif act == "give":
                acts.give(book, customer_id=who)
            elif act == "refer":
                set_referrer(book, who, rnd.choice([None, *people]), "referrer:reward_was_paid")
            elif act == "undo":
                undo(book)
                with book.read() as sql:
                    people = sql.column("SELECT id FROM customer")
                    visits = sql.column("SELECT id FROM visit")
            else:
                clock.day += rnd.randrange(20)
        except (Refused, BookError):
            pass  # what cannot be done leaves all as it was
        with book.read() as sql:
            all_of = sql.column("SELECT id FROM customer")
            there = accounts(rewards.lines_for(sql, all_of))
            held = {slot: account.owed for slot, account in there.items() if account.owed is not None}
            wanted = claims(rewards.schemes(sql), rewards.newcomers(sql, all_of, book.today()), held)
        assert {slot: (line.cents, line.goods) for slot, line in held.items()} == {
            slot: (claim.cents, claim.goods) for slot, claim in wanted.items()
        }, act
