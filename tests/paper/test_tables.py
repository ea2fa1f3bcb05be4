"""签到表 and 对账单: a ruled table over as many pages as it takes, its words all there, nothing over anything."""

import re
from itertools import pairwise

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


def tree(many: int, **more: object) -> TableSheet:
    """People below each other, with a note under the last."""
    columns = (Column("姓名", 50, bold=True), Column("花了", 20, right=True))
    rows = [(f"客{i}" if i else LONG[1], f"¥{i:,}") for i in range(many)]
    return TableSheet(
        "王小明带来的人", "禾木理发", "2026年11月22日打印", columns, rows, "第 {page} 页，共 {pages} 页", ("共 90 位",),
        levels=[i % 12 for i in range(many)], notes=("留下：来过两次以上",), empty="还没有带来谁",
    )  # fmt: skip


def test_a_note_stands_once_below_the_last_row_and_the_heads_on_each_page() -> None:
    printed = table(tree(90))
    words = text_of(printed.pdf)
    assert printed.pages == len(page_sizes(printed.pdf)) == 4
    assert words.count("姓名") == 4 and words.count("留下：来过两次以上") == 1
    assert all(f"第 {n} 页，共 4 页" in words for n in range(1, 5))
    assert all(f"客{i}" in words for i in range(1, 90))


@pytest.mark.parametrize("many", [0, 1, 27, 28, 29, 56])
def test_nothing_stands_over_the_note(many: int) -> None:
    printed = table(tree(many))
    assert ("还没有带来谁" in text_of(printed.pdf)) == (many == 0)
    for page in range(printed.pages):
        marks = marks_of(printed.pdf, page)
        assert overlaps(marks) == [] and [m for m in marks if m.bottom < 8 * MM] == []


def test_whoever_came_through_another_stands_farther_in_and_no_farther_than_eight() -> None:
    printed = table(tree(12))
    lefts: dict[float, float] = {}
    for mark in marks_of(printed.pdf):
        if mark.text == "客":
            lefts[mark.bottom] = mark.left
    inward = [lefts[at] for at in sorted(lefts, reverse=True)][1:]  # the seal bears the first
    steps = [round((right - left) / MM, 1) for left, right in pairwise(inward)]
    assert steps == [5.0] * 7 + [0.0] * 3
