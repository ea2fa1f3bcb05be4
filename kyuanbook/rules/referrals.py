"""转介绍: who brought whom. No one refers themselves, no circles; the tree downward with its sums, the chain upward. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

LAPSED: Final = "lapsed"
STAYED_VISITS: Final = 2  # who came again

Up = Callable[[int], int | None]
"""Who brought somebody; None for nobody."""


def chain(customer: int, up: Up) -> list[int]:
    """Whoever brought them, and who brought those, the nearest first. Ends, whatever is written: nobody twice."""
    found, seen = [], {customer}
    at = up(customer)
    while at is not None and at not in seen:
        found.append(at)
        seen.add(at)
        at = up(at)
    return found


def makes_circle(customer: int, referrer: int, up: Up) -> bool:
    """Whether ``referrer`` cannot have brought ``customer``: it is themselves, or somebody whom they brought."""
    return customer == referrer or customer in chain(referrer, up)


class Node(NamedTuple):
    """Somebody in a tree. ``depth``: 1 for whom the root brought; ``parent``: who brought them."""

    id: int
    depth: int
    parent: int


def tree(root: int, brought: Mapping[int, Sequence[int]]) -> list[Node]:
    """Everybody below ``root``, each behind whoever brought them, in the order of ``brought``. Nobody twice."""
    found: list[Node] = []
    seen = {root}
    waiting = [Node(child, 1, root) for child in reversed(brought.get(root, ()))]
    while waiting:
        node = waiting.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        found.append(node)
        waiting += [Node(child, node.depth + 1, node.id) for child in reversed(brought.get(node.id, ()))]
    return found


class Means(NamedTuple):
    """What one customer is to the shop: spent to date, expected of the coming year, visits, whether they lapsed."""

    spent_cents: int = 0
    expected_cents: int = 0
    visits: int = 0
    lapsed: bool = False

    @property
    def stayed(self) -> bool:
        """Came again, and is not lapsed."""
        return self.visits >= STAYED_VISITS and not self.lapsed


class Below(NamedTuple):
    """All that came through somebody, they themselves not counted. ``direct``: whom they brought themselves; ``came``: of
    all of them who bought at all; ``stayed``: who came again and is not lapsed."""

    people: int = 0
    direct: int = 0
    depth: int = 0
    came: int = 0
    stayed: int = 0
    spent_cents: int = 0
    expected_cents: int = 0


def below(nodes: Iterable[Node], means: Mapping[int, Means]) -> Below:
    """The sums of a tree. Of one who is not in ``means`` (they lie in 回收站) only what came through them counts."""
    people = direct = depth = came = stayed = spent = expected = 0
    for node in nodes:
        one = means.get(node.id)
        if one is None:
            continue
        people += 1
        direct += node.depth == 1
        depth = max(depth, node.depth)
        came += one.visits > 0
        stayed += one.stayed
        spent += one.spent_cents
        expected += one.expected_cents
    return Below(people, direct, depth, came, stayed, spent, expected)


class Ambassador(NamedTuple):
    """口碑榜: what one customer's own word brought (``direct``: whom they brought themselves), and what came through those."""

    id: int
    brought: int
    came: int
    stayed: int
    spent_cents: int
    expected_cents: int
    through: int

    @property
    def stay_share(self) -> float | None:
        """Of those who bought, who stayed; None where nobody bought yet."""
        return self.stayed / self.came if self.came else None


BY_STAY: Final = "stayed"
BY_MONEY: Final = "money"


def ambassadors(brought: Mapping[int, Sequence[int]], means: Mapping[int, Means], by: str = BY_STAY) -> list[Ambassador]:
    """Whoever brought somebody and is in the book, the best first: by how many stayed, or by what those brought have spent;
    never by how many were merely brought."""
    found = []
    for referrer, ids in brought.items():
        there = [means[i] for i in ids if i in means]
        if referrer not in means or not there:
            continue
        found.append(
            Ambassador(
                referrer, len(there), sum(one.visits > 0 for one in there), sum(one.stayed for one in there),
                sum(one.spent_cents for one in there), sum(one.expected_cents for one in there), 0,
            )
        )  # fmt: skip
    money = by == BY_MONEY
    found.sort(key=lambda one: (-one.spent_cents, -one.stayed, one.id) if money else (-one.stayed, -one.spent_cents, one.id))
    return found


def with_through(
    found: Iterable[Ambassador], brought: Mapping[int, Sequence[int]], means: Mapping[int, Means]
) -> list[Ambassador]:
    """The same, each with how many came through those they brought (all of them below, without the direct ones)."""
    said = []
    for one in found:
        sums = below(tree(one.id, brought), means)
        said.append(one._replace(through=sums.people - one.brought))
    return said
