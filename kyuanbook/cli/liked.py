"""What a customer likes, as plain data and as words for a terminal."""

from typing import Any

from kyuanbook.book.queries.likes import CustomerLikes
from kyuanbook.cli.rows import iso
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import day_words


def likes_data(found: CustomerLikes) -> dict[str, Any]:
    """All that was bought, what is due, what might be welcome."""
    return {
        "bought": [
            {"product_id": one.product_id, "name": one.name, "times": one.times, "last": iso(one.last), "due": iso(one.due_day)}
            for one in found.favourites
        ],
        "due": [
            {"product_id": one.product_id, "name": one.name, "since": iso(one.due_day), "words": say(one.words)}
            for one in found.due
        ],
        "suggestion": None if found.suggestion is None else {
            "product_id": found.suggestion.product_id, "name": found.suggestion.name, "reason": say(found.suggestion.reason),
        },
    }  # fmt: skip


def likes_lines(found: CustomerLikes, today: int) -> list[str]:
    """As on the card; nothing of one for whom no product was ever written down."""
    if not found.favourites:
        return []
    lines = ["  " + tr("喜好")]
    for one in found.favourites:
        lines.append(f"    {one.name}  {one.times} {trn('次', one.times)}  {say(day_words(one.last, today))}")
    for due in found.due:
        lines.append("    " + say(due.words))
        if due.parts:
            lines.append("      " + clauses(map(say, due.parts)))
    if found.suggestion is not None:
        lines.append("    " + tr("可以推荐：{product}", product=found.suggestion.name))
        lines.append("      " + say(found.suggestion.reason))
    return lines
