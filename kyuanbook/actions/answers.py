"""A call, a message, a visit at their door came out so: written down in one undoable step with all that follows from it."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.followups import take_up
from kyuanbook.actions.lapse import put_reason
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import answers, follow_rules
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.shop import settings
from kyuanbook.book.tables import Customer, Feedback, FollowUp, Interaction, Phone, WinBack
from kyuanbook.book.unit import Unit
from kyuanbook.rules.answers import AnswerEntry, CleanAnswer, clean_answer
from kyuanbook.rules.followups import RANKED, Kind, Next, State, after_no_answer, after_wrong_number
from kyuanbook.rules.touches import SPOKEN_TO, Outcome
from kyuanbook.rules.winback import Measure
from kyuanbook.rules.words import Message, refuse_unless


def record_answer(
    book: Book, *, item: DueItem, entry: AnswerEntry, list_row_id: int | None = None, accepted: Collection[str] = ()
) -> Done:
    """Write down what came of getting in touch about ``item``: the touch, and by themselves what follows from it.

    未接 comes up again after the shop's days, at most so many times; 空号 marks the number rung and offers the next; 约好 makes
    a promise that comes up when they don't; 拒绝 takes a reason; 请勿再联系 closes whatever is open of theirs; a low score comes
    up by its rule the same day. ``list_row_id``: the row of the paper it is typed back from; typed again it takes the place of
    what was typed before. Raises Refused; ``notes`` say what else happened.
    """
    clean, problems = clean_answer(entry, item.channel, book.today())
    refuse_unless(problems, accepted)
    with book.write(f"answer_{clean.outcome.value}", customer_id=item.customer_id) as unit:
        customer = unit.get(Customer, item.customer_id)
        if customer is None or customer["deleted_at"] is not None:
            raise NoSuchRow(table="customer", id=item.customer_id)
        unit.name({"name": _name(customer)})
        if list_row_id is not None:
            for before in answers.typed_before(unit.sql, list_row_id):
                take_back(unit, before)
        row = take_up(unit, item)
        if clean.outcome in SPOKEN_TO:
            _supersede(unit, item.customer_id, row)
        phone = answers.number_to_ring(unit.sql, item.customer_id)
        touch = unit.insert(
            Interaction, customer_id=item.customer_id, day=clean.day, minute=_minute(book, clean), kind=item.channel.value,
            outcome=clean.outcome.value, staff_id=clean.staff_id, note=clean.note, follow_up_id=row, phone_id=phone,
            list_row_id=list_row_id, created_at=unit.at,
        )  # fmt: skip
        notes = _consequences(unit, customer, row, clean, phone, book.who)
        if clean.score is not None:
            unit.insert(
                Feedback, customer_id=item.customer_id, day=clean.day, score=clean.score, words=clean.note, way="call",
                visit_id=answers.last_visit(unit.sql, item.customer_id, clean.day),
                staff_id=answers.staff_of_last_visit(unit.sql, item.customer_id, clean.day), interaction_id=touch,
                created_at=unit.at,
            )  # fmt: skip
            if clean.score <= settings(unit.sql).low_score:
                notes = (*notes, Message("score_is_low", {"name": _name(customer)}))
        if item.kind in RANKED and clean.outcome in SPOKEN_TO:
            _as_win_back(unit, item, list_row_id, clean.day)
    return Done(unit.changed, touch, notes)


def strike_answer(book: Book, *, interaction_id: int) -> Done:
    """It was not so: take the answer away with all that followed from it."""
    with book.write("strike_answer") as unit:
        touch = unit.get(Interaction, interaction_id)
        if touch is None or touch["deleted_at"] is not None:
            raise NoSuchRow(table="interaction", id=interaction_id)
        customer = unit.get(Customer, touch["customer_id"])
        unit.customer_id = touch["customer_id"]
        unit.name({"name": _name(customer) if customer else ""})
        take_back(unit, interaction_id)
    return Done(unit.changed, interaction_id)


def take_back(unit: Unit, interaction_id: int) -> None:
    """Undo what followed from an answer, within another action. A reason for lapsing that was given stays said."""
    touch = unit.get(Interaction, interaction_id)
    if touch is None or touch["deleted_at"] is not None:
        return
    unit.update(Interaction, interaction_id, deleted_at=unit.at)
    for feedback in answers.feedback_of(unit.sql, interaction_id):
        unit.update(Feedback, feedback, deleted_at=unit.at)
    if touch["outcome"] == Outcome.WRONG_NUMBER and touch["phone_id"] is not None and unit.get(Phone, touch["phone_id"]):
        unit.update(Phone, touch["phone_id"], wrong=False)
    if touch["outcome"] == Outcome.DO_NOT_CONTACT:
        unit.update(Customer, touch["customer_id"], do_not_contact=False)
    for attempt in answers.attempts_of(unit.sql, touch["customer_id"], touch["list_row_id"]):
        unit.delete(WinBack, attempt)
    follow_up = unit.get(FollowUp, touch["follow_up_id"]) if touch["follow_up_id"] is not None else None
    if follow_up is None:
        return
    for promise in follow_rules.promises_out_of(unit.sql, follow_up["id"]):
        unit.update(FollowUp, promise, state=State.DISMISSED.value, closed_day=unit.day)
    tries = follow_up["tries"] - (touch["outcome"] == Outcome.NO_ANSWER)
    unit.update(
        FollowUp, follow_up["id"], state=State.OPEN.value, closed_day=None, tries=max(0, tries),
        due_day=min(follow_up["due_day"], unit.day),
    )  # fmt: skip


# inside ------------------------------------------------------------------------------------------------------------------


def _consequences(
    unit: Unit, customer: dict[str, Any], row: int, clean: CleanAnswer, phone: int | None, who: str
) -> tuple[Message, ...]:
    shop = settings(unit.sql)
    tries = (unit.get(FollowUp, row) or {"tries": 0})["tries"]
    name = _name(customer)
    after = Next(State.DONE, unit.day, tries)
    notes: tuple[Message, ...] = ()
    if clean.outcome is Outcome.NO_ANSWER:
        after = after_no_answer(tries, unit.day, shop.retry_days, shop.retry_most)
        key = "again_later" if after.state is State.OPEN else "given_up"
        notes = (Message(key, {"name": name, "days": shop.retry_days, "tries": after.tries}),)
    elif clean.outcome is Outcome.WRONG_NUMBER:
        if phone is not None:
            unit.update(Phone, phone, wrong=True)
        left = answers.number_to_ring(unit.sql, customer["id"])
        after = after_wrong_number(tries, unit.day, 0 if left is None else 1)
        notes = (Message("number_wrong_next" if left is not None else "number_wrong_none", {"name": name}),)
    elif clean.outcome is Outcome.PROMISED and clean.promised is not None:
        rule = follow_rules.the_rule(unit.sql, Kind.PROMISED)
        unit.insert(
            FollowUp, rule_id=rule.id if rule else None, kind=Kind.PROMISED.value, customer_id=customer["id"],
            occurrence=clean.promised, due_day=clean.promised + (rule.days if rule else 1), state=State.OPEN.value,
            staff_id=clean.staff_id, note=clean.note, source_id=row, created_day=clean.day,
        )  # fmt: skip
    elif clean.outcome is Outcome.REFUSED and clean.reason_id is not None:
        put_reason(unit, customer_id=customer["id"], reason_id=clean.reason_id, note=clean.note, who=who)
    elif clean.outcome is Outcome.DO_NOT_CONTACT:
        unit.update(Customer, customer["id"], do_not_contact=True)
        for other in follow_rules.open_of(unit.sql, customer["id"]):
            if other != row:
                unit.update(FollowUp, other, state=State.DISMISSED.value, closed_day=unit.day)
        notes = (Message("left_alone", {"name": name}),)
    over = after.state is not State.OPEN
    unit.update(
        FollowUp, row, state=after.state.value, tries=after.tries, due_day=after.due_day,
        closed_day=clean.day if over else None,
    )  # fmt: skip
    return notes


def _supersede(unit: Unit, customer_id: int, row: int) -> None:
    """They were spoken to: what they had promised before is settled by what they say now."""
    for promise in follow_rules.open_promises(unit.sql, customer_id):
        if promise != row:
            unit.update(FollowUp, promise, state=State.DONE.value, closed_day=unit.day)


def _as_win_back(unit: Unit, item: DueItem, list_row_id: int | None, day: int) -> None:
    """Who stayed away and was spoken to was tried to be won back; a stroke that noted it of the whole list says it already."""
    list_id = answers.list_of_row(unit.sql, list_row_id) if list_row_id is not None else None
    if not answers.tried_already(unit.sql, item.customer_id, day, list_id):
        unit.insert(
            WinBack, customer_id=item.customer_id, day=day, measure=Measure.CALL.value, list_id=list_id, batch=list_id,
            created_at=unit.at,
        )  # fmt: skip


def _minute(book: Book, clean: CleanAnswer) -> int | None:
    return book.minute() if clean.day == book.today() else None


def _name(customer: dict[str, Any]) -> str:
    return str(customer["name"] or customer["alias"])
