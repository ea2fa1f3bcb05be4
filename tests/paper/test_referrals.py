"""介绍卡, receipts on paper: everything on them can be read back, and the bytes are the same each time."""

from dataclasses import replace

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.forms import FormPaper
from kyuanbook.paper.qr import modules, squares
from kyuanbook.paper.receipts import RECEIPT_PAPERS, receipt
from kyuanbook.paper.referral_cards import referral_cards
from kyuanbook.paper.referral_sheets import Receipt, ReferralCard, ReferralCards
from kyuanbook.paper.sheets import Cancelled
from kyuanbook.rules.codes import code_of
from tests.paper.reading import text_of

LONG = "上官慕容欧阳诸葛司马东方夏侯皇甫尉迟公孙令狐长孙宇文轩辕淳于单于太叔申屠"


def cards(many: int, **fields: object) -> ReferralCards:
    usual: dict[str, object] = {
        "title": "介绍卡", "shop": "禾木理发", "head": "朋友介绍，欢迎您来", "by": "{name} 介绍",
        "offer": ["您可得：护发小样", "介绍人可得：¥30", "新客人第一次买了就给"], "code": "来店出示此码",
        "rows": [ReferralCard(f"王小明{i}", code_of(i + 1)) for i in range(many)],
    }  # fmt: skip
    return ReferralCards(**{**usual, **fields})  # type: ignore[arg-type]


SLIP = Receipt(
    "介绍奖励收据", "禾木理发", "编号 84", "乐秀英", [("介绍了董子飞", "¥30"), ("介绍了张师傅", "护发小样")],
    ("共", "¥30、护发小样"), [("日期", "2026年11月22日"), ("经手", "阿杰")], "领取人签字",
)  # fmt: skip


def test_ten_cards_on_a_sheet_each_with_its_code() -> None:
    printed = referral_cards(cards(11))
    assert printed.pages == 2 and not printed.missing
    words = text_of(printed.pdf)
    for i in range(11):
        assert code_of(i + 1) in words and f"王小明{i} 介绍" in words
    assert "护发小样" in words and "禾木理发" in words
    assert referral_cards(cards(11)).pdf == printed.pdf


def test_a_long_name_and_a_shop_without_a_scheme_still_make_cards() -> None:
    printed = referral_cards(cards(1, shop=LONG, offer=[], rows=[ReferralCard(LONG, code_of(123456789))]))
    assert code_of(123456789) in text_of(printed.pdf) and printed.pages == 1


def test_the_squares_are_those_of_the_code() -> None:
    made = QRCode(None, QRErrorCorrectLevel.M)
    made.addData("J12347")
    made.make()
    assert modules("J12347") == [[bool(dark) for dark in row] for row in made.modules]
    size, many = 22 * MM, len(modules("J12347"))
    drawn = squares("J12347", size).removesuffix(" f").removesuffix(" re").split(" re ")
    boxes = [tuple(map(float, box.split())) for box in drawn]
    assert all(x >= 0 and x + w <= size + 0.01 and y + 0.01 >= 0 and y + h <= size + 0.01 for x, y, w, h in boxes)
    dark = sum(round(w / (size / many)) for _, _, w, _ in boxes)
    assert dark == sum(sum(row) for row in modules("J12347"))


@pytest.mark.parametrize("paper", RECEIPT_PAPERS)
def test_a_receipt_says_to_whom_what_for_what_and_when(paper: FormPaper) -> None:
    printed = receipt(SLIP, paper)
    words = text_of(printed.pdf)
    for said in "禾木理发/介绍奖励收据/编号 84/乐秀英/介绍了董子飞/¥30/护发小样/2026年11月22日/领取人签字".split("/"):
        assert said in words, said
    assert printed.pages == 1 and receipt(SLIP, paper).pdf == printed.pdf


def test_a_receipt_of_what_was_taken_back_says_so() -> None:
    words = text_of(receipt(replace(SLIP, back="这一笔后来收回了", name=LONG), FormPaper.ROLL58).pdf)
    assert "这一笔后来收回了" in words


def test_printing_cards_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        referral_cards(cards(30), lambda done, of: done < 20)
