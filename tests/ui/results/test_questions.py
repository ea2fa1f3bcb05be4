"""A list that asks a 问卷: its questions answered by keyboard in the row, after the outcome."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.done import Book
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.surveys import change_survey, make_survey
from kyuanbook.book.queries.surveys import questions
from kyuanbook.rules.surveys import QuestionEntry, ReplyEntry, SurveyEntry
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.window import MainWindow
from tests.actions.test_list_survey import ASKED, put
from tests.book.factories import customer
from tests.ui.conftest import held, listed
from tests.ui.results.conftest import NAMES, results, rows_of

Keys = Callable[[str], int]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def survey(shop: Book) -> int:
    return make_survey(shop, entry=SurveyEntry("新客问卷", "耽误您一分钟", ASKED)).id or 0


@pytest.fixture
def asking(shop: Book, survey: int) -> int:
    """Four on a sheet that asks it."""
    return put(shop, survey, *(customer(shop, name, f"1390000{n:04}") for n, name in enumerate(NAMES[:4], 1001)))[1]


@pytest.fixture
def page(asking: int, window: MainWindow) -> ResultsPage:
    made = results(window)
    made.open_list(asking)
    return made


def said(book: Book, number: int) -> list[list[str]]:
    return [list(row.reply.said.values()) if row.reply else [] for row in rows_of(book, number)]


def number(page: ResultsPage) -> str:
    return page.row.number.text()


def test_after_the_outcome_enter_goes_from_question_to_question(
    page: ResultsPage, asking: int, shop: Book, keys: Keys
) -> None:
    name = page.row.name.text()
    assert not page.row.questions.isVisible()
    keys("1")
    assert page.row.questions.isVisible() and held() is page.row.note
    keys("说月底来⏎2⏎1⏎30⏎再便宜点⏎")
    assert said(shop, asking)[0] == ["两三天", "yes", "30", "再便宜点"]
    first = rows_of(shop, asking)[0].answer
    assert first is not None and first.note == "说月底来" and page.row.name.text() != name
    assert "问卷答了 4 题" in str(page.model.data(page.model.index(0, 5)))


def test_they_may_be_left_out_one_by_one_or_all_at_once(page: ResultsPage, asking: int, shop: Book, keys: Keys) -> None:
    keys("1⏎⏎1⏎⏎⏎")
    keys("5⏎3")  # from why to the questions
    QTest.keyClick(held(), Qt.Key.Key_Return, CTRL)
    keys("1")
    QTest.keyClick(held(), Qt.Key.Key_Return, CTRL)
    assert said(shop, asking) == [["yes"], ["一周"], [], []] and number(page) == "4"


def test_nobody_answers_who_was_not_spoken_to(page: ResultsPage, asking: int, shop: Book, keys: Keys) -> None:
    keys("2⏎3⏎6⏎")
    assert said(shop, asking) == [[], [], [], []] and number(page) == "4" and not page.row.questions.isVisible()
    keys("1⏎1⏎")
    keys("↑")  # out of the second question, into the first
    keys("2⌫")
    assert page.row.draft().answers == {}


def test_gone_back_to_the_row_its_answers_stand_there_and_are_corrected(
    page: ResultsPage, asking: int, shop: Book, keys: Keys
) -> None:
    keys("1⏎1⏎1⏎30⏎⏎")
    assert number(page) == "2"
    page.open_row(rows_of(shop, asking)[0].id)
    assert list(page.row.draft().answers.values()) == ["每天", "yes", "30"] and not page.row.is_touched()
    keys("⏎")  # nothing changed: on to the next
    assert number(page) == "2"
    page.open_row(rows_of(shop, asking)[0].id)
    keys("1⏎3⏎0⏎⏎⏎")
    assert said(shop, asking)[0] == ["一周", "30"] and number(page) == "2"
    page.open_row(rows_of(shop, asking)[0].id)
    keys("2⏎")  # they were not reached after all
    assert said(shop, asking)[0] == []


def test_an_answer_that_cannot_be_read_says_so_under_its_question(
    page: ResultsPage, asking: int, shop: Book, keys: Keys
) -> None:
    keys("1⏎1⏎⏎很久⏎⏎")
    assert not any(row.answer for row in rows_of(shop, asking)) and number(page) == "1"
    assert page.row.form.fields["answer3"].problem() is not None and held() is page.row.form.fields["answer3"].editor
    QTest.keyClick(held(), Qt.Key.Key_A, CTRL)
    keys("45⏎⏎")
    assert said(shop, asking)[0] == ["每天", "45"] and number(page) == "2"


def test_half_answered_it_waits_over_a_restart(
    page: ResultsPage, window: MainWindow, asking: int, shop: Book, keys: Keys, open_window: Callable[[Book], MainWindow]
) -> None:
    keys("1说⏎2⏎")
    draft = page.row.draft()
    assert draft.note == "说" and list(draft.answers.values()) == ["两三天"]
    window.close()
    again = results(open_window(shop))
    assert again.row.draft() == draft
    keys("1⏎")
    QTest.keyClick(held(), Qt.Key.Key_Return, CTRL)
    assert said(shop, asking)[0] == ["两三天"]


def test_one_undo_takes_back_the_row_with_its_answers(page: ResultsPage, asking: int, shop: Book, keys: Keys) -> None:
    keys("1⏎1⏎1⏎30⏎⏎")
    QTest.keyClick(held(), Qt.Key.Key_Z, CTRL)
    assert said(shop, asking)[0] == [] and rows_of(shop, asking)[0].answer is None


def test_who_answered_today_elsewhere_is_asked_about_once(
    page: ResultsPage, asking: int, shop: Book, survey: int, keys: Keys
) -> None:
    with shop.read() as sql:
        first = questions(sql, survey)[0].id
    record_reply(shop, survey_id=survey, customer_id=rows_of(shop, asking)[0].customer_id, entry=ReplyEntry({first: "每天"}))
    page.open_row(rows_of(shop, asking)[0].id)
    keys("1⏎3⏎⏎⏎⏎")
    assert "今天答过一份" in page.row.inside.asked_note.text()
    assert held() is page.row.complaint.keep and said(shop, asking)[0] == []
    keys("⏎")
    assert said(shop, asking)[0] == ["一周"] and number(page) == "2"


def test_what_was_taken_out_since_is_said(page: ResultsPage, asking: int, shop: Book, survey: int, keys: Keys) -> None:
    with shop.read() as sql:
        keep = questions(sql, survey)[3]
    entry = QuestionEntry(keep.text, keep.field.kind.value, "", "", keep.field.id, keep.id)
    change_survey(shop, survey_id=survey, entry=SurveyEntry("新客问卷", "", (entry,)))
    page.leave_list()
    page.open_list(asking)
    keys("1⏎便宜点⏎")
    assert said(shop, asking)[0] == ["便宜点"]
    assert page.row.inside.asked_note.text() == "第 1、2、3 题已从问卷里去掉，不用录。"


def test_a_scanner_among_the_questions_is_no_answer(page: ResultsPage, asking: int, shop: Book, keys: Keys) -> None:
    for _ in range(11):
        other = put(shop, None, 1)[1]
    keys("1⏎2⏎")
    page.row.scan.clock = lambda: 0.0
    keys(f"{other}⏎")
    assert page.printed is not None and page.printed.id == other
    assert [list(draft.answers.values()) for draft in page.drafts.values()] == [["两三天"]]


def test_the_card_tells_both_the_call_and_the_answers(
    page: ResultsPage, window: MainWindow, asking: int, shop: Book, keys: Keys
) -> None:
    who = rows_of(shop, asking)[0].customer_id
    keys("1说好⏎1⏎1⏎30⏎⏎")
    window.nav.go_to_card(who)
    lines = listed(window.page().time_line.list)  # type: ignore[union-attr]
    assert any("说好" in line for line in lines) and any("新客问卷" in line for line in lines)
