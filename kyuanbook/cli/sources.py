"""来源报表 and 月报 on the command line."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kyuanbook.cli import text
from kyuanbook.cli.desk import Stop, hint, problem_line, refuse
from kyuanbook.cli.files import Written
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.language import later, say, tr
from kyuanbook.rules.words import Refused

if TYPE_CHECKING:
    from kyuanbook.book.queries.sources import Asked, Report, SourceRow

MONTH: Final = "month"
BYS: Final = ("channel", "family", "campaign", "partner", "event", "natural")
WHICHES: Final = ("", "first", "latest")


def report(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="month", help=later("哪一种：month 月报"))],
    period: Annotated[str, typer.Argument(metavar="YYYY-MM", help=later("哪个月，如 2026-10"))],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=later("写到这个 PDF 文件"))],
    as_json: Json = False,
) -> None:
    from kyuanbook.actions.month_report import print_month
    from kyuanbook.rules.periods import read_month

    desk = desk_of(context, as_json)
    if kind != MONTH:
        refuse(tr("没有“{kind}”这种报表。可以写：{kinds}", kind=kind, kinds=MONTH))
    month = read_month(period)
    if month is None:
        refuse(tr("看不懂是哪个月，写成 2026-10"))
    with desk.change() as book:
        try:
            with Written(output) as file:
                printed, done = print_month(book, month=month)
                file.write(printed.pdf)
        except Refused as refused:
            raise Stop(*(problem_line(problem) for problem in refused.problems)) from refused
    for sign in printed.missing:
        hint(tr("没有字体印得出 {sign}，纸上印成 〓", sign=sign))
    if desk.as_json:
        print(text.json_one({"id": done.id, "pages": printed.pages, "file": str(output)}))
    else:
        print(tr("月报写到了 {file}", file=output))


def sources(
    context: typer.Context,
    by: Annotated[str, typer.Option(metavar="BY", help=later(
        "按什么看：channel 来源渠道、family 渠道大类、campaign 推广活动、partner 伙伴、event 客户活动、natural 自然还是人工"
    ))] = BYS[0],
    period: Annotated[str, typer.Option(metavar="PERIOD", help=later(
        "哪段时间：2026-10 一个月、2026q4 一个季度、2026 一年、2026-10-03..2026-11-02；不写是开店到现在"
    ))] = "",
    which: Annotated[str, typer.Option(metavar="first|latest", help=later(
        "按首次来源 first 还是最近来源 latest；不写按设置"
    ))] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help=later("给电子表格读的 CSV"))] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    from kyuanbook.book.queries import sources as queries
    from kyuanbook.rules.sources import By

    desk = desk_of(context, as_json)
    if by not in BYS:
        refuse(tr("没有“{by}”这种看法。可以写：{ways}", by=by, ways=" ".join(BYS)))
    if which not in WHICHES:
        refuse(tr("没有“{by}”这种看法。可以写：{ways}", by=which, ways=" ".join(WHICHES[1:])))
    with desk.read() as book:
        asked = _asked(By(by), period, book.today(), which)
        with book.read() as sql:
            found = queries.report(sql, book.rhythms, asked, book.today())
    rows = sorted(found.rows, key=lambda row: (-row.now.cents, row.place))
    if desk.as_json:
        return put(text.json_rows(data(row) for row in rows))
    if as_csv:
        return put(text.csv_rows(COLUMNS, [list(data(row).values()) for row in rows]))
    if not rows:
        return print(tr("这段时间没有人来，也没有花钱。"))
    return _table(found, rows)


def _asked(by: Any, typed: str, today: int, which: str) -> "Asked":
    from kyuanbook.book.queries.sources import Asked
    from kyuanbook.rules.periods import Span, around, of_month, read_days, read_month

    month, plain = read_month(typed), typed.strip()
    first, dots, last = plain.partition("..")
    if not plain:
        return Asked(by, Span.ALL, around(Span.ALL, today), today, which)
    if month is not None:
        return Asked(by, Span.MONTH, of_month(month), today, which)
    if plain.isdecimal() and len(plain) == 4 and int(plain) > 0:
        return Asked(by, Span.YEAR, around(Span.YEAR, date(int(plain), 1, 1).toordinal()), today, which)
    year, quarter, number = plain.lower().partition("q")
    if quarter and year.isdecimal() and len(year) == 4 and int(year) > 0 and number in ("1", "2", "3", "4"):
        day = date(int(year), int(number) * 3, 1).toordinal()
        return Asked(by, Span.QUARTER, around(Span.QUARTER, day), today, which)
    if not dots:
        refuse(tr("看不懂“{period}”这段时间，写法见 kyuanbook sources --help", period=typed))
    days, problems = read_days(first, last, today)
    if days is None:
        raise Stop(*(problem_line(problem) for problem in problems))
    return Asked(by, Span.DAYS, days, today, which)


COLUMNS: Final = (
    "group", "name", "family", "prospects", "won", "conversion", "conversion_low", "conversion_high", "first_basket", "again",
    "loyal", "lapsed", "revenue", "revenue_each", "taken", "expected_each", "cost", "cac", "roi", "payback_days", "won_before",
)  # fmt: skip


def data(row: "SourceRow") -> dict[str, Any]:
    """As JSON and CSV have it; money in yuan, shares from 0 to 1, nothing where it is not known."""
    from kyuanbook.rules.sources import Column, value

    def of(column: Column, by: float = 1) -> float | None:
        number = value(row.now, column).number
        return None if number is None else round(number / by, 4)

    share = row.now.conversion
    return dict(zip(COLUMNS, (
        row.group, row.name, row.family, len(row.now.prospects), len(row.now.won), of(Column.CONVERSION),
        round(share.low, 4) if share.whole else None, round(share.high, 4) if share.whole else None, of(Column.BASKET, 100),
        of(Column.AGAIN), of(Column.LOYAL), of(Column.LAPSED), row.now.cents / 100, of(Column.EACH, 100), row.now.taken / 100,
        of(Column.EXPECTED, 100), row.now.cost / 100, of(Column.CAC, 100), of(Column.ROI), of(Column.PAYBACK),
        None if row.before is None else len(row.before.won),
    ), strict=True))  # fmt: skip


def _table(found: "Report", rows: "list[SourceRow]") -> None:
    from kyuanbook.rules.source_words import best_words, busy_words, figure_words, worst_words
    from kyuanbook.rules.sources import Column

    of = {row.group: row.now for row in rows}
    words = (
        best_words(found.verdicts, of, found.named, found.horizon), worst_words(found.verdicts, of, found.named),
        busy_words(found.verdicts, of, found.named),
    )  # fmt: skip
    for said in words:
        if said is not None:
            print(say(said) + tr("。"))
    head = [say(found.asked.by.label), *(say(column.label) for column in Column)]
    lines = [[row.name, *(say(figure_words(row.now, column)) for column in Column)] for row in rows]
    lines.append([tr("合计"), *(say(figure_words(found.total, column)) for column in Column)])
    put(text.table(head, lines, right=range(1, len(head))))
