"""To the picture of 客户网络 from a card, and from it to paper."""

from typing import cast

from kyuanbook.book.queries.network import Network
from kyuanbook.rules.network import Layout
from kyuanbook.ui.printing.network_page import PAPER, NetworkPaperPage
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.network_section import NetworkSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.sections import NETWORK


def show_network(desk: Desk, key: str) -> None:
    """With ``key`` in the middle; Esc leads back to where the owner was."""
    page = desk.nav.page(SOURCES)
    assert isinstance(page, SourcesPage)
    section = page.part(NETWORK)
    assert isinstance(section, NetworkSection)
    section.begin_with(key)
    page.show_section(NETWORK)
    desk.nav.go(SOURCES)


def print_network(desk: Desk, drawn: object) -> None:
    """The picture on A4, to be looked at and printed."""
    if not desk.frame.has_page(PAPER):
        made = NetworkPaperPage(desk.theme, desk.book, desk.hub, desk.acts, desk.memory, desk.runner)
        desk.frame.add_page(PAPER, desk.join(made))
    desk.frame.open_under(PAPER, desk.frame.shown())
    shown = desk.nav.page(PAPER)
    assert isinstance(shown, NetworkPaperPage)
    shown.show_drawing(*cast(tuple[Network, Layout], drawn))
    desk.nav.go(PAPER)
