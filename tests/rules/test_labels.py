"""Sheets of labels: nothing leaves the paper, nothing lies on another, what does not fit is said with what would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.language import say
from kyuanbook.rules.labels import SHEET, STOCKS, LabelEntry, Stock, first_label, own_stock

SLACK = 0.3  # mm


def boxes(stock: Stock) -> list[tuple[float, float, float, float]]:
    return [(x, y, x + stock.width, y + stock.height) for x, y in map(stock.place, range(stock.many))]


def sound(stock: Stock) -> bool:
    """Every label on the sheet, none on another."""
    found = boxes(stock)
    inside = all(min(x, y) >= -SLACK and r <= SHEET[0] + SLACK and b <= SHEET[1] + SLACK for x, y, r, b in found)
    apart = all(
        a[2] <= b[0] + SLACK or b[2] <= a[0] + SLACK or a[3] <= b[1] + SLACK or b[3] <= a[1] + SLACK
        for i, a in enumerate(found) for b in found[i + 1 :]
    )  # fmt: skip
    return inside and apart


@pytest.mark.parametrize("many", [21, 24, 40])
def test_the_sheets_one_can_buy(many: int) -> None:
    stock = STOCKS[str(many)]
    assert stock.many == many and sound(stock)


@pytest.mark.parametrize(
    ("typed", "many"),
    [
        (LabelEntry("70", "37"), 24), (LabelEntry("105", "57"), 10), (LabelEntry("210", "297"), 1),
        (LabelEntry("63.5mm", "38，1毫米"), 21), (LabelEntry("６４", "34"), 24),
        (LabelEntry("48.5", "25.4", "8", "21", "0", "0"), 40),
    ],
)  # fmt: skip
def test_own_sizes(typed: LabelEntry, many: int) -> None:
    stock, problems = own_stock(typed)
    assert stock is not None and not problems and stock.many == many and sound(stock)


@given(
    st.floats(25, 210), st.floats(12, 297), st.one_of(st.none(), st.floats(0, 60)), st.one_of(st.none(), st.floats(0, 60)),
    st.floats(0, 20), st.floats(0, 20),
)  # fmt: skip
def test_whatever_fits_is_sound(
    width: float, height: float, left: float | None, top: float | None, across: float, down: float
) -> None:
    entry = LabelEntry(*("" if size is None else f"{size:.2f}" for size in (width, height, left, top, across, down)))
    stock, problems = own_stock(entry)
    assert (stock is None) == bool(problems)
    if stock is not None:
        assert stock.many >= 1 and sound(stock)
    for problem in problems:  # what is offered does fit
        if problem.cure is not None:
            better, still = own_stock(entry._replace(**{problem.field: problem.cure}))
            assert better is not None or problem.field not in {one.field for one in still}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (LabelEntry("220", "37"), "width", "A4 纸宽 210 mm，放不下 220 mm 宽的标签，改小一点"),
        (LabelEntry("70", "300"), "height", "A4 纸高 297 mm，放不下 300 mm 高的标签，改小一点"),
        (LabelEntry("10", "37"), "width", "标签小于 25 mm 写不下地址，改大一点"),
        (LabelEntry("100", "50", "120"), "left", "边距最多 110 mm，再大标签就出了纸"),
        (LabelEntry("", "50"), "width", "填上标签的尺寸，比如 70"),
        (LabelEntry("70", "三十七"), "height", "只填毫米数，比如 63.5"),
        (LabelEntry("70", "37", gap_x="-1"), "gap_x", "只填毫米数，比如 63.5"),
    ],
)
def test_what_does_not_fit_is_said(typed: LabelEntry, field: str, said: str) -> None:
    stock, problems = own_stock(typed)
    assert stock is None and [(p.field, say(p.message)) for p in problems] == [(field, said)]


def test_a_sheet_begun_goes_on() -> None:
    stock = STOCKS["24"]
    for typed, first in (("", 1), ("1", 1), ("24", 24), ("第５张", 5), (" 7 ", 7)):
        assert first_label(typed, stock) == (first, ())
    for typed in ("0", "25", "x", "-1", "1.5"):
        first, (problem,) = first_label(typed, stock)
        assert first == 1 and say(problem.message) == "从第几个标签开始印？填 1 到 24"
