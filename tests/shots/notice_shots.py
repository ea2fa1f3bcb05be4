"""Every kind of notice: done, taken back, refused, with its stage, beside a panel."""

from kyuanbook.actions.customers import delete_customer
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.errors import DiskFull
from kyuanbook.ui.pictures import Photographer
from tests.shots.page_shots import called, somebody
from tests.shots.panel_shots import visit
from tests.shots.shot import Shot, settle


def recorded(p: Photographer) -> None:
    """A visit saved, the stage turned with it."""
    panel = visit(p)
    panel.amount.setText("68")
    panel.submit()
    settle()


def undone(p: Photographer) -> None:
    """What was done is taken back."""
    p.window.acts.tell(delete_customer(p.book, customer_id=called(p)))
    p.window.acts.undo()


def redone(p: Photographer) -> None:
    """… and done again."""
    undone(p)
    p.window.acts.redo()


def troubled(p: Photographer) -> None:
    """The book can't be written."""
    called(p)
    p.window.acts.tell_error(DiskFull())


def daily(p: Photographer) -> None:
    """The day's notice: how many are to be got in touch with."""
    called(p)
    set_shop(p.book, remind_at=0)
    p.window.frame.notice.close_notice()
    daily = p.window.start().daily
    daily.start()
    daily.look()
    settle(20)


def beside_a_panel(p: Photographer) -> None:
    """The notice keeps clear of the panel."""
    done = delete_customer(p.book, customer_id=somebody(p, 5))
    visit(p)
    p.window.acts.tell(done)


SHOTS = (
    Shot("notice-visit", recorded), Shot("notice-undone", undone), Shot("notice-redone", redone), Shot("notice-error", troubled),
    Shot("notice-beside-panel", beside_a_panel), Shot("notice-daily", daily),
)  # fmt: skip
