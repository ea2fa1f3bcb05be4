"""来源: 渠道 and 推广活动 with their entries, the paper of a campaign, what its code finds."""

from kyuanbook.actions.channels import merge_channel
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.flyer_page import FLYER, FlyerPage
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.campaigns_section import CampaignsSection
from kyuanbook.ui.sources.channels_section import ChannelsSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.sections import CAMPAIGNS, CHANNELS
from tests.shots.page_shots import page
from tests.shots.shot import Shot, settle

FLYERS, DOUYIN, REVIEWS, RUNNING, DEAR = 7, 11, 17, 3, 2


def channels(p: Photographer, at: int = REVIEWS) -> ChannelsSection:
    """渠道 in front, one source in hand."""
    sources = page(p, SOURCES, SourcesPage)
    sources.show_section(CHANNELS)
    section = sources.section()
    assert isinstance(section, ChannelsSection)
    settle(200)
    section.table.go_to(at)
    settle(50)
    return section


def campaigns(p: Photographer, at: int = DEAR) -> CampaignsSection:
    """推广活动 in front, one in hand."""
    sources = page(p, SOURCES, SourcesPage)
    sources.show_section(CAMPAIGNS)
    section = sources.section()
    assert isinstance(section, CampaignsSection)
    settle(200)
    section.table.go_to(at)
    settle(50)
    return section


def _channels(p: Photographer) -> None:
    channels(p)


def _merged(p: Photographer) -> None:
    merge_channel(p.book, channel_id=FLYERS, into_id=DOUYIN)
    channels(p, FLYERS)


def _merging(p: Photographer) -> None:
    channels(p, FLYERS).merge_or_part()
    settle(50)


def _changing(p: Photographer) -> None:
    channels(p, FLYERS).edit()
    settle(50)


def _campaigns(p: Photographer) -> None:
    campaigns(p)


def _planning(p: Photographer) -> None:
    campaigns(p).add()
    settle(50)


def _paying(p: Photographer) -> None:
    campaigns(p).pay()
    settle(50)


def _flyer(p: Photographer, form: str = "flyer") -> None:
    campaigns(p).print_paper()
    shown = p.window.nav.page(FLYER)
    assert isinstance(shown, FlyerPage)
    shown.forms.choose(form)
    shown.forms.chosen.emit(form)
    settle(900)


def _coupon(p: Photographer) -> None:
    _flyer(p, "coupon")


def _coded(p: Photographer) -> None:
    campaigns(p, RUNNING)
    p.window.frame.search.setText("jz20")
    p.works.popup._typed("jz20")
    settle(50)


def _by_code(p: Photographer) -> None:
    campaigns(p, RUNNING)
    p.works.panels.add_customer(campaign_id=RUNNING)
    settle(50)


SHOTS = (
    Shot("sources-channels", _channels), Shot("sources-channels-merged", _merged), Shot("sources-merge", _merging),
    Shot("sources-channel", _changing), Shot("sources-campaigns", _campaigns), Shot("sources-campaign", _planning),
    Shot("sources-cost", _paying), Shot("sources-flyer", _flyer), Shot("sources-coupon", _coupon),
    Shot("sources-code", _coded), Shot("sources-code-new", _by_code),
)  # fmt: skip
EMPTY = (Shot("sources-campaigns", _campaigns), Shot("sources-channels", _channels))
