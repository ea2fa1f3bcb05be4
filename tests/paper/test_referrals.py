"""介绍卡, receipts and tables on paper: everything on them can be read back, and the bytes are the same each time."""

from dataclasses import replace

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.forms import FormPaper
from kyuanbook.paper.people_tables import table
from kyuanbook.paper.qr import modules, squares
from kyuanbook.paper.receipts import RECEIPT_PAPERS, receipt
from kyuanbook.paper.referral_cards import referral_cards
from kyuanbook.paper.referral_sheets import Column, Receipt, ReferralCard, ReferralCards, TableSheet
from kyuanbook.paper.sheets import Cancelled
from kyuanbook.rules.codes import code_of
from tests.paper.reading import page_sizes, text_of

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


def sheet(many: int) -> TableSheet:
    columns = [Column("姓名", 50, bold=True), Column("花了", 20, right=True)]
    rows = [(i % 12, (f"客{i}" if i else LONG, f"¥{i:,}")) for i in range(many)]
    page, note = "第 {page} 页，共 {pages} 页", "留下：来过两次以上"
    return TableSheet("王小明带来的人", "禾木理发", "共 90 位", columns, rows, page, [note], "还没有带来谁")


def test_a_table_goes_on_over_pages_with_its_heads_on_each() -> None:
    printed = table(sheet(90))
    words = text_of(printed.pdf)
    assert printed.pages == len(page_sizes(printed.pdf)) == 4
    assert words.count("姓名") == 4 and words.count("留下：来过两次以上") == 1
    assert all(f"第 {n} 页，共 4 页" in words for n in range(1, 5))
    assert all(f"客{i}" in words for i in range(1, 90))


def test_a_table_of_nobody_says_so_and_one_can_be_stopped() -> None:
    assert "还没有带来谁" in text_of(table(sheet(0)).pdf)
    with pytest.raises(Cancelled):
        table(sheet(90), lambda done, of: False)
    with pytest.raises(Cancelled):
        referral_cards(cards(30), lambda done, of: done < 20)
