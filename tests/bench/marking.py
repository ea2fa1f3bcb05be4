"""How well the marking tells who will come, on public logs; and a log of visits read from a file, against reading and sorting."""

import io
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from kyuanbook.book.book import open_book
from kyuanbook.cli.main import main
from tests import public_logs
from tests.bench import floors
from tests.bench.figures import Figure, quiet, ratio, seconds
from tests.public_logs import Judged

LOG_BAR = 4.0
LOG_MEMORY = 100.0  # MB, whatever the length of the log
HELD = """
import sys
from pathlib import Path
from kyuanbook.cli.main import main
sys.stdout = open("/dev/null", "w")
main(sys.argv[1:])
most = [line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmHWM")]
print(most[0].split()[1], file=sys.stderr)
"""
FALSE_ALARMS = 25.0  # per cent, and not below 10: then too few would be warned of


def public(_rounds: int) -> Iterator[Figure]:
    """AUC of P, beside that of days since the last visit; of those who came, how many had been called overdue."""
    yield from _figures("CDNOW, 3 visits", public_logs.judge_cdnow(), 0.97)
    yield from _figures("Ta-Feng", [public_logs.judge_ta_feng()], 1 / 1.10)


def log(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """``kyuanbook rhythm`` over the visits of a book, in no order; its memory as of a process of its own."""
    with TemporaryDirectory() as folder:
        lines, out = Path(folder) / "visits.csv", Path(folder) / "out.csv"
        _write_log(path, lines)
        asked = ["rhythm", str(lines), "--on", date.fromordinal(_last_day(path)).isoformat()]
        ours, floor = [], []
        for _ in range(rounds):
            with quiet(), out.open("w", encoding="utf-8") as file, redirect_stdout(file), redirect_stderr(io.StringIO()):
                ours.append(seconds(lambda: main(asked)) * 1000)
            with quiet():
                floor.append(seconds(lambda: floors.read_and_sort(lines)) * 1000)
        yield ratio("kyuanbook rhythm，流水 CSV", size, ours, floor, LOG_BAR)
        said = subprocess.run([sys.executable, "-c", HELD, *asked], capture_output=True, text=True, check=True).stderr
    held = int(said.split()[-1]) / 1024
    yield Figure("kyuanbook rhythm，占内存", size, held, 0, held, LOG_MEMORY, "MB", how="MB")


def _write_log(path: Path, lines: Path) -> None:
    """The visits of a book as a log in no order."""
    with open_book(path) as book, book.read() as sql:
        rows = [
            f"{customer},{date.fromordinal(day).isoformat()},{cents / 100:.2f}\n"
            for customer, day, cents in sql.stream("SELECT customer_id, day, amount_cents FROM visit")
        ]
    random.Random(4).shuffle(rows)
    lines.write_text("customer,date,amount\n" + "".join(rows), "utf-8")


def _last_day(path: Path) -> int:
    with open_book(path) as book, book.read() as sql:
        return int(sql.value("SELECT max(day) FROM visit"))


def _figures(name: str, judged: list[Judged], bar: float) -> Iterator[Figure]:
    ours, plain = mean(j.by_chance for j in judged), mean(j.by_silence for j in judged)
    early, back = sum(j.alarms.part for j in judged), sum(j.alarms.whole for j in judged)
    yield Figure(f"{name}: AUC of P, of days since last", back, 100 * ours, 100 * plain, plain / ours, bar, "%")
    alarms = 100 * early / back
    yield Figure(f"{name}: false alarms", back, alarms, 0, alarms, FALSE_ALARMS, "%", how="%")
