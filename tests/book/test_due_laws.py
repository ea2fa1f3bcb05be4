"""Laws of the lists: whatever is done, in whatever order, who must not be called is on none, and undoing brings back what was."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.followups import dismiss, plan, postpone
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.book.book import Book
from kyuanbook.book.queries.due import DueItem, due, loads
from kyuanbook.book.tables import Customer, Phone
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import ANSWERING, Kind
from kyuanbook.rules.touches import SPOKEN_TO, Outcome, TouchKind
from tests.book.factories import Clock, customer, new_book, regular, snapshot, typed_day, visit

SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PEOPLE = 6
_numbers = count()


@contextmanager
def shop(folder: Path, template: Path) -> Iterator[tuple[Book, Clock]]:
    """Six people who come up by different rules within the same days."""
    clock = Clock()
    with new_book(folder, template, clock, f"{next(_numbers)}.kyb") as book:
        customer(book, "生日", "13500008801", birthday="3.5")
        visit(book, customer(book, "新客", "13500008802"), ago=2)
        regular(book, "久没来", 14, 6, 60, "500", "13500008803")
        plan(book, customer_id=customer(book, "两个号码", "13500008804", "13500008814"), day="今天")
        plan(book, customer_id=customer(book, "只有微信", wechat="only"), day="今天")
        visit(book, customer(book, "生日又是新客", "13500008806", birthday="3.6"), ago=3)
        yield book, clock


def up(book: Book) -> list[DueItem]:
    refresh_calls(book)
    with book.read() as sql:
        return due(sql, book.rhythms, book.today())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 6 + ["visit", "postpone", "dismiss", "delete", "leave_alone", "wrong", "night", "night"]),
        st.integers(0, PEOPLE - 1), st.sampled_from(list(Outcome)), st.integers(0, 4),
    ),
    min_size=1, max_size=10,
)  # fmt: skip
Step = tuple[str, int, Outcome, int]


def act(book: Book, clock: Clock, step: Step) -> bool:
    """Do it; False when there was nothing to do."""
    what, which, outcome, days = step
    items = up(book)
    who = which + 1
    if what == "night":
        clock.day += 1 + days
    elif what in ("answer", "postpone", "dismiss") and not items:
        return False
    elif what == "answer":
        item = items[which % len(items)]
        if outcome is Outcome.WRONG_NUMBER and item.channel is not TouchKind.CALL:
            outcome = Outcome.NO_ANSWER
        promised = typed_day(book.today() + days) if outcome is Outcome.PROMISED else ""
        record_answer(book, item=item, entry=AnswerEntry(outcome.value, promised=promised, score="1" if days == 4 else ""))
    elif what == "postpone":
        postpone(book, item=items[which % len(items)], day=typed_day(book.today() + 1 + days))
    elif what == "dismiss":
        dismiss(book, item=items[which % len(items)])
    else:
        with book.read() as sql:
            there = sql.value("SELECT 1 FROM customer WHERE id = :id AND deleted_at IS NULL", id=who)
            alone = sql.value("SELECT do_not_contact FROM customer WHERE id = :id", id=who)
            number = sql.value("SELECT id FROM phone WHERE customer_id = :id AND wrong = 0", id=who)
        if not there or (what == "leave_alone" and alone) or (what == "wrong" and number is None):
            return False
        if what == "visit":
            visit(book, who)
        elif what == "delete":
            delete_customer(book, customer_id=who)
        elif what == "leave_alone":
            with book.write("change_customer") as unit:
                unit.update(Customer, who, do_not_contact=True)
        else:
            with book.write("change_phone") as unit:
                unit.update(Phone, number, wrong=True)
    return True


def must_not(book: Book) -> dict[int, str]:
    """Who must not be on a list today, and why; read from the tables as they lie, not by the query that is judged."""
    today, found = book.today(), {}
    state = snapshot(book)
    for i, row in state["customer"].items():
        numbers = [p for p in state["phone"].values() if p["customer_id"] == i and not p["wrong"]]
        if row["deleted_at"] is not None:
            found[i] = "deleted"
        elif row["do_not_contact"]:
            found[i] = "do not contact"
        elif not numbers and not row["wechat"]:
            found[i] = "nobody can reach them"
    for row in state["follow_up"].values():
        if row["kind"] == Kind.PROMISED and row["state"] == "open" and row["due_day"] > today:
            found[row["customer_id"]] = "promised a day to come"
    return found


def paused(book: Book) -> dict[int, set[int | None]]:
    """customer -> the follow-ups about which they were reached within the pause."""
    found: dict[int, set[int | None]] = {}
    for row in snapshot(book)["interaction"].values():
        if row["deleted_at"] is None and row["outcome"] in SPOKEN_TO and row["day"] > book.today() - 14:
            found.setdefault(row["customer_id"], set()).add(row["follow_up_id"])
    return found


@SOME
@given(steps=STEPS)
def test_nobody_is_on_a_list_who_must_not_be_called(tmp_path: Path, template: Path, steps: list[Step]) -> None:
    with shop(tmp_path, template) as (book, clock):
        for step in steps:
            act(book, clock, step)
            items, never, lately = up(book), must_not(book), paused(book)
            assert not {item.customer_id for item in items} & set(never), (step, never)
            assert len({item.customer_id for item in items}) == len(items)
            for item in items:
                waits = item.kind in (*ANSWERING, Kind.PICKED)
                assert waits or not lately.get(item.customer_id, set()) - {item.follow_up_id}, (step, item)
            with book.read() as sql:
                week = loads(sql, book.rhythms, book.today())
            assert week[0].many == len(items)


@SOME
@given(steps=STEPS)
def test_undoing_brings_back_exactly_what_was_due(tmp_path: Path, template: Path, steps: list[Step]) -> None:
    with shop(tmp_path, template) as (book, clock):
        for step in steps:
            before, day = up(book), clock.day
            if not act(book, clock, step) or clock.day != day:
                continue
            after = up(book)
            undo(book)
            assert up(book) == before, step
            redo(book)
            assert up(book) == after, step


@SOME
@given(order=st.permutations(range(4)), outcomes=st.tuples(*[st.sampled_from(list(Outcome))] * 4))
def test_in_whatever_order_answers_are_typed_the_same_are_due_then(
    tmp_path: Path, template: Path, order: list[int], outcomes: tuple[Outcome, ...]
) -> None:
    def typed(places: list[int]) -> list[list[tuple[int, Kind, int, int]]]:
        with shop(tmp_path, template) as (book, clock):
            items = [item for item in up(book) if item.channel is TouchKind.CALL or item.kind in (Kind.BIRTHDAY, Kind.THANK)][:4]
            assert len(items) == 4
            for place in places:
                outcome = outcomes[place]
                if outcome is Outcome.WRONG_NUMBER and items[place].channel is not TouchKind.CALL:
                    outcome = Outcome.NO_ANSWER
                promised = "明天" if outcome is Outcome.PROMISED else ""
                record_answer(book, item=items[place], entry=AnswerEntry(outcome.value, promised=promised))
            found = []
            for _ in range(6):
                alone = {i for i, row in snapshot(book)["customer"].items() if row["do_not_contact"]}
                found.append([(item.customer_id, item.kind, item.due_day, item.tries) for item in up(book)])
                assert not {who for who, *_ in found[-1]} & alone
                clock.day += 1
            return found

    assert typed(order) == typed(sorted(order))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_answer_can_be_taken_back_with_all_that_followed(tmp_path: Path, template: Path, outcome: Outcome) -> None:
    with shop(tmp_path, template) as (book, _):
        before = snapshot(book)
        item = next(one for one in up(book) if one.channel is TouchKind.CALL)
        promised = "明天" if outcome is Outcome.PROMISED else ""
        record_answer(book, item=item, entry=AnswerEntry(outcome.value, promised=promised, score="1"))
        assert snapshot(book) != before
        undo(book)
        assert snapshot(book) == before
