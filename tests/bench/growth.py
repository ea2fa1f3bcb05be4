"""python -m tests.bench.growth: how much a book must grow before a new fit says something else.

Over the sample shop: a fit is made on a past day, and again when the book holds so many percent more repeat visits.
Told is the share of the customers of that later day whose stage differs between the two fits. docs/refit.md keeps the table.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kyuanbook.actions.sample import add_sample
from kyuanbook.book.book import open_book
from kyuanbook.book.queries.replay import visit_days
from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.fit import Evidence, shop_fit
from kyuanbook.rules.rhythm import Fit, Rhythm
from kyuanbook.rules.stages import stage_many

GROWTHS = (2, 5, 10, 20, 50, 100)
Days = Mapping[int, Sequence[int]]


def upto(days: Days, today: int) -> dict[int, list[int]]:
    """What was known on ``today``."""
    known = {i: list(d[: bisect_right(d, today)]) for i, d in days.items()}
    return {i: d for i, d in known.items() if d}


def fit_on(days: Days, today: int, preset: float) -> Fit:
    """The shop's fit of that day."""
    evidence, known = Evidence(), upto(days, today)
    for visits in known.values():
        evidence.add(ALWAYS_OPEN.gaps(visits), today - visits[-1])
    return shop_fit(evidence, preset, today - min(d[0] for d in known.values()))


def repeats(days: Days, today: int) -> int:
    """Repeat visit days up to ``today``."""
    return sum(len(d) - 1 for d in upto(days, today).values())


def measured(days: Days, preset: float, start: int, end: int) -> dict[int, float]:
    """Growth in percent -> the share of customers who stand elsewhere by the new fit, in percent."""
    old, had = Rhythm(fit_on(days, start, preset)), repeats(days, start)
    found = {}
    for growth in GROWTHS:
        day = next((d for d in range(start, end + 1) if repeats(days, d) >= had * (1 + growth / 100)), None)
        if day is None:
            break
        known, new = upto(days, day), Rhythm(fit_on(days, day, preset))
        was = dict(stage_many(known.items(), day, old, ALWAYS_OPEN))
        now = dict(stage_many(known.items(), day, new, ALWAYS_OPEN))
        found[growth] = 100 * sum(was[i] is not now[i] for i in now) / len(now)
    return found


def sample_days() -> tuple[dict[int, list[int]], int]:
    """The sample shop of 1,000 customers over four years."""
    with TemporaryDirectory() as folder, open_book(Path(folder) / "sample.kyb") as book:
        add_sample(book, customers=1_000, years=4)
        today = book.today()
        with book.read() as sql:
            return dict(visit_days(sql, today)), today


def main() -> None:
    """The table."""
    days, today = sample_days()
    print("| fitted after | had repeats | " + " | ".join(f"+{g} %" for g in GROWTHS) + " |")
    print("|---|--:|" + "--:|" * len(GROWTHS))
    for months in (3, 6, 12, 24):
        start = today - 4 * 365 + round(months * 30.4)
        found = measured(days, 35, start, today)
        cells = [f"{found[g]:.1f} %" if g in found else "—" for g in GROWTHS]
        print(f"| {months} months | {repeats(days, start):,} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
