"""The search for the lowest point: found, and given up where only rounding is left."""

import pytest

from kyuanbook.rules.descent import Point, as_point, identity, minimise

LOWEST = (1.0, -2.0, 0.5, 3.0)


@pytest.mark.parametrize("floor", [0.0, 50.0, 1e6])
@pytest.mark.parametrize("noise", [0.0, 3e-16])
def test_the_lowest_point_is_found_in_few_looks(floor: float, noise: float) -> None:
    """A sum over thousands of cells is never smooth to the last figure: what lies below it must not be sought."""
    looks = 0

    def bowl(point: Point) -> tuple[float, Point]:
        nonlocal looks
        looks += 1
        off = [p - m for p, m in zip(point, LOWEST, strict=True)]
        rounding = 1 + noise * (looks * 7919 % 13 - 6)
        value = floor + off[0] ** 2 + 40 * off[1] ** 2 + off[2] ** 2 / 9 + (off[3] - off[0]) ** 2 + off[2] ** 4
        slopes = (
            2 * off[0] - 2 * (off[3] - off[0]),
            80 * off[1],
            off[2] / 4.5 + 4 * off[2] ** 3,
            2 * (off[3] - off[0]),
        )
        return value * rounding, as_point(s + noise * 1e9 * (looks % 3 - 1) for s in slopes)

    found, _ = minimise(bowl, (0.0, 0.0, 0.0, 0.0), identity())
    assert found == pytest.approx(LOWEST, abs=2e-2 if floor > 1e5 else 1e-4)
    assert looks < 150
