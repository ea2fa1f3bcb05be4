"""What the owner does with 问卷: made, changed, put in order, put away."""

from collections.abc import Sequence
from typing import Any

from kyuanbook.actions.children import put_in_order
from kyuanbook.actions.custom import change_choices, put_own
from kyuanbook.actions.done import Book, Done
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.custom import fields
from kyuanbook.book.queries.surveys import questions, surveys
from kyuanbook.book.tables import Survey, SurveyQuestion
from kyuanbook.book.unit import Unit
from kyuanbook.rules.custom import FieldRow, Kind, Owner
from kyuanbook.rules.surveys import CleanQuestion, CleanSurvey, SurveyEntry, clean_survey, field_of
from kyuanbook.rules.words import Message, Problem, Refused, refuse_unless


def make_survey(book: Book, *, entry: SurveyEntry) -> Done:
    """A new 问卷 at the end of the list, with the fields that its questions bring. Raises Refused."""
    clean, problems = clean_survey(entry)
    refuse_unless(problems)
    with book.write("make_survey", label={"name": clean.name}) as unit:
        there = surveys(unit.sql, hidden=True)
        _not_taken(clean.name, [row.name for row in there])
        place = max((row.position for row in there), default=-1) + 1
        row = unit.insert(Survey, name=clean.name, words=clean.words, position=place)
        _settle(unit, row, clean, entry)
    return Done(unit.changed, row)


def change_survey(book: Book, *, survey_id: int, entry: SurveyEntry) -> Done:
    """Other words, other questions. What was answered stays in the fields, and in the replies as it was given. Raises
    Refused."""
    clean, problems = clean_survey(entry)
    refuse_unless(problems)
    with book.write("change_survey", label={"name": clean.name}) as unit:
        _survey(unit, survey_id)
        _not_taken(clean.name, [row.name for row in surveys(unit.sql, hidden=True) if row.id != survey_id])
        unit.update(Survey, survey_id, name=clean.name, words=clean.words)
        _settle(unit, survey_id, clean, entry)
    return Done(unit.changed, survey_id)


def hide_survey(book: Book, *, survey_id: int, hidden: bool) -> Done:
    """Offer it no more, or again. What was answered stays."""
    with book.write("hide_survey" if hidden else "show_survey") as unit:
        unit.name({"name": _survey(unit, survey_id)["name"]})
        unit.update(Survey, survey_id, hidden=hidden)
    return Done(unit.changed, survey_id)


def order_surveys(book: Book, *, survey_ids: Sequence[int]) -> Done:
    """Put them in the order given; those not named follow as they were."""
    with book.write("order_surveys") as unit:
        put_in_order(unit, Survey, survey_ids, [row.id for row in surveys(unit.sql, hidden=True)])
    return Done(unit.changed)


# inside ------------------------------------------------------------------------------------------------------------------


def _survey(unit: Unit, survey_id: int) -> dict[str, Any]:
    row = unit.get(Survey, survey_id)
    if row is None:
        raise NoSuchRow(table="survey", id=survey_id)
    return row


def _not_taken(name: str, there: Sequence[str]) -> None:
    if any(name.casefold() == other.casefold() for other in there):
        raise Refused([Problem("name", Message("survey_taken", {"name": name}))])


def _settle(unit: Unit, survey_id: int, clean: CleanSurvey, entry: SurveyEntry) -> None:
    """Make its questions what is wanted, changing as few rows as can be."""
    there = {one.id: one for one in questions(unit.sql, survey_id)}
    known = {field.id: field for field in fields(unit.sql, Owner.CUSTOMER, hidden=True)}
    typed = [n for n, one in enumerate(entry.questions, 1) if one.text.strip()]
    kept = {one.id for one in clean.questions if one.id is not None}
    if kept - set(there):
        raise NoSuchRow(table="survey_question", id=min(kept - set(there)))
    unit.delete_many(SurveyQuestion, [i for i in there if i not in kept])
    for place, (n, one) in enumerate(zip(typed, clean.questions, strict=True)):
        field = _field(unit, known, one, n)
        if one.id is None:
            unit.insert(SurveyQuestion, survey_id=survey_id, field_id=field, text=one.text, position=place)
        else:
            unit.update(SurveyQuestion, one.id, field_id=field, text=one.text, position=place)


def _field(unit: Unit, known: dict[int, FieldRow], one: CleanQuestion, n: int) -> int:
    """The field an answer goes to: one that is there, or one that the question brings."""
    if one.field_id is None:
        try:
            return put_own(unit, kind=one.kind, name=field_of(one.text), choices=one.choices, measure=one.unit)
        except Refused:
            raise Refused(
                [Problem(f"question{n}", Message("question_field_taken", {"name": field_of(one.text)}))]
            ) from None
    if one.field_id not in known:
        raise NoSuchRow(table="custom_field", id=one.field_id)
    field = known[one.field_id]
    if field.kind is Kind.CHOICE and one.choices and one.choices != field.choices:
        change_choices(unit, field.id, one.choices)
    return field.id
