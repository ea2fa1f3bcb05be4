"""联系记录 and 潜在客户 from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_touch_is_recorded_shown_and_undone(fresh: Run) -> None:
    fresh("add", "施若男")
    done = fresh(
        "touch", "施若男", "电话", "--outcome", "约好再来", "--wanted", "能不能上门", "--cost", "5", "--time", "14:30",
        "--note", "周二",
    )  # fmt: skip
    assert done.code == 0 and "记一次联系 施若男" in done.out
    shown = fresh("show", "1", "--json").data
    (touch,) = shown["touches"]
    assert (touch["kind"], touch["outcome"], touch["wanted"], touch["cost_cents"]) == ("call", "promised", "能不能上门", 500)
    assert touch["time"] == "14:30" and touch["note"] == "周二"
    potential = shown["potential"]
    assert [part["name"] for part in potential["parts"]] == ["means", "need", "behaviour", "trend"]
    assert 0 <= potential["score"] <= 100 and potential["confidence"] > 0 and potential["ask"]
    read = fresh("show", "1").out
    assert "电话  约好再来  能不能上门  ¥5.00  周二" in read and "潜力" in read and "需求匹配" in read
    fresh("undo")
    assert fresh("show", "1", "--json").data["touches"] == []


def test_asking_to_be_left_alone_is_said(fresh: Run) -> None:
    fresh("add", "施若男")
    done = fresh("touch", "1", "call", "--outcome", "do_not_contact")
    assert "不再出现在任何名单上" in done.out
    assert fresh("show", "1", "--json").data["do_not_contact"] is True


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["跳舞"], "没有“跳舞”这一种"),
        (["微信", "--outcome", "空号"], "微信没有“空号”这个结果。可以写：回了 没回 约好再来 拒绝 请勿再联系"),
        (["咨询", "--outcome", "拒绝"], "咨询没有“拒绝”这个结果"),
        (["想要"], "想要什么：请写下想要什么"),
        (["样品", "--cost", "-3"], "花费：花费不能是负数"),
    ],
)
def test_what_is_typed_wrongly_is_said(fresh: Run, words: list[str], says: str) -> None:
    fresh("add", "施若男")
    ended = fresh("touch", "1", *words)
    assert ended.code == 2 and says in ended.err
    assert fresh("show", "1", "--json").data["touches"] == []


def test_prospects_are_listed_the_most_promising_first(run: Run, sample_path: Path) -> None:
    listed = run("prospects", "--json", book=sample_path).data
    scores = [one["potential"]["score"] for one in listed["prospects"]]
    assert scores == sorted(scores, reverse=True) and "施若男" in [one["name"] for one in listed["prospects"]]
    (whole,) = listed["whole"]
    assert 0 <= whole["low"] <= whole["won"] / max(1, whole["of"]) <= whole["high"] <= 1
    assert {rate["key"] for rate in listed["kinds"]} and {rate["key"] for rate in listed["families"]}
    assert listed["first"] and sum(rate["of"] for rate in listed["first"]) <= listed["whole"][0]["of"] and listed["wanted"]
    read = run("prospects", book=sample_path)
    assert read.code == 0 and "施若男" in read.out and "位里" in read.out.splitlines()[0]


def test_a_new_book_has_none(fresh: Run) -> None:
    fresh("add", "王小明")
    fresh("visit", "1", "68")
    assert fresh("prospects", "--json").data["prospects"] == []
    assert fresh("prospects").out.splitlines()[0] == "还没有"
