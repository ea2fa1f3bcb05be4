"""The dated snapshot of what each is worth: in step with every change, never half one and half another."""

from collections.abc import Callable

import pytest

from kyuanbook.actions import customers, history, shop, tiers
from kyuanbook.actions.rhythm import refit
from kyuanbook.actions.standing import refresh_standings, standings_due
from kyuanbook.book import standing
from kyuanbook.book.book import Book
from kyuanbook.book.queries import classes
from kyuanbook.book.queries.card import timeline
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.book.queries.tiers import tier_seen
from kyuanbook.book.queries.worth import worth_of
from kyuanbook.book.standing import FEW, Worth
from kyuanbook.rules.rfm import GROUPS
from kyuanbook.rules.tiers import TIERS
from tests.book.factories import DAY, OPENING, Clock, bulk_shop, customer, regular, standing_of, visit
from tests.book.truth import check, check_ground


@pytest.fixture(autouse=True)
def old_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book too large to be reckoned anew after each change."""
    monkeypatch.setattr(standing, "YOUNG", 0)


def test_what_another_version_kept_in_another_form_is_reckoned_anew(book: Book) -> None:
    who = customer(book, "王小明")
    refresh_standings(book)
    with book.write_derived() as sql:
        sql.many("UPDATE basis SET value = ? WHERE name = ?", [('{"day": 1, "stamp": ""}', "ground")])
    visit(book, who, "88")
    with book.read() as sql:
        assert worth_of(sql, book.rhythms, who, book.today()) is None
    assert standings_due(book) and refresh_standings(book) and not standings_due(book)


def test_a_young_book_is_due_after_each_change_and_its_card_knows_todays_mean(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "YOUNG", 2_000)
    refresh_standings(book)
    assert not standings_due(book)
    who = customer(book, "王小明")
    visit(book, who, "88")
    assert standings_due(book)
    with book.read() as sql:
        found = worth_of(sql, book.rhythms, who, book.today())
    assert found is not None and found.shop_cents == 88_00 and found.worth.basket_cents == 88_00
    refresh_standings(book)
    assert not standings_due(book)


def rows(book: Book) -> dict[int, Worth]:
    with book.read() as sql:
        ids = sql.column("SELECT customer_id FROM standing ORDER BY customer_id")
        return {i: worth for i in ids if (worth := standing_of(sql, i)) is not None}


def ground(book: Book) -> standing.Ground | None:
    with book.read() as sql:
        return standing.ground(sql)


def crowd(book: Book, many: int = 60) -> range:
    """A shop of all kinds: often and seldom, long ago and lately, much and little."""
    return bulk_shop(book, [
        (f"客{i}", "", [(DAY - (i * 7) % 300 - v * (5 + i % 40), (i * 997) % 30_000) for v in range(i % 9)]) for i in range(many)
    ])  # fmt: skip


@pytest.fixture
def shop_of_all_kinds(book: Book) -> range:
    ids = crowd(book)
    assert refit(book) and refresh_standings(book)
    return ids


# one customer at a time ----------------------------------------------------------------------------------------------------


def changes(book: Book, who: int) -> list[Callable[[], object]]:
    return [
        lambda: visit(book, who, "240"),
        lambda: visit(book, who, "75", ago=40),
        lambda: customers.pin(book, customer_id=who, stage=customers.PINS[1], why=""),
        lambda: customers.unpin(book, customer_id=who),
        lambda: tiers.pin_tier(book, customer_id=who, tier="vip", why="朋友"),
        lambda: tiers.unpin_tier(book, customer_id=who),
        lambda: customers.delete_customer(book, customer_id=who),
        lambda: history.undo(book),
        lambda: history.undo(book),
    ]


def test_a_changed_customers_row_is_what_a_whole_snapshot_by_the_same_ground_says(
    book: Book, shop_of_all_kinds: range
) -> None:
    for change in changes(book, shop_of_all_kinds[7]):
        change()
        assert not standings_due(book)
        check(book, [])  # everybody's row, from scratch, by the ground that is kept


def test_who_is_deleted_has_no_row_and_who_is_restored_has_one_again(book: Book, shop_of_all_kinds: range) -> None:
    who, before = shop_of_all_kinds[5], rows(book)
    customers.delete_customer(book, customer_id=who)
    assert who not in rows(book)
    customers.restore_customer(book, customer_id=who)
    assert rows(book) == before


def test_many_changed_at_once_wait_for_the_next_snapshot(book: Book, shop_of_all_kinds: range) -> None:
    bulk_shop(book, [(f"新{i}", "", [(DAY, 5000)]) for i in range(FEW + 1)])
    assert standings_due(book)
    assert refresh_standings(book) and not standings_due(book)
    assert len(rows(book)) == 60 + FEW + 1
    history.undo(book)
    assert standings_due(book) and refresh_standings(book)
    assert len(rows(book)) == 60, "whose rows went with the bulk entry"
    check(book, [])


def test_before_the_first_snapshot_nothing_is_kept(book: Book) -> None:
    who = regular(book, "王小明", gap=14, visits=5, ago=3)
    assert rows(book) == {} and ground(book) is None and standings_due(book)
    with book.read() as sql:
        assert tier_seen(sql, book.rhythms, who, DAY) is None
    tiers.pin_tier(book, customer_id=who, tier="big", why="")
    with book.read() as sql:
        seen = tier_seen(sql, book.rhythms, who, DAY)
        assert seen is not None and (seen.tier, seen.ruled) == ("big", "")
        assert list(customer_ids(sql, DAY, Filter(tier="big"))) == [who], "a pin holds at once"


# the whole shop ----------------------------------------------------------------------------------------------------------


def test_a_cancelled_snapshot_keeps_the_old_limits_and_is_due_again(book: Book, shop_of_all_kinds: range) -> None:
    before = ground(book)
    visit(book, shop_of_all_kinds[0], "9000")
    assert not refresh_standings(book, lambda _done, _of: False)
    assert ground(book) == before and standings_due(book)
    assert refresh_standings(book) and not standings_due(book)
    check_ground(book)
    check(book, [])


def test_who_comes_while_it_is_made_is_reckoned_by_the_new_limits(book: Book, clock: Clock) -> None:
    ids = bulk_shop(book, [(f"客{i}", "", [(DAY - i % 50, 100 * i)]) for i in range(450)])
    assert refit(book) and refresh_standings(book)
    clock.day += 30
    calls = 0

    def meanwhile(_done: int, _of: int) -> bool:
        nonlocal calls
        visit(book, ids[3 + calls % 40], "500")  # some already reckoned, some not yet; in both passes
        visit(book, ids[-3 - calls % 40], "500")
        customer(book, "新来的")
        calls += 1
        return True

    assert refresh_standings(book, meanwhile) and not standings_due(book)
    assert calls >= 2 and len(rows(book)) == 450 + calls
    check(book, [])


def test_a_bulk_entry_while_it_is_made_makes_the_next_one_due(book: Book) -> None:
    ids = crowd(book)
    assert refit(book)

    def meanwhile(done: int, of: int) -> bool:
        if done < of:
            customers.tag_customers(book, customer_ids=ids, tag="会员")
        return True

    assert refresh_standings(book, meanwhile) and standings_due(book)
    assert refresh_standings(book) and not standings_due(book)


def test_another_day_fit_rule_or_calendar_makes_it_due(book: Book, clock: Clock, shop_of_all_kinds: range) -> None:
    for change in (
        lambda: shop.set_shop(book, tier_weights=(1, 0, 0, 0)),
        lambda: shop.set_shop(book, discount=5),
        lambda: shop.set_shop(book, also_old=True),
        lambda: shop.add_calendar(book, first=DAY - 9, last=DAY - 3, word="春节", closed=True),
    ):
        assert not standings_due(book)
        change()
        assert standings_due(book)
        history.undo(book)
        assert not standings_due(book), "taken back before anybody was reckoned by it"
        history.redo(book)
        assert refresh_standings(book)
        check(book, [])
    clock.day += 1
    assert standings_due(book)


def test_who_was_reckoned_by_other_settings_that_were_taken_back_does_not_stay_so(
    book: Book, shop_of_all_kinds: range
) -> None:
    shop.set_shop(book, tier_weights=(1, 0, 0, 0))
    visit(book, shop_of_all_kinds[2], "50")
    shop.set_shop(book, tier_weights=(40, 25, 20, 15))
    assert standings_due(book) and refresh_standings(book)
    check(book, [])


def test_a_clock_set_back_reckons_as_of_the_earlier_day(book: Book, clock: Clock, shop_of_all_kinds: range) -> None:
    clock.day -= 20
    assert standings_due(book) and refresh_standings(book)
    assert {worth.day for worth in rows(book).values()} == {DAY - 20}
    check_ground(book)
    check(book, [])


# shops as they are ---------------------------------------------------------------------------------------------------------

Histories = list[tuple[str, str, list[tuple[int, int]]]]
SHOPS: dict[str, Histories] = {
    "nobody": [],
    "one prospect": [("潜", "", [])],
    "one": [("独", "", [(DAY - 3, 6800)])],
    "ten": [(f"客{i}", "", [(DAY - i - 9 * v, 1000 * i) for v in range(i)]) for i in range(10)],
    "all came once": [(f"客{i}", "", [(DAY - 10 * i, 3500 + i)]) for i in range(25)],
    "all on one day": [(f"客{i}", "", [(DAY - 5, 100 * i)] * (1 + i % 3)) for i in range(25)],
    "all for nothing": [(f"客{i}", "", [(DAY - i - 7 * v, 0) for v in range(1 + i % 4)]) for i in range(25)],
    "all long ago": [(f"客{i}", "", [(DAY - 900 - i - 7 * v, 5000) for v in range(3)]) for i in range(25)],
    "in the future": [(f"客{i}", "", [(DAY + 4, 5000), (DAY - i, 100)]) for i in range(12)],
    "money given back": [(f"客{i}", "", [(DAY - i, -500), (DAY - 20 - i, 300)]) for i in range(12)],
}


@pytest.mark.parametrize("name", SHOPS)
def test_every_shop_gets_a_snapshot_that_adds_up(book: Book, name: str) -> None:
    if SHOPS[name]:
        bulk_shop(book, SHOPS[name])
    refit(book)
    assert refresh_standings(book) and not standings_due(book)
    check_ground(book)
    check(book, [])
    came = [i for i, history_ in enumerate(SHOPS[name]) if history_[2]]
    with book.read() as sql:
        found, made = classes.tiers(sql, DAY), classes.rfm(sql)
    assert [t.code for t in found.tallies] == list(TIERS) and [t.code for t in made.tallies] == list(GROUPS)
    assert sum(t.customers for t in found.tallies) == sum(t.customers for t in made.tallies) == len(came)
    assert all(0 <= w.p <= 1 and w.visits_ahead >= 0 for w in rows(book).values())


def test_opening_history_counts_for_the_basket_but_not_for_the_year(book: Book) -> None:
    who = customer(book, "老张", opening=OPENING)
    assert refresh_standings(book)
    worth = rows(book)[who]
    assert worth.year_cents == worth.year_visits == 0 and worth.basket_cents == 75_00 and worth.visits_ahead > 0


# tiers ---------------------------------------------------------------------------------------------------------------------


def test_a_tier_that_became_another_is_told_once_a_day(book: Book, clock: Clock, shop_of_all_kinds: range) -> None:
    who = next(i for i in shop_of_all_kinds if rows(book)[i].tier == "small" and rows(book)[i].r)

    def told() -> list[tuple[int, tuple[str, str] | None]]:
        with book.read() as sql:
            return [(one.day, one.tier) for one in timeline(sql, who) if one.tier is not None]

    assert told() == []
    tiers.pin_tier(book, customer_id=who, tier="big", why="")
    assert told() == [(DAY, ("small", "big"))]
    tiers.pin_tier(book, customer_id=who, tier="vip", why="")
    assert told() == [(DAY, ("small", "vip"))]
    history.undo(book)
    history.undo(book)
    assert told() == [], "the day ends as it began"
    tiers.pin_tier(book, customer_id=who, tier="vip", why="")
    clock.day += 1
    tiers.unpin_tier(book, customer_id=who)
    assert [turned for _, turned in told()] == [("vip", "small"), ("small", "vip")]


def test_why_a_tier_is_what_it_is_holds_when_it_is_read(book: Book, clock: Clock, shop_of_all_kinds: range) -> None:
    who = shop_of_all_kinds[8]
    clock.day += 40  # the snapshot is old by now
    with book.read() as sql:
        seen = tier_seen(sql, book.rhythms, who, clock.day)
        assert seen is not None
        since = clock.day - 365
        cents, days = sql.one(
            "SELECT coalesce(sum(amount_cents), 0), count(DISTINCT day) FROM visit WHERE customer_id = :id AND day > :since",
            id=who, since=since,
        ) or (0, 0)  # fmt: skip
    assert (seen.year_cents, seen.year_visits) == (cents, days)


def test_nobody_has_a_tier_in_the_recycle_bin_or_without_a_number(book: Book, shop_of_all_kinds: range) -> None:
    who = shop_of_all_kinds[8]
    customers.delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert tier_seen(sql, book.rhythms, who, DAY) is None
        assert tier_seen(sql, book.rhythms, 999_999, DAY) is None
