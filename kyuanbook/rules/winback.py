"""挽回: what an attempt is, whom the lot leaves alone, and what the comparison of the two says about trying.

The lot is the test. Of each list a fixed number is drawn, so that, if calling changed nothing, every choice of those left
alone was as likely as the one that was made: how many of the called came is then hypergeometric, list by list, whatever
share was held back of each and however different the lists. The sum over the lists is a convolution, and exact.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from math import ceil, exp, lgamma, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.dates import read_day
from kyuanbook.rules.text import clean_line, line_of
from kyuanbook.rules.words import Message, Problem


class Measure(StrEnum):
    """挽回的办法 that come with the program, in the order in which they are offered; others are words of the owner's."""

    CALL = "call"
    OFFER = "offer"
    PERSONAL = "personal"
    GIFT = "gift"

    @property
    def label(self) -> Message:
        """Its name."""
        return Message(f"measure_{self.value}")


MEASURES: Final = tuple(Measure)
WORD_LIMIT: Final = 12
NOTE_LIMIT: Final = 120


class AttemptEntry(NamedTuple):
    """An attempt as typed. ``measure``: a :class:`Measure`, or the owner's own word for what was done."""

    measure: str = Measure.CALL
    cost: str = ""
    day: str = ""
    note: str = ""


class CleanAttempt(NamedTuple):
    """What the book keeps of it."""

    measure: str
    cost_cents: int
    day: int
    note: str


def clean_attempt(entry: AttemptEntry, today: int) -> tuple[CleanAttempt, tuple[Problem, ...]]:
    """The attempt as the book would keep it, and all that is wrong or asked."""
    measure, problems = clean_line(entry.measure, "measure", WORD_LIMIT, required=True)
    cents, wrong = parse_amount(line_of(entry.cost), "cost")
    problems += wrong
    day, wrong = read_day(line_of(entry.day), today)
    problems += wrong
    note, wrong = clean_line(entry.note, "note", NOTE_LIMIT)
    return CleanAttempt(measure, cents or 0, today if day is None else day, note), problems + wrong

# the lot -----------------------------------------------------------------------------------------------------------------

OFFERED_SHARE: Final = 0.2
MOST_SHARE: Final = 0.5  # held back more than half, a list would serve the answer and not the shop


def held_count(fresh: int, share: float) -> int:
    """How many of ``fresh`` customers are left alone: the share, rounded; never all of them."""
    return min(round(max(0.0, min(share, MOST_SHARE)) * fresh), max(0, fresh - 1))


def draw(customer_ids: Iterable[int], share: float, lot: str) -> frozenset[int]:
    """Those left alone. ``lot`` names the draw: drawn again under the same name it falls on the same ones, so that nobody
    draws until it pleases."""
    ids = list(dict.fromkeys(customer_ids))
    ids.sort(key=lambda i: (sha256(f"{lot}:{i}".encode()).digest(), i))
    return frozenset(ids[: held_count(len(ids), share)])


class Drawn(NamedTuple):
    """A list after the draw: who is on the paper, who is left alone; both in the order of the list."""

    called: tuple[int, ...]
    held: tuple[int, ...]


def draw_list(ranked: Sequence[int], fresh: frozenset[int], share: float, lot: str, limit: int | None = None) -> Drawn:
    """Draw among those of ``ranked`` who are ``fresh`` (on no such list lately). ``limit``: how many the paper has; those
    left alone come from among the same first ones, not from behind them."""
    first = len(ranked)
    if limit is not None:
        at, new = 0, 0
        while at < len(ranked) and at - held_count(new, share) < limit:
            new += ranked[at] in fresh
            at += 1
        first = at
    held = draw((i for i in ranked[:first] if i in fresh), share, lot)
    called = tuple(i for i in ranked[:first] if i not in held)
    return Drawn(called[:limit], tuple(i for i in ranked[:first] if i in held))


def nobody_held(fresh: int, of: int) -> Message:
    """Why the lot left nobody alone: of a list of so many, so few may be drawn (``fresh``: on no such list lately)."""
    if fresh == of:
        return Message("hold_short_list", {"n": of})
    return Message("hold_few_fresh", {"n": fresh}) if fresh else Message("hold_none_fresh")


# called against left alone -----------------------------------------------------------------------------------------------

SURE: Final = 0.05  # something is claimed where nothing is at most once in twenty, however often the owner looks
CERTAIN: Final = 0.001
WORTHWHILE: Final = 0.2  # 30 of 100 come by themselves, 50 when called: worth somebody's hour
USUAL: Final = 0.3  # who come by themselves, until the shop's own are known
POWER: Final = 0.8
FEW_HELD: Final = 20
_Z: Final = NormalDist().inv_cdf(1 - SURE / 2)
_LOOKS: Final = NormalDist().inv_cdf(1 - SURE / 4)  # looked at again and again, chance has twice the occasions to mislead


class Batch(NamedTuple):
    """One list whose time is up: how many were called and how many of them came; the same of those left alone."""

    called: int
    called_came: int
    held: int
    held_came: int


class Answer(NamedTuple):
    """What the lists say together. ``difference`` of the shares who came, with the interval ``low`` to ``high`` (95 %);
    ``won``: how many of the called came because they were called; ``p``: how often the lot alone would show as much;
    ``needed``: how many on lists, in all, show a difference worth having; ``verdict``: in words."""

    called: int
    called_came: int
    held: int
    held_came: int
    difference: float
    low: float
    high: float
    p: float
    won: float
    won_low: float
    won_high: float
    needed: int
    verdict: "Verdict"

    @property
    def words(self) -> Message:
        """``打了电话的 40 位来了 20 位，没打的 20 位来了 6 位：…``."""
        numbers = {
            "called": self.called, "called_came": self.called_came, "held": self.held, "held_came": self.held_came,
            "verdict": self.verdict.words(max(1, self.needed - self.called - self.held)),
        }  # fmt: skip
        return Message("winback_compared" if self.held else "winback_none_held", numbers)


class Verdict(StrEnum):
    """What is claimed of calling."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    LEANS = "leans"  # beyond chance for who looks once, not yet for who looks whenever they like
    LEANS_AGAINST = "leans_against"
    NO_DIFFERENCE = "no_difference"
    HELPED = "helped"
    SURELY = "surely"
    HARMED = "harmed"

    @property
    def claims(self) -> bool:
        """Whether calling is said to do something."""
        return self in (Verdict.HELPED, Verdict.SURELY)

    def words(self, missing: int) -> Message:
        """Its words; ``missing``: how many more would show it."""
        return Message(f"winback_{self.value}", {"missing": missing} if self is Verdict.TOO_FEW else {})


def compare(batches: Iterable[Batch]) -> Answer:
    """What the lists say together; those that left nobody alone say nothing and are left out."""
    told = [b for b in batches if b.called and b.held]
    called, came = sum(b.called for b in told), sum(b.called_came for b in told)
    held, by_themselves = sum(b.held for b in told), sum(b.held_came for b in told)
    if not told:
        return Answer(0, 0, 0, 0, 0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, planned(USUAL, OFFERED_SHARE), Verdict.NOTHING)
    difference, low, high = _difference(told)
    p = exact_p(told)
    base = by_themselves / held if held >= FEW_HELD else USUAL
    needed = planned(base, held / (called + held))
    verdict = _verdict(p, difference, called + held, needed)
    return Answer(
        called, came, held, by_themselves, difference, low, high, p, called * difference, called * low, called * high, needed,
        verdict,
    )  # fmt: skip


def _verdict(p: float, difference: float, many: int, needed: int) -> Verdict:
    if p < level(many, needed):
        if difference < 0:
            return Verdict.HARMED
        return Verdict.SURELY if p < CERTAIN else Verdict.HELPED
    if many >= needed:
        return Verdict.NO_DIFFERENCE
    if p < SURE:
        return Verdict.LEANS if difference > 0 else Verdict.LEANS_AGAINST
    return Verdict.TOO_FEW


def level(many: int, needed: int) -> float:
    """Below which ``p`` something is claimed. The owner looks whenever they like: before the lists hold as many as were
    needed, only what is far beyond chance is said (O'Brien and Fleming's boundary), so that looking often finds nothing."""
    return 2 * (1 - NormalDist().cdf(_LOOKS / sqrt(min(1.0, max(1, many) / needed))))


def exact_p(batches: Sequence[Batch]) -> float:
    """Two-sided: how often the lot alone would bring a number of the called to come that is no likelier than the one that
    did. One list: Fisher's test."""
    first, chances = 0, [1.0]
    for b in batches:
        low, more = _by_lot(b)
        first += low
        chances = _convolved(chances, more)
    seen = chances[sum(b.called_came for b in batches) - first]
    return min(1.0, sum(c for c in chances if c <= seen * (1 + 1e-7)))


def _by_lot(b: Batch) -> tuple[int, list[float]]:
    """(the fewest of the called who can have come, the chances of that number and those above), if calling does nothing."""
    came = b.called_came + b.held_came
    low, high = max(0, came - b.held), min(came, b.called)
    whole = _ways(b.called + b.held, came)
    return low, [exp(_ways(b.called, i) + _ways(b.held, came - i) - whole) for i in range(low, high + 1)]


def _ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _convolved(a: list[float], b: list[float]) -> list[float]:
    out = [0.0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        if x > 1e-30:
            for j, y in enumerate(b):
                out[i + j] += x * y
    return out


def _difference(told: Sequence[Batch]) -> tuple[float, float, float]:
    """The difference of the shares who came, by Mantel and Haenszel's weights, with Newcombe's interval for groups as large
    as the weighted shares are worth; of one list, or of lists alike, exactly his."""
    weights = [b.called * b.held / (b.called + b.held) for b in told]
    whole = sum(weights)
    weights = [w / whole for w in weights]
    called = sum(w * b.called_came / b.called for w, b in zip(weights, told, strict=True))
    held = sum(w * b.held_came / b.held for w, b in zip(weights, told, strict=True))
    low1, high1 = _wilson(called, 1 / sum(w * w / b.called for w, b in zip(weights, told, strict=True)))
    low0, high0 = _wilson(held, 1 / sum(w * w / b.held for w, b in zip(weights, told, strict=True)))
    d = called - held
    return d, d - sqrt((called - low1) ** 2 + (high0 - held) ** 2), d + sqrt((high1 - called) ** 2 + (held - low0) ** 2)


def _wilson(share: float, of: float) -> tuple[float, float]:
    z = _Z * _Z
    middle = (share + z / (2 * of)) / (1 + z / of)
    half = _Z * sqrt(max(0.0, share * (1 - share) / of + z / (4 * of * of))) / (1 + z / of)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def planned(by_themselves: float, share: float) -> int:
    """How many on lists, those left alone among them, show a difference of :data:`WORTHWHILE` four times in five."""
    base = max(0.0, min(by_themselves, 1 - WORTHWHILE))
    called, s = base + WORTHWHILE, max(0.01, min(share, 0.99))
    even = (1 - s) * called + s * base
    by_chance = _LOOKS * sqrt(even * (1 - even) * (1 / (1 - s) + 1 / s))
    by_effect = NormalDist().inv_cdf(POWER) * sqrt(called * (1 - called) / (1 - s) + base * (1 - base) / s)
    return ceil(((by_chance + by_effect) / WORTHWHILE) ** 2)
