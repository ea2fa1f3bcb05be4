"""Commands that say where everybody stands, and whom to call."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kyuanbook import paths, settings
from kyuanbook.actions.done import Book
from kyuanbook.cli import rows, text
from kyuanbook.cli.desk import Desk, hint, refuse, stage_of
from kyuanbook.cli.files import Written
from kyuanbook.cli.options import Json, Limit, ListKind, PrintKind, Source, desk_of, put
from kyuanbook.language import later, tr
from kyuanbook.paper.sheets import Paper

if TYPE_CHECKING:
    from kyuanbook.actions.lists import Draft

REGISTER: Final = "register"


def stages(
    context: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=later("哪天的，如 11.20、2025-12-31；不写是今天"))] = "",
    stage: Annotated[str, typer.Option(help=later("只要这个阶段的"))] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help=later("给电子表格读的 CSV"))] = False,
    as_json: Json = False,
) -> None:
    from kyuanbook.book.queries import replay

    desk = desk_of(context, as_json)
    wanted = stage_of(stage) if stage else None
    with desk.read() as book, book.read() as sql:
        day = desk.day(on, book)
        fitted = book.rhythms.in_force(sql)[1].fit.source == "fitted"
        found = replay.standings(sql, book.rhythms, day, pins=day == book.today())
        chosen = (row for row in found if wanted in (None, row.stage))
        if desk.as_json:
            return put(text.json_rows(rows.standing_data(row, fitted) for row in chosen))
        if as_csv:
            data = (list(rows.standing_data(row, fitted).values()) for row in chosen)
            return put(text.csv_rows(rows.STAGE_COLUMNS, data))
        head = iter([rows.standing_head()])
        lines = (line for part in (head, (rows.standing_line(r, fitted) for r in chosen)) for line in part)
        return put(text.lines(rows.STAGE_WIDTHS, lines, rows.STAGE_FIGURES))


def calls(
    context: typer.Context, kind: ListKind = "calls", source: Source = "", limit: Limit = None, as_json: Json = False
) -> None:
    desk = desk_of(context, as_json)
    with desk.read() as book:
        drawn = _draft(desk, book, kind, source, limit)
    numbered = list(enumerate(drawn.rows, 1))
    if desk.as_json:
        return put(text.json_rows(rows.call_data(n, row) for n, row in numbered))
    if not numbered:
        return print(tr("这份名单上没有人。"))
    return put(text.table(rows.call_head(), [rows.call_line(n, row) for n, row in numbered], right=(0, 1, 5)))


def print_(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=later("写到这个 PDF 文件"))],
    kind: PrintKind = "calls",
    paper: Annotated[str, typer.Option(metavar="SIZE", help=later("a4、a4-landscape、a5、roll80；不写用设置里的"))] = "",
    source: Source = "", limit: Limit = None,
    pages: Annotated[int, typer.Option(min=1, max=10, help=later("空白登记表印几页"))] = 1, as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import sheets
    from kyuanbook.book.queries import shop

    desk = desk_of(context, as_json)
    size = _paper(paper)
    if kind == REGISTER:
        return _print_register(desk, output, size, pages)
    with desk.change() as book:
        drawn = _draft(desk, book, kind, source, limit)
        title = sheets.title_of(drawn.kind)
        if source:
            with book.read() as sql:
                wanted = desk.channel(book, source)
                name = next(c.name for c in shop.channels(sql, hidden=True) if c.id == wanted)
            title = tr("{title}（{source}）", title=title, source=name)
        with Written(output) as file:
            printed, done = sheets.print_list(book, drawn=drawn, paper=size, title=title)
            file.write(printed.pdf)
        for sign in printed.missing:
            hint(tr("没有字体印得出 {sign}，纸上印成 〓", sign=sign))
        desk.done(done, rows=len(drawn.rows), pages=printed.pages, file=str(output))


def _print_register(desk: Desk, output: Path, paper: Paper, pages: int) -> None:
    """The empty 当日到店登记表: nothing is kept of it in the book."""
    from kyuanbook.actions.register import print_register

    with desk.read() as book, Written(output) as file:
        printed = print_register(book, paper=paper, pages=pages)
        file.write(printed.pdf)
    if desk.as_json:
        print(text.json_one({"pages": printed.pages, "file": str(output)}))
    else:
        print(tr("空白登记表写到了 {file}", file=output))


def _draft(desk: Desk, book: Book, kind: str, source: str, limit: int | None) -> "Draft":
    from kyuanbook.actions.lists import draft
    from kyuanbook.book.queries.calls import KINDS
    from kyuanbook.book.queries.customers import Filter

    if kind not in KINDS:
        refuse(tr("没有“{kind}”这种名单。可以写：{kinds}", kind=kind, kinds=" ".join(KINDS)))
    chosen = Filter(channel_id=desk.channel(book, source) if source else None)
    return draft(book, kind=kind, chosen=chosen, limit=limit)


def _paper(typed: str) -> Paper:
    wanted = typed or settings.load(paths.data_folder() / settings.FILE_NAME).paper
    known = {paper.value: paper for paper in Paper}
    if wanted.lower() not in known:
        refuse(tr("没有“{paper}”这种纸。可以写：{papers}", paper=wanted, papers=" ".join(known)))
    return known[wanted.lower()]
