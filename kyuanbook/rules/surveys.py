"""问卷: up to ten of the owner's own questions, whose answers are kept in custom fields of the customer. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kyuanbook.rules.custom import NAME_LIMIT as FIELD_LIMIT
from kyuanbook.rules.custom import Clean, FieldRow, Kind, clean_choices, clean_unit, clean_value
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line, cut, line_of
from kyuanbook.rules.words import Message, Problem

MOST_QUESTIONS: Final = 10
NAME_LIMIT: Final = 16
QUESTION_LIMIT: Final = 40
WORDS_LIMIT: Final = 80
_ANSWER: Final = "answer"
_ENDS: Final = re.compile(r"[\s？?。.！!：:，,]+$")


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question as typed. ``id``: of one that is there already; ``field_id``: the field its answers go to, None for a field
    of its own, of ``kind``, with ``choices`` apart by commas."""

    text: str = ""
    kind: str = Kind.TEXT.value
    choices: str = ""
    unit: str = ""
    field_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyEntry:
    """A 问卷 as typed. ``words``: what is said before the questions. A question without text is none."""

    name: str = ""
    words: str = ""
    questions: tuple[QuestionEntry, ...] = ()


class CleanQuestion(NamedTuple):
    """A question as the book keeps it; ``choices`` and ``unit`` of the field it brings with it."""

    text: str
    kind: Kind
    choices: tuple[str, ...]
    unit: str
    field_id: int | None
    id: int | None


class CleanSurvey(NamedTuple):
    """A 问卷 as the book keeps it."""

    name: str
    words: str
    questions: tuple[CleanQuestion, ...]


def clean_survey(entry: SurveyEntry) -> tuple[CleanSurvey, tuple[Problem, ...]]:
    """The 问卷 as the book would keep it, and all that is wrong: problems of the n-th question go under ``question<n>`` and
    ``choices<n>``, as they were typed, from 1."""
    name, wrong = clean_line(entry.name, "name", NAME_LIMIT, required=True)
    problems = list(wrong)
    words, wrong = clean_line(entry.words, "words", WORDS_LIMIT)
    problems += wrong
    asked: list[CleanQuestion] = []
    for n, one in enumerate(entry.questions, 1):
        if not line_of(one.text):
            continue
        question, found = _question(one, n)
        if any(question.text.casefold() == other.text.casefold() for other in asked):
            found.append(Problem(f"question{n}", Message("question_twice")))
        elif question.field_id is not None and any(question.field_id == other.field_id for other in asked):
            found.append(Problem(f"question{n}", Message("question_field_twice")))
        asked.append(question)
        problems += found
    if not asked:
        problems.append(Problem("questions", Message("survey_no_questions")))
    elif len(asked) > MOST_QUESTIONS:
        problems.append(Problem("questions", Message("survey_too_long", {"most": MOST_QUESTIONS, "n": len(asked)})))
    return CleanSurvey(name, words, tuple(asked)), tuple(problems)


def _question(one: QuestionEntry, n: int) -> tuple[CleanQuestion, list[Problem]]:
    text, wrong = clean_line(one.text, f"question{n}", QUESTION_LIMIT)
    problems, kind = list(wrong), Kind(one.kind)
    choices: tuple[str, ...] = ()
    if kind is Kind.CHOICE:
        choices, wrong = clean_choices(one.choices)
        problems += (p._replace(field=f"choices{n}") for p in wrong)
    unit, wrong = clean_unit(one.unit) if kind is Kind.NUMBER else ("", ())
    problems += (p._replace(field=f"choices{n}") for p in wrong)
    return CleanQuestion(text, kind, choices, unit, one.field_id, one.id), problems


def field_of(question: str) -> str:
    """What the field is called that a question brings: 多久洗一次头, of 多久洗一次头？"""
    return cut(_ENDS.sub("", question), FIELD_LIMIT)


# answers -----------------------------------------------------------------------------------------------------------------


class QuestionRow(NamedTuple):
    """A question as it is asked. ``number``: as it stands on paper, counted with those whose field is put away."""

    id: int
    number: int
    text: str
    field: FieldRow

    @property
    def hidden(self) -> bool:
        """Its field was put away: it is asked no more."""
        return self.field.hidden


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """Answers as typed, by the id of the question; ``day`` empty: today."""

    answers: Mapping[int, str]
    day: str = ""


def answer_name(number: int) -> str:
    """The name under which the problems of an answer go."""
    return f"{_ANSWER}{number}"


def answered_number(field: str) -> int | None:
    """The number of the question that a problem is about; None: it is about something else."""
    number = field.removeprefix(_ANSWER)
    return int(number) if number != field and number.isdecimal() else None


def clean_reply(
    questions: Sequence[QuestionRow], entry: ReplyEntry, today: int
) -> tuple[dict[int, Clean | None], int, tuple[Problem, ...]]:
    """(question -> what is kept of it, the day, all that is wrong or asked). A choice may be typed by its place on the
    paper; a question whose field is put away takes no answer."""
    day, problems = read_day(line_of(entry.day), today, "day")
    found = list(problems)
    kept: dict[int, Clean | None] = {}
    for one in questions:
        typed = entry.answers.get(one.id)
        if typed is None or (one.hidden and not line_of(typed)):
            continue
        if one.hidden:
            message = Message("question_put_away", {"number": one.number, "field": one.field.name})
            found.append(Problem(answer_name(one.number), message))
            continue
        kept[one.id], wrong = clean_value(one.field, by_place(one.field, typed), today)
        found += (problem._replace(field=answer_name(one.number)) for problem in wrong)
    if not any(kept.values()) and not found:
        found.append(Problem("answers", Message("reply_empty")))
    return kept, today if day is None else day, tuple(found)


def by_place(field: FieldRow, typed: str) -> str:
    """``2`` for the second of the choices, unless that is one of them itself."""
    line = line_of(typed)
    if field.kind is Kind.CHOICE and line.isdecimal() and line not in field.choices and 0 < int(line) <= len(field.choices):
        return field.choices[int(line) - 1]
    return typed
