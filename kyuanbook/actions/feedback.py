"""What the owner does with 满意度: a score, the customer's words, of a visit or at large."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.children import move_to_bin
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import follow_rules
from kyuanbook.book.queries.answers import number_to_ring
from kyuanbook.book.queries.feedback import visit_seen
from kyuanbook.book.queries.shop import settings
from kyuanbook.book.tables import Feedback, Staff
from kyuanbook.book.unit import Unit
from kyuanbook.rules.feedback import CleanFeedback, FeedbackEntry, clean_feedback
from kyuanbook.rules.followups import Kind, Rule
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def record_feedback(
    book: Book, *, customer_id: int, entry: FeedbackEntry, accepted: Collection[str] = ()
) -> Done:
    """Write down what a customer said. A low score comes up by its rule the same day, and is told. Raises Refused."""
    clean, problems = clean_feedback(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("record_feedback", customer_id=customer_id) as unit:
        customer = customer_of(unit, customer_id)
        unit.name({"name": called(customer)})
        row = unit.insert(
            Feedback, customer_id=customer_id, created_at=unit.at, **_columns(unit, customer_id, clean, None)
        )
        notes = _low(unit, customer, clean, None)
    return Done(unit.changed, row, notes)


def change_feedback(book: Book, *, feedback_id: int, entry: FeedbackEntry, accepted: Collection[str] = ()) -> Done:
    """Correct it. Raises Refused."""
    clean, problems = clean_feedback(entry, book.today())
    refuse_unless(problems, accepted)
    with book.write("change_feedback") as unit:
        before = unit.get(Feedback, feedback_id)
        if before is None or before["deleted_at"] is not None:
            raise NoSuchRow(table="feedback", id=feedback_id)
        customer = customer_of(unit, before["customer_id"])
        unit.customer_id = customer["id"]
        unit.name({"name": called(customer)})
        unit.update(Feedback, feedback_id, **_columns(unit, customer["id"], clean, before["visit_id"]))
        notes = _low(unit, customer, clean, before["score"])
    return Done(unit.changed, feedback_id, notes)


def delete_feedback(book: Book, *, feedback_id: int) -> Done:
    """Move it to 回收站."""
    return move_to_bin(book, Feedback, feedback_id, "delete_feedback", away=True)


def restore_feedback(book: Book, *, feedback_id: int) -> Done:
    """Take it out of 回收站."""
    return move_to_bin(book, Feedback, feedback_id, "restore_feedback", away=False)


def _columns(unit: Unit, customer_id: int, clean: CleanFeedback, kept: int | None) -> dict[str, Any]:
    """``kept``: the visit it was about; that may lie in 回收站 by now."""
    if clean.staff_id is not None and unit.get(Staff, clean.staff_id) is None:
        raise NoSuchRow(table="staff", id=clean.staff_id)
    if clean.visit_id is not None and clean.visit_id != kept:
        seen = visit_seen(unit.sql, clean.visit_id)
        if seen is None or seen[0] != customer_id:
            raise NoSuchRow(table="visit", id=clean.visit_id)
        if seen[1] > clean.day:
            raise Refused([Problem("day", Message("feedback_before_visit"))])
    return {
        "day": clean.day, "score": clean.score, "words": clean.words, "way": clean.way.value, "visit_id": clean.visit_id,
        "staff_id": clean.staff_id,
    }  # fmt: skip


def _low(unit: Unit, customer: dict[str, Any], clean: CleanFeedback, before: int | None) -> tuple[Message, ...]:
    """Said once, and only where it is so: they are on today's list."""
    low = settings(unit.sql).low_score
    if clean.score is None or clean.score > low or (before is not None and before <= low):
        return ()
    rule = follow_rules.the_rule(unit.sql, Kind.LOW_SCORE)
    if rule is None or not unit.day - rule.stays <= clean.day + rule.days <= unit.day or not _reached(unit, customer, rule):
        return ()
    return (Message("score_is_low"),)


def _reached(unit: Unit, customer: dict[str, Any], rule: Rule) -> bool:
    """Whether they may be reached by what the rule says."""
    number = number_to_ring(unit.sql, customer["id"]) is not None
    ways = {
        TouchKind.CALL: number, TouchKind.SMS: number, TouchKind.WECHAT: number or bool(customer["wechat"]),
        TouchKind.LETTER: bool(customer["address"]),
    }  # fmt: skip
    return not customer["do_not_contact"] and ways.get(rule.channel, True)
