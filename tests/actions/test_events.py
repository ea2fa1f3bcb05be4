"""客户活动 in the book: guests, the door, costs, what followed."""

import pytest

from kyuanbook.actions import campaigns, events
from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.done import Book
from kyuanbook.actions.history import undo
from kyuanbook.book.queries import campaigns as kept_costs
from kyuanbook.book.queries import card as cards
from kyuanbook.book.queries import events as kept
from kyuanbook.book.queries.shop import channels
from kyuanbook.language import say
from kyuanbook.rules.campaign_entries import CostEntry
from kyuanbook.rules.campaigns import CampaignState, GuestState
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.words import Refused
from tests.book.factories import Clock, customer, visit


def salon(book: Book, day: str = "今天", **more: object) -> int:
    done = events.add_event(book, entry=EventEntry("护发沙龙", day, **more))  # type: ignore[arg-type]
    assert done.id is not None
    return done.id


def guests(book: Book, event: int) -> list[tuple[str, str]]:
    with book.read() as sql:
        return [(one.name, one.state.value) for one in kept.guests(sql, event, book.today())]


def test_planned_changed_put_away(book: Book, clock: Clock) -> None:
    event = salon(book, "明天", time="14:30", place="二楼")
    with book.read() as sql:
        row = kept.event(sql, event)
    assert row is not None and row.state(book.today()) is CampaignState.PLANNED and row.minute == 870
    events.change_event(book, event_id=event, entry=EventEntry("护发沙龙", "明天", "后天"))
    clock.day += 2
    with book.read() as sql:
        row = kept.event(sql, event)
    assert row is not None and row.state(book.today()) is CampaignState.RUNNING and row.place == ""
    events.hide_event(book, event_id=event, hidden=True)
    with book.read() as sql:
        assert kept.events(sql, book.today()) == []
        assert [one.hidden for one in kept.events(sql, book.today(), hidden=True)] == [True]


def test_an_event_that_ends_before_it_starts_is_refused(book: Book) -> None:
    with pytest.raises(Refused, match="event_ends_before"):
        events.add_event(book, entry=EventEntry("沙龙", "明天", "昨天"))


def test_nobody_is_invited_who_is_to_be_left_alone(book: Book) -> None:
    event = salon(book)
    a, b, c = customer(book, "王敏"), customer(book, "盖丽", do_not_contact=True), customer(book, "李雷")
    delete_customer(book, customer_id=c)
    done = events.invite(book, event_id=event, customer_ids=[a, b, c, a])
    assert say(done.changed.label) == "请 1 位来“护发沙龙”"
    assert [say(note) for note in done.notes] == ["另有 2 位请勿联系或在回收站，没有请"]
    assert guests(book, event) == [("王敏", "invited")]
    with pytest.raises(Refused, match="invite_nobody"):
        events.invite(book, event_id=event, customer_ids=[a])
    with pytest.raises(Refused, match="invite_none_may"):
        events.invite(book, event_id=event, customer_ids=[b, c])
    undo(book)
    assert guests(book, event) == []


def test_coming_declined_came(book: Book) -> None:
    event = salon(book)
    a, b = customer(book, "王敏"), customer(book, "李雷")
    events.invite(book, event_id=event, customer_ids=[a, b])
    with book.read() as sql:
        second, first = (one.id for one in kept.guests(sql, event))  # by pinyin: Li, Wang
    events.answer(book, guest_id=first, state=GuestState.COMING)
    events.answer(book, guest_id=second, state=GuestState.DECLINED)
    assert sorted(state for _, state in guests(book, event)) == ["coming", "declined"]
    events.sign_in(book, event_id=event, customer_id=a)
    events.sign_in(book, event_id=event, customer_id=a)
    assert guests(book, event)[0] == ("王敏", "came")
    with book.read() as sql:
        row = kept.event(sql, event)
        assert row is not None and (row.guests, row.coming, row.came) == (2, 0, 1)
        assert [(one.name, one.state) for one in kept.events_of(sql, a)] == [("护发沙龙", GuestState.CAME)]
    events.remove_guest(book, guest_id=second)
    assert guests(book, event) == [("王敏", "came")]


def test_at_the_door_somebody_not_invited_and_somebody_new(book: Book) -> None:
    with book.read() as sql:
        channel = next(one.id for one in channels(sql) if one.code == "salon")
    event = salon(book, channel_id=channel)
    events.sign_in(book, event_id=event, customer_id=customer(book, "李雷"))
    done = events.sign_in_new(book, event_id=event, typed="周小燕 13800005678")
    assert guests(book, event) == [("李雷", "came"), ("周小燕", "came")]
    with book.read() as sql:
        card = cards.card(sql, book.rhythms, done.id or 0, book.today())
        assert sql.value("SELECT first_campaign_id FROM customer WHERE id = :id", id=done.id) == event
    assert card is not None and card.stage.value == "prospect" and card.first_channel_id == channel
    assert [p.number for p in card.phones] == ["13800005678"]
    with pytest.raises(Refused, match="name_or_alias"):
        events.sign_in_new(book, event_id=event, typed="13800005679")
    assert len(guests(book, event)) == 2
    undo(book)
    assert guests(book, event) == [("李雷", "came")]


def test_what_followed(book: Book, clock: Clock) -> None:
    event = salon(book)
    old, new = customer(book, "王敏"), customer(book, "周小燕")
    visit(book, old, "50", ago=9)
    for who in (old, new):
        events.sign_in(book, event_id=event, customer_id=who)
    visit(book, old, "99")  # on the day itself
    clock.day += 10
    visit(book, old, "60")
    visit(book, new, "200")
    clock.day += 30
    visit(book, new, "100")
    with book.read() as sql:
        month, quarter = kept.what_followed(sql, event, book.today())
    assert (month.came, month.visits, month.cents, month.new, month.won, month.over) == (2, 2, 260_00, 1, 1, True)
    assert (quarter.visits, quarter.cents, quarter.over) == (3, 360_00, False)


def test_costs_are_written_corrected_and_struck_out(book: Book) -> None:
    event = salon(book)
    done = campaigns.add_cost(book, campaign_id=event, entry=CostEntry("120", "", "茶点"))
    assert say(done.changed.label) == "记一笔花费：护发沙龙" and done.id is not None
    campaigns.add_cost(book, campaign_id=event, entry=CostEntry("30"))
    campaigns.change_cost(book, cost_id=done.id, entry=CostEntry("100", "昨天"))
    with book.read() as sql:
        found = kept_costs.costs(sql, campaign_id=event)
        assert [(one.cents, one.day - book.today()) for one in found] == [(30_00, 0), (100_00, -1)]
        row = kept.event(sql, event)
        assert row is not None and row.cost_cents == 130_00
    campaigns.remove_cost(book, cost_id=done.id)
    with book.read() as sql:
        assert [one.cents for one in kept_costs.costs(sql, campaign_id=event)] == [30_00]
