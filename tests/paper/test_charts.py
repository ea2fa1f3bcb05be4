"""Charts: every part can be met, lies within the drawing, is told by more than its colour; their words can be read back."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.graphics.shapes import String
from reportlab.pdfbase.pdfmetrics import stringWidth

from kyuanbook.paper import charts
from kyuanbook.paper.chart_parts import ON_PAPER, Chart, Fill, Ink, mixed, ticks, written
from kyuanbook.paper.charts import Bar, Cell, HeatRow, Pair, Piece, Step
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.stages import Stage
from tests.paper.reading import fonts_of, page_sizes, text_of

FAMILIES = [(family.value, word) for family, word in zip(ChannelFamily, "自线上合内转", strict=True)]
STAGES = [(stage.value, stage.value) for stage in Stage]


def bars(kinds: list[tuple[str, str]], many: int = 12, each: int = 3) -> list[Bar]:
    return [
        Bar(f"{n + 1}月", [Piece(kind, each, (n, kind), f"{n + 1}月{word}") for kind, word in kinds], str(each * len(kinds)))
        for n in range(many)
    ]


def stacked(wide: float) -> Chart:
    return charts.stacked(bars(FAMILIES), FAMILIES, wide, 240)


def stay(wide: float) -> Chart:
    return charts.stay([bar._replace(name=f"来源{n}") for n, bar in enumerate(bars(STAGES, 6))], STAGES, wide)


def pairs(wide: float) -> Chart:
    rows = [Pair(f"来源{n}", n * 100, f"¥{n * 100}", 9 - n, f"{9 - n} 位", n, f"来源{n}") for n in range(6)]
    return charts.pairs(rows, ("花费", "新客"), wide)


def funnel(wide: float) -> Chart:
    steps = [Step("new", f"第{n}步", 40 // (n + 1), f"{40 // (n + 1)} 位", "50%", n, f"第{n}步") for n in range(4)]
    return charts.funnel(steps, wide)


def heat(wide: float) -> Chart:
    rows = [
        HeatRow(f"2026年{n + 1}月", "12", [
            Cell(None if m % 5 == 4 else m / 12, f"{m}/12", (n, m), f"{n} {m}") for m in range(12 - n)
        ])
        for n in range(12)
    ]
    return charts.heat(rows, ("第一次来", "位"), [f"{n} 月后" for n in range(12)], wide)


ALL = (stacked, stay, pairs, funnel, heat)


@pytest.mark.parametrize("wide", [320.0, 560.0, 1100.0])
@pytest.mark.parametrize("make", ALL)
def test_every_part_lies_within_and_can_be_met(make: Callable[[float], Chart], wide: float) -> None:
    chart = make(wide)
    assert chart.hits and chart.wide == wide
    for hit in chart.hits:
        assert hit.left >= -0.01 and hit.bottom >= -0.01 and hit.left + hit.wide <= wide + 0.01
        assert hit.bottom + hit.high <= chart.high + 3 and hit.wide >= 3 and hit.high >= 3 and hit.said
    middles = [(h.left + h.wide / 2, h.bottom + h.high / 2) for h in chart.hits]
    for (x, y), own in zip(middles, chart.hits, strict=True):  # the middle of a part is no other's
        met = [h for h in chart.hits if h.left < x < h.left + h.wide and h.bottom < y < h.bottom + h.high]
        assert met == [own]


@pytest.mark.parametrize("make", ALL)
def test_its_words_are_read_back_and_its_fonts_are_in_it(make: Callable[[float], Chart]) -> None:
    chart = make(560)
    pdf = written(chart, "图")
    assert page_sizes(pdf) == [pytest.approx((chart.wide, chart.high), abs=0.01)]
    named, held = fonts_of(pdf)
    assert held >= 1 and named >= held
    text = text_of(pdf)
    wanted = {"stacked": "12月", "stay": "来源3", "pairs": "¥500", "funnel": "第2步", "heat": "2026年7月"}[make.__name__]
    assert wanted in text
    assert written(make(560), "图") == pdf  # the same bytes for the same rows


@pytest.mark.parametrize("wide", [420.0, 480.0, 554.0, 620.0, 1100.0])
def test_no_month_after_runs_into_the_next(wide: float) -> None:
    months = [f"{n} 月后" for n in range(12)]
    inside = [one for one in heat(wide).drawing.contents if isinstance(one, String)]
    top = max(one.y for one in inside)
    runs = sorted((one.x, one.x + stringWidth(one.text, one.fontName, one.fontSize)) for one in inside if one.y == top)
    words = "".join(one.text for one in sorted(inside, key=lambda one: one.x) if one.y == top)
    assert "…" not in words and sum(month in words for month in months) >= 6, words
    assert all(right + 3 <= left or right == pytest.approx(left, abs=0.5) for (_, right), (left, _) in pairwise(runs))


def test_a_character_in_no_font_is_a_sign_and_a_rare_one_is_itself() -> None:
    rows = [Pair("𠮷野家😀", 1, "¥1", 1, "1 位", 1, "x")]
    text = text_of(written(charts.pairs(rows, ("花费", "新客"), 500)))
    assert "〓" in text and "野家" in text


def test_nobody_needs_to_tell_colours_apart() -> None:
    for kinds in (FAMILIES, STAGES, [("fresh", ""), ("back", "")], [("cost", ""), ("won", "")]):
        fills = [ON_PAPER.kinds[kind] for kind, _ in kinds]
        greys = [round(grey(fill.colour), 2) for fill in fills]
        for n, one in enumerate(fills):
            for m, other in enumerate(fills[:n]):
                assert one.pattern != other.pattern or abs(greys[n] - greys[m]) >= 0.02, (one, other)


def grey(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_words_on_a_part_stand_out() -> None:
    ink: Ink = ON_PAPER
    for share in (0.0, 0.2, 0.5, 0.8, 1.0):
        colour = mixed(ink.accent, ink.sheet, charts.FADED + (charts.FULL - charts.FADED) * share)
        assert abs(grey(charts._readable(colour, ink)) - grey(colour)) > 0.35
    assert Fill("#000000").pattern == "plain"


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 12, 99, 100, 1234])
def test_an_axis_has_few_round_whole_marks_beyond_the_most(most: int) -> None:
    marks = ticks(most)
    assert marks[0] == 0 and marks[-1] >= most and len(marks) <= 6 and all(mark == int(mark) for mark in marks)


def test_months_of_nobody_are_drawn_all_the_same() -> None:
    chart = charts.stacked([Bar("1月", [Piece("online", 0, 1, "没有人")], "")], [("online", "线上")], 400, 200)
    assert not chart.hits and text_of(written(chart))
