"""客户细分 from the command line."""

from pathlib import Path

import pytest

from kyuanbook.actions.segments import save_segment
from kyuanbook.book.book import Book
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.rules.segments import Condition
from tests.cli.conftest import Run

SPENT = (Condition("year_total", (30_000, None)), Condition("stage", ("lapsed", "prospect"), True))


@pytest.fixture
def members(opened: Book, shop: Run) -> set[int]:
    """Who belongs to 大手."""
    save_segment(opened, name="大手", conditions=SPENT)
    assert shop("segments").code == 0  # everybody's worth is reckoned by the way
    with opened.read() as sql:
        found = set(customer_ids(sql, opened.today(), Filter(conditions=SPENT)))
    assert 0 < len(found) < 120
    return found


def test_they_are_listed_with_their_people(shop: Run, opened: Book, members: set[int]) -> None:
    save_segment(opened, name="女客", conditions=(Condition("sex", ("female",)),))
    first, second = shop("segments", "--json").data
    assert (first["name"], first["customers"], first["of"]) == ("大手", len(members), 120)
    assert first["conditions"] == "近一年花了 ¥300 以上，不是流失或潜在的" and second["name"] == "女客"
    said = shop("segments").out
    assert "大手" in said and str(len(members)) in said and "¥300" in said


def test_lists_of_one(shop: Run, members: set[int], tmp_path: Path) -> None:
    assert {row["id"] for row in shop("stages", "--segment", "大手", "--json").data} == members
    calls = shop("calls", "--list", "all", "--segment", "大手", "--json").data
    assert calls and {row["id"] for row in calls} <= members
    printed = shop("print", "--list", "all", "--segment", "大手", "-o", tmp_path / "a.pdf", "--json").data
    assert printed["rows"] == len(calls) and (tmp_path / "a.pdf").exists()


def test_what_is_refused(shop: Run, opened: Book) -> None:
    ran = shop("calls", "--segment", "大手")
    assert ran.code == 2 and "还没有客户细分" in ran.err
    assert "还没有客户细分" in shop("segments").out
    save_segment(opened, name="大手", conditions=SPENT)
    ran = shop("stages", "--segment", "小手")
    assert ran.code == 2 and "有这些：大手" in ran.err
    assert shop("stages", "--segment", "大手", "--on", "2025-01-01").code == 2
