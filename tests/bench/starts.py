"""Process start to first paint and to an answering search, and the memory of a browsed book: ours against an empty window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.figures import Figure, ratio

ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}


def run(module: str, *arguments: str) -> dict[str, tuple[float, float]]:
    """What the program said: event -> (ms since its process was started, MB held then)."""
    start = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    said = {}
    assert process.stdout is not None
    for line in process.stdout:
        event, _, held = line.strip().partition(" ")
        said[event] = ((perf_counter() - start) * 1000, float(held))
    if process.wait() != 0:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return said


def starts(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """First paint of 今日 with its rows, and the search box answering."""
    run("tests.bench.start_ours", str(path))  # the first start of a day ranks the calls
    painted, searchable, floor = [], [], []
    for _ in range(rounds):
        ours = run("tests.bench.start_ours", str(path))
        painted.append(ours["painted"][0])
        searchable.append(ours["searchable"][0])
        floor.append(run("tests.bench.start_floor")["painted"][0])
    yield ratio("开到第一眼", size, painted, floor, 1.25)
    yield ratio("开到能搜索", size, searchable, floor, 3.0)


def memory(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """Memory with everybody browsable: 客户 opened and scrolled to the middle, the search in memory."""
    ours, floor = [], []
    for _ in range(min(rounds, 3)):
        ours.append(run("tests.bench.start_ours", str(path), "browse")["settled"][1])
        floor.append(run("tests.bench.start_floor")["settled"][1])
    yield ratio("翻客户的内存", size, ours, floor, 2.5, "MB")
