"""回访成效: who of those got in touch with was reached, promised and came in time, what they spent and what it cost. Pure.

Who came is counted of everybody who was got in touch with, not only of those reached: a message that nobody answers may bring
somebody all the same. What calling did is said only where some were left alone by lot (:mod:`kyuanbook.rules.winback`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.touches import SPOKEN_TO, Outcome
from kyuanbook.rules.winback import Answer
from kyuanbook.rules.words import Message

FEW: Final = 10  # of fewer, one more or less who came would be another story

Amount = Callable[[int | None], str]


class Touch(NamedTuple):
    """One touch as it was written down; ``at``: epoch seconds of the writing; ``offer_cents``: what the offer of the list it
    was typed back from costs for each who takes it."""

    customer_id: int
    day: int
    at: int
    outcome: str
    cost_cents: int = 0
    offer_cents: int = 0


class Bought(NamedTuple):
    """A visit: its day, when it was written down, what it brought."""

    day: int
    at: int
    cents: int


class Attempt(NamedTuple):
    """Somebody got in touch with for one reason. Visits count after ``since`` up to ``until``; of the day itself those written
    down after ``at``."""

    customer_id: int
    since: int
    at: int
    until: int
    reached: bool = False
    promised: bool = False
    cost_cents: int = 0
    offer_cents: int = 0

    def brought(self, visit: Bought) -> bool:
        """Whether a visit came after it, and in time."""
        return visit.day <= self.until and (visit.day > self.since or (visit.day == self.since and visit.at > self.at))


def attempt(touches: Sequence[Touch], until: Callable[[int], int]) -> Attempt:
    """The touches about one reason, in their order, as one attempt: it counts from when they were first reached; where they
    never were, from the first try. ``until``: the last day that counts, of the day it counts from."""
    first = next((t for t in touches if t.outcome in SPOKEN_TO), touches[0])
    return Attempt(
        first.customer_id, first.day, first.at, until(first.day), any(t.outcome in SPOKEN_TO for t in touches),
        any(t.outcome == Outcome.PROMISED for t in touches), sum(t.cost_cents for t in touches),
        max(t.offer_cents for t in touches),
    )  # fmt: skip


class Figures(NamedTuple):
    """What came of it, as who: ``tried`` all got in touch with, of them ``reached``, ``promised``, ``came``; each once.
    ``waiting``: those who may still come in time."""

    tried: tuple[int, ...] = ()
    reached: tuple[int, ...] = ()
    promised: tuple[int, ...] = ()
    came: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    spent_cents: int = 0
    cost_cents: int = 0

    @property
    def reached_came(self) -> int:
        """How many of those reached came."""
        return len(set(self.reached) & set(self.came))

    @property
    def each_cents(self) -> int | None:
        """What one who came has cost; None while nobody did or nothing was spent."""
        return round(self.cost_cents / len(self.came)) if self.came and self.cost_cents else None


def figures(attempts: Iterable[Attempt], visits: Mapping[int, Sequence[Bought]], today: int) -> Figures:
    """The sum of ``attempts``. A visit counts once, however often somebody was rung before it; the offer is taken once by each
    attempt that brought a visit of its own."""
    tried: dict[int, None] = {}
    reached: dict[int, None] = {}
    promised: dict[int, None] = {}
    came: dict[int, None] = {}
    may_come: dict[int, None] = {}
    counted: set[tuple[int, int]] = set()
    spent = cost = 0
    for one in sorted(attempts, key=lambda a: (a.since, a.at)):
        who = one.customer_id
        tried[who] = None
        cost += one.cost_cents
        if one.reached:
            reached[who] = None
        if one.promised:
            promised[who] = None
        own = [(i, v) for i, v in enumerate(visits.get(who, ())) if one.brought(v) and (who, i) not in counted]
        counted.update((who, i) for i, _ in own)
        spent += sum(v.cents for _, v in own)
        if own:
            came[who] = None
            cost += one.offer_cents
        elif today <= one.until:
            may_come[who] = None
    waiting = tuple(who for who in may_come if who not in came)
    return Figures(tuple(tried), tuple(reached), tuple(promised), tuple(came), waiting, spent, cost)


# in words ----------------------------------------------------------------------------------------------------------------


def told(found: Figures, amount: Amount = amount_words) -> tuple[Message, ...]:
    """``联系上 9 位``, ``约好 3 位``, ``来店 4 位``, ``花了 ¥612``, ``成本 ¥60，每来一位 ¥15``: what is not there is not said.
    ``amount``: how money is written."""
    if not found.tried:
        return ()
    said = [Message("won_reached", {"reached": len(found.reached)}) if found.reached else Message("won_none_reached")]
    if found.promised:
        said.append(Message("won_promised", {"promised": len(found.promised)}))
    if found.came:
        said.append(Message("won_came", {"came": len(found.came)}))
        said.append(Message("won_spent", {"amount": amount(found.spent_cents)}))
    else:
        said.append(Message("won_none_came"))
    each = found.each_cents
    if each is not None:
        said.append(Message("won_cost_each", {"amount": amount(found.cost_cents), "each": amount(each)}))
    elif found.cost_cents:
        said.append(Message("won_cost", {"amount": amount(found.cost_cents)}))
    return tuple(said)


def judged(found: Figures, answer: Answer | None, waits: bool = False) -> Message | None:
    """What may be concluded: against those left alone by lot, where there are any and their time is up (``waits``: it is
    not); else that few say nothing, and that some would have come anyway. None where there is nothing to conclude from."""
    if answer is not None and answer.held:
        return answer.words
    if waits:
        return Message("won_waits")
    if not found.tried or (not found.reached and not found.came):
        return None
    if len(found.tried) < FEW:
        return Message("won_few", {"n": len(found.tried)})
    return Message("won_by_themselves") if found.came else None


class Week(NamedTuple):
    """What last week's touches came to: ``first`` to ``last``, both inclusive; ``tried``: how many were got in touch with;
    ``figures``: of those reached alone."""

    first: int
    last: int
    tried: int
    figures: Figures

    def words(self, amount: Amount = amount_words) -> tuple[Message, ...]:
        """``联系上 9 位``, ``来店 4 位``, ``花了 ¥612``; ``上周`` is said before it or stands over it."""
        found = self.figures
        if not found.reached:
            return (Message("won_none_reached"),)
        reached = Message("won_reached", {"reached": len(found.reached)})
        if not found.came:
            return reached, Message("won_none_came")
        spent = Message("won_spent", {"amount": amount(found.spent_cents)})
        return reached, Message("won_came", {"came": len(found.came)}), spent
