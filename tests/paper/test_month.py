"""月报 on paper: one page whatever stands on it, every word read back, nothing over anything else."""

import pytest

from kyuanbook import language
from kyuanbook.actions.month_report import month_sheet, print_month
from kyuanbook.actions.source_report import print_report
from kyuanbook.book.book import Book
from kyuanbook.book.queries.lapsed import Stopped
from kyuanbook.book.queries.sources import Asked
from kyuanbook.paper.callformat import MM
from kyuanbook.paper.charts import Bar, Piece
from kyuanbook.paper.month import Bars, Big, MonthSheet, Said, month_page
from kyuanbook.rules.periods import Span, around
from kyuanbook.rules.sources import By, Column
from tests.book.conftest import book, clock, template
from tests.book.planted import BUSY, GOOD, planted
from tests.paper.reading import colours_of, fonts_of, marks_of, overlaps, page_sizes, text_of

__all__ = ["book", "clock", "template"]
A4 = (210 * MM, 297 * MM)
LONG = "住在或在附近上班的老街坊推荐的渠道名字写得非常非常长，长到一行放不下还要再写一行才说得完"


def test_one_page_of_a4_names_what_matters(book: Book) -> None:
    month, _ = planted(book)
    printed, _ = print_month(book, month=month)
    assert printed.pages == 1 and not printed.missing and page_sizes(printed.pdf) == [pytest.approx(A4, abs=0.1)]
    text = text_of(printed.pdf)
    heads = ("最好的来源", "花得最不值", "该谢谁", "每月新来多少位")
    for word in ("2026年2月月报", "来过", "新客", "流失", "赢回", *heads, BUSY, GOOD):
        assert word in text, word
    assert not overlaps(marks_of(printed.pdf)) and "red" in colours_of(printed.pdf)
    named, held = fonts_of(printed.pdf)
    assert held >= 3 and named >= held


def test_in_english_too(book: Book) -> None:
    month, _ = planted(book)
    language.use(language.ENGLISH)
    printed, _ = print_month(book, month=month)
    text = text_of(printed.pdf).replace("\r\n", " ")
    assert printed.pages == 1 and "Best source" in text and "Whom to thank" in text
    assert not any("\u4e00" <= ch <= "\u9fff" for ch in text.replace("客", "").replace("抖音", "") if ch not in "路过介绍户")
    assert not overlaps(marks_of(printed.pdf))


def test_however_much_stands_on_it_it_is_one_page_with_nothing_over_anything() -> None:
    bars = Bars(LONG, [Bar(f"{n}月", [Piece("online", n, "online", "")], str(n)) for n in range(1, 13)], [("online", LONG)])
    sheet = MonthSheet(
        LONG, LONG, LONG, [Big("来过", "1,234,567 位", LONG)] * 4, [Said("最好的来源", [LONG * 3])] * 3, [bars, bars],
        Said("该谢谁", [LONG * 3] * 3), (LONG * 2,),
    )  # fmt: skip
    printed = month_page(sheet)
    assert printed.pages == 1 and not overlaps(marks_of(printed.pdf))
    bottom = min(mark.bottom for mark in marks_of(printed.pdf))
    assert bottom > 4 * MM and max(mark.right for mark in marks_of(printed.pdf)) < A4[0] - 8 * MM


def test_the_report_on_paper_has_all_columns_and_all_pictures(book: Book) -> None:
    planted(book)
    for span in (Span.YEAR, Span.ALL):
        asked = Asked(By.CHANNEL, span, around(span, book.today()), book.today())
        printed = print_report(book, asked=asked)
        text = text_of(printed.pdf)
        for column in ("转化率", "再来", "投入产出", "回本", "合计"):
            assert column in text, column
        for title in (
            "每月新来多少位", "登记过的人，现在怎样", "花了多少，来了多少", "从潜在到忠诚", "后来还来的有多少", "新客和老客",
        ):  # fmt: skip
            assert title in text, title
        assert printed.pages == len(page_sizes(printed.pdf)) and all(wide > high for wide, high in page_sizes(printed.pdf))
        assert f"共 {printed.pages} 页" in text
        for page in range(printed.pages):
            assert not overlaps(marks_of(printed.pdf, page)), page
    assert print_report(book, asked=asked).pdf == printed.pdf
    assert print_report(book, asked=asked, sort=Column.WON, down=False).pdf != printed.pdf


def test_it_can_be_stopped(book: Book) -> None:
    planted(book)
    asked = Asked(By.CHANNEL, Span.ALL, around(Span.ALL, book.today()), book.today())
    with pytest.raises(Stopped):
        print_report(book, asked=asked, go_on=lambda _done, _of: False)
    with pytest.raises(Stopped):
        month_sheet(book, 2026 * 12 + 1, lambda _done, _of: False)
