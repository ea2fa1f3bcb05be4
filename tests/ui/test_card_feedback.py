"""满意度 and 问卷 on the card: a line in 往来, corrected by Enter, thrown by Delete, brought back by 撤销."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from kyuanbook.actions.feedback import record_feedback
from kyuanbook.actions.replies import record_reply
from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.book.queries.surveys import questions
from kyuanbook.rules.feedback import FeedbackEntry
from kyuanbook.rules.surveys import ReplyEntry, SurveyEntry
from kyuanbook.ui.bin.page import BinPage
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.happenings import TOUCHES, VISITS
from kyuanbook.ui.shell.navigation import BIN
from kyuanbook.ui.window import MainWindow
from tests.actions.test_surveys import ASKED, stands
from tests.ui.conftest import listed

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def page(window: MainWindow) -> CardPage:
    """The card of one who comes."""
    with window.book.read() as sql:
        found = find_customers(sql, window.book.haystack, "王小明", window.book.today())[0].id
    window.nav.go_to_card(found)
    shown = window.page()
    assert isinstance(shown, CardPage)
    return shown


def in_hand(page: CardPage) -> None:
    page.happened.setFocus()
    page.happened.setCurrentIndex(page.happened.rows.index(0))


def test_what_they_said_has_a_line_and_enter_delete_and_undo_do_the_obvious(
    window: MainWindow, page: CardPage, press: Press
) -> None:
    who = page.customer_id or 0
    record_feedback(window.book, customer_id=who, entry=FeedbackEntry("2", "等太久", "slip"))
    assert listed(page.happened)[0] == "今天，满意度，等太久，小票上，2 分"
    page.kinds.choose(TOUCHES)
    page.kinds.chosen.emit(TOUCHES)
    assert len(listed(page.happened)) == 1
    in_hand(page)
    assert [act.name() for group in page.row_menu() for act in group] == ["改这次满意度", "移到回收站"]
    press(Key.Key_Return)
    assert window.frame.panel() is window.start().panels.feedback and window.start().panels.feedback.row_id == 1
    window.start().panels.feedback.score.choose("4")
    window.start().panels.feedback.submit()
    assert listed(page.happened)[0].endswith("4 分")
    in_hand(page)
    press(Key.Key_Delete)
    assert not any("满意度，等太久" in line for line in listed(page.happened))
    window.nav.go(BIN)
    thrown = window.page()
    assert isinstance(thrown, BinPage) and "王小明，今天的一次满意度，4 分" in listed(thrown.list)[0]
    press(Key.Key_Return)
    assert not listed(thrown.list)
    window.nav.go_to_card(who)
    assert listed(page.happened)[0].endswith("4 分")
    page.kinds.choose(VISITS)


def test_with_a_visit_in_hand_it_is_about_that_visit(window: MainWindow, page: CardPage) -> None:
    page.happened.setFocus()
    page.happened.setCurrentIndex(page.happened.rows.index(3))
    visit = page.visit_in_hand()
    window.start().record_feedback()
    panel = window.start().panels.feedback
    assert panel.visit.choice() == str(visit) and panel.customer_id == page.customer_id


def test_a_survey_answered_has_a_line_and_delete_gives_the_fields_back(
    window: MainWindow, page: CardPage, press: Press
) -> None:
    who, book = page.customer_id or 0, window.book
    survey = make_survey(book, entry=SurveyEntry("新客问卷", "", ASKED)).id or 0
    with book.read() as sql:
        first, second, *_ = (one.id for one in questions(sql, survey))
    record_reply(book, survey_id=survey, customer_id=who, entry=ReplyEntry({first: "2", second: "30"}))
    assert listed(page.happened)[0] == "今天，问卷，新客问卷　答了 2 题"
    in_hand(page)
    press(Key.Key_Return)
    assert window.frame.panel() is window.start().panels.reply
    window.frame.close_panel()
    in_hand(page)
    press(Key.Key_Delete)
    assert stands(book, who) == {} and "问卷，新客问卷" not in listed(page.happened)[0]
    window.acts.undo()
    assert stands(book, who)["从哪里知道我们的"] == "朋友介绍"
