"""签到表 and 对账单: a ruled table over as many pages as it takes, its words all there, nothing over anything."""

import re

import pytest

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.sheets import Cancelled
from kyuanbook.paper.tables import MARGIN, Column, TableSheet, table
from tests.paper.reading import fonts_of, marks_of, overlaps, page_sizes, text_of

COLUMNS = (Column("行", 10), Column("姓名", 40), Column("电话", 36), Column("金额", 24, right=True), Column("签名", 60))


def sheet(many: int = 3, *, lined: bool = True, name: str = "王小明") -> TableSheet:
    rows = [(str(n), name, "138****5678", f"¥{n}.00", "") for n in range(1, many + 1)]
    return TableSheet(
        "护发沙龙 签到表", "禾木理发", "2026年11月22日 周日", COLUMNS, rows, "第 {page} 页，共 {pages} 页",
        ("11月22日 周日 14:30，店里二楼",), ("没在表上的写在后面的空行。",), frozenset({many - 1}), 10.5, lined, "没有人。",
    )  # fmt: skip


def test_all_its_words_are_there() -> None:
    text = text_of(table(sheet()).pdf).replace("\r\n", " ")
    for word in ("护发沙龙 签到表", "禾木理发", "2026年11月22日 周日", "店里二楼", "王小明", "138****5678", "¥3.00", "签名"):
        assert word in text, word
    assert "第 1 页，共 1 页" in text


@pytest.mark.parametrize("many", [1, 20, 21, 60])
def test_every_row_stands_on_some_page_once(many: int) -> None:
    printed = table(sheet(many))
    assert printed.pages == len(page_sizes(printed.pdf)) and printed.missing == ()
    amounts = re.findall(r"¥(\d+)\.00", text_of(printed.pdf))
    assert sorted(map(int, amounts)) == list(range(1, many + 1))
    assert text_of(printed.pdf).count("签名") == printed.pages  # the head on each


LONG = ("王小明", "内蒙古自治区锡林郭勒盟绿色农畜产品连锁超市有限责任公司", "Maximiliane-Alexandrina von Württemberg")


@pytest.mark.parametrize("name", LONG)
def test_nothing_stands_over_anything_or_outside(name: str) -> None:
    printed = table(sheet(40, name=name))
    for page in range(printed.pages):
        width, height = page_sizes(printed.pdf)[page]
        marks = marks_of(printed.pdf, page)
        assert [m for m in marks if m.left < MARGIN * MM - 1 or m.right > width - MARGIN * MM + 1] == []
        assert [m for m in marks if m.bottom < 8 * MM or m.top > height - 8 * MM] == []
        assert overlaps(marks) == []


def test_figures_end_at_the_right_edge_of_their_column() -> None:
    marks = [m for m in marks_of(table(sheet(12)).pdf) if m.text == "0"]
    ends = {round(m.right, 1) for m in marks if m.left > 90 * MM and m.left < 135 * MM}
    last = max(ends)
    assert sum(abs(m.right - last) < 0.6 for m in marks) >= 12


def test_a_table_of_nothing_says_so() -> None:
    assert "没有人。" in text_of(table(sheet(0)).pdf)


def test_the_same_words_make_the_same_bytes_and_the_fonts_are_in_it() -> None:
    assert table(sheet()).pdf == table(sheet()).pdf
    embedded, of = fonts_of(table(sheet()).pdf)
    assert embedded == of > 0


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        table(sheet(60), lambda done, of: False)
