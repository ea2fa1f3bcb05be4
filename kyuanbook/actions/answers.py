"""A call, a message, a visit at their door came out so: written down in one undoable step with all that follows from it."""

from collections.abc import Collection
from typing import Any

from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.followups import new_row
from kyuanbook.actions.lapse import put_reason
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import answers, follow_rules
from kyuanbook.book.queries.due import DueItem
from kyuanbook.book.queries.results import PaperRow, wants_reason
from kyuanbook.book.queries.shop import ShopSettings, settings
from kyuanbook.book.tables import Customer, Feedback, FollowUp, Interaction, Lapse, Phone, WinBack
from kyuanbook.book.unit import Unit
from kyuanbook.rules.answers import (
    AnswerEntry,
    CleanAnswer,
    Followed,
    clean_answer,
    printed_number,
    tried_words,
    unpacked,
)
from kyuanbook.rules.feedback import Way
from kyuanbook.rules.followups import RANKED, Kind, Next, State, after_no_answer, after_wrong_number
from kyuanbook.rules.touches import SPOKEN_TO, CleanTouch, Outcome, TouchKind, outcome_name
from kyuanbook.rules.winback import Measure
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def record_answer(
    book: Book, *, item: DueItem, entry: AnswerEntry, list_row_id: int | None = None, accepted: Collection[str] = ()
) -> Done:
    """Write down what came of getting in touch about ``item``: the touch, and by themselves what follows from it.

    未接 comes up again after the shop's days, at most so many times; 空号 marks the number rung and offers the next; 约好 makes
    a promise that comes up when they don't; 拒绝 takes a reason; 请勿再联系 closes whatever is open of theirs; a low score comes
    up by its rule the same day. ``list_row_id``: the row of the paper it is typed back from (see ``actions.results``); typed
    again it takes the place of what was typed before. Raises Refused; ``notes`` say what else happened.
    """
    clean, problems = clean_answer(entry, item.channel, book.today())
    refuse_unless(problems, accepted)
    with book.write(f"answer_{clean.outcome.value}", customer_id=item.customer_id) as unit:
        touch, notes = put_answer(unit, item, clean, minute=_minute(book, clean), who=book.who, list_row_id=list_row_id)
    return Done(unit.changed, touch, notes)


def put_answer(
    unit: Unit, item: DueItem, clean: CleanAnswer, *, minute: int | None, who: str, list_row_id: int | None = None,
    paper: PaperRow | None = None,
) -> tuple[int, tuple[Message, ...]]:  # fmt: skip
    """The same within another action. ``paper``: the row, whose number is the one that was rung."""
    customer = customer_of(unit, item.customer_id)
    unit.name({"name": called(customer)}, f"answer_{outcome_name(item.channel, clean.outcome)}")
    before = answers.typed_before(unit.sql, list_row_id) if list_row_id is not None else []
    for touch in before:
        take_back(unit, touch, for_good=True)
    if before:
        customer = customer_of(unit, item.customer_id)
    writing = _Writing(unit, customer, clean, who, _row_of(unit, item), item.channel)
    writing.ring(paper)
    notes = writing.follow()
    row = writing.keep(item)
    if item.kind in RANKED and clean.outcome in SPOKEN_TO:
        writing.as_win_back(list_row_id)
    touch = unit.insert(
        Interaction, customer_id=item.customer_id, day=clean.day, minute=minute, kind=item.channel.value,
        outcome=clean.outcome.value, staff_id=clean.staff_id, note=clean.note, follow_up_id=row, phone_id=writing.phone,
        list_row_id=list_row_id, followed=writing.followed.packed(), created_at=unit.at,
    )  # fmt: skip
    return touch, (*notes, *writing.score(touch))


def _row_of(unit: Unit, item: DueItem) -> dict[str, Any] | None:
    """The row of what it is about, if somebody acted upon it before. Raises NoSuchRow for one that is gone."""
    there = item.follow_up_id
    if there is None:
        there = follow_rules.row_acted_upon(unit.sql, item.customer_id, item.rule_id, item.kind, item.occurrence)
    if there is None:
        return None
    row = unit.get(FollowUp, there)
    if row is None:
        raise NoSuchRow(table="follow_up", id=there)
    return row


def strike_answer(book: Book, *, interaction_id: int) -> Done:
    """It was not so: take the answer away with all that followed from it."""
    with book.write("strike_answer") as unit:
        touch = unit.get(Interaction, interaction_id)
        if touch is None or touch["deleted_at"] is not None:
            raise NoSuchRow(table="interaction", id=interaction_id)
        customer = unit.get(Customer, touch["customer_id"])
        unit.customer_id = touch["customer_id"]
        unit.name({"name": called(customer) if customer else ""})
        take_back(unit, interaction_id)
    return Done(unit.changed, interaction_id)


# taking back -------------------------------------------------------------------------------------------------------------


def take_back(unit: Unit, interaction_id: int, *, for_good: bool = False) -> None:
    """Undo what followed from an answer, within another action: what others did since stays. ``for_good``: another answer
    takes its place, it does not lie in 回收站 either."""
    touch = unit.get(Interaction, interaction_id)
    if touch is None or (touch["deleted_at"] is not None and not for_good):
        return
    followed = unpacked(touch["followed"])
    for feedback, thrown in answers.feedback_of(unit.sql, interaction_id):
        if for_good and not thrown:
            unit.delete(Feedback, feedback)
        elif for_good:  # thrown by itself, it stays in 回收站, of no call any more
            unit.update(Feedback, feedback, interaction_id=None)
        elif not thrown:
            unit.update(Feedback, feedback, deleted_at=unit.at)
    _forget_promise(unit, followed)
    about = _still_about(unit, touch, followed)
    _forget_consequences(unit, touch)
    if for_good:
        unit.delete(Interaction, interaction_id)
    else:
        unit.update(Interaction, interaction_id, deleted_at=unit.at, follow_up_id=about, followed="")
    if about is None and touch["follow_up_id"] is not None:  # it was made by the answer alone: its rule finds it again
        unit.delete(FollowUp, touch["follow_up_id"])


def answer_otherwise(unit: Unit, touch: dict[str, Any], clean: CleanTouch, who: str) -> tuple[Message, ...]:
    """A touch that was an answer is corrected on the card to another outcome: what followed is taken back, what follows now
    is done; the touch stays the same row. Raises Refused for 约好, which needs its day."""
    if clean.outcome == Outcome.PROMISED:
        raise Refused([Problem("outcome", Message("change_promise_in_results"))])
    _forget_consequences(unit, touch)
    about = touch["follow_up_id"]
    row = unit.get(FollowUp, about) if about is not None else None
    if row is None:
        return ()
    if not clean.outcome:
        unit.update(Interaction, touch["id"], followed="")
        return ()
    answer = CleanAnswer(Outcome(clean.outcome), clean.note, None, None, None, clean.staff_id, clean.day)
    writing = _Writing(unit, customer_of(unit, touch["customer_id"]), answer, who, row, clean.kind)
    writing.followed = Followed(made=unpacked(touch["followed"]).made)
    writing.phone = touch["phone_id"]
    notes = writing.follow()
    writing.keep()
    if Kind(row["kind"]) in RANKED and answer.outcome in SPOKEN_TO:
        writing.as_win_back(touch["list_row_id"])
    unit.update(Interaction, touch["id"], followed=writing.followed.packed())
    return notes


def _forget_consequences(unit: Unit, touch: dict[str, Any]) -> None:
    """All that followed, but for the touch, its score and the row it was about."""
    followed = unpacked(touch["followed"])
    _forget_what_it_said(unit, touch, followed)
    _open_again(unit, touch, followed)
    _forget_promise(unit, followed)
    _put_as_before(unit, touch, followed)


def _forget_what_it_said(unit: Unit, touch: dict[str, Any], followed: Followed) -> None:
    """Marks and rows the answer made, unless somebody else said the same or made something of them."""
    whose = touch["customer_id"]
    wrong = followed.wrong if followed.wrong is not None and unit.get(Phone, followed.wrong) is not None else None
    if wrong is not None and not answers.said_too(unit.sql, touch["id"], whose, Outcome.WRONG_NUMBER, wrong):
        unit.update(Phone, wrong, wrong=False)
    if followed.added is not None and unit.get(Phone, followed.added) is not None:
        unit.delete(Phone, followed.added)
    if followed.alone and not answers.said_too(unit.sql, touch["id"], whose, Outcome.DO_NOT_CONTACT):
        unit.update(Customer, whose, do_not_contact=False)
    if followed.reason is not None and unit.get(Lapse, followed.reason) is not None:
        unit.delete(Lapse, followed.reason)
    attempt = unit.get(WinBack, followed.attempt) if followed.attempt is not None else None
    if attempt is not None and not attempt["cost_cents"] and not attempt["note"]:
        unit.delete(WinBack, attempt["id"])


def _open_again(unit: Unit, touch: dict[str, Any], followed: Followed) -> None:
    """What it closed beside its own; unless they are to be left alone all the same."""
    customer = unit.get(Customer, touch["customer_id"])
    if customer is None or customer["do_not_contact"]:
        return
    for other in followed.closed:
        row = unit.get(FollowUp, other)
        if row is not None and row["state"] == State.DISMISSED:
            unit.update(FollowUp, other, state=State.OPEN.value, closed_day=None)


def _forget_promise(unit: Unit, followed: Followed) -> None:
    """The promise goes, unless somebody acted upon it."""
    promise = unit.get(FollowUp, followed.promise) if followed.promise is not None else None
    if promise is not None and promise["state"] == State.OPEN and not answers.leaned_on(unit.sql, promise["id"], 0):
        unit.delete(FollowUp, promise["id"])


def _still_about(unit: Unit, touch: dict[str, Any], followed: Followed) -> int | None:
    """The follow-up the touch stays tied to; None when there was none but for it and nobody made anything of it since."""
    about: int | None = touch["follow_up_id"]
    row = unit.get(FollowUp, about) if about is not None else None
    alone = row is not None and followed.made and _as_left(row, followed)
    return None if alone and not answers.leaned_on(unit.sql, row["id"], touch["id"]) else about  # type: ignore[index]


def _as_left(row: dict[str, Any], followed: Followed) -> bool:
    return (row["state"], row["due_day"], row["tries"], row["closed_day"]) == followed.left


def _put_as_before(unit: Unit, touch: dict[str, Any], followed: Followed) -> None:
    """What it was about is as it was before; of what somebody acted upon since only the try is taken off."""
    row = unit.get(FollowUp, touch["follow_up_id"]) if touch["follow_up_id"] is not None else None
    if row is None:
        return
    if followed.was is not None and _as_left(row, followed):
        state, due_day, tries, closed_day = followed.was
        unit.update(FollowUp, row["id"], state=state, due_day=due_day, tries=tries, closed_day=closed_day)
    elif touch["outcome"] == Outcome.NO_ANSWER:
        unit.update(FollowUp, row["id"], tries=max(0, row["tries"] - 1))


# what follows ------------------------------------------------------------------------------------------------------------


class _Writing:
    """One answer being written: ``followed`` gathers what is to be taken back with it. ``row``: the follow-up it is about, None
    for one upon which nobody acted yet."""

    def __init__(
        self, unit: Unit, customer: dict[str, Any], clean: CleanAnswer, who: str, row: dict[str, Any] | None, channel: TouchKind
    ) -> None:  # fmt: skip
        self.unit, self.customer, self.clean, self.who, self.row, self.channel = unit, customer, clean, who, row, channel
        self.row_id: int | None = None if row is None else row["id"]
        self.state = State.OPEN if row is None else State(row["state"])
        self.tries = 0 if row is None else int(row["tries"])
        self.shop: ShopSettings = settings(unit.sql)
        self.phone: int | None = None
        self.gone = False  # the number on the paper is theirs no more
        self.after = Next(State.DONE, clean.day, self.tries)
        self.followed = Followed(made=row is None)

    def _note(self, **values: Any) -> None:
        self.followed = self.followed._replace(**values)

    def ring(self, paper: PaperRow | None) -> None:
        """Which number was rung: the one on the paper, as far as it is still theirs."""
        printed = paper.words().get("phone", "") if paper is not None else ""
        if printed:
            self.phone = printed_number(printed, answers.numbers_of(self.unit.sql, self.customer["id"]))
            self.gone = self.phone is None
        else:
            self.phone = answers.number_to_ring(self.unit.sql, self.customer["id"])

    def follow(self) -> tuple[Message, ...]:
        """All of it, by the outcome; what becomes of the follow-up is kept by :meth:`keep`."""
        unit, clean, whose = self.unit, self.clean, self.customer["id"]
        notes = self._new_phone()
        if clean.outcome in SPOKEN_TO:
            self._supersede()
        if clean.outcome is Outcome.NO_ANSWER:
            notes += self._no_answer()
        elif clean.outcome is Outcome.WRONG_NUMBER:
            notes = self._wrong() + notes
        elif clean.outcome is Outcome.REFUSED and clean.reason_id is not None:
            fresh = wants_reason(unit.sql, whose)
            said, _ = put_reason(unit, customer_id=whose, reason_id=clean.reason_id, note=clean.note[:80], who=self.who)
            self._note(reason=said if fresh else None)
        elif clean.outcome is Outcome.DO_NOT_CONTACT:
            notes += self._leave_alone()
        return notes

    def keep(self, item: DueItem | None = None) -> int:
        """The follow-up as the answer leaves it, and a day promised out of it. ``item``: what it is about, for a new row."""
        after, row = self.after, self.row
        left = (after.state.value, after.due_day, after.tries, None if after.state is State.OPEN else self.clean.day)
        if row is None:
            assert item is not None
            was = (State.OPEN.value, item.due_day, 0, None)
        else:
            was = (row["state"], row["due_day"], row["tries"], row["closed_day"])
            if after.state is State.OPEN and self.state is not State.OPEN:  # what is over by another answer stays over
                left = (row["state"], row["due_day"], after.tries, row["closed_day"])
        values: dict[str, Any] = dict(zip(("state", "due_day", "tries", "closed_day"), left, strict=True))
        if row is None:
            assert item is not None
            self.row_id = new_row(self.unit, item, **values)
        else:
            self.unit.update(FollowUp, row["id"], **values)
            self.row_id = row["id"]
        self._note(was=was, left=left)
        if self.clean.outcome is Outcome.PROMISED and self.clean.promised is not None:
            self._promise(self.clean.promised)
        assert self.row_id is not None
        return self.row_id

    def _no_answer(self) -> tuple[Message, ...]:
        after = after_no_answer(self.tries, self.clean.day, self.shop.retry_days, self.shop.retry_most)
        self.after = after
        if self.state is not State.OPEN:
            return ()
        days = after.due_day - self.unit.day if after.state is State.OPEN else None
        return (tried_words(self.channel, days, after.tries),)

    def _new_phone(self) -> tuple[Message, ...]:
        """A number they gave is theirs from now on."""
        given = self.clean.new_phone
        if given is None:
            return ()
        kept = f"{given.number}-{given.extension}" if given.extension else given.number
        there = answers.numbers_of(self.unit.sql, self.customer["id"])
        if kept not in [number for _, number, _ in there]:
            self._note(
                added=self.unit.insert(
                    Phone, customer_id=self.customer["id"], number=kept, typed=given.shown, position=len(there)
                )
            )
        return (Message("new_phone_added", {"phone": given.shown}),)

    def _wrong(self) -> tuple[Message, ...]:
        phone = self.unit.get(Phone, self.phone) if self.phone is not None else None
        if phone is not None and not phone["wrong"]:
            self.unit.update(Phone, phone["id"], wrong=True)
            self._note(wrong=phone["id"])
        left = answers.number_to_ring(self.unit.sql, self.customer["id"])
        self.after = after_wrong_number(self.tries, self.clean.day, 0 if left is None else 1)
        if self.gone:
            return (Message("paper_number_gone"),)
        if self.followed.added is not None:
            return ()
        return (Message("number_wrong_next" if left is not None else "number_wrong_none"),)

    def _supersede(self) -> None:
        """They were spoken to: what they had promised before is settled by what they say now."""
        older = [i for i in answers.open_promises(self.unit.sql, self.customer["id"], self.row_id) if i != self.row_id]
        for other in older:
            self.unit.update(FollowUp, other, state=State.DISMISSED.value, closed_day=self.clean.day)
        self._note(closed=(*self.followed.closed, *older))

    def _promise(self, day: int) -> None:
        unit, clean = self.unit, self.clean
        rule = follow_rules.the_rule(unit.sql, Kind.PROMISED)
        whose = clean.staff_id if clean.staff_id is not None or rule is None else rule.staff_id
        promise = unit.insert(
            FollowUp, rule_id=rule.id if rule else None, kind=Kind.PROMISED.value, customer_id=self.customer["id"],
            occurrence=day, due_day=day + (rule.days if rule else 1), state=State.OPEN.value, staff_id=whose,
            note=clean.note, source_id=self.row_id, created_day=clean.day,
        )  # fmt: skip
        self._note(promise=promise, promised=day)

    def _leave_alone(self) -> tuple[Message, ...]:
        unit = self.unit
        fresh = unit.update(Customer, self.customer["id"], do_not_contact=True)
        closed = [other for other in follow_rules.open_of(unit.sql, self.customer["id"]) if other != self.row_id]
        for other in closed:
            unit.update(FollowUp, other, state=State.DISMISSED.value, closed_day=self.clean.day)
        self._note(alone=fresh, closed=(*self.followed.closed, *closed))
        return (Message("left_alone"),)

    def as_win_back(self, list_row_id: int | None) -> None:
        """Who stayed away and was spoken to was tried to be won back, unless that is noted of the whole list already."""
        unit, day, whose = self.unit, self.clean.day, self.customer["id"]
        list_id = answers.list_of_row(unit.sql, list_row_id) if list_row_id is not None else None
        if not answers.tried_already(unit.sql, whose, day, list_id):
            attempt = unit.insert(
                WinBack, customer_id=whose, day=day, measure=Measure.CALL.value, list_id=list_id, batch=list_id,
                created_at=unit.at,
            )  # fmt: skip
            self._note(attempt=attempt)

    def score(self, touch: int) -> tuple[Message, ...]:
        """A score they gave; a low one comes up the same day, unless they are to be left alone or no rule asks for it."""
        unit, clean, whose = self.unit, self.clean, self.customer["id"]
        if clean.score is None:
            return ()
        way = Way.COUNTER if self.channel is TouchKind.IN_PERSON else Way.CALL
        unit.insert(
            Feedback, customer_id=whose, day=clean.day, score=clean.score, words=clean.note, way=way.value,
            visit_id=answers.last_visit(unit.sql, whose, clean.day),
            staff_id=answers.staff_of_last_visit(unit.sql, whose, clean.day), interaction_id=touch, created_at=unit.at,
        )  # fmt: skip
        low = clean.score <= self.shop.low_score and clean.outcome is not Outcome.DO_NOT_CONTACT
        if not low or self.customer["do_not_contact"] or follow_rules.the_rule(unit.sql, Kind.LOW_SCORE) is None:
            return ()
        return (Message("score_is_low"),)


def _minute(book: Book, clean: CleanAnswer) -> int | None:
    return book.minute() if clean.day == book.today() else None
