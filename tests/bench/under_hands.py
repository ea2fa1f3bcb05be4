"""Speed at hand: search, card, visit and page in the real window, in a process of its own; ours beside their floors."""

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.books import copied
from tests.bench.figures import Figure
from tests.bench.starts import ENVIRONMENT

ASKED_OF = 100_000
BARS = {
    "search": ("搜索，键到画面 95 %", 16.0),
    "card": ("打开客户卡，键到画面 95 %", 50.0),
    "visit": ("存一次到店，键到画面 95 %", 50.0),
    "page": ("换页，键到画面 95 %", 100.0),
}  # what -> (its name, ms at 100,000 customers); elsewhere they are only told


def at_hand(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """From the key to the picture, each against its floor: the bare query or insert, an empty page."""
    ours, floor = path.with_suffix(".ours"), path.with_suffix(".floor")
    said: list[dict[str, tuple[float, float]]] = []
    try:
        for _ in range(min(rounds, 3)):
            for copy in (ours, floor):
                copied(path, copy)
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.at_hand", str(ours), "5"], env=ENVIRONMENT, stdout=subprocess.PIPE,
                text=True, check=True,
            )  # fmt: skip
            said.append(json.loads(done.stdout))
            _sweep(path)
    finally:
        _sweep(path)
    for what, (name, bar) in BARS.items():
        mine = statistics.median(one[what][0] for one in said)
        bare = statistics.median(one[what][1] for one in said)
        yield Figure(name, size, mine, bare, mine, bar if size == ASKED_OF else math.inf, how="ms")


def _sweep(path: Path) -> None:
    for kind in ("ours", "floor"):
        for left in path.parent.glob(f"{path.stem}.{kind}*"):
            left.unlink()
