"""推广活动: planned, changed, put away, paid for; nothing half done, everything taken back."""

from typing import Any

import pytest

from kyuanbook.actions.campaigns import (
    add_campaign,
    add_cost,
    change_campaign,
    change_cost,
    hide_campaign,
    remove_campaign,
    remove_cost,
)
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import redo, undo
from kyuanbook.actions.segments import save_segment
from kyuanbook.book.errors import NoSuchRow, Stale
from kyuanbook.book.queries import campaigns
from kyuanbook.book.queries.campaigns import CampaignRow, CostRow
from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
from kyuanbook.rules.campaigns import CampaignState
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, customer, snapshot, typed_day, visit

FLYER, DOUYIN = 7, 11


def planned(book: Book, name: str = "开学传单", **more: Any) -> int:
    """A campaign from today on; returns its number."""
    entry = CampaignEntry(**{"name": name, "channel_id": FLYER, "first": typed_day(book.today()), **more})
    done = add_campaign(book, entry=entry)
    assert done.id is not None
    return done.id


def row(book: Book, campaign: int) -> CampaignRow:
    with book.read() as sql:
        found = campaigns.campaign(sql, campaign)
    assert found is not None
    return found


def paid(book: Book, campaign: int) -> list[CostRow]:
    with book.read() as sql:
        return campaigns.costs(sql, campaign_id=campaign)


def refused(attempt: Any) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        attempt()
    return {p.field: p.message.key for p in found.value.problems}


def test_planned_running_and_over(book: Book, clock: Clock) -> None:
    one = planned(book, first=typed_day(DAY + 2), last=typed_day(DAY + 4), code="kx09")
    assert row(book, one).state(DAY) is CampaignState.PLANNED and row(book, one).code == "KX09"
    assert [row(book, one).state(DAY + n) for n in (2, 4, 5)] == [
        CampaignState.RUNNING, CampaignState.RUNNING, CampaignState.ENDED,
    ]  # fmt: skip


def test_one_that_ends_before_it_begins_is_refused_and_nothing_is_written(book: Book) -> None:
    before = snapshot(book)
    entry = CampaignEntry("甲", channel_id=FLYER, first=typed_day(DAY), last=typed_day(DAY - 1))
    assert refused(lambda: add_campaign(book, entry=entry)) == {"last": "campaign_ends_first"}
    assert snapshot(book) == before


def test_a_code_is_one_campaigns_also_of_one_put_away(book: Book) -> None:
    one = planned(book, code="KX09")
    entry = CampaignEntry("别的", channel_id=FLYER, code=" kx09 ")
    assert refused(lambda: add_campaign(book, entry=entry)) == {"code": "campaign_code_taken"}
    hide_campaign(book, campaign_id=one, hidden=True)
    assert refused(lambda: add_campaign(book, entry=entry)) == {"code": "campaign_code_taken"}
    assert planned(book, "没有编号的") and planned(book, "也没有编号的")  # without a code there may be any number


def test_a_name_is_taken_while_it_is_listed(book: Book) -> None:
    one = planned(book)
    assert refused(lambda: planned(book)) == {"name": "campaign_taken"}
    hide_campaign(book, campaign_id=one, hidden=True)
    assert planned(book) != one


def test_changed_and_taken_back(book: Book) -> None:
    group = save_segment(book, name="常客", conditions=(Condition("visits", (3, None)),)).id
    one = planned(book)
    seen, before = row(book, one), snapshot(book)
    entry = CampaignEntry("开学季", channel_id=DOUYIN, first=typed_day(DAY), budget="600", segment_id=group, window="0")
    change_campaign(book, campaign_id=one, entry=entry, seen=seen.version)
    now = row(book, one)
    assert (now.name, now.channel, now.budget_cents, now.segment, now.window_days) == ("开学季", "抖音", 600_00, "常客", 0)
    with pytest.raises(Stale):
        change_campaign(book, campaign_id=one, entry=entry, seen=seen.version - 1)
    undo(book)
    assert snapshot(book) == before
    with pytest.raises(NoSuchRow):
        add_campaign(book, entry=CampaignEntry("甲", channel_id=99))


def test_several_payments_each_corrected_and_struck_out(book: Book) -> None:
    one = planned(book)
    first = add_cost(book, campaign_id=one, entry=CostEntry("180", typed_day(DAY - 3), "印 1000 张")).id
    add_cost(book, campaign_id=one, entry=CostEntry("320"))
    assert [(c.cents, c.note) for c in paid(book, one)] == [(320_00, ""), (180_00, "印 1000 张")]
    assert row(book, one).cents == 500_00
    assert first is not None
    change_cost(book, cost_id=first, entry=CostEntry("200", typed_day(DAY - 3), "印 1200 张"))
    assert row(book, one).cents == 520_00
    before = snapshot(book)
    remove_cost(book, cost_id=first)
    assert row(book, one).cents == 320_00
    undo(book)
    assert snapshot(book) == before
    assert refused(lambda: add_cost(book, campaign_id=one, entry=CostEntry())) == {"amount": "cost_missing"}
    with pytest.raises(ValueError):
        add_cost(book, entry=CostEntry("5"), campaign_id=one, channel_id=FLYER)


def test_a_source_is_paid_for_beside_any_campaign(book: Book) -> None:
    add_cost(book, channel_id=17, entry=CostEntry("980", note="年费"))
    with book.read() as sql:
        assert [c.cents for c in campaigns.costs(sql, channel_id=17)] == [980_00]


def test_one_that_nothing_hangs_on_is_struck_out(book: Book) -> None:
    one = planned(book)
    before = snapshot(book)
    assert remove_campaign(book, campaign_id=one).notes == ()
    with book.read() as sql:
        assert campaigns.campaign(sql, one) is None
    undo(book)
    assert snapshot(book) == before
    redo(book)
    with book.read() as sql:
        assert campaigns.campaign(sql, one) is None


@pytest.mark.parametrize("way", ["named", "by its days", "latest by its days", "visit", "paid"])
def test_one_that_brought_somebody_or_cost_something_is_only_put_away(book: Book, way: str) -> None:
    one = planned(book)
    if way == "named":
        customer(book, "王小明", channel_id=FLYER, campaign_id=one)
    elif way == "by its days":
        customer(book, "王小明", channel_id=FLYER)
    elif way == "latest by its days":
        customer(book, "王小明", channel_id=1, latest_channel_id=FLYER)
    elif way == "visit":
        visit(book, customer(book, "王小明", channel_id=1), channel_id=FLYER, campaign_id=one)
    else:
        add_cost(book, campaign_id=one, entry=CostEntry("5"))
    done = remove_campaign(book, campaign_id=one)
    assert [note.key for note in done.notes] == ["campaign_kept"] and done.changed.label.key == "did_hide_campaign"
    assert row(book, one).hidden
    with book.read() as sql:
        assert one not in [c.id for c in campaigns.campaigns(sql)] and campaigns.by_code(sql, "KX09") is None
        assert one in [c.id for c in campaigns.campaigns(sql, hidden=True)]
    hide_campaign(book, campaign_id=one, hidden=False)
    assert not row(book, one).hidden
