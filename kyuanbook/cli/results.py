"""Commands that type back what was written on a printed list."""

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from kyuanbook.actions.done import Book, Done
from kyuanbook.book.queries.results import PaperList, PaperRow
from kyuanbook.cli import text
from kyuanbook.cli.desk import Desk, Stop, hint
from kyuanbook.cli.feedback import answers_of
from kyuanbook.cli.options import Json, Reason, Yes, desk_of, put
from kyuanbook.cli.rows import iso
from kyuanbook.cli.silences import reason_of
from kyuanbook.cli.tables import table_of
from kyuanbook.language import clauses, later, say, tr, trn
from kyuanbook.rules.answers import AnswerEntry, read_list_number
from kyuanbook.rules.touches import Outcome, TouchKind, outcome_label
from kyuanbook.rules.words import Message

LIST = Annotated[str, typer.Argument(metavar="LIST", help=later("名单号，印在纸的右上角"))]
HEADS: Final = {
    "row": "row", "行": "row", "outcome": "outcome", "结果": "outcome", "note": "note", "备注": "note",
    "promised": "promised", "约在哪天": "promised", "score": "score", "满意度": "score", "day": "day", "哪天打的": "day",
    "phone": "phone", "新号码": "phone",
}  # fmt: skip
_QUESTION: Final = re.compile(r"(?:第|q)?\s*([1-9][0-9]?)\s*(?:题|[.．、:：]|$)")


def result(
    context: typer.Context, number: LIST,
    row: Annotated[int, typer.Argument(metavar="ROW", help=later("第几行"))],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help=later(
        "结果：1 到 6，或 已接通、未接、空号、约好、拒绝、勿扰"
    ))],
    note: Annotated[str, typer.Option(help=later("备注"))] = "",
    promised: Annotated[str, typer.Option(help=later("约好哪天来，如 周六、12.3"))] = "",
    score: Annotated[str, typer.Option(help=later("满意度 1 到 5"))] = "",
    reason: Reason = "",
    phone: Annotated[str, typer.Option("--new-phone", help=later("对方给的新号码"))] = "",
    day: Annotated[str, typer.Option(help=later("哪天打的；不写是今天"))] = "",
    answer: Annotated[list[str] | None, typer.Option(metavar="N=ANSWER", help=later(
        "名单上问的问卷：第几题=答案，如 1=每天；可以写几次"
    ))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    desk = desk_of(context, as_json, yes)
    with desk.change() as book:
        printed = _list(book, number)
        said = _said(book, printed, answer) if answer else None
        answered = _row(book, printed, row)
        entry = AnswerEntry(
            _outcome(outcome, answered.channel(printed.channel)), note, promised, score,
            reason_of(book, reason), None, day, phone,
        )  # fmt: skip
        desk.done(_answer(desk, book, answered, entry, said), list=printed.id, row=row)


def results(
    context: typer.Context, number: LIST,
    file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help=later(
        "从表格文件录：行、结果、备注、约在哪天、满意度，问卷的题写第1题、第2题，第一行是列名"
    ))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    desk = desk_of(context, as_json, yes)
    if file is None:
        with desk.read() as book:
            _show(desk, book, _list(book, number))
    else:
        _type_back(desk, number, _read(file))


def _type_back(desk: Desk, number: str, lines: list[tuple[int, dict[str, str]]]) -> None:
    """Line by line, each in the book by itself; one that is refused stops none of the others."""
    with desk.change() as book:
        printed, kept = _list(book, number), 0
        wrong: list[str] = []
        for place, line in lines:
            try:
                row = _row(book, printed, _figure(line.get("row", "")))
                asked = [f"{head}={cell}" for head, cell in line.items() if head.isdecimal()]
                said = _said(book, printed, asked) if asked else None
                _answer(desk, book, row, _entry(line, row.channel(printed.channel)), said)
                kept += 1
            except Stop as stop:
                wrong += [tr("第 {n} 行没录：{why}", n=place, why=why) for why in stop.lines]
    _told(desk, printed, kept, wrong)


def _entry(line: dict[str, str], channel: TouchKind) -> AnswerEntry:
    return AnswerEntry(
        _outcome(line.get("outcome", ""), channel), line.get("note", ""), line.get("promised", ""), line.get("score", ""),
        day=line.get("day", ""), new_phone=line.get("phone", ""),
    )  # fmt: skip


def _told(desk: Desk, printed: PaperList, kept: int, wrong: list[str]) -> None:
    """How many are in the book; those that are not say why, and the code tells it too."""
    if desk.as_json:
        print(text.json_one({"list": printed.id, "kept": kept, "wrong": wrong}))
    else:
        print(tr("名单 {number}：录了 {n} 行", number=printed.id, n=kept))
    if wrong:
        raise Stop(*wrong)


def _show(desk: Desk, book: Book, printed: PaperList) -> None:
    """The rows as on the paper, and what is answered of them."""
    from kyuanbook.book.queries.results import paper_rows

    with book.read() as sql:
        rows = paper_rows(sql, printed.id)
    if desk.as_json:
        said = [_data(row) for row in rows]
        print(text.json_one({"list": printed.id, "title": printed.title, "day": iso(printed.day), "rows": said}))
        return
    today, lines = book.today(), []
    for row in rows:
        answer = row.answer
        replied = trn("问卷答了 {n} 题", len(row.reply.said)) if row.reply is not None else ""
        followed = clauses((answer.note, *(say(one) for one in answer.followed(today)), replied)) if answer else replied
        lines.append((str(row.number), row.name, row.words().get("phone", ""), say(answer.label) if answer else "—", followed))
    put(text.table((tr("行"), tr("姓名"), tr("手机"), tr("结果"), tr("备注和下一步")), lines, right=(0,)))
    hint(tr("录了 {n}/{rows}", n=printed.answered, rows=printed.rows))


def _data(row: PaperRow) -> dict[str, object]:
    answer = row.answer
    return {
        "row": row.number, "customer_id": row.customer_id, "name": row.name, "customer": row.whose.value,
        "outcome": answer.outcome.value if answer else None, "note": answer.note if answer else None,
        "promised": iso(answer.promised) if answer else None, "score": answer.score if answer else None,
        "day": iso(answer.day) if answer else None, "answers": list(row.reply.said.values()) if row.reply is not None else [],
    }  # fmt: skip


# what is typed -----------------------------------------------------------------------------------------------------------


def _list(book: Book, typed: str) -> PaperList:
    from kyuanbook.actions.results import find_list
    from kyuanbook.rules.words import Refused

    number, problems = read_list_number(typed)
    if number is None:
        raise Stop(say(problems[0].message if problems else Message("list_number_unreadable")))
    try:
        return find_list(book, number=number)
    except Refused as refused:
        raise Stop(*(say(problem.message) for problem in refused.problems)) from refused


def _row(book: Book, printed: PaperList, number: int) -> PaperRow:
    from kyuanbook.book.queries.results import row_of

    with book.read() as sql:
        found = row_of(sql, printed.id, number)
    if found is None:
        raise Stop(say(Message("row_missing", {"number": printed.id, "rows": printed.rows, "row": number})))
    return found


def _said(book: Book, printed: PaperList, given: list[str]) -> dict[int, str]:
    """What was answered to the list's 问卷, by the numbers on the paper. Raises Stop."""
    from kyuanbook.book.queries.list_survey import survey_of_list

    with book.read() as sql:
        asked = survey_of_list(sql, printed.id)
    if asked is None:
        raise Stop(tr("名单 {number} 没有问问卷", number=printed.id))
    return answers_of(asked.questions, given)


def _answer(desk: Desk, book: Book, row: PaperRow, entry: AnswerEntry, said: dict[int, str] | None = None) -> Done:
    """A row that is answered already is asked about, as the window shows it."""
    from kyuanbook.actions.results import answer_row

    return desk.asking(
        lambda accepted: answer_row(book, row_id=row.id, entry=entry, seen=None, accepted=accepted, reply=said)
    )


def _outcome(typed: str, channel: TouchKind) -> str:
    """A key, a word of the paper, that of a call, or a code."""
    from kyuanbook.actions.sheets import box_words

    boxes = box_words(channel)
    known: dict[str, Outcome] = {}
    for n, outcome in enumerate(Outcome, 1):
        known |= {str(n): outcome, outcome.value: outcome}
        known |= {say(outcome_label(kind, outcome)).lower(): outcome for kind in (TouchKind.CALL, channel)}
    found = (known | {box.lower(): outcome for outcome, box in boxes.items()}).get(typed.strip().lower())
    if found is None:
        raise Stop(tr("没有“{outcome}”这个结果。可以写：{outcomes}", outcome=typed, outcomes=" ".join(boxes.values())))
    return found.value


def _figure(typed: str) -> int:
    line = typed.strip()
    if not line.isdecimal():
        raise Stop(tr("“{row}”不是行号", row=typed))
    return int(line)


def _read(file: Path) -> list[tuple[int, dict[str, str]]]:
    """(line of the file, what stands in it by column). Raises Stop when it can't be read or a column is missing."""
    first, *others = table_of(file).lines
    heads = [_head(head.lower()) for head in first.cells]
    if not {"row", "outcome"} <= set(heads):
        raise Stop(tr("第一行要有列名：行、结果、备注、约在哪天、满意度（或 row,outcome,note,promised,score）"))
    return [(line.number, {head: cell for head, cell in zip(heads, line.cells, strict=False) if head}) for line in others]


def _head(typed: str) -> str:
    """What a column holds: of the answers to a 问卷 the number of the question, 第2题, 2. 想染发吗？"""
    question = _QUESTION.match(typed)
    return HEADS.get(typed, question[1] if question is not None else "")
