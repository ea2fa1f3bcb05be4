"""A day's visits in the order of the paper, and what a further visit would make of a customer."""

from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.done import Book
from kyuanbook.actions.shop import add_product, add_staff
from kyuanbook.actions.visits import delete_visit, record_visit
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import daybook
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.stages import Stage
from tests.book.factories import DAY, Clock, customer, regular, typed_day, visit


def day_of(book: Book, ago: int = 1) -> list[daybook.DayVisit]:
    with book.read() as sql:
        return daybook.day_visits(sql, book.today() - ago, book.today())


def test_rows_stand_as_they_were_written_down_whatever_their_time(book: Book, clock: Clock) -> None:
    first, second = customer(book, "王小明"), customer(book, "陈桂芳")
    staff = add_staff(book, name="阿杰").id
    visit(book, second, "38", ago=1, time="18:00", items="染发×2，剪发", staff_id=staff, note="短一点")
    clock.minute += 5
    visit(book, first, "20.5", ago=1, time="9:00")
    visit(book, first, "99", ago=2)
    rows = day_of(book)
    assert [(r.name, r.amount_cents, r.minute) for r in rows] == [("陈桂芳", 3800, 1080), ("王小明", 2050, 540)]
    assert (rows[0].items, rows[0].staff, rows[0].note, rows[0].stage) == ("染发×2、剪发", "阿杰", "短一点", Stage.NEW)


def test_what_was_thrown_away_is_not_among_them(book: Book) -> None:
    gone, stays = customer(book, "王小明"), customer(book, "陈桂芳")
    visit(book, gone, ago=1)
    kept = visit(book, stays, ago=1)
    delete_visit(book, visit_id=visit(book, stays, ago=1))
    delete_customer(book, customer_id=gone)
    assert [r.id for r in day_of(book)] == [kept]


def test_only_what_the_shop_uses_is_asked_for(book: Book) -> None:
    with book.read() as sql:
        assert daybook.parts(sql) == ((), ())
    add_product(book, name="剪发")
    who = add_staff(book, name="阿杰").id
    with book.read() as sql:
        assert daybook.parts(sql) == (("剪发",), ((who, "阿杰", False),))


def test_what_is_foretold_comes_true(book: Book) -> None:
    overdue = regular(book, "王小明", gap=14, visits=8, ago=60)
    prospect = customer(book, "盖小雨")
    for who, day in ((overdue, DAY), (overdue, DAY - 3), (prospect, DAY), (prospect, DAY - 400)):
        with book.read() as sql:
            ahead = daybook.after_visit(sql, book.rhythms, who, day, book.today())
        assert ahead is not None
        done = record_visit(book, customer_id=who, entry=VisitEntry("35", day=typed_day(day)))
        with book.read() as sql:
            card = cards.card(sql, book.rhythms, who, book.today())
        assert card is not None and card.stage is ahead.stage
        assert done.id is not None
        delete_visit(book, visit_id=done.id)


def test_a_visit_being_corrected_does_not_count_twice(book: Book) -> None:
    who = customer(book, "盖小雨")
    made = visit(book, who)
    with book.read() as sql:
        moved = daybook.after_visit(sql, book.rhythms, who, DAY - 1, DAY, but=made)
        further = daybook.after_visit(sql, book.rhythms, who, DAY - 1, DAY)
    assert moved is not None and moved.stage is Stage.NEW
    assert further is not None and further.stage is Stage.RETURNING


def test_a_new_visit_takes_a_lapsed_pin_off_a_correction_does_not(book: Book) -> None:
    who = customer(book, "盖小雨")
    made = visit(book, who)
    pin(book, customer_id=who, stage=Stage.LAPSED, why="搬走了")
    with book.read() as sql:
        new = daybook.after_visit(sql, book.rhythms, who, DAY, DAY)
        corrected = daybook.after_visit(sql, book.rhythms, who, DAY, DAY, but=made)
        nobody = daybook.after_visit(sql, book.rhythms, 999, DAY, DAY)
    assert new is not None and new.stage is Stage.NEW
    assert corrected is not None and corrected.stage is Stage.LAPSED
    assert nobody is None


def test_the_day_offered_follows_the_clock(book: Book) -> None:
    with book.read() as sql:
        assert daybook.usual_day(sql, DAY, 9 * 60) == DAY - 1
        assert daybook.usual_day(sql, DAY, 20 * 60) == DAY

