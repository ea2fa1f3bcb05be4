"""满意度小票 and 问卷 in the owner's words, for some customers or for whoever fills them in. Nothing is written into the book."""

from collections.abc import Callable, Sequence
from typing import Final

from kyuanbook.actions.asked import asked_of
from kyuanbook.actions.done import Book
from kyuanbook.book.queries import shop
from kyuanbook.book.queries.forms import Named, named
from kyuanbook.language import say, tr
from kyuanbook.paper.forms import FormPaper, QuestionSheet, SlipSheet, Whom
from kyuanbook.paper.sheets import Cancelled, Printed
from kyuanbook.rules.dates import month_day

Progress = Callable[[int, int], bool]

SLIP_PAPERS: Final = (FormPaper.A4, FormPaper.ROLL80, FormPaper.ROLL58)
SURVEY_PAPERS: Final = (FormPaper.A4, FormPaper.A5)

__all__ = [
    "SLIP_PAPERS", "SURVEY_PAPERS", "Cancelled", "FormPaper", "Printed", "form_paper_name", "print_slips", "print_survey",
    "slip_sheet", "survey_sheet",
]  # fmt: skip


def form_paper_name(paper: FormPaper) -> str:
    """What a paper is called where it is picked."""
    names = {
        FormPaper.A4: tr("A4"), FormPaper.A5: tr("A5"), FormPaper.ROLL80: tr("80 mm 小票纸"),
        FormPaper.ROLL58: tr("58 mm 小票纸"),
    }  # fmt: skip
    return names[paper]


def print_slips(
    book: Book, *, paper: FormPaper, customer_ids: Sequence[int] = (), copies: int = 1, progress: Progress | None = None
) -> Printed:
    """A slip for each customer, or ``copies`` empty ones. Raises Cancelled when ``progress`` says stop."""
    from kyuanbook.paper.feedback_slips import slips

    return slips(slip_sheet(book, customer_ids, copies), paper, progress)


def print_survey(
    book: Book, *, survey_id: int, paper: FormPaper, customer_ids: Sequence[int] = (), copies: int = 1,
    progress: Progress | None = None,
) -> Printed:  # fmt: skip
    """The 问卷 for each customer, or ``copies`` empty ones. Raises Cancelled, NoSuchRow."""
    from kyuanbook.paper.questions import questionnaire

    return questionnaire(survey_sheet(book, survey_id, customer_ids, copies), paper, progress)


def slip_sheet(book: Book, customer_ids: Sequence[int] = (), copies: int = 1) -> SlipSheet:
    """The words of the slips."""
    with book.read() as sql:
        name, people = shop.settings(sql).name, named(sql, customer_ids)
    return SlipSheet(
        shop=name, title=tr("这次来，您满意吗？"), low=tr("很不满意"), high=tr("很满意"), words=tr("想说的话"), number=tr("编号"),
        who=tr("姓名、手机后四位"), day=tr("日期"), rows=_rows(people, copies, with_day=True),
    )  # fmt: skip


def survey_sheet(book: Book, survey_id: int, customer_ids: Sequence[int] = (), copies: int = 1) -> QuestionSheet:
    """The words of a 问卷; questions whose field is put away are left out, the others keep their numbers."""
    with book.read() as sql:
        name, people = shop.settings(sql).name, named(sql, customer_ids)
        row, asked = asked_of(sql, survey_id)
    return QuestionSheet(
        shop=name, title=row.name, words=row.words, number=tr("编号"), who=tr("姓名、手机后四位"), day=tr("日期"),
        page=tr("第 {page} 页，共 {pages} 页"), footer=tr("录回：按 Ctrl+Shift+W，打编号或姓名，一题一题按 Enter。"),
        questions=asked, rows=_rows(people, copies, with_day=False),
    )  # fmt: skip


def _rows(people: Sequence[Named], copies: int, *, with_day: bool) -> list[Whom]:
    if not people:
        return [Whom()] * max(1, copies)
    return [
        Whom(str(one.id), one.name, say(month_day(one.last_day)) if with_day and one.last_day is not None else "")
        for one in people
    ]
