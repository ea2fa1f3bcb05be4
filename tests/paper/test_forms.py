"""满意度小票 and 问卷 on every paper: all their words there, none on another, the boxes where they are ticked."""

import pytest

from kyuanbook.actions.forms import SLIP_PAPERS, SURVEY_PAPERS
from kyuanbook.paper.callformat import MM
from kyuanbook.paper.feedback_slips import slips
from kyuanbook.paper.forms import Asked, FormPaper, QuestionSheet, SlipSheet, Whom
from kyuanbook.paper.questions import questionnaire
from kyuanbook.paper.sheets import Cancelled
from tests.paper.reading import marks_of, overlaps, page_sizes, text_of

SOMEBODY = Whom("128", "王小明", "10月7日")
LONG = Whom("1234567", "阿卜杜热合曼·买买提江·吐尔逊阿卜杜热合曼·买买提江", "2025年12月31日")


def slip(rows: list[Whom], *, english: bool = False, shop: str = "禾木理发") -> SlipSheet:
    if english:
        return SlipSheet(
            shop, "Were you content with this visit?", "Not at all", "Very", "In your words", "No.", "Name, last 4 digits",
            "Day", rows,
        )  # fmt: skip
    return SlipSheet(shop, "这次来，您满意吗？", "很不满意", "很满意", "想说的话", "编号", "姓名、手机后四位", "日期", rows)


QUESTIONS = (
    Asked("1", "从哪里知道我们的？", ("1 路过", "2 朋友介绍", "3 抖音", "4 大众点评", "5 小红书", "6 微信群里看到的团购")),
    Asked("2", "多久剪一次头发？", unit="天"), Asked("3", "想不想试试染发？", ("是", "否")),
    Asked("5", "上次染发是哪天？", date="_ 年 _ 月 _ 日"),
    Asked("6", "您最看重什么？价格、手艺、环境还是离得近，只选一样，要是都不是就请写下来吧？", lines=2),
)  # fmt: skip


def sheet(rows: list[Whom], questions: tuple[Asked, ...] = QUESTIONS) -> QuestionSheet:
    return QuestionSheet(
        "禾木理发", "新客问卷", "耽误您一分钟，谢谢", "编号", "姓名、手机后四位", "日期", "第 {page} 页，共 {pages} 页",
        "录回：按 Ctrl+Shift+W，打编号或姓名，一题一题按 Enter。", questions, rows,
    )  # fmt: skip


@pytest.mark.parametrize("paper", SLIP_PAPERS)
def test_a_slip_says_whose_it_is_and_an_empty_one_asks(paper: FormPaper) -> None:
    text = text_of(slips(slip([SOMEBODY]), paper).pdf)
    for word in ("禾木理发", "这次来，您满意吗？", "1", "5", "很不满意", "很满意", "想说的话", "编号 128", "王小明", "10月7日"):
        assert word in text, word
    assert "手机后四位" not in text
    empty = text_of(slips(slip([Whom()]), paper).pdf)
    assert "姓名、手机后四位" in empty and "日期" in empty and "编号" not in empty


@pytest.mark.parametrize(("paper", "pages"), [(FormPaper.A4, 2), (FormPaper.ROLL80, 9), (FormPaper.ROLL58, 9)])
def test_eight_stand_on_a_sheet_and_each_of_a_roll_is_cut_off(paper: FormPaper, pages: int) -> None:
    printed = slips(slip([Whom()] * 9), paper)
    assert printed.pages == pages == len(page_sizes(printed.pdf)) and not printed.missing
    wide = {FormPaper.A4: 210, FormPaper.ROLL80: 80, FormPaper.ROLL58: 58}[paper]
    assert {round(width / MM) for width, _ in page_sizes(printed.pdf)} == {wide}
    assert text_of(printed.pdf).count("这次来，您满意吗？") == 9


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("paper", SLIP_PAPERS)
def test_nothing_on_a_slip_stands_on_another_or_beyond_the_edge(paper: FormPaper, english: bool) -> None:
    rows = [SOMEBODY, LONG, Whom()]
    printed = slips(slip(rows, english=english, shop="禾木理发旗舰店（人民广场地铁站三号口店）"), paper)
    for page, (width, _) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert not overlaps(marks)
        assert min(m.left for m in marks) > 2.5 * MM and max(m.right for m in marks) < width - 2.5 * MM


@pytest.mark.parametrize("paper", SURVEY_PAPERS)
def test_a_questionnaire_has_every_question_its_choices_and_the_number(paper: FormPaper) -> None:
    printed = questionnaire(sheet([SOMEBODY, Whom()]), paper)
    assert printed.pages == 2 and not printed.missing
    text = text_of(printed.pdf).replace("\r\n", "")
    for one in QUESTIONS:
        assert one.text in text and f"{one.number}." in text
        assert all(word in text for word in one.choices)
    assert "编号128" in text.replace(" ", "") and text.count("王小明") == 1 and text.count("姓名、手机后四位") == 1
    assert text.count("耽误您一分钟，谢谢") == 2 and "第 1 页" not in text  # one page needs no number
    for page in range(2):
        assert not overlaps(marks_of(printed.pdf, page))


@pytest.mark.parametrize("paper", SURVEY_PAPERS)
def test_no_question_is_torn_between_two_pages_and_all_keep_their_numbers(paper: FormPaper) -> None:
    many = tuple(Asked(str(n), f"第{n}个问题：还想对我们说什么？", lines=2) for n in range(1, 11))
    printed = questionnaire(sheet([LONG], many), paper)
    assert printed.pages == 2
    text = text_of(printed.pdf).replace("\r\n", "")
    assert all(f"第{n}个问题" in text for n in range(1, 11)) and "第 2 页，共 2 页" in text
    for page, (_, height) in enumerate(page_sizes(printed.pdf)):
        marks = marks_of(printed.pdf, page)
        assert not overlaps(marks) and min(m.bottom for m in marks) > 8 * MM and max(m.top for m in marks) < height - 8 * MM


def test_the_same_words_are_the_same_bytes_and_it_can_be_stopped() -> None:
    assert slips(slip([SOMEBODY]), FormPaper.A4).pdf == slips(slip([SOMEBODY]), FormPaper.A4).pdf
    assert questionnaire(sheet([LONG]), FormPaper.A5).pdf == questionnaire(sheet([LONG]), FormPaper.A5).pdf
    with pytest.raises(Cancelled):
        slips(slip([SOMEBODY] * 99), FormPaper.A4, lambda done, of: done < 16)
    with pytest.raises(Cancelled):
        questionnaire(sheet([SOMEBODY] * 9), FormPaper.A4, lambda _done, _of: False)
