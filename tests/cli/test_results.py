"""What was written on a printed list, typed back from the command line."""

from pathlib import Path

from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.book import Book
from kyuanbook.rules.surveys import SurveyEntry
from tests.actions.test_list_survey import ASKED
from tests.cli.conftest import Run
from tests.paper.reading import text_of


def test_one_row_then_the_list_as_it_stands(shop: Run, tmp_path: Path) -> None:
    number = printed(shop, tmp_path)
    done = shop("result", number, 1, "未接", "--note", "占线")
    assert done.code == 0 and "记未接" in done.out and "天后再打" in done.out
    assert shop("result", number, 2, 4, "--promised", "明天", "--score", "5").code == 0
    rows = shop("results", f"名单 {number}", "--json").data["rows"]
    assert [row["outcome"] for row in rows[:3]] == ["no_answer", "promised", None]
    assert rows[0]["note"] == "占线" and rows[1]["promised"] and rows[1]["score"] == 5
    told = shop("results", number)
    assert "占线，3 天后再打" in told.out and f"录了 2/{len(rows)}" in told.err
    assert "名单" in shop("show", rows[0]["customer_id"]).out


def test_a_row_answered_already_is_asked_about(shop: Run, tmp_path: Path) -> None:
    number = printed(shop, tmp_path)
    assert shop("result", number, 1, 1).code == 0
    again = shop("result", number, 1, "refused", "--reason", "价格")
    assert again.code == 3 and "已接通" in again.err
    assert shop("result", number, 1, "refused", "--reason", "价格", "--yes").code == 0
    assert shop("results", number, "--json").data["rows"][0]["outcome"] == "refused"


def test_a_file_of_rows_keeps_what_it_can_and_says_what_it_cannot(shop: Run, tmp_path: Path) -> None:
    number = printed(shop, tmp_path)
    file = tmp_path / "结果.csv"
    file.write_bytes("行,结果,备注,约在哪天,满意度\n1,已接通,月底来,,2\n2,约好,,,\n99,未接,,,\n\n3,跳舞,,,\n4,3,,,\n".encode("gb18030"))
    ended = shop("results", number, "--csv", file)
    assert ended.code == 2 and "录了 2 行" in ended.out
    assert "第 3 行没录：" in ended.err and "约好了哪天来" in ended.err
    assert "没有第 99 行" in ended.err and "没有“跳舞”这个结果" in ended.err
    rows = shop("results", number, "--json").data["rows"]
    assert [row["outcome"] for row in rows[:4]] == ["reached", None, None, "wrong_number"]
    shop("undo")
    assert shop("results", number, "--json").data["rows"][3]["outcome"] is None


def test_what_is_no_list_of_ours_is_said(shop: Run, tmp_path: Path) -> None:
    number = printed(shop, tmp_path)
    for words, says in (
        (("results", "8866"), "别的客源本"), (("results", "abc"), "只有数字"), (("result", number, 99, 1), "没有第 99 行"),
        (("results", number, "--csv", tmp_path / "没有.csv"), "读不了"), (("result", number, 1, 4), "约好了哪天来"),
    ):  # fmt: skip
        ended = shop(*words)
        assert ended.code == 2 and says in ended.err, words
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "第一行要有列名" in shop("results", number, "--csv", file).err


def test_what_was_asked_with_the_list_is_typed_back_with_its_rows(shop: Run, opened: Book, tmp_path: Path) -> None:
    make_survey(opened, entry=SurveyEntry("新客问卷", "", ASKED))
    plain = printed(shop, tmp_path)
    number = printed(shop, tmp_path, "--survey", "新客问卷")
    assert "多久洗一次头" in text_of((tmp_path / "list.pdf").read_bytes())
    assert shop("print", "--survey", "没有", "-o", tmp_path / "x.pdf").code == 2
    assert shop("result", number, 1, 1, "--answer", "1=2", "--answer", "3=30").code == 0
    rows = shop("results", number, "--json").data["rows"]
    assert rows[0]["answers"] == ["两三天", "30"] and "问卷答了 2 题" in shop("results", number).out
    for words, says in (
        ((number, 2, 1, "--answer", "3=很久"), "第 3 题"), ((number, 2, 1, "--answer", "9=好"), "看不懂“9=好”"),
        ((plain, 1, 1, "--answer", "1=2"), "没有问问卷"),
    ):  # fmt: skip
        ended = shop("result", *words)
        assert ended.code == 2 and says in ended.err, words
    file = tmp_path / "结果.csv"
    file.write_text("行,结果,第1题,2. 想染发吗？,3\n2,已接通,一周,是,\n3,已接通,没有,,\n4,未接,,,\n", encoding="utf-8")
    ended = shop("results", number, "--csv", file)
    assert ended.code == 2 and "录了 2 行" in ended.out and "第 3 行没录：第 1 题" in ended.err
    rows = shop("results", number, "--json").data["rows"]
    assert [row["answers"] for row in rows[1:4]] == [["一周", "yes"], [], []]


def printed(shop: Run, folder: Path, *how: str) -> int:
    """A list of the sample shop's overdue customers; its number."""
    ended = shop("print", "--list", "calls", "--limit", "6", "--again", *how, "-o", folder / "list.pdf", "--json")
    assert ended.code == 0, ended.err
    return int(ended.data["id"])
