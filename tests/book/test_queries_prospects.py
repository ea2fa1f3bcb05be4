"""Who is or was a prospect, from the tables: first contact, touches up to the first visit, the visit itself."""

import pytest

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.shop import add_product
from kyuanbook.actions.touches import delete_touch, record_touch
from kyuanbook.book.queries.prospects import conversions, stories
from kyuanbook.rules.entries import OpeningEntry
from kyuanbook.rules.prospects import Contact, Prospect
from kyuanbook.rules.touches import TouchEntry, TouchKind
from tests.book.factories import Clock, customer, typed_day, visit


def touched(book: Book, who: int, ago: int, kind: str = "call", **typed: str) -> int:
    done = record_touch(book, customer_id=who, entry=TouchEntry(kind=kind, day=typed_day(book.today() - ago), **typed))
    assert done.id is not None
    return done.id


def told(book: Book) -> list[Prospect]:
    with book.read() as sql:
        return stories(sql, book.today())


@pytest.fixture
def source(book: Book) -> tuple[int, str]:
    """抖音, of 线上."""
    with book.read() as sql:
        return sql.value("SELECT id FROM channel WHERE code = 'douyin'"), "抖音"


def test_a_prospect_with_all_that_happened(book: Book, source: tuple[int, str]) -> None:
    add_product(book, name="烫发")
    who = customer(book, "", alias="李姐", channel_id=source[0])
    touched(book, who, 3, "sample")
    touched(book, who, 9, "enquiry", wanted="烫发")
    delete_touch(book, touch_id=touched(book, who, 20))
    contacts = (Contact(book.today() - 9, TouchKind.ENQUIRY, "烫发"), Contact(book.today() - 3, TouchKind.SAMPLE))
    assert told(book) == [Prospect(who, "李姐", book.today() - 9, None, "online", "抖音", contacts)]


def test_only_what_was_before_the_first_visit_counts(book: Book) -> None:
    who = customer(book, "王小明")
    touched(book, who, 9, "sample")
    visit(book, who, ago=5)
    touched(book, who, 4, "call")
    (one,) = told(book)
    assert one.won == book.today() - 5 and one.turned_by is TouchKind.SAMPLE and len(one.contacts) == 1


@pytest.mark.parametrize(("touch", "paid", "counts"), [("9:00", "9:30", True), ("9:30", "9:00", False), ("", "9:00", False)])
def test_on_the_day_itself_only_what_is_known_to_have_been_before_they_paid(
    book: Book, touch: str, paid: str, counts: bool
) -> None:
    who = customer(book, "王小明")
    visit(book, who, ago=2, time=paid)
    touched(book, who, 2, "sample", time=touch)
    assert bool(told(book)) == counts


def test_who_came_when_they_were_entered_or_before_was_never_a_prospect(book: Book) -> None:
    visit(book, customer(book, "当天来的"))
    visit(book, customer(book, "补记的"), ago=40)
    known = customer(book, "老客", opening=OpeningEntry(visits="9"))
    touched(book, known, 3)
    assert told(book) == []


def test_who_was_entered_before_they_came_was_one(book: Book, clock: Clock) -> None:
    who = customer(book, "先留了电话")
    gone = customer(book, "删掉的")
    clock.day += 40
    visit(book, who)
    delete_customer(book, customer_id=gone)
    (one,) = told(book)
    assert (one.first, one.won, one.contacts) == (clock.day - 40, clock.day, ())


def test_conversions_by_family_and_for_all(book: Book, clock: Clock, source: tuple[int, str]) -> None:
    for name, channel, comes in (("甲", source[0], True), ("乙", source[0], False), ("丙", None, True)):
        who = customer(book, name, channel_id=channel)
        touched(book, who, 0, "enquiry")
        clock.day += 1
        if comes:
            visit(book, who)
        clock.day -= 1
    with book.read() as sql:
        assert conversions(sql, clock.day + 1) == {"": (0, 0)}
        assert conversions(sql, clock.day + 40) == {"": (2, 3), "online": (1, 2)}


def test_the_sample_shop_has_prospects_who_came_and_who_did_not(book: Book) -> None:
    add_sample(book)
    found = told(book)
    assert [one.name for one in found].count("施若男") == 1
    assert any(one.won is None and one.contacts for one in found) and any(one.turned_by for one in found)
    with book.read() as sql:
        won, of = conversions(sql, book.today())[""]
        assert 0 < won < of
        assert sql.value("SELECT count(*) FROM interaction WHERE day > :today", today=book.today()) == 0
