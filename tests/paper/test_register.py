"""当日到店登记表 on every paper: ruled, numbered on, its words all there."""

import re

import pytest

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.register import FORMS, MOST_PAGES, register
from kyuanbook.paper.sheets import Paper, RegisterSheet
from tests.paper.reading import colours_of, fonts_of, marks_of, overlaps, page_sizes, text_of

PAPERS = list(FORMS)
COLUMNS = (
    ("who", "姓名、手机后四位"), ("amount", "金额"), ("items", "做了什么"), ("staff", "店员"), ("note", "备注"),
)  # fmt: skip
ENGLISH = (
    ("who", "Name, last 4 digits"), ("amount", "Amount"), ("items", "Items"), ("staff", "Staff"), ("note", "Note"),
)  # fmt: skip


def sheet(columns: tuple[tuple[str, str], ...] = COLUMNS, shop: str = "禾木理发") -> RegisterSheet:
    """As the shop prints it."""
    if columns is ENGLISH:
        return RegisterSheet(
            "Visits of the day", shop, "Date _ / _ / _", "#", columns, "Page total", "Page {page} of {pages}",
            ("For a new customer write the whole name and phone number.", "Type it back under Catch up (F6), from row 1."),
        )  # fmt: skip
    return RegisterSheet(
        "当日到店登记表", shop, "日期 _ 年 _ 月 _ 日", "行", columns, "本页合计", "第 {page} 页，共 {pages} 页",
        ("新客户请写全姓名和手机号。", "回到电脑前按 F6 打开“补记”，选好这一天，从第 1 行往下录。"),
    )  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_all_its_words_are_there(paper: Paper) -> None:
    text = text_of(register(sheet(), paper, 2).pdf).replace("\r\n", " ")
    kept = [word for key, word in COLUMNS if paper != Paper.ROLL80 or key in ("who", "amount", "note")]
    for word in ("当日到店登记表", "禾木理发", "日期", "年", "月", "日", "本页合计 ¥", "新客户请写全姓名和手机号。", *kept):
        assert word in text, word
    assert "第 2 页，共 2 页" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_rows_are_numbered_on_from_page_to_page(paper: Paper) -> None:
    printed = register(sheet(), paper, 3)
    assert printed.pages == 3 == len(page_sizes(printed.pdf)) and printed.missing == ()
    form, numbers = FORMS[paper], []
    for page in range(3):
        lines = [""] * form.rows
        height = page_sizes(printed.pdf)[page][1]
        for mark in sorted(marks_of(printed.pdf, page), key=lambda m: m.left):
            line = int(((height - mark.bottom) / MM - form.head) // form.row)
            if mark.text.isdigit() and mark.right < (form.margin + form.number) * MM and 0 <= line < form.rows:
                lines[line] += mark.text
        numbers += [int(text) for text in lines]
    assert numbers == list(range(1, 3 * form.rows + 1))


def test_a_sheet_of_a4_takes_a_busy_day() -> None:
    assert FORMS[Paper.A4].rows == 20


@pytest.mark.parametrize("columns", [COLUMNS, ENGLISH])
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_stands_over_anything_or_outside(paper: Paper, columns: tuple[tuple[str, str], ...]) -> None:
    printed = register(sheet(columns, "内蒙古自治区锡林郭勒盟绿色农畜产品连锁超市有限责任公司（总店）"), paper, 10)
    for page in (0, 9):
        width, height = page_sizes(printed.pdf)[page]
        marks = marks_of(printed.pdf, page)
        margin = FORMS[paper].margin * MM
        assert [m for m in marks if m.left < margin - 1 or m.right > width - margin + 1] == []
        assert [m for m in marks if m.bottom < 3 * MM or m.top > height - 3 * MM] == []
        assert overlaps(marks) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_without_staff_the_others_have_its_room(paper: Paper) -> None:
    alone = register(sheet(tuple(c for c in COLUMNS if c[0] != "staff")), paper)
    assert "店员" not in text_of(alone.pdf)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_font_is_embedded_and_red_is_the_seal_and_the_rule_alone(paper: Paper) -> None:
    pdf = register(sheet(), paper).pdf
    named, embedded = fonts_of(pdf)
    assert named == embedded > 1
    assert colours_of(pdf) == ({"black"} if paper == Paper.ROLL80 else {"black", "red"})


def test_type_on_the_roll_is_large_enough() -> None:
    for columns in (COLUMNS, ENGLISH):
        assert min(mark.size for mark in marks_of(register(sheet(columns), Paper.ROLL80).pdf)) >= 8.5


def test_the_same_words_give_the_same_bytes_and_pages_have_a_bound() -> None:
    assert register(sheet(), Paper.A4, 2) == register(sheet(), Paper.A4, 2)
    assert register(sheet(), Paper.A4, 99).pages == MOST_PAGES
    assert register(sheet(), Paper.A4, 0).pages == 1


def test_a_sign_in_no_font_is_reported() -> None:
    assert register(sheet(shop="禾木\U0001f600"), Paper.A4).missing == ("U+1F600",)


def test_the_sheet_holds_no_name_of_anybody() -> None:
    text = text_of(register(sheet(), Paper.A4).pdf)
    assert not re.search(r"\d{4}", text.replace("手机后四位", ""))
