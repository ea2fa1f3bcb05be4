"""Tab goes through the window as it is read, comes round, and wherever it stops one sees that it did."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kyuanbook.ui.kit.focus import FocusRing
from kyuanbook.ui.kit.search_box import SearchBox
from kyuanbook.ui.window import MainWindow
from tests.ui.conftest import held

MOST = 60


def way_round(press: Callable[..., None]) -> list[QWidget]:
    """Every stop of Tab, from where the focus is until it is there again."""
    stops = [held()]
    for _ in range(MOST):
        press(Qt.Key.Key_Tab)
        if held() is stops[0]:
            return stops
        assert held() not in stops, f"Tab goes in a circle without its beginning: {held().accessibleName()}"
        stops.append(held())
    raise AssertionError("Tab never comes round")


def is_marked(window: MainWindow, widget: QWidget) -> bool:
    """The ring stands around it, or it paints its own: a list its current row, the search box its edge."""
    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible() and ring.marked() is widget]
    return bool(rings) or isinstance(widget, QAbstractItemView | SearchBox) or before_and_after(widget)


def before_and_after(widget: QWidget) -> bool:
    """Its picture differs when it has no focus."""
    seen = widget.grab().toImage()
    widget.clearFocus()
    unseen = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(seen != unseen)


@pytest.mark.parametrize("page", ["today", "customers", "followups", "card", "settings", "sources", "analysis"])
def test_tab_comes_round_and_every_stop_shows(window: MainWindow, press: Callable[..., None], page: str) -> None:
    window.nav.go_to_card(1) if page == "card" else window.nav.go(page)
    QTest.qWait(1)  # what is long is laid out when the window comes to it
    stops = way_round(press)
    assert len(stops) >= 8
    unseen = []
    for _ in stops:
        press(Qt.Key.Key_Tab)
        if not is_marked(window, held()):
            unseen.append((type(held()).__name__, held().accessibleName()))
    assert not unseen


@pytest.mark.parametrize("page", ["today", "customers", "followups", "card", "settings", "sources", "analysis"])
def test_tab_goes_on_as_one_reads(window: MainWindow, press: Callable[..., None], page: str) -> None:
    """Each stop of the page stands below the one before it, or beside it to the right, or begins the column beside it."""
    window.nav.go_to_card(1) if page == "card" else window.nav.go(page)
    QTest.qWait(1)  # what is long is laid out when the window comes to it
    sheet = window.frame.page()
    assert sheet is not None
    stops = [stop for stop in way_round(press) if sheet.isAncestorOf(stop)]
    first = min(range(len(stops)), key=lambda i: place(stops[i], sheet)[::-1])
    stops = stops[first:] + stops[:first]
    back = []
    for before, after in pairwise(stops):
        (x, y), (to_x, to_y) = place(before, sheet), place(after, sheet)
        beside = before.mapTo(sheet, before.rect().bottomRight())
        if not (to_y >= y + before.height() // 2 or to_x > x or to_x >= beside.x()):
            back.append((before.accessibleName(), after.accessibleName()))
    assert not back


def place(widget: QWidget, sheet: QWidget) -> tuple[int, int]:
    """Where it begins on the page."""
    corner = widget.mapTo(sheet, QPoint(0, 0))
    return corner.x(), corner.y()
