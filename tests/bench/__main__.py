"""python -m tests.bench [--size N]… [--rounds N] [--only WORD]: ours against their floors, and how each figure grows.

Without --size, books of 10,000 and 100,000 customers, about ten visits each, made once and kept in build/bench. Ends with 1
when a bar is missed.
"""

import argparse
import itertools
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import by_source, figures, marking, starts, under_hands
from tests.bench.books import book_of
from tests.bench.figures import Figure

SIZES = (10_000, 100_000)
Measure = Callable[[Path, int, int], Iterator[Figure]]
OF_A_BOOK: tuple[Measure, ...] = (
    starts.starts, figures.search, figures.visit, figures.result, figures.due, under_hands.at_hand, figures.stages,
    figures.refit, by_source.report, starts.memory, marking.log,
)  # fmt: skip
OF_ITSELF: tuple[Callable[[int], Iterator[Figure]], ...] = (figures.paper, figures.demo, marking.public)


def measured(sizes: list[int], rounds: int, only: str) -> Iterator[Figure]:
    """All figures, book by book."""
    for size in sizes:
        path = book_of(size)
        for measure in OF_A_BOOK:
            if only in measure.__name__:
                yield from measure(path, size, rounds)
    for alone in OF_ITSELF:
        if only in alone.__name__:
            yield from alone(rounds)


def line(figure: Figure) -> str:
    """One row of the table."""
    ours = f"{figure.ours:,.1f} {figure.unit}" if figure.ours else "—"
    floor = f"{figure.floor:,.1f} {figure.unit}" if figure.floor else "—"
    says = f"{figure.says:.2f} {figure.how}"
    bar = f"≤ {figure.bar:g} {figure.how}" if figure.bar < math.inf else "—"
    return f"| {figure.what} | {figure.size:,} | {ours} | {floor} | {says} | {bar} | {'✓' if figure.met else '✗'} |"


def growth(found: list[Figure]) -> Iterator[str]:
    """How each figure grows from the smallest book to the largest."""
    by_name = sorted(found, key=lambda f: (f.what, f.size))
    for what, group in itertools.groupby(by_name, key=lambda f: f.what):
        figures_of = list(group)
        first, last = figures_of[0], figures_of[-1]
        if first.size < last.size and first.ours > 0:
            times = last.size / first.size
            yield f"{what}: {first.size:,} → {last.size:,} customers (×{times:g}), ours ×{last.ours / first.ours:.2f}"


def main() -> int:
    """Measure, print, judge."""
    said = argparse.ArgumentParser(prog="make bench")
    said.add_argument("--size", type=int, action="append")
    said.add_argument("--rounds", type=int, default=5)
    said.add_argument("--only", default="", help="part of a measure: starts, visit, due, at_hand, refit, paper, public, log …")
    asked = said.parse_args()
    print("| | customers | ours | floor | | bar | |\n|---|--:|--:|--:|--:|--:|---|", flush=True)
    found = []
    for figure in measured(asked.size or list(SIZES), asked.rounds, asked.only):
        found.append(figure)
        print(line(figure), flush=True)
    print()
    for sentence in growth(found):
        print(sentence)
    missed = [f.what for f in found if not f.met]
    print(f"\n{len(found) - len(missed)} of {len(found)} within their bars")
    if missed:
        print(f"missed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
