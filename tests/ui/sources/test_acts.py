"""Every act of 渠道 and 推广活动 has a key, stands in the menu, and no key does two things."""

from collections.abc import Callable

import pytest

from kyuanbook.actions.campaigns import add_campaign, add_cost
from kyuanbook.actions.segments import save_segment
from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
from kyuanbook.rules.segments import Condition
from kyuanbook.ui.printing.print_flow import open_flyer
from kyuanbook.ui.sources.sections import CAMPAIGNS, CHANNELS
from kyuanbook.ui.window import MainWindow
from tests.book.factories import customer, visit
from tests.ui.shell.test_every_act import NO_ACTS, acts_now, buttons
from tests.ui.sources.test_campaigns import campaigns_part, sources


def made(window: MainWindow) -> int:
    """A campaign of which all there is to know is known."""
    book = window.book
    group = save_segment(book, name="常来的", conditions=(Condition("visits", (2, None)),)).id
    one = add_campaign(book, entry=CampaignEntry("开学传单", channel_id=7, segment_id=group, code="KX09")).id
    assert one is not None
    add_cost(book, campaign_id=one, entry=CostEntry("5"))
    add_cost(book, channel_id=7, entry=CostEntry("6"))
    visit(book, customer(book, "来了的", channel_id=7, campaign_id=one), campaign_id=one, channel_id=7)
    return one


def on_campaigns(window: MainWindow) -> None:
    made(window)
    campaigns_part(window)


def on_costs(window: MainWindow) -> None:
    on_campaigns(window)
    campaigns_part(window).costs.list.setFocus()


def on_channels(window: MainWindow) -> None:
    made(window)
    sources(window, CHANNELS).section().table.go_to(7)  # type: ignore[attr-defined]  # of 渠道


def on_none(window: MainWindow) -> None:
    sources(window, CAMPAIGNS)


def on_paper(window: MainWindow) -> None:
    open_flyer(window, made(window))


TURNS = pytest.mark.parametrize("turn", [on_campaigns, on_costs, on_channels, on_none, on_paper])


@TURNS
def test_whatever_is_clicked_has_a_key_and_stands_in_the_menu(
    window: MainWindow, turn: Callable[[MainWindow], None]
) -> None:
    turn(window)
    known = acts_now(window) | {"打印": "Ctrl+P"}
    shown = [b for b in buttons(window.frame) if b.window() is window and b.words() not in NO_ACTS]
    for button in shown:
        assert button.key, button.words()
        if turn is on_costs and button.key in ("Enter", "Del", "Ctrl+Enter", "Ctrl+M", "Ctrl+K", "Ctrl+L", "Ctrl+I"):
            continue  # the menu says what the list of costs does, which has the focus
        assert known[button.words()] == button.key


@TURNS
def test_no_key_does_two_things(window: MainWindow, turn: Callable[[MainWindow], None]) -> None:
    turn(window)
    works, meant = window.start(), dict[str, set[str]]()
    for act in (*works.menu.here(), *works.menu.acts()):
        meant.setdefault(act.key, set()).add(act.name())
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}
