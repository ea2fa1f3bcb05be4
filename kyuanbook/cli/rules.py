"""回访规则 on the command line: which there are, and how many each brings up today."""

import typer

from kyuanbook.cli import text
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.cli.segments import reckon
from kyuanbook.language import clauses, say, tr


def rules(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.book.queries import due, follow_rules
    from kyuanbook.rules.rule_words import rule_parts

    desk = desk_of(context, as_json)
    with desk.read() as book:
        reckon(book)
        with book.read() as sql:
            names, today = follow_rules.rule_names(sql), book.today()
            found = [
                {
                    "id": one.id, "name": one.name, "kind": one.kind.value, "days": one.days, "cents": one.cents,
                    "channel": one.channel.value, "words": one.words, "pause": one.pause,
                    "staff": names.staff.get(one.staff_id or 0), "product": names.products.get(one.product_id or 0),
                    "segment": names.segments.get(one.segment_id or 0),
                    "campaign": names.campaigns.get(one.campaign_id or 0), "in_use": not one.hidden,
                    "due": 0 if one.hidden else due.of_rule(sql, book.rhythms, one, today),
                    "sentence": clauses(map(say, rule_parts(one, names))),
                }
                for one in follow_rules.rules(sql, hidden=True)
            ]  # fmt: skip
    if desk.as_json:
        return put(text.json_rows(found))
    lines = [
        (str(row["due"]) if row["in_use"] else tr("停用"), str(row["name"]), str(row["sentence"])) for row in found
    ]
    return put(text.table((tr("今天"), tr("规则"), tr("什么时候、怎么找")), lines, right=(0,)))
