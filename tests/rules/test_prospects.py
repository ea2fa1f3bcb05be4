"""潜在客户: what turned them, how many of each kind it turned, told honestly; and the chance of one more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.prospects import (
    FEW,
    SETTLED,
    THINGS,
    WHOLE,
    Contact,
    Prospect,
    conversions,
    prospect_rate,
    rate_words,
    told,
)
from kyuanbook.rules.shares import share_of
from kyuanbook.rules.touches import TouchKind

TODAY = date(2026, 11, 22).toordinal()
LONG_AGO = TODAY - 100


def prospect(i: int, won: int | None, *kinds: str, first: int = LONG_AGO, family: str = "online") -> Prospect:
    """``won``: days after the first contact."""
    contacts = tuple(Contact(first + n, TouchKind(kind), "烫发" if kind == "asked" else "") for n, kind in enumerate(kinds))
    return Prospect(i, f"客{i}", first, None if won is None else first + won, family, "抖音", contacts)


def test_the_last_touch_before_the_first_visit_turned_them() -> None:
    won = prospect(1, 9, "enquiry", "sample")
    assert won.turned_by is TouchKind.SAMPLE and won.count(TouchKind.ENQUIRY) == 1
    assert prospect(2, None, "enquiry").turned_by is None
    assert prospect(3, 9).turned_by is None
    found = told([won, prospect(4, 3, "call", "sample"), prospect(5, 4, "coupon"), prospect(6, None, "coupon")], TODAY)
    assert found.turned == {"sample": (1, 4), "coupon": (5,)}
    assert found.days == 4 and [one.id for one in found.waiting] == [6]


def test_what_they_wanted_comes_last_first_and_what_was_given_is_none_of_it() -> None:
    contacts = (
        Contact(1, TouchKind.ASKED, "烫发"), Contact(2, TouchKind.SAMPLE, "护发素"), Contact(3, TouchKind.CALL, "染发"),
        Contact(4, TouchKind.ASKED, "烫发"),
    )  # fmt: skip
    assert Prospect(1, "", 1, None, "", "", contacts).wanted == ("烫发", "染发")


def test_who_was_first_spoken_to_lately_does_not_count_yet_won_or_not() -> None:
    lately = TODAY - SETTLED + 1
    several = [prospect(1, 2, "call"), prospect(2, None, "call"), prospect(3, 1, "call", first=lately)]
    several.append(prospect(4, None, "call", first=lately))
    found = told(several, TODAY)
    assert found.whole.people == (1, 2) and (found.whole.share.part, found.whole.share.whole) == (1, 2)
    assert conversions(several, TODAY) == {WHOLE: (1, 2), "online": (1, 2)}
    assert len(found.waiting) == 2 and found.turned == {"call": (1, 3)}


def test_rates_by_kind_and_family_have_the_best_first_and_leave_out_what_nobody_had() -> None:
    several = [
        prospect(1, 5, "sample", "sample", family="referral"), prospect(2, None, "sample", "call"), prospect(3, None, "call"),
        prospect(4, 5, family=""),
    ]  # fmt: skip
    found = told(several, TODAY)
    assert [(r.key, r.share.part, r.share.whole, r.people) for r in found.by_kind] == [
        ("sample", 1, 2, (1, 2)), ("call", 0, 2, (2, 3)),
    ]  # fmt: skip
    assert [(r.key, r.people) for r in found.by_family] == [("referral", (1,)), ("online", (2, 3))]
    assert conversions(several, TODAY) == {WHOLE: (2, 4), "referral": (1, 1), "online": (0, 2)}


def test_rates_by_the_first_contact_and_by_what_they_asked_for() -> None:
    several = [
        prospect(1, 9, "enquiry", "sample", "asked"), prospect(2, None, "enquiry", "asked"),
        prospect(3, None, "sample", "enquiry"), prospect(4, 5),
    ]  # fmt: skip
    found = told(several, TODAY)
    assert [(r.key, r.share.part, r.people) for r in found.by_first] == [("enquiry", 1, (1, 2)), ("sample", 0, (3,))]
    assert [(r.key, r.share.part, r.people) for r in found.by_wanted] == [("烫发", 1, (1, 2))]
    asked = [Prospect(n, "", LONG_AGO, None, "", "", (Contact(LONG_AGO, TouchKind.CALL, f"物{m}"),))
             for n, m in enumerate([*range(THINGS), *range(5), 99])]  # fmt: skip
    listed = told(asked, TODAY).by_wanted
    assert len(listed) == THINGS and [r.share.whole for r in listed[:5]] == [2] * 5


@pytest.mark.parametrize(
    ("won", "of", "says"),
    [
        (0, 0, "还没有"),
        (1, 1, "1 位里 1 位成了客人，人太少，还说不准"),
        (3, 8, "8 位里 3 位成了客人（人太少，大约 1 到 7 成）"),
        (40, 100, "100 位里 40 位成了客人，大约 3 到 5 成"),
        (4000, 10_000, "10000 位里 4000 位成了客人，大约 4 成"),
        (0, 300, "300 位里 0 位成了客人，不到 1 成"),
        (300, 300, "300 位里 300 位成了客人，大约 10 成"),
    ],
)
def test_a_rate_is_told_with_how_far_off_it_may_be(won: int, of: int, says: str) -> None:
    assert say(rate_words(share_of(won, of))) == says


@given(st.integers(1, 400), st.data())
def test_what_is_told_holds_what_was_counted(of: int, data: st.DataObject) -> None:
    won = data.draw(st.integers(0, of))
    words = say(rate_words(share_of(won, of)))
    assert f"{of} 位里 {won} 位" in words
    assert ("人太少" in words) == (of < FEW)


def test_a_new_shop_hopes_for_one_in_four_and_nobody_is_certain() -> None:
    assert prospect_rate({}, "") == prospect_rate({WHOLE: (0, 0)}, "online") == 0.25
    assert prospect_rate({WHOLE: (1, 1), "online": (1, 1)}, "online") < 0.6


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_a_family_leans_on_the_shop_and_its_own_number_wins_with_many(won: int, lost: int, own_won: int, own_lost: int) -> None:
    known = {WHOLE: (won + own_won, won + lost + own_won + own_lost), "online": (own_won, own_won + own_lost)}
    rate, shop = prospect_rate(known, "online"), prospect_rate(known, "")
    own = own_won / (own_won + own_lost) if own_won + own_lost else shop
    assert 0 < shop < 1 and min(own, shop) - 1e-9 <= rate <= max(own, shop) + 1e-9
    assert prospect_rate(known, "partner") == shop
    more = {WHOLE: known[WHOLE], "online": (own_won * 1000, (own_won + own_lost) * 1000)}
    assert abs(prospect_rate(more, "online") - own) <= abs(rate - own) + 1e-9
