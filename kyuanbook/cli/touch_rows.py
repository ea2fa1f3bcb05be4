"""联系记录, 满意度, 潜在客户 and 潜力 as plain data for ``--json``, and as words for a terminal."""

from collections.abc import Iterable
from typing import Any

from kyuanbook.book.queries.feedback import FeedbackRow
from kyuanbook.book.queries.touches import TouchRow
from kyuanbook.cli.rows import iso
from kyuanbook.language import clauses, say, tr, trn
from kyuanbook.rules.dates import time_words
from kyuanbook.rules.feedback import Way
from kyuanbook.rules.money import amount_words
from kyuanbook.rules.potential import Potential
from kyuanbook.rules.prospects import Prospect, Rate
from kyuanbook.rules.touches import Outcome, TouchKind, outcome_label
from kyuanbook.rules.words import Message


def prospect_head() -> tuple[str, ...]:
    """Heads over :func:`prospect_line`."""
    return tr("编号"), tr("姓名"), tr("头一次联系"), tr("潜力"), tr("想要什么"), tr("来源")


def prospect_line(one: Prospect, score: Potential) -> tuple[str, ...]:
    """One who has not come yet."""
    return str(one.id), one.name, str(iso(one.first)), str(score.score), clauses(one.wanted), one.source


def prospect_data(one: Prospect, score: Potential) -> dict[str, Any]:
    """One who has not come yet, with what happened."""
    contacts = [{"day": iso(c.day), "kind": c.kind.value, "wanted": c.wanted} for c in one.contacts]
    return {
        "id": one.id, "name": one.name, "first": iso(one.first), "source": one.source, "family": one.family,
        "wanted": list(one.wanted), "contacts": contacts, "potential": potential_data(score),
    }  # fmt: skip


def rate_data(rate: Rate) -> dict[str, Any]:
    """How many of a kind became customers, and between which shares the truth lies."""
    share = rate.share
    return {"key": rate.key, "won": share.part, "of": share.whole, "low": round(share.low, 4), "high": round(share.high, 4)}


def potential_data(score: Potential) -> dict[str, Any]:
    """潜力 with its parts."""
    parts = [
        {"name": p.name, "score": p.score, "weight": round(p.weight, 4), "known": round(p.known, 4), "reason": _reason(p.reasons)}
        for p in score.parts
    ]
    ask = say(score.ask) if score.ask else None
    return {"score": score.score, "confidence": score.confidence, "parts": parts, "ask": ask}


def potential_lines(score: Potential) -> list[str]:
    """潜力 to read: the score, then each part that anything is known of."""
    if not score.confidence:
        return []
    lines = [f"  {tr('潜力')}  {score.score}"]
    return lines + [f"    {say(p.label)}  {p.score}  {_reason(p.reasons)}" for p in score.parts if p.known]


def _reason(reasons: Iterable[Message]) -> str:
    return clauses(map(say, reasons))


def touch_data(row: TouchRow) -> dict[str, Any]:
    """One touch."""
    return {
        "id": row.id, "day": iso(row.day), "time": time_words(row.minute) or None, "kind": row.kind, "outcome": row.outcome,
        "wanted": row.wanted, "cost_cents": row.cost_cents, "staff": row.staff, "note": row.note,
        "list": row.list_id, "row": row.row, "promised": iso(row.promised), "score": row.score,
    }  # fmt: skip


def touch_line(row: TouchRow) -> str:
    """One touch to read."""
    kind = TouchKind(row.kind)
    outcome = say(outcome_label(kind, Outcome(row.outcome))) if row.outcome else ""
    outcome += f" {iso(row.promised)}" if row.promised is not None else ""
    score = say(Message("row_score", {"score": row.score})) if row.score is not None else ""
    paper = say(Message("from_row", {"number": row.list_id, "row": row.row})) if row.list_id is not None else ""
    cost = amount_words(row.cost_cents, exact=True) if row.cost_cents else ""
    when = (str(iso(row.day)), time_words(row.minute))
    parts = (*when, say(kind.label), outcome, score, row.wanted, cost, row.staff, row.note, paper)
    return "  ".join(filter(None, parts))


def feedback_data(row: FeedbackRow) -> dict[str, Any]:
    """One 满意度 for programs."""
    visit = None if row.visit_day is None else iso(row.visit_day)
    return {
        "id": row.id, "day": iso(row.day), "score": row.score, "words": row.words, "way": row.way, "visit": visit,
        "staff": row.staff,
    }  # fmt: skip


def feedback_line(row: FeedbackRow) -> str:
    """One 满意度 to read."""
    score = trn("{n} 分", row.score) if row.score is not None else ""
    parts = (str(iso(row.day)), tr("满意度"), score, row.words, row.staff, say(Way(row.way).label))
    return "  ".join(filter(None, parts))
