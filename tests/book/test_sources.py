"""来源报表: in random books its sums agree with the visits to the cent, in every grouping and every filter."""

from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyuanbook.book.book import Book
from kyuanbook.book.queries import sources
from kyuanbook.book.queries.lapsed import Stopped
from kyuanbook.book.queries.origins import FIRST, LATEST
from kyuanbook.book.queries.sources import NATURAL, PROMOTED, Asked, Report
from kyuanbook.rules.channels import ChannelFamily
from kyuanbook.rules.periods import Span, around
from kyuanbook.rules.sources import By, Period
from tests.book.factories import DAY, bulk_shop
from tests.book.sourced import SHOPS, judged, period_before, shop

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
ONLY = ("", NATURAL, PROMOTED, *(family.value for family in ChannelFamily))


def report(book: Book, asked: Asked) -> Report:
    with book.read() as sql:
        return sources.report(sql, book.rhythms, asked, book.today())


@SOME
@given(SHOPS)
def test_the_sums_agree_with_the_visits_to_the_cent(tmp_path: Path, template: Path, drawn: dict[str, Any]) -> None:
    with shop(tmp_path, template, drawn) as book, book.read() as sql:
        till = sql.value(
            "SELECT coalesce(sum(v.amount_cents), 0) FROM visit v JOIN customer c ON c.id = v.customer_id"
            " WHERE v.deleted_at IS NULL AND c.deleted_at IS NULL AND v.day <= :today",
            today=DAY,
        )
        for by, which in product(By, (FIRST, LATEST)):
            whole = sources.report(sql, book.rhythms, Asked(by, Span.ALL, around(Span.ALL, DAY), DAY, which), DAY)
            assert whole.total.cents == whole.total.taken == till
            assert sum(row.now.cents for row in whole.rows) == sum(row.now.taken for row in whole.rows) == till
            won = [i for row in whole.rows for i in row.now.won]
            assert len(won) == len(set(won))  # nobody stands in two groups


@SOME
@given(
    SHOPS, st.sampled_from(By), st.sampled_from(ONLY), st.sampled_from((FIRST, LATEST)), st.sampled_from(Span),
    st.integers(0, 300),
)  # fmt: skip
def test_every_figure_is_what_counting_one_by_one_gives(
    tmp_path: Path, template: Path, drawn: dict[str, Any], by: By, only: str, which: str, span: Span, ago: int
) -> None:
    with shop(tmp_path, template, drawn) as book, book.read() as sql:
        for today in (DAY, DAY - ago // 2):
            asked = Asked(by, span, around(span, today - (ago if span is not Span.ALL else 0)), today, which, only)
            found = sources.report(sql, book.rhythms, asked, DAY)
            truth = judged(sql, asked, found.horizon)
            assert {row.group for row in found.rows} == set(truth)
            for row in found.rows:
                one, now = truth[row.group], row.now
                assert (set(now.won), set(now.prospects)) == (one.won, one.prospects)
                assert (now.cents, now.taken, now.cost, now.basket_cents) == (one.cents, one.taken, one.cost, one.basket)
                assert (now.judged, len(now.again)) == (one.judged, one.again)
            earlier = period_before(asked)
            if earlier is None:
                assert found.total_before is None
            elif found.total_before is not None:
                was = judged(sql, asked, found.horizon, earlier)
                assert found.total_before.cents == sum(one.cents for one in was.values())
                assert found.total_before.taken == sum(one.taken for one in was.values())
                assert found.total_before.cost == sum(one.cost for one in was.values())


def test_a_book_of_nobody_says_nothing(book: Book) -> None:
    for by in By:
        found = report(book, Asked(by, Span.MONTH, around(Span.MONTH, DAY), DAY))
        assert not found.rows and found.verdicts.best is found.verdicts.worst is None


def test_it_can_be_stopped_at_every_step(book: Book) -> None:
    bulk_shop(book, [("客", "", [(DAY - 40, 1000), (DAY - 3, 500)])] * 3)
    asked = Asked(By.CHANNEL, Span.ALL, Period(0, DAY), DAY)
    for steps in count():
        seen = []

        def go_on(done: int, of: int, seen: list[int] = seen, steps: int = steps) -> bool:
            seen.append(done)
            assert done <= of
            return len(seen) <= steps

        with book.read() as sql:
            try:
                sources.report(sql, book.rhythms, asked, DAY, go_on)
            except Stopped:
                continue
        assert seen == sorted(seen) and steps >= 4
        break
    with pytest.raises(Stopped), book.read() as sql:
        sources.report(sql, book.rhythms, asked, DAY, lambda _done, _of: False)
