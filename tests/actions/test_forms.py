"""Slips and questionnaires in the owner's words."""

import pytest

from kyuanbook.actions.custom import hide_field
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.forms import FormPaper, print_slips, print_survey, slip_sheet, survey_sheet
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.surveys import questions
from kyuanbook.paper.forms import Whom
from kyuanbook.rules.surveys import SurveyEntry
from tests.actions.test_surveys import ASKED
from tests.book.factories import customer, visit
from tests.paper.reading import text_of


def test_slips_are_for_those_in_the_book_in_the_order_given(book: Book) -> None:
    set_up_shop(book, name="禾木理发", trade="hair")
    first, second, gone = (customer(book, name) for name in ("王小明", "施若男", "盖小雨"))
    visit(book, second, ago=1)
    delete_customer(book, customer_id=gone)
    sheet = slip_sheet(book, [second, gone, first, second])
    assert sheet.shop == "禾木理发" and sheet.rows == [Whom(str(second), "施若男", "3月3日"), Whom(str(first), "王小明")]
    assert slip_sheet(book, [], 5).rows == [Whom()] * 5
    assert "编号 2" in text_of(print_slips(book, paper=FormPaper.ROLL58, customer_ids=[second]).pdf)


def test_a_survey_is_asked_as_its_fields_are_and_what_is_put_away_is_not(book: Book) -> None:
    made = make_survey(book, entry=SurveyEntry("新客问卷", "耽误您一分钟", ASKED)).id or 0
    with book.read() as sql:
        hide_field(book, field_id=questions(sql, made)[1].field.id, hidden=True)
    sheet = survey_sheet(book, made)
    assert [(one.number, one.text) for one in sheet.questions] == [
        ("1", "从哪里知道我们的？"), ("3", "想染发吗？"), ("4", "还想说什么？")
    ]  # fmt: skip
    assert sheet.questions[0].labels == ("1 路过", "2 朋友介绍", "3 抖音") and sheet.questions[1].choices == ("是", "否")
    assert "想染发吗？" in text_of(print_survey(book, survey_id=made, paper=FormPaper.A5).pdf)
    with pytest.raises(NoSuchRow):
        survey_sheet(book, 99)
