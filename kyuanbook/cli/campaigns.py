"""推广活动 on the command line: each with whom it brought and what it cost."""

from typing import Annotated, Any

import typer

from kyuanbook.book.queries.campaigns import NOBODY, Brought, CampaignRow
from kyuanbook.cli import text
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.cli.rows import iso
from kyuanbook.language import later, say, tr
from kyuanbook.rules.campaigns import CampaignKind
from kyuanbook.rules.dates import near_day
from kyuanbook.rules.money import amount_words


def campaigns_(
    context: typer.Context,
    away: Annotated[bool, typer.Option("--all", help=later("收起的也列出来"))] = False,
    as_json: Json = False,
) -> None:
    from kyuanbook.book.queries import campaigns

    desk = desk_of(context, as_json)
    with desk.read() as book:
        today = book.today()
        with book.read() as sql:
            rows, brought = campaigns.campaigns(sql, hidden=away), campaigns.brought(sql)
    found = [(one, brought.get(one.id, NOBODY)) for one in rows]
    if desk.as_json:
        return put(text.json_rows(_data(one, by, today) for one, by in found))
    if not found:
        return print(tr("还没有推广活动"))
    head = (
        tr("编号"), tr("名称"), tr("状态"), tr("来源"), tr("哪几天"), tr("带来客户"), tr("潜在"), tr("他们花了"),
        tr("花费"), tr("合每位"),
    )  # fmt: skip
    return put(text.table(head, [_line(one, by, today) for one, by in found], right=(5, 6, 7, 8, 9)))


def _data(one: CampaignRow, by: Brought, today: int) -> dict[str, Any]:
    return {
        "id": one.id, "kind": one.kind, "name": one.name, "code": one.code, "state": one.state(today).value,
        "source": one.channel, "first": iso(one.first), "last": iso(one.last), "budget_cents": one.budget_cents,
        "cost_cents": one.cents, "customers": list(by.customers), "prospects": list(by.prospects), "spent_cents": by.cents,
        "visits": by.visits, "visit_cents": by.visit_cents, "hidden": one.hidden,
    }  # fmt: skip


def _line(one: CampaignRow, by: Brought, today: int) -> tuple[str, ...]:
    first = say(near_day(one.first, today))
    last = "" if one.last is None else say(near_day(one.last, today))
    days = first if one.last == one.first or one.kind == CampaignKind.CONTENT else f"{first} – {last}".rstrip()
    each = amount_words(round(one.cents / len(by.customers))) if one.cents and by.customers else "—"
    return (
        one.code or "—", one.name, say(one.state(today).label), one.channel or "—", days, str(len(by.customers)),
        str(len(by.prospects)), amount_words(by.cents), amount_words(one.cents), each,
    )  # fmt: skip
