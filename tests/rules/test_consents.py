"""授权同意: when it holds, and who may be on a list that a partner gets."""

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.consents import ConsentEntry, ConsentKind, Given, clean_consent, holds, may_be_given

TODAY = 739_700

givens = st.builds(
    Given, st.integers(1, 5), st.sampled_from([k.value for k in ConsentKind]), st.none() | st.integers(1, 3),
    st.integers(TODAY - 5, TODAY + 5), st.none() | st.integers(TODAY - 5, TODAY + 5),
)  # fmt: skip


@given(st.lists(givens), st.integers(1, 3))
def test_nobody_is_given_who_has_not_agreed_to_it(given_: list[Given], partner: int) -> None:
    found = may_be_given(given_, partner, TODAY)
    for who in range(1, 6):
        own = [one for one in given_ if one.customer_id == who and holds(one, TODAY)]
        agreed = any(one.kind == "share" and one.partner_id in (None, partner) for one in own)
        assert (who in found) == agreed


@given(st.lists(givens), st.integers(1, 3))
def test_once_everything_is_withdrawn_nobody_is_given(given_: list[Given], partner: int) -> None:
    taken_back = [one._replace(withdrawn_day=min(one.withdrawn_day or TODAY, TODAY)) for one in given_]
    assert may_be_given(taken_back, partner, TODAY) == frozenset()


def test_it_holds_from_its_day_until_it_is_withdrawn() -> None:
    one = Given(1, "share", None, TODAY, None)
    assert holds(one, TODAY) and not holds(one, TODAY - 1)
    assert holds(one._replace(withdrawn_day=TODAY + 1), TODAY) and not holds(one._replace(withdrawn_day=TODAY), TODAY)


def test_as_it_is_typed() -> None:
    clean, problems = clean_consent(ConsentEntry("messages", 3, "昨天", "口头", "", ""), TODAY)
    assert not problems and clean == ("messages", None, TODAY - 1, "口头", "", None)  # a partner is of giving alone
    _, problems = clean_consent(ConsentEntry("share", 3, "昨天", withdrawn="前天"), TODAY)
    assert [(p.field, say(p.message)) for p in problems] == [("withdrawn", "撤回的日子在同意之前")]
    _, problems = clean_consent(ConsentEntry(day="明天"), TODAY)
    assert [(p.field, p.asks) for p in problems] == [("day", False)]
