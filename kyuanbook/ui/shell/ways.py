"""The ways from the window to pages, papers and flows of other rooms, each imported when it is first taken."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.shell.desk import Desk
from kyuanbook.ui.shell.navigation import (
    ANALYSIS,
    CATCH_UP,
    CUSTOMERS,
    RESULTS,
)

if TYPE_CHECKING:
    from kyuanbook.rules.segments import Conditions
    from kyuanbook.ui.pages.people import People
    from kyuanbook.ui.sources.ways import ReferralWays


class Ways(QObject):
    """``window``: the one they begin in."""

    def __init__(self, window: Desk) -> None:
        super().__init__(window.frame)
        self.window = window

    def settings_page(self) -> Page:
        """设置."""
        from kyuanbook.ui.settings.page import SettingsPage

        window = self.window
        page = SettingsPage(window.theme, window.book, window.hub, window.acts, window.memory, window.runner)
        page.reopen_wanted.connect(window.reopen)
        return window.join(page)

    def analysis_page(self) -> Page:
        """分析."""
        from kyuanbook.ui.analysis.page import AnalysisPage

        window = self.window
        return window.join(AnalysisPage(window.theme, window.book, window.hub, window.acts, window.runner))

    def sources_page(self) -> Page:
        """来源."""
        from kyuanbook.ui.sources.page import SourcesPage

        window = self.window
        page = SourcesPage(window.theme, window.book, window.hub, window.acts, window.runner)
        page.report_wanted.connect(self.print_report)
        return window.join(page)

    def print_report(self, wanted: object) -> None:
        """月报 or a 来源报表, to be looked at and printed."""
        from kyuanbook.ui.printing.print_flow import open_report

        open_report(self.window, wanted)  # type: ignore[arg-type]  # a day, or a report as its section names it

    def show_network(self, key: str) -> None:
        """客户网络 with ``key`` in the middle."""
        from kyuanbook.ui.sources.network_flow import show_network

        show_network(self.window, key)

    def print_network(self, drawn: object) -> None:
        """The picture of 客户网络, as it is laid out."""
        from kyuanbook.ui.sources.network_flow import print_network

        print_network(self.window, drawn)

    def follow_ups_page(self) -> Page:
        """回访."""
        from kyuanbook.ui.followups.page import FollowUpsPage

        window = self.window
        page = FollowUpsPage(window.theme, window.book, window.hub, window.acts, window.runner)
        page.results_link.setVisible(window.nav.knows(RESULTS))
        return window.join(page)

    def show_people(self, people: "People") -> None:
        """客户 with just those behind a figure."""
        from kyuanbook.ui.pages.customers import CustomersPage

        page = self.window.nav.page(CUSTOMERS)
        assert isinstance(page, CustomersPage)
        page.show_people(people)
        self.window.nav.go(CUSTOMERS)

    def print_people(self, people: "People") -> None:
        """A list of those behind a figure."""
        from kyuanbook.ui.printing.print_flow import open_list, wanted_within

        open_list(self.window, wanted_within(people.chosen, people.title))

    def keep_segment(self, conditions: "Conditions") -> None:
        """A filter of 客户 as a 客户细分 that wants only its name."""
        from kyuanbook.ui.analysis.page import AnalysisPage
        from kyuanbook.ui.analysis.sections import SEGMENTS
        from kyuanbook.ui.analysis.segments_section import SegmentsSection

        self.window.nav.go(ANALYSIS)
        page = self.window.nav.page(ANALYSIS)
        assert isinstance(page, AnalysisPage)
        page.show_section(SEGMENTS)
        section = page.section()
        assert isinstance(section, SegmentsSection)
        section.begin_with(conditions)

    def lists_page(self) -> Page:
        """名单."""
        from kyuanbook.ui.lists.page import ListsPage

        window = self.window
        return window.join(ListsPage(window.theme, window.book, window.hub, window.acts))

    def import_page(self) -> Page:
        """导入客户."""
        from kyuanbook.ui.importing.page import ImportPage

        window = self.window
        return window.join(ImportPage(window.theme, window.book, window.hub, window.acts, window.runner))

    def open_printed(self, number: int) -> None:
        """A printed list, as it was printed."""
        from kyuanbook.ui.printing.print_flow import open_printed

        open_printed(self.window, number)

    def bin_page(self) -> Page:
        """回收站."""
        from kyuanbook.ui.bin.page import BinPage

        window = self.window
        return window.join(BinPage(window.theme, window.book, window.hub, window.acts))

    def print_list(self) -> None:
        """A list of the picked, else of what the page in front shows."""
        from kyuanbook.ui.printing.print_flow import open_print

        open_print(self.window)

    def print_register(self) -> None:
        """The empty 当日到店登记表."""
        from kyuanbook.ui.printing.print_flow import open_register

        open_register(self.window)

    def print_forms(self, form: str = "") -> None:
        """满意度小票 and 问卷 for the picked, or empty; ``form``: which to begin with, else the one in hand."""
        from kyuanbook.ui.printing.print_flow import open_forms

        page = self.window.page()
        open_forms(self.window, form or (page.form_in_hand() if page is not None else ""))

    def print_flyer(self, campaign: int) -> None:
        """The flyers or coupons of a campaign."""
        from kyuanbook.ui.printing.print_flow import open_flyer

        open_flyer(self.window, campaign)

    @cached_property
    def referrals(self) -> "ReferralWays":
        """Where what 转介绍 wants leads to."""
        from kyuanbook.ui.sources.ways import ReferralWays

        return ReferralWays(self.window)

    def catch_up(self) -> None:
        """F6: 补记."""
        self.window.nav.go(CATCH_UP)

    def open_results(self, number: int = 0) -> None:
        """Shift F6: 录入结果; of the list with that number, else of the one in hand, if one is meant."""
        here = self.window.page()
        number = number or (here.list_in_hand() if here is not None else 0)
        self.window.nav.go(RESULTS)
        if number:
            from kyuanbook.ui.results.page import ResultsPage

            page = self.window.nav.page(RESULTS)
            assert isinstance(page, ResultsPage)
            if page.printed is None or page.printed.id != number:  # else it is gone on with where it was left
                page.open_list(number)

    def results_page(self) -> Page:
        """录入结果."""
        from kyuanbook.ui.results.page import ResultsPage

        window = self.window
        return window.join(ResultsPage(window.theme, window.book, window.hub, window.acts))

    def catch_up_page(self) -> Page:
        """补记."""
        from kyuanbook.ui.catchup.page import CatchUpPage

        window = self.window
        return window.join(CatchUpPage(window.theme, window.book, window.hub, window.acts))

    def first_start(self) -> None:
        """Ask for the shop's name and trade."""
        from kyuanbook.ui.start.first_start import first_start

        first_start(self.window)
