"""What a customer answered, as it is typed: an outcome, a note, a day for 约好, a score, a reason. Pure."""

import json
import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from kyuanbook.rules.dates import month_day, read_day
from kyuanbook.rules.phones import Phone, PhoneKind, first_number, masked, normalise, shown
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind, as_done, outcome_label
from kyuanbook.rules.words import Message, Problem

NOTE_LIMIT: Final = 120
SCORES: Final = (1, 2, 3, 4, 5)
MOST_FIGURES: Final = 9  # of a list's number


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer as typed. ``outcome``: of ``rules.touches``; ``promised``: the day they want to come, for 约好; ``score``: ""
    or 1 to 5; ``day``: of the call, empty for today; ``new_phone``: a number they gave, to be theirs from now on."""

    outcome: str
    note: str = ""
    promised: str = ""
    score: str = ""
    reason_id: int | None = None
    staff_id: int | None = None
    day: str = ""
    new_phone: str = ""


class CleanAnswer(NamedTuple):
    """What the book keeps of it. ``promised``: the day, None for no day."""

    outcome: Outcome
    note: str
    promised: int | None
    score: int | None
    reason_id: int | None
    staff_id: int | None
    day: int
    new_phone: Phone | None = None


def clean_answer(entry: AnswerEntry, channel: TouchKind, today: int) -> tuple[CleanAnswer, tuple[Problem, ...]]:
    """The answer as the book would keep it, and all that is wrong or asked. 约好 needs a day from today on; an outcome that
    ``channel`` can't have is refused."""
    outcome = Outcome(entry.outcome)
    problems: list[Problem] = []
    if channel in OUTCOMES and outcome not in OUTCOMES[channel]:
        problems.append(Problem("outcome", Message("outcome_not_of_channel")))
    note, wrong = clean_line(entry.note, "note", NOTE_LIMIT)
    problems += wrong
    day, wrong = read_day(line_of(entry.day), today, "day")
    problems += wrong
    day = today if day is None else day
    promised = None
    if outcome is Outcome.PROMISED:
        promised, wrong = read_day(line_of(entry.promised), today, "promised", allow_future=True)
        problems += wrong
        if promised is None and not wrong:
            problems.append(Problem("promised", Message("promised_day_missing"), cure="明天"))
        elif promised is not None and promised < day:
            problems.append(Problem("promised", Message("promised_before_call"), cure="明天"))
    score, wrong = read_score(entry.score)
    problems += wrong
    reason = entry.reason_id if outcome is Outcome.REFUSED else None
    phone = normalise(entry.new_phone, "new_phone") if entry.new_phone else None
    if phone is not None and (phone.problems or not phone.number):
        problems.append(Problem("new_phone", Message("new_phone_unreadable")))
    return CleanAnswer(outcome, note, promised, score, reason, entry.staff_id, day, phone), tuple(problems)


def read_score(typed: str, field: str = "score") -> tuple[int | None, tuple[Problem, ...]]:
    """1 to 5, full-width or not, with or without 分; nothing is no score."""
    line = line_of(typed).removesuffix("分").strip()
    if not line:
        return None, ()
    if line.isascii() and line.isdigit() and int(line) in SCORES:
        return int(line), ()
    return None, (Problem(field, Message("score_unreadable")),)


# a list's rows, typed back ---------------------------------------------------------------------------------------------------

_AROUND: Final = re.compile(r"^(?:回访)?名单|^list|^no\.?|^第|^[#№:：号.]+|[号张#]$", re.IGNORECASE)


def read_list_number(typed: str, field: str = "number") -> tuple[int | None, tuple[Problem, ...]]:
    """The number of a printed list as it is typed or scanned: ``1120``, ``００１１２０``, ``#1120``, ``名单 1120 号``; None where
    nothing is typed or it is no number."""
    line = re.sub(r"\s+", "", line_of(typed))
    if not line:
        return None, ()
    before = ""
    while before != line:
        before, line = line, _AROUND.sub("", line)
    if line.isascii() and line.isdigit() and len(line.lstrip("0")) <= MOST_FIGURES and int(line):
        return int(line), ()
    return None, (Problem(field, Message("list_number_unreadable")),)


_SURE: Final = (PhoneKind.MOBILE, PhoneKind.LANDLINE, PhoneKind.SERVICE)


def number_in(note: str) -> str | None:
    """A telephone number written beside an answer (``换了 159 0000 0032``), as it is shown; a day or a price is none."""
    found = first_number(re.sub(r"(?<=\d)[ ·.](?=\d)", "", line_of(note)))
    return found if found is not None and normalise(found).kind in _SURE else None


def printed_number(printed: str, numbers: list[tuple[int, str, bool]]) -> int | None:
    """Which of a customer's numbers (id, number, wrong) stands on the paper, whole or masked; the right ones first. None: it
    is theirs no more."""
    same = [
        (wrong, i) for i, number, wrong in numbers
        if printed in (shown(number), number, masked(number)) or normalise(printed).number == number
    ]  # fmt: skip
    return min(same)[1] if same else None


class Followed(NamedTuple):
    """What followed from an answer by itself, so that it can be taken back and nothing else: kept as JSON with the touch.

    ``made``: the follow-up is there because of it; ``was``, ``left``: its (state, due day, tries, closed day) before and
    after; ``closed``: other follow-ups it closed; ``promise``: the one it made, for the day ``promised``; ``alone``: it set
    请勿联系; ``wrong``: the number it marked; ``added``: the number it brought; ``reason``: the row it wrote why they stay away;
    ``attempt``: the attempt to win back it noted.
    """

    made: bool = False
    was: tuple[str, int, int, int | None] | None = None
    left: tuple[str, int, int, int | None] | None = None
    closed: tuple[int, ...] = ()
    promise: int | None = None
    promised: int | None = None
    alone: bool = False
    wrong: int | None = None
    added: int | None = None
    reason: int | None = None
    attempt: int | None = None

    def packed(self) -> str:
        """As it is kept: only what there was."""
        return json.dumps({name: value for name, value in self._asdict().items() if value not in (None, (), False)})


def unpacked(kept: str) -> Followed:
    """What is kept, read again; nothing of a touch that was no answer."""
    if not kept:
        return Followed()
    there = {name: value for name, value in json.loads(kept).items() if name in Followed._fields}
    for name in ("was", "left", "closed"):
        if name in there:
            there[name] = tuple(there[name])
    return Followed(**there)


def tried_words(channel: TouchKind, days: int | None, tries: int) -> Message:
    """What follows by itself where nobody answered: they are tried again in so many ``days``; None: no more."""
    if days is None:
        return Message(as_done(channel, "row_given_up"), {"tries": tries})
    return Message(as_done(channel, "row_again" if days > 0 else "row_again_today"), {"days": days, "tries": tries})


class Answer(NamedTuple):
    """What was answered in a row, as it is shown. ``state``, ``due_day``, ``tries``: of the follow-up it was about;
    ``numbers_left``: whether another number can be rung; ``reason``: why they stay away, said of this silence."""

    touch_id: int
    channel: TouchKind
    outcome: Outcome
    note: str
    day: int
    promised: int | None
    score: int | None
    state: str
    due_day: int
    tries: int
    number_left: str
    reason: str
    reason_id: int | None = None

    @property
    def label(self) -> Message:
        """已接通, 未接 …"""
        return outcome_label(self.channel, self.outcome)

    def followed(self, today: int) -> tuple[Message, ...]:
        """What came of it by itself, in words: 3 天后再打, 约在 11月28日."""
        found: list[Message] = []
        if self.outcome is Outcome.NO_ANSWER:
            if self.state in ("given_up", "open"):
                days = None if self.state == "given_up" else self.due_day - today
                found.append(tried_words(self.channel, days, self.tries))
        elif self.outcome is Outcome.WRONG_NUMBER:
            key = "row_next_number" if self.number_left else "row_no_number"
            found.append(Message(key, {"phone": self.number_left}))
        elif self.outcome is Outcome.PROMISED and self.promised is not None:
            found.append(Message("row_promised", {"day": month_day(self.promised)}))
        elif self.outcome is Outcome.REFUSED and self.reason:
            found.append(Message("row_reason", {"reason": self.reason}))
        elif self.outcome is Outcome.DO_NOT_CONTACT:
            found.append(Message("row_left_alone"))
        if self.score is not None:
            found.append(Message("row_score", {"score": self.score}))
        return tuple(found)
