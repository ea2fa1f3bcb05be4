"""Which columns stand and how wide: the arithmetic, and the table by mouse and keyboard."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from kyuanbook.ui.kit.columns import Looks, Space, fitted, lent, read, widest
from kyuanbook.ui.kit.paged import Column, PagedModel
from kyuanbook.ui.kit.table import Table
from kyuanbook.ui.kit.theme import Theme
from tests.ui.kit.pointer import pointed

LONG = "欧阳诸葛司马东方雪"
KEYS = ("name", "phone", "total", "tags")
COLUMNS = [
    Column[int](key="name", title="姓名", text=lambda n: LONG if n == 1 else "王", width=110, least=80, size=16, bold=True),
    Column[int](key="phone", title="手机", text=lambda n: "138****5678", width=130, least=112, size=15),
    Column[int](key="total", title="累计", text=lambda n: f"¥{n}", width=100, align="right", drop=2),
    Column[int](key="tags", title="标签", text=lambda n: "会员", width=140, sorts=False, drop=1, stretch=True),
]  # fmt: skip


# arithmetic --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [None, 5, {}, {"widths": 3, "hidden": "phone", "order": {}}, {"widths": {"name": -5, "phone": "x", "x": 9, "tags": True}},
     {"hidden": ["name", "gone", 4, [1]], "order": ["gone", 3, ["phone"]]}, {"order": ["name", "name"]}],
)  # fmt: skip
def test_nothing_in_the_file_can_spoil_the_columns(kept: object) -> None:
    assert read(kept, KEYS) == Looks({}, frozenset(), KEYS)


def test_looks_come_back_through_json_and_new_columns_find_their_place() -> None:
    looks = Looks({"phone": 150}, frozenset({"total"}), ("name", "total", "phone", "tags"))
    assert read(json.loads(json.dumps(looks.plain())), KEYS) == looks
    later = read(looks.plain(), ("name", "phone", "source", "total", "tags"))
    assert later.order == ("name", "total", "phone", "source", "tags")


SPACES = [Space(100, 80), Space(130, 110), Space(100, 60, drop=2), Space(140, 70, drop=1, stretch=True)]


def test_what_is_left_over_goes_to_the_one_that_takes_it() -> None:
    assert fitted(SPACES, (), 600) == {0: 100, 1: 130, 2: 100, 3: 270}
    assert fitted(SPACES, {3}, 400) == {0: 124, 1: 153, 2: 123}
    assert sum(fitted(SPACES, {2, 3}, 777).values()) == 777


def test_columns_drop_and_those_that_never_drop_shrink() -> None:
    assert set(fitted(SPACES, (), 400)) == {0, 1, 2}
    assert set(fitted(SPACES, (), 300)) == {0, 1}
    assert fitted(SPACES, (), 200) == {0: 80, 1: 120}
    assert fitted(SPACES, (), 100) == {0: 80, 1: 110}, "they stay whole, whatever the window"


def test_a_name_borrows_what_others_do_not_need() -> None:
    widths, need = {0: 100, 1: 130, 2: 100, 3: 140}, {1: 125, 2: 40, 3: 100}.__getitem__
    assert lent(widths, SPACES, 0, 150, need) == {0: 150, 1: 130, 2: 60, 3: 130}, "who has most to spare lends first"
    assert lent(widths, SPACES, 0, 900, need) == {0: 185, 1: 125, 2: 60, 3: 100}, "nobody beyond what they need"
    own = [*SPACES[:2], SPACES[2]._replace(own=True), SPACES[3]]
    assert lent(widths, own, 0, 900, need)[2] == 100, "nor what the owner gave them"


def test_a_width_the_owner_gave_is_kept_and_pushes_nothing_out() -> None:
    own = [*SPACES[:2], SPACES[2]._replace(wanted=200, own=True), SPACES[3]]
    assert fitted(own, (), 520) == {0: 100, 1: 130, 2: 200, 3: 90}
    assert widest(SPACES, range(4), 0, 470) == 470 - 130 - 100 - 70
    assert widest(SPACES, range(4), 0, 100) == 80


# the table ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> Table:
    """Four columns with room to spare."""
    model: PagedModel[int] = PagedModel(COLUMNS, list)
    model.set_ids(range(1, 200))
    made = Table(theme, model, name="客户", ticks=True)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.show_sort("phone", True)
    return made


def drag(qtbot: QtBot, table: Table, section: int, by: int) -> None:
    """Drag the right edge of a column."""
    head = table.horizontalHeader()
    edge = QPoint(head.sectionViewportPosition(section) + head.sectionSize(section) - 1, head.height() // 2)
    qtbot.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    for step in (by // 2, by):
        pointed(head.viewport(), edge + QPoint(step, 0), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def total_width(table: Table) -> int:
    return sum(table.columnWidth(i) for i in range(len(COLUMNS)))


def test_an_edge_is_dragged_and_the_rest_gives_way(qtbot: QtBot, table: Table) -> None:
    before, rest = table.columnWidth(1), table.columnWidth(3)
    with qtbot.waitSignal(table.looks_changed):
        drag(qtbot, table, 1, 60)
    assert table.columnWidth(1) == before + 60 and table.columnWidth(3) == rest - 60
    assert table.looks().widths == {"phone": 190}
    drag(qtbot, table, 1, -300)
    assert table.columnWidth(1) >= 112, "a number is never cut"
    drag(qtbot, table, 1, 900)
    assert total_width(table) <= table.viewport().width()
    assert not any(table.isColumnHidden(i) for i in range(4)), "and nothing is pushed out"


def test_widths_are_kept_as_at_100_percent(qtbot: QtBot, fresh_theme: Theme) -> None:
    fresh_theme.set(dark=False, scale=1.5)
    model: PagedModel[int] = PagedModel(COLUMNS, list)
    model.set_ids(range(1, 200))
    table = Table(fresh_theme, model, name="客户", ticks=True)
    qtbot.addWidget(table)
    table.resize(1200, 400)
    table.show()
    table.set_looks(Looks({"phone": 160}, frozenset(), KEYS))
    assert table.columnWidth(1) == 240
    table.widen("phone", 1)
    assert table.looks().widths["phone"] == 172
    fresh_theme.set(dark=False, scale=1.0)
    assert table.columnWidth(1) == 172


def test_a_double_click_on_an_edge_fits_what_is_seen(qtbot: QtBot, table: Table) -> None:
    head, metrics = table.horizontalHeader(), table.theme.metrics(16, bold=True)
    edge = QPoint(head.sectionViewportPosition(0) + head.sectionSize(0) - 1, head.height() // 2)
    qtbot.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    name = table.cell_box(table.visualRect(table.paged.index(0, 0)), 0)
    assert 0 <= name.width() - metrics.horizontalAdvance(LONG) < 4


def test_columns_by_keyboard(qtbot: QtBot, table: Table) -> None:
    wide, shift = table.columnWidth(1), Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_Up, shift)
    assert table.columnWidth(1) == wide + 12
    qtbot.keyClick(table, Qt.Key.Key_Down, shift)
    assert table.columnWidth(1) == wide
    qtbot.keyClick(table, Qt.Key.Key_Right, shift)
    assert table.looks().order == ("name", "total", "phone", "tags")
    assert table.horizontalHeader().visualIndex(1) == 2
    qtbot.keyClick(table, Qt.Key.Key_Left, shift)
    qtbot.keyClick(table, Qt.Key.Key_Left, shift)
    assert table.looks().order == KEYS, "nothing comes before the name"
    with qtbot.waitSignal(table.sort_wanted) as sort:
        qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert sort.args == ["total", True]


def test_a_column_is_dragged_to_another_place(qtbot: QtBot, table: Table) -> None:
    head = table.horizontalHeader()
    middle = [QPoint(head.sectionViewportPosition(i) + head.sectionSize(i) // 2, head.height() // 2) for i in range(4)]
    qtbot.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=middle[2])
    pointed(head.viewport(), middle[1] + QPoint(20, 0), Qt.MouseButton.LeftButton)
    pointed(head.viewport(), middle[1] - QPoint(40, 0), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=middle[1] - QPoint(40, 0))
    assert table.looks().order == ("name", "total", "phone", "tags")


def test_the_heads_menu_puts_columns_away_and_brings_all_back(qtbot: QtBot, table: Table) -> None:
    def menu() -> dict[str, object]:
        return {a.text().partition("\t")[0]: a for a in table.make_column_menu("phone").actions() if a.text()}

    assert not menu()["恢复默认列"].isEnabled() and not menu()["姓名"].isEnabled()  # type: ignore[attr-defined]
    menu()["累计"].trigger()  # type: ignore[attr-defined]
    assert table.isColumnHidden(2) and not menu()["累计"].isChecked()  # type: ignore[attr-defined]
    menu()["“手机”宽一点"].trigger()  # type: ignore[attr-defined]
    menu()["恢复默认列"].trigger()  # type: ignore[attr-defined]
    assert not table.is_changed() and not table.isColumnHidden(2)


def test_a_column_in_which_nothing_can_stand_is_neither_shown_nor_offered(table: Table) -> None:
    table.set_unused({"tags"})
    assert table.isColumnHidden(3) and "标签" not in [column.title for column in table.offered()]
    assert total_width(table) == table.viewport().width(), "its room is shared out"
