"""满意度: written down, corrected, thrown and taken back; a low one comes up the same day."""

import pytest

from kyuanbook.actions import history
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.feedback import change_feedback, delete_feedback, record_feedback, restore_feedback
from kyuanbook.actions.followups import hide_rule
from kyuanbook.actions.shop import add_product, add_staff, set_shop
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.card import recycle_bin, timeline
from kyuanbook.book.queries.due import dated
from kyuanbook.book.queries.feedback import FeedbackRow, feedback_of, report
from kyuanbook.book.queries.follow_rules import the_rule
from kyuanbook.language import say
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, snapshot, typed_day, visit


def said(book: Book, who: int) -> list[FeedbackRow]:
    with book.read() as sql:
        return feedback_of(sql, who)


def recorded(book: Book, who: int, score: str = "4", **typed: object) -> int:
    done = record_feedback(book, customer_id=who, entry=FeedbackEntry(score, **typed))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def asked_today(book: Book) -> set[int]:
    with book.read() as sql:
        return {item.customer_id for item in dated(sql, book.today(), book.today()) if item.kind is Kind.LOW_SCORE}


def test_it_is_written_down_of_a_visit_with_all_that_was_said(book: Book) -> None:
    who, staff = customer(book, "王小明"), add_staff(book, name="阿杰").id
    add_product(book, name="剪发")
    came = visit(book, who, items="剪发")
    done = record_feedback(
        book, customer_id=who, entry=FeedbackEntry("５", "剪得好", "slip", came, staff, "")
    )
    assert say(done.changed.label) == "记满意度 王小明" and done.changed.customers == {who} and not done.notes
    (row,) = said(book, who)
    assert row == FeedbackRow(
        done.id or 0, book.today(), 5, "剪得好", "slip", came, book.today(), "剪发", staff, "阿杰"
    )
    with book.read() as sql:
        assert [line.feedback for line in timeline(sql, who) if line.feedback is not None] == [row]


def test_a_low_score_comes_up_the_same_day_and_no_other_does(book: Book) -> None:
    low, fair = customer(book, "王小明", "13822045678"), customer(book, "施若男", "13822045679")
    done = record_feedback(book, customer_id=low, entry=FeedbackEntry("2", "等太久"))
    recorded(book, fair, "3")
    assert [say(note) for note in done.notes] == ["不满意，已列入今天的回访"]
    assert asked_today(book) == {low}
    set_shop(book, low_score=3)
    assert asked_today(book) == {low, fair}
    history.undo(book)
    history.undo(book)
    history.undo(book)
    assert asked_today(book) == set()


@pytest.mark.parametrize("why", ["no number", "left alone", "rule put away"])
def test_what_does_not_come_up_is_not_said_to(book: Book, why: str) -> None:
    numbers = () if why == "no number" else ("13822045678",)
    who = customer(book, "王小明", *numbers, do_not_contact=why == "left alone")
    if why == "rule put away":
        with book.read() as sql:
            rule = the_rule(sql, Kind.LOW_SCORE)
        assert rule is not None
        hide_rule(book, rule_id=rule.id, hidden=True)
    assert not record_feedback(book, customer_id=who, entry=FeedbackEntry("1")).notes
    assert not asked_today(book)


def test_a_correction_says_once_that_it_is_low(book: Book) -> None:
    who = customer(book, "王小明", "13822045678")
    row = recorded(book, who, "5")
    assert change_feedback(book, feedback_id=row, entry=FeedbackEntry("1")).notes
    assert not change_feedback(book, feedback_id=row, entry=FeedbackEntry("1", "太吵")).notes
    assert said(book, who)[0].words == "太吵"
    assert change_feedback(book, feedback_id=row, entry=FeedbackEntry("1", "太吵")).changed.entry is None
    history.undo(book)
    assert said(book, who)[0].words == ""


@pytest.mark.parametrize("score", ["0", "6", "五"])
def test_a_score_that_is_none_is_refused_and_nothing_is_written(book: Book, score: str) -> None:
    who = customer(book, "王小明")
    before = snapshot(book)
    with pytest.raises(Refused):
        recorded(book, who, score)
    assert snapshot(book) == before


def test_somebody_elses_visit_or_one_still_to_come_is_none(book: Book) -> None:
    who, other = customer(book, "王小明"), customer(book, "施若男")
    theirs, own = visit(book, other), visit(book, who, ago=3)
    before = snapshot(book)
    with pytest.raises(NoSuchRow):
        recorded(book, who, visit_id=theirs)
    with pytest.raises(Refused) as refused:
        recorded(book, who, visit_id=own, day=typed_day(book.today() - 4))
    assert say(refused.value.problems[0].message) == "这一天还没有那次到店，改日子，或换一次到店"
    with pytest.raises(NoSuchRow):
        recorded(book, who, staff_id=99)
    assert snapshot(book) == before


def test_what_is_said_of_a_visit_stays_when_that_is_thrown(book: Book) -> None:
    who = customer(book, "王小明")
    came = visit(book, who, ago=1)
    row = recorded(book, who, visit_id=came)
    delete_visit(book, visit_id=came)
    assert (said(book, who)[0].visit_id, said(book, who)[0].visit_day) == (came, None)
    change_feedback(book, feedback_id=row, entry=FeedbackEntry("2", visit_id=came))  # it may keep its visit
    assert said(book, who)[0].score == 2


def test_thrown_it_is_nowhere_and_taken_back_it_is_as_it_was(book: Book) -> None:
    who = customer(book, "王小明", "13822045678")
    row = recorded(book, who, "1", words="太吵")
    before = snapshot(book)
    delete_feedback(book, feedback_id=row)
    assert not said(book, who) and not asked_today(book)
    with book.read() as sql:
        (thrown,) = recycle_bin(sql)
        assert (thrown.table, thrown.id, thrown.customer_id) == ("feedback", row, who)
        assert not report(sql, book.today()).given
    with pytest.raises(NoSuchRow):
        change_feedback(book, feedback_id=row, entry=FeedbackEntry("3"))
    restore_feedback(book, feedback_id=row)
    assert snapshot(book) == before
    delete_customer(book, customer_id=who)
    with pytest.raises(NoSuchRow):
        recorded(book, who)
    with book.read() as sql:
        assert not report(sql, book.today()).given  # of whom lies in 回收站 nothing is told


def test_the_report_tells_months_staff_products_and_sources_apart(book: Book, clock: Clock) -> None:
    staff = [add_staff(book, name=name).id for name in ("阿杰", "小琳")]
    for name in ("剪发", "染发"):
        add_product(book, name=name)
    low = customer(book, "王小明", channel_id=1)
    for ago, score, who in ((0, "1", 0), (40, "5", 0), (400, "1", 1)):
        came = visit(book, low, ago=ago, items="剪发，染发")
        recorded(book, low, score, visit_id=came, staff_id=staff[who], day=typed_day(book.today() - ago))
    happy = customer(book, "施若男")
    recorded(book, happy, "5", words="很好")
    recorded(book, happy, "", words="想早点开门")
    with book.read() as sql:
        found = report(sql, book.today())
    assert (len(found.given), found.before, found.whole().n, found.whole().lows) == (3, 1, 3, 1)
    assert [mean.n for _, mean in found.by_month()][-3:] == [1, 0, 2] and len(found.months) == 12
    assert [(g.word, g.mean.n, g.mean.mean) for g in found.groups(lambda one: (one.staff,) if one.staff else ())] == [
        ("阿杰", 2, 3.0), ("", 1, 5.0)
    ]  # fmt: skip
    assert {g.word for g in found.groups(lambda one: one.products)} == {"剪发", "染发", ""}
    assert [(g.word, g.low_customers) for g in found.groups(lambda one: (one.source,) if one.source else ())] == [
        ("路过", (low,)), ("", ())
    ]  # fmt: skip
    assert [(one.customer_id, one.score, one.items) for one in found.low()] == [(low, 1, "剪发、染发")]
    assert set(found.of_month(found.months[-1])) == {low, happy}
