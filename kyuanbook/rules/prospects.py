"""潜在客户: who asked, tried or left a number before they ever bought; what turned them; how many of each kind it turns.

A prospect counts in a rate only once there was time to come: the share of those first spoken to yesterday would say nothing.
Rates of few are told with how far off they may be, and leaned on the shop's own where a number is needed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.shares import Share, share_of
from kyuanbook.rules.touches import GIVEN, TouchKind
from kyuanbook.rules.words import Message

SETTLED: Final = 30  # days after the first contact from which a prospect counts
VERY_FEW: Final = 5  # and below so many nothing is said at all
FEW: Final = 30  # below so many a rate is told to be of few
LEAN: Final = 8  # prospects of the shop's own rate that a family's few are added to
THINGS: Final = 12  # asked for, of which is told; those most asked for
USUAL: Final = (1.0, 4.0)  # a new shop: one in four, as if four had been seen
WHOLE: Final = ""  # the key of all families together


class Contact(NamedTuple):
    """A touch before the first visit."""

    day: int
    kind: TouchKind
    wanted: str = ""


class Prospect(NamedTuple):
    """Somebody known before their first visit. ``first``: day of the first contact; ``won``: of the first visit, None: not
    yet; ``family``: of their first source, "" where nobody wrote it down; ``contacts``: in their order."""

    id: int
    name: str
    first: int
    won: int | None
    family: str
    source: str
    contacts: tuple[Contact, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """What they asked for, the last first, each once; what was given is not what was asked for."""
        asked = (c.wanted for c in reversed(self.contacts) if c.wanted and c.kind not in GIVEN)
        return tuple(dict.fromkeys(asked))

    @property
    def turned_by(self) -> TouchKind | None:
        """The last touch before the first visit."""
        return self.contacts[-1].kind if self.won is not None and self.contacts else None

    def count(self, kind: TouchKind) -> int:
        """How many touches of that kind."""
        return sum(contact.kind is kind for contact in self.contacts)


class Rate(NamedTuple):
    """How many of the prospects of one kind became customers. ``key``: a kind of touch, a thing they asked for, a family, ""
    for all."""

    key: str
    share: Share
    people: tuple[int, ...]


class Told(NamedTuple):
    """All that is told of the prospects. ``waiting``: those who have not come; ``by_first``: by the kind of the first touch;
    ``by_kind``: by each kind there was any of; ``by_wanted``: by what they asked for; ``turned``: kind of the last touch before
    the first visit -> whom it turned; ``days``: from the first contact to the first visit, in the middle; ``fresh``: how many
    are in no rate yet, for there was no time to come."""

    waiting: tuple[Prospect, ...]
    whole: Rate
    by_first: tuple[Rate, ...]
    by_kind: tuple[Rate, ...]
    by_wanted: tuple[Rate, ...]
    by_family: tuple[Rate, ...]
    turned: Mapping[str, tuple[int, ...]]
    days: int | None
    fresh: int = 0


def told(prospects: Sequence[Prospect], today: int) -> Told:
    """What the prospects of the shop say on ``today``."""
    settled = [one for one in prospects if one.first <= today - SETTLED]
    won = [one for one in prospects if one.won is not None]
    turned: dict[str, list[int]] = {}
    for one in won:
        if one.turned_by is not None:
            turned.setdefault(one.turned_by.value, []).append(one.id)
    took = sorted(one.won - one.first for one in won if one.won is not None)
    return Told(
        tuple(one for one in prospects if one.won is None),
        _rate(WHOLE, settled),
        tuple(_rates(settled, [kind.value for kind in TouchKind], lambda one: {c.kind.value for c in one.contacts[:1]})),
        tuple(_rates(settled, [kind.value for kind in TouchKind], lambda one: {c.kind.value for c in one.contacts})),
        tuple(_rates(settled, _most_wanted(settled), lambda one: set(one.wanted))),
        tuple(_rates(settled, [family.value for family in ChannelFamily], lambda one: {one.family})),
        {kind: tuple(ids) for kind, ids in sorted(turned.items(), key=lambda item: -len(item[1]))},
        took[len(took) // 2] if took else None,
        len(prospects) - len(settled),
    )


def _most_wanted(settled: Sequence[Prospect]) -> list[str]:
    asked = Counter(thing for one in settled for thing in one.wanted)
    return [thing for thing, _ in sorted(asked.items(), key=lambda item: (-item[1], item[0]))[:THINGS]]


def _rates(settled: Sequence[Prospect], keys: Sequence[str], of: Callable[[Prospect], set[str]]) -> Iterable[Rate]:
    """Of each kind there were any of, the best first; many before few where they are alike."""
    found = [_rate(key, [one for one in settled if key in of(one)]) for key in keys]
    return sorted((r for r in found if r.people), key=lambda r: (-(r.share.share or 0), -r.share.whole))


def _rate(key: str, prospects: Sequence[Prospect]) -> Rate:
    won = sum(one.won is not None for one in prospects)
    return Rate(key, share_of(won, len(prospects)), tuple(one.id for one in prospects))


def rate_words(share: Share) -> Message:
    """``8 位里 3 位成了客人（人太少，大约 1 到 7 成）``: how far off it may be in tenths, which is as fine as it is known."""
    numbers: dict[str, object] = {"n": share.whole, "won": share.part}
    if not share.whole:
        return Message("rate_nobody")
    if share.whole < VERY_FEW:
        return Message("rate_very_few", numbers)
    key = "rate_few" if share.whole < FEW else "rate"
    return Message(key, {**numbers, "about": _tenths(round(share.low * 10), round(share.high * 10))})


def _tenths(low: int, high: int) -> Message:
    if high <= 1:
        return Message("tenths_none") if low == 0 else Message("tenths_one", {"n": high})
    return Message("tenths_one", {"n": high}) if low == high else Message("tenths", {"low": low, "high": high})


def conversions(prospects: Iterable[Prospect], today: int) -> dict[str, tuple[int, int]]:
    """Family ("" for all) -> (how many became customers, of how many there was time for)."""
    found: dict[str, tuple[int, int]] = {WHOLE: (0, 0)}
    for one in prospects:
        if one.first > today - SETTLED:
            continue
        for key in {WHOLE, one.family}:
            won, of = found.get(key, (0, 0))
            found[key] = (won + (one.won is not None), of + 1)
    return found


def prospect_rate(known: Mapping[str, tuple[int, int]], family: str) -> float:
    """The chance that a prospect of ``family`` becomes a customer: their family's rate, leaned on the shop's, and that on the
    usual one. "" or a family nobody came by: the shop's."""
    won, of = known.get(WHOLE, (0, 0))
    shop = (won + USUAL[0]) / (of + USUAL[1])
    if not family or family not in known:
        return shop
    won, of = known[family]
    return (won + LEAN * shop) / (of + LEAN)
