"""客户网络: the picture, its social contacts, the relations on a card, the kinds in the settings, the paper."""

from PySide6.QtCore import Qt

from kyuanbook.book.queries.social import contacts
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.settings.page import RELATIONS
from kyuanbook.ui.shell.navigation import CARD, SOURCES
from kyuanbook.ui.sources.network_section import CONTACTS, PICTURE, NetworkSection
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.sections import NETWORK
from tests.shots.page_shots import page
from tests.shots.settings_shots import only
from tests.shots.shot import Shot, settle


def network(p: Photographer, view: str = PICTURE) -> NetworkSection:
    """客户网络 in front, with the first customer in the middle."""
    sources = page(p, SOURCES, SourcesPage)
    sources.show_section(NETWORK)
    found = sources.section()
    assert isinstance(found, NetworkSection)
    found.views.choose(view)
    found._turn()
    return found


def first(p: Photographer) -> int:
    """The first customer of the book."""
    with p.book.read() as sql:
        return int(sql.value("SELECT min(id) FROM customer WHERE deleted_at IS NULL") or 0)


def picture(p: Photographer) -> None:
    """One in the middle, another in hand."""
    found = network(p)
    if who := first(p):
        found.begin_with(f"c{who}")
        found.read()
    found.first().setFocus(Qt.FocusReason.TabFocusReason)
    others = [key for key in found.view.marks if key != found.middle]
    found.view.hold(others[0] if others else found.middle)


def near(p: Photographer) -> None:
    """Only those one step away."""
    found = network(p)
    found.begin_with(f"c{first(p)}")
    found.steps.choose("1")
    found.read()


def handles(p: Photographer) -> None:
    """The social contacts, one in hand."""
    network(p, CONTACTS).first().setFocus(Qt.FocusReason.TabFocusReason)


def on_card(p: Photographer) -> None:
    """The relations at the foot of a card."""
    p.window.nav.go_to_card(first(p))
    card = p.window.nav.page(CARD)
    assert isinstance(card, CardPage)
    settle()
    bar = card.known.verticalScrollBar()
    bar.setValue(bar.maximum())


def panel_relation(p: Photographer) -> None:
    """Refused without anybody."""
    p.window.nav.go_to_card(first(p))
    p.works.panels.relate(first(p))
    p.works.panels.relation.submit()


def panel_merge(p: Photographer) -> None:
    """Two who differ in much, before they are one."""
    with p.book.read() as sql:
        kept, other, *_ = sql.column(
            "SELECT id FROM customer WHERE deleted_at IS NULL ORDER BY (birth_month IS NOT NULL) + (wechat != '') +"
            " (address != '') + (occupation != '') + (sex != '') DESC, id LIMIT 2"
        )
    p.window.nav.go_to_card(kept)
    p.works.panels.merge(kept, other)


def panel_merge_nobody(p: Photographer) -> None:
    """Refused without anybody."""
    p.window.nav.go_to_card(first(p))
    p.works.panels.merge(first(p))
    p.works.panels.merging.submit()


def panel_contact(p: Photographer) -> None:
    """A handle corrected, with what was said."""
    p.works.panels.edit_contact(_of_one(p))


def panel_new_contact(p: Photographer) -> None:
    """A new one without a handle."""
    network(p, CONTACTS)
    p.works.panels.edit_contact(None)
    p.works.panels.contact.submit()


def _of_one(p: Photographer) -> int:
    with p.book.read() as sql:
        there = [one.id for one in contacts(sql) if one.customer_id is None and one.notes]
    network(p, CONTACTS)
    return there[0]


def panel_become(p: Photographer) -> None:
    """A handle becomes a customer; the number is none."""
    p.works.panels.make_customer(_of_one(p))
    p.works.panels.become.phone.setText("12")
    p.works.panels.become.submit()


def panel_tie(p: Photographer) -> None:
    """A handle is tied to nobody yet."""
    p.works.panels.tie_contact(_of_one(p))
    p.works.panels.tie.submit()


def panel_said(p: Photographer) -> None:
    """A remark of tomorrow."""
    p.works.panels.note_said(_of_one(p))
    p.works.panels.said.words.setText("周六有空吗")
    p.works.panels.said.day.setText("2027-01-01")
    p.works.panels.said.submit()


def paper(p: Photographer) -> None:
    """As it is printed."""
    picture(p)
    network(p).print_own()
    settle(300)


SHOTS = (
    Shot("network", picture), Shot("network-near", near), Shot("network-contacts", handles), Shot("network-card", on_card),
    Shot("network-panel-relation", panel_relation), Shot("network-panel-contact", panel_contact),
    Shot("merge", panel_merge), Shot("merge-nobody", panel_merge_nobody),
    Shot("network-panel-new", panel_new_contact), Shot("network-panel-become", panel_become),
    Shot("network-panel-tie", panel_tie), Shot("network-panel-said", panel_said), Shot("network-settings", only(RELATIONS)),
    Shot("network-paper", paper),
)  # fmt: skip
EMPTY = (Shot("network", picture), Shot("network-contacts", handles), Shot("network-settings", only(RELATIONS)))
