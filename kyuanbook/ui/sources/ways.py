"""Where what 转介绍 wants leads to: papers to be looked at, the tree of a customer."""

from kyuanbook.ui.printing.papers_page import Papers
from kyuanbook.ui.printing.print_flow import open_papers
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.referral_papers import cards_of, receipt_of
from kyuanbook.ui.sources.referrals_section import ReferralsSection
from kyuanbook.ui.sources.sections import REFERRALS


class ReferralWays:
    """The ways, of one window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def print_papers(self, papers: Papers) -> None:
        """Whatever is to be looked at and printed."""
        open_papers(self._desk, papers)

    def print_receipt(self, entry: int) -> None:
        """The receipt for a reward that was given."""
        self.print_papers(receipt_of(entry))

    def print_cards(self) -> None:
        """介绍卡 of those on the board before the owner; elsewhere of the picked, else of the one in hand."""
        page, board = self._desk.page(), self.board()
        if board is not None:
            board.print_cards()
            return
        customer = page.in_hand() if page is not None else None
        picked = (page.picked() if page is not None else ()) or (() if customer is None else (customer,))
        if picked:
            self.print_papers(cards_of(picked))

    def board(self) -> ReferralsSection | None:
        """转介绍 in front with somebody on its board: its button bears the key, and prints cards for them."""
        page = self._desk.page()
        section = page.section() if isinstance(page, SourcesPage) else None
        return section if isinstance(section, ReferralsSection) and section.cards.isVisibleTo(section) else None

    def show_tree(self, customer: int) -> None:
        """来源 → 转介绍, with the tree of a customer."""
        self._desk.nav.go(SOURCES)
        page = self._desk.nav.page(SOURCES)
        assert isinstance(page, SourcesPage)
        page.show_section(REFERRALS)
        section = page.section()
        assert isinstance(section, ReferralsSection)
        section.show_tree(customer)
