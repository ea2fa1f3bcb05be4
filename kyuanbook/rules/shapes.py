"""The shape of every stage, as pure coordinates: the screen and the paper draw the same ones.

A shape is a few outlines in a unit square, x to the right, y down, as a screen counts. An outline is a path of moves,
lines and cubic curves: ``QPainterPath`` and PDF have the same three.
"""

from collections.abc import Mapping
from math import cos, pi, sin, tan
from types import MappingProxyType
from typing import Final, NamedTuple

Step = tuple[float, ...]
"""Two numbers: a line to there (first of a path: a move). Six: a cubic curve, its two handles and its end."""

Path = tuple[Step, ...]
"""One pen stroke, begun at its first step."""


class Outline(NamedTuple):
    """Paths drawn together. ``width`` 0: filled by the odd-even rule, each closed; else a line that wide, round."""

    paths: tuple[Path, ...]
    width: float = 0.0
    closed: bool = False


Shape = tuple[Outline, ...]

_LINE: Final = 0.12


def arc(x: float, y: float, radius: float, start: float, sweep: float) -> Path:
    """Part of a circle, in degrees clockwise from the right (y down), as curves of at most a quarter turn each."""
    pieces = max(1, int(abs(sweep) / 90 + 0.999))
    step = sweep / pieces * pi / 180
    handle = 4 / 3 * tan(step / 4) * radius
    angle = start * pi / 180
    path: list[Step] = [(x + radius * cos(angle), y + radius * sin(angle))]
    for _ in range(pieces):
        after = angle + step
        path.append(
            (
                x + radius * cos(angle) - handle * sin(angle),
                y + radius * sin(angle) + handle * cos(angle),
                x + radius * cos(after) + handle * sin(after),
                y + radius * sin(after) - handle * cos(after),
                x + radius * cos(after),
                y + radius * sin(after),
            )
        )
        angle = after
    return tuple(path)


def _rounded(*corners: tuple[float, float], radius: float) -> Path:
    """A polygon whose corners are cut by ``radius`` along each side and curved."""
    path: list[Step] = []
    for i, (x, y) in enumerate(corners):
        ends: list[tuple[float, float]] = []
        for other in (corners[i - 1], corners[(i + 1) % len(corners)]):
            dx, dy = other[0] - x, other[1] - y
            share = radius / (dx * dx + dy * dy) ** 0.5
            ends.append((x + dx * share, y + dy * share))
        path += [ends[0], (x, y, x, y, *ends[1])]
    return tuple(path)


def _star() -> Path:
    points: list[Step] = []
    for i in range(10):
        radius = 0.25 if i % 2 else 0.53
        points.append((0.5 + radius * sin(i * pi / 5), 0.535 - radius * cos(i * pi / 5)))
    return tuple(points)


def _box(left: float, top: float, right: float, bottom: float) -> Path:
    return ((left, top), (right, top), (right, bottom), (left, bottom))


_SQUARE: Final = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))

SHAPES: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "prospect": (Outline(tuple(arc(0.5, 0.5, 0.41, 45 * i - 76, 28) for i in range(8)), _LINE),),
        "new": (
            Outline((arc(0.5, 0.5, 0.41, 0, 360),), _LINE, closed=True),
            Outline((arc(0.5, 0.5, 0.165, 0, 360),)),
        ),
        "returning": (Outline((arc(0.5, 0.5, 0.46, 0, 360),)),),
        "loyal": (Outline((_star(),)),),
        "at_risk": (
            Outline(
                (
                    _rounded((0.5, -0.01), (1.02, 0.94), (-0.02, 0.94), radius=0.1),
                    _box(0.44, 0.34, 0.56, 0.62),
                    _box(0.44, 0.7, 0.56, 0.81),
                )
            ),
        ),
        "lapsed": (
            Outline((_rounded(*_SQUARE, radius=0.1),), _LINE, closed=True),
            Outline((((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66))), _LINE),
        ),
        "won_back": (
            Outline((arc(0.53, 0.5, 0.36, 148, -296),), _LINE),
            Outline((((0.0, 0.36), (0.42, 0.36), (0.2, 0.66)),)),
        ),
    }
)
"""Stage key -> its shape. 潜在 ring, broken · 新客 ring with dot · 回头客 disc · 忠诚 star · 预警 triangle with ! ·
流失 square with × · 赢回 arrow coming back."""
