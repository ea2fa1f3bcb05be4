"""Who brought whom: no circle whatever the order, and the tree's sums are those of its people."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from kyuanbook.rules.referrals import (
    BY_MONEY,
    Means,
    ambassadors,
    below,
    chain,
    makes_circle,
    tree,
    with_through,
)

PEOPLE = st.integers(0, 12)
PAIRS = st.lists(st.tuples(PEOPLE, PEOPLE), max_size=40)


def written(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Each pair (customer, referrer) tried in its order, refused where it makes a circle."""
    up: dict[int, int] = {}
    for customer, referrer in pairs:
        if not makes_circle(customer, referrer, up.get):
            up[customer] = referrer
    return up


def turned(up: Mapping[int, int]) -> dict[int, list[int]]:
    brought: dict[int, list[int]] = {}
    for customer, referrer in sorted(up.items()):
        brought.setdefault(referrer, []).append(customer)
    return brought


@given(PAIRS)
def test_nobody_is_ever_in_the_chain_above_themselves(pairs: list[tuple[int, int]]) -> None:
    up = written(pairs)
    for one in range(13):
        steps, at = 0, up.get(one)
        while at is not None:
            assert at != one
            steps, at = steps + 1, up.get(at)
            assert steps <= 13


@given(PAIRS.filter(bool))
def test_the_closing_link_of_a_circle_is_refused_in_any_order(pairs: list[tuple[int, int]]) -> None:
    ring = list(dict.fromkeys(p[0] for p in pairs))
    links = [(one, ring[(i + 1) % len(ring)]) for i, one in enumerate(ring)]
    for start in range(len(links)):
        order = links[start:] + links[:start]
        up = written(order)
        assert len(up) == len(links) - 1
        assert order[-1][0] not in up


def test_nobody_refers_themselves() -> None:
    assert makes_circle(3, 3, {}.get)
    assert chain(1, {1: 2, 2: 3}.get) == [2, 3]
    assert chain(1, {1: 2, 2: 1}.get) == [2]  # whatever is written, it ends


@given(PAIRS, st.lists(st.builds(Means, st.integers(0, 900), st.integers(0, 900), st.integers(0, 5), st.booleans()),
                       min_size=13, max_size=13), st.sets(PEOPLE, max_size=4))  # fmt: skip
def test_sums_of_a_tree_are_those_of_its_people(pairs: list[tuple[int, int]], what: list[Means], away: set[int]) -> None:
    up = written(pairs)
    brought = turned(up)
    means = {i: one for i, one in enumerate(what) if i not in away}
    for root in range(13):
        nodes = tree(root, brought)
        there = {i for i in range(13) if root in chain(i, up.get)}
        assert {node.id for node in nodes} == there and len(nodes) == len(there)
        assert all(len(chain(node.id, up.get)) - len(chain(root, up.get)) == node.depth for node in nodes)
        sums = below(nodes, means)
        assert sums.people == len(there - away)
        assert sums.spent_cents == sum(means[i].spent_cents for i in there - away)
        assert sums.expected_cents == sum(means[i].expected_cents for i in there - away)
        assert sums.direct == len([i for i in brought.get(root, []) if i not in away])


def test_a_tree_is_told_branch_by_branch() -> None:
    brought = {1: [2, 5], 2: [3, 4], 5: [6]}
    assert [(n.id, n.depth, n.parent) for n in tree(1, brought)] == [
        (2, 1, 1), (3, 2, 2), (4, 2, 2), (5, 1, 1), (6, 2, 5),
    ]  # fmt: skip


def test_the_best_ambassador_is_not_who_brought_most() -> None:
    many, few, rich = 1, 2, 3
    brought = {many: list(range(10, 20)), few: [20, 21], rich: [22]}
    means = {i: Means(0, 0, 1, True) for i in range(10, 20)}
    means |= {20: Means(500, 0, 3), 21: Means(500, 0, 2), 22: Means(9_000, 0, 1), many: Means(), few: Means(), rich: Means()}
    assert [one.id for one in ambassadors(brought, means)] == [few, rich, many]
    assert [one.id for one in ambassadors(brought, means, BY_MONEY)] == [rich, few, many]
    best = ambassadors(brought, means)[0]
    assert (best.brought, best.came, best.stayed, best.stay_share) == (2, 2, 2, 1.0)


def test_who_came_through_those_they_brought_is_told_beside() -> None:
    brought = {1: [2], 2: [3, 4], 4: [5]}
    means = {i: Means() for i in range(1, 6)}
    found = {one.id: one.through for one in with_through(ambassadors(brought, means), brought, means)}
    assert found == {1: 3, 2: 1, 4: 0}
