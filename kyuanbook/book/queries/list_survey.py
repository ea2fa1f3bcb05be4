"""The 问卷 that is asked with a printed list: its questions as they stand on the paper, and what came back of them."""

from typing import NamedTuple

from kyuanbook.book.queries.printed import frame_of
from kyuanbook.book.queries.surveys import ReplyRow, questions, replies_where
from kyuanbook.book.reader import Reader
from kyuanbook.rules.custom import Kind
from kyuanbook.rules.surveys import QuestionRow


class ListSurvey(NamedTuple):
    """``questions``: with the numbers, the words and the choices of the paper, whatever became of them since; ``gone``: the
    numbers of those that were taken out of the 问卷, of which nothing can be kept."""

    survey_id: int
    name: str
    questions: tuple[QuestionRow, ...]
    gone: tuple[int, ...] = ()


def survey_of_list(sql: Reader, list_id: int) -> ListSurvey | None:
    """What is asked with a list; None: nothing, or the 问卷 is there no more."""
    row = sql.one(
        "SELECT s.id, s.name FROM call_list l JOIN survey s ON s.id = l.survey_id WHERE l.id = :id", id=list_id
    )
    if row is None:
        return None
    there = {one.id: one for one in questions(sql, row[0])}
    asked, gone = [], []
    for paper in (frame_of(sql, list_id).get("sheets") or [{}])[0].get("questions", ()):
        number, one = int(paper["number"]), there.get(paper["id"])
        if one is None:
            gone.append(number)
            continue
        field = one.field._replace(choices=tuple(paper["choices"])) if one.field.kind is Kind.CHOICE else one.field
        asked.append(QuestionRow(one.id, number, paper["text"], field))
    return ListSurvey(row[0], row[1], tuple(asked), tuple(gone))


def replies_of_list(sql: Reader, list_id: int) -> dict[int, ReplyRow]:
    """row -> what was answered, typed back from it."""
    found = replies_where(
        sql, "r.list_row_id IN (SELECT id FROM call_list_row WHERE list_id = :list)"
        " AND r.survey_id = (SELECT survey_id FROM call_list WHERE id = :list)", list=list_id,
    )  # fmt: skip
    return {one.list_row_id: one for one in found if one.list_row_id is not None}


def reply_of_row(sql: Reader, list_row_id: int, customer_id: int) -> ReplyRow | None:
    """What was answered, typed back from one row."""
    found = replies_where(sql, "r.customer_id = :customer AND r.list_row_id = :row", customer=customer_id, row=list_row_id)
    return found[-1] if found else None
