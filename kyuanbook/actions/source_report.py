"""来源报表 on paper, in the owner's words."""

from kyuanbook.actions import source_pictures as pictures
from kyuanbook.actions.done import Book
from kyuanbook.actions.source_pictures import Told
from kyuanbook.book.queries import shop, sources
from kyuanbook.book.queries.lapsed import GoOn
from kyuanbook.book.queries.origins import LATEST
from kyuanbook.book.queries.source_months import months
from kyuanbook.book.queries.sources import NATURAL, PROMOTED, Asked, Report, SourceRow
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.paper.sheets import Printed
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.periods import words
from kyuanbook.rules.source_words import best_words, busy_words, figure_words, worst_words
from kyuanbook.rules.sources import Column, ordered


def print_report(
    book: Book, *, asked: Asked, sort: Column = Column.REVENUE, down: bool = True, go_on: GoOn | None = None
) -> Printed:  # fmt: skip
    """The report as PDF, its rows by a column. Raises Stopped, Cancelled."""
    from kyuanbook.paper.source_report import HALF, SourceSheet, source_report

    with book.read() as sql:
        known = sources.known(sql, book.rhythms, asked, book.today(), go_on)
        found, pictured, name = sources.told(sql, known, go_on), months(sql, known), shop.settings(sql).name
    rows = in_order(found, sort, down)
    columns = [column for column in Column if found.total_before is not None or column is not Column.TAKEN]
    compares = found.total_before is not None
    told = Told(found, pictured, rows)
    charts = [(pictures.title_of(key), pictures.drawn(key, told, HALF)) for key in pictures.PICTURES] if rows else []
    sheet = SourceSheet(
        title=tr("来源报表，{period}", period=say(words(asked.span, asked.period))), shop=name,
        about=clauses((tr("{day}打印", day=say(full_day(book.today()))), by_words(found), only_words(asked.only))),
        said=sentences(found),
        heads=[say(asked.by.label), *(say(c.label) for c in columns), *([tr("比上期")] if compares else [])],
        rows=[_cells(row, columns, compares) for row in rows],
        total=_cells(SourceRow(None, tr("合计"), "", 0, found.total, found.total_before), columns, compares),
        charts=charts, foot=trn(
            "新客是这段时间第一次来的人，至今收入是他们到今天一共花的；再来、忠诚、流失只算来满 {n} 个营业日的人。",
            found.horizon,
        ),
        page=tr("第 {page} 页，共 {pages} 页"),
    )  # fmt: skip
    return source_report(sheet, go_on)


def in_order(found: Report, sort: Column, down: bool) -> list[SourceRow]:
    """The rows by a column."""
    rows = {row.group: row for row in found.rows}
    groups = ordered({g: r.now for g, r in rows.items()}, sort, down, {g: r.place for g, r in rows.items()})
    return [rows[group] for group in groups]


def sentences(found: Report) -> list[str]:
    """What the report says, best, worst and busiest."""
    now = {row.group: row.now for row in found.rows}
    if not now:
        return [tr("这段时间没有人来，也没有花钱。")]
    said = (
        best_words(found.verdicts, now, found.named, found.horizon), worst_words(found.verdicts, now, found.named),
        busy_words(found.verdicts, now, found.named),
    )  # fmt: skip
    return [say(message) + tr("。") for message in said if message is not None]


def by_words(found: Report) -> str:
    """Which of a customer's sources counted."""
    return tr("按最近来源") if found.which == LATEST else tr("按首次来源")


def only_words(only: str) -> str:
    """Which sources alone are told of, "" for all."""
    if only in (NATURAL, PROMOTED):
        return tr("只看自然客源") if only == NATURAL else tr("只看人工客源")
    return tr("只看{family}", family=say(ChannelFamily(only).label)) if only else ""


def _cells(row: SourceRow, columns: list[Column], compares: bool) -> list[str]:
    cells = [row.name, *(say(figure_words(row.now, column)) for column in columns)]
    if compares:
        more = len(row.now.won) - (len(row.before.won) if row.before is not None else 0)
        cells.append(f"+{more:,}" if more > 0 else f"−{-more:,}" if more else tr("一样"))
    return cells
