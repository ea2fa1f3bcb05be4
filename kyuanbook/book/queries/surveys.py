"""问卷: the questions the owner asks, who answered them, and what they answered."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kyuanbook.book.queries import custom
from kyuanbook.book.reader import Reader
from kyuanbook.rules.custom import FieldRow, Kind
from kyuanbook.rules.feedback import Mean, mean_of
from kyuanbook.rules.surveys import QuestionRow

GoOn = Callable[[int, int], bool]
NEWEST: Final = 5  # answers in words that are shown
_STEP: Final = 2000


class Stopped(Exception):
    """Whoever asked wants to know no more."""


class SurveyRow(NamedTuple):
    """A 问卷 in the owner's list. ``questions``: how many are asked now; ``replied``: how many customers answered."""

    id: int
    name: str
    words: str
    position: int
    hidden: bool
    version: int
    questions: int
    replied: int


_SURVEY: Final = (
    "SELECT s.id, s.name, s.words, s.position, s.hidden, s.version, (SELECT count(*) FROM survey_question q JOIN custom_field"
    " f ON f.id = q.field_id WHERE q.survey_id = s.id AND f.hidden = 0), (SELECT count(DISTINCT r.customer_id) FROM"
    " survey_reply r JOIN customer c ON c.id = r.customer_id WHERE r.survey_id = s.id AND c.deleted_at IS NULL) FROM survey s"
)


def surveys(sql: Reader, *, hidden: bool = False) -> list[SurveyRow]:
    """In the owner's order; ``hidden``: those put away too."""
    rows = sql.rows(f"{_SURVEY} WHERE s.hidden = 0 OR s.hidden = :hidden ORDER BY s.position, s.id", hidden=int(hidden))
    return [_survey(row) for row in rows]


def survey(sql: Reader, survey_id: int) -> SurveyRow | None:
    """One of them, put away or not."""
    row = sql.one(f"{_SURVEY} WHERE s.id = :id", id=survey_id)
    return None if row is None else _survey(row)


def _survey(row: tuple[Any, ...]) -> SurveyRow:
    i, name, words, position, hidden, version, asked, replied = row
    return SurveyRow(i, name, words, position, bool(hidden), version, asked, replied)


def questions(sql: Reader, survey_id: int) -> list[QuestionRow]:
    """All of its questions in order, those too whose field is put away: the numbers on paper stay."""
    known = {field.id: field for field in custom.fields(sql, hidden=True)}
    rows = sql.rows(
        "SELECT id, text, field_id FROM survey_question WHERE survey_id = :id ORDER BY position, id", id=survey_id
    )
    return [QuestionRow(i, number, text, known[field]) for number, (i, text, field) in enumerate(rows, 1)]


# what somebody answered --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A 问卷 that was answered. ``said``: question -> what was answered then, as a field keeps it; ``was``: question -> what
    stood in its field before; ``list_row_id``: the row of a printed list it was typed back from."""

    id: int
    survey_id: int
    survey: str
    customer_id: int
    day: int
    said: Mapping[int, str]
    was: Mapping[int, str]
    list_row_id: int | None = None


_REPLY: Final = (
    "SELECT r.id, r.survey_id, s.name, r.customer_id, r.day, r.answers, r.list_row_id FROM survey_reply r JOIN survey s"
    " ON s.id = r.survey_id"
)


def packed(said: Mapping[int, str], was: Mapping[int, str]) -> str:
    """As the book keeps it: question -> [what was answered, what stood there before]."""
    return json.dumps({str(i): [text, was.get(i, "")] for i, text in said.items()}, ensure_ascii=False)


def _reply(row: tuple[Any, ...]) -> ReplyRow:
    i, survey_id, name, customer, day, answers, list_row = row
    kept = {int(i): pair for i, pair in json.loads(answers).items()}
    said, was = {i: pair[0] for i, pair in kept.items()}, {i: pair[1] for i, pair in kept.items()}
    return ReplyRow(i, survey_id, name, customer, day, said, was, list_row)


def replies_of(sql: Reader, customer_id: int) -> list[ReplyRow]:
    """What a customer answered, newest first; what was typed later on one day is the newer."""
    rows = sql.rows(f"{_REPLY} WHERE r.customer_id = :id ORDER BY r.day DESC, r.id DESC", id=customer_id)
    return [_reply(row) for row in rows]


def reply(sql: Reader, reply_id: int) -> ReplyRow | None:
    """One reply, for correcting it."""
    row = sql.one(f"{_REPLY} WHERE r.id = :id", id=reply_id)
    return None if row is None else _reply(row)


def replies_where(sql: Reader, where: str, **values: object) -> list[ReplyRow]:
    """Those of which ``where`` holds, as they were written."""
    return [_reply(row) for row in sql.rows(f"{_REPLY} WHERE {where} ORDER BY r.id", **values)]


def field_of_question(sql: Reader) -> dict[int, int]:
    """question -> the field its answers go to, of every 问卷."""
    return dict(sql.rows("SELECT id, field_id FROM survey_question"))


# what many answered ------------------------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """One of the answers: how many gave it; a word that is offered no more counts as well. ``customers``: who they are."""

    word: str
    customers: tuple[int, ...]


class Told(NamedTuple):
    """What was answered to one question. ``mean`` of numbers; ``choices`` of a list or of 是 and 否; ``newest``: the last
    answers in words, (customer, answer)."""

    question: QuestionRow
    customers: tuple[int, ...]
    choices: tuple[Choice, ...] = ()
    mean: Mean | None = None
    newest: tuple[tuple[int, str], ...] = ()


def told(sql: Reader, survey_id: int, go_on: GoOn | None = None) -> tuple[Told, ...]:
    """What was answered, question by question. Who answered twice is counted once, with their last answer. Raises Stopped."""
    answered: dict[int, dict[int, str]] = {}
    rows = sql.rows(
        f"{_REPLY} JOIN customer c ON c.id = r.customer_id WHERE r.survey_id = :id AND c.deleted_at IS NULL"
        " ORDER BY r.day, r.id",
        id=survey_id,
    )
    for place, row in enumerate(rows):
        if go_on is not None and place % _STEP == 0 and not go_on(place, len(rows)):
            raise Stopped
        one = _reply(row)
        answered[one.customer_id] = {**answered.pop(one.customer_id, {}), **one.said}
    return tuple(_told(one, answered) for one in questions(sql, survey_id))


def _told(one: QuestionRow, answered: Mapping[int, Mapping[int, str]]) -> Told:
    given = {customer: said[one.id] for customer, said in answered.items() if said.get(one.id)}
    everybody = tuple(given)
    if one.field.kind is Kind.NUMBER:
        return Told(one, everybody, mean=mean_of(float(text) for text in given.values()))
    if one.field.kind in (Kind.CHOICE, Kind.YES_NO):
        return Told(one, everybody, choices=_choices(one.field, given))
    return Told(one, everybody, newest=tuple(list(given.items())[: -NEWEST - 1 : -1]))


def _choices(field: FieldRow, given: Mapping[int, str]) -> tuple[Choice, ...]:
    offered = ("yes", "no") if field.kind is Kind.YES_NO else field.choices
    counted = Counter(given.values())
    words = [*offered, *(word for word, _ in counted.most_common() if word not in offered)]
    return tuple(Choice(word, tuple(who for who, text in given.items() if text == word)) for word in words)
