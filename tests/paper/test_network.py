"""客户网络 on paper, read back: every name once, none on another, on one sheet or put together from several."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from kyuanbook.paper.network import FOOT, HIGH, MARGIN, WIDE, network, readable
from kyuanbook.paper.network_sheet import NetworkSheet, Spot, Stroke
from kyuanbook.rules.network import Dot, Link, Tie, layout
from kyuanbook.rules.stages import Stage
from tests.paper.reading import colours_of, fonts_of, marks_of, overlaps, page_sizes, text_of

STAGES = {"loyal": "忠诚", "at_risk": "预警", "prospect": "潜在"}
TIES = {Tie.BROUGHT: "介绍来的", Tie.HOUSEHOLD: "住一起", Tie.CONTACT: "社交联系人"}


def width(text: str) -> float:
    return 14.6 * len(text)


def sheet(names: list[str], seed: int = 1) -> NetworkSheet:
    """A network grown at random, laid out as on the screen."""
    lot = random.Random(seed)
    dots = [Dot(f"c{i}", name, lot.random()) for i, name in enumerate(names)]
    links = [Link(f"c{lot.randrange(i)}", f"c{i}") for i in range(1, len(names))]
    made = layout("c0", dots, links, width)
    kinds = list(TIES)
    spots = []
    for i, dot in enumerate(dots):
        place, sign = made.places[dot.key], "@" if i % 9 == 8 else ""
        stage = "" if sign else list(STAGES)[i % len(STAGES)]
        spots.append(Spot(place.x, place.y, place.radius, place.wide, dot.label, stage, sign, i == 0))
    strokes = [
        Stroke(
            kinds[i % 3], made.places[one].x, made.places[one].y, made.places[other].x, made.places[other].y,
            made.places[other].radius + 2,
        )
        for i, (one, other, _) in enumerate(links)
    ]  # fmt: skip
    return NetworkSheet(
        "客户网络：王小明", "禾木理发", "2026年11月29日打印", (made.left, made.top, made.right, made.bottom), spots, strokes,
        TIES, STAGES, {Tie.CONTACT: "@"}, "第 {page} 张，共 {pages} 张",
    )  # fmt: skip


FEW = ["王小明", "陈桂芳", "王䶮", "周𬭎", "欧阳雪", "张记干洗", "Emma Wa…", "3栋阿姨", "李", "momo_在…"]


def test_every_name_its_legend_and_its_head_are_there() -> None:
    printed = network(sheet(FEW))
    text = text_of(printed.pdf).replace("\r\n", "\n")
    for word in (*FEW, "客户网络：王小明", "禾木理发", "2026年11月29日打印", *TIES.values(), *STAGES.values()):
        assert word in text, word
    assert printed.pages == 1 and printed.missing == ()
    assert page_sizes(printed.pdf) == [(pytest.approx(WIDE, abs=0.1), pytest.approx(HIGH, abs=0.1))]
    assert colours_of(printed.pdf) == {"black", "red"}, "red only in the seal and the double rule"
    named, held = fonts_of(printed.pdf)
    assert held and named


def test_no_character_lies_on_another_and_all_are_on_the_sheet() -> None:
    marks = marks_of(network(sheet(FEW)).pdf)
    assert not overlaps(marks)
    assert all(one.left > 0 and one.right < WIDE and one.bottom > 0 and one.top < HIGH for one in marks)


def test_five_hundred_on_sheets_put_together() -> None:
    names = [f"客{i}" for i in range(500)]
    big = sheet(names)
    assert readable(big, 1) < readable(big, 2) < readable(big, 3)
    printed = network(big, 2)
    assert printed.pages == 4
    text = text_of(printed.pdf)
    assert sum(text.count(f"{name}\r") for name in ("客7", "客77", "客377")) <= 6, "only where it is seen"
    assert "第 1 张，共 4 张" in text and "第 4 张，共 4 张" in text and text.count("客户网络：王小明") == 1
    whole = Counter(text_of(network(big, 1).pdf).replace("\r\n", "\n").split("\n"))
    assert sum(n for line, n in whole.items() if line in set(names)) >= 480, "each name stands once"


def test_the_same_picture_is_the_same_bytes() -> None:
    assert network(sheet(FEW)).pdf == network(sheet(FEW)).pdf


def test_a_single_one_is_as_large_as_on_the_screen() -> None:
    assert readable(sheet(["王小明"]), 1) == 14 * 0.75
    assert "王小明" in text_of(network(sheet(["王小明"])).pdf)


def test_every_stage_has_its_shape() -> None:
    one = sheet(["王小明"])
    for stage in Stage:
        spot = one.spots[0]
        shown = NetworkSheet(
            one.title, one.shop, one.about, one.box, [Spot(spot.x, spot.y, 20, spot.wide, "王小明", stage.value)], [], {}, {}, {},
            one.page,
        )  # fmt: skip
        assert network(shown).pdf != network(one).pdf or stage.value == spot.stage


def test_a_full_legend_in_english_stands_on_the_sheet() -> None:
    """All ties and stages there are."""
    words = {tie: f"{tie.value} of somebody" for tie in Tie}
    stages = {stage.value: f"{stage.value} customer" for stage in Stage}
    one = sheet(FEW)
    full = replace(one, ties=words, stages=stages, signs={Tie.PARTNER: "P", Tie.EVENT: "E", Tie.CONTACT: "@"})
    for across in (1, 2):
        printed = network(full, across)
        foot = MARGIN + FOOT
        marks = [mark for mark in marks_of(printed.pdf) if across == 1 or mark.top < foot]
        assert all(mark.left > 0 and mark.right < WIDE and mark.bottom > 0 for mark in marks)
        assert not overlaps(marks)
        text = text_of(printed.pdf)
        assert all(word in text for word in (*words.values(), *stages.values()))
