"""Who comes up, by which rule, on which day; who never does. On a real book."""

from datetime import date

import pytest

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.followups import change_rule, dismiss, hand_over, plan, postpone, reopen
from kyuanbook.actions.history import undo
from kyuanbook.actions.rhythm import refresh_calls
from kyuanbook.actions.shop import add_staff
from kyuanbook.book.book import Book
from kyuanbook.book.queries.due import DueItem, acted, closed, due, loads
from kyuanbook.book.queries.due_rows import due_rows
from kyuanbook.book.queries.follow_rules import rules
from kyuanbook.book.tables import Customer, Phone, WinBack
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.followups import Kind, RuleEntry, State
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, regular, visit


def up(book: Book, *kinds: Kind) -> list[DueItem]:
    with book.read() as sql:
        return [item for item in due(sql, book.rhythms, book.today()) if not kinds or item.kind in kinds]


def names(book: Book, *kinds: Kind) -> list[str]:
    with book.read() as sql:
        return [row.name for row in due_rows(sql, book.rhythms, book.today(), up(book, *kinds))]


def why(book: Book, kind: Kind) -> str:
    with book.read() as sql:
        return say(due_rows(sql, book.rhythms, book.today(), up(book, kind))[0].reason)


def rank(book: Book) -> None:
    refresh_calls(book)


def test_a_birthday_comes_up_three_days_before_and_goes_when_it_is_over(book: Book, clock: Clock) -> None:
    customer(book, "王小明", "13800005678", birthday="3.7")
    assert names(book, Kind.BIRTHDAY) == ["王小明"]
    assert "3月7日" in why(book, Kind.BIRTHDAY)
    clock.day += 3
    assert names(book, Kind.BIRTHDAY) == ["王小明"]
    clock.day += 1
    assert names(book, Kind.BIRTHDAY) == []
    clock.day = date(2026, 3, 3).toordinal()
    assert names(book, Kind.BIRTHDAY) == []


def test_a_lunar_birthday_is_told_in_both_calendars(book: Book, clock: Clock) -> None:
    customer(book, "孙丽华", "13800006020", birthday="农历正月十八")  # 2026-03-06
    assert names(book, Kind.BIRTHDAY) == ["孙丽华"]
    assert why(book, Kind.BIRTHDAY).startswith("农历正月十八生日（公历 3月6日），")  # its own first, neither twice
    clock.day += 1
    assert why(book, Kind.BIRTHDAY).startswith("明天生日（农历正月十八，公历 3月6日），")


def test_a_solar_birthday_is_told_in_both_calendars(book: Book, clock: Clock) -> None:
    customer(book, "王小明", "13800005678", birthday="3.7")
    assert why(book, Kind.BIRTHDAY).startswith("3月7日生日（农历正月十九），")
    clock.day += 2
    assert why(book, Kind.BIRTHDAY).startswith("明天生日（3月7日，农历正月十九），")
    clock.day = date(2027, 2, 26).toordinal()
    customer(book, "闰日", "13800005679", birthday="2.29")  # kept on the 28th
    clock.day -= 1
    assert why(book, Kind.BIRTHDAY).startswith("2月28日生日（2月29日，农历")


def test_a_new_customer_is_thanked_and_not_when_they_came_again(book: Book, clock: Clock) -> None:
    one, two = customer(book, "冼美玲", "13300000917"), customer(book, "常来", "13300000918")
    visit(book, one, ago=3)
    visit(book, two, ago=3)
    visit(book, two, ago=1)
    assert names(book, Kind.THANK) == ["冼美玲"]


def test_a_prospect_gone_quiet_comes_up_after_a_fortnight(book: Book, clock: Clock) -> None:
    customer(book, "问过", "13300000919")
    assert names(book, Kind.PROSPECT) == []
    clock.day += 14
    assert names(book, Kind.PROSPECT) == ["问过"]


@pytest.mark.parametrize("change", [{"do_not_contact": True}, {"deleted": True}, {"wrong": True}])
def test_never_who_must_not_or_cannot_be_called(book: Book, clock: Clock, change: dict[str, bool]) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    with book.write("change_customer") as unit:
        if "wrong" in change:
            unit.update(Phone, 1, wrong=True)
        elif "deleted" in change:
            unit.update(Customer, who, deleted_at=unit.at)
        else:
            unit.update(Customer, who, do_not_contact=True)
    assert up(book) == []


def test_an_answer_keeps_everybody_away_for_the_pause(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    visit(book, who, ago=3)
    assert [item.kind for item in up(book)] == [Kind.BIRTHDAY]  # once, the thanks beside it
    assert up(book)[0].also == (Kind.THANK,)
    record_answer(book, item=up(book)[0], entry=AnswerEntry("reached"))
    assert up(book) == []
    undo(book)
    assert [item.kind for item in up(book)] == [Kind.BIRTHDAY]


def test_no_answer_comes_up_again_and_is_given_up_at_the_third_time(book: Book, clock: Clock) -> None:
    who = customer(book, "翟国庆", "13500008816")
    plan(book, customer_id=who, day="今天", note="问问假发")
    for time in (1, 2, 3):
        item = up(book)[0]
        assert item.kind is Kind.PICKED and item.tries == time - 1
        done = record_answer(book, item=item, entry=AnswerEntry("no_answer"))
        assert str(time) in say(done.notes[0])
        assert up(book) == []
        clock.day += 3
    assert up(book) == []
    with book.read() as sql:
        assert closed(sql, clock.day - 30, clock.day)[0].state is State.GIVEN_UP


def test_a_wrong_number_is_marked_and_the_next_is_offered(book: Book, clock: Clock) -> None:
    who = customer(book, "许文强", "13000006671", "15900000032")
    plan(book, customer_id=who, day="今天")
    record_answer(book, item=up(book)[0], entry=AnswerEntry("wrong_number"))
    with book.read() as sql:
        (row,) = due_rows(sql, book.rhythms, book.today(), up(book))
    assert row.phone == "15900000032"
    record_answer(book, item=up(book)[0], entry=AnswerEntry("wrong_number"))
    assert up(book) == []


def test_a_promise_comes_up_when_they_did_not_come_and_only_then(book: Book, clock: Clock) -> None:
    came, stayed = customer(book, "来了", "13500008810"), customer(book, "没来", "13500008811")
    for who in (came, stayed):
        plan(book, customer_id=who, day="今天")
    for item in up(book):
        record_answer(book, item=item, entry=AnswerEntry("promised", promised="后天"))
    clock.day += 2
    visit(book, came)
    assert up(book) == []  # the day itself is theirs
    clock.day += 1
    assert names(book, Kind.PROMISED) == ["没来"]
    assert "约好" in why(book, Kind.PROMISED)


def test_who_promised_a_day_is_left_alone_until_then(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.12")
    plan(book, customer_id=who, day="今天")
    record_answer(book, item=up(book)[0], entry=AnswerEntry("promised", promised="3.30"))
    clock.day = date(2026, 3, 28).toordinal()
    assert up(book) == []


def test_do_not_contact_closes_whatever_is_open(book: Book, clock: Clock) -> None:
    who = customer(book, "勿扰", "13500008810", birthday="3.7")
    plan(book, customer_id=who, day="今天")
    plan(book, customer_id=who, day="明天")
    record_answer(book, item=up(book, Kind.BIRTHDAY)[0], entry=AnswerEntry("do_not_contact"))
    clock.day += 1
    assert up(book) == []
    with book.read() as sql:
        assert acted(sql, clock.day + 400) == []


def test_a_low_score_comes_up_the_same_day(book: Book, clock: Clock) -> None:
    who = customer(book, "不满意", "13500008810")
    visit(book, who, ago=2)
    plan(book, customer_id=who, day="今天")
    done = record_answer(book, item=up(book)[0], entry=AnswerEntry("reached", note="等太久", score="1"))
    assert "不满意" in say(done.notes[-1])
    assert names(book, Kind.LOW_SCORE) == ["不满意"]
    assert "1 分：等太久" in why(book, Kind.LOW_SCORE)


def test_postponed_handed_over_dismissed_and_reopened(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    item = up(book)[0]
    with pytest.raises(Refused):
        postpone(book, item=item, day="昨天")
    postpone(book, item=item, day="明天")
    assert up(book) == []
    clock.day += 1
    item = up(book)[0]
    assert item.follow_up_id is not None and item.customer_id == who
    with pytest.raises(Refused) as refused:
        hand_over(book, item=item, staff_id=None)
    assert say(refused.value.problems[0].message) == "交给谁？选一位店员"
    ajie = add_staff(book, name="阿杰").id
    hand_over(book, item=item, staff_id=ajie)
    item = up(book)[0]
    with pytest.raises(Refused) as refused:
        hand_over(book, item=item, staff_id=ajie)
    assert say(refused.value.problems[0].message) == "本来就归阿杰，选别的店员"
    hand_over(book, item=item, staff_id=None)
    item = up(book)[0]
    assert item.staff_id is None
    done = dismiss(book, item=item, note="出国了")
    assert up(book) == []
    assert done.id is not None
    reopen(book, follow_up_id=done.id)
    assert names(book) == ["王小明"]


def rule_for(book: Book, kind: Kind, staff_id: int | None) -> int:
    """Have ``staff_id`` do what comes up by the rule of ``kind``; its number."""
    with book.read() as sql:
        rule = next(one for one in rules(sql) if one.kind is kind)
    entry = RuleEntry(
        kind=rule.kind.value, name=rule.name, days=str(rule.days), channel=rule.channel.value, words=rule.words,
        staff_id=staff_id,
    )  # fmt: skip
    change_rule(book, rule_id=rule.id, entry=entry)
    return rule.id


def test_handed_back_to_whoever_has_the_time_it_stays_so_whomever_its_rule_names(book: Book, clock: Clock) -> None:
    ajie, xiaoli = add_staff(book, name="阿杰").id, add_staff(book, name="小丽").id
    rule_for(book, Kind.BIRTHDAY, ajie)
    customer(book, "王小明", "13800005678", birthday="3.7")
    item = up(book)[0]
    assert item.staff_id == ajie
    hand_over(book, item=item, staff_id=None)
    assert up(book)[0].staff_id is None
    with pytest.raises(Refused) as refused:
        hand_over(book, item=up(book)[0], staff_id=None)
    assert refused.value.problems[0].message.key == "hand_over_to_whom"
    rule_for(book, Kind.BIRTHDAY, xiaoli)
    assert up(book)[0].staff_id is None
    record_answer(book, item=up(book)[0], entry=AnswerEntry("no_answer"))
    clock.day += 3
    assert [(one.staff_id, one.tries) for one in up(book)] == [(None, 1)]
    undo(book)
    undo(book)
    undo(book)
    assert up(book)[0].staff_id == ajie


def test_what_waits_is_whose_the_rule_says(book: Book, clock: Clock) -> None:
    """Taken up by whoever typed it back, promised without a name, or up before the rule named anybody."""
    ajie = add_staff(book, name="阿杰").id
    rule_for(book, Kind.PROMISED, ajie)
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    item = up(book)[0]
    record_answer(book, item=item, entry=AnswerEntry("no_answer"))
    clock.day += 3
    assert [one.staff_id for one in up(book)] == [None]
    rule_for(book, Kind.BIRTHDAY, ajie)
    assert [one.staff_id for one in up(book)] == [ajie]
    undo(book)
    assert [one.staff_id for one in up(book)] == [None]
    record_answer(book, item=up(book)[0], entry=AnswerEntry("promised", promised="明天"))
    clock.day += 2
    assert [(one.kind, one.staff_id) for one in up(book)] == [(Kind.PROMISED, ajie)]
    born = customer(book, "孙丽华", "13800005679", birthday="3.12")
    rule_for(book, Kind.BIRTHDAY, ajie)
    fresh = next(one for one in up(book) if one.customer_id == born)
    record_answer(book, item=fresh._replace(staff_id=None), entry=AnswerEntry("no_answer"))  # as it is typed back from a list
    clock.day += 3
    assert [one.staff_id for one in up(book) if one.customer_id == born] == [ajie] and who != born


def test_typed_again_takes_the_place_of_what_was_typed(book: Book, clock: Clock) -> None:
    who = customer(book, "打错了", "13500008810")
    plan(book, customer_id=who, day="今天")
    item = up(book)[0]
    record_answer(book, item=item, entry=AnswerEntry("do_not_contact"), list_row_id=7)
    with book.read() as sql:
        assert sql.value("SELECT do_not_contact FROM customer") == 1
    record_answer(book, item=item, entry=AnswerEntry("promised", promised="明天"), list_row_id=7)
    with book.read() as sql:
        assert sql.value("SELECT do_not_contact FROM customer") == 0
        assert sql.value("SELECT count(*) FROM interaction WHERE deleted_at IS NULL") == 1


def test_the_silent_come_up_by_what_is_to_lose_once_per_silence(book: Book, clock: Clock) -> None:
    regular(book, "少花", 14, 8, 60, "50", "13500008810")
    regular(book, "多花", 14, 8, 60, "500", "13500008811")
    rank(book)
    found = up(book, Kind.OVERDUE, Kind.LAPSED)
    assert names(book, found[0].kind)[0] == "多花"
    record_answer(book, item=found[0], entry=AnswerEntry("refused"))
    assert names(book) == ["少花"]  # before the ranking is made anew too
    clock.day += 15
    rank(book)
    kinds = {item.customer_id: item.kind for item in up(book)}
    assert found[0].customer_id not in kinds or kinds[found[0].customer_id] is not found[0].kind


def test_the_week_has_every_day_and_its_birthdays(book: Book, clock: Clock) -> None:
    for i in range(5):
        customer(book, f"生日{i}", f"1380000567{i}", birthday="3.10")
    with book.read() as sql:
        week = loads(sql, book.rhythms, book.today())
    assert [load.many for load in week] == [0, 0, 0, 5, 0, 0, 0]
    assert week[3].birthdays == 5


def test_whom_the_lot_leaves_alone_comes_up_for_nothing_but_what_they_wait_for(book: Book, clock: Clock) -> None:
    who = customer(book, "留下不打", "13800005678", birthday="3.7")
    assert names(book, Kind.BIRTHDAY) == ["留下不打"]
    with book.write("hold_back", bulk=True) as unit:
        unit.insert(WinBack, customer_id=who, day=book.today(), held=True, created_at=unit.at)
    assert up(book) == []
    with book.read() as sql:
        assert sum(load.many for load in loads(sql, book.rhythms, book.today())) == 0
    plan(book, customer_id=who, day="今天")
    assert [item.kind for item in up(book)] == [Kind.PICKED]
