"""A list on which some are written to and some are rung: each row has the outcomes of its own way, on paper and typed back."""

import pytest

from kyuanbook.actions import lists, sheets
from kyuanbook.actions.followups import plan
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.sheets import Paper
from kyuanbook.book.book import Book
from kyuanbook.book.queries import list_rows
from kyuanbook.book.queries.results import paper_rows
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.dates import month_day
from kyuanbook.rules.touches import Outcome, TouchKind
from kyuanbook.rules.words import Refused
from tests.book.factories import customer


def mixed(book: Book) -> int:
    """A list of two to be written to for their birthday and one to be rung; its number."""
    birthday = say(month_day(book.today())).replace("月", ".").removesuffix("日")
    for n, name in enumerate(("冯八斤", "陈九思")):
        customer(book, name, f"1390000200{n}", birthday=birthday, wechat=f"wx{n}")
    plan(book, customer_id=customer(book, "褚十全", "13900002009"), day="今天", note="问问头发")
    drawn = lists.draft(book, kind=list_rows.DUE)
    assert drawn.channel is TouchKind.WECHAT and drawn.rung
    _, done = sheets.print_list(book, drawn=drawn, paper=Paper.A4)
    assert done.id is not None
    return done.id


def test_each_row_is_answered_by_its_own_way(book: Book) -> None:
    number = mixed(book)
    with book.read() as sql:
        rows = paper_rows(sql, number)
    ways = {row.name: row.channel(TouchKind.LETTER) for row in rows}
    assert ways == {"冯八斤": TouchKind.WECHAT, "陈九思": TouchKind.WECHAT, "褚十全": TouchKind.CALL}
    by_name = {row.name: row.id for row in rows}
    answer_row(book, row_id=by_name["褚十全"], entry=AnswerEntry("wrong_number"))
    answer_row(book, row_id=by_name["冯八斤"], entry=AnswerEntry("reached"))
    with pytest.raises(Refused) as caught:
        answer_row(book, row_id=by_name["陈九思"], entry=AnswerEntry("wrong_number"))
    assert [one.message.key for one in caught.value.problems] == ["outcome_not_of_channel"]
    with book.read() as sql:
        told = {row.name: row.answer and (row.answer.channel, row.answer.outcome) for row in paper_rows(sql, number)}
        assert sql.column("SELECT number FROM phone WHERE wrong = 1") == ["13900002009"]
    assert told == {
        "冯八斤": (TouchKind.WECHAT, Outcome.REACHED), "陈九思": None, "褚十全": (TouchKind.CALL, Outcome.WRONG_NUMBER),
    }  # fmt: skip


def test_the_paper_has_a_box_for_the_wrong_number_of_whoever_is_rung(book: Book) -> None:
    mixed(book)
    drawn = lists.draft(book, kind=list_rows.DUE, again=True)
    assert sheets.call_sheet(book, drawn=drawn).words.boxes == ("回了", "没回", "空号", "约好", "拒绝", "勿扰")
    rung = [one.item.customer_id for one in drawn.about if one.item is not None and one.item.channel is TouchKind.CALL]
    one_way = lists.draft(book, kind=list_rows.DUE, again=True, without=rung)
    assert sheets.call_sheet(book, drawn=one_way).words.boxes == ("回了", "没回", "约好", "拒绝", "勿扰")

