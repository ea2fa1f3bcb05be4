"""A 问卷 asked with a call list, on every paper: whole under each row where it is short, else once at the end."""

import dataclasses

import pytest

from kyuanbook.paper.callformat import FORMATS, MM
from kyuanbook.paper.calls import call_list, call_lists
from kyuanbook.paper.forms import Asked
from kyuanbook.paper.sheets import CallSheet, Paper
from tests.paper.lists import ENGLISH, WORDS, rows, sheet
from tests.paper.reading import marks_of, overlaps, page_sizes, paths_of, squares_of, text_of

FEW = [
    Asked("1", "多久洗一次头？", ("每天", "两三天", "一周"), keyed=True), Asked("2", "想染发吗？", ("是", "否")),
    Asked("3", "还想说什么？", lines=2),
]  # fmt: skip
WAYS = ("路过", "朋友介绍", "抖音", "小红书", "大众点评", "微信群", "老客带来", "其他")
MANY = [
    Asked("1", "您是从哪里第一次知道我们这家店的呢？", WAYS, keyed=True),
    Asked("2", "平时大约多久剪一次头发？", unit="天"), Asked("3", "想染发吗？", ("是", "否")),
    Asked("4", "上次染发是哪天？", date="_ 年 _ 月 _ 日"),
    Asked("5", "您觉得我们的价格和附近别的店比起来怎么样，是贵还是便宜，说说看就好？", ("便宜", "差不多", "贵"), keyed=True),
    Asked("6", "还想说什么？", lines=2), Asked("7", "家里几口人？", unit="口"),
    Asked("8", "孩子也在我们这里剪吗？", ("是", "否")),
    Asked("9", "Schwarzkopf-Professional-IGORA-ROYAL-6-88 𬭎？", lines=2),
    Asked("10", "愿意把我们介绍给朋友吗？", tuple("一二三四五六七八九十甲乙丙丁"), keyed=True),
]  # fmt: skip


def asking(questions: list[Asked], many: int, words: str = "耽误您一分钟，想听听您的意见。", **how: object) -> CallSheet:
    made = sheet(rows(many), dataclasses.replace(ENGLISH if how.get("english") else WORDS, asks="问卷：", say="可以说："))
    return dataclasses.replace(made, asks="新客问卷", asks_words=words, questions=questions)


@pytest.mark.parametrize("paper", list(Paper))
def test_a_short_one_stands_whole_under_each_row(paper: Paper) -> None:
    text = text_of(call_list(asking(FEW, 3), paper).pdf).replace("\r\n", "")
    assert text.count("多久洗一次头？") == text.count("2 两三天") == text.count("还想说什么？") == 3
    assert text.count("耽误您一分钟") == 1
    alone = text_of(call_list(asking(FEW, 3, words=""), paper).pdf)
    assert "新客问卷" not in alone, "nothing stands at the end"


@pytest.mark.parametrize("paper", list(Paper))
def test_of_a_long_one_the_questions_stand_once_at_the_end(paper: Paper) -> None:
    text = text_of(call_list(asking(MANY, 3), paper).pdf).replace("\r\n", "")
    assert text.count("想染发吗？") == text.count("8 其他") == text.count("问卷：新客问卷") == 1
    assert text.replace(" ", "").count("6.") >= 4, "under each row its number"
    assert text.index("想染发吗？") > text.index(rows(3)[2].phone)


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("questions", [FEW, MANY])
@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_stands_over_anything_or_outside(paper: Paper, questions: list[Asked], english: bool) -> None:
    people = [dataclasses.replace(row, say="您好，好久没见您来了，给您留了一次体验，这周来坐坐？") for row in rows(12)]
    printed = call_list(dataclasses.replace(asking(questions, 0, english=english), rows=people), paper)
    margin = FORMATS[paper].margin * MM if paper in FORMATS else 4 * MM
    for page, (width, height) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert [m for m in marks if m.left < margin - 1 or m.right > width - margin + 1] == []
        assert [m for m in marks if m.bottom < 3 * MM or m.top > height - 3 * MM] == []
        assert overlaps(marks) == []


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A4_LANDSCAPE, Paper.A5])
@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 7, 8, 9, 30])
def test_pages_are_numbered_and_each_row_has_its_boxes(paper: Paper, count: int) -> None:
    printed = call_list(asking(MANY, count), paper)
    text = text_of(printed.pdf)
    assert len(page_sizes(printed.pdf)) == printed.pages and f"第 {printed.pages} 页，共 {printed.pages} 页" in text
    assert sum(len(squares_of(printed.pdf, page)) for page in range(printed.pages)) == 6 * count
    assert all(row.phone in text for row in rows(count)[12:])


@pytest.mark.parametrize("paper", list(Paper))
def test_the_same_bytes_every_time_and_beside_another_sheet(paper: Paper) -> None:
    made = asking(MANY, 9)
    assert call_list(made, paper).pdf == call_list(made, paper).pdf
    both = call_lists([made, dataclasses.replace(asking(MANY, 4), part="第 2 张")], paper)
    assert text_of(both.pdf).replace("\r\n", "").count("想染发吗？") == 2


def test_what_is_written_has_the_rest_of_its_line() -> None:
    few = [Asked("1", "想染发吗？", ("是", "否")), Asked("2", "还想说什么？", lines=2)]
    for paper, right in ((Paper.A4, 196 * MM), (Paper.A5, 138 * MM), (Paper.ROLL80, 76 * MM)):
        pdf = call_list(asking(few, 1, words=""), paper).pdf
        mark = min((m for m in marks_of(pdf) if m.text == "么"), key=lambda m: m.bottom)
        (strip,) = [box for box in paths_of(pdf) if abs(box[1] - mark.bottom) < 2]
        assert right - 3 < strip[2] < right + 1, paper
