"""The call list on every paper: all of it there, nothing over anything else, the same bytes every time."""

import dataclasses
import shutil
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from reportlab.pdfbase.pdfdoc import PDFStreamFilterZCompress
from reportlab.pdfgen.canvas import Canvas

from kyuanbook.paper.callformat import FORMATS, MM
from kyuanbook.paper.callroll import LONGEST
from kyuanbook.paper.calls import call_list, call_lists
from kyuanbook.paper.sheets import CallRow, CallWords, Cancelled, Paper
from tests.paper.lists import ENGLISH, LONG, WORDS, rows, sheet
from tests.paper.reading import (
    Mark,
    colours_of,
    fonts_of,
    marks_of,
    overlaps,
    page_sizes,
    poppler_text_of,
    squares_of,
    text_of,
)

PAPERS = list(Paper)
SHEETS = [Paper.A4, Paper.A4_LANDSCAPE, Paper.A5]
ROLLS = [Paper.ROLL80, Paper.ROLL58]
PER_PAGE = {Paper.A4: 13, Paper.A4_LANDSCAPE: 8, Paper.A5: 7}


def hard() -> list[CallRow]:
    """Rows that want more room than there is, among easy ones."""
    easy = rows(12)
    rare = dataclasses.replace(easy[5], name="欧阳𬭎\U0001f600与诸葛", note="🙂" + "很长的备注一二三四五六七八九十" * 9)
    empty = CallRow(6, "", "", "", "", "")
    latin = dataclasses.replace(
        easy[1], name="Maximiliana Wolfeschlegelsteinhausenbergerdorff", phone="+49 30 1234 5678 90"
    )
    middle = dataclasses.replace(easy[4], name="诸葛孔明先生的朋友")
    return [LONG, rare, empty, latin, middle, easy[0], LONG]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_row_is_there_for_two_readers(paper: Paper, tmp_path: Path) -> None:
    people = rows(12)
    printed = call_list(sheet(people), paper)
    texts = [text_of(printed.pdf)]
    if shutil.which("pdftotext"):
        texts.append(poppler_text_of(printed.pdf, tmp_path))
    for text in texts:
        flat = text.replace("\r", "").replace("\n", " ")
        for row in people:
            for field in (row.name, row.phone, row.stage_word, row.last, row.value):
                assert field in flat, field
            whole = flat.replace(" ", "")  # a narrow roll breaks a line where it must
            assert row.reason[:12].replace(" ", "") in whole
            assert row.note[:5] in whole
        for word in ("回访名单", "禾木理发", "2026年11月23日", "阿杰打印", "1123", "周𬭎", *WORDS.boxes):
            assert word in flat, word
    assert printed.missing == ()


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("count", [0, 1, 7, 8, 12, 13, 14, 500])
def test_pages_are_full_and_numbered(paper: Paper, count: int) -> None:
    printed = call_list(sheet(rows(count)), paper)
    pages = max(1, -(-count // PER_PAGE[paper]))
    assert printed.pages == pages
    form = FORMATS[paper]
    assert (
        page_sizes(printed.pdf)
        == [(pytest.approx(form.width * MM, abs=0.1), pytest.approx(form.height * MM, abs=0.1))] * pages
    )
    text = text_of(printed.pdf)
    assert f"第 {pages} 页，共 {pages} 页" in text
    for row in rows(count)[12:]:
        assert row.phone in text
    assert (WORDS.empty in text) == (count == 0)


@pytest.mark.parametrize("paper", ROLLS)
@pytest.mark.parametrize("count", [0, 1, 12, 500])
def test_the_roll_is_as_long_as_its_content(count: int, paper: Paper) -> None:
    printed = call_list(sheet(rows(count)), paper)
    sizes = page_sizes(printed.pdf)
    assert len(sizes) == printed.pages
    for number, (width, height) in enumerate(sizes):
        assert width == pytest.approx(int(paper[-2:]) * MM, abs=0.1)
        assert height < LONGEST + 60 * MM
        marks = marks_of(printed.pdf, number)
        assert min(mark.bottom for mark in marks) < 12 * MM, "no empty tail"
    text = text_of(printed.pdf)
    assert all(row.phone in text for row in rows(count)[12:])
    assert (WORDS.empty in text) == (count == 0)


def test_a_longer_reason_makes_a_longer_block() -> None:
    short, long = (page_sizes(call_list(sheet([row]), Paper.ROLL80).pdf)[0][1] for row in (rows(3)[2], LONG))
    assert long > short + 20 * MM


@pytest.mark.parametrize("words", [WORDS, ENGLISH])
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_stands_over_anything_or_outside(paper: Paper, words: object) -> None:
    printed = call_list(sheet(hard(), words), paper)  # type: ignore[arg-type]
    margin = FORMATS[paper].margin * MM if paper in SHEETS else 4 * MM
    for page, (width, height) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert [m for m in marks if m.left < margin - 1 or m.right > width - margin + 1] == []
        assert [m for m in marks if m.bottom < 3 * MM or m.top > height - 3 * MM] == []
        assert overlaps(marks) == []


@pytest.mark.parametrize("paper", SHEETS)
def test_text_keeps_within_its_row_and_clear_of_the_boxes(paper: Paper) -> None:
    form, height = FORMATS[paper], FORMATS[paper].height * MM
    printed = call_list(sheet(hard()), paper)
    foot = height - (form.head + PER_PAGE[paper] * form.row) * MM
    lines = [height - (form.head + i * form.row) * MM for i in range(PER_PAGE[paper] + 1)]
    body = [m for m in marks_of(printed.pdf) if foot < m.top < lines[0]]
    assert [m for m in body if any(m.bottom < line - 0.2 and m.top > line + 0.2 for line in lines)] == []
    right = [m for m in body if m.right > form.boxes * MM - 1]
    assert {m.text for m in right} == set(WORDS.write)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_customer_has_a_box_for_each_outcome_with_nothing_in_it(paper: Paper) -> None:
    pdf = call_list(sheet(hard()), paper).pdf
    squares = squares_of(pdf)
    assert len(squares) == 6 * len(hard())
    inside = [
        mark
        for mark in marks_of(pdf)
        for left, bottom, right, top in squares
        if mark.right > left and mark.left < right and mark.top > bottom and mark.bottom < top
    ]
    assert inside == []
    across = sorted({round((left + right) / 2) for left, _, right, _ in squares})
    words = [mark for mark in marks_of(pdf) if mark.text == "勿"]
    assert len(across) == (3 if paper == Paper.ROLL58 else 6)
    assert words and all(abs(mark.right - across[-1]) < 2 for mark in words), "勿扰 stands about the middle of its box"


@pytest.mark.parametrize("paper", SHEETS)
def test_the_words_of_two_boxes_never_touch_and_none_is_broken(paper: Paper) -> None:
    words = dataclasses.replace(ENGLISH, boxes=("Spoke", "No answer", "Wrong number", "Coming", "Refused", "Don't call"))
    pdf = call_list(dataclasses.replace(sheet(rows(3)), words=words), paper).pdf
    squares = squares_of(pdf)
    top = max(square[3] for square in squares)
    columns = sorted({round((left + right) / 2) for left, _, right, _ in squares})
    said: dict[int, list[Mark]] = {column: [] for column in columns}
    for mark in marks_of(pdf):
        if top < mark.bottom < top + 22 and mark.left > columns[0] - 20:
            said[min(columns, key=lambda column: abs(column - (mark.left + mark.right) / 2))].append(mark)
    assert ["".join(mark.text for mark in said[column]) for column in columns] == [
        box.replace(" ", "") for box in words.boxes
    ]
    for one, other in pairwise(columns):
        assert max(mark.right for mark in said[one]) + 2 < min(mark.left for mark in said[other])
    assert len({round(mark.bottom) // 3 for mark in said[columns[4]]}) == 1, "Refused stands on one line"


def test_the_long_row_is_cut_with_an_ellipsis_but_its_numbers_never() -> None:
    for paper in PAPERS:
        text = text_of(call_list(sheet([LONG]), paper).pdf)
        for whole in ("10000", "0571-8888 6666 转 80213", "¥12,345,678", "2025年10月7日"):
            assert whole in text, (paper, whole)
        assert "…" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_what_no_font_has_is_printed_as_a_sign_and_reported_once(paper: Paper) -> None:
    printed = call_list(sheet(hard()), paper)
    assert printed.missing == ("U+1F600", "U+1F642")
    assert "欧阳𬭎〓与诸葛" in text_of(printed.pdf)


def test_the_usual_gap_is_said_once() -> None:
    known = rows(7)
    text = text_of(call_list(sheet(known), Paper.A4).pdf)
    assert text.count("平时约 14 天") == 1  # the reason says it
    assert text.count("平时约 25 天") == 1  # the reason does not
    assert "平时间隔" in text_of(call_list(sheet(known), Paper.A4_LANDSCAPE).pdf)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_sheet_gives_the_same_bytes(paper: Paper) -> None:
    assert call_list(sheet(hard()), paper) == call_list(sheet(hard()), paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_font_is_embedded(paper: Paper) -> None:
    named, embedded = fonts_of(call_list(sheet(rows(12)), paper).pdf)
    assert named == embedded > 1


@pytest.mark.parametrize("paper", PAPERS)
def test_red_is_the_seal_and_the_rule_alone(paper: Paper) -> None:
    colours = colours_of(call_list(sheet(rows(12)), paper).pdf)
    assert colours == ({"black"} if paper in ROLLS else {"black", "red"})


@pytest.mark.parametrize("paper", ROLLS)
def test_type_on_the_roll_is_large_enough(paper: Paper) -> None:
    for words in (WORDS, ENGLISH):
        sizes = {mark.size for mark in marks_of(call_list(sheet(hard(), words), paper).pdf)}
        assert min(sizes) >= 8.5


@pytest.mark.parametrize("paper", PAPERS)
def test_progress_is_told_and_can_stop(paper: Paper) -> None:
    told: list[tuple[int, int]] = []
    call_list(sheet(rows(120)), paper, lambda done, total: told.append((done, total)) or True)  # type: ignore[func-returns-value]
    assert told[-1] == (120, 120)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    with pytest.raises(Cancelled):
        call_list(sheet(rows(120)), paper, lambda done, total: done < 60)


@pytest.mark.parametrize("paper", PAPERS)
def test_stopped_anywhere_not_one_more_page_is_drawn_or_written(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted: from the moment it is told to stop no page is drawn or compressed any more, however long the list."""
    work: list[str] = []
    draw, compress = Canvas.showPage, PDFStreamFilterZCompress.encode
    monkeypatch.setattr(Canvas, "showPage", lambda canvas: (work.append("draw"), draw(canvas))[1])
    monkeypatch.setattr(PDFStreamFilterZCompress, "encode", lambda f, text: (work.append("write"), compress(f, text))[1])
    many = sheet(rows(120))
    asked = 0

    def ask(_done: int, _of: int) -> bool:
        nonlocal asked
        asked += 1
        return True

    pages = call_list(many, paper, ask).pages
    assert work.count("draw") == pages and work.count("write") > pages
    for stop_at in range(1, asked + 1):
        work.clear()
        left: list[int] = []

        def go_on(_done: int, _of: int, at: int = stop_at, left: list[int] = left) -> bool:
            left.append(len(work))
            return len(left) < at

        with pytest.raises(Cancelled):
            call_list(many, paper, go_on)
        assert len(left) == stop_at and left[-1] == len(work)
        assert all(later - earlier <= 3 for earlier, later in pairwise(left))


# what to say, the code, a second sheet ---------------------------------------------------------------------------------------

SAY = "王女士您好，禾木理发的阿杰。有些日子没见您了，这周给您留个位置好吗？"


def saying(times: int = 1) -> list[CallRow]:
    """The hard rows, each with something to say."""
    return [dataclasses.replace(row, say=SAY * times) for row in hard()]


@pytest.mark.parametrize("words", [dataclasses.replace(WORDS, say="可以说："), dataclasses.replace(ENGLISH, say="Say: ")])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("times", [1, 6])
def test_what_to_say_stands_under_each_row_over_nothing(paper: Paper, words: CallWords, times: int) -> None:
    printed = call_list(sheet(saying(times), words), paper)
    flat = "".join(text_of(printed.pdf).split())
    assert flat.count((words.say + SAY[:9]).replace(" ", "")) == len(hard())
    margin = FORMATS[paper].margin * MM if paper in SHEETS else 4 * MM
    for page, (width, _) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert [m for m in marks if m.left < margin - 1 or m.right > width - margin + 1] == []
        assert overlaps(marks) == []
    assert ("…" in flat) or times == 1


def test_short_words_take_one_line_only() -> None:
    assert call_list(sheet([dataclasses.replace(row, say="您好") for row in rows(100)]), Paper.A4).pages < call_list(
        sheet([dataclasses.replace(row, say=SAY * 2) for row in rows(100)]), Paper.A4
    ).pages


def scanned(pdf: bytes, page: int = 0) -> list[str]:
    """The codes that a scanner finds on a page printed at 203 dots an inch, as a receipt printer has them."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=203 / 72, grayscale=True).to_pil()
    return [f"{found.format.name} {found.text}" for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("number", [1, 12, 1123, 98765, 12345678])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_number_can_be_scanned_from_every_paper(paper: Paper, number: int) -> None:
    assert scanned(call_list(sheet(rows(3), number=number), paper).pdf) == [f"Code128 {number}"]


@pytest.mark.parametrize("paper", PAPERS)
def test_sheets_of_one_list_follow_one_another_each_as_it_is_alone(paper: Paper) -> None:
    first = sheet(rows(20))
    second = dataclasses.replace(sheet([dataclasses.replace(row, number=row.number + 20) for row in rows(3)]), part="第 2 张")
    both = call_lists([first, second], paper)
    alone = [call_list(one, paper) for one in (first, second)]
    assert both.pages == sum(one.pages for one in alone)
    texts = [[line.split() for line in text_of(one.pdf).splitlines()] for one in (both, *alone)]
    assert texts[0] == texts[1] + texts[2]
    assert text_of(alone[0].pdf).count("第 2 张") == 0 and "第 2 张" in text_of(alone[1].pdf)


def test_the_foot_bears_the_number_the_list_has_got() -> None:
    footed = dataclasses.replace(sheet(rows(2)), footer=("打完输入 {number}",))
    assert "打完输入 1123" in text_of(call_list(footed, Paper.A4).pdf)
    assert "打完输入 7" in text_of(call_list(dataclasses.replace(footed, number=7), Paper.ROLL80).pdf)
