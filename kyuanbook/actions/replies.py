"""What customers answer to a 问卷, typed back: into the fields of the customer, and kept as it was given then.

A field says what was answered last. Corrected or struck out, it says that again, or what stood there before anybody asked;
but what was written into it by hand since stays.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kyuanbook.actions.custom import write_values
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.whom import called, customer_of
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import custom, lookups
from kyuanbook.book.queries.list_survey import ListSurvey, reply_of_row
from kyuanbook.book.queries.surveys import ReplyRow, field_of_question, packed, questions, replies_of, reply
from kyuanbook.book.reader import Reader
from kyuanbook.book.tables import Customer, Survey, SurveyReply
from kyuanbook.book.unit import Unit
from kyuanbook.rules.custom import Clean, kept_again
from kyuanbook.rules.surveys import ReplyEntry, clean_reply
from kyuanbook.rules.words import Message, Problem, refuse_unless

Told = dict[int, tuple[str, str]]
"""field -> (what was answered last, what stood there before anybody asked)."""


def record_reply(
    book: Book, *, survey_id: int, customer_id: int, entry: ReplyEntry, accepted: Collection[str] = (),
    list_row_id: int | None = None,
) -> Done:  # fmt: skip
    """Write down what a customer answered. ``list_row_id``: the row of a printed list it is typed back from. A second reply
    of one day is asked about. Raises Refused."""
    with book.write("record_reply", customer_id=customer_id) as unit:
        survey, customer = unit.get(Survey, survey_id), customer_of(unit, customer_id)
        if survey is None:
            raise NoSuchRow(table="survey", id=survey_id)
        unit.name({"name": called(customer), "survey": survey["name"]})
        kept, day, problems = clean_reply(questions(unit.sql, survey_id), entry, unit.day)
        there = replies_of(unit.sql, customer_id)
        twice = [Problem("day", Message("reply_twice", {"name": called(customer)}), asks=True)]
        before = [one for one in there if one.survey_id == survey_id and one.day == day]
        refuse_unless([*problems, *(twice if before else ())], accepted)
        said = {i: value.text for i, value in kept.items() if value is not None}
        row = _insert(unit, survey_id, customer_id, said, day, list_row_id)
    return Done(unit.changed, row)


class RowReply(NamedTuple):
    """What is typed back of a 问卷 with a row of a printed list. ``kept``: question -> what is kept of it."""

    kept: dict[int, Clean | None]
    day: int


def read_with_row(
    sql: Reader, *, asked: ListSurvey, customer_id: int, list_row_id: int, entry: ReplyEntry, today: int
) -> tuple[RowReply, tuple[Problem, ...]]:  # fmt: skip
    """The answers as they would be kept, and all that is wrong or asked. They may all be left out; who answered that day
    elsewhere is asked about."""
    kept, day, found = clean_reply(asked.questions, entry, today)
    problems = [problem for problem in found if problem.message.key != "reply_empty"]
    others = [
        one for one in replies_of(sql, customer_id)
        if (one.survey_id, one.day) == (asked.survey_id, day) and one.list_row_id != list_row_id
    ]  # fmt: skip
    if others and any(kept.values()):
        problems.append(Problem("answers", Message("reply_twice", {"name": lookups.name_of(sql, customer_id) or ""}), asks=True))
    return RowReply(kept, day), tuple(problems)


def put_with_row(unit: Unit, *, asked: ListSurvey, customer_id: int, list_row_id: int, typed: RowReply) -> None:
    """Keep them within another action: in the place of what was typed back from that row before."""
    before = reply_of_row(unit.sql, list_row_id, customer_id)
    said = {i: value.text for i, value in typed.kept.items() if value is not None}
    if before is None:
        if said:
            _insert(unit, asked.survey_id, customer_id, said, typed.day, list_row_id)
        return
    said |= {i: text for i, text in before.said.items() if i not in typed.kept}
    if not said:
        _put(unit, before, None, before.day)
    elif (said, typed.day) != (dict(before.said), before.day):
        _put(unit, before, said, typed.day)


def change_reply(book: Book, *, reply_id: int, entry: ReplyEntry, accepted: Collection[str] = ()) -> Done:
    """Correct it; an answer made empty is none, questions asked no more keep theirs. Raises Refused."""
    with book.write("change_reply") as unit:
        before = _reply(unit, reply_id)
        customer = customer_of(unit, before.customer_id)
        _name_it(unit, before, customer)
        open_ones = [one for one in questions(unit.sql, before.survey_id) if not one.hidden]
        kept, day, problems = clean_reply(open_ones, entry, unit.day)
        refuse_unless(problems, accepted)
        said = {i: text for i, text in before.said.items() if i not in kept}
        said |= {i: value.text for i, value in kept.items() if value is not None}
        if (said, day) != (dict(before.said), before.day):
            _put(unit, before, said, day)
    return Done(unit.changed, reply_id)


def strike_reply(book: Book, *, reply_id: int) -> Done:
    """It was not so."""
    with book.write("strike_reply") as unit:
        before = _reply(unit, reply_id)
        _name_it(unit, before, unit.get(Customer, before.customer_id))
        _put(unit, before, None, before.day)
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _insert(
    unit: Unit, survey_id: int, customer_id: int, said: Mapping[int, str], day: int, list_row_id: int | None
) -> int:
    """A new reply; fields that it answers for as the newest say so."""
    of, stands = field_of_question(unit.sql), _stands(unit, customer_id)
    told = _told(replies_of(unit.sql, customer_id), of)
    was = {i: told[of[i]][1] if of[i] in told else stands.get(of[i], "") for i in said}
    row = unit.insert(
        SurveyReply, survey_id=survey_id, customer_id=customer_id, day=day, answers=packed(said, was),
        list_row_id=list_row_id, created_at=unit.at,
    )  # fmt: skip
    after = replies_of(unit.sql, customer_id)
    newest = {of[i] for i in said if _last_of(after, of, of[i]) == row}
    _write(unit, customer_id, {field: text for field, (text, _) in _told(after, of).items() if field in newest})
    return row


def _put(unit: Unit, before: ReplyRow, said: Mapping[int, str] | None, day: int) -> None:
    """Make a reply say ``said``; None: it goes. Its fields follow, but those that were written in by hand meanwhile."""
    of, who = field_of_question(unit.sql), before.customer_id
    there, stands = replies_of(unit.sql, who), _stands(unit, who)
    told = _told(there, of)
    touched = {of[i] for i in (*before.said, *(said or ())) if i in of}
    follows = {field for field in touched if field not in told or told[field][0] == stands.get(field, "")}
    if said is None:
        unit.delete(SurveyReply, before.id)
    else:
        base = {i: told[of[i]][1] if of[i] in told else stands.get(of[i], "") for i in said if i in of}
        unit.update(SurveyReply, before.id, day=day, answers=packed(said, {**base, **before.was}))
    after = replies_of(unit.sql, who)
    now, asked_new = _told(after, of), {of[i] for i in said or () if i not in before.said and i in of}
    newest = {field for field in asked_new if _last_of(after, of, field) == before.id}
    _write(unit, who, {f: now[f][0] if f in now else told[f][1] for f in follows | newest if f in now or f in told})


def _told(there: Iterable[ReplyRow], of: Mapping[int, int]) -> Told:
    """Of replies, the newest first."""
    found: Told = {}
    for one in there:
        for question, text in one.said.items():
            if question in of:
                found.setdefault(of[question], (text, one.was.get(question, "")))
    return found


def _last_of(there: Sequence[ReplyRow], of: Mapping[int, int], field: int) -> int | None:
    """The newest reply that answers for a field."""
    return next((one.id for one in there if any(of.get(i) == field for i in one.said)), None)


def _stands(unit: Unit, customer_id: int) -> dict[int, str]:
    return {field: text for field, (_, text) in lookups.custom_values(unit.sql, customer_id, None).items()}


def _write(unit: Unit, customer_id: int, texts: Mapping[int, str]) -> None:
    kinds = {field.id: field.kind for field in custom.fields(unit.sql, hidden=True)}
    values: dict[int, Clean | None] = {i: kept_again(kinds[i], text) if text else None for i, text in texts.items()}
    write_values(unit, values, customer_id)


def _reply(unit: Unit, reply_id: int) -> ReplyRow:
    found = reply(unit.sql, reply_id)
    if found is None:
        raise NoSuchRow(table="survey_reply", id=reply_id)
    return found


def _name_it(unit: Unit, before: ReplyRow, customer: dict[str, Any] | None) -> None:
    unit.customer_id = before.customer_id
    unit.name({"name": called(customer) if customer else "", "survey": before.survey})
