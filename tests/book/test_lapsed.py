"""The report of reasons against a shop replayed day by day, and which reason belongs to which silence."""

import random
from collections import Counter

from kyuanbook.actions import lapse, winback
from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.rhythm import refit
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.lapsed import Stopped, report
from kyuanbook.book.queries.replay import visit_days
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry
from kyuanbook.rules.lapses import first_of, month_of
from kyuanbook.rules.stages import Stage, mark, stage_on
from kyuanbook.rules.winback import AttemptEntry
from tests.book.factories import DAY, Clock, bulk_shop, customer, visit


def comings(seed: int) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Sixty people, some of whom stay away for months and come again."""
    r, histories = random.Random(seed), []
    for i in range(60):
        day, days, gap = DAY - r.randrange(500, 800), [], r.randrange(5, 30)
        while day <= DAY:
            days.append((day, 5_000))
            day += r.randrange(90, 300) if r.random() < 0.12 else max(1, round(r.gauss(gap, gap / 4)))
        histories.append((f"客{i}", "", days))
    return histories


def test_the_months_are_those_of_a_shop_replayed_day_by_day(book: Book) -> None:
    bulk_shop(book, comings(1))
    shop_closed(book)
    assert refit(book)
    with book.read() as sql:
        found = report(sql, book.rhythms, DAY)
        rhythm, calendar = book.rhythms.in_force(sql)[1], shop.open_days(sql)
        everybody = dict(visit_days(sql, DAY))
    seen: Counter[int] = Counter()
    backs = 0
    for days in everybody.values():
        before = Stage.PROSPECT
        for day in range(first_of(found.months[0]) - 1, DAY + 1):
            stage = stage_on(mark([d for d in days if d <= day], rhythm, calendar), day)
            if stage is Stage.LAPSED and before is not Stage.LAPSED and day >= first_of(found.months[0]):
                seen[month_of(day)] += 1
            backs += before is Stage.LAPSED and stage is Stage.WON_BACK
            before = stage
    assert Counter(one.month for one in found.gone) == seen and sum(seen.values()) > 20
    assert len(found.won) == backs > 5


def shop_closed(book: Book) -> None:
    from kyuanbook.actions.shop import add_calendar

    add_calendar(book, first=DAY - 120, last=DAY - 100, word="装修", closed=True)


def test_a_reason_belongs_to_the_silence_it_was_said_of(book: Book, clock: Clock) -> None:
    who, never, other = customer(book, "来了又走"), customer(book, "没问"), customer(book, "说早了")
    for person in (who, never):
        for ago in (400, 393, 386):
            visit(book, person, ago=ago, items="染发，剪发")
    lapse.note_reason(book, customer_id=who, reason_id=1)
    visit(book, who)
    visit(book, other, ago=1)
    lapse.note_reason(book, customer_id=other, reason_id=2)
    with book.read() as sql:
        found = report(sql, book.rhythms, DAY)
    by = {one.customer_id: one for one in found.gone}
    assert by[who].reason == 1 and by[who].back == DAY and by[who].product == "染发"
    assert by[never].reason is None and by[never].back is None
    assert found.early == (other,)
    assert [won.customer_id for won in found.won] == [who] and found.won[0].back.away == 386
    again: dict[tuple[int, int], int | None] = {}
    while (who, DAY) not in again:
        clock.day += 100
        with book.read() as sql:
            again |= {(one.customer_id, one.since): one.reason for one in report(sql, book.rhythms, clock.day).gone}
    assert again[who, DAY] is None and again[other, DAY - 1] == 2


def test_sources_deleted_people_and_those_from_before_the_book(book: Book) -> None:
    known = customer(book, "抖音来的", channel_id=11)
    gone, old = customer(book, "删了"), customer(book, "老客", opening=OpeningEntry("20", "", "", "2025-06-01", "20"))
    for person in (known, gone):
        visit(book, person, ago=400)
    winback.record_attempt(book, customer_ids=[known], entry=AttemptEntry(day="2天前"))
    change_customer(
        book, customer_id=known, entry=CustomerEntry(name="抖音来的", channel_id=11, latest_channel_id=13)
    )
    visit(book, known)
    delete_customer(book, customer_id=gone)
    with book.read() as sql:
        found = report(sql, book.rhythms, DAY)
    assert {one.customer_id: one.source for one in found.gone} == {known: "抖音", old: ""}
    (won,) = found.won
    assert won.back.by is not None and won.back.by.measure == "call"


def test_it_can_be_stopped_and_a_new_shop_has_nobody(book: Book) -> None:
    with book.read() as sql:
        empty = report(sql, book.rhythms, DAY)
    assert (empty.gone, empty.won, empty.early) == ((), (), ()) and len(empty.months) == 12
    bulk_shop(book, comings(2))
    with book.read() as sql:
        try:
            report(sql, book.rhythms, DAY, lambda _done, _of: False)
        except Stopped:
            return
    raise AssertionError
