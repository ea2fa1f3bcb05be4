"""What was just entered is in hand: the next key is about it, not about whatever was in hand before."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kyuanbook.actions.campaigns import add_campaign
from kyuanbook.actions.done import Book
from kyuanbook.actions.events import add_event
from kyuanbook.actions.social import add_contact
from kyuanbook.rules.campaign_entries import CampaignEntry
from kyuanbook.rules.events import EventEntry
from kyuanbook.rules.social import ContactEntry
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.campaigns_section import CampaignsSection
from kyuanbook.ui.sources.channels_section import ChannelsSection
from kyuanbook.ui.sources.events_section import EventsSection
from kyuanbook.ui.sources.network_section import NetworkSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.partners_section import PartnersSection
from kyuanbook.ui.sources.sections import CAMPAIGNS, CHANNELS, EVENTS, NETWORK, PARTNERS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import DAY, typed_day
from tests.ui.conftest import held
from tests.ui.kit.input_method import commit
from tests.ui.sources.test_partners import partner

FLYERS = 7
Press = Callable[..., None]


def shown(window: MainWindow, part: str) -> object:
    window.nav.go(SOURCES)
    page = window.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    page.show_section(part)
    page.take_focus()
    return page.section()


def key(sequence: str) -> None:
    QTest.keySequence(held(), QKeySequence(sequence))


def test_money_noted_after_a_new_campaign_is_spent_on_it(window: MainWindow, book: Book, press: Press) -> None:
    add_campaign(book, entry=CampaignEntry(name="年底烫染季", channel_id=FLYERS, first=typed_day(DAY + 30)))
    part = shown(window, CAMPAIGNS)
    assert isinstance(part, CampaignsSection)
    key("Ctrl+N")
    panel = window.start().panels.sources.campaign
    commit(panel.name, "双十二传单")
    panel.channel.setFocus()
    QTest.keyClicks(panel.channel, "cd")
    press(Qt.Key.Key_Return)
    panel.submit()
    line = part.table.in_hand()
    assert window.frame.panel() is None and line is not None and line.row.name == "双十二传单"
    key("Ctrl+K")
    QTest.keyClicks(held(), "300")
    press(Qt.Key.Key_Return)
    assert {one.name: one.cents for one in part.found.rows} == {"年底烫染季": 0, "双十二传单": 300_00}  # type: ignore[union-attr]


def test_a_new_source(window: MainWindow) -> None:
    part = shown(window, CHANNELS)
    assert isinstance(part, ChannelsSection)
    key("Ctrl+N")
    panel = window.start().panels.sources.channel
    panel.name.setText("电梯广告")
    panel.submit()
    one = part.table.in_hand()
    assert one is not None and one.name == "电梯广告"


def test_a_new_event_and_not_the_one_in_hand_before(window: MainWindow, book: Book) -> None:
    add_event(book, entry=EventEntry(name="年末答谢会", first=typed_day(DAY + 10)))
    part = shown(window, EVENTS)
    assert isinstance(part, EventsSection)
    key("Ctrl+N")
    panel = window.start().panels.part.event
    commit(panel.name, "新春茶话会")
    panel.first.setText(typed_day(DAY + 20))
    panel.submit()
    one = part.in_list()
    assert len(part.rows) == 2 and one is not None and one.name == "新春茶话会" and part.list.current_id() == one.id
    assert part.shown is not None and part.shown.event.id == one.id, "what stands beside it is about it"


@pytest.mark.parametrize("away", [False, True])
def test_a_new_partner_and_none_where_the_entry_was_left(window: MainWindow, book: Book, away: bool) -> None:
    partner(book)
    part = shown(window, PARTNERS)
    assert isinstance(part, PartnersSection)
    key("Ctrl+N")
    panel = window.start().panels.part.partner
    commit(panel.name, "半夏花店")
    if away:
        window.frame.close_panel()
    else:
        panel.submit()
    one = part.in_list()
    assert one is not None and one.name == ("张记干洗" if away else "半夏花店") and part.list.current_id() == one.id


def test_a_new_social_contact(window: MainWindow, book: Book) -> None:
    add_contact(book, entry=ContactEntry("douyin", "momo", "默默"))
    part = shown(window, NETWORK)
    assert isinstance(part, NetworkSection)
    part.turn()
    key("Ctrl+N")
    panel = window.frame.panel()
    panel.handle.setText("dahai_1985")  # type: ignore[union-attr]
    panel.submit()  # type: ignore[union-attr]
    one = part.contacts.in_hand()
    assert one is not None and one.handle == "dahai_1985"
