"""What is typed back from a list: what follows by itself, that it is taken back whole, and what stands in the way."""

import json
from pathlib import Path

import pytest

from kyuanbook.actions import customers, lists
from kyuanbook.actions.answers import record_answer, strike_answer
from kyuanbook.actions.done import Done
from kyuanbook.actions.feedback import delete_feedback, restore_feedback
from kyuanbook.actions.followups import plan
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.results import answer_row, find_list
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.sheets import box_words
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.touches import change_touch, delete_touch, restore_touch
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.queries import results
from kyuanbook.book.queries.card import timeline
from kyuanbook.book.queries.due import DueItem, due
from kyuanbook.book.queries.results import PaperRow, Whose, open_lists, paper_list, paper_rows
from kyuanbook.book.tables import CallList, Customer, Phone
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.touches import Outcome, TouchEntry, TouchKind
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, regular, snapshot, visit


def printed(book: Book, *ids: int, kind: str = "", **columns: object) -> int:
    """A list of these customers, or of a kind, printed now; its number."""
    drawn = lists.draft(book, customer_ids=list(ids)) if ids else lists.draft(book, kind=kind, share=0.0)
    words = [{"name": row.name, "phone": row.phone, "reason": say(row.reason)} for row in drawn.rows]
    done = lists.freeze(book, drawn=drawn, title="回访名单", paper="a4", words=words)
    assert done.id is not None
    if columns:
        with book.write("print_list", undoable=False) as unit:
            unit.update(CallList, done.id, **columns)
    return done.id


def rows(book: Book, number: int) -> list[PaperRow]:
    with book.read() as sql:
        return paper_rows(sql, number)


def said(book: Book, number: int, n: int = 1) -> list[str]:
    answer = rows(book, number)[n - 1].answer
    assert answer is not None
    return [say(one) for one in answer.followed(book.today())]


def typed(book: Book, number: int, outcome: str, n: int = 1, **entry: object) -> Done:
    row = rows(book, number)[n - 1]
    seen = row.answer.touch_id if row.answer is not None else None
    return answer_row(book, row_id=row.id, entry=AnswerEntry(outcome, **entry), seen=seen)  # type: ignore[arg-type]


def up(book: Book) -> list[DueItem]:
    with book.read() as sql:
        return due(sql, book.rhythms, book.today())


def refused(book: Book, number: int, outcome: str, n: int = 1, **entry: object) -> str:
    with pytest.raises(Refused) as caught:
        typed(book, number, outcome, n, **entry)
    return say(caught.value.problems[0].message)


@pytest.fixture
def two(book: Book) -> int:
    """A list of two that the owner picked."""
    return printed(book, customer(book, "王小明", "13822045678", "15900000032"), customer(book, "欧阳雪", "15012347713"))


def test_no_answer_comes_up_again_and_says_so_in_the_row(book: Book, clock: Clock, two: int) -> None:
    typed(book, two, "no_answer")
    assert said(book, two) == ["3 天后再打，第 1 次没接"] and up(book) == []
    clock.day += 3
    (item,) = up(book)
    assert item.kind is Kind.PICKED and item.tries == 1 and item.note == f"名单 {two}"


WAYS = (
    ("wechat", ("回了", "没回", "约好", "拒绝", "勿扰"), "3 天后再联系，第 1 次没回", "联系了 3 次没回，先不联系了"),
    ("letter", ("回了", "没回", "约好", "拒绝", "勿扰"), "3 天后再联系，第 1 次没回", "联系了 3 次没回，先不联系了"),
    ("in_person", ("见到了", "没见到", "约好", "拒绝", "勿扰"), "3 天后再找，第 1 次没见到", "找了 3 次没见到，先不找了"),
    ("call", ("已接通", "未接", "空号", "约好", "拒绝", "勿扰"), "3 天后再打，第 1 次没接", "打了 3 次没接，先不打了"),
)


@pytest.mark.parametrize(("channel", "boxes", "again", "given_up"), WAYS)
def test_by_every_way_the_row_says_what_was_done(
    book: Book, clock: Clock, two: int, channel: str, boxes: tuple[str, ...], again: str, given_up: str
) -> None:
    with book.write("print_list", undoable=False) as unit:
        unit.update(CallList, two, channel=channel)
    assert tuple(box_words(TouchKind(channel)).values()) == boxes
    done = typed(book, two, "reached")
    assert say(done.changed.label) == f"记{boxes[0]} 王小明"
    answer = rows(book, two)[0].answer
    assert answer is not None and answer.outcome is Outcome.REACHED and say(answer.label) == boxes[0]
    done = typed(book, two, "no_answer")
    assert say(done.changed.label) == f"记{boxes[1]} 王小明" and said(book, two) == [again]
    assert boxes[1].removeprefix("没").removeprefix("未") in say(done.notes[0])
    with book.read() as sql:
        assert sql.rows("SELECT kind, outcome FROM interaction") == [(channel, "no_answer")]
        assert not [one for one in timeline(sql, 1) if one.entry is not None and "answer" in one.entry.label.key]
    for _again in range(2):
        clock.day += 3
        (item,) = [one for one in up(book) if one.customer_id == 1]
        record_answer(book, item=item._replace(channel=TouchKind(channel)), entry=AnswerEntry("no_answer"))
    assert said(book, two) == [given_up]


def test_whom_the_owner_meant_to_see_can_be_seen(book: Book, clock: Clock) -> None:
    """Without a number they are gone to: they were met, or not."""
    who = customer(book, "楼下阿姨")
    plan(book, customer_id=who, day="今天", note="送月饼")
    (item,) = up(book)
    assert item.channel is TouchKind.IN_PERSON
    done = record_answer(book, item=item, entry=AnswerEntry("no_answer"))
    assert say(done.notes[0]) == "3 天后再找，第 1 次没见到"
    clock.day += 3
    (item,) = up(book)
    record_answer(book, item=item, entry=AnswerEntry("reached", score="5"))
    assert up(book) == []
    with book.read() as sql:
        assert sql.column("SELECT outcome FROM interaction ORDER BY id") == ["no_answer", "reached"]
        assert sql.column("SELECT way FROM feedback") == ["counter"], "said to their face"


def test_a_call_of_yesterday_counts_from_yesterday(book: Book, clock: Clock, two: int) -> None:
    clock.day += 2
    typed(book, two, "no_answer", day="昨天")
    assert said(book, two) == ["2 天后再打，第 1 次没接"]


def test_a_wrong_number_is_the_one_on_the_paper(book: Book, two: int) -> None:
    """The first number was put right since: the one that was rung is marked all the same."""
    with book.read() as sql:
        first, second = (row[0] for row in sql.rows("SELECT id FROM phone WHERE customer_id = 1 ORDER BY position"))
    with book.write("change_customer") as unit:
        unit.update(Phone, first, position=1)
        unit.update(Phone, second, position=0)
    typed(book, two, "wrong_number")
    with book.read() as sql:
        assert sql.rows("SELECT number, wrong FROM phone WHERE customer_id = 1 ORDER BY id") == [
            ("13822045678", 1), ("15900000032", 0),
        ]  # fmt: skip
    assert said(book, two) == ["已标记，还有 159****0032"]
    assert [item.customer_id for item in up(book)] == [1]  # the next number is there to be rung


def test_a_number_on_the_paper_that_is_theirs_no_more_marks_no_other(book: Book, two: int) -> None:
    with book.write("change_customer") as unit:
        unit.update(Phone, 1, number="18800001111", typed="18800001111")
    done = typed(book, two, "wrong_number")
    assert "不是这一位的了" in say(done.notes[0])
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM phone WHERE wrong = 1") == 0


def test_a_new_number_is_theirs_in_the_same_step(book: Book, two: int) -> None:
    before = snapshot(book)
    done = typed(book, two, "wrong_number", n=2, note="换了 186 0000 1111", new_phone="186 0000 1111")
    assert any("186 0000 1111" in say(note) for note in done.notes)
    assert said(book, two, 2) == ["已标记，还有 186****1111"]
    assert [item.customer_id for item in up(book)] == [2]
    undo(book)
    assert snapshot(book) == before


def test_a_promise_says_its_day_and_takes_the_place_of_one_before(book: Book, clock: Clock, two: int) -> None:
    typed(book, two, "promised", promised="3.10")
    again = printed(book, 1)
    typed(book, again, "promised", promised="3.20")
    assert said(book, again) == ["约在 3月20日"]
    clock.day += 10
    assert up(book) == []  # the first day is past, the second counts
    clock.day += 7
    assert [item.kind for item in up(book) if item.customer_id == 1] == [Kind.PROMISED]


def test_who_comes_on_the_very_day_they_promised_is_not_reminded(book: Book, clock: Clock, two: int) -> None:
    typed(book, two, "promised", promised="今天")
    visit(book, 1)
    clock.day += 1
    assert up(book) == []


def test_refused_asks_why_once_in_a_silence(book: Book, clock: Clock, two: int) -> None:
    with book.read() as sql:
        assert results.wants_reason(sql, 1)
    typed(book, two, "refused", reason_id=1)
    with book.read() as sql:
        assert not results.wants_reason(sql, 1)
    assert said(book, two)[0].startswith("因为：")
    clock.day += 1
    visit(book, 1)
    with book.read() as sql:
        assert results.wants_reason(sql, 1)


def test_do_not_contact_is_lifted_only_if_this_row_had_set_it(book: Book, two: int) -> None:
    with book.write("change_customer") as unit:
        unit.update(Customer, 2, do_not_contact=True)
    for n in (1, 2):
        typed(book, two, "do_not_contact", n)
        typed(book, two, "reached", n)
    with book.read() as sql:
        assert sql.column("SELECT do_not_contact FROM customer ORDER BY id") == [0, 1]


def test_do_not_contact_taken_back_opens_what_it_had_closed(book: Book, two: int) -> None:
    plan(book, customer_id=1, day="今天", note="问问")
    typed(book, two, "do_not_contact")
    assert up(book) == [] and said(book, two) == ["不再联系"]
    typed(book, two, "no_answer")
    assert [item.note for item in up(book)] == ["问问"]


def test_a_low_score_comes_up_the_same_day_and_goes_with_its_row(book: Book, two: int) -> None:
    done = typed(book, two, "reached", score="2", note="太吵")
    assert "不满意" in say(done.notes[0]) and said(book, two) == ["满意度 2 分"]
    assert [item.kind for item in up(book)] == [Kind.LOW_SCORE]
    typed(book, two, "reached", score="5")
    assert up(book) == [] and said(book, two) == ["满意度 5 分"]
    done = typed(book, two, "do_not_contact", score="1")
    assert all("不满意" not in say(note) for note in done.notes)  # they are left alone: nobody is told to ring


@pytest.mark.parametrize(
    "entry",
    [
        {"outcome": "reached", "note": "月底来", "score": "1"}, {"outcome": "no_answer"}, {"outcome": "wrong_number"},
        {"outcome": "promised", "promised": "明天"}, {"outcome": "refused", "reason_id": 2}, {"outcome": "do_not_contact"},
    ],
)  # fmt: skip
def test_one_step_back_leaves_nothing_and_one_forward_all(book: Book, two: int, entry: dict[str, object]) -> None:
    before = snapshot(book)
    typed(book, two, **entry)  # type: ignore[arg-type]
    after = snapshot(book)
    assert after != before
    undo(book)
    assert snapshot(book) == before
    redo(book)
    assert snapshot(book) == after


@pytest.mark.parametrize("first", ["reached", "no_answer", "wrong_number", "promised", "refused", "do_not_contact"])
def test_typed_again_it_is_as_if_it_had_been_typed_so_at_once(book: Book, two: int, first: str) -> None:
    typed(book, two, "reached")
    wanted = _without_numbers(snapshot(book))
    undo(book)
    typed(book, two, first, promised="明天" if first == "promised" else "", reason_id=1, score="1")
    typed(book, two, "reached")
    assert _without_numbers(snapshot(book)) == wanted


def _without_numbers(tables: dict[str, dict[int, dict[str, object]]]) -> dict[str, list[str]]:
    """Every row without its number: a row that was taken out and put in again bears another."""
    left_out = {"id", "follow_up_id", "followed", "source_id", "interaction_id"}
    return {
        name: sorted(json.dumps({c: v for c, v in row.items() if c not in left_out}) for row in of.values())
        for name, of in tables.items()
    }


def test_struck_from_the_card_all_that_followed_goes(book: Book, two: int) -> None:
    done = typed(book, two, "do_not_contact")
    assert done.id is not None
    delete_touch(book, touch_id=done.id)
    with book.read() as sql:
        assert sql.value("SELECT do_not_contact FROM customer WHERE id = 1") == 0
        assert sql.value("SELECT count(*) FROM follow_up") == 0
    assert rows(book, two)[0].answer is None
    restore_touch(book, touch_id=done.id)
    with book.read() as sql:
        assert sql.value("SELECT do_not_contact FROM customer WHERE id = 1") == 1


def test_a_row_whose_score_was_thrown_by_itself_is_typed_again(book: Book, two: int) -> None:
    typed(book, two, "reached", score="1")
    with book.read() as sql:
        said = sql.value("SELECT id FROM feedback")
    delete_feedback(book, feedback_id=said)
    typed(book, two, "no_answer")
    with book.read() as sql:
        assert sql.rows("SELECT id, deleted_at IS NULL, interaction_id FROM feedback") == [(said, 0, None)]
    restore_feedback(book, feedback_id=said)
    with book.read() as sql:
        assert sql.rows("SELECT score, deleted_at FROM feedback") == [(1, None)]


def test_corrected_on_the_card_other_things_follow(book: Book, clock: Clock, two: int) -> None:
    done = typed(book, two, "do_not_contact")
    assert done.id is not None
    change_touch(book, touch_id=done.id, entry=TouchEntry("call", "no_answer", day="今天"))
    assert said(book, two) == ["3 天后再打，第 1 次没接"]
    with book.read() as sql:
        assert sql.value("SELECT do_not_contact FROM customer WHERE id = 1") == 0
    with pytest.raises(Refused):
        change_touch(book, touch_id=done.id, entry=TouchEntry("call", "promised", day="今天"))
    strike_answer(book, interaction_id=done.id)
    assert up(book) == []


def test_one_silence_is_not_called_twice_from_two_lists(book: Book, clock: Clock) -> None:
    regular(book, "王小明", 14, 8, 60, "68", "13822045678")
    refresh_calls(book)
    first, second = printed(book, kind="calls"), printed(book, kind="at_risk")
    assert [item.customer_id for item in up(book)] == [1]
    clock.day += 1
    typed(book, first, "refused", day="昨天")
    assert up(book) == []  # at once, before the ranking is made anew, though the call was yesterday's
    clock.day += 20
    set_shop(book, pause_days=0)
    refresh_calls(book)
    kinds = [item.kind for item in up(book)]
    assert Kind.OVERDUE not in kinds
    typed(book, second, "no_answer", day="今天")
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM follow_up WHERE kind = 'overdue'") == 1


def test_a_list_of_the_lapsed_is_about_being_lapsed(book: Book) -> None:
    regular(book, "久没来", 14, 8, 300, "68", "13822045678")
    number = printed(book, kind="lapsed")
    typed(book, number, "reached")
    with book.read() as sql:
        assert sql.rows("SELECT kind, occurrence, rule_id IS NOT NULL FROM follow_up") == [
            ("lapsed", book.today() - 300, 1)
        ]
        assert sql.value("SELECT count(*) FROM win_back WHERE list_id = :n", n=number) == 1


# what stands in the way --------------------------------------------------------------------------------------------------


def test_a_number_of_another_book_is_told(book: Book, two: int) -> None:
    for number, word in ((two + 900, "别的客源本"), (two, "")):
        if word:
            with pytest.raises(Refused) as caught:
                find_list(book, number=number)
            assert word in say(caught.value.problems[0].message) and str(two) in say(caught.value.problems[0].message)
        else:
            assert find_list(book, number=number).rows == 2


def test_of_a_book_without_lists_every_number_is_anothers(book: Book) -> None:
    with pytest.raises(Refused) as caught:
        find_list(book, number=12)
    assert "还没有打印过名单" in say(caught.value.problems[0].message)


def test_a_voided_list_is_not_typed_back(book: Book, two: int) -> None:
    with book.write("print_list", undoable=False) as unit:
        unit.update(CallList, two, voided_at=unit.at)
    with pytest.raises(Refused) as caught:
        find_list(book, number=two)
    assert "作废" in say(caught.value.problems[0].message)
    assert "作废" in refused(book, two, "reached")


def test_a_row_of_somebody_who_is_gone_says_why(book: Book) -> None:
    stays = customer(book, "留下", "13500008811")
    binned = customer(book, "删了", "13500008810")
    gone = customer(book, "撤了", "13500008812")
    number = printed(book, stays, binned, gone)
    undo(book)
    customers.delete_customer(book, customer_id=binned)
    states = {row.name: row.whose for row in rows(book, number)}
    assert states == {"留下": Whose.HERE, "删了": Whose.BINNED, "撤了": Whose.GONE}
    places = [row.name for row in rows(book, number)]
    assert "回收站" in refused(book, number, "reached", places.index("删了") + 1)
    assert "不在本子里" in refused(book, number, "reached", places.index("撤了") + 1)
    with book.read() as sql:
        found = paper_list(sql, number)
    assert found is not None and (found.rows, found.left) == (3, 1)


def test_a_day_before_the_list_was_printed_and_a_clock_set_back(book: Book, clock: Clock, two: int) -> None:
    assert "不会打得更早" in refused(book, two, "reached", day="昨天")
    clock.day -= 3
    assert "先把电脑的日期调对" in refused(book, two, "reached")
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM interaction") == 0


def test_two_at_one_list_are_asked_before_one_replaces_the_other(book: Book, clock: Clock, two: int) -> None:
    with open_book(Path(book.path), who="阿杰", clock=clock) as other:
        typed(other, two, "no_answer")
    row = rows(book, two)[0]
    with pytest.raises(Refused) as caught:
        answer_row(book, row_id=row.id, entry=AnswerEntry("reached"), seen=None)
    (problem,) = caught.value.problems
    assert problem.asks and "未接" in say(problem.message)
    answer_row(book, row_id=row.id, entry=AnswerEntry("reached"), seen=None, accepted={problem.answer})
    assert rows(book, two)[0].answer.outcome == "reached"  # type: ignore[union-attr]


def test_lists_still_open_are_offered_newest_first(book: Book, two: int) -> None:
    other = printed(book, 1)
    with book.read() as sql:
        assert [(one.id, one.answered, one.rows) for one in open_lists(sql, book.today())] == [(other, 0, 1), (two, 0, 2)]
    typed(book, other, "reached")
    typed(book, two, "reached")
    with book.read() as sql:
        assert [(one.id, one.answered, one.rows) for one in open_lists(sql, book.today())] == [(two, 1, 2)]
