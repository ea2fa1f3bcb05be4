"""What is hard to set: names very long, Latin, rare; firms; amounts in the millions; one who is not to be called."""

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.queries.customers import customer_ids, customer_rows
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import BIN, CUSTOMERS, TODAY
from tests.shots.books import FIRM, LATIN, LONG, QUIET, RARE, RICH
from tests.shots.page_shots import page, search
from tests.shots.shot import HARD, Pose, Shot, on, settle


def named(p: Photographer, name: str) -> int:
    """Their id."""
    with p.book.read() as sql:
        ids = customer_ids(sql, p.book.today())
        return next(row.id for row in customer_rows(sql, ids, p.book.today()) if row.name == name)


def card_of(name: str) -> Pose:
    """Their card."""

    def pose(p: Photographer) -> None:
        p.window.nav.go_to_card(named(p, name))

    return pose


def below(p: Photographer) -> None:
    """The foot of a full card: the note, and who brought whom."""
    p.window.nav.go_to_card(named(p, RICH))
    card = p.window.frame.page()
    assert isinstance(card, CardPage)
    card.descent._show_all()


def changing(p: Photographer) -> None:
    """All of it in the panel."""
    p.works.panels.change_customer(named(p, LONG))


def changing_firm(p: Photographer) -> None:
    """A firm in the panel, at those to speak to."""
    p.works.panels.change_customer(named(p, FIRM))
    settle(5)
    panel = p.works.panels.customer
    panel.scroller.ensureWidgetVisible(panel.inside.contacts)


def visiting(p: Photographer) -> None:
    """A visit worth millions."""
    p.works.panels.record_visit(named(p, LONG))
    p.works.panels.visit.amount.setText("234567.5+654321")


def picked(p: Photographer) -> None:
    """All picked in 客户."""
    page(p, CUSTOMERS, CustomersPage).model.check_all(True)


def notice(p: Photographer) -> None:
    """A visit of one whose name is very long."""
    p.turn_to(TODAY)
    p.window.acts.tell(record_visit(p.book, customer_id=named(p, LONG), entry=VisitEntry(amount="1280")))


def thrown(p: Photographer) -> None:
    """Long names in 回收站."""
    for name in (LONG, LATIN, RARE):
        delete_customer(p.book, customer_id=named(p, name))
    p.turn_to(BIN)


SHOTS = tuple(Shot(shot.name, shot.pose, HARD) for shot in (
    Shot("today", on(TODAY)), Shot("customers", on(CUSTOMERS)), Shot("customers-picked", picked),
    Shot("card-long", card_of(LONG)), Shot("card-latin", card_of(LATIN)), Shot("card-rare", card_of(RARE)),
    Shot("card-rich", below), Shot("card-firm", card_of(FIRM)), Shot("card-quiet", card_of(QUIET)),
    Shot("card-pinned", card_of("司马相如")), Shot("change", changing), Shot("change-firm", changing_firm),
    Shot("visit", visiting), Shot("notice", notice), Shot("bin", thrown), Shot("search", lambda p: search(p, "m")),
))  # fmt: skip
