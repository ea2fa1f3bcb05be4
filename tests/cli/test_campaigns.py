"""`kyuanbook campaigns`, and a code as the source of `add` and `visit`."""

from pathlib import Path

from kyuanbook.actions.campaigns import add_campaign, add_cost
from kyuanbook.book.book import Book
from kyuanbook.rules.campaign_entries import CampaignEntry, CostEntry
from tests.cli.conftest import Run


def planned(book: Book) -> int:
    one = add_campaign(book, entry=CampaignEntry("开学传单", channel_id=7, code="KX09")).id
    assert one is not None
    add_cost(book, campaign_id=one, entry=CostEntry("90"))
    return one


def test_each_with_whom_it_brought_and_what_it_cost(run: Run, opened: Book) -> None:
    one = planned(opened)
    assert run("add", "刘新", "--source", "kx09", book=opened.path).code == 0
    assert run("visit", "刘新", "60", "--source", "开学传单", book=opened.path).code == 0
    (row,) = (row for row in run("campaigns", "--json", book=opened.path).data if row["id"] == one)
    assert (row["id"], row["code"], row["state"], row["source"]) == (one, "KX09", "running", "传单")
    assert (len(row["customers"]), row["spent_cents"], row["cost_cents"], row["visits"]) == (1, 60_00, 90_00, 1)
    shown = run("campaigns", book=opened.path).out
    assert "KX09" in shown and "¥90" in shown and "进行中" in shown
    card = run("show", "刘新", book=opened.path).out
    assert "传单：开学传单" in card


def test_a_source_is_still_one_and_what_is_neither_is_said(run: Run, opened: Book) -> None:
    planned(opened)
    assert run("add", "赵强", "--source", "抖音", book=opened.path).code == 0
    said = run("add", "孙丽", "--source", "KX10", book=opened.path)
    assert said.code == 2 and "KX10" in said.err


def test_a_book_without_any(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "new.kyb"
    assert run("add", "王小明", book=book).code == 0
    assert "还没有推广活动" in run("campaigns", book=book).out
    assert run("campaigns", "--json", book=book).data == []
