"""What a customer answered, as it is typed: an outcome, a note, a day for 约好, a score, a reason. Pure."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.touches import OUTCOMES, Outcome, TouchKind
from kyuanbook.rules.words import Message, Problem

NOTE_LIMIT: Final = 120
SCORES: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer as typed. ``outcome``: of ``rules.touches``; ``promised``: the day they want to come, for 约好; ``score``: ""
    or 1 to 5; ``day``: of the call, empty for today."""

    outcome: str
    note: str = ""
    promised: str = ""
    score: str = ""
    reason_id: int | None = None
    staff_id: int | None = None
    day: str = ""


class CleanAnswer(NamedTuple):
    """What the book keeps of it. ``promised``: the day, None for no day."""

    outcome: Outcome
    note: str
    promised: int | None
    score: int | None
    reason_id: int | None
    staff_id: int | None
    day: int


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
    return CleanAnswer(outcome, note, promised, score, reason, entry.staff_id, day), tuple(problems)


def read_score(typed: str, field: str = "score") -> tuple[int | None, tuple[Problem, ...]]:
    """1 to 5, full-width or not, with or without 分; nothing is no score."""
    line = line_of(typed).removesuffix("分").strip()
    if not line:
        return None, ()
    if line.isdigit() and int(line) in SCORES:
        return int(line), ()
    return None, (Problem(field, Message("score_unreadable")),)
