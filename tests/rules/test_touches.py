"""What a touch is made of, as typed and as kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.touches import (
    GIVEN,
    OUTCOMES,
    THEIRS,
    WRITTEN,
    Outcome,
    TouchEntry,
    TouchKind,
    clean_interaction,
    outcome_label,
)

TODAY = date(2026, 11, 22).toordinal()  # a Sunday


def problems(**typed: str) -> list[tuple[str, str, bool]]:
    return [(p.field, p.message.key, p.asks) for p in clean_interaction(TouchEntry(**typed), TODAY, 600)[1]]


def test_every_kind_and_outcome_has_a_word_of_its_own() -> None:
    words = [say(kind.label) for kind in TouchKind]
    assert len(set(words)) == len(TouchKind) == 10
    for kind, known in OUTCOMES.items():
        assert len({say(outcome_label(kind, one)) for one in known}) == len(known)
    assert [say(outcome_label(TouchKind.CALL, one)) for one in Outcome] == [
        "已接通", "未接", "空号", "约好再来", "拒绝", "请勿再联系",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "reached", "missed"),
    [("call", "已接通", "未接"), ("wechat", "回了", "没回"), ("sms", "回了", "没回"), ("letter", "回了", "没回"),
     ("in_person", "见到了", "没见到")],
)  # fmt: skip
def test_whether_they_were_reached_reads_as_what_was_done_and_is_kept_alike(kind: str, reached: str, missed: str) -> None:
    of = TouchKind(kind)
    assert [say(outcome_label(of, one)) for one in (Outcome.REACHED, Outcome.NO_ANSWER)] == [reached, missed]
    assert {Outcome.REACHED, Outcome.NO_ANSWER} <= set(OUTCOMES[of])
    for one in (Outcome.REACHED, Outcome.NO_ANSWER):
        assert clean_interaction(TouchEntry(kind=kind, outcome=one.value), TODAY, None)[0].outcome == one.value


def test_only_calls_can_meet_a_wrong_number_and_what_they_ask_has_no_outcome() -> None:
    assert [kind for kind, known in OUTCOMES.items() if Outcome.WRONG_NUMBER in known] == [TouchKind.CALL]
    assert not THEIRS & OUTCOMES.keys() and TouchKind.COUPON not in OUTCOMES
    assert OUTCOMES.keys() >= WRITTEN and not WRITTEN & GIVEN


def test_a_touch_of_today_has_the_time_it_is() -> None:
    clean, wrong = clean_interaction(TouchEntry(kind="call", outcome="promised", wanted=" 烫发 ", cost="5"), TODAY, 615)
    assert not wrong
    assert (clean.kind, clean.outcome, clean.wanted, clean.cost_cents) == (TouchKind.CALL, "promised", "烫发", 500)
    assert (clean.day, clean.minute) == (TODAY, 615)
    before, _ = clean_interaction(TouchEntry(day="昨天"), TODAY, 615)
    assert (before.day, before.minute) == (TODAY - 1, None)
    at, _ = clean_interaction(TouchEntry(day="昨天", time="14:30"), TODAY, 615)
    assert at.minute == 14 * 60 + 30


@pytest.mark.parametrize(("kind", "kept"), [("call", "wrong_number"), ("wechat", ""), ("enquiry", ""), ("in_person", "")])
def test_an_outcome_the_kind_cannot_have_is_left_out(kind: str, kept: str) -> None:
    assert clean_interaction(TouchEntry(kind=kind, outcome="wrong_number"), TODAY, None)[0].outcome == kept


def test_what_is_wrong_is_said_beside_its_field() -> None:
    assert problems(kind="asked") == [("wanted", "wanted_missing", False)]
    assert problems(kind="asked", wanted="美甲") == []
    assert problems(cost="-5") == [("cost", "cost_negative", False)]
    assert problems(cost="很多") == [("cost", "amount_unreadable", False)]
    assert problems(cost="2000000") == [("cost", "amount_absurd", True)]
    assert problems(day="明天") == [("day", "day_future", True)]
    assert problems(day="2.30") == [("day", "day_impossible", False)]
    assert problems(time="25:00") == [("time", "time_unreadable", False)]
    assert problems(wanted="字" * 81) == [("wanted", "text_too_long", False)]


def test_a_cost_below_nothing_is_cured_by_its_amount() -> None:
    (problem,) = clean_interaction(TouchEntry(cost="-5"), TODAY, None)[1]
    assert problem.cure == "5"


def test_an_unknown_kind_is_no_touch() -> None:
    with pytest.raises(ValueError, match="dance"):
        clean_interaction(TouchEntry(kind="dance"), TODAY, None)


@given(
    kind=st.sampled_from([k.value for k in TouchKind]), outcome=st.text(max_size=8), wanted=st.text(max_size=90),
    cost=st.text(max_size=8), day=st.text(max_size=8), time=st.text(max_size=6), note=st.text(max_size=40),
)  # fmt: skip
def test_whatever_is_typed_comes_out_clean_or_is_refused(
    kind: str, outcome: str, wanted: str, cost: str, day: str, time: str, note: str
) -> None:
    clean, _ = clean_interaction(TouchEntry(kind, outcome, wanted, cost, day, time, None, note), TODAY, None)
    assert clean.outcome in ("", *OUTCOMES.get(clean.kind, ()))
    assert clean.minute is None or 0 <= clean.minute < 24 * 60
    again, _ = clean_interaction(TouchEntry(kind, clean.outcome, clean.wanted, note=clean.note), TODAY, None)
    assert (again.wanted, again.note) == (clean.wanted, clean.note)
