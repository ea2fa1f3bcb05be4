"""What is typed for a campaign and for what it cost, made clean; and codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.campaign_entries import (
    CODE_LEAST,
    CODE_MOST,
    CampaignEntry,
    CostEntry,
    clean_campaign,
    clean_code,
    clean_cost,
    code_of,
    day_of_plan,
    read_window,
    suggested_code,
)
from kyuanbook.rules.campaigns import CampaignKind

TODAY = date(2026, 3, 4).toordinal()


def wrong(entry: CampaignEntry) -> dict[str, str]:
    return {p.field: p.message.key for p in clean_campaign(entry, TODAY)[1]}


def test_a_campaign_as_it_is_typed() -> None:
    entry = CampaignEntry(
        " 开学传单 ", channel_id=7, first="2026.3.1", last="3.15", budget="300*2", offer="减 10 元", words="老客带新客\n两位都减",
        code="kx 09", link="example.com/a", window="20 天",
    )  # fmt: skip
    clean, problems = clean_campaign(entry, TODAY)
    assert problems == ()
    assert (clean.name, clean.kind, clean.channel_id) == ("开学传单", CampaignKind.PROMOTION, 7)
    assert (clean.first, clean.last) == (TODAY - 3, TODAY + 11)
    assert (clean.budget_cents, clean.window_days, clean.code) == (600_00, 20, "KX09")
    assert clean.words == "老客带新客\n两位都减" and clean.segment_id is None


def test_what_is_missing_and_what_cannot_be_is_said_in_a_sentence() -> None:
    assert wrong(CampaignEntry()) == {"name": "text_empty", "channel": "campaign_channel_missing"}
    backward = CampaignEntry("甲", channel_id=1, first="3.10", last="3.9")
    assert wrong(backward) == {"last": "campaign_ends_first"}
    assert "结束" in say(clean_campaign(backward, TODAY)[1][0].message)
    same = CampaignEntry("甲", channel_id=1, first="3.10", last="3.10")
    assert wrong(same) == {}
    assert wrong(CampaignEntry("甲", channel_id=1, first="13.45", last="3.9")) == {"first": "day_impossible"}
    assert wrong(CampaignEntry("甲", channel_id=1, budget="很多")) == {"budget": "amount_unreadable"}
    assert wrong(CampaignEntry("甲", channel_id=1, window="半年")) == {"window": "whole_from_nought"}
    assert wrong(CampaignEntry("甲", channel_id=1, code="开学")) == {"code": "code_odd"}
    assert wrong(CampaignEntry("一" * 21, channel_id=1)) == {"name": "text_too_long"}


def test_an_odd_link_only_asks() -> None:
    (problem,) = clean_campaign(CampaignEntry("甲", channel_id=1, link="抖音上搜我"), TODAY)[1]
    assert (problem.field, problem.message.key, problem.asks) == ("link", "link_odd", True)
    for link in ("https://v.douyin.com/abc/", "example.com", "weixin://dl/chat"):
        assert wrong(CampaignEntry("甲", channel_id=1, link=link)) == {}


@pytest.mark.parametrize(
    ("typed", "days"), [("3.1", -3), ("3.4", 0), ("3.20", 16), ("12.1", -93), ("8.1", 150), ("明天", 1), ("昨天", -1)]
)
def test_a_day_of_a_plan_is_the_nearest_one(typed: str, days: int) -> None:
    assert day_of_plan(typed, "first", TODAY) == (TODAY + days, ())


@given(st.text(max_size=20))
def test_a_code_is_read_the_same_however_it_is_written(typed: str) -> None:
    code, problems = clean_code(typed)
    assert code == code_of(typed) == code_of(typed.lower()) or not typed.isascii()
    assert bool(problems) == (bool(code) and not (code.isascii() and code.isalnum() and CODE_LEAST <= len(code) <= CODE_MOST))


def test_a_free_code_from_the_name() -> None:
    assert suggested_code("周年庆传单", frozenset()) == "ZNQC01"
    assert suggested_code("周年庆传单", frozenset({"ZNQC01", "ZNQC03"})) == "ZNQC02"
    assert suggested_code("618 大促", frozenset()) == "618D01"
    assert suggested_code("  ！？", frozenset()) == ""


@given(st.text(max_size=12), st.frozensets(st.sampled_from([f"ZNQC{n:02}" for n in range(1, 12)])))
def test_a_suggested_code_is_one_that_can_be_kept(name: str, taken: frozenset[str]) -> None:
    code = suggested_code(name, taken)
    assert code not in taken and clean_code(code) == (code, ())


def test_a_cost_as_it_is_typed() -> None:
    assert clean_cost(CostEntry("180", "3.1", "印 1000 张"), TODAY)[0].day == TODAY - 3
    clean, problems = clean_cost(CostEntry("80+20"), TODAY)
    assert (clean.cents, clean.day, problems) == (100_00, TODAY, ())
    assert [p.message.key for p in clean_cost(CostEntry(), TODAY)[1]] == ["cost_missing"]
    back = clean_cost(CostEntry("-50"), TODAY)[1]
    assert [(p.message.key, p.asks) for p in back] == [("amount_negative", True)]
    assert [p.asks for p in clean_cost(CostEntry("5", "明天"), TODAY)[1]] == [True]


def test_a_window_of_nought_days_is_one() -> None:
    assert read_window("0") == (0, ()) and read_window(" ") == (None, ())
    assert read_window("366")[1] and read_window("-1")[1]
