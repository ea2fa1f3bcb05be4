"""What a customer likes: what is due again, and what those who bought the same have bought besides.

Pure; gaps are open days, as in the rhythm. A purchase is a product and the days on which a customer bought it, rising, each
day once.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import erfc, exp, floor, inf, log, sqrt
from typing import Final, NamedTuple

from kyuanbook.rules.calendar import WEEK, OpenDays
from kyuanbook.rules.rhythm import LAST_GAPS
from kyuanbook.rules.words import Message

# The shop's usual gap is a median: with eight gaps the true one lies between the second and the seventh of them in 93 of 100.
SHOP_GAPS: Final = 8
# The shop's gap weighs as two of the customer's own. Measured on Ta-Feng (10,315 pairs of customer and product with a gap before
# the last): the next gap is missed by 23.0 days on average by their own alone, by 17.9 at 2, 17.1 at 4, 16.4 by the shop's alone.
# Two brings most of that; four would tell somebody who came nine times, every 21 days where the shop says 45, that it is 29.
SHOP_WEIGHS: Final = 2
OWN_GAPS: Final = 3  # DESIGN: a personal gap is named only from 4 visits on; without a shop's gap it speaks from there too
AGAIN: Final = 0.5  # somebody bought it once: said to be due only where at least every other customer comes back for it
JUDGED: Final = 8  # … of no fewer customers than this, whose first time lies two usual gaps back
STOPPED: Final = 4  # silent longer than four gaps: they have it elsewhere or want it no more, and nobody is to nag

SUPPORT: Final = 5  # customers who bought both; of fewer, one more or less would be another story
LIFT: Final = 1.5  # bought together half as often again as if the one had nothing to do with the other
SURE: Final = 1.96  # deviations by which the lift must lie above 1; more where many pairs are looked at
BY_CHANCE: Final = 0.5  # pairs of a shop that would pass if nothing hung together: one in two shops has one
TESTED: Final = 200  # products, the most bought, whose pairs are looked at
PAIRS: Final = 300  # of them kept, the surest
USUALS: Final = 1000  # products whose gaps are kept, those with the most

GOODS: Final = frozenset({"fruit", "food", "pharmacy", "clothes"})  # trades that sell more than they do: 买, not 做

Bought = Mapping[int, Sequence[int]]  # product -> days, rising, each once


class Usual(NamedTuple):
    """How a product is bought again in the shop: the median of ``gaps`` gaps in open days; of ``judged`` customers who have
    had the time, ``again`` bought it again."""

    gap: float
    gaps: int
    judged: int
    again: int


class Pair(NamedTuple):
    """Two products bought by ``both`` regulars, each by so many; ``lift``: how many times as many as if they had nothing to
    do with each other, among those who come equally often."""

    first: int
    second: int
    both: int
    of_first: int
    of_second: int
    lift: float


class ShopLikes(NamedTuple):
    """What the shop's purchases say on ``day``."""

    day: int
    usual: Mapping[int, Usual]
    pairs: tuple[Pair, ...]


NOTHING: Final = ShopLikes(0, {}, ())


# due again ---------------------------------------------------------------------------------------------------------------


class Due(NamedTuple):
    """When a product is due again, and by what: ``gap`` from the customer's own ``own_gaps`` gaps of ``own_mean`` and the
    shop's ``shop_gap`` (None: not known), all in open days; ``by_owner``: the owner said the shop's."""

    day: int
    gap: float
    own_gaps: int
    own_mean: float
    shop_gap: float | None
    by_owner: bool


def open_gap(days: int, calendar: OpenDays) -> float:
    """Open days within ``days`` of ordinary weeks: what the owner says is said in days on the wall."""
    return days * (WEEK - len(calendar.weekly)) / WEEK


def due(days: Sequence[int], usual: Usual | None, said: int | None, calendar: OpenDays) -> Due | None:
    """When a product bought on ``days`` is due again; None where nobody can say. ``said``: the owner's interval."""
    own = calendar.gaps(days)[-LAST_GAPS:]
    shop = open_gap(said, calendar) if said else usual.gap if usual is not None and usual.gaps >= SHOP_GAPS else None
    if shop is None and len(own) < OWN_GAPS:
        return None
    if not own and not comes_again(usual, said):
        return None
    gap = blend(own, shop)
    mean = sum(own) / len(own) if own else 0.0
    return Due(calendar.after(days[-1], max(1, round(gap))), gap, len(own), mean, shop, bool(said))


def blend(own: Sequence[int], shop: float | None) -> float:
    """(own sum + 2 × shop) ÷ (own count + 2): between the customer's own gap and the shop's."""
    if shop is None:
        return sum(own) / len(own)
    return (sum(own) + SHOP_WEIGHS * shop) / (len(own) + SHOP_WEIGHS)


def comes_again(usual: Usual | None, said: int | None) -> bool:
    """Whether one who bought it once may be told that it is due: the shop's customers say, while they are too few the owner."""
    if usual is None or usual.judged < JUDGED:
        return bool(said)
    return usual.again >= AGAIN * usual.judged


def is_due(found: Due, last: int, today: int, calendar: OpenDays) -> bool:
    """Due by ``today``, and not given up."""
    return found.day <= today and calendar.between(last, today) <= STOPPED * max(1.0, found.gap)


def given_up(found: Due, last: int, calendar: OpenDays) -> int:
    """The day from which on it is not said to be due any more (:func:`is_due`)."""
    return calendar.after(last, floor(STOPPED * max(1.0, found.gap)) + 1)


def due_reason(found: Due, last: int, today: int, calendar: OpenDays) -> Message:
    """``平时约 45 天一次，已 60 天``; a gap between theirs and the shop's is called neither (:func:`due_parts` says it)."""
    key = "like_gap_own" if found.shop_gap is None else "like_gap_both" if found.own_gaps else "like_gap_shop"
    why = Message(key, {"gap": calendar.on_the_wall(found.gap), "silent": today - last})
    closed = calendar.closed_between(last, today)
    return Message("like_gap_closed", {"why": why, "closed": closed}) if closed else why


def due_parts(found: Due, calendar: OpenDays) -> tuple[Message, ...]:
    """What the gap was made of, where it was made of two: ``自己 3 次平均隔 44 天``, ``本店一般隔 48 天``."""
    if not found.own_gaps or found.shop_gap is None:
        return ()
    own = Message("like_own_gaps", {"n": found.own_gaps, "gap": calendar.on_the_wall(found.own_mean)})
    shop = "like_said_gap" if found.by_owner else "like_shop_gap"
    return own, Message(shop, {"gap": calendar.on_the_wall(found.shop_gap)})


# bought besides ----------------------------------------------------------------------------------------------------------


class Suggested(NamedTuple):
    """Of ``buyers`` regulars who bought ``because``, ``both`` bought ``product`` too; the customer has not."""

    product: int
    because: int
    both: int
    buyers: int


def suggestions(bought: Collection[int], pairs: Sequence[Pair]) -> list[Suggested]:
    """What might be welcome, the likeliest first, each product once."""
    found = [(Suggested(p.second, p.first, p.both, p.of_first), p.lift) for p in pairs if p.first in bought]
    found += [(Suggested(p.first, p.second, p.both, p.of_second), p.lift) for p in pairs if p.second in bought]
    found.sort(key=lambda one: (-one[0].both / one[0].buyers, -one[1], one[0].product, one[0].because))
    best: dict[int, Suggested] = {}
    for one, _ in found:
        if one.product not in bought:
            best.setdefault(one.product, one)
    return list(best.values())


def lift(both: int, counts: Sequence[tuple[int, int, int]]) -> float:
    """``both`` ÷ as many as were to be expected. ``counts``: (customers, buyers of the one, of the other) of each group of
    customers who come equally often: who comes often has bought more of everything."""
    expected = sum(a * b / n for n, a, b in counts if n)
    return both / expected if expected else 0.0


def surely_above(found: float, both: int, z: float) -> float:
    """What the lift is at least: a count wobbles by its root."""
    return exp(log(found) - z / sqrt(both)) if found > 0 and both else 0.0


def strictness(pairs: int) -> float:
    """Deviations asked for when ``pairs`` are looked at: 1.96, more where chance alone would show more than half a pair."""
    wanted = BY_CHANCE / max(1, pairs)
    low, high = SURE, 10.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if erfc(middle / sqrt(2)) / 2 > wanted else (low, middle)
    return low


class Tally:
    """Counts customer by customer what they bought; :meth:`made` says what that tells."""

    def __init__(self, calendar: OpenDays, today: int) -> None:
        self._calendar, self._today = calendar, today
        self._gaps: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._since: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))  # open days; below 0: bought again
        self._who: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._groups: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._sizes: Counter[int] = Counter()
        self._regulars = 0

    def add(self, bought: Bought) -> None:
        """One customer. Pairs are told by regulars alone, who came on two days or more: one who came once could hardly have
        bought both of anything."""
        came = len(set().union(*bought.values()))
        for product, days in bought.items():
            self._gaps[product].update(self._calendar.gaps(days))
            since = self._calendar.between(days[0], self._today) + 1
            self._since[product].append(-since if len(days) > 1 else since)
        if came < 2:
            return
        group = came.bit_length()  # 2–3, 4–7, 8–15, … days
        self._sizes[group] += 1
        self._groups[group].update(bought.keys())
        for product in bought:
            self._who[product].append(self._regulars)
        self._regulars += 1

    def made(self) -> ShopLikes:
        """The whole."""
        most = sorted(self._since, key=lambda p: (-self._gaps[p].total(), p))[:USUALS]
        return ShopLikes(self._today, {p: self._usual(p) for p in most}, self._pairs())

    def _usual(self, product: int) -> Usual:
        counted = self._gaps[product]
        gap, many = median(counted), counted.total()
        wait = 2 * gap if many else inf
        judged = [since for since in self._since[product] if abs(since) - 1 >= wait]
        return Usual(gap, many, len(judged), sum(since < 0 for since in judged))

    def _pairs(self) -> tuple[Pair, ...]:
        tested = sorted((p for p, who in self._who.items() if len(who) >= SUPPORT), key=lambda p: (-len(self._who[p]), p))
        tested = sorted(tested[:TESTED])
        sets = [_bits(self._who[p], self._regulars) for p in tested]
        z = strictness(len(tested) * (len(tested) - 1) // 2)
        found = []
        for i, one in enumerate(tested):
            for j in range(i):
                both = (sets[i] & sets[j]).bit_count()
                if both >= SUPPORT and (pair := self._pair(tested[j], one, both)).lift >= LIFT:
                    found.append((surely_above(pair.lift, both, z), pair))
        sure = sorted((one for one in found if one[0] > 1), key=lambda one: (-one[0], one[1]))
        return tuple(pair for _, pair in sure[:PAIRS])

    def _pair(self, one: int, other: int, both: int) -> Pair:
        counts = [(size, self._groups[g][one], self._groups[g][other]) for g, size in self._sizes.items()]
        return Pair(one, other, both, len(self._who[one]), len(self._who[other]), lift(both, counts))


def median(counted: Mapping[int, int]) -> float:
    """Of numbers given with how often each occurs; 0 of none."""
    many, seen, low = sum(counted.values()), 0, None
    for value in sorted(counted):
        seen += counted[value]
        if low is None and 2 * seen >= many and many:
            if 2 * seen > many:
                return float(value)
            low = value
        elif low is not None:
            return (low + value) / 2
    return 0.0


def _bits(places: Sequence[int], size: int) -> int:
    """A set of whole numbers below ``size`` as one number: two meet by ``&``."""
    held = bytearray(size // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")
