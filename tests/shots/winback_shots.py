"""Why they stay away and what brings them back: the card, the panels, the settings, a list that leaves some alone, 分析."""

import random

from PySide6.QtCore import Qt

from kyuanbook.actions import lapse, winback
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.queries import calls
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.winback import AttemptEntry, Batch, compare
from kyuanbook.ui.analysis.behind import BehindSection
from kyuanbook.ui.analysis.page import AnalysisPage
from kyuanbook.ui.analysis.sections import LAPSE, WINBACK
from kyuanbook.ui.analysis.winback_section import WinBackSection
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.print_page import PrintPage, Wanted
from kyuanbook.ui.settings.page import REASONS
from kyuanbook.ui.shell.navigation import ANALYSIS
from tests.shots.page_shots import page
from tests.shots.settings_shots import only, part
from tests.shots.shot import Pose, Shot, settle


def lapsed_one(p: Photographer, place: int = 0) -> int:
    """Somebody who stopped coming."""
    with p.book.read() as sql:
        return customer_ids(sql, p.book.today(), Filter(stage=Stage.LAPSED))[place]


def card_asks(p: Photographer) -> None:
    """The card of one nobody asked yet."""
    with p.book.read() as sql:
        told = set(sql.column("SELECT customer_id FROM lapse")) | set(sql.column("SELECT customer_id FROM win_back"))
        ids = customer_ids(sql, p.book.today(), Filter(stage=Stage.LAPSED))
    p.window.nav.go_to_card(next(i for i in ids if i not in told))


def card_told(p: Photographer) -> None:
    """The card of one who was asked, called, and given something."""
    who = lapsed_one(p)
    lapse.note_reason(p.book, customer_id=who, reason_id=5, note="去了对面新开的那家，说那边便宜")
    winback.record_attempt(p.book, customer_ids=[who], entry=AttemptEntry("call", "", "昨天", "说考虑一下"))
    winback.record_attempt(p.book, customer_ids=[who], entry=AttemptEntry("上门看望", "35", "今天", "带了护发小样"))
    p.window.nav.go_to_card(who)
    p.window.nav.page("card").happened.setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[attr-defined]


def card_back(p: Photographer) -> None:
    """The card of one who came back after something was tried."""
    with p.book.read() as sql:
        ids = customer_ids(sql, p.book.today(), Filter(stage=Stage.WON_BACK))
        tried = set(sql.column("SELECT customer_id FROM win_back WHERE held = 0"))
    p.window.nav.go_to_card(next((i for i in ids if i in tried), ids[0]))


def panel_reason(p: Photographer) -> None:
    """Why, refused without a reason."""
    p.window.nav.go_to_card(lapsed_one(p, 2))
    p.works.note_reason()
    panel = p.works.panels.why
    panel.reason.choose("")
    panel.submit()


def panel_attempt(p: Photographer) -> None:
    """An attempt of the owner's own kind, being written."""
    p.window.nav.go_to_card(lapsed_one(p, 1))
    p.works.record_attempt()
    panel = p.works.panels.attempt
    panel.measure.choose("own:")
    panel._show_own()
    panel.own.setText("上门看望")
    panel.cost.setText("35+20")
    panel.day.setText("周六")


def panel_attempts(p: Photographer) -> None:
    """… with many at once."""
    p.window.nav.go("customers")
    with p.book.read() as sql:
        ids = customer_ids(sql, p.book.today(), Filter(stage=Stage.LAPSED))
    p.works.panels.record_attempt(tuple(ids[:12]))


def panel_pin(p: Photographer) -> None:
    """手工标注 of one who stopped coming."""
    p.window.nav.go_to_card(lapsed_one(p))
    p.window.pin()
    panel = p.works.panels.pins
    panel.stage.choose("lapsed")
    panel._show_reason()
    panel.why.setText("搬去外地了")


def held_back(p: Photographer) -> None:
    """The settings with a share held back, one reason of the owner's own, one put away."""
    set_shop(p.book, hold_back=0.2)
    lapse.add_reason(p.book, name="门口修路")
    lapse.hide_reason(p.book, reason_id=6)
    part(p, REASONS).reasons.list.setFocus(Qt.FocusReason.TabFocusReason)


def list_holds(p: Photographer) -> PrintPage:
    """A list of the lapsed of which some are left alone."""
    set_shop(p.book, hold_back=0.2)
    p.window.print_list()
    found = p.window.frame.page()
    assert isinstance(found, PrintPage)
    found.show_list(Wanted(kind=calls.KINDS[6], limit=20))
    settle(400)
    return found


def list_holding(p: Photographer) -> None:
    """As it opens."""
    list_holds(p)


def list_turned(p: Photographer) -> None:
    """Nobody is left alone after all."""
    list_holds(p).winback.turn.click()
    settle(200)


def section(p: Photographer, key: str) -> BehindSection:
    """A part of 分析 in front."""
    analysis = page(p, ANALYSIS, AnalysisPage)
    analysis.show_section(key)
    found = analysis.part(key)
    assert isinstance(found, BehindSection)
    settle(300)
    return found


def shown(key: str) -> Pose:
    """As it opens."""

    def pose(p: Photographer) -> None:
        section(p, key).first().setFocus(Qt.FocusReason.TabFocusReason)

    return pose


def by_product(p: Photographer) -> None:
    """Reasons by what was bought."""
    found = section(p, LAPSE)
    found.splits.choose("product")  # type: ignore[attr-defined]  # of a LapseSection
    found._show_table()  # type: ignore[attr-defined]


def by_month(p: Photographer) -> None:
    """Which reasons each month had."""
    found = section(p, LAPSE)
    found.splits.choose("month")  # type: ignore[attr-defined]  # of a LapseSection
    found._show_table()  # type: ignore[attr-defined]


def calling_helps(p: Photographer) -> None:
    """Half a year of lists that say calling helps."""
    found = section(p, WINBACK)
    assert isinstance(found, WinBackSection) and found.found is not None
    r = random.Random(3)
    lists = [Batch(40, sum(r.random() < 0.5 for _ in range(40)), 10, sum(r.random() < 0.3 for _ in range(10))) for _ in range(14)]
    found._show(found.found._replace(trying=found.found.trying._replace(answer=compare(lists))))


SHOTS = (
    Shot("winback-card-asks", card_asks), Shot("winback-card-told", card_told), Shot("winback-card-back", card_back),
    Shot("winback-panel-reason", panel_reason), Shot("winback-panel-attempt", panel_attempt),
    Shot("winback-panel-many", panel_attempts), Shot("winback-panel-pin", panel_pin),
    Shot("winback-settings", held_back), Shot("winback-list", list_holding), Shot("winback-list-turned", list_turned),
    Shot("winback-lapse", shown(LAPSE)), Shot("winback-lapse-product", by_product), Shot("winback-lapse-month", by_month),
    Shot("winback-tried", shown(WINBACK)), Shot("winback-helps", calling_helps),
)  # fmt: skip
EMPTY = (
    Shot("winback-settings", only(REASONS)), Shot("winback-lapse", shown(LAPSE)), Shot("winback-tried", shown(WINBACK)),
)  # fmt: skip
