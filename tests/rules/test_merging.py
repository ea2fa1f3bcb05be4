"""Two records that become one: nothing that was written is lost, whatever the owner chooses."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.consents import Given
from kyuanbook.rules.merging import COLUMNS, UNNOTED, Fact, Of, differing, joined_note, settled, value, withdrawn_too
from kyuanbook.rules.text import NOTE_LIMIT

EMPTY: dict[str, Any] = {
    "kind": "person", "name": "", "alias": "", "sex": "", "birth_calendar": "", "birth_year": None, "birth_month": None,
    "birth_day": None, "birth_leap": False, "birth_rule": "", "wechat": "", "email": "", "address": "", "occupation": "",
    "income_band": "", "member_no": "", "referrer_id": None, "partner_id": None, "opening": False, "opening_visits": None,
    "opening_total_cents": 0, "opening_first": None, "opening_last": None, "opening_gap": None, "pin": "", "pin_by": "",
    "pin_day": None, "pin_why": "", "tier_pin": "", "tier_pin_by": "", "tier_pin_day": None, "tier_pin_why": "",
    "first_channel_id": None, "first_campaign_id": None, "first_source_day": None, "latest_channel_id": None,
    "latest_campaign_id": None, "latest_source_day": None, "natural": None, "do_not_contact": False, "created_at": 10,
    "created_day": 5,
}  # fmt: skip


def record(id_: int, **fields: Any) -> dict[str, Any]:
    return {**EMPTY, "id": id_, **fields}


words = st.sampled_from(["", "甲", "乙", "丙"])
numbers = st.sampled_from([None, 1, 2, 3])


@st.composite
def records(draw: st.DrawFn, id_: int) -> dict[str, Any]:
    row = record(id_)
    for fact in Fact:
        if COLUMNS[fact][0] == fact.value and fact is not Fact.OPENING:
            row[fact.value] = draw(words)
    row["name"] = row["name"] or ("" if row["alias"] else "丁")
    if draw(st.booleans()):
        row |= {"birth_calendar": "solar", "birth_month": draw(st.integers(1, 12)), "birth_day": draw(st.integers(1, 28))}
    row["referrer_id"] = draw(st.sampled_from([None, 1, 2, 7, 8]))
    if row["referrer_id"] == id_:
        row["referrer_id"] = None
    row["partner_id"] = draw(numbers)
    row["do_not_contact"] = draw(st.booleans())
    row["created_day"] = draw(st.integers(1, 9))
    for which in ("first", "latest"):
        if draw(st.booleans()):
            row |= {f"{which}_channel_id": draw(st.integers(1, 3)), f"{which}_source_day": draw(st.integers(1, 9))}
    return row


@given(records(1), records(2), st.dictionaries(st.sampled_from(list(Fact)), st.sampled_from(list(Of))))
def test_whatever_either_said_stands_in_the_one_or_is_told(
    kept: dict[str, Any], other: dict[str, Any], chosen: dict[Fact, Of]
) -> None:
    one = settled(kept, other, chosen)
    told = {(fact, value({Of.KEPT: kept, Of.OTHER: other}[of], fact)) for fact, of in one.lost}
    for row in (kept, other):
        for fact in set(Fact) - {Fact.REFERRER}:
            said = value(row, fact)
            stands = value({**kept, **one.values}, fact)
            also = fact is Fact.NAME and row["name"] in (one.values["alias"], one.values["name"])
            assert not said or said == stands or (fact, said) in told or also or said == (one.values["name"],)
    assert one.values["do_not_contact"] == (kept["do_not_contact"] or other["do_not_contact"])
    assert one.values["referrer_id"] not in (1, 2), "nobody brought themselves"
    assert one.values["name"] or one.values["alias"]
    days = [row["first_source_day"] for row in (kept, other) if row["first_channel_id"] is not None]
    assert one.values["first_source_day"] == (min(days) if days else None)
    days = [row["latest_source_day"] for row in (kept, other) if row["latest_channel_id"] is not None]
    assert one.values["latest_source_day"] == (max(days) if days else None)
    assert one.values["created_day"] == min(kept["created_day"], other["created_day"])


@given(records(1), records(2))
def test_with_the_choices_turned_round_the_other_one_stays(kept: dict[str, Any], other: dict[str, Any]) -> None:
    chosen = dict.fromkeys(differing(kept, other), Of.OTHER)
    here, there = settled(kept, other, chosen), settled(other, kept, {})
    for fact in set(Fact) - {Fact.REFERRER}:
        assert [here.values[c] for c in COLUMNS[fact]] == [there.values[c] for c in COLUMNS[fact]] or fact in UNNOTED
    assert {(fact, Of.KEPT) for fact, _ in there.lost} == set(here.lost)


def test_a_name_that_gives_way_is_what_they_are_called_too() -> None:
    one = settled(record(1, name="李雪"), record(2, name="李晓雪"), {})
    assert (one.values["name"], one.values["alias"], one.lost) == ("李雪", "李晓雪", ())
    one = settled(record(1, name="李雪", alias="李姐"), record(2, name="李晓雪"), {})
    assert (one.values["name"], one.values["alias"], one.lost) == ("李雪", "李姐", ((Fact.NAME, Of.OTHER),))
    one = settled(record(1, name="李雪"), record(2, alias="李雪"), {})
    assert (one.values["name"], one.values["alias"]) == ("李雪", "")


def test_that_one_brought_the_other_is_asked_of_nobody_and_whoever_brought_that_one_brought_both() -> None:
    kept, other = record(1, name="甲", referrer_id=2), record(2, name="甲", referrer_id=7)
    assert Fact.REFERRER not in differing(kept, other)
    assert settled(kept, other, {}).values["referrer_id"] == 7
    assert settled(other, kept, {}).values["referrer_id"] == 7
    assert settled(record(1, name="甲", referrer_id=2), record(2, name="甲"), {}).values["referrer_id"] is None


def test_notes_are_joined_each_said_once_and_refused_where_they_hold_no_more() -> None:
    assert joined_note(("怕烫", "怕烫"), "") == ("怕烫", ())
    assert joined_note(("怕烫", ""), "合并前另记：会员号 2") == ("怕烫\n合并前另记：会员号 2", ())
    text, problems = joined_note(("字" * NOTE_LIMIT, "怕烫"), "")
    assert problems[0].message.numbers == {"n": NOTE_LIMIT + 3, "most": NOTE_LIMIT} and len(text) == NOTE_LIMIT + 3


def test_what_was_taken_back_under_one_name_is_taken_back_under_the_other() -> None:
    agreed = Given(1, "share", None, 10, None)
    assert withdrawn_too([(5, agreed), (6, Given(2, "share", None, 3, 20))]) == {5: 20}
    assert withdrawn_too([(5, agreed), (6, Given(2, "share", None, 3, 8))]) == {}, "agreed to anew since"
    assert withdrawn_too([(5, agreed), (6, Given(2, "share", 4, 3, 20))]) == {}, "that was of one partner"
    assert withdrawn_too([(5, agreed), (6, Given(1, "share", None, 3, 20))]) == {}, "of the same record: the owner's business"
