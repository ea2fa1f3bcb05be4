"""客户细分 on the command line: which there are, and the one meant by a name."""

import typer

from kyuanbook.actions.done import Book
from kyuanbook.cli import text
from kyuanbook.cli.desk import refuse
from kyuanbook.cli.options import Json, desk_of, put
from kyuanbook.language import tr
from kyuanbook.rules.segments import Conditions


def segments(context: typer.Context, as_json: Json = False) -> None:
    from kyuanbook.book.queries import segments as saved
    from kyuanbook.book.queries.customers import customer_count
    from kyuanbook.book.queries.segment_words import asks, sentence

    desk = desk_of(context, as_json)
    with desk.read() as book:
        reckon(book)
        with book.read() as sql:
            known, of, today = asks(sql), customer_count(sql), book.today()
            found = [
                {
                    "id": one.id, "name": one.name, "customers": saved.size(sql, one.conditions, today), "of": of,
                    "conditions": sentence(one.conditions, known),
                }
                for one in saved.segments(sql)
            ]  # fmt: skip
    if desk.as_json:
        return put(text.json_rows(found))
    if not found:
        return print(tr("还没有客户细分，在窗口的“分析”里添。"))
    lines = [(str(row["customers"]), str(row["name"]), str(row["conditions"])) for row in found]
    return put(text.table((tr("客户"), tr("客户细分"), tr("条件")), lines, right=(0,)))


def reckon(book: Book) -> None:
    """What conditions ask of everybody's worth, anew if what is kept is not today's."""
    from kyuanbook.actions.standing import refresh_standings, standings_due

    if standings_due(book):
        refresh_standings(book)


def conditions_of(book: Book, name: str) -> Conditions:
    """Those of the segment so called. Raises Stop."""
    from kyuanbook.book.queries import segments as saved

    with book.read() as sql:
        known = {one.name.casefold(): one.conditions for one in saved.segments(sql)}
        names = [one.name for one in saved.segments(sql)]
    wanted = name.strip().casefold()
    if wanted not in known:
        there = tr("有这些：{names}", names=" ".join(names)) if names else tr("还没有客户细分，在窗口的“分析”里添。")
        refuse(tr("没有叫“{name}”的客户细分。{there}", name=name, there=there))
    reckon(book)
    return known[wanted]
