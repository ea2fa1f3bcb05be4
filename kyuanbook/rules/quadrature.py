"""Places and weights for what is Beta-distributed: Gauss's rule of that density itself, by Golub and Welsch (1969),
*Calculation of Gauss quadrature rules*, Mathematics of Computation 23, 221-230.

The places are the eigenvalues of the three-term recurrence of the Jacobi polynomials, the weights the squares of the first
components of its eigenvectors.
"""

from math import copysign, hypot, sqrt
from typing import Final

_TURNS: Final = 60  # per eigenvalue; it takes two or three
_LEAST: Final = 1e-16


def beta_rule(a: float, c: float, n: int) -> tuple[tuple[float, float], ...]:
    """``n`` pairs (p, weight), p in (0, 1) and ascending: sum of weight * f(p) is the mean of f under Beta(a, c), exact for
    polynomials up to degree 2 n - 1. The weights add up to 1."""
    middle, beside = _recurrence(a, c, n)
    first = [1.0] + [0.0] * (n - 1)
    _diagonalise(middle, beside, first)
    return tuple(sorted((min(1.0, max(0.0, p)), w * w) for p, w in zip(middle, first, strict=True)))


def _recurrence(a: float, c: float, n: int) -> tuple[list[float], list[float]]:
    """The symmetric tridiagonal matrix, on [0, 1]: its diagonal, and what stands beside it (the last is 0)."""
    both = a + c - 2
    middle, beside = [a / (a + c)], [sqrt(a * c / (a + c + 1)) / (a + c)]
    for k in range(1, n):
        at = 2 * k + both
        middle.append((1 + (a - c) * both / (at * (at + 2))) / 2)
        j = k + 1
        then = 2 * j + both
        beside.append(sqrt(j * (j + a - 1) * (j + c - 1) * (j + both) / ((then + 1) * (then - 1))) / then)
    return middle, [*beside[: n - 1], 0.0]


def _diagonalise(d: list[float], e: list[float], z: list[float]) -> None:
    """Implicit QL with shifts, in place: ``d`` becomes the eigenvalues, ``z`` the eigenvectors' first components. As in
    Martin and Wilkinson (1968), *The implicit QL algorithm*, Numerische Mathematik 12, 377-383."""
    n = len(d)
    for low in range(n):
        for _ in range(_TURNS):
            high = low
            while high < n - 1 and abs(e[high]) > _LEAST * (abs(d[high]) + abs(d[high + 1])):
                high += 1
            if high == low:
                break
            g = (d[low + 1] - d[low]) / (2 * e[low])
            g = d[high] - d[low] + e[low] / (g + copysign(hypot(g, 1.0), g))
            s = cosine = 1.0
            p = 0.0
            for i in range(high - 1, low - 1, -1):
                f, b = s * e[i], cosine * e[i]
                r = hypot(f, g)
                e[i + 1] = r
                s, cosine = f / r, g / r
                g = d[i + 1] - p
                r = (d[i] - g) * s + 2 * cosine * b
                p = s * r
                d[i + 1] = g + p
                g = cosine * r - b
                z[i], z[i + 1] = cosine * z[i] - s * z[i + 1], s * z[i] + cosine * z[i + 1]
            d[low] -= p
            e[low], e[high] = g, 0.0
