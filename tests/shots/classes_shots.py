"""Tiers and RFM: the parts of 分析, the card, setting a tier by hand, 客户 by class."""

from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.tiers import pin_tier
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.rfm_section import RfmSection
from kyuanbook.ui.analysis.sections import RFM, TIERS
from kyuanbook.ui.analysis.tiers_section import TiersSection
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import ANALYSIS, CUSTOMERS
from tests.shots.page_shots import called, page, somebody
from tests.shots.shot import Shot


def tiers(p: Photographer) -> None:
    """等级."""
    refresh_standings(p.book)
    page(p, ANALYSIS, AnalysisPage).show_section(TIERS)


def _section(p: Photographer) -> TiersSection:
    tiers(p)
    found = page(p, ANALYSIS, AnalysisPage).part(TIERS)
    assert isinstance(found, TiersSection)
    return found


def tiers_typed(p: Photographer) -> None:
    """… while another rule is typed."""
    section = _section(p)
    section.form.lines["share_vip"].setText("8")
    section.form.lines["weight_potential"].setText("40")
    section.try_rule()


def tiers_refused(p: Photographer) -> None:
    """… refused: amounts that rise."""
    section = _section(p)
    section.form.by.choose("amounts")
    section.form.by.chosen.emit("amounts")
    section.form.lines["amount_vip"].setText("500")
    section.save()


def rfm(p: Photographer) -> None:
    """RFM."""
    refresh_standings(p.book)
    shown = page(p, ANALYSIS, AnalysisPage)
    shown.show_section(RFM)
    assert isinstance(shown.section(), RfmSection)


def tier_pinned(p: Photographer) -> None:
    """A card whose tier the owner set."""
    refresh_standings(p.book)
    customer = somebody(p, 4)
    pin_tier(p.book, customer_id=customer, tier="vip", why="带来很多朋友")
    p.window.nav.go_to_card(customer)


def tier_panel(p: Photographer) -> None:
    """Setting it."""
    refresh_standings(p.book)
    p.window.nav.go_to_card(called(p))
    p.window.pin_tier()


def by_class(p: Photographer) -> None:
    """客户 of one class, with the columns 等级 and 价值."""
    refresh_standings(p.book)
    shown = page(p, CUSTOMERS, CustomersPage)
    shown.table.put_away("tier", False)
    shown.table.put_away("clv", False)
    shown.sources.classes.choose("big")
    shown.refresh()


SHOTS = (
    Shot("analysis-tiers", tiers), Shot("analysis-tiers-typed", tiers_typed), Shot("analysis-tiers-error", tiers_refused),
    Shot("analysis-rfm", rfm), Shot("card-tier-pinned", tier_pinned), Shot("panel-tier", tier_panel),
    Shot("customers-class", by_class),
)  # fmt: skip
EMPTY = (Shot("analysis-tiers", tiers), Shot("analysis-rfm", rfm))
