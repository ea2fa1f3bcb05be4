"""The help, for the pictures of every page: about a page, over an entry, the list of all keys, the stages."""

from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CUSTOMERS, TODAY
from tests.shots.shot import Shot


def about_today(p: Photographer) -> None:
    """F1 on 今日."""
    p.turn_to(TODAY)
    p.window.show_help()


def over_an_entry(p: Photographer) -> None:
    """F1 while a visit is typed."""
    p.turn_to(TODAY)
    p.window.record_visit()
    p.works.panels.visit.amount.setText("68")
    p.window.show_help()


def stages(p: Photographer) -> None:
    """The stages, reached by a link from the card's help."""
    p.turn_to(CARD)
    p.window.show_help()
    p.works.help.panel.go("stages")


def all_keys(p: Photographer) -> None:
    """Every act and its key."""
    p.turn_to(CUSTOMERS)
    p.window.show_help()
    p.works.help.panel.go("keys")


def overview(p: Photographer) -> None:
    """客源本怎么用."""
    p.turn_to(TODAY)
    p.window.show_help()
    p.works.help.panel.go("start")


SHOTS = (
    Shot("help-today", about_today), Shot("help-over-entry", over_an_entry), Shot("help-stages", stages),
    Shot("help-keys", all_keys), Shot("help-start", overview),
)  # fmt: skip
