"""客户活动, 合作伙伴 and 授权同意: the parts of 来源, their entries, the card, the door, a list for a partner, their papers."""

from PySide6.QtCore import Qt

from kyuanbook.book.queries import events, partners
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.print_page import PrintPage, Wanted
from kyuanbook.ui.shell.navigation import SOURCES
from kyuanbook.ui.sources.events_section import EventsSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.part_panels import CONSENT_OF, DOOR, EVENT, INVITE, PARTNER, PAY
from kyuanbook.ui.sources.partners_section import PartnersSection
from kyuanbook.ui.sources.sections import EVENTS, PARTNERS
from tests.shots.page_shots import page
from tests.shots.shot import Pose, Shot, settle


def part(key: str) -> Pose:
    """Just the part."""

    def pose(p: Photographer) -> None:
        page(p, SOURCES, SourcesPage).show_section(key)
        page(p, SOURCES, SourcesPage).take_focus()

    return pose


def events_part(p: Photographer, name: str) -> EventsSection:
    """With the event of that name in hand."""
    part(EVENTS)(p)
    section = page(p, SOURCES, SourcesPage).part(EVENTS)
    assert isinstance(section, EventsSection)
    section.list.go_to(next(one.id for one in section.rows if one.name == name))
    settle()
    return section


def partners_part(p: Photographer) -> PartnersSection:
    """With the first in hand."""
    part(PARTNERS)(p)
    section = page(p, SOURCES, SourcesPage).part(PARTNERS)
    assert isinstance(section, PartnersSection)
    settle()
    return section


def event_over(p: Photographer) -> None:
    """One that was, and what followed."""
    events_part(p, "护发沙龙")


def event_coming(p: Photographer) -> None:
    """One to come, a guest in hand."""
    events_part(p, "年末答谢会").guests.setFocus(Qt.FocusReason.TabFocusReason)


def event_panel(p: Photographer) -> None:
    """An event that ends before it starts."""
    events_part(p, "年末答谢会")
    p.works.panels.open_entry(EVENT, None)
    panel = p.works.panels.part.event
    for line, text in ((panel.name, "染发讲座"), (panel.first, "2026.12.5"), (panel.last, "2026.12.1"), (panel.time, "14:30")):
        line.setText(text)
    panel.submit()


def invite(p: Photographer) -> None:
    """Whom to invite."""
    section = events_part(p, "年末答谢会")
    p.works.panels.open_entry(INVITE, section.rows[0].id)
    panel = p.works.panels.part.invite
    panel.whom.choose("stage:loyal")
    panel._count()


def door(p: Photographer) -> None:
    """At the door: two were ticked, a third is being typed."""
    section = events_part(p, "年末答谢会")
    p.works.panels.open_entry(DOOR, section.rows[0].id)
    panel = p.works.panels.part.door
    with p.book.read() as sql:
        here = [str(g.customer_id) for g in events.guests(sql, section.rows[0].id, p.book.today())][:2]
    for key in here:
        panel._tick(key)
    panel.one.setText("wang")
    panel.one.offer("wang")


def partner_panel(p: Photographer) -> None:
    """A commission of more than all."""
    section = partners_part(p)
    p.works.panels.open_entry(PARTNER, section.rows[0].id)
    panel = p.works.panels.part.partner
    panel.amount.setText("120")
    panel.submit()


def pay(p: Photographer) -> None:
    """More than is owed is asked."""
    section = partners_part(p)
    p.works.panels.open_entry(PAY, section.rows[0].id)
    panel = p.works.panels.part.pay
    panel.amount.setText("9999")
    panel.submit()


def card(p: Photographer) -> None:
    """Of one who was sent to a neighbour and agreed to it."""
    with p.book.read() as sql:
        who = sql.value("SELECT customer_id FROM partner_sent ORDER BY id LIMIT 1")
    p.window.nav.go_to_card(who)
    shown = p.window.nav.page("card")
    settle()
    shown.known.ensureWidgetVisible(shown.known.consents)  # type: ignore[attr-defined]


def consent(p: Photographer) -> None:
    """What they agreed to, being written."""
    with p.book.read() as sql:
        who = sql.value("SELECT customer_id FROM partner_sent ORDER BY id LIMIT 1")
    p.window.nav.go_to_card(who)
    p.works.panels.open_entry(CONSENT_OF, who)


def list_given(p: Photographer) -> None:
    """A list for a neighbour: who did not agree is left out."""
    from kyuanbook.ui.printing.print_flow import open_list

    with p.book.read() as sql:
        partner = partners.offered(sql)[0].id
    open_list(p.window, Wanted(kind="all", partner_id=partner))
    assert isinstance(p.window.frame.page(), PrintPage)
    settle(500)


def statement(p: Photographer) -> None:
    """对账单, before it is printed."""
    partners_part(p).print_statement()
    settle(500)


def sign_in(p: Photographer) -> None:
    """签到表, before it is printed."""
    events_part(p, "年末答谢会").print_sign_in()
    settle(500)


SHOTS = (
    Shot("sources-event-over", event_over), Shot("sources-event-coming", event_coming), Shot("sources-event-panel", event_panel),
    Shot("sources-invite", invite), Shot("sources-door", door), Shot("sources-partners", lambda p: partners_part(p) and None),
    Shot("sources-partner-panel", partner_panel), Shot("sources-pay", pay), Shot("sources-partner-card", card),
    Shot("sources-consent", consent), Shot("print-given", list_given), Shot("sources-statement", statement),
    Shot("sources-sign-in", sign_in),
)  # fmt: skip
EMPTY = (Shot("sources-events", part(EVENTS)), Shot("sources-partners", part(PARTNERS)))
