"""What is measured: ours and its floor alternately, round by round."""

import gc
import json
import math
import random
import resource as system
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from kyuanbook.actions import rhythm
from kyuanbook.actions.results import answer_row
from kyuanbook.actions.sample import add_sample
from kyuanbook.actions.standing import refresh_standings
from kyuanbook.actions.visits import record_visit
from kyuanbook.book.book import Book, open_book
from kyuanbook.book.queries import due as queries
from kyuanbook.book.queries import evidence, replay
from kyuanbook.book.queries.due_rows import due_rows
from kyuanbook.book.queries.finding import find_customers
from kyuanbook.book.tables import CallList, CallListRow
from kyuanbook.rules.answers import AnswerEntry
from kyuanbook.rules.entries import VisitEntry
from kyuanbook.rules.fit import shop_fit
from kyuanbook.rules.names import readings
from kyuanbook.rules.search_keys import query_words
from kyuanbook.rules.touches import Outcome
from tests.bench import bench_labels, bench_paper, floors
from tests.bench.books import copied, names

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


def due(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """该回访的: everybody who is up today, by every rule, and a page of them in words; and the strip of the week."""
    with open_book(path) as book, book.read() as sql:
        today = book.today()
        floor = floors.BareDue(path, today)

        def ours() -> None:
            items = queries.due(sql, book.rhythms, today)
            due_rows(sql, book.rhythms, today, items[:PAGE])

        def bare() -> None:
            floor.page([customer for customer, _ in floor.found()][:PAGE])

        mine, least, week = [], [], []
        for turn in range(rounds + 1):
            with quiet():
                strip = seconds(lambda: queries.loads(sql, book.rhythms, today))
                taken = seconds(ours) * 1000, seconds(bare) * 1000, strip * 1000
            if turn:  # the first reads the pages from the disk
                for kept, one in zip((mine, least, week), taken, strict=True):
                    kept.append(one)
        floor.close()
    # of a small book most is rules, settings and sentences, which do not grow: a few milliseconds, whatever the floor
    yield ratio("该回访的", size, mine, least, 2.0 if size >= 100_000 else math.inf)
    yield ratio("回访，一周的条", size, week, least, math.inf)


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
    entry = VisitEntry(amount="68")

    def prepared(book: Book, customers: Sequence[int]) -> Callable[[int], object]:
        return lambda place: record_visit(book, customer_id=customers[place], entry=entry)

    yield _written("记一次到店", path, size, rounds, prepared)


def result(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """Type a row of a printed list back: the touch, its follow-up, what follows, by all six outcomes in turn."""
    outcomes = [AnswerEntry(o.value, "月底来", "明天" if o is Outcome.PROMISED else "") for o in Outcome]

    def prepared(book: Book, customers: Sequence[int]) -> Callable[[int], object]:
        rows = _printed(book, customers)
        return lambda place: answer_row(book, row_id=rows[place], entry=outcomes[place % len(outcomes)])

    yield _written("记一行结果", path, size, rounds, prepared)


def _printed(book: Book, customers: Sequence[int]) -> range:
    """A list of these customers, as printed for the overdue; its rows."""
    with book.write("print_list", undoable=False, bulk=True) as unit:
        fit, _ = book.rhythms.in_force(unit.sql)
        number = unit.insert(
            CallList, kind="calls", title="回访名单", paper="a4", day=book.today(), printed_by="bench", printed_at=unit.at,
            fit_id=fit, row_count=len(customers),
        )  # fmt: skip
        words = json.dumps({"name": "王小明", "phone": "138 2204 5678", "reason": "平时约 14 天来一次，已 47 天没来"})
        rows = [{"list_id": number, "number": n, "customer_id": c, "words": words} for n, c in enumerate(customers, 1)]
        return unit.insert_many(CallListRow, rows)


Prepared = Callable[[Book, Sequence[int]], Callable[[int], object]]


def _written(what: str, path: Path, size: int, rounds: int, prepared: Prepared) -> Figure:
    """Something written of one customer after another, beside a bare insert and update; what it takes more is held to 1.5 ms.
    ``prepared``: gives what writes for the customer at a place."""
    mine, bare = path.with_suffix(".ours"), path.with_suffix(".floor")
    rng = random.Random(5)
    more = []
    for copy in (mine, bare):
        copied(path, copy)
    floor = floors.BareVisits(bare)
    ours_ms, floor_ms = [], []
    with open_book(mine, who="bench") as book:
        with book.read() as sql:
            book.haystack.build(sql)
        today = book.today()
        customers = rng.sample(range(2, size), 40 * rounds + 6)
        write = prepared(book, customers)
        for place in range(40 * rounds, 40 * rounds + 6):
            write(place)  # the first of each sort imports what writing needs
        for turn in range(rounds):
            places = range(40 * turn, 40 * turn + 40)
            with quiet():
                ours = [seconds(lambda p=p: write(p)) * 1000 for p in places]
                least = [seconds(lambda p=p: floor.record(customers[p], today)) * 1000 for p in places]
            ours_ms.append(statistics.median(ours))
            floor_ms.append(statistics.median(least))
            more.append(ours_ms[-1] - floor_ms[-1])
    floor.close()
    for left in path.parent.glob(f"{path.stem}.ours*"):
        left.unlink()
    for left in path.parent.glob(f"{path.stem}.floor*"):
        left.unlink()
    over = statistics.median(more)
    return Figure(what, size, statistics.median(ours_ms), statistics.median(floor_ms), over, 1.5, how="+ms")


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
    copied(path, copy)
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
