"""满意度 and 问卷 in 分析: what is told, honestly, and who stands behind each figure."""

import pytest

from kyuanbook.actions.done import Book
from kyuanbook.actions.feedback import record_feedback
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.shop import add_staff
from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.queries.surveys import questions
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.ui.analysis.feedback_section import FeedbackSection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import FEEDBACK, SURVEYS
from kyuanbook.ui.analysis.surveys_section import SurveysSection
from kyuanbook.ui.printing.forms_page import PICKED, SLIP, FormsPage
from kyuanbook.ui.shell.navigation import ANALYSIS, CARD
from kyuanbook.ui.window import MainWindow
from tests.actions.test_surveys import ASKED
from tests.book.factories import customer, visit
from tests.ui.conftest import listed


def part(window: MainWindow, key: str) -> object:
    window.nav.go(ANALYSIS)
    page = window.nav.page(ANALYSIS)
    assert isinstance(page, AnalysisPage)
    page.show_section(key)
    return page.section()


@pytest.fixture
def scored(shop: Book) -> list[int]:
    """Twelve with 5 of 阿杰, one with 1 of 小琳."""
    staff = [add_staff(shop, name=name).id for name in ("阿杰", "小琳")]
    people = [customer(shop, f"客人{i}") for i in range(13)]
    for i, who in enumerate(people):
        came = visit(shop, who, items="剪发")
        entry = FeedbackEntry("1" if i == 12 else "5", "等太久" if i == 12 else "", "slip", came, staff[i == 12])
        record_feedback(shop, customer_id=who, entry=entry)
    return people


def test_what_they_say_is_told_with_how_far_the_truth_may_lie(window: MainWindow, scored: list[int]) -> None:
    section = part(window, FEEDBACK)
    assert isinstance(section, FeedbackSection)
    assert section.sentence.text() == "近一年打分 13 次，平均 4.7 分，实际大约在 4.0 到 5.0 之间，不满意的 1 次。"
    assert [[cell.text for cell in line.cells] for line in section.table.lines] == [
        ["12", "5.0", "4.7–5.0", "—"], ["1", "1.0", "人太少", "1"]
    ]  # fmt: skip
    assert [line.name for line in section.table.lines] == ["阿杰", "小琳"]
    assert listed(section.said) == ["今天，客人12，等太久　剪发　小琳，1 分"]
    assert section.months.said(0, 11) == "3月平均 4.7 分，大约在 4.0 到 5.0 之间，13 次"
    section.splits.choose("source")
    section.splits.chosen.emit("source")
    assert [line.name for line in section.table.lines] == ["没写"]


def test_each_figure_leads_to_its_people_and_a_low_one_to_the_card(window: MainWindow, scored: list[int]) -> None:
    section = part(window, FEEDBACK)
    assert isinstance(section, FeedbackSection)
    heard: list[object] = []
    section.people_wanted.connect(heard.append)
    section.table.open(1, 3)
    section.months.open(0, 11)
    section.table.open(0, 3)  # nobody
    assert [set(one.chosen.ids) for one in heard] == [{scored[12]}, set(scored)]  # type: ignore[attr-defined]
    window.nav.go(ANALYSIS)
    section.said.opened.emit(0)
    assert window.frame.shown() == CARD and window.nav.page(CARD).customer_id == scored[12]  # type: ignore[attr-defined]


def test_few_are_said_to_be_few(window: MainWindow) -> None:
    who = customer(window.book, "客人")
    record_feedback(window.book, customer_id=who, entry=FeedbackEntry("4"))
    section = part(window, FEEDBACK)
    assert isinstance(section, FeedbackSection)
    assert section.sentence.text() == "近一年只打过 1 次分，平均 4.0 分，没有不满意的，人太少，还说不准。"
    assert not section.low_head.isVisible()


def test_with_nothing_yet_it_says_what_to_do_and_leads_there(window: MainWindow) -> None:
    section = part(window, FEEDBACK)
    assert isinstance(section, FeedbackSection) and section.empty.isVisible() and section.slips_too.isVisible()
    section.slips_too.click()
    page = window.frame.page()
    assert isinstance(page, FormsPage) and page.is_slip() and page.preview.page_count() == 1


def test_a_survey_is_told_and_leads_to_its_people(window: MainWindow) -> None:
    book = window.book
    survey = make_survey(book, entry=SurveyEntry("新客问卷", "", ASKED)).id or 0
    with book.read() as sql:
        ids = [one.id for one in questions(sql, survey)]
    people = [customer(book, f"客人{i}") for i in range(12)]
    for i, who in enumerate(people):
        answers = dict(zip(ids, ("1" if i < 3 else "2", str(20 + i), "", "谢谢"), strict=True))
        record_reply(book, survey_id=survey, customer_id=who, entry=ReplyEntry(answers))
    section = part(window, SURVEYS)
    assert isinstance(section, SurveysSection) and listed(section.list) == ["新客问卷，4 题，12 位答过"]
    assert len(section.results) == 4
    bars = section.results[0].bars
    assert bars is not None and [line.counted() for line in bars.lines] == ["25%  3/12", "75%  9/12", "0%  0/12"]
    heard: list[object] = []
    section.people_wanted.connect(heard.append)
    section.open_people()
    assert set(heard[0].chosen.ids) == set(people)  # type: ignore[attr-defined]
    assert section.results[3].list is not None
    section.results[3].list.opened.emit(0)
    assert window.nav.page(CARD).customer_id == people[11]  # type: ignore[attr-defined]


def test_with_no_survey_one_is_made_and_nothing_can_be_typed_back(window: MainWindow) -> None:
    section = part(window, SURVEYS)
    assert isinstance(section, SurveysSection) and section.empty.isVisible() and section.first() is section.new
    window.start().record_reply()
    assert window.frame.panel() is None and "还没有问卷" in window.frame.notice.text()
    section.new.click()
    assert window.frame.panel() is window.start().panels.survey


def test_the_survey_just_made_is_in_hand(window: MainWindow) -> None:
    section = part(window, SURVEYS)
    assert isinstance(section, SurveysSection) and not section.head.isVisible()
    for number, (name, asked) in enumerate((("新客问卷", ASKED), ("老客问卷", (QuestionEntry("想要什么？"),))), 1):
        make_survey(window.book, entry=SurveyEntry(name, "", asked))
        section.read()
        assert section.list.shows_current and section.head.words.text() == name and section.forms.isVisible()
        assert section.form_in_hand() == str(number)


def test_the_survey_in_hand_is_printed_and_typed_back(window: MainWindow) -> None:
    make_survey(window.book, entry=SurveyEntry("新客问卷", "", ASKED))
    section = part(window, SURVEYS)
    assert isinstance(section, SurveysSection) and section.nothing.text().startswith("还没有人答。")
    section.reply.click()
    assert window.frame.panel() is window.start().panels.reply
    window.frame.close_panel()
    section.forms.click()
    page = window.frame.page()
    assert isinstance(page, FormsPage) and page.kinds.currentText() == "新客问卷" and page.whom.choice() == "1"


def test_forms_are_for_the_picked_and_on_the_paper_last_used(window: MainWindow) -> None:
    make_survey(window.book, entry=SurveyEntry("新客问卷", "", ASKED))
    window.nav.go_to_card(1)
    window.start().print_forms()
    page = window.frame.page()
    assert isinstance(page, FormsPage) and page.is_slip() and page.whom.choice() == PICKED
    page._choose_paper("roll58")
    page.kinds.choose("1")
    page._choose_kind()
    assert page.paper().value == "a4" and page.whom.choice() == PICKED
    page.kinds.choose(SLIP)
    page._choose_kind()
    assert page.paper().value == "roll58"
