"""The stage shapes of ``rules.shapes`` as PDF path operators."""

from functools import lru_cache

from kyuanbook.rules.shapes import SHAPES, Outline, Path


@lru_cache(maxsize=64)
def stage_mark(stage: str, size: float) -> str:
    """Operators that draw the shape of ``stage``, ``size`` points wide, its lower left corner at the origin, in black.

    A stage with no shape draws nothing.
    """
    return " ".join(_outline(outline, size) for outline in SHAPES.get(stage, ()))


def _outline(outline: Outline, size: float) -> str:
    filled = not outline.width
    paths = " ".join(_path(path, size, filled or outline.closed) for path in outline.paths)
    return f"{paths} f*" if filled else f"{outline.width * size:.3f} w 1 J 1 j {paths} S"


def _path(path: Path, size: float, closed: bool) -> str:
    steps: list[str] = []
    for i, step in enumerate(path):
        numbers = " ".join(f"{(v if k % 2 == 0 else 1 - v) * size:.3f}" for k, v in enumerate(step))
        steps.append(f"{numbers} {'m' if i == 0 else 'c' if len(step) == 6 else 'l'}")
    return " ".join([*steps, "h"] if closed else steps)
