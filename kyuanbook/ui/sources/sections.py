"""Which parts 来源 has, in order. Each is imported when it is first shown."""

from typing import Final

from kyuanbook.actions.done import Book
from kyuanbook.language import later
from kyuanbook.ui.analysis.section import AnalysisSection
from kyuanbook.ui.analysis.sections import Maker
from kyuanbook.ui.kit.runner import Runs
from kyuanbook.ui.kit.theme import Theme
from kyuanbook.ui.shell.acts import Acts


def _report(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.report_section import ReportSection

    return ReportSection(theme, book, acts, runner)


def _channels(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.channels_section import ChannelsSection

    return ChannelsSection(theme, book, acts, runner)


def _campaigns(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.campaigns_section import CampaignsSection

    return CampaignsSection(theme, book, acts, runner)


def _events(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.events_section import EventsSection

    return EventsSection(theme, book, acts, runner)


def _partners(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.partners_section import PartnersSection

    return PartnersSection(theme, book, acts, runner)


def _referrals(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.referrals_section import ReferralsSection

    return ReferralsSection(theme, book, acts, runner)


def _network(theme: Theme, book: Book, acts: Acts, runner: Runs) -> AnalysisSection:
    from kyuanbook.ui.sources.network_section import NetworkSection

    return NetworkSection(theme, book, acts, runner)


REPORT: Final = "report"
CHANNELS: Final = "channels"
CAMPAIGNS: Final = "campaigns"
EVENTS: Final = "events"
PARTNERS: Final = "partners"
REFERRALS: Final = "referrals"
NETWORK: Final = "network"
SECTIONS: Final[tuple[tuple[str, str, Maker], ...]] = (
    (REPORT, later("来源报表"), _report),
    (CHANNELS, later("来源渠道"), _channels),
    (CAMPAIGNS, later("推广活动"), _campaigns),
    (EVENTS, later("客户活动"), _events),
    (PARTNERS, later("合作伙伴"), _partners),
    (REFERRALS, later("转介绍"), _referrals),
    (NETWORK, later("客户网络"), _network),
)
