"""Commands that say where everybody stands, and whom to call."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.classes import PARTS, class_word, within_class
from kyuanbook.book.queries.customers import Filter
from kyuanbook.cli import rows, text
from kyuanbook.cli.desk import Desk, refuse, stage_of
from kyuanbook.cli.options import Class, Group, Json, Limit, ListKind, Source, Tier, desk_of, put
from kyuanbook.cli.segments import conditions_of
from kyuanbook.language import later, tr
from kyuanbook.rules.rfm import GROUPS
from kyuanbook.rules.stages import Stage
from kyuanbook.rules.tiers import TIERS

if TYPE_CHECKING:
    from kyuanbook.actions.lists import Draft


def stages(
    context: typer.Context,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=later("哪天的，如 11.20、2025-12-31；不写是今天"))] = "",
    stage: Annotated[str, typer.Option(help=later("只要这个阶段的"))] = "",
    tier: Tier = "", class_: Class = "", segment: Group = "",
    as_csv: Annotated[bool, typer.Option("--csv", help=later("给电子表格读的 CSV"))] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    desk = desk_of(context, as_json)
    wanted = stage_of(stage) if stage else None
    with desk.read() as book:
        chosen = classed(desk, book, tier, class_, segment)
        if chosen != Filter() and desk.day(on, book) != book.today():
            refuse(tr("等级、分类和客户细分是今天的，不能和 --on 一起用"))
        return _put_stages(desk, book, desk.day(on, book), wanted, chosen, as_csv)


def _put_stages(desk: Desk, book: Book, day: int, wanted: Stage | None, within: Filter, as_csv: bool) -> None:
    from kyuanbook.book.queries import replay
    from kyuanbook.book.queries.customers import customer_ids

    with book.read() as sql:
        among = None if within == Filter() else frozenset(customer_ids(sql, day, within))
        fitted = book.rhythms.in_force(sql)[1].fit.source == "fitted"
        found = replay.standings(sql, book.rhythms, day, pins=day == book.today())
        chosen = (
            row for row in found if wanted in (None, row.stage) and (among is None or row.id in among)
        )
        if desk.as_json:
            return put(text.json_rows(rows.standing_data(row, fitted) for row in chosen))
        if as_csv:
            data = (list(rows.standing_data(row, fitted).values()) for row in chosen)
            return put(text.csv_rows(rows.STAGE_COLUMNS, data))
        head = iter([rows.standing_head()])
        lines = (line for part in (head, (rows.standing_line(r, fitted) for r in chosen)) for line in part)
        return put(text.lines(rows.STAGE_WIDTHS, lines, rows.STAGE_FIGURES))


def calls(
    context: typer.Context, kind: ListKind = "calls", source: Source = "", tier: Tier = "", class_: Class = "",
    segment: Group = "", limit: Limit = None, as_json: Json = False,
) -> None:  # fmt: skip
    desk = desk_of(context, as_json)
    with desk.read() as book:
        within = classed(desk, book, tier, class_, segment)
        chosen = sourced(desk, book, within, source)
        drawn = drafted(book, kind, limit, chosen, share=0.0, again=True)  # nothing is printed: nothing is drawn, nobody left out
    numbered = list(enumerate(drawn.rows, 1))
    if desk.as_json:
        return put(text.json_rows(rows.call_data(n, row) for n, row in numbered))
    if not numbered:
        return print(tr("这份名单上没有人。"))
    return put(text.table(rows.call_head(), [rows.call_line(n, row) for n, row in numbered], right=(0, 1, 5)))


def class_key(typed: str) -> str:
    """The class meant by its key or its name; "" for nothing typed. Raises Stop."""
    known = {word.lower(): key for part in PARTS for key in part for word in (key, class_word(key))}
    wanted = typed.strip().lower()
    if wanted and wanted not in known:
        keys = " ".join(key for part in PARTS for key in part)
        refuse(tr("没有“{typed}”这一类。可以写：{keys}", typed=typed, keys=keys))
    return known.get(wanted, "")


def classed(desk: Desk, book: Book, tier: str, class_: str, segment: str = "") -> Filter:
    """The filter of a tier, a class and a 客户细分; tiers and RFM groups are reckoned first, if those kept are not today's."""
    from kyuanbook.actions.standing import refresh_standings, standings_due

    keys = [key for key in (class_key(tier), class_key(class_)) if key]
    if tier and keys[0] not in TIERS:
        refuse(tr("没有“{typed}”这个等级。可以写：{keys}", typed=tier, keys=" ".join(TIERS)))
    if any(key in TIERS or key in GROUPS for key in keys) and standings_due(book):
        refresh_standings(book)
    chosen = Filter(conditions=conditions_of(book, segment) if segment else ())
    for key in keys:
        chosen = within_class(chosen, key)
    return chosen


def sourced(desk: Desk, book: Book, within: Filter, source: str) -> Filter:
    """Within a filter those who came by a source."""
    return within._replace(channel_id=desk.channel(book, source) if source else None)


def drafted(book: Book, kind: str, limit: int | None, chosen: Filter, share: float | None = None, **how: Any) -> "Draft":
    """A list of a kind, drawn up. Raises Stop for a kind there is not."""
    from kyuanbook.actions.lists import KINDS, draft

    if kind not in KINDS:
        refuse(tr("没有“{kind}”这种名单。可以写：{kinds}", kind=kind, kinds=" ".join(KINDS)))
    return draft(book, kind=kind, chosen=chosen, limit=limit, share=share, **how)
