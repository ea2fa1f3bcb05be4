"""Commands about 满意度 and 问卷."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer

from kyuanbook.actions.done import Book
from kyuanbook.cli import text
from kyuanbook.cli.desk import refuse
from kyuanbook.cli.options import Json, Who, Yes, desk_of, put
from kyuanbook.cli.people import staff_of
from kyuanbook.cli.rows import iso
from kyuanbook.language import later, listed, say, tr, trn
from kyuanbook.rules.custom import Kind
from kyuanbook.rules.feedback import FeedbackEntry, Way, clean_feedback
from kyuanbook.rules.surveys import QuestionRow, ReplyEntry, clean_reply
from kyuanbook.rules.words import Message


def feedback(
    context: typer.Context,
    who: Who,
    score: Annotated[str, typer.Argument(metavar="SCORE", help=later("几分，1 很不满意，5 很满意；只有话没打分写 -"))],
    words: Annotated[str, typer.Option(help=later("客人的话"))] = "",
    way: Annotated[str, typer.Option(help=later("怎么说的：当面说的、电话里、小票上、问卷上"))] = Way.COUNTER.value,
    day: Annotated[str, typer.Option(help=later("哪天，如 昨天、11.20；不写是今天"))] = "",
    staff: Annotated[str, typer.Option(help=later("谁接待的；不写是那次到店的店员"))] = "",
    at_large: Annotated[bool, typer.Option("--at-large", help=later("不单说哪一次；不写就是说最近一次到店"))] = False,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.feedback import record_feedback
    from kyuanbook.book.queries import answers

    desk = desk_of(context, as_json, yes)
    chosen = _way(way)
    with desk.change() as book:
        customer = desk.customer(book, who)
        entry = FeedbackEntry("" if score.strip() in ("-", "—") else score, words, chosen.value, day=day)
        on = clean_feedback(entry, book.today())[0].day
        with book.read() as sql:
            visit = None if at_large else answers.last_visit(sql, customer, on)
            served = None if at_large else answers.staff_of_last_visit(sql, customer, on)
        staff_id = staff_of(desk, book, staff) if staff else served
        typed = FeedbackEntry(entry.score, words, chosen.value, visit, staff_id, day)
        done = desk.asking(lambda a: record_feedback(book, customer_id=customer, entry=typed, accepted=a))
        desk.done(done, customer_id=customer)


def _way(typed: str) -> Way:
    known = {way.value: way for way in Way} | {say(way.label): way for way in Way}
    if typed not in known:
        refuse(tr("没有“{way}”这一种。可以写：{ways}", way=typed, ways=" ".join(say(way.label) for way in Way)))
    return known[typed]


def surveys(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=later("看这一份怎么答的；不写列出有哪些"))] = "",
    as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.book.queries import surveys as kept

    desk = desk_of(context, as_json)
    with desk.read() as book:
        if name:
            return _told(book, survey_of(book, name), desk.as_json)
        with book.read() as sql:
            found = kept.surveys(sql)
    if desk.as_json:
        rows = ({"id": o.id, "name": o.name, "questions": o.questions, "replied": o.replied} for o in found)
        return put(text.json_rows(rows))
    if not found:
        return print(tr("还没有问卷，在窗口的“分析 → 问卷”里做。"))
    lines = [(str(o.id), o.name, str(o.questions), str(o.replied)) for o in found]
    return put(text.table((tr("编号"), tr("问卷"), tr("几题"), tr("几位答过")), lines, right=(0, 2, 3)))


def survey_of(book: Book, typed: str) -> int:
    """A 问卷 by its number or its name. Raises Stop."""
    from kyuanbook.book.queries import surveys as kept

    with book.read() as sql:
        there = kept.surveys(sql)
    found = [one for one in there if typed.strip() in (one.name, str(one.id))]
    if len(found) != 1:
        names = listed(one.name for one in there) or tr("还没有问卷")
        refuse(tr("没有“{name}”这份问卷。可以写：{names}", name=typed, names=names))
    return found[0].id


def _told(book: Book, survey_id: int, as_json: bool) -> None:
    from kyuanbook.book.queries import surveys as kept

    with book.read() as sql:
        told = kept.told(sql, survey_id)
    if as_json:
        return put(text.json_rows(map(_told_data, told)))
    for one in told:
        put([tr("{n}. {question}", n=one.question.number, question=one.question.text)])
        put(f"   {line}" for line in _told_lines(one))
    return None


def _told_data(one: Any) -> dict[str, Any]:
    mean = one.mean
    return {
        "number": one.question.number, "question": one.question.text, "field": one.question.field.name,
        "hidden": one.question.hidden, "answered": len(one.customers),
        "choices": {choice.word: len(choice.customers) for choice in one.choices},
        "mean": None if mean is None or not mean.n else {"mean": mean.mean, "low": mean.low, "high": mean.high, "few": mean.few},
        "newest": [words for _, words in one.newest],
    }  # fmt: skip


def _told_lines(one: Any) -> list[str]:
    lines = [trn("{n} 位答了", len(one.customers)) if one.customers else tr("还没有人答")]
    yes = one.question.field.kind is Kind.YES_NO
    if one.customers:
        lines += [
            f"{say(Message(f'custom_{choice.word}')) if yes else choice.word}  {len(choice.customers)}" for choice in one.choices
        ]
    if one.mean is not None and one.mean.n:
        unit = one.question.field.unit
        reach = tr("大约在 {low} 到 {high} 之间", low=f"{one.mean.low:.1f}", high=f"{one.mean.high:.1f}")
        average = tr("平均 {mean}", mean=f"{one.mean.mean:.1f} {unit}".rstrip())
        lines.append(f"{average}  {tr('人太少，还说不准') if one.mean.few else reach}")
    return [*lines, *(words for _, words in one.newest)]


def reply(
    context: typer.Context,
    who: Who,
    survey: Annotated[str, typer.Argument(metavar="SURVEY", help=later("哪份问卷：名字或编号，有哪些见 surveys 命令"))],
    answers: Annotated[
        list[str], typer.Argument(metavar="N=ANSWER", help=later("第几题=答案，如 1=朋友介绍 2=30；选一个的也可写第几个"))
    ],
    day: Annotated[str, typer.Option(help=later("哪天答的，如 昨天、11.20；不写是今天"))] = "",
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.replies import record_reply
    from kyuanbook.book.queries import surveys as kept

    desk = desk_of(context, as_json, yes)
    with desk.change() as book:
        customer, chosen = desk.customer(book, who), survey_of(book, survey)
        with book.read() as sql:
            asked = kept.questions(sql, chosen)
        entry = ReplyEntry(answers_of(asked, answers), day)
        done = desk.asking(
            lambda a: record_reply(book, survey_id=chosen, customer_id=customer, entry=entry, accepted=a)
        )
        desk.done(done, customer_id=customer, day=iso(clean_reply(asked, entry, book.today())[1]))


def answers_of(asked: Sequence[QuestionRow], given: Iterable[str]) -> dict[int, str]:
    """``1=朋友介绍`` and so on, by question. Raises Stop."""
    by_number = {str(one.number): one.id for one in asked}
    typed: dict[int, str] = {}
    for one in given:
        number, equals, answer = one.replace("＝", "=").partition("=")
        question = by_number.get(number.strip())
        if not equals or question is None:
            numbers = listed(by_number)
            refuse(tr("看不懂“{answer}”。写成 1=朋友介绍，题号有 {numbers}", answer=one, numbers=numbers))
        typed[question] = answer
    return typed
