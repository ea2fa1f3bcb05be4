"""转介绍: the part of 来源 from top to foot, its two entries, its papers, the card of who brought many."""

from PySide6.QtCore import Qt

from kyuanbook.actions import rewards as acts
from kyuanbook.actions.followups import add_rule
from kyuanbook.book.queries import rewards
from kyuanbook.book.queries.referrals import referrals
from kyuanbook.book.tables import Campaign
from kyuanbook.rules.followups import RuleEntry
from kyuanbook.ui.followups.page import FollowUpsPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.printing.papers_page import PAPERS, PapersPage
from kyuanbook.ui.shell.navigation import FOLLOW_UPS, SOURCES
from kyuanbook.ui.sources.page import SourcesPage
from kyuanbook.ui.sources.referral_papers import board_by, cards_of, receipt_of, tree_below
from kyuanbook.ui.sources.referrals_section import ReferralsSection
from kyuanbook.ui.sources.sections import REFERRALS
from tests.shots.page_shots import page
from tests.shots.shot import HARD, Pose, Shot, settle


def best(p: Photographer) -> int:
    """The best ambassador."""
    with p.book.read() as sql:
        found = referrals(sql, p.book.today(), lambda done, of: True)
    return found.best[0].id if found.best else 1


def waiting(p: Photographer) -> int:
    """Who is to get something."""
    with p.book.read() as sql:
        return rewards.owed(sql)[0].customer_id


def part(p: Photographer) -> ReferralsSection:
    """转介绍 in front."""
    sources = page(p, SOURCES, SourcesPage)
    sources.show_section(REFERRALS)
    found = sources.part(REFERRALS)
    assert isinstance(found, ReferralsSection)
    settle(300)
    return found


def shown(p: Photographer) -> None:
    """As it opens, somebody's reward in hand."""
    found = part(p)
    found.first().setFocus(Qt.FocusReason.TabFocusReason)


def scrolled(at: str) -> Pose:
    """Farther down."""

    def pose(p: Photographer) -> None:
        found = part(p)
        sources = p.window.nav.page(SOURCES)
        assert isinstance(sources, SourcesPage)
        if at == "tree":
            found.tree.show_of(best(p))
            found.tree.list.setFocus(Qt.FocusReason.TabFocusReason)
        if at == "ledger":
            found.ledger.setFocus(Qt.FocusReason.TabFocusReason)
            found.ledger.go_to(found.found.ledger[1].line.id)  # type: ignore[union-attr]  # the sample has some
        settle(50)
        bar = sources._holders[REFERRALS].verticalScrollBar()
        bar.setValue((found.ledger_head if at == "ledger" else found.tree).y() - 8)
        settle(50)

    return pose


def over(p: Photographer) -> None:
    """A purchase was cancelled whose reward had been given."""
    from kyuanbook.actions.visits import delete_visit

    with p.book.read() as sql:
        line = next(row.line for row in rewards.ledger(sql, 99) if row.line.kind == "given" and row.line.visit_id)
        visits = sql.column("SELECT id FROM visit WHERE customer_id = :id AND deleted_at IS NULL", id=line.slot.referred_id)
    for visit in visits:
        delete_visit(p.book, visit_id=visit)
    shown(p)


def panel_give(p: Photographer) -> None:
    """What somebody is to get."""
    part(p)
    p.works.panels.give_reward(waiting(p))


def panel_scheme(p: Photographer) -> None:
    """What is promised now, put otherwise."""
    part(p)
    panel = p.works.panels
    panel.change_scheme()
    panel.scheme.due.choose("amount")
    panel.scheme.due_amount.setText("200")
    panel.scheme._fit_kind()


def paper(what: str) -> Pose:
    """A paper, as it comes out."""

    def pose(p: Photographer) -> None:
        if what == "receipt":
            done = acts.give(p.book, customer_id=waiting(p), note="抵了烫发")
            p.works.referrals.print_papers(receipt_of(done.id or 0))
        else:
            who = best(p)
            papers = {"cards": cards_of([who]), "board": board_by("stayed"), "tree": tree_below(who, "王小明")}
            p.works.referrals.print_papers(papers[what])
        shown_page = p.window.nav.page(PAPERS)
        assert isinstance(shown_page, PapersPage)
        settle(600)

    return pose


def card(p: Photographer) -> None:
    """The card of somebody to whom something is owed, scrolled to who brought whom."""
    p.window.nav.go_to_card(waiting(p))
    settle(100)
    known = p.window.nav.page("card").known  # type: ignore[attr-defined]
    known.verticalScrollBar().setValue(known.verticalScrollBar().maximum())


def due(p: Photographer) -> None:
    """回访 with who is to get a reward, and who was not seen since a campaign."""
    today = p.book.today()
    with p.book.write("add_sample") as unit:
        made = unit.insert(
            Campaign, kind="promotion", name="开学季染发八折", first=today - 60, last=today - 35, created_day=today - 70
        )
    add_rule(p.book, entry=RuleEntry("since_campaign", days="30", campaign_id=made))
    found = page(p, FOLLOW_UPS, FollowUpsPage)
    found.refresh()
    settle(300)


SHOTS = (
    Shot("referrals", shown), Shot("referrals-tree", scrolled("tree")), Shot("referrals-ledger", scrolled("ledger")),
    Shot("referrals-over", over), Shot("referrals-give", panel_give), Shot("referrals-scheme", panel_scheme),
    Shot("referrals-cards", paper("cards")), Shot("referrals-receipt", paper("receipt")),
    Shot("referrals-board", paper("board")), Shot("referrals-tree-paper", paper("tree")), Shot("referrals-card", card),
    Shot("referrals-due", due), Shot("referrals", scrolled("tree"), HARD),
)  # fmt: skip
EMPTY = (Shot("referrals", lambda p: part(p) and None),)
