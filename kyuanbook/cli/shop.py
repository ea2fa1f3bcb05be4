"""Commands about the shop and the book as a whole."""

import time
from pathlib import Path
from typing import Annotated

import typer

from kyuanbook.actions.keeping import Facts
from kyuanbook.cli import rows, text
from kyuanbook.cli.desk import FAILED, Desk, Stop, hint
from kyuanbook.cli.options import Json, Yes, desk_of, put
from kyuanbook.cli.progress import Progress
from kyuanbook.language import clauses, later, say, tr, trn


def demo(
    context: typer.Context,
    customers: Annotated[int, typer.Option(help=later("多少位客户"))] = 200,
    years: Annotated[float, typer.Option(help=later("开店几年"))] = 2,
    seed: Annotated[int, typer.Option(help=later("同一个数装出来的店一模一样"))] = 1,
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import rhythm, standing
    from kyuanbook.actions.sample import add_sample

    desk = desk_of(context, as_json, yes)
    with desk.change(create=True) as book, Progress(customers, tr("正在装入样板店")) as step:
        done = desk.asking(
            lambda accepted: add_sample(
                book, customers=customers, years=years, seed=seed, accepted=accepted, progress=step
            )
        )
        rhythm.refresh_calls(book)
        standing.refresh_standings(book)
        desk.done(done, customers=customers, book=str(book.path))


def channels(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.book.queries import shop

    desk = desk_of(context, as_json)
    with desk.read() as book, book.read() as sql:
        found = shop.channels(sql, hidden=True, counted=True)
    if desk.as_json:
        return put(text.json_rows(map(rows.channel_data, found)))
    return put(text.table(rows.channel_head(), [rows.channel_line(c) for c in found], right=(0, 4)))


def undo(context: typer.Context, as_json: Json = False) -> None:
    _turn(desk_of(context, as_json), "undo")


def redo(context: typer.Context, as_json: Json = False) -> None:
    _turn(desk_of(context, as_json), "redo")


def _turn(desk: Desk, way: str) -> None:
    from kyuanbook.actions import history

    with desk.change() as book:
        done = history.undo(book) if way == "undo" else history.redo(book)
    what = clauses(map(say, done.notes))
    if desk.as_json:
        return print(text.json_one({"done": say(done.changed.label), "what": what}))
    return print(tr("撤销：{what}", what=what) if way == "undo" else tr("重做：{what}", what=what))


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help=later("复制到这个文件夹（如U盘），复制出来的可以直接打开"))] = None,
    listed: Annotated[bool, typer.Option("--list", help=later("只列出已有的备份"))] = False,
    as_json: Json = False,
) -> None:
    from kyuanbook.actions import keeping

    desk = desk_of(context, as_json)
    if listed:
        return _list_backups(desk)
    with desk.read() as book:
        if to is not None:
            copied = keeping.copy_to(book, folder=to)
            assert copied is not None
            return _kept(desk, tr("已复制到 {path}，核对无误，可以直接打开", path=copied.path), copied.path, copied.facts)
        made = keeping.back_up(book, second=desk.second_place)
        assert made is not None
        for note in made.notes:
            hint(say(note))
        return _kept(desk, tr("已备份到 {path}", path=made.backup.path), made.backup.path, made.backup.facts)


def _kept(desk: Desk, words: str, path: Path, facts: Facts | None) -> None:
    if desk.as_json:
        counts = {"customers": facts.customers, "visits": facts.visits} if facts else {}
        return print(text.json_one({"done": words, "path": str(path), **counts}))
    print(words)
    if facts:
        print(tr("{customers} 位客户、{visits} 次到店", customers=facts.customers, visits=facts.visits))
    return None


def _list_backups(desk: Desk) -> None:
    from kyuanbook.actions import keeping

    found = list(enumerate(keeping.backups(desk.book_path, second=desk.second_place), 1))
    if desk.as_json:
        return put(text.json_rows(rows.backup_data(n, b) for n, b in found))
    if not found:
        return print(tr("还没有备份过"))
    return put(text.table(rows.backup_head(), [rows.backup_line(n, b) for n, b in found], right=(0, 2, 3, 4)))


def restore(
    context: typer.Context,
    which: Annotated[str, typer.Argument(
        metavar="BACKUP", help=later("备份文件，或 backup --list 里的第几份；不写是最近的一份")
    )] = "1",
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import keeping

    desk = desk_of(context, as_json, yes)
    chosen = Path(which)
    if which.isdecimal():
        found = keeping.backups(desk.book_path, second=desk.second_place)
        if not 0 < int(which) <= len(found):
            raise Stop(tr("没有第 {n} 份备份，一共有 {count} 份", n=which, count=len(found)))
        chosen = found[int(which) - 1].path
    desk.confirm(tr("要恢复 {path} 吗？现在的客源本会留在它旁边", path=chosen))
    restored = keeping.restore_book(desk.book_path, backup_path=chosen, now=time.time)
    assert restored is not None
    if restored.kept is not None and not desk.as_json:
        hint(tr("恢复前的那本留在 {path}", path=restored.kept))
    _kept(desk, tr("已恢复 {path}", path=chosen), desk.book_path, restored.facts)


def check(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.actions import keeping
    from kyuanbook.book.queries.customers import customer_count

    desk = desk_of(context, as_json)
    with desk.read() as book:
        found = keeping.check(book, cancelled=lambda: False, second=desk.second_place)
        if found is not None:
            raise Stop(say(found), code=FAILED)
        with book.read() as sql:
            count = customer_count(sql)
    if desk.as_json:
        return print(text.json_one({"sound": True, "customers": count, "book": str(desk.book_path)}))
    return print(trn("整本检查过，没有损坏，{n} 位客户", count))
