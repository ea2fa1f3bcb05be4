"""Derived rows: what follows from visits, closures, 期初 and the fit. The scripts compare them with the truth; here are
the cases an owner would name.
"""

import pytest

from kyuanbook.actions.customers import add_customer, change_customer, pin
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.rhythm import refit, refresh_calls
from kyuanbook.actions.shop import add_calendar, remove_calendar, set_shop
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.queries import replay
from kyuanbook.book.queries.calls import CALLS, ranked_list
from kyuanbook.book.queries.card import card, visits
from kyuanbook.book.queries.customers import customer_rows
from kyuanbook.book.queries.rhythm import rhythm_picture
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.book.queries.today import today_page
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry, PhoneEntry, VisitEntry
from kyuanbook.rules.stages import Stage
from tests.book.factories import DAY, FUTURE, Clock, bulk_shop, customer, regular, typed_day, visit
from tests.book.truth import check


def counts(book: Book) -> dict[Stage, int]:
    with book.read() as sql:
        return {stage: n for stage, n in stage_counts(sql, book.today()).items() if n}


def dates(book: Book, who: int) -> tuple[int, int]:
    with book.read() as sql:
        found = sql.one("SELECT at_risk_day, lapsed_day FROM derived WHERE customer_id = :id", id=who)
    assert found is not None
    return found[0], found[1]


def test_a_stage_is_a_date_nothing_has_to_run_at_midnight(book: Book, clock: Clock) -> None:
    who = regular(book, "王小明", 14, 6, 0)
    at_risk, lapsed = dates(book, who)
    assert DAY < at_risk < lapsed
    for day, stage in (
        (at_risk - 1, Stage.RETURNING),
        (at_risk, Stage.AT_RISK),
        (lapsed - 1, Stage.AT_RISK),
        (lapsed, Stage.LAPSED),
    ):
        clock.day = day
        assert counts(book) == {stage: 1}
        with book.read() as sql:
            (row,) = customer_rows(sql, [who], day)
        assert row.stage == stage
        assert row.overdue is (day >= at_risk)
        assert row.silent == day - DAY


def noted_ahead(book: Book, who: int, day: int, amount: str = "88") -> int:
    done = record_visit(book, customer_id=who, entry=VisitEntry(amount, day=typed_day(day)), accepted=FUTURE)
    assert done.id is not None
    return done.id


def test_a_visit_noted_for_years_ahead_wins_nobody_back(book: Book) -> None:
    """A slip of the pen kept by 照样: somebody who came once is 新客, whoever asks, and has spent what they spent."""
    who = customer(book, "王小明")
    visit(book, who, "35", 5)
    noted_ahead(book, who, DAY + 3300)
    assert counts(book) == {Stage.NEW: 1}
    with book.read() as sql:
        (row,) = customer_rows(sql, [who], DAY)
        shown = card(sql, book.rhythms, who, DAY)
        assert [stage for _, stage in replay.stages(sql, book.rhythms, DAY)] == [Stage.NEW]
        assert shown is not None and (shown.visits, shown.last_day, shown.total_cents) == (1, DAY - 5, 3500)
        drawn = rhythm_picture(sql, book.rhythms, shown, visits(sql, who), DAY)
        assert drawn is not None and len(drawn.dots) == 1 and not drawn.arcs
    assert (row.stage, row.visits, row.last_day, row.total_cents) == (Stage.NEW, 1, DAY - 5, 3500)
    assert refresh_standings(book)
    check(book, ["王"])


def test_who_is_only_noted_for_a_day_to_come_has_not_come_yet(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    noted_ahead(book, who, DAY + 2)
    assert counts(book) == {Stage.PROSPECT: 1}
    clock.day += 2
    book.count_up_to_today()
    assert counts(book) == {Stage.NEW: 1}
    check(book, ["王"])


@pytest.mark.parametrize("by", ["window", "opening", "another visit"])
def test_a_visit_noted_ahead_counts_from_its_day_on(book: Book, clock: Clock, by: str) -> None:
    who, other = regular(book, "王小明", 14, 3, 400), customer(book, "李丽华")
    noted_ahead(book, who, DAY + 10)
    assert counts(book) == {Stage.LAPSED: 1, Stage.PROSPECT: 1}
    clock.day = DAY + 10
    if by == "window":
        refresh_calls(book)
    elif by == "opening":
        path = book.path
        book.close()
        with open_book(path, clock=clock) as again:
            assert counts(again) == {Stage.WON_BACK: 1, Stage.PROSPECT: 1}
            with again.read() as sql:
                again.haystack.build(sql)
            check(again, ["王"])
        return
    else:
        visit(book, other)
    assert counts(book)[Stage.WON_BACK] == 1
    check(book, ["王"])


def test_a_clock_set_back_takes_no_visit_away(book: Book, clock: Clock) -> None:
    regular(book, "王小明", 14, 3, 0)
    clock.day = DAY - 700
    other = customer(book, "李丽华")
    visit(book, other)
    assert counts(book) == {Stage.RETURNING: 1, Stage.NEW: 1}
    check(book, ["王"])


def test_a_book_in_which_days_to_come_were_counted_is_put_right_when_it_is_opened(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明")
    visit(book, who, "35", 5)
    clock.day += 3300
    book.count_up_to_today()
    visit(book, who)
    assert counts(book) == {Stage.WON_BACK: 1}
    clock.day = DAY
    path = book.path
    with book.write_derived() as sql:
        sql.many("DELETE FROM pointer WHERE name = ?", [("counted",)])  # as an older program left it
    book.close()
    with open_book(path, clock=clock) as again:
        assert counts(again) == {Stage.NEW: 1}


def weekly_shop(book: Book) -> None:
    """Sixty people who come each week on their day, some of whom stopped."""
    stopped = [9 if i % 10 == 0 else 0 for i in range(60)]  # weeks ago
    bulk_shop(
        book,
        [
            (f"客{i}", "", [(DAY - i % 7 - 7 * (v + stopped[i]), 3500) for v in range(3 + i % 9)])
            for i in range(60)
        ],
    )  # fmt: skip
    assert refit(book)


def test_a_weekly_shop_shut_for_two_weeks_has_no_more_at_risk_than_before(book: Book, clock: Clock) -> None:
    weekly_shop(book)
    before = counts(book)
    clock.day += 14
    without = counts(book)
    assert without[Stage.AT_RISK] > before.get(Stage.AT_RISK, 0)
    added = add_calendar(book, first=DAY + 1, last=DAY + 14, word="春节放假", closed=True)
    assert counts(book) == before
    check(book, ["客"])
    undo(book)
    assert counts(book) == without
    redo(book)
    assert counts(book) == before
    assert added.id is not None
    remove_calendar(book, calendar_id=added.id)
    assert counts(book) == without
    check(book, ["客"])


def test_an_event_that_shut_nothing_moves_no_date(book: Book) -> None:
    who = regular(book, "王小明", 14, 6, 3)
    before = dates(book, who)
    add_calendar(book, first=DAY - 30, last=DAY, word="涨价", closed=False)
    assert dates(book, who) == before


def test_a_weekly_day_of_rest_is_not_silence(book: Book, clock: Clock) -> None:
    who = regular(book, "王小明", 7, 6, 0)
    at_risk, lapsed = dates(book, who)
    set_shop(book, closed_weekdays=(0, 1))
    assert dates(book, who)[0] > DAY
    check(book, ["王"])
    undo(book)
    assert dates(book, who) == (at_risk, lapsed)


def test_a_shop_shut_on_all_seven_days_is_shut_on_none(book: Book) -> None:
    who = regular(book, "王小明", 14, 6, 3)
    before = dates(book, who)
    set_shop(book, closed_weekdays=tuple(range(7)))
    assert dates(book, who) == before


def test_a_regular_of_ten_years_is_never_new(book: Book) -> None:
    just_known = customer(book, "老客一", opening=OpeningEntry())
    counted = customer(book, "老客二", opening=OpeningEntry("80", "12000", "2016-03-01", typed_day(DAY - 10), "45"))
    new = customer(book, "新客")
    visit(book, new)
    visit(book, just_known)
    with book.read() as sql:
        rows = {r.name: r for r in customer_rows(sql, [just_known, counted, new], DAY)}
        revenue = sql.value("SELECT coalesce(sum(amount_cents), 0) FROM visit")
    assert rows["新客"].stage is Stage.NEW
    assert rows["老客一"].stage not in (Stage.NEW, Stage.PROSPECT)
    assert rows["老客二"].stage not in (Stage.NEW, Stage.PROSPECT)
    assert (rows["老客二"].visits, rows["老客二"].total_cents, rows["老客二"].last_day) == (80, 1_200_000, DAY - 10)
    assert rows["老客二"].usual_gap == pytest.approx(46, abs=2)
    assert revenue == 70_00  # never a period's revenue
    check(book, ["老", "新"])


def test_what_was_remembered_can_be_corrected_and_forgotten(book: Book) -> None:
    who = customer(book, "老客", opening=OpeningEntry("80", "12000"))
    change_customer(
        book, customer_id=who, entry=CustomerEntry(name="老客", opening=OpeningEntry("8", "12", "", typed_day(DAY - 3)))
    )
    check(book, ["老"])
    change_customer(book, customer_id=who, entry=CustomerEntry(name="老客"))
    check(book, ["老"])
    assert counts(book) == {Stage.PROSPECT: 1}
    undo(book)
    undo(book)
    check(book, ["老"])
    with book.read() as sql:
        assert customer_rows(sql, [who], DAY)[0].total_cents == 1_200_000


def test_a_pin_changes_the_name_never_the_dates(book: Book, clock: Clock) -> None:
    who = regular(book, "王小明", 14, 6, 0)
    before = dates(book, who)
    pin(book, customer_id=who, stage=Stage.LOYAL, why="开店就来")
    assert dates(book, who) == before
    clock.day = before[0]
    with book.read() as sql:
        (row,) = customer_rows(sql, [who], clock.day)
    assert (row.stage, row.pinned, row.overdue) == (Stage.LOYAL, True, True)
    assert counts(book) == {Stage.LOYAL: 1}


def test_several_visits_on_one_day_are_one_and_all_their_money_counts(book: Book) -> None:
    who = customer(book, "王小明")
    for amount in ("35", "20", "-5"):
        record_visit(book, customer_id=who, entry=VisitEntry(amount=amount), accepted={"amount:amount_negative"})
    with book.read() as sql:
        assert sql.one("SELECT n, x, total_cents, spend_2h FROM derived") == (1, 0, 5000, 5000)


def test_the_spend_of_the_last_horizons_is_counted_in_open_days(book: Book) -> None:
    who = regular(book, "王小明", 100, 9, 0, amount="10")
    with book.read() as sql:
        horizon = sql.value("SELECT horizon FROM fit")
        two, four = sql.one("SELECT spend_2h, spend_4h FROM derived") or (0, 0)
    assert (two, four) == (1000 * -(-2 * horizon // 100), 1000 * min(9, -(-4 * horizon // 100)))
    add_calendar(book, first=DAY - 199, last=DAY - 101, word="装修", closed=True)
    with book.read() as sql:
        assert sql.value("SELECT spend_2h FROM derived") == two + 1000
    check(book, [str(who)])


def test_on_a_list_of_the_lapsed_nobody_who_ever_spent_is_worth_nothing(book: Book) -> None:
    opening = OpeningEntry(visits="40", total="3000", last=typed_day(book.today() - 500), gap="10")
    who = add_customer(book, entry=CustomerEntry(name="老周", opening=opening)).id or 0
    with book.read() as sql:
        horizon = sql.value("SELECT horizon FROM fit")
        assert sql.value("SELECT spend_2h FROM derived") == 75_00 * min(40, -(-2 * horizon // 10))
        ((found, value),) = ranked_list(sql, book.rhythms, DAY, Stage.LAPSED.value)
        assert found == who and value > 0
        assert today_page(sql, book.rhythms, DAY).income_cents == 0  # remembered money is no day's takings
    check(book, [])


def test_a_regular_entered_with_their_past_is_called_when_they_are_overdue(book: Book) -> None:
    opening = OpeningEntry(visits="40", total="3000", last=typed_day(book.today() - 45), gap="10")
    phones = (PhoneEntry("13822045678"),)
    who = add_customer(book, entry=CustomerEntry(name="老周", phones=phones, opening=opening)).id or 0
    with book.read() as sql:
        ((found, value),) = ranked_list(sql, book.rhythms, DAY, CALLS)
        assert found == who and value > 0
    check(book, [])
    visit(book, who, "50")
    with book.read() as sql:
        assert ranked_list(sql, book.rhythms, DAY, CALLS) == []
    check(book, [])
