"""回访成效 on the command line."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kyuanbook.cli import text
from kyuanbook.cli.desk import refuse
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.language import clauses, later, say, tr
from kyuanbook.rules.money import amount_words

if TYPE_CHECKING:
    from kyuanbook.book.queries.won import ListWon, RuleWon
    from kyuanbook.rules.won import Figures

LIST, RULE = "list", "rule"


def won(
    context: typer.Context,
    by: Annotated[str, typer.Option(metavar="list|rule", help=later("按什么看：list 每份名单、rule 每条规则"))] = RULE,
    as_csv: Annotated[bool, typer.Option("--csv", help=later("给电子表格读的 CSV"))] = False,
    as_json: Json = False,
) -> None:
    from kyuanbook.book.queries.won import last_week
    from kyuanbook.book.queries.won import won as wins

    desk = desk_of(context, as_json)
    if by not in (LIST, RULE):
        refuse(tr("没有“{by}”这种看法。可以写：{ways}", by=by, ways=f"{LIST} {RULE}"))
    with desk.read() as book, book.read() as sql:
        found, week = wins(sql, book.rhythms, book.today()), last_week(sql, book.rhythms, book.today())
    several: Sequence[ListWon | RuleWon] = found.lists if by == LIST else found.rules
    if desk.as_json:
        return put(text.json_rows(data(one) for one in several))
    if as_csv:
        rows = [data(one) for one in several]
        return put(text.csv_rows(COLUMNS[by], [list(row.values()) for row in rows]))
    if week is not None:
        print(tr("上周{what}。", what=clauses(say(said) for said in week.words())))
    if not several:
        return print(tr("还没有回访的结果。"))
    head = [
        tr("名单") if by == LIST else tr("规则"), tr("找过"), tr("联系上"), tr("约好"), tr("来店"), tr("花了"), tr("成本"),
        tr("还在等"), tr("说明"),
    ]  # fmt: skip
    return put(text.table(head, [_line(one) for one in several], right=range(1, 8)))


_FIGURES = ("tried", "reached", "promised", "came", "waiting", "spent", "cost", "held", "held_came", "verdict")
COLUMNS = {
    LIST: ("list", "day", "until", "unanswered", *_FIGURES),
    RULE: ("rule", "kind", "name", *_FIGURES),
}


def data(one: "ListWon | RuleWon") -> dict[str, Any]:
    """As JSON and CSV have it; money in yuan."""
    from kyuanbook.book.queries.won import ListWon

    found: Figures = one.figures
    head: dict[str, Any]
    if isinstance(one, ListWon):
        head = {
            "list": one.list_id, "day": date.fromordinal(one.day).isoformat(),
            "until": date.fromordinal(one.until).isoformat(), "unanswered": one.unanswered,
        }  # fmt: skip
        held = (len(one.held.tried), len(one.held.came)) if one.held is not None else (0, 0)
    else:
        head = {"rule": one.rule_id, "kind": one.kind.value, "name": one.name}
        held = (one.answer.held, one.answer.held_came) if one.answer is not None else (0, 0)
    return {
        **head, "tried": len(found.tried), "reached": len(found.reached), "promised": len(found.promised),
        "came": len(found.came), "waiting": len(found.waiting), "spent": found.spent_cents / 100,
        "cost": found.cost_cents / 100, "held": held[0], "held_came": held[1],
        "verdict": one.answer.verdict.value if one.answer is not None else "",
    }  # fmt: skip


def _line(one: "ListWon | RuleWon") -> list[str]:
    from kyuanbook.book.queries.won import ListWon
    from kyuanbook.rules.dates import month_day
    from kyuanbook.rules.won import judged

    found, waits = one.figures, False
    if isinstance(one, ListWon):
        name, waits = tr("名单 {number}，{day}", number=one.list_id, day=say(month_day(one.day))), one.waits
    else:
        name = one.name
    verdict = judged(found, one.answer, waits)
    groups = (found.tried, found.reached, found.promised, found.came)
    money = (found.spent_cents, found.cost_cents)
    return [
        name, *(f"{len(ids):,}" for ids in groups), *(amount_words(cents) if cents else "—" for cents in money),
        f"{len(found.waiting):,}", say(verdict) if verdict is not None else "",
    ]  # fmt: skip
