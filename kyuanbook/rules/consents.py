"""授权同意: what a customer agreed to, when and how, and its withdrawal."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem


class ConsentKind(StrEnum):
    """What can be agreed to, in the order in which it is offered."""

    SHARE = "share"
    MESSAGES = "messages"
    PHOTOS = "photos"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"consent_{self.value}")


KINDS: Final = tuple(ConsentKind)
HOW_LIMIT: Final = 20
NOTE_LIMIT: Final = 120


class ConsentEntry(NamedTuple):
    """A consent as typed. ``partner_id``: to whom alone what is known may be given; None: to any; ``withdrawn`` empty: it
    holds."""

    kind: str = ConsentKind.SHARE
    partner_id: int | None = None
    day: str = ""
    how: str = ""
    note: str = ""
    withdrawn: str = ""


class CleanConsent(NamedTuple):
    """What the book keeps of it."""

    kind: str
    partner_id: int | None
    day: int
    how: str
    note: str
    withdrawn_day: int | None


class Given(NamedTuple):
    """A consent as far as it says who may be told."""

    customer_id: int
    kind: str
    partner_id: int | None
    day: int
    withdrawn_day: int | None


def clean_consent(entry: ConsentEntry, today: int) -> tuple[CleanConsent, tuple[Problem, ...]]:
    """The consent as the book would keep it, and all that is wrong or asked."""
    kind = entry.kind if entry.kind in KINDS else KINDS[0]
    day, problems = read_day(line_of(entry.day), today)
    problems = tuple(_plainly(one) for one in problems)
    how, wrong = clean_line(entry.how, "how", HOW_LIMIT)
    problems += wrong
    note, wrong = clean_line(entry.note, "note", NOTE_LIMIT)
    problems += wrong
    withdrawn, wrong = read_day(line_of(entry.withdrawn), today, "withdrawn")
    problems += tuple(_plainly(one) for one in wrong)
    given = today if day is None else day
    if withdrawn is not None and withdrawn < given:
        problems += (Problem("withdrawn", Message("consent_withdrawn_before")),)
    partner = entry.partner_id if kind == ConsentKind.SHARE else None
    return CleanConsent(kind, partner, given, how, note, withdrawn), problems


def _plainly(problem: Problem) -> Problem:
    """A consent of tomorrow is none: what elsewhere asks is refused here."""
    return problem._replace(asks=False)


def holds(one: Given, today: int) -> bool:
    """Whether it holds on ``today``: from its day on, until the day it was withdrawn on."""
    return one.day <= today and (one.withdrawn_day is None or today < one.withdrawn_day)


def may_be_given(given: Iterable[Given], partner_id: int, today: int) -> frozenset[int]:
    """Who agreed that what is known of them is given to a partner, to this one or to any."""
    return frozenset(
        one.customer_id
        for one in given
        if one.kind == ConsentKind.SHARE and one.partner_id in (None, partner_id) and holds(one, today)
    )
