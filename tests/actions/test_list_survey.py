"""A 问卷 asked with a printed list: its questions frozen with the paper, the answers typed back with their row."""

import dataclasses
import re
import zipfile
from pathlib import Path

import pytest

from kyuanbook.actions import lists, reprint, sheets
from kyuanbook.actions.answers import strike_answer
from kyuanbook.actions.custom import hide_field
from kyuanbook.actions.done import Book, Done
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.list_export import export_list
from kyuanbook.actions.replies import change_reply, record_reply
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.surveys import change_survey, hide_survey, make_survey
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.custom import of_customer
from kyuanbook.book.queries.list_survey import ListSurvey, survey_of_list
from kyuanbook.book.queries.results import PaperRow, paper_rows
from kyuanbook.book.queries.surveys import questions, replies_of
from kyuanbook.language import say
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.rules.words import Refused
from tests.actions.test_results import _without_numbers
from tests.book.factories import Clock, customer, snapshot
from tests.paper.reading import text_of

ASKED = (
    QuestionEntry("多久洗一次头？", "choice", "每天，两三天，一周"), QuestionEntry("想染发吗？", "yes_no"),
    QuestionEntry("多久剪一次？", "number", unit="天"), QuestionEntry("还想说什么？"),
)  # fmt: skip


@pytest.fixture
def survey(book: Book) -> int:
    return make_survey(book, entry=SurveyEntry("新客问卷", "耽误您一分钟", ASKED)).id or 0


def put(book: Book, survey: int | None, *ids: int, paper: Paper = Paper.A4) -> tuple[bytes, int]:
    drawn = lists.draft(book, customer_ids=list(ids))
    made, done = sheets.print_list(book, drawn=drawn, paper=paper, says=sheets.Says(survey_id=survey))
    return made.pdf, done.id or 0


def asked(book: Book, number: int) -> ListSurvey:
    with book.read() as sql:
        found = survey_of_list(sql, number)
    assert found is not None
    return found


def rows(book: Book, number: int) -> list[PaperRow]:
    with book.read() as sql:
        return paper_rows(sql, number)


def typed(book: Book, number: int, *answers: str, n: int = 1, outcome: str = "reached", accepted: tuple[str, ...] = ()) -> Done:
    row = rows(book, number)[n - 1]
    said = dict(zip([one.id for one in asked(book, number).questions], answers, strict=False))
    return answer_row(
        book, row_id=row.id, entry=AnswerEntry(outcome), seen=row.answer.touch_id if row.answer else None, accepted=accepted,
        reply=said,
    )  # fmt: skip


def said(book: Book, number: int, n: int = 1) -> list[str]:
    reply = rows(book, number)[n - 1].reply
    return [] if reply is None else list(reply.said.values())


def stands(book: Book, who: int) -> dict[str, str]:
    with book.read() as sql:
        return {one.field.name: one.text for one in of_customer(sql, who)}


def otherwise(book: Book, survey: int, *keep: int, turned: bool = False) -> None:
    """Some questions alone, the choices of the first in another order."""
    with book.read() as sql:
        there = questions(sql, survey)
    entries = []
    for i in keep:
        one = there[i]
        choices = one.field.choices[::-1] if turned else one.field.choices
        entries.append(QuestionEntry(one.text, one.field.kind.value, "，".join(choices), one.field.unit, one.field.id, one.id))
    change_survey(book, survey_id=survey, entry=SurveyEntry("新客问卷", "换了话", tuple(entries)))


@pytest.fixture
def two(book: Book, survey: int) -> int:
    return put(book, survey, customer(book, "王小明", "13822045678"), customer(book, "欧阳雪", "15012347713"))[1]


# on paper ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
def test_printed_again_it_asks_the_same_whatever_became_of_the_survey(book: Book, survey: int, paper: Paper) -> None:
    pdf, number = put(book, survey, customer(book, "王小明", "13822045678"), paper=paper)
    text = text_of(pdf).replace("\r\n", "")
    assert "多久洗一次头？" in text and "耽误您一分钟" in text and "2 两三天" in text
    otherwise(book, survey, 3, 0, turned=True)
    hide_survey(book, survey_id=survey, hidden=True)
    assert reprint.print_again(book, number=number).pdf == pdf
    for _ in range(4):  # hidden, changed, the customer, the 问卷 itself: the paper outlives them all
        undo(book)
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM survey") == 0 and survey_of_list(sql, number) is None
    assert reprint.print_again(book, number=number).pdf == pdf


def test_a_list_without_one_is_what_it_was(book: Book, survey: int) -> None:
    one = customer(book, "王小明", "13822045678")
    pdf, number = put(book, None, one)
    with book.read() as sql:
        assert survey_of_list(sql, number) is None
    assert "问卷" not in text_of(pdf)
    with pytest.raises(NoSuchRow):
        put(book, 99, one)


def test_one_more_sheet_asks_in_the_words_of_the_first(book: Book, survey: int) -> None:
    first = lists.draft(book, customer_ids=[customer(book, "王小明", "13822045678")])
    says = sheets.Says(survey_id=survey, score=True)
    _, done = sheets.print_list(book, drawn=first, paper=Paper.A4, says=says)
    otherwise(book, survey, 1)
    opened = reprint.reopen(book, number=done.id or 0)
    more = lists.draft(book, customer_ids=[customer(book, "欧阳雪", "15012347713")])
    sheet = reprint.second_sheet(book, list_=opened, drawn=more)
    assert [one.text for one in sheet.questions] == [one.text for one in ASKED] and "满意度" in sheet.words.write
    reprint.keep_second(book, list_=opened, drawn=more, sheet=sheet)
    again = reprint.reopen(book, number=done.id or 0)
    assert [dataclasses.asdict(q) for q in again.sheets[1].questions] == [dataclasses.asdict(q) for q in sheet.questions]


# typed back --------------------------------------------------------------------------------------------------------------


def test_answers_typed_back_are_a_reply_like_any_other_in_one_step(book: Book, two: int, survey: int) -> None:
    before = snapshot(book)
    typed(book, two, "两三天", "是", "30")
    assert stands(book, 1) == {"多久洗一次头": "两三天", "想染发吗": "yes", "多久剪一次": "30"}
    with book.read() as sql:
        (reply,) = replies_of(sql, 1)
    assert reply.survey_id == survey and reply.list_row_id == rows(book, two)[0].id and reply.day == book.today()
    after = snapshot(book)
    undo(book)
    assert snapshot(book) == before
    redo(book)
    assert snapshot(book) == after


def test_they_may_be_left_out(book: Book, two: int) -> None:
    typed(book, two)
    typed(book, two, "", "", n=2)
    assert said(book, two) == said(book, two, 2) == [] and all(row.answer for row in rows(book, two))


def test_typed_again_they_take_the_place_of_those_before(book: Book, two: int) -> None:
    typed(book, two, "一周")
    wanted = _without_numbers(snapshot(book))
    undo(book)
    typed(book, two, "每天", "否", "20", "下次再来")
    typed(book, two, "一周", "", "", "")
    assert _without_numbers(snapshot(book)) == wanted
    typed(book, two, "", "", "", "", outcome="no_answer")
    assert said(book, two) == [] and stands(book, 1) == {}


def test_an_outcome_corrected_without_them_leaves_them(book: Book, two: int) -> None:
    typed(book, two, "每天")
    row = rows(book, two)[0]
    answer_row(book, row_id=row.id, entry=AnswerEntry("refused"), seen=row.answer.touch_id if row.answer else None)
    assert said(book, two) == ["每天"]


def test_what_is_wrong_with_an_answer_bears_the_number_of_the_paper_and_writes_nothing(
    book: Book, two: int, survey: int
) -> None:
    otherwise(book, survey, 2, 0)  # the third is the first now, the first the second
    before = snapshot(book)
    with pytest.raises(Refused) as caught:
        typed(book, two, "每天", "很多天")
    assert [problem.field for problem in caught.value.problems] == ["answer3"] and snapshot(book) == before


def test_choices_are_those_of_the_paper(book: Book, two: int, survey: int) -> None:
    otherwise(book, survey, 0, 1, 2, 3, turned=True)
    assert asked(book, two).questions[0].field.choices == ("每天", "两三天", "一周")
    typed(book, two, "2")
    typed(book, two, "1", n=2)
    assert said(book, two) + said(book, two, 2) == ["两三天", "每天"]


def test_what_was_taken_out_since_is_named_and_asked_no_more(book: Book, two: int, survey: int) -> None:
    with book.read() as sql:
        hide_field(book, field_id=questions(sql, survey)[3].field.id, hidden=True)
    otherwise(book, survey, 0, 2, 3)
    found = asked(book, two)
    assert ([one.number for one in found.questions], found.gone) == ([1, 3, 4], (2,))
    assert [one.hidden for one in found.questions] == [False, False, True]
    typed(book, two, "每天", "30")
    assert said(book, two) == ["每天", "30"]


def test_who_answered_the_same_day_elsewhere_is_asked_about(book: Book, two: int, survey: int) -> None:
    with book.read() as sql:
        first = questions(sql, survey)[0].id
    record_reply(book, survey_id=survey, customer_id=1, entry=ReplyEntry({first: "每天"}))
    with pytest.raises(Refused) as caught:
        typed(book, two, "一周")
    (problem,) = caught.value.problems
    assert problem.asks and "王小明" in say(problem.message)
    typed(book, two)  # nothing answered: nothing is asked
    typed(book, two, "一周", accepted=(problem.answer,))
    assert said(book, two) == ["一周"] and stands(book, 1)["多久洗一次头"] == "一周"
    typed(book, two, "两三天", accepted=(problem.answer,))
    with book.read() as sql:
        assert [list(one.said.values()) for one in replies_of(sql, 1)] == [["两三天"], ["每天"]]


def test_corrected_on_the_card_the_row_says_so(book: Book, two: int, clock: Clock) -> None:
    typed(book, two, "每天")
    reply = rows(book, two)[0].reply
    assert reply is not None
    change_reply(book, reply_id=reply.id, entry=ReplyEntry({next(iter(reply.said)): "一周"}))
    assert said(book, two) == ["一周"]


def test_struck_from_the_card_the_answers_to_the_survey_stay(book: Book, two: int) -> None:
    """What they said of themselves holds, whatever the call came to; it has a line of its own, and its own strike."""
    done = typed(book, two, "每天")
    strike_answer(book, interaction_id=done.id or 0)
    assert said(book, two) == ["每天"] and rows(book, two)[0].answer is None
    typed(book, two, "一周")
    assert said(book, two) == ["一周"]


def test_excel_has_a_column_for_each_question_with_its_choices(book: Book, survey: int, tmp_path: Path) -> None:
    drawn = lists.draft(book, customer_ids=[customer(book, "王小明", "13822045678")])
    sheet = sheets.call_sheet(book, drawn=drawn, says=sheets.Says(survey_id=survey))
    export_list(tmp_path / "a.xlsx", [sheet], {})
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        cells = file.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"\d\. [^<]+", cells) == [f"{n}. {one.text}" for n, one in enumerate(ASKED, 1)]
    assert "每天,两三天,一周" in cells
