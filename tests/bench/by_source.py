"""来源报表 over the whole book, against one grouped scan of the visits by source."""

import math
from collections.abc import Iterator
from pathlib import Path

from kyuanbook.book.book import open_book
from kyuanbook.book.queries import sources
from kyuanbook.book.queries.shop import channels
from kyuanbook.book.queries.sources import Asked
from kyuanbook.book.tables import Cost
from kyuanbook.rules.periods import Span, around
from kyuanbook.rules.sources import By
from tests.bench import floors
from tests.bench.books import copied
from tests.bench.figures import Figure, quiet, ratio, seconds

BAR, BAR_FROM = 3.0, 100_000  # customers: of fewer the fixed part, reading settings and campaigns, is what is measured
SPENT = 5  # channels on which money was spent, every month of two years


def report(path: Path, size: int, rounds: int) -> Iterator[Figure]:
    """All there ever was, and a year beside the one before."""
    copy = path.with_suffix(".sources")
    copied(path, copy)
    try:
        with open_book(copy, who="bench") as book:
            today = book.today()
            with book.read() as sql:
                on = [one.id for one in channels(sql)][:SPENT]
            with book.write("add_sample", bulk=True, undoable=False) as unit:
                rows = [(channel, today - 30 * n, size, 0) for channel in on for n in range(24)]
                unit.insert_rows(Cost, ("channel_id", "day", "cents", "created_at"), rows)
            for what, span in (("来源报表，全部", Span.ALL), ("来源报表，一年和前一年", Span.YEAR)):
                asked = Asked(By.CHANNEL, span, around(span, today), today)

                def ours(asked: Asked = asked) -> None:
                    with book.read() as sql:
                        sources.report(sql, book.rhythms, asked, today)

                mine, bare = [], []
                for _ in range(rounds):
                    with quiet():
                        mine.append(seconds(ours) * 1000)
                        bare.append(seconds(lambda: floors.group_by_source(copy)) * 1000)
                yield ratio(what, size, mine, bare, BAR if size >= BAR_FROM else math.inf)
    finally:
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
