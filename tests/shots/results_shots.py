"""录入结果: the number, the rows, what belongs to each outcome, what stands in the way."""

from typing import cast

from kyuanbook.actions import lists, sheets
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.followups import plan
from kyuanbook.actions.results import answer_row
from kyuanbook.book.queries.results import paper_rows
from kyuanbook.book.queries.surveys import questions
from kyuanbook.book.tables import CallList
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.results.draft import RowDraft
from kyuanbook.ui.results.page import ResultsPage
from kyuanbook.ui.shell.navigation import RESULTS
from tests.shots.feedback_shots import asked
from tests.shots.shot import Shot

ANSWERS = (
    AnswerEntry("reached", "说出差，月底来"), AnswerEntry("wrong_number", "换了 159 0000 0032"), AnswerEntry("no_answer"),
    AnswerEntry("promised", "带孩子", "周六"), AnswerEntry("refused", "嫌远", reason_id=4), AnswerEntry("do_not_contact"),
    AnswerEntry("reached", "等太久", score="2"),
)  # fmt: skip


def _printed(p: Photographer, many: int = 20, ago: int = 0, asks_score: bool = True) -> int:
    drawn = lists.draft(p.book, kind="all", limit=many)
    _, done = sheets.print_list(p.book, drawn=drawn, paper=sheets.Paper.A4)
    assert done.id is not None
    with p.book.write("print_list", undoable=False) as unit:
        unit.update(CallList, done.id, day=p.book.today() - ago, asks_score=asks_score)
    return done.id


def _typed(p: Photographer, number: int, many: int = 7) -> None:
    with p.book.read() as sql:
        rows = paper_rows(sql, number)
    for row, entry in zip(rows[:many], ANSWERS, strict=False):
        answer_row(p.book, row_id=row.id, entry=entry)


def _page(p: Photographer) -> ResultsPage:
    p.turn_to(RESULTS)
    return cast(ResultsPage, p.window.page())


def chooser(p: Photographer) -> None:
    """Two lists still open."""
    first = _printed(p, 12, ago=3)
    _typed(p, first, 5)
    _printed(p)
    _page(p)


def beyond(p: Photographer) -> None:
    """The number of another book's list."""
    _printed(p)
    page = _page(p)
    page.chooser.number.setText("8866")
    page.chooser.submit()


def rows(p: Photographer) -> None:
    """As in the look's picture: seven rows typed, the eighth open, a day promised."""
    number = _printed(p)
    _typed(p, number)
    page = _page(p)
    page.open_list(number)
    page.row.fill(RowDraft("promised", "想剪短，问能不能带孩子一起", "11.28"))
    page.row.promised.setFocus()


def fresh(p: Photographer) -> None:
    """A list of last week: which day the calls were made is asked once; nothing typed yet."""
    page = _page(p)
    page.open_list(_printed(p, ago=4, asks_score=False))


def refused(p: Photographer) -> None:
    """拒绝: why, each reason on its key."""
    page = _page(p)
    page.open_list(_printed(p))
    page.row.choose("refused")


def wrong(p: Photographer) -> None:
    """空号, and the number that was written beside it."""
    page = _page(p)
    page.open_list(_printed(p))
    page.row.choose("wrong_number")
    page.row.note.setText("换了 159 0000 0032")


def no_day(p: Photographer) -> None:
    """约好 without a day."""
    page = _page(p)
    page.open_list(_printed(p))
    page.row.choose("promised")
    page.row.submit()


def gone(p: Photographer) -> None:
    """The customer of the row lies in 回收站."""
    page = _page(p)
    number = _printed(p)
    with p.book.read() as sql:
        row = paper_rows(sql, number)[2]
    delete_customer(p.book, customer_id=row.customer_id)
    page.open_list(number)
    page.open_row(row.id)


def meanwhile(p: Photographer) -> None:
    """Somebody else typed the row that is open."""
    page = _page(p)
    number = _printed(p)
    page.open_list(number)
    page.row.choose("reached")
    with p.book.read() as sql:
        row = paper_rows(sql, number)[0]
    answer_row(p.book, row_id=row.id, entry=AnswerEntry("no_answer"))
    page.row.submit()


def done(p: Photographer) -> None:
    """All of them typed."""
    number = _printed(p, 5, asks_score=False)
    _typed(p, number)
    _page(p).open_list(number)


def card(p: Photographer) -> None:
    """What was typed back, on the card, among the visits."""
    number = _printed(p)
    _typed(p, number)
    with p.book.read() as sql:
        row = paper_rows(sql, number)[3]
    plan(p.book, customer_id=row.customer_id, day="明天")
    p.window.nav.go_to_card(row.customer_id)


def asking(p: Photographer) -> None:
    """A list that asks a 问卷: two rows typed, the third among its questions."""
    drawn = lists.draft(p.book, kind="all", limit=12)
    says = sheets.Says(survey_id=asked(p), score=True)
    _, done = sheets.print_list(p.book, drawn=drawn, paper=sheets.Paper.A4, says=says)
    assert done.id is not None
    with p.book.read() as sql:
        rows = paper_rows(sql, done.id)
        first, second, third, *_ = (one.id for one in questions(sql, asked(p)))
    for row, said in zip(rows, ({first: "抖音", second: "30"}, {first: "2"}), strict=False):
        answer_row(p.book, row_id=row.id, entry=AnswerEntry("reached"), reply=said)
    page = _page(p)
    page.open_list(done.id)
    page.row.fill(RowDraft("reached", "下周带孩子来", answers={first: "朋友介绍", second: "45", third: "yes"}))
    page.row.questions.take_focus(third)


def none(p: Photographer) -> None:
    """No list was printed yet."""
    _page(p)


SHOTS = (
    Shot("results-1-chooser", chooser), Shot("results-2-beyond", beyond), Shot("results-3-rows", rows),
    Shot("results-4-fresh", fresh), Shot("results-5-refused", refused), Shot("results-6-wrong", wrong),
    Shot("results-7-no-day", no_day), Shot("results-8-gone", gone), Shot("results-9-meanwhile", meanwhile),
    Shot("results-a-done", done), Shot("results-b-card", card),
    Shot("results-d-asking", asking),
)  # fmt: skip
EMPTY = (Shot("results-c-none", none),)
