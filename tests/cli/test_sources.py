"""`kyuanbook sources` and `kyuanbook report month`: the figures of the window, and its page."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from kyuanbook.book.book import Book
from kyuanbook.book.queries import sources
from kyuanbook.book.queries.sources import Asked
from kyuanbook.rules.periods import Span, around
from kyuanbook.rules.sources import By
from tests.cli.conftest import Run
from tests.paper.reading import text_of


def test_as_table_json_and_csv(run: Run, opened: Book) -> None:
    with opened.read() as sql:
        today = opened.today()
        told = sources.report(sql, opened.rhythms, Asked(By.CHANNEL, Span.ALL, around(Span.ALL, today), today), today)
    rows = run("sources", "--json", book=opened.path).data
    assert {row["group"] for row in rows} == {row.group for row in told.rows}
    assert round(sum(row["revenue"] for row in rows) * 100) == told.total.cents
    read = list(csv.DictReader(io.StringIO(run("sources", "--csv", book=opened.path).out)))
    assert [row["name"] for row in read] == [row["name"] for row in rows]
    table = run("sources", book=opened.path).out
    assert ("来源渠道" in table and "合计" in table and "最留得住" in table) or "人还太少" in table


@pytest.mark.parametrize("by", By)
def test_every_grouping(run: Run, sample_path: Path, by: By) -> None:
    found = run("sources", "--by", by.value, "--period", "2025", "--json", book=sample_path)
    assert found.code == 0 and isinstance(found.data, list)


@pytest.mark.parametrize("period", ["2026-10", "2026q3", "2026", "2026-01-01..2026-06-30"])
def test_any_period_and_either_source(run: Run, sample_path: Path, period: str) -> None:
    for which in ("first", "latest"):
        assert run("sources", "--period", period, "--which", which, book=sample_path).code == 0


@pytest.mark.parametrize("wrong", [
    ("--by", "weather"), ("--period", "昨天"), ("--period", "2026q5"), ("--which", "last"),
    ("--period", "2026-03-05..2026-03-01"),
])  # fmt: skip
def test_what_is_typed_wrongly_is_said_in_a_sentence(run: Run, sample_path: Path, wrong: tuple[str, str]) -> None:
    found = run("sources", *wrong, book=sample_path)
    assert found.code == 2 and found.err.strip() and not found.out


def test_a_month_on_one_page_kept(run: Run, opened: Book, tmp_path: Path) -> None:
    on = date.fromordinal(opened.today()).replace(day=1).toordinal() - 1
    month = date.fromordinal(on).strftime("%Y-%m")
    file = tmp_path / "月报.pdf"
    found = run("report", "month", month, "-o", file, book=opened.path)
    assert found.code == 0 and "月报写到了" in found.out
    assert f"{date.fromordinal(on).year}年{date.fromordinal(on).month}月月报" in text_of(file.read_bytes())
    with opened.read() as sql:
        assert sql.value("SELECT count(*) FROM month_report") == 1
    again = run("report", "month", month, "-o", file, "--json", book=opened.path)
    assert again.data["pages"] == 1 and again.data["id"] == 1


@pytest.mark.parametrize("wrong", [("week", "2026-10"), ("month", "oct"), ("month", "2199-01"), ("month", "2026-13")])
def test_a_month_that_is_none_leaves_no_file(run: Run, sample_path: Path, tmp_path: Path, wrong: tuple[str, str]) -> None:
    file = tmp_path / "x.pdf"
    found = run("report", *wrong, "-o", file, book=sample_path)
    assert found.code == 2 and found.err.strip() and not file.exists()
