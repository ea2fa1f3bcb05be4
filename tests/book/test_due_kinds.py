"""Every kind of rule on every day of two whole years, one with 闰六月, one with 29 February, against a reckoning that knows
nothing of indexes: it looks at everybody on every day. Then what a calendar does not say: segments, products, two rules at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random

import pytest

from kyuanbook.actions.answers import record_answer
from kyuanbook.actions.customers import add_customer
from kyuanbook.actions.followups import add_rule, dismiss, hide_rule, plan, postpone
from kyuanbook.actions.segments import delete_segment, save_segment
from kyuanbook.actions.shop import add_product, hide_product
from kyuanbook.book.book import Book
from kyuanbook.book.queries import follow_rules
from kyuanbook.book.queries.due import DueItem, dated, due, of_rule
from kyuanbook.book.queries.due_kinds import DATED
from kyuanbook.book.queries.due_rows import due_rows
from kyuanbook.book.tables import Customer, Feedback, Interaction, Phone, Visit, VisitItem
from kyuanbook.language import say
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.birthdays import Birthday, Calendar, read_birthday
from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.rules.followups import Kind, Rule, RuleEntry
from kyuanbook.rules.kept_days import LATER, PLAIN, PLAIN_LATER, USUAL
from kyuanbook.rules.likes import due as due_again
from kyuanbook.rules.likes import is_due
from kyuanbook.rules.lunar import lunar_of
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, customer, visit

ELSEWHERE = {Kind.SEGMENT, Kind.REWARD_OWED, Kind.SINCE_CAMPAIGN}  # the first below, the others in test_due_rewards


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


# a year, looked at by hand -----------------------------------------------------------------------------------------------


@dataclass
class Person:
    """Somebody, as the naive reckoning knows them."""

    id: int
    born: Birthday | None
    entered: int
    visits: list[tuple[int, int, frozenset[int]]] = field(default_factory=list)  # (day, cents, products)
    touches: list[int] = field(default_factory=list)
    scores: list[tuple[int, int, int]] = field(default_factory=list)  # (day, id, score)

    def days(self, today: int) -> list[int]:
        return sorted({day for day, _, _ in self.visits if day <= today})


def is_birthday(born: Birthday, day: int) -> bool:
    """Whether it is kept on ``day``: the calendar is read day by day, as on the wall."""
    on = date.fromordinal(day)
    if born.calendar is Calendar.SOLAR:
        if (born.month, born.day) != (2, 29) or on.year % 4 == 0:
            return (on.month, on.day) == (born.month, born.day)
        return (on.month, on.day) == ((3, 1) if born.rule == LATER else (2, 28))
    there = lunar_of(day)
    assert there is not None
    months = lunar_year(there.year)
    leap = born.leap and born.rule not in (PLAIN, PLAIN_LATER) and (born.month, True) in months
    days = months[born.month, leap]
    if born.day <= len(days):
        return day == days[born.day - 1]
    later = born.rule in (LATER, PLAIN_LATER) and born.month != 12
    return day == days[-1] + later


@cache
def lunar_year(year: int) -> dict[tuple[int, bool], list[int]]:
    """The days of every month of a lunar year, found by leafing through the calendar."""
    months: dict[tuple[int, bool], list[int]] = {}
    for day in range(at(year, 1, 15), at(year + 1, 3, 1)):
        there = lunar_of(day)
        assert there is not None
        if there.year == year:
            months.setdefault((there.month, there.leap), []).append(day)
    return months


Found = tuple[int, int, int, int]  # (rule, customer, due day, which time)


def naive(rules: list[Rule], people: list[Person], intervals: dict[int, int], low: int, today: int) -> set[Found]:
    """Who comes up on ``today``, by looking at everybody."""
    return {
        (rule.id, who.id, due_day, time)
        for rule in rules for who in people for due_day, time in by_hand(rule, who, intervals, low, today)
        if due_day <= today <= due_day + rule.stays
    }  # fmt: skip


def by_hand(rule: Rule, who: Person, intervals: dict[int, int], low: int, today: int) -> Iterator[tuple[int, int]]:
    """(due day, which time) of one rule for one person; whether it is up today is for who asks."""
    came = who.days(today)
    if rule.kind is Kind.BIRTHDAY and who.born is not None:
        yield from ((day - rule.days, day) for day in range(today, today + rule.days + 1) if is_birthday(who.born, day))
    elif rule.kind is Kind.ANNIVERSARY and who.visits:
        first = date.fromordinal(min(day for day, _, _ in who.visits))
        for day in range(today, today + rule.days + 1):
            on = date.fromordinal(day)
            tomorrow = date.fromordinal(day + 1)
            same = (on.month, on.day) == (first.month, first.day)
            short = (first.month, first.day) == (2, 29) and (on.month, on.day, tomorrow.day) == (2, 28, 1)
            if on.year > first.year and (same or short):
                yield day - rule.days, day
    elif rule.kind is Kind.THANK and len(came) == 1:
        yield came[0] + rule.days, came[0]
    elif rule.kind is Kind.AFTER_CARE:
        spent = {day: sum(cents for d, cents, _ in who.visits if d == day) for day in came}
        had = {day: frozenset().union(*(some for d, _, some in who.visits if d == day)) for day in came}
        fit = [day for day in came if spent[day] >= rule.cents and (rule.product_id is None or rule.product_id in had[day])]
        if fit:
            yield fit[-1] + rule.days, fit[-1]
    elif rule.kind is Kind.PROSPECT and not came and who.entered <= today:
        last = max([who.entered, *(day for day in who.touches if day <= today)])
        yield last + rule.days, last
    elif rule.kind is Kind.LOW_SCORE:
        bad = sorted((day, i) for day, i, score in who.scores if score <= low and day <= today)
        if bad:
            yield bad[-1][0] + rule.days, bad[-1][1]
    elif rule.kind is Kind.PRODUCT_DUE:
        for product, interval in intervals.items():
            own = sorted({day for day, _, some in who.visits if product in some and day <= today})
            found = due_again(own, None, interval, ALWAYS_OPEN) if own else None
            if found is not None and is_due(found, own[-1], today, ALWAYS_OPEN):
                yield found.day, product * 1_000_000 + own[-1]


SPECIAL = (
    ("2.29", USUAL), ("2000.2.29", LATER), ("2.28", USUAL), ("3.1", USUAL), ("1988.8.3", USUAL), ("12.31", USUAL),
    ("1.1", USUAL), ("农历六月初一", USUAL), ("闰六月初一", USUAL), ("闰六月初一", PLAIN), ("闰六月三十", USUAL),
    ("闰六月三十", LATER), ("闰六月三十", PLAIN), ("闰六月三十", PLAIN_LATER), ("农历六月三十", USUAL),
    ("农历六月三十", LATER), ("农历五月三十", LATER), ("闰五月廿九", USUAL), ("闰五月三十", PLAIN_LATER), ("腊月三十", USUAL),
    ("腊月廿九", USUAL), ("正月初一", USUAL), ("正月三十", USUAL), ("正月三十", LATER), ("1987年闰六月十五", USUAL),
)  # fmt: skip


def people_of(book: Book, year: int, dyes: int, trims: int) -> list[Person]:
    """Sixty people with birthdays, visits, touches and scores over three years, put in at once."""
    rng, people = Random(year), []
    first, last = at(year - 1, 1, 1), at(year, 12, 31)
    with book.write("change_customer", bulk=True) as unit:
        for i in range(60):
            typed, rule = SPECIAL[i % len(SPECIAL)]
            read, _ = read_birthday(typed, first)
            assert read is not None
            born = None if i >= 50 else read.kept_by(rule)
            entered = rng.randint(first, last)
            who = unit.insert(
                Customer, name=f"客{i}", created_at=unit.at, created_day=entered,
                **({} if born is None else {
                    "birth_calendar": born.calendar.value, "birth_month": born.month, "birth_day": born.day,
                    "birth_leap": born.leap, "birth_year": born.year, "birth_rule": born.rule,
                }),
            )  # fmt: skip
            unit.insert(Phone, customer_id=who, number=f"138{i:08}", typed="")
            people.append(one := Person(who, born, entered))
            for _ in range(rng.choice((0, 0, 1, 1, 2, 6))):
                day = rng.choice((at(2024, 2, 29), rng.randint(first, last), rng.randint(first, last)))
                buy(unit, one, day, rng.choice((20_00, 60_00, 120_00)), rng.choice(((), (dyes,), (dyes, trims), (trims,))))
            if i % 6 == 0:  # a regular whose own gap is far from the shop's
                gap, day = rng.choice((12, 30, 45, 110)), first
                while day <= last:
                    buy(unit, one, day, 60_00, (dyes,))
                    day += gap + rng.randint(-2, 2)
            for _ in range(rng.randint(0, 3)):
                one.touches.append(day := rng.randint(entered, last))
                unit.insert(Interaction, customer_id=who, day=day, kind="enquiry", created_at=unit.at)
            for _ in range(rng.choice((0, 0, 1, 2))):
                day, score = rng.randint(first, last), rng.randint(1, 5)
                row = unit.insert(Feedback, customer_id=who, day=day, score=score, way="counter", created_at=unit.at)
                one.scores.append((day, row, score))
    return people


def buy(unit: object, who: Person, day: int, cents: int, products: tuple[int, ...]) -> None:
    row = unit.insert(Visit, customer_id=who.id, day=day, amount_cents=cents, created_at=unit.at)  # type: ignore[attr-defined]
    for product in products:
        unit.insert(VisitItem, visit_id=row, product_id=product, name="")  # type: ignore[attr-defined]
    who.visits.append((day, cents, frozenset(products)))


@pytest.mark.parametrize("year", [2028, 2036])  # 闰五月 and 闰六月, 29 February in both
def test_every_day_of_a_year_agrees_with_looking_at_everybody(book: Book, clock: Clock, year: int) -> None:
    clock.day = at(year, 1, 1)
    dyes, trims = (add_product(book, name=name, interval=days).id or 0 for name, days in (("染发", "40"), ("剪发", "25")))
    for entry in (
        RuleEntry("birthday", name="当天", days="0"), RuleEntry("after_care", name="染后", days="7", product_id=dyes),
        RuleEntry("after_care", name="大单", days="3", stake="100"), RuleEntry("after_care", name="半年", days="180"),
        RuleEntry("anniversary", name="周年", days="3"), RuleEntry("product_due", name="剪", product_id=trims, days="0"),
        RuleEntry("thank", name="当天谢", days="0"),
    ):  # fmt: skip
        add_rule(book, entry=entry)
    people = people_of(book, year, dyes, trims)
    intervals = {dyes: 40, trims: 25}
    up: dict[Kind, int] = {}
    with book.read() as sql:
        rules = [rule for rule in follow_rules.rules(sql) if rule.kind in DATED - ELSEWHERE]
    for today in range(at(year, 1, 1), at(year, 12, 31) + 1):
        clock.day = today
        book.count_up_to_today()
        with book.read() as sql:
            found = {(item.rule_id, item.customer_id, item.due_day, item.occurrence) for item in dated(sql, today, today)}
        expected = set[Found]()
        for rule in rules:
            some = intervals if rule.product_id is None else {rule.product_id: intervals[rule.product_id]}
            expected |= naive([rule], people, some, 2, today)
        assert found == expected, (date.fromordinal(today), found ^ expected)
        for rule in rules:
            up[rule.kind] = up.get(rule.kind, 0) + sum(one[0] == rule.id for one in found)
    assert min(up.values()) > 20 and set(up) == DATED - ELSEWHERE  # each of them was really asked


@pytest.mark.parametrize(
    ("typed", "rule", "days"),
    [
        ("2.29", USUAL, [(2025, 2, 28), (2027, 2, 28), (2028, 2, 29)]),
        ("2.29", LATER, [(2025, 3, 1), (2027, 3, 1), (2028, 2, 29)]),
        ("农历六月初一", USUAL, [(2025, 6, 25), (2026, 7, 14)]),
        ("闰六月初一", USUAL, [(2025, 7, 25), (2026, 7, 14)]),  # its own month where there is one
        ("闰六月初一", PLAIN, [(2025, 6, 25), (2026, 7, 14)]),
        ("闰六月三十", USUAL, [(2025, 8, 22)]),  # 闰六月 of 2025 has 29 days
        ("闰六月三十", LATER, [(2025, 8, 23)]),
        ("腊月三十", USUAL, [(2025, 1, 28), (2026, 2, 16), (2027, 2, 5), (2028, 1, 25)]),  # 除夕, whichever its number
        ("闰五月初一", USUAL, [(2025, 5, 27), (2028, 6, 23)]),  # 2028 has 闰五月
        ("闰五月初一", PLAIN, [(2025, 5, 27), (2028, 5, 24)]),
        ("8.3", USUAL, [(2025, 8, 3), (2028, 8, 3)]),
    ],
)
def test_birthdays_come_up_on_the_days_of_the_almanac(
    book: Book, clock: Clock, typed: str, rule: str, days: list[tuple[int, int, int]]
) -> None:
    who = customer(book, "寿星", "13800005678", birthday=typed, birth_rule=rule)
    with book.read() as sql:
        for year, month, day in days:
            kept = at(year, month, day)
            up = [
                on for on in range(at(year, 1, 1), at(year + 1, 1, 1))
                for item in dated(sql, on, on) if (item.kind, item.customer_id, item.occurrence) == (Kind.BIRTHDAY, who, kept)
            ]  # fmt: skip
            assert up == [kept - 3, kept - 2, kept - 1, kept]


# what no calendar says ----------------------------------------------------------------------------------------------------


def up(book: Book, kind: Kind | None = None) -> list[DueItem]:
    with book.read() as sql:
        return [item for item in due(sql, book.rhythms, book.today()) if kind in (None, item.kind)]


def why(book: Book) -> list[str]:
    with book.read() as sql:
        return [say(row.reason) for row in due_rows(sql, book.rhythms, book.today(), up(book))]


def number(book: Book, rule_id: int | None) -> int:
    with book.read() as sql:
        rule = follow_rules.rule(sql, rule_id or 0)
        assert rule is not None
        return of_rule(sql, book.rhythms, rule, book.today())


def test_a_segment_comes_up_once_or_again_so_many_days_after_it_was_settled(book: Book, clock: Clock) -> None:
    for name in ("甲", "乙"):
        customer(book, name, f"1380000567{len(name)}", sex="female")
    women = save_segment(book, name="女客", conditions=(Condition("sex", ("female",)),)).id
    with pytest.raises(Refused):
        add_rule(book, entry=RuleEntry("segment"))
    once = add_rule(book, entry=RuleEntry("segment", segment_id=women)).id
    assert number(book, once) == 2 and why(book) == ["在“女客”里"] * 2
    dismiss(book, item=up(book, Kind.SEGMENT)[0])
    for _ in range(3):
        assert len(up(book, Kind.SEGMENT)) == 1
        clock.day += 100
    hide_rule(book, rule_id=once or 0)
    again = add_rule(book, entry=RuleEntry("segment", segment_id=women, days="30")).id
    first = up(book, Kind.SEGMENT)[0]
    postpone(book, item=first, day="后天")
    assert [item.customer_id for item in up(book, Kind.SEGMENT)] != [first.customer_id]
    clock.day += 2
    mine = next(item for item in up(book, Kind.SEGMENT) if item.customer_id == first.customer_id)
    assert mine.follow_up_id is not None
    dismiss(book, item=mine)
    for days in range(31):  # not for thirty days, whichever day of a month it was
        assert (first.customer_id in {item.customer_id for item in up(book, Kind.SEGMENT)}) is (days == 30)
        clock.day += 1
    delete_segment(book, segment_id=women or 0)
    assert up(book, Kind.SEGMENT) == [] and number(book, again) == 0


def test_products_due_at_once_are_told_in_one_breath_and_settled_by_one_word(book: Book, clock: Clock) -> None:
    for name, days in (("染发", "40"), ("护理", "45"), ("烫发", "50")):
        add_product(book, name=name, interval=days)
    who = customer(book, "常来", "13800005678")
    visit(book, who, ago=50, items="染发，护理，烫发")
    (item,) = up(book, Kind.PRODUCT_DUE)
    assert len(item.more) == 2
    assert why(book) == ["上次染发是 50 天前，该再来了；还有护理、烫发"]
    with book.read() as sql:
        assert "染发、护理、烫发" in due_rows(sql, book.rhythms, book.today(), [item])[0].words
    postpone(book, item=item, day="明天")
    assert up(book, Kind.PRODUCT_DUE) == []
    clock.day += 1
    (item,) = up(book, Kind.PRODUCT_DUE)
    assert item.follow_up_id is not None and why(book)[0].startswith("上次染发是 51 天前")
    dismiss(book, item=item)
    assert up(book, Kind.PRODUCT_DUE) == []
    visit(book, who, items="染发")
    clock.day += 44  # between the 51 days it was and the 40 it is with the shop
    assert [why(book), len(up(book))] == [["上次染发是 44 天前，该再来了"], 1]


def test_a_product_put_away_is_due_no_more(book: Book, clock: Clock) -> None:
    product = add_product(book, name="染发", interval="40").id
    visit(book, customer(book, "常来", "13800005678"), ago=45, items="染发")
    rule = add_rule(book, entry=RuleEntry("product_due", product_id=product)).id
    assert number(book, rule) == len(up(book, Kind.PRODUCT_DUE)) == 1
    hide_product(book, product_id=product or 0)
    assert number(book, rule) == 0 and up(book, Kind.PRODUCT_DUE) == []


def test_care_for_the_great_thing_is_not_forgotten_over_a_small_one(book: Book, clock: Clock) -> None:
    glasses = add_product(book, name="配镜").id
    who = customer(book, "配镜的", "13800005678")
    visit(book, who, "500", ago=7, items="配镜")
    visit(book, who, "400", ago=7)
    visit(book, who, "10", ago=2, items="换鼻托")
    rule = add_rule(book, entry=RuleEntry("after_care", days="7", product_id=glasses)).id
    dear = add_rule(book, entry=RuleEntry("after_care", days="7", stake="900")).id
    too_dear = add_rule(book, entry=RuleEntry("after_care", days="7", stake="900.01")).id
    assert [number(book, one) for one in (rule, dear, too_dear)] == [1, 1, 0]
    assert "配镜" in why(book)[0] or "用得怎么样" in why(book)[0]


def test_two_rules_of_a_kind_ask_once_for_one_reason_and_each_on_its_day(book: Book, clock: Clock) -> None:
    customer(book, "寿星", "13800005678", birthday="3.7", address="解放路 3 号")
    customer(book, "寿星二", "13800005679", birthday="3.7", address="解放路 4 号")
    add_rule(book, entry=RuleEntry("birthday", name="贺卡", days="7", channel="letter", pause="0"))
    add_rule(book, entry=RuleEntry("birthday", name="当天", days="0", pause="0"))
    one, two = up(book, Kind.BIRTHDAY)
    assert {one.customer_id, two.customer_id} == {1, 2} and Kind.BIRTHDAY not in (*one.also, *two.also)
    dismiss(book, item=one)  # 三天前 and 七天前 are both up: it is one reason
    postpone(book, item=two, day="后天")
    assert up(book) == []
    clock.day += 2
    assert [item.customer_id for item in up(book)] == [two.customer_id]
    dismiss(book, item=up(book)[0])
    assert up(book) == []
    clock.day += 1  # the day itself: the rule for it had not come up yet, when the others were settled
    assert sorted(item.customer_id for item in up(book)) == [1, 2]
    for item in up(book):
        dismiss(book, item=item)
    assert up(book) == []


def test_a_visit_dated_in_the_future_has_not_happened(book: Book, clock: Clock) -> None:
    who = customer(book, "新客", "13800005678")
    visit(book, who, ago=3)
    with book.write("change_customer") as unit:
        unit.insert(Visit, customer_id=who, day=DAY + 200, amount_cents=100, created_at=unit.at)
    assert [item.kind for item in up(book)] == [Kind.THANK]
    clock.day += 200
    assert up(book, Kind.THANK) == []


def test_a_promise_is_kept_by_who_came_not_by_who_will(book: Book, clock: Clock) -> None:
    who = customer(book, "约好", "13800005678")
    plan(book, customer_id=who, day="今天")
    record_answer(book, item=up(book)[0], entry=AnswerEntry("promised", promised="明天"))
    with book.write("change_customer") as unit:
        unit.insert(Visit, customer_id=who, day=DAY + 200, amount_cents=100, created_at=unit.at)
    clock.day += 2
    assert [item.kind for item in up(book)] == [Kind.PROMISED]


def test_a_prospect_is_asked_once_for_one_silence(book: Book, clock: Clock) -> None:
    who = customer(book, "问过", "13800005678")
    clock.day += 14
    record_answer(book, item=up(book, Kind.PROSPECT)[0], entry=AnswerEntry("no_answer"))
    clock.day += 3
    record_answer(book, item=up(book, Kind.PROSPECT)[0], entry=AnswerEntry("reached"))
    for _ in range(60):
        clock.day += 1
        assert up(book) == []  # having been asked is nothing to be asked about
    with book.write("change_customer") as unit:
        unit.insert(Interaction, customer_id=who, day=clock.day, kind="enquiry", created_at=unit.at)
    clock.day += 14
    assert [item.kind for item in up(book)] == [Kind.PROSPECT]


def test_several_low_scores_are_one_thing_to_ask_about(book: Book, clock: Clock) -> None:
    who = customer(book, "不满意", "13800005678")
    with book.write("change_customer") as unit:
        for day, score in ((DAY - 2, 1), (DAY, 2), (DAY + 30, 1)):
            unit.insert(Feedback, customer_id=who, day=day, score=score, way="counter", created_at=unit.at)
    (item,) = up(book, Kind.LOW_SCORE)
    assert item.due_day == DAY
    dismiss(book, item=item)
    assert up(book, Kind.LOW_SCORE) == []


def test_what_nobody_answered_waits_where_somebody_was_spoken_to_since(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", "13800005678", birthday="3.7")
    record_answer(book, item=up(book, Kind.BIRTHDAY)[0], entry=AnswerEntry("no_answer"))
    plan(book, customer_id=who, day="明天")
    clock.day += 1
    record_answer(book, item=up(book)[0], entry=AnswerEntry("reached"))
    clock.day += 2
    assert up(book) == []
    clock.day += 12  # the pause is over, and so is the birthday
    assert Kind.BIRTHDAY not in {item.kind for item in up(book)}


def test_whose_only_number_turned_out_wrong_elsewhere_is_on_no_list(book: Book, clock: Clock) -> None:
    who = customer(book, "空号", "13800005678", birthday="3.7")
    plan(book, customer_id=who, day="今天")
    no_phone = add_customer(book, entry=CustomerEntry(name="没电话")).id or 0
    plan(book, customer_id=no_phone, day="今天", note="去家里看看")
    item = next(item for item in up(book) if item.customer_id == who)
    record_answer(book, item=item, entry=AnswerEntry("no_answer"))
    clock.day += 3
    assert {item.customer_id for item in up(book)} == {who, no_phone}
    with book.write("change_customer") as unit:
        unit.update(Phone, 1, wrong=True)
    assert {item.customer_id for item in up(book)} == {no_phone}
