"""喜好: on the card with something due and something to suggest, at the counter, turned down, and where intervals are set."""

from kyuanbook.actions.likes import refresh_likes
from kyuanbook.book.queries.likes import likes_of
from kyuanbook.ui.pages.card import CardPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.settings.page import NAMES, SettingsPage
from kyuanbook.ui.shell.navigation import CARD, SETTINGS
from tests.shots.shot import Shot, settle


def somebody(p: Photographer) -> int:
    """The first for whom everything can be said."""
    refresh_likes(p.book)
    with p.book.read() as sql:
        for customer in sql.column("SELECT id FROM customer ORDER BY id"):
            found = likes_of(sql, customer, p.book.today())
            if found.due and found.due[0].parts and found.suggestion is not None:
                return int(customer)
    raise AssertionError("nobody")


def card(p: Photographer) -> CardPage:
    """Their card, 喜好 in sight."""
    customer = somebody(p)
    p.window.nav.go_to_card(customer)
    page = p.window.nav.page(CARD)
    assert isinstance(page, CardPage)
    settle()
    page.known.ensureWidgetVisible(page.known.likes, 0, 0)
    return page


def liked(p: Photographer) -> None:
    """As the card opens."""
    card(p)


def turned_down(p: Photographer) -> None:
    """The notice with 撤销; the next suggestion, if there is one."""
    card(p).known.likes.suggested.refuse.click()


def at_the_counter(p: Photographer) -> None:
    """Under the name in 记到店."""
    card(p)
    p.window.record_visit()


def interval(p: Photographer) -> None:
    """A product in hand to be changed."""
    p.turn_to(SETTINGS)
    page = p.window.nav.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    page.show_section(NAMES)
    page.names.products.edit(page.names.products.list.rows.rows[0].id)  # type: ignore[union-attr]  # no heads in it


SHOTS = (
    Shot("28-card-likes", liked), Shot("28-card-likes-refused", turned_down), Shot("28-visit-likes", at_the_counter),
    Shot("28-settings-interval", interval),
)  # fmt: skip
