"""联系记录: every touch that is not a visit, what sort it is, how it came out, and how it is written down. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kyuanbook.rules import amounts, dates, text
from kyuanbook.rules.words import Message, Problem


class TouchKind(StrEnum):
    """What sort of touch, in the order in which they are offered."""

    ENQUIRY = "enquiry"
    CALL = "call"
    WECHAT = "wechat"
    SMS = "sms"
    LETTER = "letter"
    IN_PERSON = "in_person"
    SAMPLE = "sample"
    TRIAL = "trial"
    COUPON = "coupon"
    ASKED = "asked"

    @property
    def label(self) -> Message:
        """Its word."""
        return Message(f"touch_{self.value}")


class Outcome(StrEnum):
    """结果 of GLOSSARY, in the order of the keys 1 to 6 on a call list."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    PROMISED = "promised"
    REFUSED = "refused"
    DO_NOT_CONTACT = "do_not_contact"


_K, _O = TouchKind, Outcome
WRITTEN: Final = frozenset({_K.WECHAT, _K.SMS, _K.LETTER})
GIVEN: Final = frozenset({_K.SAMPLE, _K.TRIAL, _K.COUPON})  # something put into their hands
THEIRS: Final = frozenset({_K.ENQUIRY, _K.ASKED})  # they came to us with it
ANSWERED: Final = frozenset({_O.REACHED, _O.PROMISED})  # it was well taken
SPOKEN_TO: Final = frozenset({_O.REACHED, _O.PROMISED, _O.REFUSED, _O.DO_NOT_CONTACT})  # they were reached
_HOW: Final[Mapping[TouchKind, str]] = MappingProxyType({**dict.fromkeys(sorted(WRITTEN), "written"), _K.IN_PERSON: "met"})
_DECIDED: Final = (_O.PROMISED, _O.REFUSED, _O.DO_NOT_CONTACT)
OUTCOMES: Final[Mapping[TouchKind, tuple[Outcome, ...]]] = MappingProxyType(
    {
        _K.CALL: tuple(Outcome),
        **dict.fromkeys(sorted(WRITTEN), (_O.REACHED, _O.NO_ANSWER, *_DECIDED)),
        _K.IN_PERSON: (_O.REACHED, _O.NO_ANSWER, *_DECIDED),
        _K.SAMPLE: (_O.PROMISED, _O.REFUSED),
        _K.TRIAL: (_O.PROMISED, _O.REFUSED),
    }
)
"""The outcomes that a kind of touch can have; none: it has no outcome of its own."""


def outcome_label(kind: TouchKind, outcome: Outcome) -> Message:
    """The word of an outcome, as it was done: a call is put through, a message answered, somebody met. What is kept is the
    same."""
    return Message(f"outcome_{outcome_name(kind, outcome)}")


def outcome_name(kind: TouchKind, outcome: Outcome) -> str:
    """``reached``, ``written_reached``, ``met_reached``: by which its word is found."""
    return f"{_HOW[kind]}_{outcome.value}" if kind in _HOW and outcome in (_O.REACHED, _O.NO_ANSWER) else outcome.value


def as_done(kind: TouchKind, key: str) -> str:
    """The sentence ``key`` as it is said of a call, of a message, of somebody to be met."""
    return f"{key}_{_HOW[kind]}" if kind in _HOW else key


@dataclass(frozen=True, slots=True)
class TouchEntry:
    """A touch as typed. ``wanted``: a product, or what they asked for in their words; ``day`` empty: today."""

    kind: str = TouchKind.ENQUIRY.value
    outcome: str = ""
    wanted: str = ""
    cost: str = ""
    day: str = ""
    time: str = ""
    staff_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CleanTouch:
    """A touch as the book keeps it."""

    kind: TouchKind
    outcome: str
    wanted: str
    cost_cents: int
    day: int
    minute: int | None
    staff_id: int | None
    note: str


def clean_interaction(entry: TouchEntry, today: int, minute: int | None) -> tuple[CleanTouch, tuple[Problem, ...]]:
    """The touch as the book would keep it, and all that is wrong or asked. ``minute``: the time now, taken when it was today
    and no time is given. An outcome that the kind can't have is left out: the kind was changed after it was chosen."""
    problems: list[Problem] = []
    kind = TouchKind(entry.kind)
    known = OUTCOMES.get(kind, ())
    outcome = entry.outcome if entry.outcome in known else ""
    wanted, wrong = text.clean_line(entry.wanted, "wanted", 80)
    problems += wrong
    if kind is TouchKind.ASKED and not wanted:
        problems.append(Problem("wanted", Message("wanted_missing")))
    cents, wrong = amounts.parse_amount(text.line_of(entry.cost), "cost")
    problems += [_cost_problem(problem) for problem in wrong]
    day, wrong = dates.read_day(text.line_of(entry.day), today, "day")
    problems += wrong
    day = today if day is None else day
    at, wrong = dates.read_time(text.line_of(entry.time))
    problems += wrong
    note, wrong = text.clean_note(entry.note, "note")
    problems += wrong
    if at is None and day == today:
        at = minute
    return CleanTouch(kind, outcome, wanted, cents or 0, day, at, entry.staff_id, note), tuple(problems)


def _cost_problem(problem: Problem) -> Problem:
    """What a sample cost is no refund: below nothing it is a mistake."""
    if problem.message.key != "amount_negative":
        return problem
    return Problem("cost", Message("cost_negative"), cure=problem.cure)
