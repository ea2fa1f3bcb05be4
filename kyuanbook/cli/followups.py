"""Commands about 回访: who is due and why, and what came of it."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.due import DueItem, by_day, due
from kyuanbook.book.queries.due_rows import DueRow, due_rows
from kyuanbook.cli import text
from kyuanbook.cli.desk import Desk, refuse
from kyuanbook.cli.options import Json, Reason, Who, Yes, desk_of, put
from kyuanbook.cli.rows import iso, phone_words
from kyuanbook.cli.silences import reason_of
from kyuanbook.language import later, say, tr
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.dates import day_words
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind, outcome_label

COLUMNS = ("id", "name", "phone", "kind", "reason", "day", "channel", "staff", "list", "words")


def due_(
    context: typer.Context,
    on_week: Annotated[bool, typer.Option("--on-week", help=later("连后面六天的一起，按日子排"))] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help=later("给电子表格读的 CSV"))] = False,
    as_json: Json = False,
) -> None:
    desk = desk_of(context, as_json)
    with desk.read() as book:
        today = book.today()
        rows = _rows(book, on_week)
    if desk.as_json:
        return put(text.json_rows(_data(row, today) for row in rows))
    if as_csv:
        return put(text.csv_rows(COLUMNS, (list(_data(row, today).values()) for row in rows)))
    if not rows:
        return print(tr("这周没有要回访的。") if on_week else tr("今天没有要回访的。"))
    heads = (tr("编号"), tr("姓名"), tr("电话"), tr("哪天"), tr("为什么"), tr("谁负责"))
    return put(text.table(heads, [_line(row, today) for row in rows], right=(0,)))


def _rows(book: Book, week: bool) -> list[DueRow]:
    """Those of today as the page has them; of the week day by day."""
    today = book.today()
    with book.read() as sql:
        found: Iterable[DueItem] = due(sql, book.rhythms, today)
        if week:
            days = by_day(sql, book.rhythms, today)
            found = [item for day in sorted(days) for item in days[day]]
        return due_rows(sql, book.rhythms, today, list(found))


def _data(row: DueRow, today: int) -> dict[str, Any]:
    item = row.item
    return {
        "id": row.customer_id, "name": row.name, "phone": row.phone, "kind": item.kind.value, "reason": say(row.reason),
        "day": iso(max(today, item.due_day)), "channel": item.channel.value, "staff": row.staff, "list": row.list_id,
        "words": row.words,
    }  # fmt: skip


def _line(row: DueRow, today: int) -> tuple[str, ...]:
    day = say(day_words(max(today, row.item.due_day), today))
    return str(row.customer_id), row.name, phone_words(row.phone), day, say(row.reason), row.staff


def answer(
    context: typer.Context,
    who: Who,
    outcome: Annotated[str, typer.Argument(help=later("结果：已接通、未接、空号、约好再来、拒绝、请勿再联系"))],
    note: Annotated[str, typer.Option(help=later("备注"))] = "",
    promised: Annotated[str, typer.Option(metavar="DATE", help=later("约好再来的日子，如 周六、12.3"))] = "",
    score: Annotated[str, typer.Option(help=later("满意度，1 到 5"))] = "",
    reason: Reason = "",
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.answers import record_answer

    desk = desk_of(context, as_json, yes)
    with desk.change() as book:
        customer = desk.customer(book, who)
        item = _item(desk, book, customer)
        said = _outcome(item.channel, outcome)
        if reason and said != Outcome.REFUSED:
            refuse(tr("只有拒绝才记原因"))
        entry = AnswerEntry(said, note, promised, score, reason_of(book, reason), item.staff_id)
        done = desk.asking(lambda a: record_answer(book, item=item, entry=entry, accepted=a))
        desk.done(done, customer_id=customer)


def _item(desk: Desk, book: Book, customer: int) -> DueItem:
    """What they are due for today. Raises Stop for one who is not."""
    with book.read() as sql:
        found = [item for item in due(sql, book.rhythms, book.today()) if item.customer_id == customer]
    if not found:
        refuse(tr("这位今天没有要回访的事。要记一次联系，用 touch 命令"))
    return found[0]


def _outcome(channel: TouchKind, typed: str) -> str:
    known: dict[str, Outcome] = {}
    for one in OUTCOMES.get(channel, ()):
        known |= {one.value: one, say(outcome_label(channel, one)): one}
    for one in OUTCOMES.get(channel, ()):  # 已接通 of a message is 回了
        known.setdefault(say(outcome_label(TouchKind.CALL, one)), one)
    if typed.strip() not in known:
        words = " ".join(say(outcome_label(channel, one)) for one in OUTCOMES.get(channel, ()))
        refuse(tr("{kind}没有“{outcome}”这个结果。可以写：{outcomes}", kind=say(channel.label), outcome=typed, outcomes=words))
    return known[typed.strip()].value
