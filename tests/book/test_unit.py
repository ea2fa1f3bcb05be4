"""The unit of work: the only way in, all of it or nothing, each row before and after."""

import pytest

from kyuanbook.actions.history import redo, undo
from kyuanbook.book.book import Book
from kyuanbook.book.changed import Changed
from kyuanbook.book.errors import NoSuchRow, OutsideUnit, Stale
from kyuanbook.book.queries import shop
from kyuanbook.book.sqlite import EXCLUSIVE, driver
from kyuanbook.book.tables import CalendarDay, Customer, CustomerTag, Phone, Setting, Tag, Visit
from tests.book.factories import DAY, Clock, bulk_shop, customer, snapshot, visit
from tests.book.truth import check, table


def names(book: Book) -> list[str]:
    with book.read() as sql:
        return sql.column("SELECT name FROM customer ORDER BY id")


# the only way in ---------------------------------------------------------------------------------------------------------

WRITES = [
    "INSERT INTO tag (version, name) VALUES (1, 'x')",
    "UPDATE customer SET name = 'x'",
    "DELETE FROM customer",
    "DROP TABLE visit",
    "CREATE TABLE x (y)",
    "PRAGMA user_version = 7",
]


@pytest.mark.parametrize("text", WRITES)
def test_a_write_outside_a_unit_of_work_raises(book: Book, text: str) -> None:
    customer(book, "王小明")
    before = snapshot(book)
    with pytest.raises(OutsideUnit), book.read() as sql:
        sql.rows(text)
    with pytest.raises(OutsideUnit), book.read() as sql:
        sql.many(text, [()])
    with pytest.raises(OutsideUnit), book.raw() as connection:
        connection.execute(text)
    assert snapshot(book) == before


@pytest.mark.parametrize("text", WRITES)
def test_what_a_unit_wrote_by_is_shut_after_it(book: Book, text: str) -> None:
    with book.write("set_shop") as unit:
        unit.insert(Tag, name="染发")
        kept = unit.sql
    for _ in range(2):
        with pytest.raises(OutsideUnit):
            kept.many(text, [()])
        with pytest.raises(OutsideUnit):
            kept.run(text)
        with pytest.raises(RuntimeError, match="boom"), book.write("set_shop"):
            raise RuntimeError("boom")


def test_in_exclusive_mode_reading_shares_the_writer_and_still_cannot_write(tmp_path, clock: Clock) -> None:
    from kyuanbook.book.book import open_book

    with open_book(tmp_path / "stick.kyb", mode=EXCLUSIVE, clock=clock) as book:
        customer(book, "王小明")
        with pytest.raises(OutsideUnit), book.read() as sql:
            sql.many("DELETE FROM customer", [()])
        assert names(book) == ["王小明"]


def test_a_unit_that_is_over_writes_and_reads_nothing_more(book: Book) -> None:
    with book.write("set_shop") as unit:
        row = unit.insert(Tag, name="染发")
    with pytest.raises(RuntimeError), book.write("set_shop") as failed:
        raise RuntimeError
    for over in (unit, failed):
        for attempt in (
            lambda u=over: u.insert(Tag, name="x"),
            lambda u=over: u.insert_many(Tag, [{"name": "x"}]),
            lambda u=over: u.update(Tag, row, name="x"),
            lambda u=over: u.delete(Tag, row),
            lambda u=over: u.get(Tag, row),
        ):
            with pytest.raises(OutsideUnit):
                attempt()
    customer(book, "还能写")  # and nothing was left hanging in a transaction
    with book.read() as sql:
        assert sql.column("SELECT name FROM tag") == ["染发"]


# all or nothing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bulk", [False, True])
def test_nothing_is_half_written_when_something_is_raised_inside(book: Book, bulk: bool) -> None:
    who = customer(book, "王小明", "13822045678")
    visit(book, who)
    before, told = snapshot(book, versions=True), list[Changed]()
    book.listeners.append(told.append)
    with pytest.raises(ZeroDivisionError), book.write("add_sample", bulk=bulk) as unit:
        unit.insert(Customer, name="甲", created_at=unit.at, created_day=unit.day)
        unit.insert_many(Visit, [{"customer_id": who, "day": DAY, "amount_cents": 1, "created_at": 0}] * 3)
        unit.update(Customer, who, name="改了")
        unit.delete(Phone, 1)
        unit.insert(CalendarDay, first=DAY - 9, last=DAY - 5, closed=True, word="")
        raise ZeroDivisionError
    assert snapshot(book, versions=True) == before
    assert not told
    with book.read() as sql:
        assert sql.value("SELECT count(*) FROM journal WHERE action = 'add_sample'") == 0
    check(book, ["王", "甲", "改", "5678"])
    customer(book, "下一位")


def test_a_commit_that_fails_leaves_nothing_and_the_next_one_works(book: Book) -> None:
    """Foreign keys are looked at when all is written: the failure comes with the commit."""
    before = snapshot(book)
    with pytest.raises(driver.IntegrityError, match="FOREIGN KEY"), book.write("record_visit") as unit:
        unit.insert(Visit, customer_id=404, day=DAY, amount_cents=1, created_at=0)
    assert snapshot(book) == before
    assert customer(book, "下一位")


def test_a_fit_of_a_failed_unit_is_forgotten(book: Book) -> None:
    """Its number is given again: the memo must not answer for it with the rhythm of another trade."""
    visit(book, customer(book, "王小明"))
    with pytest.raises(driver.IntegrityError), book.write("set_shop") as unit:
        unit.insert(Setting, name="trade", value='"glasses"')
        unit.insert(Visit, customer_id=404, day=DAY, amount_cents=1, created_at=0)
    with book.write("set_shop") as unit:
        unit.insert(Setting, name="trade", value='"fruit"')
    with book.read() as sql:
        assert book.rhythms.in_force(sql)[1].fit.gap == 5
    check(book, ["王"])


def test_a_unit_inside_a_unit_is_refused_whole(book: Book) -> None:
    before = snapshot(book)
    with pytest.raises((driver.OperationalError, OutsideUnit)), book.write("set_shop") as outer:
        outer.insert(Tag, name="外")
        with book.write("set_shop") as inner:
            inner.insert(Tag, name="内")
    assert snapshot(book) == before
    customer(book, "还能写")


def test_of_many_the_one_who_brought_the_rest_may_go_first(book: Book) -> None:
    """Rows are taken out in parts: in between, there are customers brought by somebody who is gone."""
    with book.write("add_sample", bulk=True) as unit:
        first = unit.next_id(Customer)
        one = {"created_day": DAY, "created_at": 0}
        unit.insert_many(Customer, [one | {"name": f"客{n}", "referrer_id": first if n else None} for n in range(601)])
    before = snapshot(book)
    undo(book)
    assert names(book) == []
    redo(book)
    assert snapshot(book) == before


def test_a_row_may_go_before_what_points_at_it(book: Book) -> None:
    who = customer(book, "王小明")
    with book.write("set_shop") as unit:
        tag = unit.insert(Tag, name="染发")
        worn = unit.insert(CustomerTag, customer_id=who, tag_id=tag)
    before = snapshot(book)
    with book.write("set_shop") as unit:
        unit.delete(Tag, tag)
        unit.delete(CustomerTag, worn)
    undo(book)
    assert snapshot(book) == before


def test_a_unit_that_changes_nothing_leaves_no_entry(book: Book) -> None:
    who = customer(book, "王小明")
    told = list[Changed]()
    book.listeners.append(told.append)
    with book.write("change_customer") as unit:
        assert unit.update(Customer, who, name="王小明") is False
        assert unit.update_many(Customer, [who], sex="") == 0
        assert list(unit.insert_many(Tag, [])) == []
    assert unit.changed.entry is None
    assert not told


# rows --------------------------------------------------------------------------------------------------------------------


def test_versions_count_changes_and_a_stale_write_is_refused(book: Book) -> None:
    who = customer(book, "王小明")
    with book.write("change_customer") as unit:
        unit.update(Customer, who, seen=1, name="王晓明")
    with pytest.raises(Stale), book.write("change_customer") as unit:
        unit.update(Customer, who, seen=1, name="王大明")
    with book.read() as sql:
        assert sql.one("SELECT version, name FROM customer") == (2, "王晓明")
    undo(book)
    with book.read() as sql:
        assert sql.one("SELECT version, name FROM customer") == (3, "王小明")  # never back: the other counter saw 2


def test_a_touched_row_has_moved_on(book: Book) -> None:
    who = customer(book, "王小明")
    with book.write("tag_customers") as unit:
        unit.touch(Customer, who)
    with pytest.raises(Stale), book.write("change_customer") as unit:
        unit.update(Customer, who, seen=1, name="x")
    with pytest.raises(NoSuchRow), book.write("tag_customers") as unit:
        unit.touch(Customer, 404)


@pytest.mark.parametrize("method", ["update", "delete"])
def test_a_row_that_is_not_there_is_said_so(book: Book, method: str) -> None:
    with pytest.raises(NoSuchRow) as found, book.write("set_shop") as unit:
        getattr(unit, method)(Tag, 404)
    assert found.value.message.numbers == {"table": "tag", "id": 404}


def test_rows_created_in_one_go_have_ids_in_the_order_given(book: Book) -> None:
    with book.write("set_shop") as unit:
        first = unit.insert(Tag, name="一")
        ids = unit.insert_many(Tag, [{"name": n} for n in "二三四"])
    assert list(ids) == [first + 1, first + 2, first + 3]
    with book.read() as sql:
        assert sql.column("SELECT name FROM tag ORDER BY id") == list("一二三四")
        assert set(sql.column("SELECT version FROM tag")) == {1}


def test_a_customers_number_is_never_given_twice(book: Book) -> None:
    """A number once on paper never names somebody else, though its entry was undone."""
    gone = customer(book, "王小明")
    undo(book)
    ids = bulk_shop(book, [("甲", "", []), ("乙", "", [])])
    assert ids[0] == gone + 1
    undo(book)
    assert customer(book, "丙") == ids[-1] + 1


def test_changed_says_what_pages_must_refresh(book: Book) -> None:
    told = list[Changed]()
    book.listeners.append(told.append)
    who = customer(book, "王小明", "13822045678")
    visit(book, who)
    assert told[0].tables == {"customer", "phone"}
    assert told[0].customers == {who}
    assert told[1].tables == {"visit"}
    assert told[1].touches("visit", "tag") and not told[1].touches("tag")
    with book.write("add_calendar") as unit:
        unit.insert(CalendarDay, first=DAY, last=DAY, closed=True, word="")
    assert told[2].customers is None
    with pytest.raises(RuntimeError), book.write("set_shop") as unit:
        unit.insert(Tag, name="x")
        raise RuntimeError
    assert len(told) == 3


# what follows from a row changes with it ---------------------------------------------------------------------------------


def test_each_table_moves_the_keys_of_its_customer(book: Book) -> None:
    who = customer(book, "王小明", "13822045678", tags=["染发"])
    words = ["染发", "烫发", "5678", "9999", "陈"]
    with book.write("mark_phone_wrong") as unit:
        unit.update(Phone, 1, number="13822049999")
    check(book, words)
    with book.write("tag_customers") as unit:
        unit.update(Tag, 1, name="烫发")
    check(book, words)
    with book.write("tag_customers") as unit:
        unit.delete(CustomerTag, 1)
    check(book, words)
    with book.write("change_customer") as unit:
        unit.insert(Phone, customer_id=who, number="13022045678", typed="13022045678")
        unit.delete(Phone, 1)
    check(book, words)
    for _ in range(4):
        undo(book)
        check(book, words)
    for _ in range(4):
        redo(book)
        check(book, words)


def test_a_visit_given_to_another_customer_moves_both(book: Book) -> None:
    one, other = customer(book, "王小明"), customer(book, "李丽华")
    moved = visit(book, one)
    with book.write("change_visit") as unit:
        unit.update(Visit, moved, customer_id=other)
    assert unit.changed.customers == {one, other}
    check(book, ["王", "李"])
    undo(book)
    check(book, ["王", "李"])


def test_one_unit_may_change_a_row_again_and_again(book: Book) -> None:
    who = customer(book, "甲")
    before = snapshot(book)
    with book.write("change_customer") as unit:
        for name in "乙丙丁":
            unit.update(Customer, who, name=name)
        extra = unit.insert(Tag, name="x")
        unit.update(Tag, extra, name="y")
        unit.delete(Tag, extra)
    after = snapshot(book)
    undo(book)
    assert snapshot(book) == before
    redo(book)
    assert snapshot(book) == after
    assert names(book) == ["丁"]


def test_the_listeners_hear_after_the_search_knows(book: Book) -> None:
    from kyuanbook.book.queries.finding import find_customers

    found: list[list[str]] = []

    def look(_: Changed) -> None:
        with book.read() as sql:
            found.append([row.name for row in find_customers(sql, book.haystack, "王", book.today())])

    book.listeners.append(look)
    customer(book, "王小明")
    assert found == [["王小明"]]


def test_derived_rows_are_not_journalled(book: Book) -> None:
    visit(book, customer(book, "王小明"))
    with book.read() as sql:
        for row in table(sql, "journal"):
            assert b"derived" not in row["changes"]
            assert b"search_row" not in row["changes"]


def test_what_a_unit_has_read_of_the_shop_it_reads_anew_once_it_changed_it(book: Book) -> None:
    with book.write("x") as unit:
        assert shop.settings(unit.sql).name == "" and not shop.open_days(unit.sql).closed
        unit.insert(Setting, name="name", value='"禾木"')
        assert shop.settings(unit.sql).name == "禾木"
        unit.insert(CalendarDay, first=740_000, last=740_003, closed=True, word="")
        assert shop.open_days(unit.sql).closed == ((740_000, 740_003),)
        unit.insert_many(CalendarDay, [{"first": 740_100, "last": 740_100, "closed": True, "word": ""}])
        assert len(shop.open_days(unit.sql).closed) == 2
