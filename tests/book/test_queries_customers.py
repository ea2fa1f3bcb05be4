"""The table of customers: ids in order, rows of the part that is seen."""

import random
from collections import Counter
from typing import Any

import pytest

from kyuanbook.actions.customers import add_customer, delete_customer, pin
from kyuanbook.actions.rhythm import refit
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.book import Book
from kyuanbook.book.queries import customers as queries
from kyuanbook.book.queries.card import card
from kyuanbook.book.queries.customers import (
    SORTS,
    CustomerRow,
    Filter,
    anybody,
    customer_ids,
    customer_rows,
    stage_counts_within,
)
from kyuanbook.book.queries.replay import standings
from kyuanbook.book.queries.shop import tags
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.book.tables import Customer
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry
from kyuanbook.rules.stages import Stage
from kyuanbook.ui.came import without_day
from kyuanbook.ui.find import found_row
from kyuanbook.ui.pages.card_words import facts, figures
from tests.book.factories import DAY, bulk_shop, customer, regular, visit


@pytest.fixture
def shop(book: Book) -> Book:
    """Two hundred customers of every kind."""
    rng = random.Random(3)
    people = [
        (
            rng.choice("王李曾单") + rng.choice(["小明", "丽", "伟华"]), rng.choice(["", f"138{i:08}"]),
            [(DAY - rng.randrange(300) - 9 * v, rng.randrange(9000)) for v in range(rng.randrange(9))],
        )
        for i in range(200)
    ]  # fmt: skip
    ids = bulk_shop(book, people)
    with book.write("change_customer") as unit:
        for i in ids[::3]:
            unit.update(Customer, i, first_channel_id=rng.randrange(1, 9))
    assert refit(book)
    assert refresh_standings(book)
    return book


def rows_of(book: Book, ids: Any) -> list[CustomerRow]:
    with book.read() as sql:
        return customer_rows(sql, list(ids), DAY)


STAGES = "prospect new returning loyal at_risk lapsed won_back".split()


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SORTS)
def test_every_column_sorts_both_ways_with_the_empty_ones_last(shop: Book, sort: str, descending: bool) -> None:
    with shop.read() as sql:
        ids = customer_ids(sql, DAY, sort=sort, descending=descending)
        keys = dict(sql.rows("SELECT customer_id, sort_key FROM search_row"))
        place = dict(sql.rows("SELECT c.id, ch.position FROM customer c JOIN channel ch ON ch.id = c.first_channel_id"))
    assert len(ids) == len(set(ids)) == 200
    key: dict[str, Any] = {
        "name": lambda r: keys[r.id], "phone": lambda r: r.phone or None, "source": lambda r: place.get(r.id),
        "stage": lambda r: STAGES.index(r.stage), "last": lambda r: r.last_day, "silent": lambda r: r.silent,
        "gap": lambda r: r.usual_gap, "visits": lambda r: r.visits, "total": lambda r: r.total_cents,
        "tier": lambda r: {"vip": 4, "big": 3, "regular": 2, "small": 1}.get(r.tier), "clv": lambda r: r.clv_cents,
    }  # fmt: skip
    values = [(key[sort](row), row.id) for row in rows_of(shop, ids)]
    filled = [v for v in values if v[0] is not None]
    assert values == sorted(filled, reverse=descending) + sorted(
        [v for v in values if v[0] is None], reverse=descending
    )


@pytest.mark.parametrize("sort", SORTS)
def test_a_filter_keeps_the_order(shop: Book, sort: str) -> None:
    with shop.read() as sql:
        everybody = list(customer_ids(sql, DAY, sort=sort))
        rows = {row.id: row for row in customer_rows(sql, everybody, DAY)}
        for stage in Stage:
            chosen = list(customer_ids(sql, DAY, Filter(stage=stage), sort))
            assert chosen == [i for i in everybody if rows[i].stage is stage]


@pytest.mark.parametrize("sort", ["last", "name", "total"])
def test_named_customers_keep_the_order_and_are_counted_by_stage(shop: Book, sort: str) -> None:
    named = (5, 150, 17, 88, 9999, 5)
    with shop.read() as sql:
        ids = customer_ids(sql, DAY, Filter(ids=named), sort)
        assert list(ids) == [i for i in customer_ids(sql, DAY, sort=sort) if i in named] and len(ids) == 4
        counts = stage_counts_within(sql, DAY, Filter(ids=named))
        stages = [row.stage for row in customer_rows(sql, ids, DAY)]
        assert {stage: n for stage, n in counts.items() if n} == Counter(stages)
        lapsed = Filter(stage=Stage.LAPSED, ids=tuple(ids))
        assert list(customer_ids(sql, DAY, lapsed, sort)) == [
            i for i, stage in zip(ids, stages, strict=True) if stage is Stage.LAPSED
        ]
        assert stage_counts_within(sql, DAY, Filter()) == stage_counts(sql, DAY)
        assert not customer_ids(sql, DAY, Filter(ids=()))


def test_a_row_says_what_the_table_shows(book: Book) -> None:
    who = regular(book, "王小明", 10, 5, 3, "20", "13822045678")
    other = customer(book, "", "13900001234", alias="李姐", tags=["染发", "老街坊"], channel_id=1, do_not_contact=True)
    pin(book, customer_id=other, stage=Stage.LOYAL)
    first, second = rows_of(book, [other, who])
    assert first == CustomerRow(
        other, "李姐", "13900001234", "路过", Stage.LOYAL, True, False, None, None, None, 0, 0, "染发、老街坊", True, False
    )
    assert second == CustomerRow(
        who, "王小明", "13822045678", "", Stage.RETURNING, False, False, DAY - 3, 3, 10, 5, 10_000, "", False, True
    )
    with book.read() as sql:
        by_tag = {tag.name: list(customer_ids(sql, DAY, Filter(tag_id=tag.id))) for tag in tags(sql)}
    assert by_tag == {"染发": [other], "老街坊": [other]}


def test_what_nobody_remembers_of_a_regular_is_not_told_as_if_it_had_been(book: Book) -> None:
    who = add_customer(book, entry=CustomerEntry(name="老张", opening=OpeningEntry())).id or 0
    (row,) = rows_of(book, [who])
    assert (row.came, row.visits, row.last_day, row.stage) == (True, 0, None, Stage.RETURNING)
    with book.read() as sql:
        shown = card(sql, book.rhythms, who, DAY)
        (stood,) = standings(sql, book.rhythms, DAY)
    assert shown is not None
    assert (shown.came, shown.visits, shown.last_day) == (True, 0, None)
    assert (stood.n, stood.last_day) == (0, None)
    assert [f.value for f in figures(shown)] == ["—", "—", "—"] and without_day(row.came) == "老客"
    assert row.total_cents is None and shown.spent_cents is None
    visit(book, who, "50")
    (row,) = rows_of(book, [who])
    assert (row.visits, row.last_day, row.total_cents) == (1, DAY, 50_00)
    with book.read() as sql:
        shown = card(sql, book.rhythms, who, DAY)
    assert shown is not None
    assert [f.value for f in figures(shown)] == ["¥50", "1", "—"]  # nobody knows what each visit came to
    assert figures(shown)[0].name == "记账以来"


def test_the_days_an_owner_remembers_stand_on_the_card_and_an_unknown_total_is_no_zero(book: Book) -> None:
    remembered = OpeningEntry(visits="40", first="2016.3.1", last="2023.5.1")
    who = add_customer(book, entry=CustomerEntry(name="孙姨", opening=remembered)).id or 0
    with book.read() as sql:
        shown = card(sql, book.rhythms, who, DAY)
    assert shown is not None
    assert [f.value for f in figures(shown)] == ["—", "40", "—"]
    (row,) = rows_of(book, [who])
    assert (row.visits, row.total_cents) == (40, None)
    assert found_row(row, "孙姨", DAY).total == ""
    (told,) = (f.value for f in facts(shown, DAY, open_=False) if f.name == "期初")
    assert told == "老客，2016年3月1日起，来过 40 次，记账前最近 2023年5月1日"


def test_who_was_deleted_meanwhile_is_left_out(book: Book) -> None:
    ids = [customer(book, name) for name in "一二三"]
    visit(book, ids[0])
    delete_customer(book, customer_id=ids[1])
    assert [row.name for row in rows_of(book, [*ids[::-1], 404])] == ["三", "一"]
    assert rows_of(book, []) == []


def test_a_million_ids_fit_in_four_bytes_each(book: Book) -> None:
    customer(book, "王小明")
    with book.read() as sql:
        assert customer_ids(sql, DAY).itemsize == 4


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 100])
def test_ids_read_piece_by_piece_are_those_of_the_rows(shop: Book, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with shop.read() as sql:
        whole = customer_ids(sql, DAY)
        monkeypatch.setattr(queries, "_PIECE", piece)
        assert customer_ids(sql, DAY) == whole and len(whole) == 200
        by_row = sql.column(
            "SELECT customer_id FROM derived WHERE fit_id = (SELECT value FROM pointer WHERE name = 'fit')"
            " ORDER BY last_day DESC NULLS LAST, customer_id DESC"
        )
        assert list(whole) == by_row


def test_a_book_without_customers_has_nobody(book: Book) -> None:
    with book.read() as sql:
        assert not anybody(sql) and not customer_ids(sql, DAY)
    who = customer(book, "王小明")
    with book.read() as sql:
        assert anybody(sql)
    delete_customer(book, customer_id=who)
    with book.read() as sql:
        assert not anybody(sql)


def test_the_ids_are_the_same_by_either_way(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = bulk_shop(book, [(f"客{i}", "", [(DAY - i % 50, 100 * i)]) for i in range(300)])
    monkeypatch.setattr(queries, "_PIECE", 64)
    for sort in ("last", "total", "name"):
        with book.read() as sql:
            as_text = customer_ids(sql, DAY, sort=sort)
            monkeypatch.setattr(queries, "_AS_TEXT", 10)
            by_row = customer_ids(sql, DAY, sort=sort)
            monkeypatch.setattr(queries, "_AS_TEXT", 300_000)
        assert as_text == by_row and sorted(as_text) == list(ids)
