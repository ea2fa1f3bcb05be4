"""The picture's layout: nobody's name on another's, whatever the network; and everyone near whoever they belong to."""

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyuanbook.rules.network import (
    FIRST,
    LABEL,
    MOST,
    WIDER,
    Dot,
    Layout,
    Link,
    asides,
    layout,
    radius_of,
    ring_of,
    shortened,
    tied_to,
    toward,
)

NAMES = ("王小明", "欧阳雪", "李", "张记干洗", "3栋阿姨", "上海某某贸易有限公司", "单文博", "Emma Watson", "")
Box = tuple[float, float, float, float]


def width(text: str) -> float:
    return sum(14.0 if ord(char) > 0xFF else 7.8 for char in text)


def random_network(seed: int, size: int) -> tuple[list[Dot], list[Link]]:
    """A tree grown at random, every third one about a few hubs, with a fifth as many chords."""
    lot = random.Random(seed)
    dots = [
        Dot(f"c{i}", shortened(lot.choice(NAMES)), lot.random() ** 3 if lot.random() < 0.9 else None) for i in range(size)
    ]
    links = []
    for i in range(1, size):
        hub = lot.randrange(min(3, i)) if seed % 3 == 0 and lot.random() < 0.6 else lot.randrange(i)
        links.append(Link(f"c{hub}", f"c{i}", "brought"))
    for _ in range(size // 5):
        one, other = lot.randrange(size), lot.randrange(size)
        links.append(Link(f"c{one}", f"c{other}", "related"))
    return dots, links


def crossing(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    """Pairs of boxes that share any ground, found from left to right."""
    found = []
    ordered = sorted(boxes)
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other[0] >= one[2]:
                break
            if one[1] < other[3] and other[1] < one[3]:
                found.append((one, other))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_no_two_names_overlap_in_a_network_of_five_hundred(seed: int) -> None:
    dots, links = random_network(seed, MOST)
    made = layout("c0", dots, links, width)
    assert len(made.places) == MOST
    assert not crossing([place.box() for place in made.places.values()])
    assert not crossing([place.around() for place in made.places.values()]), "no mark lies on a name either"


@given(st.integers(0, 10_000), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_of_any_size(seed: int, size: int) -> None:
    dots, links = random_network(seed, size)
    made = layout("c0", dots, links, width)
    assert not crossing([place.around() for place in made.places.values()])
    first = made.places["c0"]
    assert (first.x, first.y, first.steps) == (0, 0, 0)
    for place in made.places.values():
        left, top, right, bottom = place.around()
        assert made.left <= left and made.top <= top and right <= made.right and bottom <= made.bottom


def test_the_same_each_time() -> None:
    dots, links = random_network(3, 200)
    assert layout("c7", dots, links, width) == layout("c7", dots, links, width)


def ring(made: Layout, key: str) -> float:
    place = made.places[key]
    return ((place.x / WIDER) ** 2 + place.y**2) ** 0.5


def test_each_stands_farther_out_than_whoever_they_hang_on() -> None:
    dots, links = random_network(5, 300)
    made = layout("c0", dots, links[:299], width)
    for link in links[:299]:
        assert ring(made, link.other) > ring(made, link.one)
    for dot in dots:
        assert ring(made, dot.key) >= ring_of(made.places[dot.key].steps) - 1e-9


def test_a_few_stand_on_one_ring_all_around() -> None:
    dots = [Dot("c0", "王小明", 1.0), *(Dot(f"c{i}", "李静怡", 0.2) for i in range(1, 7))]
    made = layout("c0", dots, [Link("c0", f"c{i}") for i in range(1, 7)], width)
    assert {round(ring(made, f"c{i}")) for i in range(1, 7)} == {round(FIRST)}
    assert len({(made.places[f"c{i}"].x > 0, made.places[f"c{i}"].y > 0) for i in range(1, 7)}) == 4


def test_whoever_nothing_leads_to_stands_outermost() -> None:
    made = layout("c0", [Dot("c0", "甲"), Dot("c1", "乙"), Dot("c2", "丙")], [Link("c0", "c1")], width)
    assert made.places["c2"].steps == 2 and ring(made, "c2") > ring(made, "c1")


def test_a_link_to_one_who_is_not_there_leads_nowhere() -> None:
    made = layout("c0", [Dot("c0", "甲")], [Link("c0", "c9")], width)
    assert set(made.places) == {"c0"}


def test_twice_the_worth_is_twice_the_ground() -> None:
    ground = [radius_of(worth) ** 2 for worth in (0.0, 0.25, 0.5, 0.75, 1.0)]
    steps = [round(b - a, 6) for a, b in pairwise(ground)]
    assert len(set(steps)) == 1 and steps[0] > 0
    assert radius_of(9) == radius_of(1) and radius_of(-1) == radius_of(0)


def test_a_long_name_is_shortened() -> None:
    assert shortened("王小明") == "王小明" and shortened("上海某某贸易有限公司") == "上海某某贸易有…"
    assert len(shortened("好" * 40)) == LABEL


def test_every_arrow_leads_to_somebody_and_everybody_is_reached() -> None:
    dots, links = random_network(11, 80)
    made, tied = layout("c0", dots, links, width), tied_to(links)
    seen, waiting = {"c0"}, ["c0"]
    while waiting:
        key = waiting.pop()
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            other = toward(made, key, across, down, tied.get(key, ()))
            if other is not None:
                here, there = made.places[key], made.places[other]
                assert (there.x - here.x) * across + (there.y - here.y) * down > 0
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    assert seen == set(made.places)


def test_those_tied_come_before_others_as_near() -> None:
    dots = [Dot("c0", "甲"), Dot("c1", "乙"), Dot("c2", "丙"), Dot("c3", "丁")]
    made = layout("c0", dots, [Link("c0", f"c{i}") for i in (1, 2, 3)], width)
    right = [key for key, place in made.places.items() if place.x > 1]
    for key in right:
        assert toward(made, "c0", 1, 0, [key]) in right


def test_two_ties_of_the_same_two_lie_beside_each_other() -> None:
    edges = [("a", "b", "brought"), ("b", "a", "related"), ("a", "c", "related")]
    found = asides(edges)
    assert found[edges[0]] == found[edges[1]] != 0, "seen from either end they lie on other sides"
    assert edges[2] not in found
