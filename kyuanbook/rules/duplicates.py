"""Who is probably already in the book, while a new customer is typed. Says why; never decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kyuanbook.rules.names import readings
from kyuanbook.rules.phones import Phone, last_four, normalise, same_phone
from kyuanbook.rules.search_keys import fold
from kyuanbook.rules.words import Message


@dataclass(frozen=True, slots=True)
class Sketch:
    """As much of a customer as likeness looks at. ``phones``: as stored or as typed so far."""

    name: str = ""
    alias: str = ""
    phones: tuple[str, ...] = ()
    wechat: str = ""
    member_no: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Name and alias, each way of writing them alike."""
        return frozenset(filter(None, (fold(n).replace(" ", "") for n in (self.name, self.alias))))


def _shared_phone(a: Sketch, b: Sketch) -> Message | None:
    theirs = [normalise(phone) for phone in b.phones]
    for mine in map(normalise, a.phones):
        found = next((phone for phone in theirs if same_phone(mine, phone)), None)
        if found:
            return Message("like_phone", {"phone": found.shown})
    return None


def _shared_member_no(a: Sketch, b: Sketch) -> Message | None:
    same = a.member_no and fold(a.member_no) == fold(b.member_no)
    return Message("like_member_no", {"number": b.member_no}) if same else None


def _shared_wechat(a: Sketch, b: Sketch) -> Message | None:
    same = a.wechat and fold(a.wechat) == fold(b.wechat)
    return Message("like_wechat", {"wechat": b.wechat}) if same else None


def _endings(sketch: Sketch) -> frozenset[str]:
    """The last four figures of every phone of four figures or more."""
    numbers: list[Phone] = [normalise(phone) for phone in sketch.phones]
    return frozenset(last_four(phone.number) for phone in numbers if len(phone.number) >= 4)


def _same_name_and_ending(a: Sketch, b: Sketch) -> Message | None:
    shared = _endings(a) & _endings(b) if a.names & b.names else frozenset()
    return Message("like_name_and_four", {"four": min(shared)}) if shared else None


def _same_name(a: Sketch, b: Sketch) -> Message | None:
    shared = a.names & b.names
    return Message("like_name", {"name": b.name or b.alias}) if shared else None


def _same_sound(a: Sketch, b: Sketch) -> Message | None:
    """The same pinyin in some reading, of names of two syllables or more (王敏, 王闽)."""
    heard = {way for name in a.names for way in readings(name) if len(way) > 1}
    theirs = {way for name in b.names for way in readings(name)}
    return Message("like_sound", {"name": b.name or b.alias}) if heard & theirs and not a.names & b.names else None


# Surest first.
_TESTS: Final[tuple[Callable[[Sketch, Sketch], Message | None], ...]] = (
    _shared_phone,
    _shared_member_no,
    _shared_wechat,
    _same_name_and_ending,
    _same_name,
    _same_sound,
)
_STRENGTH: Final = {
    key: place
    for place, key in enumerate(
        ("like_phone", "like_member_no", "like_wechat", "like_name_and_four", "like_name", "like_sound")
    )
}


def likeness(typed: Sketch, other: Sketch) -> tuple[Message, ...]:
    """Why ``other`` may be the customer being typed, surest reason first; () if nothing says so.

    The name alone is not said again beside the name with the last four figures.
    """
    reasons = [reason for test in _TESTS if (reason := test(typed, other))]
    keys = {reason.key for reason in reasons}
    return tuple(r for r in reasons if not (r.key == "like_name" and "like_name_and_four" in keys))


def strength(reasons: tuple[Message, ...]) -> int:
    """To sort candidates by, likeliest first: the place of their surest reason, 0 for the same phone."""
    return min((_STRENGTH[reason.key] for reason in reasons), default=len(_STRENGTH))
