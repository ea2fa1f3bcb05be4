"""月报: what it counts, whom it names, and that it is kept as it was printed."""

from datetime import date

import pytest

from kyuanbook.actions import month_report
from kyuanbook.actions.month_report import keep, kept_of, month_sheet, print_again, print_month
from kyuanbook.actions.rhythm import refit
from kyuanbook.book.book import Book
from kyuanbook.book.queries import lapsed, sources
from kyuanbook.book.queries.month import month_facts
from kyuanbook.book.queries.sources import Asked
from kyuanbook.rules.lapses import month_of
from kyuanbook.rules.periods import Span, around, of_month
from kyuanbook.rules.sources import By
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, bulk_shop, customer, visit
from tests.book.planted import BUSY, GOOD, planted

FEBRUARY = 2026 * 12 + 1


def words_of(book: Book, month: int) -> str:
    sheet, _ = month_sheet(book, month)
    said = [line for block in (*sheet.verdicts, sheet.thanks) for line in (block.head, *block.lines)]
    return "\n".join([sheet.title, *(f"{one.name} {one.value} {one.note}" for one in sheet.figures), *said])


def test_the_busy_but_bad_and_the_small_but_good_are_named_by_report_and_month(book: Book) -> None:
    month, found = planted(book)
    with book.read() as sql:
        asked = Asked(By.CHANNEL, Span.ALL, around(Span.ALL, book.today()), book.today())
        told = sources.report(sql, book.rhythms, asked, book.today())
    verdicts = told.verdicts
    assert told.named(verdicts.best) == GOOD and told.named(verdicts.worst) == BUSY == told.named(verdicts.busiest)
    assert verdicts.loses and verdicts.busy_bad
    said = words_of(book, month)
    assert f"{GOOD}最留得住" in said and f"{BUSY}花得最不值" in said and f"{BUSY}来的人最多，120 位，留下的却" in said
    assert "路过0" in said  # who brought the good ones is thanked
    assert len(found[BUSY]) == 120


def test_came_new_lost_and_won_back(book: Book) -> None:
    first = date(2026, 2, 1).toordinal()
    weekly = [(first - 200 + 7 * n, 5000) for n in range(12)]
    bulk_shop(book, [
        ("新", "", [(first + 3, 4000), (first + 9, 1000)]), ("老", "", [(first - 40, 2000), (first + 4, 3000)]),
        ("上月", "", [(first - 20, 9900)]), ("三月", "", [(first + 29, 100)]),
        ("回来", "", [*weekly, (first + 10, 5000)]), *((f"走{n}", "", weekly) for n in range(3)),
    ])  # fmt: skip
    with book.read() as sql:
        facts = month_facts(sql, book.rhythms, FEBRUARY, book.today())
        going = lapsed.report(sql, book.rhythms, of_month(FEBRUARY).last)
    assert facts.over and (facts.till.people, facts.till.visits, facts.till.cents) == (3, 4, 13000)
    assert len(facts.fresh) == 1 and facts.fresh_before == 1
    assert set(facts.lost) == {one.customer_id for one in going.gone if one.month == FEBRUARY}
    assert set(facts.back) == {w.customer_id for w in going.won if month_of(w.back.day) == FEBRUARY}
    assert len(facts.back) == 1 and facts.till_before is not None and facts.till_before.people == 1
    assert [one.name for one in facts.spenders] == ["新", "回来", "老"] or facts.spenders[0].cents == 5000


def test_a_month_that_is_not_over_says_so_and_compares_nothing(book: Book) -> None:
    visit(book, customer(book, "王小明"), ago=40)
    visit(book, customer(book, "李姐"))
    sheet, _ = month_sheet(book, month_of(DAY))
    assert "还没过完，到3月4日为止" in sheet.about and "比上月" not in "".join(one.note for one in sheet.figures)


def test_a_month_to_come_is_refused_in_words(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        month_sheet(book, month_of(DAY) + 1)
    assert [p.message.key for p in refused.value.problems] == ["month_not_begun"]


def test_it_is_kept_as_it_was_printed_whatever_comes_after(book: Book, clock: Clock) -> None:
    month, found = planted(book)
    printed, done = print_month(book, month=month)
    assert done.id is not None and [one.id for one in kept_of(book, month)] == [done.id]
    assert print_month(book, month=month)[1].id == done.id  # the same page again is the same page
    clock.day += 30
    visit(book, found[GOOD].start, "9000", ago=60)
    refit(book)
    again = kept_of(book, month)[0]
    assert print_again(again).pdf == printed.pdf
    with book.read() as sql:
        assert again.fit_id != book.rhythms.in_force(sql)[0]
    later = print_month(book, month=month)[1]
    assert later.id != done.id and len(kept_of(book, month)) == 2


def test_another_shop_of_nobody_has_a_page_too(book: Book) -> None:
    printed, _ = print_month(book, month=month_of(DAY))
    assert printed.pages == 1 and printed.pdf.startswith(b"%PDF")
    sheet, fit = month_sheet(book, month_of(DAY))
    assert keep(book, month=month_of(DAY), sheet=sheet, fit=fit).id == 1
    assert month_of(DAY) > month_report.FIRST_MONTH
