"""隐私 on each page and in what lies over it; columns and filter as the owner has them."""

from kyuanbook.ui.kit.columns import Looks
from kyuanbook.ui.kit.privacy import privacy
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, TODAY
from tests.shots.shot import Pose, Shot


def hidden(page: str) -> Pose:
    """A page in private; nothing is remembered, the next picture shows its figures again."""

    def pose(p: Photographer) -> None:
        p.turn_to(page)
        privacy.turn(True)

    return pose


def switched(p: Photographer) -> None:
    """Just after F8."""
    p.turn_to(TODAY)
    p.works.switch_privacy()
    p.window.memory.change(private=False)


def hidden_search(p: Photographer) -> None:
    """The search in private."""
    hidden(TODAY)(p)
    p.window.frame.search.setFocus()
    p.window.frame.search.setText("w")


def hidden_visit(p: Photographer) -> None:
    """A visit being typed in private: the last one's amount is hidden, this one's is not."""
    hidden(CUSTOMERS)(p)
    p.window.record_visit()
    p.works.panels.visit.amount.setText("35+20*2")


def hidden_likely(p: Photographer) -> None:
    """A new customer who is alike, in private."""
    hidden(TODAY)(p)
    p.window.new_customer()
    panel = p.works.panels.customer
    panel.inside.name.setText("王小明")
    panel.ask_likely()


def table(p: Photographer) -> CustomersPage:
    """客户."""
    p.turn_to(CUSTOMERS)
    page = p.window.page()
    assert isinstance(page, CustomersPage)
    return page


def filtered(p: Photographer) -> None:
    """Some of all, and the way back to all."""
    page = table(p)
    page.chips.choose("at_risk")
    page.refresh()


def arranged(p: Photographer) -> None:
    """Columns in another order, some put away, one wider."""
    page = table(p)
    order = ("name", "phone", "total", "silent", "stage", "source", "last", "gap", "visits", "tags")
    page.table.set_looks(Looks({"name": 170}, frozenset({"visits", "gap"}), order))


def column_menu(p: Photographer) -> None:
    """The columns' menu, below the column in hand."""
    table(p).table.open_column_menu()


SHOTS: tuple[Shot, ...] = (
    Shot("privacy-1-switched", switched), Shot("privacy-2-customers", hidden(CUSTOMERS)), Shot("privacy-3-card", hidden(CARD)),
    Shot("privacy-4-search", hidden_search), Shot("privacy-5-visit", hidden_visit), Shot("privacy-6-likely", hidden_likely),
    Shot("columns-1-filtered", filtered), Shot("columns-2-arranged", arranged), Shot("columns-3-menu", column_menu),
)  # fmt: skip
