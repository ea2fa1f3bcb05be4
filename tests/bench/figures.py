"""What is measured: ours and its floor alternately, round by round."""

import gc
import math
import random
import resource as system
import shutil
import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from kyuanbook.actions import rhythm
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.queries import evidence, replay
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.fit import shop_fit
from kyuanbook.rules.names import readings
from kyuanbook.rules.search_keys import query_words
from tests.bench import bench_labels, bench_paper, floors
from tests.bench.books import names

PAGE = 20
SAMPLE = 1_000


@dataclass(frozen=True)
class Figure:
    """One line of the table. Times in milliseconds, memory in MB; ``says`` is the figure held against ``bar``."""

    what: str
    size: int
    ours: float
    floor: float
    says: float
    bar: float
    unit: str = "ms"
    how: str = "×"

    @property
    def met(self) -> bool:
        return self.says <= self.bar


def ratio(what: str, size: int, ours: list[float], floor: list[float], bar: float, unit: str = "ms") -> Figure:
    """The median of the rounds' ratios."""
    rounds = [o / f for o, f in zip(ours, floor, strict=True)]
    return Figure(what, size, statistics.median(ours), statistics.median(floor), statistics.median(rounds), bar, unit)


@contextmanager
def quiet() -> Iterator[None]:
    """One round, undisturbed by the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(work: Callable[[], object]) -> float:
    """Time of one run, in seconds. The collector is off meanwhile: :func:`quiet` runs it between rounds."""
    start = perf_counter()
    work()
    return perf_counter() - start


def search(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """A keystroke: rows ready, 95 %, over what owners type."""
    asked = list(_typed(60))
    with open_book(path) as book, book.read() as sql:
        book.haystack.build(sql)
        text, today = book.haystack.text, book.today()
        ours, floor = [], []
        for _ in range(rounds):
            with quiet():
                mine = [seconds(lambda q=q: find_customers(sql, book.haystack, q, today, PAGE)) * 1000 for q in asked]
                bare = [
                    seconds(lambda q=q: floors.find(text, max(query_words(q), key=len).encode(), PAGE)) * 1000
                    for q in asked
                ]
            ours.append(statistics.quantiles(mine, n=20)[-1])
            floor.append(statistics.quantiles(bare, n=20)[-1])
    yield ratio("搜索，一键 95 %", size, ours, floor, 2.0)
    if size == 100_000:
        middle = statistics.median(ours)
        yield Figure("搜索，一键 95 %，毫秒", size, middle, statistics.median(floor), middle, 5.0, how="ms")


def _typed(many: int) -> Iterator[str]:
    """As typed at a counter: every first keystroke, initials, pinyin, names, last four figures, two words."""
    rng = random.Random(3)
    for name in names(11, many):
        ways = readings(name)[0]
        initials = "".join(s[0] for s in ways)
        four = f"{rng.randrange(10_000):04}"
        yield from (initials[0], initials[:2], initials, "".join(ways), name[0], name, four, f"{name[0]} {four[:2]}")


def visit(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """Record a visit: commit, derived row, journal, search order."""
    mine, bare = path.with_suffix(".ours"), path.with_suffix(".floor")
    rng = random.Random(5)
    more = []
    for copy in (mine, bare):
        shutil.copyfile(path, copy)
    floor = floors.BareVisits(bare)
    ours_ms, floor_ms = [], []
    with open_book(mine, who="bench") as book:
        with book.read() as sql:
            book.haystack.build(sql)
        entry, today = VisitEntry(amount="68"), book.today()
        record_visit(book, customer_id=1, entry=entry)  # the first one imports what writing needs
        for _ in range(rounds):
            customers = [rng.randrange(1, size) for _ in range(40)]
            with quiet():
                ours = [seconds(lambda c=c: record_visit(book, customer_id=c, entry=entry)) * 1000 for c in customers]
                least = [seconds(lambda c=c: floor.record(c, today)) * 1000 for c in customers]
            ours_ms.append(statistics.median(ours))
            floor_ms.append(statistics.median(least))
            more.append(ours_ms[-1] - floor_ms[-1])
    floor.close()
    for left in path.parent.glob(f"{path.stem}.ours*"):
        left.unlink()
    for left in path.parent.glob(f"{path.stem}.floor*"):
        left.unlink()
    yield Figure(
        "记一次到店", size, statistics.median(ours_ms), statistics.median(floor_ms), statistics.median(more), 1.5, how="+ms"
    )


def stages(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """Stages of the whole book from its visits, and the memory that takes beside the scan's."""
    with open_book(path) as book:
        today = book.today()

        def ours() -> None:
            with book.read() as sql:
                for _ in replay.stages(sql, book.rhythms, today):
                    pass

        before = system.getrusage(system.RUSAGE_SELF).ru_maxrss
        mine, bare = [], []
        for _ in range(rounds):
            with quiet():
                mine.append(seconds(ours) * 1000)
                bare.append(seconds(lambda: floors.scan_visits(path)) * 1000)
        grown = (system.getrusage(system.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield ratio("全本算阶段", size, mine, bare, 2.0)
    yield Figure("全本算阶段，多占内存", size, grown, 0.0, grown, 60.0, "MB", how="MB")


def refit(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """The shop's rhythm from its visits, against the scan that reads them; and what a visit waits while it is put in force
    and everybody is reckoned anew behind the window."""
    with open_book(path) as book:
        today = book.today()

        def ours() -> None:
            with book.read() as sql:
                gathered = evidence.gather(sql, today)
            shop_fit(gathered.evidence, 35, gathered.age_days)

        mine, bare = [], []
        for _ in range(min(rounds, 3)):
            with quiet():
                mine.append(seconds(ours) * 1000)
                bare.append(seconds(lambda: floors.scan_visits(path)) * 1000)
    yield ratio("算店的节奏", size, mine, bare, math.inf)
    copy = path.with_suffix(".refit")
    shutil.copyfile(path, copy)
    with open_book(copy, who="bench") as book:
        alone = _visits_meanwhile(book, lambda: False, 100)
        behind = threading.Thread(target=lambda: (rhythm.refit(book), refresh_standings(book), book.release_reader()))
        behind.start()
        meanwhile = _visits_meanwhile(book, behind.is_alive, 0)
    for left in path.parent.glob(f"{copy.name}*"):
        left.unlink()
    for name, pick in (("中位", 0.5), ("95 %", 0.95)):
        now, before = meanwhile[int(len(meanwhile) * pick)], alone[int(len(alone) * pick)]
        yield Figure(f"正在重算时记一次到店，{name}", size, now, before, now / before, math.inf)


def _visits_meanwhile(book: Book, going_on: Callable[[], bool], least: int) -> list[float]:
    """Milliseconds of visits recorded one every 20 ms, rising: ``least`` of them, and as long as ``going_on``."""
    entry, taken = VisitEntry(amount="68"), []
    record_visit(book, customer_id=1, entry=entry)
    while len(taken) < least or going_on():
        taken.append(seconds(lambda: record_visit(book, customer_id=1 + len(taken) % 5_000, entry=entry)) * 1000)
        sleep(0.02)
    return sorted(taken)


def paper(rounds: int) -> Iterator[Figure]:
    """A call list of 10,000 rows, and 10,000 address labels, PDF."""
    got = bench_paper.run(rounds)
    yield Figure("名单 10,000 行 PDF", bench_paper.ROWS, 0, 0, statistics.median(got), bench_paper.AT_MOST)
    got = bench_labels.run(rounds)
    yield Figure("标签 10,000 个 PDF", bench_labels.ROWS, 0, 0, statistics.median(got), bench_labels.AT_MOST)


def demo(rounds: int) -> Iterator[Figure]:
    """The sample shop, against a bare insert of the rows it is made of."""
    ours, floor = [], []
    with TemporaryDirectory() as folder:
        for n in range(rounds):
            path = Path(folder) / f"{n}.kyb"
            with open_book(path, who="bench") as book:
                book.warm_up()
                with quiet():
                    ours.append(seconds(lambda book=book: add_sample(book, customers=SAMPLE)) * 1000)
            schema, rows = floors.rows_of(path)
            with quiet():
                floor.append(floors.insert_rows(Path(folder) / "bare.kyb", schema, rows) * 1000)
    yield ratio("样板店", SAMPLE, ours, floor, 3.0)
