"""今日, 客户, the card, 回收站, the search; and what they are while there is nothing in them."""

from typing import TypeVar

from PySide6.QtCore import Qt

from kyuanbook.actions.customers import delete_customer, pin
from kyuanbook.actions.shop import set_up_shop
from kyuanbook.actions.visits import delete_visit
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.words import Message
from kyuanbook.ui.kit.page import Page
from kyuanbook.ui.kit.search_popup import SOON
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pages.customers import CustomersPage
from kyuanbook.ui.pages.today import TodayPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import BIN, CARD, CUSTOMERS, TODAY
from tests.shots.shot import Shot, on, settle

P = TypeVar("P", bound=Page)


def page(p: Photographer, key: str, kind: type[P]) -> P:
    """The page under ``key``, brought to the front."""
    p.turn_to(key)
    found = p.window.frame.page()
    assert isinstance(found, kind)
    return found


def somebody(p: Photographer, nth: int = 0) -> int:
    """Who came last, or the ``nth`` after them."""
    with p.book.read() as sql:
        return customer_ids(sql, p.book.today())[nth]


def called(p: Photographer) -> int:
    """The first to be called, with 今日 in front."""
    p.turn_to(TODAY)
    customer = p.card()
    assert customer is not None
    return customer


def remarks(p: Photographer) -> None:
    """今日 with what the opening found."""
    p.turn_to(TODAY)
    bad = Message("book_check_bad", {"day": full_day(p.book.today() - 1)})
    p.works.note((Message("backup_none_second"), Message("book_recovered"), bad))


def all_calls(p: Photographer) -> None:
    """今日 once the owner asked for the rest."""
    page(p, TODAY, TodayPage).calls.more.click()


def picked(p: Photographer) -> None:
    """Three rows picked in 客户."""
    table = page(p, CUSTOMERS, CustomersPage)
    for row in (1, 2, 5):
        table.model.toggle(row)


def lapsed(p: Photographer) -> None:
    """客户 filtered by a stage and sorted by name."""
    table = page(p, CUSTOMERS, CustomersPage)
    table.chips.choose("lapsed")
    table.sort_by("name", False)


def nobody(p: Photographer) -> None:
    """客户 through a filter that leaves nobody."""
    table = page(p, CUSTOMERS, CustomersPage)
    table.chips.choose("won_back")
    table.sources.source.setCurrentIndex(table.sources.source.count() - 1)
    table.refresh()


def numbers(p: Photographer) -> None:
    """The card with the number shown, and what was changed."""
    card = page(p, CARD, CardPage)
    card.show_numbers(True)


def pinned(p: Photographer) -> None:
    """A card whose stage the owner set."""
    customer = called(p)
    pin(p.book, customer_id=customer, stage=Stage.LOYAL, why="跟了十年的老客")
    p.window.nav.go_to_card(customer)


def thrown_card(p: Photographer) -> None:
    """The card of somebody in 回收站."""
    customer = called(p)
    p.window.nav.go_to_card(customer)
    delete_customer(p.book, customer_id=customer)


def prospect(p: Photographer) -> None:
    """The card of one who has not come yet."""
    with p.book.read() as sql:
        ids = customer_ids(sql, p.book.today(), Filter(stage=Stage.PROSPECT))
    p.window.nav.go_to_card(ids[0])


def search(p: Photographer, text: str) -> None:
    """Something typed into the search."""
    p.turn_to(TODAY)
    p.window.frame.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
    p.window.frame.search.setText(text)
    settle(2 * SOON)  # until the page is dimmed


def searching(p: Photographer) -> None:
    """The search for w."""
    search(p, "w")


def not_found(p: Photographer) -> None:
    """The search for one who is in no book."""
    search(p, "尉迟恭 9999")


def thrown(p: Photographer) -> None:
    """Customers and a visit in 回收站, with the notice of the last."""
    called(p)
    today = p.window.today.shown
    assert today is not None
    for visit in today.visits[:2]:
        delete_visit(p.book, visit_id=visit.visit_id)
    done = None
    for nth in range(4, 8):
        done = delete_customer(p.book, customer_id=somebody(p, nth))
    p.turn_to(BIN)
    assert done is not None
    p.window.acts.tell(done)


def first_start(p: Photographer) -> None:
    """The first start asks beside the empty page by itself."""
    p.turn_to(TODAY)
    settle(5)
    if not p.works.panels_made() and p.window.frame.panels.panel is None:
        p.works.first_start()


def second_place(p: Photographer) -> None:
    """… and then asks for a second place for backups."""
    first_start(p)
    panel = p.window.frame.panels.panel
    assert panel is not None
    panel.name.setText("禾木理发")  # type: ignore[attr-defined]
    panel.begin_empty()  # type: ignore[attr-defined]


def begun(p: Photographer, key: str) -> None:
    """A page of a shop that is set up and has nobody yet."""
    set_up_shop(p.book, name="禾木理发", trade="hair")
    p.turn_to(key)
    p.window.frame.close_panel()


SHOTS = (
    Shot("today", on(TODAY)), Shot("today-remarks", remarks), Shot("today-all-calls", all_calls),
    Shot("customers", on(CUSTOMERS)), Shot("customers-picked", picked), Shot("customers-lapsed", lapsed),
    Shot("customers-nobody", nobody),
    Shot("card", on(CARD)), Shot("card-numbers", numbers), Shot("card-pinned", pinned), Shot("card-thrown", thrown_card),
    Shot("card-prospect", prospect),
    Shot("search", searching), Shot("search-nobody", not_found),
    Shot("bin", thrown), Shot("bin-empty", on(BIN)),
)  # fmt: skip
EMPTY = (
    Shot("first-start", first_start), Shot("first-start-place", second_place),
    Shot("today", lambda p: begun(p, TODAY)), Shot("customers", lambda p: begun(p, CUSTOMERS)),
    Shot("bin", lambda p: begun(p, BIN)),
)  # fmt: skip
