"""The command that brings the customers of a table into the book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kyuanbook.actions.done import Book
from kyuanbook.cli import text
from kyuanbook.cli.desk import Desk, Stop, hint, refuse
from kyuanbook.cli.options import Json, Yes, desk_of
from kyuanbook.cli.progress import Progress
from kyuanbook.cli.tables import table_of
from kyuanbook.language import clauses, later, listed, say, tr, trn
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.import_sources import Where, meant

if TYPE_CHECKING:
    from kyuanbook.actions.importing import Brought, Plan, Wanted
    from kyuanbook.exchange.tables import Table
    from kyuanbook.rules.import_plan import Planned


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=later("客户表：CSV、TSV 或文本文件"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=later("只看每一行会怎样，不写进客源本"))] = False,
    encoding: Annotated[str, typer.Option(help=later("文字编码：utf-8 gb18030 utf-16 big5；不写就自己认"))] = "",
    column: Annotated[list[str] | None, typer.Option(metavar="COLUMN=FIELD", help=later(
        "哪一列是什么，如 宠物=note、第3列=电话；leave 不导入，to_note 放进备注，new_field 新建自定义项目；可以写几次"
    ))] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="WORD=SOURCE", help=later(
        "表里不认识的来源：记成哪个来源，或者新建在哪一类 walk_in offline online partner content referral；可以写几次"
    ))] = None,
    fill: Annotated[bool, typer.Option("--fill", help=later("已在本里的客户，补上空着的内容"))] = False,
    left_out: Annotated[Path | None, typer.Option("--save-left-out", metavar="CSV", help=later(
        "没导入的行存成这个表格，改好了再导入"
    ))] = None,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    desk = desk_of(context, as_json, yes)
    table = _table(file, encoding)
    with desk.read() if dry_run else desk.change(create=True) as book:
        wanted = _wanted(desk, book, table, column or (), source or (), fill)
        found, done = _brought(book, table, wanted, dry_run)
        if left_out is not None:
            from kyuanbook.actions.importing import save_left_out

            save_left_out(found, left_out)
    _tell(desk, found, done)


def _table(file: Path, encoding: str) -> "Table":
    from kyuanbook.exchange.tables import ENCODINGS

    if encoding and encoding not in ENCODINGS:
        refuse(tr("没有“{typed}”这种文字编码。可以写：{keys}", typed=encoding, keys=" ".join(ENCODINGS)))
    return table_of(file, encoding)


def _wanted(
    desk: Desk, book: Book, table: "Table", columns: Sequence[str], sources: Sequence[str], fill: bool
) -> "Wanted":  # fmt: skip
    from kyuanbook.actions.importing import begin, heads, with_source

    wanted = replace(begin(book, table), fill=fill)
    named, keys = heads(table, wanted.head), list(wanted.keys)
    known = _fields(book)
    for given in columns:
        head, _, field = given.replace("＝", "=").rpartition("=")
        at = _place(head.strip(), named)
        key = known.get(field.strip().lower())
        if at is None:
            refuse(tr("表里没有“{head}”这一列。有的是：{heads}", head=head, heads=" ".join(named)))
        if key is None:
            refuse(tr("没有“{typed}”这个项目。可以写：{keys}", typed=field, keys=" ".join(dict.fromkeys(known))))
        keys[at] = key
    wanted = replace(wanted, keys=tuple(keys))
    for given in sources:
        word, _, place = given.replace("＝", "=").rpartition("=")
        wanted = with_source(wanted, word.strip(), _where(desk, book, place.strip()))
    return wanted


def _place(head: str, named: Sequence[str]) -> int | None:
    """A column by its name, or by its place: 3, 第3列."""
    if head in named:
        return named.index(head)
    number = head.removeprefix("第").removesuffix("列").strip()
    return int(number) - 1 if number.isascii() and number.isdecimal() and 0 < int(number) <= len(named) else None


def _fields(book: Book) -> Mapping[str, str]:
    """What a column can be, by its key, its name in both languages, and the owner's own fields by theirs."""
    from kyuanbook.book.queries.custom import fields
    from kyuanbook.rules.custom import Owner, problem_name
    from kyuanbook.rules.import_heads import FIELDS, LEAVE, NEW_FIELD, TO_NOTE, label
    from kyuanbook.sentences.table import SENTENCES

    keys = (*FIELDS, TO_NOTE, NEW_FIELD)
    found = {"leave": LEAVE, **{key: key for key in keys}}
    found |= {words.lower(): key for key in (*keys, LEAVE) for words in (SENTENCES[label(key).key], say(label(key)))}
    with book.read() as sql:
        own = fields(sql, Owner.CUSTOMER)
    return found | {field.name.lower(): problem_name(field.id) for field in own}


def _where(desk: Desk, book: Book, typed: str) -> Where:
    """A source of the book, or a family under which the word becomes one. Raises Stop."""
    from kyuanbook.actions.import_writing import known_sources

    families = {word: one for one in ChannelFamily for word in (one.value, say(one.label))}
    with book.read() as sql:
        found = meant(typed, known_sources(sql))
    if found is None and typed in families:
        return Where(family=families[typed])
    return Where(channel_id=found if found is not None else desk.channel(book, typed))


def _brought(book: Book, table: "Table", wanted: "Wanted", dry_run: bool) -> "tuple[Plan, Brought | None]":
    from kyuanbook.actions.importing import bring_in, plan
    from kyuanbook.rules.words import Refused

    try:
        with Progress(len(table.lines), tr("正在看每一行")) as step:
            found = plan(book, table, wanted, step)
        if dry_run:
            return found, None
        with Progress(len(table.lines), tr("正在导入")) as step:
            return found, bring_in(book, found, step)
    except Refused as refused:
        reasons = [] if "columns" in {problem.field for problem in refused.problems} else _left(found)
        raise Stop(*(say(problem.message) for problem in refused.problems), *reasons) from refused


def _tell(desk: Desk, found: "Plan", done: "Brought | None") -> None:
    """How many were brought in; those that were not say why, and the code tells it too."""
    from kyuanbook.rules.import_plan import Fate

    if desk.as_json:
        print(text.json_one(_data(found, done)))
    else:
        if done is not None:
            desk.done(done.done)
        new, there, left = (len(found.of(*fates)) for fates in ((Fate.NEW,), (Fate.THERE,), (Fate.WRONG, Fate.TWICE)))
        print(clauses((trn("新客户 {n} 位", new), trn("已在本里 {n} 位", there), trn("没导入 {n} 行", left))))
        if done is None:
            print(tr("只是看看，客源本没有改动"))
    for one in found.odd:
        hint(_line(one))
    if found.unknown:
        words = listed(f"{word}（{n}）" for word, n in found.unknown.items() if word not in found.wanted.sources)
        if words:
            hint(tr("不认识的来源写进了备注：{words}。要记成来源，用 --source", words=words))
    if lines := _left(found):
        raise Stop(*lines)


def _left(found: "Plan") -> list[str]:
    from kyuanbook.rules.import_plan import LEFT_OUT

    return [_line(one) for one in found.of(*LEFT_OUT)]


def _line(one: "Planned") -> str:
    return tr("第 {n} 行 {name}：{why}", n=one.row.number, name=one.row.name or "—", why=tr("；").join(map(say, one.reasons())))


def _data(found: "Plan", done: "Brought | None") -> dict[str, Any]:
    from kyuanbook.rules.import_plan import LEFT_OUT, Fate

    def row(one: "Planned") -> dict[str, Any]:
        return {"row": one.row.number, "name": one.row.name, "why": list(map(say, one.reasons()))}

    there = [{**row(one), "customer_id": one.there} for one in found.of(Fate.THERE)]
    return {
        "done": say(done.done.changed.label) if done else None, "dry_run": done is None,
        "columns": dict(zip(found.heads, found.wanted.keys, strict=True)), "encoding": found.table.encoding,
        "new": len(found.of(Fate.NEW)), "filled": done.filled if done else 0, "there": there,
        "left_out": [row(one) for one in found.of(*LEFT_OUT)], "odd": [row(one) for one in found.odd],
        "unknown_sources": dict(found.unknown), "notes": [say(note) for note in done.done.notes] if done else [],
    }  # fmt: skip
