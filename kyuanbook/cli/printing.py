"""Commands that put lists on paper, and those that reopen what was printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kyuanbook import paths, settings
from kyuanbook.actions.done import Book
from kyuanbook.book.queries.customers import EVERYBODY
from kyuanbook.cli import rows, text
from kyuanbook.cli.desk import Desk, Stop, hint, problem_line, refuse
from kyuanbook.cli.feedback import survey_of
from kyuanbook.cli.files import Written
from kyuanbook.cli.lists import classed, drafted, sourced
from kyuanbook.cli.options import Class, Group, Json, Limit, PrintKind, Source, Tier, desk_of, put
from kyuanbook.language import later, say, tr
from kyuanbook.paper.sheets import Paper, Printed
from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.followups import Kind
from kyuanbook.rules.labels import STOCKS, LabelEntry, Stock, first_label, own_stock
from kyuanbook.rules.words import Message

if TYPE_CHECKING:
    from kyuanbook.actions.lists import Draft

REGISTER: Final = "register"
LIST: Final = "list"
LABELS: Final = "labels"
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=later("名单号"))]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=later("写到这个 PDF 文件；名单也可以写成 .xlsx"))]


def print_(
    context: typer.Context, output: Output, kind: PrintKind = "calls",
    paper: Annotated[str, typer.Option(metavar="SIZE", help=later(
        "a4、a4-landscape、a5、roll80、roll58；标签 labels21、labels24、labels40 或 labels70x37；不写用设置里的"
    ))] = "",
    source: Source = "", tier: Tier = "", class_: Class = "", segment: Group = "", limit: Limit = None,
    search: Annotated[str, typer.Option(metavar="WORDS", help=later("只要这样搜得到的，像窗口里的搜索框"))] = "",
    reason: Annotated[list[str] | None, typer.Option(metavar="REASON", help=later(
        "该回访的里只要这个原因的，如 birthday、overdue；可以写几次"
    ))] = None,
    sort: Annotated[str, typer.Option(metavar="ORDER", help=later(
        "按什么排：risk 可能损失、name 姓名拼音、district 住的地方、last 最近来过"
    ))] = "",
    as_: Annotated[str, typer.Option("--as", metavar="FORM", help=later(
        "印成什么：list 名单、labels 地址标签、appointments 约好条、wishes 生日贺条、cards 客户卡"
    ))] = LIST,
    start: Annotated[str, typer.Option(metavar="N", help=later("标签从第几个开始印"))] = "",
    masked: Annotated[bool, typer.Option("--masked", help=later("电话不印全"))] = False,
    words: Annotated[bool, typer.Option("--words", help=later("印上要说的话"))] = False,
    score: Annotated[bool, typer.Option("--ask-score", help=later("同时问满意度"))] = False,
    survey: Annotated[str, typer.Option(metavar="SURVEY", help=later("同时问这份问卷：名字或编号，有哪些见 surveys 命令"))] = "",
    offer: Annotated[str, typer.Option(metavar="AMOUNT", help=later("优惠成本，每位几元"))] = "",
    again: Annotated[bool, typer.Option("--again", help=later("还在没录完的名单上的也印"))] = False,
    pages: Annotated[int, typer.Option(min=1, max=10, help=later("空白登记表印几页"))] = 1, as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.sheets import Says

    desk = desk_of(context, as_json)
    form = LABELS if paper.lower().startswith(LABELS) else as_.lower()
    _writable(output, sheet=kind != REGISTER and form == LIST)
    if kind == REGISTER:
        return _print_register(desk, output, _paper(paper), pages)
    _known(form, sort)
    reasons = [_reason(word) for word in reason or ()]
    with desk.change() as book:
        chosen = sourced(desk, book, classed(desk, book, tier, class_, segment), source)
        if search and chosen != EVERYBODY:
            refuse(tr("--search 不能和 --tier、--class、--segment、--source 一起用"))
        drawn = drafted(
            book, kind, limit, chosen, None if form == LIST else 0.0, sort=sort, again=again or form != LIST, typed=search,
            reasons=reasons,
        )  # fmt: skip
        says = Says(not masked, words, score, _offer(offer), survey_of(book, survey) if survey else None)
        if form == LIST:
            return _print_list(desk, book, drawn, output, _paper(paper), _title(book, drawn, chosen, search), says)
        return _print_handout(desk, book, drawn, form, output, paper, start, says)


def _title(book: Book, drawn: "Draft", chosen: object, search: str) -> str:
    from kyuanbook.actions.titles import title_of, title_within

    if search:
        return tr("{title}（{source}）", title=title_of(drawn.kind), source=tr("搜“{typed}”", typed=search.strip()))
    with book.read() as sql:
        return title_within(sql, drawn.kind, chosen)  # type: ignore[arg-type]


def _print_list(
    desk: Desk, book: Book, drawn: "Draft", output: Path, paper: Paper, title: str, says: object
) -> None:
    from kyuanbook.actions import list_export, sheets

    if drawn.waiting:
        hint(tr("还在没录完的名单上的没印：{n} 位。也要印请加 --again", n=len(drawn.waiting)))
    if not drawn.rows:  # no number is spent on a paper with nobody on it
        raise Stop(tr("没有人可印，没给名单号"), code=1)
    if drawn.nobody is not None:
        hint(say(drawn.nobody))
    if output.suffix.lower() == list_export.SUFFIX:
        sheet = sheets.call_sheet(book, drawn=drawn, title=title, says=says)  # type: ignore[arg-type]
        if not output.parent.is_dir():
            raise Stop(tr("没有这个文件夹：{path}", path=output.parent), code=1)
        done, sheet = sheets.keep(book, drawn=drawn, sheet=sheet, paper=paper, says=says)  # type: ignore[arg-type]
        messages = {row.number: about.words for row, about in zip(sheet.rows, drawn.about, strict=True)}
        list_export.export_list(output, [sheet], messages)
        return desk.done(done, rows=len(drawn.rows), file=str(output))
    with Written(output) as file:
        printed, done = sheets.print_list(book, drawn=drawn, paper=paper, title=title, says=says)  # type: ignore[arg-type]
        file.write(printed.pdf)
    _hint_missing(printed)
    desk.done(done, rows=len(drawn.rows), pages=printed.pages, file=str(output))


def _print_handout(
    desk: Desk, book: Book, drawn: "Draft", form: str, output: Path, paper: str, start: str, says: object
) -> None:
    from kyuanbook.actions.handouts import handout, papers_of

    stock, first = _stock(paper, start) if form == LABELS else (None, 1)
    size = Paper.A4
    if form != LABELS:
        size, papers = _paper(paper), papers_of(form)
        if size not in papers:
            if paper:
                names = " ".join(one.value for one in papers)
                refuse(tr("印不到 {paper} 上。可以写：{papers}", paper=paper, papers=names))
            size = papers[0]
    made = handout(book, form=form, drawn=drawn, paper=size, stock=stock, start=first, says=says)  # type: ignore[arg-type]
    with Written(output) as file:
        file.write(made.printed.pdf)
    if made.why:
        hint(made.why)
    _hint_missing(made.printed)
    if desk.as_json:
        told = {"rows": made.many, "left_out": made.left_out, "pages": made.printed.pages, "file": str(output)}
        print(text.json_one(told))
    else:
        print(tr("印了 {n} 位，写到了 {file}", n=made.many, file=output))


def _print_register(desk: Desk, output: Path, paper: Paper, pages: int) -> None:
    """The empty 当日到店登记表: nothing is kept of it in the book."""
    from kyuanbook.actions.register import PAPERS, print_register

    if paper not in PAPERS:
        names = " ".join(one.value for one in PAPERS)
        refuse(tr("印不到 {paper} 上。可以写：{papers}", paper=paper.value, papers=names))
    with desk.read() as book, Written(output) as file:
        printed = print_register(book, paper=paper, pages=pages)
        file.write(printed.pdf)
    if desk.as_json:
        print(text.json_one({"pages": printed.pages, "file": str(output)}))
    else:
        print(tr("空白登记表写到了 {file}", file=output))


def _hint_missing(printed: Printed) -> None:
    for sign in printed.missing:
        hint(tr("没有字体印得出 {sign}，纸上印成 〓", sign=sign))


# what was printed --------------------------------------------------------------------------------------------------------


def lists(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.book.queries import printed

    desk = desk_of(context, as_json)
    with desk.read() as book, book.read() as sql:
        found = [row for row in printed.list_rows(sql, printed.list_ids(sql)[:900]) if row is not None]
    if desk.as_json:
        return put(text.json_rows(rows.list_data(row) for row in found))
    if not found:
        return print(tr("还没有印过名单。"))
    return put(text.table(rows.list_head(), [rows.list_line(row) for row in found], right=(0, 3)))


def reprint_(
    context: typer.Context, number: Number, output: Output,
    sheet: Annotated[int | None, typer.Option(min=1, help=later("只要第几张；不写是全部"))] = None, as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.actions import list_export, reprint

    desk = desk_of(context, as_json)
    _writable(output, sheet=True)
    with desk.read() as book:
        _known_list(book, number)
        found = reprint.reopen(book, number=number)
        if sheet is not None and sheet > len(found.sheets):
            refuse(tr("名单 {number} 只有 {n} 张", number=number, n=len(found.sheets)))
        if not found.faithful:
            hint(tr("这份是旧版本印的，当时的版式没有留下，这里按现在的版式印。"))
        if output.suffix.lower() == list_export.SUFFIX:
            list_export.export_list(output, found.sheets, {row.number: row.words.get("message", "") for row in found.rows})
            pages = 0
        else:
            printed = reprint.set_again(found, sheet)
            with Written(output) as file:
                file.write(printed.pdf)
            pages = printed.pages
    if desk.as_json:
        print(text.json_one({"id": number, "rows": len(found.rows), "pages": pages, "file": str(output)}))
    else:
        print(tr("名单 {number} 写到了 {file}", number=number, file=output))


def void(context: typer.Context, number: Number, as_json: Json = False) -> None:
    from kyuanbook.actions.list_acts import void_list

    desk = desk_of(context, as_json)
    with desk.change() as book:
        _known_list(book, number)
        desk.done(desk.asking(lambda _: void_list(book, list_id=number)))


# what was typed ----------------------------------------------------------------------------------------------------------


def _known_list(book: Book, number: int) -> None:
    from kyuanbook.book.queries import printed

    with book.read() as sql:
        if printed.list_rows(sql, [number])[0] is None:
            raise Stop(tr("没有名单 {number}。印过哪些，见 lists 命令", number=number), code=1)


def _writable(output: Path, *, sheet: bool) -> None:
    """A file is what its name says; ``sheet``: a list, which can be a workbook too."""
    from kyuanbook.actions.list_export import SUFFIX

    kinds = [".pdf", SUFFIX] if sheet else [".pdf"]
    if output.suffix and output.suffix.lower() not in kinds:
        refuse(tr("写不成 {suffix}。可以写：{kinds}", suffix=output.suffix, kinds=" ".join(kinds)))


def _known(form: str, sort: str) -> None:
    from kyuanbook.actions.handouts import FORMS
    from kyuanbook.book.queries.list_rows import SORTS

    if form not in (LIST, *FORMS):
        refuse(tr("不会印“{form}”。可以写：{forms}", form=form, forms=" ".join((LIST, *FORMS))))
    if sort and sort not in SORTS:
        refuse(tr("没有“{sort}”这种排法。可以写：{sorts}", sort=sort, sorts=" ".join(SORTS)))


def _reason(typed: str) -> Kind:
    known = {kind.value: kind for kind in Kind} | {say(kind.label): kind for kind in Kind}
    if typed.strip() not in known:
        refuse(tr("没有“{reason}”这个原因。可以写：{reasons}", reason=typed, reasons=" ".join(kind.value for kind in Kind)))
    return known[typed.strip()]


def _paper(typed: str) -> Paper:
    wanted = typed or settings.load(paths.data_folder() / settings.FILE_NAME).paper
    known = {paper.value: paper for paper in Paper}
    if wanted.lower() not in known:
        refuse(tr("没有“{paper}”这种纸。可以写：{papers}", paper=wanted, papers=" ".join(known)))
    return known[wanted.lower()]


def _stock(paper: str, start: str) -> tuple[Stock, int]:
    """labels24, labels70x37; 21 a sheet when nothing says which."""
    named = paper.lower().removeprefix(LABELS).strip() if paper.lower().startswith(LABELS) else ""
    if named in ("", *STOCKS):
        stock: Stock | None = STOCKS[named or "21"]
        problems = ()
    else:
        width, _, height = named.replace("×", "x").partition("x")
        stock, problems = own_stock(LabelEntry(width, height))
    if stock is None:
        raise Stop(*(problem_line(problem) for problem in problems))
    first, wrong = first_label(start, stock)
    if wrong:
        raise Stop(*(problem_line(problem) for problem in wrong))
    return stock, first


def _offer(typed: str) -> int:
    """What the offer costs for each who comes, in cents."""
    cents, problems = parse_amount(typed, "cost")
    if problems or (cents or 0) < 0:
        refuse(say(problems[0].message if problems else Message("cost_negative")))
    return cents or 0
