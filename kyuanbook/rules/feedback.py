"""满意度: a score from 1 to 5 and the customer's words, how they are written down, and what many of them say. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from types import MappingProxyType
from typing import Final, NamedTuple

from kyuanbook.rules.answers import SCORES, read_score
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.shares import FEW, SURE
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem

WORDS_LIMIT: Final = 200
LEAST_SPREAD: Final = 0.5  # of answers that are all alike: ten fives don't prove that everybody is a five
_SPELT: Final = MappingProxyType(dict(zip("一二三四五", map(str, SCORES), strict=True)) | {"两": "2"})


class Way(StrEnum):
    """How it came to us, in the order in which the ways are offered."""

    COUNTER = "counter"
    CALL = "call"
    SLIP = "slip"
    SURVEY = "survey"

    @property
    def label(self) -> Message:
        """当面说的, 电话里, 小票上, 问卷上."""
        return Message(f"feedback_way_{self.value}")


@dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """满意度 as typed. ``visit_id``: which visit it is about, None for none in particular; ``staff_id``: who served them;
    ``day`` empty: today."""

    score: str = ""
    words: str = ""
    way: str = Way.COUNTER.value
    visit_id: int | None = None
    staff_id: int | None = None
    day: str = ""


@dataclass(frozen=True, slots=True)
class CleanFeedback:
    """满意度 as the book keeps it."""

    score: int | None
    words: str
    way: Way
    visit_id: int | None
    staff_id: int | None
    day: int


def clean_feedback(entry: FeedbackEntry, today: int) -> tuple[CleanFeedback, tuple[Problem, ...]]:
    """What the book would keep, and all that is wrong or asked. A score or words: one of the two must be there."""
    score, problems = _score(entry.score)
    found = list(problems)
    words, wrong = clean_line(entry.words, "words", WORDS_LIMIT)
    found += wrong
    if score is None and not words and not problems:
        found.append(Problem("score", Message("feedback_empty")))
    day, wrong = read_day(line_of(entry.day), today, "day")
    found += wrong
    clean = CleanFeedback(
        score, words, Way(entry.way), entry.visit_id, entry.staff_id, today if day is None else day
    )
    return clean, tuple(found)


def _score(typed: str) -> tuple[int | None, tuple[Problem, ...]]:
    """As :func:`read_score`; one spelt out is offered as a figure."""
    score, problems = read_score(typed)
    spelt = _SPELT.get(line_of(typed).removesuffix("分").strip())
    return score, tuple(p._replace(cure=spelt) for p in problems) if spelt else problems


# what many say -----------------------------------------------------------------------------------------------------------


class Mean(NamedTuple):
    """The mean of ``n`` scores, or of other numbers, and between which the true one lies, 19 times in 20 (Student's t).
    ``lows``: how many were low."""

    n: int
    mean: float
    low: float
    high: float
    lows: int = 0

    @property
    def few(self) -> bool:
        """Too few to conclude anything."""
        return self.n < FEW


def mean_of(numbers: Iterable[float], *, least: float | None = None, most: float | None = None, lows: int = 0) -> Mean:
    """Of these; ``least``, ``most``: what a number can be, to which the interval keeps. Of none anything may be true."""
    found = list(numbers)
    n = len(found)
    if not n:
        return Mean(0, 0.0, least or 0.0, most or 0.0)
    mean = sum(found) / n
    if n == 1:
        return Mean(1, mean, mean if least is None else least, mean if most is None else most, lows)
    spread = sqrt(sum((x - mean) ** 2 for x in found) / (n - 1))
    if least is not None:
        spread = max(spread, LEAST_SPREAD)
    reach = _student(n - 1) * spread / sqrt(n)
    low, high = mean - reach, mean + reach
    return Mean(n, mean, low if least is None else max(least, low), high if most is None else min(most, high), lows)


def mean_score(scores: Iterable[int], low_score: int) -> Mean:
    """Of scores from 1 to 5, ``low_score`` and below counted as low."""
    given = list(scores)
    return mean_of(given, least=SCORES[0], most=SCORES[-1], lows=sum(score <= low_score for score in given))


def _student(free: int) -> float:
    """How many standard errors hold 95 %, with ``free`` degrees of freedom (Cornish and Fisher 1937, two terms)."""
    z = SURE
    return z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free * free)
