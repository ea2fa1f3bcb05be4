"""The model alone over a log of visits from the command line."""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kyuanbook.exchange import visit_log
from kyuanbook.rules import fit
from kyuanbook.rules.calendar import ALWAYS_OPEN
from kyuanbook.rules.fit import Evidence, log_likelihood, shop_fit
from kyuanbook.rules.rhythm import Rhythm
from kyuanbook.rules.stages import mark, stage_on
from tests.cli.conftest import Run

ON = date(2026, 3, 1)


def made(customers: int = 60, seed: int = 1) -> list[tuple[str, date, str]]:
    """Lines in no order: customers of many paces, several lines a day now and then."""
    luck = random.Random(seed)
    lines = []
    for i in range(customers):
        gap, day = luck.choice((7, 14, 30, 45)), ON - timedelta(days=luck.randrange(1, 400))
        for _ in range(luck.randrange(1, 20)):
            lines += [(f"C{i:03}", day, f"{luck.randrange(10, 200)}.50")] * luck.choice((1, 1, 1, 2))
            day -= timedelta(days=max(1, round(luck.expovariate(1 / gap))))
    luck.shuffle(lines)
    return lines


def text_of(lines: Iterable[tuple[str, date, str]], head: str = "customer,date,amount\n") -> str:
    return head + "".join(f"{who},{day.isoformat()},{amount}\n" for who, day, amount in lines)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    path.write_text(text_of(made()), "utf-8")
    return path


def rows(out: str) -> dict[str, dict[str, str]]:
    return {row["customer"]: row for row in csv.DictReader(io.StringIO(out))}


def test_each_customer_is_as_the_rules_say(run: Run, log: Path) -> None:
    ran = run("rhythm", str(log), "--on", ON.isoformat())
    assert ran.code == 0, ran.err
    found, today, evidence = rows(ran.out), ON.toordinal(), Evidence()
    days: dict[str, Counter[int]] = {}
    for who, day, amount in made():
        days.setdefault(who, Counter())[day.toordinal()] += round(float(amount) * 100)
    for came in days.values():
        evidence.add(ALWAYS_OPEN.gaps(sorted(came)), today - max(came))
    fitted = shop_fit(evidence, 35, today - min(min(came) for came in days.values()))
    rhythm, window = Rhythm(fitted), 2 * fitted.horizon
    assert list(found) == sorted(days)
    for who, came in days.items():
        m, row = mark(sorted(came), rhythm, ALWAYS_OPEN), found[who]
        silent, stage = today - max(came), stage_on(mark(sorted(came), rhythm, ALWAYS_OPEN), today)
        chance = rhythm.chance(m.k, m.t, m.x, silent)
        assert (int(row["n"]), row["last"], row["stage"]) == (m.n, date.fromordinal(max(came)).isoformat(), stage.value)
        assert (float(row["G"]), float(row["P"])) == pytest.approx((rhythm.silence(m.k, m.t, silent), chance), abs=1e-6)
        if stage.value != "lapsed":
            spend = sum(cents for day, cents in came.items() if day > today - window)
            assert float(row["value_at_risk"]) == pytest.approx((1 - chance) * spend / 200, abs=0.006)
        else:
            assert float(row["value_at_risk"]) > 0
    r, alpha, a, b = fitted.parameters
    likelihood = log_likelihood(fitted.parameters, evidence.cells)
    assert f"r={r:.6g} alpha={alpha:.6g} a={a:.6g} b={b:.6g} LL={likelihood:.4f}" in ran.err
    assert f"H={fitted.horizon}" in ran.err and "60 位客户" in ran.err


def test_as_json_it_is_one_object(run: Run, log: Path) -> None:
    ran = run("rhythm", str(log), "--on", ON.isoformat(), "--json", "--horizon", "42")
    assert ran.code == 0 and not ran.err
    assert ran.data["fit"]["horizon"] == 42 and ran.data["fit"]["customers"] == len(ran.data["customers"]) == 60
    plain = rows(run("rhythm", str(log), "--on", ON.isoformat(), "--horizon", "42").out)
    assert [float(row["P"]) for row in plain.values()] == [row["P"] for row in ran.data["customers"]]


def test_chunks_and_a_part_of_the_cells_tell_the_same(run: Run, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("rhythm", str(log), "--on", ON.isoformat(), "--json")
    monkeypatch.setattr(visit_log, "CHUNK", 37)
    assert run("rhythm", str(log), "--on", ON.isoformat(), "--json").out == whole.out
    few = fit.BoundedEvidence(most=10)
    all_ = Evidence()
    for i in range(300):
        few.add([i % 40 + 1] * (i % 4), i % 90)
        all_.add([i % 40 + 1] * (i % 4), i % 90)
    assert 5 <= len(few.cells) <= 10 < len(all_.cells) and few.every > 1
    assert few.gaps == all_.gaps and set(few.windows) < set(all_.windows)


def test_what_came_after_the_day_is_not_known(run: Run, log: Path, tmp_path: Path) -> None:
    day = ON - timedelta(days=120)
    cut = tmp_path / "cut.csv"
    cut.write_text(text_of(line for line in made() if line[1] <= day), "utf-8")
    now, then = (run("rhythm", str(path), "--on", day.isoformat()) for path in (log, cut))
    assert now.out == then.out and "行在那天以后，没有算" in now.err and "没有算" not in then.err


HEADS = ["日期,金额,客户号\n", "AMOUNT;x;Date;Customer_ID\n", "\ufeff客户\t时间\t实收\n", "甲,乙,丙\n", ""]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_columns_by_name_or_order_in_any_encoding(run: Run, tmp_path: Path, head: str, encoding: str) -> None:
    lines = [("王小明", "2026-01-05", "68"), ("李四", "2026-01-09", "¥1,068.00"), ("王小明", "2026-02-05", "")]
    path = tmp_path / "visits.csv"
    sign = next((s for s in "\t;," if s in head), ",")
    order = {HEADS[0]: (1, 2, 0), HEADS[1]: (2, 2, 1, 0)}.get(head, (0, 1, 2))
    body = "".join(sign.join(f'"{line[i]}"' for i in order) + "\n" for line in lines)
    path.write_bytes((head + body + "\n").encode(encoding))
    ran = run("rhythm", str(path), "--on", "2026-03-01", "--horizon", "30")
    assert ran.code == 0, ran.err
    found = rows(ran.out)
    assert set(found) == {"王小明", "李四"} and found["王小明"]["n"] == "2" and found["李四"]["last"] == "2026-01-09"
    assert float(found["李四"]["value_at_risk"]) > 100


@pytest.mark.parametrize(
    "written",
    ["2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "20260105", "2026-01-05 14:30", "2026-01-05T14:30:11",
     "2026年1月5日 14:30", "1/5/2026", "01/05/2026 9:05", " 2026-1-5 "],
)  # fmt: skip
def test_dates_in_common_forms(run: Run, tmp_path: Path, written: str) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(f"甲,{written},1\n乙,13/01/2026,1\n", "utf-8")
    found = rows(run("rhythm", str(path), "--on", "2026-03-01").out)
    assert found["甲"]["last"] == "2026-01-05" and found["乙"]["last"] == "2026-01-13"


BAD = [
    ("甲,2026-01-05,1\n乙,昨天,1\n", "第 2 行的日期看不懂：昨天"),
    ("甲,2026-01-05,1\n乙,2026-02-30,1\n", "第 2 行的日期看不懂：2026-02-30"),
    ("甲,2026-01-05,1\n乙,1.5,1\n", "第 2 行的日期看不懂"),
    ("customer,date,amount\n\n甲,2026-01-05,很多\n", "第 3 行的金额看不懂：很多"),
    ("customer,date,amount\n ,2026-01-05,1\n", "第 2 行没有写客户"),
    ("甲,2026-01-05,1\n乙\n", "第 2 行只有 1 列"),
    ("甲\n", "第 1 行只有 1 列"),
    ("客户,哪天,多少\n甲,2026-01-05,1\n", "第 1 行看不出哪一列"),
    ("甲,2027-01-05,1\n", "没有一次 2026年3月1日以前的到店"),
    ("", "没有一次"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_line_is_told_by_its_number(run: Run, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(text, "utf-8")
    ran = run("rhythm", str(path), "--on", "2026-03-01")
    assert ran.code == 2 and said in ran.err and not ran.out


def test_all_bad_lines_are_counted_and_the_first_ten_told(run: Run, tmp_path: Path) -> None:
    """So that they can be put right at once, not one a run."""
    path = tmp_path / "visits.csv"
    lines = ["客户,日期,金额", "甲,2026-01-05,1", "乙,昨天,1", "丙,2026-01-06,很多", ",2026-01-07,1", "丁", "", "戊,2026-01-08,3"]
    path.write_text("\n".join(lines), "utf-8")
    ran = run("rhythm", str(path), "--on", "2026-03-01")
    assert ran.code == 2 and not ran.out
    assert [line.split("。")[0] for line in ran.err.splitlines()] == [
        "有 4 行看不懂：", "第 3 行的日期看不懂：昨天", "第 4 行的金额看不懂：很多", "第 5 行没有写客户",
        "第 6 行只有 1 列，至少要有客户和日期",
    ]  # fmt: skip
    path.write_text("甲,2026-01-05,1\n" + "乙,昨天,1\n" * 250_000, "utf-8")
    told = run("rhythm", str(path), "--on", "2026-03-01").err.splitlines()
    assert told[0] == "有 250000 行看不懂：" and told[-1] == "还有 249990 行" and len(told) == 12
    assert told[10].startswith("第 11 行的日期看不懂：昨天")


def test_what_is_no_text_or_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_bytes(b"\xff\x00\x80\x81\xff" * 9)
    assert "UTF-8 或 GBK" in run("rhythm", str(path), "--on", "2026-03-01").err
    gone = run("rhythm", str(tmp_path / "none.csv"), "--on", "2026-03-01")
    assert gone.code == 1 and "打不开这个文件" in gone.err
    assert run("rhythm", str(path), "--on", "什么时候").code == 2
    assert "--on" in run("rhythm", str(path)).err


def test_where_nobody_came_twice_it_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("甲,2026-01-05\n乙,2026-01-07\n", "utf-8")
    ran = run("rhythm", str(path), "--on", "2026-03-01")
    assert ran.code == 0 and "没有人来过两次" in ran.err and set(rows(ran.out)) == {"甲", "乙"}
