"""Whom campaigns brought, by SQL against plain Python over the tables, for shops drawn by lot."""

import random

import pytest

from kyuanbook.actions.campaigns import add_campaign, add_cost
from kyuanbook.actions.channels import merge_channel
from kyuanbook.actions.consents import record_consent
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.shop import set_shop
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.book import Book
from kyuanbook.book.queries.campaigns import (
    NOBODY,
    Brought,
    attribution,
    brought,
    by_code,
    came_by,
    campaigns,
    meant_for,
    running,
)
from kyuanbook.book.queries.origins import FIRST, LATEST
from kyuanbook.book.queries.touched import channel_tallies, latest_by, touched
from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
from kyuanbook.rules.consents import ConsentEntry, ConsentKind
from kyuanbook.rules.segments import Condition
from tests.book.factories import DAY, Clock, customer, typed_day, visit
from tests.book.truth import Row, Truth, check, table


def drawn(book: Book, clock: Clock, seed: int) -> None:
    """Campaigns on three sources, people who came by them or by none, visits that name them, some of it thrown away."""
    lot = random.Random(seed)
    made = []
    for n in range(6):
        first = DAY - lot.randrange(10, 200)
        last = "" if lot.random() < 0.2 else typed_day(first + lot.randrange(40))
        entry = CampaignEntry(
            f"活动{n}", channel_id=lot.choice([7, 11, 12]), first=typed_day(first), last=last,
            window=lot.choice(["", "0", "30"]), code=f"C{n}X",
        )  # fmt: skip
        made.append(add_campaign(book, entry=entry).id)
        for _ in range(lot.randrange(3)):
            add_cost(book, campaign_id=made[-1], entry=CostEntry(str(lot.randrange(1, 500))))
    for n in range(40):
        clock.day = DAY - lot.randrange(220)
        named = lot.choice(made) if lot.random() < 0.3 else None
        who = customer(
            book, f"客{n}", channel_id=lot.choice([None, 1, 7, 11, 12]), campaign_id=named,
            latest_channel_id=lot.choice([None, 7, 12]), natural=lot.choice(["", "", "natural", "promoted"]),
        )  # fmt: skip
        came, clock.day = clock.day, DAY
        for _ in range(lot.randrange(4)):
            by = lot.choice(made) if lot.random() < 0.3 else None
            one = visit(
                book, who, str(lot.randrange(20, 300)), lot.randrange(DAY - came + 20), campaign_id=by,
                channel_id=lot.choice([None, 7, 11]),
            )  # fmt: skip
            if lot.random() < 0.15:
                delete_visit(book, visit_id=one)
        if lot.random() < 0.1:
            delete_customer(book, customer_id=who)
    if seed % 2:
        merge_channel(book, channel_id=12, into_id=7)


class Told:
    """The same by plain loops."""

    def __init__(self, book: Book, which: str, window: int) -> None:
        with book.read() as sql:
            self.truth = Truth(sql, book.today())
            self.spans, self.which, self.window = table(sql, "campaign"), which, window

    def campaign_of(self, c: Row) -> int | None:
        named, channel = c[f"{self.which}_campaign_id"], c[f"{self.which}_channel_id"]
        day = c[f"{self.which}_source_day"] or c["created_day"]
        if named is not None or channel is None:
            return named
        best: Row | None = None
        for one in self.spans:
            days = self.window if one["window_days"] is None else one["window_days"]
            there = one["first"] <= day and (one["last"] is None or day <= one["last"] + days)
            same = one["channel_id"] is not None and self.truth.root[one["channel_id"]] == self.truth.root[channel]
            if there and same and (best is None or (one["first"], one["id"]) > (best["first"], best["id"])):
                best = one
        return None if best is None else best["id"]

    def brought(self) -> dict[int, Brought]:
        found: dict[int, Brought] = {}
        for i, c in sorted(self.truth.customers.items()):
            campaign = self.campaign_of(c)
            if campaign is None:
                continue
            now, came = found.get(campaign, NOBODY), self.truth.visits[i]
            if came:
                spent = sum(v["amount_cents"] for v in came)
                now = now._replace(customers=(*now.customers, i), cents=now.cents + spent)
            else:
                now = now._replace(prospects=(*now.prospects, i))
            found[campaign] = now
        return found


@pytest.mark.parametrize("seed", range(6))
def test_whom_each_brought(book: Book, clock: Clock, seed: int) -> None:
    drawn(book, clock, seed)
    for which in (FIRST, LATEST):
        for window in (0, 14):
            set_shop(book, attribution=which, campaign_window=window)
            told = Told(book, which, window)
            with book.read() as sql:
                found, effect = brought(sql), attribution(sql, which, window)
                deleted = {v["id"] for v in table(sql, "visit") if v["deleted_at"] is not None}
                named = [v for v in table(sql, "visit") if v["campaign_id"] is not None and v["id"] not in deleted]
            expected = told.brought()
            for campaign in {*found, *expected}:
                mine, theirs = found.get(campaign, NOBODY), expected.get(campaign, NOBODY)
                assert (sorted(mine.customers), sorted(mine.prospects), mine.cents) == (
                    sorted(theirs.customers), sorted(theirs.prospects), theirs.cents,
                )  # fmt: skip
                own = [v for v in named if v["campaign_id"] == campaign]
                assert (mine.visits, mine.visit_cents) == (len(own), sum(v["amount_cents"] for v in own))
            assert effect.brought == sum(len(one.people) for one in expected.values())
    check(book, [])


@pytest.mark.parametrize("seed", range(4))
def test_the_sources_with_their_people(book: Book, clock: Clock, seed: int) -> None:
    drawn(book, clock, seed)
    with book.read() as sql:
        truth, costs, plans = Truth(sql, book.today()), table(sql, "cost"), {c["id"]: c for c in table(sql, "campaign")}
        tallies = {one.id: one for one in channel_tallies(sql)}
        behind = {i: touched(sql, i) for i in tallies}
        lately = {i: latest_by(sql, i) for i in tallies}
    people = list(truth.customers.values())
    for i, one in tallies.items():
        own = {i} if one.into else {c for c, root in truth.root.items() if root == i}
        first = [c for c in people if c["first_channel_id"] in own]
        latest = [c for c in people if c["latest_channel_id"] in own]
        assert (one.first, one.latest) == (len(first), len(latest))
        assert one.prospects == sum(not truth.visits[c["id"]] for c in first)
        assert one.by_hand == sum(c["natural"] is not None for c in first)
        spent = [c["cents"] for c in costs if (c["channel_id"] or plans[c["campaign_id"]]["channel_id"]) in own]
        assert one.cents == sum(spent)
        assert behind[i].customers == len({c["id"] for c in first} | {c["id"] for c in latest})
        if not one.into:
            assert sorted(lately[i]) == sorted(c["id"] for c in latest)


def test_a_code_is_known_whole_however_it_is_written(book: Book) -> None:
    one = add_campaign(book, entry=CampaignEntry("甲", channel_id=7, code="KX09")).id
    with book.read() as sql:
        for typed in ("KX09", " kx09 ", "kx 09", "ＫＸ０９"):
            found = by_code(sql, typed)
            assert found is not None and found.id == one, typed
        for typed in ("", "KX0", "KX099", "九"):
            assert by_code(sql, typed) is None, typed


def test_what_is_running_and_what_still_counts(book: Book) -> None:
    def planned(name: str, first: int, last: int | None, window: str = "") -> None:
        entry = CampaignEntry(
            name, channel_id=7, first=typed_day(DAY + first), last="" if last is None else typed_day(DAY + last), window=window
        )
        add_campaign(book, entry=entry)

    planned("还没开始", 1, 5)
    planned("今天开始", 0, 0)
    planned("刚过", -20, -14)
    planned("过了", -20, -15)
    planned("自己另定", -20, -15, "15")
    planned("没有头", -300, None)
    with book.read() as sql:
        assert {one.name for one in running(sql, DAY)} == {"今天开始", "刚过", "自己另定", "没有头"}
        assert len(campaigns(sql)) == 6


def test_who_came_with_it_the_last_first(book: Book, clock: Clock) -> None:
    one = add_campaign(book, entry=CampaignEntry("甲", channel_id=7)).id
    assert one is not None
    early, late = customer(book, "早来的"), customer(book, "晚来的")
    visit(book, early, ago=5, campaign_id=one)
    visit(book, late, ago=1, campaign_id=one)
    visit(book, late, ago=9, campaign_id=one)
    with book.read() as sql:
        assert came_by(sql, one) == (late, early)


def test_a_mailing_is_meant_for_those_alone_who_agreed(book: Book) -> None:
    group = save_segment(book, name="女客", conditions=(Condition("sex", ("female",)),)).id
    mail = add_campaign(book, entry=CampaignEntry("换季邮件", kind="content", channel_id=19, segment_id=group)).id
    letter = add_campaign(book, entry=CampaignEntry("给大家的邮件", kind="content", channel_id=19)).id
    flyer = add_campaign(book, entry=CampaignEntry("传单", channel_id=7)).id
    agreed = customer(book, "同意的", email="a@example.com", sex="female")
    other = customer(book, "也同意的", email="b@example.com", sex="male")
    withdrawn = customer(book, "收回的", email="c@example.com", sex="female")
    customer(book, "没问过的", email="d@example.com", sex="female")
    no_address = customer(book, "没邮箱的", sex="female")
    left_alone = customer(book, "勿扰的", email="e@example.com", sex="female", do_not_contact=True)
    for who in (agreed, other, no_address, left_alone):
        record_consent(book, customer_id=who, entry=ConsentEntry(ConsentKind.MESSAGES))
    record_consent(book, customer_id=withdrawn, entry=ConsentEntry(ConsentKind.MESSAGES, day="昨天", withdrawn="今天"))
    with book.read() as sql:
        rows = {one.id: one for one in campaigns(sql)}
        found = {i: meant_for(sql, one, DAY) for i, one in rows.items()}
    assert found[flyer] is None  # type: ignore[index]  # each has a number
    for_women, for_all = found[mail], found[letter]  # type: ignore[index]
    assert for_women is not None and for_women.ids == (agreed,)
    assert for_all is not None and for_all.ids is not None and set(for_all.ids) == {agreed, other}
