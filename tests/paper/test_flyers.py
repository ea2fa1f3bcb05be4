"""Flyers and coupons on every paper: all their words there, the code readable by eye and by scanner, nothing over anything."""

from itertools import product

import pypdfium2
import pytest
import zxingcpp

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.flyer_sheet import PAPERS, FlyerForm, FlyerSheet
from kyuanbook.paper.flyers import flyers
from kyuanbook.paper.sheets import Paper
from tests.paper.reading import marks_of, overlaps, page_sizes, text_of

KINDS = [(form, paper) for form in FlyerForm for paper in PAPERS[form]]
USUAL = FlyerSheet(
    "传单 周年庆", "禾木理发", "周年庆传单", "凭券剪发减 10 元", "开店周年，剪发、烫染都有优惠。\n老客带新客，两位都减。",
    "6月25日 – 7月24日 有效", "ZNQ01", "到店出示，或报这个编号",
)  # fmt: skip
LONG = FlyerSheet(
    "x", "海淀区中关村东路保福寺桥南禾木国际美容美发有限责任公司", "开学季全店烫染护理大优惠活动第二期第二场",
    "凭本券剪发减十元烫染减五十元护理买一送一充值满五百送一百老客带新客两位都减", "字" * 180 + "\n" + "又" * 18,
    "2026年12月25日 – 2027年1月24日 有效", "ABCDEFGHIJKL", "到店出示，或报这个编号",
)  # fmt: skip
ENGLISH = FlyerSheet(
    "x", "Hemu Hairdressers", "Anniversary", "10 yuan off a haircut with this coupon", "Cut and colour, all week.",
    "Valid 25 June – 24 July", "ANN1", "Show this in the shop, or say this code",
)  # fmt: skip
BARE = FlyerSheet("x", "", "开学", "", "", "", "", "到店出示，或报这个编号")


@pytest.mark.parametrize(("form", "paper"), KINDS)
def test_all_the_words_are_there_and_it_is_one_page_of_that_paper(form: FlyerForm, paper: Paper) -> None:
    printed = flyers(USUAL, form, paper)
    text = text_of(printed.pdf)
    many = 8 if (form, paper) == (FlyerForm.COUPON, Paper.A4) else 1
    for word in ("禾木理发", "周年庆传单", "凭券剪发减 10 元", "老客带新客，两位都减。", "6月25日", "ZNQ01", "到店出示"):
        assert text.count(word) == many, word
    assert printed.pages == 1 == len(page_sizes(printed.pdf)) and not printed.missing
    wide = {Paper.A4: 210, Paper.A5: 148, Paper.ROLL80: 80, Paper.ROLL58: 58}[paper]
    assert round(page_sizes(printed.pdf)[0][0] / MM) == wide


@pytest.mark.parametrize(("sheet", "kind"), list(product([USUAL, LONG, ENGLISH, BARE], KINDS)))
def test_nothing_stands_over_anything_or_off_the_paper(sheet: FlyerSheet, kind: tuple[FlyerForm, Paper]) -> None:
    pdf = flyers(sheet, *kind).pdf
    (width, height), *_ = page_sizes(pdf)
    marks = marks_of(pdf)
    assert marks and not overlaps(marks)
    for mark in marks:
        assert mark.left >= 0 and mark.right <= width and mark.bottom >= 0 and mark.top <= height, mark


@pytest.mark.parametrize("paper", [Paper.ROLL80, Paper.ROLL58])
def test_a_roll_is_as_long_as_it_must_be(paper: Paper) -> None:
    text = text_of(flyers(LONG, FlyerForm.COUPON, paper).pdf).replace("\r\n", "").replace(" ", "")
    for whole in (LONG.shop, LONG.head, LONG.offer, LONG.days, LONG.code):
        assert whole.replace(" ", "") in text


@pytest.mark.parametrize(("sheet", "kind"), list(product([USUAL, LONG], KINDS)))
def test_a_scanner_reads_the_code(sheet: FlyerSheet, kind: tuple[FlyerForm, Paper]) -> None:
    with pypdfium2.PdfDocument(flyers(sheet, *kind).pdf) as document:
        image = document[0].render(scale=4).to_pil()
    assert {found.text for found in zxingcpp.read_barcodes(image)} == {sheet.code}


@pytest.mark.parametrize(("form", "paper"), KINDS)
def test_without_a_code_there_are_no_bars(form: FlyerForm, paper: Paper) -> None:
    pdf = flyers(BARE, form, paper).pdf
    assert "到店出示" not in text_of(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        assert not zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())


def test_the_same_words_make_the_same_bytes() -> None:
    assert flyers(USUAL, FlyerForm.FLYER, Paper.A4).pdf == flyers(USUAL, FlyerForm.FLYER, Paper.A4).pdf
