"""The table by keyboard and mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.arranged import TICK
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.theme import Theme

COLUMNS = [
    Column[int](key="name", title="姓名", text=lambda n: f"客户 {n}", width=120, bold=True),
    Column[int](key="stage", title="阶段", text=lambda n: "预警", width=100, stage=lambda n: "at_risk"),
    Column[int](key="tags", title="标签", text=lambda n: "会员", width=120, drop=1),
    Column[int](key="gap", title="平时间隔", text=lambda n: "14 天", width=120, drop=2, align="right"),
]


def made(qtbot: QtBot, theme: Theme, width: int = 800) -> Table:
    model: PagedModel[int] = PagedModel(COLUMNS, list)
    model.set_ids(range(1000))
    table = Table(theme, model, name="客户", ticks=True)
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    return table


def test_enter_opens_the_row_in_hand(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)
    table.go_to(5)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [6]


def test_space_and_the_box_tick(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    middle = table.visualRect(table.paged.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(theme.px(TICK) // 2, middle.y()))
    assert table.paged.checked == {1, 3}
    head = table.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, head.height() // 2))
    assert table.paged.all_checked()


def test_sorting_by_key_and_by_mouse(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)
    table.show_sort("name", True)
    with qtbot.waitSignal(table.sort_wanted) as sort:
        qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert sort.args == ["stage", True]
    with qtbot.waitSignal(table.sort_wanted) as sort:
        qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert sort.args == ["name", False]
    head = table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(1) + 30, head.height() // 2)
    with qtbot.waitSignal(table.sort_wanted) as sort:
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert sort.args == ["stage", True]


def test_columns_drop_in_their_order_when_narrow(qtbot: QtBot, theme: Theme) -> None:
    def shown(width: int) -> list[str]:
        table = made(qtbot, theme, width)
        return [c.key for i, c in enumerate(COLUMNS) if not table.isColumnHidden(i)]

    assert shown(800) == ["name", "stage", "tags", "gap"]
    assert shown(430) == ["name", "stage", "gap"]
    assert shown(300) == ["name", "stage"]


def test_letters_are_left_to_the_frame(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_W)
    assert table.current_id() == 0


def test_the_row_in_hand_is_not_taken_for_one_that_is_ticked(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)

    def ground(row: int) -> QColor:
        rect = table.visualRect(table.paged.index(row, 0))
        place = table.viewport().mapTo(table, rect.topRight() + QPoint(-2, 2))
        return table.grab().toImage().pixelColor(place)

    table.go_to(1)
    assert ground(1) == theme.colour(theme.tokens.accent_t)
    table.paged.toggle(3)
    assert ground(3) == theme.colour(theme.tokens.accent_t) and ground(1) == theme.colour(theme.tokens.sunk)
    table.paged.toggle(1)
    assert ground(1) == theme.colour(theme.tokens.accent_t)


def test_it_is_ruled_and_not_boxed(qtbot: QtBot, theme: Theme) -> None:
    table = made(qtbot, theme)
    picture = table.grab().toImage()
    rect = table.visualRect(table.paged.index(2, 1))
    low = table.viewport().mapTo(table, rect.bottomLeft())
    assert picture.pixelColor(low.x() + 90, low.y()) == theme.colour(theme.tokens.rule)
    assert picture.pixelColor(low.x() - 1, low.y() - 20) != theme.colour(theme.tokens.rule)


def test_no_name_is_cut_while_others_have_room_and_hover_says_it_whole(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, longest = "欧阳诸葛司马东方", "欧阳诸葛司马东方" * 9
    names = {1: long, 40: longest}
    name = Column[int](key="name", title="姓名", text=lambda n: names.get(n, "王"), width=80, size=16, bold=True)
    model: PagedModel[int] = PagedModel([name, *COLUMNS[1:]], list)
    table = Table(theme, model, name="客户")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    plain = table.columnWidth(0)
    model.set_ids(range(2, 40))
    assert table.columnWidth(0) == plain
    model.set_ids(range(1, 40))
    needed = theme.metrics(16, bold=True).horizontalAdvance(long)
    assert needed <= table.cell_box(table.visualRect(model.index(0, 0)), 0).width() and table.columnWidth(0) > plain
    assert sum(table.columnWidth(i) for i in range(4)) <= table.viewport().width()
    model.set_ids([40, 2])
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, on: said.append(text))
    for row in (0, 1):
        option = QStyleOptionViewItem()
        option.rect = table.visualRect(model.index(row, 0))
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint())
        table.itemDelegate().helpEvent(event, table, option, model.index(row, 0))
    assert said == [longest]


def test_only_the_row_in_hand_reaches_beyond_the_column(qtbot: QtBot, theme: Theme) -> None:
    model: PagedModel[int] = PagedModel(COLUMNS, list)
    model.set_ids(range(3))
    table = Table(theme, model, name="客户", lead=12, tail=10)
    qtbot.addWidget(table)
    table.resize(300, 300)  # the last columns find no room
    table.show()
    last_one = table.last_column()
    assert 0 < last_one < 3 and table.isColumnHidden(3)
    first, last = (table.visualRect(model.index(0, i)) for i in (0, last_one))
    assert table.ruled(first, 0) == first.adjusted(12, 0, 0, 0) and table.ruled(last, last_one) == last.adjusted(0, 0, -10, 0)
    assert table.cell_box(first, 0).left() == first.left() + 12 and table.cell_box(last, last_one).right() == last.right() - 10
