"""Why one stays away and what was tried, as data for ``--json`` and as lines for a terminal."""

from typing import Any

from kyuanbook.actions.done import Book
from kyuanbook.book.queries.card import Card
from kyuanbook.book.queries.silence import Silence
from kyuanbook.book.queries.winback import AttemptRow, Back
from kyuanbook.cli.desk import refuse
from kyuanbook.cli.rows import iso
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import full_day
from kyuanbook.rules.money import amount_words


def reason_of(book: Book, typed: str) -> int | None:
    """The 流失原因 so called; None for nothing. Raises Stop."""
    from kyuanbook.book.queries.lapse import reasons

    if not typed:
        return None
    with book.read() as sql:
        known = {one.name: one.id for one in reasons(sql)}
    if typed not in known:
        refuse(tr("没有“{reason}”这个原因。可以写：{reasons}", reason=typed, reasons=" ".join(known)))
    return known[typed]


def silence_data(left: Silence, card: Card, today: int) -> dict[str, Any]:
    """``lapse_reason``: of the silence that lasts; ``winback``: attempts; ``came_back``: returns; the newest first."""
    now = left.of_now(card)
    reason = {"reason": now.reason, "note": now.note, "day": iso(now.day), "by": now.who} if now is not None else None
    return {
        "lapse_reason": reason, "winback": [_attempt(one, today) for one in left.tried],
        "came_back": [_back(one) for one in left.back],
    }  # fmt: skip


def _attempt(one: AttemptRow, today: int) -> dict[str, Any]:
    return {
        "id": one.id, "day": iso(one.day), "measure": one.measure, "cost_cents": one.cost_cents, "note": one.note,
        "held": one.held, "list": one.list_id, "until": iso(one.until), "came": iso(one.came), "waiting": one.waits(today),
    }  # fmt: skip


def _back(one: Back) -> dict[str, Any]:
    return {
        "day": iso(one.day), "away": one.away, "by": one.by.measure if one.by is not None else None, "source": one.source or None,
    }  # fmt: skip


def _came(one: AttemptRow, today: int) -> str:
    if one.came is not None:
        return tr("{day}来了", day=say(full_day(one.came)))
    return tr("还在等") if one.waits(today) else tr("没来")


def silence_lines(left: Silence, card: Card, today: int) -> list[str]:
    """The reason, what was tried, the returns: one line each."""
    lines, now = [], left.of_now(card)
    if now is not None:
        lines.append((tr("流失原因"), clauses((now.reason, now.note, say(full_day(now.day))))))
    for one in left.tried:
        if not one.held:
            cost = amount_words(one.cost_cents) if one.cost_cents else ""
            lines.append((tr("挽回"), clauses((say(full_day(one.day)), one.word, cost, one.note, _came(one, today)))))
    for back in left.back:
        how = tr("{measure}以后", measure=back.by.word) if back.by is not None else back.source
        lines.append((tr("赢回"), clauses((say(full_day(back.day)), trn("离开 {n} 天", back.away), how))))
    return [f"  {name}  {value}" for name, value in lines]
