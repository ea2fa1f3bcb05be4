"""Every stage has a shape of its own, inside its square."""

import pytest

from kyuanbook.rules.shapes import SHAPES, arc

STAGES = ["prospect", "new", "returning", "loyal", "at_risk", "lapsed", "won_back"]


def test_every_stage_has_one() -> None:
    assert list(SHAPES) == STAGES
    assert len(set(SHAPES.values())) == len(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_it_keeps_within_the_square(stage: str) -> None:
    for outline in SHAPES[stage]:
        for path in outline.paths:
            assert len(path[0]) == 2
            for step in path:
                assert len(step) in (2, 6)
                x, y = step[-2:]
                assert x - outline.width / 2 >= -0.03 and x + outline.width / 2 <= 1.03
                assert y - outline.width / 2 >= -0.03 and y + outline.width / 2 <= 1.03


def test_an_arc_ends_where_it_should() -> None:
    path = arc(0, 0, 1, 0, 270)
    assert len(path) == 4
    assert path[-1][-2:] == pytest.approx((0, -1))
    assert path[1] == pytest.approx((1, 0.5523, 0.5523, 1, 0, 1), abs=1e-3)
