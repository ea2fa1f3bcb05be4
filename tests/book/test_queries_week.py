"""What 今日 tells beside the calls: the week's birthdays, the new customers to thank."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kyuanbook.actions.customers import change_customer, delete_customer
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.book import Book
from kyuanbook.book.queries.birthdays import Birthdays, birthdays_of_week
from kyuanbook.book.queries.today import today_page, week_room
from kyuanbook.book.queries.week import Thanks, to_thank, week_page
from kyuanbook.book.reader import Reader
from kyuanbook.book.tables import Customer
from kyuanbook.rules.birthdays import Birthday, Calendar
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry
from kyuanbook.rules.lunar import lunar_of, months_of
from tests.book.factories import DAY, customer, visit  # a Wednesday, 4 March 2026, 农历正月十六

PHONE = "138000012{:02}"


def birthdays(book: Book, today: int = DAY, limit: int = 50) -> Birthdays:
    with book.read() as sql:
        return birthdays_of_week(sql, today, limit)


def thanks(book: Book, today: int = DAY, limit: int = 50) -> Thanks:
    with book.read() as sql:
        return to_thank(sql, today, limit)


def names(found: Birthdays | Thanks) -> list[str]:
    return [row.name for row in found.rows]


# birthdays ---------------------------------------------------------------------------------------------------------------


def test_today_first_then_the_six_days_after_it_in_either_calendar(book: Book) -> None:
    for name, born in (
        ("昨天", "3.3"), ("第七天", "3.10"), ("明天农历", "农历1960年正月十七"), ("今天", "1988.3.4"), ("第八天", "3.11"),
        ("今天农历", "正月十六"), ("没写", ""),
    ):  # fmt: skip
        customer(book, name, birthday=born)
    found = birthdays(book)
    assert names(found) == ["今天", "今天农历", "明天农历", "第七天"]
    assert [row.on - DAY for row in found.rows] == [0, 0, 1, 6]
    assert (found.in_all, found.lunar) == (4, 2)
    assert [(row.lunar, row.month, row.day) for row in found.rows[:2]] == [(False, 3, 4), (True, 1, 16)]


def test_on_one_day_those_who_came_last_stand_first(book: Book) -> None:
    never, long_ago, lately = (customer(book, name, birthday="3.4") for name in ("没来过", "早来过", "刚来过"))
    visit(book, long_ago, ago=300)
    visit(book, lately, ago=9)
    assert [row.customer_id for row in birthdays(book).rows] == [lately, long_ago, never]


def test_no_more_rows_than_asked_but_all_are_counted(book: Book) -> None:
    for i in range(9):
        customer(book, f"客人{i}", birthday=f"3.{4 + i % 3}")
    found = birthdays(book, limit=4)
    assert [row.on - DAY for row in found.rows] == [0, 0, 0, 1] and (found.in_all, found.lunar) == (9, 0)


def test_not_the_deleted_nor_firms_but_those_not_to_be_called_with_their_mark(book: Book) -> None:
    gone = customer(book, "删了", birthday="3.4")
    delete_customer(book, customer_id=gone)
    customer(book, "公司", birthday="3.4", kind="firm")
    customer(book, "", birthday="3.5", alias="李姐", do_not_contact=True)
    (row,) = birthdays(book).rows
    assert (row.name, row.do_not_contact) == ("李姐", True) and birthdays(book).in_all == 1


def test_29_february_a_leap_month_and_a_thirtieth_are_kept_when_the_year_lacks_them(book: Book) -> None:
    customer(book, "二月廿九", birthday="2000.2.29")
    customer(book, "闰六月", birthday="农历1987年闰六月十五")
    customer(book, "三十", birthday="农历腊月三十")
    leap_day = Birthday(Calendar.SOLAR, 2, 28).solar_day_in(2026)
    june = Birthday(Calendar.LUNAR, 6, 15).solar_day_in(2026)
    eve = Birthday(Calendar.LUNAR, 12, 29).solar_day_in(2026)
    for day, name in ((leap_day, "二月廿九"), (june, "闰六月"), (eve, "三十")):
        assert day is not None
        (row,) = birthdays(book, day).rows
        assert (row.name, row.on) == (name, day)
        assert birthdays(book, day + 1).rows == () and names(birthdays(book, day - 6)) == [name]


def test_agrees_with_each_birthdays_own_next_day(book: Book) -> None:
    rng, people = random.Random(5), {}
    for i in range(400):
        if rng.random() < 0.5:
            month, leap = rng.choice([(m, leap) for m, leap, _ in months_of(rng.choice((1987, 1995, 2001)))])
            people[f"客{i}"] = Birthday(Calendar.LUNAR, month, rng.randint(1, 30), None, leap)
        else:
            people[f"客{i}"] = Birthday(Calendar.SOLAR, rng.randint(1, 12), rng.randint(1, 28))
    with book.write("add_sample", bulk=True) as unit:
        unit.insert_many(Customer, [_row(name, born, unit.at) for name, born in people.items()])
    for today in range(DAY, DAY + 800, 5):
        due = {name: born.next_on_or_after(today) for name, born in people.items()}
        wanted = {(name, day) for name, day in due.items() if day is not None and day < today + 7}
        found = birthdays(book, today, limit=400)
        assert {(row.name, row.on) for row in found.rows} == wanted and found.in_all == len(wanted)
        assert found.lunar == sum(people[name].calendar is Calendar.LUNAR for name, _ in wanted)


def _row(name: str, born: Birthday, at: int) -> dict[str, Any]:
    return {
        "name": name, "birth_calendar": born.calendar.value, "birth_month": born.month, "birth_day": born.day,
        "birth_leap": born.leap, "created_at": at, "created_day": DAY,
    }  # fmt: skip


# thanks ------------------------------------------------------------------------------------------------------------------


def test_who_came_for_the_first_time_three_to_seven_days_ago(book: Book) -> None:
    for ago in (2, 3, 4, 7, 8):
        visit(book, customer(book, f"{ago} 天前", PHONE.format(ago)), "68", ago, items="剪发、护理×2")
    found = thanks(book)
    assert [(row.name, DAY - row.day, row.items) for row in found.rows] == [
        ("3 天前", 3, "剪发、护理×2"), ("4 天前", 4, "剪发、护理×2"), ("7 天前", 7, "剪发、护理×2"),
    ]  # fmt: skip
    assert found.in_all == 3 and names(thanks(book, limit=2)) == ["3 天前", "4 天前"] and thanks(book, limit=2).in_all == 3


def test_two_visits_on_the_first_day_are_one_coming_and_a_second_day_ends_it(book: Book) -> None:
    twice = customer(book, "一天两次", PHONE.format(1))
    visit(book, twice, "35", 3, items="剪发")
    visit(book, twice, "20", 3, items="洗吹")
    again = customer(book, "又来了", PHONE.format(2))
    visit(book, again, "35", 3)
    latest = visit(book, again, "35", 1)
    assert [(row.name, row.items) for row in thanks(book).rows] == [("一天两次", "剪发、洗吹")]
    delete_visit(book, visit_id=latest)
    assert names(thanks(book)) == ["又来了", "一天两次"]


def test_never_who_may_not_or_cannot_be_reached_is_deleted_or_was_known_before_the_book(book: Book) -> None:
    wechat = customer(book, "微信", wechat="wx_1")
    nobody = customer(book, "没有号码")
    not_to_call = customer(book, "请勿联系", PHONE.format(1), do_not_contact=True)
    deleted = customer(book, "删了", PHONE.format(2))
    regular = customer(book, "老客", PHONE.format(3), opening=OpeningEntry(visits="1"))
    for one in (wechat, nobody, not_to_call, deleted, regular):
        visit(book, one, "35", 3)
    delete_customer(book, customer_id=deleted)
    assert names(thanks(book)) == ["微信"]
    change_customer(book, customer_id=wechat, entry=CustomerEntry(name="微信", wechat="wx_1", do_not_contact=True))
    assert thanks(book) == Thanks((), 0)


# both --------------------------------------------------------------------------------------------------------------------


def test_nobody_s_birthday_known_is_not_no_birthday(book: Book) -> None:
    customer(book, "没写")
    with book.read() as sql:
        assert week_page(sql, DAY, 3, 3).birthdays is None and week_room(sql, DAY, 4) == (None, 0)
    customer(book, "夏天的", birthday="8.3")
    with book.read() as sql:
        assert week_page(sql, DAY, 3, 3).birthdays == Birthdays((), 0, 0) and week_room(sql, DAY, 4) == (0, 0)


def test_the_room_is_that_of_the_rows_counted_no_further_than_asked(book: Book) -> None:
    for i in range(6):
        one = customer(book, f"客人{i}", PHONE.format(i), birthday=f"3.{4 + i}")
        if i < 2:
            visit(book, one, "35", 3)
    with book.read() as sql:
        room, full = week_room(sql, DAY, 4), week_page(sql, DAY, 3, 3)
    assert room == (4, 2)
    assert full.birthdays is not None and (full.birthdays.in_all, full.thanks.in_all) == (6, 2)


class Listening:
    """A connection that keeps what it was asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection, self.asked = connection, list[tuple[str, dict[str, object]]]()

    def execute(self, sql: str, parameters: dict[str, object]) -> sqlite3.Cursor:
        self.asked.append((sql, parameters))
        return self.connection.execute(sql, parameters)


@pytest.fixture
def listening(book: Book, tmp_path: Path) -> Iterator[Listening]:
    """Over a copy of a book in which there is somebody of each kind."""
    customer(book, "生日", birthday="3.5")
    visit(book, customer(book, "新客", PHONE.format(1)), "35", 3)
    with closing(sqlite3.connect(tmp_path / "copy.kyb")) as copy:
        with closing(sqlite3.connect(book.path)) as source:
            source.backup(copy)
        yield Listening(copy)


def test_nothing_scans_a_table_that_grows_with_the_book(listening: Listening) -> None:
    sql = Reader(listening)
    week = week_page(sql, DAY, 3, 3)
    week_room(sql, DAY, 4)
    assert week.birthdays is not None and (week.birthdays.in_all, week.thanks.in_all) == (1, 1)
    plans = {
        line[3]
        for text, parameters in listening.asked for line in listening.connection.execute(f"EXPLAIN QUERY PLAN {text}", parameters)
    }  # fmt: skip
    scanned = {plan for plan in plans if plan.startswith(("SCAN c", "SCAN d", "SCAN v", "SCAN i", "SCAN p"))}
    assert not scanned
    assert any("c USING INDEX ix_customer_birth (birth_month=? AND birth_day=? AND birth_calendar=?)" in p for p in plans)
    assert any("d USING INDEX ix_derived_first" in p for p in plans)


def test_the_day_of_these_tests_is_said_rightly() -> None:
    assert lunar_of(DAY) == (2026, 1, 16, False)


# who came ----------------------------------------------------------------------------------------------------------------


def test_who_came_today_and_on_this_day_of_last_week_counts_people_not_visits_and_nobody_thrown_away(book: Book) -> None:
    twice, once, gone, free = (customer(book, name) for name in ("来两次", "来一次", "删掉的", "没收钱"))
    for who, amount in ((twice, "10"), (twice, "5.5"), (once, "20"), (gone, "400"), (gone, "1"), (free, "0")):
        visit(book, who, amount=amount)
        visit(book, who, ago=7, amount=amount)
    taken_back = visit(book, once, amount="700")
    delete_visit(book, visit_id=taken_back)
    delete_customer(book, customer_id=gone)
    with book.read() as sql:
        page = today_page(sql, book.rhythms, DAY)
        assert (page.came, page.income_cents, page.came_week_ago) == (3, 35_50, 3)
        later = today_page(sql, book.rhythms, DAY + 1)
        assert (later.came, later.income_cents, later.came_week_ago) == (0, 0, 0)
