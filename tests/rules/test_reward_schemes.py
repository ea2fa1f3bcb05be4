"""A scheme as typed, in words, by example, and what came of each."""

import pytest

from kyuanbook.language import clauses, say
from kyuanbook.rules.referrals import Means
from kyuanbook.rules.reward_schemes import Came, SchemeEntry, clean_scheme, example, judge, scheme_parts, spans
from kyuanbook.rules.rewards import Due, Form, Role, Scheme, Share

D = 739_676  # 2026-03-01


def said(entry: SchemeEntry) -> str:
    clean, problems = clean_scheme(entry, D)
    assert not problems
    return clauses(map(say, scheme_parts(clean, D)))


def test_in_words() -> None:
    assert said(SchemeEntry(referrer_what="20")) == "新客人第一次买了就给，介绍人得 ¥20，3月1日起"
    both = SchemeEntry("rate", "5", "goods", "洗发水一瓶", "amount", due_amount="200", cap="5", first="3月8日", last="12月31日")
    assert said(both) == (
        "新客人累计花到 ¥200 就给，介绍人得首单的 5%，新客人得洗发水一瓶，一位介绍人每月最多 5 份，3月8日到 12月31日"
    )
    assert said(SchemeEntry("", "", "money", "1.5", "visits", due_visits="3次")).startswith("新客人来满 3 次就给，新客人得 ¥1.50")


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (SchemeEntry(""), "referrer_form"), (SchemeEntry(), "referrer_what"), (SchemeEntry(referrer_what="abc"), "referrer_what"),
        (SchemeEntry(referrer_what="-5"), "referrer_what"), (SchemeEntry("rate", "0"), "referrer_what"),
        (SchemeEntry("rate", "101"), "referrer_what"), (SchemeEntry("goods"), "referrer_what"),
        (SchemeEntry("rate", "5", due="registered"), "referrer_form"),
        (SchemeEntry(referrer_what="5", due="amount"), "due_amount"),
        (SchemeEntry(referrer_what="5", due="visits"), "due_visits"), (SchemeEntry(referrer_what="5", cap="0"), "cap"),
        (SchemeEntry(referrer_what="5", first="2月30日"), "first"),
        (SchemeEntry(referrer_what="5", first="明天", last="今天"), "last"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(entry: SchemeEntry, field: str) -> None:
    _, problems = clean_scheme(entry, D)
    assert problems and problems[0].field == field and not problems[0].asks
    assert say(problems[0].message)


def test_the_example_is_reckoned_as_the_real_ones_are() -> None:
    clean, _ = clean_scheme(SchemeEntry("rate", "10", "money", "5", "amount", due_amount="250"), D)
    visits, gets = example(clean, 10_000)
    assert len(visits) == 3 and gets[Role.REFERRER].cents == 1_000 and gets[Role.NEWCOMER].cents == 500
    visits, gets = example(clean_scheme(SchemeEntry(referrer_what="20", due="registered"), D)[0], 0)
    assert not visits and set(gets) == {Role.REFERRER}


def scheme(i: int, first: int, last: int | None) -> Scheme:
    return Scheme(i, Share(Form.MONEY, 2000), Share(), Due.FIRST, 0, 0, None, first, last)


def test_before_under_and_between_the_schemes() -> None:
    found = spans([scheme(2, D + 50, None), scheme(1, D, D + 29), scheme(3, D + 999, None)], D + 100)
    assert [(s.scheme.id if s.scheme else None, s.first, s.last) for s in found] == [
        (None, None, D - 1), (1, D, D + 29), (None, D + 30, D + 49), (2, D + 50, None),
    ]  # fmt: skip
    assert spans([], D) == []


def test_each_time_is_judged_by_those_who_came_in_it() -> None:
    times = spans([scheme(1, D, D + 29), scheme(2, D + 30, None)], D + 60)
    people = [
        Came(1, D - 5, Means(1_000, 0, 1)), Came(2, D, Means(), 0), Came(3, D + 29, Means(9_000, 0, 4), 2_000),
        Came(4, D + 30, Means(500, 0, 1, True), 0, 1),
    ]  # fmt: skip
    before, first, second = judge(times, people, D - 300, D + 60)
    assert (before.ids, before.spent_cents, before.cost_cents, before.days) == ((1,), 1_000, 0, 300)
    assert (first.ids, first.came, first.stayed, first.cost_cents, first.each_cents) == ((2, 3), (3,), (3,), 2_000, 2_000)
    assert (second.ids, second.goods, second.days) == ((4,), 1, 31)
    assert before.a_month is not None and round(before.a_month, 3) == 0.101
    assert judge(times, [], None, D + 60)[0].each_cents is None and judge(times, [], None, D + 60)[0].a_month is None
