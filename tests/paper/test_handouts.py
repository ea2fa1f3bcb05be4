"""Labels, slips and cards: each in its place, all of it there, nothing over anything, the same bytes every time."""

import pytest

from kyuanbook.paper.callformat import MM
from kyuanbook.paper.card import CARD_PAPERS, cards
from kyuanbook.paper.handouts import CardEvent, CardPage, CardSheet, Label, LabelSheet, Slip, SlipSheet
from kyuanbook.paper.labels import labels
from kyuanbook.paper.sheets import Cancelled, Paper, Printed
from kyuanbook.paper.slips import SLIP_PAPERS, slips
from kyuanbook.rules.labels import SHEET, STOCKS, LabelEntry, Stock, own_stock
from tests.paper.reading import colours_of, fonts_of, marks_of, overlaps, page_sizes, text_of

OWN, _ = own_stock(LabelEntry("48", "25", "8", "10", "1", "1"))
assert OWN is not None
ALL_STOCKS: dict[str, Stock] = {**STOCKS, "own": OWN}
NAMES = (
    "王小明", "王䶮", "欧阳𬭎", "Maximiliane-Alexandrina von Württemberg-Hohenlohe",
    "内蒙古自治区锡林郭勒盟绿色农畜产品连锁超市有限责任公司（总店）",
)  # fmt: skip
PLACES = (
    "幸福小区3栋2单元501", "河北省石家庄市长安区建设北大街与和平东路交叉口西行200米路北禾木花园三栋二单元1801室", "大街12号",
    "Flat 3, 128 Wolfeschlegelsteinhausenberger Street, Kensington, London",
)  # fmt: skip
FACTS = (("生日", "农历八月初三"), ("地址", PLACES[1]), ("标签", "烫染、怕痛"), ("来源", "抖音"))


def label_sheet(stock: Stock, count: int = 30, start: int = 1) -> LabelSheet:
    rows = [
        Label(f"{NAMES[i % 5]} 收", PLACES[i % 4], "138 2204 5678" if i % 3 else "") for i in range(count)
    ]
    return LabelSheet("地址标签", "禾木理发", stock, rows, start)


def slip_sheet() -> SlipSheet:
    made = [Slip("约好了", name, "11月28日 星期六", "改时间请提前说一声。") for name in NAMES]
    made += [Slip("生日快乐", name, "", "祝您生日快乐，有空来坐坐。" * 9) for name in NAMES]
    return SlipSheet("约好条", "禾木理发", made)


def card_sheet(events: int = 40) -> CardSheet:
    came = [CardEvent(f"11月{i % 30 + 1}日", f"男士剪发，第 {i} 回", "¥68") for i in range(events)]
    rows = [
        CardPage(name, "at_risk", "预警", "138 2204 5678", "平时约 14 天来一次，已 47 天没来", FACTS, came, "往来",
                 "还有 {n} 次，见电脑里", "头皮敏感，不用含酒精的产品。" * 12)
        for name in NAMES
    ]  # fmt: skip
    return CardSheet("客户卡", "禾木理发", "2026年11月23日打印", rows)


@pytest.mark.parametrize("key", ALL_STOCKS)
def test_each_label_keeps_within_its_own_and_holds_all_it_should(key: str) -> None:
    stock = ALL_STOCKS[key]
    sheet = label_sheet(stock, stock.many)
    printed = labels(sheet)
    assert printed.pages == 1 and page_sizes(printed.pdf) == [tuple(pytest.approx(side * MM, abs=0.1) for side in SHEET)]
    marks = marks_of(printed.pdf)
    assert overlaps(marks) == []
    within: dict[int, list[str]] = {}
    for mark in marks:
        places = [
            at for at, (x, y) in enumerate(map(stock.place, range(stock.many)))
            if x * MM - 0.5 <= mark.left and mark.right <= (x + stock.width) * MM + 0.5
            and (SHEET[1] - y - stock.height) * MM - 0.5 <= mark.bottom and mark.top <= (SHEET[1] - y) * MM + 0.5
        ]  # fmt: skip
        assert len(places) == 1, mark
        within.setdefault(places[0], []).append(mark.text)
    for at, row in enumerate(sheet.rows):
        text = "".join(within[at])
        assert row.name[:2] in text and row.address[:6].replace(" ", "") in text
        assert row.phone.replace(" ", "") in text


@pytest.mark.parametrize("key", ["21", "24", "40"])
def test_a_common_label_cuts_no_address(key: str) -> None:
    text = "".join(text_of(labels(label_sheet(STOCKS[key], 20)).pdf).split())
    assert all(text.count("".join(place.split())) == 5 for place in PLACES)


@pytest.mark.parametrize("start", [1, 5, 21])
def test_a_sheet_begun_goes_on_at_its_next_label(start: int) -> None:
    stock = STOCKS["21"]
    printed = labels(label_sheet(stock, 22, start))
    assert printed.pages == -(-(22 + start - 1) // 21)
    x, y = stock.place(start - 1)
    first = min(marks_of(printed.pdf), key=lambda m: (-round(m.top / MM / stock.height), m.left))
    assert first.left > x * MM and first.top < (SHEET[1] - y) * MM
    above = [m for m in marks_of(printed.pdf) if m.top > (SHEET[1] - y) * MM]
    assert above == []


@pytest.mark.parametrize("paper", SLIP_PAPERS)
def test_slips_stand_apart_with_all_their_words(paper: Paper) -> None:
    sheet = slip_sheet()
    printed = slips(sheet, paper)
    assert printed.pages == (1 if paper is Paper.A4 else len(sheet.rows))
    text = "".join(text_of(printed.pdf).split())
    for row in sheet.rows:
        assert row.name[:9].replace(" ", "") in text and row.main.replace(" ", "") in text
    for page, (width, height) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert overlaps(marks) == []
        assert not [m for m in marks if m.left < 3.5 * MM or m.right > width - 3.5 * MM or m.bottom < 2 * MM or m.top > height]
        if paper is Paper.A4:
            cuts = [height / 5 * i for i in range(1, 5)]
            assert not [m for m in marks if any(m.bottom < cut < m.top for cut in cuts) or m.left < width / 2 < m.right]


@pytest.mark.parametrize("paper", CARD_PAPERS)
def test_a_card_holds_what_there_is_room_for_and_says_how_much_more(paper: Paper) -> None:
    printed = cards(card_sheet(), paper)
    assert printed.pages == len(NAMES)
    for page in range(printed.pages):
        marks = marks_of(printed.pdf, page)
        assert overlaps(marks) == []
        width, height = page_sizes(printed.pdf)[page]
        assert not [m for m in marks if m.left < 10 * MM or m.right > width - 10 * MM or m.bottom < 10 * MM or m.top > height]
    text = text_of(printed.pdf)
    shown = text.count("男士剪发") // len(NAMES)
    assert 0 < shown < 40 and "第 0 回" in text and "138 2204 5678" in text and "农历八月初三" in text
    few = text_of(cards(card_sheet(3), Paper.A4).pdf)
    assert "见电脑里" in text and "见电脑里" not in few and few.count("第 2 回") == len(NAMES)


MADE = {
    "labels": lambda progress=None: labels(label_sheet(STOCKS["24"], 60), progress),
    "slips": lambda progress=None: slips(slip_sheet(), Paper.ROLL58, progress),
    "cards": lambda progress=None: cards(card_sheet(), Paper.A5, progress),
}


@pytest.mark.parametrize("kind", MADE)
def test_every_time_the_same_bytes_with_every_font_inside(kind: str) -> None:
    one: Printed = MADE[kind]()
    assert one == MADE[kind]() and one.missing == ()
    named, embedded = fonts_of(one.pdf)
    assert named == embedded > 1
    assert colours_of(one.pdf) == ({"black", "red"} if kind == "cards" else {"black"})


@pytest.mark.parametrize("kind", MADE)
def test_each_can_be_stopped(kind: str) -> None:
    told: list[tuple[int, int]] = []
    MADE[kind](lambda done, of: told.append((done, of)) or True)
    assert told and told[-1][0] == told[-1][1] > 0
    with pytest.raises(Cancelled):
        MADE[kind](lambda done, of: done < of)


def test_nobody_is_an_empty_sheet() -> None:
    for made in (
        labels(LabelSheet("", "", STOCKS["21"], [])), slips(SlipSheet("", "", []), Paper.A4),
        slips(SlipSheet("", "", []), Paper.ROLL58), cards(CardSheet("", "", "", []), Paper.A4),
    ):  # fmt: skip
        assert made.pages == 1


def test_a_character_no_font_has_is_a_sign_and_is_reported() -> None:
    made = labels(LabelSheet("", "", STOCKS["21"], [Label("王\U0001f600 收", "幸福小区")]))
    assert made.missing == ("U+1F600",) and "王〓" in text_of(made.pdf)
