"""回访: why a customer comes up by themselves, on which day, for how long, and what is to be said. Pure.

A rule is a few lines of data. What it finds becomes a row of the book only when somebody acts upon it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from kyuanbook.rules.amounts import parse_amount
from kyuanbook.rules.names import split_name
from kyuanbook.rules.text import clean_line, clean_note, line_of
from kyuanbook.rules.touches import TouchKind
from kyuanbook.rules.trades import OTHER
from kyuanbook.rules.words import Message, Problem

NAME_LIMIT: Final = 16
WORDS_LIMIT: Final = 200
MOST_DAYS: Final = 3650
MOST_BEFORE: Final = 60  # days before a birthday: whoever begins a year before it has two of them in sight
MOST_PAUSE: Final = 365


class Kind(StrEnum):
    """Why somebody comes up, the most pressing first: of two reasons on one day the first is told."""

    LOW_SCORE = "low_score"
    PROMISED = "promised"
    BIRTHDAY = "birthday"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    THANK = "thank"
    AFTER_CARE = "after_care"
    PRODUCT_DUE = "product_due"
    REWARD_OWED = "reward_owed"
    PROSPECT = "prospect"
    SINCE_CAMPAIGN = "since_campaign"
    ANNIVERSARY = "anniversary"
    SEGMENT = "segment"
    PICKED = "picked"

    @property
    def label(self) -> Message:
        """超了平时的间隔, 生日 …: the head over those who come up by it."""
        return Message(f"due_head_{self.value}")

    @property
    def rule(self) -> Message:
        """What such a rule is called while the owner has not called it otherwise."""
        return Message(f"rule_{self.value}")


class State(StrEnum):
    """What became of a follow-up that somebody acted upon."""

    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"
    GIVEN_UP = "given_up"  # nobody answered so many times


RANKED: Final = frozenset({Kind.OVERDUE, Kind.LAPSED})  # in the order of what is to lose, as many as can be rung in a day
ANSWERING: Final = frozenset({Kind.LOW_SCORE, Kind.PROMISED})  # they wait for it: no pause keeps it from them
ONE_OF_A_KIND: Final = frozenset({*RANKED, *ANSWERING, Kind.REWARD_OWED})  # the book has one rule of each
RULED: Final = tuple(kind for kind in Kind if kind is not Kind.PICKED)
CHANNELS: Final = (TouchKind.CALL, TouchKind.WECHAT, TouchKind.SMS, TouchKind.LETTER, TouchKind.IN_PERSON)
BEFORE: Final = frozenset({Kind.BIRTHDAY, Kind.ANNIVERSARY})  # their days lie before the day they are about
STAKED: Final = frozenset({*RANKED, Kind.AFTER_CARE})  # kinds that ask how much is at stake
OF_PRODUCT: Final = frozenset({Kind.AFTER_CARE, Kind.PRODUCT_DUE})

# For how many days somebody stays up when nobody acts; a birthday and an anniversary until the day itself is over.
STAYS: Final[Mapping[Kind, int]] = {
    Kind.LOW_SCORE: 14, Kind.PROMISED: 30, Kind.THANK: 4, Kind.AFTER_CARE: 7, Kind.PRODUCT_DUE: 14, Kind.PROSPECT: 14,
    Kind.SINCE_CAMPAIGN: 14, Kind.REWARD_OWED: MOST_DAYS,
}  # fmt: skip


class Rule(NamedTuple):
    """A rule as the book has it; ``name`` and ``words`` in the owner's language. ``days``: before the day for birthdays and
    anniversaries, after what happened for the others, between two times for a 客户细分 (0: once); ``cents``: what must be at
    stake, of 售后 what the visit was worth; ``pause``: days after any call in which they are left alone, the shop's own when
    None; ``product_id`` None: any."""

    id: int
    code: str | None
    kind: Kind
    name: str
    days: int
    cents: int
    channel: TouchKind
    words: str
    staff_id: int | None
    pause: int | None
    product_id: int | None = None
    segment_id: int | None = None
    hidden: bool = False
    position: int = 0
    version: int = 1
    campaign_id: int | None = None

    @property
    def before(self) -> bool:
        """Whether ``days`` lie before the day it is about."""
        return self.kind in BEFORE

    @property
    def stays(self) -> int:
        """The last day it is up is so many days after the first."""
        return self.days if self.before else STAYS.get(self.kind, 0)


# what a trade brings -----------------------------------------------------------------------------------------------------


class Given(NamedTuple):
    """A rule that comes with the program. Its name is the sentence ``rule_<code>``, what to say ``say_<code>``."""

    code: str
    kind: Kind
    days: int = 0
    channel: TouchKind = TouchKind.CALL
    hidden: bool = False
    cents: int = 0

    @property
    def name(self) -> Message:
        """What it is called while the owner has not called it otherwise."""
        return Message(f"rule_{self.code}")

    @property
    def words(self) -> Message:
        """What to say while the owner has not put it otherwise."""
        return Message(f"say_{self.code}")


_W: Final = TouchKind.WECHAT
USUAL: Final = (
    Given("low_score", Kind.LOW_SCORE),
    Given("promised", Kind.PROMISED, 1),
    Given("birthday", Kind.BIRTHDAY, 3, _W),
    Given("overdue", Kind.OVERDUE),
    Given("lapsed", Kind.LAPSED),
    Given("thank", Kind.THANK, 3, _W),
    Given("product_due", Kind.PRODUCT_DUE, 0, _W),
    Given("prospect", Kind.PROSPECT, 14, _W),
    Given("anniversary", Kind.ANNIVERSARY, 0, _W, hidden=True),
    Given("reward_owed", Kind.REWARD_OWED, 0, _W),
)
# After-sales care is what differs from trade to trade: after so many days one asks how it holds. Where people come for small
# things too it waits until the owner says after what.
CARE: Final[Mapping[str, tuple[Given, ...]]] = {
    "hair": (Given("care_hair", Kind.AFTER_CARE, 7, _W, hidden=True),),
    "nails": (Given("care_nails", Kind.AFTER_CARE, 14, _W, hidden=True),),
    "fruit": (),
    "food": (),
    "pharmacy": (Given("care_pharmacy", Kind.AFTER_CARE, 5, hidden=True),),
    "glasses": (Given("care_glasses", Kind.AFTER_CARE, 7), Given("check_glasses", Kind.AFTER_CARE, 180)),
    "pets": (Given("care_pets", Kind.AFTER_CARE, 3, _W, hidden=True),),
    "car_repair": (Given("care_car", Kind.AFTER_CARE, 7), Given("check_car", Kind.AFTER_CARE, 180)),
    "training": (Given("care_training", Kind.AFTER_CARE, 7, hidden=True),),
    "clothes": (Given("care_clothes", Kind.AFTER_CARE, 5, _W, hidden=True),),
    OTHER: (),
}


def given(trade: str) -> tuple[Given, ...]:
    """The rules a trade brings, in their order; a trade this version does not know brings the usual ones."""
    return (*USUAL, *CARE.get(trade, ()))


# what is typed into a rule -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as typed. ``pause`` empty: the shop's own; ``cents`` as money."""

    kind: str
    name: str = ""
    days: str = "0"
    stake: str = ""
    channel: str = TouchKind.CALL.value
    words: str = ""
    staff_id: int | None = None
    pause: str = ""
    product_id: int | None = None
    segment_id: int | None = None
    campaign_id: int | None = None


class CleanRule(NamedTuple):
    """What the book keeps of it."""

    kind: str
    name: str
    days: int
    cents: int
    channel: str
    words: str
    staff_id: int | None
    pause_days: int | None
    product_id: int | None
    segment_id: int | None
    campaign_id: int | None


def clean_rule(entry: RuleEntry) -> tuple[CleanRule, tuple[Problem, ...]]:
    """The rule as the book would keep it, and all that is wrong with it."""
    kind = Kind(entry.kind)
    problems: list[Problem] = []
    name, wrong = clean_line(entry.name, "name", NAME_LIMIT)
    problems += wrong
    days, wrong = _whole(entry.days, "days", MOST_BEFORE if kind in BEFORE else MOST_DAYS)
    problems += wrong
    cents, wrong = parse_amount(line_of(entry.stake), "stake")
    problems += [one._replace(asks=False) for one in wrong]  # nobody means a rule for less than nothing
    words, wrong = clean_note(entry.words, "words", WORDS_LIMIT)
    problems += wrong
    problems += _places(words)
    pause, wrong = _whole(entry.pause, "pause", MOST_PAUSE)
    problems += wrong
    if kind is Kind.SEGMENT and entry.segment_id is None:
        problems.append(Problem("segment", Message("rule_needs_segment")))
    if kind is Kind.SINCE_CAMPAIGN and entry.campaign_id is None:
        problems.append(Problem("campaign", Message("rule_needs_campaign")))
    if TouchKind(entry.channel) not in CHANNELS:
        raise ValueError(entry.channel)
    clean = CleanRule(
        kind.value, name, days or 0, max(0, cents or 0) if kind in STAKED else 0, entry.channel, words, entry.staff_id, pause,
        entry.product_id if kind in OF_PRODUCT else None, entry.segment_id if kind is Kind.SEGMENT else None,
        entry.campaign_id if kind is Kind.SINCE_CAMPAIGN else None,
    )  # fmt: skip
    return clean, tuple(problems)


def _whole(typed: str, field: str, most: int) -> tuple[int | None, tuple[Problem, ...]]:
    line = line_of(typed).removesuffix("天").strip()
    if not line:
        return None, ()
    if not (line.isascii() and line.isdigit()) or int(line) > most:
        return None, (Problem(field, Message("whole_from_nought", {"most": most})),)
    return int(line), ()


# what to say -------------------------------------------------------------------------------------------------------------


class Place(StrEnum):
    """What can be filled into words to say; written 【称呼】 in Chinese, in English [name]."""

    CALLED = "called"
    NAME = "name"
    SHOP = "shop"
    STAFF = "staff"
    REASON = "reason"
    PRODUCT = "product"
    DAY = "day"

    @property
    def label(self) -> Message:
        """The word between the brackets."""
        return Message(f"place_{self.value}")


# as written in words to say: both languages are read whatever is spoken, a book may change hands
PLACES: Final[Mapping[str, Place]] = {
    "称呼": Place.CALLED, "姓名": Place.NAME, "店名": Place.SHOP, "店员": Place.STAFF, "原因": Place.REASON,
    "商品": Place.PRODUCT, "日子": Place.DAY,
    **{place.value: place for place in Place},
}  # fmt: skip
_OPENING, _CLOSING = "【[", "】]"


def _places(words: str) -> tuple[Problem, ...]:
    unknown = [word for word, place in _split(words) if place and word.strip().lower() not in PLACES]
    return (Problem("words", Message("words_place_unknown", {"word": unknown[0]})),) if unknown else ()


def _split(words: str) -> list[tuple[str, bool]]:
    """(text, whether it stood in brackets), in order. A bracket that is not closed is text."""
    parts: list[tuple[str, bool]] = []
    at = 0
    while at < len(words):
        start = next((i for i in range(at, len(words)) if words[i] in _OPENING), None)
        close = None
        if start is not None:
            sign = _CLOSING[_OPENING.index(words[start])]
            close = words.find(sign, start + 1)
        if start is None or close is None or close < 0:
            parts.append((words[at:], False))
            break
        parts += [(words[at:start], False), (words[start + 1 : close], True)]
        at = close + 1
    return [part for part in parts if part[0] or part[1]]


def fill(words: str, known: Mapping[Place, str]) -> str:
    """The words with every place filled; one of which nothing is known is left out, and with it what tied it to its
    neighbours: 禾木理发的【店员】 of nobody is 禾木理发, and who knows neither shop nor staff greets without them."""
    said = []
    for text, place in _split(words):
        if not place:
            said.append(text)
        elif (found := PLACES.get(text.strip().lower())) is not None:
            put = known.get(found, "") or (_NOTHING if found in (Place.SHOP, Place.STAFF) else "")
            after_han = bool(said) and "一" <= said[-1][-1:] <= "鿿"
            said.append(f" {put}" if after_han and put[:1].isdigit() else put)  # 谢谢您 3 天前来
        else:
            said.append(f"【{text}】")
    whole = "".join(said)
    for tied, left in _TIES if _NOTHING in whole else ():
        whole = whole.replace(tied, left)
    return whole


_NOTHING: Final = "\0"
# what falls away beside a place that stays empty, in this order; the words are the owner's, in either language
_TIES: Final = (
    (f"{_NOTHING}的{_NOTHING}", _NOTHING), (f"的{_NOTHING}", ""), (f"{_NOTHING}的", ""),
    (f"{_NOTHING} of {_NOTHING}", _NOTHING), (f"{_NOTHING} of ", ""), (f" of {_NOTHING}", ""),
    (f"，我是{_NOTHING}", ""), (f", this is {_NOTHING}", ""), (f"，{_NOTHING}", ""), (f", {_NOTHING}", ""), (_NOTHING, ""),
)  # fmt: skip


def called(name: str, alias: str, sex: str) -> str:
    """How one speaks to them: the 称呼 the owner wrote, else 王女士, 欧阳先生; the name where the sex is not known or the name
    is no Chinese one."""
    if alias:
        return alias
    surname, rest = split_name(name)
    if not surname or not rest or sex not in ("male", "female"):
        return name
    return f"{surname}{'先生' if sex == 'male' else '女士'}"


# who may come up ---------------------------------------------------------------------------------------------------------


def pause_of(rule: Rule | None, kind: Kind, shops: int) -> int:
    """For how many days after any call somebody is left alone; 0 where they wait for the call."""
    if kind in ANSWERING:
        return 0
    return shops if rule is None or rule.pause is None else rule.pause


# what follows from an answer ---------------------------------------------------------------------------------------------


class Next(NamedTuple):
    """What becomes of a follow-up: its ``state``, the day it comes up again if it stays open, how often nobody answered."""

    state: State
    due_day: int
    tries: int


def after_no_answer(tries: int, today: int, retry_days: int, retry_most: int) -> Next:
    """未接: again after ``retry_days``, given up at the ``retry_most``-th time. ``tries``: before this one."""
    tries += 1
    if tries >= retry_most:
        return Next(State.GIVEN_UP, today, tries)
    return Next(State.OPEN, today + retry_days, tries)


def after_wrong_number(tries: int, today: int, numbers_left: int) -> Next:
    """空号: the next number is there to be rung at once; without one there is nothing left to ring."""
    return Next(State.OPEN if numbers_left else State.DONE, today, tries)


def of_a_kind(kinds: Collection[Kind]) -> Kind:
    """The most pressing of some reasons."""
    return min(kinds, key=list(Kind).index)
