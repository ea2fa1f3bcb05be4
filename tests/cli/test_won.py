"""`kyuanbook won`: the same figures as the window's, as a table, JSON and CSV."""

import csv
import io

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.followups import plan
from kyuanbook.actions.lists import draft, freeze
from kyuanbook.book.book import Book
from kyuanbook.book.queries.due import due
from kyuanbook.rules.answers import AnswerEntry
from tests.cli.conftest import Run


def rung(book: Book) -> int:
    """A list of two, one of whom was reached; its number."""
    drawn = draft(book, customer_ids=[1, 2])
    number = freeze(book, drawn=drawn, title="回访", paper="a4", words=[{}, {}]).id
    assert number is not None
    plan(book, customer_id=1, day="今天")
    with book.read() as sql:
        item = next(one for one in due(sql, book.rhythms, book.today()) if one.customer_id == 1)
        row = int(sql.value("SELECT id FROM call_list_row WHERE list_id = :n AND customer_id = 1", n=number))
    record_answer(book, item=item, entry=AnswerEntry("reached"), list_row_id=row)
    return number


def test_by_rule_and_by_list(run: Run, opened: Book) -> None:
    number = rung(opened)
    assert "找过" in run("won", book=opened.path).out
    rules = {row["kind"]: row for row in run("won", "--json", book=opened.path).data}
    assert (rules["picked"]["tried"], rules["picked"]["reached"], rules["picked"]["verdict"]) == (1, 1, "")
    lists = {row["list"]: row for row in run("won", "--by", "list", "--json", book=opened.path).data}
    assert (lists[number]["tried"], lists[number]["reached"], lists[number]["unanswered"]) == (2, 1, 1)
    read = list(csv.DictReader(io.StringIO(run("won", "--by", "list", "--csv", book=opened.path).out)))
    assert next(row for row in read if row["list"] == str(number))["reached"] == "1"
    table = run("won", "--by", "list", book=opened.path).out
    assert f"名单 {number}" in table and "先别下结论" in table


def test_what_it_can_be_seen_by(run: Run, opened: Book) -> None:
    said = run("won", "--by", "staff", book=opened.path)
    assert said.code == 2 and "list rule" in said.err


def test_a_book_in_which_nobody_was_rung(run: Run, opened: Book) -> None:
    said = run("won", book=opened.path)
    assert said.code == 0 and "还没有回访的结果" in said.out
    assert run("won", "--json", book=opened.path).data == []
