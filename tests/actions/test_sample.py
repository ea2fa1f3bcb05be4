"""The sample shop: the same every time, true to the trade, and gone with one 撤销."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kyuanbook.actions import history, rhythm
from kyuanbook.actions import shop as shop_acts
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import open_book
from kyuanbook.book.queries import calls, shop
from kyuanbook.book.queries.customers import customer_count
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.book.queries.stages import stage_counts
from kyuanbook.exchange.sample import Calendar
from kyuanbook.exchange.sample_words import TRADE
from kyuanbook.rules import lunar
from kyuanbook.rules.birthdays import Birthday, check_birthday
from kyuanbook.rules.birthdays import Calendar as BirthCalendar
from kyuanbook.rules.phones import normalise
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Refused

TABLES = (
    "setting", "channel", "staff", "product", "tag", "calendar_day", "customer", "phone", "contact_person",
    "customer_tag", "visit", "visit_item", "custom_field", "custom_value", "derived", "search_row", "fit",
)  # fmt: skip


def dump(book: Book) -> dict[str, list[tuple[object, ...]]]:
    with book.read() as sql:
        return {table: sql.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}


@pytest.fixture(scope="module")
def shop_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample shop of 600 customers, only read."""
    book = open_book(tmp_path_factory.mktemp("sample") / "b.kyb")
    add_sample(book, customers=600)
    rhythm.refresh_calls(book)
    yield book
    book.close()


def rows(book: Book, sql: str, **values: object) -> list[tuple[object, ...]]:
    with book.read() as reader:
        return reader.rows(sql, **values)


def test_the_same_seed_and_day_make_the_same_book(tmp_path: Path) -> None:
    dumps = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        with open_book(tmp_path / f"{name}.kyb") as book:
            add_sample(book, customers=60, seed=seed, today=book.today())
            dumps.append(dump(book))
    assert dumps[0] == dumps[1]
    assert dumps[0]["visit"] != dumps[2]["visit"]


def without_version(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [(number, *rest) for number, _, *rest in rows]


def test_all_of_it_goes_with_one_undo_and_comes_back_with_redo(book: Book) -> None:
    before = dump(book)
    add_sample(book, customers=50)
    with_sample = dump(book)
    assert history.next_labels(book)[0].key == "did_add_sample"
    history.undo(book)
    after = dump(book)
    assert {t: after[t] for t in TABLES if t != "fit"} == {t: before[t] for t in TABLES if t not in ("fit", "derived")} | {
        "derived": []
    }
    history.redo(book)
    again = dump(book)
    assert [row[0] for row in again["customer"]] == [row[0] for row in with_sample["customer"]]
    assert without_version(again["visit"]) == without_version(with_sample["visit"])  # that only ever rises
    assert again["derived"] == with_sample["derived"]


def test_a_shop_without_its_sample_goes_by_its_trade_again(book: Book) -> None:
    add_sample(book, customers=50)
    history.undo(book)
    assert rhythm.refit_due(book)
    rhythm.refit(book)
    with book.read() as sql:
        assert book.rhythms.in_force(sql)[1].fit.source == "preset"
    assert not rhythm.refit_due(book)


def test_its_rhythm_is_fitted_and_nothing_is_due(shop_book: Book) -> None:
    with shop_book.read() as sql:
        fit = shop_book.rhythms.in_force(sql)[1].fit
        assert fit.source == "fitted" and 10 < fit.gap < 60
        assert shop.settings(sql).trade == TRADE and shop.settings(sql).set_up
    assert not rhythm.refit_due(shop_book)


def test_every_stage_has_somebody(shop_book: Book) -> None:
    with shop_book.read() as sql:
        counts = stage_counts(sql, shop_book.today())
        assert all(counts[stage] for stage in Stage), counts
        assert calls.rank_calls(sql, shop_book.rhythms, shop_book.today())


def test_those_dyed_and_permed_have_a_formula_and_nobody_else(shop_book: Book) -> None:
    written = rows(
        shop_book,
        "SELECT v.customer_id = c.customer_id, (SELECT group_concat(name) FROM visit_item i WHERE i.visit_id = v.id), c.text"
        " FROM custom_value c JOIN visit v ON v.id = c.visit_id JOIN custom_field f ON f.id = c.field_id"
        " WHERE f.code = 'hair_formula'",
    )
    assert len(written) > 100
    assert all(same and ("染" in str(items) or "烫" in str(items)) for same, items, _ in written)
    assert len({text for _, _, text in written}) > 5


def test_a_shop_of_another_trade_gets_its_own_fields_and_no_formulas(book: Book) -> None:
    shop_acts.set_up_shop(book, name="豆豆宠物", trade="pets")
    add_sample(book, customers=50)
    assert not rows(book, "SELECT id FROM custom_value")
    assert rows(book, "SELECT count(*) FROM custom_field") == [(4,)]


def test_nobody_came_on_a_closed_day(shop_book: Book) -> None:
    with shop_book.read() as sql:
        calendar = shop.open_days(sql)
        days = sql.column("SELECT DISTINCT day FROM visit")
    assert calendar.weekly and calendar.closed
    assert not [date.fromordinal(d) for d in days if calendar.index(d) == calendar.index(d - 1)]
    assert max(days) == shop_book.today()


@pytest.mark.parametrize("today", [date(2026, 2, 17), date(2026, 11, 22), date(2027, 3, 2), date(2024, 12, 31)])
def test_the_shop_is_open_today_and_shut_at_the_spring_festival(today: date) -> None:
    calendar = Calendar(today.toordinal(), 2)
    assert calendar.open[-1] == today.toordinal()
    festivals = [lunar.day_of(year, 1, 1) for year in range(today.year - 1, today.year + 1)]
    past = [day for day in festivals if calendar.first < day and day + 6 < today.toordinal()]
    assert past and not set(past) & set(calendar.open)


def test_people_are_of_every_sort(shop_book: Book) -> None:
    names = [str(row[0]) for row in rows(shop_book, "SELECT name FROM customer WHERE name != ''")]
    assert {"单文博", "王䶮", "周𬭎", "缪 Anna", "欧阳雪", "尉迟峰"} <= set(names)
    assert any(ord(char) > 0xFFFF for name in names for char in name)
    assert rows(shop_book, "SELECT 1 FROM customer WHERE name = '' AND alias = '3栋阿姨'")
    assert rows(shop_book, "SELECT 1 FROM customer c JOIN contact_person p ON p.customer_id = c.id WHERE c.kind = 'firm'")
    for column in ("do_not_contact", "opening", "pin != ''", "member_no != ''", "wechat != ''", "note != ''"):
        assert rows(shop_book, f"SELECT 1 FROM customer WHERE {column}"), column
    assert rows(shop_book, "SELECT 1 FROM phone WHERE wrong")
    families = {row[0] for row in rows(
        shop_book, "SELECT DISTINCT family FROM channel JOIN customer ON first_channel_id = channel.id"
    )}  # fmt: skip
    assert len(families) >= 5


def test_they_are_found_as_at_the_counter(shop_book: Book) -> None:
    with shop_book.read() as sql:
        shop_book.haystack.build(sql)
        for typed, name in (("wxm", "王小明"), ("shanwb", "单文博"), ("𬭎", "周𬭎"), ("5678 王", "王小明"), ("anna", "缪 Anna")):
            found = find_customers(sql, shop_book.haystack, typed, shop_book.today())
            assert name in [row.name for row in found], typed


def test_numbers_and_birthdays_are_possible(shop_book: Book) -> None:
    numbers = [str(row[0]) for row in rows(shop_book, "SELECT number FROM phone")]
    assert not [n for n in numbers if normalise(n).problems or normalise(n).number != n]
    assert len(set(numbers)) == len(numbers)
    born = rows(
        shop_book,
        "SELECT birth_calendar, birth_month, birth_day, birth_year, birth_leap FROM customer WHERE birth_calendar != ''",
    )
    kept = [Birthday(BirthCalendar(c), m, d, y, bool(leap)) for c, m, d, y, leap in born]
    assert not [b for b in kept if check_birthday(b, shop_book.today())]
    kinds = Counter((b.calendar, b.year is None, b.leap) for b in kept)
    assert any(leap for _, _, leap in kinds) and len(kinds) >= 5


def test_referrals_make_trees(shop_book: Book) -> None:
    brought = dict(rows(shop_book, "SELECT id, referrer_id FROM customer WHERE referrer_id IS NOT NULL"))
    assert len(brought) > 60
    assert any(brought.get(referrer) for referrer in brought.values()), "a tree is deeper than one"
    for customer in brought:
        seen = set()
        while customer in brought:
            assert customer not in seen
            seen.add(customer)
            customer = brought[customer]


def test_everybody_keeps_a_rhythm_of_their_own(shop_book: Book) -> None:
    gaps = rows(shop_book, "SELECT usual_gap FROM derived WHERE n >= 6 AND usual_gap IS NOT NULL")
    assert len({row[0] for row in gaps}) > 15
    (visits,), (customers,) = rows(shop_book, "SELECT count(*) FROM visit"), rows(shop_book, "SELECT count(*) FROM customer")
    assert 5 < visits[0] / customers[0] < 14


def test_what_the_owner_settled_stays(book: Book) -> None:
    from kyuanbook.actions.shop import set_up_shop

    set_up_shop(book, name="小桥花店", trade="other")
    add_sample(book, customers=30)
    with book.read() as sql:
        assert (shop.settings(sql).name, shop.settings(sql).trade) == ("小桥花店", "other")


def test_among_customers_it_asks_first(book: Book) -> None:
    add_sample(book, customers=5)
    with pytest.raises(Refused) as refused:
        add_sample(book, customers=5)
    assert refused.value.only_asks
    add_sample(book, customers=5, accepted={p.answer for p in refused.value.problems})
    with book.read() as sql:
        assert customer_count(sql) == 10


@pytest.mark.parametrize("wrong", [{"customers": 0}, {"years": 0}, {"years": 31}])
def test_a_shop_that_cannot_be_is_refused(book: Book, wrong: dict[str, int]) -> None:
    with pytest.raises(Refused):
        add_sample(book, **wrong)


def test_stopped_halfway_nothing_is_there(book: Book) -> None:
    before = dump(book)
    done = add_sample(book, customers=30, progress=lambda _done, _of: False)
    assert done.id is None and done.changed.entry is None
    assert dump(book) == before


def test_the_journal_holds_no_more_than_which_rows_were_made(book: Book) -> None:
    add_sample(book, customers=200)
    with book.read() as sql:
        (size,) = sql.one("SELECT length(changes) FROM journal ORDER BY id DESC LIMIT 1") or (0,)
        label = sql.value("SELECT label FROM journal ORDER BY id DESC LIMIT 1")
    assert size < 2_000 and json.loads(label) == {}


def test_the_kept_ranking_is_the_beginning_of_the_whole_one(shop_book: Book) -> None:
    today = shop_book.today()
    with shop_book.read() as sql:
        whole = calls.rank_calls(sql, shop_book.rhythms, today)
        assert len(whole) > 3
        for keep in (0, 1, 3, len(whole), len(whole) + 5):
            assert calls.top_calls(sql, shop_book.rhythms, today, keep) == (whole[:keep], len(whole))
