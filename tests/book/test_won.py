"""What lists, rules and last week's calls came to, on a real book."""

from datetime import date

import pytest

from kyuanbook.actions.answers import record_answer, strike_answer
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.followups import plan
from kyuanbook.actions.history import undo
from kyuanbook.actions.lists import draft, freeze
from kyuanbook.actions.winback import hold_back
from kyuanbook.book.book import Book
from kyuanbook.book.queries import won as wins
from kyuanbook.book.queries.due import DueItem, due
from kyuanbook.book.queries.today import TRIED_LAST_WEEK, any_last_week
from kyuanbook.book.queries.won import ListWon, RuleWon
from kyuanbook.book.tables import CallList, Interaction
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import CHANNELS, Kind
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.won import Week
from tests.book.factories import Clock, customer, visit


def item_of(book: Book, who: int) -> DueItem:
    with book.read() as sql:
        return next(item for item in due(sql, book.rhythms, book.today()) if item.customer_id == who)


def answer(book: Book, who: int, outcome: str, row: int | None = None, **more: str) -> int:
    done = record_answer(book, item=item_of(book, who), entry=AnswerEntry(outcome, **more), list_row_id=row)
    assert done.id is not None
    return done.id


def by_rule(book: Book) -> dict[str, RuleWon]:
    with book.read() as sql:
        return {one.name: one for one in wins.won(sql, book.rhythms, book.today()).rules}


def listed(book: Book, number: int) -> ListWon:
    with book.read() as sql:
        found = wins.of_list(sql, book.rhythms, book.today(), number)
        everything = wins.won(sql, book.rhythms, book.today()).lists
    assert found is not None and found in everything
    return found


def last_week(book: Book) -> Week | None:
    with book.read() as sql:
        found = wins.last_week(sql, book.rhythms, book.today())
        assert any_last_week(sql, book.today()) is (found is not None)
        return found


def printed(book: Book, *ids: int, offer: int = 0) -> tuple[int, dict[int, int]]:
    """(number, customer -> row) of a list of these."""
    drawn = draft(book, customer_ids=ids)
    number = freeze(book, drawn=drawn, title="回访", paper="a4", words=[{}] * len(drawn.rows)).id
    assert number is not None
    with book.write("change_list") as unit:
        unit.update(CallList, number, offer_cents=offer)
    with book.read() as sql:
        return number, dict(sql.rows("SELECT customer_id, id FROM call_list_row WHERE list_id = :n", n=number))


@pytest.fixture
def four(book: Book) -> list[int]:
    """Four customers who are to be rung today."""
    ids = [customer(book, f"客{i}", f"1380000567{i}") for i in range(4)]
    for i in ids:
        plan(book, customer_id=i, day="今天")
    return ids


def test_a_rule_by_hand(book: Book, clock: Clock, four: list[int]) -> None:
    came, promised, wrong, missed = four
    answer(book, came, "reached")
    answer(book, promised, "promised", promised="明天")
    answer(book, wrong, "wrong_number")
    answer(book, missed, "no_answer")
    clock.day += 1
    visit(book, came, "88")
    visit(book, missed, "12")
    found = by_rule(book)["自己安排的"]
    assert found.kind is Kind.PICKED and found.answer is None
    assert found.figures.tried == tuple(four) and found.figures.reached == (came, promised)
    assert found.figures.promised == (promised,) and found.figures.came == (came, missed)
    assert found.figures.waiting == (promised, wrong) and found.figures.spent_cents == 100_00
    with book.read() as sql:
        horizon = wins.won(sql, book.rhythms, book.today()).horizon
    clock.day += horizon
    visit(book, promised, "70")  # too late
    assert by_rule(book)["自己安排的"].figures == found.figures._replace(waiting=())


def test_a_second_try_is_the_same_attempt_and_what_it_cost_is_added(book: Book, clock: Clock, four: list[int]) -> None:
    first = answer(book, four[0], "no_answer")
    clock.day += 3
    second = answer(book, four[0], "reached")
    for touch in (first, second):
        with book.write("change_touch") as unit:
            unit.update(Interaction, touch, cost_cents=150)
    found = by_rule(book)["自己安排的"].figures
    assert found.tried == found.reached == (four[0],) and found.cost_cents == 300
    strike_answer(book, interaction_id=second)
    assert by_rule(book)["自己安排的"].figures.reached == ()
    undo(book)
    assert by_rule(book)["自己安排的"].figures == found
    delete_customer(book, customer_id=four[0])
    assert "自己安排的" not in by_rule(book)


def test_a_list_with_its_offer(book: Book, clock: Clock, four: list[int]) -> None:
    number, row = printed(book, *four, offer=500)
    assert listed(book, number).unanswered == 4
    clock.minute += 60
    answer(book, four[0], "promised", row[four[0]], promised="明天")
    answer(book, four[1], "refused", row[four[1]])
    clock.day += 2
    visit(book, four[0], "60")
    visit(book, four[3], "40")
    found = listed(book, number)
    assert found.unanswered == 2 and not found.ripe and found.held is None and found.answer is None
    assert set(found.figures.tried) == set(four) and found.figures.came == (four[0], four[3])
    assert (found.figures.spent_cents, found.figures.cost_cents) == (100_00, 10_00)
    assert found.figures.reached_came == 1
    assert by_rule(book)["自己安排的"].figures.cost_cents == 5_00  # the other one was not rung
    with book.write("void_list") as unit:
        unit.update(CallList, number, voided_at=unit.at)
    with book.read() as sql:
        assert wins.won(sql, book.rhythms, book.today()).lists == ()
        assert wins.of_list(sql, book.rhythms, book.today(), number) is not None
        assert wins.of_list(sql, book.rhythms, book.today(), number + 1) is None


def test_a_list_some_of_whom_were_left_alone(book: Book, clock: Clock) -> None:
    ids = [customer(book, f"客{i}", f"138000056{i:02}") for i in range(12)]
    number, row = printed(book, *ids[:8])
    hold_back(book, list_id=number, customer_ids=ids[8:])
    for i in ids[:8]:
        plan(book, customer_id=i, day="今天")
        answer(book, i, "reached", row[i])
    clock.day += 1
    for i in (*ids[:5], ids[8]):
        visit(book, i, "50")
    waiting = listed(book, number)
    assert waiting.waits and waiting.answer is None and waiting.held is not None
    assert (len(waiting.held.tried), waiting.held.came, waiting.held.spent_cents) == (4, (ids[8],), 50_00)
    clock.day = waiting.until + 1
    found = listed(book, number)
    assert found.ripe and not found.waits and found.answer is not None
    assert (found.answer.called, found.answer.called_came, found.answer.held, found.answer.held_came) == (8, 5, 4, 1)
    assert by_rule(book)["自己安排的"].answer is None  # the list says of no rule by which they were drawn


def test_the_comparison_goes_to_the_rule_that_drew_the_list(book: Book, clock: Clock) -> None:
    ids = [customer(book, f"客{i}", f"138000056{i:02}") for i in range(4)]
    number, row = printed(book, *ids[:3])
    hold_back(book, list_id=number, customer_ids=ids[3:])
    with book.write("change_list") as unit:
        unit.update(CallList, number, kind="lapsed")
    item = DueItem(ids[0], Kind.LAPSED, _rule(book, "lapsed"), 1, book.today(), 1, TouchKind.CALL)
    record_answer(book, item=item, entry=AnswerEntry("reached"), list_row_id=row[ids[0]])
    clock.day = listed(book, number).until + 1
    found = by_rule(book)["流失的，请回来"]
    assert found.answer is not None and (found.answer.called, found.answer.held) == (3, 1)


def _rule(book: Book, code: str) -> int:
    with book.read() as sql:
        return int(sql.value("SELECT id FROM follow_rule WHERE code = :code", code=code))


def test_last_week_is_the_week_before_this_one(book: Book, clock: Clock, four: list[int]) -> None:
    assert last_week(book) is None
    answer(book, four[0], "reached")  # Wednesday, 4 March 2026
    answer(book, four[1], "no_answer")
    clock.day += 1
    visit(book, four[0], "68")
    visit(book, four[1], "99")  # was not reached
    assert last_week(book) is None  # it is still this week
    clock.day = date(2026, 3, 9).toordinal()
    for _ in range(7):
        found = last_week(book)
        assert found is not None and found.tried == 2
        assert (found.figures.reached, found.figures.came, found.figures.spent_cents) == ((four[0],), (four[0],), 68_00)
        clock.day += 1
    assert last_week(book) is None


def test_last_week_costs_as_much_as_it_had_touches(book: Book, four: list[int]) -> None:
    with book.read() as sql:
        plan_of = " ".join(
            row[3] for row in sql.rows(f"EXPLAIN QUERY PLAN SELECT i.id {TRIED_LAST_WEEK}", first=1, last=7)
        )
    assert "SEARCH i USING INDEX ix_interaction_day" in plan_of and "SCAN" not in plan_of
    assert all(f"'{kind}'" in TRIED_LAST_WEEK for kind in CHANNELS)
