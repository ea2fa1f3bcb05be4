"""客户活动: a 沙龙, a 讲座, a 会员日 as typed and as the book keeps it, and what is counted of it afterwards."""

import re
from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.campaigns import GuestState
from kyuanbook.rules.dates import read_day, read_time
from kyuanbook.rules.text import clean_line, clean_note, line_of
from kyuanbook.rules.words import Message, Problem

SPANS: Final = (30, 90)
"""Days after the event in which one looks at what followed."""
_NUMBER: Final = re.compile(r"\+?\d[\d -]{5,}\d")
STATES: Final = tuple(GuestState)


class EventEntry(NamedTuple):
    """An event as typed. ``first`` empty: not said, which is asked; ``last`` empty: it is over on its first day."""

    name: str = ""
    first: str = ""
    last: str = ""
    time: str = ""
    place: str = ""
    channel_id: int | None = None
    partner_id: int | None = None
    budget: str = ""
    words: str = ""
    note: str = ""


class CleanEvent(NamedTuple):
    """What the book keeps of it."""

    name: str
    first: int
    last: int
    minute: int | None
    place: str
    channel_id: int | None
    partner_id: int | None
    budget_cents: int | None
    words: str
    note: str


def clean_event(entry: EventEntry, today: int) -> tuple[CleanEvent, tuple[Problem, ...]]:
    """The event as the book would keep it, and all that is wrong or asked."""
    name, problems = clean_line(entry.name, "name", 40, required=True)
    first, wrong = read_day(line_of(entry.first), today, "first", allow_future=True)
    problems += wrong
    if first is None and not wrong:
        problems += (Problem("first", Message("event_day_missing")),)
    last, wrong = read_day(line_of(entry.last), today, "last", allow_future=True)
    problems += wrong
    if first is not None and last is not None and last < first:
        problems += (Problem("last", Message("event_ends_before")),)
    minute, wrong = read_time(line_of(entry.time))
    problems += wrong
    place, wrong = clean_line(entry.place, "place", 60)
    problems += wrong
    budget, wrong = parse_amount(line_of(entry.budget), "budget")
    problems += wrong
    words, wrong = clean_note(entry.words, "words", 400)
    problems += wrong
    note, wrong = clean_note(entry.note, "note")
    begins = today if first is None else first
    clean = CleanEvent(
        name, begins, begins if last is None else last, minute, place, entry.channel_id, entry.partner_id, budget, words, note
    )
    return clean, problems + wrong


def name_and_number(typed: str) -> tuple[str, str]:
    """What was typed at the door of somebody new: ``王敏 13800005678`` in either order, or the name alone."""
    line = line_of(typed)
    number = _NUMBER.search(line)
    if number is None:
        return line, ""
    rest = f"{line[: number.start()]} {line[number.end() :]}".strip(" ,，、")
    return " ".join(rest.split()), number.group().strip()


class Purse(NamedTuple):
    """One guest's visits after an event: the days they came on, what they spent; ``new``: they had never come before it."""

    days: tuple[int, ...]
    cents: tuple[int, ...]
    new: bool


class Followed(NamedTuple):
    """What followed within so many days: of those who came to the event how many came to the shop, how often and for how
    much; of those new to the shop (``new``) how many bought (``won``); ``over``: the time is up."""

    days: int
    came: int
    visits: int
    cents: int
    new: int
    won: int
    over: bool


def followed(purses: list[Purse], last: int, today: int, span: int) -> Followed:
    """What followed within ``span`` days after the last day of an event; the day of the event itself is not after it."""
    end = last + span
    within = [
        (one.new, [c for day, c in zip(one.days, one.cents, strict=True) if last < day <= end]) for one in purses
    ]
    came = [(new, cents) for new, cents in within if cents]
    return Followed(
        span, len(came), sum(len(cents) for _, cents in came), sum(sum(cents) for _, cents in came),
        sum(one.new for one in purses), sum(new for new, _ in came), today > end,
    )  # fmt: skip
