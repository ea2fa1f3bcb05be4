"""Where everybody stands in the picture of 客户网络: one in the middle, who belongs to them around it. Pure coordinates, the
same for screen and paper, and the same each time.

Around the middle lie rings, wider than high as a window is; who is n steps away stands at least on the n-th. Each has a
share of the circle as large as what hangs on them, and stands in it as near to their place as nobody else's mark or name
does: the ground is a field of small squares, taken one after the other, so that no two names ever overlap.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, count
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from kyuanbook.rules.words import Message

MOST: Final = 500  # people in one picture
LABEL: Final = 8  # characters of a name; longer ones are shortened
LINE: Final = 18.0  # height of a name
APART: Final = 4.0  # between a mark and its name
BESIDE: Final = 6.0  # between the lines of two ties
SMALLEST: Final = 11.0  # radius of a customer's mark
LARGEST: Final = 24.0
OTHER: Final = 12.0  # of what is no customer
MORE: Final = 5.0  # for the middle
WIDER: Final = 1.55  # of the rings: how much wider than high
FIRST: Final = 94.0  # height of the first ring
RING: Final = 64.0  # from one ring to the next
_FINE: Final = 6.0  # side of a square of the ground
_AIR: Final = 5.0  # that stays free around mark and name
_OUT: Final = 18.0  # a step outward while a place is sought
_ASIDE: Final = 16.0  # and along the ring
_FAR: Final = 64  # steps outward that are tried in a person's own direction before any direction will do
_SPREAD: Final = 22  # steps to either side



class Tie(StrEnum):
    """What ties two together, in the order in which those tied stand around the middle."""

    BROUGHT = "brought"
    HOUSEHOLD = "household"
    RELATED = "related"
    PARTNER = "partner"
    EVENT = "event"
    CONTACT = "contact"

    @property
    def label(self) -> Message:
        """Its word in the legend."""
        return Message(f"tie_{self.value}")


DASHES: Final[Mapping[Tie, tuple[float, ...]]] = MappingProxyType(
    {Tie.PARTNER: (1.5, 3.0), Tie.EVENT: (6.0, 4.0), Tie.CONTACT: (7.0, 3.0, 1.5, 3.0)}
)
"""How a tie's line is broken, on screen and paper: drawn, left out, … in px at 100 %. Not named: it is whole."""

Key = str
Width = Callable[[str], float]


class Dot(NamedTuple):
    """Somebody or something to be placed. ``worth``: 0 to 1, None for what is no customer."""

    key: Key
    label: str
    worth: float | None = None


class Link(NamedTuple):
    """What ties two together; ``kind`` is the caller's own word for it."""

    one: Key
    other: Key
    kind: str = ""


class Place(NamedTuple):
    """The middle of a mark, its radius, how many steps it is from the middle; its name stands below it, ``wide`` by LINE."""

    x: float
    y: float
    radius: float
    steps: int
    wide: float

    def box(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom of the name."""
        top = self.y + self.radius + APART
        return self.x - self.wide / 2, top, self.x + self.wide / 2, top + LINE

    def around(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom of mark and name."""
        half = max(self.radius, self.wide / 2)
        return self.x - half, self.y - self.radius, self.x + half, self.y + self.radius + APART + LINE


class Layout(NamedTuple):
    """Everybody's place, the middle at (0, 0), y downward; ``left`` … ``bottom``: what encloses all of it."""

    middle: Key
    places: Mapping[Key, Place]
    left: float
    top: float
    right: float
    bottom: float


def shortened(name: str) -> str:
    """A name as the picture has room for it."""
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"


def ring_of(steps: int) -> float:
    """How high the ring is on which those stand who are so many steps away."""
    return FIRST + RING * (steps - 1) if steps else 0.0


def radius_of(worth: float | None) -> float:
    """By worth: twice the worth is twice the ground."""
    if worth is None:
        return OTHER
    return math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * min(1.0, max(0.0, worth)))


def layout(middle: Key, dots: Sequence[Dot], links: Iterable[Link], width: Width) -> Layout:
    """Place ``dots``. ``width``: of a name as it will be written. Whoever nothing leads to stands outermost."""
    known = {dot.key: dot for dot in dots}
    children, steps = _tree(middle, known, links)
    shares = _shares(middle, children, steps)
    ground, places = _Ground(), dict[Key, Place]()
    angles = dict[Key, float]()
    parent = {child: one for one, several in children.items() for child in several}
    for key in steps:  # from the middle outward
        dot = known[key]
        radius = radius_of(dot.worth) + (MORE if key == middle else 0)
        wide = width(dot.label) if dot.label else 0.0
        if key == middle:
            place, angle = Place(0.0, 0.0, radius, 0, wide), 0.0
        else:
            above = parent[key]
            turned = angles[above] - shares[above] if above != middle else 0.0
            place, angle = _settle(ground, places[above], shares[key] + turned, Place(0, 0, radius, steps[key], wide))
        ground.take(*place.around())
        places[key], angles[key] = place, angle
    boxes = [place.around() for place in places.values()]
    return Layout(
        middle, places, min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    )


def toward(made: Layout, key: Key, across: int, down: int, tied: Iterable[Key] = ()) -> Key | None:
    """Whom an arrow leads to from ``key``: the nearest in that direction, those tied to it before others."""
    here, near = made.places[key], frozenset(tied)
    best: tuple[float, Key] | None = None
    for other, place in made.places.items():
        if other == key:
            continue
        along = (place.x - here.x) * across + (place.y - here.y) * down
        aside = abs((place.x - here.x) * down) + abs((place.y - here.y) * across)
        if along <= 0:
            continue
        cost = math.hypot(along, 2 * aside) * (0.6 if other in near else 1.0)
        if best is None or (cost, other) < best:
            best = (cost, other)
    return best[1] if best is not None else None


def tied_to(links: Iterable[Link]) -> dict[Key, list[Key]]:
    """Each -> those it is tied to, each once, in the order of the links."""
    found = dict[Key, dict[Key, None]]()
    for link in links:
        found.setdefault(link.one, {})[link.other] = None
        found.setdefault(link.other, {})[link.one] = None
    return {key: list(others) for key, others in found.items()}


def asides(edges: Iterable[Any]) -> dict[Any, float]:
    """Of several ties (``one``, ``other``, …) between the same two: how far each line lies beside the straight one."""
    between = dict[tuple[Key, Key], list[Any]]()
    for edge in edges:
        between.setdefault((min(edge[:2]), max(edge[:2])), []).append(edge)
    found = dict[Any, float]()
    for (first, _), several in between.items():
        for place, edge in enumerate(several if len(several) > 1 else ()):
            aside = (place - (len(several) - 1) / 2) * BESIDE
            found[edge] = aside if edge[0] == first else -aside
    return found


# inside ------------------------------------------------------------------------------------------------------------------


def _tree(middle: Key, known: Mapping[Key, Dot], links: Iterable[Link]) -> tuple[dict[Key, list[Key]], dict[Key, int]]:
    """(who hangs on whom, steps from the middle), each by the shortest way; both in the order in which they are reached."""
    tied = tied_to(link for link in links if link.one in known and link.other in known)
    children: dict[Key, list[Key]] = {middle: []}
    steps, waiting = {middle: 0}, deque([middle])
    while waiting:
        key = waiting.popleft()
        for other in tied.get(key, ()):
            if other not in steps:
                steps[other] = steps[key] + 1
                children[key].append(other)
                children[other] = []
                waiting.append(other)
    last = max(steps.values()) + 1
    for key in known:
        if key not in steps:
            steps[key] = last
            children[middle].append(key)
            children[key] = []
    return children, steps


def _shares(middle: Key, children: Mapping[Key, Sequence[Key]], steps: Mapping[Key, int]) -> dict[Key, float]:
    """The direction of each, in radians: the middle of its share of its parent's share. From the left over the top round."""
    weight = dict.fromkeys(steps, 1.0)
    for key in reversed(list(_downward(middle, children))):
        weight[key] = max(1.0, sum(weight[child] for child in children[key]))
    found, begins = {middle: 0.0}, {middle: -math.pi}
    whole = {middle: 2 * math.pi}
    for key in _downward(middle, children):
        at = begins[key]
        total = sum(weight[child] for child in children[key])
        for child in children[key]:
            part = whole[key] * weight[child] / total
            begins[child], whole[child], found[child] = at, part, at + part / 2
            at += part
    return found


def _downward(middle: Key, children: Mapping[Key, Sequence[Key]]) -> Iterable[Key]:
    waiting = deque([middle])
    while waiting:
        key = waiting.popleft()
        yield key
        waiting.extend(children[key])


_OFFSET: Final = 4096  # squares left of the middle: 500 people never reach so far
# (steps outward, steps aside) in the order in which they are tried
_TRIED: Final = sorted(
    ((out, aside) for out in range(_FAR) for aside in range(-_SPREAD, _SPREAD + 1)),
    key=lambda tried: (tried[0] * 1.25 + abs(tried[1]), tried[0], abs(tried[1]), -tried[1]),
)


class _Ground:
    """Which squares are taken: a row of them is one number, a bit a square."""

    def __init__(self) -> None:
        self._rows: dict[int, int] = {}

    def take(self, left: float, top: float, right: float, bottom: float, *, ask: bool = False) -> bool:
        """Have somebody stand there from now on; only ``ask``: whether nobody does."""
        first, rows = int((left - _AIR) // _FINE) + _OFFSET, self._rows
        mask = ((1 << (int((right + _AIR) // _FINE) + _OFFSET - first + 1)) - 1) << first
        for row in range(int((top - _AIR) // _FINE), int((bottom + _AIR) // _FINE) + 1):
            if not ask:
                rows[row] = rows.get(row, 0) | mask
            elif rows.get(row, 0) & mask:
                return False
        return True


def _settle(ground: _Ground, above: Place, angle: float, place: Place) -> tuple[Place, float]:
    """The nearest free place to where ``place`` belongs: its own ring, outside of whoever it hangs on, at ``angle``."""
    inner = max(ring_of(place.steps), _height(above) + RING * 0.8)
    left, top, right, bottom = place.around()
    for out, aside in chain(_TRIED, ((out, 0) for out in count(_FAR))):  # beyond, outward until it is empty
        ring = inner + out * _OUT
        turned = angle + aside * _ASIDE / ring
        x, y = ring * WIDER * math.cos(turned), ring * math.sin(turned)
        if ground.take(x + left, y + top, x + right, y + bottom, ask=True):
            return place._replace(x=x, y=y), turned
    raise AssertionError  # far enough out nobody stands


def _height(place: Place) -> float:
    return math.hypot(place.x / WIDER, place.y)
