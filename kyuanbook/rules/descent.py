"""The lowest point of a smooth function of four numbers, without scipy: BFGS, the same on every machine."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float, float, float]
Matrix: TypeAlias = list[list[float]]
Objective: TypeAlias = Callable[[Point], tuple[float, Point]]

_FLAT: Final = 1e-7  # of the slope, a customer: there is the lowest point
_STEPS: Final = 200
_ROUNDING: Final = 1e-14  # of the value: what is gained below it is noise of the sum, and would be sought for ever
_HALVINGS: Final = 40
_ARMIJO: Final = 1e-4
_LONGEST: Final = 1.0  # of a step, in logarithms: no parameter changes more than e-fold at once


def minimise(objective: Objective, start: Point, inverse: Matrix, flat: float = _FLAT) -> tuple[Point, Matrix]:
    """BFGS with halved steps (Nocedal and Wright, Numerical Optimization, 6.1): the lowest point near ``start``.

    ``inverse`` is the first guess of the inverse Hessian, and the last one is returned, for a second, finer pass.
    ``flat``: the slope at which it is low enough.
    """
    point = start
    value, slope = objective(point)
    for _ in range(_STEPS):
        if max(map(abs, slope)) < flat:
            break
        step = _step(inverse, slope)
        fall = _dot(step, slope)
        if fall >= 0:
            inverse = identity()
            step = _step(inverse, slope)
            fall = _dot(step, slope)
        found = _lower(objective, point, value, step, fall)
        if found is None:
            break
        new_point, new_value, new_slope = found
        if value - new_value <= _ROUNDING * abs(value):
            break
        value = new_value
        inverse = _updated(
            inverse,
            [n - p for n, p in zip(new_point, point, strict=True)],
            [n - s for n, s in zip(new_slope, slope, strict=True)],
        )
        point, slope = new_point, new_slope
    return point, inverse


def _lower(
    objective: Objective, point: Point, value: float, step: Sequence[float], fall: float
) -> tuple[Point, float, Point] | None:
    """A point along ``step`` lower as Armijo asks, with value and slope; None where none is found."""
    size = min(1.0, _LONGEST / max(map(abs, step)))
    for _ in range(_HALVINGS):
        there = as_point(p + size * s for p, s in zip(point, step, strict=True))
        new_value, new_slope = objective(there)
        if new_value <= value + _ARMIJO * size * fall:
            return there, new_value, new_slope
        size /= 2
    return None


def _updated(inverse: Matrix, moved: Sequence[float], turned: Sequence[float]) -> Matrix:
    """The BFGS update of the inverse Hessian; unchanged where the slope did not turn the right way."""
    curve = _dot(moved, turned)
    if curve <= 0:
        return inverse
    bent = [_dot(row, turned) for row in inverse]
    factor = (1 + _dot(turned, bent) / curve) / curve
    size = range(len(moved))
    return [
        [inverse[i][j] + factor * moved[i] * moved[j] - (bent[i] * moved[j] + moved[i] * bent[j]) / curve for j in size]
        for i in size
    ]


def _step(inverse: Matrix, slope: Sequence[float]) -> list[float]:
    return [-_dot(row, slope) for row in inverse]


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(p * q for p, q in zip(a, b, strict=True))


def identity() -> Matrix:
    return [[float(i == j) for j in range(4)] for i in range(4)]


def as_point(numbers: Iterable[float]) -> Point:
    r, alpha, a, b = numbers
    return r, alpha, a, b
