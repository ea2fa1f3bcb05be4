"""What a screen reader finds in a real window, asked over AT-SPI: names, roles, states, rows and columns, errors."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyuanbook.actions.shop import set_shop
from kyuanbook.book.book import open_book
from tests.e2e.reader import Reader, Thing, listening
from tests.e2e.screen import Screen, Window, screen, until

CONTROLS = {
    "button", "check box", "radio button", "page tab", "combo box", "text", "list", "list item", "table", "table cell",
    "column header", "menu item", "label", "document frame", "dialog", "panel", "image",
}  # fmt: skip
SECTIONS = ("店铺", "来源渠道", "店铺日历", "店员、商品", "外观", "备份")


class Listening:
    """A window over the sample shop, and the ear beside it."""

    def __init__(self, glass: Screen, reader: Reader, window: Window) -> None:
        self.glass, self.reader, self.window = glass, reader, window
        self.press, self.write, self.find = glass.press, glass.write, reader.find

    def unnamed(self) -> list[Thing]:
        """Controls that are shown and say not what they are."""
        controls = [t for t in self.reader.shown() if "focusable" in t.states]
        assert len(controls) >= 6, controls
        return [t for t in controls if t.role not in CONTROLS or not t.name.strip()]

    def nameless_lists(self) -> list[Thing]:
        """Lists to choose from are called by what is chosen; a label says of what."""
        return [t for t in self.reader.shown() if t.role == "combo box" and not (t.labels() and t.labels()[0])]


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Listening]:
    with screen() as glass, listening(glass, tmp_path) as reader:
        made = [sys.executable, "-m", "kyuanbook", "demo"]
        subprocess.run(made, env={**glass.environment, "KYUANBOOK_HOME": str(tmp_path)}, check=True, capture_output=True)
        with open_book(tmp_path / "客源本.kyb") as book:
            set_shop(book, remind_at=-1)  # from nine in the morning on the day's notice is said, whenever it is ready
        window = Window(glass, tmp_path)
        try:
            reader.find("list", "该打的电话")
            yield Listening(glass, reader, window)
            assert window.close() == 0
            assert window.said() == ""
        finally:
            glass.picture(tmp_path / "last.png")
            window.kill()


def test_every_control_on_every_page_has_a_name_and_a_role(ear: Listening) -> None:
    wrong: dict[str, list[Thing]] = {}

    def judge(place: str) -> None:
        found = ear.unnamed() + ear.nameless_lists()
        if found:
            wrong[place] = found

    judge("今日")
    ear.press("Return")
    ear.find("button", "改资料")
    judge("card")
    ear.press("ctrl+2")
    ear.find("table", "客户")
    judge("客户")
    ear.press("F4")
    ear.find("dialog", "新客户")
    judge("新客户")
    ear.press("Escape", "F3")
    ear.find("dialog", "记到店")
    judge("记到店")
    ear.press("Escape", "F2")
    ear.find("dialog", "改资料")
    judge("改资料")
    ear.press("Escape", "shift+F2")
    ear.find("dialog", "合并客户")
    judge("合并客户")
    ear.press("Escape", "ctrl+t")
    ear.find("dialog", "加标签")
    judge("加标签")
    ear.press("Escape", "ctrl+6")
    for section in SECTIONS:
        ear.find("radio button", section).act()
        until(lambda name=section: "checked" in ear.find("radio button", name).states, f"{section} chosen")
        judge(f"设置 {section}")
    ear.press("ctrl+2")
    ear.find("table", "客户")
    ear.press("Delete", "ctrl+7")
    ear.find("list", "回收站")
    judge("回收站")
    ear.press("ctrl+1", "ctrl+p")
    ear.find("button", "存为文件")
    judge("打印名单")
    ear.press("Escape", "ctrl+f")
    ear.write("wxm")
    ear.find("list", "找到的客户")
    judge("search")
    ear.press("Escape", "Escape", "F1")
    ear.find("dialog", "帮助：…")
    judge("help")
    assert not wrong


def test_a_table_reads_row_and_column(ear: Listening) -> None:
    ear.press("ctrl+2")
    table = ear.find("table", "客户")
    assert (table.get("Table", "NRows"), table.get("Table", "NColumns")) == (200, 12)
    titles = [table.other(table.ask("Table", "GetColumnHeader", "i", n)[0]).name for n in range(12)]
    words = ["姓名", "手机", "来源", "阶段", "最近到店", "距今", "平时间隔", "到店", "累计", "等级", "价值", "标签"]
    assert titles == words
    whole, stage = (table.other(table.ask("Table", "GetAccessibleAt", "ii", 1, n)[0]) for n in (0, 3))
    name, place, reason = whole.name.split("，", 2)
    assert stage.name == f"阶段 {place}" and "天来一次" in reason
    assert stage.get("TableCell", "Position") == (1, 3)
    assert [stage.other(of).name for of in stage.get("TableCell", "ColumnHeaderCells")] == ["阶段"]
    assert [stage.other(of).name for of in stage.get("TableCell", "RowHeaderCells")] == [name]

    # moving says the row as one sentence, sideways the column with its value; ticking is a state, and is said
    ear.reader.heard()
    ear.press("Home", "Down")
    assert ear.reader.hears(f"table cell {name}，") == f"table cell {whole.name}"
    ear.press("Right")
    ear.reader.hears("table cell 手机 1")
    ear.press("space")
    ear.reader.hears("已选 1 位")
    ticked = table.other(table.ask("Table", "GetAccessibleAt", "ii", 1, 0)[0])
    assert {"checkable", "checked", "selected"} <= ticked.states
    ear.press("Escape")


def test_a_list_says_each_row_whole_and_what_is_chosen_is_a_state(ear: Listening) -> None:
    rows = [thing for thing in ear.find("list", "该打的电话").children if thing.role == "list item"]
    assert len(rows) >= 5
    for row in rows:
        said = row.name.split("，")
        assert said[1] in ("预警", "流失") and "天" in row.name and "¥" in row.name
    ear.reader.heard()
    ear.press("Down")
    assert ear.reader.hears("list item") == f"list item {rows[1].name}"
    assert {"focused", "selected"} <= ear.find("list item", rows[1].name).states

    assert "selected" in ear.find("page tab", "今日").states
    ear.find("page tab", "客户…").act()
    ear.find("table", "客户")
    tabs = {thing.name: "selected" in thing.states for thing in ear.reader.shown() if thing.role == "page tab"}
    assert tabs.pop("客户 200") and not any(tabs.values())
    ear.find("radio button", "流失…").act()
    until(lambda: "checked" in ear.find("radio button", "流失…").states, "流失 chosen")
    assert "checked" not in ear.find("radio button", "全部…").states

    sources = next(t for t in ear.reader.shown() if t.role == "combo box" and t.labels() == ["来源"])
    assert "expanded" not in sources.states
    sources.act()
    until(lambda: "expanded" in ear.reader.renewed(sources).states, "the list of sources open")
    ear.press("Escape", "ctrl+1")


def test_what_happens_where_the_focus_is_not_is_said(ear: Listening) -> None:
    """The search's row in hand, a notice, what is wrong with a field; and the error stays with its field."""
    ear.press("ctrl+f")
    ear.reader.heard()
    ear.write("wxm")
    found = ear.reader.hears("王小明，预警，")
    assert ear.find("text", "找客户").description == found

    ear.press("F3")
    ear.reader.hears("text 金额")
    ear.write("35+20x")
    ear.press("Return")
    wrong = ear.find("text", "金额")
    said = until(lambda: ear.find("text", "金额").description.replace("可写 35+20*2", ""), "what is wrong")
    assert "金额" in said
    assert wrong.text() == "35+20x"
    ear.reader.hears(said)
    ear.press("ctrl+a")
    ear.write("68")
    ear.press("Return")
    ear.reader.hears("已记：王小明 到店 ¥68.00，预警 → ")
    ear.find("button", "撤销").act()
    ear.reader.hears("已撤销")
    assert ear.find("text", "找客户").description


def test_a_page_that_comes_to_the_front_says_what_has_the_focus_and_no_more(ear: Listening) -> None:
    steps = ("ctrl+2", "table 客户"), ("ctrl+1", "list 该打的电话"), ("Return", "list 往来"), ("Escape", "list 该打的电话")
    for key, end in steps:
        ear.reader.heard()
        ear.press(key)
        said = _all_until(ear.reader, end)
        assert [one for one in said if not one.startswith(("list item ", "table cell "))] == [end], key


def _all_until(reader: Reader, end: str) -> list[str]:
    """Everything that is said up to ``end``."""
    said: list[str] = []

    def heard() -> bool:
        said.extend(reader.heard())
        return end in said

    until(heard, f"“{end}” said")
    return said


def test_menu_items_are_said_with_their_keys(ear: Listening) -> None:
    ear.press("F10", "Down", "Right")
    ear.reader.hears("menu item 找客户\tCtrl F")
    ear.press("Down")
    ear.reader.hears("menu item 记到店\tF3")
    ear.press("Escape", "Escape")
