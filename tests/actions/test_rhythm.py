"""The shop's rhythm: when a new fit is due, how it takes force, and what happens meanwhile."""

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Changed
from kyuanbook.actions.history import undo
from kyuanbook.actions.rhythm import refit, refit_due, refresh_calls, sweep
from kyuanbook.actions.shop import add_calendar, set_shop
from kyuanbook.book import derived, sqlite
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.errors import Cancelled, OutsideUnit
from kyuanbook.book.queries.today import today_page
from kyuanbook.rules.fit import Evidence, preset_fit, shop_fit
from tests.book.factories import DAY, FUTURE, OPENING, Clock, bulk_shop, customer, regular, typed_day, visit
from tests.book.truth import check


def weekly(book: Book, people: int = 10, visits: int = 4) -> range:
    """A shop of regulars, some still coming."""
    return bulk_shop(
        book, [(f"客{i}", f"138{i:08}", [(DAY - i * 3 - 7 * v, 3500) for v in range(visits)]) for i in range(people)]
    )  # fmt: skip


def pointers(book: Book) -> dict[str, int]:
    with book.read() as sql:
        return dict(sql.rows("SELECT name, value FROM pointer WHERE name LIKE 'fit%'"))


def fits_of_rows(book: Book) -> set[int]:
    with book.read() as sql:
        return set(sql.column("SELECT DISTINCT fit_id FROM derived"))


# when ----------------------------------------------------------------------------------------------------------------------


def test_due_at_the_first_repeat_then_with_a_tenth_more(book: Book) -> None:
    assert not refit_due(book)
    who = customer(book, "王小明")
    visit(book, who, ago=300)
    visit(book, who, "5", ago=300)  # the same day again is no repeat
    assert not refit_due(book)
    visit(book, who, ago=299)
    assert refit_due(book)
    assert refit(book)
    assert not refit_due(book)
    for day in range(19):  # twenty more while there are few
        visit(book, who, ago=298 - day)
    assert not refit_due(book)
    visit(book, who, ago=1)
    assert refit_due(book)


def test_in_a_larger_book_a_tenth_more_is_due(book: Book) -> None:
    weekly(book, 50, 9)  # 400 repeats
    assert refit(book)
    weekly(book, 13, 4)  # 39 more
    assert not refit_due(book)
    weekly(book, 1, 3)
    assert refit_due(book)


def test_due_again_when_much_of_the_book_is_gone(book: Book) -> None:
    weekly(book, 20, 9)
    weekly(book, 20, 9)
    assert refit(book)
    assert not refit_due(book)
    undo(book)
    assert refit_due(book)


def test_regulars_from_before_the_book_are_no_evidence_and_not_due_for_ever(book: Book) -> None:
    """期初 says how often they came, nobody saw when: a shop of remembered regulars has still seen nobody twice."""
    ids = [customer(book, f"老客{i}", opening=OPENING) for i in range(8)]
    assert not refit_due(book)
    visit(book, ids[0], ago=9)
    assert not refit_due(book)
    visit(book, ids[0], ago=2)
    assert refit_due(book)
    assert refit(book)
    assert not refit_due(book)
    with book.read() as sql:
        assert sql.one("SELECT visits, repeats FROM fit ORDER BY id DESC") == (2, 1)


def test_a_visit_noted_for_a_day_to_come_does_not_make_it_due_before_that_day(book: Book, clock: Clock) -> None:
    from kyuanbook.actions.visits import record_visit
    from kyuanbook.rules.entries import VisitEntry

    who = customer(book, "王小明")
    visit(book, who)
    record_visit(book, customer_id=who, entry=VisitEntry("35", day=typed_day(DAY + 3)), accepted=FUTURE)
    assert not refit_due(book)
    clock.day += 3
    refresh_calls(book)  # as the window does at midnight
    assert refit_due(book)
    assert refit(book)
    assert not refit_due(book)


# what it is ----------------------------------------------------------------------------------------------------------------


def test_a_fit_is_what_the_visits_say(book: Book) -> None:
    set_shop(book, trade="hair", closed_weekdays=(6,))
    add_calendar(book, first=DAY - 12, last=DAY - 9, word="装修", closed=True)
    gone = regular(book, "已删", 3, 5, 0)
    regular(book, "王小明", 20, 7, 3)
    regular(book, "李丽华", 31, 5, 40)
    customer(book, "只登记")
    delete_customer(book, customer_id=gone)
    assert refit(book)
    evidence, first = Evidence(), DAY - 40 - 4 * 31
    from kyuanbook.rules.calendar import OpenDays

    calendar = OpenDays([(DAY - 12, DAY - 9)], [6])
    for days in ([DAY - 3 - 20 * i for i in range(7)][::-1], [DAY - 40 - 31 * i for i in range(5)][::-1]):
        evidence.add(calendar.gaps(days), calendar.between(days[-1], DAY))
    with book.read() as sql:
        assert book.rhythms.in_force(sql)[1].fit == shop_fit(evidence, 35, DAY - first)
        assert sql.one("SELECT source, trade, day, visits, repeats FROM fit ORDER BY id DESC") == (
            "fitted", "hair", DAY, 12, 10,
        )  # fmt: skip
    check(book, ["王"])


def test_a_shop_that_has_seen_nobody_twice_lives_by_its_trade(book: Book) -> None:
    visit(book, customer(book, "王小明"))
    for trade, gap in (("fruit", 5), ("glasses", 450), ("fruit", 5)):
        set_shop(book, trade=trade)
        with book.read() as sql:
            assert book.rhythms.in_force(sql)[1].fit == preset_fit(gap)
        check(book, ["王"])
    undo(book)
    with book.read() as sql:
        assert book.rhythms.in_force(sql)[1].fit == preset_fit(450)
    check(book, ["王"])


def test_a_fitted_shop_keeps_its_rhythm_when_the_trade_is_changed(book: Book) -> None:
    weekly(book)
    assert refit(book)
    before = pointers(book)
    set_shop(book, trade="glasses")
    assert pointers(book) == before
    check(book, ["客"])


# how it takes force ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kyuanbook.book.book._AT_ONCE", 3)


def test_pages_hear_of_it_once_and_the_old_rows_go(book: Book, small_batches: None) -> None:
    weekly(book)
    heard, steps = list[Changed](), list[tuple[int, int]]()
    book.listeners.append(heard.append)
    old = pointers(book)["fit"]
    assert refit(book, lambda done, of: not steps.append((done, of)))
    assert steps[:4] == [(3, 10), (6, 10), (9, 10), (10, 10)] and set(steps[4:]) == {(10, 10)}
    assert [(c.label.key, c.entry, c.customers) for c in heard] == [("did_refit", None, None)]
    assert pointers(book) == {"fit": old + 1}
    assert fits_of_rows(book) == {old + 1}
    check(book, ["客"])


def test_the_counter_works_on_between_batches(book: Book, small_batches: None) -> None:
    """A visit, a new customer, a deletion, a closure: under the old fit at once, and under the new one at the end."""
    ids = weekly(book)
    work = [
        lambda: visit(book, ids[0]),
        lambda: visit(book, ids[9]),
        lambda: visit(book, customer(book, "新来的")),
        lambda: delete_customer(book, customer_id=ids[8]),
    ]

    def meanwhile(done: int, of: int) -> bool:
        if work:
            work.pop(0)()
        if len(work) == 1:
            add_calendar(book, first=DAY - 30, last=DAY - 20, word="", closed=True)
        if done == of and not ended:
            ended.append(done)
            check(book, ["客", "新"])
        return True

    ended: list[int] = []
    assert refit(book, meanwhile)
    assert not work and ended
    check(book, ["客", "新"])


def test_given_up_everybody_stands_where_they_stood(book: Book, small_batches: None) -> None:
    weekly(book)
    before, heard = pointers(book), list[Changed]()
    book.listeners.append(heard.append)
    assert not refit(book, lambda done, of: done < 6)
    assert pointers(book) == before
    assert not heard
    sweep(book)
    assert fits_of_rows(book) == {before["fit"]}
    check(book, ["客"])
    assert refit_due(book)
    assert refit(book)
    check(book, ["客"])


def test_whoever_gives_up_waits_for_nothing(
    book: Book, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one more batch is built or swept; the half-built rows go at the next start, a batch at a time."""
    weekly(book)
    before, work = pointers(book), list[str]()
    for name in ("recompute", "sweep"):
        whole = getattr(derived, name)
        monkeypatch.setattr(derived, name, lambda *a, w=whole, n=name, **k: (work.append(n), w(*a, **k))[1])
    assert not refit(book, lambda done, of: False)
    assert work == ["recompute"]
    assert pointers(book) == before
    work.clear()
    sweep(book, lambda: not work)
    assert work == ["sweep"]


def test_a_fit_is_stopped_while_it_reads(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "OFTEN", 1)
    weekly(book)
    before, asked = pointers(book), list[bool]()
    with pytest.raises(Cancelled), book.job(lambda: bool(asked.append(True)) or True):
        refit(book)
    assert asked == [True]
    assert pointers(book) == before
    check(book, ["客"])


def crash(book: Book, done: int) -> None:
    def power_cut(so_far: int, of: int) -> bool:
        if so_far >= done:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        refit(book, power_cut)


@pytest.mark.parametrize("done", [3, 10])
def test_what_a_crash_leaves_is_swept(book: Book, clock: Clock, small_batches: None, done: int) -> None:
    ids = weekly(book)
    before = pointers(book)
    crash(book, done)
    assert pointers(book)["fit_next"] == before["fit"] + 1
    book.close()
    with open_book(book.path, clock=clock) as again:
        visit(again, ids[0])  # whether it has been swept yet or not
        sweep(again)
        assert pointers(again) == before
        assert fits_of_rows(again) == {before["fit"]}
        with again.read() as sql:
            again.haystack.build(sql)
        check(again, ["客"])
        assert refit(again)
        check(again, ["客"])


def test_a_sweep_of_another_program_ends_the_building(book: Book, clock: Clock, small_batches: None) -> None:
    """The command line sweeps at its start while the window builds: no fit half built may take force."""
    weekly(book)
    before = pointers(book)

    def meanwhile(done: int, of: int) -> bool:
        if done == 6:
            with open_book(book.path, clock=clock) as other:
                sweep(other)
        return True

    assert not refit(book, meanwhile)
    assert pointers(book) == before
    check(book, ["客"])


def test_of_two_programs_that_build_the_later_wins(book: Book, clock: Clock, small_batches: None) -> None:
    weekly(book)

    def meanwhile(done: int, of: int) -> bool:
        if done == 6:
            with open_book(book.path, clock=clock) as other:
                assert refit(other)
        return True

    assert not refit(book, meanwhile)
    assert "fit_next" not in pointers(book)
    assert fits_of_rows(book) == {pointers(book)["fit"]}
    check(book, ["客"])


def test_a_fit_once_written_never_changes(book: Book) -> None:
    weekly(book)
    for _ in range(3):
        assert refit(book)
        weekly(book, 3)
    with book.read() as sql:
        rows = sql.rows("SELECT * FROM fit ORDER BY id")
    set_shop(book, trade="fruit")
    assert refit(book)
    with book.read() as sql:
        assert sql.rows("SELECT * FROM fit ORDER BY id")[: len(rows)] == rows
        assert sql.column("SELECT id FROM fit ORDER BY id") == list(range(1, len(rows) + 2))


def test_building_writes_nothing_outside_a_transaction_of_the_book(book: Book) -> None:
    with book.write_derived() as sql:
        kept = sql
    with pytest.raises(OutsideUnit):
        derived.point(kept, "fit", 1)


# today's calls -----------------------------------------------------------------------------------------------------------


def test_the_ranking_is_kept_for_the_first_page(book: Book, clock: Clock) -> None:
    ids = weekly(book, 40)
    assert refit(book)
    assert refresh_calls(book).tables == {"call_snapshot"}
    with book.read() as sql:
        page = today_page(sql, book.rhythms, DAY)
        assert page.calls_fresh
        assert 0 < len(page.calls) <= 10 <= page.calls_in_all
        first = page.calls[0].customer_id
    visit(book, first)
    clock.day += 1
    with book.read() as sql:
        page = today_page(sql, book.rhythms, DAY + 1)
        assert not page.calls_fresh  # ranked yesterday, shown until the ranking of today is there
        assert page.calls and first not in [row.customer_id for row in page.calls]
    set_shop(book, calls_per_day=3)
    delete_customer(book, customer_id=page.calls[0].customer_id)
    refresh_calls(book)
    with book.read() as sql:
        now = today_page(sql, book.rhythms, DAY + 1)
    assert len(now.calls) == 3
    assert now.calls_fresh
    assert {row.customer_id for row in now.calls} < set(ids) - {first, page.calls[0].customer_id}
    assert now.at_stake_cents == sum(row.value_cents for row in now.calls)
