"""花费 on a campaign, an event, a channel or a partner: what it is as typed, and as the book keeps it."""

from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem

NOTE_LIMIT: Final = 120


class CostEntry(NamedTuple):
    """As typed. ``day`` empty: today."""

    amount: str = ""
    day: str = ""
    note: str = ""


class CleanCost(NamedTuple):
    """What the book keeps of it. ``cents`` below 0: money that came back."""

    cents: int
    day: int
    note: str


def clean_cost(entry: CostEntry, today: int) -> tuple[CleanCost, tuple[Problem, ...]]:
    """The cost as the book would keep it, and all that is wrong or asked."""
    cents, problems = parse_amount(line_of(entry.amount), "amount")
    if not problems and not cents:
        problems = (Problem("amount", Message("cost_missing")),)
    day, wrong = read_day(line_of(entry.day), today)
    problems += wrong
    note, wrong = clean_line(entry.note, "note", NOTE_LIMIT)
    return CleanCost(cents or 0, today if day is None else day, note), problems + wrong
