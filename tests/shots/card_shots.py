"""Cards of every sort of customer, and the table with the short card beside it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize

from kyuanbook.book.queries.finding import find_customers
from kyuanbook.ui.pictures import Photographer
from kyuanbook.ui.shell.navigation import CUSTOMERS

WIDE = QSize(1920, 1080)


class Shot(NamedTuple):
    """A picture: its name, and how the window is brought there."""

    name: str
    pose: Callable[[Photographer], None]


def of(typed: str) -> Callable[[Photographer], None]:
    """The card of the first who is found by ``typed``."""

    def pose(p: Photographer) -> None:
        with p.book.read() as sql:
            p.book.haystack.build(sql)
            found = find_customers(sql, p.book.haystack, typed, p.book.today())
        p.window.nav.go_to_card(found[0].id)

    return pose


def wide(p: Photographer) -> None:
    """客户 at 1920 × 1080."""
    p.window.resize(WIDE)
    p.turn_to(CUSTOMERS)


SHOTS = (
    Shot("20-card-overdue", of("王小明")), Shot("21-card-loyal", of("孙丽华")), Shot("22-card-new", of("冼美玲")),
    Shot("23-card-prospect", of("施若男")), Shot("24-card-lapsed", of("仇雨桐")), Shot("25-card-won-back", of("缪")),
    Shot("26-card-firm", of("青禾")), Shot("27-customers-1920", wide),
)  # fmt: skip
