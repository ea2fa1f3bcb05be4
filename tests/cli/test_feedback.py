"""满意度 and 问卷 from the command line."""

from pathlib import Path

import pytest

from kyuanbook.actions.surveys import make_survey
from kyuanbook.book.book import Book
from kyuanbook.rules.surveys import SurveyEntry
from tests.actions.test_surveys import ASKED
from tests.cli.conftest import Run


def test_a_score_is_recorded_of_the_last_visit_and_shown(fresh: Run) -> None:
    fresh("add", "王小明", "--phone", "13822045678")
    fresh("visit", "1", "68")
    done = fresh("feedback", "1", "２", "--words", "等太久", "--way", "小票上")
    assert done.code == 0 and "记满意度 王小明" in done.out and "不满意，已列入今天的回访" in done.out
    (said,) = fresh("show", "1", "--json").data["feedback"]
    assert (said["score"], said["words"], said["way"]) == (2, "等太久", "slip") and said["visit"] == said["day"]
    fresh("feedback", "1", "-", "--words", "下次还来", "--at-large")
    latest = fresh("show", "1", "--json").data["feedback"][0]
    assert (latest["score"], latest["visit"]) == (None, None)
    assert "满意度  2 分  等太久" in fresh("show", "1").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["0"], "满意度：满意度填 1 到 5"), (["6"], "满意度：满意度填 1 到 5"), (["五"], "满意度：满意度填 1 到 5"),
        (["-"], "满意度：打个分，或写下客人的话"),
        (["4", "--way", "飞鸽"], "没有“飞鸽”这一种。可以写：当面说的 电话里 小票上 问卷上"),
    ],
)  # fmt: skip
def test_what_is_no_score_is_said(fresh: Run, words: list[str], says: str) -> None:
    fresh("add", "王小明")
    ended = fresh("feedback", "1", *words)
    assert ended.code == 2 and says in ended.err
    assert fresh("show", "1", "--json").data["feedback"] == []


def test_surveys_are_listed_answered_and_told(run: Run, sample_path: Path, opened: Book) -> None:
    make_survey(opened, entry=SurveyEntry("新客问卷", "", ASKED))
    (row,) = [one for one in run("surveys", "--json", book=sample_path).data if one["name"] == "新客问卷"]
    assert row["questions"] == 4 and row["replied"] == 0
    done = run("reply", "1", "新客问卷", "1=2", "2＝30天", "3=是", book=sample_path)
    assert done.code == 0 and "录问卷“新客问卷”" in done.out
    told = run("surveys", "新客问卷", "--json", book=sample_path).data
    assert told[0]["choices"] == {"路过": 0, "朋友介绍": 1, "抖音": 0} and told[1]["mean"]["few"] is True
    read = run("surveys", str(row["id"]), book=sample_path).out
    assert "1. 从哪里知道我们的？" in read and "朋友介绍  1" in read and "是  1" in read
    asked = run("reply", "1", "新客问卷", "1=1", book=sample_path)
    assert asked.code == 3 and "再录一份？" in asked.err
    assert run("reply", "1", "新客问卷", "1=1", "--yes", book=sample_path).code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["新客问卷", "1=广告"], "第 1 题：这里请从中选一个：路过、朋友介绍、抖音"), (["新客问卷", "9=好"], "看不懂“9=好”"),
        (["新客问卷", "好"], "看不懂“好”"), (["老客问卷", "1=1"], "没有“老客问卷”这份问卷。可以写：新客问卷"),
        (["新客问卷", "4="], "一题都没答"),
    ],
)  # fmt: skip
def test_answers_that_are_none_are_said(run: Run, sample_path: Path, opened: Book, words: list[str], says: str) -> None:
    make_survey(opened, entry=SurveyEntry("新客问卷", "", ASKED))
    ended = run("reply", "1", *words, book=sample_path)
    assert ended.code == 2 and says in ended.err


def test_a_new_book_has_no_surveys(fresh: Run) -> None:
    fresh("add", "王小明")
    assert fresh("surveys").out == "还没有问卷，在窗口的“分析 → 问卷”里做。\n" and fresh("surveys", "--json").data == []
