"""潜力: how promising a customer or a prospect is, 0 to 100, from four parts that are shown: 经济能力, 需求匹配, 行为, 走势.

What is not known counts as the middle: it lowers the confidence, never puts anybody behind one who is known to be poor. Pure:
facts of one customer, averages of the shop, the owner's weights.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from kyuanbook.rules.money import amount_words
from kyuanbook.rules.words import Message

YEAR: Final = 364  # days looked back, two halves
HALF: Final = YEAR // 2
MIDDLE: Final = 50.0
PARTS: Final = ("means", "need", "behaviour", "trend")
MOST_WEIGHT: Final = 3  # 不看 少看 照常 多看
SETTLING: Final = 90  # days after the first visit in which how often they come is not judged by a shorter time
GROUP_LEAST: Final = 20  # visits of a group in the year, below which it says nothing
_INCOME: Final = {"plain": 25.0, "middle": 50.0, "high": 75.0, "top": 100.0}


class PotentialFacts(NamedTuple):
    """What is known of one customer. ``came``: ever, with 期初; ``visits``, ``spent_cents``: of the book; ``since``: day of
    its first visit; ``year``, ``recent``, ``before``: visits of the last year, the last half of it, the half before. Several
    on one day are one visit.

    ``touches``: all of them; ``enquiries``: they came to us, in the last year; ``contacts``: touches with an outcome, of which
    ``answers`` were well taken; ``wanted``: things they asked for, ``carried``: of which the shop has; ``tried``: samples and
    trials, ``turned_down``: of which they wanted no more.
    """

    came: bool = False
    income: str = ""
    age: str = ""
    channel_id: int | None = None
    visits: int = 0
    spent_cents: int = 0
    since: int | None = None
    year: int = 0
    recent: int = 0
    before: int = 0
    touches: int = 0
    enquiries: int = 0
    contacts: int = 0
    answers: int = 0
    wanted: int = 0
    carried: int = 0
    tried: int = 0
    turned_down: int = 0


class PotentialShop(NamedTuple):
    """What the shop compares by on ``day``. ``visits_each``: of the last year, by those who came in it; ``ages`` (code of a
    band) and ``sources`` (channel) -> visits of the last half and of the half before."""

    day: int
    since: int | None = None
    basket_cents: int = 0
    visits_each: float = 0.0
    recent: int = 0
    before: int = 0
    ages: Mapping[str, tuple[int, int]] = MappingProxyType({})
    sources: Mapping[int, tuple[int, int]] = MappingProxyType({})


class PotentialWeights(NamedTuple):
    """How much each part counts, 0 (不看) to 3 (多看)."""

    means: int = 2
    need: int = 2
    behaviour: int = 3
    trend: int = 1

    def shares(self) -> tuple[float, ...]:
        """Of one; nothing counts: all alike."""
        total = sum(self)
        return tuple(w / total for w in self) if total > 0 else (1 / len(self),) * len(self)


WEIGHTS: Final = PotentialWeights()


class Part(NamedTuple):
    """One of the four. ``weight``: its share of the whole; ``known``: 0 to 1, how much of it is not guessed; ``reasons``: what
    it goes by, empty when nothing is known."""

    name: str
    score: int
    weight: float
    known: float
    reasons: tuple[Message, ...]

    @property
    def label(self) -> Message:
        """Its word."""
        return Message(f"potential_{self.name}")


class Potential(NamedTuple):
    """``ask``: the one thing to find out next that would tell most."""

    score: int
    confidence: int
    parts: tuple[Part, ...]
    ask: Message | None


class _Item(NamedTuple):
    """What a part is made of. ``value`` None: not known. ``ask``: what would fill it; ``sure``: 0 to 1."""

    weight: float
    value: float | None
    sure: float = 1.0
    reasons: tuple[Message, ...] = ()
    ask: str = ""


def potential(facts: PotentialFacts, shop: PotentialShop, weights: PotentialWeights = WEIGHTS) -> Potential:
    """Score, confidence, the four parts, and what to ask next."""
    made = (_means(facts, shop), _need(facts), _behaviour(facts, shop), _trend(facts, shop))
    parts, total, known = [], 0.0, 0.0
    asks: list[tuple[float, str]] = []
    for name, share, items in zip(PARTS, weights.shares(), made, strict=True):
        whole = sum(item.weight for item in items)
        score = sum(item.weight * _value(item) for item in items) / whole
        evidence = sum(item.weight * _sure(item) for item in items) / whole
        reasons = tuple(reason for item in items for reason in item.reasons)
        parts.append(Part(name, round(score), share, evidence, reasons))
        total += share * score
        known += share * evidence
        asks += [(share * item.weight * (1 - _sure(item)) / whole, item.ask) for item in items if item.ask]
    worth, ask = max(asks, key=lambda one: one[0], default=(0.0, ""))
    return Potential(round(total), round(known * 100), tuple(parts), Message(f"ask_{ask}") if worth > 0 else None)


def _value(item: _Item) -> float:
    return MIDDLE if item.value is None else item.value


def _sure(item: _Item) -> float:
    return 0.0 if item.value is None else item.sure


def _against(ratio: float) -> float:
    """As much as the shop's average: 50; twice as much: 67; half: 33."""
    return 100 * ratio / (1 + ratio)


def _share(hits: int, of: int) -> float:
    """A share that one case alone doesn't make 0 or 100."""
    return 100 * (hits + 0.5) / (of + 1)


# the four parts ----------------------------------------------------------------------------------------------------------


def _means(facts: PotentialFacts, shop: PotentialShop) -> list[_Item]:
    band = _INCOME.get(facts.income)
    said = () if band is None else (Message("means_income", {"band": Message(f"income_{facts.income}")}),)
    income = _Item(0.5, band, reasons=said, ask="income" if band is None else "")
    if not facts.visits or shop.basket_cents <= 0:
        return [income, _Item(0.5, None)]
    usual = (max(0, facts.spent_cents) + shop.basket_cents) / (facts.visits + 1)
    reasons = (_amount("means_basket", facts.spent_cents // facts.visits), _amount("means_shop", shop.basket_cents))
    return [income, _Item(0.5, _against(usual / shop.basket_cents), facts.visits / (facts.visits + 2), reasons)]


def _amount(key: str, cents: int) -> Message:
    return Message(key, {"amount": amount_words(cents)})


def _need(facts: PotentialFacts) -> list[_Item]:
    if facts.wanted:
        said = (Message("need_wanted", {"n": facts.wanted, "carried": facts.carried}),)
        wanted = _Item(0.5, _share(facts.carried, facts.wanted), reasons=said)
    else:
        wanted = _Item(0.5, None, ask="wanted")
    if not facts.tried:
        return [wanted, _Item(0.5, None, ask="tried")]
    tried = [Message("need_tried", {"n": facts.tried})]
    if facts.turned_down:
        tried.append(Message("need_turned_down", {"n": facts.turned_down}))
    return [wanted, _Item(0.5, _share(facts.tried - facts.turned_down, facts.tried), reasons=tuple(tried))]


def _behaviour(facts: PotentialFacts, shop: PotentialShop) -> list[_Item]:
    """A prospect is not held to have come too seldom: theirs are what they asked and whether they answer."""
    items = []
    if facts.came:
        items.append(_comes(facts, shop))
    if facts.touches:
        asked = Message("behaviour_enquiries", {"n": facts.enquiries}) if facts.enquiries else Message("behaviour_not_asked")
        items.append(_Item(0.3, 100 * (facts.enquiries + 0.5) / (facts.enquiries + 1.5), 0.7, (asked,)))
    else:
        items.append(_Item(0.3, None, ask="wanted"))
    if not facts.contacts:
        return [*items, _Item(0.3, None, ask="answers")]
    said = (Message("behaviour_answers", {"n": facts.contacts, "answers": facts.answers}),)
    return [*items, _Item(0.3, _share(facts.answers, facts.contacts), facts.contacts / (facts.contacts + 1), said)]


def _comes(facts: PotentialFacts, shop: PotentialShop) -> _Item:
    if facts.since is None or shop.visits_each <= 0:
        return _Item(0.4, None)
    known = shop.day - facts.since + 1
    usual = {"mean": f"{shop.visits_each:.1f}"}
    if known < YEAR:
        said = Message("behaviour_since", {"n": facts.visits, "days": known, **usual})
    else:
        said = Message("behaviour_visits", {"n": facts.year, **usual})
    a_year = facts.year * YEAR / min(YEAR, max(SETTLING, known))
    return _Item(0.4, _against(a_year / shop.visits_each), min(1.0, max(0.2, known / YEAR)), (said,))


def _trend(facts: PotentialFacts, shop: PotentialShop) -> list[_Item]:
    judged = shop.since is not None and shop.day - shop.since >= YEAR
    items = []
    if facts.came:
        items.append(_own_trend(facts, shop, judged))
    halves = {"age": shop.ages.get(facts.age), "source": shop.sources.get(facts.channel_id or 0)}
    known = {name: half for name, half in halves.items() if judged and half is not None and sum(half) >= GROUP_LEAST}
    grown = [_growth(*half, shop) for half in known.values()]
    ask = "age" if not facts.age else "source" if facts.channel_id is None else ""
    if not grown:
        return [*items, _Item(0.5, None, ask=ask)]
    value = sum(grown) / len(grown)
    return [*items, _Item(0.5, value, len(grown) / 2, (_group_words(value, known),), ask)]


def _own_trend(facts: PotentialFacts, shop: PotentialShop, judged: bool) -> _Item:
    if not judged or facts.since is None or shop.day - facts.since < YEAR:
        return _Item(0.5, None)
    ratio = (facts.recent + 1) / (facts.before + 1) * (shop.before + 1) / (shop.recent + 1)
    said = Message("trend_own", {"n": facts.recent, "before": facts.before})
    return _Item(0.5, _against(ratio), reasons=(said,))


def _growth(recent: int, before: int, shop: PotentialShop) -> float:
    """A group's last half against the half before, against the shop's own."""
    return _against((recent + 5) / (before + 5) * (shop.before + 5) / (shop.recent + 5))


def _group_words(value: float, known: Collection[str]) -> Message:
    group = {"group": Message(f"group_{'both' if len(known) > 1 else next(iter(known))}")}
    if value > 55:
        return Message("trend_group_up", group)
    return Message("trend_group_down", group) if value < 45 else Message("trend_group_level", group)
