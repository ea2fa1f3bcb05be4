"""The week of 回访, what 今日 takes of it, and that neither is another than what is due."""

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.followups import plan, postpone
from kyuanbook.actions.history import undo
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.book import Book
from kyuanbook.book.queries.birthdays import birthdays_of_week
from kyuanbook.book.queries.customers import EVERYBODY
from kyuanbook.book.queries.due import by_day, dated, due, is_late, loads, loads_of
from kyuanbook.book.queries.due_page import due_counts, due_page, reasons_to_ask
from kyuanbook.book.queries.list_rows import due_now
from kyuanbook.book.queries.today import today_page, week_room
from kyuanbook.book.queries.week import to_thank
from kyuanbook.book.tables import Customer, FollowRule
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import Kind
from tests.book.factories import DAY, Clock, customer, regular, visit


def test_today_of_the_week_is_what_is_due_and_nobody_stands_on_two_days(book: Book) -> None:
    born = customer(book, "生日", "13800000001", birthday="3.9")  # up the day after tomorrow
    visit(book, born, ago=1)  # and to be thanked then too
    visit(book, customer(book, "新客", "13800000002"), ago=3)
    plan(book, customer_id=customer(book, "安排", "13800000003"), day="明天")
    with book.read() as sql:
        week = by_day(sql, book.rhythms, DAY)
        assert week[DAY] == due(sql, book.rhythms, DAY) and loads(sql, book.rhythms, DAY) == loads_of(week)
    assert [[item.kind for item in week[DAY + i]] for i in range(4)] == [
        [Kind.THANK], [Kind.PICKED], [Kind.BIRTHDAY], [],
    ]  # fmt: skip
    people = [item.customer_id for items in week.values() for item in items]
    assert len(people) == len(set(people)) == 3
    assert week[DAY + 2][0].also == (Kind.THANK,)


def test_who_will_be_overdue_is_seen_coming_and_no_more_than_can_be_rung(book: Book) -> None:
    ids = [regular(book, f"常来{i}", gap=10, visits=8, ago=10, amount=f"{60 + i}", phone=f"1380000000{i}") for i in range(4)]
    with book.read() as sql:
        days = {d[0] for d in sql.rows("SELECT at_risk_day FROM derived WHERE customer_id IN (1, 2, 3, 4)")}
    (on,) = days
    set_shop(book, calls_per_day=3)
    with book.read() as sql:
        week = by_day(sql, book.rhythms, on - 2)
    found = [item.customer_id for item in week[on]]
    assert found == ids[:0:-1]  # the three who spend most, most to lose first
    assert all(item.kind is Kind.OVERDUE for item in week[on])
    set_shop(book, calls_per_day=10)
    with book.write("change_customer") as unit:
        unit.update(Customer, ids[0], do_not_contact=True)
    with book.read() as sql:
        assert [item.customer_id for item in by_day(sql, book.rhythms, on - 2)[on]] == ids[:0:-1]


def test_what_is_overdue_is_what_had_a_day_of_its_own(book: Book, clock: Clock) -> None:
    regular(book, "超期", gap=14, visits=8, ago=60, phone="13800000001")
    plan(book, customer_id=customer(book, "安排", "13800000002"), day="明天")
    refresh_calls(book)
    clock.day += 2
    refresh_calls(book)
    with book.read() as sql:
        items = due(sql, book.rhythms, clock.day)
    assert {item.kind: is_late(item, clock.day) for item in items} == {Kind.PICKED: True, Kind.OVERDUE: False}


def test_the_page_counts_those_beyond_what_can_be_rung(book: Book) -> None:
    for i in range(4):
        regular(book, f"超期{i}", gap=14, visits=8, ago=60, phone=f"1380000000{i}")
    refresh_calls(book)
    set_shop(book, calls_per_day=3)
    with book.read() as sql:
        few, all_ = (due_page(sql, book.rhythms, DAY, all_calls=way) for way in (False, True))
        assert sum(due_counts(sql, book.rhythms, DAY).values()) == 3
    assert (len(few.by_day[DAY]), few.beyond) == (3, 1) and (len(all_.by_day[DAY]), all_.beyond) == (4, 0)


def test_a_call_that_was_made_is_one_of_the_days_and_no_other_takes_its_place(book: Book, clock: Clock) -> None:
    for i in range(5):
        regular(book, f"超期{i}", gap=14, visits=8, ago=60, phone=f"1380000000{i}")
    refresh_calls(book)
    set_shop(book, calls_per_day=2)

    def up() -> tuple[int, int, int, int]:
        """Those due, those beyond, what 今日 lists, of how many."""
        with book.read() as sql:
            page, first = due_page(sql, book.rhythms, clock.day), today_page(sql, book.rhythms, clock.day)
            listed = len(due_now(sql, book.rhythms, clock.day, EVERYBODY))
            assert listed == len(page.by_day[clock.day])
            return len(page.by_day[clock.day]), page.beyond, len(first.calls), first.calls_in_all

    assert up() == (2, 3, 2, 5)
    with book.read() as sql:
        items = due(sql, book.rhythms, DAY)
    record_answer(book, item=items[0], entry=AnswerEntry("no_answer"))
    assert up() == (1, 3, 1, 4)
    postpone(book, item=items[1], day="后天")  # nobody was called: the next one is
    assert up() == (1, 2, 1, 3)
    with book.read() as sql:
        (item,) = due(sql, book.rhythms, DAY)
    record_answer(book, item=item, entry=AnswerEntry("reached"))
    assert up() == (0, 2, 0, 2)
    with book.read() as sql:
        everybody = due_page(sql, book.rhythms, DAY, all_calls=True).by_day[DAY]
        named = EVERYBODY._replace(ids=tuple(one.customer_id for one in everybody))
        assert len(everybody) == len(due_now(sql, book.rhythms, DAY, named)) == 2  # asked for, they are listed and printed
    undo(book)
    assert up() == (1, 2, 1, 3)
    clock.day += 1
    refresh_calls(book)
    assert up()[0] == 2


def test_todays_thanks_are_the_rules(book: Book, clock: Clock) -> None:
    ids = [customer(book, f"新客{i}", f"1380000000{i}") for i in range(4)]
    for i, one in enumerate(ids):
        visit(book, one, ago=3 + i)

    def thanked() -> set[int]:
        with book.read() as sql:
            shown = {row.customer_id for row in to_thank(sql, clock.day, 50).rows}
            assert shown == {i.customer_id for i in dated(sql, clock.day, clock.day) if i.kind is Kind.THANK}
            assert week_room(sql, clock.day, 4)[1] == len(shown)
        return shown

    assert thanked() == set(ids)
    with book.read() as sql:
        item = next(i for i in due(sql, book.rhythms, DAY) if i.customer_id == ids[0])
    postpone(book, item=item, day="明天")
    assert thanked() == set(ids[1:])
    plan(book, customer_id=ids[1], day="今天")
    with book.read() as sql:
        item = next(i for i in due(sql, book.rhythms, DAY) if i.customer_id == ids[1])
    record_answer(book, item=item, entry=AnswerEntry("reached"))
    assert thanked() == set(ids[2:])  # within the pause
    with book.read() as sql:
        rule = sql.value("SELECT id FROM follow_rule WHERE kind = 'thank'")
    with book.write("change_rule") as unit:
        unit.update(FollowRule, rule, days=6)
    assert thanked() == {ids[3]}
    with book.write("change_rule") as unit:
        unit.update(FollowRule, rule, hidden=True)
    assert thanked() == set()


def test_who_was_congratulated_leaves_todays_birthdays(book: Book) -> None:
    customer(book, "生日", "13800000001", birthday="3.6")
    with book.read() as sql:
        (item,) = due(sql, book.rhythms, DAY)
        assert birthdays_of_week(sql, DAY, 5).in_all == 1
    record_answer(book, item=item, entry=AnswerEntry("no_answer"))
    with book.read() as sql:
        assert birthdays_of_week(sql, DAY, 5).in_all == 1  # nobody answered: still to be done
    record_answer(book, item=item._replace(follow_up_id=1), entry=AnswerEntry("reached"))
    with book.read() as sql:
        assert birthdays_of_week(sql, DAY, 5).in_all == 0


def test_the_reason_is_asked_of_who_used_to_come_and_has_not_said_it(book: Book) -> None:
    never, came = customer(book, "没来过"), regular(book, "来过", 14, 3, 60)
    with book.read() as sql:
        assert reasons_to_ask(sql, never, DAY) == [] and reasons_to_ask(sql, came, DAY)[0].name == "价格"


def test_who_is_called_and_has_a_birthday_is_one_of_the_calls_in_the_sum(book: Book) -> None:
    one = customer(book, "张三", "13800000001", birthday="3.4")
    for ago in range(60, 172, 14):
        visit(book, one, ago=ago)
    regular(book, "李四", gap=14, visits=8, ago=60, phone="13800000002")
    refresh_calls(book)
    with book.read() as sql:
        page, first = due_page(sql, book.rhythms, DAY), today_page(sql, book.rhythms, DAY)
        counts = due_counts(sql, book.rhythms, DAY)
    assert [item.kind for item in page.by_day[DAY]] == [Kind.BIRTHDAY, Kind.OVERDUE]  # listed for the birthday
    assert (first.calls_today, first.calls_in_all, page.beyond) == (2, 2, 0)
    assert dict(counts) == {Kind.OVERDUE: 2}
