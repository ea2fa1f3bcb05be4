"""What an answer, or a visit that nobody asked for, changes in the lists that follow."""

from kyuanbook.actions.answers import record_answer, strike_answer
from kyuanbook.actions.followups import dismiss, plan, postpone, reopen
from kyuanbook.actions.history import undo
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.book.book import Book
from kyuanbook.book.queries import calls
from kyuanbook.book.queries.due import DueItem, acted, due
from kyuanbook.book.tables import Customer, FollowRule, Phone
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import RANKED, Kind
from kyuanbook.rules.touches import TouchKind
from tests.book.factories import Clock, customer, regular, visit
from tests.book.liking import hair_shop


def up(book: Book, *kinds: Kind) -> list[DueItem]:
    refresh_calls(book)
    with book.read() as sql:
        return [item for item in due(sql, book.rhythms, book.today()) if not kinds or item.kind in kinds]


def answer(book: Book, item: DueItem, outcome: str, **more: str) -> int:
    done = record_answer(book, item=item, entry=AnswerEntry(outcome, **more))
    assert done.id is not None
    return done.id


def silent(book: Book, clock: Clock) -> int:
    """A regular, on the first day on which they are missed."""
    who = regular(book, "王小明", 14, 8, 1, "500", "13500008810")
    wait_until_missed(book, clock, who)
    return who


def wait_until_missed(book: Book, clock: Clock, who: int) -> None:
    clock.day = _day_of(book, who, "at_risk_day")
    for _ in range(60):
        if up(book, *RANKED):
            return
        clock.day += 1
    raise AssertionError("never missed")


def _day_of(book: Book, who: int, column: str) -> int:
    with book.read() as sql:
        return int(sql.value(f"SELECT {column} FROM derived WHERE customer_id = :id", id=who))


def test_who_refused_is_not_asked_again_however_long_they_stay_away(book: Book, clock: Clock) -> None:
    who = silent(book, clock)
    item = up(book)[0]
    assert item.kind is Kind.OVERDUE
    answer(book, item, "refused")
    clock.day = _day_of(book, who, "lapsed_day")
    assert up(book, *RANKED) == []
    undo(book)
    assert up(book)[0].kind is Kind.LAPSED
    answer(book, up(book)[0], "refused")
    visit(book, who)  # another silence
    wait_until_missed(book, clock, who)


def test_a_silence_that_ended_is_not_rung_about_again(book: Book, clock: Clock) -> None:
    who = silent(book, clock)
    answer(book, up(book)[0], "no_answer")
    clock.day += 3
    assert [item.customer_id for item in up(book)] == [who]
    visit(book, who)
    assert up(book) == []
    undo(book)
    assert [item.tries for item in up(book)] == [1]


def test_thanks_that_found_nobody_are_over_when_they_come_again(book: Book, clock: Clock) -> None:
    who = customer(book, "冼美玲", "13300000917")
    visit(book, who, ago=3)
    answer(book, up(book, Kind.THANK)[0], "no_answer")
    clock.day += 3
    assert up(book, Kind.THANK)
    visit(book, who)
    assert up(book, Kind.THANK) == []


def test_what_was_bought_meanwhile_is_not_due_again(book: Book, clock: Clock) -> None:
    who = hair_shop(book)
    with book.write("change_customer") as unit:
        unit.update(Customer, who, wechat="dyed")
    refresh_standings(book)
    clock.day -= 14
    item = next(one for one in up(book, Kind.PRODUCT_DUE) if one.customer_id == who)
    postpone(book, item=item, day="明天")
    clock.day += 1
    assert [one.follow_up_id is not None for one in up(book, Kind.PRODUCT_DUE) if one.customer_id == who] == [True]
    visit(book, who, items="补染发根")
    assert [one for one in up(book, Kind.PRODUCT_DUE) if one.customer_id == who] == []


def test_a_birthday_is_not_wished_when_it_is_over(book: Book, clock: Clock) -> None:
    customer(book, "王小明", "13800005678", birthday="3.5")
    answer(book, up(book, Kind.BIRTHDAY)[0], "no_answer")
    clock.day += 3  # rung again it would be the 7th
    assert up(book) == []


def test_rung_again_not_within_the_pause_after_another_call(book: Book, clock: Clock) -> None:
    who = silent(book, clock)
    answer(book, up(book, *RANKED)[0], "no_answer")
    plan(book, customer_id=who, day="今天")
    answer(book, up(book, Kind.PICKED)[0], "reached")
    clock.day += 3
    assert up(book) == []
    clock.day += 10
    assert up(book) == []
    clock.day += 1
    assert [item.tries for item in up(book)] == [1]


def test_what_was_opened_again_is_there_though_they_were_just_called_about_it(book: Book, clock: Clock) -> None:
    customer(book, "王小明", "13800005678", birthday="3.7")
    item = up(book)[0]
    answer(book, item, "reached")
    with book.read() as sql:
        row = int(sql.value("SELECT id FROM follow_up"))
    reopen(book, follow_up_id=row)
    assert [one.follow_up_id for one in up(book)] == [row]
    dismiss(book, item=up(book)[0])
    assert up(book) == []


def test_nobody_is_to_be_rung_whose_number_is_wrong(book: Book, clock: Clock) -> None:
    only, also = customer(book, "只有电话", "13500008810"), customer(book, "有微信", "13500008811", wechat="wx")
    for who in (only, also):
        plan(book, customer_id=who, day="今天")
        plan(book, customer_id=who, day="今天", note="还有一件")
    for who in (only, also):
        item = next(one for one in up(book) if one.customer_id == who)
        assert item.channel is TouchKind.CALL
        answer(book, item, "wrong_number")
    left = up(book)
    assert [(one.customer_id, one.channel) for one in left] == [(also, TouchKind.WECHAT)]
    with book.write("add_phone") as unit:
        unit.insert(Phone, customer_id=only, number="13500008899", typed="13500008899")
    assert {(one.customer_id, one.channel) for one in up(book)} == {(only, TouchKind.CALL), (also, TouchKind.WECHAT)}


def test_the_silent_without_a_number_are_reached_by_wechat_or_not_at_all(book: Book, clock: Clock) -> None:
    who = silent(book, clock)
    with book.write("change_customer") as unit:
        unit.update(Phone, 1, wrong=True)
    assert up(book) == []
    with book.write("change_customer") as unit:
        unit.update(Customer, who, wechat="xiaoming")
    assert [item.channel for item in up(book, *RANKED)] == [TouchKind.WECHAT]
    with book.write("change_rule") as unit:
        for rule in unit.sql.column("SELECT id FROM follow_rule WHERE kind IN ('overdue', 'lapsed')"):
            unit.update(FollowRule, rule, channel=TouchKind.LETTER.value)
    assert up(book, *RANKED) == []


def test_who_promised_today_and_came_today_kept_their_word(book: Book, clock: Clock) -> None:
    who = customer(book, "说来就来", "13500008810")
    plan(book, customer_id=who, day="今天")
    answer(book, up(book)[0], "promised", promised="今天")
    clock.minute += 60
    visit(book, who)
    clock.day += 1
    assert up(book) == []


def test_what_they_promise_now_takes_the_place_of_what_they_promised(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13500008810")
    plan(book, customer_id=who, day="今天")
    plan(book, customer_id=who, day="今天", note="另一件")
    first, second = (one for one in _both(book))
    answer(book, first, "promised", promised="后天")
    touch = answer(book, second, "promised", promised="明天")
    clock.day += 2
    assert [one.kind for one in up(book)] == [Kind.PROMISED]
    answer(book, up(book)[0], "reached")
    assert up(book) == []
    clock.day += 1
    assert up(book) == [], "the older promise is settled"
    undo(book)
    strike_answer(book, interaction_id=touch)
    assert [one.kind for one in up(book)] == [Kind.PROMISED], "the older promise stands again: what settled it was not so"


def _both(book: Book) -> list[DueItem]:
    with book.read() as sql:
        return acted(sql, book.today())


def test_the_kept_ranking_is_counted_from_itself(book: Book) -> None:
    with book.read() as sql:
        text = f"EXPLAIN QUERY PLAN SELECT count(*) FROM {calls._STILL_UP}"
        plan_of = [row[3] for row in sql.rows(text, today=book.today())]
    assert plan_of[0] == "SCAN s" and not any("SEARCH d USING COVERING INDEX" in line for line in plan_of)


def test_a_customer_changed_meanwhile_is_no_trouble(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    item = up(book)[0]
    with book.write("change_customer") as unit:
        unit.update(Customer, who, do_not_contact=True)
    answer(book, item, "no_answer")
    clock.day += 3
    assert up(book) == []
