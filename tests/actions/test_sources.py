"""First and latest source: entered, corrected, moved by visits; sources merged and parted."""

from typing import Any

import pytest

from kyuanbook.actions.campaigns import add_campaign
from kyuanbook.actions.channels import merge_channel, part_channel
from kyuanbook.actions.customers import change_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.actions.shop import change_channel
from kyuanbook.actions.visits import change_visit, delete_visit, restore_visit
from kyuanbook.book.errors import NoSuchRow
from kyuanbook.book.queries.card import Card, card
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.book.queries.origins import origins
from kyuanbook.book.queries.touched import channel_tallies, touched
from kyuanbook.rules.campaign_entries import CampaignEntry
from kyuanbook.rules.entries import CustomerEntry, OpeningEntry, VisitEntry
from kyuanbook.rules.words import Refused
from tests.book.factories import DAY, Clock, customer, snapshot, typed_day, visit
from tests.book.truth import check

PASSING, FLYER, DOUYIN, RED = 1, 7, 11, 12


def seen(book: Book, who: int) -> Card:
    with book.read() as sql:
        found = card(sql, book.rhythms, who, book.today())
    assert found is not None
    return found


def first(book: Book, who: int) -> tuple[int | None, int | None, int | None]:
    one = seen(book, who)
    return one.first_channel_id, one.first_campaign_id, one.first_source_day


def latest(book: Book, who: int) -> tuple[int | None, int | None, int | None]:
    one = seen(book, who)
    return one.latest_channel_id, one.latest_campaign_id, one.latest_source_day


@pytest.fixture
def flyers(book: Book) -> int:
    done = add_campaign(book, entry=CampaignEntry("开学传单", channel_id=FLYER, first=typed_day(DAY - 30)))
    assert done.id is not None
    return done.id


def test_a_new_customer_comes_by_a_campaign(book: Book, flyers: int) -> None:
    who = customer(book, "王小明", channel_id=FLYER, campaign_id=flyers)
    assert first(book, who) == latest(book, who) == (FLYER, flyers, DAY)
    assert (seen(book, who).first_source, seen(book, who).first_campaign) == ("传单", "开学传单")
    nobody_knows = customer(book, "李丽")
    assert first(book, nobody_knows) == latest(book, nobody_knows) == (None, None, None)
    with pytest.raises(NoSuchRow):
        customer(book, "甲", campaign_id=99)


def test_a_visit_moves_the_latest_source_and_never_the_first(book: Book, flyers: int, clock: Clock) -> None:
    who = customer(book, "王小明", channel_id=PASSING)
    clock.day += 10
    visit(book, who)
    assert latest(book, who) == (PASSING, None, DAY)  # one that names nothing moves nothing
    visit(book, who, channel_id=FLYER, campaign_id=flyers)
    assert first(book, who) == (PASSING, None, DAY) and latest(book, who) == (FLYER, flyers, DAY + 10)
    visit(book, who, ago=3, channel_id=DOUYIN)  # noted afterwards: it came before
    assert latest(book, who) == (FLYER, flyers, DAY + 10)
    undo(book)
    undo(book)
    assert latest(book, who) == (PASSING, None, DAY)


def test_the_first_visit_of_one_of_whom_nothing_was_known_says_both(book: Book, flyers: int) -> None:
    who = customer(book, "王小明")
    visit(book, who, channel_id=FLYER, campaign_id=flyers)
    assert first(book, who) == latest(book, who) == (FLYER, flyers, DAY)
    regular = customer(book, "李丽", opening=OpeningEntry("10"))
    visit(book, regular, channel_id=FLYER)
    assert first(book, regular) == (None, None, None) and latest(book, regular) == (FLYER, None, DAY)
    known = customer(book, "赵强")
    visit(book, known, ago=20)
    visit(book, known, channel_id=FLYER)
    assert first(book, known) == (None, None, None)  # how they came the first time nobody said


def test_a_visit_corrected_or_thrown_away_takes_its_source_along(book: Book, flyers: int, clock: Clock) -> None:
    who = customer(book, "王小明", channel_id=PASSING)
    clock.day += 5
    visit(book, who, ago=2, channel_id=DOUYIN)
    last = visit(book, who, channel_id=FLYER, campaign_id=flyers)
    change_visit(book, visit_id=last, entry=VisitEntry("35", channel_id=RED, source="小红书"))
    assert latest(book, who) == (RED, None, DAY + 5)
    delete_visit(book, visit_id=last)
    assert latest(book, who) == (DOUYIN, None, DAY + 3)
    restore_visit(book, visit_id=last)
    assert latest(book, who) == (RED, None, DAY + 5)
    change_visit(book, visit_id=last, entry=VisitEntry("35"))
    assert latest(book, who) == (DOUYIN, None, DAY + 3)


def test_a_wrong_source_of_the_first_visit_is_put_right_with_it(book: Book, flyers: int) -> None:
    who = customer(book, "王小明")
    came = visit(book, who, channel_id=DOUYIN)
    change_visit(book, visit_id=came, entry=VisitEntry("35", channel_id=FLYER, campaign_id=flyers, source="开学传单"))
    assert first(book, who) == latest(book, who) == (FLYER, flyers, DAY)


def test_what_was_typed_for_the_customer_outlives_the_visit(book: Book, flyers: int) -> None:
    who = customer(book, "王小明", channel_id=FLYER, campaign_id=flyers)
    came = visit(book, who, channel_id=FLYER, campaign_id=flyers)
    delete_visit(book, visit_id=came)
    assert first(book, who) == (FLYER, flyers, DAY)


def test_words_that_are_no_source_are_refused_and_kept(book: Book) -> None:
    who = customer(book, "王小明")
    with pytest.raises(Refused) as found:
        visit(book, who, source="天上掉的")
    assert [(p.field, p.message.key) for p in found.value.problems] == [("source", "channel_unknown")]


def test_a_first_source_put_right_takes_the_latest_along_unless_that_is_another(book: Book, clock: Clock) -> None:
    who = customer(book, "王小明", channel_id=PASSING)
    clock.day += 3
    change_customer(book, customer_id=who, entry=CustomerEntry("王小明", channel_id=FLYER))
    assert first(book, who) == latest(book, who) == (FLYER, None, DAY)
    change_customer(book, customer_id=who, entry=CustomerEntry("王小明", channel_id=FLYER, latest_channel_id=RED))
    assert latest(book, who) == (RED, None, DAY + 3)
    change_customer(book, customer_id=who, entry=CustomerEntry("王小明", channel_id=PASSING, latest_channel_id=RED))
    assert (first(book, who), latest(book, who)) == ((PASSING, None, DAY), (RED, None, DAY + 3))


def listed(book: Book, **chosen: Any) -> list[int]:
    with book.read() as sql:
        return sorted(customer_ids(sql, book.today(), Filter(**chosen)))


def test_natural_follows_the_source_and_can_be_set_for_one(book: Book) -> None:
    passer, flown = customer(book, "路过的", channel_id=PASSING), customer(book, "传单的", channel_id=FLYER)
    asked = customer(book, "喊进来的", channel_id=PASSING, natural="promoted")
    assert listed(book, natural=True) == [passer] and listed(book, natural=False) == [flown, asked]
    assert (seen(book, asked).natural, seen(book, asked).natural_set) == (False, False)
    assert (seen(book, passer).natural, seen(book, passer).natural_set) == (True, None)
    change_channel(book, channel_id=PASSING, natural=False)
    assert listed(book, natural=True) == [] and listed(book, natural=False) == [passer, flown, asked]
    check(book, [])


def test_a_merge_rewrites_nothing_and_everything_counts_otherwise(book: Book, flyers: int) -> None:
    one, other = customer(book, "甲", channel_id=FLYER, campaign_id=flyers), customer(book, "乙", channel_id=DOUYIN)
    visit(book, one, channel_id=FLYER)
    before = snapshot(book, but=("channel",))
    with book.read() as sql:
        behind = touched(sql, FLYER)
    assert (behind.customers, behind.first, behind.latest, behind.visits, behind.campaigns) == (1, 1, 1, 1, 1)
    merge_channel(book, channel_id=FLYER, into_id=DOUYIN)
    assert snapshot(book, but=("channel",)) == before
    assert listed(book, channel_id=DOUYIN) == listed(book, channel_id=FLYER) == [one, other]
    merge_channel(book, channel_id=DOUYIN, into_id=RED)  # and that into another
    assert listed(book, channel_id=RED) == [one, other]
    with book.read() as sql:
        assert {o.channel_id for o in origins(sql).values()} == {RED}
        tallies = {t.id: t for t in channel_tallies(sql)}
    assert (tallies[RED].first, tallies[FLYER].first, tallies[FLYER].into) == (2, 1, "抖音")
    check(book, [])
    undo(book)
    assert listed(book, channel_id=RED) == [] and listed(book, channel_id=DOUYIN) == [one, other]
    part_channel(book, channel_id=FLYER)
    assert listed(book, channel_id=DOUYIN) == [other] and listed(book, channel_id=FLYER) == [one]
    assert snapshot(book, but=("channel",)) == before
    check(book, [])


def test_a_merge_that_leads_nowhere_is_refused_in_a_sentence(book: Book) -> None:
    def key(channel: int, into: int) -> str:
        with pytest.raises(Refused) as found:
            merge_channel(book, channel_id=channel, into_id=into)
        (problem,) = found.value.problems
        assert problem.field == "into"
        return problem.message.key

    assert key(FLYER, FLYER) == "merge_itself"
    merge_channel(book, channel_id=FLYER, into_id=DOUYIN)
    assert key(FLYER, RED) == "merge_merged"
    assert key(DOUYIN, FLYER) == "merge_circle"
    merge_channel(book, channel_id=DOUYIN, into_id=RED)
    assert key(RED, FLYER) == "merge_circle"


def test_a_source_used_once_is_merged_like_any_other(book: Book) -> None:
    who = customer(book, "只此一位", channel_id=FLYER)
    merge_channel(book, channel_id=FLYER, into_id=PASSING)
    assert listed(book, channel_id=PASSING) == [who]
    with book.read() as sql:
        assert touched(sql, PASSING).customers == 1 and touched(sql, RED).customers == 0
