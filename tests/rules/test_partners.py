"""合作伙伴: what they are owed, and an account in which nothing is changed, only countered."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.entries import ContactEntry
from kyuanbook.rules.partners import (
    Came,
    Commission,
    EntryKind,
    Line,
    PartnerForm,
    PaymentForm,
    Steps,
    Terms,
    balance,
    clean_partner,
    clean_payment,
    countering,
    earned,
    percent_typed,
    read_terms,
    reconcile,
    share,
    wanted,
)

TODAY = 739_700
EACH, FIRST = Terms(Commission.EACH, 20_00), Terms(Commission.FIRST, 0, 10_00)
QUARTER = Terms(Commission.ALL, 0, 5_00, 90)

terms = st.one_of(
    st.just(Terms()),
    st.builds(lambda cents: Terms(Commission.EACH, cents), st.integers(1, 100_00)),
    st.builds(lambda rate: Terms(Commission.FIRST, 0, rate), st.integers(1, 100_00)),
    st.builds(lambda rate, days: Terms(Commission.ALL, 0, rate, days), st.integers(1, 100_00), st.none() | st.integers(1, 400)),
)


class Shop(NamedTuple):
    """Visits that stand, as one after the other is written, changed and struck out; the terms of each time."""

    steps: list[tuple[list[Came], Terms, int | None]]


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    visits: dict[int, Came] = {}
    steps: list[tuple[list[Came], Terms, int | None]] = []
    now, since = draw(terms), None
    for n in range(draw(st.integers(1, 8))):
        act = draw(st.sampled_from(("come", "come", "correct", "strike", "agree")))
        if act == "come" or not visits:
            visits[n] = Came(n, draw(st.integers(1, 300)), draw(st.integers(-50_00, 1000_00)))
        elif act == "correct":
            one = draw(st.sampled_from(sorted(visits)))
            visits[one] = visits[one]._replace(cents=draw(st.integers(0, 1000_00)))
        elif act == "strike":
            del visits[draw(st.sampled_from(sorted(visits)))]
        else:
            now, since = draw(terms), draw(st.integers(1, 300))
        steps.append((sorted(visits.values(), key=lambda v: (v.day, v.visit_id)), now, since))
    return Shop(steps)


def write(lines: list[Line], steps: Steps) -> None:
    """As the book does."""
    for line in steps.countered:
        lines.append(Line(len(lines) + 1, EntryKind.COUNTER, countering(line), line.visit_id, line.id))
    for one in steps.owed:
        lines.append(Line(len(lines) + 1, EntryKind.OWED, one.cents, one.visit_id, None, one.terms.written()))


@given(shops())
def test_the_account_says_what_the_visits_say_and_asked_again_nothing_more_is_written(shop: Shop) -> None:
    lines: list[Line] = []
    for visits, now, since in shop.steps:
        before = list(lines)
        want = wanted(now, since, visits, lines)
        write(lines, reconcile(want, lines))
        assert lines[: len(before)] == before  # nothing that was written is changed
        assert balance(one.cents for one in lines) == sum(one.cents for one in want)
        again = wanted(now, since, visits, lines)
        assert not reconcile(again, lines)
        assert sum(one.cents for one in again) == sum(one.cents for one in want)


@given(shops())
def test_when_every_visit_is_struck_out_nothing_is_owed_and_each_line_is_countered_once(shop: Shop) -> None:
    lines: list[Line] = []
    for visits, now, since in shop.steps:
        write(lines, reconcile(wanted(now, since, visits, lines), lines))
    write(lines, reconcile((), lines))
    assert balance(one.cents for one in lines) == 0
    countered = [one.entry_id for one in lines if one.kind == EntryKind.COUNTER]
    assert len(countered) == len(set(countered)) == sum(one.kind == EntryKind.OWED for one in lines)
    by_id = {one.id: one for one in lines}
    assert all(one.cents + by_id[one.entry_id].cents == 0 for one in lines if one.entry_id is not None)


@given(st.lists(st.integers(-100_00, 100_00)))
def test_the_account_is_the_sum_of_its_lines(cents: list[int]) -> None:
    assert balance(cents) == sum(cents)
    assert balance([*cents, *(-c for c in cents)]) == 0


@given(terms)
def test_terms_are_read_as_they_were_written(one: Terms) -> None:
    assert read_terms(one.written()) == one
    assert read_terms("") == Terms()


def test_what_a_customer_brings_by_each_rule() -> None:
    visits = [Came(1, 10, 0), Came(2, 20, 200_00), Came(3, 99, 100_00), Came(4, 100, 300_00)]
    assert earned(EACH, visits) == {1: 20_00}
    assert earned(FIRST, visits) == {2: 20_00}  # a visit for nothing is no purchase
    assert earned(QUARTER, visits) == {2: 10_00, 3: 5_00}  # the 90 days are over on the 100th
    assert earned(QUARTER._replace(days=None), visits)[4] == 15_00
    assert earned(Terms(), visits) == earned(EACH, []) == {}
    assert earned(QUARTER, [Came(1, 10, 100_00), Came(2, 11, -100_00)]) == {1: 5_00, 2: -5_00}


def test_a_share_of_half_a_cent_is_rounded_away_from_zero() -> None:
    assert (share(1, 50_00), share(-1, 50_00), share(333, 10_00), share(100_00, 100_00)) == (1, -1, 33, 100_00)


def test_another_rule_holds_from_its_day_on_and_the_visits_before_keep_theirs() -> None:
    visits = [Came(1, 10, 100_00), Came(2, 20, 100_00)]
    lines: list[Line] = []
    write(lines, reconcile(wanted(QUARTER, None, visits, lines), lines))
    assert [one.cents for one in lines] == [5_00, 5_00]
    dear = Terms(Commission.ALL, 0, 50_00)
    assert not reconcile(wanted(dear, 30, visits, lines), lines)
    later = [*visits, Came(3, 30, 100_00)]
    assert [(one.visit_id, one.cents) for one in reconcile(wanted(dear, 30, later, lines), lines).owed] == [(3, 50_00)]
    corrected = [visits[0]._replace(cents=200_00), visits[1]]
    steps = reconcile(wanted(dear, 30, corrected, lines), lines)
    assert [one.cents for one in steps.countered] == [5_00] and [one.cents for one in steps.owed] == [10_00]
    earlier = [Came(9, 5, 40_00), *visits]  # entered after the fact: by the terms of that time
    assert [(one.visit_id, one.cents) for one in reconcile(wanted(dear, 30, earlier, lines), lines).owed] == [(9, 2_00)]


def test_who_came_before_there_was_a_rule_brings_nothing_after_the_fact() -> None:
    visits = [Came(1, 10, 100_00), Came(2, 40, 100_00)]
    assert wanted(EACH, 30, visits, []) == []
    assert [one.visit_id for one in wanted(QUARTER, 30, visits, [])] == [2]


# as typed ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "read"),
    [
        (PartnerForm(commission="each", amount="20"), Terms("each", 20_00)),
        (PartnerForm(commission="first", amount="7.5%"), Terms("first", 0, 7_50)),
        (PartnerForm(commission="first", amount="100"), Terms("first", 0, 100_00)),
        (PartnerForm(commission="all", amount="５％", days="90天"), Terms("all", 0, 5_00, 90)),
        (PartnerForm(commission="", amount="300"), Terms()),
    ],
)
def test_rules_as_they_are_typed(form: PartnerForm, read: Terms) -> None:
    clean, problems = clean_partner(PartnerForm(name="张记干洗", commission=form.commission, amount=form.amount, days=form.days))
    assert not problems and clean.terms == read


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (PartnerForm(commission="first", amount="101"), "commission", "佣金不能超过消费的 100%"),
        (PartnerForm(commission="all", amount="100.01%"), "commission", "佣金不能超过消费的 100%"),
        (PartnerForm(commission="first", amount=""), "commission", "请填给多少"),
        (PartnerForm(commission="each", amount="-5"), "commission", "请填给多少"),
        (PartnerForm(commission="first", amount="一成"), "commission", "看不懂这个百分比，请写 10 或 7.5"),
        (PartnerForm(commission="all", amount="5", days="0"), "days", "这里填 1 到 3650 的整数"),
        (PartnerForm(name=" "), "name", "请填合作伙伴的名字"),
    ],
)
def test_what_is_refused_in_a_sentence(form: PartnerForm, field: str, words: str) -> None:
    named = form if form.name else PartnerForm(name="张记干洗", commission=form.commission, amount=form.amount, days=form.days)
    found = {one.field: say(one.message) for one in clean_partner(named)[1]}
    assert found == {field: words}


def test_persons_and_numbers_are_made_clean() -> None:
    people = (ContactEntry("张师傅", "13900000001", "老板"), ContactEntry(""))
    form = PartnerForm("  张记 干洗 ", "distributor", "１３８ 0000 5678", people=people)
    clean, problems = clean_partner(form)
    assert not problems and clean.name == "张记 干洗" and clean.phone == "13800005678"
    assert clean.people == (ContactEntry("张师傅", "13900000001", "老板"),)


@given(st.integers(1, 100_00))
def test_a_rate_is_typed_as_it_is_read(rate: int) -> None:
    clean, problems = clean_partner(PartnerForm(name="甲", commission="first", amount=percent_typed(rate)))
    assert not problems and clean.terms.rate == rate


def test_paying_more_than_is_owed_is_asked_and_nothing_is_refused() -> None:
    clean, problems = clean_payment(PaymentForm("50"), TODAY, 50_00)
    assert (clean.cents, clean.day, problems) == (50_00, TODAY, ())
    _, problems = clean_payment(PaymentForm("50.01"), TODAY, 50_00)
    assert [(say(one.message), one.asks) for one in problems] == [("只欠 ¥50.00，付得比欠的多", True)]
    for typed in ("", "0", "-3"):
        _, problems = clean_payment(PaymentForm(typed), TODAY, 50_00)
        assert [(say(one.message), one.asks) for one in problems] == [("请填付了多少", False)]
