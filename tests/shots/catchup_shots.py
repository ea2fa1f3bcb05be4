"""补记, the row that is corrected, the empty sheet before it is printed, and the visit panel of a shop without products."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kyuanbook.actions.customers import add_customer
from kyuanbook.rules.entries import CustomerEntry
from kyuanbook.ui.catchup.page import CatchUpPage
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CARD, CATCH_UP
from tests.shots.shot import Shot, settle


def _page(p: Photographer) -> CatchUpPage:
    p.turn_to(CATCH_UP)
    page = cast(CatchUpPage, p.window.page())
    page.turn_to(p.book.today() - 1)
    page.take_focus()
    return page


def _type(page: CatchUpPage, *rows: tuple[str, str]) -> None:
    """Rows as they are typed: letters of the name, the amount, each with Enter."""
    for who, amount in rows:
        QTest.keyClicks(page.row.customer, who)
        QTest.keyClick(page.row.customer, Qt.Key.Key_Return)
        if amount:
            QTest.keyClicks(page.row.amount, amount)
            QTest.keyClick(page.row.amount, Qt.Key.Key_Return)


def blank(p: Photographer) -> None:
    """Nothing typed yet."""
    _page(p)


def filled(p: Photographer) -> None:
    """Three rows in the book, a fourth being looked for."""
    page = _page(p)
    _type(page, ("wxm", "68"), ("oyx", "35+20*2"), ("cgf", "128"))
    QTest.keyClicks(page.row.customer, "w")


def wrong(p: Photographer) -> None:
    """An amount that can't be read."""
    _type(_page(p), ("wxm", "68"), ("oyx", "abc"))


def twice(p: Photographer) -> None:
    """Somebody who stands in the rows already."""
    _type(_page(p), ("wxm", "68"), ("wxm", ""))


def corrected(p: Photographer) -> None:
    """A row opened where it stands."""
    page = _page(p)
    _type(page, ("wxm", "68"), ("oyx", "75"), ("cgf", "128"))
    page.correct(page.model.ids()[1])


def other_day(p: Photographer) -> None:
    """A day to come."""
    page = _page(p)
    page.days.chips.choose("other")
    page.days.chips.chosen.emit("other")
    page.days.line.setText("明天")
    page.days.line.submitted.emit()


def register(p: Photographer) -> None:
    """The empty sheet."""
    p.works.print_register()
    settle(200)


def plain_visit(p: Photographer) -> None:
    """The visit panel before the first product and the first member of staff."""
    add_customer(p.book, entry=CustomerEntry(name="王小明"))
    p.turn_to(CARD)
    p.window.record_visit()
    p.works.panels.visit.amount.setText("68")


SHOTS = (
    Shot("catchup-1-blank", blank), Shot("catchup-2-filled", filled), Shot("catchup-3-wrong", wrong),
    Shot("catchup-4-twice", twice), Shot("catchup-5-corrected", corrected), Shot("catchup-6-other-day", other_day),
    Shot("catchup-7-register", register),
)  # fmt: skip
EMPTY = (Shot("catchup-8-plain-visit", plain_visit),)
