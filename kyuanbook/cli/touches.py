"""Commands about 联系记录 and 潜在客户."""

from typing import Annotated

import typer

from kyuanbook.cli import text, touch_rows
from kyuanbook.cli.desk import refuse
from kyuanbook.cli.options import Json, Who, Yes, desk_of, put
from kyuanbook.cli.people import staff_of
from kyuanbook.language import later, say, tr
from kyuanbook.rules.prospects import rate_words
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchEntry, TouchKind, outcome_label


def touch(
    context: typer.Context,
    who: Who,
    kind: Annotated[str, typer.Argument(help=later("哪一种：咨询、电话、微信、短信、信件、见面、样品、试用、优惠券、想要"))],
    wanted: Annotated[str, typer.Option(help=later("商品，或想要什么的原话"))] = "",
    outcome: Annotated[str, typer.Option(help=later("结果，如 已接通、未接、约好再来、拒绝、请勿再联系"))] = "",
    cost: Annotated[str, typer.Option(help=later("花费"))] = "",
    day: Annotated[str, typer.Option(help=later("哪天，如 昨天、11.20；不写是今天"))] = "",
    at: Annotated[str, typer.Option("--time", help=later("几点，如 14:30"))] = "",
    staff: Annotated[str, typer.Option(help=later("店员"))] = "",
    note: Annotated[str, typer.Option(help=later("备注"))] = "",
    as_json: Json = False, yes: Yes = False,
) -> None:  # fmt: skip
    from kyuanbook.actions.touches import record_touch

    desk = desk_of(context, as_json, yes)
    chosen = _kind(kind)
    how = _outcome(chosen, outcome)
    with desk.change() as book:
        customer = desk.customer(book, who)
        staff_id = staff_of(desk, book, staff) if staff else None
        entry = TouchEntry(chosen.value, how, wanted, cost, day, at, staff_id, note)
        done = desk.asking(lambda a: record_touch(book, customer_id=customer, entry=entry, accepted=a))
        desk.done(done, customer_id=customer)


def _kind(typed: str) -> TouchKind:
    known = {k.value: k for k in TouchKind} | {say(k.label): k for k in TouchKind}
    if typed not in known:
        refuse(tr("没有“{kind}”这一种。可以写：{kinds}", kind=typed, kinds=" ".join(say(k.label) for k in TouchKind)))
    return known[typed]


def _outcome(kind: TouchKind, typed: str) -> str:
    known: dict[str, Outcome] = {}
    for one in OUTCOMES.get(kind, ()):
        known |= {one.value: one, say(outcome_label(kind, one)): one}
    if typed and typed not in known:
        words = " ".join(say(outcome_label(kind, one)) for one in OUTCOMES.get(kind, ())) or "—"
        refuse(tr("{kind}没有“{outcome}”这个结果。可以写：{outcomes}", kind=say(kind.label), outcome=typed, outcomes=words))
    return known[typed].value if typed else ""


def prospects(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.book.queries.promising import promising

    desk = desk_of(context, as_json)
    with desk.read() as book, book.read() as sql:
        found = promising(sql, book.today())
    scored = found.scored()
    if desk.as_json:
        rates = (
            ("whole", (found.told.whole,)), ("first", found.told.by_first), ("kinds", found.told.by_kind),
            ("wanted", found.told.by_wanted), ("families", found.told.by_family),
        )  # fmt: skip
        told = {name: [touch_rows.rate_data(rate) for rate in several] for name, several in rates}
        waiting = [touch_rows.prospect_data(one, score) for one, score in scored]
        return print(text.json_one({"prospects": waiting, **told, "days": found.told.days}))
    put([say(rate_words(found.told.whole.share))])
    lines = [touch_rows.prospect_line(one, score) for one, score in scored]
    return put(text.table(touch_rows.prospect_head(), lines, right=(0, 3)))
