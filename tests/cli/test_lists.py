"""Stages and call lists from the command line."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from kyuanbook.actions.segments import save_segment
from kyuanbook.actions.shop import set_shop
from kyuanbook.book.book import Book
from kyuanbook.book.queries import calls
from kyuanbook.book.queries.customers import Filter, customer_ids
from kyuanbook.paper.sheets import Paper
from kyuanbook.rules.opening import Guess
from kyuanbook.rules.segments import Condition
from kyuanbook.rules.tiers import TIERS
from tests.cli.conftest import Run

OF_THE_SAMPLE = 1  # the list on which its shop tried what calling does


def test_stages_of_today_are_those_of_the_book(shop: Run, opened: Book) -> None:
    said = {row["id"]: row for row in shop("stages", "--json").data}
    with opened.read() as sql:
        kept = sql.rows(
            "SELECT d.customer_id, d.n, d.last_day, d.guessed, d.usual_gap, CASE WHEN c.pin != '' THEN c.pin"
            " WHEN d.lapsed_day <= :today THEN 'lapsed' WHEN d.at_risk_day <= :today THEN 'at_risk' ELSE d.calm END"
            " FROM derived d JOIN customer c ON c.id = d.customer_id"
            " WHERE d.fit_id = (SELECT value FROM pointer WHERE name = 'fit')",
            today=opened.today(),
        )
    assert len(kept) == len(said) == 120
    for i, n, last, guessed, gap, stage in kept:
        row = said[i]
        day = date.fromordinal(last).isoformat() if last else None
        assert (row["last"], row["gap"], row["stage"]) == (day, gap, stage)
        assert row["n"] < n if guessed & Guess.VISITS else row["n"] == n
        assert (row["g"] is None) == (n == 0) and row["reason"]


def test_stages_on_an_earlier_day_know_nothing_of_what_came_after(shop: Run, opened: Book) -> None:
    day = date.fromordinal(opened.today() - 200)
    said = shop("stages", "--on", day.isoformat(), "--json").data
    assert 0 < len(said) < 120
    assert all(row["last"] <= day.isoformat() for row in said if row["last"])
    with opened.read() as sql:
        counted = dict(sql.rows(
            "SELECT customer_id, count(DISTINCT day) FROM visit JOIN customer c ON c.id = customer_id"
            " WHERE day <= :day AND NOT c.opening GROUP BY customer_id", day=day.toordinal(),
        ))  # fmt: skip
    assert {row["id"]: row["n"] for row in said if row["id"] in counted} == counted
    assert not any(row["pinned"] for row in said)


def test_stages_of_a_day_to_come(shop: Run) -> None:
    now = [row["stage"] for row in shop("stages", "--json").data if not row["pinned"]]
    later = [row["stage"] for row in shop("stages", "--on", "2年后", "--json").data]
    assert later.count("lapsed") > now.count("lapsed") and "loyal" not in later


def test_stages_as_text_and_csv(shop: Run) -> None:
    text = shop("stages").out.splitlines()
    assert len(text) == 121 and "理由" in text[0] and "王小明" in text[1] and "平时约" in text[1]
    table = list(csv.DictReader(io.StringIO(shop("stages", "--csv").out)))
    assert len(table) == 120 and table[0]["name"] == "王小明"
    assert 0 < float(table[0]["g"]) < 1 and 0 < float(table[0]["p"]) < 1
    lapsed = shop("stages", "--stage", "流失", "--json").data
    assert lapsed and {row["stage"] for row in lapsed} == {"lapsed"}


def test_a_formula_is_a_text_in_a_spreadsheet(fresh: Run) -> None:
    fresh("add", "=1+1")
    (row,) = csv.DictReader(io.StringIO(fresh("stages", "--csv").out))
    assert row["name"] == "'=1+1"


def test_no_chances_are_named_before_a_fit(fresh: Run) -> None:
    fresh("add", "王小明")
    fresh("visit", "1", "38")
    (row,) = fresh("stages", "--json").data
    assert row["n"] == 1 and row["g"] is None and row["p"] is None


def test_a_fit_is_made_once_visits_repeat(fresh: Run) -> None:
    fresh("add", "王小明")
    for day in ("60天前", "30天前", "今天"):
        fresh("visit", "1", "38", "--day", day)
    (row,) = fresh("stages", "--json").data
    assert row["g"] is not None and row["p"] is not None


@pytest.mark.parametrize("words", [["--on", "2月30日"], ["--on", "blah"], ["--stage", "nosuch"]])
def test_what_stages_cannot_read(shop: Run, words: list[str]) -> None:
    ended = shop("stages", *words)
    assert ended.code == 2 and ended.err.count("\n") == 1


def test_calls_are_the_books_own_ranking(shop: Run, opened: Book) -> None:
    said = shop("calls", "--json").data
    with opened.read() as sql:
        assert [(r["id"], r["value_cents"]) for r in said] == calls.rank_calls(sql, opened.rhythms, opened.today())
    assert [row["number"] for row in said] == list(range(1, len(said) + 1))
    assert len(shop("calls", "--limit", "3", "--json").data) == 3
    assert said[0]["name"] in shop("calls").out


def test_calls_of_one_source(shop: Run) -> None:
    said = shop("calls", "--list", "all", "--source", "大众点评", "--json").data
    everybody = shop("calls", "--list", "all", "--json").data
    assert 0 < len(said) < len(everybody)
    assert {row["source"] for row in shop("find", said[0]["name"], "--json").data} >= {"大众点评、美团"}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("paper", list(Paper))
def test_a_list_is_printed_with_everybody_on_it(shop: Run, opened: Book, tmp_path: Path, paper: Paper) -> None:
    wanted = shop("calls", "--list", "at_risk", "--json").data
    done = shop("print", "--list", "at_risk", "--paper", paper, "-o", tmp_path / "list.pdf", "--json").data
    text = text_of((tmp_path / "list.pdf").read_bytes())
    assert len(wanted) == done["rows"] > 3
    assert not [row["name"] for row in wanted if row["name"] not in text]
    assert "预警客户名单" in text and "禾木理发" in text
    with opened.read() as sql:
        kept = sql.rows("SELECT number, customer_id, words FROM call_list_row WHERE list_id = :id ORDER BY number", id=done["id"])
        printed = sql.one("SELECT kind, paper, row_count FROM call_list WHERE id = :id", id=done["id"])
    assert printed == ("at_risk", paper.value, len(wanted))
    assert [(n, c) for n, c, _ in kept] == [(row["number"], row["id"]) for row in wanted]
    assert json.loads(kept[0][2])["name"] == wanted[0]["name"] and json.loads(kept[0][2])["reason"] == wanted[0]["reason"]


def test_lists_are_numbered_and_say_their_source(shop: Run, tmp_path: Path) -> None:
    first = shop("print", "-o", tmp_path / "1.pdf", "--json").data
    second = shop("print", "--list", "all", "--source", "路过", "-o", tmp_path / "2.pdf", "--json").data
    assert second["id"] == first["id"] + 1
    assert "（路过）" in text_of((tmp_path / "2.pdf").read_bytes())


def test_a_printed_list_stays_printed(shop: Run, opened: Book, tmp_path: Path) -> None:
    shop("print", "-o", tmp_path / "1.pdf")
    assert "装入样板店" in shop("undo", "--json").data["what"]
    with opened.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--list", "nosuch", "-o", "x.pdf"], 2),
        (["--paper", "a7", "-o", "x.pdf"], 2),
        (["--source", "火星", "-o", "x.pdf"], 2),
        (["-o", "no/such/folder/x.pdf"], 1),
        ([], 2),
    ],
)
def test_what_print_cannot_do_leaves_nothing(
    shop: Run, opened: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = shop("print", *words)
    assert ended.code == code and ended.err.count("\n") == 1 and ended.out == ""
    assert not list(tmp_path.glob("*.pdf*")) and not list(tmp_path.glob(".*.part"))
    with opened.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list") == OF_THE_SAMPLE


def test_the_empty_register_is_printed_and_nothing_is_kept(shop: Run, opened: Book, tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    said = shop("print", "--list", "register", "--paper", "a5", "--pages", "2", "-o", str(file), "--json").data
    assert said == {"pages": 2, "file": str(file)}
    with pypdfium2.PdfDocument(file) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "当日到店登记表" in text and "28" in text
    with opened.read() as sql:
        assert sql.value("SELECT count(*) FROM call_list") == OF_THE_SAMPLE
    assert "register.pdf" in shop("print", "--list", "register", "--paper", "roll80", "-o", str(file)).out


def test_a_list_too_short_to_leave_anybody_alone_says_so(shop: Run, opened: Book, tmp_path: Path) -> None:
    set_shop(opened, hold_back=0.2)
    file = str(tmp_path / "a.pdf")
    said = shop("print", "--list", "lapsed", "--limit", "1", "-o", file)
    assert said.code == 0 and said.err == "这份名单只有 1 位，太短，抽不出人留下，这次全都打\n"
    assert shop("print", "--list", "all", "--limit", "1", "-o", file).err == ""


# classes -------------------------------------------------------------------------------------------------------------------


def test_lists_of_one_tier_or_class_alone(shop: Run, opened: Book) -> None:
    everybody = {row["id"] for row in shop("stages", "--json").data}
    tiers = {code: {row["id"] for row in shop("stages", "--tier", code, "--json").data} for code in TIERS}
    with opened.read() as sql:
        came = set(sql.column("SELECT customer_id FROM derived WHERE last_day IS NOT NULL"))
        today = opened.today()
        assert {code: set(customer_ids(sql, today, Filter(tier=code))) for code in TIERS} == tiers
    assert set().union(*tiers.values()) == came and sum(map(len, tiers.values())) == len(came)
    once = {row["id"] for row in shop("stages", "--class", "新客", "--json").data}
    again = {row["id"] for row in shop("stages", "--class", "again", "--json").data}
    assert once | again == came and not once & again and came < everybody
    both = {row["id"] for row in shop("stages", "--tier", "普通", "--class", "老客", "--json").data}
    assert both == tiers["regular"] & again
    called = [row["id"] for row in shop("calls", "--list", "all", "--tier", "vip", "--json").data]
    assert called and set(called) <= tiers["vip"]


def test_a_printed_list_of_a_tier_says_so(shop: Run, tmp_path: Path) -> None:
    target = tmp_path / "名单.pdf"
    shop("print", "--list", "all", "--tier", "大客户", "--output", str(target))
    with pypdfium2.PdfDocument(target) as pdf:
        assert "大客户名单" in pdf[0].get_textpage().get_text_bounded()


def test_a_printed_segment_or_group_bears_its_own_name(shop: Run, opened: Book, tmp_path: Path) -> None:
    name = "生日在冬天<b>的&老客"
    save_segment(opened, name=name, conditions=(Condition("again", (1,)),))
    target = tmp_path / "名单.pdf"

    def head(*words: str) -> str:
        shop("print", "--output", str(target), "--limit", "5", *words)
        with pypdfium2.PdfDocument(target) as pdf:
            text = pdf[0].get_textpage().get_text_bounded()
        with opened.read() as sql:
            kept: str = sql.value("SELECT title FROM call_list ORDER BY id DESC")
        assert kept in text.replace("\r\n", "")
        return kept

    assert head("--list", "all", "--segment", name) == name
    assert head("--list", "all", "--segment", name, "--paper", "roll80") == name
    assert head("--list", "lapsed", "--segment", name) == f"流失客户名单（{name}）"
    assert head("--list", "all", "--class", "key_value") == "重要价值客户名单"
    assert head("--list", "all", "--class", "again", "--tier", "vip") == "VIP客户名单（老客）"
    assert head("--list", "all", "--segment", name, "--tier", "vip") == f"{name}（VIP）"
    assert head("--list", "all", "--source", "抖音") == "客户名单（抖音）"


@pytest.mark.parametrize("words", [("--tier", "once"), ("--tier", "x"), ("--class", "y"), ("--on", "昨天", "--tier", "vip")])
def test_a_class_there_is_not_or_of_another_day_is_refused(shop: Run, words: tuple[str, ...]) -> None:
    found = shop("stages", *words)
    assert found.code == 2 and found.err and not found.out
