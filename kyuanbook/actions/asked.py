"""The questions of a 问卷 as they stand on paper, in the owner's words."""

from collections.abc import Sequence
from typing import Final

from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries import surveys
from kyuanbook.book.reader import Reader
from kyuanbook.language import say, tr
from kyuanbook.paper.forms import Asked
from kyuanbook.rules.custom import Kind
from kyuanbook.rules.surveys import QuestionRow
from kyuanbook.rules.words import Message

LINES: Final = 2  # to write an answer in words on


def asked_of(sql: Reader, survey_id: int) -> tuple[surveys.SurveyRow, list[Asked]]:
    """A 问卷 and its questions; those whose field is put away are left out, the others keep their numbers. Raises NoSuchRow."""
    row = surveys.survey(sql, survey_id)
    if row is None:
        raise NoSuchRow(table="survey", id=survey_id)
    return row, as_asked(surveys.questions(sql, survey_id))


def as_asked(questions: Sequence[QuestionRow]) -> list[Asked]:
    """The questions that are asked, for paper."""
    return [_asked(one) for one in questions if not one.hidden]


def _asked(one: QuestionRow) -> Asked:
    number, field = str(one.number), one.field
    if field.kind is Kind.YES_NO:
        return Asked(number, one.text, (say(Message("custom_yes")), say(Message("custom_no"))), id=one.id)
    if field.kind is Kind.CHOICE:  # numbered as the keys that type them back
        return Asked(number, one.text, field.choices, keyed=True, id=one.id)
    if field.kind is Kind.DATE:
        return Asked(number, one.text, date=tr("_ 年 _ 月 _ 日"), id=one.id)
    if field.kind is Kind.NUMBER:
        return Asked(number, one.text, unit=field.unit or " ", id=one.id)
    return Asked(number, one.text, lines=LINES, id=one.id)
